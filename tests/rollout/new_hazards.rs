//! What can go wrong by the steps between two moments, or more in another document.

use crate::documents::rollout;
use worker_versioning::hazards::{Hazard, Severity};
use worker_versioning::rollout::Rollout;

/// A rollout of the queue `orders`, which has the set `[1.0]` and its worker, with these build IDs added in new default
/// sets.
fn adding(build_ids: &[&str]) -> Rollout {
    let step = |build_id: &&str| {
        format!(
            r#"{{"taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "{build_id}"}}"#
        )
    };
    let steps: Vec<String> = build_ids.iter().map(step).collect();
    rollout(&format!(
        r#""taskQueues": [{{"taskQueue": "orders", "versionSets": [{{"buildIds": ["1.0"]}}]}}],
        "workers": [{{"taskQueue": "orders", "buildId": "1.0", "useVersioning": true}}],
        "workflows": [{{"workflowId": "w", "taskQueue": "orders", "buildId": "1.0"}}],
        "steps": [{}]"#,
        steps.join(", ")
    ))
}

/// The hazards as `step code`.
fn shown(hazards: &[Hazard]) -> Vec<String> {
    let code = |hazard: &Hazard| {
        let form = serde_json::to_value(hazard).expect("written");
        format!("{} {}", hazard.step, form["code"].as_str().expect("a code"))
    };
    hazards.iter().map(code).collect()
}

#[test]
fn between_two_steps_they_are_those_that_begin_there() {
    let rollout = adding(&["2.0", "3.0"]);
    let all = rollout.hazards();
    for (from, to) in [(0, 0), (0, 1), (1, 2), (0, 2), (2, 1)] {
        let found = rollout.new_hazards(from, &rollout, to);
        let expected: Vec<_> =
            all.iter().filter(|hazard| hazard.step > from && hazard.step <= to).collect();
        assert_eq!(found.len(), expected.len(), "{from} to {to}");
        assert!(expected.iter().all(|hazard| found.contains(hazard)), "{from} to {to}");
    }
}

#[test]
fn the_worst_come_first() {
    let rollout = adding(&["2.0", "3.0"]);
    let found = rollout.new_hazards(0, &rollout, 2);
    assert_eq!(
        shown(&found),
        [
            "1 WITHOUT_WORKER",
            "2 WITHOUT_WORKER",
            "1 LEFT_BEHIND",
            "1 PASSING_QUEUE_DEFAULT",
            "1 NOT_REPEATABLE",
        ]
    );
    assert!(found.is_sorted_by_key(|hazard| hazard.severity));
    assert_eq!(found[0].severity, Severity::Stops);
}

#[test]
fn of_a_longer_document_they_are_what_it_has_more() {
    let (before, after) = (adding(&["2.0"]), adding(&["2.0", "3.0"]));
    // The added step makes the earlier one pass through a default.
    let found = before.new_hazards(1, &after, 2);
    assert!(shown(&found).contains(&"1 PASSING_QUEUE_DEFAULT".to_owned()), "{:?}", shown(&found));
    assert!(!shown(&found).contains(&"1 WITHOUT_WORKER".to_owned()), "{:?}", shown(&found));
    assert_eq!(after.new_hazards(2, &before, 1), []);
}
