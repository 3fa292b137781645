//! What people read: sentences and short phrases for what the modules above find.
//!
//! This is display only: facts arrive as values from where the rule was applied, nothing is decided here, and nothing
//! parses a sentence. Every match names all variants, so that the crate does not compile until a new rule, operation or
//! hazard has its words.
//!
//! - [`step`], [`landing`] and [`poll`]: why something lands where it does, and what a worker gets.
//! - [`hazard`]: what can go wrong, and a way out; [`verdict`]: all of it in one sentence.
//! - [`may_stop`], [`releases`] and [`ground`]: whether workers may be stopped, and what the answer rests on.
//! - [`ExplainedFlow`] and [`headline`]: what a screen shows of a step; [`reasons`]: why it shows it there.
//! - [`difference`] and [`changes`]: what differs between two moments.
//! - [`ExplainedCheck`]: what is expected, and what was found.
//! - [`push_event`] and [`pull_event`]: what happens in a push or a pull, what stops them, and how to go on.
//! - [`remainder`]: what a way back does not restore.
//! - [`phrases`]: short phrases for lists and tables; [`describe`] gives them for plain data.
//!
//! ```
//! use worker_versioning::explain;
//! use worker_versioning::namespace::Namespace;
//! use worker_versioning::routing::resolve;
//! use worker_versioning::task::Task;
//!
//! let task = Task::new_workflow("orders".into());
//! let landing = resolve(&Namespace::default(), &task);
//! assert_eq!(
//!     explain::landing(&landing),
//!     [
//!         "A new workflow starts on the default of its task queue.",
//!         "orders has no version sets, so its unversioned workers get it.",
//!     ],
//! );
//! ```

pub mod phrases;

mod described;
mod differences;
mod findings;
mod flow;
mod grounds;
mod hazards;
mod headline;
mod landings;
mod polls;
mod push;
mod reachability;
mod reasons;
mod retirement;
mod rollback;
mod steps;

pub use described::{Described, Explained, Landed, Version, describe, explain};
pub use differences::{changes, difference, landing_change, poll_change, queue_change};
pub use findings::{ExplainedCheck, ExplainedFinding};
pub use flow::{
    ExplainedEnd, ExplainedFlow, ExplainedPlace, ExplainedQueueFlow, ExplainedRibbon,
    ExplainedSource, ExplainedTaker, ExplainedVersion, FlowOptions, SourceKind, SourceOf,
    TakerKind,
};
pub use grounds::ground;
pub use hazards::{ExplainedHazard, ExplainedVerdict, HazardWords, hazard, verdict};
pub use headline::{FurtherHazard, Headline, Sign, headline};
pub use landings::ExplainedLanding;
pub use polls::poll;
pub use push::{
    ExplainedOtherStarts, ExplainedPushEvent, ExplainedPushPlan, pull_event, push_event,
};
pub use reachability::ExplainedReachability;
pub use reasons::{LandingReason, LandingReasons, Stage, reasons};
pub use retirement::{ExplainedRetirement, may_stop, releases};
pub use rollback::remainder;
pub use steps::{landing, step};
