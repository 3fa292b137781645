//! Laws that hold for every sequence of operations.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use proptest::prelude::*;

use crate::common::{self, QUEUE, add_new_default, merge, sets_of, update};
use crate::naive::NaiveQueue;
use worker_versioning::limits::Limits;
use worker_versioning::names::BuildId;
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::{BuildIdOperation, Effect, VersionSets};

const SETS_LIMIT: u32 = 4;
const BUILD_IDS_LIMIT: u32 = 7;

fn any_build_id() -> impl Strategy<Value = &'static str> + Clone {
    prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h", "i"])
}

fn any_operation() -> impl Strategy<Value = BuildIdOperation> {
    common::any_operation(any_build_id())
}

/// Operations on build IDs from 0 on, of which the first hundred and fifty may be there.
fn any_operation_of_many() -> impl Strategy<Value = BuildIdOperation> {
    common::any_operation((0..200_u32).prop_map(|number| number.to_string()))
}

pub fn any_operations() -> impl Strategy<Value = Vec<BuildIdOperation>> {
    prop::collection::vec(any_operation(), 0..60)
}

fn small_namespace() -> Namespace {
    Namespace::new(Limits {
        version_sets: NonZeroU32::new(SETS_LIMIT),
        build_ids: NonZeroU32::new(BUILD_IDS_LIMIT),
        ..Limits::default()
    })
}

fn replay(operations: &[BuildIdOperation]) -> Namespace {
    let mut namespace = small_namespace();
    for operation in operations {
        // Refusals are part of the sequence.
        let _ = update(&mut namespace, operation);
    }
    namespace
}

fn build_ids(namespace: &Namespace) -> Vec<BuildId> {
    let sets = namespace.version_sets(&QUEUE.into()).map_or(&[][..], VersionSets::sets);
    sets.iter().flat_map(|set| set.build_ids().cloned()).collect()
}

fn ids(namespace: &Namespace) -> BTreeSet<BuildId> {
    let sets = namespace.version_sets(&QUEUE.into()).map_or(&[][..], VersionSets::sets);
    sets.iter().map(|set| set.id().clone()).collect()
}

proptest! {
    #[test]
    fn agrees_with_the_definition_by_moments(operations in any_operations()) {
        let mut namespace = small_namespace();
        let mut naive = NaiveQueue::default();
        for operation in &operations {
            let ours = update(&mut namespace, operation);
            let expected = naive.apply(operation, SETS_LIMIT as usize, BUILD_IDS_LIMIT as usize);
            let ours = ours.map(|_| ()).map_err(|error| format!("{}: {error}", error.status_code()));
            prop_assert_eq!(ours, expected);
            prop_assert_eq!(sets_of(&namespace, QUEUE), naive.shown());
        }
    }

    #[test]
    fn agrees_with_the_definition_by_moments_however_many_build_ids_there_are(operations in prop::collection::vec(any_operation_of_many(), 0..200)) {
        let mut namespace = Namespace::new(Limits::NONE);
        let mut naive = NaiveQueue::default();
        for build_id in 0..150 {
            let operation = add_new_default(&build_id.to_string());
            prop_assert!(update(&mut namespace, &operation).is_ok());
            prop_assert!(naive.apply(&operation, usize::MAX, usize::MAX).is_ok());
        }
        for operation in &operations {
            let ours = update(&mut namespace, operation);
            let expected = naive.apply(operation, usize::MAX, usize::MAX);
            let ours = ours.map(|_| ()).map_err(|error| format!("{}: {error}", error.status_code()));
            prop_assert_eq!(ours, expected);
        }
        prop_assert_eq!(sets_of(&namespace, QUEUE), naive.shown());
    }

    #[test]
    fn a_build_id_is_at_most_once_in_a_queue(operations in any_operations()) {
        let listed = build_ids(&replay(&operations));
        let distinct: BTreeSet<_> = listed.iter().collect();
        prop_assert_eq!(distinct.len(), listed.len());
    }

    #[test]
    fn a_refused_operation_changes_nothing(operations in any_operations(), operation in any_operation()) {
        let mut namespace = replay(&operations);
        let before = namespace.clone();
        if update(&mut namespace, &operation).is_err() {
            prop_assert_eq!(namespace, before);
        }
    }

    #[test]
    fn unchanged_means_unchanged_and_changed_changed(operations in any_operations(), operation in any_operation()) {
        let mut namespace = replay(&operations);
        let before = sets_of(&namespace, QUEUE);
        if let Ok(effect) = update(&mut namespace, &operation) {
            prop_assert_eq!(sets_of(&namespace, QUEUE) == before, effect == Effect::Unchanged);
        }
    }

    #[test]
    fn no_operation_loses_a_build_id(operations in any_operations(), operation in any_operation()) {
        let mut namespace = replay(&operations);
        let before = build_ids(&namespace);
        let _ = update(&mut namespace, &operation);
        let after: BTreeSet<_> = build_ids(&namespace).into_iter().collect();
        prop_assert!(before.iter().all(|build_id| after.contains(build_id)));
    }

    #[test]
    fn a_merge_keeps_the_primary_default_and_every_member(operations in any_operations(), primary in any_build_id(), secondary in any_build_id()) {
        let mut namespace = replay(&operations);
        let find = |namespace: &Namespace, build_id: &str| {
            namespace.version_sets(&QUEUE.into())?.set_of(&build_id.into()).cloned()
        };
        let (first, second) = (find(&namespace, primary), find(&namespace, secondary));
        if update(&mut namespace, &merge(primary, secondary)).is_ok() {
            let (first, second) = (first.expect("found"), second.expect("found"));
            let merged = find(&namespace, primary).expect("still there");
            prop_assert_eq!(merged.default_build_id(), first.default_build_id());
            let members: BTreeSet<_> = merged.build_ids().collect();
            prop_assert_eq!(members, first.build_ids().chain(second.build_ids()).collect::<BTreeSet<_>>());
        }
    }

    #[test]
    fn equal_operations_give_equal_states(operations in any_operations()) {
        prop_assert_eq!(replay(&operations), replay(&operations));
    }

    #[test]
    fn recorded_sets_restore_the_state(operations in any_operations(), later in any_operations()) {
        let mut original = replay(&operations);
        let recorded = original.version_sets(&QUEUE.into()).map_or_else(Vec::new, |sets| sets.sets().to_vec());
        let mut restored = small_namespace();
        restored.import(QUEUE.into(), VersionSets::from_recorded(recorded).expect("a state")).expect("a good name");
        for operation in &later {
            prop_assert_eq!(update(&mut original, operation), update(&mut restored, operation));
            prop_assert_eq!(sets_of(&original, QUEUE), sets_of(&restored, QUEUE));
        }
    }

    #[test]
    fn a_set_is_known_by_a_build_id_that_it_holds(operations in any_operations()) {
        let namespace = replay(&operations);
        for set in namespace.version_sets(&QUEUE.into()).map_or(&[][..], VersionSets::sets) {
            prop_assert!(set.contains(set.id()));
            // Said only where it is not the first.
            prop_assert!(set.oldest_build_id.as_ref() != set.build_ids().next());
        }
    }

    #[test]
    fn only_a_merge_makes_an_identity_disappear(operations in any_operations(), operation in any_operation()) {
        let mut namespace = replay(&operations);
        let before = ids(&namespace);
        let _ = update(&mut namespace, &operation);
        let gone: Vec<_> = before.difference(&ids(&namespace)).cloned().collect();
        match &operation {
            BuildIdOperation::MergeSets { secondary_build_id, .. } => {
                prop_assert!(gone.len() <= 1);
                let secondary = replay(&operations);
                let secondary = secondary.version_sets(&QUEUE.into());
                let secondary = secondary.and_then(|sets| sets.set_of(secondary_build_id));
                prop_assert!(gone.iter().all(|id| secondary.is_some_and(|set| set.id() == id)));
            }
            _ => prop_assert!(gone.is_empty()),
        }
    }

    #[test]
    fn a_snapshot_restores_everything(operations in any_operations(), imported in any::<bool>()) {
        let mut namespace = replay(&operations);
        if imported {
            let listed = build_ids(&namespace).chunks(2).map(<[BuildId]>::to_vec).collect();
            let sets = VersionSets::from_listed(listed).expect("each once");
            namespace.import("imported".into(), sets).expect("a good name");
        }
        prop_assert_eq!(Namespace::from_snapshot(namespace.snapshot()), Ok(namespace));
    }
}
