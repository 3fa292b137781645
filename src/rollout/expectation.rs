use super::{MayStop, PlacedWorker, Retirement, StepResult, Subject, receives};
use crate::model::{BuildId, Effect, Namespace, StatusCode, TaskQueueName};
use crate::reachability::WorkerVersion;
use crate::routing::{Outcome, PollOutcome, Resolution, Task, poll, resolve};

/// Something that is expected of a rollout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The step after which it is looked at; 0 is the start.
    pub after: usize,
    /// What has to be so then.
    pub condition: Condition,
}

/// What has to be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// A task lands there.
    Landing {
        /// The task.
        task: Task,
        /// Where it has to land; anywhere when nothing is said.
        lands: Option<ExpectedLanding>,
        /// Whether one of the rollout's workers has to receive it; all the same when nothing is said.
        reception: Option<Reception>,
    },
    /// The step after which it is looked at had that result.
    Result(ExpectedResult),
    /// The polls of a worker have that outcome.
    Poll {
        /// The worker.
        worker: PlacedWorker,
        /// The outcome.
        outcome: ExpectedPoll,
    },
    /// The workers of a version on a queue may be stopped, or not.
    Retirement {
        /// The queue.
        task_queue: TaskQueueName,
        /// The version.
        version: WorkerVersion,
        /// The answer.
        may_stop: MayStop,
    },
}

/// Where a task has to land.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedLanding {
    /// On versioned workers of a build ID.
    BuildId(BuildId),
    /// On unversioned workers.
    Unversioned,
    /// Nowhere: the server refuses the command.
    Rejected,
}

/// Whether a worker has to receive what lands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reception {
    /// One of the rollout's workers has to.
    ByAWorker,
    /// None of them may: it waits.
    ByNone,
}

/// What a step has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedResult {
    /// It changes the version sets.
    Changed,
    /// The queue is already as the operation asks.
    Unchanged,
    /// It is refused, with that status and message where they are said.
    Refused {
        /// The status.
        code: Option<StatusCode>,
        /// The message, letter by letter.
        message: Option<String>,
    },
}

/// What the polls of a worker have to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedPoll {
    /// Tasks.
    Receives,
    /// A refusal: it is superseded, or its polls are not valid.
    Refused,
    /// Nothing new, since the queue does not know its build ID.
    Idle,
}

/// How things are after a step.
pub(super) struct Now<'a> {
    /// What the namespace holds.
    pub(super) namespace: &'a Namespace,
    /// What became of the step; nothing at the start.
    pub(super) result: Option<&'a StepResult>,
}

impl Condition {
    /// The queue that it is about.
    pub(super) const fn task_queue(&self) -> Option<&TaskQueueName> {
        match self {
            Self::Landing { task, .. } => Some(task.task_queue()),
            Self::Result(_) => None,
            Self::Poll { worker, .. } => Some(&worker.task_queue),
            Self::Retirement { task_queue, .. } => Some(task_queue),
        }
    }

    pub(super) fn is_met(
        &self,
        workers: &[PlacedWorker],
        subjects: &[Subject],
        now: &Now<'_>,
    ) -> bool {
        let namespace = now.namespace;
        match self {
            Self::Landing { task, lands, reception } => {
                let landing = resolve(namespace, task);
                lands.as_ref().is_none_or(|lands| lands.is_met(&landing))
                    && reception.is_none_or(|expected| {
                        let is_received = |worker| receives(namespace, worker, &landing);
                        workers.iter().any(is_received) == (expected == Reception::ByAWorker)
                    })
            }
            Self::Result(expected) => now.result.is_some_and(|result| expected.is_met(result)),
            Self::Poll { worker, outcome } => {
                let polled = match poll(namespace, &worker.task_queue, &worker.worker) {
                    Ok(PollOutcome::UnversionedTasks { .. } | PollOutcome::SetTasks { .. }) => {
                        ExpectedPoll::Receives
                    }
                    Ok(PollOutcome::Superseded(_)) | Err(_) => ExpectedPoll::Refused,
                    Ok(PollOutcome::UnknownBuildId) => ExpectedPoll::Idle,
                };
                polled == *outcome
            }
            Self::Retirement { task_queue, version, may_stop } => {
                let retirement = Retirement::of(namespace, subjects, task_queue, version);
                retirement.may_stop(subjects) == *may_stop
            }
        }
    }
}

impl ExpectedLanding {
    fn is_met(&self, landing: &Resolution<'_>) -> bool {
        match (self, &landing.outcome) {
            (Self::BuildId(expected), Outcome::BuildId(build_id)) => expected == *build_id,
            (Self::Unversioned, Outcome::Unversioned) | (Self::Rejected, Outcome::Rejected(_)) => {
                true
            }
            _ => false,
        }
    }
}

impl ExpectedResult {
    fn is_met(&self, result: &StepResult) -> bool {
        match (self, result) {
            (Self::Changed, Ok(Effect::Changed | Effect::ChangedInGuessedOrder))
            | (Self::Unchanged, Ok(Effect::Unchanged)) => true,
            (Self::Refused { code, message }, Err(error)) => {
                code.is_none_or(|code| code == error.status_code())
                    && message.as_ref().is_none_or(|message| *message == error.to_string())
            }
            _ => false,
        }
    }
}
