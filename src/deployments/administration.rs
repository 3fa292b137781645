//! The operations that do not promote: managers, creation, deletion, notes.

use super::checks::{
    check_build_id, check_deployment_name, check_manager, check_token, read_version,
};
use super::operations::{DeploymentEffect, DeploymentRefused, Lookups};
use super::{ConflictToken, Creation, Deployments, DrainageStatus, VersionStatus};
use crate::names::{DeploymentName, Identity};
use crate::refusal::DeploymentError;
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::Record;

/// In place of the identity that a server draws for who deletes a version without saying who.
const RANDOM_IDENTITY: &str = "<random>";

impl Deployments {
    /// Sets the manager of a deployment. Anyone may, whoever manages it so far.
    ///
    /// Source: `SetManager`, `validateSetManager` and `handleSetManager` of the server, compared with a live server.
    pub(super) fn set_manager(
        &mut self,
        name: &DeploymentName,
        manager: &Identity,
        identity: &Identity,
        conflict_token: Option<ConflictToken>,
    ) -> Result<DeploymentEffect, DeploymentError> {
        if identity.is_empty() {
            return Err(DeploymentError::NoIdentity);
        }
        check_deployment_name(name, &self.limits)?;
        let deployment = self.get(name).ok_or_else(|| self.no_deployment_workflow(name))?;
        let previous = deployment.manager_identity.clone();
        let answer = |changed, conflict_token| DeploymentEffect {
            changed,
            conflict_token: Some(conflict_token),
            previous_manager_identity: (!previous.is_empty()).then(|| previous.clone()),
            ..DeploymentEffect::default()
        };
        if previous == *manager && deployment.last_modifier_identity == *identity {
            return Ok(answer(false, deployment.conflict_token));
        }
        check_token(conflict_token, deployment)?;

        let now = self.next_moment();
        self.existing_mut(name).manager_identity = manager.clone();
        Ok(answer(true, self.sign(name, identity, now)))
    }

    /// Deletes a version. The conflict token of the deployment stays.
    ///
    /// Source: `DeleteWorkerDeploymentVersion`, `validateDeleteVersion` and `handleDeleteVersion` of the server, compared
    /// with a live server.
    pub(super) fn delete_version(
        &mut self,
        version: &WorkerDeploymentVersion,
        skip_drainage: bool,
        identity: &Identity,
        lookups: &Lookups,
    ) -> Result<DeploymentEffect, DeploymentRefused> {
        let version = read_version(version)?;
        let name = &version.deployment_name;
        check_deployment_name(name, &self.limits)?;
        let deployment = self.get(name).ok_or_else(|| self.no_deployment_workflow(name))?;
        let Some(deleted) = deployment.version(&version.build_id) else {
            return Ok(DeploymentEffect::default());
        };
        if deleted.is_current_or_ramping() {
            return Err(DeploymentError::CurrentOrRamping { version }.into());
        }
        let identity = if identity.is_empty() { &RANDOM_IDENTITY.into() } else { identity };
        check_manager(identity, deployment)?;
        let is_draining = deleted.drainage.is_some_and(|it| it.status == DrainageStatus::Draining);
        if is_draining && !skip_drainage {
            return Err(DeploymentError::Draining { version }.into());
        }
        if !deleted.members.is_empty() && lookups.polls(&version)? {
            return Err(DeploymentError::ActivePollers { version }.into());
        }

        self.existing_mut(name).last_modifier_identity = identity.clone();
        self.remove_version(&version);
        Ok(DeploymentEffect { changed: true, ..DeploymentEffect::default() })
    }

    /// Deletes a deployment that has no versions.
    ///
    /// Source: `DeleteWorkerDeployment` and `validateDeleteDeployment` of the server, compared with a live server.
    pub(super) fn delete_deployment(
        &mut self,
        name: &DeploymentName,
    ) -> Result<DeploymentEffect, DeploymentError> {
        check_deployment_name(name, &self.limits)?;
        let Some(deployment) = self.get(name) else { return Ok(DeploymentEffect::default()) };
        if !deployment.versions.is_empty() {
            return Err(DeploymentError::HasVersions { deployment_name: name.clone() });
        }
        self.by_name.remove(name);
        self.deleted_names.insert(name.clone());
        Ok(DeploymentEffect { changed: true, ..DeploymentEffect::default() })
    }

    /// Creates a deployment.
    ///
    /// Source: live server.
    pub(super) fn create_deployment(
        &mut self,
        name: &DeploymentName,
        identity: &Identity,
        request_id: &str,
    ) -> Result<DeploymentEffect, DeploymentError> {
        if name.is_empty() {
            return Err(DeploymentError::NoDeploymentName);
        }
        check_deployment_name(name, &self.limits)?;
        let answer = |changed, conflict_token| DeploymentEffect {
            changed,
            conflict_token: Some(conflict_token),
            ..DeploymentEffect::default()
        };
        if let Some(deployment) = self.get(name) {
            if deployment.creation.is_call(request_id) {
                return Ok(answer(false, deployment.conflict_token));
            }
            return Err(DeploymentError::DeploymentExists {
                deployment_name: name.clone(),
                by_poll: deployment.creation == Creation::Poll,
            });
        }
        self.check_deployment_limit()?;
        self.add_deployment(name, identity.clone(), Creation::call(request_id));
        Ok(answer(true, self.existing(name).conflict_token))
    }

    /// Creates a version. Neither the manager nor the conflict token of the deployment plays a part, and both stay.
    ///
    /// Source: live server.
    pub(super) fn create_version(
        &mut self,
        version: &WorkerDeploymentVersion,
        identity: &Identity,
        request_id: &str,
        lookups: &Lookups,
    ) -> Result<DeploymentEffect, DeploymentRefused> {
        let WorkerDeploymentVersion { deployment_name: name, build_id } = version;
        if name.is_empty() {
            return Err(DeploymentError::NoDeploymentName.into());
        }
        if build_id.is_empty() {
            return Err(DeploymentError::NoBuildId.into());
        }
        check_deployment_name(name, &self.limits)?;
        check_build_id(build_id, &self.limits)?;
        if !self.by_name.contains_key(name) {
            return Err(
                DeploymentError::DeploymentNotFound { deployment_name: name.clone() }.into()
            );
        }
        if let Some(existing) = self.version(version) {
            if existing.creation.is_call(request_id) {
                return Ok(DeploymentEffect::default());
            }
            return Err(DeploymentError::VersionExists { version: version.clone() }.into());
        }
        self.make_room(version, lookups)?;
        let now = self.next_moment();
        self.add_version(version, Creation::call(request_id), now, VersionStatus::Created);
        self.existing_version(name, build_id).last_modifier_identity = identity.clone();
        Ok(DeploymentEffect { changed: true, ..DeploymentEffect::default() })
    }

    /// Notes something about a version, then takes notes away.
    ///
    /// Source: `handleUpdateVersionMetadata` of the server, compared with a live server.
    pub(super) fn update_metadata(
        &mut self,
        version: &WorkerDeploymentVersion,
        upsert_entries: &Record,
        remove_entries: &[String],
        identity: &Identity,
    ) -> Result<DeploymentEffect, DeploymentError> {
        if upsert_entries.is_empty() && remove_entries.is_empty() {
            return Err(DeploymentError::NoEntries);
        }
        if self.version(version).is_none() {
            let version = version.clone();
            return Err(if self.deleted_versions.contains(&version) {
                DeploymentError::VersionWorkflowCompleted { version }
            } else {
                DeploymentError::VersionWorkflowNotFound { version }
            });
        }
        let noted = self.existing_version(&version.deployment_name, &version.build_id);
        let mut metadata = noted.metadata.clone();
        upsert_entries.iter().for_each(|(key, text)| metadata.insert(key, text));
        for key in remove_entries {
            metadata.remove(key);
        }
        let changed = metadata != noted.metadata || *identity != noted.last_modifier_identity;
        noted.metadata.clone_from(&metadata);
        noted.last_modifier_identity = identity.clone();
        Ok(DeploymentEffect { changed, metadata: Some(metadata), ..DeploymentEffect::default() })
    }

    /// How the server refuses an operation that asks the workflow of a deployment that is not there.
    fn no_deployment_workflow(&self, name: &DeploymentName) -> DeploymentError {
        let deployment_name = name.clone();
        if self.deleted_names.contains(name) {
            DeploymentError::DeploymentWorkflowCompleted { deployment_name }
        } else {
            DeploymentError::DeploymentWorkflowNotFound { deployment_name }
        }
    }
}
