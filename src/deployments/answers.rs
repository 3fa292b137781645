//! What is answered about Worker Deployments, with the fields of the API in camel case. Moments stand where a server has
//! times, and a field is absent where it has none.

use serde::Serialize;

use super::checks::{check_build_id, check_deployment_name, read_version};
use super::state::NotedDrainage;
use super::{
    ConflictToken, Deployment, Deployments, DrainageStatus, Moment, RoutingConfig, Version,
    VersionStatus,
};
use crate::names::{BuildId, DeploymentName, Identity, TaskQueueName, TaskQueueType};
use crate::percentage::Percentage;
use crate::refusal::DeploymentError;
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::Record;

/// The answer about a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DescribeWorkerDeploymentResponse {
    /// The token that the next change may have to name.
    pub conflict_token: ConflictToken,
    /// All about the deployment.
    pub worker_deployment_info: WorkerDeploymentInfo,
}

/// All about a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerDeploymentInfo {
    /// Its name.
    pub name: DeploymentName,
    /// Its versions, the newest first.
    pub version_summaries: Vec<WorkerDeploymentVersionSummary>,
    /// When it came to be.
    pub create_time: Moment,
    /// Where it directs tasks.
    pub routing_config: DescribedRoutingConfig,
    /// Who last changed it.
    pub last_modifier_identity: Identity,
    /// The only identity that may change it; empty for any.
    pub manager_identity: Identity,
}

/// Where a deployment directs tasks, as the API's `RoutingConfig`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RoutingConfig"))]
#[serde(rename_all = "camelCase")]
pub struct DescribedRoutingConfig {
    /// The current version; absent for the unversioned workers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_deployment_version: Option<WorkerDeploymentVersion>,
    /// The ramping version; absent for the unversioned workers, and for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ramping_deployment_version: Option<WorkerDeploymentVersion>,
    /// The share of workflows that the ramp takes. Above 0 without a version, it is that of the unversioned workers.
    pub ramping_version_percentage: Percentage,
    /// When the current version last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_version_changed_time: Option<Moment>,
    /// When the ramping version last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ramping_version_changed_time: Option<Moment>,
    /// When the ramping version or its percentage last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ramping_version_percentage_changed_time: Option<Moment>,
    /// How often the current version or the ramp has changed.
    pub revision_number: u64,
}

/// What a deployment says of one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerDeploymentVersionSummary {
    /// The version.
    pub deployment_version: WorkerDeploymentVersion,
    /// What it is for.
    pub status: VersionStatus,
    /// When it came to be.
    pub create_time: Moment,
    /// Whether open workflows are still pinned to it; absent while it is current or ramping, and before it ever was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drainage_status: Option<DrainageStatus>,
    /// How far it is drained. There without a status once the version has become current.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drainage_info: Option<VersionDrainageInfo>,
    /// Since when it is current.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_since_time: Option<Moment>,
    /// Since when it is ramping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ramping_since_time: Option<Moment>,
    /// When a change of the routing last touched it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing_update_time: Option<Moment>,
    /// When it first became current or ramping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_activation_time: Option<Moment>,
    /// When it last became current.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_current_time: Option<Moment>,
    /// When it was demoted, if it has not become current or ramping since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_deactivation_time: Option<Moment>,
}

/// How far a version is drained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VersionDrainageInfo {
    /// Whether open workflows are still pinned to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DrainageStatus>,
    /// When the status last changed.
    pub last_changed_time: Moment,
    /// When it was last checked.
    pub last_checked_time: Moment,
}

/// The answer about a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DescribeWorkerDeploymentVersionResponse {
    /// All about the version.
    pub worker_deployment_version_info: WorkerDeploymentVersionInfo,
    /// The queues that its workers have polled, by type, in the order of their names.
    pub version_task_queues: Vec<VersionTaskQueue>,
}

/// All about a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerDeploymentVersionInfo {
    /// The version.
    pub deployment_version: WorkerDeploymentVersion,
    /// What it is for.
    pub status: VersionStatus,
    /// When it came to be.
    pub create_time: Moment,
    /// When a change of the routing last touched it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing_changed_time: Option<Moment>,
    /// Since when it is current.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_since_time: Option<Moment>,
    /// Since when it is ramping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ramping_since_time: Option<Moment>,
    /// The share of workflows that goes to it while it is ramping; else 0.
    pub ramp_percentage: Percentage,
    /// The queues that its workers have polled, by type, in the order of their names.
    pub task_queue_infos: Vec<VersionTaskQueue>,
    /// How far it is drained; absent while it is current or ramping, and before it ever was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drainage_info: Option<VersionDrainageInfo>,
    /// What was noted about it.
    pub metadata: Record,
    /// Who last changed it by a call for versions.
    pub last_modifier_identity: Identity,
}

/// A task queue of a version, of one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionTaskQueue {
    /// The name of the queue.
    pub name: TaskQueueName,
    /// Its type.
    #[serde(rename = "type")]
    pub task_queue_type: TaskQueueType,
}

impl Deployments {
    /// All about a deployment.
    ///
    /// # Errors
    /// When no deployment can have that name, or none has.
    ///
    /// Source: `DescribeWorkerDeployment` of the server, compared with a live server.
    pub fn describe(
        &self,
        name: &DeploymentName,
    ) -> Result<DescribeWorkerDeploymentResponse, DeploymentError> {
        check_deployment_name(name, &self.limits)?;
        let Some(deployment) = self.get(name) else {
            return Err(DeploymentError::DeploymentNotFound { deployment_name: name.clone() });
        };
        Ok(DescribeWorkerDeploymentResponse {
            conflict_token: deployment.conflict_token,
            worker_deployment_info: info(name, deployment),
        })
    }

    /// All about a version.
    ///
    /// # Errors
    /// When no version can have such a name and build ID, or none has.
    ///
    /// Source: `DescribeVersion` of the server, compared with a live server.
    pub fn describe_version(
        &self,
        version: &WorkerDeploymentVersion,
    ) -> Result<DescribeWorkerDeploymentVersionResponse, DeploymentError> {
        let version = read_version(version)?;
        check_deployment_name(&version.deployment_name, &self.limits)?;
        check_build_id(&version.build_id, &self.limits)?;
        let deployment = self.get(&version.deployment_name);
        let described = deployment
            .and_then(|it| it.version(&version.build_id).map(|described| (it, described)));
        match described {
            Some((deployment, described)) => Ok(version_info(version, deployment, described)),
            None => Err(DeploymentError::VersionNotFound { version }),
        }
    }
}

fn info(name: &DeploymentName, deployment: &Deployment) -> WorkerDeploymentInfo {
    let versions = deployment.versions.iter().rev();
    WorkerDeploymentInfo {
        name: name.clone(),
        version_summaries: versions.map(|version| summary(name, version)).collect(),
        create_time: deployment.created,
        routing_config: routing_config(name, &deployment.routing_config),
        last_modifier_identity: deployment.last_modifier_identity.clone(),
        manager_identity: deployment.manager_identity.clone(),
    }
}

fn routing_config(name: &DeploymentName, config: &RoutingConfig) -> DescribedRoutingConfig {
    let of = |build_id: &BuildId| WorkerDeploymentVersion::new(name.clone(), build_id.clone());
    let ramp = config.ramp.as_ref();
    DescribedRoutingConfig {
        current_deployment_version: config.current.as_ref().map(of),
        ramping_deployment_version: ramp.and_then(|ramp| ramp.to.as_ref()).map(of),
        ramping_version_percentage: ramp.map_or(Percentage::ZERO, |ramp| ramp.percentage),
        current_version_changed_time: config.current_version_changed,
        ramping_version_changed_time: config.ramping_version_changed,
        ramping_version_percentage_changed_time: config.ramping_version_percentage_changed,
        revision_number: config.revision_number,
    }
}

fn summary(name: &DeploymentName, version: &Version) -> WorkerDeploymentVersionSummary {
    let drainage = version.summary.drainage;
    WorkerDeploymentVersionSummary {
        deployment_version: WorkerDeploymentVersion::new(name.clone(), version.build_id.clone()),
        status: version.summary.status,
        create_time: version.summary.created,
        drainage_status: drainage.and_then(|drainage| drainage.status),
        drainage_info: drainage.map(drainage_info),
        current_since_time: version.current_since,
        ramping_since_time: version.ramping_since,
        routing_update_time: version.routing_updated,
        first_activation_time: version.first_activation,
        last_current_time: version.last_current,
        last_deactivation_time: version.last_deactivation,
    }
}

const fn drainage_info(drainage: NotedDrainage) -> VersionDrainageInfo {
    let NotedDrainage { status, last_changed, last_checked } = drainage;
    VersionDrainageInfo { status, last_changed_time: last_changed, last_checked_time: last_checked }
}

fn version_info(
    deployment_version: WorkerDeploymentVersion,
    deployment: &Deployment,
    version: &Version,
) -> DescribeWorkerDeploymentVersionResponse {
    let members = version.members.iter();
    let task_queues: Vec<_> = members
        .map(|(name, task_queue_type)| VersionTaskQueue {
            name: name.clone(),
            task_queue_type: *task_queue_type,
        })
        .collect();
    let ramp = deployment.routing_config.ramp.as_ref();
    let ramp = ramp.filter(|ramp| ramp.to.as_ref() == Some(&version.build_id));
    let info = WorkerDeploymentVersionInfo {
        deployment_version,
        status: version.status,
        create_time: version.created,
        routing_changed_time: version.routing_updated,
        current_since_time: version.current_since,
        ramping_since_time: version.ramping_since,
        ramp_percentage: ramp.map_or(Percentage::ZERO, |ramp| ramp.percentage),
        task_queue_infos: task_queues.clone(),
        drainage_info: version.drainage.map(|drainage| drainage_info(drainage.into())),
        metadata: version.metadata.clone(),
        last_modifier_identity: version.last_modifier_identity.clone(),
    };
    DescribeWorkerDeploymentVersionResponse {
        worker_deployment_version_info: info,
        version_task_queues: task_queues,
    }
}
