//! Directive → landing: the one place where a queue's versioning data decides who gets a task. A later
//! generation of Worker Versioning joins here.

use super::directive::{DefaultBecause, Directive};
use super::{Outcome, Reason, Step, WorkflowVersion};
use crate::model::{BuildId, TaskQueueName, VersionSets};

/// Source: `redirectToVersionedQueueForAdd` and `lookupVersionSetForAdd` of the server's matching service;
/// the rows were compared with a live server.
pub(super) fn land<'a>(
    sets: Option<&'a VersionSets>,
    task_queue: &'a TaskQueueName,
    directive: &Directive<'a>,
    steps: &mut Vec<Step<'a>>,
) -> (Outcome<'a>, Reason) {
    match directive {
        Directive::Unversioned => {
            steps.push(Step::UnversionedWorkers { task_queue });
            (Outcome::Unversioned, Reason::UnversionedWorkflow)
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
) -> (Outcome<'a>, Reason) {
    let Some(build_id) = sets.and_then(VersionSets::default_build_id) else {
        steps.push(Step::UnversionedQueue { task_queue });
        return (Outcome::Unversioned, Reason::UnversionedQueue);
    };
    steps.push(Step::QueueDefault { task_queue, build_id });
    let reason = match because {
        DefaultBecause::Asked => Reason::QueueDefault,
        DefaultBecause::NothingToInherit => Reason::NothingToInherit,
    };
    (Outcome::BuildId(build_id), reason)
}

fn on_build_id<'a>(
    sets: Option<&'a VersionSets>,
    task_queue: &'a TaskQueueName,
    build_id: &'a BuildId,
    steps: &mut Vec<Step<'a>>,
) -> (Outcome<'a>, Reason) {
    let Some(set_default) = sets.and_then(|sets| sets.default_of(build_id)) else {
        steps.push(Step::UnknownBuildId { task_queue, build_id });
        return (Outcome::BuildId(build_id), Reason::UnknownBuildId);
    };
    steps.push(Step::SetDefault { task_queue, build_id, set_default });
    (Outcome::BuildId(set_default), Reason::SetDefault)
}

/// An eager activity runs on the worker that has just completed the workflow task.
pub(super) fn on_same_worker<'a>(
    task_queue: &'a TaskQueueName,
    version: &'a WorkflowVersion,
    steps: &mut Vec<Step<'a>>,
) -> (Outcome<'a>, Reason) {
    steps.push(Step::EagerActivity { task_queue });
    let outcome = match version {
        WorkflowVersion::BuildId(build_id) => Outcome::BuildId(build_id),
        WorkflowVersion::Unversioned | WorkflowVersion::Untouched => Outcome::Unversioned,
    };
    (outcome, Reason::EagerActivity)
}
