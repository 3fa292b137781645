//! How a landing came about: each rule that was applied, with the facts that it used.

use serde::{Deserialize, Serialize};

use super::{NamedTaskQueue, Sdk};
use crate::names::{BuildId, TaskQueueName, TaskQueueType, WorkflowId};
use crate::percentage::Percentage;
use crate::version::WorkerDeploymentVersion;
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

    /// Whether the trace keeps the rules.
    pub(crate) const fn is_kept(&self) -> bool {
        self.0.is_some()
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
    /// The workflow is pinned to a version of a Worker Deployment.
    PinnedVersion,
    /// The version that is current on the task queue.
    CurrentVersion,
    /// The version to which the task queue ramps takes the workflow.
    RampingVersion,
    /// The task queue ramps to another version, and whether the ramp takes the workflow is not known without its ID.
    RampSplit,
    /// The workflow has followed a newer change of its deployment than the task queue knows, so it stays on its version.
    NewerRevision,
    /// The workflow follows its deployment, and no version is current on the task queue: unversioned workers get the task.
    NoCurrentVersion,
    /// No version is current on the task queue, and a worker has the workflow in its cache.
    CachedWorkflow,
    /// The versioning override names a version whose workers have not polled the task queue.
    VersionNotPresent,
    /// The workflow is pinned to a drained version, and no worker polls the task queue.
    DrainedVersion,
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
        /// A Nexus task takes the default of its task queue.
        NexusTask,
        /// An activity without a workflow takes the default of its task queue.
        StandaloneActivity,
        /// A workflow that is pinned to a version of a Worker Deployment stays on it.
        PinnedWorkflow {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
        },
        /// A workflow whose behavior is auto-upgrade follows the current and ramping versions.
        AutoUpgradeWorkflow {
            /// The version that it is on.
            deployment_version: WorkerDeploymentVersion,
        },
        /// A workflow is moving to another version.
        MovingWorkflow {
            /// The version; absent for the unversioned workers.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
        },
        /// A versioning override pins the workflow, or directs its next workflow task.
        OverrideToVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
        },
        /// A versioning override makes the workflow follow the current and ramping versions.
        OverrideToAutoUpgrade,
        /// A versioning override needs a version whose workers have polled the task queue.
        OverrideRefused {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// The task queue.
            task_queue: TaskQueueName,
        },
        /// A new run begins pinned to the version of the one that starts it.
        InheritedPinnedVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
        },
        /// A new run begins on the version of the one that starts it, and follows its deployment.
        InheritedAutoUpgradeVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// The revision of the routing config that moved that run.
            revision_number: u64,
        },
        /// A new run inherits nothing of Worker Deployments, so it begins as a new workflow does.
        NothingOfDeploymentsInherited,
        /// The first workflow task of a run that continued as new with `USE_RAMPING_VERSION` goes to the ramping version.
        UseRampingVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
        },
        /// The version that is current on the task queue.
        CurrentVersion {
            /// The task queue.
            task_queue: TaskQueueName,
            /// Its type.
            task_queue_type: TaskQueueType,
            /// The version; absent where no version is current.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
        },
        /// The task queue ramps to a version, which takes the workflow or not.
        Ramp {
            /// The version; absent for the unversioned workers.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
            /// The share of workflows.
            percentage: Percentage,
            /// The ID of the workflow.
            workflow_id: WorkflowId,
            /// The place of the ID among all, from 0 to 100: the ramp takes it up to `percentage`.
            place: Percentage,
            /// Whether the ramp takes it.
            taken: bool,
        },
        /// The task queue ramps to a version, and whether that takes the workflow is not known without its ID.
        RampWithoutWorkflowId {
            /// The version; absent for the unversioned workers.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
            /// The share of workflows.
            percentage: Percentage,
        },
        /// The task queue ramps to a version, and the server compares the percentage with a random number from 0 to 1, since the
        /// task has no workflow ID: from 1 % on, the ramp takes all.
        RampWithoutWorkflow {
            /// The version; absent for the unversioned workers.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
            /// The percentage of the ramp.
            percentage: Percentage,
        },
        /// The workflow has followed a newer change of its deployment than the task queue knows, so it stays on its version.
        NewerRevision {
            /// The version of the workflow.
            deployment_version: WorkerDeploymentVersion,
            /// The revision that moved the workflow.
            revision_number: u64,
            /// The task queue.
            task_queue: TaskQueueName,
            /// The revision that the task queue knows.
            task_queue_revision_number: u64,
        },
        /// An activity goes to the version of its pinned workflow, whose workers poll the task queue for activities.
        ActivityOfVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// The task queue of the activity.
            task_queue: TaskQueueName,
        },
        /// No workers of the version of a pinned workflow have polled the task queue for activities: the activity goes
        /// where that queue directs it.
        ActivityOutsideVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// The task queue of the activity.
            task_queue: TaskQueueName,
        },
        /// An activity does not start on another version than its workflow's: it moves the workflow there first.
        ActivityMovesWorkflow {
            /// The version; absent for the unversioned workers.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deployment_version: Option<WorkerDeploymentVersion>,
        },
        /// While its workflow is moving to another version, no activity starts.
        ActivityWaits,
        /// No version gets it, and the workflow is on no version set: unversioned workers of the task queue do.
        NoCurrentVersion {
            /// The task queue.
            task_queue: TaskQueueName,
        },
        /// A worker has the workflow in its cache, and keeps it while no version is current.
        CachedWorkflow {
            /// The version of the worker.
            deployment_version: WorkerDeploymentVersion,
        },
        /// The server refuses a query to a workflow that is pinned to a drained version while no worker polls the task queue.
        QueryToDrainedVersion {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
        },
    }
}
