use std::fmt;

use thiserror::Error;

use super::FORMATS;
use crate::model::RecordError;

/// Why a text could not be read: what was expected, where, and what stood there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ImportError {
    /// Where the text could not be read, if that is a place in the text.
    pub location: Option<Location>,
    /// The path into the value that was read, such as `[0].buildIds[1]`; empty for the whole.
    pub path: String,
    /// What was wrong, as `expected …, got …`.
    pub problem: String,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in bytes.
    pub column: usize,
}

impl Location {
    /// The place that comes after some text.
    pub(super) fn after(read: &[u8]) -> Self {
        read.iter().fold(Self { line: 1, column: 1 }, |place, byte| match byte {
            b'\n' => Self { line: place.line + 1, column: 1 },
            _ => Self { column: place.column + 1, ..place },
        })
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Location { line, column }) = self.location {
            write!(formatter, "line {line}, column {column}: ")?;
        }
        if !self.path.is_empty() {
            write!(formatter, "{}: ", self.path)?;
        }
        formatter.write_str(&self.problem)
    }
}

impl ImportError {
    pub(super) fn at(path: String, problem: String) -> Self {
        Self { location: None, path, problem }
    }

    pub(super) fn in_text(location: Location, problem: String) -> Self {
        Self { location: Some(location), path: String::new(), problem }
    }

    pub(super) fn unknown_format(location: Option<Location>, got: &str) -> Self {
        let problem = format!("expected {FORMATS}, got {got}");
        Self { location, path: String::new(), problem }
    }

    pub(super) fn unlikely_sets(path: String, error: &RecordError) -> Self {
        Self::at(path, error.problem.to_string())
    }
}
