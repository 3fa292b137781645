//! The tasks that workers receive: what they ask for, and where they land.
//!
//! A [`Task`] becomes a directive (which version it wants). When the task is dispatched, the directive becomes a
//! [`Resolution`], which lists every rule applied on the way as a [`Step`].

pub(crate) mod directive;
mod intent;
mod resolution;
pub(crate) mod run_start;
#[expect(clippy::module_inception, reason = "the task itself stands in the file of its name")]
mod task;
mod trace;
mod versioning_info;

pub use intent::{ContradictoryIntent, NamedTaskQueue, Sdk, StatedIntent, VersioningIntent};
pub use resolution::{DependsOn, Follows, Outcome, RefusedCommand, RefusedTask, Resolution, Share};
pub use run_start::RunRefused;
pub use task::{
    ActivityCommand, ChildWorkflowCommand, Command, ContinueAsNewCommand,
    InitialVersioningBehavior, ResetPoint, Task, WorkflowState,
};
pub(crate) use trace::Trace;
pub use trace::{Reason, Step};
pub use versioning_info::{
    Base, BaseIncomplete, Effective, OneTimeOverride, PinnedOverride, VersionTransition,
    VersioningBehavior, VersioningInfo, VersioningOverride,
};
