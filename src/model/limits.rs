use std::num::NonZeroU32;

/// The cluster's limits on versioning data. `None` switches a limit off.
///
/// ```
/// use worker_versioning::model::Limits;
/// assert_eq!(Limits::default().version_sets.unwrap().get(), 10);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Version sets in one task queue; 10 by default (`limit.versionCompatibleSetLimitPerQueue`).
    pub version_sets: Option<NonZeroU32>,
    /// Build IDs in one task queue; 100 by default (`limit.versionBuildIdLimitPerQueue`).
    pub build_ids: Option<NonZeroU32>,
    /// Task queues that know the same build ID; 20 by default (`limit.taskQueuesPerBuildId`).
    pub task_queues_per_build_id: Option<NonZeroU32>,
    /// Bytes in a build ID; 255 by default (`limit.workerBuildIdSize`). Here alone a server's setting of 0
    /// is not "no limit": such a server takes no build ID at all, which is of no use to anyone.
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
