//! What can go wrong, and a way out.

use serde::Serialize;

use super::phrases::{counted, subjects, workers_of};
use crate::hazards::{Hazard, HazardKind, Severity, Verdict, Worst};
use crate::names::TaskQueueName;
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

/// What there is to say against a rollout or a step, with its description in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Verdict"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedVerdict {
    /// The queue that it is about, if it is that on a step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_queue: Option<TaskQueueName>,
    /// The worst of it.
    pub worst: Worst,
    /// A sentence for all of it: the only one that says that there are no hazards.
    pub what: String,
    /// The hazards, the worst first, and else in the order of the steps with which they begin.
    pub hazards: Vec<ExplainedHazard>,
    /// How much waits because none of the workers that are listed for its queue receives it, whether or not it waited
    /// before.
    pub without_worker: u64,
    /// How much lands where no worker of the queue is listed: whether a worker receives it is not known.
    pub not_known: u64,
    /// Whether the document says that it lists all workflows of the queues that it is about: hazards of others are not
    /// known.
    pub all_listed: bool,
}

impl From<Verdict> for ExplainedVerdict {
    fn from(found: Verdict) -> Self {
        let what = verdict(&found);
        let Verdict { task_queue, worst, hazards, without_worker, not_known, all_listed } = found;
        let hazards = hazards.into_iter().map(ExplainedHazard::from).collect();
        Self { task_queue, worst, what, hazards, without_worker, not_known, all_listed }
    }
}

/// A sentence for everything that there is to say: `2 hazards, 1 of which stops work; 1 landing without a worker.`
#[must_use]
pub fn verdict(verdict: &Verdict) -> String {
    let stops = verdict.hazards.iter().filter(|hazard| hazard.severity == Severity::Stops).count();
    let stop = if stops == 1 { "stops work" } else { "stop work" };
    let hazards = match (verdict.hazards.len(), stops) {
        (0, _) => None,
        (all, 0) => Some(counted(all as u64, "hazard")),
        (all, stops) if all == stops => {
            Some(format!("{}, which {stop}", counted(all as u64, "hazard")))
        }
        (all, stops) => Some(format!("{}, {stops} of which {stop}", counted(all as u64, "hazard"))),
    };
    let waiting = (verdict.without_worker > 0)
        .then(|| format!("{} without a worker", counted(verdict.without_worker, "landing")));
    let not_known = (verdict.not_known > 0).then(|| {
        format!("{} for which no worker is listed", counted(verdict.not_known, "landing"))
    });
    let parts: Vec<String> = [hazards, waiting, not_known].into_iter().flatten().collect();
    let listed = if verdict.all_listed { "" } else { " for what is listed" };
    match &verdict.task_queue {
        _ if !parts.is_empty() => format!("{}.", parts.join("; ")),
        Some(task_queue) => format!("No hazards on {task_queue}{listed}."),
        None => format!("No hazards{listed}."),
    }
}

/// The way out of a command that the server refuses.
pub(super) const OTHERWISE_COMMANDED: &str =
    "Take the intent Compatible away, or name the workflow's own task queue.";

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
        HazardKind::NotOptedIn { build_id } => (
            format!(
                "{who} would wait for workers of {build_id} on {task_queue}: those listed with this build ID have not opted in to versioning, and poll as unversioned workers."
            ),
            "Have them opt in, and start them anew: useVersioning beside buildId (Go UseBuildIDForVersioning, Python use_worker_versioning, Java setUseBuildIdForVersioning, .NET UseWorkerVersioning).".to_owned(),
        ),
        HazardKind::SupersededWorker { build_id, newer_build_id, default_again } => (
            format!(
                "The server refuses the polls of workers of {build_id} on {task_queue}, and they log it: the default of their set is {newer_build_id}."
            ),
            match default_again {
                None => "They may be stopped when the polls that wait have ended, after a minute at most, and nothing is to go back to them.".to_owned(),
                Some(step) => format!("Keep them up: step {step} makes {build_id} the default of the set again."),
            },
        ),
        HazardKind::BackToOlder { from, to } => {
            let known = if who.is_empty() { who } else { format!(": {who}") };
            (
                format!(
                    "Running workflows on {task_queue} go back from {from} to {to}, whose older code replays what newer code has recorded{known}."
                ),
                format!(
                    "Replay such histories with the code of {to} first; if that fails, add a mended build ID, compatible with {from}, instead. A workflow whose task fails on {to} goes on when {from} is the default again."
                ),
            )
        }
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
            OTHERWISE_COMMANDED.to_owned(),
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
            format!("{reached} of {allowed} {} ({task_queue}) are used.", of_limit(*limit)),
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
const fn of_limit(limit: Limit) -> &'static str {
    match limit {
        Limit::VersionSets => "version sets in the queue",
        Limit::BuildIds => "build IDs in the queue",
        Limit::TaskQueuesPerBuildId => "task queues that know the build ID",
    }
}
