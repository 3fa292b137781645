//! How a landing came about: each rule that was applied, with the facts that it looked at.

use serde::{Deserialize, Serialize};

use super::{NamedTaskQueue, Sdk};
use crate::names::{BuildId, TaskQueueName};
use crate::vocabulary::tagged;

/// The rules that lead to a landing, where somebody asks for them.
pub(crate) struct Trace(Option<Vec<Step>>);

impl Trace {
    /// No task takes more steps, so that their list never grows.
    const MOST_STEPS: usize = 4;

    /// A trace that keeps every rule.
    pub(crate) fn kept() -> Self {
        Self(Some(Vec::with_capacity(Self::MOST_STEPS)))
    }

    /// A trace that keeps nothing, for those who ask only where something lands.
    pub(crate) const fn dropped() -> Self {
        Self(None)
    }

    /// Notes a rule that was applied.
    pub(crate) fn note(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.0 {
            steps.push(step());
        }
    }

    /// The rules in order; none of a dropped trace.
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
    /// It wants the default, and the queue has no version sets.
    UnversionedQueue,
    /// It stays with the unversioned workers that run its workflow.
    UnversionedWorkflow,
    /// It would inherit, but its workflow is not versioned: it starts on the queue default.
    NothingToInherit,
    /// The queue does not know the wanted build ID: only a worker of exactly that one gets it.
    UnknownBuildId,
    /// It inherits across task queues, which the server refuses.
    CrossQueueRejected,
    /// It runs on the worker that scheduled it.
    EagerActivity,
}

tagged! {
    #[tag("rule", "SCREAMING_SNAKE_CASE")]
    /// A rule that was applied on the way to a landing, with the facts that it looked at.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Step {
        /// A new workflow takes the default.
        NewWorkflow,
        /// A workflow goes back to the set of the build ID that ran it last, or that it inherited.
        WorkflowBuildId {
            /// That build ID.
            build_id: BuildId,
        },
        /// A workflow that has completed no workflow task and inherited nothing still takes the default.
        FirstWorkflowTask,
        /// What unversioned workers run stays on unversioned workers.
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
            /// The one that the command names.
            task_queue: TaskQueueName,
        },
        /// What does not inherit takes the default of the target queue.
        TakesDefault,
        /// It inherits the build ID of its workflow.
        InheritedBuildId {
            /// That build ID.
            build_id: BuildId,
        },
        /// The workflow has no build ID, so the new run has none either, and has completed nothing: it takes the
        /// default.
        NothingToInherit,
        /// An eager activity is handed to the worker that completes the workflow task.
        EagerActivity {
            /// The queue that it does not go through.
            task_queue: TaskQueueName,
        },
        /// The default of the queue's default set gets it.
        QueueDefault {
            /// The queue.
            task_queue: TaskQueueName,
            /// The default of its default set.
            build_id: BuildId,
        },
        /// The queue has no version sets: unversioned workers get it.
        UnversionedQueue {
            /// The queue.
            task_queue: TaskQueueName,
        },
        /// The default of the set that holds the wanted build ID gets it.
        SetDefault {
            /// The queue.
            task_queue: TaskQueueName,
            /// The wanted build ID.
            build_id: BuildId,
            /// The default of its set.
            set_default: BuildId,
        },
        /// The queue does not know the wanted build ID: only a worker of exactly that one gets it.
        UnknownBuildId {
            /// The queue.
            task_queue: TaskQueueName,
            /// The wanted build ID.
            build_id: BuildId,
        },
        /// Unversioned workers of the queue get it, whether or not it has version sets.
        UnversionedWorkers {
            /// The queue.
            task_queue: TaskQueueName,
        },
    }
}
