//! What each field of a document says: the parts of the rollout that it is read as.

use std::num::NonZeroU32;

use crate::documents::{document, rollout};
use worker_versioning::interop::read_rollout;
use worker_versioning::model::{
    Limits, Namespace, Operation, SetPromotion, StatusCode, VersionSet, VersionSets,
};
use worker_versioning::reachability::{RunStatus, WorkerVersion};
use worker_versioning::rollout::{
    CommandName, Condition, Expectation, ExpectedLanding, ExpectedPoll, ExpectedResult, MayStop,
    NamedTask, PlacedWorker, PlannedOperation, Reception, Rollout, Workflow, WorkflowId,
};
use worker_versioning::routing::{
    Command, CommandKind, EagerExecution, Sdk, Task, VersioningIntent, Worker, WorkflowState,
    WorkflowVersion,
};

#[test]
fn nothing_but_a_version_is_an_empty_rollout() {
    assert_eq!(rollout(""), Rollout::default());
}

#[test]
fn texts_for_people_and_editors_do_not_count() {
    let fields = r#""$schema": "rollout.schema.json", "name": "Release 2.0", "description": "…""#;
    assert_eq!(rollout(fields), Rollout::default());
}

#[test]
fn a_byte_order_mark_does_not_count() {
    assert_eq!(read_rollout(&format!("\u{feff}{}", document(""))), Ok(Rollout::default()));
}

#[test]
fn limits_that_are_not_stated_are_the_defaults_and_0_is_none() {
    let start = rollout(r#""limits": {"buildIds": 0, "buildIdBytes": 300}"#).start;
    let expected =
        Limits { build_ids: None, build_id_bytes: NonZeroU32::new(300), ..Limits::default() };
    assert_eq!(start, Namespace::new(expected));
    let start =
        rollout(r#""limits": {"versionSets": 1, "taskQueuesPerBuildId": 4294967295}"#).start;
    let expected = Limits {
        version_sets: NonZeroU32::new(1),
        task_queues_per_build_id: NonZeroU32::new(u32::MAX),
        ..Limits::default()
    };
    assert_eq!(start, Namespace::new(expected));
}

#[test]
fn task_queues_are_kept_in_order_versioned_or_not() {
    let read = rollout(
        r#""taskQueues": [
            {"taskQueue": "orders", "versionSets": [{"buildIds": ["1.0", "1.1"]}, {"buildIds": ["2.0"]}]},
            {"taskQueue": "mail"},
            {"taskQueue": "audit", "versionSets": []}
        ]"#,
    );
    assert_eq!(read.task_queues, ["orders".into(), "mail".into(), "audit".into()]);
    let versioned: Vec<_> = read.start.task_queues().collect();
    assert_eq!(versioned, [&"orders".into()]);
    let sets = read.start.version_sets(&"orders".into()).map_or(&[][..], VersionSets::sets);
    let defaults: Vec<_> =
        sets.iter().map(VersionSet::default_build_id).map(ToString::to_string).collect();
    assert_eq!(defaults, ["1.1", "2.0"]);
}

#[test]
fn a_worker_is_versioned_by_the_flag_and_not_by_its_build_id() {
    for (fields, expected) in [
        ("", Worker::Unversioned { build_id: None }),
        (r#", "useVersioning": false"#, Worker::Unversioned { build_id: None }),
        (r#", "buildId": "1.0""#, Worker::Unversioned { build_id: Some("1.0".into()) }),
        (r#", "buildId": "1.0", "useVersioning": true"#, Worker::Versioned("1.0".into())),
        (
            r#", "buildId": "1.0", "name": "blue""#,
            Worker::Unversioned { build_id: Some("1.0".into()) },
        ),
    ] {
        let read = rollout(&format!(r#""workers": [{{"taskQueue": "orders"{fields}}}]"#));
        let expected = PlacedWorker { task_queue: "orders".into(), worker: expected };
        assert_eq!(read.workers, [expected], "{fields}");
    }
}

fn workflow(fields: &str) -> Workflow {
    let workflow = format!(r#"{{"workflowId": "w", "taskQueue": "orders"{fields}}}"#);
    let mut read = rollout(&format!(r#""workflows": [{workflow}]"#));
    read.workflows.remove(0)
}

/// An open workflow without commands, of that version, and used by the workers of that version alone.
fn expected_workflow(version: WorkflowVersion, used: &[WorkerVersion]) -> Workflow {
    Workflow {
        id: WorkflowId("w".to_owned()),
        state: WorkflowState { task_queue: "orders".into(), version },
        status: RunStatus::Open,
        used: used.to_vec(),
        commands: Vec::new(),
    }
}

fn on(build_id: &str) -> WorkflowVersion {
    WorkflowVersion::BuildId(build_id.into())
}

fn version(build_id: &str) -> WorkerVersion {
    WorkerVersion::BuildId(build_id.into())
}

#[test]
fn the_version_of_a_workflow() {
    let unversioned = [WorkerVersion::Unversioned];
    for (fields, expected) in [
        (r#", "buildId": "1.0""#, expected_workflow(on("1.0"), &[version("1.0")])),
        // It inherited the build ID at its start.
        (
            r#", "buildId": "1.0", "hasCompletedWorkflowTask": false"#,
            expected_workflow(on("1.0"), &[version("1.0")]),
        ),
        ("", expected_workflow(WorkflowVersion::Unversioned, &unversioned)),
        (
            r#", "hasCompletedWorkflowTask": true"#,
            expected_workflow(WorkflowVersion::Unversioned, &unversioned),
        ),
        (
            r#", "hasCompletedWorkflowTask": false"#,
            expected_workflow(WorkflowVersion::Untouched, &[]),
        ),
    ] {
        assert_eq!(workflow(fields), expected, "{fields}");
    }
}

#[test]
fn the_build_ids_that_a_workflow_used_can_be_listed() {
    let read = workflow(r#", "buildId": "1.1", "usedBuildIds": ["", "1.0", "1.1"]"#);
    assert_eq!(read.used, [WorkerVersion::Unversioned, version("1.0"), version("1.1")]);
    assert_eq!(workflow(r#", "usedBuildIds": []"#).used, []);
}

#[test]
fn a_workflow_is_open_unless_it_is_said_to_be_closed() {
    for (fields, expected) in [
        ("", RunStatus::Open),
        (r#", "status": "OPEN""#, RunStatus::Open),
        (r#", "status": "CLOSED""#, RunStatus::Closed),
        (r#", "workflowType": "order""#, RunStatus::Open),
    ] {
        assert_eq!(workflow(fields).status, expected, "{fields}");
    }
}

fn command(sdk: &str, fields: &str) -> Task {
    let commands = format!(r#"[{{"name": "c", "task": {fields}}}]"#);
    let mut read = workflow(&format!(r#", "buildId": "1.0"{sdk}, "commands": {commands}"#));
    let NamedTask { name, task } = read.commands.remove(0);
    assert_eq!(name, CommandName("c".to_owned()));
    task
}

fn expected_command(kind: CommandKind) -> Command {
    Command {
        kind,
        workflow: WorkflowState { task_queue: "orders".into(), version: on("1.0") },
        task_queue: None,
        intent: VersioningIntent::Unspecified,
        sdk: Sdk::TypeScript,
    }
}

#[test]
fn the_tasks_of_commands() {
    let state = WorkflowState { task_queue: "orders".into(), version: on("1.0") };
    let activity = CommandKind::Activity(EagerExecution::NotRequested);
    let eager = CommandKind::Activity(EagerExecution::Requested);
    for (fields, expected) in [
        (r#""activity""#, Task::Command(expected_command(activity))),
        (r#""activity", "requestEagerExecution": true"#, Task::Command(expected_command(eager))),
        (
            r#""activity", "requestEagerExecution": false"#,
            Task::Command(expected_command(activity)),
        ),
        (r#""childWorkflow""#, Task::Command(expected_command(CommandKind::ChildWorkflow))),
        (r#""continueAsNew""#, Task::Command(expected_command(CommandKind::ContinueAsNew))),
        (r#""workflowRetry""#, Task::WorkflowRetry(state.clone())),
        (r#""cronRun""#, Task::CronRun(state)),
    ] {
        assert_eq!(command("", fields), expected, "{fields}");
    }
}

#[test]
fn the_task_queue_of_a_command() {
    let named =
        Command { task_queue: Some("mail".into()), ..expected_command(CommandKind::ChildWorkflow) };
    assert_eq!(command("", r#""childWorkflow", "taskQueue": "mail""#), Task::Command(named));
}

#[test]
fn the_intent_of_a_command() {
    for (fields, intent) in [
        (r#", "versioningIntent": "COMPATIBLE""#, VersioningIntent::Compatible),
        (
            r#", "versioningIntent": "COMPATIBLE", "useLatestBuildId": false"#,
            VersioningIntent::Compatible,
        ),
        (r#", "versioningIntent": "DEFAULT""#, VersioningIntent::Default),
        (r#", "versioningIntent": "DEFAULT", "useLatestBuildId": true"#, VersioningIntent::Default),
        (r#", "useLatestBuildId": true"#, VersioningIntent::UseLatestBuildId),
        (r#", "useLatestBuildId": false"#, VersioningIntent::Unspecified),
    ] {
        let expected = Command { intent, ..expected_command(CommandKind::ContinueAsNew) };
        let read = command("", &format!(r#""continueAsNew"{fields}"#));
        assert_eq!(read, Task::Command(expected), "{fields}");
    }
}

#[test]
fn the_sdk_of_a_workflow() {
    for (name, sdk) in [
        ("go", Sdk::Go),
        ("java", Sdk::Java),
        ("python", Sdk::Python),
        ("typescript", Sdk::TypeScript),
        ("dotnet", Sdk::DotNet),
        ("ruby", Sdk::Ruby),
    ] {
        let expected = Command { sdk, ..expected_command(CommandKind::ChildWorkflow) };
        let read = command(&format!(r#", "sdk": "{name}""#), r#""childWorkflow""#);
        assert_eq!(read, Task::Command(expected), "{name}");
    }
}

#[test]
fn operations() {
    let compatible = |set_promotion| Operation::AddNewCompatible {
        build_id: "1.1".into(),
        existing_compatible: "1.0".into(),
        set_promotion,
    };
    let add_compatible =
        r#""addNewCompatibleVersion", "buildId": "1.1", "existingCompatibleBuildId": "1.0""#;
    for (fields, expected) in [
        (
            r#""addNewIdInNewDefaultSet", "buildId": "2.0""#.to_owned(),
            Operation::AddNewDefault { build_id: "2.0".into() },
        ),
        (add_compatible.to_owned(), compatible(SetPromotion::Keep)),
        (format!(r#"{add_compatible}, "promoteSet": false"#), compatible(SetPromotion::Keep)),
        (format!(r#"{add_compatible}, "promoteSet": true"#), compatible(SetPromotion::Promote)),
        (
            r#""promoteSetByBuildId", "buildId": "1.0""#.to_owned(),
            Operation::PromoteSet { build_id: "1.0".into() },
        ),
        (
            r#""promoteBuildIdWithinSet", "buildId": "1.0", "name": "back""#.to_owned(),
            Operation::PromoteBuildIdWithinSet { build_id: "1.0".into() },
        ),
        (
            r#""mergeSets", "primaryBuildId": "1.0", "secondaryBuildId": "2.0""#.to_owned(),
            Operation::MergeSets { primary: "1.0".into(), secondary: "2.0".into() },
        ),
        // Whether a server takes it is found out by its step.
        (
            r#""promoteSetByBuildId", "buildId": """#.to_owned(),
            Operation::PromoteSet { build_id: "".into() },
        ),
    ] {
        let read = rollout(&format!(
            r#""operations": [{{"taskQueue": "/_sys/", "operation": {fields}}}]"#
        ));
        let expected = PlannedOperation { task_queue: "/_sys/".into(), operation: expected };
        assert_eq!(read.operations, [expected], "{fields}");
    }
}

/// Reads an expectation of a rollout with two steps and a workflow `w`, which has a cron run `c`.
fn expectation(fields: &str) -> Expectation {
    let operation =
        r#"{"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1"}"#;
    let mut read = rollout(&format!(
        r#""workflows": [{{"workflowId": "w", "taskQueue": "orders", "buildId": "1.0",
            "commands": [{{"name": "c", "task": "cronRun"}}]}}],
        "operations": [{operation}, {operation}],
        "expectations": [{{{fields}}}]"#
    ));
    read.expectations.remove(0)
}

#[test]
fn an_expectation_is_looked_at_after_its_step_or_at_the_end() {
    for (fields, after) in [
        ("", 2),
        (r#", "after": 0"#, 0),
        (r#", "after": 1"#, 1),
        (r#", "after": 2, "description": "the end""#, 2),
    ] {
        let read =
            expectation(&format!(r#""newWorkflowsOn": "orders", "hasWorker": true{fields}"#));
        assert_eq!(read.after, after, "{fields}");
    }
    assert_eq!(expectation(r#""step": 1, "result": "changed""#).after, 1);
}

#[test]
fn expectations_of_landings() {
    let state = WorkflowState { task_queue: "orders".into(), version: on("1.0") };
    let new_workflow = Task::NewWorkflow { task_queue: "mail".into() };
    for (fields, task, lands, reception) in [
        (
            r#""newWorkflowsOn": "mail", "lands": "unversioned""#,
            new_workflow,
            Some(ExpectedLanding::Unversioned),
            None,
        ),
        (
            r#""workflow": "w", "lands": {"buildId": "1.1"}, "hasWorker": false"#,
            Task::WorkflowTask(state.clone()),
            Some(ExpectedLanding::BuildId("1.1".into())),
            Some(Reception::ByNone),
        ),
        (
            r#""workflow": "w", "command": "c", "lands": "rejected""#,
            Task::CronRun(state.clone()),
            Some(ExpectedLanding::Rejected),
            None,
        ),
        (
            r#""workflow": "w", "hasWorker": true"#,
            Task::WorkflowTask(state),
            None,
            Some(Reception::ByAWorker),
        ),
    ] {
        let expected = Condition::Landing { task, lands, reception };
        assert_eq!(expectation(fields).condition, expected, "{fields}");
    }
}

#[test]
fn expectations_of_results() {
    let refused = |code, message: Option<&str>| ExpectedResult::Refused {
        code,
        message: message.map(str::to_owned),
    };
    for (fields, expected) in [
        (r#""changed""#, ExpectedResult::Changed),
        (r#""unchanged""#, ExpectedResult::Unchanged),
        (r#""refused""#, refused(None, None)),
        (r#""refused", "code": "NOT_FOUND""#, refused(Some(StatusCode::NotFound), None)),
        (
            r#""refused", "code": "INVALID_ARGUMENT", "message": "m""#,
            refused(Some(StatusCode::InvalidArgument), Some("m")),
        ),
        (
            r#""refused", "code": "FAILED_PRECONDITION""#,
            refused(Some(StatusCode::FailedPrecondition), None),
        ),
    ] {
        let read = expectation(&format!(r#""step": 2, "result": {fields}"#));
        assert_eq!(read.condition, Condition::Result(expected), "{fields}");
    }
}

#[test]
fn expectations_of_polls() {
    for (poll, outcome) in [
        ("receives", ExpectedPoll::Receives),
        ("refused", ExpectedPoll::Refused),
        ("idle", ExpectedPoll::Idle),
    ] {
        let worker = r#"{"taskQueue": "orders", "buildId": "1.0", "useVersioning": true}"#;
        let read = expectation(&format!(r#""worker": {worker}, "poll": "{poll}""#));
        let worker =
            PlacedWorker { task_queue: "orders".into(), worker: Worker::Versioned("1.0".into()) };
        assert_eq!(read.condition, Condition::Poll { worker, outcome }, "{poll}");
    }
}

#[test]
fn expectations_of_retirement() {
    for (build_id, version) in [
        (r#", "buildId": "1.0""#, version("1.0")),
        (r#", "buildId": """#, WorkerVersion::Unversioned),
        ("", WorkerVersion::Unversioned),
    ] {
        for (answer, may_stop) in
            [("yes", MayStop::Yes), ("exceptQueries", MayStop::ExceptQueries), ("no", MayStop::No)]
        {
            let read = expectation(&format!(
                r#""retire": {{"taskQueue": "orders"{build_id}}}, "mayStop": "{answer}""#
            ));
            let expected = Condition::Retirement {
                task_queue: "orders".into(),
                version: version.clone(),
                may_stop,
            };
            assert_eq!(read.condition, expected, "{build_id} {answer}");
        }
    }
}
