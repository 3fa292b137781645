//! Every operation that changes how a cluster routes tasks.

use serde::{Deserialize, Serialize};

use crate::names::TaskQueueName;
use crate::version_sets::BuildIdOperation;
use crate::vocabulary::Both;

/// An operation with what it is for: today, one on the version sets of a task queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", from = "Both<OfTaskQueue, BuildIdOperation>")]
pub struct Operation {
    /// The task queue that the operation is for.
    pub task_queue: TaskQueueName,
    /// What it does there.
    #[serde(flatten)]
    pub operation: BuildIdOperation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfTaskQueue {
    #[serde(deserialize_with = "TaskQueueName::deserialize_any_text")]
    task_queue: TaskQueueName,
}

impl From<Both<OfTaskQueue, BuildIdOperation>> for Operation {
    fn from(Both(of, operation): Both<OfTaskQueue, BuildIdOperation>) -> Self {
        Self { task_queue: of.task_queue, operation }
    }
}

impl Operation {
    /// The queues whose tasks the operation may move.
    pub fn task_queues(&self) -> impl Iterator<Item = &TaskQueueName> {
        std::iter::once(&self.task_queue)
    }
}
