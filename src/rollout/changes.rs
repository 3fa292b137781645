//! What differs between two rollouts, or between two moments of one. Things are matched by name, because the documents
//! may differ.

use std::collections::VecDeque;

use serde::Serialize;

use super::document::{ListedSet, PlacedWorker};
use super::situation::Polling;
use super::{Rollout, RolloutLanding, RolloutSubject};
use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::task::Resolution;
use crate::version_sets::VersionSet;

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
        let landings = |rollout: &Rollout, namespace| {
            let landings = rollout.landings_in(namespace).into_iter();
            landings.map(|RolloutLanding { subject, landing, .. }| (subject, landing)).collect()
        };
        let (landed, lands) = (landings(before, &from), landings(after, &to));
        Self {
            task_queues: differing(before.sets_in(&from), after.sets_in(&to), PartialEq::eq)
                .into_iter()
                .map(|(task_queue, before, after)| QueueChange { task_queue, before, after })
                .collect(),
            landings: differing(landed, lands, Resolution::lands_like)
                .into_iter()
                .map(|(subject, before, after)| LandingChange { subject, before, after })
                .collect(),
            workers: differing(before.polls_in(&from), after.polls_in(&to), Polling::brings_like)
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

/// Returns the keys whose values are not alike or that are on only one side, with the value on each side. A key may occur
/// several times.
fn differing<K: PartialEq, V>(
    before: Vec<(K, V)>,
    after: Vec<(K, V)>,
    is_alike: fn(&V, &V) -> bool,
) -> Vec<(K, Option<V>, Option<V>)> {
    let mut after = VecDeque::from(after);
    let mut found = Vec::new();
    for (key, was) in before {
        // Usually both sides are in the same order.
        let place = after.iter().position(|(other, _)| *other == key);
        match place.and_then(|place| after.remove(place)) {
            None => found.push((key, Some(was), None)),
            Some((_, is)) if is_alike(&was, &is) => {}
            Some((_, is)) => found.push((key, Some(was), Some(is))),
        }
    }
    found.extend(after.into_iter().map(|(key, is)| (key, None, Some(is))));
    found
}

impl Rollout {
    /// The version sets of the task queues that the document describes, in its order, then of other versioned queues.
    fn sets_in(&self, namespace: &Namespace) -> Vec<(TaskQueueName, Vec<ListedSet>)> {
        let described: Vec<&TaskQueueName> =
            self.document.task_queues.iter().map(|queue| &queue.task_queue).collect();
        let others = namespace.task_queues().filter(|name| !described.contains(name));
        let of_queue = |name: &TaskQueueName| {
            let listed =
                |set: &VersionSet| ListedSet { build_ids: set.build_ids().cloned().collect() };
            (name.clone(), namespace.sets(name).iter().map(listed).collect())
        };
        described.iter().copied().chain(others).map(of_queue).collect()
    }

    fn polls_in(&self, namespace: &Namespace) -> Vec<(PlacedWorker, Polling)> {
        let polls = self.workers().iter().map(|worker| Polling::new(namespace, worker));
        self.workers().iter().cloned().zip(polls).collect()
    }
}
