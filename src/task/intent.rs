//! What workflow code asks for, and what its SDK makes of it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Command;

/// What workflow code says about the version of what it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum VersioningIntent {
    /// Nothing: the SDK decides from the task queues.
    #[default]
    Unspecified,
    /// Stay with the workflow's version set (also named `InheritBuildID`).
    Compatible,
    /// Use the default of the target task queue (also named `UseAssignmentRules`).
    Default,
    /// The Go SDK's older flag `UseLatestBuildId: true`, which means the same as [`Self::Default`].
    UseLatestBuildId,
}

/// What workflow code says about the version of what it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "VersioningIntent"))]
#[serde(rename_all = "UPPERCASE")]
pub enum StatedIntent {
    /// Stay with the workflow's version set.
    Compatible,
    /// Use the default of the target task queue.
    Default,
}

/// The intent `COMPATIBLE` and the older flag, which means the intent `DEFAULT`, contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("expected useLatestBuildId false or absent beside versioningIntent 'COMPATIBLE', got true")]
pub struct ContradictoryIntent;

impl VersioningIntent {
    /// The intent from the two fields in which it is written.
    ///
    /// # Errors
    /// Returns an error if they contradict each other.
    pub const fn from_fields(
        stated: Option<StatedIntent>,
        use_latest_build_id: bool,
    ) -> Result<Self, ContradictoryIntent> {
        match (stated, use_latest_build_id) {
            (Some(StatedIntent::Compatible), true) => Err(ContradictoryIntent),
            (Some(StatedIntent::Compatible), false) => Ok(Self::Compatible),
            (Some(StatedIntent::Default), _) => Ok(Self::Default),
            (None, true) => Ok(Self::UseLatestBuildId),
            (None, false) => Ok(Self::Unspecified),
        }
    }

    /// The two fields in which the intent is written.
    #[must_use]
    pub const fn into_fields(self) -> (Option<StatedIntent>, bool) {
        match self {
            Self::Unspecified => (None, false),
            Self::Compatible => (Some(StatedIntent::Compatible), false),
            Self::Default => (Some(StatedIntent::Default), false),
            Self::UseLatestBuildId => (None, true),
        }
    }
}

/// The SDK that a workflow is written with. It matters because Java treats an unnamed task queue differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Sdk {
    /// The Go SDK.
    Go,
    /// The Java SDK.
    Java,
    /// The Python SDK.
    Python,
    /// The TypeScript SDK.
    #[default]
    TypeScript,
    /// The .NET SDK.
    DotNet,
    /// The Ruby SDK.
    Ruby,
}

/// How the task queue that a command names relates to its workflow's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "lowercase")]
pub enum NamedTaskQueue {
    /// The command names the workflow's own task queue.
    Same,
    /// The command names another task queue.
    Other,
    /// The command names no task queue and so goes to the workflow's own.
    Unnamed,
}

/// Whether what a command starts inherits the build ID of its workflow (the command's
/// `use_workflow_build_id` or `inherit_build_id`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inheritance {
    Inherit,
    TakeDefault,
}

impl Command {
    pub(super) fn named_task_queue(&self) -> NamedTaskQueue {
        match &self.task_queue {
            None => NamedTaskQueue::Unnamed,
            Some(named) if *named == self.workflow.task_queue => NamedTaskQueue::Same,
            Some(_) => NamedTaskQueue::Other,
        }
    }

    /// Returns what the SDK sends for the intent.
    ///
    /// Source: Go `determineInheritBuildIdFlagForCommand`; the same rule in sdk-core for Python, TypeScript, .NET and
    /// Ruby; Java `VersioningIntentUtils`, where a task queue that is not set never equals the workflow's.
    pub(super) fn inheritance(&self) -> Inheritance {
        match self.intent {
            VersioningIntent::Compatible => Inheritance::Inherit,
            VersioningIntent::Default | VersioningIntent::UseLatestBuildId => {
                Inheritance::TakeDefault
            }
            VersioningIntent::Unspecified => match (self.named_task_queue(), self.sdk) {
                (NamedTaskQueue::Other, _) | (NamedTaskQueue::Unnamed, Sdk::Java) => {
                    Inheritance::TakeDefault
                }
                (NamedTaskQueue::Same | NamedTaskQueue::Unnamed, _) => Inheritance::Inherit,
            },
        }
    }
}
