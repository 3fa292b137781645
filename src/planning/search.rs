//! The walk along the shortest plans, to the one that moves the least.
//!
//! Since [`distance`] is exact, an action begins a shortest plan exactly if the distance is one less after it. So the
//! walk only takes such actions and never goes astray. It proceeds in layers: the states after one action, after two,
//! and so on, each with the way to it that moves the least. The last layer has reached the goal.
//!
//! For example, `[a] [b]` should become one set of `a`, `b` and a new `n`, with `n` as its default. The distance is 2,
//! and it is 1 after merging the two sets and after adding `n` to either: these states are the first layer. From each
//! of them another action reaches the goal. Merging first moves the workflows of one set twice: to the default of the
//! other set, and then to `n`. Adding `n` first moves each workflow once: those of one set right away, those of the
//! other when it is merged.

use serde::Serialize;
use std::collections::BTreeMap;

use super::action::Action;
use super::candidates::Candidates;
use super::distance::distance;
use super::followers::{Followers, Moves};
use super::problem::Problem;
use super::state::State;

/// The most work of a walk, counted in numbers of states that it reads: some milliseconds' worth.
const MOST_WORK: usize = 800_000;

/// The work of trying an action, apart from reading the state.
const WORK_OF_ACTION: usize = 16;

/// The most states that a layer keeps.
const MOST_KEPT: usize = 512;

/// Whether some other plan of the same length may move less.
///
/// What moves are, first, the subjects that land elsewhere after a step than before it, summed over the steps. Between
/// plans that move equally many subjects, it is the build IDs whose tasks would land elsewhere if there were any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum TieBreak {
    /// No other plan moves less.
    Exact,
    /// There are too many plans to compare them all. Another one may move less.
    Approximate,
}

/// A problem, and the subjects that should move as little as possible.
pub(super) struct Search<'a> {
    pub problem: &'a Problem<'a>,
    pub followers: &'a Followers,
}

/// A way to a state.
#[derive(Clone, Default)]
struct Way {
    actions: Vec<Action>,
    moves: Moves,
}

/// The states after some number of actions, with the best way to each.
type Layer = BTreeMap<State, Way>;

impl Search<'_> {
    /// The length of the shortest plans. The goal has to be within the limit of sets. The start may exceed it by one if
    /// the goal needs a merge.
    pub(super) fn length(&self, start: &State) -> usize {
        let length = distance(self.problem, start);
        if length == 0 || start.sets().len() <= self.problem.most_sets() {
            return length;
        }
        // A merge has to be the first action.
        let candidates = self.candidates(start);
        let left = self.successors(&candidates).map(|(_, after)| distance(self.problem, &after));
        left.min().map_or(length, |left| left + 1)
    }

    /// The actions of a shortest plan that moves the least.
    pub(super) fn plan(&self, start: &State) -> (Vec<Action>, TieBreak) {
        let length = self.length(start);
        let width = self.width(start, length);
        if width == 1 {
            return (self.first_plan(start, length), TieBreak::Approximate);
        }
        let mut tie_break = TieBreak::Exact;
        let mut layer = Layer::from([(start.clone(), Way::default())]);
        for left in (0..length).rev() {
            layer = self.next_layer(&layer, left);
            if layer.len() > width {
                layer = cheapest(layer, width);
                tie_break = TieBreak::Approximate;
            }
        }
        let best = layer.into_values().min_by_key(|way| way.moves).unwrap_or_default();
        (best.actions, tie_break)
    }

    /// The actions of the first shortest plan that is found, whatever it moves.
    fn first_plan(&self, start: &State, length: usize) -> Vec<Action> {
        let mut actions = Vec::with_capacity(length);
        let mut state = start.clone();
        for left in (0..length).rev() {
            let candidates = self.candidates(&state);
            let is_nearer = |(_, after): &(_, State)| distance(self.problem, after) == left;
            let Some((action, after)) = self.successors(&candidates).find(is_nearer) else { break };
            actions.push(action);
            state = after;
        }
        actions
    }

    /// The states one action further, where `left` actions are left to the goal.
    fn next_layer(&self, layer: &Layer, left: usize) -> Layer {
        let mut next = Layer::new();
        for (state, way) in layer {
            for (action, after) in self.successors(&self.candidates(state)) {
                if distance(self.problem, &after) != left {
                    continue;
                }
                let moves = way.moves + self.followers.moves(state, &after);
                if next.get(&after).is_none_or(|known| moves < known.moves) {
                    let actions = way.actions.iter().copied().chain([action]).collect();
                    next.insert(after, Way { actions, moves });
                }
            }
        }
        next
    }

    /// How many states of each layer to keep, so that the walk does not take too long.
    fn width(&self, start: &State, length: usize) -> usize {
        let actions = self.candidates(start).iter().count();
        let problem = self.problem;
        let numbers = problem.build_id_count() + 2 * problem.final_sets.len() + WORK_OF_ACTION;
        let work = length.saturating_mul(actions).saturating_mul(numbers);
        (MOST_WORK / work.max(1)).clamp(1, MOST_KEPT)
    }

    fn candidates<'b>(&'b self, state: &'b State) -> Candidates<'b> {
        Candidates::new(self.problem, self.followers, state)
    }

    /// The states after each of the candidates, within the limit of sets.
    fn successors(&self, candidates: &Candidates<'_>) -> impl Iterator<Item = (Action, State)> {
        let most_sets = self.problem.most_sets();
        let successor = |action| (action, candidates.state.after(self.problem, action));
        let successors = candidates.iter().map(successor);
        successors.filter(move |(_, after)| after.sets().len() <= most_sets)
    }
}

/// The states of a layer whose ways move the least.
fn cheapest(layer: Layer, width: usize) -> Layer {
    let mut states: Vec<_> = layer.into_iter().rev().collect();
    states.sort_by_key(|(_, way)| way.moves);
    states.truncate(width);
    states.into_iter().collect()
}
