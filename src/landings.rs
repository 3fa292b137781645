//! Where running workflows land. They are counted by workflow type, task queue and version, and each kind is routed
//! once.
//!
//! ```
//! use worker_versioning::landings::{KnownVersion, WorkflowCounts};
//! use worker_versioning::namespace::Namespace;
//! use worker_versioning::task::Outcome;
//! use worker_versioning::version::WorkerVersion;
//! use worker_versioning::version_sets::{BuildIdOperation, RunStatus};
//!
//! let mut counts = WorkflowCounts::default();
//! let version = KnownVersion::BuildId { newest: "1.0", earlier: &[] };
//! for _ in 0..1000 {
//!     counts.count(RunStatus::Open, "Order", "orders", Ok(version)).unwrap();
//! }
//!
//! let mut before = Namespace::default();
//! let mut after = before.clone();
//! let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "1.0".into() };
//! after.update(&"orders".into(), Some(&add)).unwrap();
//!
//! let rows = counts.rows(&before, Some(&after));
//! assert_eq!(rows[0].running, 1000);
//! let landing = rows[0].landing_after.as_ref().unwrap().possible();
//! assert_eq!(landing[0].outcome, Outcome::Version(WorkerVersion::BuildId("1.0".into())));
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;
use serde::Serialize;
use thiserror::Error;

use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::rollout::{Rollout, RolloutSubject, RolloutWorkflow};
use crate::routing::resolve;
use crate::task::{Resolution, Task, WorkflowState};
use crate::version::WorkerVersion;
use crate::version_sets::RunStatus;

/// The version of a workflow, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KnownVersion<'a> {
    /// No worker has touched it, and it inherited nothing.
    Untouched,
    /// Unversioned workers run it.
    Unversioned,
    /// A versioned worker completed its latest workflow task: a worker of one of these build IDs. If it is known
    /// which, only that build ID is here.
    BuildId {
        /// The build ID whose first use was the most recent.
        newest: &'a str,
        /// The other build IDs, in the order of first use.
        earlier: &'a [String],
    },
}

/// A generation of versioning that this model does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherVersioning {
    /// The assignment and redirect rules of 2024.
    AssignmentRules,
    /// Worker Deployments, whatever the behavior of the workflow: auto-upgrade, pinned or unspecified.
    WorkerDeployment,
}

/// The number of workflows of each kind; workflows of one kind are routed alike.
#[derive(Debug, Default)]
pub struct WorkflowCounts {
    totals: Totals,
    kinds: HashTable<Kind>,
    /// The total length in bytes of all names that are kept.
    bytes: usize,
}

/// The number of workflows that were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "WorkflowCounts"))]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Bytes of UTF-8 that were read.
    pub bytes: u64,
    /// Running workflows that are in the rows.
    pub running: u64,
    /// Closed workflows. They land nowhere.
    pub closed: u64,
    /// Running workflows that are routed by assignment rules or a worker deployment, which this model does not cover:
    /// they are in no row.
    pub other_versioning: u64,
    /// Those of them that assignment rules route.
    pub assignment_rules: u64,
    /// Those of them that belong to a worker deployment: auto-upgrade, pinned and unspecified ones alike.
    pub worker_deployments: u64,
}

/// The workflows of one type on one task queue about which the same is known.
#[derive(Debug)]
struct Kind {
    workflow_type: Box<str>,
    /// Their state as routing sees it, with the build ID whose first use was the most recent.
    newest: WorkflowState,
    /// The same with each of the other build IDs that may be the latest.
    earlier: Vec<WorkflowState>,
    running: u64,
    hash: u64,
}

/// The names of all kinds are too long in total to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "expected workflow types, task queues and build IDs of at most {MOST_BYTES} bytes in all, got more: \
     count the workflows in parts"
)]
pub struct TooManyKinds;

/// The most workflows that an entry of a document can stand for.
const MOST_ALIKE: u32 = 1_000_000_000;

/// The limit on the total length in bytes of the names of all kinds, so that no input can exhaust the memory.
const MOST_BYTES: usize = 16 << 20;

impl WorkflowCounts {
    /// The number of workflows that were counted.
    #[must_use]
    pub const fn totals(&self) -> Totals {
        self.totals
    }

    /// Adds to the bytes that were read of an export.
    pub const fn take_bytes(&mut self, bytes: u64) {
        self.totals.bytes += bytes;
    }

    /// Counts a workflow, with its version or the other generation of versioning that routes it.
    ///
    /// # Errors
    /// Returns an error if there are too many kinds to tell apart. The workflow is not counted then.
    pub fn count(
        &mut self,
        status: RunStatus,
        workflow_type: &str,
        task_queue: &str,
        version: Result<KnownVersion<'_>, OtherVersioning>,
    ) -> Result<(), TooManyKinds> {
        match (status, version) {
            (RunStatus::Closed, _) => self.totals.closed += 1,
            (RunStatus::Open, Err(other)) => {
                self.totals.other_versioning += 1;
                *match other {
                    OtherVersioning::AssignmentRules => &mut self.totals.assignment_rules,
                    OtherVersioning::WorkerDeployment => &mut self.totals.worker_deployments,
                } += 1;
            }
            (RunStatus::Open, Ok(version)) => {
                self.kind(workflow_type, task_queue, version)?.running += 1;
                self.totals.running += 1;
            }
        }
        Ok(())
    }

    /// Returns the kind, after adding it if it is new.
    fn kind(
        &mut self,
        workflow_type: &str,
        task_queue: &str,
        version: KnownVersion<'_>,
    ) -> Result<&mut Kind, TooManyKinds> {
        let hash = FxBuildHasher.hash_one((workflow_type, task_queue, version));
        let is_it = |kind: &Kind| kind.is(workflow_type, task_queue, version);
        match self.kinds.entry(hash, is_it, |kind| kind.hash) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let bytes = self.bytes + bytes_of(workflow_type, task_queue, version);
                if bytes > MOST_BYTES {
                    return Err(TooManyKinds);
                }
                self.bytes = bytes;
                let kind = Kind::new(workflow_type, task_queue, version, hash);
                Ok(place.insert(kind).into_mut())
            }
        }
    }

    /// Returns where the workflows land with the version sets of one namespace and, if given, of a second one. Rows are
    /// sorted by type, task queue and version, in the order of their bytes; workflows with a build ID come before those
    /// without.
    #[must_use]
    pub fn rows(&self, before: &Namespace, after: Option<&Namespace>) -> Vec<WorkflowLandingsRow> {
        self.rows_on(None, before, after)
    }

    /// Returns where the workflows land before the first step of a rollout and after another step. Of the task queues that
    /// its document does not name it is not known.
    #[must_use]
    pub fn rows_of(&self, rollout: &Rollout, after: usize) -> Vec<WorkflowLandingsRow> {
        let task_queues = rollout.subjects().iter().map(|subject| &subject.what);
        let task_queues = task_queues.filter_map(|subject| match subject {
            RolloutSubject::NewWorkflows { task_queue } => Some(task_queue),
            RolloutSubject::Workflow { .. } => None,
        });
        // Collecting them would sort them first.
        let mut known = BTreeSet::new();
        known.extend(task_queues);
        self.rows_on(Some(&known), rollout.start(), Some(&rollout.namespace_after(after)))
    }

    /// Returns the running workflows as a rollout document lists them, an entry for all of one type, task queue and version.
    /// Where a workflow may be on one of several build IDs, each of them has an entry that counts it.
    #[must_use]
    pub fn workflows(&self) -> Vec<RolloutWorkflow> {
        let mut counts = BTreeMap::new();
        for kind in &self.kinds {
            let is_certain = kind.earlier.is_empty();
            for state in [&kind.newest].into_iter().chain(&kind.earlier) {
                let key = (&state.task_queue, &*kind.workflow_type, &state.version, is_certain);
                *counts.entry(key).or_insert(0) += kind.running;
            }
        }
        let entries =
            counts.into_iter().map(|((task_queue, workflow_type, version, certain), count)| {
                let build_id = version.as_ref().and_then(WorkerVersion::build_id);
                let on = match (version, build_id) {
                    (_, Some(build_id)) => build_id.as_str(),
                    (Some(_), None) => "unversioned workers",
                    (None, _) => "no worker yet",
                };
                let perhaps = if certain { "" } else { ", perhaps" };
                RolloutWorkflow {
                    workflow_id: format!(
                        "exported {workflow_type} of {task_queue}, on {on}{perhaps}"
                    )
                    .into(),
                    count: Some(u32::try_from(count).unwrap_or(u32::MAX).min(MOST_ALIKE)),
                    workflow_type: Some(workflow_type.to_owned()),
                    task_queue: task_queue.clone(),
                    build_id: build_id.cloned(),
                    has_completed_workflow_task: version.is_none().then_some(false),
                    status: None,
                    used_build_ids: None,
                    sdk: None,
                    commands: Vec::new(),
                }
            });
        entries.collect()
    }

    /// Where the workflows land on task queues that are known; all are, if none are given.
    fn rows_on(
        &self,
        known: Option<&BTreeSet<&TaskQueueName>>,
        before: &Namespace,
        after: Option<&Namespace>,
    ) -> Vec<WorkflowLandingsRow> {
        let mut kinds = BTreeMap::new();
        for kind in &self.kinds {
            kinds.insert(kind.order(), kind);
        }
        let mut rows: Vec<WorkflowLandingsRow> = Vec::new();
        for kind in kinds.into_values() {
            let task_queue = &kind.newest.task_queue;
            let is_known = known.is_none_or(|known| known.contains(task_queue));
            let landing = |namespace| {
                if is_known {
                    kind.landing(namespace)
                } else {
                    WorkflowLanding::not_known(task_queue)
                }
            };
            let row = WorkflowLandingsRow {
                workflow_type: kind.workflow_type.clone().into(),
                workflow: kind.newest.clone(),
                running: kind.running,
                landing: landing(before),
                landing_after: after.map(landing),
            };
            match rows.last_mut() {
                Some(last) if last.is_like(&row) => last.running += row.running,
                _ => rows.push(row),
            }
        }
        rows
    }
}

/// Running workflows that land alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkflowLandingsRow {
    /// The workflow type.
    pub workflow_type: String,
    /// What routing needs to know about them. A list of workflows says which build IDs each has used, in the order of
    /// first use, but not which is the latest (`describe` does): this is the last one listed.
    pub workflow: WorkflowState,
    /// The number of running workflows.
    pub running: u64,
    /// Where their next workflow tasks land.
    pub landing: WorkflowLanding,
    /// The same with the second namespace, if one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landing_after: Option<WorkflowLanding>,
}

/// Where the next workflow task of a workflow lands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum WorkflowLanding {
    /// There is only one possibility.
    Certain(
        #[cfg_attr(feature = "schema", schemars(extend("tsType" = "CertainLanding")))] Resolution,
    ),
    /// The workflows have used build IDs of several version sets: the landing depends on which build ID is the latest.
    Uncertain(UncertainLanding),
    /// The document does not name the task queue: it may have version sets that are not known.
    NotKnown(NotKnownLanding),
}

/// The workflows have used build IDs of several version sets: where they land depends on which build ID is the latest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UncertainLanding {
    /// It depends on what is not known.
    pub outcome: Uncertain,
    /// The task queue of their workflow tasks.
    pub task_queue: TaskQueueName,
    /// The different landings, starting with that of the build ID whose first use was the most recent.
    #[cfg_attr(feature = "schema", schemars(extend("tsType" = "CertainLanding[]")))]
    pub landings: Vec<Resolution>,
}

/// The outcome of a landing that depends on what is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum Uncertain {
    /// One of several.
    Uncertain,
}

/// The document does not name the task queue of the workflows: where they land is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NotKnownLanding {
    /// It is not known.
    pub outcome: NotKnown,
    /// The task queue of their workflow tasks.
    pub task_queue: TaskQueueName,
    /// Why it is not known, and what would settle it.
    pub what: String,
}

/// The outcome of a landing of which nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum NotKnown {
    /// It is not known.
    NotKnown,
}

impl WorkflowLanding {
    fn not_known(task_queue: &TaskQueueName) -> Self {
        let what = format!(
            "not known: the document does not name {task_queue}; `pull` or `import` its version sets"
        );
        let (outcome, task_queue) = (NotKnown::NotKnown, task_queue.clone());
        Self::NotKnown(NotKnownLanding { outcome, task_queue, what })
    }

    /// Where the workflows may land; nothing if the document does not name their task queue.
    #[must_use]
    pub fn possible(&self) -> &[Resolution] {
        match self {
            Self::Certain(landing) => std::slice::from_ref(landing),
            Self::Uncertain(uncertain) => &uncertain.landings,
            Self::NotKnown(_) => &[],
        }
    }
}

impl WorkflowLandingsRow {
    fn is_certain(&self) -> bool {
        let is_certain =
            |landing: &WorkflowLanding| !matches!(landing, WorkflowLanding::Uncertain(_));
        is_certain(&self.landing) && self.landing_after.as_ref().is_none_or(is_certain)
    }

    /// Returns whether the other row counts workflows like these. (Where it is uncertain which build ID is the latest,
    /// they may have used different build IDs.)
    fn is_like(&self, other: &Self) -> bool {
        self.is_certain()
            && other.is_certain()
            && self.workflow_type == other.workflow_type
            && self.workflow == other.workflow
    }
}

impl Kind {
    fn new(workflow_type: &str, task_queue: &str, version: KnownVersion<'_>, hash: u64) -> Self {
        let task_queue = TaskQueueName::from(task_queue);
        let state = |version| WorkflowState { task_queue: task_queue.clone(), version };
        let of_build_id = |text: &str| state(Some(WorkerVersion::BuildId(text.into())));
        let (newest, earlier) = match version {
            KnownVersion::Untouched => (state(None), Vec::new()),
            KnownVersion::Unversioned => (state(Some(WorkerVersion::Unversioned)), Vec::new()),
            KnownVersion::BuildId { newest, earlier } => {
                (of_build_id(newest), earlier.iter().map(|text| of_build_id(text)).collect())
            }
        };
        Self { workflow_type: workflow_type.into(), newest, earlier, running: 0, hash }
    }

    /// The sort key of the row; of the workflows without a build ID, unversioned ones come before untouched ones.
    fn order(&self) -> impl Ord {
        let of_state = |state: &WorkflowState| match &state.version {
            Some(WorkerVersion::BuildId(build_id)) => (0, Some(build_id.clone())),
            Some(WorkerVersion::Unversioned) => (1, None),
            None => (2, None),
        };
        let earlier: Vec<_> = self.earlier.iter().map(of_state).collect();
        let task_queue = self.newest.task_queue.clone();
        (self.workflow_type.clone(), task_queue, of_state(&self.newest), earlier)
    }

    fn is(&self, workflow_type: &str, task_queue: &str, version: KnownVersion<'_>) -> bool {
        *self.workflow_type == *workflow_type
            && self.newest.task_queue.as_str() == task_queue
            && match version {
                KnownVersion::Untouched => self.newest.version.is_none(),
                KnownVersion::Unversioned => self.newest.is_unversioned(),
                KnownVersion::BuildId { newest, earlier } => {
                    let (mine, texts) = (&self.earlier, earlier);
                    has_build_id(&self.newest, newest)
                        && mine.len() == texts.len()
                        && mine.iter().zip(texts).all(|(state, text)| has_build_id(state, text))
                }
            }
    }

    /// Returns the different landings, each for the newest build ID that leads to it, that of the newest build ID
    /// first.
    fn landing(&self, namespace: &Namespace) -> WorkflowLanding {
        let mut landings: Vec<Resolution> = Vec::new();
        for workflow in [&self.newest].into_iter().chain(self.earlier.iter().rev()) {
            let landing = resolve(namespace, &Task::WorkflowTask { workflow: workflow.clone() });
            if landings.iter().all(|other| other.outcome != landing.outcome) {
                landings.push(landing);
            }
        }
        if landings.len() == 1 {
            return WorkflowLanding::Certain(landings.remove(0));
        }
        let (outcome, task_queue) = (Uncertain::Uncertain, self.newest.task_queue.clone());
        WorkflowLanding::Uncertain(UncertainLanding { outcome, task_queue, landings })
    }
}

fn has_build_id(state: &WorkflowState, text: &str) -> bool {
    state.build_id().is_some_and(|build_id| build_id.as_str() == text)
}

/// The bytes that a kind takes, including its names.
fn bytes_of(workflow_type: &str, task_queue: &str, version: KnownVersion<'_>) -> usize {
    let of_state = size_of::<WorkflowState>();
    let versions = match version {
        KnownVersion::Untouched | KnownVersion::Unversioned => of_state,
        KnownVersion::BuildId { newest, earlier } => {
            let earlier = earlier.iter().map(|text| of_state + text.len());
            of_state + newest.len() + earlier.sum::<usize>()
        }
    };
    size_of::<Kind>() + workflow_type.len() + task_queue.len() + versions
}
