//! Which workers are still needed: what `GetWorkerTaskReachability` answers, for the workflow runs that the
//! caller knows of.
//!
//! The server counts a set as the queue default for five minutes more than it is
//! (`frontend.reachabilityQuerySetDurationSinceDefault`). There is no clock here: these are the answers after
//! those minutes.

use thiserror::Error;

use crate::model::{BuildId, Namespace, TaskQueueName, VersionSet};

/// A workflow run, as far as reachability looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkflowRun {
    /// The queue of its workflow tasks.
    pub task_queue: TaskQueueName,
    /// Whether it still runs.
    pub status: RunStatus,
    /// The workers that completed one of its workflow tasks, and the build ID that it inherited at its start.
    /// Empty for a run that no worker has touched yet.
    pub used: Vec<WorkerVersion>,
}

/// Whether a run still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStatus {
    /// It runs.
    Open,
    /// It has ended, in whatever way.
    Closed,
}

/// The version of a worker.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkerVersion {
    /// One that has not opted in; the API's empty build ID.
    Unversioned,
    /// One that has opted in with a build ID.
    BuildId(BuildId),
}

/// Which runs are asked for, beside new workflows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RunKind {
    /// All that are kept, open or closed.
    #[default]
    Existing,
    /// Open ones.
    Open,
    /// Closed ones, which a query can still reach.
    Closed,
    /// None: new workflows are all that is asked for.
    NoRuns,
}

impl RunKind {
    const fn includes(self, status: RunStatus) -> bool {
        matches!(
            (self, status),
            (Self::Existing, _) | (Self::Open, RunStatus::Open) | (Self::Closed, RunStatus::Closed)
        )
    }
}

/// What can reach a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reachable {
    /// New workflows start on it.
    NewWorkflows,
    /// Runs of the kind that was asked for may be sent to it.
    Runs(RunKind),
}

/// What can reach the workers of that version on that queue; nothing when they can be stopped.
///
/// Source: live server, 1,296 answers; `getTaskReachability` in its front end.
#[must_use]
pub fn reachability(
    namespace: &Namespace,
    runs: &[WorkflowRun],
    task_queue: &TaskQueueName,
    version: &WorkerVersion,
    kind: RunKind,
) -> Vec<Reachable> {
    let sets = namespace.version_sets(task_queue);
    let (gets_new_workflows, set) = match version {
        WorkerVersion::Unversioned => (sets.is_none(), None),
        WorkerVersion::BuildId(build_id) => {
            let Some((sets, set)) = sets.and_then(|sets| Some((sets, sets.set_of(build_id)?)))
            else {
                return Vec::new();
            };
            if set.default_build_id() != build_id {
                return Vec::new();
            }
            (sets.default_set() == Some(set), Some(set))
        }
    };
    let mut reachable = Vec::new();
    if gets_new_workflows {
        reachable.push(Reachable::NewWorkflows);
    }
    let is_reached = |run: &WorkflowRun| {
        run.task_queue == *task_queue
            && kind.includes(run.status)
            && if run.used.is_empty() {
                gets_new_workflows && kind != RunKind::Closed
            } else {
                run.used.iter().any(|used| is_worker_for(set, used))
            }
    };
    if runs.iter().any(is_reached) {
        reachable.push(Reachable::Runs(kind));
    }
    reachable
}

/// Whether runs of a worker are for the default of that set or, without one, for unversioned workers.
fn is_worker_for(set: Option<&VersionSet>, used: &WorkerVersion) -> bool {
    match (set, used) {
        (None, WorkerVersion::Unversioned) => true,
        (Some(set), WorkerVersion::BuildId(build_id)) => set.contains(build_id),
        (None, WorkerVersion::BuildId(_)) | (Some(_), WorkerVersion::Unversioned) => false,
    }
}

/// The most versions in one request (`limit.reachabilityQueryBuildIds`).
const MOST_VERSIONS: usize = 5;

/// The most queues that are looked at for a version, named or not (`limit.reachabilityTaskQueueScan`).
const MOST_TASK_QUEUES: usize = 20;

/// What can reach the workers of a version on each queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionReachability {
    /// The version.
    pub version: WorkerVersion,
    /// For each queue what can reach it there, or `None` for a queue that was not looked at, as there are too
    /// many.
    pub task_queues: Vec<(TaskQueueName, Option<Vec<Reachable>>)>,
}

/// Why a request is refused. Displayed, it is the server's message, letter by letter; the status is
/// `INVALID_ARGUMENT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReachabilityError {
    /// No version is asked for.
    #[error("Must query at least one build ID (or empty string for unversioned worker)")]
    NoVersion,
    /// More than five versions are asked for.
    #[error("Too many build ids queried at once, limit: {MOST_VERSIONS}")]
    TooManyVersions,
    /// The unversioned worker is asked for without a queue.
    #[error(
        "Cannot get reachability of an unversioned worker without specifying at least one task queue (empty build ID is interpereted as unversioned)"
    )]
    UnversionedWithoutTaskQueue,
}

/// Answers `GetWorkerTaskReachability`. Without queues, those that know the build ID are taken, in the order of
/// their names (a server has them in any order).
///
/// # Errors
/// As the server: when no version, too many, or the unversioned one without a queue is asked for.
pub fn task_reachability(
    namespace: &Namespace,
    runs: &[WorkflowRun],
    versions: &[WorkerVersion],
    task_queues: &[TaskQueueName],
    kind: RunKind,
) -> Result<Vec<VersionReachability>, ReachabilityError> {
    if versions.is_empty() {
        return Err(ReachabilityError::NoVersion);
    }
    if versions.len() > MOST_VERSIONS {
        return Err(ReachabilityError::TooManyVersions);
    }
    if task_queues.is_empty() && versions.contains(&WorkerVersion::Unversioned) {
        return Err(ReachabilityError::UnversionedWithoutTaskQueue);
    }
    Ok(versions
        .iter()
        .map(|version| {
            let answer = |(place, task_queue): (usize, &TaskQueueName)| {
                let is_looked_at = place < MOST_TASK_QUEUES;
                let answer =
                    is_looked_at.then(|| reachability(namespace, runs, task_queue, version, kind));
                (task_queue.clone(), answer)
            };
            let task_queues = if task_queues.is_empty() {
                queues_knowing(namespace, version).enumerate().map(answer).collect()
            } else {
                task_queues.iter().enumerate().map(answer).collect()
            };
            VersionReachability { version: version.clone(), task_queues }
        })
        .collect())
}

fn queues_knowing<'a>(
    namespace: &'a Namespace,
    version: &'a WorkerVersion,
) -> impl Iterator<Item = &'a TaskQueueName> {
    namespace.task_queues().filter(move |task_queue| match version {
        WorkerVersion::Unversioned => false,
        WorkerVersion::BuildId(build_id) => {
            namespace.version_sets(task_queue).is_some_and(|sets| sets.set_of(build_id).is_some())
        }
    })
}
