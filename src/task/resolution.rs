//! Where a task lands: which workers get it, which rule decided, and what would move it.

use std::fmt;

use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use super::{Reason, Step, VersionTransition};
use crate::names::{BuildId, TaskQueueName};
use crate::percentage::Percentage;
use crate::refusal::StatusCode;
use crate::version::{WorkerDeploymentVersion, WorkerVersion};
use crate::vocabulary::{intersection, is_zero, tagged};

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
    /// The revision of the routing config by which a version of a Worker Deployment gets the task; 0 for anything else.
    pub revision_number: u64,
    /// Where the workflow of an activity moves before the activity starts. Until a workflow task is completed there, no
    /// activity of the workflow starts.
    pub moves_workflow: Option<VersionTransition>,
    /// What the landing depends on and the model does not know.
    pub depends_on: Option<DependsOn>,
    /// Every rule applied, in order, with the facts that it used.
    pub steps: Vec<Step>,
}

/// What a landing depends on and the model does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LandingDependsOn"))]
#[serde(rename_all = "camelCase")]
pub enum DependsOn {
    /// Whether workers poll the task queue: without any, the server refuses the query.
    Pollers,
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
    /// Workers of several versions, each a share of such tasks. At least two, which sum up to 100.
    Split(Vec<Share>),
    /// No workers: the server refuses what would lead to the task.
    Refused(RefusedTask),
}

impl Outcome {
    /// The version whose workers get the task; `None` if nobody gets it, or several versions share it.
    #[must_use]
    pub const fn version(&self) -> Option<&WorkerVersion> {
        match self {
            Self::Version(version) => Some(version),
            Self::Rejected(_) | Self::Split(_) | Self::Refused(_) => None,
        }
    }

    /// Every version whose workers get such tasks: none if nobody does, several if they share them.
    pub fn versions(&self) -> impl Iterator<Item = &WorkerVersion> {
        let shares = match self {
            Self::Split(shares) => &shares[..],
            Self::Version(_) | Self::Rejected(_) | Self::Refused(_) => &[],
        };
        self.version().into_iter().chain(shares.iter().filter_map(|share| share.outcome.version()))
    }

    /// Whether nobody gets the task because the server refuses it.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Rejected(_) | Self::Refused(_))
    }

    /// The server's message, verbatim, if nobody gets the task because the server refuses it.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        match self {
            Self::Version(_) | Self::Split(_) => None,
            Self::Rejected(command) => Some(command.to_string()),
            Self::Refused(task) => Some(task.to_string()),
        }
    }
}

intersection! {
    /// A share of the tasks that a ramp splits.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub struct Share {
        /// How many of a hundred.
        pub percentage: Percentage,
        /// The revision of the routing config by which a version of a Worker Deployment gets them; 0 by default.
        #[serde(default, skip_serializing_if = "is_zero")]
        pub revision_number: u64,
        /// Where the workflow of an activity moves before the activity starts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub moves_workflow: Option<VersionTransition>,
    } & {
        /// Which workers get them.
        pub outcome: Outcome,
    }
}

tagged! {
    #[tag("refusal")]
    /// A task that does not come to be, because the server refuses what would lead to it. Displayed, it is the server's
    /// message verbatim.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum RefusedTask {
        /// A versioning override names a version whose workers have not polled the task queue for workflow tasks. A start is
        /// refused; a child workflow fails to start, with the cause `INVALID_VERSIONING_OVERRIDE`.
        VersionNotPresent {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// The task queue.
            task_queue: TaskQueueName,
        },
        /// A query to a workflow that is pinned to a drained version while no worker polls the task queue.
        QueryToDrainedVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
        },
    }
}

impl RefusedTask {
    /// The gRPC status that comes with the message.
    #[must_use]
    pub const fn status_code(&self) -> StatusCode {
        StatusCode::FailedPrecondition
    }
}

impl fmt::Display for RefusedTask {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::VersionNotPresent { deployment_version, task_queue } => write!(
                formatter,
                "Pinned version '{deployment_version}' is not present in task queue '{task_queue}' of type 'Workflow'"
            ),
            Self::QueryToDrainedVersion { deployment_version: version } => write!(
                formatter,
                "You are trying to query a closed Workflow that is PINNED to Worker Deployment Version {0}, but {0} is drained and has no pollers to answer the query. Immediately: You can re-deploy Workers in this Deployment Version to take those queries, or you can workflow update-options to change your workflow to AUTO_UPGRADE. For the future: In your infrastructure, consider waiting longer after the last queried timestamp as reported in Describe Deployment before you sunset Workers. Or mark this workflow as AUTO_UPGRADE.",
                version.build_id
            ),
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
    /// The current and ramping versions of the Worker Deployments on the task queue.
    DeploymentRouting,
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
        /// Workers of several versions get such tasks, each a share: whether a ramp takes the workflow is not known without
        /// its ID.
        Split {
            /// The shares: at least two, which sum up to 100.
            shares: Vec<Share>,
        },
        /// No worker gets it: the server refuses what would lead to it.
        Refused {
            /// What is refused.
            refused: RefusedTask,
            /// The gRPC status.
            code: StatusCode,
            /// The server's message, verbatim.
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
            OutcomeFields::Split { shares } => Self::Split(shares),
            OutcomeFields::Refused { refused, code: _, message: _ } => Self::Refused(refused),
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
        /// The revision of the routing config by which a version of a Worker Deployment gets the task; absent for 0, as of
        /// anything else.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(!default), serde(skip_serializing_if = "is_zero"))]
        revision_number: u64,
        /// Where the workflow of an activity moves before the activity starts. Until a workflow task is completed there,
        /// no activity of the workflow starts.
        #[serde(default)]
        #[cfg_attr(feature = "schema", serde(skip_serializing_if = "Option::is_none"))]
        moves_workflow: Option<VersionTransition>,
        /// What the landing depends on and the model does not know.
        #[serde(default)]
        #[cfg_attr(feature = "schema", serde(skip_serializing_if = "Option::is_none"))]
        depends_on: Option<DependsOn>,
        /// Every rule applied, in order, with the facts that it used.
        steps: Vec<Step>,
    } & {
        /// Which workers get it.
        outcome: Outcome,
    }
}

impl From<ResolutionFields> for Resolution {
    fn from(fields: ResolutionFields) -> Self {
        let ResolutionFields {
            task_queue,
            reason,
            follows,
            revision_number,
            moves_workflow,
            depends_on,
            steps,
            outcome,
        } = fields;
        Self {
            task_queue,
            outcome,
            reason,
            follows,
            revision_number,
            moves_workflow,
            depends_on,
            steps,
        }
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
            Self::Split(shares) => {
                fields.serialize_field("outcome", "split")?;
                fields.serialize_field("shares", shares)
            }
            Self::Refused(refused) => {
                fields.serialize_field("outcome", "refused")?;
                fields.serialize_field("refused", refused)?;
                fields.serialize_field("code", &refused.status_code())?;
                fields.serialize_field("message", &refused.to_string())
            }
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Outcome", 4)?;
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
        let mut fields = serializer.serialize_struct("Resolution", 11)?;
        self.outcome.serialize_fields(&mut fields)?;
        fields.serialize_field("taskQueue", &self.task_queue)?;
        fields.serialize_field("reason", &self.reason)?;
        fields.serialize_field("follows", &self.follows)?;
        if self.revision_number != 0 {
            fields.serialize_field("revisionNumber", &self.revision_number)?;
        }
        if let Some(moves_workflow) = &self.moves_workflow {
            fields.serialize_field("movesWorkflow", moves_workflow)?;
        }
        if let Some(depends_on) = self.depends_on {
            fields.serialize_field("dependsOn", &depends_on)?;
        }
        fields.serialize_field("steps", &self.steps)?;
        fields.end()
    }
}
