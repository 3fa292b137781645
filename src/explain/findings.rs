//! What is expected of a rollout, and what was found.

use serde::Serialize;

use super::{ground, may_stop, phrases};
use crate::refusal::StatusCode;
use crate::rollout::{
    Actual, Check, ExpectedLanding, ExpectedResult, Finding, Known, MayStop, RolloutExpectation,
    RolloutStep, RolloutSubject,
};
use crate::routing::Polled;
use crate::task::Outcome;

/// Which expectations of a rollout are met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RolloutCheck"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedCheck {
    /// Whether every expectation is met and no step is refused unexpectedly.
    pub passed: bool,
    /// One for each expectation, in the document's order.
    pub findings: Vec<ExplainedFinding>,
    /// The steps that are refused although no expectation says so.
    pub unexpected_refusals: Vec<RolloutStep>,
}

/// An expectation and the actual result, with their descriptions in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RolloutFinding"))]
pub struct ExplainedFinding {
    /// The expectation and the actual result.
    #[serde(flatten)]
    pub finding: Finding,
    /// What is expected: the description that the document gives, or else a sentence.
    pub what: String,
    /// What was found.
    pub found: String,
}

impl From<Check> for ExplainedCheck {
    fn from(Check { passed, findings, unexpected_refusals }: Check) -> Self {
        let findings = findings.into_iter().map(ExplainedFinding::from).collect();
        Self { passed, findings, unexpected_refusals }
    }
}

impl From<Finding> for ExplainedFinding {
    fn from(finding: Finding) -> Self {
        let what = match finding.expectation.description() {
            Some(description) => description.to_owned(),
            None => expectation(&finding.expectation, finding.after),
        };
        let doubts = finding.doubts.iter().map(ground);
        let found: Vec<String> = [actual(&finding.actual)].into_iter().chain(doubts).collect();
        Self { what, found: found.join(". "), finding }
    }
}

/// What is expected after a step.
fn expectation(expectation: &RolloutExpectation, after: usize) -> String {
    let when = match after {
        0 => "at the start".to_owned(),
        step => format!("after step {step}"),
    };
    let landing = |subject: RolloutSubject, lands: Option<&_>, has_worker: Option<bool>| {
        let subject = phrases::subject(&subject);
        let with_worker =
            has_worker.map(|has| if has { "with a worker" } else { "without a worker" });
        let parts: Vec<String> =
            lands.map(landing_place).into_iter().chain(with_worker.map(str::to_owned)).collect();
        format!("{when}: {subject} → {}", parts.join(", "))
    };
    match expectation {
        RolloutExpectation::NewWorkflowsOn { new_workflows_on, lands, has_worker, .. } => {
            let subject = RolloutSubject::NewWorkflows { task_queue: new_workflows_on.clone() };
            landing(subject, lands.as_ref(), *has_worker)
        }
        RolloutExpectation::Workflow { workflow, command, lands, has_worker, .. } => {
            let (workflow, command) = (workflow.clone(), command.clone());
            landing(RolloutSubject::Workflow { workflow, command }, lands.as_ref(), *has_worker)
        }
        RolloutExpectation::Step { step, result, code, .. } => {
            format!("step {step} {}", step_result(*result, *code))
        }
        RolloutExpectation::Worker { worker, poll, .. } => {
            let brings = match poll {
                Polled::Receives => "receives tasks",
                Polled::Refused => "is refused",
                Polled::Idle => "sits idle",
            };
            let which = phrases::worker(&worker.worker);
            format!("{when}, the {which} on {} {brings}", worker.task_queue)
        }
        RolloutExpectation::Retire { retire, may_stop, .. } => {
            let may = match may_stop {
                MayStop::Yes => "may be stopped",
                MayStop::ExceptQueries => "are needed only for queries",
                MayStop::No => "are needed",
                MayStop::NotKnown => "may or may not be needed",
            };
            let who = phrases::workers_of(&retire.version);
            format!("{when}, {who} on {} {may}", retire.task_queue)
        }
    }
}

fn landing_place(lands: &ExpectedLanding) -> String {
    match lands {
        ExpectedLanding::BuildId(build_id) => format!("on {build_id}"),
        ExpectedLanding::Unversioned => "on unversioned workers".to_owned(),
        ExpectedLanding::Rejected => "refused by the server".to_owned(),
    }
}

fn step_result(result: ExpectedResult, code: Option<StatusCode>) -> String {
    match (result, code) {
        (ExpectedResult::Changed, _) => "changes the sets".to_owned(),
        (ExpectedResult::Unchanged, _) => "changes nothing".to_owned(),
        (ExpectedResult::Refused, Some(code)) => format!("is refused with {code}"),
        (ExpectedResult::Refused, None) => "is refused".to_owned(),
    }
}

/// What was found.
fn actual(actual: &Actual) -> String {
    match actual {
        Actual::Landing(found) => {
            let landing = &found.landing;
            let place = match &landing.outcome {
                Outcome::Rejected(refused) => format!("it is refused: {refused}"),
                Outcome::Refused(refused) => format!("it is refused: {refused}"),
                outcome @ (Outcome::Version(_) | Outcome::Split(_)) => {
                    let place = phrases::landing(&landing.task_queue, outcome);
                    format!("it lands on {place} ({})", phrases::reason(landing.reason))
                }
            };
            let worker = match (found.has_worker, found.not_opted_in.len()) {
                (Known::Yes, _) => "has a worker",
                (_, 1) => {
                    "has no worker: the one listed with this build ID has not opted in to versioning"
                }
                (_, 2..) => {
                    "has no worker: those listed with this build ID have not opted in to versioning"
                }
                (Known::No, 0) => "has no worker",
                (Known::NotKnown, 0) => "has no worker that the document lists",
            };
            format!("{place}, and {worker}")
        }
        Actual::Step(step) => phrases::step_result(&step.result),
        Actual::Poll(outcome) => format!("it {}", phrases::poll(outcome)),
        Actual::InvalidPoll(invalid) => format!("it {}", phrases::invalid_poll(invalid)),
        Actual::Retirement(retirement) => {
            let holders: Vec<String> =
                retirement.holders.iter().map(|holder| phrases::subject(&holder.subject)).collect();
            let may_stop = may_stop(retirement.may_stop);
            if holders.is_empty() {
                may_stop.to_owned()
            } else {
                format!("{may_stop} by {}", holders.join(", "))
            }
        }
    }
}
