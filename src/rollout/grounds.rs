//! What an answer rests on, where all that is known of a cluster is a document.
//!
//! Absence is not evidence: a cluster can have workflows and workers that a document does not list, unless the document
//! says that its lists are complete. An answer that rests on an incomplete list is not known, and is never a yes.

use serde::{Deserialize, Serialize};

use super::{PlacedWorker, Rollout, RolloutTaskQueue};
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::routing::{PollOutcome, Worker, poll, resolve_untraced};
use crate::task::{Outcome, Reason, Resolution, Task, WorkflowState};
use crate::version::WorkerVersion;
use crate::version_sets::RunStatus;

/// Yes, no, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Known {
    /// Yes.
    Yes,
    /// No.
    No,
    /// The document does not say enough.
    NotKnown,
}

/// What a document lists completely of a task queue. What is not said is not complete.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
pub struct CompleteFor {
    /// Whether the document lists every workflow of the queue: those that run, and the closed ones that the namespace still
    /// keeps.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub workflows: bool,
    /// Whether the document lists every worker that polls the queue.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub workers: bool,
}

impl CompleteFor {
    /// Whether nothing is complete.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        !self.workflows && !self.workers
    }
}

/// Something that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "ground", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Ground {
    /// The workflows that the document lists of a task queue.
    #[cfg_attr(feature = "schema", schemars(title = "WorkflowsGround"))]
    Workflows(Listed),
    /// The workers that the document lists of a task queue.
    #[cfg_attr(feature = "schema", schemars(title = "WorkersGround"))]
    Workers(Listed),
    /// New workflows start on these workers, or on others whose workflows land on them, until a step is taken: those that
    /// start after the document was written are not in it.
    #[cfg_attr(feature = "schema", schemars(title = "StartedMeanwhileGround"))]
    StartedMeanwhile(StartedMeanwhile),
    /// Workflows of an export that another generation of versioning routes: whether they need these workers is not known.
    #[cfg_attr(feature = "schema", schemars(title = "OtherVersioningGround"))]
    OtherVersioning {
        /// The task queue.
        task_queue: TaskQueueName,
        /// How many there are.
        #[serde(flatten)]
        counts: OtherVersioningCounts,
    },
    /// The document does not list the task queue, so its version sets are not known.
    #[cfg_attr(feature = "schema", schemars(title = "UnlistedGround"))]
    Unlisted {
        /// The task queue.
        task_queue: TaskQueueName,
    },
    /// The server refuses the polls of the workers, and gives what their version set receives to a newer build ID.
    #[cfg_attr(feature = "schema", schemars(title = "SupersededGround"))]
    Superseded {
        /// The task queue.
        task_queue: TaskQueueName,
        /// The build ID of the workers.
        build_id: BuildId,
        /// The default of their version set.
        newer_build_id: BuildId,
    },
}

/// Workflows of a task queue that assignment rules or Worker Deployments route, which this does not model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
pub struct OtherVersioningCounts {
    /// Those that run.
    pub running: u64,
    /// Those that are closed, which queries can still reach.
    pub closed: u64,
}

/// What a document lists of a task queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// How many it lists; an entry for many workflows counts as many.
    pub listed: u64,
    /// How many of them are closed workflows, which queries can still reach.
    #[serde(skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub closed: u64,
    /// Whether the document says that these are all.
    pub complete: bool,
    /// When the cluster was asked, where the document says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looked_at: Option<String>,
}

/// Where new workflows of a task queue start for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StartedMeanwhile {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The version on which they start; empty for unversioned workers.
    #[serde(rename = "buildId")]
    pub version: WorkerVersion,
    /// The last step, from 1, before which they do.
    pub until: usize,
}

impl StartedMeanwhile {
    /// Notes on which version new workflows of a queue start before a step.
    pub(super) fn note(
        noted: &mut Vec<Self>,
        namespace: &Namespace,
        task_queue: &TaskQueueName,
        until: usize,
    ) {
        let task = Task::new_workflow(task_queue.clone());
        let Outcome::Version(version) = resolve_untraced(namespace, &task).outcome else { return };
        let is_same =
            |known: &&mut Self| known.task_queue == *task_queue && known.version == version;
        match noted.iter_mut().find(is_same) {
            Some(known) => known.until = until,
            None => noted.push(Self { task_queue: task_queue.clone(), version, until }),
        }
    }

    /// Whether workflows that started so land on a version in a namespace.
    fn leads_to(&self, namespace: &Namespace, version: &WorkerVersion) -> bool {
        let (task_queue, started) = (self.task_queue.clone(), Some(self.version.clone()));
        let workflow = WorkflowState::new(task_queue, started);
        let landing = resolve_untraced(namespace, &Task::workflow_task(workflow));
        landing.outcome.version() == Some(version)
    }
}

impl Ground {
    /// Whether an answer that rests on it is certain.
    #[must_use]
    pub const fn is_certain(&self) -> bool {
        match self {
            Self::Workflows(listed) | Self::Workers(listed) => listed.complete,
            Self::StartedMeanwhile(_) | Self::OtherVersioning { .. } | Self::Unlisted { .. } => {
                false
            }
            Self::Superseded { .. } => true,
        }
    }
}

fn is_zero<N: Default + PartialEq>(count: &N) -> bool {
    *count == N::default()
}

/// What a document lists, and of which task queues it lists all.
pub(crate) struct Listing<'a> {
    pub(crate) workers: &'a [PlacedWorker],
    pub(crate) all_workers_of: Vec<&'a TaskQueueName>,
    pub(crate) all_workflows_of: Vec<&'a TaskQueueName>,
}

impl Listing<'_> {
    /// Whether it is known which workers poll a queue: some are listed, or all are.
    pub(crate) fn knows_workers_of(&self, task_queue: &TaskQueueName) -> bool {
        self.workers.iter().any(|worker| worker.task_queue == *task_queue)
            || self.all_workers_of.contains(&task_queue)
    }
}

impl Rollout {
    pub(crate) fn listing(&self) -> Listing<'_> {
        let queues_complete_for = |is_complete: fn(CompleteFor) -> bool| {
            let queues = self.document().task_queues.iter();
            let complete = queues.filter(|queue| is_complete(queue.complete_for));
            complete.map(|queue| &queue.task_queue).collect()
        };
        Listing {
            workers: self.workers(),
            all_workers_of: queues_complete_for(|complete| complete.workers),
            all_workflows_of: queues_complete_for(|complete| complete.workflows),
        }
    }

    pub(super) fn queue(&self, task_queue: &TaskQueueName) -> Option<&RolloutTaskQueue> {
        self.document.task_queues.iter().find(|queue| queue.task_queue == *task_queue)
    }

    /// What says that nothing but the document's subjects lands on the workers of a version on a queue, given where new
    /// workflows have started on the way.
    ///
    /// Only workflows of the queue itself land on a version other than the queue default: what other queues schedule here
    /// takes the default, or is refused.
    pub(super) fn grounds_of_landings(
        &self,
        namespace: &Namespace,
        started: &[StartedMeanwhile],
        task_queue: &TaskQueueName,
        version: &WorkerVersion,
    ) -> Vec<Ground> {
        if let WorkerVersion::BuildId(build_id) = version {
            let worker = Worker::versioned(build_id.clone());
            if let Ok(PollOutcome::Superseded { newer_build_id, .. }) =
                poll(namespace, task_queue, &worker)
            {
                let (task_queue, build_id) = (task_queue.clone(), build_id.clone());
                return vec![Ground::Superseded { task_queue, build_id, newer_build_id }];
            }
        }
        let may_land = |start: &&StartedMeanwhile| {
            start.task_queue == *task_queue && start.leads_to(namespace, version)
        };
        let doubts = started.iter().filter(may_land);
        let doubts: Vec<Ground> = doubts.cloned().map(Ground::StartedMeanwhile).collect();
        let (mut open, mut closed) = (0, 0);
        let workflows = self.document.workflows.iter();
        for workflow in workflows.filter(|workflow| workflow.task_queue == *task_queue) {
            *match workflow.status() {
                RunStatus::Open => &mut open,
                RunStatus::Closed => &mut closed,
            } += u64::from(workflow.count());
        }
        let listed = self.listed(task_queue, open + closed, |complete| complete.workflows);
        let listed = Ground::Workflows(Listed { closed, ..listed });
        let other = self.other_versioning.iter().filter(|(queue, _)| queue == task_queue);
        let other = other.map(|(queue, counts)| Ground::OtherVersioning {
            task_queue: queue.clone(),
            counts: *counts,
        });
        [listed].into_iter().chain(other).chain(doubts).collect()
    }

    /// What says which workers poll a queue.
    pub(super) fn grounds_of_workers(&self, task_queue: &TaskQueueName) -> Ground {
        let workers = self.workers().iter();
        let listed = workers.filter(|worker| worker.task_queue == *task_queue).count() as u64;
        Ground::Workers(self.listed(task_queue, listed, |complete| complete.workers))
    }

    /// What makes it uncertain where something lands: that it would land elsewhere if its queue had version sets, and the
    /// document does not list the queue.
    #[must_use]
    pub fn doubt_about(&self, landing: &Resolution) -> Option<Ground> {
        let task_queue = &landing.task_queue;
        let rests_on_absence =
            matches!(landing.reason, Reason::UnversionedQueue | Reason::UnknownBuildId);
        let is_doubtful = rests_on_absence && self.queue(task_queue).is_none();
        is_doubtful.then(|| Ground::Unlisted { task_queue: task_queue.clone() })
    }

    /// Whether something has a worker, given the listed workers that receive it. What is refused has none.
    pub(super) fn has_worker(&self, landing: &Resolution, receivers: &[usize]) -> Known {
        let queue = self.queue(&landing.task_queue);
        if !receivers.is_empty() {
            Known::Yes
        } else if landing.outcome.is_refused()
            || queue.is_some_and(|queue| queue.complete_for.workers)
        {
            Known::No
        } else {
            Known::NotKnown
        }
    }

    fn listed(
        &self,
        task_queue: &TaskQueueName,
        listed: u64,
        is_complete: fn(CompleteFor) -> bool,
    ) -> Listed {
        let queue = self.queue(task_queue);
        Listed {
            task_queue: task_queue.clone(),
            listed,
            closed: 0,
            complete: queue.is_some_and(|queue| is_complete(queue.complete_for)),
            looked_at: queue.and_then(|queue| queue.looked_at.clone()),
        }
    }
}
