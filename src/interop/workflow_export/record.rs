//! One workflow of an export.

use super::build_ids::{KnownTexts, UsedVersions};
use super::fields::{Fields, Found, Name, Texts};
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

/// Hands a workflow over, or answers which field has not what is expected.
pub(super) fn hand_over(
    fields: &Fields<'_>,
    texts: &Texts<'_>,
    known: &mut KnownTexts,
    each: &mut dyn FnMut(&WorkflowRecord<'_>),
) -> Result<(), Name> {
    let needed = |name| texts.get(name).ok_or(name);
    let workflow_id = needed(Name::WorkflowId)?;
    let status = texts.get(Name::Status).and_then(status).ok_or(Name::Status)?;
    let used = match fields.get(Name::BuildIds) {
        Found::Nothing => &UsedVersions::NONE,
        _ => texts.get(Name::BuildIds).and_then(|text| known.read(text)).ok_or(Name::BuildIds)?,
    };
    let version = match (fields.get(Name::Stamp), fields.get(Name::UseVersioning)) {
        _ if used.later_generation => None,
        (Found::Nothing, _) => Some(version(used)),
        // The latest stamp, which `describe` tells: `{"buildId":"1.0","useVersioning":true}`, without the flag for
        // an unversioned worker.
        (_, Found::True) => {
            Some(KnownVersion::BuildId { newest: needed(Name::StampBuildId)?, earlier: &[] })
        }
        _ => Some(KnownVersion::Unversioned),
    };
    each(&WorkflowRecord {
        workflow_id,
        run_id: texts.get(Name::RunId),
        workflow_type: needed(Name::WorkflowType)?,
        status,
        task_queue: needed(Name::TaskQueue)?,
        parent_workflow_id: texts.get(Name::ParentWorkflowId),
        version,
        used,
    });
    Ok(())
}

/// What the used versions say of the latest. (A run that a versioned worker has worked on refuses unversioned ones.)
fn version(used: &UsedVersions) -> KnownVersion<'_> {
    match used.build_ids.split_last() {
        Some((newest, earlier)) => KnownVersion::BuildId { newest, earlier },
        None if used.unversioned => KnownVersion::Unversioned,
        None => KnownVersion::Untouched,
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
