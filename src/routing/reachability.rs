//! What `GetWorkerTaskReachability` answers, for the workflow runs that the caller knows of.

use serde::{Deserialize, Deserializer};
use thiserror::Error;

use crate::names::{BuildIdTooLong, TaskQueueName, TaskQueueNameError};
use crate::namespace::Namespace;
use crate::version::WorkerVersion;
use crate::version_sets::{Reachability, RunKind, WorkflowRun, reachability};

/// The most versions in one request (`limit.reachabilityQueryBuildIds`).
const MOST_VERSIONS: usize = 5;

/// The most queues that are looked at for a version, named or not (`limit.reachabilityTaskQueueScan`).
const MOST_TASK_QUEUES: usize = 20;

/// What is asked about reachability, as `@temporalio/client` takes it, and the workflow runs that there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "BaseReachabilityOptions")
)]
#[serde(rename_all = "camelCase")]
pub struct ReachabilityRequest {
    /// One to five; `UnversionedBuildId` or empty text, as in the API, for the unversioned worker.
    #[serde(rename = "buildIds", default)]
    #[cfg_attr(feature = "schema", schemars(!default, extend("tsType" = "readonly (string | UnversionedBuildIdType)[]")))]
    pub versions: Vec<WorkerVersion>,
    /// By default those that know a build ID. Of more than twenty, the rest is `NOT_FETCHED`. Needed for the unversioned
    /// worker.
    #[serde(default, deserialize_with = "any_names")]
    #[cfg_attr(feature = "schema", schemars(extend("tsType" = "readonly string[]")))]
    pub task_queues: Vec<TaskQueueName>,
    /// Which runs are asked for beside new workflows; `EXISTING_WORKFLOWS` by default.
    #[serde(rename = "reachability", default)]
    pub kind: RunKind,
    /// The runs that the caller knows of; none by default. A server looks up all that it keeps.
    #[serde(rename = "workflows", default)]
    #[cfg_attr(feature = "schema", schemars(extend("tsType" = "readonly WorkflowRun[]")))]
    pub runs: Vec<WorkflowRun>,
}

/// The names of queues, which are checked with the request.
fn any_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<TaskQueueName>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    Ok(names.into_iter().map(TaskQueueName::from).collect())
}

/// What can reach the workers of a version on each queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionReachability {
    /// The version.
    pub version: WorkerVersion,
    /// For each queue what can reach it there, or `None` for a queue that the server skips, as there are too many.
    pub task_queues: Vec<(TaskQueueName, Option<Reachability>)>,
}

/// Why a request is refused. Displayed, it is the server's message verbatim; the status is `INVALID_ARGUMENT`.
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
pub fn task_reachability(
    namespace: &Namespace,
    request: &ReachabilityRequest,
) -> Result<Vec<VersionReachability>, ReachabilityError> {
    check(namespace, request)?;
    let of_version = |version: &WorkerVersion| {
        let mut task_queues = request.task_queues.clone();
        if task_queues.is_empty()
            && let Some(build_id) = version.build_id()
        {
            let known = namespace.task_queues();
            let known = known.filter(|name| namespace.set_of(name, build_id).is_some());
            task_queues.extend(known.cloned());
        }
        let of_queue = |(place, name): (usize, TaskQueueName)| {
            let sets = namespace.version_sets(&name);
            let reached = (place < MOST_TASK_QUEUES)
                .then(|| reachability(sets, &request.runs, &name, version, request.kind));
            (name, reached)
        };
        let task_queues = task_queues.into_iter().enumerate().map(of_queue).collect();
        VersionReachability { version: version.clone(), task_queues }
    };
    Ok(request.versions.iter().map(of_version).collect())
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
    for build_id in versions.iter().filter_map(WorkerVersion::build_id) {
        build_id.check_length(namespace.limits())?;
    }
    if task_queues.is_empty() && versions.contains(&WorkerVersion::Unversioned) {
        return Err(ReachabilityError::UnversionedWithoutTaskQueue);
    }
    for task_queue in task_queues {
        task_queue.check()?;
    }
    Ok(())
}
