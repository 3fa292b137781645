//! Why something lands where it does.

use super::phrases;
use crate::task::{NamedTaskQueue, Resolution, Step};

/// A sentence for each rule that led to a landing, in order.
#[must_use]
pub fn landing(landing: &Resolution) -> Vec<String> {
    landing.steps.iter().map(step).collect()
}

/// A sentence for a rule, from the facts that it used.
#[must_use]
#[expect(clippy::too_many_lines, reason = "there is a sentence for each rule")]
pub fn step(step: &Step) -> String {
    match step {
        Step::NewWorkflow => {
            "A new workflow starts on the default of its task queue.".to_owned()
        }
        Step::EagerWorkflowStart { task_queue: _ } => {
            "The workflow is started eagerly: its first workflow task is handed to a worker in the program that starts it, whatever the default is, and the workflow stays with that worker's version."
                .to_owned()
        }
        Step::ResetToFirstWorkflowTask => {
            "A reset to the first workflow task takes back all that ran the workflow: only a build ID that it inherited at its start is left."
                .to_owned()
        }
        Step::ResetToLaterWorkflowTask => {
            "A reset to a later workflow task leaves the workflow on the version that ran what is left of it."
                .to_owned()
        }
        Step::WorkflowBuildId { build_id } => format!(
            "The workflow is on build ID {build_id}, so its workflow tasks stay with the version set of {build_id}."
        ),
        Step::FirstWorkflowTask => {
            "The workflow has completed no workflow task yet, so it still takes the default of its task queue."
                .to_owned()
        }
        Step::UnversionedWorkflow => {
            "The workflow runs on unversioned workers, and what they run stays with them.".to_owned()
        }
        Step::RetryInherits => {
            "The next attempt of a workflow inherits the build ID of the one before.".to_owned()
        }
        Step::CronNeverInherits => {
            "A cron run never inherits: each starts on the default of its task queue.".to_owned()
        }
        Step::IntentCompatible => {
            "The versioning intent Compatible asks to inherit the build ID of the workflow."
                .to_owned()
        }
        Step::IntentDefault => "The versioning intent Default asks not to inherit.".to_owned(),
        Step::UseLatestBuildId => "The flag UseLatestBuildId asks not to inherit.".to_owned(),
        Step::UnspecifiedInherits { sdk, named_task_queue: NamedTaskQueue::Unnamed } => format!(
            "There is no versioning intent and no task queue is named, so the {} SDK asks to inherit.",
            phrases::sdk(*sdk)
        ),
        Step::UnspecifiedInherits { sdk, .. } => format!(
            "There is no versioning intent and the task queue is the workflow's own, so the {} SDK asks to inherit.",
            phrases::sdk(*sdk)
        ),
        Step::UnspecifiedTakesDefault { sdk, named_task_queue: NamedTaskQueue::Unnamed } => format!(
            "There is no versioning intent and no task queue is named: the {} SDK does not take that for the workflow's own, so it asks not to inherit.",
            phrases::sdk(*sdk)
        ),
        Step::UnspecifiedTakesDefault { sdk, .. } => format!(
            "There is no versioning intent and the task queue is another than the workflow's, so the {} SDK asks not to inherit.",
            phrases::sdk(*sdk)
        ),
        Step::CrossQueueRejected { workflow_task_queue, task_queue } => format!(
            "A build ID cannot be inherited from task queue {workflow_task_queue} to {task_queue}: the server refuses the command, the workflow task fails, and it is retried until the code or the intent is changed."
        ),
        Step::TakesDefault => {
            "What does not inherit takes the default of its task queue.".to_owned()
        }
        Step::InheritedBuildId { build_id } => {
            format!("It inherits the workflow's build ID {build_id}.")
        }
        Step::NothingToInherit => {
            "The workflow has no build ID, so there is nothing to inherit, and the new run starts on the default of its task queue."
                .to_owned()
        }
        Step::EagerActivity { task_queue: _ } => {
            "The activity is eager: it is handed straight to the worker that has completed the workflow task."
                .to_owned()
        }
        Step::QueueDefault { task_queue, build_id } => format!(
            "The default of {task_queue} is {build_id}, the default of its last version set."
        ),
        Step::UnversionedQueue { task_queue } => {
            format!("{task_queue} has no version sets, so its unversioned workers get it.")
        }
        Step::SetDefault { task_queue, build_id, set_default } if build_id == set_default => {
            format!("On {task_queue}, {build_id} is the default of its version set.")
        }
        Step::SetDefault { task_queue, build_id, set_default } => format!(
            "On {task_queue}, the default of the version set of {build_id} is now {set_default}."
        ),
        Step::UnknownBuildId { task_queue, build_id } => format!(
            "{task_queue} does not know build ID {build_id}: it waits for a versioned worker of exactly {build_id}."
        ),
        Step::UnversionedWorkers { task_queue } => format!(
            "Unversioned workers of {task_queue} get it, whether or not the queue has version sets."
        ),
        Step::NexusTask => {
            "A Nexus task has no workflow: it takes the default of its task queue.".to_owned()
        }
        Step::StandaloneActivity => {
            "An activity without a workflow takes the default of its task queue.".to_owned()
        }
        Step::PinnedWorkflow { deployment_version } => {
            format!("The workflow is pinned to {deployment_version}.")
        }
        Step::AutoUpgradeWorkflow { deployment_version } => format!(
            "The workflow is on {deployment_version}, and its behavior is auto-upgrade: it follows the current and ramping versions."
        ),
        Step::MovingWorkflow { deployment_version } => {
            format!("The workflow is moving to {}.", phrases::deployed(deployment_version.as_ref()))
        }
        Step::OverrideToVersion { deployment_version } => {
            format!("A versioning override directs the workflow to {deployment_version}.")
        }
        Step::OverrideToAutoUpgrade => {
            "A versioning override makes the workflow follow the current and ramping versions."
                .to_owned()
        }
        Step::OverrideRefused { deployment_version, task_queue } => format!(
            "The versioning override names {deployment_version}, whose workers have not polled {task_queue} for workflow tasks: the server refuses it."
        ),
        Step::InheritedPinnedVersion { deployment_version } => {
            format!("The run begins pinned to {deployment_version}, which it inherits.")
        }
        Step::InheritedAutoUpgradeVersion { deployment_version, revision_number } => format!(
            "The run begins on {deployment_version}, which it inherits with revision {revision_number} of the routing config, and its behavior is auto-upgrade."
        ),
        Step::NothingOfDeploymentsInherited => {
            "The run inherits no version, so it begins as a new workflow does.".to_owned()
        }
        Step::UseRampingVersion { deployment_version } => format!(
            "The run continued as new with USE_RAMPING_VERSION, so its first workflow task goes to the ramping version {deployment_version}, whatever the percentage."
        ),
        Step::CurrentVersion { task_queue, task_queue_type, deployment_version: Some(version) } => {
            format!("The current version for {} of {task_queue} is {version}.", phrases::tasks(*task_queue_type))
        }
        Step::CurrentVersion { task_queue, task_queue_type, deployment_version: None } => {
            format!("No version is current for {} of {task_queue}.", phrases::tasks(*task_queue_type))
        }
        Step::Ramp { deployment_version, percentage, workflow_id, place, taken } => {
            let takes = if *taken { "takes" } else { "does not take" };
            format!(
                "The ramp of {percentage} % to {} {takes} workflow ID {workflow_id}, whose place is {place} %.",
                phrases::deployed(deployment_version.as_ref())
            )
        }
        Step::RampWithoutWorkflowId { deployment_version, percentage } => format!(
            "The ramp to {} takes {percentage} % of the workflows, depending on the workflow ID.",
            phrases::deployed(deployment_version.as_ref())
        ),
        Step::RampWithoutWorkflow { deployment_version, percentage } => format!(
            "There is a ramp of {percentage} % to {}. Without a workflow ID, the server compares the percentage with a random number from 0 to 1, so that from 1 % on the ramp takes all.",
            phrases::deployed(deployment_version.as_ref())
        ),
        Step::NewerRevision {
            deployment_version,
            revision_number,
            task_queue,
            task_queue_revision_number,
        } => format!(
            "Revision {revision_number} of the routing config moved the workflow to {deployment_version}, and {task_queue} knows only revision {task_queue_revision_number}: the workflow stays."
        ),
        Step::ActivityOfVersion { deployment_version, task_queue } => format!(
            "Workers of {deployment_version} have polled {task_queue} for activities, so the activity stays with the version."
        ),
        Step::ActivityOutsideVersion { deployment_version, task_queue } => format!(
            "No workers of {deployment_version} have polled {task_queue} for activities, so the activity goes where {task_queue} directs it."
        ),
        Step::ActivityMovesWorkflow { deployment_version } => format!(
            "That is where the workflow's next workflow task would go, so the activity moves the workflow to {} first, and starts once a workflow task is completed there.",
            phrases::deployed(deployment_version.as_ref())
        ),
        Step::ActivityWaits => {
            "The activity starts once the workflow has completed a workflow task there.".to_owned()
        }
        Step::NoCurrentVersion { task_queue } => {
            format!("So unversioned workers of {task_queue} get it.")
        }
        Step::CachedWorkflow { deployment_version } => format!(
            "A worker of {deployment_version} has the workflow in its cache, and keeps it until a version is current or the worker stops."
        ),
        Step::QueryToDrainedVersion { deployment_version } => format!(
            "The workflow is pinned to {deployment_version}, which is drained, and no worker polls the task queue: the server refuses the query."
        ),
    }
}
