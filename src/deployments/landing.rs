//! Directive → landing: where the deployments on a task queue decide who gets a task.

use super::ramp::{Population, TaskQueueRouting};
use super::{Deployments, VersionStatus};
use crate::names::{TaskQueueName, TaskQueueType};
use crate::percentage::Percentage;
use crate::task::directive::{BehaviorDirective, Directive};
use crate::task::{
    Effective, Reason, Step, Trace, VersionTransition, VersioningBehavior, VersioningInfo,
    WorkflowState,
};
use crate::version::WorkerDeploymentVersion;

/// A task that is to be handed out.
#[derive(Clone, Copy)]
pub(crate) struct HandOut<'a> {
    pub(crate) task_queue: &'a TaskQueueName,
    pub(crate) task_queue_type: TaskQueueType,
    pub(crate) directive: &'a Directive<'a>,
    /// The version of a worker that has the workflow in its cache.
    pub(crate) cached_on: Option<&'a WorkerDeploymentVersion>,
}

/// Who gets a task.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Landed {
    /// Workers of a version.
    Version {
        version: WorkerDeploymentVersion,
        /// The revision of the routing config by which they do; 0 for none.
        revision_number: u64,
        reason: Reason,
    },
    /// The unversioned workers.
    Unversioned,
    /// No deployment decides: what takes the default goes to that of the version sets.
    Undecided,
}

impl Landed {
    const fn on(version: WorkerDeploymentVersion, reason: Reason) -> Self {
        Self::Version { version, revision_number: 0, reason }
    }

    pub(crate) const fn version(&self) -> Option<&WorkerDeploymentVersion> {
        match self {
            Self::Version { version, .. } => Some(version),
            Self::Unversioned | Self::Undecided => None,
        }
    }

    const fn revision_number(&self) -> u64 {
        match self {
            Self::Version { revision_number, .. } => *revision_number,
            Self::Unversioned | Self::Undecided => 0,
        }
    }
}

/// Says where a task lands whose workflow has that place among all IDs, given where its task queue directs tasks.
///
/// Source: `getPhysicalQueuesForAdd` and `chooseTargetQueueByFlag` of the server's matching service; live server, 5,743
/// workflow tasks and 1,655 activities.
pub(crate) fn land(
    deployments: &Deployments,
    hand_out: HandOut<'_>,
    routing: &TaskQueueRouting,
    place: f64,
    trace: &mut Trace,
) -> Landed {
    let behavior = match hand_out.directive {
        Directive::Behavior(behavior) => Some(*behavior),
        Directive::Default(_) | Directive::BuildId(_) | Directive::Unversioned => None,
    };
    if let Some(behavior) = behavior {
        if let Some(landed) = pinned(deployments, hand_out, behavior, trace) {
            return landed;
        }
        if behavior.starts_on_ramping_version
            && let Some(ramp) = &routing.ramp
            && let Some(version) = &ramp.to.version
        {
            trace.note(|| Step::UseRampingVersion { deployment_version: version.clone() });
            return Landed::Version {
                version: version.clone(),
                revision_number: ramp.to.revision_number,
                reason: Reason::RampingVersion,
            };
        }
    }
    let (target, ramped) = routing.at(place);
    let Some(version) = &target.version else {
        return without_target(hand_out, behavior.is_some(), trace);
    };
    let reason = if ramped { Reason::RampingVersion } else { Reason::CurrentVersion };
    if let Some(BehaviorDirective { version: Some(own), revision_number, .. }) = behavior
        && own.deployment_name == version.deployment_name
        && target.revision_number < revision_number
    {
        if own == version {
            return Landed::Version { version: version.clone(), revision_number, reason };
        }
        trace.note(|| Step::NewerRevision {
            deployment_version: own.clone(),
            revision_number,
            task_queue: hand_out.task_queue.clone(),
            task_queue_revision_number: target.revision_number,
        });
        return Landed::Version {
            version: own.clone(),
            revision_number,
            reason: Reason::NewerRevision,
        };
    }
    Landed::Version { version: version.clone(), revision_number: target.revision_number, reason }
}

/// A pinned run's workflow tasks go to its version, and its activities where workers of the version have polled for them.
fn pinned(
    deployments: &Deployments,
    hand_out: HandOut<'_>,
    behavior: BehaviorDirective<'_>,
    trace: &mut Trace,
) -> Option<Landed> {
    let version = behavior.version.filter(|_| behavior.behavior == VersioningBehavior::Pinned)?;
    let HandOut { task_queue, task_queue_type, .. } = hand_out;
    if task_queue_type == TaskQueueType::Activity {
        let (deployment_version, task_queue) = (version.clone(), task_queue.clone());
        if !deployments.is_member(version, &task_queue, TaskQueueType::Activity) {
            trace.note(|| Step::ActivityOutsideVersion { deployment_version, task_queue });
            return None;
        }
        trace.note(|| Step::ActivityOfVersion { deployment_version, task_queue });
    }
    Some(Landed::on(version.clone(), Reason::PinnedVersion))
}

/// Where a task lands while its task queue directs it to no version. A worker that has the workflow in its cache keeps it.
///
/// Source: live server, Python and TypeScript workers.
fn without_target(hand_out: HandOut<'_>, has_behavior: bool, trace: &mut Trace) -> Landed {
    if let Some(version) = hand_out.cached_on {
        trace.note(|| Step::CachedWorkflow { deployment_version: version.clone() });
        return Landed::on(version.clone(), Reason::CachedWorkflow);
    }
    if has_behavior {
        trace.note(|| Step::NoCurrentVersion { task_queue: hand_out.task_queue.clone() });
        return Landed::Unversioned;
    }
    Landed::Undecided
}

/// Records where a task queue directs tasks, as far as that matters to the directive.
pub(crate) fn note_routing(
    deployments: &Deployments,
    hand_out: HandOut<'_>,
    routing: &TaskQueueRouting,
    population: Population<'_>,
    trace: &mut Trace,
) {
    let HandOut { task_queue, task_queue_type, directive, .. } = hand_out;
    if let Directive::Behavior(BehaviorDirective { behavior, version: Some(version), .. }) =
        directive
        && *behavior == VersioningBehavior::Pinned
        && (task_queue_type != TaskQueueType::Activity
            || deployments.is_member(version, task_queue, task_queue_type))
    {
        return;
    }
    trace.note(|| Step::CurrentVersion {
        task_queue: task_queue.clone(),
        task_queue_type,
        deployment_version: routing.current.version.clone(),
    });
    let Some(ramp) = &routing.ramp else { return };
    let (deployment_version, percentage) = (ramp.to.version.clone(), ramp.percentage);
    trace.note(|| match population {
        Population::Workflow(workflow_id) => {
            let place = super::ramp::place(workflow_id);
            Step::Ramp {
                deployment_version,
                percentage,
                workflow_id: workflow_id.clone(),
                place: percentage_of(place),
                taken: routing.at(place).1,
            }
        }
        Population::Workflows => Step::RampWithoutWorkflowId { deployment_version, percentage },
        Population::NoWorkflow => Step::RampWithoutWorkflow { deployment_version, percentage },
    });
}

/// The nearest percentage to a number of a hundred.
#[expect(clippy::cast_possible_truncation, reason = "to the nearest one is meant")]
pub(crate) fn percentage_of(number: f64) -> Percentage {
    Percentage::from(number as f32)
}

/// What happens to a run when one of its activities is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ActivityStart {
    /// The activity starts, and the run stays where it is.
    Starts,
    /// The activity does not start, because the run is moving.
    Waits,
    /// The activity does not start: the run moves first.
    Moves(VersionTransition),
}

/// Says what happens to a run when one of its activities is handed to a worker, given where the task queue of the run
/// directs workflow tasks.
///
/// Source: `recordActivityTaskStarted` of the server's history service; live server, 1,655 activities, of which 152 moved
/// their run.
pub(crate) fn activity_start(
    workflow: &WorkflowState,
    own_routing: &TaskQueueRouting,
    place: f64,
    on: Option<&WorkerDeploymentVersion>,
    revision_number: u64,
) -> ActivityStart {
    let info = workflow.versioning_info.as_deref();
    if info.is_some_and(|info| info.version_transition.is_some()) {
        return ActivityStart::Waits;
    }
    let effective = info.and_then(VersioningInfo::effective);
    if effective.is_some_and(Effective::is_pinned)
        || effective.and_then(|effective| effective.version) == on
    {
        return ActivityStart::Starts;
    }
    let own = own_routing.at(place).0;
    let is_newer = own.version.as_ref().zip(on).is_some_and(|(own_version, on)| {
        own_version.deployment_name == on.deployment_name && revision_number > own.revision_number
    });
    if own.version.as_ref() == on || is_newer {
        ActivityStart::Moves(VersionTransition { deployment_version: on.cloned() })
    } else {
        ActivityStart::Starts
    }
}

impl Landed {
    /// [`activity_start`] where it lands.
    pub(crate) fn activity_start(
        &self,
        workflow: &WorkflowState,
        own_routing: &TaskQueueRouting,
        place: f64,
    ) -> ActivityStart {
        activity_start(workflow, own_routing, place, self.version(), self.revision_number())
    }
}

impl Deployments {
    /// Whether the server would refuse a query to a run that is pinned to a version, if no worker polled the task queue.
    ///
    /// Source: `checkQueryBlackholed` of the server's matching service.
    pub(crate) fn is_drained_on(
        &self,
        version: &WorkerDeploymentVersion,
        task_queue: &TaskQueueName,
    ) -> bool {
        self.is_member(version, task_queue, TaskQueueType::Workflow)
            && self.version(version).is_some_and(|found| found.status == VersionStatus::Drained)
    }
}
