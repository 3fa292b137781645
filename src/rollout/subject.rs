//! The subjects of a rollout: everything in it that lands somewhere.

use serde::Serialize;

use super::grounds::Known;
use super::{PlacedWorker, Rollout};
use crate::names::{BuildId, CommandName, TaskQueueName, WorkflowId};
use crate::task::{Resolution, Task};
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
    /// How many workflows it stands for, if it is a workflow or the task of a command.
    pub count: u32,
}

impl Subject {
    /// The new workflows of a task queue.
    #[must_use]
    pub fn new_workflows(task_queue: &TaskQueueName) -> Self {
        Self {
            what: RolloutSubject::NewWorkflows { task_queue: task_queue.clone() },
            task: Task::new_workflow(task_queue.clone()),
            count: 1,
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
    /// Whether that is known: not if it would land elsewhere if its task queue had version sets, and the document does not
    /// list the queue.
    pub known: Known,
    /// The indexes, in the document's `workers`, of the workers that receive it; empty if it waits.
    pub workers: Vec<usize>,
    /// Whether a worker receives it: not known if the document lists none, and does not say that it lists all workers of the
    /// task queue.
    pub has_worker: Known,
    /// Where no worker receives it, the indexes of those that name its build ID and have not opted in to versioning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_opted_in: Vec<usize>,
}

impl Rollout {
    /// Where something lands, given the workers that receive it.
    pub(super) fn landing(
        &self,
        subject: RolloutSubject,
        landing: Resolution,
        workers: Vec<usize>,
    ) -> RolloutLanding {
        let version = landing.outcome.version().filter(|_| workers.is_empty());
        let not_opted_in = version.map_or(Vec::new(), |version| {
            not_opted_in(self.workers(), &landing.task_queue, version.build_id())
        });
        let has_worker = self.has_worker(&landing, &workers);
        let known = self.doubt_about(&landing).map_or(Known::Yes, |_| Known::NotKnown);
        RolloutLanding { subject, landing, known, workers, has_worker, not_opted_in }
    }
}

/// The indexes of the workers of a queue that name a build ID and have not opted in to versioning, so that they poll as
/// unversioned workers; none for no build ID.
pub(crate) fn not_opted_in(
    workers: &[PlacedWorker],
    task_queue: &TaskQueueName,
    build_id: Option<&BuildId>,
) -> Vec<usize> {
    let names_only = |PlacedWorker { task_queue: polled, worker, .. }: &PlacedWorker| {
        let named = worker.build_id.as_ref().filter(|_| !worker.use_versioning);
        polled == task_queue && named.is_some() && named == build_id
    };
    let workers = workers.iter().enumerate().filter(|(_, worker)| names_only(worker));
    workers.map(|(place, _)| place).collect()
}
