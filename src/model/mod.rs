//! What a server stores about Worker Versioning: build IDs in ordered version sets, one list of sets
//! for each task queue of a namespace, the operations that change them and the limits they must keep.
//!
//! Start with [`Namespace`]; [`VersionSets`] holds the rules of the five operations.

mod error;
mod index;
mod limits;
mod names;
mod namespace;
mod operation;
mod order;
mod record;
mod store;
mod version_sets;

pub use error::{Limit, OperationError, Requirement, StatusCode};
pub use limits::Limits;
pub use names::{BuildId, BuildIdTooLong, TaskQueueName, TaskQueueNameError};
pub use namespace::Namespace;
pub use operation::{Effect, Operation, SetPromotion};
pub use record::{
    BuildIdRecord, Moment, Origin, RecordError, RecordProblem, SetRecord, VersionSet,
};
pub use version_sets::VersionSets;
