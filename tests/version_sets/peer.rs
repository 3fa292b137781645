//! The peer of the benchmarks answers as the engine does.

use proptest::prelude::*;
use worker_versioning::limits::Limits;
use worker_versioning::names::BuildId;
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::{Effect, VersionSets};

use crate::common::{QUEUE, update};
use crate::linear::LinearSets;
use crate::properties::any_operations;

proptest! {
    #[test]
    fn the_peer_of_the_benchmarks_agrees(operations in any_operations()) {
        let mut namespace = Namespace::new(Limits::NONE);
        let mut peer = LinearSets::default();
        for operation in &operations {
            let ours = update(&mut namespace, operation).ok().map(|effect| effect != Effect::Unchanged);
            prop_assert_eq!(ours, peer.apply(operation).ok());
            let sets = namespace.version_sets(&QUEUE.into());
            let listed = sets.map_or(&[][..], VersionSets::sets).iter().map(|set| set.build_ids().collect());
            prop_assert_eq!(listed.collect::<Vec<Vec<&BuildId>>>(), peer.listed());
            prop_assert_eq!(sets.and_then(VersionSets::default_build_id), peer.default_build_id());
            for build_id in ["a", "e", "i"].map(BuildId::from) {
                prop_assert_eq!(sets.and_then(|sets| sets.default_of(&build_id)), peer.default_of(&build_id));
            }
        }
    }
}
