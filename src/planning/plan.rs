use super::board::Board;
use super::goal::{Goal, NoPlan};
use super::load::Load;
use super::search::Search;
use super::target::{Imported, Target};
use crate::model::{BuildId, Namespace, Operation, TaskQueueName, VersionSets};
use crate::rollout::Subject;

/// The fewest operations that lead to a goal. [`Preview`](super::Preview) has the state after each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The operations, in order; none when the queue is as the goal wants it.
    pub operations: Vec<Operation>,
    /// The defaults on the way that are defaults neither at the start nor at the end.
    ///
    /// They cannot always be avoided: what is added is the default of its set at once.
    pub passing_defaults: Vec<PassingDefault>,
    /// How surely no other plan of that length moves less.
    pub tie_break: TieBreak,
    /// What is done about an order that is not known.
    pub imported_order: ImportedOrder,
}

/// A default on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassingDefault {
    /// The step, from 1, after which it is a default.
    pub step: usize,
    /// The build ID.
    pub build_id: BuildId,
    /// What it is the default of.
    pub of: DefaultOf,
}

/// What a build ID is the default of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultOf {
    /// The queue: new workflows start on it. (It is the default of its set too.)
    Queue,
    /// Its set alone.
    Set,
}

/// How surely no other plan of the same length moves less: fewer subjects that land elsewhere after a step than
/// before it, summed over the steps; and between plans that move as many of these, fewer build IDs whose tasks would
/// land elsewhere, whether there are any or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieBreak {
    /// None does.
    Exact,
    /// There were too many to look at all; one may.
    Approximate,
}

/// What a plan does about the order of build IDs that were imported in different sets, which is a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    let target = Target::of(goal, sets, namespace.limits())?;
    let load = Load::of(&target, namespace, task_queue, subjects);
    let search = Search { target: &target, load: &load };
    let start = Board::start(&target, Imported::Unknown);
    if !search.is_reached(&start) {
        target.check_limits()?;
    }
    let (actions, tie_break) = search.plan(&start);
    let mut end = start.clone();
    for action in &actions {
        end.apply(&target, *action);
    }
    let guessed = Board::start(&target, Imported::AsGuessed);
    let mut plan = Plan {
        operations: Vec::new(),
        passing_defaults: Vec::new(),
        tie_break,
        imported_order: if search.length(&guessed) < actions.len() {
            ImportedOrder::NotReliedOn
        } else {
            ImportedOrder::Irrelevant
        },
    };
    let mut board = start.clone();
    let mut tried = namespace.clone();
    for action in actions {
        let operation = action.operation(&target, &board);
        if let Err(error) = tried.update(task_queue, Some(&operation)) {
            return Err(NoPlan::Refused { operation, error });
        }
        plan.operations.push(operation);
        board.apply(&target, action);
        put_passing_defaults(&target, &board, &[&start, &end], &mut plan);
    }
    Ok(plan)
}

/// Puts the defaults after the latest step that are none at the ends.
fn put_passing_defaults(target: &Target<'_>, board: &Board, ends: &[&Board; 2], plan: &mut Plan) {
    let queue_default = board.queue_default(target);
    for id in board.sets(target) {
        let of = if queue_default == Some(*id) { DefaultOf::Queue } else { DefaultOf::Set };
        let is_passing = ends.iter().all(|end| match of {
            DefaultOf::Queue => end.queue_default(target) != queue_default,
            DefaultOf::Set => !end.is_set_default(*id),
        });
        if is_passing {
            let (step, build_id) = (plan.operations.len(), target.build_ids[*id].clone());
            plan.passing_defaults.push(PassingDefault { step, build_id, of });
        }
    }
}
