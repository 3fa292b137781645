//! What differs between two rollouts, or between two moments of one. Things are matched by name, because the documents
//! may differ.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::document::{ListedSet, PlacedWorker};
use super::situation::Polling;
use super::{Rollout, RolloutLanding, RolloutSubject};
use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::routing::PollOutcome;
use crate::task::Resolution;
use crate::version_sets::VersionSets;

/// What differs between two rollouts at two moments. If something exists on only one side, the other side is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// The task queues whose version sets differ.
    pub task_queues: Vec<QueueChange>,
    /// What lands elsewhere.
    pub landings: Vec<LandingChange>,
    /// The workers whose polls have another result.
    pub workers: Vec<PollChange>,
}

/// The version sets of a task queue, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueueChange {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// Its version sets before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Vec<ListedSet>>,
    /// Its version sets after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Vec<ListedSet>>,
}

/// Where something lands, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LandingChange {
    /// What lands.
    #[serde(flatten)]
    pub subject: RolloutSubject,
    /// Where it lands before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Resolution>,
    /// Where it lands after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Resolution>,
}

/// What the polls of a worker bring, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PollChange {
    /// The worker.
    pub worker: PlacedWorker,
    /// What its polls bring before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Polling>,
    /// What its polls bring after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Polling>,
}

impl Changes {
    /// Returns what differs between this rollout after one step and another rollout, or the same one, after another
    /// step.
    #[must_use]
    pub fn new((before, from): (&Rollout, usize), (after, to): (&Rollout, usize)) -> Self {
        let (from, to) = (before.namespace_after(from), after.namespace_after(to));
        let task_queues = differing(before.sets_in(&from), after.sets_in(&to), |was, is| was != is);
        let landings = differing(
            before.landings_in(&from).into_iter().map(of_subject),
            after.landings_in(&to).into_iter().map(of_subject),
            |was, is| !was.lands_like(is),
        );
        let workers =
            differing(before.polls_in(&from), after.polls_in(&to), |was, is| !was.brings_like(is));
        Self {
            task_queues: task_queues
                .into_iter()
                .map(|(task_queue, before, after)| QueueChange { task_queue, before, after })
                .collect(),
            landings: landings
                .into_iter()
                .map(|(subject, before, after)| LandingChange { subject, before, after })
                .collect(),
            workers: workers
                .into_iter()
                .map(|(worker, before, after)| PollChange { worker, before, after })
                .collect(),
        }
    }

    /// Whether nothing differs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.task_queues.is_empty() && self.landings.is_empty() && self.workers.is_empty()
    }
}

fn of_subject(landing: RolloutLanding) -> (RolloutSubject, Resolution) {
    (landing.subject, landing.landing)
}

/// A key with its value on each side.
type Sides<K, V> = (K, Option<V>, Option<V>);

/// Returns the keys whose values differ or that are on only one side. A key may occur several times.
fn differing<K: Ord + Clone, V>(
    before: impl IntoIterator<Item = (K, V)>,
    after: impl IntoIterator<Item = (K, V)>,
    differs: impl Fn(&V, &V) -> bool,
) -> Vec<Sides<K, V>> {
    let mut rest: Vec<Option<(K, V)>> = after.into_iter().map(Some).collect();
    let mut places: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (place, (key, _)) in rest.iter().flatten().enumerate() {
        places.entry(key.clone()).or_default().push_back(place);
    }
    let mut found: Vec<Sides<K, V>> = Vec::new();
    for (key, was) in before {
        let place = places.get_mut(&key).and_then(VecDeque::pop_front);
        match place.and_then(|place| rest[place].take()) {
            None => found.push((key, Some(was), None)),
            Some((_, is)) if differs(&was, &is) => found.push((key, Some(was), Some(is))),
            Some(_) => {}
        }
    }
    found.extend(rest.into_iter().flatten().map(|(key, is)| (key, None, Some(is))));
    found
}

impl Rollout {
    /// The version sets of the task queues that the document describes, in its order, then of other versioned queues.
    fn sets_in(&self, namespace: &Namespace) -> Vec<(TaskQueueName, Vec<ListedSet>)> {
        let described: Vec<&TaskQueueName> =
            self.document.task_queues.iter().map(|queue| &queue.task_queue).collect();
        let others = namespace.task_queues().filter(|name| !described.contains(name));
        let names: Vec<&TaskQueueName> = described.iter().copied().chain(others).collect();
        let of_queue = |name: &TaskQueueName| {
            let sets = namespace.version_sets(name).map_or(&[][..], VersionSets::sets);
            let listed =
                sets.iter().map(|set| ListedSet { build_ids: set.build_ids().cloned().collect() });
            (name.clone(), listed.collect())
        };
        names.into_iter().map(of_queue).collect()
    }

    fn polls_in(&self, namespace: &Namespace) -> Vec<(PlacedWorker, Polling)> {
        let polls = self.workers().iter().map(|worker| Polling::new(namespace, worker));
        self.workers().iter().cloned().zip(polls).collect()
    }
}

impl Polling {
    /// Whether the polls have the same result, apart from which build IDs the worker's set holds.
    fn brings_like(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Valid(PollOutcome::SetDefault { new_workflows, .. }),
                Self::Valid(PollOutcome::SetDefault { new_workflows: other, .. }),
            ) => new_workflows == other,
            _ => self == other,
        }
    }
}
