//! Where a task lands: intent → inherit or not → directive → landing, with each rule on the way.
//!
//! [`resolve`] answers for a task of a workflow, [`poll`] for a worker that asks for tasks.
//!
//! ```
//! use worker_versioning::model::{Namespace, Operation};
//! use worker_versioning::routing::{Outcome, Reason, Task, resolve};
//!
//! let mut namespace = Namespace::default();
//! let add = Operation::AddNewDefault { build_id: "1.0".into() };
//! namespace.update(&"orders".into(), Some(&add)).unwrap();
//!
//! let task = Task::NewWorkflow { task_queue: "orders".into() };
//! let landing = resolve(&namespace, &task);
//! assert_eq!(landing.outcome, Outcome::BuildId(&"1.0".into()));
//! assert_eq!(landing.reason, Reason::QueueDefault);
//! ```

mod directive;
mod intent;
mod landing;
mod step;
mod task;
mod worker;

use landing::Landing;

use crate::model::{BuildId, Namespace, TaskQueueName};

pub use intent::{NamedTaskQueue, Sdk, VersioningIntent};
pub use step::{Reason, Step};
pub use task::{
    Command, CommandKind, EagerExecution, RefusedCommand, Task, WorkflowState, WorkflowVersion,
};
pub use worker::{PollError, PollOutcome, SupersededPoll, Worker, poll};

/// Where a task lands, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution<'a> {
    /// The task queue that the task is put on, or was meant to be put on.
    pub task_queue: &'a TaskQueueName,
    /// Who gets it.
    pub outcome: Outcome<'a>,
    /// The rule that decided.
    pub reason: Reason,
    /// The default that the landing follows: when it changes, the task lands elsewhere.
    pub follows: Follows<'a>,
    /// Every rule applied, in order, with the facts that it looked at.
    pub steps: Vec<Step<'a>>,
}

/// Who gets a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// Versioned workers of this build ID, and no others.
    BuildId(&'a BuildId),
    /// Unversioned workers, and no others.
    Unversioned,
    /// Nobody: the server refuses the command and the workflow task fails.
    Rejected(RefusedCommand),
}

/// Which default of the task queue a landing follows. The other version sets can change without moving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows<'a> {
    /// The queue default. While the queue has no version sets these are its unversioned workers; the first set
    /// takes over from them.
    QueueDefault,
    /// The default of the version set that holds this build ID. While no set does, that is the build ID itself; a
    /// set that takes it in takes over.
    SetOf(&'a BuildId),
    /// None: it stays where it is whatever the version sets are.
    Nothing,
}

/// No task takes more steps, so that their list never grows.
const MOST_STEPS: usize = 4;

/// Says where a task lands if it is handed out now.
///
/// The server decides at that moment, not when the task is scheduled: a change of the version sets in
/// between moves the task.
#[must_use]
pub fn resolve<'a>(namespace: &'a Namespace, task: &'a Task) -> Resolution<'a> {
    let mut steps = Vec::with_capacity(MOST_STEPS);
    let task_queue = task.task_queue();
    let Landing { outcome, reason, follows } = match directive::of(task, &mut steps) {
        directive::Decision::Directive(directive) => {
            landing::land(namespace.version_sets(task_queue), task_queue, &directive, &mut steps)
        }
        directive::Decision::SameWorker(version) => {
            landing::on_same_worker(task_queue, version, &mut steps)
        }
        directive::Decision::Refused(command) => landing::refused(command),
    };
    Resolution { task_queue, outcome, reason, follows, steps }
}

/// Says where the next workflow task of a workflow lands if it is handed out now: [`resolve`] for a
/// [`Task::WorkflowTask`].
#[must_use]
pub fn resolve_workflow_task<'a>(
    namespace: &'a Namespace,
    workflow: &'a WorkflowState,
) -> Resolution<'a> {
    let mut steps = Vec::with_capacity(MOST_STEPS);
    let task_queue = &workflow.task_queue;
    let directive = directive::workflow_task(workflow, &mut steps);
    let sets = namespace.version_sets(task_queue);
    let Landing { outcome, reason, follows } =
        landing::land(sets, task_queue, &directive, &mut steps);
    Resolution { task_queue, outcome, reason, follows, steps }
}
