//! Words in which the tests are written: version sets as text such as `[1.0 1.1] [2.0]`, and a short name
//! for each operation.

#![allow(dead_code, reason = "each test crate uses its own part")]

mod every_operation;

use proptest::prelude::*;
use worker_versioning::limits::Limits;
use worker_versioning::names::TaskQueueName;
use worker_versioning::namespace::Namespace;
use worker_versioning::refusal::OperationError;
use worker_versioning::version_sets::{BuildIdOperation, Effect, VersionSets};

pub use every_operation::every_operation;

pub const QUEUE: &str = "orders";

pub fn add_new_default(build_id: &str) -> BuildIdOperation {
    BuildIdOperation::AddNewIdInNewDefaultSet { build_id: build_id.into() }
}

pub fn add_compatible(build_id: &str, existing: &str) -> BuildIdOperation {
    add_new_compatible_version(build_id, existing, false)
}

pub fn add_compatible_and_promote(build_id: &str, existing: &str) -> BuildIdOperation {
    add_new_compatible_version(build_id, existing, true)
}

fn add_new_compatible_version(
    build_id: &str,
    existing: &str,
    promote_set: bool,
) -> BuildIdOperation {
    BuildIdOperation::AddNewCompatibleVersion {
        build_id: build_id.into(),
        existing_compatible_build_id: existing.into(),
        promote_set,
    }
}

pub fn promote_set(build_id: &str) -> BuildIdOperation {
    BuildIdOperation::PromoteSetByBuildId { build_id: build_id.into() }
}

pub fn promote_within_set(build_id: &str) -> BuildIdOperation {
    BuildIdOperation::PromoteBuildIdWithinSet { build_id: build_id.into() }
}

pub fn merge(primary: &str, secondary: &str) -> BuildIdOperation {
    BuildIdOperation::MergeSets {
        primary_build_id: primary.into(),
        secondary_build_id: secondary.into(),
    }
}

/// Any operation on such build IDs.
pub fn any_operation<BuildId: AsRef<str> + std::fmt::Debug>(
    any_build_id: impl Strategy<Value = BuildId> + Clone,
) -> impl Strategy<Value = BuildIdOperation> {
    let names = (any_build_id.clone(), any_build_id, any::<prop::sample::Index>());
    names.prop_map(|(first, second, place)| {
        let mut operations = every_operation(first.as_ref(), second.as_ref());
        operations.swap_remove(place.index(operations.len()))
    })
}

/// A namespace whose queue [`QUEUE`] holds the sets of a text such as `[1.0 1.1] [2.0]`.
pub fn namespace(sets: &str) -> Namespace {
    namespace_with(Limits::default(), sets)
}

pub fn namespace_with(limits: Limits, sets: &str) -> Namespace {
    let mut namespace = Namespace::new(limits);
    namespace.import(QUEUE.into(), listed(sets)).expect("a good name");
    namespace
}

pub fn listed(sets: &str) -> VersionSets {
    let sets = sets
        .split(']')
        .filter_map(|set| set.trim().strip_prefix('['))
        .map(|set| set.split_whitespace().map(Into::into).collect())
        .collect();
    VersionSets::from_listed(sets).expect("good sets")
}

/// The sets of a queue as text; empty for an unversioned one.
pub fn sets_of(namespace: &Namespace, task_queue: &str) -> String {
    let sets = namespace.version_sets(&TaskQueueName::from(task_queue));
    let sets = sets.map_or(&[][..], VersionSets::sets);
    let texts: Vec<_> = sets
        .iter()
        .map(|set| {
            let build_ids: Vec<_> = set.build_ids().map(ToString::to_string).collect();
            format!("[{}]", build_ids.join(" "))
        })
        .collect();
    texts.join(" ")
}

pub fn update(
    namespace: &mut Namespace,
    operation: &BuildIdOperation,
) -> Result<Effect, OperationError> {
    namespace.update(&QUEUE.into(), Some(operation))
}

/// Applies an operation to the sets of a text, and tells the result as text: `same` when nothing changed,
/// the new sets, or `STATUS: message` of a refusal, which must have changed nothing.
pub fn apply(sets: &str, operation: &BuildIdOperation) -> String {
    let mut namespace = namespace(sets);
    let before = namespace.clone();
    match update(&mut namespace, operation) {
        Ok(Effect::Unchanged) => {
            assert_eq!(namespace, before);
            "same".to_owned()
        }
        Ok(Effect::Changed | Effect::ChangedInGuessedOrder) => sets_of(&namespace, QUEUE),
        Err(error) => {
            assert_eq!(namespace, before, "a refused operation changes nothing");
            format!("{}: {error}", error.status_code())
        }
    }
}
