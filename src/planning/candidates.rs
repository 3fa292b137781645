//! The actions that are worth trying in a state. One of them begins a shortest plan that moves the least; others may
//! not lead nearer to the goal at all, which [`distance`](super::distance) tells.

use super::action::Action;
use super::distance::{needs, sets_in_order};
use super::followers::Followers;
use super::problem::{FinalSet, Id, Order, Problem};
use super::state::State;

/// The actions. Between plans that are equally good, their order decides.
pub(super) fn candidates(
    problem: &Problem<'_>,
    followers: &Followers,
    state: &State,
) -> Vec<Action> {
    // The only final set whose parts are promoted: any other would have to be promoted again after it.
    let to_promote = match problem.order {
        Order::Whole => Some(sets_in_order(problem, state)),
        Order::Defaults { queue_default } => queue_default,
    };
    let mut actions = Vec::new();
    for (place, need) in needs(problem, state).into_iter().enumerate() {
        let wanted = &problem.final_sets[place];
        let settled = state.settled(place);
        let of_set = OfSet { problem, followers, state, wanted, settled, parts: need.parts };
        of_set.add_of_members(&mut actions);
        of_set.add_merges(&mut actions);
        if to_promote == Some(place) {
            let others = of_set.parts.iter().filter(|set| !state.is_queue_default(**set));
            actions.extend(others.map(|set| Action::PromoteSet(*set)));
        }
    }
    actions
}

/// The candidates that assemble a final set.
struct OfSet<'a> {
    problem: &'a Problem<'a>,
    followers: &'a Followers,
    state: &'a State,
    wanted: &'a FinalSet,
    settled: usize,
    /// The present sets that hold build IDs of it.
    parts: Vec<Id>,
}

impl OfSet<'_> {
    /// Adds additions, and promotions within a set.
    fn add_of_members(&self, actions: &mut Vec<Action>) {
        for (position, id) in self.wanted.members.iter().copied().enumerate() {
            if self.state.is_set_default(id) || !self.is_candidate(position, id) {
                continue;
            }
            if !self.state.is_absent(id) {
                actions.push(Action::PromoteWithinSet(id));
                continue;
            }
            if self.parts.is_empty() {
                actions.push(Action::AddNewDefault(id));
            }
            for set in self.parts.iter().copied() {
                actions.push(Action::AddCompatible { id, set, promotes_set: false });
                if !self.state.is_queue_default(set) {
                    actions.push(Action::AddCompatible { id, set, promotes_set: true });
                }
            }
        }
    }

    /// Whether a member may be the next to be added or promoted.
    fn is_candidate(&self, position: usize, id: Id) -> bool {
        match self.problem.order {
            // Only the next one that is due; but as long as there are parts to merge, others can come first.
            Order::Whole => {
                position == self.settled || position > self.settled && self.parts.len() > 1
            }
            Order::Defaults { .. } => {
                self.wanted.set_default == Some(id)
                    || self.state.is_absent(id) && !self.has_earlier_equal(position, id)
            }
        }
    }

    /// Whether an earlier member could be added instead, to the same effect.
    fn has_earlier_equal(&self, position: usize, id: Id) -> bool {
        self.wanted.members[..position].iter().any(|other| {
            self.state.is_absent(*other)
                && self.wanted.set_default != Some(*other)
                && self.followers.of_set(*other) == self.followers.of_set(id)
        })
    }

    fn add_merges(&self, actions: &mut Vec<Action>) {
        // Those whose default is due are likelier to lead nearer, so they come first.
        for is_due in [true, false] {
            for primary in self.parts.iter().copied() {
                if (self.problem.position_of(primary) >= self.settled) != is_due {
                    continue;
                }
                let others = self.parts.iter().copied().filter(|secondary| *secondary != primary);
                actions.extend(others.map(|secondary| Action::Merge { primary, secondary }));
            }
        }
    }
}
