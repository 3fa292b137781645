//! The names that Temporal gives to things, each a type of its own, with the checks that a server makes of them.

use std::fmt;
use std::sync::Arc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::limits::Limits;

/// Declares a newtype over text that cannot be mixed up with the other names.
macro_rules! name {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text of the name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the name is the empty text, which the server takes for "not set".
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            /// The length in bytes of UTF-8, the unit in which the server measures names.
            #[must_use]
            pub fn byte_length(&self) -> usize {
                self.0.len()
            }
        }

        impl<T: Into<Arc<str>>> From<T> for $name {
            fn from(text: T) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, formatter)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

/// Reads any text as the name.
macro_rules! read_any_text {
    ($($name:ident)*) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
        }
    )*};
}

name! {
    /// A build ID: the name of one build of a worker's code.
    ///
    /// Any text can be one. Which texts a task queue takes (1 to 255 bytes by default) is decided when
    /// an operation is applied, because the server decides it there too.
    ///
    /// ```
    /// use worker_versioning::names::BuildId;
    /// assert_eq!(BuildId::from("1.0").as_str(), "1.0");
    /// ```
    BuildId
}

name! {
    /// The name of a task queue. Names are the same when their bytes are.
    ///
    /// Read through serde, it is checked as [`TaskQueueName::check`] does, but where an operation names it: there the
    /// server decides.
    ///
    /// ```
    /// use worker_versioning::names::TaskQueueName;
    /// assert_ne!(TaskQueueName::from("orders"), TaskQueueName::from("Orders"));
    /// ```
    TaskQueueName
}

name! {
    /// The name of a Worker Deployment. Which names a server takes is decided when an operation is applied.
    DeploymentName
}

name! {
    /// The identity of a client: who sends an operation. Any text, also the empty one.
    Identity
}

name! {
    /// The ID of a workflow.
    WorkflowId
}

name! {
    /// The name of a command of a workflow, in a rollout.
    CommandName
}

read_any_text! { BuildId DeploymentName Identity WorkflowId CommandName }

impl<'de> Deserialize<'de> for TaskQueueName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Self::deserialize_any_text(deserializer)?;
        name.check().map_err(D::Error::custom)?;
        Ok(name)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for TaskQueueName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TaskQueueName".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The name of a task queue: 1 to 1,000 bytes of UTF-8, not beginning with `/_sys/`.",
            "type": "string",
            "minLength": 1,
            "maxLength": 1000,
            "not": { "pattern": "^/_sys/" },
        })
    }
}

/// What a task queue of a name hands out. Workers poll each type on its own, and a queue keeps routing data for each.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TaskQueueType {
    /// Workflow tasks and queries.
    #[default]
    Workflow,
    /// Activities.
    Activity,
    /// Nexus tasks.
    Nexus,
}

/// Why a task queue cannot have a name. Displayed, it is the server's message verbatim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TaskQueueNameError {
    /// The name is empty.
    #[error("missing task queue name")]
    Missing,
    /// The name has more than 1,000 bytes (`limit.maxIDLength`).
    #[error("taskQueue length exceeds limit")]
    TooLong,
    /// The name begins with `/_sys/`, which is for the server itself.
    #[error("task queue name cannot start with reserved prefix /_sys/")]
    Reserved,
}

impl TaskQueueName {
    /// Checks that a server would take the name.
    ///
    /// # Errors
    /// When the name is empty, longer than 1,000 bytes or reserved.
    ///
    /// Source: `tqid.Parse` of the server, compared with a live server.
    pub fn check(&self) -> Result<(), TaskQueueNameError> {
        match self.as_str() {
            "" => Err(TaskQueueNameError::Missing),
            name if name.len() > 1000 => Err(TaskQueueNameError::TooLong),
            name if name.starts_with("/_sys/") => Err(TaskQueueNameError::Reserved),
            _ => Ok(()),
        }
    }

    /// Reads the name without a check: whether a queue can have it is for the operation to find.
    pub(crate) fn deserialize_any_text<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// A build ID has more bytes than the limit (`limit.workerBuildIdSize`). Displayed, it is the server's message to polls
/// and questions verbatim; operations are refused in other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("Build ID exceeds configured limit.workerBuildIdSize, use a shorter build ID.")]
pub struct BuildIdTooLong;

impl BuildId {
    /// Checks that the build ID is not longer than the limit.
    ///
    /// # Errors
    /// When it is.
    ///
    /// Source: live server.
    pub fn check_length(&self, limits: &Limits) -> Result<(), BuildIdTooLong> {
        match limits.build_id_bytes {
            Some(limit) if self.byte_length() > limit.get() as usize => Err(BuildIdTooLong),
            _ => Ok(()),
        }
    }

    /// Reads a build ID that something is on, which cannot be the empty text.
    pub(crate) fn deserialize_in_use<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let build_id = Self::deserialize(deserializer)?;
        if build_id.is_empty() {
            return Err(D::Error::custom(
                "expected a build ID, or none for unversioned workers, got empty text",
            ));
        }
        Ok(build_id)
    }

    /// [`Self::deserialize_in_use`] for a field that may be absent.
    pub(crate) fn deserialize_optional_in_use<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Self>, D::Error> {
        Self::deserialize_in_use(deserializer).map(Some)
    }
}
