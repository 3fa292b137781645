use std::fmt;

use thiserror::Error;

use super::FORMATS;
use crate::model::RecordError;

/// What reading a text gives.
pub(super) type Read<T> = Result<T, ImportError>;

/// Why a text could not be read: what was expected, where, and what stood there.
///
/// (A pointer, as most of the reading is handing results on: it halves that code.)
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ImportError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    location: Option<Location>,
    path: String,
    problem: String,
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
        if let Some(Location { line, column }) = self.location() {
            write!(formatter, "line {line}, column {column}: ")?;
        }
        if !self.path().is_empty() {
            write!(formatter, "{}: ", self.path())?;
        }
        formatter.write_str(self.problem())
    }
}

impl ImportError {
    /// Where the text could not be read, if that is a place in the text.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        self.0.location
    }

    /// The path into the value that was read, such as `[0].buildIds[1]`; empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was wrong, as `expected …, got …`.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.0.problem
    }

    fn new(location: Option<Location>, path: String, problem: String) -> Self {
        Self(Box::new(Details { location, path, problem }))
    }

    pub(super) fn at(path: String, problem: String) -> Self {
        Self::new(None, path, problem)
    }

    pub(super) fn in_text(location: Location, problem: String) -> Self {
        Self::new(Some(location), String::new(), problem)
    }

    pub(super) fn unknown_format(got: &str) -> Self {
        Self::new(None, String::new(), format!("expected {FORMATS}, got {got}"))
    }

    pub(super) fn unlikely_sets(path: String, error: &RecordError) -> Self {
        Self::at(path, error.problem.to_string())
    }
}
