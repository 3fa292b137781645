use super::action::Action;
use super::distance::{Need, needs, sets_in_order};
use super::followers::Followers;
use super::problem::{Id, Order, Problem};
use super::state::State;

/// The actions that a shortest plan can begin with in a state, and some more: what leads nearer to the goal is left
/// to [`distance`](super::distance::distance).
pub(super) struct Candidates<'a> {
    problem: &'a Problem<'a>,
    followers: &'a Followers,
    pub state: &'a State,
    needs: Vec<Need>,
    /// The final set whose parts may be promoted: any other would have to be promoted once more after it.
    promoted: Option<usize>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(
        problem: &'a Problem<'a>,
        followers: &'a Followers,
        state: &'a State,
    ) -> Self {
        let promoted = match problem.order {
            Order::Whole => Some(sets_in_order(problem, state)),
            Order::Defaults { queue_default } => queue_default,
        };
        Self { problem, followers, state, needs: needs(problem, state), promoted }
    }

    /// The actions, in an order that decides which of several plans is found that are as good.
    pub(super) fn iter(&self) -> impl Iterator<Item = Action> {
        self.needs.iter().enumerate().flat_map(|(final_set, need)| {
            let in_need = (need.operations > 0).then_some(final_set);
            let of_members = in_need.into_iter().flat_map(|set| self.of_members(set));
            let merges = in_need.into_iter().flat_map(|set| self.merges(set));
            let promoted = (self.promoted == Some(final_set)).then_some(&need.parts);
            let others = |set: &&Id| self.state.queue_default() != Some(**set);
            let promotions = promoted.into_iter().flatten().filter(others);
            of_members.chain(merges).chain(promotions.map(|set| Action::PromoteSet(*set)))
        })
    }

    /// Additions, and promotions within a set.
    fn of_members(&self, final_set: usize) -> impl Iterator<Item = Action> {
        let members = self.problem.final_sets[final_set].members.iter().enumerate();
        members.flat_map(move |(position, id)| {
            let is_candidate = self.is_candidate(final_set, position);
            let is_absent = self.state.is_absent(*id);
            let promotion = Action::PromoteWithinSet(*id);
            let promoted = is_candidate && !is_absent && !self.state.is_set_default(*id);
            let added = (is_candidate && is_absent).then_some(*id);
            let additions = added.into_iter().flat_map(move |id| self.additions(final_set, id));
            additions.chain(promoted.then_some(promotion))
        })
    }

    /// Whether a member may be the next to be added or promoted.
    fn is_candidate(&self, final_set: usize, position: usize) -> bool {
        match self.problem.order {
            Order::Whole => {
                // The next one that is due; but while there are parts to be merged, others may come first.
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

    /// Whether adding one of the members before this one makes no difference.
    fn has_earlier_equal(&self, final_set: usize, position: usize) -> bool {
        let wanted = &self.problem.final_sets[final_set];
        let id = wanted.members[position];
        wanted.members[..position].iter().any(|other| {
            self.state.is_absent(*other)
                && wanted.set_default != Some(*other)
                && self.followers.are_as_many(*other, id)
        })
    }

    fn additions(&self, final_set: usize, id: Id) -> impl Iterator<Item = Action> {
        let parts = &self.needs[final_set].parts;
        let new_set = parts.is_empty().then_some(Action::AddNewDefault(id));
        let to_parts = parts.iter().flat_map(move |set| {
            let keep = Action::AddCompatible { id, set: *set, promotes_set: false };
            let promote = Action::AddCompatible { id, set: *set, promotes_set: true };
            let is_queue_default = self.state.queue_default() == Some(*set);
            [Some(keep), (!is_queue_default).then_some(promote)].into_iter().flatten()
        });
        new_set.into_iter().chain(to_parts)
    }

    fn merges(&self, final_set: usize) -> impl Iterator<Item = Action> {
        let parts = &self.needs[final_set].parts;
        let settled = self.state.settled(final_set);
        // Those whose default is due come first, as they are the likelier ones.
        let is_due = |set: &&Id| self.problem.position_of(**set) >= settled;
        let (due, others): (Vec<&Id>, Vec<&Id>) = parts.iter().partition(is_due);
        due.into_iter().chain(others).flat_map(move |primary| {
            let secondaries = parts.iter().filter(move |secondary| *secondary != primary);
            secondaries.map(|secondary| Action::Merge { primary: *primary, secondary: *secondary })
        })
    }
}
