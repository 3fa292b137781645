//! Whether the workers of a version may be stopped, who still needs them, and what would free them.
//!
//! [`crate::reachability`] is what a server answers, for version sets and runs as a whole. This asks where
//! everything that a caller knows of lands, down to the single activity, so that it can name who holds a
//! worker.

use super::{Subject, SubjectKind};
use crate::model::{Namespace, TaskQueueName};
use crate::reachability::WorkerVersion;
use crate::routing::{Outcome, Reason, Resolution, Task, resolve};

/// Who needs the workers of a version on a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retirement {
    /// What lands on them.
    pub holders: Vec<Holder>,
}

/// Something that lands on the workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its place among the subjects that were asked about, from 0.
    pub subject: usize,
    /// What would free the workers of it; each one is enough.
    pub freed_by: Vec<Release>,
}

/// What frees workers of something that lands on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayStop {
    /// Nothing lands on them.
    Yes,
    /// Nothing but queries to closed workflows lands on them.
    ExceptQueries,
    /// Something lands on them that would wait for ever.
    No,
}

impl Retirement {
    /// Who of the subjects needs the workers of that version on that queue.
    #[must_use]
    pub fn of(
        namespace: &Namespace,
        subjects: &[Subject],
        task_queue: &TaskQueueName,
        version: &WorkerVersion,
    ) -> Self {
        let mut holders = Vec::new();
        for (place, subject) in subjects.iter().enumerate() {
            let landing = resolve(namespace, &subject.task);
            let is_held = landing.task_queue == task_queue
                && match (&landing.outcome, version) {
                    (Outcome::BuildId(build_id), WorkerVersion::BuildId(own)) => *build_id == own,
                    (Outcome::Unversioned, WorkerVersion::Unversioned) => true,
                    _ => false,
                };
            if is_held {
                let freed_by = releases(namespace, subject, &landing);
                holders.push(Holder { subject: place, freed_by });
            }
        }
        Self { holders }
    }

    /// Whether the workers may be stopped, for those same subjects.
    #[must_use]
    pub fn may_stop(&self, subjects: &[Subject]) -> MayStop {
        let is_query = |holder: &Holder| matches!(subjects[holder.subject].task, Task::Query(_));
        if self.holders.is_empty() {
            MayStop::Yes
        } else if self.holders.iter().all(is_query) {
            MayStop::ExceptQueries
        } else {
            MayStop::No
        }
    }
}

fn releases(namespace: &Namespace, subject: &Subject, landing: &Resolution<'_>) -> Vec<Release> {
    let mut releases = match landing.reason {
        Reason::QueueDefault | Reason::NothingToInherit => {
            vec![Release::AnotherQueueDefault, Release::AnotherSetDefault]
        }
        Reason::SetDefault => vec![Release::AnotherSetDefault],
        Reason::UnversionedQueue => vec![Release::FirstVersionSet],
        // It stays with the worker of its workflow, which follows the set while the queue knows it.
        Reason::EagerActivity if is_known(namespace, landing) => vec![Release::AnotherSetDefault],
        Reason::EagerActivity
        | Reason::UnversionedWorkflow
        | Reason::UnknownBuildId
        | Reason::CrossQueueRejected => Vec::new(),
    };
    match (subject.kind, &subject.task) {
        (SubjectKind::NewWorkflows, _) => {}
        (_, Task::Query(_)) => releases.push(Release::EndOfRetention),
        _ => releases.push(Release::Closing),
    }
    releases
}

fn is_known(namespace: &Namespace, landing: &Resolution<'_>) -> bool {
    match (&landing.outcome, namespace.version_sets(landing.task_queue)) {
        (Outcome::BuildId(build_id), Some(sets)) => sets.set_of(build_id).is_some(),
        _ => false,
    }
}
