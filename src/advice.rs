//! What led to a refusal, and what to do instead.

use serde::Serialize;

use crate::names::{BuildId, TaskQueueName};
use crate::operation::Operation;
use crate::refusal::RefusalReason;
use crate::version_sets::{BuildIdOperation, BuildIdRole, VersionSet, VersionSets};

/// What led to a refusal, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// What led to the refusal.
    pub cause: String,
    /// What to do instead.
    pub instead: String,
    /// The operation that does this, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<BuildIdOperation>,
}

impl Advice {
    fn new(cause: impl Into<String>, instead: impl Into<String>) -> Self {
        Self { cause: cause.into(), instead: instead.into(), operation: None }
    }

    fn with(self, operation: BuildIdOperation) -> Self {
        Self { operation: Some(operation), ..self }
    }
}

/// What led to the refusal of an operation, and what to do instead.
///
/// The sets are those of the operation's task queue before the operation; `None` if the queue is unversioned.
#[must_use]
pub fn advice(operation: &Operation, reason: RefusalReason, sets: Option<&VersionSets>) -> Advice {
    let Operation { task_queue, operation } = operation;
    match reason {
        RefusalReason::Incomplete => {
            Advice::new("Something is left empty.", "Fill in what the message names.")
        }
        RefusalReason::BuildIdTooLong => Advice::new(
            "The build ID has more bytes than the cluster takes; other letters than a to z have several.",
            "Take a shorter build ID.",
        ),
        RefusalReason::TaskQueueName => Advice::new(
            "No task queue can have that name.",
            "Name the queue that the workers poll.",
        ),
        RefusalReason::AlreadyExists => already_exists(operation, task_queue, sets),
        RefusalReason::NotQueueDefault => {
            let build_id = first_named(operation);
            let cause =
                format!("{build_id} is in that set already, and the set is not the queue default.");
            Advice::new(cause, "Promote the set.")
                .with(BuildIdOperation::PromoteSetByBuildId { build_id })
        }
        RefusalReason::NotSetDefault => {
            let build_id = first_named(operation);
            let cause = format!(
                "{build_id} is in that set already, but it is not the default: adding it again does not promote it."
            );
            Advice::new(cause, "Promote it within its set.")
                .with(BuildIdOperation::PromoteBuildIdWithinSet { build_id })
        }
        RefusalReason::Incompatible => incompatible(operation),
        RefusalReason::NotFound => not_found(operation, task_queue, sets),
        RefusalReason::TooManyVersionSets => Advice::new(
            "The queue has as many version sets as the cluster allows.",
            "Merge two sets that may share workers, or have the limit raised (limit.versionCompatibleSetLimitPerQueue).",
        ),
        RefusalReason::TooManyBuildIds => Advice::new(
            "The queue has as many build IDs as the cluster allows, and an operation never takes one away.",
            "Have the limit raised (limit.versionBuildIdLimitPerQueue), or old build IDs removed by the server (worker.buildIdScavengerEnabled).",
        ),
        RefusalReason::TooManyTaskQueues => Advice::new(
            "As many task queues as the cluster allows already know this build ID.",
            "Take a build ID of its own for this queue, or have the limit raised (limit.taskQueuesPerBuildId).",
        ),
    }
}

fn already_exists(
    operation: &BuildIdOperation,
    task_queue: &TaskQueueName,
    sets: Option<&VersionSets>,
) -> Advice {
    let build_id = first_named(operation);
    let set = sets.and_then(|sets| sets.set_of(&build_id)).map(VersionSet::default_build_id);
    let in_set = match set {
        Some(set_default) => format!("the version set of {set_default}"),
        None => "a version set".to_owned(),
    };
    let cause =
        format!("{build_id} is in {in_set} of {task_queue}, and a build ID stays in its set.");
    if set == Some(&build_id) {
        return Advice::new(cause, "Promote its set to queue default. Or take a new build ID.")
            .with(BuildIdOperation::PromoteSetByBuildId { build_id });
    }
    let instead = format!(
        "Make {build_id} the default of its set, then promote that set. Or take a new build ID."
    );
    Advice::new(cause, instead).with(BuildIdOperation::PromoteBuildIdWithinSet { build_id })
}

fn incompatible(operation: &BuildIdOperation) -> Advice {
    let added = first_named(operation);
    let existing = required(operation).next().unwrap_or(&added).clone();
    let cause = format!(
        "{added} and {existing} are in two version sets, and a build ID never leaves its set."
    );
    let instead = "If the two are compatible, merge their sets: workers of the merged set's default then run both. Or take a new build ID.";
    Advice::new(cause, instead)
        .with(BuildIdOperation::MergeSets { primary_build_id: added, secondary_build_id: existing })
}

fn not_found(
    operation: &BuildIdOperation,
    task_queue: &TaskQueueName,
    sets: Option<&VersionSets>,
) -> Advice {
    let sets = sets.map_or(&[][..], VersionSets::sets);
    let is_unknown = |build_id: &&BuildId| !sets.iter().any(|set| set.contains(build_id));
    let wanted = required(operation).find(is_unknown).filter(|wanted| !wanted.is_empty());
    let cause = match wanted {
        _ if sets.is_empty() => format!("{task_queue} has no version sets yet."),
        None => "A build ID is left empty.".to_owned(),
        Some(wanted) => format!("No version set of {task_queue} holds exactly {wanted}."),
    };
    let Some(wanted) = wanted else {
        return Advice::new(cause, "Name a build ID of each of the two sets.");
    };
    let mut known = sets.iter().flat_map(VersionSet::build_ids);
    let name = wanted.as_str().trim();
    if let Some(near) = known.find(|near| near.as_str().trim().eq_ignore_ascii_case(name)) {
        return Advice::new(cause, format!("There is {near}: capitals and blanks count."))
            .with(replaced(operation, wanted, near));
    }
    Advice::new(cause, format!("Name a build ID that the queue has, or add {wanted} first."))
        .with(BuildIdOperation::AddNewIdInNewDefaultSet { build_id: wanted.clone() })
}

/// The build ID that an operation adds or promotes, or into whose set it merges.
fn first_named(operation: &BuildIdOperation) -> BuildId {
    operation.build_ids().first().copied().cloned().unwrap_or_default()
}

/// The build IDs that an operation requires in the task queue.
fn required(operation: &BuildIdOperation) -> impl Iterator<Item = &BuildId> {
    let build_ids = operation.fields().build_ids.into_iter();
    build_ids.filter(|(role, _)| *role != BuildIdRole::Added).map(|(_, build_id)| build_id)
}

/// The operation with another build ID wherever it names one.
fn replaced(operation: &BuildIdOperation, from: &BuildId, to: &BuildId) -> BuildIdOperation {
    let mut operation = operation.clone();
    for (_, build_id) in operation.fields_mut().build_ids {
        if build_id == from {
            *build_id = to.clone();
        }
    }
    operation
}
