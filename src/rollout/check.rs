use super::expectation::Now;
use super::{Condition, Expectation, ExpectedResult, Rollout};

/// Which expectations of a rollout are met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// For each expectation, in order, whether it is met.
    pub expectations: Vec<Verdict>,
    /// The steps, from 1, that are refused though no expectation says so.
    pub unexpected_refusals: Vec<usize>,
}

/// Whether an expectation is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Met,
    /// It is not.
    NotMet,
}

impl Check {
    /// Whether everything is as expected.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.unexpected_refusals.is_empty()
            && self.expectations.iter().all(|verdict| *verdict == Verdict::Met)
    }
}

impl Rollout {
    /// Looks at every expectation after its step. A step that is refused has to be expected to be.
    #[must_use]
    pub fn check(&self) -> Check {
        let mut expectations = vec![Verdict::NotMet; self.expectations.len()];
        let mut unexpected_refusals = Vec::new();
        let subjects = self.subjects();
        let mut namespace = self.start.clone();
        let mut result = None;
        for step in 0..=self.operations.len() {
            for (place, expectation) in self.expectations.iter().enumerate() {
                let now = Now { namespace: &namespace, result: result.as_ref() };
                if expectation.after == step
                    && expectation.condition.is_met(&self.workers, &subjects, &now)
                {
                    expectations[place] = Verdict::Met;
                }
            }
            if matches!(result, Some(Err(_))) && !self.expects_refusal(step) {
                unexpected_refusals.push(step);
            }
            result = self.operations.get(step).map(|next| next.apply(&mut namespace));
        }
        Check { expectations, unexpected_refusals }
    }

    fn expects_refusal(&self, step: usize) -> bool {
        self.expectations.iter().any(|Expectation { after, condition }| {
            *after == step && matches!(condition, Condition::Result(ExpectedResult::Refused { .. }))
        })
    }
}
