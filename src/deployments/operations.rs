//! The operations on Worker Deployments: what each asks, what it answers, and why it is not carried out.

use serde::{Deserialize, Serialize};
use strum::VariantNames;
use thiserror::Error;

use super::promotion::Promotion;
use super::{ConflictToken, Deployments};
use crate::names::{BuildId, DeploymentName, Identity, TaskQueueName, TaskQueueType};
use crate::percentage::Percentage;
use crate::refusal::DeploymentError;
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::{Record, tagged};

tagged! {
    #[tag("operation")]
    /// An operation on a Worker Deployment, with the fields of the API's request in camel case.
    #[derive(Debug, Clone, PartialEq, Eq, VariantNames)]
    #[strum(serialize_all = "camelCase")]
    pub enum DeploymentOperation {
        /// Makes a version the current one of its deployment, or the unversioned workers.
        #[cfg_attr(feature = "schema", schemars(title = "SetWorkerDeploymentCurrentVersion"))]
        SetWorkerDeploymentCurrentVersion {
            /// The deployment.
            deployment_name: DeploymentName,
            /// The build ID of the version; empty, as by default, for the unversioned workers.
            #[serde(default, skip_serializing_if = "BuildId::is_empty")]
            build_id: BuildId,
            /// Who asks; empty by default.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
            /// The token of the state that the change is meant for; any by default.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            conflict_token: Option<ConflictToken>,
            /// Whether the version may lack queues of the current one; false by default.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            ignore_missing_task_queues: bool,
            /// Whether the version may be one for which no worker has polled yet; false by default.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            allow_no_pollers: bool,
        },
        /// Ramps to a version or to the unversioned workers, or ends the ramp.
        #[cfg_attr(feature = "schema", schemars(title = "SetWorkerDeploymentRampingVersion"))]
        SetWorkerDeploymentRampingVersion {
            /// The deployment.
            deployment_name: DeploymentName,
            /// The build ID of the version; empty, as by default, for the unversioned workers or, at 0 %, for no ramp.
            #[serde(default, skip_serializing_if = "BuildId::is_empty")]
            build_id: BuildId,
            /// The share of workflows, 0 to 100; 0 by default.
            #[serde(default)]
            percentage: Percentage,
            /// Who asks; empty by default.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
            /// The token of the state that the change is meant for; any by default.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            conflict_token: Option<ConflictToken>,
            /// Whether the version may lack queues of the current one; false by default.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            ignore_missing_task_queues: bool,
            /// Whether the version may be one for which no worker has polled yet; false by default.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            allow_no_pollers: bool,
        },
        /// Sets the manager of a deployment, the only identity that may change it.
        #[cfg_attr(feature = "schema", schemars(title = "SetWorkerDeploymentManager"))]
        SetWorkerDeploymentManager {
            /// The deployment.
            deployment_name: DeploymentName,
            /// The new manager; empty, as by default, for anyone. Not beside `self`.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            manager_identity: Identity,
            /// Whether the new manager is `identity`; false by default.
            #[serde(default, rename = "self", skip_serializing_if = "std::ops::Not::not")]
            to_self: bool,
            /// Who asks; the server requires it.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
            /// The token of the state that the change is meant for; any by default.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            conflict_token: Option<ConflictToken>,
        },
        /// Deletes a version.
        #[cfg_attr(feature = "schema", schemars(title = "DeleteWorkerDeploymentVersion"))]
        DeleteWorkerDeploymentVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// Whether it may be draining; false by default.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            skip_drainage: bool,
            /// Who asks; empty by default.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
        },
        /// Deletes a deployment that has no versions.
        #[cfg_attr(feature = "schema", schemars(title = "DeleteWorkerDeployment"))]
        DeleteWorkerDeployment {
            /// The deployment.
            deployment_name: DeploymentName,
            /// Who asks; empty by default.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
        },
        /// Creates a deployment.
        #[cfg_attr(feature = "schema", schemars(title = "CreateWorkerDeployment"))]
        CreateWorkerDeployment {
            /// The deployment.
            deployment_name: DeploymentName,
            /// Who asks; empty by default.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
            /// What tells a repeated request from another one; empty by default.
            #[serde(default, skip_serializing_if = "String::is_empty")]
            request_id: String,
        },
        /// Creates a version.
        #[cfg_attr(feature = "schema", schemars(title = "CreateWorkerDeploymentVersion"))]
        CreateWorkerDeploymentVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// Who asks; empty by default.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
            /// What tells a repeated request from another one; empty by default.
            #[serde(default, skip_serializing_if = "String::is_empty")]
            request_id: String,
        },
        /// Notes something about a version, or takes a note away.
        #[cfg_attr(feature = "schema", schemars(title = "UpdateWorkerDeploymentVersionMetadata"))]
        UpdateWorkerDeploymentVersionMetadata {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// The notes by key, each as JSON; none by default.
            #[serde(default, skip_serializing_if = "Record::is_empty")]
            upsert_entries: Record,
            /// The keys of the notes to remove; none by default.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            remove_entries: Vec<String>,
            /// Who asks; empty by default.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
        },
    }
}

impl DeploymentOperation {
    /// The deployment that the operation names.
    #[must_use]
    pub const fn deployment_name(&self) -> &DeploymentName {
        match self {
            Self::SetWorkerDeploymentCurrentVersion { deployment_name, .. }
            | Self::SetWorkerDeploymentRampingVersion { deployment_name, .. }
            | Self::SetWorkerDeploymentManager { deployment_name, .. }
            | Self::DeleteWorkerDeployment { deployment_name, .. }
            | Self::CreateWorkerDeployment { deployment_name, .. } => deployment_name,
            Self::DeleteWorkerDeploymentVersion { deployment_version, .. }
            | Self::CreateWorkerDeploymentVersion { deployment_version, .. }
            | Self::UpdateWorkerDeploymentVersionMetadata { deployment_version, .. } => {
                &deployment_version.deployment_name
            }
        }
    }

    /// Lets the version of a promotion lack pollers, where it names one. Answers whether it does now and did not before.
    pub(crate) fn allow_no_pollers(&mut self) -> bool {
        match self {
            Self::SetWorkerDeploymentCurrentVersion { build_id, allow_no_pollers, .. }
            | Self::SetWorkerDeploymentRampingVersion { build_id, allow_no_pollers, .. } => {
                !build_id.is_empty() && !std::mem::replace(allow_no_pollers, true)
            }
            _ => false,
        }
    }

    /// Lets the version of a promotion lack task queues of the current one.
    pub(crate) const fn ignore_missing_task_queues(&mut self) {
        if let Self::SetWorkerDeploymentCurrentVersion { ignore_missing_task_queues, .. }
        | Self::SetWorkerDeploymentRampingVersion { ignore_missing_task_queues, .. } = self
        {
            *ignore_missing_task_queues = true;
        }
    }
}

/// What a server looks up when it carries out an operation, and a model may not know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "DeploymentLookups")
)]
#[serde(rename_all = "camelCase")]
pub struct Lookups {
    /// The versions whose workers have polled in the last five minutes (`matching.PollerHistoryTTL`); absent when that is
    /// not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pollers: Option<Vec<WorkerDeploymentVersion>>,
    /// The task queues in which tasks wait, or to which some were added lately; absent when that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backlog: Option<Vec<TypedTaskQueue>>,
}

impl Lookups {
    /// Whether workers of a version have polled in the last five minutes.
    pub(super) fn polls(&self, version: &WorkerDeploymentVersion) -> Result<bool, Lookup> {
        self.pollers.as_ref().map(|pollers| pollers.contains(version)).ok_or(Lookup::Pollers)
    }

    /// Whether a task queue of a type has a backlog.
    pub(super) fn has_backlog(&self, task_queue: &TypedTaskQueue) -> Result<bool, Lookup> {
        self.backlog.as_ref().map(|backlog| backlog.contains(task_queue)).ok_or(Lookup::Backlog)
    }
}

/// A task queue of one type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TypedTaskQueue {
    /// The name of the queue.
    pub task_queue: TaskQueueName,
    /// Its type.
    pub task_queue_type: TaskQueueType,
}

/// Something that a server looks up. Displayed, it says what is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DeploymentLookup"))]
#[serde(rename_all = "camelCase")]
pub enum Lookup {
    /// The versions whose workers have polled lately: [`Lookups::pollers`].
    #[error("the answer depends on which versions' workers have polled in the last five minutes")]
    Pollers,
    /// The queues in which tasks wait: [`Lookups::backlog`].
    #[error("the answer depends on the task queues in which tasks wait")]
    Backlog,
}

/// What an operation did, with the fields of the API's answers in camel case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "DeploymentUpdateResult")
)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentEffect {
    /// False when everything was already as the operation asks.
    pub changed: bool,
    /// The token of the deployment's state; of operations that answer with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict_token: Option<ConflictToken>,
    /// The current or ramping version before the operation, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_deployment_version: Option<WorkerDeploymentVersion>,
    /// The percentage of the ramp before the operation, where that sets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_percentage: Option<Percentage>,
    /// The manager before the operation, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_manager_identity: Option<Identity>,
    /// The notes about the version, where the operation changes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Record>,
}

/// Why an operation, or a poll, was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DeploymentRefused {
    /// The server refuses it.
    #[error(transparent)]
    Refused(#[from] DeploymentError),
    /// What the server does depends on something that is not known.
    #[error(transparent)]
    DependsOn(#[from] Lookup),
}

impl Deployments {
    /// Carries out an operation.
    ///
    /// # Errors
    /// As the server refuses it, or when its answer depends on something that `lookups` leaves open. Then nothing has
    /// changed, but that a refused promotion that allows versions without pollers leaves the deployment and the version that
    /// it has created.
    ///
    /// Source of the checks, their order and their effects: the server's `service/worker/workerdeployment`, compared with
    /// a live server.
    pub fn apply(
        &mut self,
        operation: &DeploymentOperation,
        lookups: &Lookups,
    ) -> Result<DeploymentEffect, DeploymentRefused> {
        use DeploymentOperation as Operation;
        match operation {
            Operation::SetWorkerDeploymentCurrentVersion {
                deployment_name,
                build_id,
                identity,
                conflict_token,
                ignore_missing_task_queues,
                allow_no_pollers,
            } => self.set_current(
                &Promotion {
                    deployment_name,
                    build_id: Some(build_id).filter(|build_id| !build_id.is_empty()),
                    identity,
                    conflict_token: *conflict_token,
                    ignore_missing_task_queues: *ignore_missing_task_queues,
                    allow_no_pollers: *allow_no_pollers,
                },
                lookups,
            ),
            Operation::SetWorkerDeploymentRampingVersion {
                deployment_name,
                build_id,
                percentage,
                identity,
                conflict_token,
                ignore_missing_task_queues,
                allow_no_pollers,
            } => self.set_ramping(
                &Promotion {
                    deployment_name,
                    build_id: Some(build_id).filter(|build_id| !build_id.is_empty()),
                    identity,
                    conflict_token: *conflict_token,
                    ignore_missing_task_queues: *ignore_missing_task_queues,
                    allow_no_pollers: *allow_no_pollers,
                },
                *percentage,
                lookups,
            ),
            Operation::SetWorkerDeploymentManager {
                deployment_name,
                manager_identity,
                to_self,
                identity,
                conflict_token,
            } => {
                let manager = if *to_self { identity } else { manager_identity };
                Ok(self.set_manager(deployment_name, manager, identity, *conflict_token)?)
            }
            Operation::DeleteWorkerDeploymentVersion {
                deployment_version,
                skip_drainage,
                identity,
            } => self.delete_version(deployment_version, *skip_drainage, identity, lookups),
            Operation::DeleteWorkerDeployment { deployment_name, .. } => {
                Ok(self.delete_deployment(deployment_name)?)
            }
            Operation::CreateWorkerDeployment { deployment_name, identity, request_id } => {
                Ok(self.create_deployment(deployment_name, identity, request_id)?)
            }
            Operation::CreateWorkerDeploymentVersion {
                deployment_version,
                identity,
                request_id,
            } => self.create_version(deployment_version, identity, request_id, lookups),
            Operation::UpdateWorkerDeploymentVersionMetadata {
                deployment_version,
                upsert_entries,
                remove_entries,
                identity,
            } => Ok(self.update_metadata(
                deployment_version,
                upsert_entries,
                remove_entries,
                identity,
            )?),
        }
    }
}
