//! A goal in numbers: what the search for a plan looks at.

use super::goal::{Goal, Group, NoPlan, UnknownBuildIds, WantedSets};
use crate::model::{BuildId, BuildIdRecord, Limit, Limits, Origin, VersionSet};

/// A build ID as a number: first those of the queue in its order, then those to be added in the goal's.
pub(super) type Id = usize;

/// A goal for the sets of a queue, found to be without contradiction.
pub(super) struct Target {
    /// The build IDs by number.
    pub build_ids: Vec<BuildId>,
    /// How many of them the queue knows.
    pub known: usize,
    /// What will be the sets: each holds every build ID that will be in it, for [`Order::All`] in order.
    pub groups: Vec<Vec<Id>>,
    /// For each build ID, its group.
    pub group_of: Vec<usize>,
    /// For each build ID, its place in its group.
    pub place_of: Vec<usize>,
    /// What matters of the order.
    pub order: Order,
    /// The limits of the cluster.
    pub limits: Limits,
    /// For each group, how many of its first build IDs are in order if what is guessed since an import is right;
    /// empty where the order does not matter.
    pub guessed: Vec<usize>,
}

/// What matters of the order of sets and build IDs.
pub(super) enum Order {
    /// All of it.
    All {
        /// For each group, how many of its first build IDs are known to be in order as they are.
        settled: Vec<usize>,
    },
    /// The defaults that are wanted.
    Defaults {
        /// For each group, its wanted default.
        of_groups: Vec<Option<Id>>,
        /// The group that has to be the queue default.
        of_queue: Option<usize>,
    },
}

/// The build IDs that the goal names, each with its group.
struct Names<'a> {
    /// For each build ID by number, the group that names it.
    named_in: Vec<Option<usize>>,
    build_ids: Vec<BuildId>,
    goal: &'a Goal,
}

impl Names<'_> {
    fn id_of(&self, build_id: &BuildId) -> Option<Id> {
        self.build_ids.iter().position(|other| other == build_id)
    }

    /// The number of a build ID, which is given one if the queue does not know it.
    fn number(&mut self, build_id: &BuildId) -> Result<Id, NoPlan> {
        if let Some(id) = self.id_of(build_id) {
            return Ok(id);
        }
        if self.goal.unknown_build_ids == UnknownBuildIds::Refuse {
            return Err(NoPlan::Unknown { build_id: build_id.clone() });
        }
        self.build_ids.push(build_id.clone());
        self.named_in.push(None);
        Ok(self.build_ids.len() - 1)
    }

    fn name(&mut self, build_ids: &[BuildId], group: usize) -> Result<Vec<Id>, NoPlan> {
        if build_ids.is_empty() {
            return Err(NoPlan::EmptyGroup { group });
        }
        let mut ids = Vec::with_capacity(build_ids.len());
        for build_id in build_ids {
            let id = self.number(build_id)?;
            if self.named_in[id].is_some() {
                return Err(NoPlan::Duplicate { group, build_id: build_id.clone() });
            }
            self.named_in[id] = Some(group);
            ids.push(id);
        }
        Ok(ids)
    }
}

impl Target {
    pub(super) fn of(goal: &Goal, sets: &[VersionSet], limits: &Limits) -> Result<Self, NoPlan> {
        let build_ids: Vec<_> = sets.iter().flat_map(VersionSet::build_ids).cloned().collect();
        let known = build_ids.len();
        let mut names = Names { named_in: vec![None; known], build_ids, goal };
        let mut target = match &goal.sets {
            WantedSets::Some { groups, queue_default } => {
                some(&mut names, sets, groups, queue_default.as_ref())?
            }
            WantedSets::All(listed) => all(&mut names, sets, listed)?,
        };
        target.known = known;
        target.build_ids = names.build_ids;
        target.limits = *limits;
        target.group_of = vec![0; target.build_ids.len()];
        target.place_of = vec![0; target.build_ids.len()];
        for (group, members) in target.groups.iter().enumerate() {
            for (place, id) in members.iter().enumerate() {
                target.group_of[*id] = group;
                target.place_of[*id] = place;
            }
        }
        Ok(target)
    }

    fn new(groups: Vec<Vec<Id>>, order: Order) -> Self {
        Self {
            build_ids: Vec::new(),
            known: 0,
            groups,
            group_of: Vec::new(),
            place_of: Vec::new(),
            order,
            limits: Limits::NONE,
            guessed: Vec::new(),
        }
    }

    /// The most version sets that the cluster allows.
    pub(super) fn most_sets(&self) -> Option<usize> {
        self.limits.version_sets.map(|limit| limit.get() as usize)
    }

    /// Checks the limits of sets and build IDs, for a goal that needs some operation.
    pub(super) fn check_limits(&self, sets: &[VersionSet]) -> Result<(), NoPlan> {
        let limits = &self.limits;
        let grown = self.groups.iter().filter(|group| group.iter().any(|id| *id < self.known));
        // A merge may be the first operation, if there is one to do.
        let fewest_sets = sets.len() - usize::from(sets.len() > grown.count());
        for (limit, allowed, fewest, present, wanted) in [
            (Limit::VersionSets, limits.version_sets, fewest_sets, sets.len(), self.groups.len()),
            (Limit::BuildIds, limits.build_ids, self.known, self.known, self.build_ids.len()),
        ] {
            let Some(allowed) = allowed else { continue };
            let most = allowed.get() as usize;
            if fewest > most {
                return Err(NoPlan::QueueExceedsLimit { limit, allowed, present });
            }
            if wanted > most {
                return Err(NoPlan::GoalExceedsLimit { limit, allowed, wanted });
            }
        }
        Ok(())
    }
}

/// The numbers of a set's build IDs, given the number of its first.
fn ids_of(set: &VersionSet, first: Id) -> std::ops::Range<Id> {
    first..first + set.build_ids().len()
}

fn some(
    names: &mut Names<'_>,
    sets: &[VersionSet],
    wanted: &[Group],
    queue_default: Option<&BuildId>,
) -> Result<Target, NoPlan> {
    let mut groups = Vec::new();
    let mut defaults = Vec::new();
    for (group, Group { build_ids, set_default }) in wanted.iter().enumerate() {
        let ids = names.name(build_ids, group)?;
        let default = match set_default {
            None => None,
            Some(set_default) => {
                let of_group = ids.iter().copied().find(|id| names.build_ids[*id] == *set_default);
                if of_group.is_none() {
                    let set_default = set_default.clone();
                    return Err(NoPlan::SetDefaultElsewhere { group, set_default });
                }
                of_group
            }
        };
        groups.push(ids);
        defaults.push(default);
    }
    let queue_default = queue_default.map(|build_id| names.number(build_id)).transpose()?;
    // The rest of each set comes along; a set that is not named is a group of its own.
    let mut group_of_queue_default = None;
    let mut first = 0;
    for set in sets {
        let ids = ids_of(set, first);
        first = ids.end;
        let group = only_group(names, ids.clone())?.unwrap_or(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
            defaults.push(None);
        }
        for id in ids {
            if names.named_in[id].is_none() {
                groups[group].push(id);
            }
            if queue_default == Some(id) {
                group_of_queue_default = Some(group);
            }
        }
    }
    if let Some(id) = queue_default {
        let named_in = group_of_queue_default.or(names.named_in[id]);
        let group = named_in.unwrap_or(groups.len());
        if group == groups.len() {
            groups.push(vec![id]);
            defaults.push(None);
        }
        if let Some(other) = defaults[group]
            && other != id
        {
            return Err(NoPlan::TwoDefaults {
                queue_default: names.build_ids[id].clone(),
                set_default: names.build_ids[other].clone(),
            });
        }
        defaults[group] = Some(id);
        group_of_queue_default = Some(group);
    }
    let of_queue = group_of_queue_default;
    Ok(Target::new(groups, Order::Defaults { of_groups: defaults, of_queue }))
}

/// The one group that names build IDs of a set.
fn only_group(names: &Names<'_>, ids: std::ops::Range<Id>) -> Result<Option<usize>, NoPlan> {
    let mut found: Option<(Id, usize)> = None;
    for id in ids {
        match (found, names.named_in[id]) {
            (None, Some(group)) => found = Some((id, group)),
            (Some((first, group)), Some(other)) if other != group => {
                return Err(NoPlan::CannotSplit {
                    first: names.build_ids[first].clone(),
                    second: names.build_ids[id].clone(),
                });
            }
            _ => {}
        }
    }
    Ok(found.map(|(_, group)| group))
}

fn all(
    names: &mut Names<'_>,
    sets: &[VersionSet],
    listed: &[Vec<BuildId>],
) -> Result<Target, NoPlan> {
    let mut groups = Vec::with_capacity(listed.len());
    for (group, build_ids) in listed.iter().enumerate() {
        groups.push(names.name(build_ids, group)?);
    }
    let mut first = 0;
    for set in sets {
        let ids = ids_of(set, first);
        first = ids.end;
        for id in ids.clone() {
            if names.named_in[id].is_none() {
                let build_id = names.build_ids[id].clone();
                return Err(NoPlan::CannotRemove { build_id });
            }
        }
        only_group(names, ids)?;
    }
    let records: Vec<(usize, &BuildIdRecord)> = sets
        .iter()
        .enumerate()
        .flat_map(|(set, held)| held.record().build_ids.iter().map(move |record| (set, record)))
        .collect();
    let prefixes = groups.iter().map(|members| settled_prefix(&records, members));
    let (guessed, settled) = prefixes.unzip();
    let target = Target::new(groups, Order::All { settled });
    Ok(Target { guessed, ..target })
}

/// How many of the first members are in the order of their moments; and how many are known to be.
///
/// Within a set the order is the set's, across sets that of the moments, where these are not guesses: see
/// [`VersionSet::order_is_guess`].
fn settled_prefix(records: &[(usize, &BuildIdRecord)], members: &[Id]) -> (usize, usize) {
    let (mut in_order, mut known) = (0, None);
    let mut import = None;
    for (place, id) in members.iter().enumerate() {
        let Some((set, record)) = records.get(*id) else { break };
        if let Some(before) = place.checked_sub(1).map(|before| members[before]) {
            let (set_before, record_before) = records[before];
            let follows = if *set == set_before {
                before < *id
            } else {
                record_before.became_set_default < record.became_set_default
            };
            if !follows {
                break;
            }
        }
        if let Origin::ImportedInSet(_) = record.origin {
            if import.is_some_and(|other| other != record.origin) && known.is_none() {
                known = Some(place);
            }
            import = Some(record.origin);
        }
        in_order = place + 1;
    }
    (in_order, known.unwrap_or(in_order))
}
