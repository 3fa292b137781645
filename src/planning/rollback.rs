//! The way back from a step: what operations restore, and what they cannot.

use serde::Serialize;

use super::{Goal, Group, UnknownBuildIds, WantedSets, plan};
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::rollout::{Rollout, RolloutSubject, Subject};
use crate::routing::resolve_untraced;
use crate::task::Follows;
use crate::version::WorkerVersion;
use crate::version_sets::{BuildIdOperation, VersionSet};
use crate::vocabulary::tagged;

/// The way back from a change of a queue's version sets: the fewest operations after which as many subjects as possible
/// land where they landed before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rollback {
    /// The operations, in order; empty when nothing moved, or none of it can be restored.
    pub operations: Vec<BuildIdOperation>,
    /// What moved, and with the operations lands where it landed before again.
    pub restored: Vec<RolloutSubject>,
    /// What lands elsewhere than before, even with the operations.
    pub not_restored: Vec<RolloutSubject>,
    /// What no operation undoes.
    pub remains: Vec<Remainder>,
}

tagged! {
    #[tag("code", "SCREAMING_SNAKE_CASE")]
    /// What no operation undoes.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Remainder {
        /// A build ID that was added stays in the queue.
        Added {
            /// The build ID.
            build_id: BuildId,
        },
        /// Two sets that were merged stay merged.
        Merged {
            /// Their defaults before the change.
            set_defaults: [BuildId; 2],
        },
        /// The queue stays versioned: new workflows no longer land on unversioned workers.
        Versioned,
        /// Workflows that start between the change and the way back stay in their version set, which is not the one
        /// that holds the former queue default.
        StartedMeanwhile {
            /// The build ID that they start on.
            build_id: BuildId,
            /// The build ID on which they land after the way back.
            lands: BuildId,
        },
    }
}

impl Rollback {
    /// The way back from one state of a queue to another that it had before.
    ///
    /// The operations are tried out on a copy of `after` to find what they restore.
    #[must_use]
    pub fn new(
        before: &Namespace,
        after: &Namespace,
        task_queue: &TaskQueueName,
        subjects: &[Subject],
    ) -> Self {
        let goal = goal(before, after, task_queue, subjects);
        // There is no plan where the limits were lowered so far that every operation is refused.
        let plan = plan(after, task_queue, &goal, subjects).ok();
        let operations = plan.map(|plan| plan.operations).unwrap_or_default();
        let mut end = after.clone();
        for operation in &operations {
            // None is refused: a plan is tried out before it is given.
            let _ = end.update(task_queue, Some(operation));
        }
        let [was, is, ends] = [before, after, &end].map(|namespace| namespace.sets(task_queue));
        let remains = remains(was, is, ends);
        let mut rollback = Self { operations, remains, ..Self::default() };
        for Subject { what, task, .. } in subjects {
            let landed = resolve_untraced(before, task).outcome;
            if resolve_untraced(&end, task).outcome != landed {
                rollback.not_restored.push(what.clone());
            } else if resolve_untraced(after, task).outcome != landed {
                rollback.restored.push(what.clone());
            }
        }
        rollback
    }
}

impl Rollout {
    /// The way back from a step, counted from 1, taken right after it. There is none from a step that does not exist.
    #[must_use]
    pub fn rollback(&self, step: usize) -> Rollback {
        let before = step.wrapping_sub(1);
        let Some(taken) = self.timeline().get(before) else { return Rollback::default() };
        let (before, after) = (self.namespace_after(before), self.namespace_after(step));
        Rollback::new(&before, &after, &taken.operation.task_queue, self.subjects())
    }
}

/// The goal with which the most subjects land where they landed before.
///
/// Each subject that follows a set votes for the build ID on which it landed before, and each that follows the queue
/// default for the former one. A set has only one default, so the votes are counted set by set.
fn goal(
    before: &Namespace,
    after: &Namespace,
    task_queue: &TaskQueueName,
    subjects: &[Subject],
) -> Goal {
    let sets = after.sets(task_queue);
    let former = before.sets(task_queue).last().map(VersionSet::default_build_id);
    let mut votes = Vec::new();
    let mut is_former_wanted = false;
    for Subject { task, .. } in subjects {
        if task.task_queue() != task_queue {
            continue;
        }
        let landed = resolve_untraced(before, task).outcome;
        match (resolve_untraced(after, task).follows, landed.version()) {
            (Follows::QueueDefault, _) => {
                is_former_wanted |= former.is_some();
                votes.extend(former.cloned());
            }
            (Follows::SetOf(build_id), Some(WorkerVersion::BuildId(landed)))
                if set_of(sets, &build_id).is_some_and(|set| set.contains(landed)) =>
            {
                votes.push(landed.clone());
            }
            _ => {}
        }
    }
    if is_former_wanted {
        // It may take one operation more than the others, as its set may have to be promoted too. Hence it comes last.
        let (last, mut first): (Vec<_>, Vec<_>) =
            votes.into_iter().partition(|vote| Some(vote) == former);
        first.extend(last);
        votes = first;
    }
    let mut groups = Vec::new();
    let mut queue_default = None;
    for set in sets {
        let winner = winner(set, &votes);
        if is_former_wanted && former == Some(winner) {
            queue_default = Some(winner.clone());
        }
        if winner != set.default_build_id() {
            let (build_ids, set_default) = (vec![winner.clone()], Some(winner.clone()));
            groups.push(Group { build_ids, set_default });
        }
    }
    let sets = WantedSets::Some { groups, queue_default };
    Goal { sets, unknown_build_ids: UnknownBuildIds::Refuse }
}

/// The build ID of a set with the most votes; of several such, the present default, or else the one with the first
/// vote.
fn winner<'a>(set: &'a VersionSet, votes: &'a [BuildId]) -> &'a BuildId {
    let present = set.default_build_id();
    let mut counts = vec![(present, 0)];
    for vote in votes.iter().filter(|vote| set.contains(vote)) {
        match counts.iter_mut().find(|(build_id, _)| **build_id == *vote) {
            Some((_, count)) => *count += 1,
            None => counts.push((vote, 1)),
        }
    }
    // `max_by_key` takes the last of equals.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(present, |(winner, _)| winner)
}

fn remains(before: &[VersionSet], after: &[VersionSet], end: &[VersionSet]) -> Vec<Remainder> {
    let mut remains = Vec::new();
    for build_id in after.iter().flat_map(VersionSet::build_ids) {
        if set_of(before, build_id).is_none() {
            remains.push(Remainder::Added { build_id: build_id.clone() });
        }
    }
    // Each set before the change, with the next one that is in the same set after it.
    for (place, set) in before.iter().enumerate() {
        let first = set.default_build_id();
        let Some(merged) = set_of(after, first) else { continue };
        let mut others = before[place + 1..].iter().map(VersionSet::default_build_id);
        if let Some(second) = others.find(|other| merged.contains(other)) {
            remains.push(Remainder::Merged { set_defaults: [first.clone(), second.clone()] });
        }
    }
    if before.is_empty() && !after.is_empty() {
        remains.push(Remainder::Versioned);
    }
    remains.extend(started_meanwhile(before, after, end));
    remains
}

fn started_meanwhile(
    before: &[VersionSet],
    after: &[VersionSet],
    end: &[VersionSet],
) -> Option<Remainder> {
    let former = before.last().map(VersionSet::default_build_id);
    let passing = after.last()?.default_build_id();
    let set = set_of(end, passing)?;
    if former.is_some_and(|former| set.contains(former)) {
        return None;
    }
    let (build_id, lands) = (passing.clone(), set.default_build_id().clone());
    Some(Remainder::StartedMeanwhile { build_id, lands })
}

fn set_of<'a>(sets: &'a [VersionSet], build_id: &BuildId) -> Option<&'a VersionSet> {
    sets.iter().find(|set| set.contains(build_id))
}
