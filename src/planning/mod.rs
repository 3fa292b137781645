//! What operations would do before they are done.
//!
//! Everything here is asked of a namespace, of what lands on it ([`Subject`](crate::rollout::Subject)) and of
//! the workers that poll ([`PlacedWorker`](crate::rollout::PlacedWorker)); nothing is changed.
//!
//! - [`Preview`]: what each of a list of operations moves.

mod preview;
mod situation;

pub use preview::{Difference, Preview, PreviewStep, WorkerChange, WorkerChangeKind};
pub use situation::{Duty, Landing, Recipient, Situation};
