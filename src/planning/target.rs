//! A goal in numbers: what the search for a plan looks at.

use super::goal::{Goal, Group, NoPlan, UnknownBuildIds, WantedSets};
use crate::model::{BuildId, BuildIdRecord, Limit, Limits, Origin, VersionSet};

/// A build ID as a number: first those of the queue in its order, then those to be added in the goal's.
pub(super) type Id = usize;

/// A goal for the sets of a queue, found to be without contradiction.
pub(super) struct Target<'a> {
    /// The sets of the queue.
    pub sets: &'a [VersionSet],
    /// The build IDs by number.
    pub build_ids: Vec<BuildId>,
    /// How many of them the queue knows.
    pub known: usize,
    /// What will be the sets: each holds every build ID that will be in it.
    pub groups: Vec<Vec<Id>>,
    /// For each group, its wanted default.
    pub defaults: Vec<Option<Id>>,
    /// For each build ID, its group; none only while the goal is read.
    group_of: Vec<Option<usize>>,
    /// For each build ID, its place in its group.
    pub place_of: Vec<usize>,
    /// What matters of the order.
    pub order: Order,
    /// The limits of the cluster.
    pub limits: Limits,
}

/// What matters of the order of sets and build IDs.
#[derive(Clone, Copy)]
pub(super) enum Order {
    /// All of it: that of the groups, and of the build IDs in each.
    All,
    /// The defaults that are wanted.
    Defaults {
        /// The group that has to be the queue default.
        of_queue: Option<usize>,
    },
}

/// What is taken for the order of build IDs that were imported in different sets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Imported {
    /// It is not known.
    Unknown,
    /// It is as guessed.
    AsGuessed,
}

impl<'a> Target<'a> {
    pub(super) fn of(goal: &Goal, sets: &'a [VersionSet], limits: &Limits) -> Result<Self, NoPlan> {
        let mut build_ids = Vec::new();
        for set in sets {
            for build_id in set.build_ids() {
                build_ids.push(build_id.clone());
            }
        }
        let known = build_ids.len();
        let mut target = Self {
            sets,
            group_of: vec![None; known],
            known,
            build_ids,
            groups: Vec::new(),
            defaults: Vec::new(),
            place_of: Vec::new(),
            order: Order::All,
            limits: *limits,
        };
        match &goal.sets {
            WantedSets::All(listed) => {
                for build_ids in listed {
                    target.name(build_ids, goal)?;
                }
                if let Some(id) = (0..known).find(|id| target.group_of[*id].is_none()) {
                    return Err(NoPlan::CannotRemove { build_id: target.build_ids[id].clone() });
                }
                target.complete()?;
            }
            WantedSets::Some { groups, queue_default } => {
                for group in groups {
                    target.name(&group.build_ids, goal)?;
                    target.want_default(group)?;
                }
                let queue_default = match queue_default {
                    None => None,
                    Some(build_id) => Some(target.number(build_id, goal)?),
                };
                target.complete()?;
                let of_queue = match queue_default {
                    None => None,
                    Some(id) => Some(target.want_queue_default(id)?),
                };
                target.order = Order::Defaults { of_queue };
            }
        }
        target.place_of.resize(target.build_ids.len(), 0);
        for members in &target.groups {
            for (place, id) in members.iter().enumerate() {
                target.place_of[*id] = place;
            }
        }
        Ok(target)
    }

    pub(super) fn group_of(&self, id: Id) -> usize {
        // All have one: see `complete`.
        self.group_of[id].unwrap_or_default()
    }

    /// The number of a build ID, which is given one if the queue does not know it.
    fn number(&mut self, build_id: &BuildId, goal: &Goal) -> Result<Id, NoPlan> {
        if let Some(id) = self.build_ids.iter().position(|other| other == build_id) {
            return Ok(id);
        }
        if goal.unknown_build_ids == UnknownBuildIds::Refuse {
            return Err(NoPlan::Unknown { build_id: build_id.clone() });
        }
        self.build_ids.push(build_id.clone());
        self.group_of.push(None);
        Ok(self.build_ids.len() - 1)
    }

    /// Puts a group of build IDs that the goal names.
    fn name(&mut self, build_ids: &[BuildId], goal: &Goal) -> Result<(), NoPlan> {
        let group = self.groups.len();
        if build_ids.is_empty() {
            return Err(NoPlan::EmptyGroup { group });
        }
        self.put_group();
        for build_id in build_ids {
            let id = self.number(build_id, goal)?;
            if self.group_of[id].is_some() {
                return Err(NoPlan::Duplicate { group, build_id: build_id.clone() });
            }
            self.put(id, group);
        }
        Ok(())
    }

    fn put_group(&mut self) -> usize {
        self.groups.push(Vec::new());
        self.defaults.push(None);
        self.groups.len() - 1
    }

    fn put(&mut self, id: Id, group: usize) {
        self.group_of[id] = Some(group);
        self.groups[group].push(id);
    }

    /// Notes the default that is wanted for the last group.
    fn want_default(&mut self, wanted: &Group) -> Result<(), NoPlan> {
        let group = self.groups.len() - 1;
        if let Some(set_default) = &wanted.set_default {
            let is_default = |id: &&Id| self.build_ids[**id] == *set_default;
            let Some(id) = self.groups[group].iter().find(is_default) else {
                let set_default = set_default.clone();
                return Err(NoPlan::SetDefaultElsewhere { group, set_default });
            };
            self.defaults[group] = Some(*id);
        }
        Ok(())
    }

    /// Notes the queue default that is wanted, and gives its group.
    fn want_queue_default(&mut self, id: Id) -> Result<usize, NoPlan> {
        let group = match self.group_of[id] {
            Some(group) => group,
            None => self.put_group(),
        };
        if self.group_of[id].is_none() {
            self.put(id, group);
        }
        if let Some(other) = self.defaults[group]
            && other != id
        {
            return Err(NoPlan::TwoDefaults {
                queue_default: self.build_ids[id].clone(),
                set_default: self.build_ids[other].clone(),
            });
        }
        self.defaults[group] = Some(id);
        Ok(group)
    }

    /// Puts what the goal does not name with what it names of the same set; the rest of the sets are groups of
    /// their own.
    fn complete(&mut self) -> Result<(), NoPlan> {
        let mut first = 0;
        for set in self.sets {
            let end = first + set.build_ids().len();
            let mut named = None;
            for id in first..end {
                match (named, self.group_of[id]) {
                    (_, None) => {}
                    (None, Some(group)) => named = Some((id, group)),
                    (Some((first, group)), Some(other)) => {
                        if group != other {
                            return Err(NoPlan::CannotSplit {
                                first: self.build_ids[first].clone(),
                                second: self.build_ids[id].clone(),
                            });
                        }
                    }
                }
            }
            let group = match named {
                Some((_, group)) => group,
                None => self.put_group(),
            };
            for id in first..end {
                if self.group_of[id].is_none() {
                    self.put(id, group);
                }
            }
            first = end;
        }
        Ok(())
    }

    /// The place of a known build ID's set and its record.
    fn record(&self, id: Id) -> Option<(usize, &'a BuildIdRecord)> {
        let mut first = 0;
        for (place, set) in self.sets.iter().enumerate() {
            let records = &set.record().build_ids;
            if let Some(record) = records.get(id - first) {
                return Some((place, record));
            }
            first += records.len();
        }
        None
    }

    /// How many of the first members of a group are in the order of their moments.
    ///
    /// Within a set the order is the set's, across sets that of the moments, where these are not guesses: see
    /// [`VersionSet::order_is_guess`].
    pub(super) fn settled(&self, group: usize, imported: Imported) -> usize {
        let mut before: Option<(Id, usize, &BuildIdRecord)> = None;
        let mut import = Origin::Applied;
        for (place, id) in self.groups[group].iter().enumerate() {
            let Some((set, record)) = self.record(*id) else { return place };
            if let Some((id_before, set_before, record_before)) = before {
                let follows = if set == set_before {
                    id_before < *id
                } else {
                    record_before.became_set_default < record.became_set_default
                };
                if !follows {
                    return place;
                }
            }
            if record.origin != Origin::Applied {
                if imported == Imported::Unknown
                    && import != Origin::Applied
                    && import != record.origin
                {
                    return place;
                }
                import = record.origin;
            }
            before = Some((*id, set, record));
        }
        self.groups[group].len()
    }

    /// The most version sets that the cluster allows.
    pub(super) fn most_sets(&self) -> usize {
        self.limits.version_sets.map_or(usize::MAX, |limit| limit.get() as usize)
    }

    /// Checks the limits of sets and build IDs, for a goal that needs some operation.
    pub(super) fn check_limits(&self) -> Result<(), NoPlan> {
        let present = self.sets.len();
        let grown = self.groups.iter().filter(|members| members.iter().any(|id| *id < self.known));
        // A merge may be the first operation, if there is one to do.
        let fewest = present - usize::from(present > grown.count());
        let of_sets = (Limit::VersionSets, self.limits.version_sets);
        check_limit(of_sets, fewest, present, self.groups.len())?;
        let of_build_ids = (Limit::BuildIds, self.limits.build_ids);
        check_limit(of_build_ids, self.known, self.known, self.build_ids.len())
    }
}

fn check_limit(
    (limit, allowed): (Limit, Option<std::num::NonZeroU32>),
    fewest: usize,
    present: usize,
    wanted: usize,
) -> Result<(), NoPlan> {
    match allowed {
        Some(allowed) if fewest > allowed.get() as usize => {
            Err(NoPlan::QueueExceedsLimit { limit, allowed, present })
        }
        Some(allowed) if wanted > allowed.get() as usize => {
            Err(NoPlan::GoalExceedsLimit { limit, allowed, wanted })
        }
        _ => Ok(()),
    }
}
