//! The walk along shortest plans. [`distance`] is exact, so that only operations that lead one nearer are taken,
//! and all plans that are left have the same length: of these the one that moves the least is looked for, layer
//! by layer.

use std::ops::ControlFlow;

use super::actions::Actions;
use super::board::{Action, Board};
use super::distance::{Need, distance};
use super::load::{Cost, Load};
use super::plan::TieBreak;
use super::target::Target;

/// About how many numbers are looked at for the sake of the fewest moves: some milliseconds' worth.
const WORK: usize = 800_000;

/// What looking at an operation takes beside the numbers of its state.
const LEAST_WORK: usize = 16;

/// The most states that a layer keeps.
const MOST_KEPT: usize = 4096;

/// A goal, and what follows the defaults meanwhile.
pub(super) struct Search<'a> {
    pub target: &'a Target,
    pub load: &'a Load,
}

/// A state on the way, the cheapest way to it, and what that moves.
struct Node {
    board: Board,
    cost: Cost,
    parent: usize,
    action: Action,
}

impl Search<'_> {
    /// The fewest operations that lead from a state to the goal, which both are within the limit of sets; the
    /// state may also have one set too many, and another one to be merged with.
    pub(super) fn length(&self, start: &Board) -> usize {
        let target = self.target;
        if self.is_reached(start) {
            return 0;
        }
        if target.most_sets().is_none_or(|most| start.sets.len() <= most) {
            return distance(target, start, &self.needs(start));
        }
        // A merge has to be the first operation.
        let mut shortest = usize::MAX;
        let _ = self.each_next(start, &mut |_, _, left| {
            shortest = shortest.min(left + 1);
            ControlFlow::Continue(())
        });
        shortest
    }

    /// Whether nothing is left to do.
    pub(super) fn is_reached(&self, board: &Board) -> bool {
        distance(self.target, board, &self.needs(board)) == 0
    }

    /// The operations of a shortest plan, and how surely no other of that length moves less.
    pub(super) fn plan(&self, start: &Board) -> (Vec<Action>, TieBreak) {
        let length = self.length(start);
        let width = self.width(start, length);
        let mut tie_break = if width == 1 { TieBreak::Approximate } else { TieBreak::Exact };
        let mut layers: Vec<Vec<Node>> = Vec::with_capacity(length);
        for left in (0..length).rev() {
            let mut next = Vec::new();
            match layers.last() {
                None => self.expand(start, (0, Cost::default()), left, width, &mut next),
                Some(layer) => {
                    for (place, node) in layer.iter().enumerate() {
                        self.expand(&node.board, (place, node.cost), left, width, &mut next);
                    }
                }
            }
            if next.len() > width {
                keep_cheapest(&mut next, width);
                tie_break = TieBreak::Approximate;
            }
            layers.push(next);
        }
        (way(&layers), tie_break)
    }

    /// Puts the states that an operation leads to, with so many left from there, to the next layer.
    fn expand(
        &self,
        board: &Board,
        (parent, cost_before): (usize, Cost),
        wanted: usize,
        width: usize,
        next: &mut Vec<Node>,
    ) {
        let _ = self.each_next(board, &mut |action, after, left| {
            if left != wanted {
                return ControlFlow::Continue(());
            }
            let cost = cost_before.plus(self.load.cost(board, after));
            let place = next.binary_search_by(|node| node.board.cmp(after));
            if !place.is_ok_and(|place| next[place].cost <= cost) {
                let node = Node { board: after.clone(), cost, parent, action };
                match place {
                    Ok(place) => next[place] = node,
                    Err(place) => next.insert(place, node),
                }
            }
            if width == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    }

    /// How many states of each layer are kept, for the work that is allowed.
    fn width(&self, start: &Board, length: usize) -> usize {
        let mut actions = 0_usize;
        let _ = self.actions(start).each(&mut |_| {
            actions += 1;
            ControlFlow::Continue(())
        });
        let size = self.target.build_ids.len() + self.target.groups.len() + start.sets.len();
        let work = length.saturating_mul(actions).saturating_mul(size + LEAST_WORK);
        (WORK / work.max(1)).clamp(1, MOST_KEPT)
    }

    fn needs(&self, board: &Board) -> Vec<Need> {
        let groups = 0..self.target.groups.len();
        groups.map(|group| Need::of(self.target, board, group)).collect()
    }

    fn actions<'a>(&'a self, board: &'a Board) -> Actions<'a> {
        Actions { target: self.target, load: self.load, board, needs: self.needs(board) }
    }

    /// Visits the states that an operation leads to, with the number of operations that are left then.
    fn each_next(
        &self,
        board: &Board,
        visit: &mut dyn FnMut(Action, &Board, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let target = self.target;
        let actions = self.actions(board);
        let mut needs = actions.needs.clone();
        let mut after = board.clone();
        actions.each(&mut |action| {
            after.clone_from(board);
            after.apply(target, action);
            if target.most_sets().is_some_and(|most| after.sets.len() > most) {
                return ControlFlow::Continue(());
            }
            let group = action.group(target);
            needs[group] = Need::of(target, &after, group);
            let left = distance(target, &after, &needs);
            needs[group] = actions.needs[group];
            visit(action, &after, left)
        })
    }
}

/// Leaves so many nodes.
fn keep_cheapest(nodes: &mut Vec<Node>, width: usize) {
    let cheaper = |cost: u64| nodes.iter().filter(|node| node.cost.0 < cost).count();
    // The highest cost that fewer nodes than wanted stay below.
    let (mut low, mut high) = (0, u64::MAX);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if cheaper(middle) < width {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    let mut places_left = width - cheaper(low);
    nodes.retain(|node| {
        let is_kept = node.cost.0 < low || node.cost.0 == low && places_left > 0;
        if is_kept && node.cost.0 == low {
            places_left -= 1;
        }
        is_kept
    });
}

/// The actions that lead to the cheapest node of the last layer.
fn way(layers: &[Vec<Node>]) -> Vec<Action> {
    let mut actions = Vec::with_capacity(layers.len());
    let last = layers.last().map_or(&[][..], |layer| &layer[..]);
    let mut place = (0..last.len()).min_by_key(|place| last[*place].cost);
    for layer in layers.iter().rev() {
        let Some(node) = place.and_then(|place| layer.get(place)) else { break };
        actions.push(node.action);
        place = Some(node.parent);
    }
    actions.reverse();
    actions
}
