use std::fmt;

use super::{Sdk, VersioningIntent};
use crate::model::{BuildId, TaskQueueName};

/// A task that some worker has to be found for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// The first workflow task of a workflow that a client starts.
    NewWorkflow {
        /// The queue that the workflow is started on.
        task_queue: TaskQueueName,
    },
    /// The next workflow task of a workflow.
    WorkflowTask(WorkflowState),
    /// A query to a workflow. It goes where the workflow task would.
    Query(WorkflowState),
    /// The next attempt of a workflow that failed under a retry policy.
    WorkflowRetry(WorkflowState),
    /// The next run of a cron workflow.
    CronRun(WorkflowState),
    /// What a workflow asks for by a command.
    Command(Command),
}

impl Task {
    /// The task queue that the task is put on.
    #[must_use]
    pub const fn task_queue(&self) -> &TaskQueueName {
        match self {
            Self::NewWorkflow { task_queue } => task_queue,
            Self::WorkflowTask(workflow)
            | Self::Query(workflow)
            | Self::WorkflowRetry(workflow)
            | Self::CronRun(workflow) => &workflow.task_queue,
            Self::Command(command) => command.target_task_queue(),
        }
    }
}

/// What routing needs to know of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkflowState {
    /// The queue of its workflow tasks.
    pub task_queue: TaskQueueName,
    /// Which workers have run it so far.
    pub version: WorkflowVersion,
}

/// Which workers have run a workflow so far.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkflowVersion {
    /// A versioned worker of this build ID completed its latest workflow task, or it inherited the build ID
    /// at its start.
    BuildId(BuildId),
    /// Unversioned workers completed its latest workflow task.
    Unversioned,
    /// No workflow task was completed and nothing was inherited.
    Untouched,
}

/// A command of a workflow that leads to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What it asks for.
    pub kind: CommandKind,
    /// The workflow that sends it.
    pub workflow: WorkflowState,
    /// The target queue, where the code names one.
    pub task_queue: Option<TaskQueueName>,
    /// The intent, where the code states one.
    pub intent: VersioningIntent,
    /// The SDK that turns the intent into a command.
    pub sdk: Sdk,
}

impl Command {
    /// The queue that the command puts its task on: the named one, else the workflow's own.
    #[must_use]
    pub const fn target_task_queue(&self) -> &TaskQueueName {
        match &self.task_queue {
            Some(task_queue) => task_queue,
            None => &self.workflow.task_queue,
        }
    }
}

/// What a command asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandKind {
    /// Run an activity.
    Activity(EagerExecution),
    /// Start a child workflow.
    ChildWorkflow,
    /// Go on as a new run.
    ContinueAsNew,
}

/// Whether an activity may be handed straight to the worker that schedules it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EagerExecution {
    /// It goes through the task queue.
    #[default]
    NotRequested,
    /// The worker has room for it and asks to run it at once.
    Requested,
}

/// A command that the server refuses since it inherits a build ID across task queues.
///
/// The workflow task fails and is retried: the workflow hangs until the code or the intent is changed.
/// (Servers 1.21 to 1.23 failed the whole workflow.) Displayed, it is the failure's message in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedCommand {
    /// An activity.
    Activity,
    /// A child workflow.
    ChildWorkflow,
    /// A continue-as-new.
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

impl From<CommandKind> for RefusedCommand {
    fn from(kind: CommandKind) -> Self {
        match kind {
            CommandKind::Activity(_) => Self::Activity,
            CommandKind::ChildWorkflow => Self::ChildWorkflow,
            CommandKind::ContinueAsNew => Self::ContinueAsNew,
        }
    }
}
