//! What a worker that asks for tasks is given, and so what it receives.

use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::deployments::ramp::Population;
use crate::deployments::{DeploymentRefused, Deployments, Lookups, TaskQueueRouting};
use crate::names::{BuildId, BuildIdTooLong, TaskQueueName, TaskQueueNameError, TaskQueueType};
use crate::namespace::Namespace;
use crate::percentage::Percentage;
use crate::refusal::{DeploymentError, StatusCode};
use crate::version::{WorkerDeploymentOptions, WorkerDeploymentVersion, WorkerVersion};
use crate::version_sets::VersionSets;
use crate::vocabulary::tagged;

/// A worker, as its polls present it to the server: how it has opted in to versioning, as `@temporalio/worker` takes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "WorkerOptions"))]
#[serde(rename_all = "camelCase")]
pub struct Worker {
    /// The build ID that it names, whether or not it has opted in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_id: Option<BuildId>,
    /// Whether it has opted in. Without this flag a worker is unversioned, whatever its build ID; false by default.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub use_versioning: bool,
    /// How it takes part in Worker Deployments; not by default. They count instead of the other two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_options: Option<WorkerDeploymentOptions>,
}

impl Worker {
    /// A worker that has not opted in and names no build ID.
    #[must_use]
    pub fn unversioned() -> Self {
        Self::default()
    }

    /// A worker that has opted in with a build ID.
    #[must_use]
    pub fn versioned(build_id: impl Into<BuildId>) -> Self {
        Self { build_id: Some(build_id.into()), use_versioning: true, deployment_options: None }
    }

    /// A worker of a version of a Worker Deployment.
    #[must_use]
    pub fn of_deployment(version: WorkerDeploymentVersion) -> Self {
        Self { deployment_options: Some(version.into()), ..Self::default() }
    }

    /// The build ID that it names; the empty text names none.
    fn named_build_id(&self) -> Option<&BuildId> {
        self.build_id.as_ref().filter(|build_id| !build_id.is_empty())
    }

    /// The build ID with which it has opted in.
    #[must_use]
    pub fn versioned_build_id(&self) -> Option<&BuildId> {
        let counts = self.use_versioning && self.deployment_options.is_none();
        self.build_id.as_ref().filter(|_| counts)
    }

    /// The version as which it polls.
    #[must_use]
    pub fn version(&self) -> WorkerVersion {
        if let Some(options) = &self.deployment_options {
            return options.version().map_or(WorkerVersion::Unversioned, WorkerVersion::Deployment);
        }
        let build_id = self.versioned_build_id().cloned();
        build_id.map_or(WorkerVersion::Unversioned, WorkerVersion::BuildId)
    }
}

/// Why the server does not take a poll. Displayed, it is the server's message verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PollError {
    /// It opts in without a build ID.
    #[error("WorkerVersionStamp must be present if UseVersioning is true.")]
    BuildIdMissing,
    /// Its build ID has more bytes than the limit.
    #[error(transparent)]
    BuildIdTooLong(#[from] BuildIdTooLong),
    /// No queue can have that name.
    #[error(transparent)]
    TaskQueueName(#[from] TaskQueueNameError),
    /// The deployment options are not valid, or the poll would register a version too many.
    #[error(transparent)]
    Deployment(#[from] DeploymentError),
}

impl PollError {
    /// The gRPC status that comes with the message.
    #[must_use]
    pub const fn status_code(&self) -> StatusCode {
        match self {
            Self::BuildIdMissing | Self::BuildIdTooLong(_) | Self::TaskQueueName(_) => {
                StatusCode::InvalidArgument
            }
            Self::Deployment(error) => error.status_code(),
        }
    }
}

/// What the polls of a worker bring, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum Polled {
    /// Tasks.
    Receives,
    /// A refusal.
    Refused,
    /// Nothing new, since the queue does not know the build ID.
    Idle,
}

tagged! {
    #[tag("reason", "SCREAMING_SNAKE_CASE")]
    /// What the polls of a worker bring.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum PollOutcome {
        /// The unversioned tasks of the queue, and no others.
        UnversionedWorker {
            /// It receives tasks.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::receives"))]
            outcome: Polled,
            /// The queue.
            task_queue: TaskQueueName,
            /// The build ID that the worker names nevertheless.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            build_id: Option<BuildId>,
            /// Whether these include the tasks that take the default, such as new workflows: that is so while the queue
            /// has no version sets, and no deployment directs all of them to a version.
            new_workflows: bool,
            /// The version to which a deployment directs new workflows, or those that a ramp leaves.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            new_workflows_on: Option<WorkerDeploymentVersion>,
        },
        /// The tasks of a version set, since the worker's build ID is its default.
        SetDefault {
            /// It receives tasks.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::receives"))]
            outcome: Polled,
            /// The queue.
            task_queue: TaskQueueName,
            /// The build ID of the worker.
            build_id: BuildId,
            /// The build IDs of the set, in order.
            build_ids: Vec<BuildId>,
            /// Whether these include the tasks that take the default, such as new workflows: that is so while the set is
            /// the queue default, and no deployment directs all of them to a version.
            new_workflows: bool,
            /// The version to which a deployment directs new workflows, or those that a ramp leaves.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            new_workflows_on: Option<WorkerDeploymentVersion>,
        },
        /// Nothing: the server refuses the poll. Polls that wait already last up to a minute.
        Superseded {
            /// It is refused.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::refused"))]
            outcome: Polled,
            /// The queue.
            task_queue: TaskQueueName,
            /// The build ID of the worker.
            build_id: BuildId,
            /// The default of the worker's set.
            newer_build_id: BuildId,
            /// The gRPC status of the refusal.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::out_of_range"))]
            code: StatusCode,
            /// The server's message verbatim.
            message: String,
        },
        /// Nothing new, for the queue does not know the build ID: only tasks that name exactly it, which were left by
        /// workflows that it ran before.
        UnknownBuildId {
            /// It sits idle.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::idle"))]
            outcome: Polled,
            /// The queue.
            task_queue: TaskQueueName,
            /// The build ID of the worker.
            build_id: BuildId,
        },
        /// What is for the worker's version, and what the task queue directs to it, since it is the current one.
        CurrentVersion {
            /// It receives tasks.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::receives"))]
            outcome: Polled,
            /// The queue.
            task_queue: TaskQueueName,
            /// What the worker asks for.
            task_queue_type: TaskQueueType,
            /// The version of the worker.
            deployment_version: WorkerDeploymentVersion,
            /// The share of the workflows that the queue directs to it: less than 100 while it ramps to another version.
            percentage: Percentage,
        },
        /// What is for the worker's version, and the share of the workflows that the ramp of the task queue takes.
        RampingVersion {
            /// It receives tasks.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::receives"))]
            outcome: Polled,
            /// The queue.
            task_queue: TaskQueueName,
            /// What the worker asks for.
            task_queue_type: TaskQueueType,
            /// The version of the worker.
            deployment_version: WorkerDeploymentVersion,
            /// The share.
            percentage: Percentage,
        },
        /// Only what is for the worker's version, such as the tasks of workflows that are pinned to it: the task queue
        /// directs nothing else to it.
        PinnedOnly {
            /// It receives tasks.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::receives"))]
            outcome: Polled,
            /// The queue.
            task_queue: TaskQueueName,
            /// What the worker asks for.
            task_queue_type: TaskQueueType,
            /// The version of the worker.
            deployment_version: WorkerDeploymentVersion,
        },
    }
}

/// The values of fields that are always the same beside others.
#[cfg(feature = "schema")]
mod schema {
    use crate::vocabulary::schema::constant;

    constant! { receives = "receives", refused = "refused", idle = "idle", out_of_range = "OUT_OF_RANGE" }
}

impl PollOutcome {
    /// What the polls bring, in a word.
    #[must_use]
    pub const fn polled(&self) -> Polled {
        match self {
            Self::UnversionedWorker { .. }
            | Self::SetDefault { .. }
            | Self::CurrentVersion { .. }
            | Self::RampingVersion { .. }
            | Self::PinnedOnly { .. } => Polled::Receives,
            Self::Superseded { .. } => Polled::Refused,
            Self::UnknownBuildId { .. } => Polled::Idle,
        }
    }

    /// Whether the worker receives what lands on its version. A landing names the version that gets it, and a worker of
    /// that version takes it unless its poll is refused or not valid.
    #[must_use]
    pub const fn receives(&self) -> bool {
        !matches!(self, Self::Superseded { .. })
    }
}

/// Says what a poll for workflow tasks of that worker on that queue brings now.
///
/// # Errors
/// When the server would not take the poll for one.
///
/// Source: live server; `lookupVersionSetForPoll` of its matching service.
pub fn poll(
    namespace: &Namespace,
    task_queue: &TaskQueueName,
    worker: &Worker,
) -> Result<PollOutcome, PollError> {
    poll_for(namespace, task_queue, TaskQueueType::Workflow, worker)
}

/// Says what a poll of that worker on that queue brings now, for what it asks.
///
/// # Errors
/// When the server would not take the poll for one.
///
/// Source: as [`poll`].
pub fn poll_for(
    namespace: &Namespace,
    task_queue: &TaskQueueName,
    task_queue_type: TaskQueueType,
    worker: &Worker,
) -> Result<PollOutcome, PollError> {
    check(namespace, worker)?;
    task_queue.check()?;
    let deployments = namespace.deployments();
    if let WorkerVersion::Deployment(version) = worker.version() {
        return poll_of_version(deployments, task_queue, task_queue_type, version);
    }
    let routing = deployments.routing(task_queue, task_queue_type);
    let new_workflows_on = routing.current.version.clone();
    let leaves_default = leaves_default(&routing);
    let sets = namespace.version_sets(task_queue);
    let default_set = sets.and_then(VersionSets::default_set);
    let task_queue = task_queue.clone();
    let WorkerVersion::BuildId(build_id) = worker.version() else {
        return Ok(PollOutcome::UnversionedWorker {
            outcome: Polled::Receives,
            task_queue,
            build_id: worker.named_build_id().cloned(),
            new_workflows: default_set.is_none() && leaves_default,
            new_workflows_on,
        });
    };
    let Some(set) = sets.and_then(|sets| sets.set_of(&build_id)) else {
        return Ok(PollOutcome::UnknownBuildId { outcome: Polled::Idle, task_queue, build_id });
    };
    if *set.default_build_id() != build_id {
        let newer_build_id = set.default_build_id().clone();
        let quoted = Quoted(newer_build_id.as_str());
        return Ok(PollOutcome::Superseded {
            outcome: Polled::Refused,
            task_queue,
            build_id,
            code: StatusCode::OutOfRange,
            message: format!("Task queue has a newer compatible build: {quoted}"),
            newer_build_id,
        });
    }
    Ok(PollOutcome::SetDefault {
        outcome: Polled::Receives,
        task_queue,
        build_id,
        build_ids: set.build_ids().cloned().collect(),
        new_workflows: default_set == Some(set) && leaves_default,
        new_workflows_on,
    })
}

/// Whether a queue leaves a share of the tasks that take the default to version sets and unversioned workers.
fn leaves_default(routing: &TaskQueueRouting) -> bool {
    let parts = Population::Workflows.parts([routing]);
    parts.iter().any(|part| routing.at(part.place).0.version.is_none())
}

/// What a worker of a version receives. Its poll registers the version with the queue, where that is not done.
///
/// Source: live server.
fn poll_of_version(
    deployments: &Deployments,
    task_queue: &TaskQueueName,
    task_queue_type: TaskQueueType,
    deployment_version: WorkerDeploymentVersion,
) -> Result<PollOutcome, PollError> {
    let routing = if deployments.is_member(&deployment_version, task_queue, task_queue_type) {
        deployments.routing(task_queue, task_queue_type)
    } else {
        let mut registered = deployments.clone();
        let lookups = Lookups::default();
        let poll = registered.poll(task_queue, task_queue_type, &deployment_version, &lookups);
        if let Err(DeploymentRefused::Refused(error)) = poll {
            return Err(error.into());
        }
        registered.routing(task_queue, task_queue_type)
    };
    let outcome = Polled::Receives;
    let task_queue = task_queue.clone();
    let is_this =
        |version: &Option<WorkerDeploymentVersion>| version.as_ref() == Some(&deployment_version);
    let ramped = routing.ramp.as_ref().filter(|ramp| ramp.percentage.is_positive());
    if is_this(&routing.current.version) {
        let taken = ramped.map_or(0.0, |ramp| ramp.percentage.get());
        return Ok(PollOutcome::CurrentVersion {
            outcome,
            task_queue,
            task_queue_type,
            deployment_version,
            percentage: Percentage::from(100.0 - taken),
        });
    }
    Ok(match &routing.ramp {
        Some(ramp) if is_this(&ramp.to.version) => PollOutcome::RampingVersion {
            outcome,
            task_queue,
            task_queue_type,
            deployment_version,
            percentage: ramp.percentage,
        },
        _ => PollOutcome::PinnedOnly { outcome, task_queue, task_queue_type, deployment_version },
    })
}

fn check(namespace: &Namespace, worker: &Worker) -> Result<(), PollError> {
    if worker.deployment_options.is_some() {
        return Ok(());
    }
    match worker.named_build_id() {
        Some(build_id) => Ok(build_id.check_length(namespace.limits())?),
        None if worker.use_versioning => Err(PollError::BuildIdMissing),
        None => Ok(()),
    }
}

/// Text in double quotes as Go's `%q` writes it.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_char('"')?;
        self.0.chars().try_for_each(|character| match character {
            '"' | '\\' => write!(formatter, "\\{character}"),
            '\u{7}' => formatter.write_str("\\a"),
            '\u{8}' => formatter.write_str("\\b"),
            '\u{c}' => formatter.write_str("\\f"),
            '\n' => formatter.write_str("\\n"),
            '\r' => formatter.write_str("\\r"),
            '\t' => formatter.write_str("\\t"),
            '\u{b}' => formatter.write_str("\\v"),
            ' '..='~' => formatter.write_char(character),
            _ if is_printable(character) => formatter.write_char(character),
            '\0'..='\u{7f}' => write!(formatter, "\\x{:02x}", u32::from(character)),
            '\u{80}'..='\u{ffff}' => write!(formatter, "\\u{:04x}", u32::from(character)),
            _ => write!(formatter, "\\U{:08x}", u32::from(character)),
        })?;
        formatter.write_char('"')
    }
}

/// Letters, marks, numbers, punctuation, symbols and the blank, as in Go's `unicode.IsPrint`. The standard
/// library escapes the same characters, but for marks at the start of a text, hence the letter in front.
fn is_printable(character: char) -> bool {
    let mut text = [0; 5];
    text[0] = b'a';
    let length = 1 + character.encode_utf8(&mut text[1..]).len();
    std::str::from_utf8(&text[..length]).is_ok_and(|text| text.escape_debug().count() == 2)
}
