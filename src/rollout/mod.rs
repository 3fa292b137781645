//! The rollout: where a namespace starts, who runs on it, what is to be done, and what is expected of it.
//!
//! A [`RolloutDocument`] is what people write; the format is described in `docs/rollout-document.md`. A [`Rollout`] is
//! a document that makes sense. Its steps are counted from 1: after step 0 the namespace is as it starts. A refused step
//! changes nothing, and the rollout goes on.
//!
//! ```
//! use worker_versioning::interop::read_rollout;
//!
//! let rollout = read_rollout(r#"{
//!   "version": 1,
//!   "taskQueues": [{ "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0"] }] }],
//!   "workflows": [{ "workflowId": "order-17", "taskQueue": "orders", "buildId": "1.0" }],
//!   "steps": [{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" }],
//!   "expectations": [{ "workflow": "order-17", "lands": { "buildId": "1.0" } }]
//! }"#).unwrap();
//! assert!(rollout.check().passed);
//! ```

mod changes;
mod check;
mod difference;
mod document;
mod expectation;
mod flow;
mod grounds;
mod new_default;
mod preview;
mod reachability;
mod reasons;
mod retirement;
mod situation;
mod subject;
mod timeline;
mod unknown_name;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::names::{CommandName, TaskQueueName, WorkflowId};
use crate::namespace::Namespace;
use crate::version_sets::WorkflowRun;

pub use changes::{Changes, LandingChange, PollChange, QueueChange};
pub use check::{Actual, Check, Finding};
pub use difference::{Difference, Move, WorkerChange, WorkerChangeKind};
pub use document::{
    CommandTask, DocumentError, ListedSet, PlacedWorker, RolloutCommand, RolloutDocument,
    RolloutTaskQueue, RolloutWorkflow,
};
pub use expectation::{ExpectedLanding, ExpectedResult, RetiredWorkers, RolloutExpectation};
pub use flow::{
    Carried, CommandKind, Flow, FlowEnd, FlowPlace, FlowRibbon, FlowSource, FlowTaker, FlowVersion,
    Origin, PlaceKind, Presence, QueueFlow, Receipt, Slot, Source, Taking, VersionHistory,
};
pub(crate) use grounds::Listing;
pub use grounds::{CompleteFor, Ground, Known, Listed, OtherVersioningCounts, StartedMeanwhile};
pub use new_default::NewDefault;
pub use preview::{Preview, PreviewedLanding};
pub use reachability::QueueReachability;
pub use reasons::{LandingFacts, RefusedWorkers};
pub use retirement::{Holder, MayStop, Release, Retirement, RetirementOptions};
pub use situation::{
    InvalidPoll, LandingGroup, NotValid, Polling, QueueState, SetState, Situation, WorkerState,
};
pub(crate) use subject::not_opted_in;
pub use subject::{RolloutLanding, RolloutSubject, Subject};
pub(crate) use timeline::Passage;
pub use timeline::{At, ComposedStep, Moment, RolloutStep, StepResult, Timeline, TimelineStep};
pub use unknown_name::{NamedThing, UnknownName};

/// A rollout document that makes sense: every name in it leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollout {
    document: RolloutDocument,
    start: Namespace,
    /// What lands, which does not depend on the steps as long as they are on the same task queues.
    landing: Arc<Landing>,
    /// The workflows of exports that other generations of versioning route.
    other_versioning: Vec<(TaskQueueName, OtherVersioningCounts)>,
}

/// What lands somewhere, whatever the version sets are.
#[derive(Debug, PartialEq, Eq)]
struct Landing {
    subjects: Vec<Subject>,
    /// For each subject, the first one that lands as it does.
    alike: Vec<usize>,
    /// The subjects that are drawn as one: those of one kind, by what they carry.
    sources: Vec<Source>,
    /// The places of the workflows in the document.
    workflows: HashMap<WorkflowId, usize, FxBuildHasher>,
}

impl Landing {
    fn new(document: &RolloutDocument) -> Result<Self, DocumentError> {
        let workflows = document.check_workflows()?;
        let subjects = document.subjects();
        let alike = situation::alike(&subjects);
        let sources = flow::sources(document, &subjects);
        Ok(Self { subjects, alike, sources, workflows })
    }
}

impl Rollout {
    /// The rollout of a document.
    ///
    /// # Errors
    /// When the document contradicts itself, or an expectation names what the document does not have.
    pub fn new(document: RolloutDocument) -> Result<Self, DocumentError> {
        let start = document.start()?;
        document.check_workers()?;
        let landing = Arc::new(Landing::new(&document)?);
        let rollout = Self { document, start, landing, other_versioning: Vec::new() };
        rollout.check_expectations()?;
        Ok(rollout)
    }

    /// The same rollout, which also knows how many workflows of exports other generations of versioning route, of each task
    /// queue.
    #[must_use]
    pub fn with_other_versioning(
        mut self,
        counts: &[(TaskQueueName, OtherVersioningCounts)],
    ) -> Self {
        self.other_versioning.extend_from_slice(counts);
        self
    }

    /// A rollout of the same document with other steps.
    ///
    /// # Errors
    /// When an expectation names a step that is not there any more.
    pub fn with_steps(&self, steps: Vec<TimelineStep>) -> Result<Self, DocumentError> {
        let operations = Vec::new();
        let document = RolloutDocument { steps, operations, ..self.document.clone() };
        let task_queues = |document: &RolloutDocument| -> BTreeSet<TaskQueueName> {
            let steps = document.timeline().iter();
            steps.flat_map(|step| step.operation.task_queues()).cloned().collect()
        };
        let landing = if task_queues(&document) == task_queues(&self.document) {
            Arc::clone(&self.landing)
        } else {
            Arc::new(Landing::new(&document)?)
        };
        let (start, other_versioning) = (self.start.clone(), self.other_versioning.clone());
        let rollout = Self { document, start, landing, other_versioning };
        rollout.check_expectations()?;
        Ok(rollout)
    }

    /// How many workflows of exports other generations of versioning route, of each task queue.
    #[must_use]
    pub fn other_versioning(&self) -> &[(TaskQueueName, OtherVersioningCounts)] {
        &self.other_versioning
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &RolloutDocument {
        &self.document
    }

    /// The namespace before the first step.
    #[must_use]
    pub const fn start(&self) -> &Namespace {
        &self.start
    }

    /// The workers that run all the while.
    #[must_use]
    pub fn workers(&self) -> &[PlacedWorker] {
        &self.document.workers
    }

    /// The steps.
    #[must_use]
    pub fn timeline(&self) -> &[TimelineStep] {
        self.document.timeline()
    }

    /// All that lands somewhere: new workflows on every queue that the document names anywhere (in the order
    /// of their names), then each workflow, followed by what its commands lead to.
    ///
    /// A closed workflow is there with the queries to it, and its commands are not.
    #[must_use]
    pub fn subjects(&self) -> &[Subject] {
        &self.landing.subjects
    }

    /// The runs of the document's workflows, as reachability asks for them.
    #[must_use]
    pub fn runs(&self) -> Vec<WorkflowRun> {
        self.document.workflows.iter().map(RolloutWorkflow::run).collect()
    }

    /// The workflow of an ID.
    #[must_use]
    pub fn workflow(&self, id: &WorkflowId) -> Option<&RolloutWorkflow> {
        self.landing.workflows.get(id).map(|place| &self.document.workflows[*place])
    }

    /// A workflow or what a command of it leads to, if the document has it.
    #[must_use]
    pub fn subject(&self, workflow: &WorkflowId, command: Option<&CommandName>) -> Option<Subject> {
        self.workflow(workflow)?.subject(command)
    }
}
