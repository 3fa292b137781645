//! Where something in a rollout lands, and why that is not known.

use serde::Serialize;

use super::ground;
use crate::rollout::{Rollout, RolloutLanding};

/// Where something in a rollout lands, with what makes that uncertain in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExplainedLanding {
    /// Where it lands.
    #[serde(flatten)]
    pub landing: RolloutLanding,
    /// Why that is not known, and what would settle it, where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

impl ExplainedLanding {
    /// Explains a landing of a rollout.
    #[must_use]
    pub fn new(rollout: &Rollout, landing: RolloutLanding) -> Self {
        Self { doubt: rollout.doubt_about(&landing.landing).as_ref().map(ground), landing }
    }
}
