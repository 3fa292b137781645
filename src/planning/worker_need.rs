//! When workers have to be up, and when they may be stopped.

use serde::Serialize;

use crate::names::TaskQueueName;
use crate::rollout::{LandingGroup, MayStop, Rollout, Subject, Timeline};
use crate::task::Reason;
use crate::version::WorkerVersion;

/// When workers of a version are needed on a queue, for what is known to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerNeed {
    /// The queue.
    pub task_queue: TaskQueueName,
    /// The version; empty for unversioned workers.
    #[serde(rename = "buildId")]
    pub version: WorkerVersion,
    /// The step, from 1, before which they have to be up: the first after which something lands on them. 0 when
    /// something lands on them at the start.
    pub start_before: usize,
    /// The step, from 1, after which only queries to closed workflows land on them, up to the end. 0 when nothing else
    /// ever does. None when something else still does at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<usize>,
    /// Whether they may be stopped at the end.
    pub at_the_end: MayStop,
}

/// When workers are needed, in the order in which they are first needed, and of the subjects that need them.
///
/// What is refused needs no worker, and an eager activity only that of its workflow.
#[must_use]
pub fn worker_needs(timeline: &Timeline, subjects: &[Subject]) -> Vec<WorkerNeed> {
    let mut needs: Vec<WorkerNeed> = Vec::new();
    let last = timeline.last_step();
    for (step, moment) in timeline.moments.iter().enumerate() {
        for (place, subject) in subjects.iter().enumerate() {
            let landing = moment.situation.landing(place);
            let Some(version) = needed_version(landing) else { continue };
            let same = needs
                .iter()
                .position(|need| need.task_queue == landing.task_queue && need.version == *version);
            let place = same.unwrap_or_else(|| {
                needs.push(WorkerNeed {
                    task_queue: landing.task_queue.clone(),
                    version: version.clone(),
                    start_before: step,
                    stop_after: Some(0),
                    at_the_end: MayStop::Yes,
                });
                needs.len() - 1
            });
            needs[place].note(subject, step, last);
        }
    }
    needs
}

fn needed_version(landing: &LandingGroup) -> Option<&WorkerVersion> {
    let is_eager = landing.reason == Reason::EagerActivity;
    landing.outcome.version().filter(|_| !is_eager)
}

impl WorkerNeed {
    /// Notes that a subject lands on the workers after a step.
    fn note(&mut self, subject: &Subject, step: usize, last: usize) {
        let is_query = subject.is_query();
        if !is_query {
            self.stop_after = (step < last).then_some(step + 1);
        }
        if step == last {
            self.at_the_end = match (is_query, self.at_the_end) {
                (true, MayStop::Yes | MayStop::ExceptQueries) => MayStop::ExceptQueries,
                _ => MayStop::No,
            };
        }
    }
}

impl Rollout {
    /// When workers have to be up for what the document names, and when they may be stopped.
    #[must_use]
    pub fn worker_needs(&self) -> Vec<WorkerNeed> {
        let timeline =
            Timeline::new(self.start(), self.subjects(), self.workers(), self.timeline());
        worker_needs(&timeline, self.subjects())
    }
}
