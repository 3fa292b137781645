//! Version sets, what is done to them, and what is answered about them.

use std::num::NonZeroU32;

use serde_json::json;

use crate::{read, written, written_and_read};
use worker_versioning::limits::Limits;
use worker_versioning::names::{BuildId, CommandName, TaskQueueName, WorkflowId};
use worker_versioning::namespace::{Namespace, NamespaceSnapshot, TaskQueueSnapshot};
use worker_versioning::operation::Operation;
use worker_versioning::routing::ReachabilityRequest;
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::{
    BuildIdOperation, BuildIdVersionSet, Effect, Moment, Reachability, ReachedBy, RunKind,
    RunStatus, SetMember, UpdateResult, VersionSet, VersionSets, WorkerBuildIdVersionSets,
    WorkflowRun,
};

#[test]
fn names() {
    written_and_read([(TaskQueueName::from("orders"), json!("orders"))]);
    written_and_read([(BuildId::from("1.0"), json!("1.0")), (BuildId::from(""), json!(""))]);
    written_and_read([(WorkflowId::from("order-17"), json!("order-17"))]);
    written_and_read([(CommandName::from("charge"), json!("charge"))]);
    written_and_read([
        (WorkerVersion::BuildId("1.0".into()), json!("1.0")),
        (WorkerVersion::Unversioned, json!("")),
    ]);
}

#[test]
fn limits() {
    let limits = Limits { build_ids: None, version_sets: NonZeroU32::new(7), ..Limits::default() };
    written_and_read([
        (
            limits,
            json!({ "versionSets": 7, "buildIds": 0, "taskQueuesPerBuildId": 20, "buildIdBytes": 255 }),
        ),
        (
            Limits::NONE,
            json!({ "versionSets": 0, "buildIds": 0, "taskQueuesPerBuildId": 0, "buildIdBytes": 0 }),
        ),
    ]);
    read([(limits, json!({ "buildIds": 0, "versionSets": 7 })), (Limits::default(), json!({}))]);
}

#[test]
fn operations() {
    let compatible = |promote_set| BuildIdOperation::AddNewCompatibleVersion {
        build_id: "1.1".into(),
        existing_compatible_build_id: "1.0".into(),
        promote_set,
    };
    let add_compatible = json!({
        "operation": "addNewCompatibleVersion",
        "buildId": "1.1",
        "existingCompatibleBuildId": "1.0",
    });
    let mut and_promote = add_compatible.clone();
    and_promote["promoteSet"] = json!(true);
    let mut and_keep = add_compatible.clone();
    and_keep["promoteSet"] = json!(false);
    let rows = [
        (
            BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "1.0".into() },
            json!({ "operation": "addNewIdInNewDefaultSet", "buildId": "1.0" }),
        ),
        (compatible(false), add_compatible),
        (compatible(true), and_promote),
        (
            BuildIdOperation::PromoteSetByBuildId { build_id: "1.0".into() },
            json!({ "operation": "promoteSetByBuildId", "buildId": "1.0" }),
        ),
        (
            BuildIdOperation::PromoteBuildIdWithinSet { build_id: "1.0".into() },
            json!({ "operation": "promoteBuildIdWithinSet", "buildId": "1.0" }),
        ),
        (
            BuildIdOperation::MergeSets {
                primary_build_id: "1.0".into(),
                secondary_build_id: "2.0".into(),
            },
            json!({ "operation": "mergeSets", "primaryBuildId": "1.0", "secondaryBuildId": "2.0" }),
        ),
    ];
    for (operation, form) in rows {
        written_and_read([(operation.clone(), form.clone())]);
        // With the queue that it is for, in the same object; any name, for the server is to refuse it.
        let mut placed = form;
        placed["taskQueue"] = json!("/_sys/");
        written_and_read([(Operation { task_queue: "/_sys/".into(), operation }, placed)]);
    }
    read([(compatible(false), and_keep)]);
}

#[test]
fn what_operations_did() {
    written([
        (UpdateResult::from(Effect::Unchanged), json!({ "changed": false })),
        (UpdateResult::from(Effect::Changed), json!({ "changed": true })),
        (
            UpdateResult::from(Effect::ChangedInGuessedOrder),
            json!({ "changed": true, "orderIsGuess": true }),
        ),
    ]);
}

fn guessed() -> VersionSet {
    let member = |build_id: &str, moment, set| SetMember {
        build_id: build_id.into(),
        became_set_default: Moment::new(moment).expect("within bounds"),
        imported_in_set: Some(set),
    };
    VersionSet {
        members: vec![member("1.0", 1, 0), member("2.0", 2, 1)],
        became_queue_default: Moment::new(2).expect("within bounds"),
        oldest_build_id: None,
    }
}

#[test]
fn version_sets_as_the_client_reads_them() {
    assert_eq!(WorkerBuildIdVersionSets::new(&[]), None);
    let sets = VersionSets::from_listed(vec![vec!["1.0".into(), "1.1".into()], vec!["2.0".into()]]);
    let answer = WorkerBuildIdVersionSets::new(sets.expect("good sets").sets());
    let default_set = json!({ "buildIds": ["2.0"], "default": "2.0" });
    written([(
        answer.expect("versioned"),
        json!({
            "versionSets": [{ "buildIds": ["1.0", "1.1"], "default": "1.1" }, default_set],
            "defaultSet": default_set,
            "defaultBuildId": "2.0",
        }),
    )]);
    written([(
        BuildIdVersionSet::from(&guessed()),
        json!({ "buildIds": ["1.0", "2.0"], "default": "2.0", "orderIsGuess": true }),
    )]);
}

#[test]
fn snapshots() {
    let member = |build_id: &str, moment| SetMember {
        build_id: build_id.into(),
        became_set_default: Moment::new(moment).expect("within bounds"),
        imported_in_set: None,
    };
    let promoted = VersionSet {
        members: vec![member("1.1", 3), member("1.0", 4)],
        became_queue_default: Moment::new(3).expect("within bounds"),
        oldest_build_id: Some("1.0".into()),
    };
    let snapshot = NamespaceSnapshot {
        task_queues: vec![TaskQueueSnapshot {
            task_queue: "orders".into(),
            version_sets: vec![guessed(), promoted],
        }],
        ..Namespace::default().snapshot()
    };
    let task_queues = json!([{
        "taskQueue": "orders",
        "versionSets": [
            {
                "buildIds": [
                    { "buildId": "1.0", "becameSetDefault": 1, "importedInSet": 0 },
                    { "buildId": "2.0", "becameSetDefault": 2, "importedInSet": 1 },
                ],
                "becameQueueDefault": 2,
            },
            {
                "buildIds": [
                    { "buildId": "1.1", "becameSetDefault": 3 },
                    { "buildId": "1.0", "becameSetDefault": 4 },
                ],
                "becameQueueDefault": 3,
                "oldestBuildId": "1.0",
            },
        ],
    }]);
    let limits = json!({ "versionSets": 10, "buildIds": 100, "taskQueuesPerBuildId": 20, "buildIdBytes": 255 });
    written_and_read([(
        snapshot.clone(),
        json!({ "version": 1, "limits": limits, "taskQueues": task_queues }),
    )]);
    read([(snapshot, json!({ "version": 1, "taskQueues": task_queues }))]);
}

#[test]
fn what_is_asked_about_reachability() {
    written_and_read([(RunStatus::Open, json!("OPEN")), (RunStatus::Closed, json!("CLOSED"))]);
    written_and_read([
        (RunKind::NoRuns, json!("NEW_WORKFLOWS")),
        (RunKind::Existing, json!("EXISTING_WORKFLOWS")),
        (RunKind::Open, json!("OPEN_WORKFLOWS")),
        (RunKind::Closed, json!("CLOSED_WORKFLOWS")),
    ]);
    let run = WorkflowRun {
        task_queue: "orders".into(),
        status: RunStatus::Closed,
        used: vec![WorkerVersion::Unversioned, WorkerVersion::BuildId("1.0".into())],
    };
    let run_form = json!({ "taskQueue": "orders", "status": "CLOSED", "buildIds": ["", "1.0"] });
    read([(run.clone(), run_form.clone())]);
    read([
        (ReachabilityRequest::default(), json!({})),
        (
            ReachabilityRequest {
                versions: vec![WorkerVersion::BuildId("1.0".into()), WorkerVersion::Unversioned],
                task_queues: vec!["orders".into(), "/_sys/".into()],
                kind: RunKind::Open,
                runs: vec![run],
            },
            json!({
                "buildIds": ["1.0", ""],
                "taskQueues": ["orders", "/_sys/"],
                "reachability": "OPEN_WORKFLOWS",
                "workflows": [run_form],
            }),
        ),
    ]);
}

#[test]
fn what_reaches_a_worker() {
    let reached = |by_new_workflows, by_runs| Some(Reachability { by_new_workflows, by_runs });
    let open = |reached| ReachedBy::list(reached, RunKind::Open);
    written([
        (open(reached(false, false)), json!([])),
        (open(reached(true, true)), json!(["NEW_WORKFLOWS", "OPEN_WORKFLOWS"])),
        (open(reached(false, true)), json!(["OPEN_WORKFLOWS"])),
        (open(None), json!(["NOT_FETCHED"])),
    ]);
}
