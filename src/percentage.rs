//! The share of workflows that a ramp takes.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// The percentage of a ramp, a 32-bit float as in the API: 0 to 100 where an operation was not refused.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(from = "f32", into = "f32")]
pub struct Percentage(f32);

impl Percentage {
    /// Nothing.
    pub const ZERO: Self = Self(0.0);

    /// The number.
    #[must_use]
    pub const fn get(self) -> f32 {
        self.0
    }

    /// Whether it is from 0 to 100, as the server requires.
    #[must_use]
    pub fn is_in_range(self) -> bool {
        (0.0..=100.0).contains(&self.0)
    }

    /// Whether it is above 0.
    #[must_use]
    pub fn is_positive(self) -> bool {
        self.0 > 0.0
    }
}

impl From<f32> for Percentage {
    /// Takes 0 for -0, and keeps every other number.
    fn from(number: f32) -> Self {
        Self(number + 0.0)
    }
}

impl From<Percentage> for f32 {
    fn from(percentage: Percentage) -> Self {
        percentage.0
    }
}

impl PartialEq for Percentage {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Percentage {}

impl Hash for Percentage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
