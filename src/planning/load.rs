//! What follows the defaults of a queue, counted.

use super::board::Board;
use super::target::Target;
use crate::model::{Namespace, TaskQueueName};
use crate::rollout::Subject;
use crate::routing::{Step, resolve};

/// How many subjects follow a queue's default, and how many the set of each build ID. What lands elsewhere, or
/// stays where it is whatever the sets are, does not count.
pub(super) struct Load {
    pub of_queue_default: usize,
    pub of_build_ids: Vec<usize>,
}

impl Load {
    pub(super) fn of(
        target: &Target,
        namespace: &Namespace,
        task_queue: &TaskQueueName,
        subjects: &[Subject],
    ) -> Self {
        let mut load = Self { of_queue_default: 0, of_build_ids: vec![0; target.build_ids.len()] };
        for subject in subjects {
            let landing = resolve(namespace, &subject.task);
            if landing.task_queue != task_queue {
                continue;
            }
            match landing.steps.last() {
                Some(Step::QueueDefault { .. } | Step::UnversionedQueue { .. }) => {
                    load.of_queue_default += 1;
                }
                Some(Step::SetDefault { build_id, .. } | Step::UnknownBuildId { build_id, .. }) => {
                    let id = target.build_ids.iter().position(|other| other == *build_id);
                    if let Some(id) = id {
                        load.of_build_ids[id] += 1;
                    }
                }
                _ => {}
            }
        }
        load
    }

    /// What a step from one board to another costs.
    pub(super) fn cost(&self, before: &Board, after: &Board) -> Cost {
        let (mut moved, mut changed) = (0, 0);
        for (id, weight) in self.of_build_ids.iter().enumerate() {
            let lands = |board: &Board| board.lands[id].unwrap_or(id);
            if lands(before) != lands(after) {
                moved += weight;
                changed += 1;
            }
        }
        if before.queue_default() != after.queue_default() {
            moved += self.of_queue_default;
            changed += 1;
        }
        Cost((moved as u64).saturating_mul(Cost::OF_MOVED).saturating_add(changed))
    }
}

/// What steps move: first of all subjects that are there. Between steps that move as many of these, it is the
/// number of build IDs whose tasks would land elsewhere, whether there are any or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Cost(pub u64);

impl Cost {
    /// More than all steps of a plan can change.
    const OF_MOVED: u64 = 1 << 28;

    pub(super) const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
