//! How a landing came about: each rule that was applied, with the facts that it used.

use serde::{Deserialize, Serialize};

use super::{NamedTaskQueue, Sdk};
use crate::names::{BuildId, TaskQueueName};
use crate::vocabulary::tagged;

/// The rules that lead to a landing, if the caller asks for them.
pub(crate) struct Trace(Option<Vec<Step>>);

impl Trace {
    /// The most rules that a task can take, so that the list is allocated only once.
    const MOST_STEPS: usize = 4;

    /// A trace that keeps every rule.
    pub(crate) fn kept() -> Self {
        Self(Some(Vec::with_capacity(Self::MOST_STEPS)))
    }

    /// A trace that keeps nothing, for callers who ask only where something lands.
    pub(crate) const fn dropped() -> Self {
        Self(None)
    }

    /// Records a rule that was applied.
    pub(crate) fn note(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.0 {
            steps.push(step());
        }
    }

    /// Returns the rules in order; empty for a trace that keeps nothing.
    pub(crate) fn into_steps(self) -> Vec<Step> {
        self.0.unwrap_or_default()
    }
}

/// The rule that decided where a task lands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    /// The default of the version set that holds the wanted build ID.
    SetDefault,
    /// The default of the queue's default set.
    QueueDefault,
    /// The task wants the default, and the task queue has no version sets.
    UnversionedQueue,
    /// The task stays with the unversioned workers that run its workflow.
    UnversionedWorkflow,
    /// The run would inherit, but its workflow is not versioned, so it starts on the queue default.
    NothingToInherit,
    /// The task queue does not know the wanted build ID: only workers with exactly that build ID get the task.
    UnknownBuildId,
    /// The command would inherit across task queues, which the server refuses.
    CrossQueueRejected,
    /// The activity runs on the worker that scheduled it.
    EagerActivity,
    /// The workflow starts on the worker in the program that starts it.
    EagerWorkflowStart,
}

tagged! {
    #[tag("rule", "SCREAMING_SNAKE_CASE")]
    /// A rule that was applied on the way to a landing, with the facts that it used.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Step {
        /// A new workflow takes the default.
        NewWorkflow,
        /// A workflow returns to the version set of the build ID that ran it last, or that it inherited.
        WorkflowBuildId {
            /// The build ID.
            build_id: BuildId,
        },
        /// A workflow that has completed no workflow task and inherited nothing still takes the default.
        FirstWorkflowTask,
        /// A workflow that is started eagerly begins on a worker in the program that starts it.
        EagerWorkflowStart {
            /// The task queue that it bypasses.
            task_queue: TaskQueueName,
        },
        /// After a reset to its first workflow task, a workflow has only what it inherited at its start.
        ResetToFirstWorkflowTask,
        /// After a reset to a later workflow task, a workflow is still on the version that ran what is left of it.
        ResetToLaterWorkflowTask,
        /// A workflow that unversioned workers run stays on unversioned workers.
        UnversionedWorkflow,
        /// The next attempt of a workflow inherits.
        RetryInherits,
        /// A cron run never inherits: it takes the default.
        CronNeverInherits,
        /// The intent Compatible inherits.
        IntentCompatible,
        /// The intent Default does not inherit.
        IntentDefault,
        /// The older flag does not inherit.
        UseLatestBuildId,
        /// Without an intent, the SDK inherits here.
        UnspecifiedInherits {
            /// The SDK.
            sdk: Sdk,
            /// How the queue that the command names relates to the workflow's.
            named_task_queue: NamedTaskQueue,
        },
        /// Without an intent, the SDK does not inherit here.
        UnspecifiedTakesDefault {
            /// The SDK.
            sdk: Sdk,
            /// How the queue that the command names relates to the workflow's.
            named_task_queue: NamedTaskQueue,
        },
        /// Inheriting works only on the workflow's own task queue.
        CrossQueueRejected {
            /// The workflow's task queue.
            workflow_task_queue: TaskQueueName,
            /// The task queue that the command names.
            task_queue: TaskQueueName,
        },
        /// What does not inherit takes the default of the target queue.
        TakesDefault,
        /// The task inherits the build ID of its workflow.
        InheritedBuildId {
            /// The build ID.
            build_id: BuildId,
        },
        /// The workflow has no build ID, so the new run has none either, and it has completed no workflow task: it
        /// takes the default.
        NothingToInherit,
        /// An eager activity goes to the worker that completes the workflow task.
        EagerActivity {
            /// The task queue that it bypasses.
            task_queue: TaskQueueName,
        },
        /// The default of the task queue's default set gets the task.
        QueueDefault {
            /// The task queue.
            task_queue: TaskQueueName,
            /// The default of its default set.
            build_id: BuildId,
        },
        /// The task queue has no version sets: unversioned workers get the task.
        UnversionedQueue {
            /// The task queue.
            task_queue: TaskQueueName,
        },
        /// The default of the version set that holds the wanted build ID gets the task.
        SetDefault {
            /// The task queue.
            task_queue: TaskQueueName,
            /// The wanted build ID.
            build_id: BuildId,
            /// The default of its set.
            set_default: BuildId,
        },
        /// The task queue does not know the wanted build ID: only workers with exactly that build ID get the task.
        UnknownBuildId {
            /// The task queue.
            task_queue: TaskQueueName,
            /// The wanted build ID.
            build_id: BuildId,
        },
        /// Unversioned workers of the task queue get the task, whether or not the queue has version sets.
        UnversionedWorkers {
            /// The task queue.
            task_queue: TaskQueueName,
        },
    }
}
