//! What can go wrong, and a way out.

use serde::Serialize;

use super::phrases::{subjects, workers_of};
use crate::hazards::{Hazard, HazardKind};
use crate::refusal::Limit;

/// A hazard in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HazardWords {
    /// What can go wrong.
    pub what: String,
    /// What to do about it.
    pub way_out: String,
}

/// A hazard, with its description in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Hazard"))]
pub struct ExplainedHazard {
    /// The hazard.
    #[serde(flatten)]
    pub hazard: Hazard,
    /// Its description in words.
    #[serde(flatten)]
    pub words: HazardWords,
}

impl From<Hazard> for ExplainedHazard {
    fn from(found: Hazard) -> Self {
        Self { words: hazard(&found), hazard: found }
    }
}

/// What can go wrong, and a way out of it.
#[must_use]
pub fn hazard(hazard: &Hazard) -> HazardWords {
    let task_queue = &hazard.task_queue;
    let who = subjects(&hazard.subjects);
    let (what, way_out) = match &hazard.kind {
        HazardKind::WithoutWorker { version } => {
            let workers = workers_of(version);
            (
                format!(
                    "No worker here receives what lands on {workers} on {task_queue}: {who} would wait."
                ), format!("Start {workers} on {task_queue} first."))
        }
        HazardKind::SupersededWorker { build_id, newer_build_id } => (
            format!(
                "The polls of the workers of {build_id} on {task_queue} are refused: {newer_build_id} is newer in their set."
            ),
            "Stop them when the polls that wait have ended, after a minute at most.".to_owned(),
        ),
        HazardKind::PassingQueueDefault { build_id, until, lands_at_the_end } => (
            format!(
                "Until step {until}, new workflows on {task_queue} start on {build_id}; at the end these land on {lands_at_the_end}."
            ), format!("Have workers of {build_id} up, and take step {until} soon after.")),
        HazardKind::MergeMovesQueueDefault { from, to } => (
            format!("The merge moves new workflows on {task_queue} from {from} to {to}."),
            "Merge the other way round to keep the default, if that is what is meant.".to_owned(),
        ),
        HazardKind::MergeDeclaresCompatible { kept, given_up } => {
            let moves = if who.is_empty() { who } else { format!(": it moves {who}") };
            (
                format!("The merge declares {given_up} and {kept} compatible, for good{moves}."),
                format!(
                    "Be sure that {kept} can go on with what {given_up} began: no operation splits a set."
                ),
            )
        }
        HazardKind::LeftBehind { version } => (
            format!("Left behind on {} on {task_queue}: {who}.", workers_of(version)),
            "Keep these workers until they have closed (worker-versioning retire says when).".to_owned(),
        ),
        HazardKind::JumpsToQueueDefault { build_id } => (
            format!(
                "Nothing to inherit from a workflow of unversioned workers, and so on the queue default {build_id}: {who}."
            ), format!("Be sure that {build_id} can run that.")),
        HazardKind::RejectedCommand => (
            format!(
                "{who}: the server refuses a build ID that is inherited to another task queue, and the workflow hangs."
            ),
            "Take the intent Compatible away, or name the workflow's own task queue.".to_owned(),
        ),
        HazardKind::JavaUnsetTaskQueue { inherited } => (
            format!(
                "{who}: without a task queue and an intent the Java SDK does not inherit; else it would land on {}.",
                workers_of(inherited)
            ),
            "Name the task queue, or set the intent Compatible, in the code.".to_owned(),
        ),
        HazardKind::DroppedPromotion { queue_default } => (
            format!(
                "The TypeScript client up to 1.24.0 drops promoteSet: new workflows on {task_queue} would stay on {queue_default}."
            ),
            "Send a second call that promotes the set, as its snippet does.".to_owned(),
        ),
        HazardKind::NotRepeatable { refusal } => (
            match refusal.as_str() {
                "" => "Sent a second time, when all is done, the step changes the version sets again.".to_owned(),
                _ => format!("Sent a second time, when all is done, the step is refused: {refusal}."),
            },
            "Do not let a job that is tried again send it again: worker-versioning push looks first.".to_owned(),
        ),
        HazardKind::LimitNear { limit, allowed, reached } => (
            format!("{reached} of {allowed} {} ({task_queue}) are used.", counted(*limit)),
            "Raise the cluster's limit in time: build IDs are not removed by hand.".to_owned(),
        ),
        HazardKind::GuessedOrder { set_default } => (
            format!(
                "The order of the build IDs before {set_default} in its set on {task_queue} is a guess since the import."
            ),
            "Only the default matters for landings; promote what has to be in a certain order.".to_owned(),
        ),
    };
    HazardWords { what, way_out }
}

/// What a limit counts.
const fn counted(limit: Limit) -> &'static str {
    match limit {
        Limit::VersionSets => "version sets in the queue",
        Limit::BuildIds => "build IDs in the queue",
        Limit::TaskQueuesPerBuildId => "task queues that know the build ID",
    }
}
