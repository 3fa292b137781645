//! Whether everything is as expected.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    InvalidPoll, Polling, Retirement, Rollout, RolloutExpectation, RolloutLanding, RolloutStep,
    Subject,
};
use crate::namespace::Namespace;
use crate::routing::PollOutcome;

use super::expectation::{ExpectedLanding, ExpectedResult};
use super::timeline::StepResult;

/// Which expectations of a rollout are met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RolloutCheck"))]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Whether every expectation is met and no step is refused unexpectedly.
    pub passed: bool,
    /// One for each expectation, in the document's order.
    pub findings: Vec<Finding>,
    /// The steps that are refused although no expectation says so.
    pub unexpected_refusals: Vec<RolloutStep>,
}

/// An expectation, and the actual result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RolloutFinding"))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The expectation.
    pub expectation: RolloutExpectation,
    /// The step after which it was checked.
    pub after: usize,
    /// Whether it is met.
    pub met: bool,
    /// The actual result.
    pub actual: Actual,
}

/// The actual result for an expectation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(untagged)]
pub enum Actual {
    /// Where something lands.
    Landing(RolloutLanding),
    /// What a step does.
    Step(RolloutStep),
    /// What the polls of a worker bring.
    Poll(PollOutcome),
    /// The polls of a worker are not valid.
    InvalidPoll(InvalidPoll),
    /// Whether workers may be stopped.
    Retirement(Retirement),
}

impl Rollout {
    /// Checks every expectation after its step. A refused step is a failure unless an expectation says that it is
    /// refused.
    #[must_use]
    pub fn check(&self) -> Check {
        let steps = self.steps();
        let expectations = &self.document.expectations;
        let mut due: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, expectation) in expectations.iter().enumerate() {
            due.entry(expectation.after(steps.len())).or_default().push(place);
        }
        let mut findings: BTreeMap<usize, Finding> = BTreeMap::new();
        let mut namespace = self.start.clone();
        for after in 0..=steps.len() {
            if let Some(taken) = after.checked_sub(1) {
                let _ = self.timeline()[taken].take(&mut namespace);
            }
            for place in due.remove(&after).unwrap_or_default() {
                let expectation = expectations[place].clone();
                let (met, actual) = self.find(&expectation, &namespace, &steps);
                findings.insert(place, Finding { expectation, after, met, actual });
            }
        }
        let unexpected_refusals = self.unexpected_refusals(steps);
        let findings: Vec<Finding> = findings.into_values().collect();
        let passed = unexpected_refusals.is_empty() && findings.iter().all(|finding| finding.met);
        Check { passed, findings, unexpected_refusals }
    }

    fn unexpected_refusals(&self, mut steps: Vec<RolloutStep>) -> Vec<RolloutStep> {
        let mut is_expected = vec![false; steps.len() + 1];
        for expectation in &self.document.expectations {
            if let RolloutExpectation::Step { step, result: ExpectedResult::Refused, .. } =
                expectation
            {
                is_expected[*step as usize] = true;
            }
        }
        steps.retain(|step| step.result.is_refused() && !is_expected[step.step]);
        steps
    }

    /// Returns whether an expectation is met in a namespace, and the actual result there.
    fn find(
        &self,
        expectation: &RolloutExpectation,
        namespace: &Namespace,
        steps: &[RolloutStep],
    ) -> (bool, Actual) {
        match expectation {
            RolloutExpectation::NewWorkflowsOn { new_workflows_on, lands, has_worker, .. } => self
                .find_landing(
                    namespace,
                    Subject::new_workflows(new_workflows_on),
                    lands.as_ref(),
                    *has_worker,
                ),
            RolloutExpectation::Workflow { workflow, command, lands, has_worker, .. } => self
                .find_landing(
                    namespace,
                    self.subject(workflow, command.as_ref()).expect(
                        "`Rollout::new` refuses expectations of what the document does not have",
                    ),
                    lands.as_ref(),
                    *has_worker,
                ),
            RolloutExpectation::Step { step, result, code, message, .. } => {
                let step = &steps[*step as usize - 1];
                let met = match (result, &step.result) {
                    (ExpectedResult::Changed, StepResult::Changed { .. })
                    | (ExpectedResult::Unchanged, StepResult::Unchanged) => true,
                    (
                        ExpectedResult::Refused,
                        StepResult::Refused { code: is, message: says, .. },
                    ) => {
                        code.is_none_or(|code| code == *is)
                            && message.as_ref().is_none_or(|message| message == says)
                    }
                    _ => false,
                };
                (met, Actual::Step(step.clone()))
            }
            RolloutExpectation::Worker { worker, poll, .. } => {
                match Polling::new(namespace, worker) {
                    Polling::Valid(outcome) => (outcome.polled() == *poll, Actual::Poll(outcome)),
                    Polling::Invalid(invalid) => {
                        (*poll == crate::routing::Polled::Refused, Actual::InvalidPoll(invalid))
                    }
                }
            }
            RolloutExpectation::Retire { retire, may_stop, .. } => {
                let retirement =
                    Retirement::new(namespace, &self.subjects, &retire.task_queue, &retire.version);
                (retirement.may_stop == *may_stop, Actual::Retirement(retirement))
            }
        }
    }

    fn find_landing(
        &self,
        namespace: &Namespace,
        subject: Subject,
        lands: Option<&ExpectedLanding>,
        has_worker: Option<bool>,
    ) -> (bool, Actual) {
        let (landing, workers) = self.receive(namespace, &subject.task);
        let met = lands.is_none_or(|lands| lands.is_met(&landing.outcome))
            && has_worker.is_none_or(|expected| expected != workers.is_empty());
        (met, Actual::Landing(RolloutLanding { subject: subject.what, landing, workers }))
    }
}
