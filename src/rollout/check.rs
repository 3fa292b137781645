//! Whether everything is as expected.

use serde::Serialize;

use super::expectation::{ExpectedLanding, ExpectedResult};
use super::timeline::StepResult;
use super::{
    Ground, InvalidPoll, Known, MayStop, Polling, Retirement, Rollout, RolloutExpectation,
    RolloutLanding, RolloutStep, StartedMeanwhile, Subject,
};
use crate::namespace::Namespace;
use crate::routing::{PollOutcome, Polled};

/// Which expectations of a rollout are met.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The expectation.
    pub expectation: RolloutExpectation,
    /// The step after which it was checked.
    pub after: usize,
    /// Whether it is met. What is not known is not met.
    pub met: bool,
    /// Whether it is met, or not known because the document does not say enough.
    pub answer: Known,
    /// What makes it not known.
    pub doubts: Vec<Ground>,
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
        let expectations = &self.document.expectations;
        let mut due = vec![Vec::new(); self.timeline().len() + 1];
        for (place, expectation) in expectations.iter().enumerate() {
            due[expectation.after(self.timeline().len())].push(place);
        }
        let mut findings = vec![None; expectations.len()];
        let mut retired = Vec::new();
        for expectation in expectations {
            if let RolloutExpectation::Retire { retire, .. } = expectation
                && !retired.contains(&&retire.task_queue)
            {
                retired.push(&retire.task_queue);
            }
        }
        let mut namespace = self.start.clone();
        let (mut steps, mut started) = (Vec::new(), Vec::new());
        for (after, due) in due.into_iter().enumerate() {
            if let Some(taken) = after.checked_sub(1) {
                for task_queue in &retired {
                    StartedMeanwhile::note(&mut started, &namespace, task_queue, after);
                }
                steps.push(self.timeline()[taken].answer(after, &mut namespace));
            }
            for place in due {
                let expectation = expectations[place].clone();
                let (found, actual) = self.find(&expectation, &namespace, &started, &steps);
                let Found { answer, doubts } = found;
                let met = answer == Known::Yes;
                findings[place] = Some(Finding { expectation, after, met, answer, doubts, actual });
            }
        }
        let findings: Vec<Finding> = findings.into_iter().flatten().collect();
        let unexpected_refusals = self.unexpected_refusals(steps);
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
        started: &[StartedMeanwhile],
        steps: &[RolloutStep],
    ) -> (Found, Actual) {
        match expectation {
            RolloutExpectation::NewWorkflowsOn { new_workflows_on, lands, has_worker, .. } => {
                let subject = Subject::new_workflows(new_workflows_on);
                self.is_met(lands.as_ref(), *has_worker, self.landing_of(subject, namespace))
            }
            RolloutExpectation::Workflow { workflow, command, lands, has_worker, .. } => {
                let subject = self.subject(workflow, command.as_ref()).expect(
                    "`Rollout::new` refuses expectations of what the document does not have",
                );
                self.is_met(lands.as_ref(), *has_worker, self.landing_of(subject, namespace))
            }
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
                (met.into(), Actual::Step(step.clone()))
            }
            RolloutExpectation::Worker { worker, poll, .. } => {
                match Polling::new(namespace, worker) {
                    Polling::Valid(outcome) => {
                        ((outcome.polled() == *poll).into(), Actual::Poll(outcome))
                    }
                    Polling::Invalid(invalid) => {
                        ((*poll == Polled::Refused).into(), Actual::InvalidPoll(invalid))
                    }
                }
            }
            RolloutExpectation::Retire { retire, may_stop, .. } => {
                let retirement =
                    self.retirement_in(namespace, started, &retire.task_queue, &retire.version);
                let found = match retirement.may_stop {
                    actual if actual == *may_stop => true.into(),
                    MayStop::NotKnown => Found::not_known(retirement.grounds.clone()),
                    _ => false.into(),
                };
                (found, Actual::Retirement(retirement))
            }
        }
    }

    /// Returns whether something lands where it should, and has a worker if it should.
    fn is_met(
        &self,
        lands: Option<&ExpectedLanding>,
        has_worker: Option<bool>,
        actual: RolloutLanding,
    ) -> (Found, Actual) {
        let found = if let Some(doubt) = self.doubt_about(&actual.landing) {
            Found::not_known(vec![doubt])
        } else if lands.is_some_and(|lands| !lands.is_met(&actual.landing.outcome)) {
            false.into()
        } else {
            match (has_worker, actual.has_worker) {
                (None, _) | (Some(true), Known::Yes) | (Some(false), Known::No) => true.into(),
                (Some(_), Known::NotKnown) => {
                    Found::not_known(vec![self.grounds_of_workers(&actual.landing.task_queue)])
                }
                _ => false.into(),
            }
        };
        (found, Actual::Landing(actual))
    }
}

/// Whether an expectation is met, and what makes it not known.
struct Found {
    answer: Known,
    doubts: Vec<Ground>,
}

impl Found {
    const fn not_known(doubts: Vec<Ground>) -> Self {
        Self { answer: Known::NotKnown, doubts }
    }
}

impl From<bool> for Found {
    fn from(is_met: bool) -> Self {
        Self { answer: if is_met { Known::Yes } else { Known::No }, doubts: Vec::new() }
    }
}
