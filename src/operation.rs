//! Every operation that changes how a cluster routes tasks.

use crate::names::TaskQueueName;
use crate::version_sets::BuildIdOperation;
use crate::vocabulary::intersection;

intersection! {
    /// An operation with what it is for: today, one on the version sets of a task queue.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Operation {
        /// The task queue that the operation is for.
        #[serde(deserialize_with = "TaskQueueName::deserialize_any_text")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub task_queue: TaskQueueName,
    } & {
        /// What it does there.
        pub operation: BuildIdOperation,
    }
}

impl Operation {
    /// The queues whose tasks the operation may move.
    pub fn task_queues(&self) -> impl Iterator<Item = &TaskQueueName> {
        std::iter::once(&self.task_queue)
    }
}
