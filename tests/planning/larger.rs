//! Plans are as short as possible with more build IDs too, where there are too many states to search them all.

use proptest::prelude::*;

use crate::common::QUEUE;
use crate::exhaustive::{course, limits_of, name, namespace_of};
use crate::oracle::State;
use worker_versioning::planning::{Goal, UnknownBuildIds, WantedSets, plan};

fn length(start: &State, goal: &[Vec<u8>], most_sets: u8) -> usize {
    let sets = goal.iter().map(|set| set.iter().copied().map(name).collect()).collect();
    let wanted = Goal { sets: WantedSets::all(sets), unknown_build_ids: UnknownBuildIds::Add };
    let namespace = namespace_of(start, limits_of(most_sets));
    let plan = plan(&namespace, &QUEUE.into(), &wanted, &[]).expect("a plan");
    assert_eq!(course(&namespace, &plan).last().expect("a start"), goal);
    plan.operations.len()
}

/// A state from a text: build IDs as letters, in the order of their moments, each with the position of its set.
fn state(text: &str) -> State {
    let row = |row: &str| {
        let [id, set] = row.as_bytes() else { panic!("a letter and a place") };
        (id - b'a', set - b'0')
    };
    State { rows: text.split(' ').map(row).collect() }
}

fn sets(text: &str) -> Vec<Vec<u8>> {
    text.split(' ').map(|set| set.bytes().map(|id| id - b'a').collect()).collect()
}

/// Each of two sets holds a build ID that is due between the addition (g) and the last member (d). So neither can be
/// merged before the addition without one more promotion, and the new set (h) needs room that only a merge makes.
#[test]
fn a_set_that_waits_takes_in_none_with_a_build_id_that_is_due_before_it() {
    let (start, goal) = (state("e0 f1 a0 b1 c2 d2"), sets("h abcgefd"));
    assert_eq!(length(&start, &goal, 4), 6);
    assert_eq!(length(&start, &goal, 3), 7);
    assert!(!start.leads_to(&goal, 5, 4));
    assert!(!start.leads_to(&goal, 6, 3));
}

/// The same, but the member of one of them (b) is settled before the addition (f), so that this one can be merged
/// before it.
#[test]
fn a_set_that_waits_takes_in_one_that_is_in_order() {
    let (start, goal) = (state("e0 a0 b1 c2 d2"), sets("g abcfed"));
    assert_eq!(length(&start, &goal, 4), 5);
    assert_eq!(length(&start, &goal, 3), 5);
    assert!(!start.leads_to(&goal, 4, 4));
}

/// The build ID that is promoted (e) just before the addition (h) takes in the other set, whatever is due in that
/// later.
#[test]
fn a_set_with_the_build_id_before_the_addition_takes_in_the_others() {
    let (start, goal) = (state("e0 f0 g1 a0 b1 c2 d2"), sets("i abcehfgd"));
    assert_eq!(length(&start, &goal, 4), 7);
    assert_eq!(length(&start, &goal, 3), 7);
}

/// Two new sets need room. Promoting the set with more late merges makes enough of it.
#[test]
fn the_set_with_the_most_late_merges_is_promoted_for_the_room() {
    let (start, goal) = (state("a0 b1 c2 d3 e4"), sets("h i afbc dge"));
    assert_eq!(length(&start, &goal, 7), 7);
    assert_eq!(length(&start, &goal, 5), 8);
    assert!(!start.leads_to(&goal, 7, 5));
}

/// A start and a goal. Each build ID gets the position of a present set and of a final one, and these are then numbered
/// without gaps.
fn case() -> impl Strategy<Value = (State, Vec<Vec<u8>>)> {
    let ids = prop::collection::vec((0..4_u8, 0..3_u8), 6..=7);
    (ids, 4..=7_usize)
        .prop_flat_map(|(places, known)| {
            let goal_of = move |set: u8| set % 3;
            let known = known.min(places.len());
            let rows: Vec<(u8, u8)> =
                (0..).zip(places.iter().map(|(set, _)| *set)).take(known).collect();
            let goal: Vec<Vec<u8>> = (0..3)
                .map(|group| {
                    (0..)
                        .zip(&places)
                        .filter(|(id, (set, new))| {
                            group == if usize::from(*id) < known { goal_of(*set) } else { *new }
                        })
                        .map(|(id, _)| id)
                        .collect()
                })
                .collect();
            let shuffled: Vec<_> = goal
                .into_iter()
                .filter(|set: &Vec<u8>| !set.is_empty())
                .map(|set| Just(set).prop_shuffle())
                .collect();
            (Just(rows), shuffled.prop_shuffle())
        })
        .prop_map(|(rows, goal)| {
            let mut used: Vec<u8> = rows.iter().map(|(_, set)| *set).collect();
            used.sort_unstable();
            used.dedup();
            let place = |set| {
                u8::try_from(used.iter().position(|used| *used == set).expect("used")).expect("few")
            };
            (State { rows: rows.into_iter().map(|(id, set)| (id, place(set))).collect() }, goal)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_plan_of_more_build_ids_is_longer_than_need_be((start, goal) in case(), room in 0..2_u8) {
        let most_sets = start.set_count().max(u8::try_from(goal.len()).expect("few")) + room;
        let length = length(&start, &goal, most_sets);
        prop_assume!(length <= 7);
        prop_assert!(length == 0 || !start.leads_to(&goal, length - 1, most_sets), "{}", length);
    }
}
