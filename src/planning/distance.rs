//! The distance of a state: the fewest operations from it to the goal, by a formula instead of a search.
//!
//! Each final set is assembled from its **parts**, the present sets that hold build IDs of it, and from its **missing**
//! build IDs, with one merge for each part but the first and one addition for each missing build ID. What is left to
//! count are promotions.
//!
//! If the whole order matters, all members after the settled ones (see [`state`](super::state)) are **due**: each has
//! to become the set default once more, after the member before it. An addition makes the added build ID the default. A
//! merge does so for the default of its primary set, at no extra cost, if that one can **wait** for the merge: it has
//! to be the default of its part, and no other member of the part may become the default before. Any other due member
//! costs a promotion.
//!
//! For example, `[a b] [c]` should become `[a c b]`, where `a` was added first and `c` last. There are two parts, hence
//! one merge. `a` and `c` are settled, and `b` is due. It is the default of its part and can wait, so the distance is
//! 1: merge `b` with `c`. If the goal is `[c a b]` instead, only `c` is settled. `a` is not the default of its part,
//! and `b` cannot wait because `a` becomes the default before it. The distance is 3: one merge and two promotions.
//!
//! If only defaults matter, a final set takes one promotion at most. In both cases, sets may have to be promoted to get
//! them into order: see [`set_promotions`].

use std::collections::BinaryHeap;

use super::problem::{Id, Order, Problem};
use super::state::State;

/// What it takes to assemble a final set, regardless of its place among the sets.
pub(super) struct Need {
    /// The present sets that hold build IDs of it, by their defaults.
    pub parts: Vec<Id>,
    /// How many build IDs are still to be added.
    missing: usize,
    /// The number of operations: merges, additions, and promotions of build IDs within their set.
    operations: usize,
    /// How many of the merges have to come after the last addition, with that number of operations.
    late_merges: usize,
}

/// What each final set needs.
pub(super) fn needs(problem: &Problem<'_>, state: &State) -> Vec<Need> {
    (0..problem.final_sets.len()).map(|final_set| Need::new(problem, state, final_set)).collect()
}

/// The fewest operations from a state to the goal; 0 if the goal is reached.
///
/// If the state or the goal exceeds the limit of sets, any other number means nothing.
pub(super) fn distance(problem: &Problem<'_>, state: &State) -> usize {
    let needs = needs(problem, state);
    let assembly: usize = needs.iter().map(|need| need.operations).sum();
    assembly + set_promotions(problem, state, &needs)
}

impl Need {
    fn new(problem: &Problem<'_>, state: &State, final_set: usize) -> Self {
        let members = &problem.final_sets[final_set].members;
        let mut need = Self {
            parts: members.iter().copied().filter(|id| state.is_set_default(*id)).collect(),
            missing: members.iter().filter(|id| state.is_absent(**id)).count(),
            operations: 0,
            late_merges: 0,
        };
        match problem.order {
            Order::Whole => need.count_for_order(state, members, state.settled(final_set)),
            Order::Defaults { .. } => {
                need.count_for_default(state, problem.final_sets[final_set].set_default);
            }
        }
        need
    }

    fn merges(&self) -> usize {
        self.parts.len().saturating_sub(1)
    }

    /// Counts the operations if only the default matters.
    fn count_for_default(&mut self, state: &State, wanted: Option<Id>) {
        self.operations = self.merges() + self.missing;
        match wanted {
            None => {}
            // It can be added last.
            Some(wanted) if state.is_absent(wanted) => {}
            Some(wanted) if !state.is_set_default(wanted) => self.operations += 1,
            Some(_) if self.missing == 0 => {}
            // An addition to its set replaces it as the default.
            Some(_) if self.parts.len() == 1 => self.operations += 1,
            // What is missing is added to another part, and that is merged into its own at the end.
            Some(_) => self.late_merges = 1,
        }
    }

    /// Counts the operations if the whole order matters.
    fn count_for_order(&mut self, state: &State, members: &[Id], settled: usize) {
        if self.parts.len() < 2 {
            self.operations = members.len() - settled;
            return;
        }
        // Each merge makes something the default, so that at least the last member is due.
        let settled = settled.min(members.len() - 1);
        let can_wait = |position: &usize| {
            let of_same_part = |other: &Id| state.default_of(*other) == Some(members[*position]);
            state.is_set_default(members[*position])
                && !members[settled..*position].iter().any(of_same_part)
        };
        let due = settled..members.len();
        let waiting: Vec<_> = due.clone().filter(can_wait).take(self.merges()).collect();
        self.operations = self.merges() + due.len() - waiting.len();
        self.late_merges = self.late_merges(state, members, settled, &waiting);
    }

    /// The merges that are left after the last addition if as many as possible come before it.
    ///
    /// `waiting` holds the positions of the members that wait for a merge.
    fn late_merges(
        &self,
        state: &State,
        members: &[Id],
        settled: usize,
        waiting: &[usize],
    ) -> usize {
        let Some(last_missing) = members.iter().rposition(|id| state.is_absent(*id)) else {
            return 0;
        };
        let late = &waiting[waiting.partition_point(|position| *position < last_missing)..];
        let is_late = |set: &Id| late.iter().any(|position| members[*position] == *set);
        let others: Vec<Id> = self.parts.iter().copied().filter(|set| !is_late(set)).collect();
        // The other parts can be merged into one before the addition if some build ID may become the default then: one
        // that is due before the addition, or, as that leaves the settled ones settled, the last of these or one that
        // is due later.
        let last_settled = settled.saturating_sub(1);
        let may_become_default = |set: &Id| members[last_settled..].contains(set);
        if last_missing > settled || others.iter().any(may_become_default) {
            return late.len();
        }
        // Otherwise they can only be merged into parts that wait: all but those with a member that is due in the
        // meantime. One has to be left for the addition.
        let first_late = late.first().copied().unwrap_or(last_missing);
        let due_meanwhile = &members[last_missing..first_late];
        let is_left =
            |set: &&Id| due_meanwhile.iter().any(|id| state.default_of(*id) == Some(**set));
        late.len() + others.iter().filter(is_left).count().max(1) - 1
    }
}

/// How many sets have to be promoted to get the sets into order, within the limit of sets.
///
/// A final set that has to move to the end gets there for free if it is new, or if a build ID is added to it. Otherwise
/// it costs a promotion.
///
/// With a limit of sets, a new set also needs **room**, which merges make. But a final set that moves to the end by an
/// addition has to wait for all new sets that go before it, and so have its late merges. If these are needed to make
/// the room, the set costs a promotion too: then its additions and merges can all come first.
///
/// For example, `[a] [b]` should become `[n] [a m b]`. Without a limit the distance is 3: add `n`, add `m` to `a` and
/// promote that set, merge `b` with `m`. The merge is late because `b` has to wait for `m`, and `m` waits for `n`. With
/// a limit of two sets, the merge has to come before `n`. The distance is 4: the last operation promotes the set.
///
/// The fewest promotions are found like the fewest late jobs of a schedule (Moore and Hodgson): go through the sets
/// from the last to the first, and if there is no room for a new one, promote the set with the most late merges.
fn set_promotions(problem: &Problem<'_>, state: &State, needs: &[Need]) -> usize {
    let merges: usize = needs.iter().map(Need::merges).sum();
    let room = problem.most_sets().saturating_add(merges).saturating_sub(state.sets().len());
    let mut new_sets = needs.iter().filter(|need| need.parts.is_empty()).count();
    let mut late_merges = BinaryHeap::new();
    let mut promotions = 0;
    for final_set in sets_to_move(problem, state, needs).into_iter().rev() {
        let need = &needs[final_set];
        if need.parts.is_empty() {
            while new_sets + late_merges.iter().sum::<usize>() > room && late_merges.pop().is_some()
            {
                promotions += 1;
            }
            new_sets -= 1;
        } else if need.missing == 0 {
            promotions += 1;
        } else {
            late_merges.push(need.late_merges);
        }
    }
    promotions
}

/// The final sets that have to move to the end, in this order.
fn sets_to_move(problem: &Problem<'_>, state: &State, needs: &[Need]) -> Vec<usize> {
    let count = problem.final_sets.len();
    match problem.order {
        Order::Whole => (sets_in_order(problem, state)..count).collect(),
        Order::Defaults { queue_default: None } => Vec::new(),
        Order::Defaults { queue_default: Some(last) } => {
            let is_new = |set: &usize| *set != last && needs[*set].parts.is_empty();
            let mut to_move: Vec<_> = (0..count).filter(is_new).collect();
            let present = state.queue_default().map(|id| problem.final_set_of(id));
            if present != Some(last) || !to_move.is_empty() {
                to_move.push(last);
            }
            to_move
        }
    }
}

/// How many of the first final sets are in order already, so that they need not move. Each is where its last part is,
/// since a merged set takes the later place of the two.
pub(super) fn sets_in_order(problem: &Problem<'_>, state: &State) -> usize {
    let mut ends = vec![None; problem.final_sets.len()];
    for (position, set) in state.sets().iter().enumerate() {
        ends[problem.final_set_of(*set)] = Some(position);
    }
    let mut before = None;
    for (final_set, end) in ends.iter().enumerate() {
        // `None`, for a new set, is less than any position.
        if *end <= before {
            return final_set;
        }
        before = *end;
    }
    ends.len()
}
