//! Which version is current, and which one is ramping.

use super::checks::{
    check_build_id, check_deployment_name, check_joined, check_manager, check_token,
};
use super::operations::{DeploymentEffect, DeploymentRefused, Lookups, TypedTaskQueue};
use super::state::{NotedDrainage, VersionSummary};
use super::{
    ConflictToken, Creation, Deployment, Deployments, Drainage, DrainageStatus, Moment, Ramp,
    RoutingConfig, Version, VersionStatus,
};
use crate::names::{BuildId, DeploymentName, Identity};
use crate::percentage::Percentage;
use crate::refusal::{DeploymentError, ProposedRole};
use crate::version::WorkerDeploymentVersion;

/// What a change of the current version and one of the ramp have in common.
pub(super) struct Promotion<'a> {
    pub deployment_name: &'a DeploymentName,
    /// The build ID of the version; `None` for the unversioned workers, or no ramp.
    pub build_id: Option<&'a BuildId>,
    pub identity: &'a Identity,
    pub conflict_token: Option<ConflictToken>,
    pub ignore_missing_task_queues: bool,
    pub allow_no_pollers: bool,
}

impl Promotion<'_> {
    fn version(&self) -> Option<WorkerDeploymentVersion> {
        let build_id = self.build_id?;
        Some(WorkerDeploymentVersion::new(self.deployment_name.clone(), build_id.clone()))
    }

    fn version_of(&self, build_id: &BuildId) -> WorkerDeploymentVersion {
        WorkerDeploymentVersion::new(self.deployment_name.clone(), build_id.clone())
    }

    /// Checks that the deployment has the version, unless it may be created.
    fn check_known(&self, deployment: &Deployment) -> Result<(), DeploymentError> {
        match self.version() {
            Some(version)
                if !self.allow_no_pollers && deployment.version(&version.build_id).is_none() =>
            {
                Err(DeploymentError::BuildIdNotFound { version })
            }
            _ => Ok(()),
        }
    }
}

impl Deployments {
    /// Makes a version, or the unversioned workers, the current one.
    ///
    /// Source: `validateSetCurrent` and `handleSetCurrent` of the server, compared with a live server.
    pub(super) fn set_current(
        &mut self,
        asked: &Promotion<'_>,
        lookups: &Lookups,
    ) -> Result<DeploymentEffect, DeploymentRefused> {
        if asked.deployment_name.is_empty() {
            return Err(DeploymentError::NoDeploymentName.into());
        }
        self.check_promoted_names(asked)?;
        let created = self.find_or_create_deployment(asked)?;

        let deployment = self.existing(asked.deployment_name);
        let previous = deployment.routing_config.current.clone();
        let answer = |changed, conflict_token| DeploymentEffect {
            changed,
            conflict_token: Some(conflict_token),
            previous_deployment_version: previous
                .as_ref()
                .map(|build_id| asked.version_of(build_id)),
            ..DeploymentEffect::default()
        };
        if previous.as_ref() == asked.build_id
            && deployment.last_modifier_identity == *asked.identity
        {
            return Ok(answer(false, deployment.conflict_token));
        }
        check_token(asked.conflict_token, deployment)?;
        asked.check_known(deployment)?;
        check_manager(asked.identity, deployment)?;

        let now = self.promote(asked, created, lookups, |this| {
            this.check_task_queues(asked, previous.as_ref(), ProposedRole::Current, lookups)
        })?;
        if previous.as_ref() != asked.build_id {
            let config = self
                .existing(asked.deployment_name)
                .routing_config
                .with_current(asked.build_id, now);
            self.route(asked.deployment_name, config, &[asked.build_id, previous.as_ref()], now);
            self.note_drainage(asked.deployment_name, asked.build_id, NotedDrainage::at(None, now));
        }
        Ok(answer(true, self.sign(asked.deployment_name, asked.identity, now)))
    }

    /// Ramps to a version or to the unversioned workers, or ends the ramp.
    ///
    /// Source: `validateSetRampingVersion` and `handleSetRampingVersion` of the server, compared with a live server.
    pub(super) fn set_ramping(
        &mut self,
        asked: &Promotion<'_>,
        percentage: Percentage,
        lookups: &Lookups,
    ) -> Result<DeploymentEffect, DeploymentRefused> {
        if !percentage.is_in_range() {
            return Err(DeploymentError::Percentage.into());
        }
        self.check_promoted_names(asked)?;
        let created = self.find_or_create_deployment(asked)?;

        let wanted = (asked.build_id.is_some() || percentage.is_positive())
            .then(|| Ramp { to: asked.build_id.cloned(), percentage });
        let deployment = self.existing(asked.deployment_name);
        let RoutingConfig { current, ramp: previous, .. } = deployment.routing_config.clone();
        let previous_version = previous.as_ref().and_then(|ramp| ramp.to.as_ref());
        let answer = |changed, conflict_token| DeploymentEffect {
            changed,
            conflict_token: Some(conflict_token),
            previous_deployment_version: previous_version
                .map(|build_id| asked.version_of(build_id)),
            previous_percentage: Some(
                previous.as_ref().map_or(Percentage::ZERO, |ramp| ramp.percentage),
            ),
            ..DeploymentEffect::default()
        };
        if previous == wanted && deployment.last_modifier_identity == *asked.identity {
            return Ok(answer(false, deployment.conflict_token));
        }
        check_token(asked.conflict_token, deployment)?;
        if wanted.as_ref().is_some_and(|ramp| ramp.to == current) {
            return Err(DeploymentError::AlreadyCurrent { version: asked.version() }.into());
        }
        asked.check_known(deployment)?;
        check_manager(asked.identity, deployment)?;

        let is_ramping_already =
            previous.as_ref().map(|ramp| &ramp.to) == wanted.as_ref().map(|ramp| &ramp.to);
        let now = self.promote(asked, created, lookups, |this| {
            if is_ramping_already {
                return Ok(());
            }
            this.check_task_queues(asked, current.as_ref(), ProposedRole::Ramping, lookups)
        })?;
        if previous != wanted {
            let is_over = wanted.is_none();
            let config = self.existing(asked.deployment_name).routing_config.with_ramp(wanted, now);
            // An unversioned ramp, set or unset, reaches the queues of the current version.
            let affected = match (asked.build_id, previous_version) {
                (Some(_), _) if is_ramping_already => [asked.build_id, None],
                (Some(_), _) => [asked.build_id, previous_version],
                (None, Some(_)) if is_over => [previous_version, None],
                (None, _) => [current.as_ref(), previous_version],
            };
            self.route(asked.deployment_name, config, &affected, now);
            if is_over {
                let drainage = NotedDrainage::at(Some(DrainageStatus::Draining), now);
                self.note_drainage(asked.deployment_name, previous_version, drainage);
            }
        }
        Ok(answer(true, self.sign(asked.deployment_name, asked.identity, now)))
    }

    /// Checks the names of a promotion. Only one that may create the version checks its build ID.
    fn check_promoted_names(&self, asked: &Promotion<'_>) -> Result<(), DeploymentError> {
        if let Some(version) = asked.version() {
            check_joined(&version)?;
        }
        check_deployment_name(asked.deployment_name, &self.limits)?;
        match asked.build_id {
            Some(build_id) if asked.allow_no_pollers => check_build_id(build_id, &self.limits),
            _ => Ok(()),
        }
    }

    /// Checks that there is the deployment, or creates it, and answers when it did. It stays even when the promotion is
    /// refused later.
    fn find_or_create_deployment(
        &mut self,
        asked: &Promotion<'_>,
    ) -> Result<Option<Moment>, DeploymentError> {
        let name = asked.deployment_name;
        if self.by_name.contains_key(name) {
            return Ok(None);
        }
        if !asked.allow_no_pollers {
            return Err(DeploymentError::DeploymentNotFound { deployment_name: name.clone() });
        }
        self.check_deployment_limit()?;
        Ok(Some(self.add_deployment(name, Identity::default(), Creation::Operation)))
    }

    /// The deployment of a name that is there.
    pub(super) fn existing(&self, name: &DeploymentName) -> &Deployment {
        &self.by_name[name]
    }

    /// Creates the promoted version where there is none yet, makes the last check, and answers the moment of the
    /// promotion: that of the deployment's creation, if it was created for this. A version that was created stays when the
    /// check refuses, but not when it cannot be made.
    fn promote(
        &mut self,
        asked: &Promotion<'_>,
        deployment_created: Option<Moment>,
        lookups: &Lookups,
        check: impl Fn(&Self) -> Result<(), DeploymentRefused>,
    ) -> Result<Moment, DeploymentRefused> {
        let unknown = asked.version().filter(|version| self.version(version).is_none());
        let Some(version) = unknown else {
            check(self)?;
            return Ok(deployment_created.unwrap_or_else(|| self.next_moment()));
        };
        let before = self.clone();
        let created = self.make_room(&version, lookups).map(|()| {
            let now = deployment_created.unwrap_or_else(|| self.next_moment());
            self.add_version(&version, Creation::Operation, now, VersionStatus::Created);
            let created = self.existing_version(asked.deployment_name, &version.build_id);
            created.summary.status = VersionStatus::Inactive;
            now
        });
        let promoted = created.map_err(hidden).and_then(|now| check(self).map(|()| now));
        if let Err(DeploymentRefused::DependsOn(_)) = promoted {
            *self = before;
        }
        promoted
    }

    /// Checks that the proposed version serves each queue of the current one in which tasks wait, unless that has become
    /// another deployment's.
    ///
    /// Source: `IsVersionMissingTaskQueues` of the server.
    fn check_task_queues(
        &self,
        asked: &Promotion<'_>,
        current: Option<&BuildId>,
        role: ProposedRole,
        lookups: &Lookups,
    ) -> Result<(), DeploymentRefused> {
        let (Some(current), Some(version)) = (current, asked.version()) else { return Ok(()) };
        if asked.ignore_missing_task_queues {
            return Ok(());
        }
        let current = asked.version_of(current);
        let members = self.version(&current).map(|version| &version.members);
        let mut missing = Vec::new();
        for (task_queue, task_queue_type) in members.into_iter().flatten() {
            let task_queue_type = *task_queue_type;
            if !self.is_member(&version, task_queue, task_queue_type)
                && self.routing(task_queue, task_queue_type).current.version.as_ref()
                    == Some(&current)
                && lookups.has_backlog(&TypedTaskQueue {
                    task_queue: task_queue.clone(),
                    task_queue_type,
                })?
            {
                missing.push((task_queue.clone(), task_queue_type));
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(DeploymentError::MissingTaskQueues { role, version, task_queues: missing }.into())
    }

    /// Gives a deployment a routing config, and the versions that it promotes, demotes or whose ramp it changes their
    /// status. These bring it to their task queues, and no other version does.
    fn route(
        &mut self,
        name: &DeploymentName,
        config: RoutingConfig,
        affected: &[Option<&BuildId>],
        now: Moment,
    ) {
        for build_id in affected.iter().copied().flatten() {
            let draining_since = self.next_moment();
            let version = self.existing_mut(name).version_mut(build_id);
            let Some(version) = version else { continue };
            version.follow(&config, now, draining_since);
            for (task_queue, task_queue_type) in version.members.clone() {
                self.bring_config(&task_queue, task_queue_type, name, &config);
            }
        }
        self.existing_mut(name).routing_config = config;
    }

    fn note_drainage(
        &mut self,
        name: &DeploymentName,
        build_id: Option<&BuildId>,
        drainage: NotedDrainage,
    ) {
        let version = build_id.and_then(|build_id| self.existing_mut(name).version_mut(build_id));
        if let Some(version) = version {
            version.summary.drainage = Some(drainage);
        }
    }

    /// Notes who changed a deployment, and answers its new token.
    pub(super) fn sign(
        &mut self,
        name: &DeploymentName,
        identity: &Identity,
        now: Moment,
    ) -> ConflictToken {
        let deployment = self.existing_mut(name);
        deployment.conflict_token = ConflictToken(now.0);
        deployment.last_modifier_identity = identity.clone();
        deployment.conflict_token
    }

    pub(super) fn existing_mut(&mut self, name: &DeploymentName) -> &mut Deployment {
        self.by_name.get_mut(name).expect("a deployment that was found")
    }

    pub(super) fn existing_version(
        &mut self,
        name: &DeploymentName,
        build_id: &BuildId,
    ) -> &mut Version {
        self.existing_mut(name).version_mut(build_id).expect("a version that was found")
    }
}

/// The server does not tell a promotion that there is no room for the version.
fn hidden(refused: DeploymentRefused) -> DeploymentRefused {
    match refused {
        DeploymentRefused::Refused(DeploymentError::TooManyVersions { version, allowed }) => {
            DeploymentError::TooManyVersionsToPromote { version, allowed }.into()
        }
        other => other,
    }
}

impl RoutingConfig {
    /// The config with another current version. A ramp to it is over.
    fn with_current(&self, current: Option<&BuildId>, now: Moment) -> Self {
        let mut config = Self {
            current: current.cloned(),
            current_version_changed: Some(now),
            revision_number: self.revision_number + 1,
            ..self.clone()
        };
        if config.ramp.as_ref().is_some_and(|ramp| ramp.to == config.current) {
            config.ramp = None;
            config.ramping_version_changed = Some(now);
            config.ramping_version_percentage_changed = Some(now);
        }
        config
    }

    /// The config with another ramp.
    fn with_ramp(&self, ramp: Option<Ramp>, now: Moment) -> Self {
        let only_percentage = match (&self.ramp, &ramp) {
            (Some(before), Some(after)) => before.to == after.to,
            _ => false,
        };
        Self {
            ramp,
            ramping_version_changed: if only_percentage {
                self.ramping_version_changed
            } else {
                Some(now)
            },
            ramping_version_percentage_changed: Some(now),
            revision_number: self.revision_number + 1,
            ..self.clone()
        }
    }

    fn latest_change(&self) -> Option<Moment> {
        self.current_version_changed
            .max(self.ramping_version_changed)
            .max(self.ramping_version_percentage_changed)
    }

    fn is_ramping(&self, build_id: &BuildId) -> bool {
        self.ramp.as_ref().is_some_and(|ramp| ramp.to.as_ref() == Some(build_id))
    }
}

impl Version {
    /// Takes the status that its deployment's routing config gives it.
    ///
    /// Source: `handleSyncState` of the workflow that the server runs for a version.
    fn follow(&mut self, config: &RoutingConfig, now: Moment, draining_since: Moment) {
        let was_active = self.current_since.is_some() || self.ramping_since.is_some();
        self.current_since = None;
        self.ramping_since = None;
        if config.current.as_ref() == Some(&self.build_id) {
            self.status = VersionStatus::Current;
            self.current_since = config.current_version_changed;
            self.last_current = config.current_version_changed;
            self.routing_updated = config.current_version_changed;
        } else if config.is_ramping(&self.build_id) {
            self.status = VersionStatus::Ramping;
            self.ramping_since = config.ramping_version_changed;
            self.routing_updated = config.ramping_version_percentage_changed;
        } else if was_active {
            self.status = VersionStatus::Draining;
            self.routing_updated = config.latest_change();
            self.last_deactivation = Some(now);
            self.drainage = Some(Drainage {
                status: DrainageStatus::Draining,
                last_changed: draining_since,
                last_checked: draining_since,
            });
        }
        if self.current_since.is_some() || self.ramping_since.is_some() {
            self.first_activation.get_or_insert(now);
            self.last_deactivation = None;
            self.drainage = None;
        }
        if let Creation::Call { request_id } = &mut self.creation {
            *request_id = None;
        }
        self.summary = VersionSummary { created: self.summary.created, ..self.summarized() };
    }

    /// What the version tells its deployment of itself.
    pub(super) fn summarized(&self) -> VersionSummary {
        VersionSummary {
            created: self.created,
            status: self.status,
            drainage: self.drainage.map(Into::into),
        }
    }
}
