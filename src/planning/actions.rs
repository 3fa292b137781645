//! The operations that a shortest plan can begin with, and some more.

use std::ops::ControlFlow;

use super::board::{Action, Board};
use super::distance::{Need, groups_in_order};
use super::load::Load;
use super::target::{Id, Order, Target};
use crate::model::SetPromotion;

/// The operations on a board.
pub(super) struct Actions<'a> {
    pub target: &'a Target<'a>,
    pub load: &'a Load,
    pub board: &'a Board,
    /// What each group needs on that board.
    pub needs: &'a [Need],
}

type Visit<'a> = &'a mut dyn FnMut(Action) -> ControlFlow<()>;

impl Actions<'_> {
    pub(super) fn each(&self, visit: Visit<'_>) -> ControlFlow<()> {
        // Any other set would have to be promoted once more after this one.
        let to_be_promoted = match self.target.order {
            Order::All => Some(groups_in_order(self.target, self.board)),
            Order::Defaults { of_queue } => of_queue,
        };
        for (group, need) in self.needs.iter().enumerate() {
            let is_to_be_promoted = to_be_promoted == Some(group);
            if need.operations == 0 && !is_to_be_promoted {
                continue;
            }
            let mut sets = Vec::new();
            for id in &self.target.groups[group] {
                if self.board.is_set_default(*id) {
                    sets.push(*id);
                }
            }
            if need.operations > 0 {
                self.each_of_members(group, &sets, visit)?;
                self.each_merge(group, &sets, visit)?;
            }
            if is_to_be_promoted {
                for set in sets {
                    if !self.is_queue_default(set) {
                        visit(Action::PromoteSet(set))?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn is_queue_default(&self, set: Id) -> bool {
        self.board.queue_default(self.target) == Some(set)
    }

    /// Additions, and promotions within a set.
    fn each_of_members(&self, group: usize, sets: &[Id], visit: Visit<'_>) -> ControlFlow<()> {
        let members = &self.target.groups[group];
        let settled = self.board.settled(self.target, group);
        let wanted = self.target.defaults[group];
        for (place, id) in members.iter().enumerate() {
            let is_looked_at = match self.target.order {
                // Only the next one in order; but while there are sets to be merged, others may come first.
                Order::All => place == settled || place > settled && sets.len() > 1,
                Order::Defaults { .. } => match self.board.lands(*id) {
                    None => wanted == Some(*id) || !self.has_equal(*id, &members[..place], wanted),
                    Some(_) => wanted == Some(*id),
                },
            };
            if !is_looked_at || self.board.is_set_default(*id) {
                continue;
            }
            match self.board.lands(*id) {
                None => self.each_addition(*id, sets, visit)?,
                Some(_) => visit(Action::PromoteWithinSet(*id))?,
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether adding one of the others instead makes no difference.
    fn has_equal(&self, id: Id, others: &[Id], wanted: Option<Id>) -> bool {
        others.iter().any(|other| {
            self.board.lands(*other).is_none()
                && wanted != Some(*other)
                && self.load.is_equal(*other, id)
        })
    }

    fn each_addition(&self, id: Id, sets: &[Id], visit: Visit<'_>) -> ControlFlow<()> {
        if sets.is_empty() {
            return visit(Action::AddNewDefault(id));
        }
        for set in sets {
            for promotion in [SetPromotion::Keep, SetPromotion::Promote] {
                if promotion == SetPromotion::Keep || !self.is_queue_default(*set) {
                    visit(Action::AddCompatible { id, set: *set, promotion })?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn each_merge(&self, group: usize, sets: &[Id], visit: Visit<'_>) -> ControlFlow<()> {
        // Those whose default is due come first, as they are the likelier ones.
        let settled = self.board.settled(self.target, group);
        for are_due in [true, false] {
            for primary in sets {
                if (self.target.place_of[*primary] >= settled) != are_due {
                    continue;
                }
                for secondary in sets {
                    if secondary != primary {
                        visit(Action::Merge { primary: *primary, secondary: *secondary })?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }
}
