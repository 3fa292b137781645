//! Where running workflows land: counted by workflow type, task queue and version, and each kind routed.
//!
//! ```
//! use worker_versioning::landings::{KnownVersion, WorkflowCounts};
//! use worker_versioning::model::{Namespace, Operation};
//! use worker_versioning::reachability::RunStatus;
//! use worker_versioning::routing::Outcome;
//!
//! let mut counts = WorkflowCounts::default();
//! let version = KnownVersion::BuildId { newest: "1.0", earlier: &[] };
//! for _ in 0..1000 {
//!     counts.count(RunStatus::Open, "Order", "orders", Some(version)).unwrap();
//! }
//!
//! let mut before = Namespace::default();
//! let mut after = before.clone();
//! let add = Operation::AddNewDefault { build_id: "1.0".into() };
//! after.update(&"orders".into(), Some(&add)).unwrap();
//!
//! let rows = counts.rows(&before, &after);
//! assert_eq!(rows[0].running, 1000);
//! assert_eq!(rows[0].after[0].outcome, Outcome::BuildId(&"1.0".into()));
//! ```

use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;
use thiserror::Error;

use crate::model::{Namespace, TaskQueueName};
use crate::reachability::RunStatus;
use crate::routing::{Resolution, WorkflowState, WorkflowVersion, resolve_workflow_task};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Those that run, and are in the rows.
    pub running: u64,
    /// Those that have ended. They land nowhere.
    pub closed: u64,
    /// Those that run, but are routed by assignment rules or a worker deployment, which this crate does not
    /// model.
    pub later_generation: u64,
}

/// The workflows of one type on one queue of which the same is known. Kinds are ordered as their rows.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
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

    /// Where the workflows land in two states of the namespace, by type, queue and version.
    #[must_use]
    pub fn rows<'a>(&'a self, before: &'a Namespace, after: &'a Namespace) -> Vec<Row<'a>> {
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_unstable();
        let mut rows: Vec<Row<'a>> = Vec::new();
        for kind in kinds {
            let row = kind.row(before, after);
            match rows.last_mut() {
                Some(last) if last.takes(&row) => last.running += row.running,
                _ => rows.push(row),
            }
        }
        rows
    }
}

/// Running workflows that land alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// The workflow type.
    pub workflow_type: &'a str,
    /// The workflows, as routing sees them. Where several build IDs may be the latest, it is the one that they
    /// were the last to use for the first time.
    pub workflow: &'a WorkflowState,
    /// How many there are.
    pub running: u64,
    /// Where their next workflow task lands before. One, unless that depends on which of the build IDs
    /// that they used is the latest: then that of the newest comes first.
    pub before: Vec<Resolution<'a>>,
    /// Where it lands after, likewise.
    pub after: Vec<Resolution<'a>>,
}

impl Row<'_> {
    const fn is_certain(&self) -> bool {
        self.before.len() == 1 && self.after.len() == 1
    }

    /// Whether the other's workflows are like these. (Where it is uncertain which build ID is the latest, others may
    /// have used others.)
    fn takes(&self, other: &Row<'_>) -> bool {
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
        let of_build_id = |text: &str| state(WorkflowVersion::BuildId(text.into()));
        let (newest, earlier) = match version {
            KnownVersion::Untouched => (state(WorkflowVersion::Untouched), Vec::new()),
            KnownVersion::Unversioned => (state(WorkflowVersion::Unversioned), Vec::new()),
            KnownVersion::BuildId { newest, earlier } => {
                (of_build_id(newest), earlier.iter().map(|text| of_build_id(text)).collect())
            }
        };
        Self { workflow_type: workflow_type.into(), newest, earlier, running: 0, hash }
    }

    fn is(&self, workflow_type: &str, task_queue: &str, version: KnownVersion<'_>) -> bool {
        *self.workflow_type == *workflow_type
            && self.newest.task_queue.as_str() == task_queue
            && match version {
                KnownVersion::Untouched => self.newest.version == WorkflowVersion::Untouched,
                KnownVersion::Unversioned => self.newest.version == WorkflowVersion::Unversioned,
                KnownVersion::BuildId { newest, earlier } => {
                    let (mine, texts) = (&self.earlier, earlier);
                    has_build_id(&self.newest, newest)
                        && mine.len() == texts.len()
                        && mine.iter().zip(texts).all(|(state, text)| has_build_id(state, text))
                }
            }
    }

    fn row<'a>(&'a self, before: &'a Namespace, after: &'a Namespace) -> Row<'a> {
        Row {
            workflow_type: &self.workflow_type,
            workflow: &self.newest,
            running: self.running,
            before: self.landings(before),
            after: self.landings(after),
        }
    }

    /// The different landings, each of the newest build ID that leads to it; that of the newest of all first.
    fn landings<'a>(&'a self, namespace: &'a Namespace) -> Vec<Resolution<'a>> {
        let mut landings: Vec<Resolution<'a>> = Vec::new();
        for state in [&self.newest].into_iter().chain(self.earlier.iter().rev()) {
            let landing = resolve_workflow_task(namespace, state);
            if landings.iter().all(|other| other.outcome != landing.outcome) {
                landings.push(landing);
            }
        }
        landings
    }
}

fn has_build_id(state: &WorkflowState, text: &str) -> bool {
    matches!(&state.version, WorkflowVersion::BuildId(build_id) if build_id.as_str() == text)
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
