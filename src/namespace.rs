//! What a cluster holds: task queues with their versioning data, under the cluster's limits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::deployments::{DeploymentLimits, Deployments, DeploymentsError, DeploymentsSnapshot};
use crate::limits::Limits;
use crate::names::{BuildId, TaskQueueName, TaskQueueNameError};
use crate::operation::Operation;
use crate::refusal::OperationError;
use crate::version_sets::{
    BuildIdOperation, Effect, StateError, VersionSet, VersionSets, validate,
};
use crate::vocabulary::FormatVersion;

/// A namespace: task queues by name, each with its versioning data, under the limits of one cluster.
///
/// ```
/// use worker_versioning::names::TaskQueueName;
/// use worker_versioning::namespace::Namespace;
/// use worker_versioning::version_sets::BuildIdOperation;
///
/// let mut namespace = Namespace::default();
/// let orders = TaskQueueName::from("orders");
/// let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "1.0".into() };
/// namespace.update(&orders, Some(&add)).unwrap();
///
/// let sets = namespace.version_sets(&orders).unwrap();
/// assert_eq!(sets.default_set().unwrap().default_build_id().as_str(), "1.0");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Namespace {
    limits: Limits,
    /// The version sets of the queues that have some.
    version_sets: BTreeMap<TaskQueueName, VersionSets>,
    deployments: Deployments,
}

impl Namespace {
    /// A namespace without versioned queues.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// The same namespace, without deployments, in a cluster with these limits for them.
    #[must_use]
    pub fn with_deployment_limits(self, limits: DeploymentLimits) -> Self {
        Self { deployments: Deployments::new(limits), ..self }
    }

    /// The Worker Deployments.
    #[must_use]
    pub const fn deployments(&self) -> &Deployments {
        &self.deployments
    }

    /// The Worker Deployments, to change them.
    #[must_use]
    pub const fn deployments_mut(&mut self) -> &mut Deployments {
        &mut self.deployments
    }

    /// The limits of the cluster.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The names of the versioned task queues, in the order of their bytes.
    pub fn task_queues(&self) -> impl Iterator<Item = &TaskQueueName> {
        self.version_sets.keys()
    }

    /// The version sets of a queue; none for an unversioned one. They are never empty.
    #[must_use]
    pub fn version_sets(&self, task_queue: &TaskQueueName) -> Option<&VersionSets> {
        self.version_sets.get(task_queue)
    }

    /// The version set of a queue that holds a build ID, if one does.
    #[must_use]
    pub fn set_of(&self, task_queue: &TaskQueueName, build_id: &BuildId) -> Option<&VersionSet> {
        self.version_sets(task_queue)?.set_of(build_id)
    }

    /// The version sets of a queue in order, the queue default last; empty for an unversioned one.
    #[must_use]
    pub fn sets(&self, task_queue: &TaskQueueName) -> &[VersionSet] {
        self.version_sets(task_queue).map_or(&[], VersionSets::sets)
    }

    /// Whether this namespace and another one hold the same of a queue, so that everything lands and polls there alike.
    pub(crate) fn holds_alike(&self, other: &Self, task_queue: &TaskQueueName) -> bool {
        let Self { limits: _, version_sets, deployments } = self;
        // A deployment reaches over its task queues.
        version_sets.get(task_queue) == other.version_sets.get(task_queue)
            && *deployments == other.deployments
    }

    /// Carries out an operation.
    ///
    /// # Errors
    /// As the server refuses it. Then nothing has changed.
    pub fn apply(&mut self, operation: &Operation) -> Result<Effect, OperationError> {
        self.update(&operation.task_queue, Some(&operation.operation))
    }

    /// Carries out `UpdateWorkerBuildIdCompatibility`. A request without an operation is refused, as the
    /// server refuses it.
    ///
    /// # Errors
    /// As the server: the request is incomplete, names what is not there, or would exceed a limit. Then
    /// nothing has changed.
    pub fn update(
        &mut self,
        task_queue: &TaskQueueName,
        operation: Option<&BuildIdOperation>,
    ) -> Result<Effect, OperationError> {
        let operation = validate(task_queue, operation, &self.limits)?;
        let other_queues_with = |build_id: &BuildId| self.queues_with(build_id, task_queue);
        let unversioned = VersionSets::default();
        let sets = self.version_sets.get(task_queue).unwrap_or(&unversioned);
        let change = sets.check(operation, &self.limits, other_queues_with)?;
        Ok(self.version_sets.entry(task_queue.clone()).or_default().carry_out(change))
    }

    /// Replaces what is known of a queue, as by reading it from a server; empty sets make it unversioned.
    ///
    /// The limits are not checked: what a server stores is true, whatever its limits are now.
    ///
    /// # Errors
    /// When no queue can have that name. Then nothing has changed.
    pub fn import(
        &mut self,
        task_queue: TaskQueueName,
        sets: VersionSets,
    ) -> Result<(), TaskQueueNameError> {
        task_queue.check()?;
        if sets.sets().is_empty() {
            self.version_sets.remove(&task_queue);
        } else {
            self.version_sets.insert(task_queue, sets);
        }
        Ok(())
    }

    fn queues_with(&self, build_id: &BuildId, except: &TaskQueueName) -> usize {
        let others = self.task_queues().filter(|name| *name != except);
        others.filter(|name| self.set_of(name, build_id).is_some()).count()
    }
}

/// Everything that a namespace holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NamespaceSnapshot {
    /// The version of this format.
    pub version: FormatVersion,
    /// The limits of the cluster.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(!default))]
    pub limits: Limits,
    /// The versioned task queues.
    pub task_queues: Vec<TaskQueueSnapshot>,
    /// The Worker Deployments, where there were ever some or their limits are not the usual ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployments: Option<DeploymentsSnapshot>,
}

/// Everything that a namespace holds of a task queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TaskQueueSnapshot {
    /// The name of the queue.
    pub task_queue: TaskQueueName,
    /// Its version sets, the queue default last.
    pub version_sets: Vec<VersionSet>,
}

/// Why a snapshot cannot be that of a namespace.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SnapshotError {
    /// A task queue occurs twice.
    #[error("expected each task queue once, got '{name}' again")]
    Duplicate {
        /// The place, from 0, where it occurs again.
        place: usize,
        /// Its name.
        name: TaskQueueName,
    },
    /// The version sets of a task queue cannot be.
    #[error("{error}")]
    VersionSets {
        /// The place of the queue, from 0.
        place: usize,
        /// What is wrong with them.
        error: StateError,
    },
    /// The Worker Deployments cannot be.
    #[error(transparent)]
    Deployments(#[from] DeploymentsError),
}

impl Namespace {
    /// Everything that the namespace holds, for [`Self::from_snapshot`].
    #[must_use]
    pub fn snapshot(&self) -> NamespaceSnapshot {
        let task_queues = self.version_sets.iter().map(|(task_queue, sets)| TaskQueueSnapshot {
            task_queue: task_queue.clone(),
            version_sets: sets.sets().to_vec(),
        });
        NamespaceSnapshot {
            version: FormatVersion,
            limits: self.limits,
            task_queues: task_queues.collect(),
            deployments: (self.deployments != Deployments::default())
                .then(|| self.deployments.snapshot()),
        }
    }

    /// The namespace of a snapshot.
    ///
    /// # Errors
    /// When it cannot be the state of a namespace.
    pub fn from_snapshot(snapshot: NamespaceSnapshot) -> Result<Self, SnapshotError> {
        let mut version_sets = BTreeMap::new();
        for (place, queue) in snapshot.task_queues.into_iter().enumerate() {
            if version_sets.contains_key(&queue.task_queue) {
                return Err(SnapshotError::Duplicate { place, name: queue.task_queue });
            }
            let sets = VersionSets::from_recorded(queue.version_sets)
                .map_err(|error| SnapshotError::VersionSets { place, error })?;
            version_sets.insert(queue.task_queue, sets);
        }
        version_sets.retain(|_, sets| !sets.sets().is_empty());
        let deployments = snapshot.deployments.map(Deployments::from_snapshot).transpose()?;
        let deployments = deployments.unwrap_or_default();
        Ok(Self { limits: snapshot.limits, version_sets, deployments })
    }
}
