use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};

use super::record::{BuildIdRecord, Moment, Origin, RecordError, RecordProblem, SetRecord};
use super::store::{Place, SetNumber, Store};
use super::{BuildId, Effect, Limit, Limits, Operation, OperationError, SetPromotion, VersionSet};

/// The version sets of one task queue, in the order in which they last became the queue default.
///
/// Source of the rules: `version_sets.go` of the server's matching service, compared with a live server.
#[derive(Debug, Clone)]
pub struct VersionSets {
    /// Never without sets in a namespace: such a queue is unversioned and not kept.
    store: Store,
    latest: Moment,
    /// The sets as they are read: put together when somebody asks for them, until the next change.
    listing: OnceLock<Arc<Listing>>,
}

#[derive(Debug)]
struct Listing {
    sets: Vec<VersionSet>,
    /// The numbers of these sets in the store.
    numbers: Vec<SetNumber>,
}

impl PartialEq for VersionSets {
    fn eq(&self, other: &Self) -> bool {
        self.latest == other.latest && self.sets() == other.sets()
    }
}

impl Eq for VersionSets {}

/// What an operation, found to be valid, is going to do.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    Nothing,
    AppendSet(&'a BuildId),
    AppendToSet { set: SetNumber, build_id: &'a BuildId, promotion: SetPromotion },
    PromoteSet(SetNumber),
    PromoteWithinSet(Place),
    Merge { primary: SetNumber, secondary: SetNumber },
}

impl VersionSets {
    /// The sets of a queue that nobody has updated.
    pub(super) const fn empty() -> Self {
        Self::of(Store::EMPTY, Moment::BEGINNING)
    }

    const fn of(store: Store, latest: Moment) -> Self {
        Self { store, latest, listing: OnceLock::new() }
    }

    /// Sets as a reading of the server lists them, without moments: each build ID and each set gets one in
    /// the listed order, so that the defaults and every later promotion are exact. See
    /// [`VersionSet::order_is_guess`] for what is not.
    ///
    /// # Errors
    /// When a set is empty, or a build ID is empty or stands twice.
    pub fn from_listed(listed: Vec<Vec<BuildId>>) -> Result<Self, RecordError> {
        let mut latest = Moment::BEGINNING;
        let records = listed
            .into_iter()
            .zip(0..)
            .map(|(build_ids, set)| {
                let build_ids = build_ids
                    .into_iter()
                    .map(|build_id| {
                        latest = latest.next();
                        BuildIdRecord {
                            build_id,
                            became_set_default: latest,
                            origin: Origin::ImportedInSet(set),
                        }
                    })
                    .collect();
                SetRecord { build_ids, became_queue_default: latest }
            })
            .collect();
        Self::from_records(records)
    }

    /// Sets with their moments, as [`VersionSet::record`] gave them.
    ///
    /// # Errors
    /// When a set is empty, a build ID is empty or stands twice, or the moments are not in the order of the
    /// sets and build IDs.
    pub fn from_records(records: Vec<SetRecord>) -> Result<Self, RecordError> {
        let mut store = Store::EMPTY;
        let mut misplaced = None;
        let (mut latest, mut latest_set) = (Moment::BEGINNING, Moment::BEGINNING);
        for (set, SetRecord { build_ids, became_queue_default }) in records.into_iter().enumerate()
        {
            if build_ids.is_empty() {
                return Err(RecordError { set, build_id: None, problem: RecordProblem::EmptySet });
            }
            let out_of_order = |build_id, moment| RecordError {
                set,
                build_id,
                problem: RecordProblem::OutOfOrder(moment),
            };
            if became_queue_default < latest_set {
                misplaced.get_or_insert(out_of_order(None, became_queue_default));
            }
            latest_set = became_queue_default;
            let number = store.append_set(became_queue_default);
            let mut latest_member = Moment::BEGINNING;
            for (position, record) in build_ids.into_iter().enumerate() {
                let fault = |problem| RecordError { set, build_id: Some(position), problem };
                if record.build_id.is_empty() {
                    return Err(fault(RecordProblem::EmptyBuildId));
                }
                if store.find(&record.build_id).is_some() {
                    return Err(fault(RecordProblem::Duplicate(record.build_id)));
                }
                if record.became_set_default < latest_member {
                    misplaced
                        .get_or_insert(out_of_order(Some(position), record.became_set_default));
                }
                latest_member = record.became_set_default;
                store.append_to_set(number, record);
            }
            latest = latest.max(latest_set).max(latest_member);
        }
        match misplaced {
            // What is missing or stands twice is told first.
            Some(error) => Err(error),
            None => Ok(Self::of(store, latest)),
        }
    }

    /// The sets in order, the queue default last.
    #[must_use]
    pub fn sets(&self) -> &[VersionSet] {
        &self.listing().sets
    }

    /// The last `max_sets` sets in order; all of them for `None`. The server's read call is so limited.
    #[must_use]
    pub fn last_sets(&self, max_sets: Option<NonZeroU32>) -> &[VersionSet] {
        let sets = self.sets();
        let skipped = max_sets.map_or(0, |most| sets.len().saturating_sub(most.get() as usize));
        &sets[skipped..]
    }

    /// The queue default: the set on whose default new workflows start. None when there are no sets.
    #[must_use]
    pub fn default_set(&self) -> Option<&VersionSet> {
        self.sets().last()
    }

    /// The set that holds a build ID, if one does.
    #[must_use]
    pub fn set_of(&self, build_id: &BuildId) -> Option<&VersionSet> {
        let Place { set, .. } = self.store.find(build_id)?;
        let Listing { sets, numbers } = self.listing();
        sets.iter().zip(numbers).find_map(|(listed, number)| (*number == set).then_some(listed))
    }

    /// The default of the queue default: the build ID on which new workflows start.
    ///
    /// This and [`Self::default_of`] take the same time however many build IDs there are.
    #[must_use]
    pub fn default_build_id(&self) -> Option<&BuildId> {
        self.store.default_of(self.store.default_set()?)
    }

    /// The default of the set that holds a build ID, if one does.
    #[must_use]
    pub fn default_of(&self, build_id: &BuildId) -> Option<&BuildId> {
        self.store.default_of(self.store.find(build_id)?.set)
    }

    fn listing(&self) -> &Listing {
        self.listing.get_or_init(|| {
            let mut listing = Listing { sets: Vec::new(), numbers: Vec::new() };
            for (number, set) in self.store.list() {
                listing.sets.push(set);
                listing.numbers.push(number);
            }
            Arc::new(listing)
        })
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.store.set_count() == 0
    }

    pub(super) fn contains(&self, build_id: &BuildId) -> bool {
        self.store.find(build_id).is_some()
    }

    fn is_queue_default(&self, set: SetNumber) -> bool {
        self.store.default_set() == Some(set)
    }

    /// What an operation is going to do, if it is not refused.
    ///
    /// `queues_knowing` counts the other queues of the namespace that know a build ID.
    pub(super) fn check<'a>(
        &self,
        operation: &'a Operation,
        limits: &Limits,
        queues_knowing: impl Fn(&BuildId) -> usize,
    ) -> Result<Change<'a>, OperationError> {
        let change = self.decide(operation)?;
        self.check_limits(change, limits, queues_knowing)?;
        Ok(change)
    }

    fn decide<'a>(&self, operation: &'a Operation) -> Result<Change<'a>, OperationError> {
        match operation {
            Operation::AddNewDefault { build_id } => self.add_new_default(build_id),
            Operation::AddNewCompatible { build_id, existing_compatible, set_promotion } => {
                self.add_new_compatible(build_id, existing_compatible, *set_promotion)
            }
            Operation::PromoteSet { build_id } => self.promote_set(build_id),
            Operation::PromoteBuildIdWithinSet { build_id } => self.promote_within_set(build_id),
            Operation::MergeSets { primary, secondary } => self.merge_sets(primary, secondary),
        }
    }

    fn add_new_default<'a>(&self, build_id: &'a BuildId) -> Result<Change<'a>, OperationError> {
        let Some(Place { set, .. }) = self.store.find(build_id) else {
            return Ok(Change::AppendSet(build_id));
        };
        if self.store.size_of(set) == 1 && self.is_queue_default(set) {
            return Ok(Change::Nothing);
        }
        Err(OperationError::AlreadyExists { build_id: build_id.clone() })
    }

    fn add_new_compatible<'a>(
        &self,
        build_id: &'a BuildId,
        existing_compatible: &BuildId,
        promotion: SetPromotion,
    ) -> Result<Change<'a>, OperationError> {
        let Some(Place { set, .. }) = self.store.find(existing_compatible) else {
            return Err(OperationError::CompatibleNotFound {
                existing_compatible: existing_compatible.clone(),
            });
        };
        let Some(place) = self.store.find(build_id) else {
            return Ok(Change::AppendToSet { set, build_id, promotion });
        };
        let build_id = build_id.clone();
        if place.set != set {
            return Err(OperationError::Incompatible {
                build_id,
                existing_compatible: existing_compatible.clone(),
            });
        }
        if promotion == SetPromotion::Promote && !self.is_queue_default(set) {
            return Err(OperationError::NotQueueDefault { build_id });
        }
        if !self.store.is_set_default(place) {
            return Err(OperationError::NotSetDefault { build_id });
        }
        Ok(Change::Nothing)
    }

    fn promote_set(&self, build_id: &BuildId) -> Result<Change<'static>, OperationError> {
        let Place { set, .. } = self.find_promoted(build_id)?;
        Ok(if self.is_queue_default(set) { Change::Nothing } else { Change::PromoteSet(set) })
    }

    fn promote_within_set(&self, build_id: &BuildId) -> Result<Change<'static>, OperationError> {
        let place = self.find_promoted(build_id)?;
        Ok(if self.store.is_set_default(place) {
            Change::Nothing
        } else {
            Change::PromoteWithinSet(place)
        })
    }

    fn find_promoted(&self, build_id: &BuildId) -> Result<Place, OperationError> {
        let place = self.store.find(build_id);
        place.ok_or_else(|| OperationError::NotFound { build_id: build_id.clone() })
    }

    fn merge_sets(
        &self,
        primary: &BuildId,
        secondary: &BuildId,
    ) -> Result<Change<'static>, OperationError> {
        let Some(Place { set: primary, .. }) = self.store.find(primary) else {
            return Err(OperationError::PrimaryNotFound { build_id: primary.clone() });
        };
        let Some(Place { set: secondary, .. }) = self.store.find(secondary) else {
            return Err(OperationError::SecondaryNotFound { build_id: secondary.clone() });
        };
        Ok(if primary == secondary {
            Change::Nothing
        } else {
            Change::Merge { primary, secondary }
        })
    }

    /// Checks the limits on what a change would result in, in the server's order. The first two are
    /// checked even when nothing changes; the third concerns added build IDs alone.
    fn check_limits(
        &self,
        change: Change<'_>,
        limits: &Limits,
        queues_knowing: impl Fn(&BuildId) -> usize,
    ) -> Result<(), OperationError> {
        let (sets, build_ids) = (self.store.set_count(), self.store.build_id_count());
        let (sets, build_ids, added) = match change {
            Change::Nothing | Change::PromoteSet(_) | Change::PromoteWithinSet(_) => {
                (sets, build_ids, None)
            }
            Change::AppendSet(added) => (sets + 1, build_ids + 1, Some(added)),
            Change::AppendToSet { build_id: added, .. } => (sets, build_ids + 1, Some(added)),
            Change::Merge { .. } => (sets - 1, build_ids, None),
        };
        let queues = added.map_or(0, |added| queues_knowing(added) + 1);
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

    pub(super) fn carry_out(&mut self, change: Change<'_>) -> Effect {
        let now = self.latest.next();
        let mut order_is_guess = false;
        match change {
            Change::Nothing => return Effect::Unchanged,
            Change::AppendSet(build_id) => {
                let set = self.store.append_set(now);
                self.store.append_to_set(set, applied(build_id, now));
            }
            Change::AppendToSet { set, build_id, promotion } => {
                self.store.append_to_set(set, applied(build_id, now));
                if promotion == SetPromotion::Promote {
                    self.store.move_set_to_end(set, now);
                }
            }
            Change::PromoteSet(set) => self.store.move_set_to_end(set, now),
            Change::PromoteWithinSet(place) => self.store.move_to_end_of_set(place, now),
            Change::Merge { primary, secondary } => {
                order_is_guess = self.store.merge(primary, secondary, now);
            }
        }
        self.latest = now;
        self.listing = OnceLock::new();
        if order_is_guess { Effect::ChangedInGuessedOrder } else { Effect::Changed }
    }
}

fn applied(build_id: &BuildId, now: Moment) -> BuildIdRecord {
    BuildIdRecord { build_id: build_id.clone(), became_set_default: now, origin: Origin::Applied }
}
