//! One workflow of an export.

use serde::de::{IgnoredAny, MapAccess};

use super::ExportProblem;
use super::build_ids::{KnownAttributes, UsedVersions};
use super::json::{ReadInto, Target, Text, Value, objects};
use crate::landings::KnownVersion;
use crate::reachability::{RunStatus, WorkerVersion, WorkflowRun};

/// A workflow, as an export tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkflowRecord<'a> {
    /// The workflow ID.
    pub workflow_id: &'a str,
    /// The run ID, where the record names it.
    pub run_id: Option<&'a str>,
    /// The workflow type.
    pub workflow_type: &'a str,
    /// Whether it runs.
    pub status: RunStatus,
    /// The queue of its workflow tasks.
    pub task_queue: &'a str,
    /// The workflow ID of its parent, if it is a child.
    pub parent_workflow_id: Option<&'a str>,
    /// What is known of its version; none when assignment rules or a worker deployment route it.
    pub version: Option<KnownVersion<'a>>,
    used: &'a UsedVersions,
}

impl WorkflowRecord<'_> {
    /// The versions of the workers that completed one of its workflow tasks, and the build ID that it inherited;
    /// empty when no worker has touched it.
    #[must_use]
    pub fn used(&self) -> Vec<WorkerVersion> {
        let unversioned = self.used.unversioned.then_some(WorkerVersion::Unversioned);
        let build_ids = self.used.build_ids.iter();
        let build_ids = build_ids.map(|text| WorkerVersion::BuildId(text.as_str().into()));
        unversioned.into_iter().chain(build_ids).collect()
    }

    /// The run, as far as reachability looks at it.
    #[must_use]
    pub fn run(&self) -> WorkflowRun {
        WorkflowRun { task_queue: self.task_queue.into(), status: self.status, used: self.used() }
    }
}

objects! {
    Record {
        execution: Execution<'a> = "execution",
        workflow_type: Type<'a> = "type",
        status: Value<'a> = "status",
        task_queue: Value<'a> = "taskQueue",
        parent_execution: Execution<'a> = "parentExecution",
        search_attributes: SearchAttributes<'a> = "searchAttributes",
        latest_stamp: Option<Box<Stamp<'a>>> = "mostRecentWorkerVersionStamp",
        // `describe` prints all of these in it.
        info: Option<Box<Record<'a>>> = "workflowExecutionInfo",
    }
    Execution { workflow_id: Value<'a> = "workflowId", run_id: Value<'a> = "runId" }
    Type { name: Value<'a> = "name" }
    SearchAttributes { indexed_fields: IndexedFields<'a> = "indexedFields" }
    IndexedFields { build_ids: BuildIds<'a> = "BuildIds" }
    BuildIds { data: Value<'a> = "data" }
    // Only `describe` prints it: `{"buildId":"1.0","useVersioning":true}`, for an unversioned worker without the flag.
    Stamp { build_id: Value<'a> = "buildId", use_versioning: Value<'a> = "useVersioning" }
}

impl Record<'_> {
    /// Hands over the workflow.
    pub fn hand_over(
        &self,
        known: &mut KnownAttributes,
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<(), ExportProblem> {
        if let Some(info) = &self.info {
            return info.hand_over(known, each);
        }
        let workflow_id = self.needed(&self.execution.workflow_id, "execution.workflowId")?;
        let status = self.status.text().and_then(status).ok_or_else(|| {
            let expected = "a status such as 'WORKFLOW_EXECUTION_STATUS_RUNNING'";
            self.unexpected(&self.status, "status", expected)
        })?;
        let used = match &self.search_attributes.indexed_fields.build_ids.data {
            Value::Nothing => &UsedVersions::NONE,
            data => data.text().and_then(|text| known.read(text)).ok_or_else(|| {
                let path = "searchAttributes.indexedFields.BuildIds.data";
                self.unexpected(data, path, "a list of worker versions as base64 of JSON")
            })?,
        };
        let version = match self.latest_stamp.as_deref() {
            _ if used.later_generation => None,
            None => Some(used.version()),
            Some(Stamp { build_id, use_versioning: Value::Boolean(true) }) => {
                let newest = self.needed(build_id, "mostRecentWorkerVersionStamp.buildId")?;
                Some(KnownVersion::BuildId { newest, earlier: &[] })
            }
            Some(_) => Some(KnownVersion::Unversioned),
        };
        each(&WorkflowRecord {
            workflow_id,
            run_id: self.execution.run_id.text(),
            workflow_type: self.needed(&self.workflow_type.name, "type.name")?,
            status,
            task_queue: self.needed(&self.task_queue, "taskQueue")?,
            parent_workflow_id: self.parent_execution.workflow_id.text(),
            version,
            used,
        });
        Ok(())
    }

    fn needed<'v>(
        &self,
        value: &'v Value<'_>,
        path: &'static str,
    ) -> Result<&'v str, ExportProblem> {
        value.text().ok_or_else(|| self.unexpected(value, path, "text that is not empty"))
    }

    /// A value of the workflow is not what is expected.
    fn unexpected(
        &self,
        value: &Value<'_>,
        path: &'static str,
        expected: &'static str,
    ) -> ExportProblem {
        let workflow_id = self.execution.workflow_id.text().map(str::to_owned);
        ExportProblem::Field { workflow_id, path, expected, got: value.shown() }
    }
}

/// Source: `temporal.api.enums.v1.WorkflowExecutionStatus`. A paused workflow is open.
fn status(text: &str) -> Option<RunStatus> {
    Some(match text.strip_prefix("WORKFLOW_EXECUTION_STATUS_")? {
        "RUNNING" | "PAUSED" => RunStatus::Open,
        "COMPLETED" | "FAILED" | "CANCELED" | "TERMINATED" | "CONTINUED_AS_NEW" | "TIMED_OUT" => {
            RunStatus::Closed
        }
        _ => return None,
    })
}
