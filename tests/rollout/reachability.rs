//! What reaches workers, and whether that is known.

use crate::documents::rollout;
use worker_versioning::explain::ExplainedReachability;
use worker_versioning::names::BuildId;
use worker_versioning::rollout::Known;
use worker_versioning::routing::{ReachabilityError, ReachabilityRequest};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::{ReachedBy, RunKind};

/// What reaches a build ID at the end of a document, as `NEW_WORKFLOWS yes, perhaps more`.
fn reached(fields: &str, build_id: &str, kind: RunKind) -> Vec<String> {
    let rollout = rollout(fields);
    let options = ReachabilityRequest {
        versions: vec![WorkerVersion::from(BuildId::from(build_id))],
        kind,
        ..ReachabilityRequest::default()
    };
    let answers = rollout.reachability(options, rollout.timeline().len()).expect("a question");
    let answers = answers.into_iter().map(|answer| {
        let by = answer.reachability.iter().map(|by| match by {
            ReachedBy::Kind(kind) => format!("{kind:?} "),
            ReachedBy::Skipped(_) => "skipped ".to_owned(),
        });
        let reached = match answer.reached {
            Known::Yes => "yes",
            Known::No => "no",
            Known::NotKnown => "not known",
        };
        let more = if answer.complete { "" } else { ", perhaps more" };
        format!("{}: {}{reached}{more}", answer.task_queue, by.collect::<String>())
    });
    answers.collect()
}

const SETS: &str = r#""versionSets": [{"buildIds": ["1.0", "1.1"]}, {"buildIds": ["2.0"]}]"#;

#[test]
fn that_nothing_reaches_workers_is_known_only_of_a_complete_list() {
    let some = format!(r#""taskQueues": [{{"taskQueue": "orders", {SETS}}}]"#);
    let all = format!(
        r#""taskQueues": [{{"taskQueue": "orders", "completeFor": {{"workflows": true}}, {SETS}}}]"#
    );
    let runs = r#", "workflows": [{"workflowId": "w", "taskQueue": "orders", "buildId": "1.0"}]"#;
    for (fields, build_id, kind, expected) in [
        (some.clone(), "1.1", RunKind::Existing, "orders: not known, perhaps more"),
        (all.clone(), "1.1", RunKind::Existing, "orders: no"),
        (some.clone(), "2.0", RunKind::Existing, "orders: NoRuns yes, perhaps more"),
        (all.clone(), "2.0", RunKind::Existing, "orders: NoRuns yes"),
        (some.clone() + runs, "1.1", RunKind::Open, "orders: Open yes, perhaps more"),
        (some.clone() + runs, "1.1", RunKind::Closed, "orders: not known, perhaps more"),
        (all.clone() + runs, "1.1", RunKind::Closed, "orders: no"),
        // Where new workflows start, the version sets say; a superseded build ID receives nothing.
        (some.clone(), "1.1", RunKind::NoRuns, "orders: no"),
        (some, "1.0", RunKind::Existing, "orders: no"),
    ] {
        assert_eq!(reached(&fields, build_id, kind), [expected], "{fields} {build_id} {kind:?}");
    }
}

#[test]
fn a_step_that_moves_the_default_leaves_workflows_that_started_meanwhile() {
    let fields = format!(
        r#""taskQueues": [{{"taskQueue": "orders", "completeFor": {{"workflows": true}}, {SETS}}}],
        "steps": [{{"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1.0"}}]"#
    );
    assert_eq!(reached(&fields, "2.0", RunKind::Existing), ["orders: not known, perhaps more"]);
}

#[test]
fn the_sets_of_a_queue_that_is_not_listed_are_not_known() {
    let fields = r#""workers": [{"taskQueue": "orders", "buildId": "1.0"}]"#;
    let rollout = rollout(fields);
    let options = ReachabilityRequest {
        versions: vec![WorkerVersion::Unversioned],
        task_queues: vec!["orders".into()],
        kind: RunKind::NoRuns,
        runs: Vec::new(),
    };
    let answers = rollout.reachability(options, 0).expect("a question");
    let answer = ExplainedReachability::from(answers.into_iter().next().expect("an answer"));
    assert!(!answer.answer.complete);
    assert!(
        answer.explanation[0].starts_with("The document does not list the version sets of orders")
    );
}

#[test]
fn what_a_server_refuses_is_refused() {
    let rollout = rollout(r#""taskQueues": [{"taskQueue": "orders"}]"#);
    let versions = vec![WorkerVersion::Unversioned];
    let options = ReachabilityRequest { versions, ..ReachabilityRequest::default() };
    assert_eq!(
        rollout.reachability(options, 0),
        Err(ReachabilityError::UnversionedWithoutTaskQueue)
    );
}
