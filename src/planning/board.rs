//! A state of the version sets in numbers, and what the operations do to it.
//!
//! Moments are not needed: of the order within a set it is enough to know its default and how many members at
//! its beginning are as the goal wants them, since every other member has to be promoted, added or merged
//! anyway.

use super::target::{Id, Imported, Order, Target};
use crate::model::{Operation, SetPromotion};

/// A state. Two that are equal are as far from the goal, by the same operations.
///
/// One list of numbers, as it is copied and compared a lot: for each build ID the default of its set, or
/// [`ABSENT`]; for each group, how many of its first build IDs are in order (0 where the order does not matter); then
/// the set defaults in the order of the sets (where the order does not matter, all but the last by number).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Board(Vec<usize>);

/// In place of a default, for a build ID that is not added yet.
const ABSENT: Id = Id::MAX;

/// An operation in numbers. A set is named by its default.
#[derive(Clone, Copy)]
pub(super) enum Action {
    AddNewDefault(Id),
    AddCompatible { id: Id, set: Id, promotion: SetPromotion },
    PromoteSet(Id),
    PromoteWithinSet(Id),
    Merge { primary: Id, secondary: Id },
}

impl Board {
    pub(super) fn start(target: &Target<'_>, imported: Imported) -> Self {
        let mut cells = Vec::new();
        for set in target.sets {
            let end = cells.len() + set.build_ids().len();
            cells.resize(end, end - 1);
        }
        cells.resize(target.build_ids.len(), ABSENT);
        for group in 0..target.groups.len() {
            cells.push(match target.order {
                Order::All => target.settled(group, imported),
                Order::Defaults { .. } => 0,
            });
        }
        let mut last = 0;
        for set in target.sets {
            last += set.build_ids().len();
            cells.push(last - 1);
        }
        let mut board = Self(cells);
        board.forget_order(target);
        board
    }

    /// Takes over the state of another board.
    pub(super) fn copy(&mut self, other: &Self) {
        self.0.clear();
        self.0.extend_from_slice(&other.0);
    }

    /// The default of a build ID's set; none for one that is not added yet.
    pub(super) fn lands(&self, id: Id) -> Option<Id> {
        Some(self.0[id]).filter(|lands| *lands != ABSENT)
    }

    pub(super) fn is_set_default(&self, id: Id) -> bool {
        self.0[id] == id
    }

    /// How many of a group's first build IDs are in order.
    pub(super) fn settled(&self, target: &Target<'_>, group: usize) -> usize {
        self.0[target.build_ids.len() + group]
    }

    /// The set defaults, in the order of the sets.
    pub(super) fn sets(&self, target: &Target<'_>) -> &[Id] {
        &self.0[target.build_ids.len() + target.groups.len()..]
    }

    fn sets_mut(&mut self, target: &Target<'_>) -> &mut [Id] {
        &mut self.0[target.build_ids.len() + target.groups.len()..]
    }

    /// The build ID on which new workflows start.
    pub(super) fn queue_default(&self, target: &Target<'_>) -> Option<Id> {
        self.sets(target).last().copied()
    }

    pub(super) fn apply(&mut self, target: &Target<'_>, action: Action) {
        match action {
            Action::AddNewDefault(id) => {
                self.0.push(id);
                self.make_default(target, id, id);
            }
            Action::AddCompatible { id, set, promotion } => {
                self.make_default(target, set, id);
                if promotion == SetPromotion::Promote {
                    self.move_to_end(target, id);
                }
            }
            Action::PromoteSet(set) => self.move_to_end(target, set),
            Action::PromoteWithinSet(id) => self.make_default(target, self.0[id], id),
            Action::Merge { primary, secondary } => {
                // The merged set is where the later of the two was.
                let sets = self.sets(target);
                let is_one = |set: &Id| *set == primary || *set == secondary;
                if let Some(earlier) = sets.iter().position(is_one) {
                    self.0.remove(self.0.len() - sets.len() + earlier);
                }
                self.make_default(target, secondary, primary);
            }
        }
        self.forget_order(target);
    }

    /// Makes a build ID the default of the set that another is the default of.
    fn make_default(&mut self, target: &Target<'_>, old: Id, new: Id) {
        self.0[new] = new;
        for lands in &mut self.0[..target.build_ids.len()] {
            if *lands == old {
                *lands = new;
            }
        }
        for set in self.sets_mut(target) {
            if *set == old {
                *set = new;
            }
        }
        // It has become a default later than all others.
        let settled = &mut self.0[target.build_ids.len() + target.group_of(new)];
        let place = target.place_of[new];
        if matches!(target.order, Order::All) && place <= *settled {
            *settled = place + 1;
        }
    }

    fn move_to_end(&mut self, target: &Target<'_>, set: Id) {
        let sets = self.sets_mut(target);
        for place in 1..sets.len() {
            if sets[place - 1] == set {
                sets.swap(place - 1, place);
            }
        }
    }

    /// Where the order does not matter, puts all sets but the last in the order of their numbers.
    fn forget_order(&mut self, target: &Target<'_>) {
        if matches!(target.order, Order::All) {
            return;
        }
        let sets = self.sets_mut(target);
        for end in 1..sets.len().saturating_sub(1) {
            let mut at = end;
            while at > 0 && sets[at - 1] > sets[at] {
                sets.swap(at - 1, at);
                at -= 1;
            }
        }
    }
}

impl Action {
    /// The group whose build IDs it is about.
    pub(super) fn group(self, target: &Target<'_>) -> usize {
        let (Self::AddNewDefault(id)
        | Self::AddCompatible { id, .. }
        | Self::PromoteSet(id)
        | Self::PromoteWithinSet(id)
        | Self::Merge { primary: id, .. }) = self;
        target.group_of(id)
    }

    /// The operation, on a board where it has not been done yet.
    pub(super) fn operation(self, target: &Target<'_>, board: &Board) -> Operation {
        let name = |id: Id| target.build_ids[id].clone();
        match self {
            Self::AddNewDefault(id) => Operation::AddNewDefault { build_id: name(id) },
            Self::AddCompatible { id, set, promotion } => Operation::AddNewCompatible {
                build_id: name(id),
                existing_compatible: name(set),
                set_promotion: promotion,
            },
            Self::PromoteSet(set) => {
                // Where its default is longer than the limit, which was lowered since, another one will do.
                let fits = |id: Id| target.build_ids[id].check_length(&target.limits).is_ok();
                let mut members = 0..target.build_ids.len();
                let fitting = members.find(|id| board.lands(*id) == Some(set) && fits(*id));
                let named = if fits(set) { set } else { fitting.unwrap_or(set) };
                Operation::PromoteSet { build_id: name(named) }
            }
            Self::PromoteWithinSet(id) => Operation::PromoteBuildIdWithinSet { build_id: name(id) },
            Self::Merge { primary, secondary } => {
                Operation::MergeSets { primary: name(primary), secondary: name(secondary) }
            }
        }
    }
}
