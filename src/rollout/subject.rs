//! The subjects of a rollout: everything in it that lands somewhere.

use serde::Serialize;

use super::PlacedWorker;
use crate::names::{BuildId, CommandName, TaskQueueName, WorkflowId};
use crate::task::{Resolution, Task};
use crate::version::WorkerVersion;
use crate::vocabulary::by_field;

by_field! {
    /// Something in a rollout that lands: new workflows on a task queue, a workflow, or the task of one of its
    /// commands.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
    pub enum RolloutSubject {
        /// New workflows on a task queue.
        #[serde(rename = "taskQueue")]
        NewWorkflows {
            /// The task queue.
            task_queue: TaskQueueName,
        },
        /// A workflow, or the task of one of its commands.
        Workflow {
            /// The workflow's ID.
            workflow: WorkflowId,
            /// The command's name.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            command: Option<CommandName>,
        },
    }
}

/// Something in a rollout that lands, with its task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What it is in the rollout.
    pub what: RolloutSubject,
    /// The task that lands.
    pub task: Task,
}

impl Subject {
    /// The new workflows of a task queue.
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

/// Where something in a rollout lands, and which workers receive it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RolloutLanding {
    /// What lands.
    #[serde(flatten)]
    pub subject: RolloutSubject,
    /// Where it lands, and why.
    pub landing: Resolution,
    /// The indexes, in the document's `workers`, of the workers that receive it; empty if it waits.
    pub workers: Vec<usize>,
    /// Where no worker receives it, the indexes of those that name its build ID and have not opted in to versioning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_opted_in: Vec<usize>,
}

impl RolloutLanding {
    pub(super) fn new(
        subject: RolloutSubject,
        landing: Resolution,
        workers: Vec<usize>,
        all: &[PlacedWorker],
    ) -> Self {
        let not_opted_in = match landing.outcome.version() {
            Some(WorkerVersion::BuildId(build_id)) if workers.is_empty() => {
                not_opted_in(all, &landing.task_queue, build_id)
            }
            _ => Vec::new(),
        };
        Self { subject, landing, workers, not_opted_in }
    }
}

/// The indexes of the workers of a queue that name a build ID and have not opted in to versioning, so that they poll as
/// unversioned workers.
pub(crate) fn not_opted_in(
    workers: &[PlacedWorker],
    task_queue: &TaskQueueName,
    build_id: &BuildId,
) -> Vec<usize> {
    let names_only = |PlacedWorker { task_queue: polled, worker, .. }: &PlacedWorker| {
        polled == task_queue && !worker.use_versioning && worker.build_id.as_ref() == Some(build_id)
    };
    let workers = workers.iter().enumerate().filter(|(_, worker)| names_only(worker));
    workers.map(|(place, _)| place).collect()
}
