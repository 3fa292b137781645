//! Tasks, where they land and why.

use serde_json::{Value, json};

use crate::{read, written_and_read};
use worker_versioning::refusal::StatusCode;
use worker_versioning::routing::{PollOutcome, Polled, Worker};
use worker_versioning::task::{
    ActivityCommand, Command, Follows, NamedTaskQueue, Outcome, Reason, RefusedCommand, ResetPoint,
    Resolution, Sdk, StatedIntent, Step, Task, VersioningIntent, WorkflowState,
};
use worker_versioning::version::WorkerVersion;

fn state(version: Option<WorkerVersion>) -> WorkflowState {
    WorkflowState::new("orders".into(), version)
}

fn on(build_id: &str) -> WorkflowState {
    state(Some(WorkerVersion::BuildId(build_id.into())))
}

#[test]
fn workflows() {
    let unversioned = || state(Some(WorkerVersion::Unversioned));
    written_and_read([
        (on("1.0"), json!({ "taskQueue": "orders", "buildId": "1.0" })),
        (unversioned(), json!({ "taskQueue": "orders" })),
        (state(None), json!({ "taskQueue": "orders", "hasCompletedWorkflowTask": false })),
    ]);
    read([
        (unversioned(), json!({ "taskQueue": "orders", "hasCompletedWorkflowTask": true })),
        (
            on("1.0"),
            json!({ "taskQueue": "orders", "buildId": "1.0", "hasCompletedWorkflowTask": false }),
        ),
    ]);
}

#[test]
fn sdks_and_intents() {
    written_and_read([
        (Sdk::Go, json!("go")),
        (Sdk::Java, json!("java")),
        (Sdk::Python, json!("python")),
        (Sdk::TypeScript, json!("typescript")),
        (Sdk::DotNet, json!("dotnet")),
        (Sdk::Ruby, json!("ruby")),
    ]);
    written_and_read([
        (StatedIntent::Compatible, json!("COMPATIBLE")),
        (StatedIntent::Default, json!("DEFAULT")),
    ]);
}

fn command() -> Command {
    Command {
        workflow: on("1.0"),
        task_queue: None,
        intent: VersioningIntent::Unspecified,
        sdk: Sdk::TypeScript,
    }
}

fn workflow() -> Value {
    json!({ "taskQueue": "orders", "buildId": "1.0" })
}

#[test]
fn tasks() {
    let of_workflow = |task: &str| json!({ "task": task, "workflow": workflow() });
    let of_command =
        |task: &str| json!({ "task": task, "workflow": workflow(), "sdk": "typescript" });
    let activity = |requests_eager_execution| {
        Task::Activity(ActivityCommand { requests_eager_execution, command: command() })
    };
    let mut eager = of_command("activity");
    eager["requestEagerExecution"] = json!(true);
    written_and_read([
        (
            Task::new_workflow("orders".into()),
            json!({ "task": "newWorkflow", "taskQueue": "orders" }),
        ),
        (
            Task::eager_new_workflow("orders".into(), WorkerVersion::BuildId("1.0".into())),
            json!({ "task": "eagerNewWorkflow", "taskQueue": "orders", "buildId": "1.0" }),
        ),
        (
            Task::eager_new_workflow("orders".into(), WorkerVersion::Unversioned),
            json!({ "task": "eagerNewWorkflow", "taskQueue": "orders", "buildId": "" }),
        ),
        (
            Task::Reset {
                workflow: on("1.0"),
                to: ResetPoint::FirstWorkflowTask,
                inherited_build_id: Some("0.9".into()),
            },
            json!({
                "task": "reset",
                "workflow": workflow(),
                "to": "firstWorkflowTask",
                "inheritedBuildId": "0.9",
            }),
        ),
        (
            Task::Reset {
                workflow: on("1.0"),
                to: ResetPoint::LaterWorkflowTask,
                inherited_build_id: None,
            },
            json!({ "task": "reset", "workflow": workflow(), "to": "laterWorkflowTask" }),
        ),
        (Task::workflow_task(on("1.0")), of_workflow("workflowTask")),
        (Task::query(on("1.0")), of_workflow("query")),
        (Task::WorkflowRetry { workflow: on("1.0") }, of_workflow("workflowRetry")),
        (Task::CronRun { workflow: on("1.0") }, of_workflow("cronRun")),
        (activity(false), of_command("activity")),
        (activity(true), eager),
        (Task::child_workflow(command()), of_command("childWorkflow")),
        (Task::continue_as_new(command()), of_command("continueAsNew")),
    ]);
    // The SDK is TypeScript's where nothing is said.
    read([(Task::child_workflow(command()), of_workflow("childWorkflow"))]);
}

#[test]
fn what_commands_say() {
    let with = |fields: Value| {
        let mut form = json!({ "workflow": workflow(), "sdk": "java" });
        form.as_object_mut()
            .expect("an object")
            .extend(fields.as_object().expect("fields").clone());
        form
    };
    let of = |intent| Command { intent, sdk: Sdk::Java, ..command() };
    written_and_read([
        (of(VersioningIntent::Unspecified), with(json!({}))),
        (of(VersioningIntent::Compatible), with(json!({ "versioningIntent": "COMPATIBLE" }))),
        (of(VersioningIntent::Default), with(json!({ "versioningIntent": "DEFAULT" }))),
        (of(VersioningIntent::UseLatestBuildId), with(json!({ "useLatestBuildId": true }))),
        (
            Command { task_queue: Some("payments".into()), ..of(VersioningIntent::Unspecified) },
            with(json!({ "taskQueue": "payments" })),
        ),
    ]);
    read([(
        of(VersioningIntent::Default),
        with(json!({ "versioningIntent": "DEFAULT", "useLatestBuildId": true })),
    )]);
}

#[test]
fn reasons() {
    written_and_read([
        (Reason::SetDefault, json!("SET_DEFAULT")),
        (Reason::QueueDefault, json!("QUEUE_DEFAULT")),
        (Reason::UnversionedQueue, json!("UNVERSIONED_QUEUE")),
        (Reason::UnversionedWorkflow, json!("UNVERSIONED_WORKFLOW")),
        (Reason::NothingToInherit, json!("NOTHING_TO_INHERIT")),
        (Reason::UnknownBuildId, json!("UNKNOWN_BUILD_ID")),
        (Reason::CrossQueueRejected, json!("CROSS_QUEUE_REJECTED")),
        (Reason::EagerActivity, json!("EAGER_ACTIVITY")),
        (Reason::EagerWorkflowStart, json!("EAGER_WORKFLOW_START")),
    ]);
}

#[test]
fn steps() {
    for (step, rule) in [
        (Step::NewWorkflow, "NEW_WORKFLOW"),
        (Step::FirstWorkflowTask, "FIRST_WORKFLOW_TASK"),
        (Step::UnversionedWorkflow, "UNVERSIONED_WORKFLOW"),
        (Step::RetryInherits, "RETRY_INHERITS"),
        (Step::CronNeverInherits, "CRON_NEVER_INHERITS"),
        (Step::IntentCompatible, "INTENT_COMPATIBLE"),
        (Step::IntentDefault, "INTENT_DEFAULT"),
        (Step::UseLatestBuildId, "USE_LATEST_BUILD_ID"),
        (Step::TakesDefault, "TAKES_DEFAULT"),
        (Step::NothingToInherit, "NOTHING_TO_INHERIT"),
        (Step::ResetToFirstWorkflowTask, "RESET_TO_FIRST_WORKFLOW_TASK"),
        (Step::ResetToLaterWorkflowTask, "RESET_TO_LATER_WORKFLOW_TASK"),
    ] {
        written_and_read([(step, json!({ "rule": rule }))]);
    }
    let queue = || "orders".into();
    written_and_read([
        (
            Step::EagerWorkflowStart { task_queue: queue() },
            json!({ "rule": "EAGER_WORKFLOW_START", "taskQueue": "orders" }),
        ),
        (
            Step::WorkflowBuildId { build_id: "1.0".into() },
            json!({ "rule": "WORKFLOW_BUILD_ID", "buildId": "1.0" }),
        ),
        (
            Step::InheritedBuildId { build_id: "1.0".into() },
            json!({ "rule": "INHERITED_BUILD_ID", "buildId": "1.0" }),
        ),
        (
            Step::UnspecifiedInherits { sdk: Sdk::Go, named_task_queue: NamedTaskQueue::Same },
            json!({ "rule": "UNSPECIFIED_INHERITS", "sdk": "go", "namedTaskQueue": "same" }),
        ),
        (
            Step::UnspecifiedTakesDefault {
                sdk: Sdk::Java,
                named_task_queue: NamedTaskQueue::Unnamed,
            },
            json!({ "rule": "UNSPECIFIED_TAKES_DEFAULT", "sdk": "java", "namedTaskQueue": "unnamed" }),
        ),
        (
            Step::UnspecifiedTakesDefault {
                sdk: Sdk::Ruby,
                named_task_queue: NamedTaskQueue::Other,
            },
            json!({ "rule": "UNSPECIFIED_TAKES_DEFAULT", "sdk": "ruby", "namedTaskQueue": "other" }),
        ),
        (
            Step::CrossQueueRejected { workflow_task_queue: queue(), task_queue: "mail".into() },
            json!({ "rule": "CROSS_QUEUE_REJECTED", "workflowTaskQueue": "orders", "taskQueue": "mail" }),
        ),
        (
            Step::UnversionedQueue { task_queue: queue() },
            json!({ "rule": "UNVERSIONED_QUEUE", "taskQueue": "orders" }),
        ),
        (
            Step::UnversionedWorkers { task_queue: queue() },
            json!({ "rule": "UNVERSIONED_WORKERS", "taskQueue": "orders" }),
        ),
        (
            Step::EagerActivity { task_queue: queue() },
            json!({ "rule": "EAGER_ACTIVITY", "taskQueue": "orders" }),
        ),
        (
            Step::QueueDefault { task_queue: queue(), build_id: "1.0".into() },
            json!({ "rule": "QUEUE_DEFAULT", "taskQueue": "orders", "buildId": "1.0" }),
        ),
        (
            Step::UnknownBuildId { task_queue: queue(), build_id: "1.0".into() },
            json!({ "rule": "UNKNOWN_BUILD_ID", "taskQueue": "orders", "buildId": "1.0" }),
        ),
        (
            Step::SetDefault {
                task_queue: queue(),
                build_id: "1.0".into(),
                set_default: "1.1".into(),
            },
            json!({ "rule": "SET_DEFAULT", "taskQueue": "orders", "buildId": "1.0", "setDefault": "1.1" }),
        ),
    ]);
}

#[test]
fn landings() {
    let landing = |outcome, reason, follows, steps| Resolution {
        task_queue: "orders".into(),
        outcome,
        reason,
        follows,
        revision_number: 0,
        moves_workflow: None,
        depends_on: None,
        steps,
    };
    let message = "BadScheduleActivityAttributes: Activity with UseCompatibleVersion cannot run on different task queue.";
    written_and_read([
        (
            landing(
                Outcome::Version(WorkerVersion::BuildId("1.1".into())),
                Reason::SetDefault,
                Follows::SetOf("1.0".into()),
                vec![Step::NewWorkflow],
            ),
            json!({
                "outcome": "buildId",
                "taskQueue": "orders",
                "buildId": "1.1",
                "reason": "SET_DEFAULT",
                "follows": { "setOf": "1.0" },
                "steps": [{ "rule": "NEW_WORKFLOW" }],
            }),
        ),
        (
            landing(
                Outcome::Version(WorkerVersion::Unversioned),
                Reason::UnversionedQueue,
                Follows::QueueDefault,
                Vec::new(),
            ),
            json!({
                "outcome": "unversioned",
                "taskQueue": "orders",
                "reason": "UNVERSIONED_QUEUE",
                "follows": "queueDefault",
                "steps": [],
            }),
        ),
        (
            landing(
                Outcome::Rejected(RefusedCommand::Activity),
                Reason::CrossQueueRejected,
                Follows::Nothing,
                Vec::new(),
            ),
            json!({
                "outcome": "rejected",
                "taskQueue": "orders",
                "cause": "BadScheduleActivityAttributes",
                "message": message,
                "reason": "CROSS_QUEUE_REJECTED",
                "follows": "nothing",
                "steps": [],
            }),
        ),
    ]);
}

#[test]
fn outcomes_and_causes() {
    let message = "BadStartChildExecutionAttributes: StartChildWorkflowExecution with UseCompatibleVersion cannot run on different task queue.";
    written_and_read([
        (
            Outcome::Version(WorkerVersion::BuildId("1.0".into())),
            json!({ "outcome": "buildId", "buildId": "1.0" }),
        ),
        (Outcome::Version(WorkerVersion::Unversioned), json!({ "outcome": "unversioned" })),
        (
            Outcome::Rejected(RefusedCommand::ChildWorkflow),
            json!({
                "outcome": "rejected",
                "cause": "BadStartChildExecutionAttributes",
                "message": message,
            }),
        ),
    ]);
    for command in
        [RefusedCommand::Activity, RefusedCommand::ChildWorkflow, RefusedCommand::ContinueAsNew]
    {
        written_and_read([(command, json!(command.cause()))]);
    }
}

#[test]
fn workers() {
    written_and_read([
        (Worker::unversioned(), json!({})),
        (Worker::versioned("1.0"), json!({ "buildId": "1.0", "useVersioning": true })),
        (
            Worker { build_id: Some("1.0".into()), use_versioning: false, ..Worker::default() },
            json!({ "buildId": "1.0" }),
        ),
    ]);
    read([(Worker::unversioned(), json!({ "useVersioning": false }))]);
}

#[test]
fn what_polls_bring() {
    written_and_read([
        (Polled::Receives, json!("receives")),
        (Polled::Refused, json!("refused")),
        (Polled::Idle, json!("idle")),
    ]);
    let queue = || "orders".into();
    let unversioned = |build_id: Option<&str>| PollOutcome::UnversionedWorker {
        outcome: Polled::Receives,
        task_queue: queue(),
        build_id: build_id.map(Into::into),
        new_workflows: true,
        new_workflows_on: None,
    };
    written_and_read([
        (
            unversioned(None),
            json!({
                "outcome": "receives",
                "taskQueue": "orders",
                "reason": "UNVERSIONED_WORKER",
                "newWorkflows": true,
            }),
        ),
        (
            unversioned(Some("1.0")),
            json!({
                "outcome": "receives",
                "taskQueue": "orders",
                "buildId": "1.0",
                "reason": "UNVERSIONED_WORKER",
                "newWorkflows": true,
            }),
        ),
        (
            PollOutcome::SetDefault {
                outcome: Polled::Receives,
                task_queue: queue(),
                build_id: "1.1".into(),
                build_ids: vec!["1.0".into(), "1.1".into()],
                new_workflows: true,
                new_workflows_on: None,
            },
            json!({
                "outcome": "receives",
                "taskQueue": "orders",
                "buildId": "1.1",
                "reason": "SET_DEFAULT",
                "buildIds": ["1.0", "1.1"],
                "newWorkflows": true,
            }),
        ),
        (
            PollOutcome::Superseded {
                outcome: Polled::Refused,
                task_queue: queue(),
                build_id: "1.0".into(),
                newer_build_id: "1.1".into(),
                code: StatusCode::OutOfRange,
                message: "Task queue has a newer compatible build: \"1.1\"".to_owned(),
            },
            json!({
                "outcome": "refused",
                "taskQueue": "orders",
                "buildId": "1.0",
                "reason": "SUPERSEDED",
                "newerBuildId": "1.1",
                "code": "OUT_OF_RANGE",
                "message": "Task queue has a newer compatible build: \"1.1\"",
            }),
        ),
        (
            PollOutcome::UnknownBuildId {
                outcome: Polled::Idle,
                task_queue: queue(),
                build_id: "1.0".into(),
            },
            json!({
                "outcome": "idle",
                "taskQueue": "orders",
                "buildId": "1.0",
                "reason": "UNKNOWN_BUILD_ID",
            }),
        ),
    ]);
}
