//! What leads to a goal, and back.
//!
//! - [`plan`]: the fewest operations that lead to a goal, or why none do.
//! - [`Rollback`]: what undoes a step, and what it cannot undo.
//! - [`worker_needs`]: when workers have to be up, and when they may be stopped.

mod action;
mod candidates;
mod distance;
mod followers;
mod goal;
mod plan;
mod problem;
mod rollback;
mod search;
mod state;
mod worker_need;

pub use goal::{Goal, Group, NoPlan, PlanOptions, UnknownBuildIds, WantedSets};
pub use plan::{DefaultOf, ImportedOrder, PassingDefault, Plan, plan};
pub use rollback::{Remainder, Rollback};
pub use search::TieBreak;
pub use worker_need::{WorkerNeed, worker_needs};
