//! Any sequence of operations, against the definition by moments: the same answers, the same sets.

#![no_main]

use std::num::NonZeroU32;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use worker_versioning::model::{
    BuildId, Limits, Namespace, Operation, SetPromotion, TaskQueueName, VersionSets,
};

#[path = "../../tests/model/naive.rs"]
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

fn operation(step: &Step) -> Operation {
    match *step {
        Step::AddNewDefault(build_id) => Operation::AddNewDefault { build_id: named(build_id) },
        Step::AddNewCompatible(build_id, existing, promotes) => Operation::AddNewCompatible {
            build_id: named(build_id),
            existing_compatible: named(existing),
            set_promotion: if promotes { SetPromotion::Promote } else { SetPromotion::Keep },
        },
        Step::PromoteSet(build_id) => Operation::PromoteSet { build_id: named(build_id) },
        Step::PromoteBuildIdWithinSet(build_id) => {
            Operation::PromoteBuildIdWithinSet { build_id: named(build_id) }
        }
        Step::MergeSets(primary, secondary) => {
            Operation::MergeSets { primary: named(primary), secondary: named(secondary) }
        }
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
