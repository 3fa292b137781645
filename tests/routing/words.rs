//! Words for workflows, commands and landings.

use crate::common::{QUEUE, namespace};
use worker_versioning::namespace::Namespace;
use worker_versioning::routing::resolve;
use worker_versioning::task::{
    ActivityCommand, Command, Outcome, Reason, Sdk, Task, VersioningIntent, WorkflowState,
};
use worker_versioning::version::WorkerVersion;

pub const OTHER_QUEUE: &str = "payments";

/// What a command leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Activity,
    EagerActivity,
    ChildWorkflow,
    ContinueAsNew,
}

/// A workflow that a versioned worker of that build ID runs.
pub fn on(build_id: &str) -> WorkflowState {
    workflow(Some(WorkerVersion::BuildId(build_id.into())))
}

pub fn unversioned() -> WorkflowState {
    workflow(Some(WorkerVersion::Unversioned))
}

/// A workflow that has completed no workflow task and inherited nothing.
pub fn untouched() -> WorkflowState {
    workflow(None)
}

fn workflow(version: Option<WorkerVersion>) -> WorkflowState {
    WorkflowState::new(QUEUE.into(), version)
}

pub fn new_workflow() -> Task {
    Task::new_workflow(QUEUE.into())
}

pub fn workflow_task(workflow: WorkflowState) -> Task {
    Task::workflow_task(workflow)
}

pub fn query(workflow: WorkflowState) -> Task {
    Task::query(workflow)
}

pub fn workflow_retry(workflow: WorkflowState) -> Task {
    Task::WorkflowRetry { workflow }
}

pub fn cron_run(workflow: WorkflowState) -> Task {
    Task::CronRun { workflow }
}

pub fn command(
    kind: Kind,
    workflow: WorkflowState,
    task_queue: Option<&str>,
    intent: VersioningIntent,
    sdk: Sdk,
) -> Task {
    let command = Command { workflow, task_queue: task_queue.map(Into::into), intent, sdk };
    match kind {
        Kind::Activity | Kind::EagerActivity => Task::Activity(ActivityCommand {
            command,
            requests_eager_execution: kind == Kind::EagerActivity,
        }),
        Kind::ChildWorkflow => Task::child_workflow(command),
        Kind::ContinueAsNew => Task::continue_as_new(command),
    }
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
    assert_eq!(resolution.task_queue, *task.task_queue());
    assert!(!resolution.steps.is_empty(), "every answer has its steps");
    let outcome = match resolution.outcome {
        Outcome::Version(WorkerVersion::BuildId(build_id)) => build_id.to_string(),
        Outcome::Version(WorkerVersion::Unversioned) => "unversioned".to_owned(),
        Outcome::Rejected(refused) => refused.to_string(),
        other => panic!("nothing here is of deployments: {other:?}"),
    };
    (outcome, resolution.reason)
}

pub fn check(namespace: &Namespace, rows: &[(Task, &str, Reason)]) {
    for (task, expected, reason) in rows {
        assert_eq!(landing(namespace, task), ((*expected).to_owned(), *reason), "{task:?}");
    }
}
