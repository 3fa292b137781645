//! Where a task lands: which workers get it, which rule decided, and what would move it.

use std::fmt;

use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use super::{Reason, Step};
use crate::names::{BuildId, TaskQueueName};
use crate::version::{WorkerDeploymentVersion, WorkerVersion};
use crate::vocabulary::{intersection, tagged};

/// Where a task lands, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "ResolutionFields")]
pub struct Resolution {
    /// The task queue to which the task is added or, if it was refused, would have been added.
    pub task_queue: TaskQueueName,
    /// Which workers get it.
    pub outcome: Outcome,
    /// The rule that decided.
    pub reason: Reason,
    /// Which default of the task queue the landing follows.
    pub follows: Follows,
    /// Every rule applied, in order, with the facts that it used.
    pub steps: Vec<Step>,
}

impl Resolution {
    /// Whether the same workers get the task.
    #[must_use]
    pub fn lands_like(&self, other: &Self) -> bool {
        self.task_queue == other.task_queue && self.outcome == other.outcome
    }
}

/// Which workers get a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(from = "OutcomeFields")]
pub enum Outcome {
    /// Workers of this version, and no others.
    Version(WorkerVersion),
    /// No workers: the server refuses the command, and the workflow task fails and is retried.
    Rejected(RefusedCommand),
}

impl Outcome {
    /// The version whose workers get the task; `None` if the command is refused.
    #[must_use]
    pub const fn version(&self) -> Option<&WorkerVersion> {
        match self {
            Self::Version(version) => Some(version),
            Self::Rejected(_) => None,
        }
    }
}

/// Which default of its task queue a landing follows. The other version sets can change without moving it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Follows {
    /// The queue default. While the task queue has no version sets, that means its unversioned workers; the first set
    /// takes over from them.
    QueueDefault,
    /// The default of the version set that holds this build ID. While no set holds it, that means the build ID itself;
    /// a set to which it is added takes over.
    SetOf(BuildId),
    /// No default: the landing stays the same whatever the version sets are.
    #[default]
    Nothing,
}

tagged! {
    #[tag("outcome")]
    /// Which workers get a task.
    #[cfg_attr(feature = "schema", schemars(rename = "Outcome"))]
    enum OutcomeFields {
        /// Versioned workers of this build ID get it, and no others.
        BuildId {
            /// The build ID.
            build_id: BuildId,
        },
        /// Unversioned workers get it, and no others.
        Unversioned,
        /// Workers of this version of a Worker Deployment get it, and no others.
        DeploymentVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
        },
        /// No worker gets it: the server refuses the command, and the workflow task fails and is retried, so the
        /// workflow hangs.
        Rejected {
            /// The cause of the failed workflow task, such as `BadScheduleActivityAttributes`.
            #[cfg_attr(feature = "schema", schemars(with = "String"))]
            cause: RefusedCommand,
            /// The message of the failure in the workflow's history.
            message: String,
        },
    }
}

impl From<OutcomeFields> for Outcome {
    fn from(fields: OutcomeFields) -> Self {
        match fields {
            OutcomeFields::BuildId { build_id } => Self::Version(WorkerVersion::BuildId(build_id)),
            OutcomeFields::Unversioned => Self::Version(WorkerVersion::Unversioned),
            OutcomeFields::DeploymentVersion { deployment_version } => {
                Self::Version(WorkerVersion::Deployment(deployment_version))
            }
            OutcomeFields::Rejected { cause, message: _ } => Self::Rejected(cause),
        }
    }
}

#[cfg(feature = "schema")]
crate::vocabulary::schema::schema_of!(Outcome, OutcomeFields);

intersection! {
    /// Where a task lands, and why.
    #[cfg_attr(feature = "schema", schemars(rename = "Resolution"))]
    struct ResolutionFields {
        /// The task queue to which the task is added or, if it was refused, would have been added.
        task_queue: TaskQueueName,
        /// The rule that decided.
        reason: Reason,
        /// Which default of the task queue the landing follows.
        #[cfg_attr(not(feature = "schema"), serde(default))]
        follows: Follows,
        /// Every rule applied, in order, with the facts that it used.
        steps: Vec<Step>,
    } & {
        /// Which workers get it.
        outcome: Outcome,
    }
}

impl From<ResolutionFields> for Resolution {
    fn from(fields: ResolutionFields) -> Self {
        let ResolutionFields { task_queue, reason, follows, steps, outcome } = fields;
        Self { task_queue, outcome, reason, follows, steps }
    }
}

#[cfg(feature = "schema")]
crate::vocabulary::schema::schema_of!(Resolution, ResolutionFields);

impl Outcome {
    /// Writes the fields of an outcome; the field `outcome` is its tag.
    pub(crate) fn serialize_fields<S: SerializeStruct>(
        &self,
        fields: &mut S,
    ) -> Result<(), S::Error> {
        match self {
            Self::Version(WorkerVersion::BuildId(build_id)) => {
                fields.serialize_field("outcome", "buildId")?;
                fields.serialize_field("buildId", build_id)
            }
            Self::Version(WorkerVersion::Unversioned) => {
                fields.serialize_field("outcome", "unversioned")
            }
            Self::Version(WorkerVersion::Deployment(version)) => {
                fields.serialize_field("outcome", "deploymentVersion")?;
                fields.serialize_field("deploymentVersion", version)
            }
            Self::Rejected(command) => {
                fields.serialize_field("outcome", "rejected")?;
                fields.serialize_field("cause", command)?;
                fields.serialize_field("message", &command.to_string())
            }
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Outcome", 3)?;
        self.serialize_fields(&mut fields)?;
        fields.end()
    }
}

/// A command that the server refuses because it would inherit a build ID across task queues.
///
/// The workflow task fails and is retried: the workflow hangs until the code or the intent is changed.
/// (Servers 1.21 to 1.23 failed the whole workflow.) `Display` writes the message of the failure in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RefusedCommand {
    /// An activity.
    #[serde(rename = "BadScheduleActivityAttributes")]
    Activity,
    /// A child workflow.
    #[serde(rename = "BadStartChildExecutionAttributes")]
    ChildWorkflow,
    /// A continue-as-new.
    #[serde(rename = "BadContinueAsNewAttributes")]
    ContinueAsNew,
}

impl RefusedCommand {
    /// The cause of the failed workflow task, as the server names it.
    #[must_use]
    pub const fn cause(self) -> &'static str {
        match self {
            Self::Activity => "BadScheduleActivityAttributes",
            Self::ChildWorkflow => "BadStartChildExecutionAttributes",
            Self::ContinueAsNew => "BadContinueAsNewAttributes",
        }
    }

    const fn command(self) -> &'static str {
        match self {
            Self::Activity => "Activity",
            Self::ChildWorkflow => "StartChildWorkflowExecution",
            Self::ContinueAsNew => "ContinueAsNew",
        }
    }
}

impl fmt::Display for RefusedCommand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: {} with UseCompatibleVersion cannot run on different task queue.",
            self.cause(),
            self.command()
        )
    }
}

/// Writes one flat object with the tag `outcome`. This is written by hand because one call may return thousands of
/// these answers: a flattened field would be written as a map, whose names cross to JavaScript anew each time.
impl Serialize for Resolution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Resolution", 7)?;
        self.outcome.serialize_fields(&mut fields)?;
        fields.serialize_field("taskQueue", &self.task_queue)?;
        fields.serialize_field("reason", &self.reason)?;
        fields.serialize_field("follows", &self.follows)?;
        fields.serialize_field("steps", &self.steps)?;
        fields.end()
    }
}
