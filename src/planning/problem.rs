//! A planning problem: the version sets of a queue and a goal for them, with numbers in place of build IDs.
//!
//! No operation splits a version set or removes a build ID. So the goal determines the **final sets**: which sets there
//! are at the end, and which build IDs each holds. For example, if the queue has the sets `[a] [b c] [d]`, and the goal
//! is that `c` and a new `n` are in one set, the final sets are `{b, c, n}`, `{a}` and `{d}`. The goal does not name
//! `b`, but it stays with `c`.

use std::ops::Range;

use super::goal::{Goal, Group, NoPlan, UnknownBuildIds, WantedSets};
use crate::limits::Limits;
use crate::names::BuildId;
use crate::refusal::Limit;
use crate::version_sets::{SetMember, VersionSet};

/// The number of a build ID: first those of the queue are numbered, in its order, then those to be added, in the
/// goal's.
pub(super) type Id = usize;

/// A goal for the version sets of a queue that does not contradict itself or them.
pub(super) struct Problem<'a> {
    /// The version sets at the start.
    pub sets: &'a [VersionSet],
    /// The version sets at the end. If the whole order matters, they are in the wanted order.
    pub final_sets: Vec<FinalSet>,
    /// What of the order matters.
    pub order: Order,
    /// The limits of the cluster.
    pub limits: Limits,
    build_ids: Vec<BuildId>,
    /// For each build ID of the queue, the position of its set at the start, and its member there.
    members: Vec<(usize, &'a SetMember)>,
    /// For each build ID, its final set and its position among the members.
    places: Vec<(usize, usize)>,
}

/// A version set at the end.
#[derive(Default)]
pub(super) struct FinalSet {
    /// Its build IDs. If the whole order matters, they are in the wanted order.
    pub members: Vec<Id>,
    /// The default that the goal asks for. None if any will do, or if the whole order matters.
    pub set_default: Option<Id>,
}

/// What of the order of sets and build IDs matters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// All of it: the goal lists all sets.
    Whole,
    /// Only defaults: those of the final sets that have a wanted one, and the queue default.
    Defaults {
        /// The final set that has to be the queue default. None if any will do.
        queue_default: Option<usize>,
    },
}

/// What to make of the order of build IDs that were imported in different sets, which is a guess: see
/// [`VersionSet::order_is_guess`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GuessedOrder {
    /// Take it as unknown.
    Ignored,
    /// Take it as right.
    Trusted,
}

impl<'a> Problem<'a> {
    pub(super) fn new(
        goal: &Goal,
        sets: &'a [VersionSet],
        limits: &Limits,
    ) -> Result<Self, NoPlan> {
        let mut draft = Draft::new(sets, goal.unknown_build_ids);
        let order = match &goal.sets {
            WantedSets::All { all_sets } => {
                for listed in all_sets {
                    draft.name(&listed.build_ids)?;
                }
                draft.check_that_all_are_named()?;
                draft.complete()?;
                Order::Whole
            }
            WantedSets::Some { groups, queue_default } => {
                for group in groups {
                    let final_set = draft.name(&group.build_ids)?;
                    draft.want_set_default(final_set, group)?;
                }
                let number = |build_id| draft.number(build_id);
                let queue_default = queue_default.as_ref().map(number).transpose()?;
                draft.complete()?;
                let want = |id| draft.want_queue_default(id);
                Order::Defaults { queue_default: queue_default.map(want).transpose()? }
            }
        };
        Ok(draft.finish(order, limits))
    }

    /// The number of build IDs, those to be added included.
    pub(super) fn build_id_count(&self) -> usize {
        self.build_ids.len()
    }

    pub(super) fn build_id(&self, id: Id) -> &BuildId {
        &self.build_ids[id]
    }

    /// The number of a build ID. None if neither the queue nor the goal has it.
    pub(super) fn number(&self, build_id: &BuildId) -> Option<Id> {
        self.build_ids.iter().position(|known| known == build_id)
    }

    pub(super) fn final_set_of(&self, id: Id) -> usize {
        self.places[id].0
    }

    /// The position of a build ID among the members of its final set.
    pub(super) fn position_of(&self, id: Id) -> usize {
        self.places[id].1
    }

    /// The build IDs of each version set at the start.
    pub(super) fn sets_at_start(&self) -> impl Iterator<Item = Range<Id>> {
        numbers_by_set(self.sets)
    }

    /// How many of the first members of a final set are settled at the start: see [`State`](super::state::State).
    pub(super) fn settled_at_start(&self, final_set: usize, guessed: GuessedOrder) -> usize {
        let mut before: Option<Id> = None;
        let mut imported = None;
        for (position, id) in self.final_sets[final_set].members.iter().enumerate() {
            let Some((_, member)) = self.members.get(*id) else { return position };
            if before.is_some_and(|before| !self.is_later(*id, before)) {
                return position;
            }
            if guessed == GuessedOrder::Ignored
                && let Some(set) = member.imported_in_set
                && *imported.get_or_insert(set) != set
            {
                return position;
            }
            before = Some(*id);
        }
        self.final_sets[final_set].members.len()
    }

    /// Whether one build ID of the queue became the default of its set later than another.
    fn is_later(&self, one: Id, other: Id) -> bool {
        let ((set, member), (other_set, other_member)) = (self.members[one], self.members[other]);
        if set == other_set {
            one > other
        } else {
            member.became_set_default > other_member.became_set_default
        }
    }

    /// The most version sets that the cluster allows.
    pub(super) fn most_sets(&self) -> usize {
        self.limits.version_sets.map_or(usize::MAX, |limit| limit.get() as usize)
    }

    /// Checks the limits of sets and build IDs, for a goal that is not reached yet.
    pub(super) fn check_limits(&self) -> Result<(), NoPlan> {
        let known = self.members.len();
        let present = self.sets.len();
        let is_known = |id: &Id| *id < known;
        let grown = self.final_sets.iter().filter(|set| set.members.iter().any(is_known)).count();
        // One set too many does no harm if the first operation can be a merge.
        let spare = usize::from(present > grown);
        let Limits { version_sets, build_ids, .. } = self.limits;
        for (limit, allowed, spare, present, wanted) in [
            (Limit::VersionSets, version_sets, spare, present, self.final_sets.len()),
            (Limit::BuildIds, build_ids, 0, known, self.build_id_count()),
        ] {
            let Some(allowed) = allowed else { continue };
            let most = allowed.get() as usize;
            if present > most + spare {
                return Err(NoPlan::QueueExceedsLimit { limit, allowed, present });
            }
            if wanted > most {
                return Err(NoPlan::GoalExceedsLimit { limit, allowed, wanted });
            }
        }
        Ok(())
    }
}

/// The numbers of the build IDs in each set.
fn numbers_by_set(sets: &[VersionSet]) -> impl Iterator<Item = Range<Id>> {
    sets.iter().scan(0, |end, set| {
        let first = *end;
        *end += set.build_ids().len();
        Some(first..*end)
    })
}

/// A problem in the making: see [`Problem::new`].
struct Draft<'a> {
    sets: &'a [VersionSet],
    unknown_build_ids: UnknownBuildIds,
    build_ids: Vec<BuildId>,
    final_sets: Vec<FinalSet>,
    /// For each build ID, its final set and its position among the members, once it has one.
    places: Vec<Option<(usize, usize)>>,
}

impl<'a> Draft<'a> {
    fn new(sets: &'a [VersionSet], unknown_build_ids: UnknownBuildIds) -> Self {
        let build_ids: Vec<_> = sets.iter().flat_map(VersionSet::build_ids).cloned().collect();
        Self {
            sets,
            unknown_build_ids,
            places: vec![None; build_ids.len()],
            build_ids,
            final_sets: Vec::new(),
        }
    }

    /// The number of a build ID. One that the queue does not know gets a new number.
    fn number(&mut self, build_id: &BuildId) -> Result<Id, NoPlan> {
        if let Some(id) = self.build_ids.iter().position(|known| known == build_id) {
            return Ok(id);
        }
        if self.unknown_build_ids == UnknownBuildIds::Refuse {
            return Err(NoPlan::Unknown { build_id: build_id.clone() });
        }
        self.build_ids.push(build_id.clone());
        self.places.push(None);
        Ok(self.places.len() - 1)
    }

    fn final_set_of(&self, id: Id) -> Option<usize> {
        self.places[id].map(|(final_set, _)| final_set)
    }

    fn add_final_set(&mut self) -> usize {
        self.final_sets.push(FinalSet::default());
        self.final_sets.len() - 1
    }

    fn add_member(&mut self, final_set: usize, id: Id) {
        let members = &mut self.final_sets[final_set].members;
        self.places[id] = Some((final_set, members.len()));
        members.push(id);
    }

    /// Adds a final set with the build IDs of a group or of a listed set. It has the same position.
    fn name(&mut self, build_ids: &[BuildId]) -> Result<usize, NoPlan> {
        let final_set = self.add_final_set();
        if build_ids.is_empty() {
            return Err(NoPlan::EmptyGroup { group: final_set });
        }
        for build_id in build_ids {
            let id = self.number(build_id)?;
            if self.places[id].is_some() {
                return Err(NoPlan::Duplicate { group: final_set, build_id: build_id.clone() });
            }
            self.add_member(final_set, id);
        }
        Ok(final_set)
    }

    fn want_set_default(&mut self, final_set: usize, group: &Group) -> Result<(), NoPlan> {
        let Some(set_default) = &group.set_default else { return Ok(()) };
        let is_it = |id: &&Id| self.build_ids[**id] == *set_default;
        let FinalSet { members, set_default: wanted } = &mut self.final_sets[final_set];
        *wanted = members.iter().find(is_it).copied();
        match wanted {
            Some(_) => Ok(()),
            None => Err(NoPlan::SetDefaultElsewhere {
                group: final_set,
                set_default: set_default.clone(),
            }),
        }
    }

    /// Makes a build ID the wanted default of its final set, which it returns. It may be in a final set of its own.
    fn want_queue_default(&mut self, id: Id) -> Result<usize, NoPlan> {
        let final_set = self.final_set_of(id).unwrap_or_else(|| {
            let final_set = self.add_final_set();
            self.add_member(final_set, id);
            final_set
        });
        match self.final_sets[final_set].set_default.replace(id) {
            Some(other) if other != id => Err(NoPlan::TwoDefaults {
                queue_default: self.build_ids[id].clone(),
                set_default: self.build_ids[other].clone(),
            }),
            _ => Ok(final_set),
        }
    }

    fn check_that_all_are_named(&self) -> Result<(), NoPlan> {
        match self.places.iter().position(Option::is_none) {
            Some(id) => Err(NoPlan::CannotRemove { build_id: self.build_ids[id].clone() }),
            None => Ok(()),
        }
    }

    /// Completes the final sets with build IDs that the goal does not name: each stays with the named ones of its
    /// present set, and a set without named ones becomes a final set of its own.
    fn complete(&mut self) -> Result<(), NoPlan> {
        for ids in numbers_by_set(self.sets) {
            let final_set_of = |id: Id| Some((id, self.final_set_of(id)?));
            let mut named = ids.clone().filter_map(final_set_of);
            let final_set = match named.next() {
                None => self.add_final_set(),
                Some((first, final_set)) => match named.find(|(_, other)| *other != final_set) {
                    None => final_set,
                    Some((second, _)) => {
                        let [first, second] = [first, second].map(|id| self.build_ids[id].clone());
                        return Err(NoPlan::CannotSplit { first, second });
                    }
                },
            };
            for id in ids {
                if self.places[id].is_none() {
                    self.add_member(final_set, id);
                }
            }
        }
        Ok(())
    }

    fn finish(self, order: Order, limits: &Limits) -> Problem<'a> {
        let members = self.sets.iter().enumerate().flat_map(|(set, version_set)| {
            version_set.members.iter().map(move |member| (set, member))
        });
        Problem {
            sets: self.sets,
            members: members.collect(),
            // All have a final set now.
            places: self.places.into_iter().flatten().collect(),
            final_sets: self.final_sets,
            order,
            limits: *limits,
            build_ids: self.build_ids,
        }
    }
}
