//! Who runs something. Everything that has to say which workers get a task says it with [`WorkerVersion`].

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::names::{BuildId, DeploymentName};

/// The version of a worker, and so of what only such workers get.
///
/// Written as its build ID, where the empty text is the unversioned worker, as in the API.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkerVersion {
    /// A worker that has not opted in to versioning.
    #[default]
    Unversioned,
    /// A worker that has opted in with a build ID of a version set.
    BuildId(BuildId),
    /// A worker of a version of a Worker Deployment.
    Deployment(WorkerDeploymentVersion),
}

/// A version of a Worker Deployment. Displayed, it is written as the server writes it in messages: `D:B`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerDeploymentVersion {
    /// The deployment.
    pub deployment_name: DeploymentName,
    /// The build ID of the version.
    pub build_id: BuildId,
}

impl WorkerDeploymentVersion {
    /// The version of a deployment with that build ID.
    #[must_use]
    pub fn new(deployment_name: impl Into<DeploymentName>, build_id: impl Into<BuildId>) -> Self {
        Self { deployment_name: deployment_name.into(), build_id: build_id.into() }
    }
}

impl fmt::Display for WorkerDeploymentVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.deployment_name, self.build_id)
    }
}

/// How a worker takes part in Worker Deployments, as the API's `WorkerDeploymentOptions`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerDeploymentOptions {
    /// The deployment.
    pub deployment_name: DeploymentName,
    /// The build ID of the version.
    pub build_id: BuildId,
    /// Whether it takes part.
    pub worker_versioning_mode: WorkerVersioningMode,
}

/// Whether a worker takes part in Worker Deployments, as the API's `WorkerVersioningMode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WorkerVersioningMode {
    /// It is an unversioned worker, whatever deployment and build ID it names.
    Unversioned,
    /// It receives what is for its version.
    Versioned,
}

impl WorkerDeploymentOptions {
    /// The version of which it is a worker; `None` for an unversioned one.
    #[must_use]
    pub fn version(&self) -> Option<WorkerDeploymentVersion> {
        let Self { deployment_name, build_id, worker_versioning_mode } = self;
        match worker_versioning_mode {
            WorkerVersioningMode::Unversioned => None,
            WorkerVersioningMode::Versioned => {
                Some(WorkerDeploymentVersion::new(deployment_name.clone(), build_id.clone()))
            }
        }
    }
}

impl From<WorkerDeploymentVersion> for WorkerDeploymentOptions {
    /// The options of a worker of that version.
    fn from(version: WorkerDeploymentVersion) -> Self {
        let WorkerDeploymentVersion { deployment_name, build_id } = version;
        let worker_versioning_mode = WorkerVersioningMode::Versioned;
        Self { deployment_name, build_id, worker_versioning_mode }
    }
}

impl WorkerVersion {
    /// The build ID of a worker that has opted in to version sets.
    #[must_use]
    pub const fn build_id(&self) -> Option<&BuildId> {
        match self {
            Self::Unversioned | Self::Deployment(_) => None,
            Self::BuildId(build_id) => Some(build_id),
        }
    }

    /// The version of a Worker Deployment, if it is a worker of one.
    #[must_use]
    pub const fn deployment_version(&self) -> Option<&WorkerDeploymentVersion> {
        match self {
            Self::Unversioned | Self::BuildId(_) => None,
            Self::Deployment(version) => Some(version),
        }
    }

    /// Whether it is a worker that has not opted in.
    #[must_use]
    pub const fn is_unversioned(&self) -> bool {
        matches!(self, Self::Unversioned)
    }

    /// Whether it is a worker that has opted in with this build ID.
    #[must_use]
    pub fn is_build_id(&self, build_id: &BuildId) -> bool {
        self.build_id() == Some(build_id)
    }
}

impl From<BuildId> for WorkerVersion {
    /// The empty build ID is the unversioned worker, as in the API.
    fn from(build_id: BuildId) -> Self {
        if build_id.is_empty() { Self::Unversioned } else { Self::BuildId(build_id) }
    }
}

impl fmt::Display for WorkerVersion {
    /// The build ID, or nothing for the unversioned worker.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unversioned => Ok(()),
            Self::BuildId(build_id) => build_id.fmt(formatter),
            Self::Deployment(version) => version.fmt(formatter),
        }
    }
}

impl Serialize for WorkerVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unversioned => serializer.serialize_str(""),
            Self::BuildId(build_id) => build_id.serialize(serializer),
            Self::Deployment(version) => version.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for WorkerVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ByBuildId)
    }
}

struct ByBuildId;

impl Visitor<'_> for ByBuildId {
    type Value = WorkerVersion;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("string")
    }

    fn visit_str<E>(self, build_id: &str) -> Result<WorkerVersion, E> {
        Ok(BuildId::from(build_id).into())
    }

    /// The symbol that the TypeScript client has for the unversioned worker.
    fn visit_unit<E>(self) -> Result<WorkerVersion, E> {
        Ok(WorkerVersion::Unversioned)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for WorkerVersion {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WorkerVersion".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
