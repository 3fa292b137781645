use super::error::{OperationError, Requirement};
use super::{BuildId, Limits, TaskQueueName};

/// An operation on the version sets of one task queue, as `UpdateWorkerBuildIdCompatibility` takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// Add a build ID as the only one of a new set, which becomes the queue default.
    AddNewDefault {
        /// The build ID to add.
        build_id: BuildId,
    },
    /// Add a build ID to the set of an existing one, as that set's default.
    AddNewCompatible {
        /// The build ID to add.
        build_id: BuildId,
        /// A build ID that the queue knows already.
        existing_compatible: BuildId,
        /// Whether the set becomes the queue default too.
        set_promotion: SetPromotion,
    },
    /// Make the set that holds a build ID the queue default.
    PromoteSet {
        /// Any build ID of the set.
        build_id: BuildId,
    },
    /// Make a build ID the default of its set.
    PromoteBuildIdWithinSet {
        /// The build ID to promote.
        build_id: BuildId,
    },
    /// Merge two sets into one, whose default is the primary set's.
    MergeSets {
        /// Any build ID of the set whose default is kept.
        primary: BuildId,
        /// Any build ID of the other set.
        secondary: BuildId,
    },
}

/// Whether adding a compatible build ID also makes its set the queue default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SetPromotion {
    /// The order of the sets stays (the SDKs' default).
    #[default]
    Keep,
    /// The set becomes the queue default.
    Promote,
}

/// What a successful operation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The queue was already as the operation asks.
    Unchanged,
    /// The version sets changed.
    Changed,
    /// The version sets changed, and the order of the merged set's members other than its default is a
    /// guess, since the imported state did not tell when they were last promoted.
    ChangedInGuessedOrder,
}

/// Checks a request as the server's front end does, before any state is looked at.
///
/// Source: `validateBuildIdCompatibilityUpdate` in the server's `workflow_handler.go`.
pub(super) fn validate<'a>(
    task_queue: &TaskQueueName,
    operation: Option<&'a Operation>,
    limits: &Limits,
) -> Result<&'a Operation, OperationError> {
    let mut unmet = Vec::new();
    if task_queue.is_empty() {
        unmet.push(Requirement::TaskQueue);
    }
    let Some(operation) = operation else {
        unmet.push(Requirement::Operation);
        return Err(OperationError::Incomplete { unmet });
    };
    operation.check(limits, &mut unmet);
    if !unmet.is_empty() {
        return Err(OperationError::Incomplete { unmet });
    }
    task_queue.check()?;
    Ok(operation)
}

impl Operation {
    /// Adds what the server would miss, in its order.
    fn check(&self, limits: &Limits, unmet: &mut Vec<Requirement>) {
        let own = |build_id: &BuildId, when_empty| match limits.build_id_bytes {
            _ if build_id.is_empty() => Some(when_empty),
            Some(limit) if build_id.byte_length() > limit.get() as usize => {
                Some(Requirement::ShorterBuildId { limit })
            }
            _ => None,
        };
        unmet.extend(match self {
            Self::AddNewDefault { build_id } => own(build_id, Requirement::NewDefaultBuildId),
            Self::AddNewCompatible { build_id, .. } => {
                own(build_id, Requirement::NewCompatibleBuildId)
            }
            Self::PromoteSet { build_id } => own(build_id, Requirement::PromotedSetBuildId),
            Self::PromoteBuildIdWithinSet { build_id } => {
                own(build_id, Requirement::PromotedBuildId)
            }
            // The server does not check these two: an empty one is simply not found.
            Self::MergeSets { .. } => None,
        });
        if matches!(self, Self::AddNewCompatible { existing_compatible, .. } if existing_compatible.is_empty())
        {
            unmet.push(Requirement::ExistingCompatibleBuildId);
        }
    }
}
