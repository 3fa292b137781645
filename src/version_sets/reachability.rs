//! Which workers of a queue are still needed, as the server answers for the runs that it knows.

use serde::{Deserialize, Serialize};

use super::{VersionSet, VersionSets};
use crate::names::TaskQueueName;
use crate::version::WorkerVersion;

/// A workflow run, as far as reachability looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkflowRun {
    /// The queue of its workflow tasks.
    pub task_queue: TaskQueueName,
    /// `OPEN` while it runs; `CLOSED` when it has ended, in whatever way.
    pub status: RunStatus,
    /// The build IDs of the workers that completed one of its workflow tasks, and the one that it inherited at its
    /// start; `UnversionedBuildId` or empty text for unversioned workers. Empty for a run that no worker has
    /// touched yet.
    ///
    /// A server has them in the search attribute `BuildIds`: `versioned:1.0` is the build ID `1.0`, `unversioned` the
    /// unversioned worker.
    #[serde(rename = "buildIds")]
    #[cfg_attr(feature = "schema", schemars(extend("tsType" = "readonly (string | UnversionedBuildIdType)[]")))]
    pub used: Vec<WorkerVersion>,
}

/// Whether a run still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum RunStatus {
    /// It runs.
    #[default]
    Open,
    /// It has ended, in whatever way.
    Closed,
}

/// Which runs are asked for, beside new workflows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ReachabilityType"))]
pub enum RunKind {
    /// None: only whether new workflows start on the worker.
    #[serde(rename = "NEW_WORKFLOWS")]
    NoRuns,
    /// Open and closed ones.
    #[default]
    #[serde(rename = "EXISTING_WORKFLOWS")]
    Existing,
    /// Open ones.
    #[serde(rename = "OPEN_WORKFLOWS")]
    Open,
    /// Closed ones, which a query can still reach.
    #[serde(rename = "CLOSED_WORKFLOWS")]
    Closed,
}

impl RunKind {
    const fn includes(self, status: RunStatus) -> bool {
        matches!(
            (self, status),
            (Self::Existing, _) | (Self::Open, RunStatus::Open) | (Self::Closed, RunStatus::Closed)
        )
    }
}

/// What can reach a worker; neither when it can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reachability {
    /// New workflows start on it.
    pub by_new_workflows: bool,
    /// Runs of the kind that was asked for may be sent to it.
    pub by_runs: bool,
}

impl Reachability {
    /// Nothing reaches it.
    pub const NONE: Self = Self { by_new_workflows: false, by_runs: false };
}

/// What reaches a worker: `NOT_FETCHED` only for a task queue that a server skips, as it is asked about too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "ReachabilityTypeResponse")
)]
#[serde(untagged)]
pub enum ReachedBy {
    /// New workflows, or runs of the kind that was asked for.
    Kind(RunKind),
    /// The queue was skipped.
    Skipped(Skipped),
}

/// A task queue was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
pub enum Skipped {
    /// The server does not say what reaches the worker there.
    #[serde(rename = "NOT_FETCHED")]
    NotFetched,
}

impl ReachedBy {
    /// What reaches a worker, as the API lists it; `asked` is the kind of runs that was asked for.
    #[must_use]
    pub fn list(reached: Option<Reachability>, asked: RunKind) -> Vec<Self> {
        let Some(Reachability { by_new_workflows, by_runs }) = reached else {
            return vec![Self::Skipped(Skipped::NotFetched)];
        };
        let new_workflows = by_new_workflows.then_some(Self::Kind(RunKind::NoRuns));
        let runs = by_runs.then_some(Self::Kind(asked));
        new_workflows.into_iter().chain(runs).collect()
    }
}

/// What can reach the workers of a version on a queue with these version sets.
///
/// The server counts a set as the queue default for five minutes more than it is
/// (`frontend.reachabilityQuerySetDurationSinceDefault`). There is no clock here: this is the answer after those minutes.
///
/// Source: live server, 1,296 answers; `getTaskReachability` in its front end.
#[must_use]
pub fn reachability(
    sets: Option<&VersionSets>,
    runs: &[WorkflowRun],
    task_queue: &TaskQueueName,
    version: &WorkerVersion,
    kind: RunKind,
) -> Reachability {
    let queue_default = sets.and_then(VersionSets::default_build_id);
    let (gets_new_workflows, set) = match version {
        WorkerVersion::Unversioned => (queue_default.is_none(), None),
        WorkerVersion::BuildId(build_id) => match sets.and_then(|sets| sets.set_of(build_id)) {
            Some(set) if set.default_build_id() == build_id => {
                (queue_default == Some(build_id), Some(set))
            }
            _ => return Reachability::NONE,
        },
        WorkerVersion::Deployment(_) => return Reachability::NONE,
    };
    let is_reached = |run: &WorkflowRun| {
        run.task_queue == *task_queue
            && kind.includes(run.status)
            && if run.used.is_empty() {
                gets_new_workflows && kind != RunKind::Closed
            } else {
                run.used.iter().any(|used| is_worker_for(set, used))
            }
    };
    Reachability { by_new_workflows: gets_new_workflows, by_runs: runs.iter().any(is_reached) }
}

/// Whether runs of a worker are for the default of that set or, without one, for unversioned workers.
fn is_worker_for(set: Option<&VersionSet>, used: &WorkerVersion) -> bool {
    match (set, used) {
        (None, WorkerVersion::Unversioned) => true,
        (Some(set), WorkerVersion::BuildId(build_id)) => set.contains(build_id),
        (_, WorkerVersion::Deployment(_))
        | (None, WorkerVersion::BuildId(_))
        | (Some(_), WorkerVersion::Unversioned) => false,
    }
}
