//! What operations would do before they are done.
//!
//! Everything here is asked of a namespace, of what lands on it ([`Subject`](crate::rollout::Subject)) and of
//! the workers that poll ([`PlacedWorker`](crate::rollout::PlacedWorker)); nothing is changed.
//!
//! - [`Preview`]: what each of a list of operations moves.
//! - [`plan`]: the fewest operations that lead to a goal, or why none do.

mod actions;
mod board;
mod distance;
mod goal;
mod load;
mod plan;
mod preview;
mod search;
mod situation;
mod target;

pub use goal::{Goal, Group, NoPlan, UnknownBuildIds, WantedSets};
pub use plan::{DefaultOf, ImportedOrder, PassingDefault, Plan, TieBreak, plan};
pub use preview::{Difference, Preview, PreviewStep, WorkerChange, WorkerChangeKind};
pub use situation::{Duty, Landing, Recipient, Situation};
