//! Words for answers that a caller holds as plain data.

use serde::{Deserialize, Serialize};

use super::phrases::{self, TaskKind};
use super::{landing, may_stop, poll, pull_event, releases, remainder};
use crate::names::{BuildId, TaskQueueName};
use crate::planning::Remainder;
use crate::push::PullEvent;
use crate::rollout::{InvalidPoll, MayStop, Release, RolloutSubject, StepResult};
use crate::routing::{PollOutcome, Worker};
use crate::task::{Outcome, Reason, Resolution, Sdk, VersioningInfo, WorkflowState};
use crate::version::WorkerVersion;
use crate::version_sets::BuildIdOperation;
use crate::vocabulary::{by_field, intersection};

by_field! {
    /// An answer whose steps can be explained.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Explained {
        /// Where a task lands.
        Steps(Resolution),
        /// What the polls of a worker bring.
        Outcome(PollOutcome),
    }
}

/// What the steps of an answer mean: a sentence for each, in the order in which the rules were applied.
#[must_use]
pub fn explain(answer: &Explained) -> Vec<String> {
    match answer {
        Explained::Steps(resolution) => landing(resolution),
        Explained::Outcome(outcome) => vec![poll(outcome)],
    }
}

/// Something that has a short phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Described {
    /// Where something lands.
    Landing(Landed),
    /// Where something lands that depends on which build ID a workflow has used last: each possibility.
    Landings(Vec<Landed>),
    /// Whether workers may be stopped.
    MayStop(MayStop),
    /// What an operation does.
    Operation(BuildIdOperation),
    /// What the polls of a worker bring.
    Poll(PollOutcome),
    /// The polls of a worker that are not valid.
    InvalidPoll(InvalidPoll),
    /// What a pull has to say.
    PullEvent(PullEvent),
    /// The rule that decided where something lands.
    Reason(Reason),
    /// What frees workers from something that lands on them.
    Releases(Vec<Release>),
    /// What no operation can undo.
    Remainder(Remainder),
    /// The name of an SDK.
    Sdk(Sdk),
    /// The result of a step.
    StepResult(StepResult),
    /// Something in a rollout that lands.
    Subject(RolloutSubject),
    /// The kind of a task.
    Task(TaskKind),
    /// The version sets of a task queue: the default set last, and the set default last in each.
    VersionSets(Vec<Vec<BuildId>>),
    /// A worker.
    Worker(Worker),
    /// The workers of a build ID; an empty one means unversioned workers.
    WorkersOf(WorkerVersion),
    /// The version that a workflow is on.
    WorkflowVersion(Version),
}

intersection! {
    /// Where something lands.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schema", schemars(inline))]
    pub struct Landed {
        /// The task queue.
        pub task_queue: TaskQueueName,
    } & {
        /// Which workers get it.
        pub outcome: Outcome,
    }
}

/// The version that a workflow is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// Its build ID, if a versioned worker runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_id: Option<BuildId>,
    /// Whether it has completed a workflow task; true by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_completed_workflow_task: Option<bool>,
    /// What it carries of Worker Deployments; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versioning_info: Option<Box<VersioningInfo>>,
}

/// A short phrase, for lists and tables.
#[must_use]
pub fn describe(what: &Described) -> String {
    match what {
        Described::Landing(Landed { task_queue, outcome }) => phrases::landing(task_queue, outcome),
        Described::Landings(all) => phrases::landings(all),
        Described::MayStop(answer) => may_stop(*answer).to_owned(),
        Described::Operation(operation) => phrases::operation(operation),
        Described::Poll(outcome) => phrases::poll(outcome),
        Described::InvalidPoll(invalid) => phrases::invalid_poll(invalid),
        Described::PullEvent(event) => pull_event(event),
        Described::Reason(reason) => phrases::reason(*reason).to_owned(),
        Described::Releases(all) => releases(all),
        Described::Remainder(what) => remainder(what),
        Described::Sdk(sdk) => phrases::sdk(*sdk).to_owned(),
        Described::StepResult(result) => phrases::step_result(result),
        Described::Subject(subject) => phrases::subject(subject),
        Described::Task(kind) => phrases::task(*kind).to_owned(),
        Described::VersionSets(sets) => phrases::version_sets(sets),
        Described::Worker(worker) => phrases::worker(worker),
        Described::WorkersOf(version) => phrases::workers_of(version),
        Described::WorkflowVersion(Version {
            build_id,
            has_completed_workflow_task,
            versioning_info,
        }) => {
            let version =
                WorkflowState::version_from(build_id.clone(), *has_completed_workflow_task);
            phrases::workflow_version(version.as_ref(), versioning_info.as_deref())
        }
    }
}
