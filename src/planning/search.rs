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
const MOST_KEPT: usize = 512;

/// A goal, and what follows the defaults meanwhile.
pub(super) struct Search<'a> {
    pub target: &'a Target<'a>,
    pub load: &'a Load,
}

/// A state on the way, the cheapest way to it, and what that costs.
struct Node {
    board: Board,
    cost: Cost,
    parent: usize,
    action: Action,
}

/// The states that so many operations lead to, in their own order.
struct Layer {
    nodes: Vec<Node>,
    /// How many are kept.
    most: usize,
    tie_break: TieBreak,
}

impl Layer {
    /// Puts a state unless a way to it is known that costs no more.
    fn put(&mut self, board: &Board, cost: Cost, parent: usize, action: Action) {
        let place = match self.nodes.binary_search_by(|node| node.board.cmp(board)) {
            Ok(place) if self.nodes[place].cost <= cost => return,
            Ok(place) => {
                self.nodes.remove(place);
                place
            }
            Err(place) => place,
        };
        self.nodes.insert(place, Node { board: board.clone(), cost, parent, action });
        if self.nodes.len() > self.most {
            let mut worst = 0;
            for (place, node) in self.nodes.iter().enumerate() {
                if node.cost > self.nodes[worst].cost {
                    worst = place;
                }
            }
            self.nodes.remove(worst);
            self.tie_break = TieBreak::Approximate;
        }
    }
}

impl Search<'_> {
    /// Whether nothing is left to do.
    pub(super) fn is_reached(&self, board: &Board) -> bool {
        distance(self.target, board, &self.needs(board)) == 0
    }

    /// The fewest operations that lead from a state to the goal, which both are within the limit of sets; the
    /// state may also have one set too many, and another one to be merged with.
    pub(super) fn length(&self, start: &Board) -> usize {
        let length = distance(self.target, start, &self.needs(start));
        if length == 0 || start.sets(self.target).len() <= self.target.most_sets() {
            return length;
        }
        // A merge has to be the first operation.
        let mut shortest = usize::MAX;
        self.each_next(start, &mut |_, _, left| {
            shortest = shortest.min(left + 1);
            ControlFlow::Continue(())
        });
        shortest
    }

    /// The operations of a shortest plan, and how surely no other of that length costs less.
    pub(super) fn plan(&self, start: &Board) -> (Vec<Action>, TieBreak) {
        let length = self.length(start);
        let most = self.width(start, length);
        let mut tie_break = if most == 1 { TieBreak::Approximate } else { TieBreak::Exact };
        let mut layers: Vec<Vec<Node>> = Vec::new();
        for left in (0..length).rev() {
            let mut next = Layer { nodes: Vec::new(), most, tie_break };
            match layers.last() {
                None => self.expand(start, 0, 0, left, &mut next),
                Some(layer) => {
                    for (place, node) in layer.iter().enumerate() {
                        self.expand(&node.board, place, node.cost, left, &mut next);
                    }
                }
            }
            tie_break = next.tie_break;
            layers.push(next.nodes);
        }
        (way(&layers), tie_break)
    }

    /// Puts the states that an operation leads to, with so many left from there, to the next layer.
    fn expand(&self, board: &Board, parent: usize, cost: Cost, wanted: usize, next: &mut Layer) {
        self.each_next(board, &mut |action, after, left| {
            if left != wanted {
                return ControlFlow::Continue(());
            }
            let cost = cost + self.load.cost(self.target, board, after);
            next.put(after, cost, parent, action);
            if next.most == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    }

    /// How many states of each layer are kept, for the work that is allowed.
    fn width(&self, start: &Board, length: usize) -> usize {
        let mut actions = 0_usize;
        let _ = self.actions(start, &self.needs(start)).each(&mut |_| {
            actions += 1;
            ControlFlow::Continue(())
        });
        let size = self.target.build_ids.len() + 2 * self.target.groups.len() + LEAST_WORK;
        let work = length.saturating_mul(actions).saturating_mul(size);
        (WORK / work.max(1)).clamp(1, MOST_KEPT)
    }

    fn needs(&self, board: &Board) -> Vec<Need> {
        let mut needs = Vec::new();
        for group in 0..self.target.groups.len() {
            needs.push(Need::of(self.target, board, group));
        }
        needs
    }

    fn actions<'a>(&'a self, board: &'a Board, needs: &'a [Need]) -> Actions<'a> {
        Actions { target: self.target, load: self.load, board, needs }
    }

    /// Visits the states that an operation leads to, with the number of operations that are left then.
    fn each_next(
        &self,
        board: &Board,
        visit: &mut dyn FnMut(Action, &Board, usize) -> ControlFlow<()>,
    ) {
        let target = self.target;
        let needs = self.needs(board);
        let mut needs_after = needs.clone();
        let mut after = board.clone();
        let _ = self.actions(board, &needs).each(&mut |action| {
            after.copy(board);
            after.apply(target, action);
            if after.sets(target).len() > target.most_sets() {
                return ControlFlow::Continue(());
            }
            let group = action.group(target);
            needs_after[group] = Need::of(target, &after, group);
            let left = distance(target, &after, &needs_after);
            needs_after[group] = needs[group];
            visit(action, &after, left)
        });
    }
}

/// The actions that lead to the cheapest node of the last layer.
fn way(layers: &[Vec<Node>]) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut place = 0;
    for (at, layer) in layers.iter().enumerate().rev() {
        if at + 1 == layers.len() {
            for other in 1..layer.len() {
                if layer[other].cost < layer[place].cost {
                    place = other;
                }
            }
        }
        actions.push(layer[place].action);
        place = layer[place].parent;
    }
    actions.reverse();
    actions
}
