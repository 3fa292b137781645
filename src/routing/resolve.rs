//! The only place that knows which generation of Worker Versioning decides where a task lands.

use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::task::directive::{Decision, Directive, decide, workflow_task};
use crate::task::{Follows, Outcome, Reason, Resolution, Step, Task, Trace, WorkflowState};
use crate::version_sets::landing::{Landing, land};

/// Says where a task lands if it is handed out now, and why.
///
/// The server decides at that moment, not when the task is scheduled: a change of the version sets in
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

/// Says where the next workflow task of a workflow lands if it is handed out now: [`resolve`] for a
/// [`Task::WorkflowTask`].
#[must_use]
pub fn resolve_workflow_task(namespace: &Namespace, workflow: &WorkflowState) -> Resolution {
    let mut trace = Trace::kept();
    let directive = workflow_task(workflow, &mut trace);
    let landing = hand_out(namespace, &workflow.task_queue, &directive, &mut trace);
    resolution(&workflow.task_queue, landing, trace)
}

fn traced(namespace: &Namespace, task: &Task, mut trace: Trace) -> Resolution {
    let task_queue = task.task_queue();
    let landing = match decide(task, &mut trace) {
        Decision::Directive(directive) => hand_out(namespace, task_queue, &directive, &mut trace),
        Decision::SameWorker(version) => {
            trace.note(|| Step::EagerActivity { task_queue: task_queue.clone() });
            Landing {
                outcome: Outcome::Version(version),
                reason: Reason::EagerActivity,
                follows: Follows::Nothing,
            }
        }
        Decision::Refused(command) => Landing {
            outcome: Outcome::Rejected(command),
            reason: Reason::CrossQueueRejected,
            follows: Follows::Nothing,
        },
    };
    resolution(task_queue, landing, trace)
}

fn hand_out(
    namespace: &Namespace,
    task_queue: &TaskQueueName,
    directive: &Directive<'_>,
    trace: &mut Trace,
) -> Landing {
    land(namespace.version_sets(task_queue), task_queue, directive, trace)
}

fn resolution(task_queue: &TaskQueueName, landing: Landing, trace: Trace) -> Resolution {
    let Landing { outcome, reason, follows } = landing;
    let (task_queue, steps) = (task_queue.clone(), trace.into_steps());
    Resolution { task_queue, outcome, reason, follows, steps }
}
