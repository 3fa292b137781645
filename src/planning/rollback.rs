use super::{Goal, Group, UnknownBuildIds, WantedSets, plan};
use crate::model::{BuildId, Namespace, Operation, TaskQueueName, VersionSet, VersionSets};
use crate::rollout::Subject;
use crate::routing::{Follows, Outcome, resolve};

/// The way back from a change of a queue's version sets: operations after which as many subjects as possible land
/// where they landed before, and no fewer operations do that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollback {
    /// The operations, in order; none when nothing moved, or nothing of it can be restored.
    pub operations: Vec<Operation>,
    /// The subjects that moved and land where they landed before again, as places among the subjects, from 0.
    pub restored: Vec<usize>,
    /// The subjects that land elsewhere than before nevertheless.
    pub not_restored: Vec<usize>,
    /// What no operation takes back.
    pub remains: Vec<Remainder>,
}

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
        /// The default of one of the sets before the change.
        first: BuildId,
        /// The default of the other.
        second: BuildId,
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

impl Rollback {
    /// The way back from one state of a queue to another that it had before.
    ///
    /// What the operations restore is looked up after they were tried out, not assumed.
    #[must_use]
    pub fn of(
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
        let mut rollback = Self {
            operations,
            restored: Vec::new(),
            not_restored: Vec::new(),
            remains: remains(before, after, &end, task_queue),
        };
        for (place, subject) in subjects.iter().enumerate() {
            let landed = resolve(before, &subject.task).outcome;
            if resolve(&end, &subject.task).outcome != landed {
                rollback.not_restored.push(place);
            } else if resolve(after, &subject.task).outcome != landed {
                rollback.restored.push(place);
            }
        }
        rollback
    }
}

/// How many subjects would be where they were if a build ID were the default of its set.
struct Votes<'a> {
    present: &'a BuildId,
    /// The present default first; of two with as many votes the earlier one takes no more operations.
    of_build_ids: Vec<(&'a BuildId, usize)>,
}

impl<'a> Votes<'a> {
    fn of(set: &'a VersionSet) -> Self {
        let present = set.default_build_id();
        Self { present, of_build_ids: vec![(present, 0)] }
    }

    fn put(&mut self, build_id: &'a BuildId, votes: usize) {
        match self.of_build_ids.iter_mut().find(|(other, _)| *other == build_id) {
            Some((_, count)) => *count += votes,
            None => self.of_build_ids.push((build_id, votes)),
        }
    }

    /// Votes for a default that may have to be promoted with its set.
    fn put_last(&mut self, build_id: &'a BuildId, votes: usize) {
        self.put(build_id, votes);
        if build_id != self.present
            && let Some(place) = self.of_build_ids.iter().position(|(other, _)| *other == build_id)
        {
            let votes = self.of_build_ids.remove(place);
            self.of_build_ids.push(votes);
        }
    }

    fn winner(&self) -> &'a BuildId {
        let mut best = (self.present, 0);
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
    let mut votes = Vec::with_capacity(sets.len());
    for set in sets {
        votes.push(Votes::of(set));
    }
    let holder = |build_id: &BuildId| sets.iter().position(|set| set.contains(build_id));
    let former_default = sets_of(before, task_queue).last().map(VersionSet::default_build_id);
    let mut followers = 0;
    for subject in subjects {
        let landed = resolve(before, &subject.task);
        let lands = resolve(after, &subject.task);
        if landed.task_queue != task_queue {
            continue;
        }
        match (lands.follows, landed.outcome) {
            (Follows::QueueDefault, _) => followers += 1,
            (Follows::SetOf(build_id), Outcome::BuildId(landed)) => {
                if let Some(set) = holder(landed)
                    && sets[set].contains(build_id)
                {
                    votes[set].put(landed, 1);
                }
            }
            _ => {}
        }
    }
    let mut queue_default = None;
    if let Some(former) = former_default
        && followers > 0
        && let Some(set) = holder(former)
    {
        votes[set].put_last(former, followers);
        if votes[set].winner() == former {
            queue_default = Some(former.clone());
        }
    }
    let mut groups = Vec::new();
    for votes in &votes {
        let winner = votes.winner();
        if winner != votes.present {
            let (build_ids, set_default) = (vec![winner.clone()], Some(winner.clone()));
            groups.push(Group { build_ids, set_default });
        }
    }
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
                let (first, second) = (first.clone(), second.clone());
                remains.push(Remainder::Merged { first, second });
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
