//! What the polls of a worker bring.

use std::num::NonZeroU32;

use crate::common::{QUEUE, add_new_default, namespace, namespace_with, update};
use worker_versioning::model::{BuildIdTooLong, Limits, Namespace, StatusCode, TaskQueueNameError};
use worker_versioning::routing::{PollError, PollOutcome, Worker, poll};

fn versioned(build_id: &str) -> Worker {
    Worker::Versioned(build_id.into())
}

fn outcome(namespace: &Namespace, worker: &Worker) -> PollOutcome {
    poll(namespace, &QUEUE.into(), worker).expect("a poll that the server takes")
}

#[test]
fn unversioned_workers_get_unversioned_tasks_alone() {
    for build_id in [None, Some("1.0".into())] {
        let worker = Worker::Unversioned { build_id };
        assert_eq!(
            outcome(&Namespace::default(), &worker),
            PollOutcome::UnversionedTasks { includes_default_tasks: true }
        );
        assert_eq!(
            outcome(&namespace("[1.0]"), &worker),
            PollOutcome::UnversionedTasks { includes_default_tasks: false }
        );
    }
}

#[test]
fn a_set_default_gets_the_tasks_of_its_set() {
    let namespace = namespace("[1.0 1.1] [2.0]");
    assert_eq!(
        outcome(&namespace, &versioned("1.1")),
        PollOutcome::SetTasks {
            build_ids: vec!["1.0".into(), "1.1".into()],
            includes_default_tasks: false
        }
    );
    assert_eq!(
        outcome(&namespace, &versioned("2.0")),
        PollOutcome::SetTasks { build_ids: vec!["2.0".into()], includes_default_tasks: true }
    );
}

#[test]
fn a_superseded_worker_is_refused() {
    let PollOutcome::Superseded(refusal) = outcome(&namespace("[v1.0 v1.1]"), &versioned("v1.0"))
    else {
        panic!("the queue has a newer compatible build");
    };
    assert_eq!(refusal.status_code(), StatusCode::OutOfRange);
    assert_eq!(refusal.to_string(), "Task queue has a newer compatible build: \"v1.1\"");
}

#[test]
fn a_worker_that_the_queue_does_not_know_sits_idle_until_the_queue_is_told() {
    let mut namespace = Namespace::default();
    assert_eq!(outcome(&namespace, &versioned("deadbeef")), PollOutcome::UnknownBuildId);
    update(&mut namespace, &add_new_default("deadbeef")).expect("valid");
    assert!(matches!(
        outcome(&namespace, &versioned("deadbeef")),
        PollOutcome::SetTasks { includes_default_tasks: true, .. }
    ));
}

#[test]
fn the_newer_build_is_quoted_as_go_quotes() {
    for (build_id, quoted) in [
        ("plain 1.0", r#""plain 1.0""#),
        ("it's", r#""it's""#),
        ("say \"hi\"", r#""say \"hi\"""#),
        ("back\\slash", r#""back\\slash""#),
        ("\u{7}\u{8}\u{c}\n\r\t\u{b}", r#""\a\b\f\n\r\t\v""#),
        ("\0\u{1b}\u{7f}", r#""\x00\x1b\x7f""#),
        ("\u{80}\u{a0}\u{ad}\u{200d}\u{2028}\u{feff}", r#""\u0080\u00a0\u00ad\u200d\u2028\ufeff""#),
        ("\u{e000}\u{10ffff}", r#""\ue000\U0010ffff""#),
        ("été 版本 \u{1f600}", "\"été 版本 \u{1f600}\""),
        // A mark is printable, also at the start.
        ("\u{301}e", "\"\u{301}e\""),
        ("\u{fffd}", "\"\u{fffd}\""),
    ] {
        let mut namespace = Namespace::default();
        update(&mut namespace, &add_new_default("old")).expect("valid");
        update(&mut namespace, &crate::common::add_compatible(build_id, "old")).expect("valid");
        let PollOutcome::Superseded(refusal) = outcome(&namespace, &versioned("old")) else {
            panic!("the queue has a newer compatible build");
        };
        assert_eq!(
            refusal.to_string(),
            format!("Task queue has a newer compatible build: {quoted}")
        );
    }
}

#[test]
fn polls_that_the_server_does_not_take() {
    let long = "a".repeat(256);
    for (task_queue, worker, expected) in [
        (QUEUE, versioned(""), PollError::BuildIdMissing),
        (QUEUE, versioned(&long), PollError::BuildIdTooLong(BuildIdTooLong)),
        (
            QUEUE,
            Worker::Unversioned { build_id: Some(long.as_str().into()) },
            PollError::BuildIdTooLong(BuildIdTooLong),
        ),
        ("", versioned("a"), PollError::TaskQueueName(TaskQueueNameError::Missing)),
        ("/_sys/a", versioned("a"), PollError::TaskQueueName(TaskQueueNameError::Reserved)),
        // The build ID is looked at first.
        ("", versioned(""), PollError::BuildIdMissing),
    ] {
        assert_eq!(poll(&Namespace::default(), &task_queue.into(), &worker), Err(expected));
    }
    assert_eq!(
        PollError::BuildIdMissing.to_string(),
        "WorkerVersionStamp must be present if UseVersioning is true."
    );
    assert_eq!(
        PollError::BuildIdTooLong(BuildIdTooLong).to_string(),
        "Build ID exceeds configured limit.workerBuildIdSize, use a shorter build ID."
    );
}

#[test]
fn the_size_of_a_polls_build_id_is_that_of_the_cluster() {
    let limits = Limits { build_id_bytes: NonZeroU32::new(3), ..Limits::default() };
    let namespace = namespace_with(limits, "");
    assert_eq!(
        poll(&namespace, &QUEUE.into(), &versioned("abcd")),
        Err(PollError::BuildIdTooLong(BuildIdTooLong))
    );
    assert_eq!(poll(&namespace, &QUEUE.into(), &versioned("abc")), Ok(PollOutcome::UnknownBuildId));
}
