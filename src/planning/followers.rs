//! The subjects that follow the defaults of a queue: they move when these change.

use super::problem::{Id, Problem};
use super::state::State;
use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::rollout::Subject;
use crate::routing::resolve_untraced;
use crate::task::Follows;

/// How many subjects follow each default of a queue, in the sense of [`Follows`].
pub(super) struct Followers {
    of_queue_default: u64,
    /// For each build ID, the subjects that follow the default of its set.
    of_set: Vec<u64>,
}

/// How much operations move. Of two plans of the same length the one that moves less is better. What counts first are
/// the subjects that are there, then the build IDs whose tasks would land elsewhere if there were any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moves {
    subjects: u64,
    /// The queue default, which tasks follow that name no build ID, counts as one more.
    build_ids: u64,
}

impl Followers {
    /// Counts the subjects on the queue.
    pub(super) fn count(
        problem: &Problem<'_>,
        namespace: &Namespace,
        task_queue: &TaskQueueName,
        subjects: &[Subject],
    ) -> Self {
        let mut of_queue_default = 0;
        let mut of_set = vec![0; problem.build_id_count()];
        for subject in subjects {
            if subject.task.task_queue() != task_queue {
                continue;
            }
            match resolve_untraced(namespace, &subject.task).follows {
                Follows::QueueDefault => of_queue_default += 1,
                Follows::SetOf(build_id) => {
                    if let Some(id) = problem.number(&build_id) {
                        of_set[id] += 1;
                    }
                }
                Follows::DeploymentRouting | Follows::Nothing => {}
            }
        }
        Self { of_queue_default, of_set }
    }

    /// How many follow the default of a build ID's set.
    pub(super) fn of_set(&self, id: Id) -> u64 {
        self.of_set[id]
    }

    /// Adds to `moves` what lands elsewhere in one state than in the one before.
    pub(super) fn moves(&self, mut moves: Moves, before: &State, after: &State) -> Moves {
        if before.queue_default() != after.queue_default() {
            moves.subjects += self.of_queue_default;
            moves.build_ids += 1;
        }
        for (id, subjects) in self.of_set.iter().enumerate() {
            // A task that names a build ID in no set lands on just that build ID.
            let lands = |state: &State| state.default_of(id).unwrap_or(id);
            if lands(before) != lands(after) {
                moves.subjects += subjects;
                moves.build_ids += 1;
            }
        }
        moves
    }
}
