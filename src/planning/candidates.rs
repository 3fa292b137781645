//! The actions that are worth trying in a state. One of them begins a shortest plan that moves the least; others may
//! not lead nearer to the goal at all, which [`distance`](super::distance) tells.

use super::action::Action;
use super::distance::{Need, needs, sets_in_order};
use super::followers::Followers;
use super::problem::{Id, Order, Problem};
use super::state::State;

/// A state, and all that is needed to say what to try in it.
pub(super) struct Candidates<'a> {
    problem: &'a Problem<'a>,
    followers: &'a Followers,
    pub state: &'a State,
    needs: Vec<Need>,
    /// The only final set whose parts are promoted: any other would have to be promoted again after it.
    to_promote: Option<usize>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(
        problem: &'a Problem<'a>,
        followers: &'a Followers,
        state: &'a State,
    ) -> Self {
        let to_promote = match problem.order {
            Order::Whole => Some(sets_in_order(problem, state)),
            Order::Defaults { queue_default } => queue_default,
        };
        Self { problem, followers, state, needs: needs(problem, state), to_promote }
    }

    /// The actions. Between plans that are equally good, their order decides.
    pub(super) fn iter(&self) -> impl Iterator<Item = Action> {
        (0..self.needs.len()).flat_map(|final_set| {
            let of_members = self.of_members(final_set);
            of_members.chain(self.merges(final_set)).chain(self.promotions(final_set))
        })
    }

    fn is_queue_default(&self, set: Id) -> bool {
        self.state.queue_default() == Some(set)
    }

    /// Additions, and promotions within a set.
    fn of_members(&self, final_set: usize) -> impl Iterator<Item = Action> {
        let members = &self.problem.final_sets[final_set].members;
        let is_candidate = move |position: &usize| self.is_candidate(final_set, *position);
        let candidates = (0..members.len()).filter(is_candidate);
        candidates.flat_map(move |position| self.of_member(final_set, members[position]))
    }

    fn of_member(&self, final_set: usize, id: Id) -> Vec<Action> {
        if self.state.is_set_default(id) {
            return Vec::new();
        }
        if !self.state.is_absent(id) {
            return vec![Action::PromoteWithinSet(id)];
        }
        let parts = &self.needs[final_set].parts;
        if parts.is_empty() {
            return vec![Action::AddNewDefault(id)];
        }
        let mut additions = Vec::new();
        for set in parts.iter().copied() {
            additions.push(Action::AddCompatible { id, set, promotes_set: false });
            if !self.is_queue_default(set) {
                additions.push(Action::AddCompatible { id, set, promotes_set: true });
            }
        }
        additions
    }

    /// Whether a member may be the next to be added or promoted.
    fn is_candidate(&self, final_set: usize, position: usize) -> bool {
        match self.problem.order {
            Order::Whole => {
                // Only the next one that is due; but as long as there are parts to merge, others can come first.
                let settled = self.state.settled(final_set);
                position == settled || position > settled && self.needs[final_set].parts.len() > 1
            }
            Order::Defaults { .. } => {
                let wanted = &self.problem.final_sets[final_set];
                let id = wanted.members[position];
                wanted.set_default == Some(id)
                    || self.state.is_absent(id) && !self.has_earlier_equal(final_set, position)
            }
        }
    }

    /// Whether an earlier member could be added instead, to the same effect.
    fn has_earlier_equal(&self, final_set: usize, position: usize) -> bool {
        let wanted = &self.problem.final_sets[final_set];
        let id = wanted.members[position];
        wanted.members[..position].iter().any(|other| {
            self.state.is_absent(*other)
                && wanted.set_default != Some(*other)
                && self.followers.of_set(*other) == self.followers.of_set(id)
        })
    }

    fn merges(&self, final_set: usize) -> impl Iterator<Item = Action> {
        let parts = &self.needs[final_set].parts;
        let settled = self.state.settled(final_set);
        // Those whose default is due are likelier to lead nearer, so they come first.
        let is_due = |set: &&Id| self.problem.position_of(**set) >= settled;
        let (due, others): (Vec<&Id>, Vec<&Id>) = parts.iter().partition(is_due);
        due.into_iter().chain(others).flat_map(move |primary| {
            let secondaries = parts.iter().filter(move |secondary| *secondary != primary);
            secondaries.map(|secondary| Action::Merge { primary: *primary, secondary: *secondary })
        })
    }

    /// Promotions of a set.
    fn promotions(&self, final_set: usize) -> impl Iterator<Item = Action> {
        let parts = &self.needs[final_set].parts;
        let is_promoted =
            move |set: &&Id| self.to_promote == Some(final_set) && !self.is_queue_default(**set);
        parts.iter().filter(is_promoted).map(|set| Action::PromoteSet(*set))
    }
}
