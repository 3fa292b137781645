//! Reachability: which workers are still needed, row by row.

#[path = "../common/mod.rs"]
mod common;

use common::{QUEUE, listed, namespace};
use worker_versioning::model::{Namespace, TaskQueueName};
use worker_versioning::reachability::{
    ReachabilityError, Reachable, RunKind, RunStatus, WorkerVersion, WorkflowRun, reachability,
    task_reachability,
};

fn version(build_id: &str) -> WorkerVersion {
    if build_id.is_empty() {
        WorkerVersion::Unversioned
    } else {
        WorkerVersion::BuildId(build_id.into())
    }
}

/// A run of [`QUEUE`], with the workers that worked on it.
fn run(status: RunStatus, used: &[&str]) -> WorkflowRun {
    WorkflowRun {
        task_queue: QUEUE.into(),
        status,
        used: used.iter().copied().map(version).collect(),
    }
}

/// What reaches a version, as letters: `N`ew workflows, and the kind asked for as `E`, `O` or `C`.
fn reached(namespace: &Namespace, runs: &[WorkflowRun], build_id: &str, kind: RunKind) -> String {
    let reachable = reachability(namespace, runs, &QUEUE.into(), &version(build_id), kind);
    let letters = reachable.into_iter().map(|reachable| match reachable {
        Reachable::NewWorkflows => 'N',
        Reachable::Runs(RunKind::Existing) => 'E',
        Reachable::Runs(RunKind::Open) => 'O',
        Reachable::Runs(RunKind::Closed) => 'C',
        Reachable::Runs(RunKind::NoRuns) => '?',
    });
    letters.collect()
}

fn check(sets: &str, runs: &[WorkflowRun], rows: &[(&str, RunKind, &str)]) {
    for (build_id, kind, expected) in rows {
        let answer = reached(&namespace(sets), runs, build_id, *kind);
        assert_eq!(answer, *expected, "{build_id:?}, {kind:?}, {sets}, {runs:?}");
    }
}

const EXISTING: RunKind = RunKind::Existing;

#[test]
fn the_queue_default_is_reached_by_new_workflows() {
    check(
        "[a b] [c]",
        &[],
        &[("c", EXISTING, "N"), ("b", EXISTING, ""), ("c", RunKind::NoRuns, "N")],
    );
}

#[test]
fn unknown_and_superseded_build_ids_are_not_reached() {
    let runs = [run(RunStatus::Open, &["a"]), run(RunStatus::Open, &["x"])];
    check("[a b] [c]", &runs, &[("a", EXISTING, ""), ("x", EXISTING, "")]);
}

#[test]
fn a_set_default_is_reached_by_the_runs_of_any_member() {
    let runs = [run(RunStatus::Open, &["a"])];
    check(
        "[a b] [c]",
        &runs,
        &[
            ("b", EXISTING, "E"),
            ("b", RunKind::Open, "O"),
            ("b", RunKind::Closed, ""),
            ("b", RunKind::NoRuns, ""),
            ("c", EXISTING, "N"),
        ],
    );
    check("[c] [a b]", &runs, &[("b", EXISTING, "NE"), ("c", EXISTING, "")]);
}

#[test]
fn a_closed_run_counts_where_closed_runs_are_asked_for() {
    let runs = [run(RunStatus::Closed, &["a"])];
    check(
        "[a] [c]",
        &runs,
        &[("a", EXISTING, "E"), ("a", RunKind::Open, ""), ("a", RunKind::Closed, "C")],
    );
}

#[test]
fn a_run_that_moved_between_sets_is_for_both() {
    let runs = [run(RunStatus::Open, &["a", "c"])];
    check("[a] [c]", &runs, &[("a", EXISTING, "E"), ("c", EXISTING, "NE")]);
}

#[test]
fn an_untouched_run_is_for_the_default() {
    let runs = [run(RunStatus::Open, &[])];
    check(
        "[a] [c]",
        &runs,
        &[
            ("c", EXISTING, "NE"),
            ("c", RunKind::Open, "NO"),
            ("c", RunKind::Closed, "N"),
            ("a", EXISTING, ""),
        ],
    );
    check("[a]", &runs, &[("", EXISTING, "")]);
    check("", &runs, &[("", EXISTING, "NE"), ("", RunKind::Closed, "N")]);
}

#[test]
fn unversioned_workers_are_reached_by_their_runs_and_by_new_ones_of_an_unversioned_queue() {
    let runs = [run(RunStatus::Open, &[""])];
    check("", &runs, &[("", EXISTING, "NE")]);
    check("[a]", &runs, &[("", EXISTING, "E"), ("", RunKind::Closed, ""), ("a", EXISTING, "N")]);
}

#[test]
fn runs_of_other_queues_do_not_count() {
    let runs = [WorkflowRun { task_queue: "elsewhere".into(), ..run(RunStatus::Open, &["a"]) }];
    check("[a] [c]", &runs, &[("a", EXISTING, "")]);
}

#[test]
fn requests_that_the_server_refuses() {
    let ask = |versions: &[&str], task_queues: &[TaskQueueName]| {
        let versions: Vec<_> = versions.iter().copied().map(version).collect();
        task_reachability(&Namespace::default(), &[], &versions, task_queues, EXISTING)
            .expect_err("refused")
    };
    assert_eq!(
        ask(&[], &[]).to_string(),
        "Must query at least one build ID (or empty string for unversioned worker)"
    );
    // The number is looked at first.
    assert_eq!(
        ask(&["a", "b", "c", "d", "e", ""], &[]).to_string(),
        "Too many build ids queried at once, limit: 5"
    );
    assert_eq!(ask(&["a", ""], &[]), ReachabilityError::UnversionedWithoutTaskQueue);
    assert_eq!(
        ReachabilityError::UnversionedWithoutTaskQueue.to_string(),
        "Cannot get reachability of an unversioned worker without specifying at least one task queue (empty build ID is interpereted as unversioned)"
    );
}

#[test]
fn without_queues_all_that_know_the_build_id_are_taken() {
    let mut namespace = namespace("[a]");
    namespace.import("other".into(), listed("[a] [b]")).expect("a good name");
    namespace.import("third".into(), listed("[b]")).expect("a good name");
    let answer = task_reachability(&namespace, &[], &[version("a"), version("x")], &[], EXISTING);
    let answer = answer.expect("a good request");
    let queues: Vec<_> = answer[0].task_queues.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(queues, [QUEUE, "other"]);
    assert_eq!(answer[1].task_queues, []);
}

#[test]
fn past_twenty_queues_the_rest_are_not_looked_at() {
    let task_queues: Vec<_> =
        (0..25).map(|number| TaskQueueName::from(number.to_string())).collect();
    let mut namespace = Namespace::default();
    for task_queue in &task_queues {
        namespace.import(task_queue.clone(), listed("[a]")).expect("a good name");
    }
    for named in [&task_queues[..], &[]] {
        let answer = task_reachability(&namespace, &[], &[version("a")], named, EXISTING);
        let queues = &answer.expect("a good request")[0].task_queues;
        let looked_at = queues.iter().take_while(|(_, answer)| answer.is_some()).count();
        assert_eq!((queues.len(), looked_at), (25, 20));
    }
}
