//! Everything that there is to say against a rollout, in one answer.

use crate::documents::rollout;
use worker_versioning::explain;
use worker_versioning::hazards::{Verdict, Worst};
use worker_versioning::operation::Operation;
use worker_versioning::version_sets::BuildIdOperation;

/// A verdict as `Worst: sentence`.
fn shown(verdict: &Verdict) -> String {
    format!("{:?}: {}", verdict.worst, explain::verdict(verdict))
}

const SETS: &str =
    r#""taskQueues": [{ "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0"] }] }]"#;
const WORKER: &str =
    r#""workers": [{ "taskQueue": "orders", "buildId": "1.0", "useVersioning": true }]"#;
const STEP: &str = r#""steps": [{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" }]"#;

/// The verdict on the start and on each step, then that on the whole.
fn verdicts(fields: &[&str]) -> Vec<String> {
    let rollout = rollout(&fields.join(","));
    rollout.verdicts().iter().chain([&rollout.verdict()]).map(shown).collect()
}

#[test]
fn nothing_is_said_against_what_has_its_workers() {
    let complete = r#""taskQueues": [{
        "taskQueue": "orders",
        "versionSets": [{ "buildIds": ["1.0"] }],
        "completeFor": { "workflows": true }
    }]"#;
    assert_eq!(verdicts(&[complete, WORKER]), ["Nothing: No hazards."; 2]);
}

#[test]
fn without_a_list_of_all_workflows_hazards_of_others_are_not_known() {
    assert_eq!(verdicts(&[SETS, WORKER]), ["NotKnown: No hazards for what is listed."; 2]);
}

#[test]
fn what_waits_is_never_without_hazards() {
    let waits = r#""workflows": [{ "workflowId": "w", "taskQueue": "orders", "buildId": "gone" }]"#;
    let unchanged = r#""steps": [{ "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1.0" }]"#;
    assert_eq!(
        verdicts(&[SETS, WORKER, waits, unchanged]),
        [
            "Stops: 1 hazard, which stops work; 1 landing without a worker.",
            // It has waited before, so that no hazard begins here.
            "Stops: 1 landing without a worker.",
            "Stops: 1 hazard, which stops work; 1 landing without a worker.",
        ]
    );
}

#[test]
fn a_query_that_waits_stops_nothing() {
    let closed = r#""workflows": [{ "workflowId": "w", "taskQueue": "orders", "buildId": "gone", "status": "CLOSED" }]"#;
    assert_eq!(verdicts(&[SETS, WORKER, closed]), ["Warns: 1 landing without a worker."; 2]);
}

#[test]
fn without_a_list_of_workers_it_is_not_known_whether_something_waits() {
    assert_eq!(verdicts(&[SETS]), ["NotKnown: 1 landing for which no worker is listed."; 2]);
    let other = r#""taskQueues": [{ "taskQueue": "mail" }]"#;
    assert_eq!(
        verdicts(&[other, WORKER, r#""steps": []"#]),
        ["Stops: 1 hazard, which stops work; 1 landing without a worker; 1 landing for which no worker is listed.";
            2]
    );
}

#[test]
fn without_workers_on_a_complete_list_it_is_known_that_something_waits() {
    let none = r#""taskQueues": [{
        "taskQueue": "orders",
        "versionSets": [{ "buildIds": ["1.0"] }],
        "completeFor": { "workers": true }
    }]"#;
    assert_eq!(
        verdicts(&[none]),
        ["Stops: 1 hazard, which stops work; 1 landing without a worker."; 2]
    );
}

#[test]
fn a_step_is_held_against_its_own_queue() {
    let two = r#""taskQueues": [{ "taskQueue": "mail" }, { "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0"] }] }]"#;
    assert_eq!(
        verdicts(&[two, WORKER, STEP]),
        [
            "NotKnown: 1 landing for which no worker is listed.",
            "Stops: 1 hazard, which stops work; 1 landing without a worker.",
            "Stops: 1 hazard, which stops work; 1 landing without a worker; 1 landing for which no worker is listed.",
        ]
    );
}

#[test]
fn an_operation_that_is_not_in_the_document() {
    let written = rollout(&[SETS, WORKER, STEP].join(","));
    let bare = rollout(&[SETS, WORKER].join(","));
    let operation = Operation {
        task_queue: "orders".into(),
        operation: BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "2.0".into() },
    };
    assert_eq!(bare.verdict_with(0, &operation), written.verdicts()[1]);
}

#[test]
fn the_worst_comes_first() {
    let back = r#""steps": [
        { "taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "1.1", "existingCompatibleBuildId": "1.0" },
        { "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" }
    ]"#;
    let rollout = rollout(&[SETS, WORKER, back].join(","));
    let verdict = rollout.verdict();
    assert_eq!(verdict.worst, Worst::Stops);
    assert!(verdict.hazards.is_sorted_by_key(|hazard| (hazard.severity, hazard.step)));
    let mut hazards = rollout.hazards();
    assert!(!hazards.is_sorted_by_key(|hazard| (hazard.severity, hazard.step)));
    hazards.sort_by_key(|hazard| hazard.severity);
    assert_eq!(verdict.hazards, hazards);
}
