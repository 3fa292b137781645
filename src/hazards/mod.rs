//! What can go wrong on the way, for a list of steps on what is known to run.
//!
//! - `landings`: for what lands, and for the workers that receive it.
//! - `operations`: for the version sets themselves.
//! - `verdict`: both, and what waits anyhow, in one answer.

mod landings;
mod operations;
mod verdict;

use std::ops::RangeInclusive;

use serde::Serialize;

use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::operation::Operation;
use crate::refusal::Limit;
use crate::rollout::{
    Listing, Moment, PlacedWorker, Rollout, RolloutSubject, Subject, Timeline, TimelineStep,
};
use crate::version::WorkerVersion;

pub use verdict::{StepVerdict, Verdict, Worst};

/// Something that can go wrong. It is reported once, at the step with which it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Hazard {
    /// The step, from 1, after which it is so; 0 for what is so at the start.
    pub step: usize,
    /// The queue that it is about.
    pub task_queue: TaskQueueName,
    /// Whether it stops something.
    pub severity: Severity,
    /// What is affected.
    pub subjects: Vec<RolloutSubject>,
    /// The places in the document's `workers` of those that are affected.
    pub workers: Vec<usize>,
    /// What it is.
    #[serde(flatten)]
    pub kind: HazardKind,
}

/// How bad a hazard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Something stands still until somebody acts.
    Stops,
    /// Everything goes on, but perhaps not as it is meant to.
    Warns,
}

/// What can go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "code", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
pub enum HazardKind {
    /// Something lands on workers of a version, and no worker of the document receives it: it waits.
    ///
    /// Not where no worker of the queue is listed and the document does not say that all are, since then nothing is known;
    /// not for queries; and not for what waited for the same version before the step.
    WithoutWorker {
        /// The version that it waits for; empty for unversioned workers.
        #[serde(rename = "buildId")]
        version: WorkerVersion,
    },
    /// Something lands on a build ID, and the only workers of the document that name it have not opted in to versioning:
    /// they poll as unversioned workers, and it waits. Where there are such workers, this stands instead of
    /// [`Self::WithoutWorker`].
    NotOptedIn {
        /// The build ID.
        build_id: BuildId,
    },
    /// A worker that is superseded in its set keeps polling: its polls are refused.
    SupersededWorker {
        /// Its build ID.
        build_id: BuildId,
        /// The default of its set.
        newer_build_id: BuildId,
        /// The later step, if there is one, that makes it the default of its set again.
        #[serde(skip_serializing_if = "Option::is_none")]
        default_again: Option<usize>,
    },
    /// A step makes a build ID the default of a set that is older than the default of until then: running workflows go
    /// back, and older code replays what newer code has recorded. In a merge, the primary set is older than the other.
    ///
    /// The subjects are the running workflows that a newer build ID of the set is known to have run. There may be others,
    /// since workflows that are not in the document, or that have gone on since, go back too.
    BackToOlder {
        /// The default of until then.
        from: BuildId,
        /// The older build ID.
        to: BuildId,
    },
    /// New workflows start on a build ID that is the queue default neither at the start nor at the end.
    PassingQueueDefault {
        /// The build ID.
        build_id: BuildId,
        /// The step with which another one becomes the queue default.
        until: usize,
        /// Where the workflows that start meanwhile land at the end: the default of their set.
        lands_at_the_end: BuildId,
    },
    /// A merge makes new workflows start on another build ID.
    MergeMovesQueueDefault {
        /// The queue default before.
        from: BuildId,
        /// The queue default after.
        to: BuildId,
    },
    /// A merge declares sets compatible that were not: what runs on either lands on one build ID from then on, and
    /// nothing takes them apart again. The subjects are those that the merge moves.
    MergeDeclaresCompatible {
        /// The default that is kept.
        kept: BuildId,
        /// The default that is given up.
        given_up: BuildId,
    },
    /// Open workflows that were on the queue default, or on the unversioned workers of an unversioned queue, stay on
    /// what is no longer the default: their workers are still needed.
    ///
    /// Not when they are on the queue default again at the end.
    LeftBehind {
        /// The version of the workers that are still needed; empty for unversioned workers.
        #[serde(rename = "buildId")]
        version: WorkerVersion,
    },
    /// A child or the next run of a workflow that unversioned workers run has nothing to inherit, and starts on the
    /// queue default.
    JumpsToQueueDefault {
        /// The queue default.
        build_id: BuildId,
    },
    /// A command inherits a build ID across task queues: the server refuses it, and the workflow hangs until its
    /// code or intent is changed. So at the start, whatever the version sets are.
    RejectedCommand,
    /// A command of the Java SDK names no task queue and no intent. Unlike other SDKs it takes the default then, and
    /// that is not where it would land if it inherited.
    JavaUnsetTaskQueue {
        /// Where it would land if it inherited; empty for unversioned workers.
        inherited: WorkerVersion,
    },
    /// The TypeScript client up to 1.24.0 drops `promoteSet` of an addition. Sent by it, the set would not become
    /// the queue default.
    ///
    /// Not when the set is the queue default anyway.
    DroppedPromotion {
        /// The default that new workflows would keep.
        queue_default: BuildId,
    },
    /// Run a second time, as by a CI job that is tried again, the list of operations does not leave the version sets as
    /// they are at this step.
    ///
    /// Not for steps that are refused the first time.
    NotRepeatable {
        /// How it is refused the second time, as `STATUS: message`; empty when it changes the version sets.
        refusal: String,
    },
    /// Few more, or none, can be added.
    LimitNear {
        /// Which limit.
        limit: Limit,
        /// How many are allowed.
        allowed: usize,
        /// How many there are.
        reached: usize,
    },
    /// The order of a merged set's build IDs before its default is a guess, since the imported state does not tell
    /// when they were promoted.
    GuessedOrder {
        /// The default of the set.
        set_default: BuildId,
    },
}

impl HazardKind {
    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::WithoutWorker { .. } | Self::NotOptedIn { .. } | Self::RejectedCommand => {
                Severity::Stops
            }
            _ => Severity::Warns,
        }
    }
}

/// Which versions are known to have run a subject besides the one that it is on.
pub type Used<'a> = &'a dyn Fn(&RolloutSubject) -> Vec<WorkerVersion>;

/// What can go wrong at the start and after each of the steps, in this order.
#[must_use]
pub fn hazards(
    start: &Namespace,
    subjects: &[Subject],
    used: Used<'_>,
    workers: &[PlacedWorker],
    steps: &[TimelineStep],
) -> Vec<Hazard> {
    let timeline = Timeline::new(start, subjects, workers, steps);
    let (all_workers_of, all_workflows_of) = (Vec::new(), Vec::new());
    let listing = Listing { workers, all_workers_of, all_workflows_of };
    of_timeline(&timeline, subjects, used, &listing, steps, 0..=steps.len())
}

/// What can go wrong on a timeline of these steps, from one of them to another; 0 is the start.
fn of_timeline(
    timeline: &Timeline<'_>,
    subjects: &[Subject],
    used: Used<'_>,
    listing: &Listing<'_>,
    steps: &[TimelineStep],
    asked: RangeInclusive<usize>,
) -> Vec<Hazard> {
    let (start, end) = (timeline.after(0), timeline.after(timeline.last_step()));
    let mut search =
        Search { timeline, subjects, used, listing, step: 0, after: start, end, found: Vec::new() };
    if asked.contains(&0) {
        search.find_superseded_workers(None);
        search.find_of_landings(None);
        search.find_of_start(steps);
    }
    let mut second_run = Namespace::clone(&end.namespace);
    for step in steps.iter().take(*asked.end()) {
        let before = search.after;
        search.step += 1;
        search.after = timeline.after(search.step);
        let second_result = step.take(&mut second_run);
        if !asked.contains(&search.step) {
            continue;
        }
        if timeline.changes(search.step) {
            search.find_superseded_workers(Some(before));
            search.find_of_landings(Some((before, &step.operation)));
            search.find_of_operation(before, &step.operation);
        }
        search.find_of_second_run(&step.operation, &second_result);
    }
    search.found
}

impl Rollout {
    /// What can go wrong at the start and on the way, each at the step with which it begins.
    #[must_use]
    pub fn hazards(&self) -> Vec<Hazard> {
        self.timeline_with(self.subjects(), self.timeline()).1
    }

    /// What can go wrong when an operation that is not in the document comes after a step.
    #[must_use]
    pub fn hazards_with(&self, after: usize, operation: &Operation) -> Vec<Hazard> {
        let subjects = self.subjects_with(&[operation]);
        self.timeline_with(&subjects, &self.steps_with(after, operation)).1
    }

    /// What can go wrong by a step of another rollout, or of this one, and cannot by a step of this one: what the other has
    /// more, the worst first, and else in the order of the steps.
    ///
    /// For two steps of one rollout these are the hazards that begin after the first and up to the second.
    #[must_use]
    pub fn new_hazards(&self, from: usize, other: &Self, to: usize) -> Vec<Hazard> {
        let up_to = |rollout: &Self, last: usize| {
            let hazards = rollout.hazards().into_iter();
            hazards.filter(move |hazard| hazard.step <= last)
        };
        let mut known: Vec<Hazard> = up_to(self, from).collect();
        known.reverse();
        let new = up_to(other, to).filter(|hazard| {
            // Usually both have them in the same order.
            let place = known.iter().rposition(|known| known == hazard);
            place.map(|place| known.remove(place)).is_none()
        });
        worst_first(new.collect())
    }

    /// The timeline of subjects and steps, and its hazards.
    fn timeline_with<'a>(
        &'a self,
        subjects: &'a [Subject],
        steps: &[TimelineStep],
    ) -> (Timeline<'a>, Vec<Hazard>) {
        let timeline = self.timeline_of(subjects, steps);
        let hazards = self.hazards_of(&timeline, subjects, steps, 0..=steps.len());
        (timeline, hazards)
    }

    /// The hazards of a timeline of these steps, from one of them to another.
    fn hazards_of(
        &self,
        timeline: &Timeline<'_>,
        subjects: &[Subject],
        steps: &[TimelineStep],
        asked: RangeInclusive<usize>,
    ) -> Vec<Hazard> {
        let used = |subject: &RolloutSubject| self.used(subject);
        of_timeline(timeline, subjects, &used, &self.listing(), steps, asked)
    }

    /// The versions that the document says have run a workflow.
    fn used(&self, subject: &RolloutSubject) -> Vec<WorkerVersion> {
        let RolloutSubject::Workflow { workflow, .. } = subject else { return Vec::new() };
        let workflow = self.workflow(workflow);
        workflow.and_then(|workflow| workflow.used_build_ids.clone()).unwrap_or_default()
    }
}

/// The same hazards, the worst first, and else in their order.
fn worst_first(hazards: Vec<Hazard>) -> Vec<Hazard> {
    let stops = |hazard: &Hazard| hazard.severity == Severity::Stops;
    let (mut hazards, warnings): (Vec<_>, Vec<_>) = hazards.into_iter().partition(stops);
    hazards.extend(warnings);
    hazards
}

/// A search for what can go wrong, at one step after the other.
struct Search<'a> {
    timeline: &'a Timeline<'a>,
    subjects: &'a [Subject],
    used: Used<'a>,
    listing: &'a Listing<'a>,
    /// The step; 0 for the start.
    step: usize,
    /// The moment after the step.
    after: &'a Moment<'a>,
    /// The moment after the last step.
    end: &'a Moment<'a>,
    found: Vec<Hazard>,
}

impl Search<'_> {
    /// A hazard that begins with the step.
    fn hazard(&self, task_queue: &TaskQueueName, kind: HazardKind) -> Hazard {
        let (step, task_queue, severity) = (self.step, task_queue.clone(), kind.severity());
        Hazard { step, task_queue, severity, subjects: Vec::new(), workers: Vec::new(), kind }
    }

    fn add(&mut self, task_queue: &TaskQueueName, kind: HazardKind) {
        self.found.push(self.hazard(task_queue, kind));
    }
}

/// The build ID on which new workflows of a queue start.
fn queue_default<'a>(moment: &'a Moment<'_>, task_queue: &TaskQueueName) -> Option<&'a BuildId> {
    moment.namespace.version_sets(task_queue)?.default_build_id()
}
