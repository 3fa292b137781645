//! Names that a document does not have: answers about them would be those about something empty.

use std::fmt;

use super::Rollout;
use crate::names::{BuildId, TaskQueueName, WorkflowId};
use crate::version::WorkerVersion;

/// A name that the document does not have. Displayed: what was expected, and the nearest name that the document has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct UnknownName {
    /// What it should be the name of.
    pub thing: NamedThing,
    /// The name.
    pub name: String,
    /// The name in the document that is most like it, if any is.
    pub nearest: Option<String>,
}

/// What a document has names for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedThing {
    /// A task queue.
    TaskQueue,
    /// A build ID.
    BuildId,
    /// A workflow.
    Workflow,
}

impl NamedThing {
    /// The field that holds such a name.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::TaskQueue => "taskQueue",
            Self::BuildId => "buildId",
            Self::Workflow => "workflow",
        }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = match self.thing {
            NamedThing::TaskQueue => "a task queue of the document",
            NamedThing::BuildId => "a build ID of the document",
            NamedThing::Workflow => "the ID of one of the workflows",
        };
        write!(formatter, "expected {expected}, got '{}'", self.name)?;
        match &self.nearest {
            Some(nearest) => write!(formatter, "; the nearest is '{nearest}'"),
            None => Ok(()),
        }
    }
}

impl UnknownName {
    fn new<'a>(thing: NamedThing, name: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let distance = |known: &&str| strsim::osa_distance(known, name);
        // Names without half of the letters in common are not alike.
        let is_alike = |known: &&str| distance(known) * 2 < known.chars().count();
        let nearest = known.filter(is_alike).min_by_key(distance).map(str::to_owned);
        Self { thing, name: name.to_owned(), nearest }
    }
}

impl Rollout {
    /// Checks that the document names a task queue, other than in its expectations.
    ///
    /// # Errors
    /// Returns an error with the nearest name if it does not.
    pub fn check_task_queue(&self, name: &TaskQueueName) -> Result<(), UnknownName> {
        let named = self.document.task_queues_named();
        if named.contains(name) {
            return Ok(());
        }
        let known = named.iter().map(|known| known.as_str());
        Err(UnknownName::new(NamedThing::TaskQueue, name.as_str(), known))
    }

    /// Checks that the document names a build ID anywhere, other than in its expectations.
    ///
    /// # Errors
    /// Returns an error with the nearest build ID if it does not.
    pub fn check_build_id(&self, build_id: &BuildId) -> Result<(), UnknownName> {
        let named = self.build_ids_named();
        if named.contains(&build_id) {
            return Ok(());
        }
        let known = named.iter().map(|known| known.as_str());
        Err(UnknownName::new(NamedThing::BuildId, build_id.as_str(), known))
    }

    /// Checks that the document has a workflow.
    ///
    /// # Errors
    /// Returns an error with the nearest ID if it does not.
    pub fn check_workflow(&self, id: &WorkflowId) -> Result<(), UnknownName> {
        self.workflow(id).map(|_| ()).ok_or_else(|| self.unknown_workflow(id))
    }

    /// The error for an ID that no workflow has.
    pub(super) fn unknown_workflow(&self, id: &WorkflowId) -> UnknownName {
        let known = self.document.workflows.iter().map(|workflow| workflow.workflow_id.as_str());
        UnknownName::new(NamedThing::Workflow, id.as_str(), known)
    }

    fn build_ids_named(&self) -> Vec<&BuildId> {
        let document = &self.document;
        let sets = document.task_queues.iter().flat_map(|queue| &queue.version_sets);
        let mut named: Vec<_> = sets.flat_map(|set| &set.build_ids).collect();
        named.extend(document.workers.iter().filter_map(|worker| worker.worker.build_id.as_ref()));
        named.extend(self.timeline().iter().flat_map(|step| step.operation.operation.build_ids()));
        for workflow in &document.workflows {
            named.extend(workflow.build_id.as_ref());
            let used = workflow.used_build_ids.iter().flatten();
            named.extend(used.filter_map(WorkerVersion::build_id));
        }
        named
    }
}
