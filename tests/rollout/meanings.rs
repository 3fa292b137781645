//! What each field of a document says: the parts of the rollout that it is read as.

use std::num::NonZeroU32;

use crate::documents::{document, rollout};
use worker_versioning::interop::read_rollout;
use worker_versioning::limits::Limits;
use worker_versioning::namespace::Namespace;
use worker_versioning::operation::Operation;
use worker_versioning::refusal::StatusCode;
use worker_versioning::rollout::{
    ExpectedLanding, ExpectedResult, MayStop, PlacedWorker, RetiredWorkers, Rollout,
    RolloutDocument, RolloutExpectation, RolloutWorkflow, TimelineStep,
};
use worker_versioning::routing::{Polled, Worker};
use worker_versioning::task::{
    ActivityCommand, Command, ResetPoint, Sdk, Task, VersioningIntent, WorkflowState,
};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::{BuildIdOperation, RunStatus, VersionSet, VersionSets};

fn empty() -> Rollout {
    Rollout::new(RolloutDocument::default()).expect("nothing contradicts itself")
}

#[test]
fn nothing_but_a_version_is_an_empty_rollout() {
    assert_eq!(rollout(""), empty());
    assert_eq!(*empty().start(), Namespace::default());
}

#[test]
fn texts_for_people_and_editors_do_not_count() {
    let fields = r#""$schema": "rollout.schema.json", "name": "Release 2.0", "description": "…""#;
    let read = rollout(fields);
    assert_eq!((read.start(), read.subjects()), (empty().start(), &[][..]));
    let expected = RolloutDocument {
        schema: Some("rollout.schema.json".to_owned()),
        name: Some("Release 2.0".to_owned()),
        description: Some("…".to_owned()),
        ..RolloutDocument::default()
    };
    assert_eq!(*read.document(), expected);
}

#[test]
fn a_byte_order_mark_does_not_count() {
    assert_eq!(read_rollout(&format!("\u{feff}{}", document(""))), Ok(empty()));
}

#[test]
fn limits_that_are_not_stated_are_the_defaults_and_0_is_none() {
    let read = rollout(r#""limits": {"buildIds": 0, "buildIdBytes": 300}"#);
    let expected =
        Limits { build_ids: None, build_id_bytes: NonZeroU32::new(300), ..Limits::default() };
    assert_eq!(*read.start(), Namespace::new(expected));
    let read = rollout(r#""limits": {"versionSets": 1e1, "taskQueuesPerBuildId": 4294967295}"#);
    let expected = Limits {
        version_sets: NonZeroU32::new(10),
        task_queues_per_build_id: NonZeroU32::new(u32::MAX),
        ..Limits::default()
    };
    assert_eq!(*read.start(), Namespace::new(expected));
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
    let queues = read.document().task_queues.iter();
    let named: Vec<_> = queues.map(|queue| queue.task_queue.as_str()).collect();
    assert_eq!(named, ["orders", "mail", "audit"]);
    let versioned: Vec<_> = read.start().task_queues().collect();
    assert_eq!(versioned, [&"orders".into()]);
    let sets = read.start().version_sets(&"orders".into()).map_or(&[][..], VersionSets::sets);
    let defaults: Vec<_> =
        sets.iter().map(VersionSet::default_build_id).map(ToString::to_string).collect();
    assert_eq!(defaults, ["1.1", "2.0"]);
}

#[test]
fn a_worker_is_versioned_by_the_flag_and_not_by_its_build_id() {
    let named =
        || Worker { build_id: Some("1.0".into()), use_versioning: false, ..Worker::default() };
    for (fields, name, expected, version) in [
        ("", None, Worker::unversioned(), WorkerVersion::Unversioned),
        (r#", "useVersioning": false"#, None, Worker::unversioned(), WorkerVersion::Unversioned),
        (r#", "buildId": "1.0""#, None, named(), WorkerVersion::Unversioned),
        (r#", "buildId": "1.0", "useVersioning": true"#, None, Worker::versioned("1.0"), on("1.0")),
        (
            r#", "buildId": "1.0", "name": "blue""#,
            Some("blue".to_owned()),
            named(),
            WorkerVersion::Unversioned,
        ),
    ] {
        let read = rollout(&format!(r#""workers": [{{"taskQueue": "orders"{fields}}}]"#));
        assert_eq!(expected.version(), version, "{fields}");
        let expected = PlacedWorker { name, task_queue: "orders".into(), worker: expected };
        assert_eq!(read.workers(), [expected], "{fields}");
    }
}

fn workflow(fields: &str) -> RolloutWorkflow {
    let workflow = format!(r#"{{"workflowId": "w", "taskQueue": "orders"{fields}}}"#);
    let read = rollout(&format!(r#""workflows": [{workflow}]"#));
    let workflow = read.workflow(&"w".into()).expect("the only one").clone();
    assert_eq!(read.document().workflows, std::slice::from_ref(&workflow));
    workflow
}

fn on(build_id: &str) -> WorkerVersion {
    WorkerVersion::BuildId(build_id.into())
}

fn state(version: Option<WorkerVersion>) -> WorkflowState {
    WorkflowState::new("orders".into(), version)
}

#[test]
fn the_version_of_a_workflow() {
    let unversioned = Some(WorkerVersion::Unversioned);
    for (fields, version) in [
        (r#", "buildId": "1.0""#, Some(on("1.0"))),
        // It inherited the build ID at its start.
        (r#", "buildId": "1.0", "hasCompletedWorkflowTask": false"#, Some(on("1.0"))),
        ("", unversioned.clone()),
        (r#", "hasCompletedWorkflowTask": true"#, unversioned),
        (r#", "hasCompletedWorkflowTask": false"#, None),
    ] {
        let read = workflow(fields);
        // Only the workers of its version have used it.
        assert_eq!(read.run().used, Vec::from_iter(version.clone()), "{fields}");
        assert_eq!(read.run().task_queue, "orders".into());
        assert_eq!(read.state(), state(version), "{fields}");
        assert_eq!((read.status(), read.commands.len()), (RunStatus::Open, 0));
    }
}

#[test]
fn the_build_ids_that_a_workflow_used_can_be_listed() {
    let read = workflow(r#", "buildId": "1.1", "usedBuildIds": ["", "1.0", "1.1"]"#);
    assert_eq!(read.run().used, [WorkerVersion::Unversioned, on("1.0"), on("1.1")]);
    assert_eq!(workflow(r#", "usedBuildIds": []"#).run().used, []);
}

#[test]
fn a_workflow_is_open_unless_it_is_said_to_be_closed() {
    for (fields, expected) in [
        ("", RunStatus::Open),
        (r#", "status": "OPEN""#, RunStatus::Open),
        (r#", "status": "CLOSED""#, RunStatus::Closed),
        (r#", "workflowType": "order""#, RunStatus::Open),
    ] {
        let read = workflow(fields);
        assert_eq!((read.status(), read.run().status), (expected, expected), "{fields}");
        let workflow = read.state();
        let own_task = match expected {
            RunStatus::Open => Task::workflow_task(workflow),
            RunStatus::Closed => Task::query(workflow),
        };
        assert_eq!(read.own_task(), own_task, "{fields}");
    }
}

/// The task of a command `c` of a workflow that is on 1.0.
fn command(sdk: &str, fields: &str) -> Task {
    let commands = format!(r#"[{{"name": "c", "task": {fields}}}]"#);
    let read = workflow(&format!(r#", "buildId": "1.0"{sdk}, "commands": {commands}"#));
    read.task_of(read.command(&"c".into()).expect("its only command"))
}

fn expected_command() -> Command {
    Command {
        workflow: state(Some(on("1.0"))),
        task_queue: None,
        intent: VersioningIntent::Unspecified,
        sdk: Sdk::TypeScript,
    }
}

#[test]
fn the_tasks_of_commands() {
    let workflow = || state(Some(on("1.0")));
    let activity = |requests_eager_execution| {
        Task::Activity(ActivityCommand { requests_eager_execution, command: expected_command() })
    };
    for (fields, expected) in [
        (r#""activity""#, activity(false)),
        (r#""activity", "requestEagerExecution": true"#, activity(true)),
        (r#""activity", "requestEagerExecution": false"#, activity(false)),
        (r#""childWorkflow""#, Task::child_workflow(expected_command())),
        (r#""continueAsNew""#, Task::continue_as_new(expected_command())),
        (r#""workflowRetry""#, Task::WorkflowRetry { workflow: workflow() }),
        (r#""cronRun""#, Task::CronRun { workflow: workflow() }),
        (
            r#""reset", "to": "laterWorkflowTask""#,
            Task::Reset {
                workflow: workflow(),
                to: ResetPoint::LaterWorkflowTask,
                inherited_build_id: None,
            },
        ),
        (
            r#""reset", "to": "firstWorkflowTask", "inheritedBuildId": "0.9""#,
            Task::Reset {
                workflow: workflow(),
                to: ResetPoint::FirstWorkflowTask,
                inherited_build_id: Some("0.9".into()),
            },
        ),
    ] {
        assert_eq!(command("", fields), expected, "{fields}");
    }
}

#[test]
fn the_task_queue_of_a_command() {
    let named = Command { task_queue: Some("mail".into()), ..expected_command() };
    let read = command("", r#""childWorkflow", "taskQueue": "mail""#);
    assert_eq!(read, Task::child_workflow(named));
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
        let expected = Command { intent, ..expected_command() };
        let read = command("", &format!(r#""continueAsNew"{fields}"#));
        assert_eq!(read, Task::continue_as_new(expected), "{fields}");
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
        let expected = Command { sdk, ..expected_command() };
        let read = command(&format!(r#", "sdk": "{name}""#), r#""childWorkflow""#);
        assert_eq!(read, Task::child_workflow(expected), "{name}");
    }
}

#[test]
fn steps() {
    let compatible = |promote_set| BuildIdOperation::AddNewCompatibleVersion {
        build_id: "1.1".into(),
        existing_compatible_build_id: "1.0".into(),
        promote_set,
    };
    let add_compatible =
        r#""addNewCompatibleVersion", "buildId": "1.1", "existingCompatibleBuildId": "1.0""#;
    for (fields, name, expected) in [
        (
            r#""addNewIdInNewDefaultSet", "buildId": "2.0""#.to_owned(),
            None,
            BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "2.0".into() },
        ),
        (add_compatible.to_owned(), None, compatible(false)),
        (format!(r#"{add_compatible}, "promoteSet": false"#), None, compatible(false)),
        (format!(r#"{add_compatible}, "promoteSet": true"#), None, compatible(true)),
        (
            r#""promoteSetByBuildId", "buildId": "1.0""#.to_owned(),
            None,
            BuildIdOperation::PromoteSetByBuildId { build_id: "1.0".into() },
        ),
        (
            r#""promoteBuildIdWithinSet", "buildId": "1.0", "name": "back""#.to_owned(),
            Some("back".to_owned()),
            BuildIdOperation::PromoteBuildIdWithinSet { build_id: "1.0".into() },
        ),
        (
            r#""mergeSets", "primaryBuildId": "1.0", "secondaryBuildId": "2.0""#.to_owned(),
            None,
            BuildIdOperation::MergeSets {
                primary_build_id: "1.0".into(),
                secondary_build_id: "2.0".into(),
            },
        ),
        // Whether a server takes it is found out by its step.
        (
            r#""promoteSetByBuildId", "buildId": """#.to_owned(),
            None,
            BuildIdOperation::PromoteSetByBuildId { build_id: "".into() },
        ),
    ] {
        // `operations` is the older name.
        for list in ["steps", "operations"] {
            let step = format!(r#"{{"taskQueue": "/_sys/", "operation": {fields}}}"#);
            let read = rollout(&format!(r#""{list}": [{step}]"#));
            let operation = expected.clone();
            let operation = Operation { task_queue: "/_sys/".into(), operation };
            let expected = TimelineStep { name: name.clone(), operation };
            assert_eq!(read.timeline(), [expected], "{fields}");
        }
    }
}

/// A rollout with two steps and a workflow `w`, which has a cron run `c`, and with an expectation.
fn expecting(fields: &str) -> (Rollout, RolloutExpectation) {
    let operation =
        r#"{"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1"}"#;
    let read = rollout(&format!(
        r#""workflows": [{{"workflowId": "w", "taskQueue": "orders", "buildId": "1.0",
            "commands": [{{"name": "c", "task": "cronRun"}}]}}],
        "operations": [{operation}, {operation}],
        "expectations": [{{{fields}}}]"#
    ));
    let expectation = read.document().expectations[0].clone();
    (read, expectation)
}

fn expectation(fields: &str) -> RolloutExpectation {
    expecting(fields).1
}

#[test]
fn an_expectation_is_checked_after_its_step_or_at_the_end() {
    for (fields, after) in [
        ("", 2),
        (r#", "after": 0"#, 0),
        (r#", "after": 1"#, 1),
        (r#", "after": 2, "description": "the end""#, 2),
    ] {
        let (rollout, read) =
            expecting(&format!(r#""newWorkflowsOn": "orders", "hasWorker": true{fields}"#));
        assert_eq!(read.after(2), after, "{fields}");
        assert_eq!(rollout.check().findings[0].after, after, "{fields}");
    }
    assert_eq!(expectation(r#""step": 1, "result": "changed""#).after(2), 1);
}

#[test]
fn expectations_of_landings() {
    let of_workflow = |command: Option<&str>, lands, has_worker| RolloutExpectation::Workflow {
        description: None,
        after: None,
        workflow: "w".into(),
        command: command.map(Into::into),
        lands,
        has_worker,
    };
    for (fields, expected) in [
        (
            r#""newWorkflowsOn": "orders", "lands": "unversioned""#,
            RolloutExpectation::NewWorkflowsOn {
                description: None,
                after: None,
                new_workflows_on: "orders".into(),
                lands: Some(ExpectedLanding::Unversioned),
                has_worker: None,
            },
        ),
        (
            r#""workflow": "w", "lands": {"buildId": "1.1"}, "hasWorker": false"#,
            of_workflow(None, Some(ExpectedLanding::BuildId("1.1".into())), Some(false)),
        ),
        (
            r#""workflow": "w", "command": "c", "lands": "rejected""#,
            of_workflow(Some("c"), Some(ExpectedLanding::Rejected), None),
        ),
        (r#""workflow": "w", "hasWorker": true"#, of_workflow(None, None, Some(true))),
    ] {
        assert_eq!(expectation(fields), expected, "{fields}");
    }
}

#[test]
fn the_tasks_that_expectations_are_about() {
    let (rollout, _) = expecting(r#""workflow": "w", "hasWorker": true"#);
    let workflow = || state(Some(on("1.0")));
    for (command, task) in [
        (None, Task::workflow_task(workflow())),
        (Some("c".into()), Task::CronRun { workflow: workflow() }),
    ] {
        let subject = rollout.subject(&"w".into(), command.as_ref()).expect("it is there");
        assert_eq!(subject.task, task);
    }
    assert_eq!(rollout.subject(&"w".into(), Some(&"other".into())), None);
    assert_eq!(rollout.subject(&"v".into(), None), None);
}

#[test]
fn expectations_of_results() {
    for (fields, result, code, message) in [
        (r#""changed""#, ExpectedResult::Changed, None, None),
        (r#""unchanged""#, ExpectedResult::Unchanged, None, None),
        (r#""refused""#, ExpectedResult::Refused, None, None),
        (
            r#""refused", "code": "NOT_FOUND""#,
            ExpectedResult::Refused,
            Some(StatusCode::NotFound),
            None,
        ),
        (
            r#""refused", "code": "INVALID_ARGUMENT", "message": "m""#,
            ExpectedResult::Refused,
            Some(StatusCode::InvalidArgument),
            Some("m".to_owned()),
        ),
        (
            r#""refused", "code": "FAILED_PRECONDITION""#,
            ExpectedResult::Refused,
            Some(StatusCode::FailedPrecondition),
            None,
        ),
    ] {
        let expected =
            RolloutExpectation::Step { description: None, step: 2, result, code, message };
        assert_eq!(expectation(&format!(r#""step": 2, "result": {fields}"#)), expected, "{fields}");
    }
}

#[test]
fn expectations_of_polls() {
    for (text, poll) in
        [("receives", Polled::Receives), ("refused", Polled::Refused), ("idle", Polled::Idle)]
    {
        let worker = r#"{"taskQueue": "orders", "buildId": "1.0", "useVersioning": true}"#;
        let read = expectation(&format!(r#""worker": {worker}, "poll": "{text}""#));
        let expected = RolloutExpectation::Worker {
            description: None,
            after: None,
            worker: PlacedWorker {
                name: None,
                task_queue: "orders".into(),
                worker: Worker::versioned("1.0"),
            },
            poll,
        };
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn expectations_of_retirement() {
    for (build_id, version) in [
        (r#", "buildId": "1.0""#, on("1.0")),
        (r#", "buildId": """#, WorkerVersion::Unversioned),
        ("", WorkerVersion::Unversioned),
    ] {
        for (answer, may_stop) in
            [("yes", MayStop::Yes), ("exceptQueries", MayStop::ExceptQueries), ("no", MayStop::No)]
        {
            let read = expectation(&format!(
                r#""retire": {{"taskQueue": "orders"{build_id}}}, "mayStop": "{answer}""#
            ));
            let expected = RolloutExpectation::Retire {
                description: None,
                after: None,
                retire: RetiredWorkers { task_queue: "orders".into(), version: version.clone() },
                may_stop,
            };
            assert_eq!(read, expected, "{build_id} {answer}");
        }
    }
}
