//! What a task carries until the server dispatches it: which version it wants.

use super::intent::Inheritance;
use super::{
    ActivityCommand, Command, NamedTaskQueue, Reason, RefusedCommand, ResetPoint, Step, Task,
    Trace, VersioningIntent, WorkflowState,
};
use crate::names::BuildId;
use crate::version::WorkerVersion;

/// Which version a task wants. It becomes a landing when the task is dispatched.
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum Directive<'a> {
    /// The default of the queue's default set.
    Default(DefaultBecause),
    /// The default of the version set that holds this build ID.
    BuildId(&'a BuildId),
    /// Unversioned workers.
    Unversioned,
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
    Refused(RefusedCommand),
}

/// Decides what a task wants, and records in the trace the rules that lead there.
pub(crate) fn decide<'a>(task: &'a Task, trace: &mut Trace) -> Decision<'a> {
    Decision::Directive(match task {
        Task::NewWorkflow { .. } => {
            trace.note(|| Step::NewWorkflow);
            Directive::Default(DefaultBecause::Asked)
        }
        Task::EagerNewWorkflow { task_queue, version } => {
            trace.note(|| Step::EagerWorkflowStart { task_queue: task_queue.clone() });
            return Decision::SameWorker(version.clone(), Reason::EagerWorkflowStart);
        }
        Task::WorkflowTask { workflow } | Task::Query { workflow } => {
            workflow_task(workflow, trace)
        }
        Task::Reset { workflow, to: ResetPoint::LaterWorkflowTask, .. } => {
            trace.note(|| Step::ResetToLaterWorkflowTask);
            workflow_task(workflow, trace)
        }
        Task::Reset { to: ResetPoint::FirstWorkflowTask, inherited_build_id, .. } => {
            trace.note(|| Step::ResetToFirstWorkflowTask);
            first_workflow_task(inherited_build_id.as_ref(), trace)
        }
        Task::WorkflowRetry { workflow } => {
            trace.note(|| Step::RetryInherits);
            next_run(workflow, trace)
        }
        Task::CronRun { .. } => {
            trace.note(|| Step::CronNeverInherits);
            Directive::Default(DefaultBecause::Asked)
        }
        Task::Activity(activity) => return activity_task(activity, trace),
        Task::ChildWorkflow(command) => {
            return first_task_of_run(command, RefusedCommand::ChildWorkflow, trace);
        }
        Task::ContinueAsNew(command) => {
            return first_task_of_run(command, RefusedCommand::ContinueAsNew, trace);
        }
    })
}

/// Source: live server, 1,200 workflow tasks; `worker_versioning.MakeDirectiveForWorkflowTask`.
pub(crate) fn workflow_task<'a>(workflow: &'a WorkflowState, trace: &mut Trace) -> Directive<'a> {
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
    command: &'a Command,
    refused: RefusedCommand,
    trace: &mut Trace,
) -> Decision<'a> {
    match inheritance(command, trace) {
        None => Decision::Refused(refused),
        Some(Inheritance::TakeDefault) => takes_default(trace),
        Some(Inheritance::Inherit) => Decision::Directive(next_run(&command.workflow, trace)),
    }
}

fn activity_task<'a>(activity: &'a ActivityCommand, trace: &mut Trace) -> Decision<'a> {
    let command = &activity.command;
    let Some(inheritance) = inheritance(command, trace) else {
        return Decision::Refused(RefusedCommand::Activity);
    };
    if activity.requests_eager_execution && may_run_eagerly(command, inheritance) {
        let version = command.workflow.version.clone().unwrap_or(WorkerVersion::Unversioned);
        let task_queue = command.target_task_queue();
        trace.note(|| Step::EagerActivity { task_queue: task_queue.clone() });
        return Decision::SameWorker(version, Reason::EagerActivity);
    }
    match inheritance {
        Inheritance::TakeDefault => takes_default(trace),
        Inheritance::Inherit => Decision::Directive(match command.workflow.build_id() {
            Some(build_id) => inherited(build_id, trace),
            None => unversioned_workflow(trace),
        }),
    }
}

/// Whether what the command starts inherits; `None` if it would inherit across task queues, which the server refuses.
fn inheritance(command: &Command, trace: &mut Trace) -> Option<Inheritance> {
    let inheritance = command.inheritance();
    trace.note(|| intent_step(command, inheritance));
    if inheritance == Inheritance::Inherit && command.named_task_queue() == NamedTaskQueue::Other {
        trace.note(|| Step::CrossQueueRejected {
            workflow_task_queue: command.workflow.task_queue.clone(),
            task_queue: command.target_task_queue().clone(),
        });
        return None;
    }
    Some(inheritance)
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
