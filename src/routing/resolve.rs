//! The only place that knows which generation of Worker Versioning decides where a task lands.

use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::task::directive::{Decision, decide};
use crate::task::{Follows, Outcome, Reason, Resolution, Task, Trace};
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

/// Returns what a task wants on which queue. Whatever a namespace holds, tasks for which this is the same land alike.
pub(crate) fn decision(task: &Task) -> (&TaskQueueName, Decision<'_>) {
    (task.task_queue(), decide(task, &mut Trace::dropped()))
}

fn traced(namespace: &Namespace, task: &Task, mut trace: Trace) -> Resolution {
    let task_queue = task.task_queue();
    let Landing { outcome, reason, follows } = match decide(task, &mut trace) {
        Decision::Directive(directive) => {
            land(namespace.version_sets(task_queue), task_queue, &directive, &mut trace)
        }
        Decision::SameWorker(version, reason) => {
            Landing { outcome: Outcome::Version(version), reason, follows: Follows::Nothing }
        }
        Decision::Refused(command) => Landing {
            outcome: Outcome::Rejected(command),
            reason: Reason::CrossQueueRejected,
            follows: Follows::Nothing,
        },
    };
    let (task_queue, steps) = (task_queue.clone(), trace.into_steps());
    Resolution { task_queue, outcome, reason, follows, steps }
}
