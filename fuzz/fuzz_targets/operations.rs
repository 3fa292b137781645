//! Any sequence of operations, against the definition by moments: the same answers, the same sets.

#![no_main]

use std::num::NonZeroU32;

use libfuzzer_sys::fuzz_target;
use worker_versioning::limits::Limits;
use worker_versioning::names::TaskQueueName;
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::{BuildIdOperation, VersionSets};

#[path = "../../tests/version_sets/naive.rs"]
mod naive;

#[path = "../../tests/common/every_operation.rs"]
mod every_operation;
use every_operation::every_operation;

/// Which operation, on which build IDs.
type Step = (u8, u8, u8);

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

fn operation((which, first, second): &Step) -> BuildIdOperation {
    let mut operations = every_operation(&named(*first), &named(*second));
    operations.swap_remove(usize::from(*which) % operations.len())
}

/// Few names, so that operations meet.
fn named(number: u8) -> String {
    (number % 16).to_string()
}

fn shown(namespace: &Namespace, queue: &TaskQueueName) -> String {
    let sets = namespace.version_sets(queue).map_or(&[][..], VersionSets::sets);
    let sets = sets.iter().map(|set| {
        let build_ids: Vec<_> = set.build_ids().map(ToString::to_string).collect();
        format!("[{}]", build_ids.join(" "))
    });
    sets.collect::<Vec<_>>().join(" ")
}
