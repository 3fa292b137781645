//! What led to a refusal, and what to do instead.

use serde::Serialize;

use crate::deployments::DeploymentOperation;
use crate::names::{BuildId, Identity, TaskQueueName, TaskQueueType};
use crate::operation::Operation;
use crate::refusal::{DeploymentError, RefusalReason};
use crate::version_sets::{BuildIdOperation, BuildIdRole, VersionSet, VersionSets};

/// What led to a refusal, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// What led to the refusal.
    pub cause: String,
    /// What to do instead.
    pub instead: String,
    /// The operation that does this, if there is one on version sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<BuildIdOperation>,
    /// The operation that does this, if there is one on Worker Deployments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_operation: Option<DeploymentOperation>,
}

impl Advice {
    fn new(cause: impl Into<String>, instead: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            instead: instead.into(),
            operation: None,
            deployment_operation: None,
        }
    }

    fn with(self, operation: BuildIdOperation) -> Self {
        Self { operation: Some(operation), ..self }
    }
}

/// What led to the refusal of an operation on version sets, and what to do instead.
///
/// The sets are those of the operation's task queue before the operation; `None` if the queue is unversioned.
#[must_use]
pub fn advice(operation: &Operation, reason: RefusalReason, sets: Option<&VersionSets>) -> Advice {
    let Operation { task_queue, operation } = operation;
    match reason {
        RefusalReason::Incomplete => {
            Advice::new("Something is left empty.", "Fill in what the message names.")
        }
        RefusalReason::BuildIdTooLong => Advice::new(
            "The build ID has more bytes than the cluster takes; other letters than a to z have several.",
            "Take a shorter build ID.",
        ),
        RefusalReason::TaskQueueName => Advice::new(
            "No task queue can have that name.",
            "Name the queue that the workers poll.",
        ),
        RefusalReason::AlreadyExists => already_exists(operation, task_queue, sets),
        RefusalReason::NotQueueDefault => {
            let build_id = first_named(operation);
            let cause =
                format!("{build_id} is in that set already, and the set is not the queue default.");
            Advice::new(cause, "Promote the set.")
                .with(BuildIdOperation::PromoteSetByBuildId { build_id })
        }
        RefusalReason::NotSetDefault => {
            let build_id = first_named(operation);
            let cause = format!(
                "{build_id} is in that set already, but it is not the default: adding it again does not promote it."
            );
            Advice::new(cause, "Promote it within its set.")
                .with(BuildIdOperation::PromoteBuildIdWithinSet { build_id })
        }
        RefusalReason::Incompatible => incompatible(operation),
        RefusalReason::NotFound => not_found(operation, task_queue, sets),
        RefusalReason::TooManyVersionSets => Advice::new(
            "The queue has as many version sets as the cluster allows.",
            "Merge two sets that may share workers, or have the limit raised (limit.versionCompatibleSetLimitPerQueue).",
        ),
        RefusalReason::TooManyBuildIds => Advice::new(
            "The queue has as many build IDs as the cluster allows, and an operation never takes one away.",
            "Have the limit raised (limit.versionBuildIdLimitPerQueue), or old build IDs removed by the server (worker.buildIdScavengerEnabled).",
        ),
        RefusalReason::TooManyTaskQueues => Advice::new(
            "As many task queues as the cluster allows already know this build ID.",
            "Take a build ID of its own for this queue, or have the limit raised (limit.taskQueuesPerBuildId).",
        ),
        RefusalReason::DeploymentName
        | RefusalReason::Percentage
        | RefusalReason::DeploymentNotFound
        | RefusalReason::VersionNotFound
        | RefusalReason::DeploymentExists
        | RefusalReason::VersionExists
        | RefusalReason::ConflictTokenMismatch
        | RefusalReason::ManagedByAnother
        | RefusalReason::AlreadyCurrent
        | RefusalReason::MissingTaskQueues
        | RefusalReason::CurrentOrRamping
        | RefusalReason::Draining
        | RefusalReason::ActivePollers
        | RefusalReason::HasVersions
        | RefusalReason::TooManyDeployments
        | RefusalReason::TooManyVersions
        | RefusalReason::TooManyTaskQueuesInVersion
        | RefusalReason::TooManyVersionsInTaskQueue => Advice::new(
            "No operation on version sets is refused for this.",
            "Ask for the advice on the operation on Worker Deployments.",
        ),
    }
}

fn already_exists(
    operation: &BuildIdOperation,
    task_queue: &TaskQueueName,
    sets: Option<&VersionSets>,
) -> Advice {
    let build_id = first_named(operation);
    let set = sets.and_then(|sets| sets.set_of(&build_id)).map(VersionSet::default_build_id);
    let in_set = match set {
        Some(set_default) => format!("the version set of {set_default}"),
        None => "a version set".to_owned(),
    };
    let cause =
        format!("{build_id} is in {in_set} of {task_queue}, and a build ID stays in its set.");
    if set == Some(&build_id) {
        return Advice::new(cause, "Promote its set to queue default. Or take a new build ID.")
            .with(BuildIdOperation::PromoteSetByBuildId { build_id });
    }
    let instead = format!(
        "Make {build_id} the default of its set, then promote that set. Or take a new build ID."
    );
    Advice::new(cause, instead).with(BuildIdOperation::PromoteBuildIdWithinSet { build_id })
}

fn incompatible(operation: &BuildIdOperation) -> Advice {
    let added = first_named(operation);
    let existing = required(operation).next().unwrap_or(&added).clone();
    let cause = format!(
        "{added} and {existing} are in two version sets, and a build ID never leaves its set."
    );
    let instead = "If the two are compatible, merge their sets: workers of the merged set's default then run both. Or take a new build ID.";
    Advice::new(cause, instead)
        .with(BuildIdOperation::MergeSets { primary_build_id: added, secondary_build_id: existing })
}

fn not_found(
    operation: &BuildIdOperation,
    task_queue: &TaskQueueName,
    sets: Option<&VersionSets>,
) -> Advice {
    let sets = sets.map_or(&[][..], VersionSets::sets);
    let is_unknown = |build_id: &&BuildId| !sets.iter().any(|set| set.contains(build_id));
    let wanted = required(operation).find(is_unknown).filter(|wanted| !wanted.is_empty());
    let cause = match wanted {
        _ if sets.is_empty() => format!("{task_queue} has no version sets yet."),
        None => "A build ID is left empty.".to_owned(),
        Some(wanted) => format!("No version set of {task_queue} holds exactly {wanted}."),
    };
    let Some(wanted) = wanted else {
        return Advice::new(cause, "Name a build ID of each of the two sets.");
    };
    let mut known = sets.iter().flat_map(VersionSet::build_ids);
    let name = wanted.as_str().trim();
    if let Some(near) = known.find(|near| near.as_str().trim().eq_ignore_ascii_case(name)) {
        return Advice::new(cause, format!("There is {near}: capitals and blanks count."))
            .with(replaced(operation, wanted, near));
    }
    Advice::new(cause, format!("Name a build ID that the queue has, or add {wanted} first."))
        .with(BuildIdOperation::AddNewIdInNewDefaultSet { build_id: wanted.clone() })
}

/// What led to the refusal of an operation on Worker Deployments, or of a worker's poll, and what to do instead.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a case for each refusal")]
pub fn deployment_advice(
    error: &DeploymentError,
    operation: Option<&DeploymentOperation>,
) -> Advice {
    use DeploymentError as Error;
    match error {
        Error::NoDeploymentName
        | Error::NoBuildId
        | Error::NameWithoutBuildId
        | Error::NoIdentity
        | Error::NoEntries
        | Error::VersionIncomplete { .. }
        | Error::EmptyName { .. } => {
            Advice::new("Something is left empty.", "Fill in what the message names.")
        }
        Error::NameReadAsEmpty { .. }
        | Error::NameReadAsAnother { .. }
        | Error::NameWithDelimiter { .. } => Advice::new(
            "A deployment's name ends at the first . or : before a build ID, so that it cannot contain either.",
            "Name the deployment that the workers name.",
        ),
        Error::NameTooLong { .. } => Advice::new(
            "The name has more bytes than the cluster takes; other letters than a to z have several.",
            "Take a shorter name.",
        ),
        Error::ReservedName { .. } => {
            Advice::new("Names that begin with __ are the server's own.", "Take another name.")
        }
        Error::Percentage => Advice::new(
            "A ramp takes from 0 to 100 percent of the workflows.",
            "Name a percentage within these bounds.",
        ),
        Error::DeploymentNotFound { deployment_name }
        | Error::DeploymentWorkflowNotFound { deployment_name }
        | Error::DeploymentWorkflowCompleted { deployment_name } => {
            let cause = format!("There is no deployment {deployment_name}.");
            without_pollers(cause, operation)
        }
        Error::BuildIdNotFound { version }
        | Error::VersionWorkflowNotFound { version }
        | Error::VersionWorkflowCompleted { version }
        | Error::VersionNotFound { version } => {
            let cause =
                format!("No worker has polled as {version} yet, or the version was deleted.");
            without_pollers(cause, operation)
        }
        Error::DeploymentExists { deployment_name, .. } => Advice::new(
            format!("There is a deployment {deployment_name}, which another request has created."),
            "Use it as it is, or take another name.",
        ),
        Error::VersionExists { version } => Advice::new(
            format!("There is a version {version}, which another request has created."),
            "Use it as it is, or take another build ID.",
        ),
        Error::ConflictTokenMismatch => Advice::new(
            "The deployment has changed since the token was read.",
            "Describe the deployment, see whether the change is still right, and name the new token.",
        ),
        Error::ManagedByAnother { manager_identity, identity } => {
            let cause = format!("Only {manager_identity} may change the deployment.");
            let instead = format!(
                "Ask as {manager_identity}. Or become the manager, once {manager_identity} no longer changes the deployment."
            );
            let take_over = operation.filter(|_| !identity.is_empty()).map(|operation| {
                DeploymentOperation::SetWorkerDeploymentManager {
                    deployment_name: operation.deployment_name().clone(),
                    manager_identity: Identity::default(),
                    to_self: true,
                    identity: identity.clone(),
                    conflict_token: None,
                }
            });
            Advice { deployment_operation: take_over, ..Advice::new(cause, instead) }
        }
        Error::AlreadyCurrent { version: Some(version) } => Advice::new(
            format!("{version} is current: it gets all workflows that no ramp takes."),
            "Ramp to another version, or make another version current first.",
        ),
        Error::AlreadyCurrent { version: None } => Advice::new(
            "No version is current: the unversioned workers get all workflows that no ramp takes.",
            "Ramp to a version, or make one current first.",
        ),
        Error::MissingTaskQueues { version, task_queues, .. } => {
            let queues: Vec<_> = task_queues.iter().map(typed_task_queue).collect();
            let queues = queues.join(", ");
            let cause = format!(
                "Tasks wait in {queues}, which no worker of {version} has polled. The unversioned workers would get them."
            );
            let instead = format!(
                "Let workers of {version} poll {queues} first. Or promote it all the same."
            );
            let operation = operation.cloned().map(|mut operation| {
                operation.ignore_missing_task_queues();
                operation
            });
            Advice { deployment_operation: operation, ..Advice::new(cause, instead) }
        }
        Error::CurrentOrRamping { version } => Advice::new(
            format!("New workflows start on {version}."),
            "Make another version current, or end the ramp, first.",
        ),
        Error::Draining { version } => Advice::new(
            format!("Open workflows may be pinned to {version}."),
            "Wait until it is drained, or move them with an override. Skipping the drainage leaves them without workers.",
        ),
        Error::ActivePollers { version } => Advice::new(
            format!("Workers of {version} have polled in the last five minutes."),
            "Stop them, and wait five minutes (matching.PollerHistoryTTL).",
        ),
        Error::HasVersions { deployment_name } => {
            Advice::new(format!("{deployment_name} has versions."), "Delete each of them first.")
        }
        Error::TooManyDeployments { .. } => Advice::new(
            "The namespace has as many deployments as the cluster allows.",
            "Delete one that is no longer used, or have the limit raised (matching.maxDeployments).",
        ),
        Error::TooManyVersions { .. } | Error::TooManyVersionsToPromote { .. } => Advice::new(
            "The deployment has as many versions as the cluster allows, each of them current, ramping, draining or with workers that poll.",
            "Stop the workers of an old version, and wait five minutes. Or have the limit raised (matching.maxVersionsInDeployment).",
        ),
        Error::TooManyTaskQueues { .. } => Advice::new(
            "The version has as many task queues as the cluster allows.",
            "Spread them over several deployments, or have the limit raised (matching.maxTaskQueuesInDeploymentVersion).",
        ),
        Error::TooManyVersionsInTaskQueue { .. } => Advice::new(
            "The task queue knows more versions than the cluster allows.",
            "Delete versions that are no longer used, or have the limit raised (matching.maxVersionsInTaskQueue).",
        ),
    }
}

const BY_POLL: &str =
    "Start a worker of one of its versions: its first poll creates the deployment and the version.";

/// How to promote what no worker has polled for, and how to create what an operation does not find.
fn without_pollers(cause: String, operation: Option<&DeploymentOperation>) -> Advice {
    use DeploymentOperation as Operation;
    let Some(operation) = operation else {
        return Advice::new(cause, BY_POLL);
    };
    let mut promotion = operation.clone();
    if promotion.allow_no_pollers() {
        return Advice {
            deployment_operation: Some(promotion),
            ..Advice::new(
                cause,
                "Start its workers first: their first poll creates the version. Or allow a version without pollers.",
            )
        };
    }
    let creation = match operation {
        Operation::SetWorkerDeploymentManager { deployment_name, identity, .. } => {
            Some(Operation::CreateWorkerDeployment {
                deployment_name: deployment_name.clone(),
                identity: identity.clone(),
                request_id: String::new(),
            })
        }
        Operation::CreateWorkerDeploymentVersion { deployment_version, identity, .. } => {
            Some(Operation::CreateWorkerDeployment {
                deployment_name: deployment_version.deployment_name.clone(),
                identity: identity.clone(),
                request_id: String::new(),
            })
        }
        Operation::UpdateWorkerDeploymentVersionMetadata {
            deployment_version, identity, ..
        } => Some(Operation::CreateWorkerDeploymentVersion {
            deployment_version: deployment_version.clone(),
            identity: identity.clone(),
            request_id: String::new(),
        }),
        Operation::DeleteWorkerDeploymentVersion { .. } => None,
        _ => return Advice::new(cause, BY_POLL),
    };
    let instead = match creation {
        Some(_) => "Create it first, or start a worker of it: its first poll creates it.",
        None => {
            "There is nothing to delete. See that the name is right: capitals and blanks count."
        }
    };
    Advice { deployment_operation: creation, ..Advice::new(cause, instead) }
}

/// A task queue of one type, in words.
fn typed_task_queue((task_queue, task_queue_type): &(TaskQueueName, TaskQueueType)) -> String {
    let tasks = match task_queue_type {
        TaskQueueType::Workflow => "workflow tasks",
        TaskQueueType::Activity => "activities",
        TaskQueueType::Nexus => "Nexus tasks",
    };
    format!("{task_queue} ({tasks})")
}

/// The build ID that an operation adds or promotes, or into whose set it merges.
fn first_named(operation: &BuildIdOperation) -> BuildId {
    operation.build_ids().first().copied().cloned().unwrap_or_default()
}

/// The build IDs that an operation requires in the task queue.
fn required(operation: &BuildIdOperation) -> impl Iterator<Item = &BuildId> {
    let build_ids = operation.fields().build_ids.into_iter();
    build_ids.filter(|(role, _)| *role != BuildIdRole::Added).map(|(_, build_id)| build_id)
}

/// The operation with another build ID wherever it names one.
fn replaced(operation: &BuildIdOperation, from: &BuildId, to: &BuildId) -> BuildIdOperation {
    let mut operation = operation.clone();
    for (_, build_id) in operation.fields_mut().build_ids {
        if build_id == from {
            *build_id = to.clone();
        }
    }
    operation
}
