//! What an operation would do to tasks that are not those of a rollout.

use serde::Serialize;

use super::StepResult;
use crate::advice::Advice;
use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::operation::Operation;
use crate::routing::resolve;
use crate::task::{Resolution, Task};
use crate::version_sets::BuildIdOperation;

/// What an operation would do. A refused one moves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Preview {
    /// What would become of it.
    #[serde(flatten)]
    pub result: StepResult,
    /// What to do instead of an operation that would be refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
    /// Where each task would land.
    pub landings: Vec<PreviewedLanding>,
}

/// Where a task would land before and after an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviewedLanding {
    /// Where it lands before.
    pub before: Resolution,
    /// Where it lands after.
    pub after: Resolution,
    /// Whether somebody else would get it.
    pub moved: bool,
}

impl Preview {
    /// Tries the operation out on a copy.
    #[must_use]
    pub fn new(
        namespace: &Namespace,
        task_queue: &TaskQueueName,
        operation: &BuildIdOperation,
        tasks: &[Task],
    ) -> Self {
        let (task_queue, operation) = (task_queue.clone(), operation.clone());
        let mut tried = namespace.clone();
        let operation = Operation { task_queue, operation };
        let result = StepResult::new(&mut tried, &operation);
        let advice = result.advice(&tried, &operation);
        let landings = tasks.iter().map(|task| {
            let (before, after) = (resolve(namespace, task), resolve(&tried, task));
            let moved = !before.lands_like(&after);
            PreviewedLanding { before, after, moved }
        });
        Self { result, advice, landings: landings.collect() }
    }
}
