//! What reaches the workers of build IDs, for the workflows that a document lists.

use serde::Serialize;

use super::{Ground, Known, Rollout};
use crate::names::TaskQueueName;
use crate::routing::{
    ReachabilityError, ReachabilityRequest, VersionReachability, task_reachability,
};
use crate::version::WorkerVersion;
use crate::version_sets::{ReachedBy, RunKind};

/// What reaches the workers of a build ID on a task queue, for the workflows that a document lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueueReachability {
    /// The build ID; empty for unversioned workers.
    #[serde(rename = "buildId")]
    pub version: WorkerVersion,
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// What reaches them, as a server would answer that holds what the document lists.
    pub reachability: Vec<ReachedBy>,
    /// Whether anything reaches them: not known where nothing that is listed does, and other workflows may.
    pub reached: Known,
    /// Whether it is certain that nothing else reaches them.
    pub complete: bool,
    /// What says that nothing else reaches them.
    pub grounds: Vec<Ground>,
}

impl Rollout {
    /// What reaches the workers of versions after a step, version by version as asked. The runs of the request count beside
    /// those of the document.
    ///
    /// # Errors
    /// As [`task_reachability`], for each version by itself: there may be any number.
    pub fn reachability(
        &self,
        mut request: ReachabilityRequest,
        after: usize,
    ) -> Result<Vec<QueueReachability>, ReachabilityError> {
        request.runs.extend(self.runs());
        let kind = &request.kind.clone();
        let namespace = self.namespace_after(after);
        let mut answers = Vec::new();
        for version in &std::mem::take(&mut request.versions) {
            request.versions = vec![version.clone()];
            for VersionReachability { task_queues, .. } in task_reachability(&namespace, &request)?
            {
                answers.extend(task_queues.into_iter().map(|(task_queue, reached)| {
                    let grounds = self.grounds_of_reachability(&task_queue, version, *kind, after);
                    let complete = reached.is_some() && grounds.iter().all(Ground::is_certain);
                    let is_reached = reached.is_some_and(|by| by.by_new_workflows || by.by_runs);
                    QueueReachability {
                        version: version.clone(),
                        task_queue,
                        reachability: ReachedBy::list(reached, *kind),
                        reached: match (is_reached, complete) {
                            (true, _) => Known::Yes,
                            (false, true) => Known::No,
                            (false, false) => Known::NotKnown,
                        },
                        complete,
                        grounds,
                    }
                }));
            }
        }
        Ok(answers)
    }

    /// What says that nothing but the document's new workflows and runs reaches workers.
    fn grounds_of_reachability(
        &self,
        task_queue: &TaskQueueName,
        version: &WorkerVersion,
        kind: RunKind,
        after: usize,
    ) -> Vec<Ground> {
        if kind == RunKind::NoRuns {
            let is_listed = self.queue(task_queue).is_some();
            let unlisted = || Ground::Unlisted { task_queue: task_queue.clone() };
            return (!is_listed).then(unlisted).into_iter().collect();
        }
        let (namespace, started) = self.started_before(task_queue, after);
        self.grounds_of_landings(&namespace, &started, task_queue, version)
    }
}
