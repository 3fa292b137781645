//! The five operations on the version sets of a task queue: what each asks, when the server refuses it, what it does.

use strum::{EnumIter, IntoEnumIterator, IntoStaticStr, VariantNames};

use crate::limits::Limits;
use crate::names::{BuildId, TaskQueueName};
use crate::refusal::{Limit, OperationError, Requirement, Targeted};
use crate::version_sets::{Moment, VersionSet, VersionSets};
use crate::vocabulary::tagged;

tagged! {
    #[tag("operation")]
    /// An operation on the version sets of a task queue, as `UpdateWorkerBuildIdCompatibility` and `@temporalio/client`
    /// take it.
    #[derive(Debug, Clone, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
    #[strum(serialize_all = "camelCase")]
    pub enum BuildIdOperation {
        /// Adds a build ID as the only one of a new set, which becomes the queue default.
        #[cfg_attr(feature = "schema", schemars(title = "AddNewIdInNewDefaultSet"))]
        AddNewIdInNewDefaultSet {
            /// The build ID to add.
            build_id: BuildId,
        },
        /// Adds a build ID to the set of an existing one, as that set's default.
        #[cfg_attr(feature = "schema", schemars(title = "AddNewCompatibleVersion"))]
        AddNewCompatibleVersion {
            /// The build ID to add.
            build_id: BuildId,
            /// A build ID that the queue knows already.
            existing_compatible_build_id: BuildId,
            /// Whether the set becomes the queue default too; false by default.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            promote_set: bool,
        },
        /// Makes the set that holds a build ID the queue default.
        #[cfg_attr(feature = "schema", schemars(title = "PromoteSetByBuildId"))]
        PromoteSetByBuildId {
            /// Any build ID of the set.
            build_id: BuildId,
        },
        /// Makes a build ID the default of its set.
        #[cfg_attr(feature = "schema", schemars(title = "PromoteBuildIdWithinSet"))]
        PromoteBuildIdWithinSet {
            /// The build ID to promote.
            build_id: BuildId,
        },
        /// Merges two sets into one, whose default is that of the primary build ID's set.
        #[cfg_attr(feature = "schema", schemars(title = "MergeSets"))]
        MergeSets {
            /// Any build ID of the set whose default is kept.
            primary_build_id: BuildId,
            /// Any build ID of the other set.
            secondary_build_id: BuildId,
        },
    }
}

/// What a build ID is to an operation that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildIdRole {
    /// The operation adds it to the queue.
    Added,
    /// The queue knows it, and the added one is to be compatible with it.
    ExistingCompatible,
    /// The operation promotes it, or its set.
    Promoted,
    /// It is in the set whose default is kept.
    Primary,
    /// It is in the set that is merged into the other.
    Secondary,
}

/// The fields of an operation, by what they are to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationFields<Id, Flag> {
    /// The build IDs, in the order in which every SDK takes them.
    pub build_ids: Vec<(BuildIdRole, Id)>,
    /// Whether the set becomes the queue default too, where the operation lets one choose.
    pub promote_set: Option<Flag>,
}

impl<Id, Flag> OperationFields<Id, Flag> {
    fn new(build_ids: impl Into<Vec<(BuildIdRole, Id)>>) -> Self {
        Self { build_ids: build_ids.into(), promote_set: None }
    }
}

/// The fields of an operation that is borrowed in whichever way.
macro_rules! fields {
    ($operation:expr) => {
        match $operation {
            Self::AddNewIdInNewDefaultSet { build_id } => {
                OperationFields::new([(BuildIdRole::Added, build_id)])
            }
            Self::AddNewCompatibleVersion {
                build_id,
                existing_compatible_build_id: existing,
                promote_set,
            } => OperationFields {
                promote_set: Some(promote_set),
                ..OperationFields::new([
                    (BuildIdRole::Added, build_id),
                    (BuildIdRole::ExistingCompatible, existing),
                ])
            },
            Self::PromoteSetByBuildId { build_id } | Self::PromoteBuildIdWithinSet { build_id } => {
                OperationFields::new([(BuildIdRole::Promoted, build_id)])
            }
            Self::MergeSets { primary_build_id: primary, secondary_build_id: secondary } => {
                OperationFields::new([
                    (BuildIdRole::Primary, primary),
                    (BuildIdRole::Secondary, secondary),
                ])
            }
        }
    };
}

impl BuildIdOperation {
    /// Each operation once, its fields empty.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The fields of the operation.
    #[must_use]
    pub fn fields(&self) -> OperationFields<&BuildId, &bool> {
        fields!(self)
    }

    /// The fields of the operation, to be filled in.
    pub fn fields_mut(&mut self) -> OperationFields<&mut BuildId, &mut bool> {
        fields!(self)
    }

    /// Every build ID that the operation names.
    #[must_use]
    pub fn build_ids(&self) -> Vec<&BuildId> {
        self.fields().build_ids.into_iter().map(|(_, build_id)| build_id).collect()
    }

    /// The build ID that the operation adds to the queue, if it does.
    #[must_use]
    pub fn added_build_id(&self) -> Option<&BuildId> {
        let mut build_ids = self.fields().build_ids.into_iter();
        build_ids.find_map(|(role, build_id)| (role == BuildIdRole::Added).then_some(build_id))
    }

    /// What the server requires to be set, for each build ID.
    const fn required(&self) -> &'static [Requirement] {
        match self {
            Self::AddNewIdInNewDefaultSet { .. } => &[Requirement::NewDefaultBuildId],
            Self::AddNewCompatibleVersion { .. } => {
                &[Requirement::NewCompatibleBuildId, Requirement::ExistingCompatibleBuildId]
            }
            Self::PromoteSetByBuildId { .. } => &[Requirement::PromotedSetBuildId],
            Self::PromoteBuildIdWithinSet { .. } => &[Requirement::PromotedBuildId],
            // An empty one is simply not found.
            Self::MergeSets { .. } => &[],
        }
    }

    /// What the server would miss, in its order.
    fn unmet(&self, limits: &Limits) -> impl Iterator<Item = Requirement> {
        let build_ids = self.fields().build_ids.into_iter().zip(self.required());
        build_ids.filter_map(|((role, build_id), required)| match limits.build_id_bytes {
            _ if build_id.is_empty() => Some(*required),
            Some(limit)
                if role != BuildIdRole::ExistingCompatible
                    && build_id.byte_length() > limit.get() as usize =>
            {
                Some(Requirement::ShorterBuildId { limit })
            }
            _ => None,
        })
    }
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

impl Effect {
    /// Whether the version sets changed.
    #[must_use]
    pub const fn is_change(self) -> bool {
        !matches!(self, Self::Unchanged)
    }
}

/// Checks a request as the server's front end does, before it looks at any state.
///
/// Source: `validateBuildIdCompatibilityUpdate` in the server's `workflow_handler.go`.
pub(crate) fn validate<'a>(
    task_queue: &TaskQueueName,
    operation: Option<&'a BuildIdOperation>,
    limits: &Limits,
) -> Result<&'a BuildIdOperation, OperationError> {
    let mut unmet = Vec::new();
    if task_queue.is_empty() {
        unmet.push(Requirement::TaskQueue);
    }
    let Some(operation) = operation else {
        unmet.push(Requirement::Operation);
        return Err(OperationError::Incomplete { unmet });
    };
    unmet.extend(operation.unmet(limits));
    if !unmet.is_empty() {
        return Err(OperationError::Incomplete { unmet });
    }
    task_queue.check()?;
    Ok(operation)
}

/// What a valid operation is going to do. A set is named by its place.
#[derive(Clone, Copy)]
pub(crate) enum Change<'a> {
    Nothing,
    AppendSet { build_id: &'a BuildId },
    AppendToSet { set: usize, build_id: &'a BuildId, promotes_set: bool },
    PromoteSet { set: usize },
    PromoteWithinSet { set: usize, member: usize },
    Merge { primary: usize, secondary: usize },
}

impl VersionSets {
    /// What an operation is going to do, unless it is refused.
    ///
    /// `other_queues_with` counts the other queues of the namespace that know a build ID.
    pub(crate) fn check<'a>(
        &self,
        operation: &'a BuildIdOperation,
        limits: &Limits,
        other_queues_with: impl Fn(&BuildId) -> usize,
    ) -> Result<Change<'a>, OperationError> {
        let change = self.decide(operation)?;
        self.check_limits(change, limits, other_queues_with)?;
        Ok(change)
    }

    fn decide<'a>(&self, operation: &'a BuildIdOperation) -> Result<Change<'a>, OperationError> {
        match operation {
            BuildIdOperation::AddNewIdInNewDefaultSet { build_id } => {
                self.add_new_id_in_new_default_set(build_id)
            }
            BuildIdOperation::AddNewCompatibleVersion {
                build_id,
                existing_compatible_build_id,
                promote_set,
            } => self.add_new_compatible_version(
                build_id,
                existing_compatible_build_id,
                *promote_set,
            ),
            BuildIdOperation::PromoteSetByBuildId { build_id } => self.promote_set(build_id),
            BuildIdOperation::PromoteBuildIdWithinSet { build_id } => {
                self.promote_within_set(build_id)
            }
            BuildIdOperation::MergeSets { primary_build_id, secondary_build_id } => {
                self.merge_sets(primary_build_id, secondary_build_id)
            }
        }
    }

    fn add_new_id_in_new_default_set<'a>(
        &self,
        build_id: &'a BuildId,
    ) -> Result<Change<'a>, OperationError> {
        let Some(set) = self.position(build_id) else { return Ok(Change::AppendSet { build_id }) };
        if self.is_queue_default(set) && self.sets[set].members.len() == 1 {
            return Ok(Change::Nothing);
        }
        Err(OperationError::AlreadyExists { build_id: build_id.clone() })
    }

    fn add_new_compatible_version<'a>(
        &self,
        build_id: &'a BuildId,
        existing_compatible: &BuildId,
        promotes_set: bool,
    ) -> Result<Change<'a>, OperationError> {
        let set = self.target(Targeted::Compatible, existing_compatible)?;
        let Some(own_set) = self.position(build_id) else {
            return Ok(Change::AppendToSet { set, build_id, promotes_set });
        };
        let build_id = build_id.clone();
        if own_set != set {
            let existing_compatible = existing_compatible.clone();
            return Err(OperationError::Incompatible { build_id, existing_compatible });
        }
        if promotes_set && !self.is_queue_default(set) {
            return Err(OperationError::NotQueueDefault { build_id });
        }
        if *self.sets[set].default_build_id() != build_id {
            return Err(OperationError::NotSetDefault { build_id });
        }
        Ok(Change::Nothing)
    }

    fn promote_set(&self, build_id: &BuildId) -> Result<Change<'static>, OperationError> {
        let set = self.target(Targeted::Promoted, build_id)?;
        Ok(if self.is_queue_default(set) { Change::Nothing } else { Change::PromoteSet { set } })
    }

    fn promote_within_set(&self, build_id: &BuildId) -> Result<Change<'static>, OperationError> {
        let set = self.target(Targeted::Promoted, build_id)?;
        let member = self.sets[set].position(build_id).unwrap_or_default();
        Ok(if member + 1 == self.sets[set].members.len() {
            Change::Nothing
        } else {
            Change::PromoteWithinSet { set, member }
        })
    }

    /// The set that holds a build ID which the queue has to know.
    fn target(&self, targeted: Targeted, build_id: &BuildId) -> Result<usize, OperationError> {
        let unknown = || OperationError::NotFound { targeted, build_id: build_id.clone() };
        self.position(build_id).ok_or_else(unknown)
    }

    fn merge_sets(
        &self,
        primary: &BuildId,
        secondary: &BuildId,
    ) -> Result<Change<'static>, OperationError> {
        let primary = self.target(Targeted::Primary, primary)?;
        let secondary = self.target(Targeted::Secondary, secondary)?;
        Ok(if primary == secondary {
            Change::Nothing
        } else {
            Change::Merge { primary, secondary }
        })
    }

    /// Checks the limits on what a change would result in, in the server's order. The first two are checked even when
    /// nothing changes; the third only for a build ID that is added.
    fn check_limits(
        &self,
        change: Change<'_>,
        limits: &Limits,
        other_queues_with: impl Fn(&BuildId) -> usize,
    ) -> Result<(), OperationError> {
        let (sets, build_ids) = (self.sets.len(), self.build_id_count());
        let (sets, build_ids, added) = match change {
            Change::Nothing | Change::PromoteSet { .. } | Change::PromoteWithinSet { .. } => {
                (sets, build_ids, None)
            }
            Change::AppendSet { build_id } => (sets + 1, build_ids + 1, Some(build_id)),
            Change::AppendToSet { build_id, .. } => (sets, build_ids + 1, Some(build_id)),
            Change::Merge { .. } => (sets - 1, build_ids, None),
        };
        let queues = added.map_or(0, |build_id| other_queues_with(build_id) + 1);
        for (limit, allowed, reached) in [
            (Limit::VersionSets, limits.version_sets, sets),
            (Limit::BuildIds, limits.build_ids, build_ids),
            (Limit::TaskQueuesPerBuildId, limits.task_queues_per_build_id, queues),
        ] {
            if let Some(allowed) = allowed
                && reached > allowed.get() as usize
            {
                return Err(OperationError::LimitExceeded { limit, allowed, reached });
            }
        }
        Ok(())
    }

    pub(crate) fn carry_out(&mut self, change: Change<'_>) -> Effect {
        let now = self.latest().next();
        match change {
            Change::Nothing => return Effect::Unchanged,
            Change::AppendSet { build_id } => {
                self.sets.push(VersionSet::new(build_id.clone(), now));
            }
            Change::AppendToSet { set, build_id, promotes_set } => {
                self.sets[set].append(build_id.clone(), now);
                if promotes_set {
                    self.move_set_to_end(set, now);
                }
            }
            Change::PromoteSet { set } => self.move_set_to_end(set, now),
            Change::PromoteWithinSet { set, member } => self.sets[set].promote_member(member, now),
            Change::Merge { primary, secondary } => return self.merge(primary, secondary, now),
        }
        Effect::Changed
    }

    fn move_set_to_end(&mut self, set: usize, now: Moment) {
        let mut set = self.sets.remove(set);
        set.became_queue_default = now;
        self.sets.push(set);
    }

    /// Orders all members of both sets by the moment at which they last became a default, after the primary set's
    /// default became one again just now. The merged set keeps the later of the two sets' moments, and with it its place.
    fn merge(&mut self, primary: usize, secondary: usize, now: Moment) -> Effect {
        let default = self.sets[primary].members.len() - 1;
        self.sets[primary].promote_member(default, now);
        let id = self.sets[primary].id().clone();
        let earlier = self.sets.remove(primary.min(secondary));
        let merged = &mut self.sets[primary.max(secondary) - 1];
        // Both are in order. Of recorded moments that are the same, those of the set that came first stay first.
        let mut later = std::mem::take(&mut merged.members).into_iter().peekable();
        for member in earlier.members {
            let moment = member.became_set_default;
            while let Some(other) = later.next_if(|other| other.became_set_default < moment) {
                merged.members.push(other);
            }
            merged.members.push(member);
        }
        merged.members.extend(later);
        merged.set_id(id);
        if merged.order_is_guess() { Effect::ChangedInGuessedOrder } else { Effect::Changed }
    }
}
