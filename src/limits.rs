//! The limits that a cluster sets on versioning data.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// The limits that a cluster sets on versioning data. Written 0, a limit is switched off.
///
/// ```
/// use worker_versioning::limits::Limits;
/// assert_eq!(Limits::default().version_sets.unwrap().get(), 10);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = crate::vocabulary::schema::require_all))]
#[serde(default, rename_all = "camelCase")]
pub struct Limits {
    /// Version sets in one task queue; 10 by default (`limit.versionCompatibleSetLimitPerQueue`).
    #[serde(with = "zero_is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub version_sets: Option<NonZeroU32>,
    /// Build IDs in one task queue; 100 by default (`limit.versionBuildIdLimitPerQueue`).
    #[serde(with = "zero_is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub build_ids: Option<NonZeroU32>,
    /// Task queues that know the same build ID; 20 by default (`limit.taskQueuesPerBuildId`).
    #[serde(with = "zero_is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub task_queues_per_build_id: Option<NonZeroU32>,
    /// Bytes of UTF-8 in a build ID; 255 by default (`limit.workerBuildIdSize`). A server that is set to 0
    /// takes no build ID at all, which is of no use to anyone: here 0 switches this limit off too.
    #[serde(with = "zero_is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub build_id_bytes: Option<NonZeroU32>,
}

impl Limits {
    /// No limit at all, for looking beyond what a cluster is set up for.
    pub const NONE: Self = Self {
        version_sets: None,
        build_ids: None,
        task_queues_per_build_id: None,
        build_id_bytes: None,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            version_sets: NonZeroU32::new(10),
            build_ids: NonZeroU32::new(100),
            task_queues_per_build_id: NonZeroU32::new(20),
            build_id_bytes: NonZeroU32::new(255),
        }
    }
}

mod zero_is_none {
    use std::num::NonZeroU32;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature is serde's"
    )]
    pub(super) fn serialize<S: Serializer>(
        limit: &Option<NonZeroU32>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        limit.map_or(0, NonZeroU32::get).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<NonZeroU32>, D::Error> {
        u32::deserialize(deserializer).map(NonZeroU32::new)
    }
}
