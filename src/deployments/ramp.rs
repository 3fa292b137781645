//! Where a task queue directs what no version has yet: to the current version or, for the share that the ramp takes, to
//! the ramping one.

use super::{Deployments, RoutingConfig, RoutingCopy, TaskQueueVersions};
use crate::names::{BuildId, DeploymentName, TaskQueueName, TaskQueueType, WorkflowId};
use crate::percentage::Percentage;
use crate::version::WorkerDeploymentVersion;

/// A version to which a task queue directs tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The version; `None` for the unversioned workers.
    pub version: Option<WorkerDeploymentVersion>,
    /// The revision of the routing config that says so; 0 for the unversioned workers.
    pub revision_number: u64,
}

/// The ramp of a task queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskQueueRamp {
    /// Where it leads.
    pub to: Target,
    /// The share of workflows that it takes.
    pub percentage: Percentage,
}

/// Where a task queue of one type directs tasks, from what it knows of all deployments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskQueueRouting {
    /// The current version.
    pub current: Target,
    /// The ramp, if there is one.
    pub ramp: Option<TaskQueueRamp>,
}

/// The place of a workflow ID among all: at least 0 and less than 100. A ramp takes the places up to its percentage.
///
/// Source: `calcRampThreshold` of the server; live server, 385 IDs.
#[must_use]
pub fn place(workflow_id: &WorkflowId) -> f64 {
    let hash = fingerprint32(workflow_id.as_str().as_bytes());
    100.0 * (f64::from(hash) / (f64::from(u32::MAX) + 1.0))
}

/// farmhash's `Fingerprint32`. In a text of up to four bytes, the server takes each byte as a signed number, as Google's
/// implementation does, and the crate as an unsigned one.
///
/// Source: `farmhashmk::Hash32Len0to4`; live server.
fn fingerprint32(text: &[u8]) -> u32 {
    const C1: u32 = 0xcc9e_2d51;
    const C2: u32 = 0x1b87_3593;
    if text.len() > 4 {
        return farmhash::fingerprint32(text);
    }
    let mix = |value: u32, hash: u32| {
        let value = value.wrapping_mul(C1).rotate_right(17).wrapping_mul(C2);
        (hash ^ value).rotate_right(19).wrapping_mul(5).wrapping_add(0xe654_6b64)
    };
    let (mut sum, mut parity, mut length) = (0_u32, 9_u32, 0_u32);
    for byte in text {
        let signed = i32::from(byte.cast_signed()).cast_unsigned();
        sum = sum.wrapping_mul(C1).wrapping_add(signed);
        parity ^= sum;
        length += 1;
    }
    let mut hash = mix(sum, mix(length, parity));
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

impl TaskQueueRamp {
    /// Whether the ramp takes a place.
    fn takes(&self, place: f64) -> bool {
        place <= f64::from(self.percentage.get())
    }

    /// Where its share ends, if that is between none and all.
    fn end(&self) -> Option<f64> {
        let percentage = f64::from(self.percentage.get());
        (percentage > 0.0 && percentage < 100.0).then_some(percentage)
    }
}

impl TaskQueueRouting {
    /// Where a workflow goes whose ID has that place, and whether the ramp takes it there.
    ///
    /// Source: `FindTargetDeploymentVersionAndRevisionNumberForWorkflowID` of the server.
    pub(crate) fn at(&self, place: f64) -> (&Target, bool) {
        match &self.ramp {
            Some(ramp) if ramp.percentage.is_positive() && ramp.takes(place) => (&ramp.to, true),
            _ => (&self.current, false),
        }
    }

    /// Where a workflow goes.
    #[must_use]
    pub fn target(&self, workflow_id: &WorkflowId) -> &Target {
        self.at(place(workflow_id)).0
    }
}

impl Deployments {
    /// Where a task queue of one type directs tasks.
    ///
    /// A version counts only where its workers have polled the queue for that type. Of several deployments the one counts
    /// whose current version changed last, or whose ramp did; a version always stands before the unversioned workers.
    ///
    /// Source: live server; `CalculateTaskQueueVersioningInfo`.
    #[must_use]
    pub fn routing(
        &self,
        task_queue: &TaskQueueName,
        task_queue_type: TaskQueueType,
    ) -> TaskQueueRouting {
        let versions = self.task_queue(task_queue, task_queue_type);
        versions.map_or_else(TaskQueueRouting::default, of_versions)
    }
}

fn of_versions(versions: &TaskQueueVersions) -> TaskQueueRouting {
    let latest = |build_id: fn(&RoutingConfig) -> Option<&BuildId>,
                  changed: fn(&RoutingConfig) -> _| {
        let here = versions.iter().filter(|(_, copy)| {
            build_id(&copy.routing_config).is_some_and(|id| copy.members.contains(id))
        });
        here.max_by_key(|(_, copy)| changed(&copy.routing_config))
    };
    let current = latest(current, |config| config.current_version_changed);
    let ramping = latest(ramping, |config| config.ramping_version_percentage_changed);
    TaskQueueRouting {
        current: current.map_or_else(Target::default, |(name, copy)| {
            target(name, copy, copy.routing_config.current.as_ref())
        }),
        ramp: match ramping {
            Some((name, copy)) => copy.routing_config.ramp.as_ref().map(|ramp| TaskQueueRamp {
                to: target(name, copy, ramp.to.as_ref()),
                percentage: ramp.percentage,
            }),
            None => ramp_to_unversioned(versions),
        },
    }
}

/// The ramp to the unversioned workers, if the latest change of a ramp to no version has left one.
fn ramp_to_unversioned(versions: &TaskQueueVersions) -> Option<TaskQueueRamp> {
    let configs = versions.values().map(|copy| &copy.routing_config);
    let without_version = configs.filter(|config| ramping(config).is_none());
    let latest = without_version.max_by_key(|config| config.ramping_version_percentage_changed)?;
    let percentage = latest.ramp.as_ref()?.percentage;
    Some(TaskQueueRamp { to: Target::default(), percentage })
}

fn target(name: &DeploymentName, copy: &RoutingCopy, build_id: Option<&BuildId>) -> Target {
    let version = build_id.map(|id| WorkerDeploymentVersion::new(name.clone(), id.clone()));
    Target { version, revision_number: copy.routing_config.revision_number }
}

const fn current(config: &RoutingConfig) -> Option<&BuildId> {
    config.current.as_ref()
}

fn ramping(config: &RoutingConfig) -> Option<&BuildId> {
    config.ramp.as_ref().and_then(|ramp| ramp.to.as_ref())
}

/// Tasks of a task queue that a ramp may split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Population<'a> {
    /// Those of the workflow with this ID.
    Workflow(&'a WorkflowId),
    /// Those of workflows whose IDs are not known.
    Workflows,
    /// Those of no workflow. The server draws a number from 0 to 1 for each, and compares that with the percentage.
    ///
    /// Source: live server, Nexus tasks and standalone activities.
    NoWorkflow,
}

/// A part of a population that every ramp in question takes or leaves as one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Part {
    /// The place of one in it.
    pub(crate) place: f64,
    /// How many of a hundred it is.
    pub(crate) share: f64,
}

impl<'a> Population<'a> {
    /// The tasks of a workflow whose ID may not be known.
    pub(crate) fn of(workflow_id: Option<&'a WorkflowId>) -> Self {
        workflow_id.map_or(Self::Workflows, Self::Workflow)
    }
    /// The parts into which the ramps of those task queues divide it.
    pub(crate) fn parts<'r>(
        self,
        routings: impl IntoIterator<Item = &'r TaskQueueRouting>,
    ) -> Vec<Part> {
        let whole = match self {
            Self::Workflow(workflow_id) => {
                return vec![Part { place: place(workflow_id), share: 100.0 }];
            }
            Self::Workflows => 100.0,
            Self::NoWorkflow => 1.0,
        };
        let ramps = routings.into_iter().filter_map(|routing| routing.ramp.as_ref());
        let mut ends: Vec<f64> =
            ramps.filter_map(TaskQueueRamp::end).filter(|end| *end < whole).collect();
        ends.push(whole);
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        let mut start = 0.0;
        let part = |end| {
            let part =
                Part { place: f64::midpoint(start, end), share: 100.0 * (end - start) / whole };
            start = end;
            part
        };
        ends.into_iter().map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint32;

    /// Google's reference implementation (the C++ library, by its Python binding `pyfarmhash` 0.5.1), for the first letters of
    /// the alphabet repeated, at each length where the hash changes its way.
    #[test]
    fn the_hash_is_googles() {
        let text = |length: usize| "abcdefghijklmnopqrstuvwxyz".repeat(8)[..length].to_owned();
        for (length, expected) in [
            (0, 3_696_677_242),
            (1, 1_016_544_589),
            (2, 1_098_068_221),
            (3, 795_041_479),
            (4, 2_562_006_677),
            (5, 2_750_637_740),
            (12, 1_769_366_226),
            (13, 1_792_790_684),
            (24, 222_712_484),
            (25, 1_851_954_435),
            (64, 624_010_491),
            (200, 282_141_212),
        ] {
            assert_eq!(fingerprint32(text(length).as_bytes()), expected, "{length}");
        }
        for (text, expected) in [
            ("Ɔ", 1_335_695_236),
            ("é", 1_973_972_843),
            ("ƘR", 2_171_256_233),
            ("😀", 1_664_697_074),
            ("ÿÿ", 3_752_063_896),
            ("grüße", 481_165_221),
        ] {
            assert_eq!(fingerprint32(text.as_bytes()), expected, "{text}");
        }
    }
}
