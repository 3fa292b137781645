//! Version sets as the server has them: lists that are searched from the start, and copied before a change. The peer
//! of the benchmarks, and of a test that holds both to the same answers.

#![allow(dead_code, reason = "each program uses its own part")]

use worker_versioning::names::BuildId;
use worker_versioning::version_sets::BuildIdOperation;

/// The version sets of one task queue, without limits.
#[derive(Debug, Clone, Default)]
pub struct LinearSets {
    sets: Vec<Set>,
    now: u64,
}

#[derive(Debug, Clone)]
struct Set {
    build_ids: Vec<(BuildId, u64)>,
    became_queue_default: u64,
}

/// The operation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

impl LinearSets {
    /// Sets with these build IDs, in order.
    pub fn listed_from(sets: impl Iterator<Item = Vec<BuildId>>) -> Self {
        let mut made = Self::default();
        for build_ids in sets {
            let mut set = Set { build_ids: Vec::new(), became_queue_default: 0 };
            for build_id in build_ids {
                made.now += 1;
                set.build_ids.push((build_id, made.now));
            }
            set.became_queue_default = made.now;
            made.sets.push(set);
        }
        made
    }

    /// Says whether something changed.
    pub fn apply(&mut self, operation: &BuildIdOperation) -> Result<bool, Refused> {
        let mut next = self.clone();
        next.now += 1;
        let changed = next.change(operation)?;
        if changed {
            *self = next;
        }
        Ok(changed)
    }

    /// The build ID on which new workflows start.
    pub fn default_build_id(&self) -> Option<&BuildId> {
        self.sets.last().map(Set::default)
    }

    /// The default of the set that holds a build ID.
    pub fn default_of(&self, build_id: &BuildId) -> Option<&BuildId> {
        let (set, _) = self.find(build_id)?;
        Some(self.sets[set].default())
    }

    /// The build IDs of each set, in order.
    pub fn listed(&self) -> Vec<Vec<&BuildId>> {
        self.sets.iter().map(|set| set.ids().collect()).collect()
    }

    fn find(&self, build_id: &BuildId) -> Option<(usize, usize)> {
        self.sets
            .iter()
            .enumerate()
            .find_map(|(place, set)| Some((place, set.ids().position(|other| other == build_id)?)))
    }

    fn change(&mut self, operation: &BuildIdOperation) -> Result<bool, Refused> {
        let (now, last) = (self.now, self.sets.len().wrapping_sub(1));
        match operation {
            BuildIdOperation::AddNewIdInNewDefaultSet { build_id } => match self.find(build_id) {
                None => {
                    let build_ids = vec![(build_id.clone(), now)];
                    self.sets.push(Set { build_ids, became_queue_default: now });
                    Ok(true)
                }
                Some((set, _)) if set == last && self.sets[set].build_ids.len() == 1 => Ok(false),
                Some(_) => Err(Refused),
            },
            BuildIdOperation::AddNewCompatibleVersion {
                build_id,
                existing_compatible_build_id,
                promote_set: promotes,
            } => {
                let promotes = *promotes;
                let (set, _) = self.find(existing_compatible_build_id).ok_or(Refused)?;
                match self.find(build_id) {
                    None => {
                        self.sets[set].build_ids.push((build_id.clone(), now));
                        if promotes {
                            self.move_to_end(set);
                        }
                        Ok(true)
                    }
                    Some((other, position))
                        if other == set
                            && (set == last || !promotes)
                            && position + 1 == self.sets[set].build_ids.len() =>
                    {
                        Ok(false)
                    }
                    Some(_) => Err(Refused),
                }
            }
            BuildIdOperation::PromoteSetByBuildId { build_id } => {
                let (set, _) = self.find(build_id).ok_or(Refused)?;
                if set != last {
                    self.move_to_end(set);
                }
                Ok(set != last)
            }
            BuildIdOperation::PromoteBuildIdWithinSet { build_id } => {
                let (set, position) = self.find(build_id).ok_or(Refused)?;
                let build_ids = &mut self.sets[set].build_ids;
                let is_default = position + 1 == build_ids.len();
                if !is_default {
                    let (build_id, _) = build_ids.remove(position);
                    build_ids.push((build_id, now));
                }
                Ok(!is_default)
            }
            BuildIdOperation::MergeSets {
                primary_build_id: primary,
                secondary_build_id: secondary,
            } => {
                let (primary, _) = self.find(primary).ok_or(Refused)?;
                let (secondary, _) = self.find(secondary).ok_or(Refused)?;
                if primary != secondary {
                    self.merge(primary, secondary);
                }
                Ok(primary != secondary)
            }
        }
    }

    fn move_to_end(&mut self, set: usize) {
        let mut promoted = self.sets.remove(set);
        promoted.became_queue_default = self.now;
        self.sets.push(promoted);
    }

    fn merge(&mut self, primary: usize, secondary: usize) {
        let default = self.sets[primary].build_ids.len() - 1;
        self.sets[primary].build_ids[default].1 = self.now;
        let other = self.sets.remove(secondary);
        let merged = &mut self.sets[primary - usize::from(secondary < primary)];
        merged.build_ids.extend(other.build_ids);
        merged.build_ids.sort_by_key(|(_, moment)| *moment);
        merged.became_queue_default = merged.became_queue_default.max(other.became_queue_default);
        self.sets.sort_by_key(|set| set.became_queue_default);
    }
}

impl Set {
    fn ids(&self) -> impl ExactSizeIterator<Item = &BuildId> {
        self.build_ids.iter().map(|(build_id, _)| build_id)
    }

    fn default(&self) -> &BuildId {
        &self.build_ids[self.build_ids.len() - 1].0
    }
}
