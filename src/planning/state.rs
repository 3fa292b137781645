//! A state of the version sets on the way to the goal, and what an action makes of it.
//!
//! The server orders the build IDs of a set by the moment when each last became a set default. A state does not hold
//! these moments. It holds how many of the first members of each final set are **settled**, which means that their
//! moments are in the wanted order. The members after them have to become the default once more, one after the other,
//! so the order in which they did so last makes no difference.
//!
//! For example, `[b] [a d c]` should become `[a b c d]`, and the build IDs became defaults in the order `b`, `a`, `d`,
//! `c`. Only `a` is settled: `b` comes next in the goal, but its moment is earlier. When `b` is promoted, it is settled
//! too. `c` is not, because now its moment is earlier than that of `b`.

use super::action::Action;
use super::problem::{GuessedOrder, Id, Order, Problem};

/// A state. Equal states are equally far from the goal, by the same actions.
///
/// Between plans that are equally good, the order of states decides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    /// For each build ID, the set that it is in.
    membership: Vec<Membership>,
    /// For each final set, how many of its first members are settled. Always 0 if only defaults matter.
    settled: Vec<usize>,
    /// The defaults of the sets, in the order of the sets. If only defaults matter, all but the last are sorted by
    /// number.
    sets: Vec<Id>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Membership {
    /// In the set with this default.
    In(Id),
    /// Not added yet.
    Absent,
}

impl State {
    pub(super) fn at_start(problem: &Problem<'_>, guessed: GuessedOrder) -> Self {
        let mut membership = vec![Membership::Absent; problem.build_id_count()];
        let mut sets = Vec::new();
        for ids in problem.sets_at_start() {
            let set_default = ids.end - 1;
            membership[ids].fill(Membership::In(set_default));
            sets.push(set_default);
        }
        let settled = |final_set| match problem.order {
            Order::Whole => problem.settled_at_start(final_set, guessed),
            Order::Defaults { .. } => 0,
        };
        let settled = (0..problem.final_sets.len()).map(settled).collect();
        let mut state = Self { membership, settled, sets };
        state.forget_order(problem);
        state
    }

    /// The default of a build ID's set. None if it is not added yet.
    pub(super) fn default_of(&self, id: Id) -> Option<Id> {
        match self.membership[id] {
            Membership::In(set) => Some(set),
            Membership::Absent => None,
        }
    }

    pub(super) fn is_set_default(&self, id: Id) -> bool {
        self.default_of(id) == Some(id)
    }

    pub(super) fn is_absent(&self, id: Id) -> bool {
        self.membership[id] == Membership::Absent
    }

    /// How many of the first members of a final set are settled.
    pub(super) fn settled(&self, final_set: usize) -> usize {
        self.settled[final_set]
    }

    /// The defaults of the sets, in the order of the sets.
    pub(super) fn sets(&self) -> &[Id] {
        &self.sets
    }

    /// The build ID on which new workflows start.
    pub(super) fn queue_default(&self) -> Option<Id> {
        self.sets.last().copied()
    }

    pub(super) fn is_queue_default(&self, id: Id) -> bool {
        self.queue_default() == Some(id)
    }

    /// The state after an action.
    pub(super) fn after(&self, problem: &Problem<'_>, action: Action) -> Self {
        let mut state = self.clone();
        match action {
            Action::AddNewDefault(id) => {
                state.sets.push(id);
                state.make_default(problem, id, id);
            }
            Action::AddCompatible { id, set, promotes_set } => {
                state.make_default(problem, id, set);
                if promotes_set {
                    state.move_to_end(id);
                }
            }
            Action::PromoteSet(set) => state.move_to_end(set),
            Action::PromoteWithinSet(id) => {
                if let Some(set) = self.default_of(id) {
                    state.make_default(problem, id, set);
                }
            }
            Action::Merge { primary, secondary } => {
                // The merged set takes the place of the later of the two.
                let is_merged = |set: &Id| *set == primary || *set == secondary;
                if let Some(earlier) = state.sets.iter().position(is_merged) {
                    state.sets.remove(earlier);
                }
                state.make_default(problem, primary, secondary);
            }
        }
        state.forget_order(problem);
        state
    }

    /// Makes a build ID the default of a set, which it joins if it is not in it.
    fn make_default(&mut self, problem: &Problem<'_>, id: Id, set: Id) {
        self.membership[id] = Membership::In(id);
        for membership in &mut self.membership {
            if *membership == Membership::In(set) {
                *membership = Membership::In(id);
            }
        }
        for other in &mut self.sets {
            if *other == set {
                *other = id;
            }
        }
        // Its moment is the latest now: it is settled if all members before it are, and no member after it is.
        let settled = &mut self.settled[problem.final_set_of(id)];
        let position = problem.position_of(id);
        if problem.order == Order::Whole && position <= *settled {
            *settled = position + 1;
        }
    }

    fn move_to_end(&mut self, set: Id) {
        self.sets.retain(|other| *other != set);
        self.sets.push(set);
    }

    fn forget_order(&mut self, problem: &Problem<'_>) {
        if problem.order != Order::Whole
            && let Some((_, others)) = self.sets.split_last_mut()
        {
            others.sort_unstable();
        }
    }
}
