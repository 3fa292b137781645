//! What stops a pull or a push, and what a pull leaves out: the facts, as the command line finds them on a cluster.
//!
//! These are flat, each with the fields that its kind has, since an enum that holds them costs the engine three times as
//! much to read.

use serde::{Deserialize, Serialize};

use crate::names::{BuildId, TaskQueueName};
use crate::rollout::ListedSet;
use crate::version_sets::RunStatus;

/// Something by which another generation of Worker Versioning routes the tasks of a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OtherGeneration {
    /// What it is.
    pub kind: OtherGenerationKind,
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// How many rules there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// The version of a deployment, as `shop.2.0`; nothing for unversioned workers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The share of new workflows that a ramping version gets, in percent, as the server says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentage: Option<String>,
}

/// By what another generation of Worker Versioning routes tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum OtherGenerationKind {
    /// By assignment rules.
    AssignmentRules,
    /// By redirect rules.
    RedirectRules,
    /// By the current version of a Worker Deployment.
    CurrentVersion,
    /// By the ramping version of a Worker Deployment.
    RampingVersion,
}

/// Why what a pull has counted is not complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PullNote {
    /// Why.
    pub kind: PullNoteKind,
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// Whether the workflows run.
    #[serde(default)]
    pub status: RunStatus,
    /// How many workflows it is about.
    #[serde(default)]
    pub count: u32,
    /// Of how many of this status.
    #[serde(default)]
    pub total: u32,
    /// Why the cluster does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Why what a pull has counted is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum PullNoteKind {
    /// Workflows that have used build IDs of two version sets are counted in both.
    CountedTwice,
    /// Workflows are in no entry, as no version set has their build IDs.
    InNoEntry,
    /// The cluster refuses to count.
    NotCounted,
}

/// Why a push stopped, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PushStop {
    /// Why it stopped.
    pub reason: StopReason,
    /// The step at which it stopped, from 1; one more than there are if all are done.
    pub step: u32,
    /// The name of this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many steps the plan has.
    pub steps: u32,
    /// The steps that this push has carried out before.
    pub done: Vec<u32>,
    /// The steps with which a push may go on from where the cluster is; none if the plan does not lead on from there.
    pub continue_from: Vec<u32>,
    /// The task queues that are not what the plan expects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<SetsDifference>,
    /// Why no answer to the operation came, if none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<String>,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What would become a default, and nobody polls with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<UnpolledDefault>,
}

/// Why a push stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum StopReason {
    /// Task queues are not what they should be before the first step to carry out.
    OtherStart,
    /// Somebody else has changed the queue of a step before it was sent.
    Changed,
    /// The cluster refuses, cannot be reached, …: nothing of the step was done.
    Failed,
    /// The operation was sent, and its queue still has the version sets from before.
    NotShown,
    /// The operation was sent, and its queue has version sets from neither before nor after it.
    Surprise,
    /// The operation was sent, and its queue could not be read after it.
    Unknown,
    /// Nobody polls with what would become a default.
    WithoutPollers,
}

/// Version sets that are not those that the plan expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SetsDifference {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The version sets that the plan expects.
    pub expected: Vec<ListedSet>,
    /// The version sets that the queue has.
    pub found: Vec<ListedSet>,
}

/// A build ID that would become a default, and that nobody polls with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UnpolledDefault {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The build ID.
    pub build_id: BuildId,
    /// Whether workers that have not opted in to versioning poll with it.
    pub not_opted_in: bool,
}
