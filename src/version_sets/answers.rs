//! What is answered about version sets, in the form of the TypeScript client.

use serde::Serialize;

use super::{Effect, VersionSet};
use crate::names::BuildId;

/// What an operation on version sets did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UpdateResult {
    /// False when the queue was already as the operation asks.
    pub changed: bool,
    /// Set by a merge after an import, when the order of the merged set's build IDs other than its default is a
    /// guess: the server does not show when each was last promoted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::vocabulary::schema::only_true"))]
    pub order_is_guess: bool,
}

impl From<Effect> for UpdateResult {
    fn from(effect: Effect) -> Self {
        Self {
            changed: effect.is_change(),
            order_is_guess: effect == Effect::ChangedInGuessedOrder,
        }
    }
}

/// The version sets of a task queue, as the TypeScript client's read call answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerBuildIdVersionSets {
    /// In the order in which they last became the queue default; the default last.
    pub version_sets: Vec<BuildIdVersionSet>,
    /// The set on whose default new workflows start.
    pub default_set: BuildIdVersionSet,
    /// The build ID on which new workflows start.
    pub default_build_id: BuildId,
}

/// A version set, as the TypeScript client's read call answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BuildIdVersionSet {
    /// In the order in which they last became the default of the set; the default last.
    pub build_ids: Vec<BuildId>,
    /// The build ID whose workers get the tasks of this set.
    pub default: BuildId,
    /// Set when the order of the build IDs other than the default is a guess, by a merge after an import.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::vocabulary::schema::only_true"))]
    pub order_is_guess: bool,
}

impl From<&VersionSet> for BuildIdVersionSet {
    fn from(set: &VersionSet) -> Self {
        Self {
            build_ids: set.build_ids().cloned().collect(),
            default: set.default_build_id().clone(),
            order_is_guess: set.order_is_guess(),
        }
    }
}

impl WorkerBuildIdVersionSets {
    /// The answer for sets in order, the queue default last; none without sets.
    #[must_use]
    pub fn new(sets: &[VersionSet]) -> Option<Self> {
        let version_sets: Vec<BuildIdVersionSet> = sets.iter().map(Into::into).collect();
        let default_set = version_sets.last()?.clone();
        Some(Self { default_build_id: default_set.default.clone(), default_set, version_sets })
    }
}
