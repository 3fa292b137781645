//! Reachability: which workers are still needed, row by row.

#[path = "../common/mod.rs"]
mod common;

use common::{QUEUE, listed, namespace};
use worker_versioning::names::{BuildId, BuildIdTooLong, TaskQueueName, TaskQueueNameError};
use worker_versioning::namespace::Namespace;
use worker_versioning::routing::{ReachabilityError, ReachabilityRequest, task_reachability};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::{
    Reachability, RunKind, RunStatus, WorkflowRun, reachability,
};

/// The version of a build ID; empty text is the unversioned worker.
fn version(build_id: &str) -> WorkerVersion {
    BuildId::from(build_id).into()
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
    let queue = QUEUE.into();
    let Reachability { by_new_workflows, by_runs } =
        reachability(namespace.version_sets(&queue), runs, &queue, &version(build_id), kind);
    let kind = match kind {
        RunKind::Existing => "E",
        RunKind::Open => "O",
        RunKind::Closed => "C",
        RunKind::NoRuns => "?",
    };
    [if by_new_workflows { "N" } else { "" }, if by_runs { kind } else { "" }].concat()
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

/// A question about versions on queues.
fn question(versions: &[&str], task_queues: &[&str]) -> ReachabilityRequest {
    ReachabilityRequest {
        versions: versions.iter().copied().map(version).collect(),
        task_queues: task_queues.iter().copied().map(TaskQueueName::from).collect(),
        kind: EXISTING,
        runs: Vec::new(),
    }
}

#[test]
fn requests_that_the_server_refuses() {
    let long = "x".repeat(256);
    let long = long.as_str();
    let too_long = ReachabilityError::BuildIdTooLong(BuildIdTooLong);
    let reserved = ReachabilityError::TaskQueueName(TaskQueueNameError::Reserved);
    // Where several are wrong, the first of these rows speaks.
    let rows: [(&[&str], &[&str], ReachabilityError); _] = [
        (&[], &[""], ReachabilityError::NoVersion),
        (&["a", "b", "c", "d", long, ""], &[""], ReachabilityError::TooManyVersions),
        (&["a", "a", "a", "a", "a", "a"], &[QUEUE], ReachabilityError::TooManyVersions),
        (&["", long], &[], too_long),
        (&[long], &["/_sys/q"], too_long),
        (&["a", ""], &[], ReachabilityError::UnversionedWithoutTaskQueue),
        (&["", "a"], &[QUEUE, "/_sys/q", ""], reserved),
    ];
    for (versions, task_queues, expected) in rows {
        let (namespace, request) = (Namespace::default(), question(versions, task_queues));
        let answer = task_reachability(&namespace, &request);
        assert_eq!(answer, Err(expected), "{request:?}");
    }
}

#[test]
fn refusals_are_the_servers_verbatim() {
    let rows = [
        (
            ReachabilityError::NoVersion,
            "Must query at least one build ID (or empty string for unversioned worker)",
        ),
        (ReachabilityError::TooManyVersions, "Too many build ids queried at once, limit: 5"),
        (
            ReachabilityError::UnversionedWithoutTaskQueue,
            "Cannot get reachability of an unversioned worker without specifying at least one task queue (empty build ID is interpereted as unversioned)",
        ),
        (
            ReachabilityError::BuildIdTooLong(BuildIdTooLong),
            "Build ID exceeds configured limit.workerBuildIdSize, use a shorter build ID.",
        ),
    ];
    for (error, text) in rows {
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn without_queues_all_that_know_the_build_id_are_taken() {
    let mut namespace = namespace("[a]");
    namespace.import("other".into(), listed("[a] [b]")).expect("a good name");
    namespace.import("third".into(), listed("[b]")).expect("a good name");
    let request = question(&["a", "x"], &[]);
    let answer = task_reachability(&namespace, &request).expect("a good request");
    let queues: Vec<_> = answer[0].task_queues.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(queues, [QUEUE, "other"]);
    assert_eq!(answer[1].task_queues, []);
}

#[test]
fn past_twenty_queues_the_rest_are_not_looked_at() {
    let names: Vec<_> = (0..25).map(|number| number.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut namespace = Namespace::default();
    for name in &names {
        namespace.import((*name).into(), listed("[a]")).expect("a good name");
    }
    for named in [&names[..], &[]] {
        let request = question(&["a"], named);
        let answer = task_reachability(&namespace, &request).expect("a good request");
        let queues = &answer[0].task_queues;
        let looked_at = queues.iter().take_while(|(_, answer)| answer.is_some()).count();
        assert_eq!((queues.len(), looked_at), (25, 20));
    }
}
