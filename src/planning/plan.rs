//! The planner: from a goal to the fewest operations. In reading order:
//!
//! - [`goal`](super::goal): what is asked for, and why there may be no plan.
//! - [`problem`](super::problem): the goal and the queue in numbers, and the sets that there will be at the end.
//! - [`state`](super::state) and [`action`](super::action): the version sets on the way, and the operations on them.
//! - [`distance`](super::distance): how many operations a state is from the goal, by a formula.
//! - [`candidates`](super::candidates): the actions that are worth trying in a state.
//! - [`followers`](super::followers): how many subjects an action moves.
//! - [`search`](super::search): the walk along the shortest plans, to the one that moves the fewest subjects.
//!
//! `docs/planning.md` says why the formula holds and how it is tested.

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
use crate::version_sets::BuildIdOperation;

/// The fewest operations that lead to a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The operations, in order; empty when the goal is reached already.
    pub operations: Vec<BuildIdOperation>,
    /// The build IDs that are defaults on the way, but neither at the start nor at the end.
    ///
    /// They cannot always be avoided: a build ID is the default of its set as soon as it is added.
    pub passing_defaults: Vec<PassingDefault>,
    /// Whether some other plan of the same length may move fewer subjects.
    pub tie_break: TieBreak,
    /// Whether it matters that an import does not tell the order of all build IDs.
    pub imported_order: ImportedOrder,
}

/// A build ID that is a default on the way. Some cannot be avoided: a build ID is the default of its set as soon as it
/// is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PassingDefault {
    /// The step after which it is a default, from 1.
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

/// What a plan makes of the order of build IDs that were imported in different sets, which can only be guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum ImportedOrder {
    /// It makes no difference to the plan.
    Irrelevant,
    /// If the guess were right, fewer operations would do. The plan does not rely on it: it promotes the build IDs
    /// whose order is in doubt.
    NotReliedOn,
}

/// Finds the fewest operations that lead from the version sets of a queue to a goal.
///
/// If there are several such plans, it returns one that moves the fewest subjects on the way; see [`TieBreak`]. The
/// same question always has the same answer.
///
/// Two sets are merged only if the goal wants build IDs of both in one set. A new set is added only for build IDs that
/// the goal does not want in a set that exists.
///
/// # Errors
/// Returns why no plan leads to the goal.
///
/// # Examples
/// ```
/// use worker_versioning::namespace::Namespace;
/// use worker_versioning::planning::{Goal, Group, UnknownBuildIds, WantedSets, plan};
/// use worker_versioning::version_sets::BuildIdOperation;
///
/// let orders = "orders".into();
/// let mut namespace = Namespace::default();
/// for build_id in ["1.0", "2.0"] {
///     let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: build_id.into() };
///     namespace.update(&orders, Some(&add)).unwrap();
/// }
///
/// // A fix for the workflows of 1.0, while new workflows keep starting on 2.0.
/// let fixed = Group {
///     build_ids: vec!["1.0".into(), "1.1".into()],
///     set_default: Some("1.1".into()),
/// };
/// let goal = Goal {
///     sets: WantedSets::Some { groups: vec![fixed], queue_default: Some("2.0".into()) },
///     unknown_build_ids: UnknownBuildIds::Add,
/// };
/// let plan = plan(&namespace, &orders, &goal, &[]).unwrap();
/// let add_fix = BuildIdOperation::AddNewCompatibleVersion {
///     build_id: "1.1".into(),
///     existing_compatible_build_id: "1.0".into(),
///     promote_set: false,
/// };
/// assert_eq!(plan.operations, [add_fix]);
/// ```
pub fn plan(
    namespace: &Namespace,
    task_queue: &TaskQueueName,
    goal: &Goal,
    subjects: &[Subject],
) -> Result<Plan, NoPlan> {
    let problem = Problem::new(goal, namespace.sets(task_queue), namespace.limits())?;
    let followers = Followers::count(&problem, namespace, task_queue, subjects);
    let search = Search { problem: &problem, followers: &followers };
    let start = State::at_start(&problem, GuessedOrder::Ignored);
    if distance(&problem, &start) > 0 {
        problem.check_limits()?;
    }
    let (actions, tie_break) = search.plan(start.clone());
    let mut states = vec![start];
    let mut operations = Vec::with_capacity(actions.len());
    let mut tried = namespace.clone();
    for action in actions {
        let state = &states[states.len() - 1];
        let operation = action.operation(&problem, state);
        // The search does not know all that can be refused: see `NoPlan::Refused`.
        if let Err(error) = tried.update(task_queue, Some(&operation)) {
            return Err(NoPlan::Refused { operation, error });
        }
        operations.push(operation);
        states.push(state.after(&problem, action));
    }
    debug_assert_eq!(distance(&problem, &states[operations.len()]), 0, "{operations:?}");
    let with_guess = search.length(&State::at_start(&problem, GuessedOrder::Trusted));
    let imported_order = if with_guess < operations.len() {
        ImportedOrder::NotReliedOn
    } else {
        ImportedOrder::Irrelevant
    };
    let passing_defaults = passing_defaults(&problem, &states);
    Ok(Plan { operations, passing_defaults, tie_break, imported_order })
}

/// The build IDs that are defaults in some state, but neither in the first nor in the last.
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
