use thiserror::Error;

use super::BuildId;

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

    /// Before every change.
    pub(super) const BEGINNING: Self = Self(0);

    pub(super) const fn next(self) -> Self {
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
        self.build_ids().any(|member| member == build_id)
    }

    /// Whether the order of the members before the default is a guess: two of them were imported in
    /// different sets, and imported state does not tell which of those was promoted later.
    #[must_use]
    pub fn order_is_guess(&self) -> bool {
        order_is_guess(self.record.build_ids.iter().map(|record| record.origin))
    }

    /// The set with its moments.
    #[must_use]
    pub const fn record(&self) -> &SetRecord {
        &self.record
    }

    pub(super) const fn of(record: SetRecord) -> Self {
        Self { record }
    }
}

pub(super) fn order_is_guess(members: impl Iterator<Item = Origin>) -> bool {
    let mut imported = members.filter_map(|origin| match origin {
        Origin::ImportedInSet(set) => Some(set),
        Origin::Applied => None,
    });
    imported.next().is_some_and(|first| imported.any(|other| other != first))
}
