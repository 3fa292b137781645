//! Where a task lands, and what a worker's poll brings.
//!
//! [`resolve`] answers for a task of a workflow, [`poll`] for a worker that asks for tasks. What a worker receives is
//! derived from its poll.
//!
//! ```
//! use worker_versioning::namespace::Namespace;
//! use worker_versioning::routing::resolve;
//! use worker_versioning::task::{Outcome, Reason, Task};
//! use worker_versioning::version::WorkerVersion;
//! use worker_versioning::version_sets::BuildIdOperation;
//!
//! let mut namespace = Namespace::default();
//! let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "1.0".into() };
//! namespace.update(&"orders".into(), Some(&add)).unwrap();
//!
//! let task = Task::new_workflow("orders".into());
//! let landing = resolve(&namespace, &task);
//! assert_eq!(landing.outcome, Outcome::Version(WorkerVersion::BuildId("1.0".into())));
//! assert_eq!(landing.reason, Reason::QueueDefault);
//! ```

mod poll;
mod reachability;
mod resolve;

pub use poll::{PollError, PollOutcome, Polled, Worker, poll, poll_for};
pub use reachability::{
    ReachabilityError, ReachabilityRequest, VersionReachability, task_reachability,
};
pub(crate) use resolve::alike;
pub use resolve::{resolve, resolve_untraced};
