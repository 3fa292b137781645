//! What can go wrong on the way, for a list of operations on what is known to run.

mod landings;
mod operations;

use super::{Preview, Recipient};
use crate::model::{
    BuildId, Effect, Limit, Namespace, OperationError, TaskQueueName, VersionSet, VersionSets,
};
use crate::rollout::{PlacedWorker, PlannedOperation, StepResult, Subject};

/// Something that can go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// The step, from 1, after which it is so; 0 for what is so at the start.
    pub step: usize,
    /// What it is.
    pub kind: HazardKind,
    /// The queue that it is about.
    pub task_queue: TaskQueueName,
    /// The subjects that are affected, as places among the subjects, from 0.
    pub subjects: Vec<usize>,
    /// The workers that are affected, as places among the workers, from 0.
    pub workers: Vec<usize>,
}

/// What can go wrong. A hazard is reported once, at the step with which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HazardKind {
    /// Something lands on workers of a version, and none of the listed workers receives it: it waits.
    ///
    /// Not where no worker of the queue is listed, since then nothing is known; not for queries; and not for
    /// what waited for the same version before the step.
    WithoutWorker {
        /// The version that it waits for.
        recipient: Recipient,
    },
    /// A worker that is superseded in its set keeps polling: its polls are refused.
    SupersededWorker {
        /// Its build ID.
        build_id: BuildId,
        /// The default of its set.
        newer_build_id: BuildId,
    },
    /// New workflows start on a build ID that is the queue default neither at the start nor at the end.
    PassingQueueDefault {
        /// The build ID.
        build_id: BuildId,
        /// The step with which another one becomes the queue default.
        until: usize,
        /// Where the workflows that start meanwhile land at the end: the default of their set.
        lands_at_the_end: BuildId,
    },
    /// A merge makes new workflows start on another build ID.
    MergeMovesQueueDefault {
        /// The queue default before.
        from: BuildId,
        /// The queue default after.
        to: BuildId,
    },
    /// A merge declares sets compatible that were not: what runs on either lands on one build ID from then on, and
    /// nothing takes them apart again. The subjects are those that the merge moves.
    MergeDeclaresCompatible {
        /// The default that is kept.
        kept: BuildId,
        /// The default that is given up.
        given_up: BuildId,
    },
    /// Open workflows that were on the queue default, or on the unversioned workers of an unversioned queue, stay on
    /// what is no longer the default: their workers are still needed.
    ///
    /// Not when they are on the queue default again at the end.
    LeftBehind {
        /// The workers that are still needed.
        recipient: Recipient,
    },
    /// A child or the next run of a workflow that unversioned workers run has nothing to inherit, and starts on the
    /// queue default.
    JumpsToQueueDefault {
        /// The queue default.
        build_id: BuildId,
    },
    /// A command inherits a build ID across task queues: the server refuses it, and the workflow hangs until its
    /// code or intent is changed. So at the start, whatever the version sets are.
    RejectedCommand,
    /// A command of the Java SDK names no task queue and no intent. Unlike other SDKs it takes the default then, and
    /// that is not where it would land if it inherited.
    JavaUnsetTaskQueue {
        /// Where it would land if it inherited.
        inherited: Recipient,
    },
    /// The TypeScript client up to 1.24.0 drops `promoteSet` of an addition. Sent by it, the set would not become
    /// the queue default.
    ///
    /// Not when the set is the queue default anyway.
    DroppedPromotion {
        /// The default that new workflows would keep.
        queue_default: BuildId,
    },
    /// Run a second time, from the end, the list of operations does not leave the version sets alone at this step.
    ///
    /// Not for steps that are refused the first time.
    NotRepeatable {
        /// What the step does the second time.
        second: SecondRun,
    },
    /// Few more, or none, can be added.
    LimitNear {
        /// Which limit.
        limit: Limit,
        /// How many are allowed.
        allowed: usize,
        /// How many there are.
        reached: usize,
    },
    /// The order of a merged set's build IDs before its default is a guess, since the imported state does not tell
    /// when they were promoted.
    GuessedOrder {
        /// The default of the set.
        set_default: BuildId,
    },
}

/// What a step does when the list is run a second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondRun {
    /// It is refused.
    Refused(OperationError),
    /// It changes the version sets.
    Changes,
}

/// What can go wrong at the start and after each of the operations, in this order.
#[must_use]
pub fn hazards(
    namespace: &Namespace,
    subjects: &[Subject],
    workers: &[PlacedWorker],
    operations: &[PlannedOperation],
) -> Vec<Hazard> {
    let preview = Preview::of(namespace, subjects, workers, operations);
    let mut end = preview.steps.last().map_or(namespace, |step| &step.namespace).clone();
    let second_run = operations.iter().map(|operation| operation.apply(&mut end)).collect();
    let course =
        Course { start: namespace, subjects, workers, operations, preview: &preview, second_run };
    let mut hazards = Vec::new();
    for step in 0..=operations.len() {
        course.of_landings(step, &mut hazards);
        course.of_operations(step, &mut hazards);
    }
    hazards
}

/// A list of operations, and what they do.
struct Course<'a> {
    start: &'a Namespace,
    subjects: &'a [Subject],
    workers: &'a [PlacedWorker],
    operations: &'a [PlannedOperation],
    preview: &'a Preview,
    /// What becomes of each step when the list is run once more.
    second_run: Vec<StepResult>,
}

impl<'a> Course<'a> {
    fn namespace_after(&self, step: usize) -> &'a Namespace {
        match step {
            0 => self.start,
            step => &self.preview.steps[step - 1].namespace,
        }
    }

    /// The sets of a queue after a step.
    fn sets_after(&self, step: usize, task_queue: &TaskQueueName) -> &'a [VersionSet] {
        let sets = self.namespace_after(step).version_sets(task_queue);
        sets.map_or(&[], VersionSets::sets)
    }

    fn queue_default_after(&self, step: usize, task_queue: &TaskQueueName) -> Option<&'a BuildId> {
        Some(self.sets_after(step, task_queue).last()?.default_build_id())
    }

    /// Whether the step, from 1, changes version sets.
    fn changes(&self, step: usize) -> bool {
        matches!(
            self.preview.steps[step - 1].result,
            Ok(Effect::Changed | Effect::ChangedInGuessedOrder)
        )
    }
}
