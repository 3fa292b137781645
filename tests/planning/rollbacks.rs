//! The way back from a step: what it restores, and what remains.

use std::collections::HashSet;

use proptest::prelude::*;

use crate::common::{
    self, QUEUE, add_compatible, add_compatible_and_promote, add_new_default, every_operation,
    merge, namespace, promote_set, promote_within_set, update,
};
use crate::words::{
    child, command, new_workflows, numbered, places, subjects, told, version, workflow,
};
use worker_versioning::namespace::Namespace;
use worker_versioning::planning::{Remainder, Rollback};
use worker_versioning::rollout::Subject;
use worker_versioning::routing::resolve;
use worker_versioning::version_sets::{BuildIdOperation, VersionSets};

fn rollback(sets: &str, operation: &BuildIdOperation, subjects: &[Subject]) -> Rollback {
    let before = namespace(sets);
    let mut after = before.clone();
    update(&mut after, operation).expect("not refused");
    Rollback::new(&before, &after, &QUEUE.into(), subjects)
}

fn told_all(rollback: &Rollback) -> Vec<String> {
    rollback.operations.iter().map(told).collect()
}

/// New workflows, and one workflow each of a, b and c.
fn everything() -> Vec<Subject> {
    subjects("new a b c")
}

#[test]
fn the_way_back() {
    let rows: &[(&str, BuildIdOperation, &[&str])] = &[
        ("[a] [b]", add_new_default("n"), &["promote set of b"]),
        ("[a] [b]", promote_set("a"), &["promote set of b"]),
        ("[a] [b]", add_compatible("n", "a"), &["promote a"]),
        ("[a] [b]", add_compatible("n", "b"), &["promote b"]),
        ("[a] [b]", add_compatible_and_promote("n", "a"), &["promote set of b", "promote a"]),
        ("[b a] [c]", promote_within_set("b"), &["promote a"]),
        // Nothing moved.
        ("[a] [b]", promote_set("b"), &[]),
    ];
    for (sets, operation, expected) in rows {
        let rollback = rollback(sets, operation, &everything());
        assert_eq!(told_all(&rollback), *expected, "{sets} {operation:?}");
        assert_eq!(rollback.not_restored, [], "{sets} {operation:?}");
    }
}

#[test]
fn nothing_is_done_for_what_does_not_run() {
    let none_of_a = subjects("new b");
    assert_eq!(told_all(&rollback("[a] [b]", &add_compatible("n", "a"), &none_of_a)), [""; 0]);
    let none_new = subjects("a b");
    assert_eq!(told_all(&rollback("[a] [b]", &add_new_default("n"), &none_new)), [""; 0]);
}

#[test]
fn a_merge_is_undone_for_the_more() {
    let merged = |workflows: &str| {
        let subjects = subjects(workflows);
        let rollback = rollback("[a] [b] [z]", &merge("a", "b"), &subjects);
        let [restored, not_restored] =
            [&rollback.restored, &rollback.not_restored].map(|some| places(&subjects, some));
        (told_all(&rollback), restored, not_restored)
    };
    assert_eq!(merged("a b b"), (vec!["promote b".to_owned()], vec![1, 2], vec![0]));
    assert_eq!(merged("a b"), (vec![], vec![], vec![1]));
    assert_eq!(merged("b"), (vec!["promote b".to_owned()], vec![0], vec![]));
}

#[test]
fn a_queue_stays_versioned() {
    let subjects = numbered([new_workflows(), child(command("-")), workflow("-")]);
    let rollback = rollback("", &add_new_default("a"), &subjects);
    assert_eq!(told_all(&rollback), [""; 0]);
    assert_eq!(places(&subjects, &rollback.not_restored), [0, 1]);
    let started = Remainder::StartedMeanwhile { build_id: "a".into(), lands: "a".into() };
    assert_eq!(
        rollback.remains,
        [Remainder::Added { build_id: "a".into() }, Remainder::Versioned, started]
    );
}

#[test]
fn what_remains() {
    let added = |build_id: &str| Remainder::Added { build_id: build_id.into() };
    let started = |build_id: &str, lands: &str| Remainder::StartedMeanwhile {
        build_id: build_id.into(),
        lands: lands.into(),
    };
    let merged = Remainder::Merged { set_defaults: ["a".into(), "b".into()] };
    let rows: &[(&str, BuildIdOperation, &[Remainder])] = &[
        ("[a] [b]", add_new_default("n"), &[added("n"), started("n", "n")]),
        ("[a] [b]", add_compatible("n", "a"), &[added("n")]),
        // Workflows that start on n follow their set back to the former default.
        ("[a] [b]", add_compatible("n", "b"), &[added("n")]),
        ("[a] [b]", add_compatible_and_promote("n", "a"), &[added("n"), started("n", "a")]),
        ("[a] [b]", promote_set("a"), &[started("a", "a")]),
        ("[a] [b] [c]", merge("a", "b"), &[merged]),
        ("[a c] [b]", promote_within_set("a"), &[]),
    ];
    for (sets, operation, expected) in rows {
        let rollback = rollback(sets, operation, &everything());
        assert_eq!(rollback.remains, *expected, "{sets} {operation:?}");
    }
}

#[test]
fn the_way_back_over_several_steps() {
    let before = namespace("[a] [b]");
    let mut after = before.clone();
    for operation in [add_compatible("c", "a"), add_new_default("n"), promote_set("a")] {
        update(&mut after, &operation).expect("not refused");
    }
    let rollback = Rollback::new(&before, &after, &QUEUE.into(), &everything()[..3]);
    assert_eq!(told_all(&rollback), ["promote set of b", "promote a"]);
    assert_eq!(rollback.not_restored, []);
}

const BUILD_IDS: [&str; 5] = ["a", "b", "c", "d", "n"];

fn any_operation() -> impl Strategy<Value = BuildIdOperation> {
    common::any_operation(prop::sample::select(&BUILD_IDS[..]))
}

fn all_operations() -> impl Iterator<Item = BuildIdOperation> {
    BUILD_IDS
        .into_iter()
        .flat_map(|one| BUILD_IDS.into_iter().flat_map(move |other| every_operation(one, other)))
}

fn landings(namespace: &Namespace, subjects: &[Subject]) -> Vec<String> {
    let lands = |subject: &Subject| {
        let outcome = resolve(namespace, &subject.task).outcome;
        version(outcome.version().expect("nothing is rejected")).to_owned()
    };
    subjects.iter().map(lands).collect()
}

fn listed(namespace: &Namespace) -> Vec<Vec<String>> {
    let sets = namespace.version_sets(&QUEUE.into()).map_or(&[][..], VersionSets::sets);
    sets.iter().map(|set| set.build_ids().map(ToString::to_string).collect()).collect()
}

fn apart(one: &[String], other: &[String]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one != other).count()
}

/// The fewest subjects that up to `most` operations leave elsewhere than before, and the fewest operations for that.
fn best(before: &[String], after: &Namespace, subjects: &[Subject], most: usize) -> (usize, usize) {
    let mut best = (apart(before, &landings(after, subjects)), 0);
    let mut seen = HashSet::from([listed(after)]);
    let mut layer = vec![after.clone()];
    for length in 1..=most {
        let mut next = Vec::new();
        for state in layer {
            for operation in all_operations() {
                let mut state = state.clone();
                if update(&mut state, &operation).is_ok() && seen.insert(listed(&state)) {
                    best = best.min((apart(before, &landings(&state, subjects)), length));
                    next.push(state);
                }
            }
        }
        layer = next;
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_other_way_restores_more_or_takes_fewer_operations(
        earlier in prop::collection::vec(any_operation(), 0..6),
        later in prop::collection::vec(any_operation(), 1..4),
        stamps in prop::collection::vec(prop::sample::select(&BUILD_IDS[..]), 0..6),
        new in 0..3_usize,
    ) {
        let mut before = Namespace::default();
        // Some are refused.
        for operation in &earlier {
            let _ = update(&mut before, operation);
        }
        let mut after = before.clone();
        for operation in &later {
            let _ = update(&mut after, operation);
        }
        let subjects: Vec<_> =
            stamps.into_iter().map(workflow).chain(vec![new_workflows(); new]).collect();
        let rollback = Rollback::new(&before, &after, &QUEUE.into(), &subjects);
        let found = (rollback.not_restored.len(), rollback.operations.len());
        let before = landings(&before, &subjects);
        prop_assert_eq!(found, best(&before, &after, &subjects, 3));
        let mut end = after;
        for operation in &rollback.operations {
            update(&mut end, operation).expect("not refused");
        }
        prop_assert_eq!(rollback.not_restored.len(), apart(&before, &landings(&end, &subjects)));
    }
}
