//! The share of workflows that a ramp takes.

use std::fmt::{self, Write};
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
    /// A decimal number that is read as the same, below a quadrillion the shortest. (The standard library's way takes a tenth of what the rest of the
    /// deployments take of the engine.)
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::float_cmp,
        reason = "what is cast is whole, and what is compared has to be the same"
    )]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST_DIGITS: f64 = 1e15;
        let number = f64::from(self.0.abs());
        if self.0 < 0.0 {
            formatter.write_char('-')?;
        }
        let (mut whole, mut zeros) = (number, 0);
        while whole.is_finite() && whole >= MOST_DIGITS {
            whole /= 10.0;
            zeros += 1;
        }
        let mut scale = 1.0;
        for decimals in 0..60 {
            let digits = (whole * scale).round();
            if digits / scale == whole || (zeros == 0 && (digits / scale) as f32 == self.0.abs()) {
                let digits = digits as u64;
                let text = format!("{digits:0width$}", width = decimals + 1);
                let (before, behind) = text.split_at(text.len() - decimals);
                let point = if decimals > 0 { "." } else { "" };
                return write!(formatter, "{before}{point}{behind}{}", "0".repeat(zeros));
            }
            if zeros > 0 {
                return write!(formatter, "{}{}", digits as u64, "0".repeat(zeros));
            }
            scale *= 10.0;
        }
        formatter.write_str("NaN")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_written_in_as_few_digits_as_it_takes() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-1.5, "-1.5"),
            (30.0, "30"),
            (100.0, "100"),
            (12.5, "12.5"),
            (0.1, "0.1"),
            (33.333_332, "33.333332"),
            (1e-10, "0.0000000001"),
            (99.999_99, "99.99999"),
        ] {
            assert_eq!(Percentage::from(number).to_string(), text);
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let mut bits = 0x2000_0000_u32;
        while bits < 0x42c8_0000 {
            let number = f32::from_bits(bits);
            let text = Percentage::from(number).to_string();
            assert_eq!(text.parse(), Ok(number), "{text}");
            bits += 99_991;
        }
    }
}
