use super::{Course, Hazard, HazardKind, SecondRun};
use crate::model::{
    BuildId, Effect, Limit, Namespace, Operation, SetPromotion, TaskQueueName, VersionSet,
};
use crate::planning::Difference;

impl Course<'_> {
    pub(super) fn of_operations(&self, step: usize, hazards: &mut Vec<Hazard>) {
        if step == 0 {
            self.of_start(hazards);
            return;
        }
        let operation = &self.operations[step - 1];
        let task_queue = &operation.task_queue;
        let mut put = |kind, subjects| {
            let (task_queue, workers) = (task_queue.clone(), Vec::new());
            hazards.push(Hazard { step, kind, task_queue, subjects, workers });
        };
        if self.changes(step) {
            if let Some(kind) = self.passing_queue_default(step, task_queue) {
                put(kind, Vec::new());
            }
            if let Operation::MergeSets { primary, secondary } = &operation.operation {
                let before = self.preview.situation_after(step - 1);
                let after = self.preview.situation_after(step);
                let moved = Difference::between(before, after).moved;
                for kind in self.of_merge(step, task_queue, primary, secondary) {
                    put(kind, moved.clone());
                }
                if self.is_guess(step)
                    && let Some(set_default) = self.default_of(step, task_queue, primary)
                {
                    put(HazardKind::GuessedOrder { set_default }, Vec::new());
                }
            }
            if let Some(kind) = self.dropped_promotion(step) {
                put(kind, Vec::new());
            }
            for kind in self.limits(step, task_queue, added(&operation.operation)) {
                put(kind, Vec::new());
            }
        }
        if let Some(kind) = self.not_repeatable(step) {
            put(kind, Vec::new());
        }
    }

    /// What is so at the start, for each queue that an operation is for.
    fn of_start(&self, hazards: &mut Vec<Hazard>) {
        for (place, operation) in self.operations.iter().enumerate() {
            let task_queue = &operation.task_queue;
            if self.operations[..place].iter().any(|other| other.task_queue == *task_queue) {
                continue;
            }
            let sets = self.sets_after(0, task_queue);
            let guesses = sets.iter().filter(|set| set.order_is_guess()).map(|set| {
                HazardKind::GuessedOrder { set_default: set.default_build_id().clone() }
            });
            let near = counts(self.start, sets, None)
                .into_iter()
                .filter_map(|count| count.is_near().then_some(count.kind()));
            for kind in guesses.chain(near) {
                let (task_queue, subjects, workers) = (task_queue.clone(), Vec::new(), Vec::new());
                hazards.push(Hazard { step: 0, kind, task_queue, subjects, workers });
            }
        }
    }

    fn passing_queue_default(&self, step: usize, queue: &TaskQueueName) -> Option<HazardKind> {
        let queue_default = |step| self.queue_default_after(step, queue);
        let last = self.operations.len();
        let now = queue_default(step);
        let build_id = now?;
        if [step - 1, 0, last].iter().any(|other| queue_default(*other) == now) {
            return None;
        }
        let until = (step..=last).find(|later| queue_default(*later) != now)?;
        let lands_at_the_end = self.default_of(last, queue, build_id)?;
        let build_id = build_id.clone();
        Some(HazardKind::PassingQueueDefault { build_id, until, lands_at_the_end })
    }

    fn of_merge(
        &self,
        step: usize,
        queue: &TaskQueueName,
        primary: &BuildId,
        secondary: &BuildId,
    ) -> Vec<HazardKind> {
        let mut kinds = Vec::new();
        let default_of = |build_id| self.default_of(step - 1, queue, build_id);
        if let (Some(kept), Some(given_up)) = (default_of(primary), default_of(secondary)) {
            kinds.push(HazardKind::MergeDeclaresCompatible { kept, given_up });
        }
        let [from, to] = [step - 1, step].map(|step| self.queue_default_after(step, queue));
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            kinds.push(HazardKind::MergeMovesQueueDefault { from: from.clone(), to: to.clone() });
        }
        kinds
    }

    /// The default of a build ID's set after a step.
    fn default_of(
        &self,
        step: usize,
        queue: &TaskQueueName,
        build_id: &BuildId,
    ) -> Option<BuildId> {
        let set = self.sets_after(step, queue).iter().find(|set| set.contains(build_id))?;
        Some(set.default_build_id().clone())
    }

    fn is_guess(&self, step: usize) -> bool {
        self.preview.steps[step - 1].result == Ok(Effect::ChangedInGuessedOrder)
    }

    fn dropped_promotion(&self, step: usize) -> Option<HazardKind> {
        let operation = &self.operations[step - 1];
        if !matches!(
            operation.operation,
            Operation::AddNewCompatible { set_promotion: SetPromotion::Promote, .. }
        ) {
            return None;
        }
        let queue = &operation.task_queue;
        let before = self.sets_after(step - 1, queue).last()?;
        let after = self.sets_after(step, queue).last()?;
        // The default set is another one than before: it does not hold the former default.
        let queue_default = before.default_build_id();
        let is_dropped = !after.contains(queue_default);
        is_dropped.then(|| HazardKind::DroppedPromotion { queue_default: queue_default.clone() })
    }

    fn limits(
        &self,
        step: usize,
        queue: &TaskQueueName,
        added: Option<&BuildId>,
    ) -> Vec<HazardKind> {
        let count = |step| counts(self.namespace_after(step), self.sets_after(step, queue), added);
        let (before, after) = (count(step - 1), count(step));
        let begins = |(before, after): &(Count, Count)| {
            after.reached > before.reached
                && (after.is_near() && !before.is_near() || after.is_full() && !before.is_full())
        };
        before.into_iter().zip(after).filter(begins).map(|(_, after)| after.kind()).collect()
    }

    fn not_repeatable(&self, step: usize) -> Option<HazardKind> {
        self.preview.steps[step - 1].result.as_ref().ok()?;
        let second = match &self.second_run[step - 1] {
            Ok(Effect::Unchanged) => return None,
            Ok(Effect::Changed | Effect::ChangedInGuessedOrder) => SecondRun::Changes,
            Err(error) => SecondRun::Refused(error.clone()),
        };
        Some(HazardKind::NotRepeatable { second })
    }
}

/// The build ID that an operation adds, if it adds one.
const fn added(operation: &Operation) -> Option<&BuildId> {
    match operation {
        Operation::AddNewDefault { build_id } | Operation::AddNewCompatible { build_id, .. } => {
            Some(build_id)
        }
        Operation::PromoteSet { .. }
        | Operation::PromoteBuildIdWithinSet { .. }
        | Operation::MergeSets { .. } => None,
    }
}

/// How much of a limit is used.
struct Count {
    limit: Limit,
    allowed: usize,
    reached: usize,
}

impl Count {
    /// At nine tenths, or full.
    const fn is_near(&self) -> bool {
        // Without a product, which might be too large.
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

/// The limits that the cluster has and what is used of them; of queues, by a build ID.
fn counts(namespace: &Namespace, sets: &[VersionSet], build_id: Option<&BuildId>) -> Vec<Count> {
    let limits = namespace.limits();
    let build_ids = sets.iter().map(|set| set.build_ids().len()).sum();
    let knows = |name: &&TaskQueueName| {
        let sets = namespace.version_sets(name);
        build_id.is_some_and(|id| sets.is_some_and(|sets| sets.set_of(id).is_some()))
    };
    let queues = namespace.task_queues().filter(knows).count();
    let mut counts = Vec::new();
    for (limit, allowed, reached) in [
        (Limit::VersionSets, limits.version_sets, sets.len()),
        (Limit::BuildIds, limits.build_ids, build_ids),
        (Limit::TaskQueuesPerBuildId, limits.task_queues_per_build_id, queues),
    ] {
        if let Some(allowed) = allowed {
            counts.push(Count { limit, allowed: allowed.get() as usize, reached });
        }
    }
    counts
}
