//! Where running workflows land: counted by workflow type, task queue and version, and each kind routed.
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
//!     counts.count(RunStatus::Open, "Order", "orders", Some(version)).unwrap();
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

use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;
use serde::Serialize;
use thiserror::Error;

use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::routing::resolve_workflow_task;
use crate::task::{Resolution, WorkflowState};
use crate::version::WorkerVersion;
use crate::version_sets::RunStatus;

/// The version of a workflow, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KnownVersion<'a> {
    /// No worker has touched it, and it inherited nothing.
    Untouched,
    /// Unversioned workers run it.
    Unversioned,
    /// A versioned worker completed its latest workflow task: that of one of these build IDs. Where the latest
    /// is known, it is the only one.
    BuildId {
        /// The one that it was the last to use for the first time.
        newest: &'a str,
        /// The others, in the order in which it first used them.
        earlier: &'a [String],
    },
}

/// How many workflows there are, of each kind that is routed alike.
#[derive(Debug, Default)]
pub struct WorkflowCounts {
    totals: Totals,
    kinds: HashTable<Kind>,
    /// The bytes of all names that are kept.
    bytes: usize,
}

/// How many workflows were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "WorkflowCounts"))]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Bytes of UTF-8 that were taken.
    pub bytes: u64,
    /// Those that run, and are in the rows.
    pub running: u64,
    /// Those that have ended. They land nowhere.
    pub closed: u64,
    /// Those that run, but are routed by assignment rules or a worker deployment, which is not modelled here: they are in
    /// no row.
    #[serde(rename = "otherVersioning")]
    pub later_generation: u64,
}

/// The workflows of one type on one queue of which the same is known.
#[derive(Debug)]
struct Kind {
    workflow_type: Box<str>,
    /// As routing sees them, with the build ID that they were the last to use for the first time.
    newest: WorkflowState,
    /// The same with the other build IDs that may be the latest.
    earlier: Vec<WorkflowState>,
    running: u64,
    hash: u64,
}

/// The names of all kinds together are too long to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "expected workflow types, task queues and build IDs of at most {MOST_BYTES} bytes in all, got more: \
     count the workflows in parts"
)]
pub struct TooManyKinds;

/// The most bytes of the names of all kinds, so that no input can exhaust the memory.
const MOST_BYTES: usize = 16 << 20;

impl WorkflowCounts {
    /// How many workflows were counted.
    #[must_use]
    pub const fn totals(&self) -> Totals {
        self.totals
    }

    /// Notes that so many bytes of an export were taken.
    pub const fn take_bytes(&mut self, bytes: u64) {
        self.totals.bytes += bytes;
    }

    /// Counts a workflow; without a version it is one that a later generation of versioning routes.
    ///
    /// # Errors
    /// When there are too many kinds to tell apart. Then it is not counted.
    pub fn count(
        &mut self,
        status: RunStatus,
        workflow_type: &str,
        task_queue: &str,
        version: Option<KnownVersion<'_>>,
    ) -> Result<(), TooManyKinds> {
        match (status, version) {
            (RunStatus::Closed, _) => self.totals.closed += 1,
            (RunStatus::Open, None) => self.totals.later_generation += 1,
            (RunStatus::Open, Some(version)) => {
                self.kind(workflow_type, task_queue, version)?.running += 1;
                self.totals.running += 1;
            }
        }
        Ok(())
    }

    /// The kind, which is added if it is new.
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

    /// Where the workflows land with the version sets of a namespace and, if there is one, of another: by type, queue and
    /// version, in the order of the bytes of these; workflows with a build ID come before those without.
    #[must_use]
    pub fn rows(&self, before: &Namespace, after: Option<&Namespace>) -> Vec<WorkflowLandingsRow> {
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_unstable_by(|one, other| one.order().cmp(&other.order()));
        let mut rows: Vec<WorkflowLandingsRow> = Vec::new();
        for kind in kinds {
            let row = kind.row(before, after);
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
    /// The type of the workflows.
    pub workflow_type: String,
    /// What routing needs to know of them. A list tells which build IDs a workflow has used, in the order of first use,
    /// but not which is the latest (`describe` does): this is the last one.
    pub workflow: WorkflowState,
    /// How many there are.
    pub running: u64,
    /// Where their next workflow tasks land.
    pub landing: WorkflowLanding,
    /// The same with the second namespace, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landing_after: Option<WorkflowLanding>,
}

/// Where the next workflow task of a workflow lands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum WorkflowLanding {
    /// It lands there.
    Certain(
        #[cfg_attr(feature = "schema", schemars(extend("tsType" = "CertainLanding")))] Resolution,
    ),
    /// The workflows have used build IDs of several version sets: it depends on which is the latest.
    Uncertain(UncertainLanding),
}

/// The workflows have used build IDs of several version sets: where they land depends on which is the latest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "UncertainLanding", transform = add_outcome)
)]
#[serde(tag = "outcome", rename = "uncertain", rename_all = "camelCase")]
pub struct UncertainLanding {
    /// The queue of their workflow tasks.
    pub task_queue: TaskQueueName,
    /// The different landings, the one of the build ID that they used last for the first time in front.
    #[cfg_attr(feature = "schema", schemars(extend("tsType" = "CertainLanding[]")))]
    pub landings: Vec<Resolution>,
}

/// The tag of a struct, which schemars leaves out.
#[cfg(feature = "schema")]
fn add_outcome(schema: &mut schemars::Schema) {
    let outcome = serde_json::json!({ "const": "uncertain", "description": "It is not known." });
    if let Some(fields) = schema.get_mut("properties").and_then(|fields| fields.as_object_mut()) {
        fields.insert("outcome".to_owned(), outcome);
    }
    if let Some(required) = schema.get_mut("required").and_then(|names| names.as_array_mut()) {
        required.push("outcome".into());
    }
}

impl WorkflowLanding {
    /// Where the workflows may land.
    #[must_use]
    pub fn possible(&self) -> &[Resolution] {
        match self {
            Self::Certain(landing) => std::slice::from_ref(landing),
            Self::Uncertain(uncertain) => &uncertain.landings,
        }
    }
}

impl WorkflowLandingsRow {
    fn is_certain(&self) -> bool {
        let is_certain = |landing: &WorkflowLanding| matches!(landing, WorkflowLanding::Certain(_));
        is_certain(&self.landing) && self.landing_after.as_ref().is_none_or(is_certain)
    }

    /// Whether the other's workflows are like these. (Where it is uncertain which build ID is the latest, others may
    /// have used others.)
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

    /// What its row is ordered by; without a build ID the unversioned come before the untouched.
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

    fn row(&self, before: &Namespace, after: Option<&Namespace>) -> WorkflowLandingsRow {
        WorkflowLandingsRow {
            workflow_type: self.workflow_type.clone().into(),
            workflow: self.newest.clone(),
            running: self.running,
            landing: self.landing(before),
            landing_after: after.map(|after| self.landing(after)),
        }
    }

    /// The different landings, each of the newest build ID that leads to it; that of the newest of all first.
    fn landing(&self, namespace: &Namespace) -> WorkflowLanding {
        let newest = resolve_workflow_task(namespace, &self.newest);
        let mut landings = vec![newest];
        for state in self.earlier.iter().rev() {
            let landing = resolve_workflow_task(namespace, state);
            if landings.iter().all(|other| other.outcome != landing.outcome) {
                landings.push(landing);
            }
        }
        if landings.len() == 1 {
            return WorkflowLanding::Certain(landings.remove(0));
        }
        let task_queue = self.newest.task_queue.clone();
        WorkflowLanding::Uncertain(UncertainLanding { task_queue, landings })
    }
}

fn has_build_id(state: &WorkflowState, text: &str) -> bool {
    state.build_id().is_some_and(|build_id| build_id.as_str() == text)
}

/// What the names of a kind take, and the kind itself.
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
