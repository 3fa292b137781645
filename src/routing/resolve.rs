//! The only place that knows which generation of Worker Versioning decides where a task lands.

use crate::deployments::landing::{
    ActivityStart, HandOut, Landed, land as land_on_version, note_routing, percentage_of,
};
use crate::deployments::ramp::{Part, Population};
use crate::deployments::{Deployments, TaskQueueRouting};
use crate::names::{TaskQueueName, TaskQueueType};
use crate::namespace::Namespace;
use crate::task::directive::{BehaviorDirective, Decision, Directive, decide};
use crate::task::{
    DependsOn, Follows, Outcome, Reason, RefusedTask, Resolution, Share, Step, Task, Trace,
    VersionTransition, VersioningBehavior, WorkflowState,
};
use crate::version::{WorkerDeploymentVersion, WorkerVersion};
use crate::version_sets::landing::{Landing, land};

/// Says where a task lands if it is handed out now, and why.
///
/// The server decides at that moment, not when the task is scheduled: a change of the version sets or of a deployment in
/// between moves the task.
#[must_use]
pub fn resolve(namespace: &Namespace, task: &Task) -> Resolution {
    traced(namespace, task, Trace::kept())
}

/// Says where a task lands if it is handed out now, without the rules that lead there: [`resolve`] with no steps.
#[must_use]
pub fn resolve_untraced(namespace: &Namespace, task: &Task) -> Resolution {
    traced(namespace, task, Trace::dropped())
}

/// What tasks have in common that land alike, whatever a namespace holds.
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum Alike<'a> {
    /// Tasks that carry nothing of Worker Deployments want the same on the same queue.
    Decision {
        task_queue: &'a TaskQueueName,
        task_queue_type: TaskQueueType,
        /// The task queue of the workflow, which an activity may move.
        workflow_task_queue: Option<&'a TaskQueueName>,
        has_workflow: bool,
        decision: Decision<'a>,
    },
    /// Equal tasks.
    Task(&'a Task),
}

/// Returns what a task has in common with those that land as it does, whatever a namespace holds.
pub(crate) fn alike(task: &Task) -> Alike<'_> {
    let carries = |workflow: &WorkflowState| workflow.versioning_info.is_some();
    let has_override = match task {
        Task::NewWorkflow { versioning_override, .. }
        | Task::EagerNewWorkflow { versioning_override, .. } => versioning_override.is_some(),
        Task::ChildWorkflow(child) => child.versioning_override.is_some(),
        _ => false,
    };
    if has_override
        || task.cached_on().is_some()
        || task.workflow_id().is_some()
        || task.workflow().is_some_and(carries)
    {
        return Alike::Task(task);
    }
    let is_activity = matches!(task, Task::Activity(_));
    Alike::Decision {
        task_queue: task.task_queue(),
        task_queue_type: task.task_queue_type(),
        workflow_task_queue: task
            .workflow()
            .filter(|_| is_activity)
            .map(|workflow| &workflow.task_queue),
        has_workflow: has_workflow(task),
        decision: decide(task, &|_, _| false, &mut Trace::dropped()),
    }
}

const fn has_workflow(task: &Task) -> bool {
    !matches!(task, Task::NexusTask { .. } | Task::StandaloneActivity { .. })
}

fn traced(namespace: &Namespace, task: &Task, mut trace: Trace) -> Resolution {
    let deployments = namespace.deployments();
    let is_member =
        |version: &_, task_queue: &_| deployments.has_workflow_tasks(version, task_queue);
    let found = match decide(task, &is_member, &mut trace) {
        Decision::Directive(directive) => dispatch(namespace, task, &directive, &mut trace),
        Decision::SameWorker(version, reason) => {
            Found::new(Outcome::Version(version), reason, Follows::Nothing)
        }
        Decision::RefusedCommand(command) => {
            Found::new(Outcome::Rejected(command), Reason::CrossQueueRejected, Follows::Nothing)
        }
        Decision::RefusedTask(refused) => {
            Found::new(Outcome::Refused(refused), Reason::VersionNotPresent, Follows::Nothing)
        }
    };
    let Found { outcome, reason, follows, revision_number, moves_workflow, depends_on } = found;
    Resolution {
        task_queue: task.task_queue().clone(),
        outcome,
        reason,
        follows,
        revision_number,
        moves_workflow,
        depends_on,
        steps: trace.into_steps(),
    }
}

/// Where a task lands, but for the queue and the steps.
#[derive(Clone, PartialEq, Eq)]
struct Found {
    outcome: Outcome,
    reason: Reason,
    follows: Follows,
    revision_number: u64,
    moves_workflow: Option<VersionTransition>,
    depends_on: Option<DependsOn>,
}

impl Found {
    const fn new(outcome: Outcome, reason: Reason, follows: Follows) -> Self {
        Self {
            outcome,
            reason,
            follows,
            revision_number: 0,
            moves_workflow: None,
            depends_on: None,
        }
    }
}

impl From<Landing> for Found {
    fn from(landing: Landing) -> Self {
        let Landing { outcome, reason, follows } = landing;
        Self::new(outcome, reason, follows)
    }
}

/// What names a build ID of a version set goes there, whatever the deployments are. Everything else goes where the
/// deployments on its queue direct it; where they direct it nowhere, the version sets decide, but for a run with a behavior.
///
/// Source: live server, 88 scenarios with deployments and version sets on the same queues.
fn dispatch(
    namespace: &Namespace,
    task: &Task,
    directive: &Directive<'_>,
    trace: &mut Trace,
) -> Found {
    let (task_queue, task_queue_type) = (task.task_queue(), task.task_queue_type());
    let deployments = namespace.deployments();
    let by_sets = |trace: &mut Trace| {
        land(namespace.version_sets(task_queue), task_queue, directive, trace).into()
    };
    match directive {
        Directive::BuildId(_) => return by_sets(trace),
        Directive::Default(_) | Directive::Unversioned
            if task.cached_on().is_none()
                && deployments.task_queue(task_queue, task_queue_type).is_none() =>
        {
            return by_sets(trace);
        }
        Directive::Behavior(behavior) => {
            if let Some(refused) = refused_query(deployments, task, *behavior, trace) {
                return refused;
            }
        }
        Directive::Default(_) | Directive::Unversioned => {}
    }
    let hand_out = HandOut { task_queue, task_queue_type, directive, cached_on: task.cached_on() };
    let own = match task {
        Task::Activity(activity) => {
            let workflow = &activity.command.workflow;
            Some((workflow, deployments.routing(&workflow.task_queue, TaskQueueType::Workflow)))
        }
        _ => None,
    };
    let routing = deployments.routing(task_queue, task_queue_type);
    let population = if has_workflow(task) {
        Population::of(task.workflow_id())
    } else {
        Population::NoWorkflow
    };
    note_routing(deployments, hand_out, &routing, population, trace);
    let at = |part: Part, trace: &mut Trace| {
        let landed = land_on_version(deployments, hand_out, &routing, part.place, trace);
        let own = own.as_ref().map(|(workflow, routing)| (*workflow, routing));
        found(&landed, own, part.place, trace).unwrap_or_else(|| by_sets(trace))
    };
    let parts = population.parts([&routing].into_iter().chain(own.as_ref().map(|(_, own)| own)));
    let mut shares = shares(&parts, |part| at(part, &mut Trace::dropped()));
    if shares.len() == 1 {
        let (found, _) = shares.swap_remove(0);
        if trace.is_kept() {
            at(parts[0], trace);
        }
        return depending(deployments, task, directive, found);
    }
    let share = |(found, share): (Found, f64)| Share {
        percentage: percentage_of(share),
        revision_number: found.revision_number,
        moves_workflow: found.moves_workflow,
        outcome: found.outcome,
    };
    let shares = shares.into_iter().map(share).collect();
    Found::new(Outcome::Split(shares), Reason::RampSplit, Follows::DeploymentRouting)
}

/// Where the parts of a population land, each once, with its share.
fn shares(parts: &[Part], mut at: impl FnMut(Part) -> Found) -> Vec<(Found, f64)> {
    let mut shares: Vec<(Found, f64)> = Vec::with_capacity(parts.len());
    for part in parts {
        let found = at(*part);
        let lands_alike = |(other, _): &&mut (Found, f64)| {
            other.outcome == found.outcome && other.moves_workflow == found.moves_workflow
        };
        match shares.iter_mut().find(lands_alike) {
            Some((_, share)) => *share += part.share,
            None => shares.push((found, part.share)),
        }
    }
    shares
}

/// What the deployments decide; `None` if they leave it to the version sets. An activity may move its workflow.
fn found(
    landed: &Landed,
    own: Option<(&WorkflowState, &TaskQueueRouting)>,
    place: f64,
    trace: &mut Trace,
) -> Option<Found> {
    let mut found = match landed {
        Landed::Version { version, revision_number, reason } => {
            let follows = match reason {
                Reason::PinnedVersion => Follows::Nothing,
                _ => Follows::DeploymentRouting,
            };
            let version = WorkerVersion::Deployment(version.clone());
            let found = Found::new(Outcome::Version(version), *reason, follows);
            Found { revision_number: *revision_number, ..found }
        }
        Landed::Unversioned => Found::new(
            Outcome::Version(WorkerVersion::Unversioned),
            Reason::NoCurrentVersion,
            Follows::DeploymentRouting,
        ),
        Landed::Undecided => return None,
    };
    if let Some((workflow, routing)) = own {
        match landed.activity_start(workflow, routing, place) {
            ActivityStart::Starts => {}
            ActivityStart::Waits => trace.note(|| Step::ActivityWaits),
            ActivityStart::Moves(transition) => {
                let VersionTransition { deployment_version } = transition.clone();
                trace.note(|| Step::ActivityMovesWorkflow { deployment_version });
                found.moves_workflow = Some(transition);
            }
        }
    }
    Some(found)
}

/// The version to which a query is pinned, if that is drained.
fn drained<'a>(
    deployments: &Deployments,
    task: &Task,
    behavior: &BehaviorDirective<'a>,
) -> Option<&'a WorkerDeploymentVersion> {
    let version = behavior.version?;
    (matches!(task, Task::Query { .. })
        && behavior.behavior == VersioningBehavior::Pinned
        && deployments.is_drained_on(version, task.task_queue()))
    .then_some(version)
}

fn refused_query(
    deployments: &Deployments,
    task: &Task,
    behavior: BehaviorDirective<'_>,
    trace: &mut Trace,
) -> Option<Found> {
    let Task::Query { has_pollers: Some(false), .. } = task else { return None };
    let deployment_version = drained(deployments, task, &behavior)?.clone();
    trace.note(|| Step::QueryToDrainedVersion { deployment_version: deployment_version.clone() });
    let refused = RefusedTask::QueryToDrainedVersion { deployment_version };
    Some(Found::new(Outcome::Refused(refused), Reason::DrainedVersion, Follows::Nothing))
}

/// A landing with what it depends on: whether workers poll, for a query to a drained version.
fn depending(
    deployments: &Deployments,
    task: &Task,
    directive: &Directive<'_>,
    found: Found,
) -> Found {
    let depends_on = match (task, directive) {
        (Task::Query { has_pollers: None, .. }, Directive::Behavior(behavior)) => {
            drained(deployments, task, behavior).map(|_| DependsOn::Pollers)
        }
        _ => None,
    };
    Found { depends_on, ..found }
}
