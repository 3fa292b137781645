//! Hazards of the operations themselves: defaults on the way, merges, limits, a second run.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use super::{Hazard, HazardKind, Search, queue_default};
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::operation::Operation;
use crate::refusal::Limit;
use crate::rollout::{Difference, Moment, RolloutSubject, StepResult, Subject, TimelineStep};
use crate::task::Task;
use crate::version::WorkerVersion;
use crate::version_sets::{BuildIdOperation, Moment as SetMoment, VersionSet};

impl Search<'_> {
    /// Finds what is so at the start, for each queue that a step is for.
    pub(super) fn find_of_start(&mut self, steps: &[TimelineStep]) {
        let namespace = &self.after.namespace;
        let mut seen = BTreeSet::new();
        for task_queue in steps.iter().flat_map(|step| step.operation.task_queues()) {
            if !seen.insert(task_queue) {
                continue;
            }
            for set in namespace.sets(task_queue).iter().filter(|set| set.order_is_guess()) {
                let set_default = set.default_build_id().clone();
                self.add(task_queue, HazardKind::GuessedOrder { set_default });
            }
            for count in counts(namespace, task_queue, None) {
                if count.is_near() {
                    self.add(task_queue, count.kind());
                }
            }
        }
    }

    /// Finds what can go wrong with an operation that changes the version sets.
    pub(super) fn find_of_operation(&mut self, before: &Moment<'_>, operation: &Operation) {
        let Operation { task_queue, operation } = operation;
        if let Some(kind) = self.passing_queue_default(before, task_queue) {
            self.add(task_queue, kind);
        }
        self.find_going_back(before, task_queue);
        match operation {
            BuildIdOperation::MergeSets { primary_build_id, secondary_build_id } => {
                self.find_of_merge(before, task_queue, primary_build_id, secondary_build_id);
            }
            BuildIdOperation::AddNewCompatibleVersion { promote_set: true, .. } => {
                self.find_dropped_promotion(before, task_queue);
            }
            _ => {}
        }
        let added = operation.added_build_id();
        let counts = |moment: &Moment<'_>| counts(&moment.namespace, task_queue, added);
        for (before, after) in counts(before).into_iter().zip(counts(self.after)) {
            let is_nearer = after.is_near() && !before.is_near();
            if after.reached > before.reached && (is_nearer || after.is_full() && !before.is_full())
            {
                self.add(task_queue, after.kind());
            }
        }
    }

    fn passing_queue_default(
        &self,
        before: &Moment<'_>,
        queue: &TaskQueueName,
    ) -> Option<HazardKind> {
        let now = queue_default(self.after, queue)?;
        let is_default = |moment: &Moment<'_>| queue_default(moment, queue) == Some(now);
        if is_default(before) || is_default(self.timeline.after(0)) || is_default(self.end) {
            return None;
        }
        let mut later = self.step..=self.timeline.last_step();
        let until = later.find(|later| !is_default(self.timeline.after(*later)))?;
        let lands_at_the_end = self.end.namespace.set_of(queue, now)?.default_build_id().clone();
        Some(HazardKind::PassingQueueDefault { build_id: now.clone(), until, lands_at_the_end })
    }

    /// Finds sets whose new default is older than the one that it replaces: in a merge, its whole set is.
    fn find_going_back(&mut self, before: &Moment<'_>, queue: &TaskQueueName) {
        let age = |build_id: &BuildId| self.age(queue, build_id);
        let age_of_set = |set: &VersionSet| set.build_ids().map(age).min();
        let mut found = Vec::new();
        for former in before.namespace.sets(queue) {
            let from = former.default_build_id();
            let Some(to) = default_of(&self.after.namespace, queue, from) else { continue };
            let newer: Vec<&BuildId> = if former.contains(to) {
                former.build_ids().filter(|build_id| age(build_id) > age(to)).collect()
            } else if let Some(primary) = before.namespace.set_of(queue, to)
                && age_of_set(former) > age_of_set(primary)
            {
                former.build_ids().collect()
            } else {
                continue;
            };
            if !newer.contains(&from) {
                continue;
            }
            let goes_back = |subject: &&Subject| {
                let Task::WorkflowTask { workflow, .. } = &subject.task else { return false };
                let Some(build_id) = workflow.build_id() else { return false };
                let used = (self.used)(&subject.what);
                let mut used = used.iter().filter_map(WorkerVersion::build_id).chain([build_id]);
                workflow.task_queue == *queue
                    && former.contains(build_id)
                    && used.any(|used| newer.contains(&used))
            };
            let subjects = self.subjects.iter().filter(goes_back);
            let subjects = subjects.map(|subject| subject.what.clone()).collect();
            let kind = HazardKind::BackToOlder { from: from.clone(), to: to.clone() };
            found.push(Hazard { subjects, ..self.hazard(queue, kind) });
        }
        self.found.extend(found);
    }

    /// Orders the build IDs of a queue by when they were added to it. Those of the start have the order of their last
    /// promotions, since nothing tells more.
    fn age(&self, queue: &TaskQueueName, build_id: &BuildId) -> Option<(usize, SetMoment)> {
        self.timeline.moments.iter().enumerate().find_map(|(step, moment)| {
            let mut members = moment.namespace.set_of(queue, build_id)?.members.iter();
            let member = members.find(|member| member.build_id == *build_id)?;
            Some((step, member.became_set_default))
        })
    }

    fn find_of_merge(
        &mut self,
        before: &Moment<'_>,
        queue: &TaskQueueName,
        primary: &BuildId,
        secondary: &BuildId,
    ) {
        let moved = Difference::new(before.situation(), self.after.situation()).moved();
        let moved: Vec<RolloutSubject> =
            moved.into_iter().map(|place| self.subjects[place].what.clone()).collect();
        let default_of = |build_id| default_of(&before.namespace, queue, build_id);
        if let (Some(kept), Some(given_up)) = (default_of(primary), default_of(secondary)) {
            let (kept, given_up) = (kept.clone(), given_up.clone());
            if self.after.result == Some(StepResult::Changed { order_is_guess: true }) {
                self.add(queue, HazardKind::GuessedOrder { set_default: kept.clone() });
            }
            let kind = HazardKind::MergeDeclaresCompatible { kept, given_up };
            let subjects = moved.clone();
            self.found.push(Hazard { subjects, ..self.hazard(queue, kind) });
        }
        if let (Some(from), Some(to)) =
            (queue_default(before, queue), queue_default(self.after, queue))
            && from != to
        {
            let kind = HazardKind::MergeMovesQueueDefault { from: from.clone(), to: to.clone() };
            self.found.push(Hazard { subjects: moved, ..self.hazard(queue, kind) });
        }
    }

    fn find_dropped_promotion(&mut self, before: &Moment<'_>, queue: &TaskQueueName) {
        let Some(queue_default) = queue_default(before, queue) else { return };
        let promoted = self.after.namespace.sets(queue).last();
        // It is another set than before when it does not hold the former default.
        if promoted.is_some_and(|set| !set.contains(queue_default)) {
            let queue_default = queue_default.clone();
            self.add(queue, HazardKind::DroppedPromotion { queue_default });
        }
    }

    /// Finds what goes wrong when all steps are taken a second time, given what becomes of this one then.
    pub(super) fn find_of_second_run(&mut self, operation: &Operation, result: &StepResult) {
        if self.after.result.as_ref().is_some_and(StepResult::is_refused) {
            return;
        }
        let refusal = match result {
            StepResult::Unchanged => return,
            StepResult::Changed { .. } => String::new(),
            StepResult::Refused { code, message, .. } => format!("{code}: {message}"),
        };
        self.add(&operation.task_queue, HazardKind::NotRepeatable { refusal });
    }
}

/// The default of the set that holds a build ID.
fn default_of<'a>(
    namespace: &'a Namespace,
    queue: &TaskQueueName,
    build_id: &BuildId,
) -> Option<&'a BuildId> {
    Some(namespace.set_of(queue, build_id)?.default_build_id())
}

/// What is used of each limit; of queues, by a build ID.
fn counts(namespace: &Namespace, queue: &TaskQueueName, build_id: Option<&BuildId>) -> [Count; 3] {
    let sets = namespace.sets(queue);
    let build_ids = sets.iter().map(|set| set.members.len()).sum();
    let knows = |name: &&TaskQueueName| {
        build_id.is_some_and(|build_id| namespace.set_of(name, build_id).is_some())
    };
    let queues = namespace.task_queues().filter(knows).count();
    let limits = namespace.limits();
    let count = |limit, allowed: Option<NonZeroU32>, reached| Count {
        limit,
        allowed: allowed.map_or(usize::MAX, |allowed| allowed.get() as usize),
        reached,
    };
    [
        count(Limit::VersionSets, limits.version_sets, sets.len()),
        count(Limit::BuildIds, limits.build_ids, build_ids),
        count(Limit::TaskQueuesPerBuildId, limits.task_queues_per_build_id, queues),
    ]
}

/// How much of a limit is used.
struct Count {
    limit: Limit,
    /// The greatest number where there is no limit.
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
