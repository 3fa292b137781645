//! Hazards.

use serde_json::{Value, json};

use crate::written;
use worker_versioning::hazards::{Hazard, HazardKind, Severity};
use worker_versioning::refusal::Limit;
use worker_versioning::rollout::RolloutSubject;
use worker_versioning::version::WorkerVersion;

fn form(severity: &str, fields: Value) -> Value {
    let mut form = json!({
        "step": 1,
        "taskQueue": "orders",
        "severity": severity,
        "subjects": [{ "workflow": "w" }],
        "workers": [0],
    });
    let Value::Object(fields) = fields else { panic!("fields") };
    form.as_object_mut().expect("an object").extend(fields);
    form
}

fn check(rows: impl IntoIterator<Item = (HazardKind, Value)>) {
    written(rows.into_iter().map(|(kind, form)| {
        let hazard = Hazard {
            step: 1,
            task_queue: "orders".into(),
            severity: kind.severity(),
            subjects: vec![RolloutSubject::Workflow { workflow: "w".into(), command: None }],
            workers: vec![0],
            kind,
        };
        (hazard, form)
    }));
}

#[test]
fn hazards_of_workers() {
    check([
        (
            HazardKind::WithoutWorker { version: WorkerVersion::Unversioned },
            form("stops", json!({ "code": "WITHOUT_WORKER", "buildId": "" })),
        ),
        (
            HazardKind::NotOptedIn { build_id: "1".into() },
            form("stops", json!({ "code": "NOT_OPTED_IN", "buildId": "1" })),
        ),
        (
            HazardKind::BackToOlder { from: "2".into(), to: "1".into() },
            form("warns", json!({ "code": "BACK_TO_OLDER", "from": "2", "to": "1" })),
        ),
        (
            HazardKind::SupersededWorker {
                build_id: "1".into(),
                newer_build_id: "2".into(),
                default_again: None,
            },
            form(
                "warns",
                json!({ "code": "SUPERSEDED_WORKER", "buildId": "1", "newerBuildId": "2" }),
            ),
        ),
        (
            HazardKind::SupersededWorker {
                build_id: "1".into(),
                newer_build_id: "2".into(),
                default_again: Some(3),
            },
            form(
                "warns",
                json!({
                    "code": "SUPERSEDED_WORKER",
                    "buildId": "1",
                    "newerBuildId": "2",
                    "defaultAgain": 3,
                }),
            ),
        ),
    ]);
}

#[test]
fn other_hazards() {
    check([
        (
            HazardKind::PassingQueueDefault {
                build_id: "1".into(),
                until: 2,
                lands_at_the_end: "3".into(),
            },
            form(
                "warns",
                json!({
                    "code": "PASSING_QUEUE_DEFAULT",
                    "buildId": "1",
                    "until": 2,
                    "landsAtTheEnd": "3",
                }),
            ),
        ),
        (
            HazardKind::MergeMovesQueueDefault { from: "1".into(), to: "2".into() },
            form("warns", json!({ "code": "MERGE_MOVES_QUEUE_DEFAULT", "from": "1", "to": "2" })),
        ),
        (
            HazardKind::MergeDeclaresCompatible { kept: "1".into(), given_up: "2".into() },
            form(
                "warns",
                json!({ "code": "MERGE_DECLARES_COMPATIBLE", "kept": "1", "givenUp": "2" }),
            ),
        ),
        (
            HazardKind::LeftBehind { version: WorkerVersion::BuildId("1".into()) },
            form("warns", json!({ "code": "LEFT_BEHIND", "buildId": "1" })),
        ),
        (
            HazardKind::JumpsToQueueDefault { build_id: "1".into() },
            form("warns", json!({ "code": "JUMPS_TO_QUEUE_DEFAULT", "buildId": "1" })),
        ),
        (HazardKind::RejectedCommand, form("stops", json!({ "code": "REJECTED_COMMAND" }))),
        (
            HazardKind::JavaUnsetTaskQueue { inherited: WorkerVersion::BuildId("1".into()) },
            form("warns", json!({ "code": "JAVA_UNSET_TASK_QUEUE", "inherited": "1" })),
        ),
        (
            HazardKind::DroppedPromotion { queue_default: "1".into() },
            form("warns", json!({ "code": "DROPPED_PROMOTION", "queueDefault": "1" })),
        ),
        (
            HazardKind::NotRepeatable { refusal: "NOT_FOUND: m".to_owned() },
            form("warns", json!({ "code": "NOT_REPEATABLE", "refusal": "NOT_FOUND: m" })),
        ),
        (
            HazardKind::LimitNear { limit: Limit::VersionSets, allowed: 10, reached: 9 },
            form(
                "warns",
                json!({ "code": "LIMIT_NEAR", "limit": "versionSets", "allowed": 10, "reached": 9 }),
            ),
        ),
        (
            HazardKind::GuessedOrder { set_default: "1".into() },
            form("warns", json!({ "code": "GUESSED_ORDER", "setDefault": "1" })),
        ),
    ]);
}

#[test]
fn severities() {
    written([(Severity::Stops, json!("stops")), (Severity::Warns, json!("warns"))]);
}
