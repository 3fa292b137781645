//! What a run carries once something has happened to it. A run's next task changes what it carries; asking where that task
//! would go changes nothing.

use thiserror::Error;

use super::Deployments;
use super::landing::{ActivityStart, activity_start};
use super::ramp::Population;
use crate::names::{BuildId, TaskQueueName, TaskQueueType};
use crate::task::run_start::{begin, check_override};
use crate::task::{
    Base, Effective, RefusedTask, RunRefused, Task, VersionTransition, VersioningBehavior,
    VersioningInfo, VersioningOverride, WorkflowState,
};
use crate::version::{WorkerDeploymentVersion, WorkerVersion};
use crate::vocabulary::tagged;

tagged! {
    #[tag("event")]
    /// Something that happens to a run, and may change what it carries. A worker is named by its build ID, or by its version
    /// of a Worker Deployment; one with neither is unversioned.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum WorkflowEvent {
        /// A worker is handed a workflow task of the run.
        WorkflowTaskStarted {
            /// The build ID of the worker.
            #[serde(default, skip_serializing_if = "BuildId::is_empty")]
            build_id: BuildId,
            /// The version of a Worker Deployment that the worker runs.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
            /// The revision of the routing config by which it is: that of the landing; 0 by default.
            #[serde(default)]
            revision_number: u64,
        },
        /// The worker completes the workflow task.
        WorkflowTaskCompleted {
            /// The build ID of the worker.
            #[serde(default, skip_serializing_if = "BuildId::is_empty")]
            build_id: BuildId,
            /// The version of a Worker Deployment that the worker runs.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
            /// The behavior that the worker reports for the workflow; unspecified by default.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            behavior: Option<VersioningBehavior>,
        },
        /// A worker is handed an activity of the run. The activity starts if that does not move the run.
        ActivityTaskStarted {
            /// The build ID of the worker.
            #[serde(default, skip_serializing_if = "BuildId::is_empty")]
            build_id: BuildId,
            /// The version of a Worker Deployment that the worker runs.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
            /// The revision of the routing config by which it is: that of the landing; 0 by default.
            #[serde(default)]
            revision_number: u64,
        },
        /// Someone sets a versioning override for the run, or removes it.
        OverrideSet {
            /// The override; absent to remove it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            versioning_override: Option<VersioningOverride>,
        },
    }
}

/// Why an event does not happen.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EventRefused {
    /// The override is refused. The message is the server's, verbatim.
    #[error("{0}")]
    Override(RefusedTask),
    /// Whether the activity moves the run depends on the ID of its workflow, which is not known.
    #[error(
        "whether the activity moves the workflow depends on its workflowId, which is not given"
    )]
    WorkflowIdUnknown,
}

fn worker(
    build_id: &BuildId,
    deployment_version: Option<&WorkerDeploymentVersion>,
) -> WorkerVersion {
    deployment_version.cloned().map_or_else(|| build_id.clone().into(), WorkerVersion::Deployment)
}

impl Deployments {
    /// The state with which the run begins of which the task is the first: of a new workflow, a child, the next run of a
    /// workflow that continues as new, is retried, has a cron schedule or is reset. `None` for every other task.
    ///
    /// # Errors
    /// When the server refuses to begin the run.
    #[must_use]
    pub fn begin(&self, task: &Task) -> Option<Result<WorkflowState, RunRefused>> {
        begin(task, &|version, task_queue| self.has_workflow_tasks(version, task_queue))
    }

    /// Whether workers of a version have polled a task queue for workflow tasks.
    pub(crate) fn has_workflow_tasks(
        &self,
        version: &WorkerDeploymentVersion,
        task_queue: &TaskQueueName,
    ) -> bool {
        self.is_member(version, task_queue, TaskQueueType::Workflow)
    }

    /// What a run carries once an event has happened to it.
    ///
    /// # Errors
    /// When the server refuses the override, or when whether an activity moves the run is not known.
    pub fn progress(
        &self,
        workflow: &WorkflowState,
        event: &WorkflowEvent,
    ) -> Result<WorkflowState, EventRefused> {
        match event {
            WorkflowEvent::WorkflowTaskStarted {
                build_id,
                deployment_version,
                revision_number,
            } => {
                let on = worker(build_id, deployment_version.as_ref());
                Ok(workflow_task_started(workflow, &on, *revision_number))
            }
            WorkflowEvent::WorkflowTaskCompleted { build_id, deployment_version, behavior } => {
                let on = worker(build_id, deployment_version.as_ref());
                Ok(workflow_task_completed(workflow, &on, *behavior))
            }
            WorkflowEvent::ActivityTaskStarted {
                build_id,
                deployment_version,
                revision_number,
            } => {
                let on = worker(build_id, deployment_version.as_ref());
                self.activity_task_started(workflow, &on, *revision_number)
            }
            WorkflowEvent::OverrideSet { versioning_override } => self
                .override_set(workflow, versioning_override.as_ref())
                .map_err(EventRefused::Override),
        }
    }

    /// What a run carries once one of its activities is handed to a worker: where that is a version on which the run's next
    /// workflow task would be, the run begins to move there, and the activity does not start.
    ///
    /// # Errors
    /// When a ramp on the run's task queue decides that and the ID of the workflow is not known.
    ///
    /// Source: live server, 152 activities that moved their run.
    pub fn activity_task_started(
        &self,
        workflow: &WorkflowState,
        on: &WorkerVersion,
        revision_number: u64,
    ) -> Result<WorkflowState, EventRefused> {
        let routing = self.routing(&workflow.task_queue, TaskQueueType::Workflow);
        let starts_at = |place| {
            let on = on.deployment_version();
            activity_start(workflow, &routing, place, on, revision_number)
        };
        let population = Population::of(workflow.workflow_id.as_ref());
        let parts = population.parts([&routing]);
        let mut starts = parts.iter().map(|part| starts_at(part.place));
        let first = starts.next().unwrap_or(ActivityStart::Starts);
        if starts.any(|start| start != first) {
            return Err(EventRefused::WorkflowIdUnknown);
        }
        Ok(match first {
            ActivityStart::Starts | ActivityStart::Waits => workflow.clone(),
            ActivityStart::Moves(transition) => moving(workflow, transition, revision_number),
        })
    }

    /// What a run carries once someone sets a versioning override for it, or removes it. A move to another version goes on,
    /// and stands before the override until it ends.
    ///
    /// # Errors
    /// When workers of the override's version have not polled the run's task queue for workflow tasks.
    ///
    /// Source: live server, 1,134 changes; `updateVersioningOverride` of its history service.
    pub fn override_set(
        &self,
        workflow: &WorkflowState,
        versioning_override: Option<&VersioningOverride>,
    ) -> Result<WorkflowState, RefusedTask> {
        check_override(&workflow.task_queue, versioning_override, &|version, task_queue| {
            self.has_workflow_tasks(version, task_queue)
        })?;
        Ok(with_info(workflow, |info| info.versioning_override = versioning_override.cloned()))
    }
}

/// What a run carries once a worker is handed one of its workflow tasks: on another version than its own, it begins to move
/// there. A pinned run does not move.
///
/// Source: live server, 5,743 workflow tasks.
#[must_use]
pub fn workflow_task_started(
    workflow: &WorkflowState,
    on: &WorkerVersion,
    revision_number: u64,
) -> WorkflowState {
    let effective = workflow.versioning_info.as_deref().and_then(VersioningInfo::effective);
    let version = effective.and_then(|effective| effective.version);
    if version == on.deployment_version() || effective.is_some_and(Effective::is_pinned) {
        return workflow.clone();
    }
    let transition = VersionTransition { deployment_version: on.deployment_version().cloned() };
    moving(workflow, transition, revision_number)
}

fn moving(
    workflow: &WorkflowState,
    transition: VersionTransition,
    revision_number: u64,
) -> WorkflowState {
    let is_versioned = transition.deployment_version.is_some();
    with_info(workflow, |info| {
        info.version_transition = Some(transition);
        info.revision_number = if is_versioned { revision_number } else { 0 };
    })
}

/// What a run carries once a worker has completed one of its workflow tasks, and reported a behavior or none.
///
/// Source: live server, 5,743 workflow tasks.
#[must_use]
pub fn workflow_task_completed(
    workflow: &WorkflowState,
    on: &WorkerVersion,
    behavior: Option<VersioningBehavior>,
) -> WorkflowState {
    let version = on.deployment_version();
    let mut workflow = with_info(workflow, |info| {
        let moved_to = info.version_transition.as_ref().map(|to| to.deployment_version.as_ref());
        if moved_to == Some(version) {
            info.version_transition = None;
        }
        if let Some(VersioningOverride::OneTime { one_time }) = &info.versioning_override
            && version == Some(&one_time.target_deployment_version)
        {
            info.versioning_override = None;
        }
        info.base = behavior
            .zip(version)
            .map(|(behavior, version)| Base { behavior, version: version.clone() });
    });
    workflow.version = Some(match on {
        WorkerVersion::Deployment(_) => WorkerVersion::Unversioned,
        WorkerVersion::Unversioned | WorkerVersion::BuildId(_) => on.clone(),
    });
    workflow
}

fn with_info(workflow: &WorkflowState, change: impl FnOnce(&mut VersioningInfo)) -> WorkflowState {
    let mut info = workflow.versioning_info.as_deref().cloned().unwrap_or_default();
    change(&mut info);
    WorkflowState { versioning_info: info.boxed(), ..workflow.clone() }
}
