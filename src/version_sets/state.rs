//! What a task queue keeps: its version sets in order, and when each got its place.

use std::num::NonZeroU32;

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::names::BuildId;
use crate::vocabulary::whole_number;

/// A moment in the logical time of one task queue, counted from 1: each change of the queue has a later one than every
/// change before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct Moment(u64);

impl Moment {
    /// The last moment that a snapshot may name. Each later change adds one, so that the clock never overflows, and every
    /// moment up to here is a whole number that JavaScript can hold.
    pub const LAST_RECORDED: Self = Self(1 << 52);

    /// Before every change.
    pub(super) const BEGINNING: Self = Self(0);

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

    pub(super) const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole_number::<_, 1, { Self::LAST_RECORDED.0 }>(deserializer).map(Self)
    }
}

/// A build ID in a version set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BuildIdSnapshot"))]
#[serde(rename_all = "camelCase")]
pub struct SetMember {
    /// The build ID.
    pub build_id: BuildId,
    /// When the build ID last became the default of its set, in the logical time of the queue.
    pub became_set_default: Moment,
    /// The place, from 0, that its set had when it was imported, if it was imported and not promoted since. An import
    /// tells the order within a set and of the sets, but not which of two build IDs of different sets was promoted later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported_in_set: Option<u32>,
}

/// A version set: build IDs of compatible code, in the order in which they last became its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "VersionSetSnapshot")
)]
#[serde(rename_all = "camelCase")]
pub struct VersionSet {
    /// The build IDs of the set, the set default last.
    #[serde(rename = "buildIds")]
    pub members: Vec<SetMember>,
    /// When the set last became the queue default, in the logical time of the queue.
    pub became_queue_default: Moment,
    /// The oldest build ID of the set or, once merged, of the primary set, where that is not the first in `buildIds`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_build_id: Option<BuildId>,
}

impl VersionSet {
    /// What tells the set apart from others as its order changes: its oldest build ID or, once merged, that of the primary
    /// set. Imported sets do not tell which is the oldest: there it is the first.
    #[must_use]
    pub fn id(&self) -> &BuildId {
        self.oldest_build_id.as_ref().unwrap_or(&self.members[0].build_id)
    }

    pub(super) fn new(build_id: BuildId, now: Moment) -> Self {
        let mut set =
            Self { members: Vec::new(), became_queue_default: now, oldest_build_id: None };
        set.append(build_id, now);
        set
    }

    /// The build IDs in order, the set default last; never empty.
    #[must_use]
    pub fn build_ids(&self) -> impl ExactSizeIterator<Item = &BuildId> + DoubleEndedIterator {
        self.members.iter().map(|member| &member.build_id)
    }

    /// The set default: the build ID whose workers get the tasks of this set.
    #[must_use]
    pub fn default_build_id(&self) -> &BuildId {
        &self.members[self.members.len() - 1].build_id
    }

    /// Whether the set holds a build ID.
    #[must_use]
    pub fn contains(&self, build_id: &BuildId) -> bool {
        self.position(build_id).is_some()
    }

    /// Whether the order of the members before the default is a guess: two of them were imported in different sets, and
    /// imported state does not tell which of those was promoted later.
    #[must_use]
    pub fn order_is_guess(&self) -> bool {
        let mut imported = self.members.iter().filter_map(|member| member.imported_in_set);
        imported.next().is_some_and(|first| imported.any(|other| other != first))
    }

    pub(super) fn position(&self, build_id: &BuildId) -> Option<usize> {
        // The build IDs of a queue often begin alike: their last bytes differ soonest.
        let last = |build_id: &BuildId| build_id.as_str().as_bytes().last().copied();
        let wanted = last(build_id);
        self.build_ids().position(|member| last(member) == wanted && member == build_id)
    }

    pub(super) fn append(&mut self, build_id: BuildId, now: Moment) {
        self.members.push(SetMember { build_id, became_set_default: now, imported_in_set: None });
    }

    pub(super) fn promote_member(&mut self, position: usize, now: Moment) {
        let id = self.id().clone();
        let member = self.members.remove(position);
        self.append(member.build_id, now);
        self.set_id(id);
    }

    pub(super) fn set_id(&mut self, id: BuildId) {
        self.oldest_build_id = (self.members[0].build_id != id).then_some(id);
    }
}

/// Why listed or recorded version sets cannot be those of a task queue.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct StateError {
    /// The place of the set, from 0.
    pub set: usize,
    /// The place of the build ID in the set, from 0; none where the set itself is at fault.
    pub build_id: Option<usize>,
    /// What is wrong there.
    pub problem: StateProblem,
}

/// What can be wrong with listed or recorded version sets.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StateProblem {
    /// A set without build IDs.
    #[error("expected at least one build ID in each version set")]
    EmptySet,
    /// A build ID without text.
    #[error("expected a build ID that is not empty")]
    EmptyBuildId,
    /// A build ID that occurs earlier in the queue.
    #[error("expected each build ID once in a task queue, got '{0}' again")]
    Duplicate(BuildId),
    /// A moment that is earlier than the one before it.
    #[error("expected no earlier moment than the one before it, got {}", .0.number())]
    OutOfOrder(Moment),
    /// An oldest build ID that is not in the set.
    #[error("expected the oldest build ID to be one of the version set, got '{0}'")]
    OldestElsewhere(BuildId),
}

/// The version sets of one task queue, in the order in which they last became the queue default.
///
/// A queue has at most 100 build IDs (see [`Limits`](crate::limits::Limits)), so that plain lists are quick enough.
///
/// Source of the rules: `version_sets.go` of the server's matching service, compared with a live server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionSets {
    /// Never empty in a namespace: a queue without sets is unversioned and not kept.
    pub(super) sets: Vec<VersionSet>,
}

impl VersionSets {
    /// Sets as a reading of the server lists them, without moments: each build ID and each set gets one in the listed
    /// order, so that the defaults and every later promotion are exact. See [`VersionSet::order_is_guess`] for what is
    /// not.
    ///
    /// # Errors
    /// When a set is empty, or a build ID is empty or listed twice.
    pub fn from_listed(listed: Vec<Vec<BuildId>>) -> Result<Self, StateError> {
        let mut latest = Moment::BEGINNING;
        let sets = listed.into_iter().zip(0..).map(|(build_ids, set)| {
            let members = build_ids.into_iter().map(|build_id| {
                latest = latest.next();
                SetMember { build_id, became_set_default: latest, imported_in_set: Some(set) }
            });
            VersionSet {
                members: members.collect(),
                became_queue_default: latest,
                oldest_build_id: None,
            }
        });
        Self::from_recorded(sets.collect())
    }

    /// Sets with their moments, as [`Self::sets`] gave them.
    ///
    /// # Errors
    /// When a set is empty, a build ID is empty or occurs twice, the moments are not in the order of the sets and
    /// build IDs, or the oldest build ID of a set is not in it.
    pub fn from_recorded(mut sets: Vec<VersionSet>) -> Result<Self, StateError> {
        check_build_ids(&sets)?;
        check_order(&sets)?;
        for (place, set) in sets.iter_mut().enumerate() {
            let Some(oldest) = set.oldest_build_id.take() else { continue };
            if !set.contains(&oldest) {
                let problem = StateProblem::OldestElsewhere(oldest);
                return Err(StateError { set: place, build_id: None, problem });
            }
            set.set_id(oldest);
        }
        Ok(Self { sets })
    }

    /// The sets in order, the queue default last.
    #[must_use]
    pub fn sets(&self) -> &[VersionSet] {
        &self.sets
    }

    /// The last `max_sets` sets in order; all of them for `None`. The server's read call is so limited.
    #[must_use]
    pub fn last_sets(&self, max_sets: Option<NonZeroU32>) -> &[VersionSet] {
        let skipped = max_sets.map_or(0, |max| self.sets.len().saturating_sub(max.get() as usize));
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
        self.sets.iter().find(|set| set.contains(build_id))
    }

    /// The default of the queue default: the build ID on which new workflows start.
    #[must_use]
    pub fn default_build_id(&self) -> Option<&BuildId> {
        self.default_set().map(VersionSet::default_build_id)
    }

    /// The default of the set that holds a build ID, if one does.
    #[must_use]
    pub fn default_of(&self, build_id: &BuildId) -> Option<&BuildId> {
        self.set_of(build_id).map(VersionSet::default_build_id)
    }

    /// The moment of the latest change.
    pub(super) fn latest(&self) -> Moment {
        let of_set = |set: &VersionSet| {
            let member =
                set.members.last().map_or(Moment::BEGINNING, |last| last.became_set_default);
            member.max(set.became_queue_default)
        };
        self.sets.iter().map(of_set).max().unwrap_or(Moment::BEGINNING)
    }

    pub(super) fn position(&self, build_id: &BuildId) -> Option<usize> {
        self.sets.iter().position(|set| set.contains(build_id))
    }

    pub(super) fn is_queue_default(&self, set: usize) -> bool {
        set + 1 == self.sets.len()
    }

    pub(super) fn build_id_count(&self) -> usize {
        self.sets.iter().map(|set| set.members.len()).sum()
    }
}

fn check_build_ids(sets: &[VersionSet]) -> Result<(), StateError> {
    let mut known = std::collections::BTreeSet::new();
    for (set, VersionSet { members, .. }) in sets.iter().enumerate() {
        if members.is_empty() {
            return Err(StateError { set, build_id: None, problem: StateProblem::EmptySet });
        }
        for (position, SetMember { build_id, .. }) in members.iter().enumerate() {
            let problem = if build_id.is_empty() {
                StateProblem::EmptyBuildId
            } else if known.insert(build_id) {
                continue;
            } else {
                StateProblem::Duplicate(build_id.clone())
            };
            return Err(StateError { set, build_id: Some(position), problem });
        }
    }
    Ok(())
}

fn check_order(sets: &[VersionSet]) -> Result<(), StateError> {
    let mut latest_set = Moment::BEGINNING;
    for (set, VersionSet { members, became_queue_default, .. }) in sets.iter().enumerate() {
        let out_of_order = |build_id, moment| StateError {
            set,
            build_id,
            problem: StateProblem::OutOfOrder(moment),
        };
        if *became_queue_default < latest_set {
            return Err(out_of_order(None, *became_queue_default));
        }
        latest_set = *became_queue_default;
        let mut latest = Moment::BEGINNING;
        for (position, member) in members.iter().enumerate() {
            if member.became_set_default < latest {
                return Err(out_of_order(Some(position), member.became_set_default));
            }
            latest = member.became_set_default;
        }
    }
    Ok(())
}
