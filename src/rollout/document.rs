//! What people write: the rollout document.

use std::collections::{BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use super::expectation::RolloutExpectation;
use super::grounds::CompleteFor;
use super::subject::{RolloutSubject, Subject};
use super::timeline::TimelineStep;
use crate::limits::Limits;
use crate::names::{BuildId, CommandName, TaskQueueName, WorkflowId};
use crate::namespace::Namespace;
use crate::routing::Worker;
use crate::task::{
    ActivityCommand, Command, ContradictoryIntent, ResetPoint, Sdk, StatedIntent, Task,
    VersioningIntent, WorkflowState,
};
use crate::version::WorkerVersion;
use crate::version_sets::{RunStatus, StateError, VersionSets, WorkflowRun};
use crate::vocabulary::{FormatVersion, intersection, tagged, whole_number};

/// Where the task queues of a cluster stand, what runs on them, the steps that are to be taken, and what is expected on
/// the way. The format of `*.json` and `*.yaml` files, described in `docs/rollout-document.md`; its JSON Schema is
/// `worker-versioning/rollout.schema.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(
    extend("not" = {
        "required": ["steps", "operations"],
        "properties": { "steps": { "type": "array", "minItems": 1 }, "operations": { "type": "array", "minItems": 1 } },
    })
))]
#[serde(rename_all = "camelCase")]
pub struct RolloutDocument {
    /// The version of this format.
    pub version: FormatVersion,
    /// The JSON Schema of the document, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// What the rollout is called, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where the cluster's limits differ from the server's defaults.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "crate::vocabulary::schema::Partial<Limits>"))]
    pub limits: Limits,
    /// The task queues as they stand before the first step, each once. What `temporal task-queue get-build-ids` prints can
    /// be imported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub task_queues: Vec<RolloutTaskQueue>,
    /// The workers that run all the while.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workers: Vec<PlacedWorker>,
    /// The workflows, none of which makes progress during the rollout.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workflows: Vec<RolloutWorkflow>,
    /// The steps, in order, counted from 1. A refused one changes nothing, and the next one is taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<TimelineStep>,
    /// The older name of `steps`; a document has one of the two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<TimelineStep>,
    /// What is expected on the way and at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<RolloutExpectation>,
}

/// A task queue as it stands before the first step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RolloutTaskQueue {
    /// The name of the queue.
    pub task_queue: TaskQueueName,
    /// The default set last, and in each the set default last; none for an unversioned queue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub version_sets: Vec<ListedSet>,
    /// What the document lists completely of the queue. What it does not list, and does not say to be complete, is not
    /// known.
    #[serde(default, skip_serializing_if = "CompleteFor::is_nothing")]
    pub complete_for: CompleteFor,
    /// When the cluster was asked about the queue, as `pull` writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_at: Option<String>,
}

/// A version set as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListedSet {
    /// The build IDs, the set default last. A build ID is in one set of a queue at most. In YAML, put those that look
    /// like numbers in quotes: `'1.10'`.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), inner(length(min = 1)), extend("uniqueItems" = true)))]
    pub build_ids: Vec<BuildId>,
}

intersection! {
    /// A worker and the queue that it polls.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
    #[cfg_attr(feature = "schema", schemars(
        rename = "RolloutWorker",
        extend("if" = { "properties": { "useVersioning": { "const": true } }, "required": ["useVersioning"] }),
        extend("then" = { "required": ["buildId"] }),
    ))]
    pub struct PlacedWorker {
        /// What the worker is called, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// The queue that it polls.
        pub task_queue: TaskQueueName,
    } & {
        /// How it polls.
        pub worker: Worker,
    }
}

/// A workflow of a rollout, or a number of workflows that are alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RolloutWorkflow {
    /// Its ID, which no other workflow of the document has; of several, a name for them.
    pub workflow_id: WorkflowId,
    /// How many workflows it stands for, from 1 to 1,000,000,000; 1 by default.
    #[serde(
        default,
        deserialize_with = "deserialize_count",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1_000_000_000)))]
    pub count: Option<u32>,
    /// Its type, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workflow_type: Option<String>,
    /// The queue of its workflow tasks.
    pub task_queue: TaskQueueName,
    /// The build ID of the versioned worker that completed its latest workflow task, or the one that it inherited at its
    /// start. None for a workflow of unversioned workers.
    #[serde(
        default,
        deserialize_with = "BuildId::deserialize_optional_in_use",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub build_id: Option<BuildId>,
    /// Whether any workflow task of it was completed; true by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_completed_workflow_task: Option<bool>,
    /// Whether it still runs; `OPEN` by default. A closed one can be queried; its commands do not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RunStatus>,
    /// The build IDs of all workers that completed one of its workflow tasks, and the one that it inherited; the empty
    /// text stands for unversioned workers. By default, the version that it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_build_ids: Option<Vec<WorkerVersion>>,
    /// The SDK that it is written with; `typescript` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdk: Option<Sdk>,
    /// What it asks for, and what comes after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<RolloutCommand>,
}

intersection! {
    /// What a workflow asks for, its next attempt or its next run by schedule.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RolloutCommand {
        /// Its name, which nothing else of the workflow has.
        pub name: CommandName,
    } & {
        /// What it leads to.
        pub task: CommandTask,
    }
}

tagged! {
    #[tag("task")]
    /// What a command of a workflow leads to.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum CommandTask {
        /// An activity.
        #[cfg_attr(feature = "schema", schemars(transform = refuse_contradictory_intent))]
        Activity {
            /// The target queue, where the code names one; else it is the workflow's own.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            task_queue: Option<TaskQueueName>,
            /// The intent, where the code states one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            versioning_intent: Option<StatedIntent>,
            /// The Go SDK's older flag; true means the same as the intent `DEFAULT`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            use_latest_build_id: Option<bool>,
            /// Whether the worker that schedules the activity asks to run it at once; false by default.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            request_eager_execution: Option<bool>,
        },
        /// A child workflow.
        #[cfg_attr(feature = "schema", schemars(transform = refuse_contradictory_intent))]
        ChildWorkflow {
            /// The target queue, where the code names one; else it is the workflow's own.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            task_queue: Option<TaskQueueName>,
            /// The intent, where the code states one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            versioning_intent: Option<StatedIntent>,
            /// The Go SDK's older flag; true means the same as the intent `DEFAULT`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            use_latest_build_id: Option<bool>,
        },
        /// The next run of a workflow that continues as new.
        #[cfg_attr(feature = "schema", schemars(transform = refuse_contradictory_intent))]
        ContinueAsNew {
            /// The target queue, where the code names one; else it is the workflow's own.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            task_queue: Option<TaskQueueName>,
            /// The intent, where the code states one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            versioning_intent: Option<StatedIntent>,
            /// The Go SDK's older flag; true means the same as the intent `DEFAULT`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            use_latest_build_id: Option<bool>,
        },
        /// The next attempt of the workflow under its retry policy.
        WorkflowRetry,
        /// The next run of the workflow by its cron schedule.
        CronRun,
        /// The next workflow task of the workflow when it is reset.
        Reset {
            /// Where the reset leads.
            to: ResetPoint,
            /// The build ID that the workflow inherited at its start, if it did.
            #[serde(
                default,
                deserialize_with = "BuildId::deserialize_optional_in_use",
                skip_serializing_if = "Option::is_none"
            )]
            #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
            inherited_build_id: Option<BuildId>,
        },
    }
}

#[cfg(feature = "schema")]
fn refuse_contradictory_intent(schema: &mut schemars::Schema) {
    let contradiction = serde_json::json!({
        "properties": {
            "versioningIntent": { "const": "COMPATIBLE" },
            "useLatestBuildId": { "const": true },
        },
        "required": ["versioningIntent", "useLatestBuildId"],
    });
    schema.insert("not".to_owned(), contradiction);
}

/// Why a document does not make sense. Displayed: where, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {problem}")]
pub struct DocumentError {
    /// The path to what is wrong, such as `workflows[0].workflowId`.
    pub path: String,
    /// What was expected, and what stands there.
    pub problem: String,
}

impl DocumentError {
    pub(super) fn new(path: String, problem: impl Into<String>) -> Self {
        Self { path, problem: problem.into() }
    }
}

impl RolloutDocument {
    /// The steps, under whichever name.
    #[must_use]
    pub fn timeline(&self) -> &[TimelineStep] {
        if self.steps.is_empty() { &self.operations } else { &self.steps }
    }

    /// Every task queue that the document names, other than in its expectations.
    pub(super) fn task_queues_named(&self) -> BTreeSet<&TaskQueueName> {
        let mut named = BTreeSet::new();
        named.extend(self.task_queues.iter().map(|queue| &queue.task_queue));
        named.extend(self.workers.iter().map(|worker| &worker.task_queue));
        for step in self.timeline() {
            // A step may be for a queue that cannot exist; then it is refused.
            named.extend(step.operation.task_queues().filter(|name| name.check().is_ok()));
        }
        for RolloutWorkflow { task_queue, commands, .. } in &self.workflows {
            named.insert(task_queue);
            named.extend(commands.iter().filter_map(|command| command.task.task_queue()));
        }
        named
    }

    pub(super) fn start(&self) -> Result<Namespace, DocumentError> {
        if !self.steps.is_empty() && !self.operations.is_empty() {
            let problem = "expected steps or operations, its older name, got both";
            return Err(DocumentError::new("operations".to_owned(), problem));
        }
        let mut start = Namespace::new(self.limits);
        let mut names = BTreeSet::new();
        for (place, queue) in self.task_queues.iter().enumerate() {
            let name = &queue.task_queue;
            if !names.insert(name.as_str()) {
                let path = format!("taskQueues[{place}].taskQueue");
                let problem = format!("expected each task queue once, got '{name}' again");
                return Err(DocumentError::new(path, problem));
            }
            let listed = queue.version_sets.iter().map(|set| set.build_ids.clone()).collect();
            let sets = VersionSets::from_listed(listed).map_err(|error| {
                let StateError { set, build_id, problem } = error;
                let member = build_id.map(|place| format!("[{place}]")).unwrap_or_default();
                let path = format!("taskQueues[{place}].versionSets[{set}].buildIds{member}");
                DocumentError::new(path, problem.to_string())
            })?;
            // The name was checked when it was read.
            let _ = start.import(name.clone(), sets);
        }
        Ok(start)
    }

    pub(super) fn check_workers(&self) -> Result<(), DocumentError> {
        for (place, worker) in self.workers.iter().enumerate() {
            worker.check().map_err(|problem| {
                DocumentError::new(format!("workers[{place}].buildId"), problem)
            })?;
        }
        Ok(())
    }

    /// Checks the workflows, and returns the place of each.
    pub(super) fn check_workflows(
        &self,
    ) -> Result<HashMap<WorkflowId, usize, FxBuildHasher>, DocumentError> {
        let mut places = HashMap::default();
        for (place, workflow) in self.workflows.iter().enumerate() {
            let id = &workflow.workflow_id;
            if places.insert(id.clone(), place).is_some() {
                let path = format!("workflows[{place}].workflowId");
                let problem = format!("expected each workflow once, got '{id}' again");
                return Err(DocumentError::new(path, problem));
            }
            let mut names = BTreeSet::new();
            for (at, command) in workflow.commands.iter().enumerate() {
                let field = |field| format!("workflows[{place}].commands[{at}].{field}");
                let name = &command.name;
                if !names.insert(name.as_str()) {
                    let problem =
                        format!("expected each name once in a workflow, got '{name}' again");
                    return Err(DocumentError::new(field("name"), problem));
                }
                command.intent().map_err(|ContradictoryIntent| {
                    let problem =
                        "expected false or nothing beside versioningIntent COMPATIBLE, got true";
                    DocumentError::new(field("useLatestBuildId"), problem)
                })?;
            }
        }
        Ok(places)
    }

    /// Everything that lands somewhere: see [`Rollout::subjects`](super::Rollout::subjects).
    pub(super) fn subjects(&self) -> Vec<Subject> {
        let task_queues = self.task_queues_named().into_iter();
        let mut subjects: Vec<_> = task_queues.map(Subject::new_workflows).collect();
        for workflow in &self.workflows {
            workflow.add_subjects(&mut subjects);
        }
        subjects
    }
}

impl PlacedWorker {
    /// A worker that says it is versioned has to say its build ID.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        if self.worker.use_versioning && self.worker.build_id.is_none() {
            return Err("expected string beside useVersioning, got nothing");
        }
        Ok(())
    }
}

impl RolloutWorkflow {
    /// What routing needs to know of it.
    #[must_use]
    pub fn state(&self) -> WorkflowState {
        let version =
            WorkflowState::version_from(self.build_id.clone(), self.has_completed_workflow_task);
        WorkflowState::new(self.task_queue.clone(), version)
    }

    /// How many workflows it stands for.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count.unwrap_or(1)
    }

    /// Whether it still runs.
    #[must_use]
    pub fn status(&self) -> RunStatus {
        self.status.unwrap_or_default()
    }

    /// What reachability needs to know of it.
    #[must_use]
    pub fn run(&self) -> WorkflowRun {
        let used = match &self.used_build_ids {
            Some(used) => used.clone(),
            None => self.state().version.into_iter().collect(),
        };
        WorkflowRun { task_queue: self.task_queue.clone(), status: self.status(), used }
    }

    /// Its own next task: its workflow task while it runs, a query to it when it is closed.
    #[must_use]
    pub fn own_task(&self) -> Task {
        let workflow = self.state();
        match self.status() {
            RunStatus::Open => Task::workflow_task(workflow),
            RunStatus::Closed => Task::query(workflow),
        }
    }

    /// The command of a name.
    #[must_use]
    pub fn command(&self, name: &CommandName) -> Option<&RolloutCommand> {
        self.commands.iter().find(|command| command.name == *name)
    }

    /// The task that a command leads to.
    #[must_use]
    pub fn task_of(&self, command: &RolloutCommand) -> Task {
        let workflow = self.state();
        // A document with contradictory intents is refused.
        let intent = command.intent().unwrap_or_default();
        let sdk = self.sdk.unwrap_or_default();
        let of = |task_queue: &Option<TaskQueueName>| {
            let (workflow, task_queue) = (workflow.clone(), task_queue.clone());
            Command { workflow, task_queue, intent, sdk }
        };
        match &command.task {
            CommandTask::Activity { task_queue, request_eager_execution, .. } => {
                Task::Activity(ActivityCommand {
                    command: of(task_queue),
                    requests_eager_execution: request_eager_execution.unwrap_or_default(),
                })
            }
            CommandTask::ChildWorkflow { task_queue, .. } => Task::child_workflow(of(task_queue)),
            CommandTask::ContinueAsNew { task_queue, .. } => Task::continue_as_new(of(task_queue)),
            CommandTask::WorkflowRetry => Task::WorkflowRetry { workflow },
            CommandTask::CronRun => Task::CronRun { workflow },
            CommandTask::Reset { to, inherited_build_id } => {
                Task::Reset { workflow, to: *to, inherited_build_id: inherited_build_id.clone() }
            }
        }
    }

    /// What of it lands: the workflow itself and, while it runs, what its commands lead to.
    fn add_subjects(&self, subjects: &mut Vec<Subject>) {
        subjects.push(self.subject_of(None));
        if self.status() == RunStatus::Open {
            subjects.extend(self.commands.iter().map(|command| self.subject_of(Some(command))));
        }
    }

    /// The workflow itself or what a command of it leads to, if it has the command.
    pub(super) fn subject(&self, command: Option<&CommandName>) -> Option<Subject> {
        match command {
            None => Some(self.subject_of(None)),
            Some(name) => Some(self.subject_of(Some(self.command(name)?))),
        }
    }

    fn subject_of(&self, command: Option<&RolloutCommand>) -> Subject {
        let what = RolloutSubject::Workflow {
            workflow: self.workflow_id.clone(),
            command: command.map(|command| command.name.clone()),
        };
        let task = command.map_or_else(|| self.own_task(), |command| self.task_of(command));
        Subject { what, task, count: self.count() }
    }
}

fn deserialize_count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let count = whole_number::<_, 1, 1_000_000_000>(deserializer)?;
    Ok(u32::try_from(count).ok())
}

impl RolloutCommand {
    fn intent(&self) -> Result<VersioningIntent, ContradictoryIntent> {
        match &self.task {
            CommandTask::Activity { versioning_intent, use_latest_build_id, .. }
            | CommandTask::ChildWorkflow { versioning_intent, use_latest_build_id, .. }
            | CommandTask::ContinueAsNew { versioning_intent, use_latest_build_id, .. } => {
                VersioningIntent::from_fields(
                    *versioning_intent,
                    use_latest_build_id.unwrap_or_default(),
                )
            }
            CommandTask::WorkflowRetry | CommandTask::CronRun | CommandTask::Reset { .. } => {
                Ok(VersioningIntent::Unspecified)
            }
        }
    }
}

impl CommandTask {
    /// The target queue, where the code names one.
    #[must_use]
    pub const fn task_queue(&self) -> Option<&TaskQueueName> {
        match self {
            Self::Activity { task_queue, .. }
            | Self::ChildWorkflow { task_queue, .. }
            | Self::ContinueAsNew { task_queue, .. } => task_queue.as_ref(),
            Self::WorkflowRetry | Self::CronRun | Self::Reset { .. } => None,
        }
    }
}
