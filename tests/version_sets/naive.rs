//! A second model, straight from the definition: every build ID has the moment it last became its set's
//! default, every set the moment it last became the queue default, and whatever is shown is sorted by that.
//! It shares no code with the engine and knows no positions.

use std::collections::BTreeMap;

use worker_versioning::version_sets::BuildIdOperation;

#[derive(Debug, Clone, Default)]
pub struct NaiveQueue {
    now: u32,
    /// Build ID → its set, and when it last became that set's default.
    build_ids: BTreeMap<String, (u32, u32)>,
    /// Set → when it last became the queue default.
    sets: BTreeMap<u32, u32>,
}

impl NaiveQueue {
    pub fn apply(
        &mut self,
        operation: &BuildIdOperation,
        sets_limit: usize,
        build_ids_limit: usize,
    ) -> Result<(), String> {
        let mut next = self.clone();
        next.now += 1;
        next.change(operation)?;
        if next.sets.len() > sets_limit {
            return Err(format!(
                "FAILED_PRECONDITION: update would exceed number of compatible version sets permitted in namespace dynamic config ({}/{sets_limit})",
                next.sets.len()
            ));
        }
        if next.build_ids.len() > build_ids_limit {
            return Err(format!(
                "FAILED_PRECONDITION: update would exceed number of build IDs permitted in namespace dynamic config ({}/{build_ids_limit})",
                next.build_ids.len()
            ));
        }
        *self = next;
        Ok(())
    }

    pub fn shown(&self) -> String {
        let mut sets: Vec<_> = self.sets.iter().collect();
        sets.sort_by_key(|(_, moment)| **moment);
        let texts: Vec<_> =
            sets.iter().map(|(set, _)| format!("[{}]", self.members(**set).join(" "))).collect();
        texts.join(" ")
    }

    fn members(&self, set: u32) -> Vec<String> {
        let mut members: Vec<_> = self.build_ids.iter().filter(|(_, (of, _))| *of == set).collect();
        members.sort_by_key(|(_, (_, moment))| *moment);
        members.into_iter().map(|(build_id, _)| build_id.clone()).collect()
    }

    fn set_of(&self, build_id: &str) -> Option<u32> {
        self.build_ids.get(build_id).map(|(set, _)| *set)
    }

    fn is_set_default(&self, build_id: &str) -> bool {
        let set = self.set_of(build_id).expect("a known build ID");
        self.members(set).last().map(String::as_str) == Some(build_id)
    }

    fn is_queue_default(&self, set: u32) -> bool {
        self.sets.values().all(|moment| *moment <= self.sets[&set])
    }

    fn change(&mut self, operation: &BuildIdOperation) -> Result<(), String> {
        let now = self.now;
        match operation {
            BuildIdOperation::AddNewIdInNewDefaultSet { build_id } => {
                let build_id = build_id.as_str();
                if let Some(set) = self.set_of(build_id) {
                    if self.is_queue_default(set) && self.members(set).len() == 1 {
                        return Ok(());
                    }
                    return Err(format!("INVALID_ARGUMENT: version {build_id} already exists"));
                }
                self.sets.insert(now, now);
                self.build_ids.insert(build_id.to_owned(), (now, now));
            }
            BuildIdOperation::AddNewCompatibleVersion {
                build_id,
                existing_compatible_build_id,
                promote_set,
            } => {
                let (build_id, existing) =
                    (build_id.as_str(), existing_compatible_build_id.as_str());
                let Some(set) = self.set_of(existing) else {
                    return Err(format!(
                        "NOT_FOUND: targeted compatible_version {existing} not found"
                    ));
                };
                match self.set_of(build_id) {
                    Some(other) if other != set => {
                        return Err(format!(
                            "INVALID_ARGUMENT: {build_id} requested to be made compatible with {existing} but both versions exist and are incompatible"
                        ));
                    }
                    Some(_) if *promote_set && !self.is_queue_default(set) => {
                        return Err(format!(
                            "INVALID_ARGUMENT: version {build_id} already exists and is not default for queue"
                        ));
                    }
                    Some(_) if !self.is_set_default(build_id) => {
                        return Err(format!(
                            "INVALID_ARGUMENT: version {build_id} already exists and is not default in set"
                        ));
                    }
                    Some(_) => {}
                    None => {
                        self.build_ids.insert(build_id.to_owned(), (set, now));
                        if *promote_set {
                            self.sets.insert(set, now);
                        }
                    }
                }
            }
            BuildIdOperation::PromoteSetByBuildId { build_id } => {
                let set = self
                    .set_of(build_id.as_str())
                    .ok_or(format!("NOT_FOUND: targeted version {build_id} not found"))?;
                if !self.is_queue_default(set) {
                    self.sets.insert(set, now);
                }
            }
            BuildIdOperation::PromoteBuildIdWithinSet { build_id } => {
                let set = self
                    .set_of(build_id.as_str())
                    .ok_or(format!("NOT_FOUND: targeted version {build_id} not found"))?;
                if !self.is_set_default(build_id.as_str()) {
                    self.build_ids.insert(build_id.as_str().to_owned(), (set, now));
                }
            }
            BuildIdOperation::MergeSets {
                primary_build_id: primary,
                secondary_build_id: secondary,
            } => {
                let primary = self
                    .set_of(primary.as_str())
                    .ok_or(format!("NOT_FOUND: targeted primary version {primary} not found"))?;
                let secondary = self.set_of(secondary.as_str()).ok_or(format!(
                    "NOT_FOUND: targeted secondary version {secondary} not found"
                ))?;
                if primary == secondary {
                    return Ok(());
                }
                let default = self.members(primary).pop().expect("a set has members");
                self.build_ids.insert(default, (primary, now));
                for (set, _) in self.build_ids.values_mut().filter(|(set, _)| *set == secondary) {
                    *set = primary;
                }
                let moment = self.sets.remove(&secondary).expect("a set that is there");
                let later = self.sets[&primary].max(moment);
                self.sets.insert(primary, later);
            }
        }
        Ok(())
    }
}
