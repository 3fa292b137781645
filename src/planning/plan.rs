//! The plan itself: what is found, and how the parts of the planner find it.

use serde::Serialize;

use super::distance::distance;
use super::followers::Followers;
use super::goal::{Goal, NoPlan};
use super::problem::{GuessedOrder, Problem};
use super::search::{Search, TieBreak};
use super::state::State;
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::rollout::Subject;
use crate::version_sets::{BuildIdOperation, VersionSets};

/// The fewest operations that lead to a goal. [`Timeline`](crate::rollout::Timeline) has the state after each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The operations, in order; none when the queue is as the goal wants it.
    pub operations: Vec<BuildIdOperation>,
    /// The defaults on the way that are defaults neither at the start nor at the end.
    ///
    /// They cannot always be avoided: what is added is the default of its set at once.
    pub passing_defaults: Vec<PassingDefault>,
    /// How surely no other plan of that length moves less.
    pub tie_break: TieBreak,
    /// What is done about an order that is not known.
    pub imported_order: ImportedOrder,
}

/// A default on the way. What is added is the default of its set at once, so that some cannot be avoided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PassingDefault {
    /// The step, from 1, after which it is a default.
    pub step: usize,
    /// The build ID.
    pub build_id: BuildId,
    /// What it is the default of.
    pub of: DefaultOf,
}

/// What a build ID is the default of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum DefaultOf {
    /// The queue: new workflows start on it. (It is the default of its set too.)
    Queue,
    /// Only its set.
    Set,
}

/// What a plan does about the order of build IDs that were imported in different sets, which is a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum ImportedOrder {
    /// It makes no difference.
    Irrelevant,
    /// Were the guess right, fewer operations would do. The plan does not rely on it: it promotes what is in
    /// doubt.
    NotReliedOn,
}

/// Finds the fewest operations that lead from the version sets of a queue to a goal; of several such plans one
/// that moves the fewest subjects on the way, and always the same one.
///
/// Two sets are merged only where the goal wants build IDs of both in one set, and a new set is added only for
/// build IDs that belong to no present one.
///
/// # Errors
/// Why no plan leads to the goal.
pub fn plan(
    namespace: &Namespace,
    task_queue: &TaskQueueName,
    goal: &Goal,
    subjects: &[Subject],
) -> Result<Plan, NoPlan> {
    let sets = namespace.version_sets(task_queue).map_or(&[][..], VersionSets::sets);
    let problem = Problem::new(goal, sets, namespace.limits())?;
    let followers = Followers::count(&problem, namespace, task_queue, subjects);
    let search = Search { problem: &problem, followers: &followers };
    let start = State::at_start(&problem, GuessedOrder::Ignored);
    if distance(&problem, &start) > 0 {
        problem.check_limits()?;
    }
    let (actions, tie_break) = search.plan(&start);
    let mut states = vec![start];
    let mut operations = Vec::with_capacity(actions.len());
    for action in actions {
        let state = &states[states.len() - 1];
        operations.push(action.operation(&problem, state));
        states.push(state.after(&problem, action));
    }
    debug_assert_eq!(distance(&problem, &states[operations.len()]), 0, "{operations:?}");
    try_out(&operations, namespace, task_queue)?;
    let with_guess = search.length(&State::at_start(&problem, GuessedOrder::Trusted));
    let imported_order = if with_guess < operations.len() {
        ImportedOrder::NotReliedOn
    } else {
        ImportedOrder::Irrelevant
    };
    let passing_defaults = passing_defaults(&problem, &states);
    Ok(Plan { operations, passing_defaults, tie_break, imported_order })
}

/// Tries the operations on a copy. What refuses one is not known to the search: see [`NoPlan::Refused`].
fn try_out(
    operations: &[BuildIdOperation],
    namespace: &Namespace,
    task_queue: &TaskQueueName,
) -> Result<(), NoPlan> {
    let mut namespace = namespace.clone();
    for operation in operations {
        if let Err(error) = namespace.update(task_queue, Some(operation)) {
            return Err(NoPlan::Refused { operation: operation.clone(), error });
        }
    }
    Ok(())
}

/// The defaults of states on the way that are defaults neither in the first state nor in the last.
fn passing_defaults(problem: &Problem<'_>, states: &[State]) -> Vec<PassingDefault> {
    let ends = [&states[0], &states[states.len() - 1]];
    let mut passing = Vec::new();
    for (step, state) in states.iter().enumerate() {
        for id in state.sets() {
            let is_queue_default = |state: &State| state.queue_default() == Some(*id);
            let (of, is_at_an_end) = if is_queue_default(state) {
                (DefaultOf::Queue, ends.into_iter().any(is_queue_default))
            } else {
                (DefaultOf::Set, ends.into_iter().any(|end| end.is_set_default(*id)))
            };
            if !is_at_an_end {
                passing.push(PassingDefault { step, build_id: problem.build_id(*id).clone(), of });
            }
        }
    }
    passing
}
