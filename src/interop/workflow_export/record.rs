//! One workflow of an export.

use export_json::{Field, Record, Value};

use super::ExportProblem;
use super::build_ids::{KnownAttributes, KnownLists, KnownTexts, UNTOUCHED, UsedVersions};
use crate::landings::{KnownVersion, OtherVersioning};
use crate::task::VersioningBehavior;
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

/// Hands over the workflow, or those of the page.
pub(super) fn hand_over(
    record: &Record<'_>,
    known: &mut KnownAttributes,
    each: &mut dyn FnMut(&WorkflowRecord<'_>),
) -> Result<(), ExportProblem> {
    if let Value::Record(info) = &record[Field::Info] {
        return hand_over(info, known, each);
    }
    if let Value::Records(workflows) = &record[Field::Executions] {
        return workflows.iter().try_for_each(|workflow| hand_over(workflow, known, each));
    }
    if record.has_next_page() {
        return Ok(());
    }
    let KnownAttributes { attributes, texts } = known;
    let workflow_id = needed(record, Field::WorkflowId, "execution.workflowId")?;
    let status = status(&record[Field::Status]).ok_or_else(|| {
        let expected = "a status such as 'WORKFLOW_EXECUTION_STATUS_RUNNING'";
        unexpected(record, Field::Status, "status", expected)
    })?;
    let used = used(record, attributes)?;
    let of_deployment = deployment(record, texts);
    let is_of_deployment =
        [Field::Deployment, Field::DeploymentAttribute, Field::DeploymentVersion, Field::Behavior]
            .into_iter()
            .any(|field| record[field].is_there());
    let is_assigned = record[Field::AssignedBuildId].is_there();
    let version = match (&record[Field::LatestStamp], &record[Field::LatestUseVersioning]) {
        _ if let Some(version) = of_deployment => Ok(version),
        _ if is_of_deployment => Err(OtherVersioning::WorkerDeployment),
        _ if is_assigned => Err(OtherVersioning::AssignmentRules),
        _ if let Some(other) = used.other_versioning => Err(other),
        (Value::Object, Value::Boolean(true)) => {
            let path = "mostRecentWorkerVersionStamp.buildId";
            let newest = needed(record, Field::LatestBuildId, path)?;
            Ok(KnownVersion::BuildId { newest, earlier: &[] })
        }
        (Value::Object, _) => Ok(KnownVersion::Unversioned),
        _ => Ok(used.version()),
    };
    each(&WorkflowRecord {
        workflow_id,
        run_id: record[Field::RunId].text(),
        workflow_type: needed(record, Field::TypeName, "type.name")?,
        status,
        task_queue: needed(record, Field::TaskQueue, "taskQueue")?,
        parent_workflow_id: record[Field::ParentWorkflowId].text(),
        version,
        used,
    });
    Ok(())
}

/// The search attribute `BuildIds`. Of any other shape than those that are known, it is refused: a workflow that has
/// used versions must not pass for one that has not started.
fn used<'k>(
    record: &Record<'_>,
    known: &'k mut KnownLists,
) -> Result<&'k UsedVersions, ExportProblem> {
    for (field, path) in [
        (Field::SearchAttributes, "searchAttributes"),
        (Field::IndexedFields, "searchAttributes.indexedFields"),
    ] {
        if !matches!(record[field], Value::Nothing | Value::Object) {
            return Err(unexpected(record, field, path, "an object"));
        }
    }
    let (field, path, expected) = match record[Field::BuildIds] {
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
    let list = record[field].text().and_then(|list| known.read(list));
    list.ok_or_else(|| unexpected(record, field, path, expected))
}

/// The behavior and version of a run of a deployment: those of an override, if it has one. `None` where they are not shown,
/// as of a run whose behavior is unspecified.
///
/// Source: live server; the search attributes `TemporalWorkerDeploymentVersion` (`D:B`) and
/// `TemporalWorkflowVersioningBehavior`.
fn deployment<'k>(record: &Record<'_>, known: &'k mut KnownTexts) -> Option<KnownVersion<'k>> {
    let mut behavior = None;
    if let Some(text) = attribute(record, Field::Behavior, Field::BehaviorData) {
        behavior = match known.read(text) {
            "Pinned" => Some(VersioningBehavior::Pinned),
            "AutoUpgrade" => Some(VersioningBehavior::AutoUpgrade),
            _ => None,
        };
    }
    let behavior = behavior?;
    let version = attribute(record, Field::DeploymentVersion, Field::DeploymentVersionData)?;
    let (deployment_name, build_id) = known.read(version).split_once(':')?;
    let is_whole = !deployment_name.is_empty() && !build_id.is_empty();
    is_whole.then_some(KnownVersion::Deployment { behavior, deployment_name, build_id })
}

/// The text of a search attribute, or the data of its payload.
fn attribute<'r>(record: &'r Record<'_>, field: Field, data: Field) -> Option<&'r str> {
    record[field].text().or_else(|| record[data].text())
}

fn needed<'r>(
    record: &'r Record<'_>,
    field: Field,
    path: &'static str,
) -> Result<&'r str, ExportProblem> {
    let expected = "text that is not empty";
    record[field].text().ok_or_else(|| unexpected(record, field, path, expected))
}

/// A value of the workflow is not what is expected.
fn unexpected(
    record: &Record<'_>,
    field: Field,
    path: &'static str,
    expected: &'static str,
) -> ExportProblem {
    let workflow_id = record[Field::WorkflowId].text().map(str::to_owned);
    ExportProblem::Field { workflow_id, path, expected, got: record[field].shown() }
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
