use thiserror::Error;

use super::{BuildId, Effect, Limit, Limits, Operation, OperationError, SetPromotion};

/// A moment in the logical time of one task queue: each change of the queue has a later one than every
/// change before it. Counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

impl Moment {
    /// The last moment that a record may name. Each later change adds one, so that the clock never
    /// overflows, and every moment up to here is a whole number that JavaScript can hold.
    pub const LAST_RECORDED: Self = Self(1 << 52);

    /// The moment of that number, from 1 to [`Moment::LAST_RECORDED`].
    #[must_use]
    pub const fn new(number: u64) -> Option<Self> {
        if number >= 1 && number <= Self::LAST_RECORDED.0 { Some(Self(number)) } else { None }
    }

    /// The number of the moment.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// How a [`Moment`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The operation of that moment was applied here.
    Applied,
    /// The state was imported, which tells the order within a set and of the sets, but not which of two
    /// build IDs of different sets was promoted later. Holds the place, from 0, that the set had then.
    ImportedInSet(u32),
}

/// A build ID in a version set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildIdRecord {
    /// The build ID.
    pub build_id: BuildId,
    /// When it last became the default of its set.
    pub became_set_default: Moment,
    /// How that moment is known.
    pub origin: Origin,
}

/// A version set as it is recorded: all that a later merge needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRecord {
    /// Its build IDs, the set default last.
    pub build_ids: Vec<BuildIdRecord>,
    /// When it last became the queue default.
    pub became_queue_default: Moment,
}

/// Why recorded or listed version sets cannot be those of a task queue.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct RecordError {
    /// The place of the set, from 0.
    pub set: usize,
    /// The place of the build ID in the set, from 0; none where the set itself is at fault.
    pub build_id: Option<usize>,
    /// What is wrong there.
    pub problem: RecordProblem,
}

/// What can be wrong with recorded version sets.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RecordProblem {
    /// A set without build IDs.
    #[error("expected at least one build ID in each version set")]
    EmptySet,
    /// A build ID without text.
    #[error("expected a build ID that is not empty")]
    EmptyBuildId,
    /// A build ID that stood earlier already.
    #[error("expected each build ID once in a task queue, got '{0}' again")]
    Duplicate(BuildId),
    /// A moment that is earlier than one before it.
    #[error("expected no earlier moment than the one before it, got {}", .0.number())]
    OutOfOrder(Moment),
}

/// A version set: build IDs of compatible code, in the order in which they last became its default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionSet {
    record: SetRecord,
}

impl VersionSet {
    /// The build IDs in order, the set default last; never empty.
    #[must_use]
    pub fn build_ids(&self) -> impl ExactSizeIterator<Item = &BuildId> + DoubleEndedIterator {
        self.record.build_ids.iter().map(|record| &record.build_id)
    }

    /// The set default: the build ID whose workers get the tasks of this set.
    #[must_use]
    pub fn default_build_id(&self) -> &BuildId {
        &self.record.build_ids[self.record.build_ids.len() - 1].build_id
    }

    /// Whether the set holds a build ID.
    #[must_use]
    pub fn contains(&self, build_id: &BuildId) -> bool {
        self.position(build_id).is_some()
    }

    /// Whether the order of the members before the default is a guess: two of them were imported in
    /// different sets, and imported state does not tell which of those was promoted later.
    #[must_use]
    pub fn order_is_guess(&self) -> bool {
        let mut imported = self.record.build_ids.iter().filter_map(|record| match record.origin {
            Origin::ImportedInSet(set) => Some(set),
            Origin::Applied => None,
        });
        imported.next().is_some_and(|first| imported.any(|other| other != first))
    }

    /// The set with its moments.
    #[must_use]
    pub const fn record(&self) -> &SetRecord {
        &self.record
    }

    fn position(&self, build_id: &BuildId) -> Option<usize> {
        self.build_ids().position(|member| member == build_id)
    }

    fn is_default(&self, position: usize) -> bool {
        position + 1 == self.record.build_ids.len()
    }
}

/// The version sets of one task queue, in the order in which they last became the queue default.
///
/// Source of the rules: `version_sets.go` of the server's matching service, compared with a live server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionSets {
    /// Never empty in a namespace: a queue without sets is unversioned and not kept.
    sets: Vec<VersionSet>,
    latest: Moment,
}

/// Where a build ID is: the place of its set, and its place in that set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    set: usize,
    position: usize,
}

/// What an operation, found to be valid, is going to do.
enum Change<'a> {
    Nothing,
    AppendSet(&'a BuildId),
    AppendToSet { set: usize, build_id: &'a BuildId, promotion: SetPromotion },
    PromoteSet(usize),
    PromoteWithinSet(Place),
    Merge { primary: usize, secondary: usize },
}

impl VersionSets {
    /// The sets of a queue that nobody has updated.
    pub(super) const EMPTY: Self = Self { sets: Vec::new(), latest: Moment(0) };

    /// Sets as a reading of the server lists them, without moments: each build ID and each set gets one in
    /// the listed order, so that the defaults and every later promotion are exact. See
    /// [`VersionSet::order_is_guess`] for what is not.
    ///
    /// # Errors
    /// When a set is empty, or a build ID is empty or stands twice.
    pub fn from_listed(listed: Vec<Vec<BuildId>>) -> Result<Self, RecordError> {
        let mut latest = Moment(0);
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
        let sets: Vec<_> = records.into_iter().map(|record| VersionSet { record }).collect();
        check_build_ids(&sets)?;
        check_moments(&sets)?;
        let latest = sets.iter().flat_map(moments).max().unwrap_or(Moment(0));
        Ok(Self { sets, latest })
    }

    /// The sets in order, the queue default last.
    #[must_use]
    pub fn sets(&self) -> &[VersionSet] {
        &self.sets
    }

    /// The last `max_sets` sets in order; all of them for `None`. The server's read call is so limited.
    #[must_use]
    pub fn last_sets(&self, max_sets: Option<std::num::NonZeroU32>) -> &[VersionSet] {
        let skipped =
            max_sets.map_or(0, |most| self.sets.len().saturating_sub(most.get() as usize));
        &self.sets[skipped..]
    }

    /// The queue default: the set on whose default new workflows start. None when there are no sets.
    #[must_use]
    pub fn default_set(&self) -> Option<&VersionSet> {
        self.sets.last()
    }

    /// The set that holds a build ID, if one does.
    #[must_use]
    pub fn set_of(&self, build_id: &BuildId) -> Option<&VersionSet> {
        self.find(build_id).map(|place| &self.sets[place.set])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    pub(super) fn contains(&self, build_id: &BuildId) -> bool {
        self.find(build_id).is_some()
    }

    fn build_id_count(&self) -> usize {
        self.sets.iter().map(|set| set.record.build_ids.len()).sum()
    }

    fn find(&self, build_id: &BuildId) -> Option<Place> {
        self.sets.iter().enumerate().find_map(|(set, candidate)| {
            let position = candidate.position(build_id)?;
            Some(Place { set, position })
        })
    }

    fn is_default_set(&self, set: usize) -> bool {
        set + 1 == self.sets.len()
    }

    /// Applies an operation; a refused one changes nothing.
    ///
    /// `queues_knowing` counts the other queues of the namespace that know a build ID.
    pub(super) fn apply(
        &mut self,
        operation: &Operation,
        limits: &Limits,
        queues_knowing: impl Fn(&BuildId) -> usize,
    ) -> Result<Effect, OperationError> {
        let change = self.decide(operation)?;
        self.check_limits(&change, limits, queues_knowing)?;
        Ok(self.carry_out(&change))
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
        let Some(place) = self.find(build_id) else {
            return Ok(Change::AppendSet(build_id));
        };
        let is_alone = self.sets[place.set].record.build_ids.len() == 1;
        if is_alone && self.is_default_set(place.set) {
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
        let Some(Place { set, .. }) = self.find(existing_compatible) else {
            return Err(OperationError::CompatibleNotFound {
                existing_compatible: existing_compatible.clone(),
            });
        };
        let Some(place) = self.find(build_id) else {
            return Ok(Change::AppendToSet { set, build_id, promotion });
        };
        let build_id = build_id.clone();
        if place.set != set {
            return Err(OperationError::Incompatible {
                build_id,
                existing_compatible: existing_compatible.clone(),
            });
        }
        if promotion == SetPromotion::Promote && !self.is_default_set(set) {
            return Err(OperationError::NotQueueDefault { build_id });
        }
        if !self.sets[set].is_default(place.position) {
            return Err(OperationError::NotSetDefault { build_id });
        }
        Ok(Change::Nothing)
    }

    fn promote_set(&self, build_id: &BuildId) -> Result<Change<'static>, OperationError> {
        let Place { set, .. } = self.find_promoted(build_id)?;
        Ok(if self.is_default_set(set) { Change::Nothing } else { Change::PromoteSet(set) })
    }

    fn promote_within_set(&self, build_id: &BuildId) -> Result<Change<'static>, OperationError> {
        let place = self.find_promoted(build_id)?;
        Ok(if self.sets[place.set].is_default(place.position) {
            Change::Nothing
        } else {
            Change::PromoteWithinSet(place)
        })
    }

    fn find_promoted(&self, build_id: &BuildId) -> Result<Place, OperationError> {
        self.find(build_id).ok_or_else(|| OperationError::NotFound { build_id: build_id.clone() })
    }

    fn merge_sets(
        &self,
        primary: &BuildId,
        secondary: &BuildId,
    ) -> Result<Change<'static>, OperationError> {
        let Some(Place { set: primary, .. }) = self.find(primary) else {
            return Err(OperationError::PrimaryNotFound { build_id: primary.clone() });
        };
        let Some(Place { set: secondary, .. }) = self.find(secondary) else {
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
        change: &Change<'_>,
        limits: &Limits,
        queues_knowing: impl Fn(&BuildId) -> usize,
    ) -> Result<(), OperationError> {
        let (sets, build_ids) = (self.sets.len(), self.build_id_count());
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

    fn carry_out(&mut self, change: &Change<'_>) -> Effect {
        let now = self.latest.next();
        match *change {
            Change::Nothing => return Effect::Unchanged,
            Change::AppendSet(build_id) => self.sets.push(VersionSet {
                record: SetRecord {
                    build_ids: vec![applied(build_id.clone(), now)],
                    became_queue_default: now,
                },
            }),
            Change::AppendToSet { set, build_id, promotion } => {
                self.sets[set].record.build_ids.push(applied(build_id.clone(), now));
                if promotion == SetPromotion::Promote {
                    self.move_set_to_end(set, now);
                }
            }
            Change::PromoteSet(set) => self.move_set_to_end(set, now),
            Change::PromoteWithinSet(Place { set, position }) => {
                let members = &mut self.sets[set].record.build_ids;
                let promoted = members.remove(position);
                members.push(applied(promoted.build_id, now));
            }
            Change::Merge { primary, secondary } => {
                self.latest = now;
                return self.merge(primary, secondary, now);
            }
        }
        self.latest = now;
        Effect::Changed
    }

    fn move_set_to_end(&mut self, set: usize, now: Moment) {
        let mut promoted = self.sets.remove(set);
        promoted.record.became_queue_default = now;
        self.sets.push(promoted);
    }

    /// Merges by moments: all members of both sets in the order in which they last became a default, after
    /// the primary set's default became one again just now; the set keeps the later of the two sets' moments.
    fn merge(&mut self, primary: usize, secondary: usize, now: Moment) -> Effect {
        if let Some(kept_default) = self.sets[primary].record.build_ids.last_mut() {
            *kept_default = applied(kept_default.build_id.clone(), now);
        }
        // The sets are in the order of their moments, so that the merged set belongs where the later one is.
        let earlier = self.sets.remove(primary.min(secondary));
        let merged = &mut self.sets[primary.max(secondary) - 1];
        let later = std::mem::take(&mut merged.record.build_ids);
        merged.record.build_ids = in_order(earlier.record.build_ids, later);
        if merged.order_is_guess() { Effect::ChangedInGuessedOrder } else { Effect::Changed }
    }
}

/// Two lists in the order of their moments as one.
fn in_order(first: Vec<BuildIdRecord>, second: Vec<BuildIdRecord>) -> Vec<BuildIdRecord> {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let mut first = first.into_iter().peekable();
    for record in second {
        while let Some(earlier) =
            first.next_if(|other| other.became_set_default < record.became_set_default)
        {
            merged.push(earlier);
        }
        merged.push(record);
    }
    merged.extend(first);
    merged
}

fn applied(build_id: BuildId, now: Moment) -> BuildIdRecord {
    BuildIdRecord { build_id, became_set_default: now, origin: Origin::Applied }
}

fn moments(set: &VersionSet) -> impl Iterator<Item = Moment> {
    let members = set.record.build_ids.iter();
    members.map(|member| member.became_set_default).chain([set.record.became_queue_default])
}

fn check_build_ids(sets: &[VersionSet]) -> Result<(), RecordError> {
    // In order, to be searched by halves. (A set of the standard library's would cost 3 KB of wasm.)
    let mut seen = Vec::new();
    for (set, candidate) in sets.iter().enumerate() {
        if candidate.record.build_ids.is_empty() {
            return Err(RecordError { set, build_id: None, problem: RecordProblem::EmptySet });
        }
        for (position, build_id) in candidate.build_ids().enumerate() {
            let fault = |problem| RecordError { set, build_id: Some(position), problem };
            if build_id.is_empty() {
                return Err(fault(RecordProblem::EmptyBuildId));
            }
            match seen.binary_search(&build_id) {
                Ok(_) => return Err(fault(RecordProblem::Duplicate(build_id.clone()))),
                Err(place) => seen.insert(place, build_id),
            }
        }
    }
    Ok(())
}

/// The order of sets and of members is that of their moments.
fn check_moments(sets: &[VersionSet]) -> Result<(), RecordError> {
    let mut latest_set = Moment(0);
    for (set, candidate) in sets.iter().enumerate() {
        let fault = |build_id, moment| RecordError {
            set,
            build_id,
            problem: RecordProblem::OutOfOrder(moment),
        };
        let became_queue_default = candidate.record.became_queue_default;
        if became_queue_default < latest_set {
            return Err(fault(None, became_queue_default));
        }
        latest_set = became_queue_default;
        let mut latest_member = Moment(0);
        for (position, member) in candidate.record.build_ids.iter().enumerate() {
            let moment = member.became_set_default;
            if moment < latest_member {
                return Err(fault(Some(position), moment));
            }
            latest_member = moment;
        }
    }
    Ok(())
}
