//! What a task carries until the server dispatches it: which version it wants.

use super::intent::Inheritance;
use super::run_start::{IsMember, RunStart, versioning_info};
use super::{
    ActivityCommand, Command, Effective, NamedTaskQueue, Reason, RefusedCommand, RefusedTask,
    ResetPoint, Step, Task, Trace, VersioningBehavior, VersioningInfo, VersioningIntent,
    VersioningOverride, WorkflowState,
};
use crate::names::BuildId;
use crate::version::{WorkerDeploymentVersion, WorkerVersion};

/// Which version a task wants. It becomes a landing when the task is dispatched.
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum Directive<'a> {
    /// The default of the task queue.
    Default(DefaultBecause),
    /// The default of the version set that holds this build ID.
    BuildId(&'a BuildId),
    /// Unversioned workers.
    Unversioned,
    /// What the behavior of its run asks for.
    Behavior(BehaviorDirective<'a>),
}

/// What the behavior of a run asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct BehaviorDirective<'a> {
    pub(crate) behavior: VersioningBehavior,
    /// The version that the run is on; `None` for none.
    pub(crate) version: Option<&'a WorkerDeploymentVersion>,
    /// The revision of the routing config that last moved the run.
    pub(crate) revision_number: u64,
    /// Whether the task is the first one of a run that begins on the ramping version.
    pub(crate) starts_on_ramping_version: bool,
}

/// Why a task wants the default.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum DefaultBecause {
    /// A rule or the versioning intent says so.
    Asked,
    /// The task would inherit, but there is nothing to inherit.
    NothingToInherit,
}

/// What happens to a task.
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum Decision<'a> {
    /// It is dispatched as the directive says.
    Directive(Directive<'a>),
    /// It goes to the worker that asks for it, without going through the task queue.
    SameWorker(WorkerVersion, Reason),
    /// The server refuses the command.
    RefusedCommand(RefusedCommand),
    /// The server refuses what would lead to the task.
    RefusedTask(RefusedTask),
}

/// Decides what a task wants, and records in the trace the rules that lead there.
///
/// `is_member` is asked only about the versions of what the workflow carries, or of an override.
pub(crate) fn decide<'a>(
    task: &'a Task,
    is_member: &IsMember<'_>,
    trace: &mut Trace,
) -> Decision<'a> {
    Decision::Directive(match task {
        Task::NewWorkflow { task_queue, versioning_override, .. } => {
            let set = versioning_override.as_ref();
            match RunStart::with_override(task_queue, set, is_member) {
                Err(refused) => return refused_override(refused, trace),
                Ok(start) => first_task(&start, trace).unwrap_or_else(|| {
                    trace.note(|| Step::NewWorkflow);
                    Directive::Default(DefaultBecause::Asked)
                }),
            }
        }
        Task::EagerNewWorkflow {
            task_queue,
            version,
            deployment_version,
            versioning_override,
            ..
        } => {
            let set = versioning_override.as_ref();
            if let Err(refused) = RunStart::with_override(task_queue, set, is_member) {
                return refused_override(refused, trace);
            }
            trace.note(|| Step::EagerWorkflowStart { task_queue: task_queue.clone() });
            let deployment_version = deployment_version.clone().map(WorkerVersion::Deployment);
            let version = deployment_version.unwrap_or_else(|| version.clone());
            return Decision::SameWorker(version, Reason::EagerWorkflowStart);
        }
        Task::WorkflowTask { workflow, .. }
        | Task::Update { workflow, .. }
        | Task::Query { workflow, .. } => workflow_task(workflow, trace),
        Task::Reset { workflow, to: ResetPoint::LaterWorkflowTask, .. } => {
            trace.note(|| Step::ResetToLaterWorkflowTask);
            match workflow_task(workflow, trace) {
                Directive::Behavior(behavior) => {
                    Directive::Behavior(BehaviorDirective { revision_number: 0, ..behavior })
                }
                directive => directive,
            }
        }
        Task::Reset { workflow, to: ResetPoint::FirstWorkflowTask, inherited_build_id } => {
            trace.note(|| Step::ResetToFirstWorkflowTask);
            first_task(&RunStart::reset(workflow), trace)
                .unwrap_or_else(|| first_workflow_task(inherited_build_id.as_ref(), trace))
        }
        Task::WorkflowRetry { workflow } => first_task(&RunStart::retry(workflow), trace)
            .unwrap_or_else(|| {
                if workflow.build_id().is_none() && has_behavior(workflow) {
                    return nothing_inherited(trace);
                }
                trace.note(|| Step::RetryInherits);
                next_run(workflow, trace)
            }),
        Task::CronRun { workflow } => {
            first_task(&RunStart::cron(workflow), trace).unwrap_or_else(|| {
                trace.note(|| Step::CronNeverInherits);
                Directive::Default(DefaultBecause::Asked)
            })
        }
        Task::Activity(activity) => return activity_task(activity, trace),
        Task::ChildWorkflow(child) => {
            return match RunStart::child(child, is_member) {
                Err(refused) => refused_override(refused, trace),
                Ok(start) => {
                    first_task_of_run(&start, &child.command, RefusedCommand::ChildWorkflow, trace)
                }
            };
        }
        Task::ContinueAsNew(next) => {
            let start = RunStart::continue_as_new(next, is_member);
            return first_task_of_run(&start, &next.command, RefusedCommand::ContinueAsNew, trace);
        }
        Task::NexusTask { .. } => {
            trace.note(|| Step::NexusTask);
            Directive::Default(DefaultBecause::Asked)
        }
        Task::StandaloneActivity { .. } => {
            trace.note(|| Step::StandaloneActivity);
            Directive::Default(DefaultBecause::Asked)
        }
    })
}

fn refused_override(refused: RefusedTask, trace: &mut Trace) -> Decision<'static> {
    trace.note(|| match &refused {
        RefusedTask::VersionNotPresent { deployment_version, task_queue } => {
            Step::OverrideRefused {
                deployment_version: deployment_version.clone(),
                task_queue: task_queue.clone(),
            }
        }
        RefusedTask::QueryToDrainedVersion { deployment_version } => {
            Step::QueryToDrainedVersion { deployment_version: deployment_version.clone() }
        }
    });
    Decision::RefusedTask(refused)
}

/// What the behavior asks for with which a run begins; `None` while that is unspecified.
fn first_task<'a>(start: &RunStart<'a>, trace: &mut Trace) -> Option<Directive<'a>> {
    let effective = start.effective()?;
    if let Some(set) = start.versioning_override {
        trace.note(|| override_step(set));
    } else if let Some(version) = effective.version {
        trace.note(|| match effective.behavior {
            VersioningBehavior::Pinned => {
                Step::InheritedPinnedVersion { deployment_version: version.clone() }
            }
            VersioningBehavior::AutoUpgrade => Step::InheritedAutoUpgradeVersion {
                deployment_version: version.clone(),
                revision_number: start.revision_number,
            },
        });
    }
    Some(Directive::Behavior(BehaviorDirective {
        behavior: effective.behavior,
        version: effective.version,
        revision_number: start.revision_number,
        starts_on_ramping_version: start.starts_on_ramping_version,
    }))
}

/// What the behavior of a run asks for; `None` while that is unspecified.
fn of_behavior<'a>(
    workflow: &'a WorkflowState,
    trace: &mut Trace,
) -> Option<BehaviorDirective<'a>> {
    let info = versioning_info(workflow)?;
    let Effective { behavior, version } = info.effective()?;
    trace.note(|| behavior_step(info, behavior, version));
    Some(BehaviorDirective {
        behavior,
        version,
        revision_number: info.revision_number,
        starts_on_ramping_version: info.starts_on_ramping_version && workflow.version.is_none(),
    })
}

fn behavior_step(
    info: &VersioningInfo,
    behavior: VersioningBehavior,
    version: Option<&WorkerDeploymentVersion>,
) -> Step {
    match (&info.version_transition, &info.versioning_override, version.cloned()) {
        (Some(_), _, deployment_version) => Step::MovingWorkflow { deployment_version },
        (None, Some(set), _) => override_step(set),
        (None, None, Some(deployment_version)) => match behavior {
            VersioningBehavior::Pinned => Step::PinnedWorkflow { deployment_version },
            VersioningBehavior::AutoUpgrade => Step::AutoUpgradeWorkflow { deployment_version },
        },
        (None, None, None) => Step::OverrideToAutoUpgrade,
    }
}

fn override_step(set: &VersioningOverride) -> Step {
    set.version().cloned().map_or(Step::OverrideToAutoUpgrade, |deployment_version| {
        Step::OverrideToVersion { deployment_version }
    })
}

/// Source: live server, 1,200 workflow tasks; `worker_versioning.MakeDirectiveForWorkflowTask`.
pub(crate) fn workflow_task<'a>(workflow: &'a WorkflowState, trace: &mut Trace) -> Directive<'a> {
    if let Some(behavior) = of_behavior(workflow, trace) {
        return Directive::Behavior(behavior);
    }
    match &workflow.version {
        Some(WorkerVersion::Unversioned | WorkerVersion::Deployment(_)) => {
            unversioned_workflow(trace)
        }
        Some(WorkerVersion::BuildId(build_id)) => first_workflow_task(Some(build_id), trace),
        None => first_workflow_task(None, trace),
    }
}

/// The workflow task of a run that has completed none, or of one with a build ID.
fn first_workflow_task<'a>(build_id: Option<&'a BuildId>, trace: &mut Trace) -> Directive<'a> {
    let Some(build_id) = build_id else {
        trace.note(|| Step::FirstWorkflowTask);
        return Directive::Default(DefaultBecause::Asked);
    };
    trace.note(|| Step::WorkflowBuildId { build_id: build_id.clone() });
    Directive::BuildId(build_id)
}

/// The first workflow task of a run that inherits. Without a build ID to inherit, it is treated like that of a new
/// workflow, because the run has not completed a workflow task yet.
fn next_run<'a>(workflow: &'a WorkflowState, trace: &mut Trace) -> Directive<'a> {
    if let Some(build_id) = workflow.build_id() {
        return inherited(build_id, trace);
    }
    trace.note(|| Step::NothingToInherit);
    Directive::Default(DefaultBecause::NothingToInherit)
}

fn first_task_of_run<'a>(
    start: &RunStart<'a>,
    command: &'a Command,
    refused: RefusedCommand,
    trace: &mut Trace,
) -> Decision<'a> {
    let inheritance = command.inheritance();
    if is_refused(command, inheritance, trace) {
        return Decision::RefusedCommand(refused);
    }
    if let Some(directive) = first_task(start, trace) {
        return Decision::Directive(directive);
    }
    if has_behavior(&command.workflow) {
        return Decision::Directive(nothing_inherited(trace));
    }
    trace.note(|| intent_step(command, inheritance));
    match inheritance {
        Inheritance::TakeDefault => takes_default(trace),
        Inheritance::Inherit => Decision::Directive(next_run(&command.workflow, trace)),
    }
}

fn has_behavior(workflow: &WorkflowState) -> bool {
    versioning_info(workflow).is_some_and(|info| info.effective().is_some())
}

fn nothing_inherited(trace: &mut Trace) -> Directive<'static> {
    trace.note(|| Step::NothingOfDeploymentsInherited);
    Directive::Default(DefaultBecause::NothingToInherit)
}

fn activity_task<'a>(activity: &'a ActivityCommand, trace: &mut Trace) -> Decision<'a> {
    let command = &activity.command;
    let inheritance = command.inheritance();
    if is_refused(command, inheritance, trace) {
        return Decision::RefusedCommand(RefusedCommand::Activity);
    }
    let workflow = &command.workflow;
    if activity.requests_eager_execution && may_run_eagerly(command, inheritance) {
        let base = versioning_info(workflow).and_then(|info| info.base.as_ref());
        let version = base.map(|base| WorkerVersion::Deployment(base.version.clone()));
        let version = version.or_else(|| workflow.version.clone());
        let task_queue = command.target_task_queue();
        trace.note(|| intent_step(command, inheritance));
        trace.note(|| Step::EagerActivity { task_queue: task_queue.clone() });
        return Decision::SameWorker(version.unwrap_or_default(), Reason::EagerActivity);
    }
    if let Some(behavior) = of_behavior(workflow, trace) {
        let behavior = BehaviorDirective { starts_on_ramping_version: false, ..behavior };
        return Decision::Directive(Directive::Behavior(behavior));
    }
    trace.note(|| intent_step(command, inheritance));
    match inheritance {
        Inheritance::TakeDefault => takes_default(trace),
        Inheritance::Inherit => Decision::Directive(match workflow.build_id() {
            Some(build_id) => inherited(build_id, trace),
            None => unversioned_workflow(trace),
        }),
    }
}

/// Whether the server refuses the command, because it would inherit across task queues.
fn is_refused(command: &Command, inheritance: Inheritance, trace: &mut Trace) -> bool {
    let is_refused =
        inheritance == Inheritance::Inherit && command.named_task_queue() == NamedTaskQueue::Other;
    if is_refused {
        trace.note(|| intent_step(command, inheritance));
        trace.note(|| Step::CrossQueueRejected {
            workflow_task_queue: command.workflow.task_queue.clone(),
            task_queue: command.target_task_queue().clone(),
        });
    }
    is_refused
}

/// Source: live server, 42 combinations. The server does not check the task queue; the SDKs ask for eager execution
/// only on the workflow's own.
fn may_run_eagerly(command: &Command, inheritance: Inheritance) -> bool {
    command.workflow.build_id().is_none() || inheritance == Inheritance::Inherit
}

fn takes_default(trace: &mut Trace) -> Decision<'static> {
    trace.note(|| Step::TakesDefault);
    Decision::Directive(Directive::Default(DefaultBecause::Asked))
}

fn inherited<'a>(build_id: &'a BuildId, trace: &mut Trace) -> Directive<'a> {
    trace.note(|| Step::InheritedBuildId { build_id: build_id.clone() });
    Directive::BuildId(build_id)
}

fn unversioned_workflow(trace: &mut Trace) -> Directive<'static> {
    trace.note(|| Step::UnversionedWorkflow);
    Directive::Unversioned
}

fn intent_step(command: &Command, inheritance: Inheritance) -> Step {
    let (sdk, named_task_queue) = (command.sdk, command.named_task_queue());
    match (command.intent, inheritance) {
        (VersioningIntent::Compatible, _) => Step::IntentCompatible,
        (VersioningIntent::Default, _) => Step::IntentDefault,
        (VersioningIntent::UseLatestBuildId, _) => Step::UseLatestBuildId,
        (VersioningIntent::Unspecified, Inheritance::Inherit) => {
            Step::UnspecifiedInherits { sdk, named_task_queue }
        }
        (VersioningIntent::Unspecified, Inheritance::TakeDefault) => {
            Step::UnspecifiedTakesDefault { sdk, named_task_queue }
        }
    }
}
