use serde::{Deserialize, Serialize};

use super::intent::{ContradictoryIntent, Sdk, StatedIntent, VersioningIntent};
use super::{VersioningInfo, VersioningOverride};
use crate::names::{BuildId, TaskQueueName, TaskQueueType, WorkflowId};
use crate::version::{WorkerDeploymentVersion, WorkerVersion};
use crate::vocabulary::{intersection, tagged};

tagged! {
    #[tag("task")]
    /// A task that needs a worker.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Task {
        /// The first workflow task of a workflow that a client starts.
        #[cfg_attr(feature = "schema", schemars(title = "NewWorkflowTask"))]
        NewWorkflow {
            /// The task queue on which the workflow is started.
            task_queue: TaskQueueName,
            /// The ID of the workflow, which decides whether a ramp takes it. Without it, a ramp splits.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            workflow_id: Option<WorkflowId>,
            /// The versioning override with which it is started; none by default.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            versioning_override: Option<VersioningOverride>,
        },
        /// The first workflow task of a workflow that is started eagerly: the server hands it to a worker in the program
        /// that starts the workflow.
        #[cfg_attr(feature = "schema", schemars(title = "EagerNewWorkflowTask"))]
        EagerNewWorkflow {
            /// The task queue on which the workflow is started.
            task_queue: TaskQueueName,
            /// The build ID of that worker; empty, as by default, for an unversioned one.
            #[serde(rename = "buildId", default)]
            version: WorkerVersion,
            /// The version of a Worker Deployment that the worker runs, in place of a build ID.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
            /// The ID of the workflow.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            workflow_id: Option<WorkflowId>,
            /// The versioning override with which it is started; none by default. It counts from the second workflow task
            /// on.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            versioning_override: Option<VersioningOverride>,
        },
        /// The next workflow task of a workflow.
        #[cfg_attr(feature = "schema", schemars(title = "WorkflowTask"))]
        WorkflowTask {
            /// The workflow.
            workflow: WorkflowState,
            /// The version of the worker that has the workflow in its cache, if that is one of a Worker Deployment. Where no
            /// version is current, the workflow stays there.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            cached_on: Option<WorkerDeploymentVersion>,
        },
        /// An update of a workflow. It lands where the next workflow task would.
        #[cfg_attr(feature = "schema", schemars(title = "WorkflowTask"))]
        Update {
            /// The workflow.
            workflow: WorkflowState,
            /// The version of the worker that has the workflow in its cache, if that is one of a Worker Deployment. Where no
            /// version is current, the workflow stays there.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            cached_on: Option<WorkerDeploymentVersion>,
        },
        /// A query to a workflow. It lands where the next workflow task would.
        #[cfg_attr(feature = "schema", schemars(title = "QueryTask"))]
        Query {
            /// The workflow.
            workflow: WorkflowState,
            /// The version of the worker that has the workflow in its cache, if that is one of a Worker Deployment.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            cached_on: Option<WorkerDeploymentVersion>,
            /// Whether workers have polled the task queue in the last five minutes. It matters where the workflow is pinned to a
            /// drained version: without pollers the server refuses the query.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            has_pollers: Option<bool>,
        },
        /// The next attempt of a workflow that failed under a retry policy.
        #[cfg_attr(feature = "schema", schemars(title = "NextRunTask"))]
        WorkflowRetry {
            /// The workflow.
            workflow: WorkflowState,
        },
        /// The next run of a cron workflow.
        #[cfg_attr(feature = "schema", schemars(title = "NextRunTask"))]
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
        #[cfg_attr(feature = "schema", schemars(title = "ChildWorkflowTask"))]
        ChildWorkflow(ChildWorkflowCommand),
        /// The first workflow task of the next run of a workflow that continues as new.
        #[cfg_attr(feature = "schema", schemars(title = "ContinueAsNewTask"))]
        ContinueAsNew(ContinueAsNewCommand),
        /// A Nexus task.
        #[cfg_attr(feature = "schema", schemars(title = "TaskWithoutWorkflow"))]
        NexusTask {
            /// The task queue of the Nexus service.
            task_queue: TaskQueueName,
        },
        /// An activity that a client starts, without a workflow.
        #[cfg_attr(feature = "schema", schemars(title = "TaskWithoutWorkflow"))]
        StandaloneActivity {
            /// The task queue on which the activity is started.
            task_queue: TaskQueueName,
        },
    }
}

impl Task {
    /// The first workflow task of a workflow that a client starts, of which nothing else is known.
    #[must_use]
    pub const fn new_workflow(task_queue: TaskQueueName) -> Self {
        Self::NewWorkflow { task_queue, workflow_id: None, versioning_override: None }
    }

    /// The first workflow task of a workflow that is started eagerly, of which nothing else is known.
    #[must_use]
    pub const fn eager_new_workflow(task_queue: TaskQueueName, version: WorkerVersion) -> Self {
        Self::EagerNewWorkflow {
            task_queue,
            version,
            deployment_version: None,
            workflow_id: None,
            versioning_override: None,
        }
    }

    /// The next workflow task of a workflow that no worker has in its cache.
    #[must_use]
    pub const fn workflow_task(workflow: WorkflowState) -> Self {
        Self::WorkflowTask { workflow, cached_on: None }
    }

    /// A query to a workflow that no worker has in its cache.
    #[must_use]
    pub const fn query(workflow: WorkflowState) -> Self {
        Self::Query { workflow, cached_on: None, has_pollers: None }
    }

    /// The first workflow task of a child workflow, of which nothing else is known.
    #[must_use]
    pub const fn child_workflow(command: Command) -> Self {
        Self::ChildWorkflow(ChildWorkflowCommand {
            workflow_id: None,
            versioning_override: None,
            command,
        })
    }

    /// The first workflow task of the next run of a workflow that continues as new without an initial behavior.
    #[must_use]
    pub const fn continue_as_new(command: Command) -> Self {
        Self::ContinueAsNew(ContinueAsNewCommand { initial_versioning_behavior: None, command })
    }

    /// The task queue to which the task is added.
    #[must_use]
    pub const fn task_queue(&self) -> &TaskQueueName {
        match self {
            Self::NewWorkflow { task_queue, .. }
            | Self::EagerNewWorkflow { task_queue, .. }
            | Self::NexusTask { task_queue }
            | Self::StandaloneActivity { task_queue } => task_queue,
            Self::WorkflowTask { workflow, .. }
            | Self::Update { workflow, .. }
            | Self::Reset { workflow, .. }
            | Self::Query { workflow, .. }
            | Self::WorkflowRetry { workflow }
            | Self::CronRun { workflow } => &workflow.task_queue,
            Self::Activity(ActivityCommand { command, .. })
            | Self::ChildWorkflow(ChildWorkflowCommand { command, .. })
            | Self::ContinueAsNew(ContinueAsNewCommand { command, .. }) => {
                command.target_task_queue()
            }
        }
    }

    /// Of which type that queue is.
    #[must_use]
    pub const fn task_queue_type(&self) -> TaskQueueType {
        match self {
            Self::Activity(_) | Self::StandaloneActivity { .. } => TaskQueueType::Activity,
            Self::NexusTask { .. } => TaskQueueType::Nexus,
            _ => TaskQueueType::Workflow,
        }
    }

    /// The workflow that the task belongs to; `None` for a new workflow, and for what has none.
    #[must_use]
    pub const fn workflow(&self) -> Option<&WorkflowState> {
        match self {
            Self::NewWorkflow { .. }
            | Self::EagerNewWorkflow { .. }
            | Self::NexusTask { .. }
            | Self::StandaloneActivity { .. } => None,
            Self::WorkflowTask { workflow, .. }
            | Self::Update { workflow, .. }
            | Self::Reset { workflow, .. }
            | Self::Query { workflow, .. }
            | Self::WorkflowRetry { workflow }
            | Self::CronRun { workflow } => Some(workflow),
            Self::Activity(ActivityCommand { command, .. })
            | Self::ChildWorkflow(ChildWorkflowCommand { command, .. })
            | Self::ContinueAsNew(ContinueAsNewCommand { command, .. }) => Some(&command.workflow),
        }
    }

    /// The ID of the workflow that receives the task: of the new workflow, of the child, or of the workflow itself; `None`
    /// where it is not known, and for what has no workflow.
    #[must_use]
    pub const fn workflow_id(&self) -> Option<&WorkflowId> {
        match self {
            Self::NewWorkflow { workflow_id, .. }
            | Self::EagerNewWorkflow { workflow_id, .. }
            | Self::ChildWorkflow(ChildWorkflowCommand { workflow_id, .. }) => workflow_id.as_ref(),
            _ => match self.workflow() {
                Some(workflow) => workflow.workflow_id.as_ref(),
                None => None,
            },
        }
    }

    /// The same task if its workflow were written with another SDK.
    #[must_use]
    pub fn with_sdk(mut self, sdk: Sdk) -> Self {
        match &mut self {
            Self::Activity(ActivityCommand { command, .. })
            | Self::ChildWorkflow(ChildWorkflowCommand { command, .. })
            | Self::ContinueAsNew(ContinueAsNewCommand { command, .. }) => command.sdk = sdk,
            _ => {}
        }
        self
    }

    /// The command that leads to the task, if one does.
    #[must_use]
    pub const fn command(&self) -> Option<&Command> {
        match self {
            Self::Activity(ActivityCommand { command, .. })
            | Self::ChildWorkflow(ChildWorkflowCommand { command, .. })
            | Self::ContinueAsNew(ContinueAsNewCommand { command, .. }) => Some(command),
            _ => None,
        }
    }

    /// The version of the worker that has the workflow in its cache, if that is one of a Worker Deployment.
    pub(crate) const fn cached_on(&self) -> Option<&WorkerDeploymentVersion> {
        match self {
            Self::WorkflowTask { cached_on, .. }
            | Self::Update { cached_on, .. }
            | Self::Query { cached_on, .. } => cached_on.as_ref(),
            _ => None,
        }
    }
}

/// Where a reset leads: what the workflow did from there on counts no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ResetPoint {
    /// Before its first workflow task was completed.
    FirstWorkflowTask,
    /// Before a later workflow task was completed.
    LaterWorkflowTask,
}

/// What routing needs to know about a workflow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

/// How a run that continues as new begins in Worker Deployments, as `@temporalio/workflow` writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InitialVersioningBehavior {
    /// On the current or ramping version, also if the workflow is pinned.
    AutoUpgrade,
    /// On the ramping version if there is one, at any percentage; else as with `AUTO_UPGRADE`.
    UseRampingVersion,
}

intersection! {
    /// A child workflow.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[cfg_attr(feature = "schema", schemars(inline))]
    pub struct ChildWorkflowCommand {
        /// The ID of the child, which decides whether a ramp takes it. Without it, a ramp splits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workflow_id: Option<WorkflowId>,
        /// The versioning override with which the child is started; none by default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub versioning_override: Option<VersioningOverride>,
    } & {
        /// What the workflow says about the child.
        pub command: Command,
    }
}

intersection! {
    /// The next run of a workflow that continues as new.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[cfg_attr(feature = "schema", schemars(inline))]
    pub struct ContinueAsNewCommand {
        /// How the next run begins in Worker Deployments; by default as its workflow is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub initial_versioning_behavior: Option<InitialVersioningBehavior>,
    } & {
        /// What the workflow says about the next run.
        pub command: Command,
    }
}
