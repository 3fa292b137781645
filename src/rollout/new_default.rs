//! The build IDs that steps make defaults.

use serde::Serialize;

use super::Rollout;
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::version_sets::VersionSet;

/// A build ID that a step makes the default of its version set, or whose set it makes the queue default: from the step on,
/// something lands on it that did not before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewDefault {
    /// The step, from 1.
    pub step: usize,
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The build ID.
    pub build_id: BuildId,
}

impl Rollout {
    /// The build IDs that steps make defaults, in the order of the steps and of the version sets.
    #[must_use]
    pub fn new_defaults(&self) -> Vec<NewDefault> {
        let mut namespace = self.start().clone();
        let mut found = Vec::new();
        for (taken, step) in self.timeline().iter().zip(1..) {
            let before = namespace.clone();
            let _ = taken.take(&mut namespace);
            for task_queue in taken.operation.task_queues() {
                let [were, are] = [&before, &namespace].map(|moment| defaults(moment, task_queue));
                let is_new = |build_id: &&BuildId| {
                    !were.contains(build_id)
                        || (are.last() == Some(build_id) && were.last() != Some(build_id))
                };
                found.extend(are.iter().copied().filter(is_new).map(|build_id| {
                    let (task_queue, build_id) = (task_queue.clone(), build_id.clone());
                    NewDefault { step, task_queue, build_id }
                }));
            }
        }
        found
    }
}

/// The defaults of the version sets of a queue, that of the queue last.
fn defaults<'a>(namespace: &'a Namespace, task_queue: &TaskQueueName) -> Vec<&'a BuildId> {
    namespace.sets(task_queue).iter().map(VersionSet::default_build_id).collect()
}
