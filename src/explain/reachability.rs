//! What reaches workers, and what that rests on.

use serde::Serialize;

use super::ground;
use crate::rollout::QueueReachability;

/// What reaches the workers of a build ID on a task queue, with what the answer rests on in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "RolloutReachability")
)]
pub struct ExplainedReachability {
    /// The answer.
    #[serde(flatten)]
    pub answer: QueueReachability,
    /// What it rests on: a sentence for each ground and, where it is not certain, what would settle it.
    pub explanation: Vec<String>,
}

impl From<QueueReachability> for ExplainedReachability {
    fn from(answer: QueueReachability) -> Self {
        Self { explanation: answer.grounds.iter().map(ground).collect(), answer }
    }
}
