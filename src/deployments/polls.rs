//! How deployments, versions and their task queues come to be: workers poll for them, or an operation creates them.

use super::checks::{check_build_id, check_deployment_name};
use super::operations::{DeploymentRefused, Lookups};
use super::state::VersionSummary;
use super::{
    ConflictToken, Creation, Deployment, Deployments, DrainageStatus, Moment, RoutingConfig,
    Version, VersionStatus,
};
use crate::names::{DeploymentName, Identity, TaskQueueName, TaskQueueType};
use crate::refusal::DeploymentError;
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::Record;

impl Deployments {
    /// A worker of a version polls a task queue of one type: one that has deployment options in versioned mode. The
    /// first such poll makes the queue a member of the version, for good, and creates the version and the deployment where
    /// there is none yet. Answers whether it did.
    ///
    /// # Errors
    /// As the server refuses the poll, which it holds for five seconds then, or when there is a version too many and
    /// `lookups` leaves open whether an old one makes room. Then nothing has changed.
    ///
    /// Source: the server's matching service and `RegisterTaskQueueWorker`, compared with a live server.
    pub fn poll(
        &mut self,
        task_queue: &TaskQueueName,
        task_queue_type: TaskQueueType,
        version: &WorkerDeploymentVersion,
        lookups: &Lookups,
    ) -> Result<bool, DeploymentRefused> {
        let WorkerDeploymentVersion { deployment_name: name, build_id } = version;
        if name.is_empty() || build_id.is_empty() {
            return Err(DeploymentError::NameWithoutBuildId.into());
        }
        check_deployment_name(name, &self.limits)?;
        check_build_id(build_id, &self.limits)?;
        if self.is_member(version, task_queue, task_queue_type) {
            return Ok(false);
        }
        self.check_versions_in_task_queue(task_queue, task_queue_type)?;
        self.check_task_queues_of_version(version, task_queue)?;

        if self.version(version).is_none() {
            let created = if self.by_name.contains_key(name) {
                self.make_room(version, lookups)?;
                self.next_moment()
            } else {
                self.check_deployment_limit()?;
                self.add_deployment(name, Identity::default(), Creation::Poll)
            };
            self.add_version(version, Creation::Poll, created, VersionStatus::Inactive);
        }
        let registered = self.existing_version(name, build_id);
        registered.members.insert((task_queue.clone(), task_queue_type));
        if registered.status == VersionStatus::Created {
            registered.status = VersionStatus::Inactive;
            registered.summary.status = VersionStatus::Inactive;
        }
        let config = self.existing(name).routing_config.clone();
        self.bring_config(task_queue, task_queue_type, name, &config);
        let key = (task_queue.clone(), task_queue_type);
        let copy = self.task_queues.or_default(key).or_default(name.clone());
        copy.members.insert(build_id.clone());
        Ok(true)
    }

    /// Checks how many versions a queue of one type knows, without the one to add.
    fn check_versions_in_task_queue(
        &self,
        task_queue: &TaskQueueName,
        task_queue_type: TaskQueueType,
    ) -> Result<(), DeploymentError> {
        let copies = self.task_queue(task_queue, task_queue_type).into_iter().flatten();
        let known: usize = copies.map(|(_, copy)| copy.members.len()).sum();
        let allowed = self.limits.versions_in_task_queue;
        if known > allowed as usize {
            return Err(DeploymentError::TooManyVersionsInTaskQueue { allowed });
        }
        Ok(())
    }

    /// Checks how many queues a version has, by their names. At the limit, it cannot even add another type of one.
    fn check_task_queues_of_version(
        &self,
        version: &WorkerDeploymentVersion,
        task_queue: &TaskQueueName,
    ) -> Result<(), DeploymentError> {
        let Some(version) = self.version(version) else { return Ok(()) };
        let allowed = self.limits.task_queues;
        if version.task_queue_count() >= allowed as usize {
            return Err(DeploymentError::TooManyTaskQueues {
                task_queue: task_queue.clone(),
                allowed,
            });
        }
        Ok(())
    }

    /// Checks that there may be another deployment.
    pub(super) fn check_deployment_limit(&self) -> Result<(), DeploymentError> {
        let allowed = self.limits.deployments;
        if self.by_name.len() >= allowed as usize {
            return Err(DeploymentError::TooManyDeployments { allowed });
        }
        Ok(())
    }

    /// Makes room for another version of a deployment, at the limit: the oldest one goes that is not current, ramping or
    /// draining and whose workers do not poll.
    ///
    /// Source: `tryDeleteVersion` of the server.
    pub(super) fn make_room(
        &mut self,
        version: &WorkerDeploymentVersion,
        lookups: &Lookups,
    ) -> Result<(), DeploymentRefused> {
        let name = &version.deployment_name;
        let allowed = self.limits.versions;
        let versions = &self.existing(name).versions;
        if versions.len() < allowed as usize {
            return Ok(());
        }
        for old in versions {
            let is_draining = old.drainage.is_some_and(|it| it.status == DrainageStatus::Draining);
            if old.is_current_or_ramping() || is_draining {
                continue;
            }
            let old_version = WorkerDeploymentVersion::new(name.clone(), old.build_id.clone());
            if old.members.is_empty() || !lookups.polls(&old_version)? {
                self.remove_version(&old_version);
                return Ok(());
            }
        }
        Err(DeploymentError::TooManyVersions { version: version.clone(), allowed }.into())
    }

    /// Adds a deployment, and answers when.
    pub(super) fn add_deployment(
        &mut self,
        name: &DeploymentName,
        identity: Identity,
        creation: Creation,
    ) -> Moment {
        let now = self.next_moment();
        let deployment = Deployment {
            versions: Vec::new(),
            routing_config: RoutingConfig::default(),
            conflict_token: ConflictToken(now.0),
            last_modifier_identity: identity,
            manager_identity: Identity::default(),
            creation,
            created: now,
        };
        self.by_name.insert(name.clone(), deployment);
        self.deleted_names.remove(name);
        now
    }

    /// Adds a version, which came to be for its deployment at a moment.
    pub(super) fn add_version(
        &mut self,
        version: &WorkerDeploymentVersion,
        creation: Creation,
        created: Moment,
        status: VersionStatus,
    ) {
        let added = Version {
            build_id: version.build_id.clone(),
            status,
            drainage: None,
            members: crate::sorted::SortedSet::default(),
            metadata: Record::default(),
            last_modifier_identity: Identity::default(),
            creation,
            created: self.next_moment(),
            routing_updated: None,
            current_since: None,
            ramping_since: None,
            first_activation: None,
            last_current: None,
            last_deactivation: None,
            summary: VersionSummary { created, status, drainage: None },
        };
        self.existing_mut(&version.deployment_name).versions.push(added);
        self.deleted_versions.remove(version);
    }

    /// Removes a version that is there, also from its task queues. A queue forgets a deployment with its last version.
    pub(super) fn remove_version(&mut self, version: &WorkerDeploymentVersion) {
        let WorkerDeploymentVersion { deployment_name: name, build_id } = version;
        self.existing_mut(name).versions.retain(|it| it.build_id != *build_id);
        self.deleted_versions.insert(version.clone());
        self.task_queues.retain(|_, copies| {
            if let Some(copy) = copies.get_mut(name) {
                copy.members.remove(build_id);
                if copy.members.is_empty() {
                    copies.remove(name);
                }
            }
            !copies.is_empty()
        });
    }

    /// Brings a deployment's routing config to a queue of one type. A copy gives way only to a higher revision.
    pub(super) fn bring_config(
        &mut self,
        task_queue: &TaskQueueName,
        task_queue_type: TaskQueueType,
        name: &DeploymentName,
        config: &RoutingConfig,
    ) {
        let copies = self.task_queues.or_default((task_queue.clone(), task_queue_type));
        let copy = copies.or_default(name.clone());
        if config.revision_number > copy.routing_config.revision_number {
            copy.routing_config = config.clone();
        }
    }
}

impl Version {
    /// How many task queues it has, by their names.
    fn task_queue_count(&self) -> usize {
        let mut names: Vec<_> = self.members.iter().map(|(name, _)| name).collect();
        names.dedup();
        names.len()
    }

    pub(super) const fn is_current_or_ramping(&self) -> bool {
        matches!(self.status, VersionStatus::Current | VersionStatus::Ramping)
    }
}
