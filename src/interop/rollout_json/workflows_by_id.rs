//! Workflows by their IDs, so that the time to read a document grows with its length and not with its square.

use std::num::NonZeroU32;

use super::super::ImportError;
use super::super::error::Read;
use crate::rollout::Workflow;

/// The workflows of a document, none of which has the ID of another.
///
/// A hash table with open addressing. (Those of the standard library are a large part of a small engine, and
/// their order is random.)
pub(super) struct WorkflowsById<'a> {
    workflows: &'a [Workflow],
    /// The places of workflows, counted from 1, each in the slot that its ID leads to or in one that follows; at
    /// most half of the slots are taken.
    slots: Vec<Option<NonZeroU32>>,
}

impl<'a> WorkflowsById<'a> {
    pub(super) fn of(workflows: &'a [Workflow]) -> Read<Self> {
        let slots = vec![None; (2 * workflows.len()).next_power_of_two()];
        let mut table = Self { workflows, slots };
        for (workflow, place) in workflows.iter().zip(1..) {
            if table.get(&workflow.id.0).is_some() {
                let path = format!("workflows[{}].workflowId", place - 1);
                let problem = format!("expected each workflow once, got '{}' again", workflow.id);
                return Err(ImportError::at(path, problem));
            }
            let slot = table.slot_of(&workflow.id.0);
            if let Some(free) = table.slots.get_mut(slot) {
                *free = NonZeroU32::new(place);
            }
        }
        Ok(table)
    }

    pub(super) fn get(&self, id: &str) -> Option<&'a Workflow> {
        self.in_slot(self.slot_of(id))
    }

    fn in_slot(&self, slot: usize) -> Option<&'a Workflow> {
        let place = (*self.slots.get(slot)?)?;
        self.workflows.get(place.get() as usize - 1)
    }

    /// The slot where an ID is, or would be.
    fn slot_of(&self, id: &str) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = hash(id) & last;
        while self.in_slot(slot).is_some_and(|workflow| workflow.id.0 != id) {
            slot = (slot + 1) & last;
        }
        slot
    }
}

/// Fowler, Noll and Vo's hash function, 32 bits, variant 1a.
fn hash(text: &str) -> usize {
    let hash = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize
}
