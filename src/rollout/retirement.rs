//! Whether the workers of a version may be stopped, who still needs them, and what would free them.
//!
//! "Yes" needs grounds: that the document lists nothing that lands on the workers says something only where its list is
//! complete.
//!
//! Reachability is what a server answers, for version sets and runs as a whole. This asks where everything that a
//! rollout knows of lands, down to the single activity, so that it can name who holds a worker.

use serde::{Deserialize, Serialize};

use super::{Ground, Rollout, RolloutSubject, StartedMeanwhile, Subject, Timeline, UnknownName};
use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::routing::resolve_untraced;
use crate::task::{Reason, Resolution};
use crate::version::WorkerVersion;

/// Which workers are to be stopped, and when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RetirementOptions {
    /// The queue that they poll.
    #[serde(deserialize_with = "TaskQueueName::deserialize_any_text")]
    pub task_queue: TaskQueueName,
    /// The build ID; none, or empty, for unversioned workers.
    #[serde(rename = "buildId", default)]
    pub version: WorkerVersion,
    /// The step after which it is asked: 0 is the start, and the last step is taken when nothing is said.
    #[serde(default)]
    pub after: Option<u32>,
}

/// Whether workers may be stopped and, if not, who needs them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Retirement {
    /// Whether they may be stopped.
    pub may_stop: MayStop,
    /// What lands on the workers.
    pub holders: Vec<Holder>,
    /// What says that nothing lands on them but what is listed; nothing where they are needed anyway.
    pub grounds: Vec<Ground>,
}

/// Something that lands on the workers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// What lands on them.
    #[serde(flatten)]
    pub subject: RolloutSubject,
    /// How many workflows it stands for.
    pub count: u32,
    /// What would free the workers of it; each one is enough.
    pub freed_by: Vec<Release>,
}

/// What frees workers of something that lands on them; each one is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Release {
    /// Another version set becomes the queue default.
    AnotherQueueDefault,
    /// Another build ID becomes the default of its set: a compatible one is added or promoted.
    AnotherSetDefault,
    /// The queue gets its first version set.
    FirstVersionSet,
    /// The workflow closes.
    Closing,
    /// The server removes the closed workflow, at the end of the namespace's retention.
    EndOfRetention,
}

/// Whether workers may be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum MayStop {
    /// Nothing lands on them.
    Yes,
    /// Only queries to closed workflows land on them.
    ExceptQueries,
    /// Something lands on them that would wait for ever.
    No,
    /// The document lists nothing that would wait, and does not say that it lists everything.
    NotKnown,
}

impl MayStop {
    /// The answer when one more thing lands on the workers.
    pub(crate) const fn with(self, is_query: bool) -> Self {
        match self {
            Self::Yes | Self::ExceptQueries if is_query => Self::ExceptQueries,
            _ => Self::No,
        }
    }

    /// The answer for what is listed, given what says that nothing else is there.
    fn on(self, grounds: &[Ground]) -> Self {
        match self {
            Self::Yes | Self::ExceptQueries if !grounds.iter().all(Ground::is_certain) => {
                Self::NotKnown
            }
            _ => self,
        }
    }
}

impl Rollout {
    /// Who needs the workers of a version on a queue in a namespace, given where new workflows have started on the way there.
    pub(super) fn retirement_in(
        &self,
        namespace: &Namespace,
        started: &[StartedMeanwhile],
        task_queue: &TaskQueueName,
        version: &WorkerVersion,
    ) -> Retirement {
        let mut may_stop = MayStop::Yes;
        let mut holders = Vec::new();
        let subjects = self.subjects().iter();
        for subject in subjects.filter(|subject| subject.task.task_queue() == task_queue) {
            let landing = resolve_untraced(namespace, &subject.task);
            if landing.outcome.version() != Some(version) {
                continue;
            }
            may_stop = may_stop.with(subject.is_query());
            let freed_by = releases(namespace, subject, &landing);
            holders.push(Holder { subject: subject.what.clone(), count: subject.count, freed_by });
        }
        if may_stop == MayStop::No {
            return Retirement { may_stop, holders, grounds: Vec::new() };
        }
        let grounds = self.grounds_of_landings(namespace, started, task_queue, version);
        Retirement { may_stop: may_stop.on(&grounds), holders, grounds }
    }

    /// The answer at the end of a timeline for workers on which the document then lists this.
    pub(crate) fn may_stop_at_the_end(
        &self,
        timeline: &Timeline<'_>,
        task_queue: &TaskQueueName,
        version: &WorkerVersion,
        listed: MayStop,
    ) -> MayStop {
        let mut started = Vec::new();
        let last = timeline.last_step();
        for (moment, step) in timeline.moments[..last].iter().zip(1..) {
            StartedMeanwhile::note(&mut started, &moment.namespace, task_queue, step);
        }
        let end = &timeline.after(last).namespace;
        listed.on(&self.grounds_of_landings(end, &started, task_queue, version))
    }
}

fn releases(namespace: &Namespace, subject: &Subject, landing: &Resolution) -> Vec<Release> {
    let mut releases = match landing.reason {
        Reason::QueueDefault | Reason::NothingToInherit => {
            vec![Release::AnotherQueueDefault, Release::AnotherSetDefault]
        }
        Reason::SetDefault => vec![Release::AnotherSetDefault],
        Reason::UnversionedQueue => vec![Release::FirstVersionSet],
        // It stays with the worker of its workflow, which follows the set while the queue knows it.
        Reason::EagerActivity if is_known(namespace, landing) => vec![Release::AnotherSetDefault],
        Reason::EagerActivity
        | Reason::EagerWorkflowStart
        | Reason::UnversionedWorkflow
        | Reason::UnknownBuildId
        | Reason::CrossQueueRejected
        | Reason::PinnedVersion
        | Reason::CurrentVersion
        | Reason::RampingVersion
        | Reason::RampSplit
        | Reason::NewerRevision
        | Reason::NoCurrentVersion
        | Reason::CachedWorkflow
        | Reason::VersionNotPresent
        | Reason::DrainedVersion => Vec::new(),
    };
    match subject.what {
        RolloutSubject::NewWorkflows { .. } => {}
        RolloutSubject::Workflow { .. } if subject.is_query() => {
            releases.push(Release::EndOfRetention);
        }
        RolloutSubject::Workflow { .. } => releases.push(Release::Closing),
    }
    releases
}

fn is_known(namespace: &Namespace, landing: &Resolution) -> bool {
    let build_id = landing.outcome.version().and_then(WorkerVersion::build_id);
    build_id.is_some_and(|build_id| namespace.set_of(&landing.task_queue, build_id).is_some())
}

impl Rollout {
    /// Whether the workers of a version on a queue may be stopped after a step, who holds them and what would free them.
    ///
    /// # Errors
    /// Returns an error if the document does not name the task queue or the build ID: an answer would be about a queue or
    /// workers that do not exist.
    pub fn retire(
        &self,
        task_queue: &TaskQueueName,
        version: &WorkerVersion,
        after: usize,
    ) -> Result<Retirement, UnknownName> {
        self.check_task_queue(task_queue)?;
        if let WorkerVersion::BuildId(build_id) = version {
            self.check_build_id(build_id)?;
        }
        let (namespace, started) = self.started_before(task_queue, after);
        Ok(self.retirement_in(&namespace, &started, task_queue, version))
    }

    /// The namespace after a step, and where new workflows of a queue have started on the way there.
    pub(super) fn started_before(
        &self,
        task_queue: &TaskQueueName,
        after: usize,
    ) -> (Namespace, Vec<StartedMeanwhile>) {
        let mut namespace = self.start().clone();
        let mut started = Vec::new();
        for (step, taken) in self.timeline().iter().enumerate().take(after) {
            StartedMeanwhile::note(&mut started, &namespace, task_queue, step + 1);
            let _ = taken.take(&mut namespace);
        }
        (namespace, started)
    }
}
