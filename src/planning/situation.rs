use crate::model::{BuildId, Namespace};
use crate::reachability::WorkerVersion;
use crate::rollout::{PlacedWorker, Subject, receives};
use crate::routing::{Outcome, PollError, PollOutcome, Reason, RefusedCommand, poll, resolve};

/// Where everything lands at one time, and what each worker gets of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// For each subject, where it lands.
    pub landings: Vec<Landing>,
    /// For each worker, what it gets.
    pub duties: Vec<Duty>,
}

/// Where a subject lands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    /// Who gets it. The queue is that of the subject's task.
    pub recipient: Recipient,
    /// The rule that decided.
    pub reason: Reason,
    /// The workers that receive it, as places among the workers, from 0.
    pub workers: Vec<usize>,
}

/// Who gets a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// Versioned workers of a build ID.
    BuildId(BuildId),
    /// Unversioned workers.
    Unversioned,
    /// Nobody: the server refuses the command.
    Rejected(RefusedCommand),
}

/// What a worker gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// What its polls bring.
    pub poll: Result<PollOutcome, PollError>,
    /// What of the subjects reaches it, as places among the subjects, from 0.
    pub subjects: Vec<usize>,
}

impl Situation {
    /// The situation in a namespace.
    #[must_use]
    pub fn of(namespace: &Namespace, subjects: &[Subject], workers: &[PlacedWorker]) -> Self {
        let mut duties: Vec<Duty> = workers
            .iter()
            .map(|placed| Duty {
                poll: poll(namespace, &placed.task_queue, &placed.worker),
                subjects: Vec::new(),
            })
            .collect();
        let mut landings = Vec::with_capacity(subjects.len());
        for (place, subject) in subjects.iter().enumerate() {
            let landing = resolve(namespace, &subject.task);
            let mut receivers = Vec::new();
            for (at, worker) in workers.iter().enumerate() {
                if receives(namespace, worker, &landing) {
                    receivers.push(at);
                    duties[at].subjects.push(place);
                }
            }
            let (recipient, reason) = (Recipient::from(landing.outcome), landing.reason);
            landings.push(Landing { recipient, reason, workers: receivers });
        }
        Self { landings, duties }
    }
}

impl Landing {
    /// Whether it waits since no worker receives it.
    ///
    /// A refused command does not wait for a worker, and an eager activity is handed to the worker that asks.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.workers.is_empty()
            && !matches!(self.reason, Reason::CrossQueueRejected | Reason::EagerActivity)
    }
}

impl Duty {
    /// Whether its polls are refused since a newer compatible build ID is the default of its set.
    #[must_use]
    pub const fn is_superseded(&self) -> bool {
        matches!(self.poll, Ok(PollOutcome::Superseded(_)))
    }
}

impl Recipient {
    /// The version of the workers that get it; none of a refused command.
    #[must_use]
    pub fn version(&self) -> Option<WorkerVersion> {
        match self {
            Self::BuildId(build_id) => Some(WorkerVersion::BuildId(build_id.clone())),
            Self::Unversioned => Some(WorkerVersion::Unversioned),
            Self::Rejected(_) => None,
        }
    }
}

impl From<Outcome<'_>> for Recipient {
    fn from(outcome: Outcome<'_>) -> Self {
        match outcome {
            Outcome::BuildId(build_id) => Self::BuildId(build_id.clone()),
            Outcome::Unversioned => Self::Unversioned,
            Outcome::Rejected(refused) => Self::Rejected(refused),
        }
    }
}
