//! Texts that JavaScript has passed once, and names by their numbers from then on: a number crosses in a tenth of
//! the time.

use std::sync::Arc;

use crate::model::{BuildId, TaskQueueName};

/// Texts by their numbers, from 1 on; 0 is the empty text.
#[derive(Default)]
pub(super) struct Texts(Vec<Arc<str>>);

impl Texts {
    pub(super) fn add(&mut self, text: &str) -> usize {
        self.0.push(text.into());
        self.0.len()
    }

    pub(super) fn forget(&mut self) {
        self.0 = Vec::new();
    }

    pub(super) fn build_id(&self, number: usize) -> BuildId {
        self.text(number).into()
    }

    pub(super) fn task_queue(&self, number: usize) -> TaskQueueName {
        self.text(number).into()
    }

    fn text(&self, number: usize) -> Arc<str> {
        self.0.get(number.wrapping_sub(1)).cloned().unwrap_or_default()
    }
}
