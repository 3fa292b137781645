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

use std::collections::BTreeMap;
use std::fmt;
use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;
use serde::Serialize;
use thiserror::Error;

use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::rollout::{Ground, Known, OtherVersioningCounts, Rollout, RolloutWorkflow};
use crate::routing::resolve;
use crate::task::{Base, Resolution, Task, VersioningBehavior, VersioningInfo, WorkflowState};
use crate::version::{WorkerDeploymentVersion, WorkerVersion};
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
    /// It is on a version of a Worker Deployment, by itself or by an override.
    Deployment {
        /// Its behavior.
        behavior: VersioningBehavior,
        /// The name of the deployment.
        deployment_name: &'a str,
        /// The build ID of the version.
        build_id: &'a str,
    },
}

/// Why the version of a workflow is not known, or does not matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherVersioning {
    /// The assignment and redirect rules of 2024 route it, which this model does not cover.
    AssignmentRules,
    /// A Worker Deployment routes it, and the record does not show its behavior and version.
    WorkerDeployment,
}

/// The number of workflows of each kind; workflows of one kind are routed alike.
#[derive(Debug, Default)]
pub struct WorkflowCounts {
    totals: Totals,
    kinds: HashTable<Kind>,
    /// Sorted by task queue.
    other_versioning: Vec<(TaskQueueName, OtherVersioningCounts)>,
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
    /// Running workflows that version sets route, or nothing.
    pub running: u64,
    /// Closed workflows. They land nowhere; queries to them do.
    pub closed: u64,
    /// Running workflows that assignment rules or a worker deployment route. The former are in no row; the latter are in rows of
    /// their own, unless their behavior or version is not shown.
    pub other_versioning: u64,
    /// Those of them that assignment rules route.
    pub assignment_rules: u64,
    /// Those of them that belong to a worker deployment: auto-upgrade, pinned and unspecified ones alike.
    pub worker_deployments: u64,
}

impl fmt::Display for Totals {
    /// The numbers, in a sentence.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} running", Grouped(self.running))?;
        if self.closed > 0 {
            write!(formatter, "; {} closed, which only queries reach", Grouped(self.closed))?;
        }
        for (count, whose) in [
            (self.worker_deployments, "of Worker Deployments"),
            (self.assignment_rules, "routed by assignment rules, which are not modelled: left out"),
        ] {
            if count > 0 {
                write!(formatter, "; {} {whose}", Grouped(count))?;
            }
        }
        formatter.write_str(".")
    }
}

/// A number with a comma before each three digits.
struct Grouped(u64);

impl fmt::Display for Grouped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                formatter.write_str(",")?;
            }
            write!(formatter, "{digit}")?;
        }
        Ok(())
    }
}

/// The workflows of one type on one task queue about which the same is known.
#[derive(Debug)]
struct Kind {
    workflow_type: Box<str>,
    /// Their state as routing sees it, with the build ID whose first use was the most recent.
    newest: WorkflowState,
    /// The same with each of the other build IDs that may be the latest.
    earlier: Vec<WorkflowState>,
    status: RunStatus,
    count: u64,
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
        if let Ok(version) = version {
            self.kind(status, workflow_type, task_queue, version)?.count += 1;
        }
        let other = match version {
            Ok(KnownVersion::Deployment { .. }) => Some(OtherVersioning::WorkerDeployment),
            Ok(_) => None,
            Err(other) => Some(other),
        };
        if other.is_some() {
            let counts = self.other_versioning_of(task_queue)?;
            *match status {
                RunStatus::Open => &mut counts.running,
                RunStatus::Closed => &mut counts.closed,
            } += 1;
        }
        let totals = &mut self.totals;
        match (status, other) {
            (RunStatus::Closed, _) => totals.closed += 1,
            (RunStatus::Open, None) => totals.running += 1,
            (RunStatus::Open, Some(other)) => {
                totals.other_versioning += 1;
                *match other {
                    OtherVersioning::AssignmentRules => &mut totals.assignment_rules,
                    OtherVersioning::WorkerDeployment => &mut totals.worker_deployments,
                } += 1;
            }
        }
        Ok(())
    }

    /// How many workflows of each task queue other generations than version sets route.
    #[must_use]
    pub fn other_versioning(&self) -> &[(TaskQueueName, OtherVersioningCounts)] {
        &self.other_versioning
    }

    fn other_versioning_of(
        &mut self,
        task_queue: &str,
    ) -> Result<&mut OtherVersioningCounts, TooManyKinds> {
        let known = &mut self.other_versioning;
        let place = known.binary_search_by(|(name, _)| name.as_str().cmp(task_queue));
        let place = match place {
            Ok(place) => place,
            Err(place) => {
                let bytes = task_queue.len() + size_of::<(TaskQueueName, OtherVersioningCounts)>();
                if self.bytes + bytes > MOST_BYTES {
                    return Err(TooManyKinds);
                }
                self.bytes += bytes;
                known.insert(place, (task_queue.into(), OtherVersioningCounts::default()));
                place
            }
        };
        Ok(&mut known[place].1)
    }

    /// Returns the kind, after adding it if it is new.
    fn kind(
        &mut self,
        status: RunStatus,
        workflow_type: &str,
        task_queue: &str,
        version: KnownVersion<'_>,
    ) -> Result<&mut Kind, TooManyKinds> {
        let is_open = status == RunStatus::Open;
        let hash = FxBuildHasher.hash_one((is_open, workflow_type, task_queue, version));
        let is_it =
            |kind: &Kind| kind.status == status && kind.is(workflow_type, task_queue, version);
        match self.kinds.entry(hash, is_it, |kind| kind.hash) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let bytes = self.bytes + bytes_of(workflow_type, task_queue, version);
                if bytes > MOST_BYTES {
                    return Err(TooManyKinds);
                }
                self.bytes = bytes;
                let kind = Kind { status, ..Kind::new(workflow_type, task_queue, version, hash) };
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

    /// Returns where the workflows land before the first step of a rollout and after another step. It is not known of those
    /// that would land elsewhere if their task queue had version sets, where the document does not list the queue.
    #[must_use]
    pub fn rows_of(&self, rollout: &Rollout, after: usize) -> Vec<WorkflowLandingsRow> {
        let after = rollout.namespace_after(after);
        self.rows_on(Some(rollout), rollout.start(), Some(&after))
    }

    /// Returns the workflows as a rollout document lists them, running and closed ones: an entry for all of one type, task
    /// queue and version. Where a workflow may be on one of several build IDs, each of them has an entry that counts it.
    #[must_use]
    pub fn workflows(&self) -> Vec<RolloutWorkflow> {
        let mut counts = BTreeMap::new();
        for kind in self.kinds.iter().filter(|kind| kind.newest.versioning_info.is_none()) {
            let is_certain = kind.earlier.is_empty();
            for state in [&kind.newest].into_iter().chain(&kind.earlier) {
                let is_closed = kind.status == RunStatus::Closed;
                let (of, version) = ((&state.task_queue, &*kind.workflow_type), &state.version);
                *counts.entry((is_closed, of, version, is_certain)).or_insert(0) += kind.count;
            }
        }
        let entries = counts.into_iter().map(|((is_closed, of, version, is_certain), count)| {
            let (task_queue, workflow_type) = of;
            let build_id = version.as_ref().and_then(WorkerVersion::build_id);
            let on = match (version, build_id) {
                (_, Some(build_id)) => build_id.as_str(),
                (Some(_), None) => "unversioned workers",
                (None, _) => "no worker yet",
            };
            let perhaps = if is_certain { "" } else { ", perhaps" };
            let closed = if is_closed { ", closed" } else { "" };
            RolloutWorkflow {
                workflow_id: format!(
                    "exported {workflow_type} of {task_queue}, on {on}{perhaps}{closed}"
                )
                .into(),
                count: Some(u32::try_from(count).unwrap_or(u32::MAX).min(MOST_ALIKE)),
                workflow_type: Some(workflow_type.to_owned()),
                task_queue: task_queue.clone(),
                build_id: build_id.cloned(),
                has_completed_workflow_task: version.is_none().then_some(false),
                status: is_closed.then_some(RunStatus::Closed),
                used_build_ids: None,
                sdk: None,
                commands: Vec::new(),
            }
        });
        entries.collect()
    }

    /// Where the running workflows land; as far as it is known, if there is a document.
    fn rows_on(
        &self,
        rollout: Option<&Rollout>,
        before: &Namespace,
        after: Option<&Namespace>,
    ) -> Vec<WorkflowLandingsRow> {
        let mut kinds = BTreeMap::new();
        for kind in self.kinds.iter().filter(|kind| kind.status == RunStatus::Open) {
            kinds.insert(kind.order(), kind);
        }
        let mut rows: Vec<WorkflowLandingsRow> = Vec::new();
        for kind in kinds.into_values() {
            let landing = |namespace| {
                let landing = kind.landing(namespace);
                let task_queue = &kind.newest.task_queue;
                if rollout.is_some() && kind.newest.versioning_info.is_some() {
                    return WorkflowLanding::of_deployment(task_queue, kind.count);
                }
                let doubts = |rollout: &Rollout| {
                    landing.possible().iter().find_map(|landing| rollout.doubt_about(landing))
                };
                match rollout.and_then(doubts) {
                    Some(doubt) => WorkflowLanding::not_known(task_queue, doubt),
                    None => landing,
                }
            };
            let row = WorkflowLandingsRow {
                workflow_type: kind.workflow_type.clone().into(),
                workflow: kind.newest.clone(),
                running: kind.count,
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
    /// The document does not list the task queue, which may have version sets.
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

/// The document does not list the task queue of the workflows, which may have version sets: where they land is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NotKnownLanding {
    /// It is not known.
    #[cfg_attr(feature = "schema", schemars(with = "NotKnown"))]
    pub outcome: Known,
    /// The task queue of their workflow tasks.
    pub task_queue: TaskQueueName,
    /// What makes it not known.
    pub doubts: Vec<Ground>,
    /// Why it is not known, and what would settle it.
    pub what: String,
}

/// The only value of [`NotKnownLanding::outcome`].
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(inline, rename_all = "camelCase")]
#[expect(dead_code, reason = "it is only described")]
enum NotKnown {
    /// It is not known.
    NotKnown,
}

impl WorkflowLanding {
    fn not_known(task_queue: &TaskQueueName, doubt: Ground) -> Self {
        let what = format!(
            "not known: the document does not list {task_queue}; `pull` or `import` its version sets"
        );
        let (outcome, task_queue, doubts) = (Known::NotKnown, task_queue.clone(), vec![doubt]);
        Self::NotKnown(NotKnownLanding { outcome, task_queue, doubts, what })
    }

    /// Where running workflows of a deployment land by a document, which holds none.
    fn of_deployment(task_queue: &TaskQueueName, running: u64) -> Self {
        let what = "not known: a document does not hold Worker Deployments".to_owned();
        let counts = OtherVersioningCounts { running, closed: 0 };
        let doubt = Ground::OtherVersioning { task_queue: task_queue.clone(), counts };
        let (outcome, task_queue, doubts) = (Known::NotKnown, task_queue.clone(), vec![doubt]);
        Self::NotKnown(NotKnownLanding { outcome, task_queue, doubts, what })
    }

    /// Where the workflows may land; nothing if that is not known.
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
        let known = |landing: &WorkflowLanding| matches!(landing, WorkflowLanding::Certain(_));
        let is_known = |row: &Self| (known(&row.landing), row.landing_after.as_ref().map(known));
        self.is_certain()
            && other.is_certain()
            && is_known(self) == is_known(other)
            && self.workflow_type == other.workflow_type
            && self.workflow == other.workflow
    }
}

impl Kind {
    fn new(workflow_type: &str, task_queue: &str, version: KnownVersion<'_>, hash: u64) -> Self {
        let task_queue = TaskQueueName::from(task_queue);
        let state = |version| WorkflowState::new(task_queue.clone(), version);
        let of_build_id = |text: &str| state(Some(WorkerVersion::BuildId(text.into())));
        let (newest, earlier) = match version {
            KnownVersion::Untouched => (state(None), Vec::new()),
            KnownVersion::Unversioned => (state(Some(WorkerVersion::Unversioned)), Vec::new()),
            KnownVersion::BuildId { newest, earlier } => {
                (of_build_id(newest), earlier.iter().map(|text| of_build_id(text)).collect())
            }
            KnownVersion::Deployment { behavior, deployment_name, build_id } => {
                let version = WorkerDeploymentVersion::new(deployment_name, build_id);
                let base = Some(Base { behavior, version });
                let info = VersioningInfo { base, ..VersioningInfo::default() };
                let unversioned = state(Some(WorkerVersion::Unversioned));
                let versioning_info = Some(Box::new(info));
                (WorkflowState { versioning_info, ..unversioned }, Vec::new())
            }
        };
        let (workflow_type, status) = (workflow_type.into(), RunStatus::Open);
        Self { workflow_type, newest, earlier, status, count: 0, hash }
    }

    /// The sort key of the row; of the workflows without a build ID, unversioned ones come before untouched ones, and those of
    /// deployments come last.
    fn order(&self) -> impl Ord {
        let of_state = |state: &WorkflowState| match &state.version {
            Some(WorkerVersion::BuildId(build_id)) => (0, Some(build_id.clone())),
            Some(WorkerVersion::Unversioned | WorkerVersion::Deployment(_)) => (1, None),
            None => (2, None),
        };
        let versioning_info = self.newest.versioning_info.clone();
        let earlier: Vec<_> = self.earlier.iter().map(of_state).collect();
        let task_queue = self.newest.task_queue.clone();
        let state = of_state(&self.newest);
        (self.workflow_type.clone(), task_queue, versioning_info, state, earlier)
    }

    fn is(&self, workflow_type: &str, task_queue: &str, version: KnownVersion<'_>) -> bool {
        *self.workflow_type == *workflow_type
            && self.newest.task_queue.as_str() == task_queue
            && match version {
                KnownVersion::Untouched => self.newest.version.is_none(),
                KnownVersion::Unversioned => {
                    self.newest.is_unversioned() && self.newest.versioning_info.is_none()
                }
                KnownVersion::Deployment { behavior, deployment_name, build_id } => {
                    let info = self.newest.versioning_info.as_ref();
                    info.and_then(|info| info.base.as_ref()).is_some_and(|base| {
                        base.behavior == behavior
                            && base.version.deployment_name.as_str() == deployment_name
                            && base.version.build_id.as_str() == build_id
                    })
                }
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
            let landing = resolve(namespace, &Task::workflow_task(workflow.clone()));
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
        KnownVersion::Deployment { deployment_name, build_id, .. } => {
            of_state + size_of::<VersioningInfo>() + deployment_name.len() + build_id.len()
        }
        KnownVersion::BuildId { newest, earlier } => {
            let earlier = earlier.iter().map(|text| of_state + text.len());
            of_state + newest.len() + earlier.sum::<usize>()
        }
    };
    size_of::<Kind>() + workflow_type.len() + task_queue.len() + versions
}
