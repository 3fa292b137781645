//! What follows the defaults of a queue, counted.

use super::board::Board;
use super::target::Target;
use crate::model::{Namespace, TaskQueueName};
use crate::rollout::Subject;
use crate::routing::{Follows, resolve};

/// How many subjects follow the set of each build ID, and, last, the queue's default. What lands elsewhere, or
/// stays where it is whatever the sets are, does not count.
pub(super) struct Load(Vec<u64>);

/// What steps move: first of all subjects that are there. Between steps that move as many of these, it is the
/// number of build IDs whose tasks would land elsewhere, whether there are any or not.
pub(super) type Cost = u64;

/// More than all steps of a plan can change.
const OF_MOVED: Cost = 1 << 28;

impl Load {
    pub(super) fn of(
        target: &Target<'_>,
        namespace: &Namespace,
        task_queue: &TaskQueueName,
        subjects: &[Subject],
    ) -> Self {
        let queue_default = target.build_ids.len();
        let mut load = vec![0; queue_default + 1];
        for subject in subjects {
            let landing = resolve(namespace, &subject.task);
            if landing.task_queue != task_queue {
                continue;
            }
            let followed = match landing.follows {
                Follows::QueueDefault => Some(queue_default),
                Follows::SetOf(build_id) => {
                    target.build_ids.iter().position(|other| other == build_id)
                }
                Follows::Nothing => None,
            };
            if let Some(followed) = followed {
                load[followed] += 1;
            }
        }
        Self(load)
    }

    /// Whether as much follows one build ID as another.
    pub(super) fn is_equal(&self, one: usize, other: usize) -> bool {
        self.0[one] == self.0[other]
    }

    /// What a step from one board to another costs.
    pub(super) fn cost(&self, target: &Target<'_>, before: &Board, after: &Board) -> Cost {
        let mut cost: Cost = 0;
        for (id, weight) in self.0.iter().enumerate() {
            let lands = |board: &Board| match id {
                _ if id == target.build_ids.len() => board.queue_default(target),
                _ => Some(board.lands(id).unwrap_or(id)),
            };
            if lands(before) != lands(after) {
                cost += weight * OF_MOVED + 1;
            }
        }
        cost
    }
}
