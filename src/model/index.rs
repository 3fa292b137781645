//! Finds build IDs by their texts.

use std::num::NonZeroUsize;

use super::BuildId;

/// A hash table of numbers: each build ID is found by the number that it was entered with. There is no randomness in
/// it, and its order shows nowhere.
#[derive(Debug, Clone)]
pub(super) struct Index {
    /// One more than the number of the build ID there. As many as a power of two, at least half of them empty.
    slots: Vec<Option<NonZeroUsize>>,
}

impl Index {
    pub(super) const EMPTY: Self = Self { slots: Vec::new() };

    /// The number of a build ID; `numbered` tells which build ID a number is that of.
    pub(super) fn find<'a>(
        &self,
        build_id: &BuildId,
        numbered: impl Fn(usize) -> &'a BuildId,
    ) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let mut slot = self.first_slot(build_id);
        while let Some(number) = self.slots[slot] {
            let number = number.get() - 1;
            if numbered(number) == build_id {
                return Some(number);
            }
            slot = self.next_slot(slot);
        }
        None
    }

    /// Enters the next build ID; all of them are given, in the order of their numbers.
    pub(super) fn enter_last<'a>(&mut self, count: usize, numbered: impl Fn(usize) -> &'a BuildId) {
        let mut entered = count - 1;
        if count * 2 > self.slots.len() {
            self.slots = vec![None; (self.slots.len() * 2).max(8)];
            entered = 0;
        }
        for number in entered..count {
            let mut slot = self.first_slot(numbered(number));
            while self.slots[slot].is_some() {
                slot = self.next_slot(slot);
            }
            self.slots[slot] = NonZeroUsize::new(number + 1);
        }
    }

    fn first_slot(&self, build_id: &BuildId) -> usize {
        hash(build_id.as_str()) as usize & (self.slots.len() - 1)
    }

    fn next_slot(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }
}

/// Multiplies eight bytes at a time, as rustc does for its own tables. The upper half of a product depends on all
/// bits.
fn hash(text: &str) -> u32 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mut hash = text.len() as u64;
    for word in words.iter().chain([&last]) {
        let mixed = hash.rotate_left(5) ^ u64::from_le_bytes(*word);
        hash = mixed.wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    (hash >> 32) as u32
}
