//! Hazards of the operations themselves: defaults on the way, merges, limits, a second run.

use std::num::NonZeroU32;

use super::{Course, Hazard, HazardKind};
use crate::names::{BuildId, TaskQueueName};
use crate::refusal::Limit;
use crate::rollout::{Difference, StepResult};
use crate::version_sets::{BuildIdOperation, Effect, VersionSets};

impl Course<'_> {
    pub(super) fn of_operations(&self, step: usize) -> Vec<Hazard> {
        if step == 0 {
            return self.of_start();
        }
        let of_step = &self.steps[step - 1].operation();
        let (task_queue, operation) = (&of_step.task_queue, &of_step.operation);
        let mut hazards = Vec::new();
        if self.timeline.changes(step) {
            let passing = self.passing_queue_default(step, task_queue);
            hazards.extend(passing.map(|kind| self.hazard(step, task_queue, kind)));
            if let BuildIdOperation::MergeSets { primary_build_id, secondary_build_id } = operation
            {
                hazards.extend(self.of_merge(
                    step,
                    task_queue,
                    primary_build_id,
                    secondary_build_id,
                ));
            }
            let others = self.dropped_promotion(step, task_queue, operation);
            let others = others.into_iter().chain(self.limits(step, task_queue, operation));
            hazards.extend(others.map(|kind| self.hazard(step, task_queue, kind)));
        }
        let again = self.not_repeatable(step);
        hazards.extend(again.map(|kind| self.hazard(step, task_queue, kind)));
        hazards
    }

    /// What is so at the start, for each queue that a step is for.
    fn of_start(&self) -> Vec<Hazard> {
        let of_queue = |task_queue| {
            let guessed = self.sets_after(0, task_queue).iter().filter(|set| set.order_is_guess());
            let guessed = guessed.map(|set| HazardKind::GuessedOrder {
                set_default: set.default_build_id().clone(),
            });
            let near = self.counts(0, task_queue, None).into_iter().filter(Count::is_near);
            let kinds: Vec<_> = guessed.chain(near.map(|count| count.kind())).collect();
            kinds.into_iter().map(move |kind| self.hazard(0, task_queue, kind))
        };
        self.task_queues().into_iter().flat_map(of_queue).collect()
    }

    fn passing_queue_default(&self, step: usize, queue: &TaskQueueName) -> Option<HazardKind> {
        let queue_default = |step| self.queue_default_after(step, queue);
        let last = self.timeline.last_step();
        let now = queue_default(step);
        if queue_default(step - 1) == now || queue_default(0) == now || queue_default(last) == now {
            return None;
        }
        let until = (step..=last).find(|later| queue_default(*later) != now)?;
        let build_id = now?;
        let lands_at_the_end = self.default_of(last, queue, build_id)?.clone();
        Some(HazardKind::PassingQueueDefault {
            build_id: build_id.clone(),
            until,
            lands_at_the_end,
        })
    }

    fn of_merge(
        &self,
        step: usize,
        queue: &TaskQueueName,
        primary: &BuildId,
        secondary: &BuildId,
    ) -> Vec<Hazard> {
        let mut hazards = Vec::new();
        let moved = self.moved(step);
        let default_of = |build_id| self.default_of(step - 1, queue, build_id);
        if let (Some(kept), Some(given_up)) = (default_of(primary), default_of(secondary)) {
            let (kept, given_up) = (kept.clone(), given_up.clone());
            if self.timeline.after(step).result
                == Some(StepResult::Changed { order_is_guess: true })
            {
                let kind = HazardKind::GuessedOrder { set_default: kept.clone() };
                hazards.push(self.hazard(step, queue, kind));
            }
            let kind = HazardKind::MergeDeclaresCompatible { kept, given_up };
            hazards.push(self.hazard_for(step, queue, kind, &moved));
        }
        if let (Some(from), Some(to)) =
            (self.queue_default_after(step - 1, queue), self.queue_default_after(step, queue))
            && from != to
        {
            let kind = HazardKind::MergeMovesQueueDefault { from: from.clone(), to: to.clone() };
            hazards.push(self.hazard_for(step, queue, kind, &moved));
        }
        hazards
    }

    /// The places of the subjects that a step moves.
    fn moved(&self, step: usize) -> Vec<usize> {
        let situation = |step| &self.timeline.after(step).situation;
        Difference::new(situation(step - 1), situation(step)).moved()
    }

    /// The default of a build ID's set after a step.
    fn default_of(
        &self,
        step: usize,
        queue: &TaskQueueName,
        build_id: &BuildId,
    ) -> Option<&BuildId> {
        self.namespace_after(step).version_sets(queue)?.default_of(build_id)
    }

    fn dropped_promotion(
        &self,
        step: usize,
        queue: &TaskQueueName,
        operation: &BuildIdOperation,
    ) -> Option<HazardKind> {
        let BuildIdOperation::AddNewCompatibleVersion { promote_set: true, .. } = operation else {
            return None;
        };
        let queue_default = self.queue_default_after(step - 1, queue)?;
        // It is another set than before when it does not hold the former default.
        let is_other = !self.sets_after(step, queue).last()?.contains(queue_default);
        is_other.then(|| HazardKind::DroppedPromotion { queue_default: queue_default.clone() })
    }

    fn limits(
        &self,
        step: usize,
        queue: &TaskQueueName,
        operation: &BuildIdOperation,
    ) -> Vec<HazardKind> {
        let added = operation.added_build_id();
        let before = self.counts(step - 1, queue, added);
        let after = self.counts(step, queue, added);
        let begins = |(before, after): &(Count, Count)| {
            after.reached > before.reached
                && (after.is_near() && !before.is_near() || after.is_full() && !before.is_full())
        };
        before.into_iter().zip(after).filter(begins).map(|(_, after)| after.kind()).collect()
    }

    fn not_repeatable(&self, step: usize) -> Option<HazardKind> {
        if self.timeline.after(step).result.as_ref().is_some_and(StepResult::is_refused) {
            return None;
        }
        let refusal = match &self.second_run[step - 1] {
            Ok(Effect::Unchanged) => return None,
            Ok(Effect::Changed | Effect::ChangedInGuessedOrder) => String::new(),
            Err(error) => format!("{}: {error}", error.status_code()),
        };
        Some(HazardKind::NotRepeatable { refusal })
    }

    /// What is used of each limit after a step; of queues, by a build ID.
    fn counts(&self, step: usize, queue: &TaskQueueName, build_id: Option<&BuildId>) -> [Count; 3] {
        let namespace = self.namespace_after(step);
        let sets = self.sets_after(step, queue);
        let build_ids = sets.iter().map(|set| set.build_ids().len()).sum();
        let knows = |sets: &VersionSets| build_id.is_some_and(|id| sets.set_of(id).is_some());
        let all_sets = namespace.task_queues().filter_map(|name| namespace.version_sets(name));
        let limits = namespace.limits();
        let count = |limit, allowed: Option<NonZeroU32>, reached| Count {
            limit,
            allowed: allowed.map_or(usize::MAX, |allowed| allowed.get() as usize),
            reached,
        };
        [
            count(Limit::VersionSets, limits.version_sets, sets.len()),
            count(Limit::BuildIds, limits.build_ids, build_ids),
            count(
                Limit::TaskQueuesPerBuildId,
                limits.task_queues_per_build_id,
                all_sets.filter(|sets| knows(sets)).count(),
            ),
        ]
    }
}

/// How much of a limit is used.
struct Count {
    limit: Limit,
    /// As good as unlimited where there is none.
    allowed: usize,
    reached: usize,
}

impl Count {
    /// At nine tenths, or full.
    const fn is_near(&self) -> bool {
        self.reached >= self.allowed - self.allowed / 10
    }

    const fn is_full(&self) -> bool {
        self.reached >= self.allowed
    }

    const fn kind(&self) -> HazardKind {
        let Self { limit, allowed, reached } = *self;
        HazardKind::LimitNear { limit, allowed, reached }
    }
}
