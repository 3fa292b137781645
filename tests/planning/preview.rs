//! What a list of steps moves.

use crate::common::{
    QUEUE, add_compatible, add_new_default, merge, namespace, promote_set, promote_within_set,
    sets_of,
};
use crate::words::*;
use worker_versioning::rollout::{
    Difference, PlacedWorker, Situation, StepResult, Subject, Timeline,
};
use worker_versioning::task::{Reason, VersioningIntent};
use worker_versioning::version_sets::BuildIdOperation;

/// New workflows, one of each set of `[1.0] [2.0]`, an unversioned one and one that nobody has touched.
fn subjects() -> Vec<Subject> {
    crate::words::subjects("new 1.0 2.0 - ?")
}

/// Where each subject lands.
fn landings(situation: &Situation) -> String {
    let subjects = 0..situation.subjects.len();
    subjects.map(|subject| shown(situation.landing(subject))).collect::<Vec<_>>().join(" ")
}

/// What all steps together change.
fn difference(timeline: &Timeline) -> Difference {
    let (start, end) = (timeline.after(0), timeline.after(timeline.last_step()));
    Difference::new(start.situation(), end.situation())
}

#[test]
fn each_landing_before_and_after() {
    let rows: &[(&str, BuildIdOperation, &str)] = &[
        ("[1.0] [2.0]", add_new_default("3.0"), "3.0 1.0 2.0 - 3.0"),
        ("[1.0] [2.0]", add_compatible("1.1", "1.0"), "2.0 1.1 2.0 - 2.0"),
        ("[1.0] [2.0]", add_compatible("2.1", "2.0"), "2.1 1.0 2.1 - 2.1"),
        ("[1.0] [2.0]", promote_set("1.0"), "1.0 1.0 2.0 - 1.0"),
        ("[1.0 1.1] [2.0]", promote_within_set("1.0"), "2.0 1.0 2.0 - 2.0"),
        ("[1.0] [2.0]", merge("1.0", "2.0"), "1.0 1.0 1.0 - 1.0"),
        ("", add_new_default("1.0"), "1.0 1.0 2.0 - 1.0"),
    ];
    let everyone: Vec<PlacedWorker> = ["1.0", "1.1", "2.0", "2.1", "3.0"]
        .map(versioned)
        .into_iter()
        .chain([unversioned()])
        .collect();
    for (sets, operation, expected) in rows {
        let operations = on_queue([operation.clone()]);
        let subjects = subjects();
        let timeline = Timeline::new(&namespace(sets), &subjects, &everyone, &operations);
        assert_eq!(landings(timeline.after(1).situation()), *expected, "{sets} {operation:?}");
    }
}

#[test]
fn what_moved_and_the_rule_that_moved_it() {
    let operations = on_queue([add_new_default("3.0")]);
    let subjects = subjects();
    let timeline = Timeline::new(&namespace("[1.0] [2.0]"), &subjects, &[], &operations);
    assert_eq!(difference(&timeline).moved(), [0, 4]);
    let situation = timeline.after(1).situation();
    assert_eq!(situation.landing(0).reason, Reason::QueueDefault);
    assert_eq!(situation.landing(1).reason, Reason::SetDefault);
}

#[test]
fn a_refused_step_is_data_and_the_next_is_looked_at() {
    let operations = on_queue([
        promote_set("9.9"),
        promote_set("2.0"),
        add_compatible("1.1", "1.0"),
        add_new_default("1.0"),
    ]);
    let subjects = subjects();
    let timeline = Timeline::new(&namespace("[1.0] [2.0]"), &subjects, &[], &operations);
    assert_eq!(timeline.after(0).result, None);
    let results: Vec<String> = timeline.moments[1..]
        .iter()
        .map(|moment| match moment.result.as_ref().expect("of a step") {
            StepResult::Unchanged => "unchanged".to_owned(),
            StepResult::Changed { .. } => sets_of(&moment.namespace, QUEUE),
            StepResult::Refused { message, .. } => message.clone(),
        })
        .collect();
    assert_eq!(
        results,
        [
            "targeted version 9.9 not found",
            "unchanged",
            "[1.0 1.1] [2.0]",
            "version 1.0 already exists"
        ]
    );
    let nothing = Difference::default();
    for step in [1, 2, 4] {
        let (before, after) = (timeline.after(step - 1), timeline.after(step));
        let difference = Difference::new(before.situation(), after.situation());
        assert_eq!(difference, nothing, "step {step}");
    }
}

#[test]
fn what_no_worker_receives() {
    let workers = [versioned("1.0"), versioned("2.0")];
    let operations = on_queue([add_new_default("3.0"), promote_set("2.0")]);
    let subjects = subjects();
    let timeline = Timeline::new(&namespace("[1.0] [2.0]"), &subjects, &workers, &operations);
    let shown: Vec<_> = (0..=2).map(|step| landings(timeline.after(step).situation())).collect();
    assert_eq!(shown, ["2.0 1.0 2.0 -! 2.0", "3.0! 1.0 2.0 -! 3.0!", "2.0 1.0 2.0 -! 2.0"]);
    let situation = |step| timeline.after(step).situation();
    let begin = Difference::new(situation(0), situation(1));
    assert_eq!((begin.begin_to_wait, begin.cease_to_wait), (vec![0, 4], vec![]));
    let cease = Difference::new(situation(1), situation(2));
    assert_eq!((cease.begin_to_wait, cease.cease_to_wait), (vec![], vec![0, 4]));
    let there_and_back = difference(&timeline);
    assert_eq!(there_and_back.moved(), [0; 0]);
    assert_eq!((there_and_back.begin_to_wait, there_and_back.cease_to_wait), (vec![], vec![]));
}

#[test]
fn what_changes_for_workers() {
    let rows: &[(&str, BuildIdOperation, &str)] = &[
        (
            "[1.0] [2.0]",
            add_compatible("1.1", "1.0"),
            "1.0 Superseded, 1.0 CeasesToReceive, 1.1 PollsOtherwise, 1.1 BeginsToReceive",
        ),
        (
            "[1.0 1.1] [2.0]",
            promote_within_set("1.0"),
            "1.0 Reinstated, 1.0 BeginsToReceive, 1.1 Superseded, 1.1 CeasesToReceive",
        ),
        ("[1.0 1.1] [2.0]", promote_set("1.0"), "1.1 PollsOtherwise, 2.0 PollsOtherwise"),
        // The set of 2.0 only gains build IDs.
        (
            "[1.0 1.1] [2.0]",
            merge("2.0", "1.0"),
            "1.0 PollsOtherwise, 1.1 Superseded, 1.1 CeasesToReceive",
        ),
        // The worker of 1.0 is refused before and after, by another build ID.
        (
            "[1.0 1.1] [2.0]",
            add_compatible("1.2", "1.0"),
            "1.0 PollsOtherwise, 1.1 Superseded, 1.1 CeasesToReceive",
        ),
        ("[1.0] [2.0]", promote_set("2.0"), ""),
    ];
    let build_ids = ["1.0", "1.1", "2.0"];
    for (sets, operation, expected) in rows {
        let operations = on_queue([operation.clone()]);
        let workers = build_ids.map(versioned);
        let subjects = subjects();
        let timeline = Timeline::new(&namespace(sets), &subjects, &workers, &operations);
        let shown = difference(&timeline).workers.into_iter().flat_map(|change| {
            let worker = build_ids[change.worker];
            change.changes.into_iter().map(move |kind| format!("{worker} {kind:?}"))
        });
        assert_eq!(shown.collect::<Vec<_>>().join(", "), *expected, "{sets} {operation:?}");
    }
}

#[test]
fn a_refused_command_and_an_eager_activity_wait_for_no_worker() {
    let mut across = command("1.0");
    across.task_queue = Some("elsewhere".into());
    across.intent = VersioningIntent::Compatible;
    let subjects = [activity(across), eager_activity(command("1.0")), activity(command("1.0"))];
    let timeline = Timeline::new(&namespace("[1.0]"), &subjects, &[], &[]);
    assert_eq!(landings(timeline.after(0).situation()), "rejected 1.0 1.0!");
}

#[test]
fn nothing_is_applied() {
    let namespace = namespace("[1.0]");
    let before = namespace.clone();
    let _ = Timeline::new(&namespace, &[], &[], &on_queue([add_new_default("2.0")]));
    assert_eq!(namespace, before);
}
