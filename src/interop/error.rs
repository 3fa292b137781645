use std::fmt;

use thiserror::Error;

use super::FORMATS;
use crate::boundary::{ErrorKind, InputError};
use crate::rollout::DocumentError;

/// What reading a text gives.
pub(super) type Read<T> = Result<T, ImportError>;

/// Why a text could not be read: what was expected, where, and what stood there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ImportError {
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
    /// Where the text could not be read, if that is a place in the text.
    #[must_use]
    pub const fn location(&self) -> Option<Location> {
        self.location
    }

    /// The path into the value that was read, such as `[0].buildIds[1]`; empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong, mostly as `expected …, got …`.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    pub(super) fn at(path: String, problem: impl Into<String>) -> Self {
        Self { location: None, path, problem: problem.into() }
    }

    pub(super) fn in_text(location: Location, problem: String) -> Self {
        Self { location: Some(location), path: String::new(), problem }
    }

    pub(super) fn unknown_format(got: &str) -> Self {
        Self::at(String::new(), format!("expected {FORMATS}, got {got}"))
    }
}

impl From<InputError> for ImportError {
    fn from(InputError { path, problem, kind }: InputError) -> Self {
        let location = match kind {
            ErrorKind::Syntax { line, column } => Some(Location { line, column }),
            ErrorKind::Shape | ErrorKind::Value => None,
        };
        Self { location, path, problem }
    }
}

impl From<DocumentError> for ImportError {
    fn from(DocumentError { path, problem }: DocumentError) -> Self {
        Self::at(path, problem)
    }
}
