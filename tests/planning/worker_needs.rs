//! When workers have to be up, and when they may be stopped.

use crate::common::{
    QUEUE, add_compatible, add_new_default, namespace, promote_set, promote_within_set,
};
use crate::words::{
    child, command, eager_activity, on_queue, placed, subjects, unversioned, version, versioned,
};
use worker_versioning::planning::worker_needs;
use worker_versioning::rollout::{Subject, Timeline};
use worker_versioning::routing::Worker;
use worker_versioning::task::VersioningIntent;
use worker_versioning::version_sets::BuildIdOperation;

/// Each need as `version from step to step, may stop at the end`.
fn needs(sets: &str, subjects: &[Subject], operations: &[BuildIdOperation]) -> Vec<String> {
    let timeline = Timeline::new(&namespace(sets), subjects, &[], &on_queue(operations.to_vec()));
    let shown = worker_needs(&timeline, subjects, &[]).into_iter().map(|need| {
        assert_eq!(need.task_queue, QUEUE.into());
        let version = version(&need.version);
        let stop = need.stop_after.map_or("never".to_owned(), |step| step.to_string());
        format!("{version} from {} to {stop}, {:?}", need.start_before, need.at_the_end)
    });
    shown.collect()
}

#[test]
fn workers_start_before_something_lands_on_them_and_stop_when_nothing_does_any_more() {
    let cases: &[(&str, &str, &[BuildIdOperation], &[&str])] = &[
        ("[a]", "new", &[add_new_default("b")], &["a from 0 to 1, Yes", "b from 1 to never, No"]),
        (
            "[a]",
            "new a",
            &[add_new_default("b")],
            &["a from 0 to never, No", "b from 1 to never, No"],
        ),
        (
            "[a]",
            "a",
            &[add_new_default("z"), add_compatible("b", "a")],
            &["a from 0 to 2, Yes", "b from 2 to never, No"],
        ),
        // Needed once more later.
        (
            "[a b]",
            "a",
            &[promote_within_set("a"), promote_within_set("b")],
            &["b from 0 to never, No", "a from 1 to 2, Yes"],
        ),
        ("", "new -", &[add_new_default("a")], &["- from 0 to never, No", "a from 1 to never, No"]),
        ("[a] [b]", "(a)", &[promote_set("a")], &["a from 0 to 0, ExceptQueries"]),
        (
            "[a] [b]",
            "(a) a",
            &[add_compatible("c", "a")],
            &["a from 0 to 1, Yes", "c from 1 to never, No"],
        ),
    ];
    for (sets, running, operations, expected) in cases {
        let found = needs(sets, &subjects(running), operations);
        assert_eq!(found, *expected, "{sets} {operations:?}");
    }
}

#[test]
fn the_workers_that_are_there() {
    let names_only = |build_id: &str| {
        placed(Worker {
            build_id: Some(build_id.into()),
            use_versioning: false,
            ..Worker::default()
        })
    };
    let workers = [versioned("a"), unversioned(), versioned("b"), versioned("a"), names_only("c")];
    let subjects = subjects("a -");
    let steps = on_queue([add_compatible("c", "a"), add_compatible("d", "a")]);
    let timeline = Timeline::new(&namespace("[a] [b]"), &subjects, &workers, &steps);
    let shown = worker_needs(&timeline, &subjects, &workers).into_iter().map(|need| {
        format!("{}: {:?}, {:?}", version(&need.version), need.workers, need.not_opted_in)
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        ["a: [0, 3], []", "-: [1, 4], []", "c: [], [4]", "d: [], []"]
    );
}

#[test]
fn what_is_refused_or_eager_needs_no_worker_of_its_own() {
    let mut across = command("a");
    across.task_queue = Some("elsewhere".into());
    across.intent = VersioningIntent::Compatible;
    assert_eq!(needs("[a]", &[eager_activity(command("a")), child(across)], &[]), [""; 0]);
}
