//! The way back from a step: what operations restore, and what they cannot.

use serde::{Deserialize, Serialize};

use super::{Goal, Group, UnknownBuildIds, WantedSets, plan};
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::rollout::{Rollout, RolloutSubject, Subject};
use crate::routing::resolve_untraced;
use crate::task::Follows;
use crate::version::WorkerVersion;
use crate::version_sets::{BuildIdOperation, VersionSet, VersionSets};
use crate::vocabulary::tagged;

/// The way back from a change of a queue's version sets: operations after which as many subjects as possible land
/// where they landed before, and no fewer operations do that.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rollback {
    /// The operations, in order; none when nothing moved, or nothing of it can be restored.
    pub operations: Vec<BuildIdOperation>,
    /// What moved and lands where it landed before again.
    pub restored: Vec<RolloutSubject>,
    /// What lands elsewhere than before nevertheless.
    pub not_restored: Vec<RolloutSubject>,
    /// What no operation takes back.
    pub remains: Vec<Remainder>,
}

tagged! {
    #[tag("code", "SCREAMING_SNAKE_CASE")]
    /// What no operation takes back.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Remainder {
        /// A build ID that was added stays.
        Added {
            /// The build ID.
            build_id: BuildId,
        },
        /// Sets that were merged stay so.
        Merged {
            /// Their defaults before the change.
            set_defaults: [BuildId; 2],
        },
        /// The queue stays versioned: new workflows no longer go to unversioned workers.
        Versioned,
        /// Workflows that start between the change and the way back keep their version set, which is not the one of the
        /// queue default before.
        StartedMeanwhile {
            /// The build ID that they start on.
            build_id: BuildId,
            /// The build ID that they land on after the way back.
            lands: BuildId,
        },
    }
}

impl Rollback {
    /// The way back from one state of a queue to another that it had before.
    ///
    /// What the operations restore is found by trying them out, not assumed.
    #[must_use]
    pub fn new(
        before: &Namespace,
        after: &Namespace,
        task_queue: &TaskQueueName,
        subjects: &[Subject],
    ) -> Self {
        let goal = goal(before, after, task_queue, subjects);
        // There is no plan where the limits were lowered so far that every operation is refused.
        let operations = match plan(after, task_queue, &goal, subjects) {
            Ok(plan) => plan.operations,
            Err(_) => Vec::new(),
        };
        let mut end = after.clone();
        for operation in &operations {
            // None is refused: a plan is tried out before it is given.
            let _ = end.update(task_queue, Some(operation));
        }
        let remains = remains(before, after, &end, task_queue);
        let mut rollback = Self { operations, remains, ..Self::default() };
        for Subject { what, task } in subjects {
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
        let taken = step.checked_sub(1).and_then(|before| Some((before, self.timeline().get(before)?)));
        let Some((before, taken)) = taken else { return Rollback::default() };
        let (before, after) = (self.namespace_after(before), self.namespace_after(step));
        Rollback::new(&before, &after, &taken.operation().task_queue, self.subjects())
    }
}

/// How many subjects would be where they were if a build ID were the default of its set.
struct Votes {
    present: BuildId,
    /// The present default first; of two with as many votes the earlier one takes no more operations.
    of_build_ids: Vec<(BuildId, usize)>,
}

impl Votes {
    fn new(set: &VersionSet) -> Self {
        let present = set.default_build_id().clone();
        Self { of_build_ids: vec![(present.clone(), 0)], present }
    }

    fn add(&mut self, build_id: &BuildId, votes: usize) {
        match self.of_build_ids.iter_mut().find(|(other, _)| other == build_id) {
            Some((_, count)) => *count += votes,
            None => self.of_build_ids.push((build_id.clone(), votes)),
        }
    }

    /// Adds votes for a default that may have to be promoted with its set, and so loses where votes are even.
    fn add_last(&mut self, build_id: &BuildId, votes: usize) {
        self.add(build_id, votes);
        if *build_id != self.present
            && let Some(place) = self.of_build_ids.iter().position(|(other, _)| other == build_id)
        {
            let votes = self.of_build_ids.remove(place);
            self.of_build_ids.push(votes);
        }
    }

    fn winner(&self) -> &BuildId {
        let mut best = (&self.present, 0);
        for (build_id, votes) in &self.of_build_ids {
            if *votes > best.1 {
                best = (build_id, *votes);
            }
        }
        best.0
    }
}

fn sets_of<'a>(namespace: &'a Namespace, task_queue: &TaskQueueName) -> &'a [VersionSet] {
    namespace.version_sets(task_queue).map_or(&[], VersionSets::sets)
}

/// The defaults with which the most subjects land where they landed before. Those of a set go to one default, so
/// that it can be found set by set; the queue default can be restored in the set that holds it.
fn goal(
    before: &Namespace,
    after: &Namespace,
    task_queue: &TaskQueueName,
    subjects: &[Subject],
) -> Goal {
    let sets = sets_of(after, task_queue);
    let mut votes: Vec<Votes> = sets.iter().map(Votes::new).collect();
    let holder = |build_id: &BuildId| sets.iter().position(|set| set.contains(build_id));
    let mut followers = 0;
    for Subject { task, .. } in subjects {
        if task.task_queue() != task_queue {
            continue;
        }
        let landed = resolve_untraced(before, task).outcome;
        match (resolve_untraced(after, task).follows, landed.version()) {
            (Follows::QueueDefault, _) => followers += 1,
            (Follows::SetOf(build_id), Some(WorkerVersion::BuildId(landed))) => {
                if let Some(set) = holder(landed)
                    && sets[set].contains(&build_id)
                {
                    votes[set].add(landed, 1);
                }
            }
            _ => {}
        }
    }
    let mut queue_default = None;
    if let Some(former) = sets_of(before, task_queue).last().map(VersionSet::default_build_id)
        && followers > 0
        && let Some(set) = holder(former)
    {
        votes[set].add_last(former, followers);
        if votes[set].winner() == former {
            queue_default = Some(former.clone());
        }
    }
    let moved = votes.iter().map(|votes| (votes, votes.winner()));
    let moved = moved.filter(|(votes, winner)| **winner != votes.present);
    let groups = moved
        .map(|(_, winner)| Group {
            build_ids: vec![winner.clone()],
            set_default: Some(winner.clone()),
        })
        .collect();
    let sets = WantedSets::Some { groups, queue_default };
    Goal { sets, unknown_build_ids: UnknownBuildIds::Refuse }
}

fn remains(
    before: &Namespace,
    after: &Namespace,
    end: &Namespace,
    task_queue: &TaskQueueName,
) -> Vec<Remainder> {
    let (before, after) = (sets_of(before, task_queue), sets_of(after, task_queue));
    let mut remains = Vec::new();
    for set in after {
        for build_id in set.build_ids() {
            if find(before, build_id).is_none() {
                remains.push(Remainder::Added { build_id: build_id.clone() });
            }
        }
    }
    for (place, set) in before.iter().enumerate() {
        let first = set.default_build_id();
        let merged = find(after, first);
        for other in &before[place + 1..] {
            let second = other.default_build_id();
            if merged.is_some_and(|set| set.contains(second)) {
                let set_defaults = [first.clone(), second.clone()];
                remains.push(Remainder::Merged { set_defaults });
                break;
            }
        }
    }
    if before.is_empty() && !after.is_empty() {
        remains.push(Remainder::Versioned);
    }
    let former = before.last().map(VersionSet::default_build_id);
    if let Some(passing) = after.last().map(VersionSet::default_build_id)
        && former != Some(passing)
        && let Some(set) = find(sets_of(end, task_queue), passing)
        && former.is_none_or(|former| !set.contains(former))
    {
        let (build_id, lands) = (passing.clone(), set.default_build_id().clone());
        remains.push(Remainder::StartedMeanwhile { build_id, lands });
    }
    remains
}

fn find<'a>(sets: &'a [VersionSet], build_id: &BuildId) -> Option<&'a VersionSet> {
    sets.iter().find(|set| set.contains(build_id))
}
