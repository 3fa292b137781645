//! What the polls of a worker bring.

use std::num::NonZeroU32;

use crate::common::{QUEUE, add_new_default, namespace, namespace_with, update};
use worker_versioning::limits::Limits;
use worker_versioning::names::{BuildIdTooLong, TaskQueueNameError};
use worker_versioning::namespace::Namespace;
use worker_versioning::refusal::StatusCode;
use worker_versioning::routing::{PollError, PollOutcome, Polled, Worker, poll};

fn versioned(build_id: &str) -> Worker {
    Worker::versioned(build_id)
}

/// A worker with a build ID, but without the versioning flag.
fn without_flag(build_id: &str) -> Worker {
    Worker { build_id: Some(build_id.into()), use_versioning: false, ..Worker::default() }
}

fn outcome(namespace: &Namespace, worker: &Worker) -> PollOutcome {
    poll(namespace, &QUEUE.into(), worker).expect("a poll that the server takes")
}

#[test]
fn unversioned_workers_get_only_unversioned_tasks() {
    for (worker, named) in [
        (Worker::unversioned(), None),
        (without_flag("1.0"), Some("1.0".into())),
        // The empty text is not a build ID.
        (without_flag(""), None),
    ] {
        for (namespace, new_workflows) in
            [(Namespace::default(), true), (namespace("[1.0]"), false)]
        {
            let expected = PollOutcome::UnversionedWorker {
                outcome: Polled::Receives,
                task_queue: QUEUE.into(),
                build_id: named.clone(),
                new_workflows,
                new_workflows_on: None,
            };
            assert_eq!(outcome(&namespace, &worker), expected);
        }
    }
}

#[test]
fn a_set_default_gets_the_tasks_of_its_set() {
    let namespace = namespace("[1.0 1.1] [2.0]");
    for (build_id, build_ids, new_workflows) in
        [("1.1", &["1.0", "1.1"][..], false), ("2.0", &["2.0"], true)]
    {
        let expected = PollOutcome::SetDefault {
            outcome: Polled::Receives,
            task_queue: QUEUE.into(),
            build_id: build_id.into(),
            build_ids: build_ids.iter().copied().map(Into::into).collect(),
            new_workflows,
            new_workflows_on: None,
        };
        assert_eq!(outcome(&namespace, &versioned(build_id)), expected);
    }
}

#[test]
fn a_superseded_worker_is_refused() {
    let expected = PollOutcome::Superseded {
        outcome: Polled::Refused,
        task_queue: QUEUE.into(),
        build_id: "v1.0".into(),
        newer_build_id: "v1.1".into(),
        code: StatusCode::OutOfRange,
        message: "Task queue has a newer compatible build: \"v1.1\"".to_owned(),
    };
    assert_eq!(outcome(&namespace("[v1.0 v1.1]"), &versioned("v1.0")), expected);
}

fn idle(build_id: &str) -> PollOutcome {
    PollOutcome::UnknownBuildId {
        outcome: Polled::Idle,
        task_queue: QUEUE.into(),
        build_id: build_id.into(),
    }
}

#[test]
fn a_worker_that_the_queue_does_not_know_sits_idle_until_the_queue_is_told() {
    let mut namespace = Namespace::default();
    assert_eq!(outcome(&namespace, &versioned("deadbeef")), idle("deadbeef"));
    update(&mut namespace, &add_new_default("deadbeef")).expect("valid");
    assert!(matches!(
        outcome(&namespace, &versioned("deadbeef")),
        PollOutcome::SetDefault { new_workflows: true, .. }
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
        let PollOutcome::Superseded { message, .. } = outcome(&namespace, &versioned("old")) else {
            panic!("the queue has a newer compatible build");
        };
        assert_eq!(message, format!("Task queue has a newer compatible build: {quoted}"));
    }
}

#[test]
fn polls_that_the_server_does_not_take() {
    let long = "a".repeat(256);
    for (task_queue, worker, expected) in [
        (QUEUE, versioned(""), PollError::BuildIdMissing),
        (QUEUE, versioned(&long), PollError::BuildIdTooLong(BuildIdTooLong)),
        (QUEUE, without_flag(&long), PollError::BuildIdTooLong(BuildIdTooLong)),
        (
            QUEUE,
            Worker { build_id: None, use_versioning: true, ..Worker::default() },
            PollError::BuildIdMissing,
        ),
        ("", versioned("a"), PollError::TaskQueueName(TaskQueueNameError::Missing)),
        ("/_sys/a", versioned("a"), PollError::TaskQueueName(TaskQueueNameError::Reserved)),
        // The build ID is checked first.
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
    assert_eq!(poll(&namespace, &QUEUE.into(), &versioned("abc")), Ok(idle("abc")));
}

#[test]
fn the_outcome_in_a_word_says_who_receives() {
    let namespace = namespace("[1.0 1.1]");
    for (worker, polled, received) in [
        (versioned("1.1"), Some(Polled::Receives), true),
        (versioned("1.0"), Some(Polled::Refused), false),
        // What names exactly its build ID.
        (versioned("x"), Some(Polled::Idle), true),
        (without_flag("1.0"), Some(Polled::Receives), true),
        (versioned(&"a".repeat(300)), None, false),
        (without_flag(&"a".repeat(300)), None, false),
    ] {
        let poll = poll(&namespace, &QUEUE.into(), &worker);
        assert_eq!(poll.as_ref().ok().map(PollOutcome::polled), polled, "{worker:?}");
        assert_eq!(poll.is_ok_and(|outcome| outcome.receives()), received, "{worker:?}");
    }
}
