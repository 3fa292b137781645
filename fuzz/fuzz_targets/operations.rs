//! Any sequence of operations, against the definition by moments: the same answers, the same sets.

#![no_main]

use std::num::NonZeroU32;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use worker_versioning::limits::Limits;
use worker_versioning::names::{BuildId, TaskQueueName};
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::{BuildIdOperation, VersionSets};

#[path = "../../tests/version_sets/naive.rs"]
mod naive;

#[derive(Debug, Arbitrary)]
enum Step {
    AddNewDefault(u8),
    AddNewCompatible(u8, u8, bool),
    PromoteSet(u8),
    PromoteBuildIdWithinSet(u8),
    MergeSets(u8, u8),
}

const SETS: u32 = 6;
const BUILD_IDS: u32 = 12;

fuzz_target!(|steps: Vec<Step>| {
    let queue = TaskQueueName::from("queue");
    let mut namespace = Namespace::new(Limits {
        version_sets: NonZeroU32::new(SETS),
        build_ids: NonZeroU32::new(BUILD_IDS),
        ..Limits::default()
    });
    let mut naive = naive::NaiveQueue::default();
    for step in &steps {
        let operation = operation(step);
        let before = namespace.clone();
        let ours = namespace.update(&queue, Some(&operation));
        let ours = ours.map(|_| ()).map_err(|error| format!("{}: {error}", error.status_code()));
        assert_eq!(ours, naive.apply(&operation, SETS as usize, BUILD_IDS as usize));
        assert_eq!(shown(&namespace, &queue), naive.shown());
        if ours.is_err() {
            assert_eq!(namespace, before);
        }
    }
});

fn operation(step: &Step) -> BuildIdOperation {
    match *step {
        Step::AddNewDefault(build_id) => {
            BuildIdOperation::AddNewIdInNewDefaultSet { build_id: named(build_id) }
        }
        Step::AddNewCompatible(build_id, existing, promote_set) => {
            BuildIdOperation::AddNewCompatibleVersion {
                build_id: named(build_id),
                existing_compatible_build_id: named(existing),
                promote_set,
            }
        }
        Step::PromoteSet(build_id) => {
            BuildIdOperation::PromoteSetByBuildId { build_id: named(build_id) }
        }
        Step::PromoteBuildIdWithinSet(build_id) => {
            BuildIdOperation::PromoteBuildIdWithinSet { build_id: named(build_id) }
        }
        Step::MergeSets(primary, secondary) => BuildIdOperation::MergeSets {
            primary_build_id: named(primary),
            secondary_build_id: named(secondary),
        },
    }
}

/// Few names, so that operations meet.
fn named(number: u8) -> BuildId {
    (number % 16).to_string().into()
}

fn shown(namespace: &Namespace, queue: &TaskQueueName) -> String {
    let sets = namespace.version_sets(queue).map_or(&[][..], VersionSets::sets);
    let sets = sets.iter().map(|set| {
        let build_ids: Vec<_> = set.build_ids().map(ToString::to_string).collect();
        format!("[{}]", build_ids.join(" "))
    });
    sets.collect::<Vec<_>>().join(" ")
}
