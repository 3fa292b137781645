//! The hazards and what waits, in one answer.

use serde::Serialize;

use super::{Hazard, Severity, worst_first};
use crate::advice::Advice;
use crate::names::TaskQueueName;
use crate::operation::Operation;
use crate::rollout::{At, LandingGroup, Listing, Moment, Passage, Rollout, StepResult, Subject};

/// What there is to say against a rollout or one of its steps: everything that calls for a warning is in here, so that
/// nobody who shows it says "no hazards" beside a landing without a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The queue that it is about, if it is that on a step.
    pub task_queue: Option<TaskQueueName>,
    /// The worst of it.
    pub worst: Worst,
    /// The hazards, the worst first, and else in the order of the steps with which they begin.
    pub hazards: Vec<Hazard>,
    /// How much waits because none of the workers that are listed for its queue receives it, whether or not it waited
    /// before.
    pub without_worker: u64,
    /// How much lands where no worker of the queue is listed: whether a worker receives it is not known.
    pub not_known: u64,
    /// Whether the document says that it lists all workflows of the queues that it is about: hazards of others are not
    /// known.
    pub all_listed: bool,
}

/// The verdict on what leads from one moment to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// The task queues that it is about, in the order of the steps; all if it is about none.
    pub task_queues: Vec<TaskQueueName>,
    /// What becomes of the step, if it is one.
    pub result: Option<StepResult>,
    /// What to do instead of a step that is refused.
    pub advice: Option<Advice>,
}

/// The worst that there is to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum Worst {
    /// Something stands still until somebody acts.
    Stops,
    /// Everything goes on, but perhaps not as it is meant to.
    Warns,
    /// The document does not say that it lists all workflows, or all workers of a queue that has none listed: whether
    /// something goes wrong with others is not known.
    NotKnown,
    /// Nothing.
    Nothing,
}

impl Verdict {
    /// The verdict on a moment, given the hazards, from what lands on some of the queues.
    fn new(
        hazards: Vec<Hazard>,
        moment: &Moment<'_>,
        subjects: &[Subject],
        listing: &Listing<'_>,
        is_asked: impl Fn(&TaskQueueName) -> bool,
    ) -> Self {
        let hazards = worst_first(hazards);
        let has_listed = |landing: &LandingGroup| listing.knows_workers_of(&landing.task_queue);
        let situation = moment.situation();
        let mut queues = situation.task_queues.iter().map(|queue| &queue.task_queue);
        let all_listed =
            queues.all(|queue| !is_asked(queue) || listing.all_workflows_of.contains(&queue));
        let has_listed: Vec<bool> = situation.groups.iter().map(has_listed).collect();
        let (mut without_worker, mut not_known, mut stands_still) = (0_u64, 0_u64, false);
        for (subject, group) in subjects.iter().zip(&situation.subjects) {
            let landing = &situation.groups[*group];
            if !landing.waits || !is_asked(&landing.task_queue) {
                continue;
            }
            if has_listed[*group] {
                without_worker += u64::from(subject.count);
                stands_still |= !subject.is_query();
            } else {
                not_known += u64::from(subject.count);
            }
        }
        let worst = match hazards.first().map(|hazard| hazard.severity) {
            Some(Severity::Stops) => Worst::Stops,
            _ if stands_still => Worst::Stops,
            Some(Severity::Warns) => Worst::Warns,
            None if without_worker > 0 => Worst::Warns,
            None if not_known > 0 || !all_listed => Worst::NotKnown,
            None => Worst::Nothing,
        };
        Self { task_queue: None, worst, hazards, without_worker, not_known, all_listed }
    }

    /// The verdict on a step: on what begins with it, and what waits after it on the queues that it is for.
    fn of_step(
        hazards: Vec<Hazard>,
        moment: &Moment<'_>,
        subjects: &[Subject],
        listing: &Listing<'_>,
        operation: &Operation,
    ) -> Self {
        let is_asked = |queue: &TaskQueueName| operation.task_queues().any(|name| name == queue);
        let task_queue = Some(operation.task_queue.clone());
        Self { task_queue, ..Self::new(hazards, moment, subjects, listing, is_asked) }
    }
}

impl Rollout {
    /// The verdict on the whole rollout: on everything that can go wrong on the way, and what waits at the end.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let (timeline, hazards) = self.timeline_with(self.subjects(), self.timeline());
        let end = timeline.after(timeline.last_step());
        Verdict::new(hazards, end, self.subjects(), &self.listing(), |_| true)
    }

    /// The verdict on the start, and on each step.
    #[must_use]
    pub fn verdicts(&self) -> Vec<Verdict> {
        let (timeline, hazards) = self.timeline_with(self.subjects(), self.timeline());
        let mut of_step = Vec::new();
        of_step.resize_with(timeline.moments.len(), Vec::new);
        for hazard in hazards {
            of_step[hazard.step].push(hazard);
        }
        let (subjects, listing) = (self.subjects(), &self.listing());
        let verdict = |(step, hazards): (usize, Vec<Hazard>)| {
            let moment = timeline.after(step);
            match step.checked_sub(1).map(|taken| &self.timeline()[taken].operation) {
                None => Verdict::new(hazards, moment, subjects, listing, |_| true),
                Some(operation) => Verdict::of_step(hazards, moment, subjects, listing, operation),
            }
        };
        of_step.into_iter().enumerate().map(verdict).collect()
    }

    /// The verdict on an operation that is not in the document, when it comes after a step.
    #[must_use]
    pub fn verdict_with(&self, after: usize, operation: &Operation) -> Verdict {
        let subjects = self.subjects_with(&[operation]);
        let steps = self.steps_with(after, operation);
        let timeline = self.timeline_of(&subjects, &steps);
        let step = after.min(self.timeline().len()) + 1;
        let hazards = self.hazards_of(&timeline, &subjects, &steps, step..=step);
        Verdict::of_step(hazards, timeline.after(step), &subjects, &self.listing(), operation)
    }

    /// The verdict on what leads from a moment to another one: on the hazards that begin on the way, and on what waits then
    /// on the task queues that the steps are for. From a moment to itself, it is on what waits then on all of them.
    #[must_use]
    pub fn verdict_between(&self, before: &At, after: &At) -> StepVerdict {
        let subjects = self.subjects_at(&[before, after]);
        self.verdict_of(&self.passage(&subjects, before, after))
    }

    /// The verdict on what leads from a moment to another one.
    pub(crate) fn verdict_of(&self, passage: &Passage<'_>) -> StepVerdict {
        let Passage { subjects, steps, timeline, back, forth, .. } = passage;
        let is_at_start = back.is_empty() && *forth.end() == 0;
        let asked = if is_at_start { 0..=0 } else { forth.clone() };
        let hazards = self.hazards_of(timeline, subjects, steps, asked);
        let taken = &steps[forth.start() - 1..*forth.end()];
        let mut task_queues: Vec<TaskQueueName> = Vec::new();
        for task_queue in back.iter().chain(taken).flat_map(|step| step.operation.task_queues()) {
            if !task_queues.contains(task_queue) {
                task_queues.push(task_queue.clone());
            }
        }
        let is_asked = |queue: &TaskQueueName| {
            back.is_empty() && taken.is_empty() || task_queues.contains(queue)
        };
        let moment = passage.after();
        let verdict = Verdict::new(hazards, moment, subjects, &self.listing(), is_asked);
        let (result, advice) = match (taken, &moment.result) {
            ([step], Some(result)) => {
                (Some(result.clone()), result.advice(&moment.namespace, &step.operation))
            }
            _ => (None, None),
        };
        StepVerdict { verdict, task_queues, result, advice }
    }
}
