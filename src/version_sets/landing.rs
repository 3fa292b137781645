//! Directive → landing: where the version sets of a queue decide who gets a task.

use super::VersionSets;
use crate::names::{BuildId, TaskQueueName};
use crate::task::directive::{DefaultBecause, Directive};
use crate::task::{Follows, Outcome, Reason, Step, Trace};
use crate::version::WorkerVersion;

/// Who gets a task, why, and which default would take it along.
pub(crate) struct Landing {
    pub(crate) outcome: Outcome,
    pub(crate) reason: Reason,
    pub(crate) follows: Follows,
}

impl Landing {
    pub(crate) const fn unversioned(reason: Reason, follows: Follows) -> Self {
        Self { outcome: Outcome::Version(WorkerVersion::Unversioned), reason, follows }
    }

    fn on(build_id: &BuildId, reason: Reason, follows: Follows) -> Self {
        let version = WorkerVersion::BuildId(build_id.clone());
        Self { outcome: Outcome::Version(version), reason, follows }
    }
}

/// Source: `redirectToVersionedQueueForAdd` and `lookupVersionSetForAdd` of the server's matching service;
/// the rows were compared with a live server.
pub(crate) fn land(
    sets: Option<&VersionSets>,
    task_queue: &TaskQueueName,
    directive: &Directive<'_>,
    trace: &mut Trace,
) -> Landing {
    match directive {
        Directive::Unversioned | Directive::Behavior(_) => {
            trace.note(|| Step::UnversionedWorkers { task_queue: task_queue.clone() });
            Landing::unversioned(Reason::UnversionedWorkflow, Follows::Nothing)
        }
        Directive::Default(because) => on_default(sets, task_queue, *because, trace),
        Directive::BuildId(build_id) => on_build_id(sets, task_queue, build_id, trace),
    }
}

fn on_default(
    sets: Option<&VersionSets>,
    task_queue: &TaskQueueName,
    because: DefaultBecause,
    trace: &mut Trace,
) -> Landing {
    let Some(build_id) = sets.and_then(VersionSets::default_build_id) else {
        trace.note(|| Step::UnversionedQueue { task_queue: task_queue.clone() });
        return Landing::unversioned(Reason::UnversionedQueue, Follows::QueueDefault);
    };
    trace
        .note(|| Step::QueueDefault { task_queue: task_queue.clone(), build_id: build_id.clone() });
    let reason = match because {
        DefaultBecause::Asked => Reason::QueueDefault,
        DefaultBecause::NothingToInherit => Reason::NothingToInherit,
    };
    Landing::on(build_id, reason, Follows::QueueDefault)
}

fn on_build_id(
    sets: Option<&VersionSets>,
    task_queue: &TaskQueueName,
    wanted: &BuildId,
    trace: &mut Trace,
) -> Landing {
    let follows = Follows::SetOf(wanted.clone());
    let Some(set_default) = sets.and_then(|sets| sets.default_of(wanted)) else {
        trace.note(|| Step::UnknownBuildId {
            task_queue: task_queue.clone(),
            build_id: wanted.clone(),
        });
        return Landing::on(wanted, Reason::UnknownBuildId, follows);
    };
    trace.note(|| Step::SetDefault {
        task_queue: task_queue.clone(),
        build_id: wanted.clone(),
        set_default: set_default.clone(),
    });
    Landing::on(set_default, Reason::SetDefault, follows)
}
