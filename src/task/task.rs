use serde::{Deserialize, Serialize};

use super::VersioningInfo;
use super::intent::{ContradictoryIntent, Sdk, StatedIntent, VersioningIntent};
use crate::names::{BuildId, TaskQueueName, WorkflowId};
use crate::version::WorkerVersion;
use crate::vocabulary::{intersection, tagged};

tagged! {
    #[tag("task")]
    /// A task that needs a worker.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Task {
        /// The first workflow task of a workflow that a client starts.
        #[cfg_attr(feature = "schema", schemars(title = "NewWorkflowTask"))]
        NewWorkflow {
            /// The task queue on which the workflow is started.
            task_queue: TaskQueueName,
        },
        /// The first workflow task of a workflow that is started eagerly: the server hands it to a worker in the program
        /// that starts the workflow.
        #[cfg_attr(feature = "schema", schemars(title = "EagerNewWorkflowTask"))]
        EagerNewWorkflow {
            /// The task queue on which the workflow is started.
            task_queue: TaskQueueName,
            /// The version of that worker; empty for an unversioned one.
            #[serde(rename = "buildId")]
            version: WorkerVersion,
        },
        /// The next workflow task of a workflow.
        #[cfg_attr(feature = "schema", schemars(title = "TaskOfWorkflow"))]
        WorkflowTask {
            /// The workflow.
            workflow: WorkflowState,
        },
        /// A query to a workflow. It lands where the next workflow task would.
        #[cfg_attr(feature = "schema", schemars(title = "TaskOfWorkflow"))]
        Query {
            /// The workflow.
            workflow: WorkflowState,
        },
        /// The next attempt of a workflow that failed under a retry policy.
        #[cfg_attr(feature = "schema", schemars(title = "TaskOfWorkflow"))]
        WorkflowRetry {
            /// The workflow.
            workflow: WorkflowState,
        },
        /// The next run of a cron workflow.
        #[cfg_attr(feature = "schema", schemars(title = "TaskOfWorkflow"))]
        CronRun {
            /// The workflow.
            workflow: WorkflowState,
        },
        /// The next workflow task of a workflow that is reset.
        #[cfg_attr(feature = "schema", schemars(title = "ResetTask"))]
        Reset {
            /// The workflow, as it is before the reset.
            workflow: WorkflowState,
            /// Where the reset leads.
            to: ResetPoint,
            /// The build ID that it inherited at its start: as a child, a continue-as-new or a retry of another run.
            #[serde(
                default,
                deserialize_with = "BuildId::deserialize_optional_in_use",
                skip_serializing_if = "Option::is_none"
            )]
            inherited_build_id: Option<BuildId>,
        },
        /// An activity of a workflow.
        #[cfg_attr(feature = "schema", schemars(title = "ActivityTask"))]
        Activity(ActivityCommand),
        /// The first workflow task of a child workflow.
        #[cfg_attr(feature = "schema", schemars(title = "NextWorkflowTask"))]
        ChildWorkflow(Command),
        /// The first workflow task of the next run of a workflow that continues as new.
        #[cfg_attr(feature = "schema", schemars(title = "NextWorkflowTask"))]
        ContinueAsNew(Command),
    }
}

impl Task {
    /// The task queue to which the task is added.
    #[must_use]
    pub const fn task_queue(&self) -> &TaskQueueName {
        match self {
            Self::NewWorkflow { task_queue } | Self::EagerNewWorkflow { task_queue, .. } => {
                task_queue
            }
            Self::WorkflowTask { workflow }
            | Self::Reset { workflow, .. }
            | Self::Query { workflow }
            | Self::WorkflowRetry { workflow }
            | Self::CronRun { workflow } => &workflow.task_queue,
            Self::Activity(activity) => activity.command.target_task_queue(),
            Self::ChildWorkflow(command) | Self::ContinueAsNew(command) => {
                command.target_task_queue()
            }
        }
    }

    /// The workflow that the task belongs to; `None` for a new workflow.
    #[must_use]
    pub const fn workflow(&self) -> Option<&WorkflowState> {
        match self {
            Self::NewWorkflow { .. } | Self::EagerNewWorkflow { .. } => None,
            Self::WorkflowTask { workflow }
            | Self::Reset { workflow, .. }
            | Self::Query { workflow }
            | Self::WorkflowRetry { workflow }
            | Self::CronRun { workflow } => Some(workflow),
            Self::Activity(ActivityCommand { command, .. })
            | Self::ChildWorkflow(command)
            | Self::ContinueAsNew(command) => Some(&command.workflow),
        }
    }

    /// The same task if its workflow were written with another SDK.
    #[must_use]
    pub fn with_sdk(mut self, sdk: Sdk) -> Self {
        match &mut self {
            Self::Activity(ActivityCommand { command, .. })
            | Self::ChildWorkflow(command)
            | Self::ContinueAsNew(command) => command.sdk = sdk,
            _ => {}
        }
        self
    }

    /// The command that leads to the task, if one does.
    #[must_use]
    pub const fn command(&self) -> Option<&Command> {
        match self {
            Self::Activity(ActivityCommand { command, .. })
            | Self::ChildWorkflow(command)
            | Self::ContinueAsNew(command) => Some(command),
            _ => None,
        }
    }
}

/// Where a reset leads: what the workflow did from there on counts no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ResetPoint {
    /// Before its first workflow task was completed.
    FirstWorkflowTask,
    /// Before a later workflow task was completed.
    LaterWorkflowTask,
}

/// What routing needs to know about a workflow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "WorkflowFields", into = "WorkflowFields")]
pub struct WorkflowState {
    /// The task queue of its workflow tasks.
    pub task_queue: TaskQueueName,
    /// The version of the worker that completed its latest workflow task, or that the workflow inherited at its start.
    /// `None` if it has completed no workflow task and inherited nothing. A version of a Worker Deployment stands in
    /// `versioning_info` instead.
    pub version: Option<WorkerVersion>,
    /// Its ID, which decides whether a ramp takes it; `None` where it is not known.
    pub workflow_id: Option<WorkflowId>,
    /// What it carries of Worker Deployments; `None` for nothing.
    pub versioning_info: Option<Box<VersioningInfo>>,
}

/// What routing needs to know about a workflow.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "WorkflowState"))]
#[serde(rename_all = "camelCase")]
struct WorkflowFields {
    /// The task queue of its workflow tasks.
    task_queue: TaskQueueName,
    /// The build ID of the versioned worker that completed its latest workflow task, or that the workflow inherited at
    /// its start. Absent for a workflow that unversioned workers run.
    #[serde(
        default,
        deserialize_with = "BuildId::deserialize_optional_in_use",
        skip_serializing_if = "Option::is_none"
    )]
    build_id: Option<BuildId>,
    /// Whether the workflow has completed a workflow task; true by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    has_completed_workflow_task: Option<bool>,
    /// Its ID, which decides whether a ramp takes it. Without it, a ramp splits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    workflow_id: Option<WorkflowId>,
    /// What it carries of Worker Deployments; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    versioning_info: Option<Box<VersioningInfo>>,
}

impl From<WorkflowFields> for WorkflowState {
    fn from(fields: WorkflowFields) -> Self {
        let version =
            WorkflowState::version_from(fields.build_id, fields.has_completed_workflow_task);
        let WorkflowFields { task_queue, workflow_id, versioning_info, .. } = fields;
        Self { task_queue, version, workflow_id, versioning_info }
    }
}

impl From<WorkflowState> for WorkflowFields {
    fn from(state: WorkflowState) -> Self {
        let (build_id, has_completed_workflow_task) = match state.version {
            Some(WorkerVersion::BuildId(build_id)) => (Some(build_id), None),
            Some(WorkerVersion::Unversioned | WorkerVersion::Deployment(_)) => (None, None),
            None => (None, Some(false)),
        };
        let WorkflowState { task_queue, workflow_id, versioning_info, .. } = state;
        Self { task_queue, build_id, has_completed_workflow_task, workflow_id, versioning_info }
    }
}

#[cfg(feature = "schema")]
crate::vocabulary::schema::schema_of!(WorkflowState, WorkflowFields);

impl WorkflowState {
    /// Returns the version of a workflow from its build ID, if it has one, and from whether it has completed a workflow
    /// task, which defaults to true.
    #[must_use]
    pub fn version_from(
        build_id: Option<BuildId>,
        has_completed_workflow_task: Option<bool>,
    ) -> Option<WorkerVersion> {
        match build_id {
            Some(build_id) => Some(WorkerVersion::BuildId(build_id)),
            None if has_completed_workflow_task == Some(false) => None,
            None => Some(WorkerVersion::Unversioned),
        }
    }

    /// A workflow that has nothing to do with Worker Deployments.
    #[must_use]
    pub const fn new(task_queue: TaskQueueName, version: Option<WorkerVersion>) -> Self {
        Self { task_queue, version, workflow_id: None, versioning_info: None }
    }

    /// The build ID of the workflow, if a versioned worker runs it.
    #[must_use]
    pub fn build_id(&self) -> Option<&BuildId> {
        self.version.as_ref().and_then(WorkerVersion::build_id)
    }

    /// Whether unversioned workers run the workflow.
    #[must_use]
    pub fn is_unversioned(&self) -> bool {
        self.version == Some(WorkerVersion::Unversioned)
    }
}

/// What a workflow says about an activity, child workflow or next run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CommandFields", into = "CommandFields")]
pub struct Command {
    /// The workflow that sends the command.
    pub workflow: WorkflowState,
    /// The target task queue, if the code names one.
    pub task_queue: Option<TaskQueueName>,
    /// The intent.
    pub intent: VersioningIntent,
    /// The SDK that turns the intent into a command.
    pub sdk: Sdk,
}

/// What a workflow says about an activity, child workflow or next run.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CommandOptions"))]
#[serde(rename_all = "camelCase")]
struct CommandFields {
    /// The workflow that sends the command.
    workflow: WorkflowState,
    /// The target task queue, if the code names one; by default the workflow's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    task_queue: Option<TaskQueueName>,
    /// The intent, if the code states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    versioning_intent: Option<StatedIntent>,
    /// The Go SDK's older flag; true means the same as the intent `DEFAULT`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    use_latest_build_id: bool,
    /// The SDK that the workflow is written with; `typescript` by default.
    #[serde(default)]
    sdk: Sdk,
}

impl TryFrom<CommandFields> for Command {
    type Error = ContradictoryIntent;

    fn try_from(fields: CommandFields) -> Result<Self, Self::Error> {
        Ok(Self {
            workflow: fields.workflow,
            task_queue: fields.task_queue,
            intent: VersioningIntent::from_fields(
                fields.versioning_intent,
                fields.use_latest_build_id,
            )?,
            sdk: fields.sdk,
        })
    }
}

impl From<Command> for CommandFields {
    fn from(command: Command) -> Self {
        let (versioning_intent, use_latest_build_id) = command.intent.into_fields();
        Self {
            workflow: command.workflow,
            task_queue: command.task_queue,
            versioning_intent,
            use_latest_build_id,
            sdk: command.sdk,
        }
    }
}

#[cfg(feature = "schema")]
crate::vocabulary::schema::schema_of!(Command, CommandFields);

impl Command {
    /// The task queue to which the command adds its task: the one it names, or else the workflow's own.
    #[must_use]
    pub const fn target_task_queue(&self) -> &TaskQueueName {
        match &self.task_queue {
            Some(task_queue) => task_queue,
            None => &self.workflow.task_queue,
        }
    }
}

intersection! {
    /// An activity of a workflow.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schema", schemars(inline))]
    pub struct ActivityCommand {
        /// Whether the worker that schedules the activity asks to run it itself (eager execution); false by default.
        #[serde(
            rename = "requestEagerExecution",
            default,
            skip_serializing_if = "std::ops::Not::not"
        )]
        pub requests_eager_execution: bool,
    } & {
        /// What the workflow says about the activity.
        pub command: Command,
    }
}
