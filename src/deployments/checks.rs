//! The checks that several operations share.

use super::{ConflictToken, Deployment, DeploymentLimits};
use crate::names::{BuildId, DeploymentName, Identity};
use crate::refusal::{DeploymentError, NameField};
use crate::version::WorkerDeploymentVersion;

/// Checks the name of a deployment.
///
/// Source: `ValidateDeploymentVersionFields` of the server.
pub(super) fn check_deployment_name(
    name: &DeploymentName,
    limits: &DeploymentLimits,
) -> Result<(), DeploymentError> {
    let field = NameField::DeploymentName;
    check_length(field, name.as_str(), limits)?;
    if let Some(delimiter) =
        ['.', ':'].into_iter().find(|delimiter| name.as_str().contains(*delimiter))
    {
        return Err(DeploymentError::NameWithDelimiter { delimiter });
    }
    check_prefix(field, name.as_str())
}

/// Checks a build ID. It may contain `.` and `:`.
///
/// Source: `ValidateDeploymentVersionFields` of the server.
pub(super) fn check_build_id(
    build_id: &BuildId,
    limits: &DeploymentLimits,
) -> Result<(), DeploymentError> {
    check_length(NameField::BuildId, build_id.as_str(), limits)?;
    check_prefix(NameField::BuildId, build_id.as_str())
}

fn check_length(
    field: NameField,
    text: &str,
    limits: &DeploymentLimits,
) -> Result<(), DeploymentError> {
    if text.is_empty() {
        return Err(DeploymentError::EmptyName { field });
    }
    if text.len() > limits.name_bytes() as usize {
        return Err(DeploymentError::NameTooLong { field });
    }
    Ok(())
}

fn check_prefix(field: NameField, text: &str) -> Result<(), DeploymentError> {
    if text.starts_with("__") { Err(DeploymentError::ReservedName { field }) } else { Ok(()) }
}

/// How the server reads the name and the build ID of a version once it has joined them with `.`: it parts them at the
/// first `.` or `:`. Either may come out empty.
///
/// Source: `WorkerDeploymentVersionFromStringV31` of the server.
pub(super) fn read_joined(version: &WorkerDeploymentVersion) -> WorkerDeploymentVersion {
    let WorkerDeploymentVersion { deployment_name, build_id } = version;
    let joined = format!("{deployment_name}.{build_id}");
    match joined.split_once(['.', ':']) {
        Some((name, build_id)) => WorkerDeploymentVersion::new(name, build_id),
        None => version.clone(),
    }
}

/// Checks a version that is to be promoted: that its name and build ID, once joined, are read as what they are.
pub(super) fn check_joined(version: &WorkerDeploymentVersion) -> Result<(), DeploymentError> {
    let read = read_joined(version);
    if read.deployment_name.is_empty() {
        return Err(DeploymentError::NameReadAsEmpty { version: version.clone() });
    }
    if read.deployment_name != version.deployment_name {
        return Err(DeploymentError::NameReadAsAnother { version: version.clone() });
    }
    Ok(())
}

/// Reads a version that is to be deleted or described, which may come out as another one.
pub(super) fn read_version(
    version: &WorkerDeploymentVersion,
) -> Result<WorkerDeploymentVersion, DeploymentError> {
    let read = read_joined(version);
    if read.deployment_name.is_empty() || read.build_id.is_empty() {
        return Err(DeploymentError::VersionIncomplete { version: version.clone() });
    }
    Ok(read)
}

/// Checks that a change is meant for the present state of a deployment, if it says for which.
pub(super) fn check_token(
    token: Option<ConflictToken>,
    deployment: &Deployment,
) -> Result<(), DeploymentError> {
    match token {
        Some(token) if token != deployment.conflict_token => {
            Err(DeploymentError::ConflictTokenMismatch)
        }
        _ => Ok(()),
    }
}

/// Checks that a deployment has no manager, or that it is the manager who asks.
pub(super) fn check_manager(
    identity: &Identity,
    deployment: &Deployment,
) -> Result<(), DeploymentError> {
    let manager = &deployment.manager_identity;
    if manager.is_empty() || manager == identity {
        return Ok(());
    }
    Err(DeploymentError::ManagedByAnother {
        manager_identity: manager.clone(),
        identity: identity.clone(),
    })
}
