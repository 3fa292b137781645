//! Imported state: what is exact, what is a guess, and what cannot be a state.

use crate::common::{
    QUEUE, add_compatible, add_new_default, listed, merge, namespace, promote_set,
    promote_within_set, sets_of, update,
};
use worker_versioning::names::BuildId;
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::{
    Effect, Moment, SetMember, StateProblem, VersionSet, VersionSets,
};

fn is_guess(namespace: &Namespace) -> Vec<bool> {
    let sets = namespace.version_sets(&QUEUE.into()).expect("a versioned queue");
    sets.sets().iter().map(VersionSet::order_is_guess).collect()
}

#[test]
fn a_merge_of_imported_sets_is_a_guess_where_two_members_could_stand_either_way() {
    for (sets, operation, expected) in [
        // `a` and `c` are both there since before the import: which was promoted later is not known.
        ("[a b] [c]", merge("b", "c"), Effect::ChangedInGuessedOrder),
        ("[a b] [c d]", merge("d", "b"), Effect::ChangedInGuessedOrder),
        // The primary's default is promoted by the merge, and nothing else of its set is left to compare.
        ("[a b] [c]", merge("c", "b"), Effect::Changed),
        ("[a] [b]", merge("a", "b"), Effect::Changed),
    ] {
        let mut namespace = namespace(sets);
        assert_eq!(update(&mut namespace, &operation), Ok(expected), "{operation:?} on {sets}");
        assert_eq!(is_guess(&namespace).contains(&true), expected == Effect::ChangedInGuessedOrder);
    }
}

#[test]
fn without_a_merge_nothing_is_a_guess() {
    let mut namespace = namespace("[a b] [c d]");
    for operation in
        [promote_set("a"), promote_within_set("c"), add_compatible("e", "a"), add_new_default("f")]
    {
        assert_eq!(update(&mut namespace, &operation), Ok(Effect::Changed));
    }
    assert_eq!(is_guess(&namespace), [false, false, false]);
}

#[test]
fn a_guess_ends_when_its_members_are_promoted() {
    let mut namespace = namespace("[a b] [c]");
    update(&mut namespace, &merge("b", "c")).expect("both are known");
    assert_eq!(is_guess(&namespace), [true]);
    update(&mut namespace, &promote_within_set("a")).expect("known");
    assert_eq!(sets_of(&namespace, QUEUE), "[c b a]");
    assert_eq!(is_guess(&namespace), [false]);
}

#[test]
fn what_was_applied_here_is_never_a_guess() {
    let mut namespace = Namespace::default();
    for operation in [
        add_new_default("a"),
        add_compatible("b", "a"),
        add_new_default("c"),
        add_compatible("d", "c"),
        merge("a", "c"),
    ] {
        assert_eq!(update(&mut namespace, &operation), Ok(Effect::Changed));
    }
    assert_eq!(is_guess(&namespace), [false]);
}

#[test]
fn an_import_replaces_what_was_known() {
    let mut namespace = namespace("[a] [b]");
    namespace.import(QUEUE.into(), listed("[c]")).expect("a good name");
    assert_eq!(sets_of(&namespace, QUEUE), "[c]");
    namespace.import(QUEUE.into(), listed("")).expect("a good name");
    assert_eq!(namespace.task_queues().count(), 0);
}

#[test]
fn lists_that_no_queue_can_have_are_refused() {
    for (sets, set, build_id, problem) in [
        (vec![vec![]], 0, None, StateProblem::EmptySet),
        (vec![vec!["a"], vec![""]], 1, Some(0), StateProblem::EmptyBuildId),
        (vec![vec!["a", "b"], vec!["c", "a"]], 1, Some(1), StateProblem::Duplicate("a".into())),
    ] {
        let sets =
            sets.into_iter().map(|set| set.into_iter().map(BuildId::from).collect()).collect();
        let error = VersionSets::from_listed(sets).expect_err("no queue can have them");
        assert_eq!((error.set, error.build_id, error.problem), (set, build_id, problem));
    }
}

fn recorded(members: &[(&str, u64)], became_queue_default: u64) -> VersionSet {
    VersionSet {
        members: members
            .iter()
            .map(|(build_id, moment)| SetMember {
                build_id: (*build_id).into(),
                became_set_default: Moment::new(*moment).expect("within bounds"),
                imported_in_set: None,
            })
            .collect(),
        became_queue_default: Moment::new(became_queue_default).expect("within bounds"),
        oldest_build_id: None,
    }
}

#[test]
fn recorded_sets_keep_what_a_merge_needs() {
    let mut namespace = Namespace::default();
    for operation in [
        add_new_default("a"),
        add_new_default("x"),
        add_compatible("b", "a"),
        add_compatible("y", "x"),
    ] {
        update(&mut namespace, &operation).expect("valid");
    }
    let sets = namespace.version_sets(&QUEUE.into()).expect("versioned");
    assert_eq!(VersionSets::from_recorded(sets.sets().to_vec()).as_ref(), Ok(sets));
}

#[test]
fn moments_out_of_order_are_refused() {
    for (sets, set, build_id) in [
        (vec![recorded(&[("a", 2), ("b", 1)], 1)], 0, Some(1)),
        (vec![recorded(&[("a", 1)], 2), recorded(&[("b", 3)], 1)], 1, None),
    ] {
        let error = VersionSets::from_recorded(sets).expect_err("out of order");
        assert!(matches!(error.problem, StateProblem::OutOfOrder(_)));
        assert_eq!((error.set, error.build_id), (set, build_id));
    }
}

#[test]
fn moments_have_bounds() {
    assert_eq!(Moment::new(0), None);
    assert_eq!(Moment::new(Moment::LAST_RECORDED.number()), Some(Moment::LAST_RECORDED));
    assert_eq!(Moment::new(Moment::LAST_RECORDED.number() + 1), None);
    let last = Moment::LAST_RECORDED.number();
    let sets = VersionSets::from_recorded(vec![recorded(&[("a", last - 1), ("b", last)], last)])
        .expect("in order");
    let mut namespace = Namespace::default();
    namespace.import(QUEUE.into(), sets).expect("a good name");
    update(&mut namespace, &promote_within_set("a")).expect("time goes on");
    assert_eq!(sets_of(&namespace, QUEUE), "[b a]");
}
