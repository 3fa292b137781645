use std::num::NonZeroU32;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::names::{BuildId, TaskQueueName};
use crate::refusal::{Limit, OperationError};
use crate::rollout::ListedSet;
use crate::version_sets::BuildIdOperation;
use crate::vocabulary::intersection;

intersection! {
    /// What the version sets of a task queue should become.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Goal {
        /// What to do with build IDs that the queue does not know; `add` by default.
        #[serde(default)]
        pub unknown_build_ids: UnknownBuildIds,
    } & {
        /// The version sets that are wanted.
        pub sets: WantedSets,
    }
}

/// Which version sets are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum WantedSets {
    /// Some build IDs in certain sets; the rest is left to the plan. But a set of which no build ID is named keeps its
    /// build IDs and its default.
    Some {
        /// The build IDs of each of these have to be in one set, those of different ones in different sets.
        #[serde(rename = "sets", default, skip_serializing_if = "Vec::is_empty")]
        groups: Vec<Group>,
        /// The build ID on which new workflows have to start, if it matters. It has to be the default of its set then,
        /// and counts as named even if no group holds it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        queue_default: Option<BuildId>,
    },
    /// All sets, exactly as listed: the queue default last, and in each set the set default last.
    All {
        /// All sets exactly as listed: the default set last, and in each the set default last.
        all_sets: Vec<ListedSet>,
    },
}

impl WantedSets {
    /// All sets, exactly as listed.
    #[must_use]
    pub fn all(listed: Vec<Vec<BuildId>>) -> Self {
        let listed = listed.into_iter().map(|build_ids| ListedSet { build_ids });
        Self::All { all_sets: listed.collect() }
    }
}

impl<'de> Deserialize<'de> for WantedSets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Written {
            sets: Option<Vec<Group>>,
            queue_default: Option<BuildId>,
            all_sets: Option<Vec<ListedSet>>,
        }

        let Written { sets, queue_default, all_sets } = Written::deserialize(deserializer)?;
        match all_sets {
            None => Ok(Self::Some { groups: sets.unwrap_or_default(), queue_default }),
            Some(all_sets) if sets.is_none() && queue_default.is_none() => {
                Ok(Self::All { all_sets })
            }
            Some(_) => Err(D::Error::custom(
                "expected no sets or queueDefault beside allSets, which says it all",
            )),
        }
    }
}

/// Build IDs that have to be in one version set. The set may hold others too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "WantedSet"))]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// The build IDs.
    pub build_ids: Vec<BuildId>,
    /// The one that has to be the default of the set, if it matters.
    #[serde(rename = "default", default, skip_serializing_if = "Option::is_none")]
    pub set_default: Option<BuildId>,
}

/// What to do with build IDs of a goal that the queue does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum UnknownBuildIds {
    /// Add them.
    #[default]
    Add,
    /// Return [`NoPlan::Unknown`]: they are likely typing errors.
    Refuse,
}

/// Why no plan leads to a goal. `group` is the position of a group or of a listed set, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoPlan {
    /// The goal has a group without build IDs.
    #[error("expected at least one build ID in group {group} of the goal")]
    EmptyGroup {
        /// The group.
        group: usize,
    },
    /// The goal names a build ID twice.
    #[error("expected each build ID once in the goal, got '{build_id}' again")]
    Duplicate {
        /// The group where it is named again.
        group: usize,
        /// The build ID.
        build_id: BuildId,
    },
    /// The default that is wanted for a group is not in it.
    #[error(
        "expected the set default of group {group} to be one of its build IDs, got '{set_default}'"
    )]
    SetDefaultElsewhere {
        /// The group.
        group: usize,
        /// The default that is wanted for it.
        set_default: BuildId,
    },
    /// The queue default that is wanted is in a set for which another default is wanted.
    #[error(
        "'{queue_default}' cannot be the queue default while '{set_default}' is the default of its set"
    )]
    TwoDefaults {
        /// The queue default that is wanted.
        queue_default: BuildId,
        /// The default that is wanted for its set.
        set_default: BuildId,
    },
    /// The queue does not know a build ID, and it is not to be added.
    #[error("the task queue does not know '{build_id}', and unknown build IDs are not to be added")]
    Unknown {
        /// The build ID.
        build_id: BuildId,
    },
    /// Two build IDs are in one set and are wanted in different ones. No operation splits a set.
    #[error("'{first}' and '{second}' are in one version set, and no operation splits a set")]
    CannotSplit {
        /// One build ID.
        first: BuildId,
        /// The other.
        second: BuildId,
    },
    /// The listed sets lack a build ID of the queue. No operation removes one.
    #[error(
        "the goal lists all version sets but not '{build_id}', and no operation removes a build ID"
    )]
    CannotRemove {
        /// The build ID.
        build_id: BuildId,
    },
    /// The goal has more version sets or build IDs than the cluster allows in a queue.
    #[error("the goal has {wanted} {}, and {allowed} are allowed", plural(*.limit))]
    GoalExceedsLimit {
        /// Which limit.
        limit: Limit,
        /// How many are allowed.
        allowed: NonZeroU32,
        /// How many there would be.
        wanted: usize,
    },
    /// The queue has more version sets or build IDs than are allowed, since the limit was lowered, so that every
    /// operation is refused.
    #[error("the task queue has {present} {} where {allowed} are allowed: every operation is refused", plural(*.limit))]
    QueueExceedsLimit {
        /// Which limit.
        limit: Limit,
        /// How many are allowed.
        allowed: NonZeroU32,
        /// How many there are.
        present: usize,
    },
    /// The plan needs an operation that the server refuses whatever the version sets are: because of the name of the
    /// queue, the length of a build ID, or the number of queues that know it.
    ///
    /// (If a build ID of the queue is longer than the limit, since that was lowered, and has to be promoted, a longer
    /// plan may get around it. It is not searched for.)
    #[error("{error}")]
    Refused {
        /// The operation.
        operation: BuildIdOperation,
        /// The refusal.
        error: OperationError,
    },
}

const fn plural(limit: Limit) -> &'static str {
    match limit {
        Limit::VersionSets => "version sets",
        Limit::BuildIds => "build IDs",
        Limit::TaskQueuesPerBuildId => "task queues",
    }
}

/// What is to be planned.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanOptions {
    /// The queue whose version sets are to change.
    #[serde(deserialize_with = "TaskQueueName::deserialize_any_text")]
    pub task_queue: TaskQueueName,
    /// What they are to become.
    pub goal: Goal,
    /// The step after which the plan begins: 0 is the start, and the last step is taken when nothing is said.
    #[serde(default)]
    pub after: Option<u32>,
}
