//! Where the build IDs and version sets of a task queue are kept, so that what is done to one of them takes the same
//! time however many there are.

use super::index::Index;
use super::order::{Links, List};
use super::record::{Moment, Origin, SetRecord, VersionSet, order_is_guess};
use super::{BuildId, BuildIdRecord};

/// The version sets of a task queue. Build IDs and sets are numbered in the order in which they were added.
#[derive(Debug, Clone)]
pub(super) struct Store {
    build_ids: Vec<StoredBuildId>,
    index: Index,
    /// The order of build IDs within their sets.
    build_id_links: Links,
    /// A set that was merged into another one is not in the order any more.
    sets: Vec<StoredSet>,
    set_links: Links,
    order: List,
}

#[derive(Debug, Clone)]
struct StoredBuildId {
    record: BuildIdRecord,
    set: usize,
}

#[derive(Debug, Clone)]
struct StoredSet {
    members: List,
    became_queue_default: Moment,
}

/// A build ID that is there, and its set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    build_id: usize,
    pub(super) set: SetNumber,
}

/// The number of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SetNumber(usize);

impl Store {
    pub(super) const EMPTY: Self = Self {
        build_ids: Vec::new(),
        index: Index::EMPTY,
        build_id_links: Links::EMPTY,
        sets: Vec::new(),
        set_links: Links::EMPTY,
        order: List::EMPTY,
    };

    pub(super) fn find(&self, build_id: &BuildId) -> Option<Place> {
        let number = self.index.find(build_id, |number| &self.build_ids[number].record.build_id)?;
        Some(Place { build_id: number, set: SetNumber(self.build_ids[number].set) })
    }

    pub(super) const fn set_count(&self) -> usize {
        self.order.len()
    }

    pub(super) const fn build_id_count(&self) -> usize {
        self.build_ids.len()
    }

    pub(super) fn default_set(&self) -> Option<SetNumber> {
        self.order.last().map(SetNumber)
    }

    pub(super) fn size_of(&self, set: SetNumber) -> usize {
        self.sets[set.0].members.len()
    }

    pub(super) fn default_of(&self, set: SetNumber) -> Option<&BuildId> {
        let number = self.sets[set.0].members.last()?;
        Some(&self.build_ids[number].record.build_id)
    }

    pub(super) fn is_set_default(&self, place: Place) -> bool {
        self.sets[place.set.0].members.last() == Some(place.build_id)
    }

    /// Adds a set without build IDs at the end.
    pub(super) fn append_set(&mut self, became_queue_default: Moment) -> SetNumber {
        self.sets.push(StoredSet { members: List::EMPTY, became_queue_default });
        self.set_links.add(&mut self.order);
        SetNumber(self.sets.len() - 1)
    }

    /// Adds a build ID, which is not there yet, at the end of a set.
    pub(super) fn append_to_set(&mut self, set: SetNumber, record: BuildIdRecord) {
        self.build_ids.push(StoredBuildId { record, set: set.0 });
        self.build_id_links.add(&mut self.sets[set.0].members);
        let (count, build_ids) = (self.build_ids.len(), &self.build_ids);
        self.index.enter_last(count, |number| &build_ids[number].record.build_id);
    }

    pub(super) fn move_set_to_end(&mut self, set: SetNumber, now: Moment) {
        self.sets[set.0].became_queue_default = now;
        self.set_links.move_to_end(&mut self.order, set.0);
    }

    pub(super) fn move_to_end_of_set(&mut self, place: Place, now: Moment) {
        let record = &mut self.build_ids[place.build_id].record;
        record.became_set_default = now;
        record.origin = Origin::Applied;
        self.build_id_links.move_to_end(&mut self.sets[place.set.0].members, place.build_id);
    }

    /// Merges by moments: all members of both sets in the order in which they last became a default, after
    /// the primary set's default became one again just now; the set keeps the later of the two sets' moments, and
    /// with it its place. Says whether the order is a guess.
    pub(super) fn merge(&mut self, primary: SetNumber, secondary: SetNumber, now: Moment) -> bool {
        if let Some(build_id) = self.sets[primary.0].members.last() {
            self.move_to_end_of_set(Place { build_id, set: primary }, now);
        }
        let (earlier, later) = if self.is_before(primary, secondary) {
            (primary, secondary)
        } else {
            (secondary, primary)
        };
        let members = self.sets[earlier.0].members;
        for number in self.build_id_links.numbers(&members) {
            self.build_ids[number].set = later.0;
        }
        self.set_links.remove(&mut self.order, earlier.0);
        let moment = |number: usize| self.build_ids[number].record.became_set_default;
        let merged =
            self.build_id_links.merged(members, self.sets[later.0].members, |one, other| {
                moment(one) < moment(other)
            });
        self.sets[later.0].members = merged;
        let members = self.build_id_links.numbers(&merged);
        order_is_guess(members.map(|number| self.build_ids[number].record.origin))
    }

    /// Whether one set stands before another. Their moments tell; recorded ones may be the same.
    fn is_before(&self, set: SetNumber, other: SetNumber) -> bool {
        let moment = |set: SetNumber| self.sets[set.0].became_queue_default;
        if moment(set) != moment(other) {
            return moment(set) < moment(other);
        }
        self.set_links.numbers(&self.order).find(|number| [set.0, other.0].contains(number))
            == Some(set.0)
    }

    /// The sets in order, each with its number.
    pub(super) fn list(&self) -> impl Iterator<Item = (SetNumber, VersionSet)> {
        self.set_links.numbers(&self.order).map(|number| {
            let set = &self.sets[number];
            let mut build_ids = Vec::with_capacity(set.members.len());
            for number in self.build_id_links.numbers(&set.members) {
                build_ids.push(self.build_ids[number].record.clone());
            }
            let became_queue_default = set.became_queue_default;
            (SetNumber(number), VersionSet::of(SetRecord { build_ids, became_queue_default }))
        })
    }
}
