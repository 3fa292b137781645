//! The tasks that workers receive: what they ask for, and where they land.
//!
//! A [`Task`] becomes a directive (which version it wants). When the task is dispatched, the directive becomes a
//! [`Resolution`], which lists every rule applied on the way as a [`Step`].

pub(crate) mod directive;
mod intent;
mod resolution;
#[expect(clippy::module_inception, reason = "the task itself stands in the file of its name")]
mod task;
mod trace;
mod versioning_info;

pub use intent::{ContradictoryIntent, NamedTaskQueue, Sdk, StatedIntent, VersioningIntent};
pub use resolution::{Follows, Outcome, RefusedCommand, Resolution};
pub use task::{ActivityCommand, Command, ResetPoint, Task, WorkflowState};
pub(crate) use trace::Trace;
pub use trace::{Reason, Step};
pub use versioning_info::{
    Base, BaseIncomplete, Effective, OneTimeOverride, PinnedOverride, VersionTransition,
    VersioningBehavior, VersioningInfo, VersioningOverride,
};
