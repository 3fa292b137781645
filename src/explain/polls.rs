//! What the polls of a worker bring, and why.

use super::phrases;
use crate::routing::PollOutcome;

/// A sentence on what the polls of a worker bring.
#[must_use]
pub fn poll(poll: &PollOutcome) -> String {
    match poll {
        PollOutcome::UnversionedWorker { task_queue, new_workflows: true, .. } => format!(
            "An unversioned worker gets every unversioned task of {task_queue}, new workflows among them."
        ),
        PollOutcome::UnversionedWorker {
            task_queue,
            new_workflows: false,
            new_workflows_on: Some(version),
            ..
        } => format!(
            "An unversioned worker gets unversioned tasks only. On {task_queue} the current version is {version}, so new workflows go to its workers."
        ),
        PollOutcome::UnversionedWorker { task_queue, new_workflows: false, .. } => format!(
            "An unversioned worker gets unversioned tasks only. {task_queue} has version sets, so new workflows go to versioned workers."
        ),
        PollOutcome::SetDefault { task_queue, build_id, new_workflows: true, .. } => format!(
            "{build_id} is the queue default of {task_queue}: it gets the tasks of its version set and new workflows."
        ),
        PollOutcome::SetDefault {
            task_queue,
            build_id,
            new_workflows: false,
            new_workflows_on: Some(version),
            ..
        } => format!(
            "{build_id} is the default of its version set on {task_queue}: it gets that set's tasks. The current version is {version}, so new workflows go to its workers."
        ),
        PollOutcome::SetDefault { task_queue, build_id, new_workflows: false, .. } => format!(
            "{build_id} is the default of its version set on {task_queue}: it gets that set's tasks, but no new workflows."
        ),
        PollOutcome::Superseded { task_queue, build_id, newer_build_id, .. } => format!(
            "{newer_build_id} has superseded {build_id} in its version set on {task_queue}: the server refuses the poll."
        ),
        PollOutcome::UnknownBuildId { task_queue, build_id, .. } => format!(
            "{task_queue} does not know build ID {build_id}: the worker sits idle until that build ID is added."
        ),
        PollOutcome::CurrentVersion {
            task_queue,
            task_queue_type,
            deployment_version,
            percentage,
            ..
        } => format!(
            "{deployment_version} is the current version for {} of {task_queue}: it gets what is for it, and {percentage} % of the workflows that follow the current and ramping versions.",
            phrases::tasks(*task_queue_type)
        ),
        PollOutcome::RampingVersion {
            task_queue,
            task_queue_type,
            deployment_version,
            percentage,
            ..
        } => format!(
            "{deployment_version} is the ramping version for {} of {task_queue}: it gets what is for it, and {percentage} % of the workflows that follow the current and ramping versions.",
            phrases::tasks(*task_queue_type)
        ),
        PollOutcome::PinnedOnly { task_queue, task_queue_type, deployment_version, .. } => format!(
            "{deployment_version} is neither the current nor the ramping version for {} of {task_queue}: it gets only what is for it, such as the tasks of workflows that are pinned to it.",
            phrases::tasks(*task_queue_type)
        ),
    }
}
