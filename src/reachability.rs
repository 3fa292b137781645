//! Which workers are still needed: what `GetWorkerTaskReachability` answers, for the workflow runs that the
//! caller knows of.
//!
//! The server counts a set as the queue default for five minutes more than it is
//! (`frontend.reachabilityQuerySetDurationSinceDefault`). There is no clock here: these are the answers after
//! those minutes.

use thiserror::Error;

use crate::model::{
    BuildId, BuildIdTooLong, Namespace, TaskQueueName, TaskQueueNameError, VersionSet, VersionSets,
};

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

/// What can reach the workers of that version on that queue.
///
/// Source: live server, 1,296 answers; `getTaskReachability` in its front end.
#[must_use]
pub fn reachability(
    namespace: &Namespace,
    runs: &[WorkflowRun],
    task_queue: &TaskQueueName,
    version: &WorkerVersion,
    kind: RunKind,
) -> Reachability {
    let sets = namespace.version_sets(task_queue);
    let queue_default = sets.and_then(VersionSets::default_set).map(VersionSet::default_build_id);
    let (gets_new_workflows, set) = match version {
        WorkerVersion::Unversioned => (queue_default.is_none(), None),
        WorkerVersion::BuildId(build_id) => match sets.and_then(|sets| sets.set_of(build_id)) {
            Some(set) if set.default_build_id() == build_id => {
                (queue_default == Some(build_id), Some(set))
            }
            _ => return Reachability::NONE,
        },
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
        (None, WorkerVersion::BuildId(_)) | (Some(_), WorkerVersion::Unversioned) => false,
    }
}

/// The most versions in one request (`limit.reachabilityQueryBuildIds`).
const MOST_VERSIONS: usize = 5;

/// The most queues that are looked at for a version, named or not (`limit.reachabilityTaskQueueScan`).
const MOST_TASK_QUEUES: usize = 20;

/// What `GetWorkerTaskReachability` is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReachabilityRequest {
    /// The versions; one to five.
    pub versions: Vec<WorkerVersion>,
    /// The queues; without any, those that know a version.
    pub task_queues: Vec<TaskQueueName>,
    /// Which runs are asked for.
    pub kind: RunKind,
}

/// What can reach the workers of a version on each queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionReachability<'a> {
    /// The version.
    pub version: &'a WorkerVersion,
    /// For each queue what can reach it there, or `None` for a queue that was not looked at, as there are too
    /// many.
    pub task_queues: Vec<(&'a TaskQueueName, Option<Reachability>)>,
}

/// Why a request is refused. Displayed, it is the server's message, letter by letter; the status is
/// `INVALID_ARGUMENT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReachabilityError {
    /// No version is asked for.
    #[error("Must query at least one build ID (or empty string for unversioned worker)")]
    NoVersion,
    /// More than five versions are asked for.
    #[error("Too many build ids queried at once, limit: 5")]
    TooManyVersions,
    /// The unversioned worker is asked for without a queue.
    #[error(
        "Cannot get reachability of an unversioned worker without specifying at least one task queue (empty build ID is interpereted as unversioned)"
    )]
    UnversionedWithoutTaskQueue,
    /// A build ID has more bytes than the limit.
    #[error(transparent)]
    BuildIdTooLong(#[from] BuildIdTooLong),
    /// No queue can have one of the names.
    #[error(transparent)]
    TaskQueueName(#[from] TaskQueueNameError),
}

/// Answers `GetWorkerTaskReachability`, version by version as asked. Without queues, those that know the build ID
/// are taken, in the order of their names (a server has them in any order).
///
/// # Errors
/// As the server: when no version, too many, or the unversioned one without a queue is asked for, or when no
/// build ID or queue can have one of the names.
pub fn task_reachability<'a>(
    namespace: &'a Namespace,
    runs: &[WorkflowRun],
    request: &'a ReachabilityRequest,
) -> Result<Vec<VersionReachability<'a>>, ReachabilityError> {
    check(namespace, request)?;
    let mut answer = Vec::new();
    for version in &request.versions {
        let mut task_queues = Vec::new();
        let mut look_at = |task_queue: &'a TaskQueueName| {
            let is_within = task_queues.len() < MOST_TASK_QUEUES;
            let reached =
                is_within.then(|| reachability(namespace, runs, task_queue, version, request.kind));
            task_queues.push((task_queue, reached));
        };
        for task_queue in &request.task_queues {
            look_at(task_queue);
        }
        if request.task_queues.is_empty() {
            for task_queue in namespace.task_queues() {
                if knows(namespace, task_queue, version) {
                    look_at(task_queue);
                }
            }
        }
        answer.push(VersionReachability { version, task_queues });
    }
    Ok(answer)
}

/// In the order of a server's checks. Source: live server.
fn check(namespace: &Namespace, request: &ReachabilityRequest) -> Result<(), ReachabilityError> {
    let ReachabilityRequest { versions, task_queues, .. } = request;
    if versions.is_empty() {
        return Err(ReachabilityError::NoVersion);
    }
    if versions.len() > MOST_VERSIONS {
        return Err(ReachabilityError::TooManyVersions);
    }
    let mut is_unversioned_asked_for = false;
    for version in versions {
        match version {
            WorkerVersion::Unversioned => is_unversioned_asked_for = true,
            WorkerVersion::BuildId(build_id) => build_id.check_length(namespace.limits())?,
        }
    }
    if task_queues.is_empty() && is_unversioned_asked_for {
        return Err(ReachabilityError::UnversionedWithoutTaskQueue);
    }
    for task_queue in task_queues {
        task_queue.check()?;
    }
    Ok(())
}

fn knows(namespace: &Namespace, task_queue: &TaskQueueName, version: &WorkerVersion) -> bool {
    match version {
        WorkerVersion::Unversioned => false,
        WorkerVersion::BuildId(build_id) => {
            namespace.version_sets(task_queue).is_some_and(|sets| sets.set_of(build_id).is_some())
        }
    }
}
