//! Who runs something. Everything that has to say which workers get a task says it with [`WorkerVersion`].

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::names::BuildId;

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
}

impl WorkerVersion {
    /// The build ID of a versioned worker.
    #[must_use]
    pub const fn build_id(&self) -> Option<&BuildId> {
        match self {
            Self::Unversioned => None,
            Self::BuildId(build_id) => Some(build_id),
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
        }
    }
}

impl Serialize for WorkerVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.build_id().map_or("", BuildId::as_str))
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
