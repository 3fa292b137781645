//! The rollout document, and what is asked of a rollout.

use serde_json::{Value, json};

use crate::{read, written, written_and_read};
use worker_versioning::boundary::json as texts;
use worker_versioning::operation::Operation;
use worker_versioning::rollout::{
    ComposedStep, ExpectedLanding, ExpectedResult, MayStop, RetiredWorkers, RetirementOptions,
    RolloutDocument, RolloutExpectation,
};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::BuildIdOperation;

/// A part of a document is written as it was read.
fn kept(field: &str, items: impl IntoIterator<Item = Value>) {
    for item in items {
        let document = json!({ "version": 1, field: [item] });
        let read: RolloutDocument = texts::read(&document.to_string(), "a document")
            .unwrap_or_else(|error| {
                panic!("{error}, in {document}");
            });
        let written = serde_json::to_value(read).expect("it can be written");
        assert_eq!(written[field], document[field]);
    }
}

#[test]
fn an_empty_document() {
    let limits = json!({ "versionSets": 10, "buildIds": 100, "taskQueuesPerBuildId": 20, "buildIdBytes": 255 });
    written_and_read([(RolloutDocument::default(), json!({ "version": 1, "limits": limits }))]);
    read([(RolloutDocument::default(), json!({ "version": 1 }))]);
    let texts = |text: &str| Some(text.to_owned());
    let document = RolloutDocument {
        schema: texts("s"),
        name: texts("n"),
        description: texts("d"),
        ..RolloutDocument::default()
    };
    written([(
        document,
        json!({ "version": 1, "$schema": "s", "name": "n", "description": "d", "limits": limits }),
    )]);
}

#[test]
fn task_queues_and_workers() {
    kept(
        "taskQueues",
        [
            json!({ "taskQueue": "orders" }),
            json!({ "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0", "1.1"] }] }),
        ],
    );
    kept(
        "workers",
        [
            json!({ "taskQueue": "orders" }),
            json!({ "taskQueue": "orders", "name": "blue", "buildId": "1.0", "useVersioning": true }),
        ],
    );
}

#[test]
fn workflows() {
    kept(
        "workflows",
        [
            json!({ "workflowId": "w", "taskQueue": "orders" }),
            json!({
                "workflowId": "w",
                "workflowType": "order",
                "taskQueue": "orders",
                "buildId": "1.0",
                "hasCompletedWorkflowTask": true,
                "status": "CLOSED",
                "usedBuildIds": ["", "1.0"],
                "sdk": "go",
            }),
        ],
    );
    let of_command =
        |command: Value| json!({ "workflowId": "w", "taskQueue": "orders", "commands": [command] });
    let commands = [
        json!({ "name": "c", "task": "activity" }),
        json!({
            "name": "c",
            "task": "activity",
            "taskQueue": "mail",
            "versioningIntent": "COMPATIBLE",
            "useLatestBuildId": false,
            "requestEagerExecution": false,
        }),
        json!({ "name": "c", "task": "childWorkflow", "useLatestBuildId": true }),
        json!({ "name": "c", "task": "continueAsNew", "versioningIntent": "DEFAULT" }),
        json!({ "name": "c", "task": "workflowRetry" }),
        json!({ "name": "c", "task": "cronRun" }),
    ];
    kept("workflows", commands.map(of_command));
}

#[test]
fn steps_under_the_name_that_was_written() {
    for name in ["steps", "operations"] {
        kept(
            name,
            [
                json!({ "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1" }),
                json!({
                    "name": "back",
                    "taskQueue": "orders",
                    "operation": "addNewCompatibleVersion",
                    "buildId": "1.1",
                    "existingCompatibleBuildId": "1.0",
                    "promoteSet": true,
                }),
            ],
        );
    }
}

#[test]
fn expectations() {
    kept(
        "expectations",
        [
            json!({ "newWorkflowsOn": "orders", "lands": "unversioned" }),
            json!({
                "description": "d",
                "after": 0,
                "newWorkflowsOn": "orders",
                "lands": { "buildId": "1.0" },
                "hasWorker": false,
            }),
            json!({ "workflow": "w", "hasWorker": true }),
            json!({ "workflow": "w", "command": "c", "lands": "rejected" }),
            json!({ "step": 1, "result": "changed" }),
            json!({ "step": 1, "result": "unchanged", "description": "d" }),
            json!({ "step": 1, "result": "refused", "code": "NOT_FOUND", "message": "m" }),
            json!({ "worker": { "taskQueue": "orders", "buildId": "1.0" }, "poll": "idle" }),
            json!({ "retire": { "taskQueue": "orders" }, "mayStop": "yes" }),
            json!({ "retire": { "taskQueue": "orders", "buildId": "1.0" }, "mayStop": "no", "after": 1 }),
        ],
    );
}

#[test]
fn parts_of_expectations() {
    written_and_read([
        (ExpectedLanding::BuildId("1.0".into()), json!({ "buildId": "1.0" })),
        (ExpectedLanding::Unversioned, json!("unversioned")),
        (ExpectedLanding::Rejected, json!("rejected")),
    ]);
    written_and_read([
        (ExpectedResult::Changed, json!("changed")),
        (ExpectedResult::Unchanged, json!("unchanged")),
        (ExpectedResult::Refused, json!("refused")),
    ]);
    written_and_read([
        (MayStop::Yes, json!("yes")),
        (MayStop::ExceptQueries, json!("exceptQueries")),
        (MayStop::No, json!("no")),
    ]);
    let unversioned =
        RetiredWorkers { task_queue: "orders".into(), version: WorkerVersion::Unversioned };
    let of_build_id =
        RetiredWorkers { version: WorkerVersion::BuildId("1.0".into()), ..unversioned.clone() };
    written_and_read([
        (unversioned.clone(), json!({ "taskQueue": "orders" })),
        (of_build_id, json!({ "taskQueue": "orders", "buildId": "1.0" })),
    ]);
    read([(unversioned, json!({ "taskQueue": "orders", "buildId": "" }))]);
    let step = RolloutExpectation::Step {
        description: None,
        step: 2,
        result: ExpectedResult::Changed,
        code: None,
        message: None,
    };
    written_and_read([(step, json!({ "step": 2, "result": "changed" }))]);
}

#[test]
fn questions() {
    let unversioned = RetirementOptions {
        task_queue: "orders".into(),
        version: WorkerVersion::Unversioned,
        after: None,
    };
    read([
        (unversioned.clone(), json!({ "taskQueue": "orders" })),
        (unversioned, json!({ "taskQueue": "orders", "buildId": "" })),
        (
            RetirementOptions {
                task_queue: "orders".into(),
                version: WorkerVersion::BuildId("1.0".into()),
                after: Some(0),
            },
            json!({ "taskQueue": "orders", "buildId": "1.0", "after": 0 }),
        ),
    ]);
    let operation = BuildIdOperation::PromoteSetByBuildId { build_id: "1.0".into() };
    let operation = Operation { task_queue: "orders".into(), operation };
    let operation_form =
        json!({ "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1.0" });
    read([
        (
            ComposedStep { after: Some(1), operation: operation.clone() },
            json!({ "after": 1, "operation": operation_form }),
        ),
        (ComposedStep { after: None, operation }, json!({ "operation": operation_form })),
    ]);
}
