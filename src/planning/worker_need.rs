//! When workers have to be up, and when they may be stopped.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use serde::Serialize;

use crate::names::TaskQueueName;
use crate::rollout::{
    LandingGroup, MayStop, PlacedWorker, Rollout, Subject, Timeline, not_opted_in,
};
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
    /// The indexes, in the document's `workers`, of those that poll as this version.
    pub workers: Vec<usize>,
    /// Where none does, the indexes of those that name the build ID and have not opted in to versioning: they have to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_opted_in: Vec<usize>,
}

impl WorkerNeed {
    /// A need from a step on, as yet of nothing but queries.
    fn new(
        task_queue: &TaskQueueName,
        version: &WorkerVersion,
        step: usize,
        all: &[PlacedWorker],
    ) -> Self {
        let is_one = |worker: &PlacedWorker| {
            worker.task_queue == *task_queue && worker.worker.version() == *version
        };
        let workers: Vec<usize> = (0..all.len()).filter(|place| is_one(&all[*place])).collect();
        let not_opted_in = if workers.is_empty() {
            not_opted_in(all, task_queue, version.build_id())
        } else {
            Vec::new()
        };
        Self {
            task_queue: task_queue.clone(),
            version: version.clone(),
            start_before: step,
            stop_after: Some(0),
            at_the_end: MayStop::Yes,
            workers,
            not_opted_in,
        }
    }
}

/// When workers are needed for these subjects, and no others, in the order in which they are first needed.
///
/// What is refused needs no worker, and an eager activity only that of its workflow.
#[must_use]
pub fn worker_needs(
    timeline: &Timeline<'_>,
    subjects: &[Subject],
    workers: &[PlacedWorker],
) -> Vec<WorkerNeed> {
    let mut needs: Vec<WorkerNeed> = Vec::new();
    let mut places: HashMap<_, _, FxBuildHasher> = HashMap::default();
    let last = timeline.last_step();
    for (step, moment) in timeline.moments.iter().enumerate() {
        let situation = moment.situation();
        let mut only_queries = vec![true; situation.groups.len()];
        for (subject, group) in subjects.iter().zip(&situation.subjects) {
            only_queries[*group] &= subject.is_query();
        }
        for (landing, only_queries) in situation.groups.iter().zip(only_queries) {
            let Some(version) = needed_version(landing) else { continue };
            let place =
                places.entry((&landing.task_queue, version.build_id())).or_insert_with(|| {
                    needs.push(WorkerNeed::new(&landing.task_queue, version, step, workers));
                    needs.len() - 1
                });
            let need = &mut needs[*place];
            if !only_queries {
                need.stop_after = (step < last).then_some(step + 1);
            }
            if step == last {
                need.at_the_end = need.at_the_end.with(only_queries);
            }
        }
    }
    needs
}

fn needed_version(landing: &LandingGroup) -> Option<&WorkerVersion> {
    let is_eager = matches!(landing.reason, Reason::EagerActivity | Reason::EagerWorkflowStart);
    landing.outcome.version().filter(|_| !is_eager)
}

impl Rollout {
    /// When workers have to be up for what the document names, and when they may be stopped.
    #[must_use]
    pub fn worker_needs(&self) -> Vec<WorkerNeed> {
        self.worker_needs_of(&self.moments())
    }

    /// The same, given the rollout's moments.
    pub(crate) fn worker_needs_of(&self, timeline: &Timeline<'_>) -> Vec<WorkerNeed> {
        let mut needs = worker_needs(timeline, self.subjects(), self.workers());
        for WorkerNeed { task_queue, version, at_the_end, .. } in &mut needs {
            *at_the_end = self.may_stop_at_the_end(timeline, task_queue, version, *at_the_end);
        }
        needs
    }
}
