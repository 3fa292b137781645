//! The operations that a shortest plan can begin with, and some more.

use std::ops::ControlFlow;

use super::board::{Action, Board};
use super::distance::{Need, groups_in_order};
use super::load::Load;
use super::target::{Id, Order, Target};
use crate::model::SetPromotion;

/// The operations on a board.
pub(super) struct Actions<'a> {
    pub target: &'a Target,
    pub load: &'a Load,
    pub board: &'a Board,
    /// What each group needs on that board.
    pub needs: Vec<Need>,
}

type Visit<'a> = &'a mut dyn FnMut(Action) -> ControlFlow<()>;

impl Actions<'_> {
    pub(super) fn each(&self, visit: Visit<'_>) -> ControlFlow<()> {
        // Any other set would have to be promoted once more after this one.
        let to_be_promoted = match &self.target.order {
            Order::All { .. } => Some(groups_in_order(self.target, self.board)),
            Order::Defaults { of_queue, .. } => *of_queue,
        };
        for (group, need) in self.needs.iter().enumerate() {
            if need.operations == 0 && to_be_promoted != Some(group) {
                continue;
            }
            let members = &self.target.groups[group];
            let is_set_default = |id: &Id| self.board.is_set_default(*id);
            let sets: Vec<Id> = members.iter().copied().filter(is_set_default).collect();
            if need.operations > 0 {
                self.each_of_members(group, &sets, visit)?;
                self.each_merge(&sets, visit)?;
            }
            if to_be_promoted == Some(group) {
                for set in sets {
                    if self.board.queue_default() != Some(set) {
                        visit(Action::PromoteSet(set))?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Additions, and promotions within a set.
    fn each_of_members(&self, group: usize, sets: &[Id], visit: Visit<'_>) -> ControlFlow<()> {
        let members = &self.target.groups[group];
        match &self.target.order {
            Order::All { .. } => {
                // Only the next one in order; but while there are sets to be merged, others may come first.
                let due = members.iter().skip(self.board.settled[group]);
                for id in due.take(if sets.len() > 1 { members.len() } else { 1 }) {
                    match self.board.lands[*id] {
                        None => self.each_addition(*id, sets, visit)?,
                        Some(set) if set != *id => visit(Action::PromoteWithinSet(*id))?,
                        Some(_) => {}
                    }
                }
            }
            Order::Defaults { of_groups, .. } => {
                let wanted = of_groups[group];
                for (place, id) in members.iter().enumerate() {
                    let id = *id;
                    match self.board.lands[id] {
                        None if self.has_equal(id, &members[..place], wanted) => {}
                        None => self.each_addition(id, sets, visit)?,
                        Some(set) if wanted == Some(id) && set != id => {
                            visit(Action::PromoteWithinSet(id))?;
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether adding one of the others instead makes no difference.
    fn has_equal(&self, id: Id, others: &[Id], wanted: Option<Id>) -> bool {
        let weight = self.load.of_build_ids[id];
        wanted != Some(id)
            && others.iter().any(|other| {
                self.board.lands[*other].is_none()
                    && wanted != Some(*other)
                    && self.load.of_build_ids[*other] == weight
            })
    }

    fn each_addition(&self, id: Id, sets: &[Id], visit: Visit<'_>) -> ControlFlow<()> {
        if sets.is_empty() {
            return visit(Action::AddNewDefault(id));
        }
        for set in sets {
            visit(Action::AddCompatible { id, set: *set, promotion: SetPromotion::Keep })?;
            if self.board.queue_default() != Some(*set) {
                visit(Action::AddCompatible { id, set: *set, promotion: SetPromotion::Promote })?;
            }
        }
        ControlFlow::Continue(())
    }

    fn each_merge(&self, sets: &[Id], visit: Visit<'_>) -> ControlFlow<()> {
        // Those whose default is due come first, as they are the likelier ones.
        let is_settled = |set: &Id| {
            let settled = self.board.settled.get(self.target.group_of[*set]);
            settled.is_some_and(|settled| self.target.place_of[*set] < *settled)
        };
        let (settled, due) = sets.split_at(sets.partition_point(is_settled));
        for primary in due.iter().chain(settled) {
            for secondary in sets.iter().filter(|other| *other != primary) {
                visit(Action::Merge { primary: *primary, secondary: *secondary })?;
            }
        }
        ControlFlow::Continue(())
    }
}
