//! What a list of operations would move.

use crate::common::{
    QUEUE, add_compatible, add_new_default, merge, namespace, promote_set, promote_within_set,
    sets_of,
};
use crate::words::*;
use worker_versioning::model::{Effect, Operation};
use worker_versioning::planning::{Difference, Preview, Situation};
use worker_versioning::rollout::{PlacedWorker, Subject};
use worker_versioning::routing::{CommandKind, EagerExecution, Reason, VersioningIntent};

/// New workflows, one of each set of `[1.0] [2.0]`, an unversioned one and one that nobody has touched.
fn subjects() -> Vec<Subject> {
    [new_workflows()].into_iter().chain(["1.0", "2.0", "-", "?"].map(workflow)).collect()
}

fn landings(situation: &Situation) -> String {
    situation.landings.iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_landing_before_and_after() {
    let rows: &[(&str, Operation, &str)] = &[
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
        let preview = Preview::of(&namespace(sets), &subjects(), &everyone, &operations);
        assert_eq!(landings(preview.situation_after(1)), *expected, "{sets} {operation:?}");
    }
}

#[test]
fn what_moved_and_the_rule_that_moved_it() {
    let operations = on_queue([add_new_default("3.0")]);
    let preview = Preview::of(&namespace("[1.0] [2.0]"), &subjects(), &[], &operations);
    assert_eq!(preview.difference().moved, [0, 4]);
    assert_eq!(preview.steps[0].situation.landings[0].reason, Reason::QueueDefault);
    assert_eq!(preview.steps[0].situation.landings[1].reason, Reason::SetDefault);
}

#[test]
fn a_refused_step_is_data_and_the_next_is_looked_at() {
    let operations = on_queue([
        promote_set("9.9"),
        promote_set("2.0"),
        add_compatible("1.1", "1.0"),
        add_new_default("1.0"),
    ]);
    let preview = Preview::of(&namespace("[1.0] [2.0]"), &subjects(), &[], &operations);
    let results: Vec<String> = preview
        .steps
        .iter()
        .map(|step| match &step.result {
            Ok(Effect::Unchanged) => "unchanged".to_owned(),
            Ok(_) => sets_of(&step.namespace, QUEUE),
            Err(error) => error.to_string(),
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
        let (before, after) = (preview.situation_after(step - 1), preview.situation_after(step));
        assert_eq!(Difference::between(before, after), nothing, "step {step}");
    }
}

#[test]
fn what_no_worker_receives() {
    let workers = [versioned("1.0"), versioned("2.0")];
    let operations = on_queue([add_new_default("3.0"), promote_set("2.0")]);
    let preview = Preview::of(&namespace("[1.0] [2.0]"), &subjects(), &workers, &operations);
    let shown: Vec<_> = (0..=2).map(|step| landings(preview.situation_after(step))).collect();
    assert_eq!(shown, ["2.0 1.0 2.0 -! 2.0", "3.0! 1.0 2.0 -! 3.0!", "2.0 1.0 2.0 -! 2.0"]);
    let begin = Difference::between(&preview.start, preview.situation_after(1));
    assert_eq!((begin.begin_to_wait, begin.cease_to_wait), (vec![0, 4], vec![]));
    let cease = Difference::between(preview.situation_after(1), preview.situation_after(2));
    assert_eq!((cease.begin_to_wait, cease.cease_to_wait), (vec![], vec![0, 4]));
    assert_eq!(preview.difference(), Difference::default());
}

#[test]
fn what_changes_for_workers() {
    let rows: &[(&str, Operation, &str)] = &[
        (
            "[1.0] [2.0]",
            add_compatible("1.1", "1.0"),
            "1.0 Superseded, 1.0 CeasesToReceive, 1.1 BeginsToReceive",
        ),
        (
            "[1.0 1.1] [2.0]",
            promote_within_set("1.0"),
            "1.0 Reinstated, 1.0 BeginsToReceive, 1.1 Superseded, 1.1 CeasesToReceive",
        ),
        ("[1.0 1.1] [2.0]", promote_set("1.0"), ""),
        ("[1.0 1.1] [2.0]", merge("2.0", "1.0"), "1.1 Superseded, 1.1 CeasesToReceive"),
    ];
    let build_ids = ["1.0", "1.1", "2.0"];
    for (sets, operation, expected) in rows {
        let operations = on_queue([operation.clone()]);
        let workers = build_ids.map(versioned);
        let preview = Preview::of(&namespace(sets), &subjects(), &workers, &operations);
        let changes = preview.difference().workers;
        let shown =
            changes.iter().map(|change| format!("{} {:?}", build_ids[change.worker], change.kind));
        assert_eq!(shown.collect::<Vec<_>>().join(", "), *expected, "{sets} {operation:?}");
    }
}

#[test]
fn a_refused_command_and_an_eager_activity_wait_for_no_worker() {
    let mut rejected = activity("1.0");
    rejected.task_queue = Some("elsewhere".into());
    rejected.intent = VersioningIntent::Compatible;
    let eager = command(CommandKind::Activity(EagerExecution::Requested), "1.0");
    let subjects = [rejected, eager, activity("1.0")].map(commanded);
    let preview = Preview::of(&namespace("[1.0]"), &subjects, &[], &[]);
    assert_eq!(landings(&preview.start), "rejected 1.0 1.0!");
}

#[test]
fn nothing_is_applied() {
    let namespace = namespace("[1.0]");
    let before = namespace.clone();
    let _ = Preview::of(&namespace, &[], &[], &on_queue([add_new_default("2.0")]));
    assert_eq!(namespace, before);
}
