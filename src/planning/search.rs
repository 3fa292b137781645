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

use std::collections::{BTreeMap, BinaryHeap};

use serde::Serialize;

use super::action::Action;
use super::candidates::candidates;
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
        let left = self.successors(start).map(|(_, after)| distance(self.problem, &after));
        left.min().map_or(length, |left| left + 1)
    }

    /// The actions of a shortest plan that moves the least.
    pub(super) fn plan(&self, start: State) -> (Vec<Action>, TieBreak) {
        let length = self.length(&start);
        let width = self.width(&start, length);
        if width == 1 {
            return (self.first_plan(start, length), TieBreak::Approximate);
        }
        let mut tie_break = TieBreak::Exact;
        let mut layer = Layer::new();
        layer.insert(start, Way::default());
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
    fn first_plan(&self, mut state: State, length: usize) -> Vec<Action> {
        let mut actions = Vec::with_capacity(length);
        for left in (0..length).rev() {
            let Some((action, after)) = self.nearer(&state, left).next() else { break };
            actions.push(action);
            state = after;
        }
        actions
    }

    /// The states one action further, where `left` actions are left to the goal.
    fn next_layer(&self, layer: &Layer, left: usize) -> Layer {
        let mut next = Layer::new();
        for (state, way) in layer {
            for (action, after) in self.nearer(state, left) {
                let moves = self.followers.moves(way.moves, state, &after);
                if next.get(&after).is_none_or(|known| moves < known.moves) {
                    let mut actions = way.actions.clone();
                    actions.push(action);
                    next.insert(after, Way { actions, moves });
                }
            }
        }
        next
    }

    /// How many states of each layer to keep, so that the walk does not take too long.
    fn width(&self, start: &State, length: usize) -> usize {
        let actions = candidates(self.problem, self.followers, start).len();
        let problem = self.problem;
        let numbers = problem.build_id_count() + 2 * problem.final_sets.len() + WORK_OF_ACTION;
        let work = length.saturating_mul(actions).saturating_mul(numbers);
        (MOST_WORK / work.max(1)).clamp(1, MOST_KEPT)
    }

    /// The states after each of the candidates from which `left` actions lead to the goal.
    fn nearer(&self, state: &State, left: usize) -> impl Iterator<Item = (Action, State)> {
        self.successors(state).filter(move |(_, after)| distance(self.problem, after) == left)
    }

    /// The states after each of the candidates, within the limit of sets.
    fn successors(&self, state: &State) -> impl Iterator<Item = (Action, State)> {
        let candidates = candidates(self.problem, self.followers, state).into_iter();
        let successors = candidates.map(|action| (action, state.after(self.problem, action)));
        successors.filter(|(_, after)| after.sets().len() <= self.problem.most_sets())
    }
}

/// The states of a layer whose ways move the least. Of those whose ways move equally much, the last ones are kept.
fn cheapest(layer: Layer, width: usize) -> Layer {
    let mut least = BinaryHeap::new();
    for way in layer.values() {
        least.push(way.moves);
        if least.len() > width {
            least.pop();
        }
    }
    let most = least.peek().copied().unwrap_or_default();
    let mut room = least.into_iter().filter(|moves| *moves == most).count();
    let mut kept = Layer::new();
    for (state, way) in layer.into_iter().rev() {
        let has_room = way.moves < most || way.moves == most && room > 0;
        if has_room {
            room -= usize::from(way.moves == most);
            kept.insert(state, way);
        }
    }
    kept
}
