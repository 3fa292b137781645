//! Short phrases for lists and tables.

use serde::{Deserialize, Serialize};

use super::described::Landed;
use crate::names::{BuildId, TaskQueueName, TaskQueueType};
use crate::rollout::{InvalidPoll, PlacedWorker, Polling, RolloutSubject, StepResult};
use crate::routing::{PollOutcome, Worker};
use crate::task::{Effective, Outcome, Reason, Sdk, Share, VersioningBehavior, VersioningInfo};
use crate::version::{WorkerDeploymentVersion, WorkerVersion};
use crate::version_sets::BuildIdOperation;

/// The name of an SDK, as its language writes it.
#[must_use]
pub const fn sdk(sdk: Sdk) -> &'static str {
    match sdk {
        Sdk::Go => "Go",
        Sdk::Java => "Java",
        Sdk::Python => "Python",
        Sdk::TypeScript => "TypeScript",
        Sdk::DotNet => ".NET",
        Sdk::Ruby => "Ruby",
    }
}

/// The kind of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TaskKind {
    /// The first workflow task of a workflow that a client starts.
    NewWorkflow,
    /// The first workflow task of a workflow that is started eagerly.
    EagerNewWorkflow,
    /// The next workflow task of a workflow that is reset.
    Reset,
    /// The next workflow task of a workflow.
    WorkflowTask,
    /// An update of a workflow.
    Update,
    /// A query to a workflow.
    Query,
    /// The next attempt of a workflow that failed under a retry policy.
    WorkflowRetry,
    /// The next run of a cron workflow.
    CronRun,
    /// An activity of a workflow.
    Activity,
    /// The first workflow task of a child workflow.
    ChildWorkflow,
    /// The first workflow task of the next run of a workflow that continues as new.
    ContinueAsNew,
    /// A Nexus task.
    NexusTask,
    /// An activity that a client starts, without a workflow.
    StandaloneActivity,
}

/// What a task is.
#[must_use]
pub const fn task(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::NewWorkflow => "new workflow",
        TaskKind::EagerNewWorkflow => "new workflow, started eagerly",
        TaskKind::Reset => "reset",
        TaskKind::WorkflowTask => "workflow task",
        TaskKind::Update => "update",
        TaskKind::Query => "query",
        TaskKind::WorkflowRetry => "next attempt",
        TaskKind::CronRun => "next cron run",
        TaskKind::Activity => "activity",
        TaskKind::ChildWorkflow => "child workflow",
        TaskKind::ContinueAsNew => "continue-as-new",
        TaskKind::NexusTask => "Nexus task",
        TaskKind::StandaloneActivity => "standalone activity",
    }
}

/// The rule that decided where something lands.
#[must_use]
pub const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::SetDefault => "set default",
        Reason::QueueDefault => "queue default",
        Reason::UnversionedQueue => "no version sets",
        Reason::UnversionedWorkflow => "unversioned",
        Reason::NothingToInherit => "nothing to inherit",
        Reason::UnknownBuildId => "unknown build ID",
        Reason::CrossQueueRejected => "other queue",
        Reason::EagerActivity | Reason::EagerWorkflowStart => "eager",
        Reason::PinnedVersion => "pinned",
        Reason::CurrentVersion => "current version",
        Reason::RampingVersion => "ramping version",
        Reason::RampSplit => "ramp",
        Reason::NewerRevision => "newer routing",
        Reason::NoCurrentVersion => "no current version",
        Reason::CachedWorkflow => "cached",
        Reason::VersionNotPresent => "version not present",
        Reason::DrainedVersion => "drained version",
    }
}

/// Which version a workflow is on, from [`WorkflowState::version`](crate::task::WorkflowState::version) and what it carries of
/// Worker Deployments, which counts first.
#[must_use]
pub fn workflow_version(version: Option<&WorkerVersion>, info: Option<&VersioningInfo>) -> String {
    if let Some(Effective { behavior, version }) = info.and_then(VersioningInfo::effective) {
        return match (behavior, version) {
            (VersioningBehavior::Pinned, Some(version)) => format!("pinned to {version}"),
            (_, Some(version)) => format!("on {version}, auto-upgrade"),
            (_, None) => "unversioned, auto-upgrade".to_owned(),
        };
    }
    match version {
        Some(WorkerVersion::BuildId(build_id)) => format!("on {build_id}"),
        Some(WorkerVersion::Deployment(version)) => format!("on {version}"),
        Some(WorkerVersion::Unversioned) => "unversioned".to_owned(),
        None => "no workflow task completed yet".to_owned(),
    }
}

/// Something in a rollout that lands.
#[must_use]
pub fn subject(subject: &RolloutSubject) -> String {
    match subject {
        RolloutSubject::NewWorkflows { task_queue } => format!("new workflows on {task_queue}"),
        RolloutSubject::Workflow { workflow, command: None } => workflow.to_string(),
        RolloutSubject::Workflow { workflow, command: Some(command) } => {
            format!("{workflow} › {command}")
        }
    }
}

/// The first of the subjects, and how many more there are; empty if there are none.
#[must_use]
pub fn subjects(subjects: &[RolloutSubject]) -> String {
    const MOST_SHOWN: usize = 5;
    let shown: Vec<String> = subjects.iter().take(MOST_SHOWN).map(subject).collect();
    let shown = shown.join(", ");
    match subjects.len() {
        count if count > MOST_SHOWN => format!("{shown} and {} more", count - MOST_SHOWN),
        _ => shown,
    }
}

/// Where something lands.
#[must_use]
pub fn landing(task_queue: &TaskQueueName, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Version(WorkerVersion::BuildId(build_id)) => format!("{build_id} on {task_queue}"),
        Outcome::Version(WorkerVersion::Deployment(version)) => {
            format!("{version} on {task_queue}")
        }
        Outcome::Version(WorkerVersion::Unversioned) => {
            format!("unversioned workers on {task_queue}")
        }
        Outcome::Split(split) => format!("{} on {task_queue}", shares(split)),
        Outcome::Rejected(_) | Outcome::Refused(_) => "refused by the server".to_owned(),
    }
}

/// The versions that share something, as in `30 % shop:2.0, 70 % unversioned workers`.
#[must_use]
pub(super) fn shares(shares: &[Share]) -> String {
    let share = |Share { percentage, outcome, .. }: &Share| {
        let name = match outcome.version() {
            Some(WorkerVersion::Unversioned) => "unversioned workers".to_owned(),
            Some(version) => version.to_string(),
            None => "nobody".to_owned(),
        };
        format!("{percentage} % {name}")
    };
    shares.iter().map(share).collect::<Vec<_>>().join(", ")
}

/// Where something lands that depends on which build ID a workflow has used last: each possibility.
#[must_use]
pub fn landings(all: &[Landed]) -> String {
    let all: Vec<String> =
        all.iter().map(|Landed { task_queue, outcome }| landing(task_queue, outcome)).collect();
    format!("{}: depends on which it used last", all.join(" or "))
}

/// What an operation does, in the imperative: `add 2.0 in a new default set`.
#[must_use]
pub fn operation(operation: &BuildIdOperation) -> String {
    match operation {
        BuildIdOperation::AddNewIdInNewDefaultSet { build_id } => {
            format!("add {build_id} in a new default set")
        }
        BuildIdOperation::AddNewCompatibleVersion {
            build_id,
            existing_compatible_build_id,
            promote_set,
        } => {
            let promotion = if *promote_set { ", and make its set the queue default" } else { "" };
            format!("add {build_id}, compatible with {existing_compatible_build_id}{promotion}")
        }
        BuildIdOperation::PromoteSetByBuildId { build_id } => {
            format!("make the set of {build_id} the queue default")
        }
        BuildIdOperation::PromoteBuildIdWithinSet { build_id } => {
            format!("make {build_id} the default of its set")
        }
        BuildIdOperation::MergeSets { primary_build_id, secondary_build_id } => {
            format!("merge the set of {secondary_build_id} into that of {primary_build_id}")
        }
    }
}

/// The result of a step.
#[must_use]
pub fn step_result(result: &StepResult) -> String {
    let text = match result {
        StepResult::Changed { order_is_guess: false } => "changed",
        StepResult::Changed { order_is_guess: true } => {
            "changed (in an order that is partly a guess)"
        }
        StepResult::Unchanged => "unchanged: the queue is as it asks already",
        StepResult::Refused { code, message, .. } => {
            return format!("refused, {code}: {message}");
        }
    };
    text.to_owned()
}

/// A worker, by its version.
#[must_use]
pub fn worker(worker: &Worker) -> String {
    match worker {
        Worker { deployment_options: Some(options), .. } if options.version().is_none() => {
            format!("unversioned worker of {}:{}", options.deployment_name, options.build_id)
        }
        Worker { deployment_options: Some(options), .. } => {
            format!("worker {}:{}", options.deployment_name, options.build_id)
        }
        Worker { build_id: Some(build_id), use_versioning: true, .. } => {
            format!("worker {build_id}")
        }
        Worker { build_id: None, use_versioning: true, .. } => {
            "worker without a build ID".to_owned()
        }
        Worker { build_id: None, use_versioning: false, .. } => "unversioned worker".to_owned(),
        Worker { build_id: Some(build_id), use_versioning: false, .. } => {
            format!("unversioned worker (build ID {build_id}, not opted in)")
        }
    }
}

/// A worker by its name, or else by its version, and its task queue.
#[must_use]
pub fn placed_worker(PlacedWorker { name, task_queue, worker: which }: &PlacedWorker) -> String {
    let called = name.clone().unwrap_or_else(|| worker(which));
    format!("{called} on {task_queue}")
}

/// What the polls of a worker bring, as a predicate to follow the worker's name.
#[must_use]
pub fn poll(poll: &PollOutcome) -> String {
    let predicate = match poll {
        PollOutcome::UnversionedWorker { new_workflows: true, .. } => {
            "receives all tasks of the queue"
        }
        PollOutcome::UnversionedWorker { new_workflows: false, .. } => {
            "receives unversioned tasks only"
        }
        PollOutcome::SetDefault { new_workflows: true, .. } => {
            "receives its set's tasks and new workflows"
        }
        PollOutcome::SetDefault { new_workflows: false, .. } => "receives its set's tasks",
        PollOutcome::Superseded { newer_build_id, .. } => {
            return format!("is superseded by {newer_build_id}");
        }
        PollOutcome::UnknownBuildId { .. } => "sits idle: the queue does not know its build ID",
        PollOutcome::CurrentVersion { percentage, .. } if percentage.get() < 100.0 => {
            return format!("receives its version's tasks and {percentage} % of new workflows");
        }
        PollOutcome::CurrentVersion { .. } => "receives its version's tasks and new workflows",
        PollOutcome::RampingVersion { percentage, .. } => {
            return format!("receives its version's tasks and {percentage} % of new workflows");
        }
        PollOutcome::PinnedOnly { .. } => "receives its version's tasks only",
    };
    predicate.to_owned()
}

/// That the polls of a worker are not valid, as a predicate to follow the worker's name.
#[must_use]
pub fn invalid_poll(poll: &InvalidPoll) -> String {
    format!("is refused: {}", poll.message)
}

/// What the polls of a worker bring, whether or not they are valid.
#[must_use]
pub fn polling(polling: &Polling) -> String {
    match polling {
        Polling::Valid(outcome) => poll(outcome),
        Polling::Invalid(invalid) => invalid_poll(invalid),
    }
}

/// The version sets of a task queue on one line, as in `[1.0, 1.1] [2.0]`: the queue default comes last.
///
/// ```
/// use worker_versioning::explain::phrases;
/// use worker_versioning::names::BuildId;
///
/// let sets = [vec![BuildId::from("1.0"), BuildId::from("1.1")], vec![BuildId::from("two words")]];
/// assert_eq!(phrases::version_sets(&sets), r#"[1.0, 1.1] ["two words"]"#);
/// ```
#[must_use]
pub fn version_sets<'a, Set>(sets: impl IntoIterator<Item = Set>) -> String
where
    Set: IntoIterator<Item = &'a BuildId>,
{
    let in_brackets = |set: Set| {
        let build_ids: Vec<String> = set.into_iter().map(listed_build_id).collect();
        format!("[{}]", build_ids.join(", "))
    };
    let sets: Vec<String> = sets.into_iter().map(in_brackets).collect();
    if sets.is_empty() { "no version sets".to_owned() } else { sets.join(" ") }
}

/// A build ID in a list. It may hold any text; one that could be mistaken for something else is quoted.
fn listed_build_id(build_id: &BuildId) -> String {
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'_' | b'.' | b'+' | b'@' | b':' | b'/' | b'-')
    };
    let text = build_id.as_str();
    if !text.is_empty() && text.bytes().all(is_plain) {
        text.to_owned()
    } else {
        serde_json::to_string(text).unwrap_or_default()
    }
}

/// A version of a Worker Deployment, or the unversioned workers.
#[must_use]
pub(super) fn deployed(version: Option<&WorkerDeploymentVersion>) -> String {
    version.map_or_else(|| "the unversioned workers".to_owned(), ToString::to_string)
}

/// What a task queue of a type hands out.
#[must_use]
pub(super) const fn tasks(task_queue_type: TaskQueueType) -> &'static str {
    match task_queue_type {
        TaskQueueType::Workflow => "workflow tasks",
        TaskQueueType::Activity => "activities",
        TaskQueueType::Nexus => "Nexus tasks",
    }
}

/// The workers of a version.
#[must_use]
pub fn workers_of(version: &WorkerVersion) -> String {
    match version {
        WorkerVersion::Unversioned => "unversioned workers".to_owned(),
        WorkerVersion::BuildId(build_id) => format!("workers of {build_id}"),
        WorkerVersion::Deployment(version) => format!("workers of {version}"),
    }
}

/// A number with commas between thousands, as in `1,532`.
#[must_use]
pub(super) fn figure(number: u64) -> String {
    let digits = number.to_string();
    let mut figure = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            figure.push(',');
        }
        figure.push(digit);
    }
    figure
}

/// A number of things, as in `1 worker` or `1,532 workers`.
#[must_use]
pub(super) fn counted(count: u64, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {what}{ending}", figure(count))
}

/// Names in a sentence, as in `1.0, 1.1 and 1.2`.
#[must_use]
pub(super) fn listed<Name: ToString>(names: &[Name]) -> String {
    let texts: Vec<String> = names.iter().map(Name::to_string).collect();
    match &texts[..] {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
