//! What of a rollout lands somewhere.

use serde::Serialize;

use crate::names::{CommandName, TaskQueueName, WorkflowId};
use crate::task::{Resolution, Task};
use crate::vocabulary::by_field;

by_field! {
    /// What of a rollout lands: new workflows on a queue, a workflow, or what a command of it leads to.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
    pub enum RolloutSubject {
        /// New workflows on a queue.
        #[serde(rename = "taskQueue")]
        NewWorkflows {
            /// The queue.
            task_queue: TaskQueueName,
        },
        /// A workflow, or what a command of it leads to.
        Workflow {
            /// The workflow's ID.
            workflow: WorkflowId,
            /// The command's name.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            command: Option<CommandName>,
        },
    }
}

/// Something of a rollout that lands, with the task by which it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What of the rollout it is.
    pub what: RolloutSubject,
    /// The task that lands.
    pub task: Task,
}

impl Subject {
    /// The new workflows of a queue.
    #[must_use]
    pub fn new_workflows(task_queue: &TaskQueueName) -> Self {
        Self {
            what: RolloutSubject::NewWorkflows { task_queue: task_queue.clone() },
            task: Task::NewWorkflow { task_queue: task_queue.clone() },
        }
    }

    /// Whether it is a query to a closed workflow.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self.task, Task::Query { .. })
    }
}

/// Where something of a rollout lands, and who receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RolloutLanding {
    /// What lands.
    #[serde(flatten)]
    pub subject: RolloutSubject,
    /// Where it lands, and why.
    pub landing: Resolution,
    /// The places in the document's `workers` of those that receive it; none when it waits.
    pub workers: Vec<usize>,
}
