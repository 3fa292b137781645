//! The walk along the shortest plans, to the one that moves the least.
//!
//! As [`distance`] is exact, an action is on a shortest plan exactly if it leads one nearer to the goal. So nothing is
//! searched for the length: what is left to choose is which of the shortest plans moves the fewest subjects. They are
//! walked layer by layer. A layer holds each state that the first so many actions of a shortest plan can lead to, with the
//! way there that moves the least.
//!
//! For example, `[a] [b]` is to become a single set with `a`, `b` and a new `n`, which is its default. The distance
//! is 2. A merge leads one nearer, of `a` with `b` or the other way round, and so does adding `n` to either set:
//! the first layer has four states. From each of them one action leads to the goal. Merging first moves the workflows of
//! one set twice, first to the other set's default and then to `n`. After adding `n` to `a`, merging it with `b`
//! moves those of `b` for the first time, so that all move once. Adding it to `b` is as good.

use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::action::Action;
use super::candidates::Candidates;
use super::distance::distance;
use super::followers::{Followers, Moves};
use super::problem::Problem;
use super::state::State;

/// About how many numbers are read for the sake of the fewest moves: some milliseconds' worth.
const WORK: usize = 800_000;

/// What an action takes beside the numbers of its state.
const WORK_OF_ACTION: usize = 16;

/// The most states that a layer keeps.
const MOST_KEPT: usize = 512;

/// How surely no other plan of the same length moves less: fewer subjects that land elsewhere after a step than
/// before it, summed over the steps; and between plans that move as many of these, fewer build IDs whose tasks would
/// land elsewhere, whether there are any or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum TieBreak {
    /// None does.
    Exact,
    /// There were too many to compare them all; one may.
    Approximate,
}

/// A problem, and what follows the defaults meanwhile.
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

/// The states that so many actions lead to, with the best way to each.
type Layer = BTreeMap<State, Way>;

impl Search<'_> {
    /// The length of a shortest plan. The goal has to be within the limit of sets. The state may have one set too
    /// many if another one is to be merged.
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

    /// The actions of a shortest plan, and how surely no other of that length moves less.
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

    /// The actions of the shortest plan that is found first.
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

    /// The states that an action leads to from a layer, with so many more left from there to the goal.
    fn next_layer(&self, layer: &Layer, left: usize) -> Layer {
        let mut next = Layer::new();
        for (state, way) in layer {
            for (action, after) in self.successors(&self.candidates(state)) {
                if distance(self.problem, &after) != left {
                    continue;
                }
                let moves = way.moves + self.followers.moves(state, &after);
                let actions = || way.actions.iter().copied().chain([action]).collect();
                match next.entry(after) {
                    Entry::Vacant(entry) => {
                        entry.insert(Way { actions: actions(), moves });
                    }
                    Entry::Occupied(mut entry) if moves < entry.get().moves => {
                        entry.insert(Way { actions: actions(), moves });
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        next
    }

    /// How many states of each layer are kept, for the work that is allowed.
    fn width(&self, start: &State, length: usize) -> usize {
        let actions = self.candidates(start).iter().count();
        let problem = self.problem;
        let numbers = problem.build_id_count() + 2 * problem.final_sets.len() + WORK_OF_ACTION;
        let work = length.saturating_mul(actions).saturating_mul(numbers);
        (WORK / work.max(1)).clamp(1, MOST_KEPT)
    }

    fn candidates<'b>(&'b self, state: &'b State) -> Candidates<'b> {
        Candidates::new(self.problem, self.followers, state)
    }

    /// The states that the actions lead to, within the limit of sets.
    fn successors(&self, candidates: &Candidates<'_>) -> impl Iterator<Item = (Action, State)> {
        let most_sets = self.problem.most_sets();
        let successor = |action| (action, candidates.state.after(self.problem, action));
        let successors = candidates.iter().map(successor);
        successors.filter(move |(_, after)| after.sets().len() <= most_sets)
    }
}

/// So many states of a layer, to which the ways move the least.
fn cheapest(layer: Layer, width: usize) -> Layer {
    let mut states: Vec<_> = layer.into_iter().rev().collect();
    states.sort_by_key(|(_, way)| way.moves);
    states.truncate(width);
    states.into_iter().collect()
}
