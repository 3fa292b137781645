//! What a run carries when it begins.

use thiserror::Error;

use super::intent::Inheritance;
use super::{
    Base, ChildWorkflowCommand, Command, ContinueAsNewCommand, Effective,
    InitialVersioningBehavior, NamedTaskQueue, RefusedCommand, RefusedTask, ResetPoint, Task,
    VersioningBehavior, VersioningInfo, VersioningOverride, WorkflowState,
};
use crate::names::{BuildId, TaskQueueName};
use crate::version::{WorkerDeploymentVersion, WorkerVersion};

/// Whether workers of a version have polled a task queue for workflow tasks.
pub(crate) type IsMember<'a> = dyn Fn(&WorkerDeploymentVersion, &TaskQueueName) -> bool + 'a;

/// What a run carries of Worker Deployments when it begins.
#[derive(Default)]
pub(crate) struct RunStart<'a> {
    pub(super) base: Option<Effective<'a>>,
    pub(super) versioning_override: Option<&'a VersioningOverride>,
    pub(super) revision_number: u64,
    pub(super) starts_on_ramping_version: bool,
    inherited_pinned_version: Option<&'a WorkerDeploymentVersion>,
}

/// Why a run does not begin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RunRefused {
    /// The workflow's command is refused.
    #[error("{0}")]
    Command(RefusedCommand),
    /// The versioning override is refused.
    #[error("{0}")]
    Task(RefusedTask),
}

impl<'a> RunStart<'a> {
    /// The behavior and version that count for the first workflow task; `None` while the behavior is unspecified.
    pub(super) fn effective(&self) -> Option<Effective<'a>> {
        Effective::under(self.versioning_override, self.base)
    }

    /// A run that is started with an override, or without.
    pub(super) fn with_override(
        task_queue: &TaskQueueName,
        versioning_override: Option<&'a VersioningOverride>,
        is_member: &IsMember<'_>,
    ) -> Result<Self, RefusedTask> {
        check_override(task_queue, versioning_override, is_member)?;
        Ok(Self { versioning_override, ..Self::default() })
    }

    /// A child workflow: its own override, or else what its parent hands on. A pin, and the override behind it, are handed
    /// on where the parent's version has the child's task queue; auto-upgrade likewise, if a routing config has moved the
    /// parent.
    ///
    /// Source: live server, 1,097 children.
    pub(super) fn child(
        child: &'a ChildWorkflowCommand,
        is_member: &IsMember<'_>,
    ) -> Result<Self, RefusedTask> {
        let task_queue = child.command.target_task_queue();
        if child.versioning_override.is_some() {
            return Self::with_override(task_queue, child.versioning_override.as_ref(), is_member);
        }
        let Some(info) = versioning_info(&child.command.workflow) else {
            return Ok(Self::default());
        };
        let start = Self::inherited(info, None, is_inside(&child.command, info, is_member));
        let handed_on = info.versioning_override.as_ref().filter(|set| set.version().is_some());
        let versioning_override = handed_on.filter(|_| start.inherited_pinned_version.is_some());
        Ok(Self { versioning_override, ..start })
    }

    /// The next run of a workflow that continues as new. A pinned override stays on the same task queue, and else where
    /// the pin is inherited.
    ///
    /// Source: live server, 1,085 runs.
    pub(super) fn continue_as_new(
        next: &'a ContinueAsNewCommand,
        is_member: &IsMember<'_>,
    ) -> Self {
        let ContinueAsNewCommand { initial_versioning_behavior: initial, command } = next;
        let Some(info) = versioning_info(&command.workflow) else { return Self::default() };
        let inside = is_inside(command, info, is_member);
        let keeps_override = !crosses_task_queues(command) || (inside && initial.is_none());
        let versioning_override = pinned_override(info).filter(|_| keeps_override);
        Self { versioning_override, ..Self::inherited(info, *initial, inside) }
    }

    /// The next attempt of a failed workflow. It is pinned only if its run was pinned from the start.
    ///
    /// Source: live server, 219 retries.
    pub(super) fn retry(workflow: &'a WorkflowState) -> Self {
        let Some(info) = versioning_info(workflow) else { return Self::default() };
        let versioning_override = pinned_override(info);
        let is_pinned = info.effective().is_some_and(Effective::is_pinned);
        let start = if is_pinned {
            Self::pinned_from_the_start(info)
        } else {
            let initial = info
                .starts_on_ramping_version
                .then_some(InitialVersioningBehavior::UseRampingVersion);
            Self::inherited(info, initial, true)
        };
        Self { versioning_override, ..start }
    }

    /// The next run of a cron workflow.
    ///
    /// Source: live server, 85 cron runs.
    pub(super) fn cron(workflow: &'a WorkflowState) -> Self {
        let versioning_override = versioning_info(workflow).and_then(pinned_override);
        Self { versioning_override, ..Self::default() }
    }

    /// A run that is reset to its first workflow task.
    ///
    /// Source: live server.
    pub(super) fn reset(workflow: &'a WorkflowState) -> Self {
        let Some(info) = versioning_info(workflow) else { return Self::default() };
        let versioning_override = info.versioning_override.as_ref();
        Self { versioning_override, ..Self::pinned_from_the_start(info) }
    }

    fn pinned_from_the_start(info: &'a VersioningInfo) -> Self {
        let inherited_pinned_version = info.inherited_pinned_version.as_ref();
        Self {
            base: inherited_pinned_version.map(pinned),
            inherited_pinned_version,
            ..Self::default()
        }
    }

    /// What a run hands on to another, which may have an initial behavior. A pin needs the version to have the task queue;
    /// a version that is not pinned needs that a routing config has moved the run there, besides.
    fn inherited(
        info: &'a VersioningInfo,
        initial: Option<InitialVersioningBehavior>,
        inside: bool,
    ) -> Self {
        let effective = info.effective().filter(|_| inside);
        let Some(Effective { behavior, version: Some(version) }) = effective else {
            return Self::default();
        };
        if behavior == VersioningBehavior::Pinned && initial.is_none() {
            return Self {
                base: Some(pinned(version)),
                inherited_pinned_version: Some(version),
                ..Self::default()
            };
        }
        if info.revision_number == 0 {
            return Self::default();
        }
        let behavior = VersioningBehavior::AutoUpgrade;
        Self {
            base: Some(Effective { behavior, version: Some(version) }),
            revision_number: info.revision_number,
            starts_on_ramping_version: initial
                == Some(InitialVersioningBehavior::UseRampingVersion),
            ..Self::default()
        }
    }

    fn into_info(self) -> Option<Box<VersioningInfo>> {
        let base = self.base.and_then(|Effective { behavior, version }| {
            version.map(|version| Base { behavior, version: version.clone() })
        });
        VersioningInfo {
            base,
            versioning_override: self.versioning_override.cloned(),
            version_transition: None,
            revision_number: self.revision_number,
            starts_on_ramping_version: self.starts_on_ramping_version,
            inherited_pinned_version: self.inherited_pinned_version.cloned(),
        }
        .boxed()
    }
}

/// Checks that an override may be set for a run on a task queue: workers of its version have polled the queue for
/// workflow tasks.
pub(crate) fn check_override(
    task_queue: &TaskQueueName,
    versioning_override: Option<&VersioningOverride>,
    is_member: &IsMember<'_>,
) -> Result<(), RefusedTask> {
    match versioning_override.and_then(VersioningOverride::version) {
        Some(version) if !is_member(version, task_queue) => Err(RefusedTask::VersionNotPresent {
            deployment_version: version.clone(),
            task_queue: task_queue.clone(),
        }),
        _ => Ok(()),
    }
}

/// The state with which the run begins of which the task is the first; `None` for a task of a run that there is.
pub(crate) fn begin(
    task: &Task,
    is_member: &IsMember<'_>,
) -> Option<Result<WorkflowState, RunRefused>> {
    let started = |start: Result<RunStart<'_>, RefusedTask>, build_id: Option<&BuildId>| {
        Some(start.map_err(RunRefused::Task).map(|start| WorkflowState {
            task_queue: task.task_queue().clone(),
            version: build_id.cloned().map(WorkerVersion::BuildId),
            workflow_id: task.workflow_id().cloned(),
            versioning_info: start.into_info(),
        }))
    };
    match task {
        Task::NewWorkflow { task_queue, versioning_override, .. }
        | Task::EagerNewWorkflow { task_queue, versioning_override, .. } => {
            let set = versioning_override.as_ref();
            started(RunStart::with_override(task_queue, set, is_member), None)
        }
        Task::ChildWorkflow(child) => {
            match inherited_build_id(&child.command, RefusedCommand::ChildWorkflow) {
                Ok(build_id) => started(RunStart::child(child, is_member), build_id),
                Err(refused) => Some(Err(refused)),
            }
        }
        Task::ContinueAsNew(next) => {
            match inherited_build_id(&next.command, RefusedCommand::ContinueAsNew) {
                Ok(build_id) => started(Ok(RunStart::continue_as_new(next, is_member)), build_id),
                Err(refused) => Some(Err(refused)),
            }
        }
        Task::WorkflowRetry { workflow } => {
            started(Ok(RunStart::retry(workflow)), workflow.build_id())
        }
        Task::CronRun { workflow } => started(Ok(RunStart::cron(workflow)), None),
        Task::Reset { workflow, to: ResetPoint::FirstWorkflowTask, inherited_build_id } => {
            started(Ok(RunStart::reset(workflow)), inherited_build_id.as_ref())
        }
        Task::Reset { workflow, to: ResetPoint::LaterWorkflowTask, .. } => {
            let mut workflow = workflow.clone();
            workflow.versioning_info = workflow.versioning_info.and_then(|info| {
                VersioningInfo { version_transition: None, revision_number: 0, ..*info }.boxed()
            });
            Some(Ok(workflow))
        }
        Task::WorkflowTask { .. }
        | Task::Update { .. }
        | Task::Query { .. }
        | Task::Activity(_)
        | Task::NexusTask { .. }
        | Task::StandaloneActivity { .. } => None,
    }
}

/// The build ID that the run which a command starts inherits, if it inherits one. What a workflow carries of Worker
/// Deployments stands before its build ID.
fn inherited_build_id(
    command: &Command,
    refused: RefusedCommand,
) -> Result<Option<&BuildId>, RunRefused> {
    let inherits = command.inheritance() == Inheritance::Inherit;
    if inherits && crosses_task_queues(command) {
        return Err(RunRefused::Command(refused));
    }
    let is_specified =
        versioning_info(&command.workflow).is_some_and(|info| info.effective().is_some());
    Ok(command.workflow.build_id().filter(|_| inherits && !is_specified))
}

pub(super) fn versioning_info(workflow: &WorkflowState) -> Option<&VersioningInfo> {
    workflow.versioning_info.as_deref()
}

fn crosses_task_queues(command: &Command) -> bool {
    command.named_task_queue() == NamedTaskQueue::Other
}

/// Whether what a command starts is on the workflow's own task queue, or on one that the workflow's version has.
fn is_inside(command: &Command, info: &VersioningInfo, is_member: &IsMember<'_>) -> bool {
    !crosses_task_queues(command)
        || info
            .effective()
            .and_then(|effective| effective.version)
            .is_some_and(|version| is_member(version, command.target_task_queue()))
}

fn pinned_override(info: &VersioningInfo) -> Option<&VersioningOverride> {
    let set = info.versioning_override.as_ref();
    set.filter(|set| matches!(set, VersioningOverride::Pinned { .. }))
}

const fn pinned(version: &WorkerDeploymentVersion) -> Effective<'_> {
    Effective { behavior: VersioningBehavior::Pinned, version: Some(version) }
}
