//! What operations would do before they are done.
//!
//! Everything here is asked of a namespace, of what lands on it ([`Subject`](crate::rollout::Subject)) and of
//! the workers that poll ([`PlacedWorker`](crate::rollout::PlacedWorker)); nothing is changed.
//!
//! - [`Preview`]: what each of a list of operations moves.
//! - [`plan`]: the fewest operations that lead to a goal, or why none do.
//! - [`hazards`]: what can go wrong on the way.
//! - [`Rollback`]: what undoes a step, and what it cannot undo.
//! - [`worker_needs`]: when workers have to be up, and when they may be stopped.

mod action;
mod candidates;
mod distance;
mod followers;
mod goal;
mod hazards;
mod plan;
mod preview;
mod problem;
mod rollback;
mod search;
mod situation;
mod state;
mod worker_need;

pub use goal::{Goal, Group, NoPlan, UnknownBuildIds, WantedSets};
pub use hazards::{Hazard, HazardKind, SecondRun, hazards};
pub use plan::{DefaultOf, ImportedOrder, PassingDefault, Plan, plan};
pub use preview::{Difference, Preview, PreviewStep, WorkerChange, WorkerChangeKind};
pub use rollback::{Remainder, Rollback};
pub use search::TieBreak;
pub use situation::{Duty, Landing, Recipient, Situation};
pub use worker_need::{WorkerNeed, worker_needs};
