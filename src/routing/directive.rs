//! What a task carries until it is handed out: whose version it wants.

use super::intent::Inheritance;
use super::{
    Command, CommandKind, EagerExecution, NamedTaskQueue, RefusedCommand, Step, Task,
    VersioningIntent, WorkflowState, WorkflowVersion,
};
use crate::model::BuildId;

/// Whose version a task wants. It becomes a landing when it is handed out.
pub(super) enum Directive<'a> {
    /// The queue default's set default.
    Default(DefaultBecause),
    /// The set default of the set that holds this build ID.
    BuildId(&'a BuildId),
    /// Unversioned workers.
    Unversioned,
}

/// Why a task wants the default.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DefaultBecause {
    /// That is the rule for it, or the intent.
    Asked,
    /// It should inherit, but there is nothing to inherit.
    NothingToInherit,
}

/// What happens to a task.
pub(super) enum Decision<'a> {
    Directive(Directive<'a>),
    /// It is handed to the worker that asks for it, without a look at the queue.
    SameWorker(&'a WorkflowVersion),
    Refused(RefusedCommand),
}

pub(super) fn of<'a>(task: &'a Task, steps: &mut Vec<Step<'a>>) -> Decision<'a> {
    Decision::Directive(match task {
        Task::NewWorkflow { .. } => {
            steps.push(Step::NewWorkflow);
            Directive::Default(DefaultBecause::Asked)
        }
        Task::WorkflowTask(workflow) | Task::Query(workflow) => workflow_task(workflow, steps),
        Task::WorkflowRetry(workflow) => {
            steps.push(Step::RetryInherits);
            next_run(workflow, steps)
        }
        Task::CronRun(_) => {
            steps.push(Step::CronNeverInherits);
            Directive::Default(DefaultBecause::Asked)
        }
        Task::Command(command) => return of_command(command, steps),
    })
}

/// Source: live server, 1,200 workflow tasks; `worker_versioning.MakeDirectiveForWorkflowTask`.
pub(super) fn workflow_task<'a>(
    workflow: &'a WorkflowState,
    steps: &mut Vec<Step<'a>>,
) -> Directive<'a> {
    match &workflow.version {
        WorkflowVersion::BuildId(build_id) => {
            steps.push(Step::WorkflowBuildId { build_id });
            Directive::BuildId(build_id)
        }
        WorkflowVersion::Untouched => {
            steps.push(Step::FirstWorkflowTask);
            Directive::Default(DefaultBecause::Asked)
        }
        WorkflowVersion::Unversioned => unversioned_workflow(steps),
    }
}

/// The first workflow task of a run that inherits. Without a build ID to inherit it is like that of a
/// new workflow, since the run has completed nothing yet.
fn next_run<'a>(workflow: &'a WorkflowState, steps: &mut Vec<Step<'a>>) -> Directive<'a> {
    match &workflow.version {
        WorkflowVersion::BuildId(build_id) => inherited(build_id, steps),
        WorkflowVersion::Untouched | WorkflowVersion::Unversioned => {
            steps.push(Step::NothingToInherit);
            Directive::Default(DefaultBecause::NothingToInherit)
        }
    }
}

fn of_command<'a>(command: &'a Command, steps: &mut Vec<Step<'a>>) -> Decision<'a> {
    let inheritance = command.inheritance();
    steps.push(intent_step(command, inheritance));
    if inheritance == Inheritance::Inherit && command.named_task_queue() == NamedTaskQueue::Other {
        steps.push(Step::CrossQueueRejected {
            workflow_task_queue: &command.workflow.task_queue,
            task_queue: command.target_task_queue(),
        });
        return Decision::Refused(command.kind.into());
    }
    match (command.kind, inheritance) {
        (CommandKind::Activity(EagerExecution::Requested), _)
            if may_run_eagerly(command, inheritance) =>
        {
            Decision::SameWorker(&command.workflow.version)
        }
        (_, Inheritance::TakeDefault) => {
            steps.push(Step::TakesDefault);
            Decision::Directive(Directive::Default(DefaultBecause::Asked))
        }
        (CommandKind::Activity(_), Inheritance::Inherit) => {
            Decision::Directive(inheriting_activity(&command.workflow, steps))
        }
        (CommandKind::ChildWorkflow | CommandKind::ContinueAsNew, Inheritance::Inherit) => {
            Decision::Directive(next_run(&command.workflow, steps))
        }
    }
}

fn inheriting_activity<'a>(
    workflow: &'a WorkflowState,
    steps: &mut Vec<Step<'a>>,
) -> Directive<'a> {
    match &workflow.version {
        WorkflowVersion::BuildId(build_id) => inherited(build_id, steps),
        WorkflowVersion::Untouched | WorkflowVersion::Unversioned => unversioned_workflow(steps),
    }
}

/// Source: live server, 42 combinations. It does not look at the task queue; the SDKs ask for eager
/// execution on the workflow's own alone.
fn may_run_eagerly(command: &Command, inheritance: Inheritance) -> bool {
    let is_versioned = matches!(command.workflow.version, WorkflowVersion::BuildId(_));
    !is_versioned || inheritance == Inheritance::Inherit
}

fn inherited<'a>(build_id: &'a BuildId, steps: &mut Vec<Step<'a>>) -> Directive<'a> {
    steps.push(Step::InheritedBuildId { build_id });
    Directive::BuildId(build_id)
}

fn unversioned_workflow<'a>(steps: &mut Vec<Step<'a>>) -> Directive<'a> {
    steps.push(Step::UnversionedWorkflow);
    Directive::Unversioned
}

fn intent_step(command: &Command, inheritance: Inheritance) -> Step<'static> {
    match (command.intent, inheritance) {
        (VersioningIntent::Compatible, _) => Step::IntentCompatible,
        (VersioningIntent::Default, _) => Step::IntentDefault,
        (VersioningIntent::UseLatestBuildId, _) => Step::UseLatestBuildId,
        (VersioningIntent::Unspecified, Inheritance::Inherit) => Step::UnspecifiedInherits {
            sdk: command.sdk,
            named_task_queue: command.named_task_queue(),
        },
        (VersioningIntent::Unspecified, Inheritance::TakeDefault) => {
            Step::UnspecifiedTakesDefault {
                sdk: command.sdk,
                named_task_queue: command.named_task_queue(),
            }
        }
    }
}
