use super::operation::validate;
use super::{
    BuildId, Effect, Limits, Operation, OperationError, TaskQueueName, TaskQueueNameError,
    VersionSets,
};

/// A namespace: task queues by name, each with its versioning data, under the limits of one cluster.
///
/// ```
/// use worker_versioning::model::{Namespace, Operation, TaskQueueName};
///
/// let mut namespace = Namespace::default();
/// let orders = TaskQueueName::from("orders");
/// let add = Operation::AddNewDefault { build_id: "1.0".into() };
/// namespace.update(&orders, Some(&add)).unwrap();
///
/// let sets = namespace.version_sets(&orders).unwrap();
/// assert_eq!(sets.default_set().unwrap().default_build_id().as_str(), "1.0");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Namespace {
    limits: Limits,
    /// Only the queues that have version sets. This is the place of a queue's versioning data of whatever
    /// kind: a later generation (assignment rules, deployments) joins here.
    ///
    /// In the order of their names. (A tree would cost 20 KB of wasm, for a handful of queues.)
    task_queues: Vec<(TaskQueueName, VersionSets)>,
}

impl Namespace {
    /// A namespace without versioned queues.
    #[must_use]
    pub const fn new(limits: Limits) -> Self {
        Self { limits, task_queues: Vec::new() }
    }

    /// The limits of the cluster.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The names of the versioned task queues, in the order of their bytes.
    pub fn task_queues(&self) -> impl Iterator<Item = &TaskQueueName> {
        self.task_queues.iter().map(|(name, _)| name)
    }

    /// The version sets of a queue; none for an unversioned one. They are never empty.
    #[must_use]
    pub fn version_sets(&self, task_queue: &TaskQueueName) -> Option<&VersionSets> {
        let place = self.find(task_queue).ok()?;
        Some(&self.task_queues[place].1)
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
        operation: Option<&Operation>,
    ) -> Result<Effect, OperationError> {
        let operation = validate(task_queue, operation, &self.limits)?;
        let count = |build_id: &BuildId| self.queues_knowing(build_id, task_queue);
        let Ok(place) = self.find(task_queue) else {
            let mut sets = VersionSets::empty();
            let change = sets.check(operation, &self.limits, count)?;
            let effect = sets.carry_out(change);
            self.set_version_sets(task_queue.clone(), sets);
            return Ok(effect);
        };
        let change = self.task_queues[place].1.check(operation, &self.limits, count)?;
        Ok(self.task_queues[place].1.carry_out(change))
    }

    /// Replaces what is known of a queue, as by reading it from a server; empty sets make it unversioned.
    ///
    /// The limits are not looked at: what a server stores is true, whatever its limits are now.
    ///
    /// # Errors
    /// When no queue can have that name. Then nothing has changed.
    pub fn import(
        &mut self,
        task_queue: TaskQueueName,
        sets: VersionSets,
    ) -> Result<(), TaskQueueNameError> {
        task_queue.check()?;
        self.set_version_sets(task_queue, sets);
        Ok(())
    }

    fn set_version_sets(&mut self, task_queue: TaskQueueName, sets: VersionSets) {
        match (self.find(&task_queue), sets.is_empty()) {
            (Ok(place), true) => drop(self.task_queues.remove(place)),
            (Ok(place), false) => self.task_queues[place].1 = sets,
            (Err(_), true) => {}
            (Err(place), false) => self.task_queues.insert(place, (task_queue, sets)),
        }
    }

    /// The place of a queue, or where it would have to be put.
    fn find(&self, task_queue: &TaskQueueName) -> Result<usize, usize> {
        self.task_queues.binary_search_by(|(name, _)| name.cmp(task_queue))
    }

    fn queues_knowing(&self, build_id: &BuildId, except: &TaskQueueName) -> usize {
        let others = self.task_queues.iter().filter(|(name, _)| name != except);
        others.filter(|(_, sets)| sets.contains(build_id)).count()
    }
}
