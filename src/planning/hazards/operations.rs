use super::{Course, Hazard, HazardKind, SecondRun};
use crate::model::{BuildId, Effect, Limit, Operation, SetPromotion, TaskQueueName, VersionSets};
use crate::planning::Difference;

impl Course<'_> {
    pub(super) fn of_operations(&self, step: usize, hazards: &mut Vec<Hazard>) {
        if step == 0 {
            self.of_start(hazards);
            return;
        }
        let operation = &self.operations[step - 1];
        let mut kinds = Vec::new();
        if self.changes(step) {
            self.put_passing_queue_default(step, &mut kinds);
            if let Operation::MergeSets { primary, secondary } = &operation.operation {
                self.put_of_merge(step, primary, secondary, &mut kinds);
            }
            self.put_dropped_promotion(step, &mut kinds);
            self.put_limits(step, &mut kinds);
        }
        self.put_not_repeatable(step, &mut kinds);
        for kind in kinds {
            let subjects = match kind {
                HazardKind::MergeMovesQueueDefault { .. }
                | HazardKind::MergeDeclaresCompatible { .. } => self.moved(step),
                _ => Vec::new(),
            };
            let task_queue = operation.task_queue.clone();
            hazards.push(Hazard { step, kind, task_queue, subjects, workers: Vec::new() });
        }
    }

    fn moved(&self, step: usize) -> Vec<usize> {
        let before = self.preview.situation_after(step - 1);
        Difference::between(before, self.preview.situation_after(step)).moved
    }

    /// What is so at the start, for each queue that an operation is for.
    fn of_start(&self, hazards: &mut Vec<Hazard>) {
        for (place, operation) in self.operations.iter().enumerate() {
            let task_queue = &operation.task_queue;
            if self.operations[..place].iter().any(|other| other.task_queue == *task_queue) {
                continue;
            }
            let mut kinds = Vec::new();
            for set in self.sets_after(0, task_queue) {
                if set.order_is_guess() {
                    let set_default = set.default_build_id().clone();
                    kinds.push(HazardKind::GuessedOrder { set_default });
                }
            }
            for count in self.counts(0, task_queue, None) {
                if count.is_near() {
                    kinds.push(count.kind());
                }
            }
            for kind in kinds {
                let (task_queue, subjects, workers) = (task_queue.clone(), Vec::new(), Vec::new());
                hazards.push(Hazard { step: 0, kind, task_queue, subjects, workers });
            }
        }
    }

    fn put_passing_queue_default(&self, step: usize, kinds: &mut Vec<HazardKind>) {
        let queue = &self.operations[step - 1].task_queue;
        let queue_default = |step| self.queue_default_after(step, queue);
        let last = self.operations.len();
        let now = queue_default(step);
        if queue_default(step - 1) == now || queue_default(0) == now {
            return;
        }
        // There is none when it stays so up to the end, whatever comes in between.
        let until = (step..=last).find(|later| queue_default(*later) != now);
        if let (Some(until), Some(build_id)) = (until, now)
            && queue_default(last) != now
            && let Some(lands_at_the_end) = self.default_of(last, queue, build_id)
        {
            let (build_id, lands_at_the_end) = (build_id.clone(), lands_at_the_end.clone());
            kinds.push(HazardKind::PassingQueueDefault { build_id, until, lands_at_the_end });
        }
    }

    fn put_of_merge(
        &self,
        step: usize,
        primary: &BuildId,
        secondary: &BuildId,
        kinds: &mut Vec<HazardKind>,
    ) {
        let queue = &self.operations[step - 1].task_queue;
        let default_of = |build_id| self.default_of(step - 1, queue, build_id);
        if let (Some(kept), Some(given_up)) = (default_of(primary), default_of(secondary)) {
            let (kept, given_up) = (kept.clone(), given_up.clone());
            if self.preview.steps[step - 1].result == Ok(Effect::ChangedInGuessedOrder) {
                kinds.push(HazardKind::GuessedOrder { set_default: kept.clone() });
            }
            kinds.push(HazardKind::MergeDeclaresCompatible { kept, given_up });
        }
        if let (Some(from), Some(to)) =
            (self.queue_default_after(step - 1, queue), self.queue_default_after(step, queue))
            && from != to
        {
            let (from, to) = (from.clone(), to.clone());
            kinds.push(HazardKind::MergeMovesQueueDefault { from, to });
        }
    }

    /// The default of a build ID's set after a step.
    fn default_of(
        &self,
        step: usize,
        queue: &TaskQueueName,
        build_id: &BuildId,
    ) -> Option<&BuildId> {
        let sets = self.namespace_after(step).version_sets(queue)?;
        Some(sets.set_of(build_id)?.default_build_id())
    }

    fn put_dropped_promotion(&self, step: usize, kinds: &mut Vec<HazardKind>) {
        let operation = &self.operations[step - 1];
        let queue = &operation.task_queue;
        if let Operation::AddNewCompatible { set_promotion: SetPromotion::Promote, .. } =
            operation.operation
            && let Some(queue_default) = self.queue_default_after(step - 1, queue)
            && let Some(set) = self.sets_after(step, queue).last()
            // It is another set than before: it does not hold the former default.
            && !set.contains(queue_default)
        {
            let queue_default = queue_default.clone();
            kinds.push(HazardKind::DroppedPromotion { queue_default });
        }
    }

    fn put_limits(&self, step: usize, kinds: &mut Vec<HazardKind>) {
        let operation = &self.operations[step - 1];
        let queue = &operation.task_queue;
        let added = match &operation.operation {
            Operation::AddNewDefault { build_id }
            | Operation::AddNewCompatible { build_id, .. } => Some(build_id),
            _ => None,
        };
        let before = self.counts(step - 1, queue, added);
        for (before, after) in before.iter().zip(self.counts(step, queue, added)) {
            if after.reached > before.reached
                && (after.is_near() && !before.is_near() || after.is_full() && !before.is_full())
            {
                kinds.push(after.kind());
            }
        }
    }

    fn put_not_repeatable(&self, step: usize, kinds: &mut Vec<HazardKind>) {
        if self.preview.steps[step - 1].result.is_err() {
            return;
        }
        let second = match &self.second_run[step - 1] {
            Ok(Effect::Unchanged) => return,
            Ok(Effect::Changed | Effect::ChangedInGuessedOrder) => SecondRun::Changes,
            Err(error) => SecondRun::Refused(error.clone()),
        };
        kinds.push(HazardKind::NotRepeatable { second });
    }

    /// What is used of each limit after a step; of queues, by a build ID.
    fn counts(&self, step: usize, queue: &TaskQueueName, build_id: Option<&BuildId>) -> [Count; 3] {
        let namespace = self.namespace_after(step);
        let (mut build_ids, mut queues) = (0, 0);
        for set in self.sets_after(step, queue) {
            build_ids += set.build_ids().len();
        }
        for name in namespace.task_queues() {
            let sets = namespace.version_sets(name);
            let knows = |sets: &VersionSets| build_id.is_some_and(|id| sets.set_of(id).is_some());
            queues += usize::from(sets.is_some_and(knows));
        }
        let limits = namespace.limits();
        let count = |limit, allowed: Option<std::num::NonZeroU32>, reached| Count {
            limit,
            allowed: allowed.map_or(usize::MAX, |allowed| allowed.get() as usize),
            reached,
        };
        let sets = self.sets_after(step, queue).len();
        [
            count(Limit::VersionSets, limits.version_sets, sets),
            count(Limit::BuildIds, limits.build_ids, build_ids),
            count(Limit::TaskQueuesPerBuildId, limits.task_queues_per_build_id, queues),
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
