//! Plans, and the reasons why there is none: a case for each rule.

use std::num::NonZeroU32;

use crate::common::{
    QUEUE, add_compatible, add_new_default, listed, merge, namespace, namespace_with, sets_of,
    update,
};
use crate::words::{all_sets, new_workflows, on_queue, some_sets, told, workflow};
use worker_versioning::limits::Limits;
use worker_versioning::namespace::Namespace;
use worker_versioning::planning::{
    Goal, Group, NoPlan, PassingDefault, Plan, TieBreak, UnknownBuildIds, WantedSets, plan,
};
use worker_versioning::rollout::{Difference, Timeline};
use worker_versioning::version_sets::{BuildIdOperation, VersionSets};

fn found(namespace: &Namespace, goal: &Goal) -> Result<Plan, NoPlan> {
    plan(namespace, &QUEUE.into(), goal, &[])
}

/// The operations of a plan, and the sets after them.
fn course(start: &str, goal: &Goal) -> (Vec<String>, String) {
    let mut namespace = namespace(start);
    let plan = found(&namespace, goal).expect("a plan");
    for operation in &plan.operations {
        update(&mut namespace, operation).expect("not refused");
    }
    (plan.operations.iter().map(told).collect(), sets_of(&namespace, QUEUE))
}

#[test]
fn plans_for_defaults_and_compatible_build_ids() {
    let rows: &[(&str, &str, &[&str], &str)] = &[
        // Nothing to do.
        ("[1.0]", "[1.0**]", &[], "[1.0]"),
        ("[1.0 1.1] [2.0]", "[1.0 1.1*]", &[], "[1.0 1.1] [2.0]"),
        // A build ID is the default as soon as it is added.
        ("", "[1.0**]", &["new 1.0"], "[1.0]"),
        ("[1.0]", "[2.0**]", &["new 2.0"], "[1.0] [2.0]"),
        ("[1.0] [2.0]", "[1.0 1.1*]", &["add 1.1 to 1.0"], "[1.0 1.1] [2.0]"),
        ("[1.0] [2.0]", "[1.0 1.1**]", &["add 1.1 to 1.0 and promote"], "[2.0] [1.0 1.1]"),
        // Promotions.
        ("[1.0] [2.0]", "[1.0**]", &["promote set of 1.0"], "[2.0] [1.0]"),
        ("[1.0 1.1] [2.0]", "[1.0*]", &["promote 1.0"], "[1.1 1.0] [2.0]"),
        ("[1.0 1.1] [2.0]", "[1.0**]", &["promote 1.0", "promote set of 1.0"], "[2.0] [1.1 1.0]"),
        // To add something without making it the default takes another promotion.
        ("[1.0]", "[1.0** 0.9]", &["add 0.9 to 1.0", "promote 1.0"], "[0.9 1.0]"),
        ("[1.0]", "[1.0**] [2.0]", &["new 2.0", "promote set of 1.0"], "[2.0] [1.0]"),
        // Two sets of compatible build IDs.
        ("[1.0] [2.0]", "[1.0 2.0**]", &["merge 2.0 with 1.0"], "[1.0 2.0]"),
        ("[1.0] [2.0]", "[1.0* 2.0]", &["merge 1.0 with 2.0"], "[2.0 1.0]"),
        (
            "[1.0] [2.0]",
            "[1.0 2.0 2.1**]",
            &["add 2.1 to 2.0", "merge 2.1 with 1.0"],
            "[1.0 2.0 2.1]",
        ),
    ];
    for (start, goal, operations, end) in rows {
        let (found, ended) = course(start, &some_sets(goal));
        assert_eq!(found, *operations, "{start} {goal}");
        assert_eq!(ended, *end, "{start} {goal}");
    }
}

#[test]
fn plans_for_the_whole_order() {
    let rows: &[(&str, &str, &[&str])] = &[
        ("[a b c]", "[a b c]", &[]),
        ("[a b c]", "[b c a]", &["promote a"]),
        // Only the first build IDs can stay as they are.
        ("[a b c]", "[c a b]", &["promote a", "promote b"]),
        ("[a] [b] [c]", "[b] [c] [a]", &["promote set of a"]),
        ("[a] [b] [c]", "[c] [a] [b]", &["promote set of a", "promote set of b"]),
        ("[a] [b]", "[b] [n] [a]", &["new n", "promote set of a"]),
        ("[a]", "[n a]", &["add n to a", "promote a"]),
        ("", "[a b] [c]", &["new a", "new c", "add b to a"]),
        // Each merge promotes the default of its first set.
        ("[a] [b] [c]", "[c b a]", &["merge b with c", "merge a with b"]),
        ("[a] [b] [c]", "[a c] [b]", &["promote set of b", "merge c with a"]),
    ];
    for (start, goal, operations) in rows {
        let (found, ended) = course(start, &all_sets(goal));
        assert_eq!(found, *operations, "{start} {goal}");
        assert_eq!(ended, *goal, "{start}");
    }
}

/// The examples with which the planner and `docs/planning.md` are explained.
#[test]
fn plans_of_the_explanations() {
    let operations = |namespace: &Namespace, goal: &str| {
        let plan = found(namespace, &all_sets(goal)).expect("a plan");
        plan.operations.iter().map(told).collect::<Vec<_>>()
    };
    let mut added = Namespace::default();
    for operation in [add_new_default("a"), add_compatible("b", "a"), add_new_default("c")] {
        update(&mut added, &operation).expect("not refused");
    }
    assert_eq!(sets_of(&added, QUEUE), "[a b] [c]");
    assert_eq!(operations(&added, "[a c b]"), ["merge b with c"]);
    assert_eq!(operations(&added, "[c a b]"), ["promote a", "promote b", "merge b with c"]);
    let limited = |version_sets| {
        let limits = Limits { version_sets: NonZeroU32::new(version_sets), ..Limits::default() };
        operations(&namespace_with(limits, "[a] [b]"), "[n] [a m b]")
    };
    assert_eq!(limited(3), ["new n", "add m to a and promote", "merge b with m"]);
    assert_eq!(limited(2), ["add m to a", "merge b with m", "new n", "promote set of b"]);
}

#[test]
fn of_the_shortest_plans_the_one_that_moves_least() {
    // The workflows of either set need not move more than once, though these operations would move them twice.
    let goal = some_sets("[a b m n*]");
    let start = namespace("[a] [b] [z]");
    let moved = |stamp: &str, operations: &[BuildIdOperation]| {
        let subjects = [workflow(stamp)];
        let timeline = Timeline::new(&start, &subjects, &[], &on_queue(operations.to_vec()));
        let situation = |step| timeline.after(step).situation();
        let moved = |step| Difference::new(situation(step), situation(step + 1)).moved();
        (0..operations.len()).map(|step| moved(step).len()).sum::<usize>()
    };
    let worse = [merge("a", "b"), add_compatible("m", "a"), add_compatible("n", "a")];
    for stamp in ["a", "b"] {
        let plan = plan(&start, &QUEUE.into(), &goal, &[workflow(stamp)]).expect("a plan");
        assert_eq!(plan.operations.len(), worse.len());
        assert_eq!(moved(stamp, &plan.operations), 1);
        assert!(moved(stamp, &worse) > 1);
        assert_eq!(plan.tie_break, TieBreak::Exact);
    }
    // New workflows move only once if promotion and addition are one step.
    let plan =
        plan(&namespace("[a] [b]"), &QUEUE.into(), &some_sets("[a n**]"), &[new_workflows()]);
    let operations: Vec<_> = plan.expect("a plan").operations.iter().map(told).collect();
    assert_eq!(operations, ["add n to a and promote"]);
}

#[test]
fn a_plan_names_the_defaults_that_it_passes() {
    let rows = [
        ("[1.0]", "[1.0**] [2.0]", "1: 2.0 Queue"),
        ("[1.0] [2.0]", "[1.0* 0.9]", "1: 0.9 Set"),
        ("[1.0]", "[1.0** 0.9]", "1: 0.9 Queue"),
        ("[1.0] [2.0]", "[1.0 1.1**]", ""),
    ];
    for (start, goal, expected) in rows {
        let plan = found(&namespace(start), &some_sets(goal)).expect("a plan");
        let passed: Vec<_> = plan
            .passing_defaults
            .iter()
            .map(|PassingDefault { step, build_id, of }| format!("{step}: {build_id} {of:?}"))
            .collect();
        assert_eq!(passed.join(", "), expected, "{start} {goal}");
    }
}

#[test]
fn why_there_is_no_plan() {
    let rows: &[(&str, Goal, &str)] = &[
        ("[a]", all_sets("[a] []"), "expected at least one build ID in group 1 of the goal"),
        ("[a]", all_sets("[a] [b a]"), "expected each build ID once in the goal, got 'a' again"),
        ("[a]", some_sets("[b b]"), "expected each build ID once in the goal, got 'b' again"),
        (
            "[a b] [c]",
            some_sets("[a] [b]"),
            "'a' and 'b' are in one version set, and no operation splits a set",
        ),
        (
            "[a b] [c]",
            all_sets("[b] [a] [c]"),
            "'a' and 'b' are in one version set, and no operation splits a set",
        ),
        (
            "[a b] [c]",
            all_sets("[a b]"),
            "the goal lists all version sets but not 'c', and no operation removes a build ID",
        ),
        (
            "[a] [b]",
            with_queue_default("[a b*]", "a"),
            "'a' cannot be the queue default while 'b' is the default of its set",
        ),
        (
            "[a c] [b]",
            with_queue_default("[a*]", "c"),
            "'c' cannot be the queue default while 'a' is the default of its set",
        ),
        (
            "[a]",
            Goal { unknown_build_ids: UnknownBuildIds::Refuse, ..some_sets("[a b]") },
            "the task queue does not know 'b', and unknown build IDs are not to be added",
        ),
        ("[a]", some_sets("[a] [c] [d] [e]"), "the goal has 4 version sets, and 3 are allowed"),
        ("[a] [b]", some_sets("[a c d e f]"), "the goal has 6 build IDs, and 5 are allowed"),
        (
            "[a] [b] [c] [d]",
            with_queue_default("[a]", "a"),
            "the task queue has 4 version sets where 3 are allowed: every operation is refused",
        ),
        (
            "[a b c d e f]",
            some_sets("[a*]"),
            "the task queue has 6 build IDs where 5 are allowed: every operation is refused",
        ),
        (
            "[a]",
            some_sets("[a long]"),
            "request to update worker build ID compatability requires: ,  Worker build IDs to be no larger than 3 characters",
        ),
        (
            "[a]",
            with_queue_default("", ""),
            "request to update worker build ID compatability requires: , `add_new_version_id_in_new_default_set` to be set",
        ),
        (
            "[a]",
            some_sets("[a z]"),
            "Exceeded max task queues allowed to be mapped to a single build ID: 1",
        ),
    ];
    for (start, goal, message) in rows {
        let mut namespace = namespace_with(small(), start);
        namespace.import("other".into(), listed("[z]")).expect("a good name");
        let error = found(&namespace, goal).expect_err(message);
        assert_eq!(error.to_string(), *message);
    }
    let group = Group { build_ids: vec!["a".into()], set_default: Some("b".into()) };
    let sets = WantedSets::Some { groups: vec![group], queue_default: None };
    let goal = Goal { sets, unknown_build_ids: UnknownBuildIds::Add };
    assert_eq!(
        found(&namespace("[a]"), &goal).expect_err("no plan").to_string(),
        "expected the set default of group 0 to be one of its build IDs, got 'b'"
    );
    let error = plan(&Namespace::default(), &"/_sys/x".into(), &some_sets("[a]"), &[]);
    assert_eq!(
        error.expect_err("no plan").to_string(),
        "task queue name cannot start with reserved prefix /_sys/"
    );
}

/// Three sets, five build IDs of three bytes, one queue for each.
fn small() -> Limits {
    let limit = NonZeroU32::new;
    Limits {
        version_sets: limit(3),
        build_ids: limit(5),
        task_queues_per_build_id: limit(1),
        build_id_bytes: limit(3),
    }
}

fn with_queue_default(groups: &str, build_id: &str) -> Goal {
    let mut goal = some_sets(groups);
    if let WantedSets::Some { queue_default, .. } = &mut goal.sets {
        *queue_default = Some(build_id.into());
    }
    goal
}

#[test]
fn a_queue_default_that_no_group_names_is_a_group_of_its_own() {
    let plan =
        |start, groups, queue_default| course(start, &with_queue_default(groups, queue_default)).1;
    assert_eq!(plan("[a] [b]", "", "a"), "[b] [a]");
    assert_eq!(plan("[a] [b]", "", "n"), "[a] [b] [n]");
    assert_eq!(plan("[a] [b]", "[a]", "n"), "[a] [b] [n]");
    assert_eq!(plan("[a c] [b]", "[a]", "c"), "[b] [a c]");
}

#[test]
fn a_queue_over_its_limit_is_left_alone_or_merged_first() {
    let start = namespace_with(small(), "[a] [b] [c] [d]");
    let nothing = found(&start, &some_sets("[a] [b]")).expect("a plan");
    assert_eq!(nothing.operations, []);
    let merged = found(&start, &some_sets("[a b*] [c**]")).expect("a plan");
    let told: Vec<_> = merged.operations.iter().map(told).collect();
    assert_eq!(told, ["merge b with a", "promote set of c"]);
}

#[test]
fn a_set_is_promoted_by_a_member_that_is_short_enough() {
    let start = namespace_with(small(), "[a long] [b]");
    let plan = found(&start, &with_queue_default("", "long")).expect("a plan");
    assert_eq!(plan.operations.iter().map(told).collect::<Vec<_>>(), ["promote set of a"]);
}

#[test]
fn far_beyond_the_limits_of_a_server() {
    let name = |number: usize| format!("v{number}").as_str().into();
    let set = |set: usize| (0..10).map(|place| name(10 * set + place)).collect::<Vec<_>>();
    let sets = (0..100).map(set).collect();
    let mut start = Namespace::new(Limits::NONE);
    let sets = VersionSets::from_listed(sets).expect("a listing");
    start.import(QUEUE.into(), sets).expect("a good name");
    let reversed = |set_place: usize| set(set_place).into_iter().rev().collect::<Vec<_>>();
    let goal = (0..100).rev().map(reversed).collect::<Vec<_>>();
    let wanted = Goal { sets: WantedSets::all(goal), unknown_build_ids: UnknownBuildIds::Refuse };
    let plan = found(&start, &wanted).expect("a plan");
    assert_eq!(plan.operations.len(), 100 * 9 + 99);
    assert_eq!(plan.tie_break, TieBreak::Approximate);
    for operation in &plan.operations {
        update(&mut start, operation).expect("not refused");
    }
    assert_eq!(found(&start, &wanted).expect("a plan").operations, []);
}
