use super::PlacedWorker;
use crate::model::{Namespace, TaskQueueName};
use crate::routing::{Outcome, PollOutcome, Resolution, Task, Worker, poll};

/// Something of a rollout that lands somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What of the rollout it is.
    pub kind: SubjectKind,
    /// The task that lands.
    pub task: Task,
}

/// What of a rollout lands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// New workflows on the task's queue.
    NewWorkflows,
    /// A workflow itself.
    Workflow {
        /// Its place among the rollout's workflows, from 0.
        workflow: usize,
    },
    /// What a command of a workflow leads to.
    Command {
        /// The workflow's place among the rollout's workflows, from 0.
        workflow: usize,
        /// The command's place among the workflow's, from 0.
        command: usize,
    },
}

/// Puts the new workflows of a queue, unless they are there, among those of other queues in the order of their
/// names.
pub(super) fn put_new_workflows(task_queue: &TaskQueueName, subjects: &mut Vec<Subject>) {
    let place = subjects.partition_point(|subject| subject.task.task_queue() < task_queue);
    if subjects.get(place).is_none_or(|subject| subject.task.task_queue() != task_queue) {
        let task = Task::NewWorkflow { task_queue: task_queue.clone() };
        subjects.insert(place, Subject { kind: SubjectKind::NewWorkflows, task });
    }
}

/// Whether the polls of a worker bring it what lands there.
///
/// Source: semantics of polls, as in [`poll`]; a landing names the version that gets it, and who polls with
/// that version takes it unless the poll is refused.
#[must_use]
pub fn receives(namespace: &Namespace, worker: &PlacedWorker, landing: &Resolution<'_>) -> bool {
    if worker.task_queue != *landing.task_queue {
        return false;
    }
    match (&landing.outcome, &worker.worker) {
        (Outcome::Unversioned, Worker::Unversioned { .. }) => true,
        (Outcome::BuildId(build_id), Worker::Versioned(own)) => {
            *build_id == own
                && matches!(
                    poll(namespace, &worker.task_queue, &worker.worker),
                    Ok(PollOutcome::SetTasks { .. } | PollOutcome::UnknownBuildId)
                )
        }
        _ => false,
    }
}
