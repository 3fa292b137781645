//! Where everything lands at one moment, and what each worker receives.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use super::{At, Difference, PlacedWorker, Rollout, RolloutLanding, RolloutSubject, Subject};
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::operation::Operation;
use crate::refusal::StatusCode;
use crate::routing::{self, PollOutcome, poll, resolve, resolve_untraced};
use crate::task::{Follows, Outcome, Reason, Resolution};
use crate::version::WorkerVersion;
use crate::version_sets::VersionSet;
use crate::vocabulary::by_field;

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
    /// For each subject of the rollout, in order, the index of its group in `groups`. New workflows come last that are on
    /// the task queue of an operation that is not in the document, if the document does not name the queue.
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
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename_all = "camelCase"))]
pub struct LandingGroup {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// Which workers get it.
    #[cfg_attr(feature = "schema", schemars(flatten))]
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
    /// How many they are: an entry for many workflows counts as many.
    pub count: u64,
}

/// What a worker receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkerState {
    /// What its polls bring.
    pub poll: Polling,
    /// How many of the document's subjects reach the worker: an entry for many workflows counts as many.
    pub count: u64,
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InvalidPoll {
    /// The poll is not valid.
    pub outcome: NotValid,
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The gRPC status.
    #[cfg_attr(feature = "schema", schemars(schema_with = "schema::invalid_argument"))]
    pub code: StatusCode,
    /// The server's message, verbatim.
    pub message: String,
}

/// The outcome of a poll that is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum NotValid {
    /// The poll is not valid.
    Invalid,
}

#[cfg(feature = "schema")]
mod schema {
    use crate::vocabulary::schema::constant;

    constant! { invalid_argument = "INVALID_ARGUMENT" }
}

impl Polling {
    /// What the polls of a worker bring.
    #[must_use]
    pub fn new(namespace: &Namespace, worker: &PlacedWorker) -> Self {
        match poll(namespace, &worker.task_queue, &worker.worker) {
            Ok(outcome) => Self::Valid(outcome),
            Err(error) => Self::Invalid(InvalidPoll {
                outcome: NotValid::Invalid,
                task_queue: worker.task_queue.clone(),
                code: error.status_code(),
                message: error.to_string(),
            }),
        }
    }

    /// Whether the worker receives what lands on its version: see [`PollOutcome::receives`].
    #[must_use]
    pub fn receives(&self) -> bool {
        self.outcome().is_some_and(PollOutcome::receives)
    }

    /// Whether the polls have the same result, apart from which build IDs the worker's set holds.
    #[must_use]
    pub fn brings_like(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Valid(PollOutcome::SetDefault { new_workflows, .. }),
                Self::Valid(PollOutcome::SetDefault { new_workflows: other, .. }),
            ) => new_workflows == other,
            _ => self == other,
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

/// For each subject, the first one that lands as it does, whatever the version sets are.
pub(super) fn alike(subjects: &[Subject]) -> Vec<usize> {
    let mut firsts: HashMap<_, _, FxBuildHasher> = HashMap::default();
    let mut alike = Vec::with_capacity(subjects.len());
    for (place, subject) in subjects.iter().enumerate() {
        alike.push(*firsts.entry(routing::alike(&subject.task)).or_insert(place));
    }
    alike
}

/// The indexes of the workers that receive something, by the queue that they poll and the build ID as which they do.
struct Receivers<'a>(HashMap<(&'a TaskQueueName, WorkerVersion), Vec<usize>, FxBuildHasher>);

impl<'a> Receivers<'a> {
    fn new(workers: &'a [PlacedWorker], polls: &[Polling]) -> Self {
        let mut receivers: HashMap<_, Vec<usize>, _> = HashMap::default();
        for (place, (PlacedWorker { task_queue, worker, .. }, poll)) in
            workers.iter().zip(polls).enumerate()
        {
            if poll.receives() {
                receivers.entry((task_queue, worker.version())).or_default().push(place);
            }
        }
        Self(receivers)
    }

    fn of(&self, task_queue: &TaskQueueName, outcome: &Outcome) -> Vec<usize> {
        let of = |version: &WorkerVersion| self.0.get(&(task_queue, version.clone()));
        let mut receivers: Vec<usize> =
            outcome.versions().filter_map(of).flatten().copied().collect();
        if matches!(outcome, Outcome::Split(_)) {
            receivers.sort_unstable();
        }
        receivers
    }
}

impl Situation {
    /// Returns the situation in a namespace.
    #[must_use]
    pub fn new(namespace: &Namespace, subjects: &[Subject], workers: &[PlacedWorker]) -> Self {
        Self::of_alike(namespace, subjects, &alike(subjects), workers, None)
    }

    /// Returns the situation in a namespace, given which subjects land [`alike`].
    ///
    /// Given also the situation of the same subjects and workers in another namespace, it takes from there what is of task
    /// queues of which both hold the same: a step changes few.
    pub(super) fn of_alike(
        namespace: &Namespace,
        subjects: &[Subject],
        alike: &[usize],
        workers: &[PlacedWorker],
        known: Option<(&Namespace, &Self)>,
    ) -> Self {
        let is_known: Vec<bool> = known.map_or_else(Vec::new, |(other, situation)| {
            let queues = situation.task_queues.iter();
            queues.map(|queue| namespace.holds_alike(other, &queue.task_queue)).collect()
        });
        let known_for = |task_queue: &TaskQueueName| {
            let (_, situation) = known?;
            let place =
                situation.task_queues.binary_search_by(|queue| queue.task_queue.cmp(task_queue));
            is_known[place.ok()?].then_some(situation)
        };
        let poll = |(place, worker): (usize, &PlacedWorker)| match known_for(&worker.task_queue) {
            Some(known) => known.workers[place].poll.clone(),
            None => Polling::new(namespace, worker),
        };
        let polls: Vec<Polling> = workers.iter().enumerate().map(poll).collect();
        let receivers = Receivers::new(workers, &polls);
        let mut groups: Vec<LandingGroup> = Vec::new();
        let mut places: HashMap<_, _, FxBuildHasher> = HashMap::default();
        let mut places_of_known = vec![None; known.map_or(0, |(_, known)| known.groups.len())];
        let mut group_of: Vec<usize> = Vec::with_capacity(subjects.len());
        for (place, (subject, first)) in subjects.iter().zip(alike).enumerate() {
            let place = group_of.get(*first).copied().unwrap_or_else(|| {
                if let Some(known) = known_for(subject.task.task_queue()) {
                    let group = known.subjects[place];
                    return *places_of_known[group].get_or_insert_with(|| {
                        groups.push(LandingGroup { count: 0, ..known.groups[group].clone() });
                        groups.len() - 1
                    });
                }
                let Resolution { task_queue, outcome, reason, follows, .. } =
                    resolve_untraced(namespace, &subject.task);
                let key = (task_queue.clone(), outcome.clone(), reason, follows.clone());
                *places.entry(key).or_insert_with(|| {
                    let workers = receivers.of(&task_queue, &outcome);
                    let waits = workers.is_empty() && needs_worker(reason);
                    let group = LandingGroup {
                        task_queue,
                        outcome,
                        reason,
                        follows,
                        workers,
                        waits,
                        count: 0,
                    };
                    groups.push(group);
                    groups.len() - 1
                })
            });
            groups[place].count += u64::from(subject.count);
            group_of.push(place);
        }
        let mut names = BTreeSet::new();
        let mut workers: Vec<WorkerState> =
            polls.into_iter().map(|poll| WorkerState { poll, count: 0 }).collect();
        for group in &groups {
            names.insert(&group.task_queue);
            for worker in &group.workers {
                workers[*worker].count += group.count;
            }
        }
        let queue = |name: &TaskQueueName| QueueState {
            task_queue: name.clone(),
            version_sets: namespace.sets(name).iter().map(SetState::from).collect(),
        };
        let task_queues = names.into_iter().map(queue).collect();
        Self { task_queues, groups, subjects: group_of, workers }
    }

    /// Where a subject lands, by its index in the rollout's list of subjects.
    #[must_use]
    pub fn landing(&self, subject: usize) -> &LandingGroup {
        &self.groups[self.subjects[subject]]
    }
}

const fn needs_worker(reason: Reason) -> bool {
    !matches!(
        reason,
        Reason::CrossQueueRejected
            | Reason::VersionNotPresent
            | Reason::DrainedVersion
            | Reason::EagerActivity
            | Reason::EagerWorkflowStart
    )
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

/// Written by hand for the same reason as [`Resolution`]: a situation has many groups.
impl Serialize for LandingGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("LandingGroup", 9)?;
        fields.serialize_field("taskQueue", &self.task_queue)?;
        self.outcome.serialize_fields(&mut fields)?;
        fields.serialize_field("reason", &self.reason)?;
        fields.serialize_field("follows", &self.follows)?;
        fields.serialize_field("workers", &self.workers)?;
        fields.serialize_field("waits", &self.waits)?;
        fields.serialize_field("count", &self.count)?;
        fields.end()
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
        self.situation_at(&At { after: step, operation: None })
    }

    /// Where everything lands at a moment, and what each worker receives.
    #[must_use]
    pub fn situation_at(&self, at: &At) -> Situation {
        let subjects = self.subjects_at(&[at]);
        let [situation] = self.situations(&subjects, [at]);
        situation
    }

    /// What differs between two moments.
    #[must_use]
    pub fn difference(&self, before: &At, after: &At) -> Difference {
        let subjects = self.subjects_at(&[before, after]);
        let [before, after] = self.situations(&subjects, [before, after]);
        let mut difference = Difference::new(&before, &after);
        difference.count(&subjects);
        difference
    }

    pub(crate) fn subjects_at(&self, moments: &[&At]) -> Cow<'_, [Subject]> {
        let operations: Vec<_> = moments.iter().filter_map(|at| at.operation.as_ref()).collect();
        self.subjects_with(&operations)
    }

    fn situations<const N: usize>(
        &self,
        subjects: &[Subject],
        moments: [&At; N],
    ) -> [Situation; N] {
        let alike = self.alike_of(subjects);
        moments.map(|at| {
            Situation::of_alike(&self.namespace_at(at), subjects, &alike, self.workers(), None)
        })
    }

    /// Which subjects land [`alike`], of which the first are those of the rollout.
    pub(super) fn alike_of(&self, subjects: &[Subject]) -> Vec<usize> {
        let mut alike = self.landing.alike.clone();
        alike.extend(alike.len()..subjects.len());
        alike
    }

    /// The subjects and, after them, new workflows on those of the operations' task queues that the document does not
    /// name.
    pub(crate) fn subjects_with(&self, operations: &[&Operation]) -> Cow<'_, [Subject]> {
        let mut subjects = Cow::Borrowed(self.subjects());
        for task_queue in operations.iter().flat_map(|operation| operation.task_queues()) {
            let new = Subject::new_workflows(task_queue);
            // An operation on a queue that cannot exist is refused.
            if task_queue.check().is_ok() && subjects.iter().all(|known| known.what != new.what) {
                subjects.to_mut().push(new);
            }
        }
        subjects
    }

    /// Where everything lands in a namespace, and why, in the order of [`Self::subjects`].
    #[must_use]
    pub fn landings_in(&self, namespace: &Namespace) -> Vec<RolloutLanding> {
        let workers = self.workers();
        let polls: Vec<_> = workers.iter().map(|worker| Polling::new(namespace, worker)).collect();
        let receivers = Receivers::new(workers, &polls);
        let of_subject = |subject: &Subject| {
            let landing = resolve(namespace, &subject.task);
            let workers = receivers.of(&landing.task_queue, &landing.outcome);
            self.landing(subject.what.clone(), landing, workers)
        };
        self.subjects().iter().map(of_subject).collect()
    }

    /// Where something in the rollout lands in a namespace, and why; `None` if the rollout does not have it.
    #[must_use]
    pub fn why(&self, what: &RolloutSubject, namespace: &Namespace) -> Option<RolloutLanding> {
        let subject = match what {
            RolloutSubject::NewWorkflows { task_queue } => {
                let is_named = self.subjects().iter().any(|subject| subject.what == *what);
                // An operation that is not in the document can be for a queue that it does not name.
                let is_known = is_named || namespace.version_sets(task_queue).is_some();
                is_known.then(|| Subject::new_workflows(task_queue))?
            }
            RolloutSubject::Workflow { workflow, command } => {
                self.subject(workflow, command.as_ref())?
            }
        };
        Some(self.landing_of(subject, namespace))
    }

    /// Where a subject lands in a namespace, and which of the document's workers receive it.
    pub(super) fn landing_of(&self, subject: Subject, namespace: &Namespace) -> RolloutLanding {
        let landing = resolve(namespace, &subject.task);
        let is_receiver = |worker: &PlacedWorker| {
            worker.task_queue == landing.task_queue
                && landing.outcome.version() == Some(&worker.worker.version())
                && Polling::new(namespace, worker).receives()
        };
        let workers = self.workers().iter().enumerate();
        let workers: Vec<usize> =
            workers.filter(|(_, worker)| is_receiver(worker)).map(|(place, _)| place).collect();
        self.landing(subject.what, landing, workers)
    }
}
