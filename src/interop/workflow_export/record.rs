//! One workflow of an export.

use super::ExportProblem;
use super::build_ids::{KnownAttributes, UsedVersions};
use super::json::{Field, Record, Value};
use crate::landings::KnownVersion;
use crate::version::WorkerVersion;
use crate::version_sets::{RunStatus, WorkflowRun};

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

impl Record<'_> {
    /// Hands over the workflow.
    pub fn hand_over(
        &self,
        known: &mut KnownAttributes,
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<(), ExportProblem> {
        if let Value::Record(info) = &self[Field::Info] {
            return info.hand_over(known, each);
        }
        let workflow_id = self.needed(Field::WorkflowId, "execution.workflowId")?;
        let status = self[Field::Status].text().and_then(status).ok_or_else(|| {
            let expected = "a status such as 'WORKFLOW_EXECUTION_STATUS_RUNNING'";
            self.unexpected(Field::Status, "status", expected)
        })?;
        let used = match &self[Field::BuildIdsData] {
            Value::Nothing => &UsedVersions::NONE,
            data => data.text().and_then(|text| known.read(text)).ok_or_else(|| {
                let path = "searchAttributes.indexedFields.BuildIds.data";
                let expected = "a list of worker versions as base64 of JSON";
                self.unexpected(Field::BuildIdsData, path, expected)
            })?,
        };
        let version = match (&self[Field::LatestStamp], &self[Field::LatestUseVersioning]) {
            _ if used.later_generation => None,
            (Value::Object, Value::Boolean(true)) => {
                let path = "mostRecentWorkerVersionStamp.buildId";
                let newest = self.needed(Field::LatestBuildId, path)?;
                Some(KnownVersion::BuildId { newest, earlier: &[] })
            }
            (Value::Object, _) => Some(KnownVersion::Unversioned),
            _ => Some(used.version()),
        };
        each(&WorkflowRecord {
            workflow_id,
            run_id: self[Field::RunId].text(),
            workflow_type: self.needed(Field::TypeName, "type.name")?,
            status,
            task_queue: self.needed(Field::TaskQueue, "taskQueue")?,
            parent_workflow_id: self[Field::ParentWorkflowId].text(),
            version,
            used,
        });
        Ok(())
    }

    fn needed(&self, field: Field, path: &'static str) -> Result<&str, ExportProblem> {
        let expected = "text that is not empty";
        self[field].text().ok_or_else(|| self.unexpected(field, path, expected))
    }

    /// A value of the workflow is not what is expected.
    fn unexpected(
        &self,
        field: Field,
        path: &'static str,
        expected: &'static str,
    ) -> ExportProblem {
        let workflow_id = self[Field::WorkflowId].text().map(str::to_owned);
        ExportProblem::Field { workflow_id, path, expected, got: self[field].shown() }
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
