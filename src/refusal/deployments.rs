//! Why the server refuses an operation on Worker Deployments, or a poll of a worker that has deployment options.

use std::fmt;

use strum::Display;
use thiserror::Error;

use super::{RefusalReason, StatusCode};
use crate::names::{DeploymentName, Identity, TaskQueueName, TaskQueueType};
use crate::version::WorkerDeploymentVersion;

/// Why an operation on Worker Deployments, or a poll, was refused. Displayed, it is the server's message verbatim; what
/// the server draws at random is `<random>`.
///
/// Source of the texts: `workflow_handler.go`, `service/worker/workerdeployment` and the matching service of the server,
/// each compared with a live server.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DeploymentError {
    /// The operation names no deployment.
    #[error("deployment name cannot be empty")]
    NoDeploymentName,
    /// The operation names no build ID.
    #[error("build ID cannot be empty")]
    NoBuildId,
    /// A worker's deployment options have a name without a build ID, or the reverse.
    #[error("Deployment name and build id must be set together.")]
    NameWithoutBuildId,
    /// A change of the manager does not say who asks.
    #[error("Identity is required")]
    NoIdentity,
    /// A change of metadata changes nothing.
    #[error("At least one of remove_entries or upsert_entries must be provided")]
    NoEntries,
    /// The name is such that, joined to a build ID, it reads as none.
    #[error("invalid version string: deployment name is empty in version string {}", dotted(.version))]
    NameReadAsEmpty {
        /// The deployment and the build ID, as they were given.
        version: WorkerDeploymentVersion,
    },
    /// The name is such that, joined to a build ID, it reads as another one.
    #[error(
        "invalid version string '{}' does not match deployment name '{}'",
        dotted(.version),
        .version.deployment_name
    )]
    NameReadAsAnother {
        /// The deployment and the build ID, as they were given.
        version: WorkerDeploymentVersion,
    },
    /// The name or the build ID of the version to delete or to describe is missing.
    #[error(
        "invalid version string {}, expected format is \"<deployment_name>.<build_id>\"",
        Quoted(&dotted(.version))
    )]
    VersionIncomplete {
        /// The deployment and the build ID, as they were given.
        version: WorkerDeploymentVersion,
    },
    /// A name is empty.
    #[error("{field} cannot be empty")]
    EmptyName {
        /// Which name.
        field: NameField,
    },
    /// A name has more bytes than the limit, which is half of what `limit.maxIDLength` leaves.
    #[error("size of {field} larger than the maximum allowed")]
    NameTooLong {
        /// Which name.
        field: NameField,
    },
    /// The name of a deployment contains `.` or `:`, which stand between it and a build ID.
    #[error("worker deployment name cannot contain '{delimiter}'")]
    NameWithDelimiter {
        /// `.` or `:`.
        delimiter: char,
    },
    /// A name begins with `__`, which is for the server itself.
    #[error("{field} cannot start with '__'")]
    ReservedName {
        /// Which name.
        field: NameField,
    },
    /// The percentage of a ramp is below 0, above 100 or no number.
    #[error("Percentage must be between 0 and 100 (inclusive)")]
    Percentage,
    /// There is no such deployment.
    #[error(
        "no Worker Deployment found with name '{deployment_name}'; does your Worker Deployment have pollers?"
    )]
    DeploymentNotFound {
        /// Its name.
        deployment_name: DeploymentName,
    },
    /// There was never such a deployment. Some operations say so in the words of the workflow that the server runs for
    /// each deployment.
    #[error("workflow not found for ID: temporal-sys-worker-deployment:{deployment_name}")]
    DeploymentWorkflowNotFound {
        /// The name of the deployment.
        deployment_name: DeploymentName,
    },
    /// The deployment was deleted; likewise.
    #[error("workflow execution already completed")]
    DeploymentWorkflowCompleted {
        /// The name of the deployment.
        deployment_name: DeploymentName,
    },
    /// There was never such a version; likewise.
    #[error("workflow not found for ID: temporal-sys-worker-deployment-version:{version}")]
    VersionWorkflowNotFound {
        /// The version.
        version: WorkerDeploymentVersion,
    },
    /// The version was deleted; likewise.
    #[error("workflow execution already completed")]
    VersionWorkflowCompleted {
        /// The version.
        version: WorkerDeploymentVersion,
    },
    /// The deployment has no version of that build ID.
    #[error(
        "build ID '{}' not found in Worker Deployment '{}'",
        .version.build_id,
        .version.deployment_name
    )]
    BuildIdNotFound {
        /// The version.
        version: WorkerDeploymentVersion,
    },
    /// There is no such version to describe.
    #[error("Worker Deployment Version not found")]
    VersionNotFound {
        /// The version.
        version: WorkerDeploymentVersion,
    },
    /// Another request created a deployment of that name.
    #[error(
        "Worker Deployment with name {} already exists{}",
        Quoted(.deployment_name.as_str()),
        if *.by_poll { " (auto-created from worker polls)" } else { "" }
    )]
    DeploymentExists {
        /// Its name.
        deployment_name: DeploymentName,
        /// Whether it was a worker's poll that created it.
        by_poll: bool,
    },
    /// Another request created that version, or a promotion has touched it since.
    #[error("Worker Deployment Version {} already exists", Quoted(&dotted(.version)))]
    VersionExists {
        /// The version.
        version: WorkerDeploymentVersion,
    },
    /// The conflict token is not that of the deployment's present state.
    #[error("conflict token mismatch")]
    ConflictTokenMismatch,
    /// The deployment has a manager, who is not the one that asks.
    #[error(
        "ManagerIdentity '{manager_identity}' is set and does not match user identity '{identity}'; to proceed, set your own identity as the ManagerIdentity, remove the ManagerIdentity, or wait for the other client to do so"
    )]
    ManagedByAnother {
        /// The manager.
        manager_identity: Identity,
        /// Who asks.
        identity: Identity,
    },
    /// The version to ramp to is the current one.
    #[error("requested ramping version {} is already current", dotted_or_unversioned(.version.as_ref()))]
    AlreadyCurrent {
        /// The version; `None` for the unversioned workers.
        version: Option<WorkerDeploymentVersion>,
    },
    /// Tasks of the current version wait in queues that the proposed version does not serve.
    #[error(
        "proposed {role} version '{version}' is missing active task queues from the current version; these would become unversioned if it is set as the {role} version"
    )]
    MissingTaskQueues {
        /// What the version would be.
        role: ProposedRole,
        /// The version.
        version: WorkerDeploymentVersion,
        /// The queues. The server does not say which they are.
        task_queues: Vec<(TaskQueueName, TaskQueueType)>,
    },
    /// A version that new workflows start on cannot be deleted.
    #[error("version '{version}' cannot be deleted since it is current or ramping")]
    CurrentOrRamping {
        /// The version.
        version: WorkerDeploymentVersion,
    },
    /// A version to which open workflows may be pinned is deleted only when asked to skip the drainage.
    #[error("version '{version}' cannot be deleted since it is draining")]
    Draining {
        /// The version.
        version: WorkerDeploymentVersion,
    },
    /// A version whose workers have polled in the last five minutes cannot be deleted (`matching.PollerHistoryTTL`).
    #[error("version '{version}' cannot be deleted since it has active pollers")]
    ActivePollers {
        /// The version.
        version: WorkerDeploymentVersion,
    },
    /// A deployment that has versions cannot be deleted.
    #[error("deployment has versions, can't be deleted")]
    HasVersions {
        /// Its name.
        deployment_name: DeploymentName,
    },
    /// The namespace has as many deployments as the cluster allows (`matching.maxDeployments`).
    #[error("reached maximum deployments in namespace ({allowed})")]
    TooManyDeployments {
        /// How many are allowed.
        allowed: u32,
    },
    /// The deployment has as many versions as the cluster allows, and none of them makes room
    /// (`matching.maxVersionsInDeployment`).
    #[error(
        "cannot add version {} since maximum number of versions ({allowed}) have been registered in the deployment",
        dotted(.version)
    )]
    TooManyVersions {
        /// The version to add.
        version: WorkerDeploymentVersion,
        /// How many are allowed.
        allowed: u32,
    },
    /// The same, in answer to a promotion that allows versions without pollers: the server does not say what is wrong.
    #[error("something went wrong, please retry (<random>)")]
    TooManyVersionsToPromote {
        /// The version to add.
        version: WorkerDeploymentVersion,
        /// How many are allowed.
        allowed: u32,
    },
    /// The version has as many task queues as the cluster allows (`matching.maxTaskQueuesInDeploymentVersion`).
    #[error(
        "cannot add task queue {task_queue} since maximum number of task queues ({allowed}) have been registered in deployment"
    )]
    TooManyTaskQueues {
        /// The queue to add. It may be one that the version has, when the workers poll another type of it.
        task_queue: TaskQueueName,
        /// How many are allowed.
        allowed: u32,
    },
    /// The task queue knows more versions than the cluster allows (`matching.maxVersionsInTaskQueue`).
    #[error(
        "exceeding maximum number of Deployment Versions in this task queue (limit = {allowed})"
    )]
    TooManyVersionsInTaskQueue {
        /// How many are allowed. The server refuses once there are more.
        allowed: u32,
    },
}

impl DeploymentError {
    /// The gRPC status that comes with the message.
    #[must_use]
    pub const fn status_code(&self) -> StatusCode {
        match self {
            Self::NoDeploymentName
            | Self::NoBuildId
            | Self::NameWithoutBuildId
            | Self::NoIdentity
            | Self::NoEntries
            | Self::NameReadAsEmpty { .. }
            | Self::NameReadAsAnother { .. }
            | Self::VersionIncomplete { .. }
            | Self::EmptyName { .. }
            | Self::NameTooLong { .. }
            | Self::NameWithDelimiter { .. }
            | Self::ReservedName { .. }
            | Self::Percentage => StatusCode::InvalidArgument,
            Self::DeploymentNotFound { .. }
            | Self::DeploymentWorkflowNotFound { .. }
            | Self::DeploymentWorkflowCompleted { .. }
            | Self::VersionWorkflowNotFound { .. }
            | Self::VersionWorkflowCompleted { .. }
            | Self::BuildIdNotFound { .. }
            | Self::VersionNotFound { .. } => StatusCode::NotFound,
            Self::DeploymentExists { .. } | Self::VersionExists { .. } => StatusCode::AlreadyExists,
            Self::ConflictTokenMismatch
            | Self::ManagedByAnother { .. }
            | Self::AlreadyCurrent { .. }
            | Self::MissingTaskQueues { .. }
            | Self::CurrentOrRamping { .. }
            | Self::Draining { .. }
            | Self::ActivePollers { .. }
            | Self::HasVersions { .. } => StatusCode::FailedPrecondition,
            Self::TooManyDeployments { .. }
            | Self::TooManyVersions { .. }
            | Self::TooManyTaskQueues { .. }
            | Self::TooManyVersionsInTaskQueue { .. } => StatusCode::ResourceExhausted,
            Self::TooManyVersionsToPromote { .. } => StatusCode::Internal,
        }
    }

    /// The kind of the refusal.
    #[must_use]
    pub const fn reason(&self) -> RefusalReason {
        match self {
            Self::NoDeploymentName
            | Self::NoBuildId
            | Self::NameWithoutBuildId
            | Self::NoIdentity
            | Self::NoEntries
            | Self::NameReadAsEmpty { .. }
            | Self::VersionIncomplete { .. }
            | Self::EmptyName { .. } => RefusalReason::Incomplete,
            Self::NameReadAsAnother { .. }
            | Self::NameTooLong { .. }
            | Self::NameWithDelimiter { .. }
            | Self::ReservedName { .. } => RefusalReason::DeploymentName,
            Self::Percentage => RefusalReason::Percentage,
            Self::DeploymentNotFound { .. }
            | Self::DeploymentWorkflowNotFound { .. }
            | Self::DeploymentWorkflowCompleted { .. } => RefusalReason::DeploymentNotFound,
            Self::VersionWorkflowNotFound { .. }
            | Self::VersionWorkflowCompleted { .. }
            | Self::BuildIdNotFound { .. }
            | Self::VersionNotFound { .. } => RefusalReason::VersionNotFound,
            Self::DeploymentExists { .. } => RefusalReason::DeploymentExists,
            Self::VersionExists { .. } => RefusalReason::VersionExists,
            Self::ConflictTokenMismatch => RefusalReason::ConflictTokenMismatch,
            Self::ManagedByAnother { .. } => RefusalReason::ManagedByAnother,
            Self::AlreadyCurrent { .. } => RefusalReason::AlreadyCurrent,
            Self::MissingTaskQueues { .. } => RefusalReason::MissingTaskQueues,
            Self::CurrentOrRamping { .. } => RefusalReason::CurrentOrRamping,
            Self::Draining { .. } => RefusalReason::Draining,
            Self::ActivePollers { .. } => RefusalReason::ActivePollers,
            Self::HasVersions { .. } => RefusalReason::HasVersions,
            Self::TooManyDeployments { .. } => RefusalReason::TooManyDeployments,
            Self::TooManyVersions { .. } | Self::TooManyVersionsToPromote { .. } => {
                RefusalReason::TooManyVersions
            }
            Self::TooManyTaskQueues { .. } => RefusalReason::TooManyTaskQueuesInVersion,
            Self::TooManyVersionsInTaskQueue { .. } => RefusalReason::TooManyVersionsInTaskQueue,
        }
    }
}

/// A name in a request. Displayed, it is the server's word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
pub enum NameField {
    /// The name of a deployment.
    #[strum(to_string = "WorkerDeploymentName")]
    DeploymentName,
    /// A build ID.
    #[strum(to_string = "BuildID")]
    BuildId,
}

/// What an operation would make of a version. Displayed, it is the server's word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
pub enum ProposedRole {
    /// The current version.
    #[strum(to_string = "current")]
    Current,
    /// The ramping version.
    #[strum(to_string = "ramping")]
    Ramping,
}

/// A version as the server writes it in some messages, and where it takes it for one text.
fn dotted(version: &WorkerDeploymentVersion) -> String {
    let WorkerDeploymentVersion { deployment_name, build_id } = version;
    format!("{deployment_name}.{build_id}")
}

fn dotted_or_unversioned(version: Option<&WorkerDeploymentVersion>) -> String {
    version.map_or_else(|| "__unversioned__".to_owned(), dotted)
}

/// A text between quotation marks, as Go's `%q` writes it.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("\"")?;
        for character in self.0.chars() {
            match character {
                '"' => formatter.write_str("\\\"")?,
                '\\' => formatter.write_str("\\\\")?,
                '\n' => formatter.write_str("\\n")?,
                '\r' => formatter.write_str("\\r")?,
                '\t' => formatter.write_str("\\t")?,
                '\u{7}' => formatter.write_str("\\a")?,
                '\u{8}' => formatter.write_str("\\b")?,
                '\u{b}' => formatter.write_str("\\v")?,
                '\u{c}' => formatter.write_str("\\f")?,
                '\0'..' ' | '\u{7f}' => write!(formatter, "\\x{:02x}", u32::from(character))?,
                _ if !is_printable(character) => match u32::from(character) {
                    number @ ..=0xffff => write!(formatter, "\\u{number:04x}")?,
                    number => write!(formatter, "\\U{number:08x}")?,
                },
                _ => write!(formatter, "{character}")?,
            }
        }
        formatter.write_str("\"")
    }
}

/// Whether a character is written as it is. Rust's own list is asked; a combining character is written as it is by both.
fn is_printable(character: char) -> bool {
    let after_a_letter = format!("a{character}").escape_debug().to_string();
    !after_a_letter.starts_with("a\\u")
}
