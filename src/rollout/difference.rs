//! What changes from one situation to another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{LandingGroup, Polling, Situation};
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
    /// The result of its polls changes in another way.
    PollsOtherwise,
}

impl Difference {
    /// Returns what differs between two situations of the same subjects and workers.
    #[must_use]
    pub fn new(before: &Situation, after: &Situation) -> Self {
        Self {
            task_queues: changed_queues(before, after),
            moves: moves(before, after),
            begin_to_wait: subjects(before, after, |from, to| !from.waits && to.waits),
            cease_to_wait: subjects(before, after, |from, to| from.waits && !to.waits),
            workers: worker_changes(before, after),
        }
    }

    /// The indexes of all subjects that land elsewhere, in order.
    #[must_use]
    pub fn moved(&self) -> Vec<usize> {
        let mut moved = BTreeSet::new();
        moved.extend(self.moves.iter().flat_map(|alike| alike.subjects.iter().copied()));
        moved.into_iter().collect()
    }
}

fn changed_queues(before: &Situation, after: &Situation) -> Vec<TaskQueueName> {
    let pairs = before.task_queues.iter().zip(&after.task_queues);
    pairs.filter(|(from, to)| from != to).map(|(_, to)| to.task_queue.clone()).collect()
}

fn moves(before: &Situation, after: &Situation) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    let mut places = BTreeMap::new();
    for (subject, groups) in before.subjects.iter().zip(&after.subjects).enumerate() {
        let (from, to) = (&before.groups[*groups.0], &after.groups[*groups.1]);
        if from.lands_like(to) {
            continue;
        }
        let place = *places.entry(groups).or_insert_with(|| {
            moves.push(Move { from: from.clone(), to: to.clone(), subjects: Vec::new() });
            moves.len() - 1
        });
        moves[place].subjects.push(subject);
    }
    moves
}

fn subjects(
    before: &Situation,
    after: &Situation,
    is_wanted: impl Fn(&LandingGroup, &LandingGroup) -> bool,
) -> Vec<usize> {
    let count = before.subjects.len();
    (0..count)
        .filter(|subject| is_wanted(before.landing(*subject), after.landing(*subject)))
        .collect()
}

fn worker_changes(before: &Situation, after: &Situation) -> Vec<WorkerChange> {
    let pairs = before.workers.iter().zip(&after.workers).enumerate();
    let changes = pairs.map(|(worker, (from, to))| {
        let was_superseded = from.poll.superseded_by().is_some();
        let is_superseded = to.poll.superseded_by().is_some();
        let mut changes = Vec::new();
        match (was_superseded, is_superseded) {
            (false, true) => changes.push(WorkerChangeKind::Superseded),
            (true, false) => changes.push(WorkerChangeKind::Reinstated),
            _ if from.poll != to.poll => changes.push(WorkerChangeKind::PollsOtherwise),
            _ => {}
        }
        match (from.count, to.count) {
            (0, 1..) => changes.push(WorkerChangeKind::BeginsToReceive),
            (1.., 0) => changes.push(WorkerChangeKind::CeasesToReceive),
            _ => {}
        }
        WorkerChange { worker, changes, from: from.poll.clone(), to: to.poll.clone() }
    });
    changes.filter(|change| !change.changes.is_empty()).collect()
}
