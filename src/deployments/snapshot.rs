//! Everything that a namespace keeps of Worker Deployments, to be kept and restored.

use crate::sorted::SortedSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::state::{LAST_RECORDED, RoutingCopy};
use super::{
    Deployment, DeploymentLimits, Deployments, Moment, RoutingConfig, Version, VersionStatus,
};
use crate::names::{BuildId, DeploymentName, TaskQueueName, TaskQueueType};
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::{intersection, whole_number};

/// Everything that a namespace keeps of Worker Deployments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentsSnapshot {
    /// The limits of the cluster.
    pub limits: DeploymentLimits,
    /// The latest moment.
    #[serde(deserialize_with = "whole_number::<_, 0, LAST_RECORDED>")]
    pub now: u64,
    /// The deployments, by name.
    pub deployments: Vec<DeploymentSnapshot>,
    /// The names of deployments that were deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deleted_deployments: Vec<DeploymentName>,
    /// The versions that were deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deleted_versions: Vec<WorkerDeploymentVersion>,
    /// What the task queues keep.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routing_copies: Vec<RoutingCopySnapshot>,
}

intersection! {
    /// A Worker Deployment with its name.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DeploymentSnapshot {
        /// The name.
        pub name: DeploymentName,
    } & {
        /// The deployment.
        pub deployment: Deployment,
    }
}

/// What a queue of one type keeps of one deployment. The versions of which it is a member are said there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RoutingCopySnapshot {
    /// The queue.
    pub task_queue: TaskQueueName,
    /// Its type.
    pub task_queue_type: TaskQueueType,
    /// The deployment.
    pub deployment_name: DeploymentName,
    /// The deployment's routing config, as it was last brought here.
    pub routing_config: RoutingConfig,
}

/// Why a snapshot cannot be what a namespace keeps of Worker Deployments.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DeploymentsError {
    /// Something is wrong with a deployment.
    #[error("{problem}")]
    Deployment {
        /// The place of the deployment, from 0.
        place: usize,
        /// What is wrong.
        problem: DeploymentProblem,
    },
    /// Something is wrong with what a task queue keeps.
    #[error("{problem}")]
    RoutingCopy {
        /// The place of the copy, from 0.
        place: usize,
        /// What is wrong.
        problem: RoutingCopyProblem,
    },
    /// A queue of a version keeps nothing of its deployment.
    #[error(
        "expected a routing copy of '{deployment_name}' for each queue of its versions, got none for '{task_queue}'"
    )]
    NoRoutingCopy {
        /// The queue.
        task_queue: TaskQueueName,
        /// The deployment.
        deployment_name: DeploymentName,
    },
}

/// What is wrong with a deployment of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DeploymentProblem {
    /// It occurs twice.
    #[error("expected each deployment once, got '{0}' again")]
    Again(DeploymentName),
    /// A version of it occurs twice.
    #[error("expected each version once, got '{0}' again")]
    VersionAgain(BuildId),
    /// Its current or ramping version is none of its versions.
    #[error("expected the current and the ramping version among the versions, got '{0}'")]
    NoVersion(BuildId),
    /// Its ramp is to the current version.
    #[error("expected a ramp to another version than the current one")]
    RampToCurrent,
    /// The status of a version is not the one that the routing config gives it.
    #[error("expected '{0}' to be CURRENT, RAMPING or neither, as the routing config says")]
    Status(BuildId),
    /// It has a moment or a token that is still to come.
    #[error("expected no moment after {latest}, got {0}", latest = .1)]
    Future(u64, u64),
}

/// What is wrong with what a task queue of a snapshot keeps.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RoutingCopyProblem {
    /// It occurs twice.
    #[error("expected each queue, type and deployment once")]
    Again,
    /// No version of that deployment has the queue.
    #[error("expected a deployment with a version of this queue, got '{0}'")]
    NoMember(DeploymentName),
    /// It is newer than the deployment's routing config.
    #[error("expected at most the revision of the deployment, {latest}, got {0}", latest = .1)]
    Revision(u64, u64),
}

impl Deployments {
    /// Everything that there is of deployments, for [`Self::from_snapshot`].
    #[must_use]
    pub fn snapshot(&self) -> DeploymentsSnapshot {
        let deployments = self.by_name.iter().map(|(name, deployment)| DeploymentSnapshot {
            name: name.clone(),
            deployment: deployment.clone(),
        });
        let copies = self.task_queues.iter().flat_map(|((task_queue, task_queue_type), copies)| {
            copies.iter().map(|(deployment_name, copy)| RoutingCopySnapshot {
                task_queue: task_queue.clone(),
                task_queue_type: *task_queue_type,
                deployment_name: deployment_name.clone(),
                routing_config: copy.routing_config.clone(),
            })
        });
        DeploymentsSnapshot {
            limits: self.limits,
            now: self.now,
            deployments: deployments.collect(),
            deleted_deployments: self.deleted_names.iter().cloned().collect(),
            deleted_versions: self.deleted_versions.iter().cloned().collect(),
            routing_copies: copies.collect(),
        }
    }

    /// The deployments of a snapshot.
    ///
    /// # Errors
    /// When it cannot be what a namespace keeps.
    pub fn from_snapshot(snapshot: DeploymentsSnapshot) -> Result<Self, DeploymentsError> {
        let mut restored = Self {
            limits: snapshot.limits,
            now: snapshot.now,
            deleted_names: snapshot.deleted_deployments.into_iter().collect(),
            deleted_versions: snapshot.deleted_versions.into_iter().collect(),
            ..Self::default()
        };
        for (place, DeploymentSnapshot { name, deployment }) in
            snapshot.deployments.into_iter().enumerate()
        {
            let checked = if restored.by_name.contains_key(&name) {
                Err(DeploymentProblem::Again(name.clone()))
            } else {
                deployment.check(snapshot.now)
            };
            checked.map_err(|problem| DeploymentsError::Deployment { place, problem })?;
            restored.by_name.insert(name, deployment);
        }
        for (place, copy) in snapshot.routing_copies.into_iter().enumerate() {
            restored
                .restore_copy(copy)
                .map_err(|problem| DeploymentsError::RoutingCopy { place, problem })?;
        }
        restored.check_copies()?;
        Ok(restored)
    }

    fn restore_copy(&mut self, copy: RoutingCopySnapshot) -> Result<(), RoutingCopyProblem> {
        let RoutingCopySnapshot { task_queue, task_queue_type, deployment_name, routing_config } =
            copy;
        let key = (task_queue, task_queue_type);
        let Some(deployment) = self.by_name.get(&deployment_name) else {
            return Err(RoutingCopyProblem::NoMember(deployment_name));
        };
        let with_queue =
            deployment.versions.iter().filter(|version| version.members.contains(&key));
        let members: SortedSet<_> = with_queue.map(|version| version.build_id.clone()).collect();
        if members.is_empty() {
            return Err(RoutingCopyProblem::NoMember(deployment_name));
        }
        let latest = deployment.routing_config.revision_number;
        if routing_config.revision_number > latest {
            return Err(RoutingCopyProblem::Revision(routing_config.revision_number, latest));
        }
        let copies = self.task_queues.or_default(key);
        match copies.insert(deployment_name, RoutingCopy { routing_config, members }) {
            Some(_) => Err(RoutingCopyProblem::Again),
            None => Ok(()),
        }
    }

    /// Checks that each queue of a version keeps a copy.
    fn check_copies(&self) -> Result<(), DeploymentsError> {
        for (name, deployment) in &self.by_name {
            for (task_queue, task_queue_type) in
                deployment.versions.iter().flat_map(|version| &version.members)
            {
                let copies = self.task_queue(task_queue, *task_queue_type);
                if copies.is_none_or(|copies| !copies.contains_key(name)) {
                    return Err(DeploymentsError::NoRoutingCopy {
                        task_queue: task_queue.clone(),
                        deployment_name: name.clone(),
                    });
                }
            }
        }
        Ok(())
    }
}

impl Deployment {
    fn check(&self, now: u64) -> Result<(), DeploymentProblem> {
        let mut known = SortedSet::default();
        for version in &self.versions {
            if !known.insert(&version.build_id) {
                return Err(DeploymentProblem::VersionAgain(version.build_id.clone()));
            }
            self.check_status(version)?;
        }
        let RoutingConfig { current, ramp, .. } = &self.routing_config;
        let ramping = ramp.as_ref().and_then(|ramp| ramp.to.as_ref());
        if let Some(build_id) =
            [current.as_ref(), ramping].into_iter().flatten().find(|it| !known.contains(it))
        {
            return Err(DeploymentProblem::NoVersion(build_id.clone()));
        }
        if ramp.as_ref().is_some_and(|ramp| ramp.to == *current) {
            return Err(DeploymentProblem::RampToCurrent);
        }
        let latest = self.moments().map(|moment| moment.0).chain([self.conflict_token.0]).max();
        match latest {
            Some(latest) if latest > now => Err(DeploymentProblem::Future(latest, now)),
            _ => Ok(()),
        }
    }

    fn check_status(&self, version: &Version) -> Result<(), DeploymentProblem> {
        let Version { build_id, status, .. } = version;
        let RoutingConfig { current, ramp, .. } = &self.routing_config;
        let ramping = ramp.as_ref().and_then(|ramp| ramp.to.as_ref());
        let is_right = (current.as_ref() == Some(build_id)) == (*status == VersionStatus::Current)
            && (ramping == Some(build_id)) == (*status == VersionStatus::Ramping);
        if is_right { Ok(()) } else { Err(DeploymentProblem::Status(build_id.clone())) }
    }

    fn moments(&self) -> impl Iterator<Item = Moment> {
        let of_config = [
            self.routing_config.current_version_changed,
            self.routing_config.ramping_version_changed,
            self.routing_config.ramping_version_percentage_changed,
            Some(self.created),
        ];
        let of_versions = self.versions.iter().flat_map(|version| {
            let drainage = version.drainage.as_ref();
            let noted = version.summary.drainage.as_ref();
            [
                Some(version.created),
                version.routing_updated,
                version.current_since,
                version.ramping_since,
                version.first_activation,
                version.last_current,
                version.last_deactivation,
                drainage.map(|drainage| drainage.last_changed),
                drainage.map(|drainage| drainage.last_checked),
                Some(version.summary.created),
                noted.map(|drainage| drainage.last_changed),
                noted.map(|drainage| drainage.last_checked),
            ]
        });
        of_config.into_iter().chain(of_versions).flatten()
    }
}

/// The queues of a version as a list.
pub(super) mod members {
    use crate::sorted::SortedSet;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::deployments::TypedTaskQueue;
    use crate::names::{TaskQueueName, TaskQueueType};

    pub(in crate::deployments) fn serialize<S: Serializer>(
        members: &SortedSet<(TaskQueueName, TaskQueueType)>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let members = members.iter().cloned();
        let listed = members
            .map(|(task_queue, task_queue_type)| TypedTaskQueue { task_queue, task_queue_type });
        listed.collect::<Vec<_>>().serialize(serializer)
    }

    pub(in crate::deployments) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<SortedSet<(TaskQueueName, TaskQueueType)>, D::Error> {
        let listed = Vec::<TypedTaskQueue>::deserialize(deserializer)?;
        Ok(listed.into_iter().map(|member| (member.task_queue, member.task_queue_type)).collect())
    }
}
