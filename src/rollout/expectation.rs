//! What people expect of a rollout.

use serde::{Deserialize, Serialize};

use super::document::{DocumentError, PlacedWorker};
use super::retirement::MayStop;
use super::{Rollout, UnknownName};
use crate::names::{BuildId, CommandName, TaskQueueName, WorkflowId};
use crate::refusal::StatusCode;
use crate::routing::Polled;
use crate::task::Outcome;
use crate::version::WorkerVersion;
use crate::version_sets::RunStatus;
use crate::vocabulary::by_field;

by_field! {
    /// What is expected after a step: 0 is the start, and the last step is taken when nothing is said.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum RolloutExpectation {
        /// Where new workflows land, and whether a worker of the document receives them.
        #[cfg_attr(feature = "schema", schemars(
            title = "LandingExpectation",
            extend("anyOf" = [{ "required": ["lands"] }, { "required": ["hasWorker"] }]),
        ))]
        NewWorkflowsOn {
            /// What it is about.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            description: Option<String>,
            /// The step after which it has to be so; 0 is the start. The last step where nothing is said.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<u32>,
            /// The queue on which they start.
            new_workflows_on: TaskQueueName,
            /// Who has to get them.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            lands: Option<ExpectedLanding>,
            /// Whether a worker of the document has to receive them.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            has_worker: Option<bool>,
        },
        /// Where a workflow or one of its commands lands, and whether a worker of the document receives it.
        #[cfg_attr(feature = "schema", schemars(
            title = "LandingExpectation",
            extend("anyOf" = [{ "required": ["lands"] }, { "required": ["hasWorker"] }]),
        ))]
        Workflow {
            /// What it is about.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            description: Option<String>,
            /// The step after which it has to be so; 0 is the start. The last step where nothing is said.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<u32>,
            /// A workflow's ID: its next workflow task, or a query to it when it is closed.
            workflow: WorkflowId,
            /// The name of one of its commands.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            command: Option<CommandName>,
            /// Who has to get it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            lands: Option<ExpectedLanding>,
            /// Whether a worker of the document has to receive it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            has_worker: Option<bool>,
        },
        /// What a step does.
        #[cfg_attr(feature = "schema", schemars(
            title = "StepExpectation",
            extend("anyOf" = [
                { "properties": { "result": { "const": "refused" } } },
                { "properties": { "code": false, "message": false } },
            ]),
        ))]
        Step {
            /// What it is about.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            description: Option<String>,
            /// The number of the step, from 1.
            #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
            step: u32,
            /// What it has to do.
            result: ExpectedResult,
            /// The status of a refusal.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(extend("enum" = ["INVALID_ARGUMENT", "NOT_FOUND", "FAILED_PRECONDITION"])))]
            code: Option<StatusCode>,
            /// The message of a refusal verbatim.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            message: Option<String>,
        },
        /// What the polls of a worker bring.
        #[cfg_attr(feature = "schema", schemars(title = "PollExpectation"))]
        Worker {
            /// What it is about.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            description: Option<String>,
            /// The step after which it has to be so; 0 is the start. The last step where nothing is said.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<u32>,
            /// The worker, which need not be one of the document's.
            worker: PlacedWorker,
            /// What its polls have to bring.
            poll: Polled,
        },
        /// Whether workers may be stopped.
        #[cfg_attr(feature = "schema", schemars(title = "RetirementExpectation"))]
        Retire {
            /// What it is about.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            description: Option<String>,
            /// The step after which it has to be so; 0 is the start. The last step where nothing is said.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<u32>,
            /// The workers.
            retire: RetiredWorkers,
            /// The answer.
            may_stop: MayStop,
        },
    }
}

/// Who has to get a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ExpectedLanding {
    /// Versioned workers of this build ID.
    #[serde(deserialize_with = "BuildId::deserialize_in_use")]
    BuildId(#[cfg_attr(feature = "schema", schemars(length(min = 1)))] BuildId),
    /// Unversioned workers.
    Unversioned,
    /// Nobody: the server refuses the command.
    Rejected,
}

impl ExpectedLanding {
    pub(super) fn is_met(&self, outcome: &Outcome) -> bool {
        match (self, outcome) {
            (Self::BuildId(expected), Outcome::Version(version)) => version.is_build_id(expected),
            (Self::Unversioned, Outcome::Version(WorkerVersion::Unversioned))
            | (Self::Rejected, Outcome::Rejected(_)) => true,
            _ => false,
        }
    }
}

/// What a step has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum ExpectedResult {
    /// It changes the version sets.
    Changed,
    /// The queue is already as the operation asks.
    Unchanged,
    /// It is refused.
    Refused,
}

/// The workers of a version on a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub struct RetiredWorkers {
    /// The queue.
    pub task_queue: TaskQueueName,
    /// The build ID; none for unversioned workers.
    #[serde(rename = "buildId", default, skip_serializing_if = "WorkerVersion::is_unversioned")]
    pub version: WorkerVersion,
}

impl RolloutExpectation {
    /// What it is about, if the document says so.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        match self {
            Self::NewWorkflowsOn { description, .. }
            | Self::Workflow { description, .. }
            | Self::Step { description, .. }
            | Self::Worker { description, .. }
            | Self::Retire { description, .. } => description.as_deref(),
        }
    }

    /// The queue that it names, and the field that does.
    const fn task_queue(&self) -> Option<(&'static str, &TaskQueueName)> {
        match self {
            Self::NewWorkflowsOn { new_workflows_on, .. } => {
                Some(("newWorkflowsOn", new_workflows_on))
            }
            Self::Worker { worker, .. } => Some(("worker.taskQueue", &worker.task_queue)),
            Self::Retire { retire, .. } => Some(("retire.taskQueue", &retire.task_queue)),
            Self::Workflow { .. } | Self::Step { .. } => None,
        }
    }

    /// The step that it names.
    const fn step(&self) -> Option<u32> {
        match self {
            Self::NewWorkflowsOn { after, .. }
            | Self::Workflow { after, .. }
            | Self::Worker { after, .. }
            | Self::Retire { after, .. } => *after,
            Self::Step { step, .. } => Some(*step),
        }
    }

    /// The step after which it has to be so; 0 is the start. The last step where nothing is said.
    #[must_use]
    pub fn after(&self, last: usize) -> usize {
        self.step().map_or(last, |step| step as usize)
    }

    /// What is wrong with it: the field, and what was expected there.
    fn check(&self, rollout: &Rollout) -> Result<(), (&'static str, String)> {
        let last = rollout.timeline().len();
        let (field, first) = match self {
            Self::Step { .. } => ("step", 1),
            _ => ("after", 0),
        };
        check_step(self.step(), field, first, last)?;
        if let Some((field, task_queue)) = self.task_queue() {
            let unknown = |error: UnknownName| (field, error.to_string());
            rollout.check_task_queue(task_queue).map_err(unknown)?;
        }
        let problem = |field, problem: &str| Err((field, problem.to_owned()));
        match self {
            Self::Workflow { workflow, command, .. } => {
                check_command(rollout, workflow, command.as_ref())?;
            }
            Self::Retire { retire, .. } => {
                let build_id = retire.version.build_id();
                let unknown = |error: UnknownName| ("retire.buildId", error.to_string());
                build_id.map_or(Ok(()), |id| rollout.check_build_id(id)).map_err(unknown)?;
            }
            Self::Worker { worker, .. } => {
                worker.check().or_else(|found| problem("worker.buildId", found))?;
            }
            _ => {}
        }
        match self {
            Self::NewWorkflowsOn { lands: None, has_worker: None, .. }
            | Self::Workflow { lands: None, has_worker: None, .. } => {
                problem("", "expected lands or hasWorker, got neither")
            }
            Self::Step {
                result: ExpectedResult::Refused,
                code: Some(StatusCode::OutOfRange),
                ..
            } => problem("code", NO_STATUS_OF_STEPS),
            Self::Step { result: ExpectedResult::Refused, .. } => Ok(()),
            Self::Step { code: Some(_), .. } => problem("code", ONLY_REFUSED),
            Self::Step { message: Some(_), .. } => problem("message", ONLY_REFUSED),
            _ => Ok(()),
        }
    }
}

const ONLY_REFUSED: &str = "expected only beside result refused";

/// Only polls are refused with the status `OUT_OF_RANGE`.
const NO_STATUS_OF_STEPS: &str =
    "expected one of 'INVALID_ARGUMENT', 'NOT_FOUND', 'FAILED_PRECONDITION', got 'OUT_OF_RANGE'";

fn check_step(
    step: Option<u32>,
    field: &'static str,
    first: usize,
    last: usize,
) -> Result<(), (&'static str, String)> {
    match step {
        Some(_) if first > last => {
            Err((field, "expected a step, but there are no steps".to_owned()))
        }
        Some(step) if !(first..=last).contains(&(step as usize)) => {
            Err((field, format!("expected integer from {first} to {last}, got {step}")))
        }
        _ => Ok(()),
    }
}

fn check_command(
    rollout: &Rollout,
    id: &WorkflowId,
    command: Option<&CommandName>,
) -> Result<(), (&'static str, String)> {
    let Some(workflow) = rollout.workflow(id) else {
        return Err(("workflow", rollout.unknown_workflow(id).to_string()));
    };
    let Some(name) = command else { return Ok(()) };
    if workflow.command(name).is_none() {
        let problem = format!("expected the name of one of the commands of '{id}', got '{name}'");
        return Err(("command", problem));
    }
    if workflow.status() == RunStatus::Closed {
        return Err(("command", "expected no command of a closed workflow".to_owned()));
    }
    Ok(())
}

impl Rollout {
    pub(super) fn check_expectations(&self) -> Result<(), DocumentError> {
        for (place, expectation) in self.document.expectations.iter().enumerate() {
            let found = expectation.check(self);
            found.map_err(|(field, problem)| {
                let dot = if field.is_empty() { "" } else { "." };
                DocumentError::new(format!("expectations[{place}]{dot}{field}"), problem)
            })?;
        }
        Ok(())
    }
}
