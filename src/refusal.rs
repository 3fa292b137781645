//! Why the server refuses: the status, the reason and the message.

mod deployments;

use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use strum::Display;
use thiserror::Error;

use crate::names::{BuildId, TaskQueueNameError};

pub use deployments::{DeploymentError, NameField, ProposedRole};

/// The gRPC status with which the server refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Display)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "VersioningErrorCode")
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum StatusCode {
    /// The request could never succeed as it stands.
    InvalidArgument,
    /// The request names a build ID that the queue does not know, or a deployment or version that is not there.
    NotFound,
    /// The result would exceed a limit of version sets, or the state of a deployment does not allow it.
    FailedPrecondition,
    /// A poll came from a worker that a newer compatible build has superseded.
    OutOfRange,
    /// There is a deployment or version of that name already.
    AlreadyExists,
    /// The result would exceed a limit of Worker Deployments.
    ResourceExhausted,
    /// The server does not say what is wrong.
    Internal,
}

/// Why an operation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefusalReason {
    /// Something is left empty. A build ID may be too long besides.
    Incomplete,
    /// The build ID to add has more bytes than the limit.
    BuildIdTooLong,
    /// No task queue can have that name.
    TaskQueueName,
    /// The build ID to add in a new default set is in the queue already, and not as the only one of the default set.
    AlreadyExists,
    /// The build ID to add is in the requested set already, but that set is not the queue default.
    NotQueueDefault,
    /// The build ID to add is in the requested set already, but is not its default.
    NotSetDefault,
    /// The build ID to add is in another set than the one that it should be compatible with.
    Incompatible,
    /// The queue does not know a build ID that it would have to know.
    NotFound,
    /// The queue would have more version sets than the limit.
    TooManyVersionSets,
    /// The queue would have more build IDs than the limit.
    TooManyBuildIds,
    /// The build ID would be known to more task queues than the limit.
    TooManyTaskQueues,
    /// No deployment can have that name, or no version that build ID.
    DeploymentName,
    /// A ramp cannot have that percentage.
    Percentage,
    /// There is no such deployment.
    DeploymentNotFound,
    /// The deployment has no such version.
    VersionNotFound,
    /// There is a deployment of that name already.
    DeploymentExists,
    /// There is such a version already.
    VersionExists,
    /// The conflict token is not that of the deployment's present state.
    ConflictTokenMismatch,
    /// The deployment has a manager, who is not the one that asks.
    ManagedByAnother,
    /// The version to ramp to is the current one.
    AlreadyCurrent,
    /// Tasks of the current version wait in queues that the proposed version does not serve.
    MissingTaskQueues,
    /// The version to delete is current or ramping.
    CurrentOrRamping,
    /// Open workflows may be pinned to the version to delete.
    Draining,
    /// Workers of the version to delete have polled lately.
    ActivePollers,
    /// The deployment to delete has versions.
    HasVersions,
    /// The namespace would have more deployments than the limit.
    TooManyDeployments,
    /// The deployment would have more versions than the limit.
    TooManyVersions,
    /// The version would have more task queues than the limit.
    TooManyTaskQueuesInVersion,
    /// The task queue would know more versions of deployments than the limit.
    TooManyVersionsInTaskQueue,
}

/// Why an operation was refused. Displayed, it is the server's message verbatim.
///
/// Source of the texts: `workflow_handler.go`, `version_sets.go` and `user_data_manager` of the server,
/// each compared with a live server.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OperationError {
    /// The request lacks something; all that it lacks is listed, in the server's order.
    #[error("request to update worker build ID compatability requires: {}", List(.unmet))]
    Incomplete {
        /// What is missing or too long; never empty.
        unmet: Vec<Requirement>,
    },
    /// The task queue cannot have that name.
    #[error(transparent)]
    TaskQueueName(#[from] TaskQueueNameError),
    /// The build ID to add in a new default set is in the queue already.
    #[error("version {build_id} already exists")]
    AlreadyExists {
        /// The build ID to add.
        build_id: BuildId,
    },
    /// The build ID to add is in the requested set already, but that set is not the queue default.
    #[error("version {build_id} already exists and is not default for queue")]
    NotQueueDefault {
        /// The build ID to add.
        build_id: BuildId,
    },
    /// The build ID to add is in the requested set already, but is not its default.
    #[error("version {build_id} already exists and is not default in set")]
    NotSetDefault {
        /// The build ID to add.
        build_id: BuildId,
    },
    /// The build ID to add is in another set than the one it should be compatible with.
    #[error(
        "{build_id} requested to be made compatible with {existing_compatible} but both versions exist and are incompatible"
    )]
    Incompatible {
        /// The build ID to add.
        build_id: BuildId,
        /// The build ID it should be compatible with.
        existing_compatible: BuildId,
    },
    /// The queue does not know a build ID that it would have to know.
    #[error("targeted {targeted} {build_id} not found")]
    NotFound {
        /// What the build ID is to the operation.
        targeted: Targeted,
        /// The build ID.
        build_id: BuildId,
    },
    /// The result would exceed a limit of the cluster.
    #[error("{}", exceeded(*.limit, *.allowed, *.reached))]
    LimitExceeded {
        /// Which limit.
        limit: Limit,
        /// How many are allowed.
        allowed: NonZeroU32,
        /// How many there would be.
        reached: usize,
    },
    /// An operation on Worker Deployments was refused.
    #[error(transparent)]
    Deployment(#[from] DeploymentError),
}

impl OperationError {
    /// The gRPC status that comes with the message.
    #[must_use]
    pub const fn status_code(&self) -> StatusCode {
        match self {
            Self::Incomplete { .. }
            | Self::TaskQueueName(_)
            | Self::AlreadyExists { .. }
            | Self::NotQueueDefault { .. }
            | Self::NotSetDefault { .. }
            | Self::Incompatible { .. } => StatusCode::InvalidArgument,
            Self::NotFound { .. } => StatusCode::NotFound,
            Self::LimitExceeded { .. } => StatusCode::FailedPrecondition,
            Self::Deployment(error) => error.status_code(),
        }
    }

    /// The kind of the refusal.
    #[must_use]
    pub fn reason(&self) -> RefusalReason {
        match self {
            Self::Incomplete { unmet } => match unmet[..] {
                [Requirement::ShorterBuildId { .. }] => RefusalReason::BuildIdTooLong,
                _ => RefusalReason::Incomplete,
            },
            Self::TaskQueueName(_) => RefusalReason::TaskQueueName,
            Self::AlreadyExists { .. } => RefusalReason::AlreadyExists,
            Self::NotQueueDefault { .. } => RefusalReason::NotQueueDefault,
            Self::NotSetDefault { .. } => RefusalReason::NotSetDefault,
            Self::Incompatible { .. } => RefusalReason::Incompatible,
            Self::NotFound { .. } => RefusalReason::NotFound,
            Self::LimitExceeded { limit, .. } => match limit {
                Limit::VersionSets => RefusalReason::TooManyVersionSets,
                Limit::BuildIds => RefusalReason::TooManyBuildIds,
                Limit::TaskQueuesPerBuildId => RefusalReason::TooManyTaskQueues,
            },
            Self::Deployment(error) => error.reason(),
        }
    }
}

/// What a build ID that the queue would have to know is to an operation. Displayed, it is the server's word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
pub enum Targeted {
    /// The operation promotes it, or its set.
    #[strum(to_string = "version")]
    Promoted,
    /// The build ID to add is to be compatible with it.
    #[strum(to_string = "compatible_version")]
    Compatible,
    /// It is in the set whose default a merge keeps.
    #[strum(to_string = "primary version")]
    Primary,
    /// It is in the other set of a merge.
    #[strum(to_string = "secondary version")]
    Secondary,
}

/// A limit on the result of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum Limit {
    /// Version sets in one task queue.
    VersionSets,
    /// Build IDs in one task queue.
    BuildIds,
    /// Task queues that know one build ID.
    TaskQueuesPerBuildId,
}

fn exceeded(limit: Limit, allowed: NonZeroU32, reached: usize) -> String {
    let what = match limit {
        Limit::VersionSets => "compatible version sets",
        Limit::BuildIds => "build IDs",
        Limit::TaskQueuesPerBuildId => {
            return format!(
                "Exceeded max task queues allowed to be mapped to a single build ID: {allowed}"
            );
        }
    };
    format!(
        "update would exceed number of {what} permitted in namespace dynamic config ({reached}/{allowed})"
    )
}

/// Something that a request must have. Displayed, it is the server's words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Requirement {
    /// The name of a task queue.
    #[error("`task_queue` to be set")]
    TaskQueue,
    /// An operation.
    #[error("an operation to be specified")]
    Operation,
    /// The build ID to add in a new default set.
    #[error("`add_new_version_id_in_new_default_set` to be set")]
    NewDefaultBuildId,
    /// The compatible build ID to add.
    #[error("`add_new_compatible_version` to be set")]
    NewCompatibleBuildId,
    /// The build ID to be compatible with.
    #[error("`existing_compatible_version` to be set")]
    ExistingCompatibleBuildId,
    /// The build ID whose set is promoted.
    #[error("`promote_set_by_version_id` to be set")]
    PromotedSetBuildId,
    /// The build ID promoted within its set.
    #[error("`promote_version_id_within_set` to be set")]
    PromotedBuildId,
    /// A build ID of no more bytes than the limit. The blank in front is the server's.
    #[error(" Worker build IDs to be no larger than {limit} characters")]
    ShorterBuildId {
        /// The most bytes that a build ID may have.
        limit: NonZeroU32,
    },
}

/// Lists requirements as the server does, with a comma before the first one too.
struct List<'a>(&'a [Requirement]);

impl fmt::Display for List<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|requirement| write!(formatter, ", {requirement}"))
    }
}
