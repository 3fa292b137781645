//! After an import, the order of build IDs of different sets is not known. A plan has to be right whatever it is, and
//! no shorter plan may be.

use std::collections::{HashMap, HashSet};

use crate::common::{QUEUE, namespace, namespace_with};
use crate::exhaustive::{course, limits_of, name, namespace_of};
use crate::oracle::{State, arrange, orders};
use crate::words::all_sets;
use worker_versioning::limits::Limits;
use worker_versioning::namespace::Namespace;
use worker_versioning::planning::{Goal, ImportedOrder, UnknownBuildIds, WantedSets, plan};
use worker_versioning::version_sets::VersionSets;

type Listing = Vec<Vec<u8>>;

/// For each listing, all states that have it.
fn alike(known: u8) -> HashMap<Listing, Vec<State>> {
    let mut alike: HashMap<Listing, Vec<State>> = HashMap::new();
    for order in orders(&(0..known).collect::<Vec<_>>()) {
        let mut states = Vec::new();
        arrange(&order, &mut Vec::new(), &mut states);
        for state in states {
            alike.entry(state.listed()).or_default().push(state);
        }
    }
    alike
}

/// For each listing, the fewest operations that lead to it from all of these states alike.
fn lengths(start: Vec<State>, most: u8) -> HashMap<Listing, usize> {
    let mut lengths = HashMap::new();
    let mut seen: HashSet<Vec<State>> = [start.clone()].into();
    let mut layer = vec![start];
    for length in 0.. {
        for states in &layer {
            let listed = states[0].listed();
            if states.iter().all(|state| state.listed() == listed) {
                lengths.entry(listed).or_insert(length);
            }
        }
        let mut next_layer = Vec::new();
        for states in &layer {
            let nexts: Vec<_> = states.iter().map(|state| state.next(most)).collect();
            for first in &nexts[0] {
                let is_same = |next: &&crate::oracle::Next| next.label == first.label;
                let next: Vec<State> = nexts
                    .iter()
                    .map(|all| all.iter().find(is_same).expect("defaults are known").state.clone())
                    .collect();
                if seen.insert(next.clone()) {
                    next_layer.push(next);
                }
            }
        }
        if next_layer.is_empty() {
            return lengths;
        }
        layer = next_layer;
    }
    unreachable!("there are finitely many states")
}

fn imported(listing: &Listing) -> Namespace {
    let listed = listing.iter().map(|set| set.iter().copied().map(name).collect()).collect();
    let mut namespace = Namespace::default();
    let sets = VersionSets::from_listed(listed).expect("a listing");
    namespace.import(QUEUE.into(), sets).expect("a good name");
    namespace
}

fn check(known: u8, most: u8) {
    for (listing, states) in alike(known) {
        // The names of the build IDs make no difference.
        if !listing.concat().is_sorted() {
            continue;
        }
        let namespace = imported(&listing);
        for (goal, length) in lengths(states.clone(), most) {
            let sets = goal.iter().map(|set| set.iter().copied().map(name).collect()).collect();
            let wanted =
                Goal { sets: WantedSets::all(sets), unknown_build_ids: UnknownBuildIds::Add };
            let plan = plan(&namespace, &QUEUE.into(), &wanted, &[]).expect("a plan");
            assert_eq!(plan.operations.len(), length, "{listing:?} {goal:?}");
            for state in &states {
                let course = course(&namespace_of(state, limits_of(9)), &plan);
                assert_eq!(course.last(), Some(&goal), "{state:?} {:?}", plan.operations);
            }
        }
    }
}

#[test]
fn a_plan_after_an_import_is_right_whatever_the_order_was() {
    check(4, 4);
    check(3, 4);
}

#[test]
fn a_plan_says_when_it_does_not_rely_on_a_guess() {
    let rows = [
        // The guess is that a and b were promoted before c and d.
        ("[a b] [c d]", "[a b c d]", 3, ImportedOrder::NotReliedOn),
        ("[a b] [c d]", "[b c d a]", 4, ImportedOrder::NotReliedOn),
        ("[a b] [c d]", "[a b] [c d]", 0, ImportedOrder::Irrelevant),
        ("[a b] [c d]", "[c d] [a b]", 1, ImportedOrder::Irrelevant),
        ("[a] [b]", "[a b]", 1, ImportedOrder::Irrelevant),
    ];
    for (start, goal, length, imported_order) in rows {
        let plan = plan(&namespace(start), &QUEUE.into(), &all_sets(goal), &[]).expect("a plan");
        assert_eq!(plan.operations.len(), length, "{start} {goal}");
        assert_eq!(plan.imported_order, imported_order, "{start} {goal}");
    }
}

#[test]
fn a_set_merged_in_a_guessed_order_is_not_relied_on_either() {
    let mut namespace = namespace_with(Limits::NONE, "[a b] [c d]");
    crate::common::update(&mut namespace, &crate::common::merge("c", "a")).expect("not refused");
    let plan = plan(&namespace, &QUEUE.into(), &all_sets("[a b c d]"), &[]).expect("a plan");
    assert_eq!(plan.operations.len(), 2);
    assert_eq!(plan.imported_order, ImportedOrder::NotReliedOn);
}
