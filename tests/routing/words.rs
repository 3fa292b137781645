//! Words for workflows, commands and landings.

use crate::common::{QUEUE, namespace};
use worker_versioning::model::Namespace;
use worker_versioning::routing::{
    Command, CommandKind, EagerExecution, Outcome, Reason, Sdk, Task, VersioningIntent,
    WorkflowState, WorkflowVersion, resolve,
};

pub const OTHER_QUEUE: &str = "payments";

pub const ACTIVITY: CommandKind = CommandKind::Activity(EagerExecution::NotRequested);
pub const EAGER_ACTIVITY: CommandKind = CommandKind::Activity(EagerExecution::Requested);

/// A workflow that a versioned worker of that build ID runs.
pub fn on(build_id: &str) -> WorkflowState {
    workflow(WorkflowVersion::BuildId(build_id.into()))
}

pub fn unversioned() -> WorkflowState {
    workflow(WorkflowVersion::Unversioned)
}

pub fn untouched() -> WorkflowState {
    workflow(WorkflowVersion::Untouched)
}

fn workflow(version: WorkflowVersion) -> WorkflowState {
    WorkflowState { task_queue: QUEUE.into(), version }
}

pub fn command(
    kind: CommandKind,
    workflow: WorkflowState,
    task_queue: Option<&str>,
    intent: VersioningIntent,
    sdk: Sdk,
) -> Task {
    Task::Command(Command { kind, workflow, task_queue: task_queue.map(Into::into), intent, sdk })
}

/// Two queues: `[1.0 1.1] [2.0]`, and `[9.0]` on the other one.
pub fn two_queues() -> Namespace {
    let mut namespace = namespace("[1.0 1.1] [2.0]");
    namespace.import(OTHER_QUEUE.into(), crate::common::listed("[9.0]")).expect("a good name");
    namespace
}

/// A landing as text: a build ID, `unversioned`, or the message of a refusal; and the reason.
pub fn landing(namespace: &Namespace, task: &Task) -> (String, Reason) {
    let resolution = resolve(namespace, task);
    assert_eq!(resolution.task_queue, task.task_queue());
    assert!(!resolution.steps.is_empty(), "every answer has its steps");
    let outcome = match resolution.outcome {
        Outcome::BuildId(build_id) => build_id.to_string(),
        Outcome::Unversioned => "unversioned".to_owned(),
        Outcome::Rejected(refused) => refused.to_string(),
    };
    (outcome, resolution.reason)
}

pub fn check(namespace: &Namespace, rows: &[(Task, &str, Reason)]) {
    for (task, expected, reason) in rows {
        assert_eq!(landing(namespace, task), ((*expected).to_owned(), *reason), "{task:?}");
    }
}
