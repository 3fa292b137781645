//! One workflow of an export.

use super::ExportProblem;
use super::build_ids::{KnownAttributes, UNTOUCHED, UsedVersions};
use super::json::{Field, Record, Value};
use crate::landings::{KnownVersion, OtherVersioning};
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
    /// What is known of its version, unless another generation of versioning routes it.
    pub version: Result<KnownVersion<'a>, OtherVersioning>,
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
    /// Whether it is `{}`, which is what the API answers when it lists no workflow.
    pub fn is_empty(&self) -> bool {
        matches!(self[Field::Whole], Value::Nothing)
    }

    /// Whether it is a page of a list, after which others follow.
    pub fn has_next_page(&self) -> bool {
        self[Field::NextPageToken].is_there()
    }

    /// Hands over the workflow, or those of the page.
    pub fn hand_over(
        &self,
        known: &mut KnownAttributes,
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<(), ExportProblem> {
        if let Value::Record(info) = &self[Field::Info] {
            return info.hand_over(known, each);
        }
        if let Value::Records(workflows) = &self[Field::Executions] {
            return workflows.iter().try_for_each(|workflow| workflow.hand_over(known, each));
        }
        if self.has_next_page() {
            return Ok(());
        }
        let workflow_id = self.needed(Field::WorkflowId, "execution.workflowId")?;
        let status = status(&self[Field::Status]).ok_or_else(|| {
            let expected = "a status such as 'WORKFLOW_EXECUTION_STATUS_RUNNING'";
            self.unexpected(Field::Status, "status", expected)
        })?;
        let used = self.used(known)?;
        let is_of_deployment =
            self[Field::Deployment].is_there() || self[Field::DeploymentAttribute].is_there();
        let is_assigned = self[Field::AssignedBuildId].is_there();
        let version = match (&self[Field::LatestStamp], &self[Field::LatestUseVersioning]) {
            _ if is_of_deployment => Err(OtherVersioning::WorkerDeployment),
            _ if is_assigned => Err(OtherVersioning::AssignmentRules),
            _ if let Some(other) = used.other_versioning => Err(other),
            (Value::Object, Value::Boolean(true)) => {
                let path = "mostRecentWorkerVersionStamp.buildId";
                let newest = self.needed(Field::LatestBuildId, path)?;
                Ok(KnownVersion::BuildId { newest, earlier: &[] })
            }
            (Value::Object, _) => Ok(KnownVersion::Unversioned),
            _ => Ok(used.version()),
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

    /// The search attribute `BuildIds`. Of any other shape than those that are known, it is refused: a workflow that has
    /// used versions must not pass for one that has not started.
    fn used<'k>(&self, known: &'k mut KnownAttributes) -> Result<&'k UsedVersions, ExportProblem> {
        for (field, path) in [
            (Field::SearchAttributes, "searchAttributes"),
            (Field::IndexedFields, "searchAttributes.indexedFields"),
        ] {
            if !matches!(self[field], Value::Nothing | Value::Object) {
                return Err(self.unexpected(field, path, "an object"));
            }
        }
        let (field, path, expected) = match self[Field::BuildIds] {
            Value::Nothing => return Ok(&UNTOUCHED),
            Value::Object => (
                Field::BuildIdsData,
                "searchAttributes.indexedFields.BuildIds.data",
                "a list of worker versions as base64 of JSON",
            ),
            _ => (
                Field::BuildIds,
                "searchAttributes.indexedFields.BuildIds",
                "a list of worker versions such as [\"versioned:1.0\"], or its payload",
            ),
        };
        let list = self[field].text().and_then(|list| known.read(list));
        list.ok_or_else(|| self.unexpected(field, path, expected))
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

/// A status by its name, as older versions of the API wrote it, or by its number. A paused workflow is open.
///
/// Source: `temporal.api.enums.v1.WorkflowExecutionStatus`.
fn status(value: &Value<'_>) -> Option<RunStatus> {
    let text = match value {
        Value::Number(1 | 8) => return Some(RunStatus::Open),
        Value::Number(2..=7) => return Some(RunStatus::Closed),
        value => value.text()?,
    };
    Some(match text.strip_prefix("WORKFLOW_EXECUTION_STATUS_").unwrap_or(text) {
        "RUNNING" | "PAUSED" | "Running" | "Paused" => RunStatus::Open,
        "COMPLETED" | "FAILED" | "CANCELED" | "TERMINATED" | "CONTINUED_AS_NEW" | "TIMED_OUT"
        | "Completed" | "Failed" | "Canceled" | "Terminated" | "ContinuedAsNew" | "TimedOut" => {
            RunStatus::Closed
        }
        _ => return None,
    })
}
