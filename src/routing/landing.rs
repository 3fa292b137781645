//! Directive → landing: the one place where a queue's versioning data decides who gets a task. A later
//! generation of Worker Versioning joins here.

use super::directive::{DefaultBecause, Directive};
use super::{Follows, Outcome, Reason, RefusedCommand, Step, WorkflowVersion};
use crate::model::{BuildId, TaskQueueName, VersionSets};

/// Who gets a task, why, and which default would take it along.
pub(super) struct Landing<'a> {
    pub outcome: Outcome<'a>,
    pub reason: Reason,
    pub follows: Follows<'a>,
}

/// Source: `redirectToVersionedQueueForAdd` and `lookupVersionSetForAdd` of the server's matching service;
/// the rows were compared with a live server.
pub(super) fn land<'a>(
    sets: Option<&'a VersionSets>,
    task_queue: &'a TaskQueueName,
    directive: &Directive<'a>,
    steps: &mut Vec<Step<'a>>,
) -> Landing<'a> {
    match directive {
        Directive::Unversioned => {
            steps.push(Step::UnversionedWorkers { task_queue });
            Landing {
                outcome: Outcome::Unversioned,
                reason: Reason::UnversionedWorkflow,
                follows: Follows::Nothing,
            }
        }
        Directive::Default(because) => on_default(sets, task_queue, *because, steps),
        Directive::BuildId(build_id) => on_build_id(sets, task_queue, build_id, steps),
    }
}

fn on_default<'a>(
    sets: Option<&'a VersionSets>,
    task_queue: &'a TaskQueueName,
    because: DefaultBecause,
    steps: &mut Vec<Step<'a>>,
) -> Landing<'a> {
    let follows = Follows::QueueDefault;
    let Some(build_id) = sets.and_then(VersionSets::default_build_id) else {
        steps.push(Step::UnversionedQueue { task_queue });
        let (outcome, reason) = (Outcome::Unversioned, Reason::UnversionedQueue);
        return Landing { outcome, reason, follows };
    };
    steps.push(Step::QueueDefault { task_queue, build_id });
    let reason = match because {
        DefaultBecause::Asked => Reason::QueueDefault,
        DefaultBecause::NothingToInherit => Reason::NothingToInherit,
    };
    Landing { outcome: Outcome::BuildId(build_id), reason, follows }
}

fn on_build_id<'a>(
    sets: Option<&'a VersionSets>,
    task_queue: &'a TaskQueueName,
    build_id: &'a BuildId,
    steps: &mut Vec<Step<'a>>,
) -> Landing<'a> {
    let follows = Follows::SetOf(build_id);
    let Some(set_default) = sets.and_then(|sets| sets.default_of(build_id)) else {
        steps.push(Step::UnknownBuildId { task_queue, build_id });
        let (outcome, reason) = (Outcome::BuildId(build_id), Reason::UnknownBuildId);
        return Landing { outcome, reason, follows };
    };
    steps.push(Step::SetDefault { task_queue, build_id, set_default });
    let (outcome, reason) = (Outcome::BuildId(set_default), Reason::SetDefault);
    Landing { outcome, reason, follows }
}

/// An eager activity runs on the worker that has just completed the workflow task.
pub(super) fn on_same_worker<'a>(
    task_queue: &'a TaskQueueName,
    version: &'a WorkflowVersion,
    steps: &mut Vec<Step<'a>>,
) -> Landing<'a> {
    steps.push(Step::EagerActivity { task_queue });
    let outcome = match version {
        WorkflowVersion::BuildId(build_id) => Outcome::BuildId(build_id),
        WorkflowVersion::Unversioned | WorkflowVersion::Untouched => Outcome::Unversioned,
    };
    Landing { outcome, reason: Reason::EagerActivity, follows: Follows::Nothing }
}

/// A refused command lands nowhere, whatever the version sets are.
pub(super) const fn refused<'a>(command: RefusedCommand) -> Landing<'a> {
    Landing {
        outcome: Outcome::Rejected(command),
        reason: Reason::CrossQueueRejected,
        follows: Follows::Nothing,
    }
}
