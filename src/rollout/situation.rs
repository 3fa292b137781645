//! Where everything lands at one moment, and what each worker receives.

use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use super::{PlacedWorker, Rollout, RolloutLanding, RolloutSubject, Subject};
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::refusal::StatusCode;
use crate::routing::{PollError, PollOutcome, poll, receives, resolve, resolve_untraced};
use crate::task::{Follows, Outcome, Reason, Resolution, Task};
use crate::version::WorkerVersion;
use crate::version_sets::{VersionSet, VersionSets};
use crate::vocabulary::{by_field, tagged};

/// Where everything lands at one moment, and what each worker receives. What lands alike forms one group, so that a
/// screen can show it; [`Rollout::why`] gives the rules behind a landing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Situation {
    /// The version sets of every task queue on which something lands, in the order of the queues' names.
    pub task_queues: Vec<QueueState>,
    /// The groups of what lands alike, in the order of the first subject of each.
    pub groups: Vec<LandingGroup>,
    /// For each subject of the rollout, in order, the index of its group in `groups`.
    pub subjects: Vec<usize>,
    /// For each worker of the document, in order, what it receives.
    pub workers: Vec<WorkerState>,
}

/// The version sets of a task queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueueState {
    /// The name of the task queue.
    pub task_queue: TaskQueueName,
    /// Its version sets, the queue default last; empty if it is unversioned.
    pub version_sets: Vec<SetState>,
}

/// A version set of a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SetState {
    /// Identifies the set while the order of its build IDs changes: its oldest build ID or, after a merge, that of the
    /// primary set.
    pub id: BuildId,
    /// The build IDs in order, the set default last.
    pub build_ids: Vec<BuildId>,
    /// True if a merge after an import left the order of the build IDs other than the default a guess.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::vocabulary::schema::only_true"))]
    pub order_is_guess: bool,
}

/// Everything that lands alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LandingGroup {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// Which workers get it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The rule that decided.
    pub reason: Reason,
    /// Which default of the task queue it follows.
    pub follows: Follows,
    /// The indexes, in the document's `workers`, of the workers that receive it.
    pub workers: Vec<usize>,
    /// Whether it waits because none of the document's workers receives it. A command that the server refuses does not
    /// wait; nor does an eager activity, which goes to the worker that asks for it.
    pub waits: bool,
    /// The number of subjects in the group.
    pub count: usize,
}

/// What a worker receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerState {
    /// What its polls bring.
    pub poll: Polling,
    /// The number of the document's subjects that reach the worker.
    pub count: usize,
}

by_field! {
    /// What the polls of a worker bring, or why they are not valid.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Polling {
        /// The polls are valid.
        #[serde(rename = "reason")]
        Valid(PollOutcome),
        /// The polls are not valid.
        #[serde(rename = "code")]
        Invalid(InvalidPoll),
    }
}

/// A poll that the server would refuse as invalid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename = "invalid", rename_all = "camelCase", from = "InvalidPollFields")]
pub struct InvalidPoll {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The gRPC status.
    pub code: StatusCode,
    /// The server's message, verbatim.
    pub message: String,
}

tagged! {
    #[tag("outcome")]
    /// A poll that the server would refuse as invalid.
    #[cfg_attr(feature = "schema", schemars(rename = "InvalidPoll"))]
    enum InvalidPollFields {
        /// The poll is not valid.
        Invalid {
            /// The task queue.
            task_queue: TaskQueueName,
            /// The gRPC status.
            #[cfg_attr(feature = "schema", schemars(schema_with = "schema::invalid_argument"))]
            code: StatusCode,
            /// The server's message, verbatim.
            message: String,
        },
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{InvalidPoll, InvalidPollFields};
    use crate::vocabulary::schema::{constant, schema_of};

    schema_of!(InvalidPoll, InvalidPollFields);
    constant! { invalid_argument = "INVALID_ARGUMENT" }
}

impl From<InvalidPollFields> for InvalidPoll {
    fn from(fields: InvalidPollFields) -> Self {
        let InvalidPollFields::Invalid { task_queue, code, message } = fields;
        Self { task_queue, code, message }
    }
}

impl Polling {
    /// What the polls of a worker bring.
    #[must_use]
    pub fn new(namespace: &Namespace, worker: &PlacedWorker) -> Self {
        Self::from_poll(poll(namespace, &worker.task_queue, &worker.worker), &worker.task_queue)
    }

    pub(super) fn from_poll(
        polled: Result<PollOutcome, PollError>,
        task_queue: &TaskQueueName,
    ) -> Self {
        match polled {
            Ok(outcome) => Self::Valid(outcome),
            Err(error) => Self::Invalid(InvalidPoll {
                task_queue: task_queue.clone(),
                code: error.status_code(),
                message: error.to_string(),
            }),
        }
    }

    /// The outcome of a valid poll.
    #[must_use]
    pub const fn outcome(&self) -> Option<&PollOutcome> {
        match self {
            Self::Valid(outcome) => Some(outcome),
            Self::Invalid(_) => None,
        }
    }

    /// The newer build ID, if the polls are refused because it is the default of the worker's set.
    #[must_use]
    pub const fn superseded_by(&self) -> Option<&BuildId> {
        match self {
            Self::Valid(PollOutcome::Superseded { newer_build_id, .. }) => Some(newer_build_id),
            _ => None,
        }
    }
}

/// The workers whose polls are not refused, by task queue and version.
struct Receivers(BTreeMap<(TaskQueueName, WorkerVersion), Vec<usize>>);

impl Receivers {
    fn new(namespace: &Namespace, workers: &[PlacedWorker]) -> (Self, Vec<Polling>) {
        let mut receivers: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut polls = Vec::with_capacity(workers.len());
        for (place, PlacedWorker { task_queue, worker, .. }) in workers.iter().enumerate() {
            let polled = poll(namespace, task_queue, worker);
            if receives(&polled) {
                receivers.entry((task_queue.clone(), worker.version())).or_default().push(place);
            }
            polls.push(Polling::from_poll(polled, task_queue));
        }
        (Self(receivers), polls)
    }

    fn of(&self, task_queue: &TaskQueueName, outcome: &Outcome) -> Vec<usize> {
        let key = outcome.version().map(|version| (task_queue.clone(), version.clone()));
        key.and_then(|key| self.0.get(&key)).cloned().unwrap_or_default()
    }
}

impl Situation {
    /// Returns the situation in a namespace.
    #[must_use]
    pub fn new(namespace: &Namespace, subjects: &[Subject], workers: &[PlacedWorker]) -> Self {
        let (receivers, polls) = Receivers::new(namespace, workers);
        let mut groups: Vec<LandingGroup> = Vec::new();
        let mut places = Places::default();
        let mut group_of = Vec::with_capacity(subjects.len());
        let mut task_queues = BTreeMap::new();
        for subject in subjects {
            let Resolution { task_queue, outcome, reason, follows, .. } =
                resolve_untraced(namespace, &subject.task);
            let key = (task_queue, outcome, reason, follows);
            let place =
                *places.entry(key).or_insert_with_key(|(task_queue, outcome, reason, follows)| {
                    let workers = receivers.of(task_queue, outcome);
                    groups.push(LandingGroup {
                        task_queue: task_queue.clone(),
                        outcome: outcome.clone(),
                        reason: *reason,
                        follows: follows.clone(),
                        waits: workers.is_empty() && needs_worker(*reason),
                        workers,
                        count: 0,
                    });
                    groups.len() - 1
                });
            groups[place].count += 1;
            group_of.push(place);
        }
        for group in &groups {
            let sets = || sets_of(namespace, &group.task_queue);
            task_queues.entry(&group.task_queue).or_insert_with(sets);
        }
        let task_queues = task_queues
            .into_iter()
            .map(|(name, version_sets)| QueueState { task_queue: name.clone(), version_sets })
            .collect();
        let mut workers: Vec<WorkerState> =
            polls.into_iter().map(|poll| WorkerState { poll, count: 0 }).collect();
        for group in &groups {
            for worker in &group.workers {
                workers[*worker].count += group.count;
            }
        }
        Self { task_queues, groups, subjects: group_of, workers }
    }

    /// Where a subject lands, by its index in the rollout's list of subjects.
    #[must_use]
    pub fn landing(&self, subject: usize) -> &LandingGroup {
        &self.groups[self.subjects[subject]]
    }
}

/// The index of each group, by what identifies it. The map's order has no effect.
type Places = HashMap<(TaskQueueName, Outcome, Reason, Follows), usize, FxBuildHasher>;

const fn needs_worker(reason: Reason) -> bool {
    !matches!(reason, Reason::CrossQueueRejected | Reason::EagerActivity)
}

fn sets_of(namespace: &Namespace, task_queue: &TaskQueueName) -> Vec<SetState> {
    let sets = namespace.version_sets(task_queue).map_or(&[][..], VersionSets::sets);
    sets.iter().map(SetState::from).collect()
}

impl From<&VersionSet> for SetState {
    fn from(set: &VersionSet) -> Self {
        Self {
            id: set.id().clone(),
            build_ids: set.build_ids().cloned().collect(),
            order_is_guess: set.order_is_guess(),
        }
    }
}

impl LandingGroup {
    /// Whether the same workers get it.
    #[must_use]
    pub fn lands_like(&self, other: &Self) -> bool {
        self.task_queue == other.task_queue && self.outcome == other.outcome
    }
}

impl Rollout {
    /// Where everything lands after a step, and what each worker receives.
    #[must_use]
    pub fn situation(&self, step: usize) -> Situation {
        self.situation_in(&self.namespace_after(step))
    }

    /// Where everything lands in a namespace.
    #[must_use]
    pub fn situation_in(&self, namespace: &Namespace) -> Situation {
        Situation::new(namespace, &self.subjects, self.workers())
    }

    /// Where everything lands in a namespace, and why, in the order of [`Self::subjects`].
    #[must_use]
    pub fn landings_in(&self, namespace: &Namespace) -> Vec<RolloutLanding> {
        let (receivers, _) = Receivers::new(namespace, self.workers());
        let of_subject = |subject: &Subject| {
            let landing = resolve(namespace, &subject.task);
            let workers = receivers.of(&landing.task_queue, &landing.outcome);
            RolloutLanding { subject: subject.what.clone(), landing, workers }
        };
        self.subjects.iter().map(of_subject).collect()
    }

    /// Where something in the rollout lands in a namespace, and why; `None` if the rollout does not have it.
    #[must_use]
    pub fn why(&self, what: &RolloutSubject, namespace: &Namespace) -> Option<RolloutLanding> {
        let Subject { what: subject, task } = match what {
            RolloutSubject::NewWorkflows { .. } => {
                self.subjects.iter().find(|subject| subject.what == *what)?.clone()
            }
            RolloutSubject::Workflow { workflow, command } => {
                self.subject(workflow, command.as_ref())?
            }
        };
        let (landing, workers) = self.receive(namespace, &task);
        Some(RolloutLanding { subject, landing, workers })
    }

    /// Where a task lands in a namespace, and which of the document's workers receive it.
    pub(super) fn receive(&self, namespace: &Namespace, task: &Task) -> (Resolution, Vec<usize>) {
        let landing = resolve(namespace, task);
        let receives_it = |worker: &PlacedWorker| {
            worker.task_queue == landing.task_queue
                && landing.outcome.version() == Some(&worker.worker.version())
                && receives(&poll(namespace, &worker.task_queue, &worker.worker))
        };
        let workers = self.workers().iter().enumerate();
        let workers =
            workers.filter(|(_, worker)| receives_it(worker)).map(|(place, _)| place).collect();
        (landing, workers)
    }
}
