//! Worker Versioning of 2023: each task queue keeps ordered sets of compatible build IDs.
//!
//! [`VersionSets`] is what a queue keeps, [`BuildIdOperation`] what changes it.

mod answers;
mod operations;
mod reachability;
mod state;

pub(crate) mod landing;

pub use answers::{BuildIdVersionSet, UpdateResult, WorkerBuildIdVersionSets};
pub(crate) use operations::validate;
pub use operations::{BuildIdOperation, BuildIdRole, Effect, OperationFields};
pub use reachability::{
    Reachability, ReachedBy, RunKind, RunStatus, Skipped, WorkflowRun, reachability,
};
pub use state::{Moment, SetMember, StateError, StateProblem, VersionSet, VersionSets};
