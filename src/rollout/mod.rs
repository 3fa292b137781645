//! The rollout: where a namespace starts, who runs on it, what is to be done, and what is expected of it.
//!
//! A rollout is read from a document by [`crate::interop::read_rollout`]; the format is described in
//! `docs/rollout-document.md`. Its operations are its steps, counted from 1: after step 0 the namespace is as
//! it starts. A refused step changes nothing, and the rollout goes on.
//!
//! ```
//! use worker_versioning::interop::read_rollout;
//!
//! let rollout = read_rollout(r#"{
//!   "version": 1,
//!   "taskQueues": [{ "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0"] }] }],
//!   "workflows": [{ "workflowId": "order-17", "taskQueue": "orders", "buildId": "1.0" }],
//!   "operations": [{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" }],
//!   "expectations": [{ "workflow": "order-17", "lands": { "buildId": "1.0" } }]
//! }"#).unwrap();
//! assert!(rollout.check().is_met());
//! ```

mod check;
mod expectation;
mod retirement;
mod subject;
mod workflow;

pub use check::{Check, Verdict};
pub use expectation::{
    Condition, Expectation, ExpectedLanding, ExpectedPoll, ExpectedResult, Reception,
};
pub use retirement::{Holder, MayStop, Release, Retirement};
pub use subject::{Subject, SubjectKind, receives};
pub use workflow::{CommandName, NamedTask, Workflow, WorkflowId};

use crate::model::{Effect, Namespace, Operation, OperationError, TaskQueueName};
use crate::routing::Worker;

/// A rollout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rollout {
    /// The namespace before the first step.
    pub start: Namespace,
    /// The queues that the rollout names for themselves, versioned or not, in its order.
    pub task_queues: Vec<TaskQueueName>,
    /// The workers that run all the while.
    pub workers: Vec<PlacedWorker>,
    /// The workflows, none of which makes progress during the rollout.
    pub workflows: Vec<Workflow>,
    /// The steps.
    pub operations: Vec<PlannedOperation>,
    /// What is expected on the way and at its end.
    pub expectations: Vec<Expectation>,
}

/// A worker and the queue that it polls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedWorker {
    /// The queue.
    pub task_queue: TaskQueueName,
    /// The worker.
    pub worker: Worker,
}

/// An operation and the queue that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedOperation {
    /// The queue.
    pub task_queue: TaskQueueName,
    /// The operation.
    pub operation: Operation,
}

/// What became of a step.
pub type StepResult = Result<Effect, OperationError>;

impl PlannedOperation {
    /// Carries it out.
    ///
    /// # Errors
    /// As [`Namespace::update`].
    pub fn apply(&self, namespace: &mut Namespace) -> StepResult {
        namespace.update(&self.task_queue, Some(&self.operation))
    }
}

impl Rollout {
    /// The namespace after a step; 0 is the start, and every number beyond the last step the end.
    #[must_use]
    pub fn namespace_after(&self, step: usize) -> Namespace {
        let mut namespace = self.start.clone();
        for operation in self.operations.iter().take(step) {
            // A refused step changes nothing.
            let _ = operation.apply(&mut namespace);
        }
        namespace
    }

    /// What becomes of each step.
    #[must_use]
    pub fn results(&self) -> Vec<StepResult> {
        let mut namespace = self.start.clone();
        self.operations.iter().map(|operation| operation.apply(&mut namespace)).collect()
    }

    /// All that lands somewhere: new workflows on every queue that the rollout names anywhere (in the order
    /// of their names), then each workflow, followed by what its commands lead to.
    ///
    /// A closed workflow is there with the queries to it, and its commands are not.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        let mut subjects = Vec::new();
        for task_queue in &self.task_queues {
            subject::put_new_workflows(task_queue, &mut subjects);
        }
        for worker in &self.workers {
            subject::put_new_workflows(&worker.task_queue, &mut subjects);
        }
        for operation in &self.operations {
            // It may be for a queue that cannot exist; then it is refused.
            if operation.task_queue.check().is_ok() {
                subject::put_new_workflows(&operation.task_queue, &mut subjects);
            }
        }
        for workflow in &self.workflows {
            subject::put_new_workflows(&workflow.state.task_queue, &mut subjects);
            for command in &workflow.commands {
                subject::put_new_workflows(command.task.task_queue(), &mut subjects);
            }
        }
        for expectation in &self.expectations {
            if let Some(task_queue) = expectation.condition.task_queue() {
                subject::put_new_workflows(task_queue, &mut subjects);
            }
        }
        for (place, workflow) in self.workflows.iter().enumerate() {
            workflow.put_subjects(place, &mut subjects);
        }
        subjects
    }
}
