use super::{Goal, Group, Situation, UnknownBuildIds, WantedSets, plan};
use crate::model::{BuildId, Namespace, Operation, TaskQueueName, VersionSet, VersionSets};
use crate::rollout::Subject;
use crate::routing::{Outcome, Step, resolve};

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
        let operations = plan(after, task_queue, &goal, subjects)
            .map_or_else(|_| Vec::new(), |plan| plan.operations);
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
        let [before, after, end] =
            [before, after, &end].map(|namespace| Situation::of(namespace, subjects, &[]).landings);
        for place in 0..subjects.len() {
            if end[place].recipient != before[place].recipient {
                rollback.not_restored.push(place);
            } else if after[place].recipient != before[place].recipient {
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
            self.of_build_ids[place..].rotate_left(1);
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
    let mut votes: Vec<_> = sets.iter().map(Votes::of).collect();
    let holder = |build_id: &BuildId| sets.iter().position(|set| set.contains(build_id));
    let former_default = sets_of(before, task_queue).last().map(VersionSet::default_build_id);
    let mut followers = 0;
    for subject in subjects {
        let [landed, lands] = [before, after].map(|namespace| resolve(namespace, &subject.task));
        if landed.task_queue != task_queue {
            continue;
        }
        match (lands.steps.last(), landed.outcome) {
            (Some(Step::QueueDefault { .. }), _) => followers += 1,
            (Some(Step::SetDefault { build_id, .. }), Outcome::BuildId(landed)) => {
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
    let is_other = |votes: &&Votes<'_>| votes.winner() != votes.present;
    let groups = votes.iter().filter(is_other).map(|votes| Group {
        build_ids: vec![votes.winner().clone()],
        set_default: Some(votes.winner().clone()),
    });
    let sets = WantedSets::Some { groups: groups.collect(), queue_default };
    Goal { sets, unknown_build_ids: UnknownBuildIds::Refuse }
}

fn remains(
    before: &Namespace,
    after: &Namespace,
    end: &Namespace,
    task_queue: &TaskQueueName,
) -> Vec<Remainder> {
    let [before, after, end] = [before, after, end].map(|namespace| sets_of(namespace, task_queue));
    let find = |sets: &'_ [VersionSet], build_id: &BuildId| {
        sets.iter().position(|set| set.contains(build_id))
    };
    let mut remains = Vec::new();
    for build_id in after.iter().flat_map(VersionSet::build_ids) {
        if find(before, build_id).is_none() {
            remains.push(Remainder::Added { build_id: build_id.clone() });
        }
    }
    for (place, set) in before.iter().enumerate() {
        let first = set.default_build_id();
        let now = find(after, first);
        let merged = before[place + 1..]
            .iter()
            .find(|other| now.is_some() && find(after, other.default_build_id()) == now);
        if let Some(other) = merged {
            let (first, second) = (first.clone(), other.default_build_id().clone());
            remains.push(Remainder::Merged { first, second });
        }
    }
    if before.is_empty() && !after.is_empty() {
        remains.push(Remainder::Versioned);
    }
    let [former, passing] =
        [before, after].map(|sets| sets.last().map(VersionSet::default_build_id));
    if let Some(build_id) = passing
        && former != passing
        && let Some(set) = find(end, build_id)
        && former.is_none_or(|former| !end[set].contains(former))
    {
        let lands = end[set].default_build_id().clone();
        remains.push(Remainder::StartedMeanwhile { build_id: build_id.clone(), lands });
    }
    remains
}
