//! The operations on Worker Deployments: what each asks, when the server refuses it, what it does.

use std::collections::BTreeMap;

use strum::VariantNames;

use super::ConflictToken;
use crate::names::{BuildId, DeploymentName, Identity};
use crate::percentage::Percentage;
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::{by_any_name, tagged};

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
        /// Sets who alone may change a deployment.
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
            #[serde(
                default,
                skip_serializing_if = "BTreeMap::is_empty",
                serialize_with = "by_any_name"
            )]
            upsert_entries: BTreeMap<String, String>,
            /// The keys of the notes to remove; none by default.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            remove_entries: Vec<String>,
            /// Who asks; empty by default.
            #[serde(default, skip_serializing_if = "Identity::is_empty")]
            identity: Identity,
        },
    }
}
