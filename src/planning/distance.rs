//! How many operations a state is from the goal: a formula, not a search. `docs/planning.md` says why it holds, and
//! the tests compare it with a search of all states.
//!
//! Each final set is brought together from its **parts**, the present sets that hold build IDs of it, and from
//! its **missing** build IDs. Merges and additions are given by that; what the formula counts are promotions. If the whole
//! order matters, each member after the settled ones (see [`state`](super::state)) is **due**: it has to become the default
//! once more. Being added makes it so, and so does a merge, which promotes the default of its primary set
//! for free. Everything else costs a promotion.
//!
//! For example, `[a b] [c]` is to become `[a c b]`. There are two parts, so one merge. `a` and `c` are settled, since
//! `a` was added before `c`, and `b` is due. It is the default of its part and can wait there for the merge, so that the
//! distance is 1: merge `b` with `c`. But if `[c a b]` is wanted, only `c` is settled. `a` is due, and takes the place of
//! `b` as the default before `b` is due, so that neither is promoted by the merge: the distance is 3.
//!
//! Then the final sets have to be brought into order: [`set_promotions`].

use std::collections::BinaryHeap;

use super::problem::{Id, Order, Problem};
use super::state::State;

/// What a final set still needs, whatever the others do.
pub(super) struct Need {
    /// The sets that hold build IDs of it, by their defaults.
    pub parts: Vec<Id>,
    /// How many build IDs are still to be added.
    missing: usize,
    /// How many operations: merges, additions and promotions of build IDs within their set.
    pub operations: usize,
    /// How many of the merges have to come after the last addition, or else cost one operation more.
    late_merges: usize,
}

/// What each final set needs.
pub(super) fn needs(problem: &Problem<'_>, state: &State) -> Vec<Need> {
    (0..problem.final_sets.len()).map(|final_set| Need::new(problem, state, final_set)).collect()
}

/// The number of operations from a state to the goal.
///
/// It is exact if the state is within the limit of sets, and so is the goal. Otherwise it is only exact in being 0
/// or not.
pub(super) fn distance(problem: &Problem<'_>, state: &State) -> usize {
    let needs = needs(problem, state);
    let within_sets: usize = needs.iter().map(|need| need.operations).sum();
    within_sets + set_promotions(problem, state, &needs)
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

    /// Counts what is needed if only the default matters.
    fn count_for_default(&mut self, state: &State, wanted: Option<Id>) {
        self.operations = self.merges() + self.missing;
        match wanted {
            // It is added last.
            None => {}
            Some(wanted) if state.is_absent(wanted) => {}
            Some(wanted) if !state.is_set_default(wanted) => self.operations += 1,
            Some(_) if self.missing == 0 => {}
            // What is added takes its place.
            Some(_) if self.parts.len() == 1 => self.operations += 1,
            // What is missing is added to the other parts, which are merged into its own in the end.
            Some(_) => self.late_merges = 1,
        }
    }

    /// Counts what is needed if the whole order matters.
    fn count_for_order(&mut self, state: &State, members: &[Id], settled: usize) {
        if self.parts.len() < 2 {
            self.operations = members.len() - settled;
            return;
        }
        // Each merge promotes something, at best what ends last, so that this is due in any case.
        let settled = settled.min(members.len() - 1);
        // A due member can wait for its merge if it is the default of its part, and no member of that part is due
        // before it.
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

    /// The fewest parts that can be left when the last missing build ID is added, less one: so many merges are late.
    ///
    /// `waiting` are the positions of the members that wait for a merge.
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
        // One of the others takes in the rest of them: that of a member which is due before the addition, when
        // that one is promoted; or one whose own promotion by a merge does no harm, since it is due or the last settled.
        let last_settled = settled.saturating_sub(1);
        let does_no_harm = |set: &Id| members[last_settled..].contains(set);
        if last_missing > settled || others.iter().any(does_no_harm) {
            return late.len();
        }
        // Otherwise those that wait take in what they can: sets without a member that is due before they are. One of
        // the others is left for the addition.
        let first_late = late.first().copied().unwrap_or(last_missing);
        let due_before = &members[last_missing..first_late];
        let is_stuck = |set: &&Id| due_before.iter().any(|id| state.default_of(*id) == Some(**set));
        late.len() + others.iter().filter(is_stuck).count().max(1) - 1
    }
}

/// The promotions that bring the final sets into order, and those that make room for new sets.
///
/// A final set that has to move to the end does so for free when it is new, or when something is added to it: only one
/// with neither is promoted. The limit of sets can cost more. A new set needs room, so merges come first; but a
/// final set that moves to the end by an addition has to wait until all new sets that are to be before it are there,
/// and its late merges wait with it. Promoting such a set by an operation of its own makes all of its merges
/// early. Promoting the fewest of them is the problem of the fewest late jobs, which Moore and Hodgson
/// solved: from the last to the first, when there is no room for a new set, take the one with the most late merges.
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

/// The final sets that have to move to the end, in the order in which they have to.
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

/// How many of the first final sets have all their parts in order, so that none of these needs to move. A merged set
/// is where the later of the two was.
pub(super) fn sets_in_order(problem: &Problem<'_>, state: &State) -> usize {
    let mut ends = vec![None; problem.final_sets.len()];
    for (position, set) in state.sets().iter().enumerate() {
        ends[problem.final_set_of(*set)] = Some(position);
    }
    let mut before = None;
    for (final_set, end) in ends.iter().enumerate() {
        // That of a new set is none, which is less than any.
        if *end <= before {
            return final_set;
        }
        before = *end;
    }
    ends.len()
}
