//! What a namespace keeps of Worker Deployments.

use crate::sorted::{SortedMap, SortedSet};

use serde::{Deserialize, Deserializer, Serialize};

use crate::names::{BuildId, DeploymentName, Identity, TaskQueueName, TaskQueueType};
use crate::percentage::Percentage;
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::{Record, tagged, whole_number};

/// A moment in the logical time of a namespace, counted from 1: each change has a later one than every change before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct Moment(pub(super) u64);

/// The last moment, and the highest token and revision, that a snapshot may name. Every change adds to them, so that they
/// never overflow, and every number up to here is one that JavaScript can hold.
pub(super) const LAST_RECORDED: u64 = 1 << 52;

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole_number::<_, 1, LAST_RECORDED>(deserializer).map(Self)
    }
}

/// What tells a state of a deployment apart from every earlier one: a number that each change of the deployment raises.
/// A server has bytes in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct ConflictToken(pub(super) u64);

/// Where a deployment directs the tasks of its queues.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "DeploymentRouting")
)]
#[serde(rename_all = "camelCase")]
pub struct RoutingConfig {
    /// The build ID of the current version; absent for the unversioned workers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<BuildId>,
    /// The ramp, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramp: Option<Ramp>,
    /// When the current version last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_version_changed: Option<Moment>,
    /// When the ramping version last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramping_version_changed: Option<Moment>,
    /// When the ramping version or its percentage last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramping_version_percentage_changed: Option<Moment>,
    /// 0 at first, one more with each change of the current version or the ramp.
    #[serde(deserialize_with = "whole_number::<_, 0, LAST_RECORDED>")]
    pub revision_number: u64,
}

/// The share of workflows that goes to another version than the current one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DeploymentRamp"))]
pub struct Ramp {
    /// The build ID of the ramping version; absent for the unversioned workers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<BuildId>,
    /// The share.
    pub percentage: Percentage,
}

/// What a version of a deployment is for at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VersionStatus {
    /// It was created by a call, and no worker has polled for it.
    Created,
    /// Workers have polled for it; it was never current or ramping.
    Inactive,
    /// New workflows start on it.
    Current,
    /// A share of the new workflows starts on it.
    Ramping,
    /// It is no longer current or ramping, and open workflows may be pinned to it.
    Draining,
    /// A check found no open workflow that is pinned to it.
    Drained,
}

/// Whether open workflows are still pinned to a version that is no longer current or ramping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DrainageStatus {
    /// There may be some.
    Draining,
    /// A check found none.
    Drained,
}

/// How far a version is drained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Drainage {
    /// The status.
    pub status: DrainageStatus,
    /// When the status last changed.
    pub last_changed: Moment,
    /// When it was last checked; at first, when the version was demoted or reactivated.
    pub last_checked: Moment,
}

tagged! {
    #[tag("by")]
    /// How a deployment or a version came to be.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Creation {
        /// A worker polled for it.
        Poll,
        /// An operation that allows versions without pollers created it.
        Operation,
        /// A create call. One that repeats the request ID succeeds again.
        Call {
            /// The ID. Absent when the call had none, and once a promotion or demotion has touched the version: the server
            /// forgets it then.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            request_id: Option<String>,
        },
    }
}

impl Creation {
    /// A create call with that request ID, which may be empty.
    pub(super) fn call(request_id: &str) -> Self {
        Self::Call { request_id: (!request_id.is_empty()).then(|| request_id.to_owned()) }
    }

    /// Whether a create call with that request ID is the one that has created it.
    pub(super) fn is_call(&self, id: &str) -> bool {
        matches!(self, Self::Call { request_id: Some(request_id) } if request_id == id)
    }
}

/// What the deployment notes of a version in its own answer, where this is not what the version says of itself.
///
/// Source: live server; `syncVersion` and `setDrainageStatus` of the workflow that the server runs for a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "DeploymentVersionNote")
)]
#[serde(rename_all = "camelCase")]
pub struct VersionSummary {
    /// When the version came to be for the deployment, which is a moment before it came to be for itself. A check of its
    /// drainage, and a reactivation, bring the version's own moment.
    pub created: Moment,
    /// The status. Until workers poll, that of a version that an operation has created without promoting it is `INACTIVE`
    /// here and `CREATED` there.
    pub status: VersionStatus,
    /// How far it is drained. A promotion to current leaves its moment here, without a status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drainage: Option<NotedDrainage>,
}

/// How far a version is drained, as the deployment notes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NotedDrainage {
    /// The status; absent for a version that has become current.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<DrainageStatus>,
    /// When the status last changed.
    pub last_changed: Moment,
    /// When it was last checked.
    pub last_checked: Moment,
}

impl NotedDrainage {
    pub(super) const fn at(status: Option<DrainageStatus>, moment: Moment) -> Self {
        Self { status, last_changed: moment, last_checked: moment }
    }
}

impl From<Drainage> for NotedDrainage {
    fn from(drainage: Drainage) -> Self {
        let Drainage { status, last_changed, last_checked } = drainage;
        Self { status: Some(status), last_changed, last_checked }
    }
}

/// A version of a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "DeploymentVersionSnapshot")
)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// Its build ID.
    pub build_id: BuildId,
    /// What it is for.
    pub status: VersionStatus,
    /// How far it is drained; `None` before it was ever demoted, and while it is current or ramping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drainage: Option<Drainage>,
    /// The queues that its workers have polled, by type, in the order of names.
    #[serde(with = "super::snapshot::members")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<super::TypedTaskQueue>"))]
    pub members: SortedSet<(TaskQueueName, TaskQueueType)>,
    /// What was noted about it.
    #[serde(default, skip_serializing_if = "Record::is_empty")]
    pub metadata: Record,
    /// Who last changed it by a call for versions.
    pub last_modifier_identity: Identity,
    /// How it came to be.
    pub creation: Creation,
    /// When it came to be.
    pub created: Moment,
    /// When a change of its deployment's routing last touched it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing_updated: Option<Moment>,
    /// Since when it is current; `None` if it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_since: Option<Moment>,
    /// Since when it is ramping; `None` if it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramping_since: Option<Moment>,
    /// When it first became current or ramping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_activation: Option<Moment>,
    /// When it last became current.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_current: Option<Moment>,
    /// When it was demoted, if it has not become current or ramping since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_deactivation: Option<Moment>,
    /// What the deployment notes of it.
    pub summary: VersionSummary,
}

/// A Worker Deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DeploymentState"))]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    /// Its versions, in the order of their creation.
    pub versions: Vec<Version>,
    /// Where it directs tasks.
    pub routing_config: RoutingConfig,
    /// The token that the next change may have to name.
    pub conflict_token: ConflictToken,
    /// Who last changed it.
    pub last_modifier_identity: Identity,
    /// The only identity that may change it; empty for any.
    pub manager_identity: Identity,
    /// How it came to be.
    pub creation: Creation,
    /// When it came to be.
    pub created: Moment,
}

impl Deployment {
    /// The version of that build ID, if there is one.
    #[must_use]
    pub fn version(&self, build_id: &BuildId) -> Option<&Version> {
        self.versions.iter().find(|version| version.build_id == *build_id)
    }

    pub(super) fn version_mut(&mut self, build_id: &BuildId) -> Option<&mut Version> {
        self.versions.iter_mut().find(|version| version.build_id == *build_id)
    }
}

/// What a queue of one type keeps of one deployment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoutingCopy {
    /// The deployment's routing config, as it was last brought here.
    pub routing_config: RoutingConfig,
    /// The build IDs of the deployment's versions whose workers have polled this queue and type.
    pub members: SortedSet<BuildId>,
}

/// What a queue of one type keeps of each deployment of which a version is a member.
pub type TaskQueueVersions = SortedMap<DeploymentName, RoutingCopy>;

/// The limits that a cluster sets on Worker Deployments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = crate::vocabulary::schema::require_all))]
#[serde(default, rename_all = "camelCase")]
pub struct DeploymentLimits {
    /// Deployments in the namespace; 100 by default (`matching.maxDeployments`).
    pub deployments: u32,
    /// Versions of one deployment; 100 by default (`matching.maxVersionsInDeployment`).
    pub versions: u32,
    /// Task queues of one version; 100 by default (`matching.maxTaskQueuesInDeploymentVersion`).
    pub task_queues: u32,
    /// Versions that one task queue knows, of all deployments; 200 by default (`matching.maxVersionsInTaskQueue`).
    pub versions_in_task_queue: u32,
    /// Bytes of a name that a server takes anywhere; 1,000 by default (`limit.maxIDLength`). A deployment name and a build
    /// ID may each have half of what 39 bytes less than that leave: 480.
    pub id_bytes: u32,
}

impl DeploymentLimits {
    /// Bytes of a deployment name or a build ID.
    pub(super) const fn name_bytes(&self) -> u32 {
        self.id_bytes.saturating_sub(39) / 2
    }
}

impl Default for DeploymentLimits {
    fn default() -> Self {
        Self {
            deployments: 100,
            versions: 100,
            task_queues: 100,
            versions_in_task_queue: 200,
            id_bytes: 1000,
        }
    }
}

/// The Worker Deployments of a namespace, and what each task queue knows of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deployments {
    pub(super) limits: DeploymentLimits,
    pub(super) now: u64,
    pub(super) by_name: SortedMap<DeploymentName, Deployment>,
    /// The names of deployments that were deleted: the server answers differently about them in places.
    pub(super) deleted_names: SortedSet<DeploymentName>,
    /// The versions that were deleted, likewise.
    pub(super) deleted_versions: SortedSet<WorkerDeploymentVersion>,
    pub(super) task_queues: SortedMap<(TaskQueueName, TaskQueueType), TaskQueueVersions>,
}

impl Deployments {
    /// Deployments of a cluster with these limits, none yet.
    #[must_use]
    pub fn new(limits: DeploymentLimits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// The limits of the cluster.
    #[must_use]
    pub const fn limits(&self) -> &DeploymentLimits {
        &self.limits
    }

    /// A moment after every other one.
    pub(super) const fn next_moment(&mut self) -> Moment {
        self.now += 1;
        Moment(self.now)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The deployments by name, in the order of their bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&DeploymentName, &Deployment)> {
        self.by_name.iter()
    }

    /// The deployment of that name, if there is one.
    #[must_use]
    pub fn get(&self, name: &DeploymentName) -> Option<&Deployment> {
        self.by_name.get(name)
    }

    /// A version, if there is one.
    #[must_use]
    pub fn version(&self, version: &WorkerDeploymentVersion) -> Option<&Version> {
        self.get(&version.deployment_name)?.version(&version.build_id)
    }

    /// What a queue of one type knows of the deployments; `None` if it knows none.
    #[must_use]
    pub fn task_queue(
        &self,
        task_queue: &TaskQueueName,
        task_queue_type: TaskQueueType,
    ) -> Option<&TaskQueueVersions> {
        if self.task_queues.is_empty() {
            return None;
        }
        self.task_queues.get(&(task_queue.clone(), task_queue_type))
    }

    /// Whether workers of a version have polled a queue of that type.
    #[must_use]
    pub fn is_member(
        &self,
        version: &WorkerDeploymentVersion,
        task_queue: &TaskQueueName,
        task_queue_type: TaskQueueType,
    ) -> bool {
        let versions = self.task_queue(task_queue, task_queue_type);
        versions
            .and_then(|versions| versions.get(&version.deployment_name))
            .is_some_and(|copy| copy.members.contains(&version.build_id))
    }
}
