//! What changes from one situation to another.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use serde::Serialize;

use super::{LandingGroup, Polling, Situation, Subject, WorkerState};
use crate::names::TaskQueueName;

/// What differs between two situations of the same rollout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The task queues whose version sets differ.
    pub task_queues: Vec<TaskQueueName>,
    /// What lands elsewhere; subjects that move alike are grouped.
    pub moves: Vec<Move>,
    /// The indexes of the subjects that a worker received before, and that now wait.
    pub begin_to_wait: Vec<usize>,
    /// The indexes of the subjects that waited before, and that a worker now receives.
    pub cease_to_wait: Vec<usize>,
    /// What changes for workers.
    pub workers: Vec<WorkerChange>,
}

/// Subjects that move alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// Where they land before.
    pub from: LandingGroup,
    /// Where they land after.
    pub to: LandingGroup,
    /// The indexes of the subjects in the rollout's list.
    pub subjects: Vec<usize>,
    /// How many they are: an entry for many workflows counts as many.
    pub count: u64,
}

/// What changes for a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkerChange {
    /// The index of the worker in the document's list.
    pub worker: usize,
    /// What changes.
    pub changes: Vec<WorkerChangeKind>,
    /// What its polls bring before.
    pub from: Polling,
    /// What its polls bring after.
    pub to: Polling,
}

/// What can change for a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WorkerChangeKind {
    /// A newer compatible build ID became the default of the worker's set: the worker's polls are refused from now on.
    Superseded,
    /// The worker's build ID is the default of its set again: its polls are no longer refused.
    Reinstated,
    /// Nothing that the document names reached the worker before, and now something does.
    BeginsToReceive,
    /// Something that the document names reached the worker before, and now nothing does.
    CeasesToReceive,
    /// The result of its polls changes in another way. That its version set only gains build IDs is no such change.
    PollsOtherwise,
}

impl Difference {
    /// Returns what differs between two situations of the same subjects and workers. Every subject counts as one.
    #[must_use]
    pub fn new(before: &Situation, after: &Situation) -> Self {
        let mut difference = Self::default();
        for (from, to) in before.task_queues.iter().zip(&after.task_queues) {
            if from != to {
                difference.task_queues.push(to.task_queue.clone());
            }
        }
        difference.compare_landings(before, after);
        for (worker, (from, to)) in before.workers.iter().zip(&after.workers).enumerate() {
            let changes = worker_changes(from, to);
            if !changes.is_empty() {
                let (from, to) = (from.poll.clone(), to.poll.clone());
                difference.workers.push(WorkerChange { worker, changes, from, to });
            }
        }
        difference
    }

    fn compare_landings(&mut self, before: &Situation, after: &Situation) {
        let mut moves: HashMap<_, _, FxBuildHasher> = HashMap::default();
        for (subject, groups) in before.subjects.iter().zip(&after.subjects).enumerate() {
            let (from, to) = (&before.groups[*groups.0], &after.groups[*groups.1]);
            match (from.waits, to.waits) {
                (false, true) => self.begin_to_wait.push(subject),
                (true, false) => self.cease_to_wait.push(subject),
                _ => {}
            }
            let alike = moves.entry(groups).or_insert_with(|| {
                if from.lands_like(to) {
                    return None;
                }
                let (from, to) = (from.clone(), to.clone());
                self.moves.push(Move { from, to, subjects: Vec::new(), count: 0 });
                Some(self.moves.len() - 1)
            });
            if let Some(place) = *alike {
                self.moves[place].subjects.push(subject);
                self.moves[place].count += 1;
            }
        }
    }

    /// Counts what moves, given how many each subject stands for.
    pub(super) fn count(&mut self, subjects: &[Subject]) {
        for alike in &mut self.moves {
            let counts = alike.subjects.iter().map(|subject| u64::from(subjects[*subject].count));
            alike.count = counts.sum();
        }
    }

    /// The indexes of all subjects that land elsewhere, in order.
    #[must_use]
    pub fn moved(&self) -> Vec<usize> {
        let mut moved = Vec::new();
        for alike in &self.moves {
            moved.extend_from_slice(&alike.subjects);
        }
        moved.sort_unstable();
        moved
    }
}

fn worker_changes(from: &WorkerState, to: &WorkerState) -> Vec<WorkerChangeKind> {
    let is_superseded = |worker: &WorkerState| worker.poll.superseded_by().is_some();
    let mut changes = Vec::new();
    match (is_superseded(from), is_superseded(to)) {
        (false, true) => changes.push(WorkerChangeKind::Superseded),
        (true, false) => changes.push(WorkerChangeKind::Reinstated),
        _ if !from.poll.brings_like(&to.poll) => changes.push(WorkerChangeKind::PollsOtherwise),
        _ => {}
    }
    match (from.count, to.count) {
        (0, 1..) => changes.push(WorkerChangeKind::BeginsToReceive),
        (1.., 0) => changes.push(WorkerChangeKind::CeasesToReceive),
        _ => {}
    }
    changes
}
