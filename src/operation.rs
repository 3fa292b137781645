//! Every operation that changes how a cluster routes tasks.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, EnumAccess, VariantAccess, Visitor};
use strum::VariantNames;

use crate::deployments::DeploymentOperation;
use crate::names::TaskQueueName;
use crate::version_sets::BuildIdOperation;
use crate::vocabulary::intersection;

/// An operation of any generation. Their names differ, so that the field `operation` tells which one it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum AnyOperation {
    /// On the version sets of a task queue.
    VersionSets(Operation),
    /// On a Worker Deployment.
    Deployment(DeploymentOperation),
}

intersection! {
    /// An operation on the version sets of a task queue, with the queue.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Operation {
        /// The task queue that the operation is for.
        #[serde(deserialize_with = "TaskQueueName::deserialize_any_text")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub task_queue: TaskQueueName,
    } & {
        /// What it does there.
        pub operation: BuildIdOperation,
    }
}

impl Operation {
    /// The queues whose tasks the operation may move.
    pub fn task_queues(&self) -> impl Iterator<Item = &TaskQueueName> {
        std::iter::once(&self.task_queue)
    }
}

/// How many operations there are on version sets.
const ON_VERSION_SETS: usize = BuildIdOperation::VARIANTS.len();

/// The names of all operations.
const NAMES: [&str; ON_VERSION_SETS + DeploymentOperation::VARIANTS.len()] = {
    let mut names = [""; _];
    let mut place = 0;
    while place < names.len() {
        names[place] = if place < ON_VERSION_SETS {
            BuildIdOperation::VARIANTS[place]
        } else {
            DeploymentOperation::VARIANTS[place - ON_VERSION_SETS]
        };
        place += 1;
    }
    names
};

impl<'de> Deserialize<'de> for AnyOperation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_enum("operation", &NAMES, ByName)
    }
}

struct ByName;

impl<'de> Visitor<'de> for ByName {
    type Value = AnyOperation;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("operation")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, operation: A) -> Result<AnyOperation, A::Error> {
        let (place, content) = operation.variant::<u32>()?;
        if (place as usize) < ON_VERSION_SETS {
            content.newtype_variant().map(AnyOperation::VersionSets)
        } else {
            content.newtype_variant().map(AnyOperation::Deployment)
        }
    }
}
