//! What stands in a pasted text besides what is read.

use serde::Serialize;

use super::WARNING;

/// Something in a pasted text that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PassedOver {
    /// Its line, from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
    /// What was passed over, and why, in words.
    pub what: String,
}

impl PassedOver {
    pub(super) fn new(line: usize, text: &str, why: &str) -> Self {
        let text = text.trim().to_owned();
        Self { line, what: format!("Passed over in line {line}: {text} ({why})."), text }
    }

    /// A line before or after what a tool printed; nothing if it is blank, or the tool's own.
    pub(super) fn around(line: usize, text: &str) -> Option<Self> {
        (!matches!(text.trim(), "" | WARNING))
            .then(|| Self::new(line, text, "not part of the answer"))
    }
}
