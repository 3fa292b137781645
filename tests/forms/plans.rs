//! Goals, plans, ways back, and when workers have to be up.

use serde_json::json;

use crate::{read, written, written_and_read};
use worker_versioning::planning::{
    DefaultOf, Goal, Group, ImportedOrder, PassingDefault, Plan, PlanOptions, Remainder, Rollback,
    TieBreak, UnknownBuildIds, WantedSets, WorkerNeed,
};
use worker_versioning::rollout::{MayStop, RolloutSubject};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::BuildIdOperation;

#[test]
fn goals() {
    let some = |groups, queue_default: Option<&str>| Goal {
        unknown_build_ids: UnknownBuildIds::Add,
        sets: WantedSets::Some { groups, queue_default: queue_default.map(Into::into) },
    };
    let group = |set_default: Option<&str>| Group {
        build_ids: vec!["1.0".into(), "1.1".into()],
        set_default: set_default.map(Into::into),
    };
    let all = Goal {
        unknown_build_ids: UnknownBuildIds::Refuse,
        sets: WantedSets::all(vec![vec!["1.0".into()]]),
    };
    written_and_read([
        (some(Vec::new(), None), json!({ "unknownBuildIds": "add" })),
        (
            some(vec![group(None), group(Some("1.1"))], Some("1.1")),
            json!({
                "unknownBuildIds": "add",
                "sets": [
                    { "buildIds": ["1.0", "1.1"] },
                    { "buildIds": ["1.0", "1.1"], "default": "1.1" },
                ],
                "queueDefault": "1.1",
            }),
        ),
        (all.clone(), json!({ "unknownBuildIds": "refuse", "allSets": [{ "buildIds": ["1.0"] }] })),
    ]);
    read([(some(Vec::new(), Some("1.0")), json!({ "queueDefault": "1.0" }))]);
    let goal = json!({ "unknownBuildIds": "refuse", "allSets": [{ "buildIds": ["1.0"] }] });
    read([
        (
            PlanOptions { task_queue: "orders".into(), goal: all.clone(), after: None },
            json!({ "taskQueue": "orders", "goal": goal }),
        ),
        (
            PlanOptions { task_queue: "orders".into(), goal: all, after: Some(2) },
            json!({ "taskQueue": "orders", "goal": goal, "after": 2 }),
        ),
    ]);
}

#[test]
fn plans() {
    let passing = |of| PassingDefault { step: 1, build_id: "2.0".into(), of };
    let plan = |tie_break, imported_order| Plan {
        operations: vec![BuildIdOperation::PromoteSetByBuildId { build_id: "1.0".into() }],
        passing_defaults: vec![passing(DefaultOf::Queue), passing(DefaultOf::Set)],
        tie_break,
        imported_order,
    };
    let form = |tie_break: &str, imported_order: &str| {
        json!({
            "operations": [{ "operation": "promoteSetByBuildId", "buildId": "1.0" }],
            "passingDefaults": [
                { "step": 1, "buildId": "2.0", "of": "queue" },
                { "step": 1, "buildId": "2.0", "of": "set" },
            ],
            "tieBreak": tie_break,
            "importedOrder": imported_order,
        })
    };
    written([
        (plan(TieBreak::Exact, ImportedOrder::Irrelevant), form("exact", "irrelevant")),
        (
            plan(TieBreak::Approximate, ImportedOrder::NotReliedOn),
            form("approximate", "notReliedOn"),
        ),
    ]);
}

#[test]
fn ways_back() {
    written_and_read([
        (Remainder::Added { build_id: "2.0".into() }, json!({ "code": "ADDED", "buildId": "2.0" })),
        (
            Remainder::Merged { set_defaults: ["1.0".into(), "2.0".into()] },
            json!({ "code": "MERGED", "setDefaults": ["1.0", "2.0"] }),
        ),
        (Remainder::Versioned, json!({ "code": "VERSIONED" })),
        (
            Remainder::StartedMeanwhile { build_id: "2.0".into(), lands: "2.1".into() },
            json!({ "code": "STARTED_MEANWHILE", "buildId": "2.0", "lands": "2.1" }),
        ),
    ]);
    let rollback = Rollback {
        operations: vec![BuildIdOperation::PromoteBuildIdWithinSet { build_id: "1.0".into() }],
        restored: vec![RolloutSubject::NewWorkflows { task_queue: "orders".into() }],
        not_restored: vec![RolloutSubject::Workflow { workflow: "w".into(), command: None }],
        remains: vec![Remainder::Versioned],
    };
    written([
        (
            rollback,
            json!({
                "operations": [{ "operation": "promoteBuildIdWithinSet", "buildId": "1.0" }],
                "restored": [{ "taskQueue": "orders" }],
                "notRestored": [{ "workflow": "w" }],
                "remains": [{ "code": "VERSIONED" }],
            }),
        ),
        (
            Rollback::default(),
            json!({ "operations": [], "restored": [], "notRestored": [], "remains": [] }),
        ),
    ]);
}

#[test]
fn worker_needs() {
    let need = |version, stop_after, at_the_end| WorkerNeed {
        task_queue: "orders".into(),
        version,
        start_before: 1,
        stop_after,
        at_the_end,
        workers: vec![0],
        not_opted_in: Vec::new(),
    };
    let names_only = WorkerNeed {
        workers: Vec::new(),
        not_opted_in: vec![1],
        ..need(WorkerVersion::BuildId("1.0".into()), Some(2), MayStop::Yes)
    };
    written([
        (
            names_only,
            json!({
                "taskQueue": "orders",
                "buildId": "1.0",
                "startBefore": 1,
                "stopAfter": 2,
                "atTheEnd": "yes",
                "workers": [],
                "notOptedIn": [1],
            }),
        ),
        (
            need(WorkerVersion::BuildId("1.0".into()), Some(2), MayStop::Yes),
            json!({
                "taskQueue": "orders",
                "buildId": "1.0",
                "startBefore": 1,
                "stopAfter": 2,
                "atTheEnd": "yes",
                "workers": [0],
            }),
        ),
        (
            need(WorkerVersion::Unversioned, None, MayStop::No),
            json!({
                "taskQueue": "orders",
                "buildId": "",
                "startBefore": 1,
                "atTheEnd": "no",
                "workers": [0],
            }),
        ),
    ]);
}
