//! A state of the version sets in numbers, and what the operations do to it.
//!
//! Moments are not needed: of the order within a set it is enough to know its default and how many members at
//! its beginning are as the goal wants them, since every other member has to be promoted, added or merged
//! anyway.

use super::target::{Id, Order, Target};
use crate::model::{Operation, SetPromotion, VersionSet};

/// A state. Two that are equal are as far from the goal, by the same operations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Board {
    /// For each build ID the default of its set; none for one that is not added yet.
    pub lands: Vec<Option<Id>>,
    /// The set defaults, in the order of the sets. Where the order does not matter, all but the last are in
    /// the order of their numbers.
    pub sets: Vec<Id>,
    /// For each group, how many of its first build IDs are in order; empty where the order does not matter.
    pub settled: Vec<usize>,
}

/// An operation in numbers. A set is named by its default.
#[derive(Debug, Clone, Copy)]
pub(super) enum Action {
    AddNewDefault(Id),
    AddCompatible { id: Id, set: Id, promotion: SetPromotion },
    PromoteSet(Id),
    PromoteWithinSet(Id),
    Merge { primary: Id, secondary: Id },
}

impl Board {
    pub(super) fn start(target: &Target, sets: &[VersionSet]) -> Self {
        let mut board = Self {
            lands: vec![None; target.build_ids.len()],
            sets: Vec::with_capacity(sets.len()),
            settled: Vec::new(),
        };
        let mut first = 0;
        for set in sets {
            let end = first + set.build_ids().len();
            board.lands[first..end].fill(Some(end - 1));
            board.sets.push(end - 1);
            first = end;
        }
        match &target.order {
            Order::All { settled } => board.settled.clone_from(settled),
            Order::Defaults { .. } => board.forget_order(),
        }
        board
    }

    /// The build ID on which new workflows start.
    pub(super) fn queue_default(&self) -> Option<Id> {
        self.sets.last().copied()
    }

    pub(super) fn is_set_default(&self, id: Id) -> bool {
        self.lands[id] == Some(id)
    }

    pub(super) fn apply(&mut self, target: &Target, action: Action) {
        match action {
            Action::AddNewDefault(id) => {
                self.lands[id] = Some(id);
                self.sets.push(id);
                self.settle(target, id);
            }
            Action::AddCompatible { id, set, promotion } => {
                self.lands[id] = Some(set);
                self.make_default(target, set, id);
                if promotion == SetPromotion::Promote {
                    self.move_to_end(id);
                }
            }
            Action::PromoteSet(set) => self.move_to_end(set),
            Action::PromoteWithinSet(id) => {
                if let Some(set) = self.lands[id] {
                    self.make_default(target, set, id);
                }
            }
            Action::Merge { primary, secondary } => {
                // The merged set is where the later of the two was.
                if let Some(earlier) =
                    self.sets.iter().position(|set| [primary, secondary].contains(set))
                {
                    self.sets.remove(earlier);
                }
                self.make_default(target, secondary, primary);
            }
        }
        if let Order::Defaults { .. } = target.order {
            self.forget_order();
        }
    }

    /// Gives what lands on one build ID to another, which becomes the default of the set.
    fn make_default(&mut self, target: &Target, old: Id, new: Id) {
        for lands in &mut self.lands {
            if *lands == Some(old) {
                *lands = Some(new);
            }
        }
        for set in &mut self.sets {
            if *set == old {
                *set = new;
            }
        }
        self.settle(target, new);
    }

    /// Notes that a build ID has become a default later than all others.
    fn settle(&mut self, target: &Target, id: Id) {
        if let Some(settled) = self.settled.get_mut(target.group_of[id]) {
            let place = target.place_of[id];
            if place <= *settled {
                *settled = place + 1;
            }
        }
    }

    fn move_to_end(&mut self, set: Id) {
        if let Some(place) = self.sets.iter().position(|other| *other == set) {
            self.sets[place..].rotate_left(1);
        }
    }

    /// Puts all sets but the last in the order of their numbers.
    fn forget_order(&mut self) {
        let others = self.sets.len().saturating_sub(1);
        for place in 1..others {
            let mut at = place;
            while at > 0 && self.sets[at - 1] > self.sets[at] {
                self.sets.swap(at - 1, at);
                at -= 1;
            }
        }
    }
}

impl Action {
    /// The group whose build IDs it is about.
    pub(super) fn group(self, target: &Target) -> usize {
        let (Self::AddNewDefault(id)
        | Self::AddCompatible { id, .. }
        | Self::PromoteSet(id)
        | Self::PromoteWithinSet(id)
        | Self::Merge { primary: id, .. }) = self;
        target.group_of[id]
    }

    /// The operation, on a board where it has not been done yet.
    pub(super) fn operation(self, target: &Target, board: &Board) -> Operation {
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
                let fits = |id: &Id| target.build_ids[*id].check_length(&target.limits).is_ok();
                let mut members = (0..board.lands.len()).filter(|id| board.lands[*id] == Some(set));
                let named = if fits(&set) { Some(set) } else { members.find(fits) };
                Operation::PromoteSet { build_id: name(named.unwrap_or(set)) }
            }
            Self::PromoteWithinSet(id) => Operation::PromoteBuildIdWithinSet { build_id: name(id) },
            Self::Merge { primary, secondary } => {
                Operation::MergeSets { primary: name(primary), secondary: name(secondary) }
            }
        }
    }
}
