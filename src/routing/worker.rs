use std::fmt::{self, Write};

use thiserror::Error;

use crate::model::{
    BuildId, BuildIdTooLong, Namespace, StatusCode, TaskQueueName, TaskQueueNameError, VersionSets,
};

/// A worker, as its polls tell the server about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worker {
    /// It has not opted in. A build ID without the versioning flag is this too.
    Unversioned {
        /// The build ID that it names nevertheless.
        build_id: Option<BuildId>,
    },
    /// It has opted in with a build ID.
    Versioned(BuildId),
}

impl Worker {
    /// The build ID that it names, whether or not it has opted in.
    #[must_use]
    pub const fn build_id(&self) -> Option<&BuildId> {
        match self {
            Self::Unversioned { build_id } => build_id.as_ref(),
            Self::Versioned(build_id) => Some(build_id),
        }
    }
}

/// Why a poll is not valid. Displayed, it is the server's message, letter by letter; the status is
/// `INVALID_ARGUMENT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PollError {
    /// It opts in without a build ID.
    #[error("WorkerVersionStamp must be present if UseVersioning is true.")]
    BuildIdMissing,
    /// Its build ID has more bytes than the limit.
    #[error(transparent)]
    BuildIdTooLong(#[from] BuildIdTooLong),
    /// No queue can have that name.
    #[error(transparent)]
    TaskQueueName(#[from] TaskQueueNameError),
}

/// What a poll brings a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PollOutcome {
    /// The unversioned tasks of the queue, and no others.
    UnversionedTasks {
        /// Whether these include the tasks that take the default, such as new workflows: that is so while
        /// the queue has no version sets.
        includes_default_tasks: bool,
    },
    /// The tasks of a version set, since it is that set's default.
    SetTasks {
        /// The build IDs of the set, in order.
        build_ids: Vec<BuildId>,
        /// Whether these include the tasks that take the default, such as new workflows: that is so while
        /// the set is the queue default.
        includes_default_tasks: bool,
    },
    /// Nothing: the poll is refused.
    Superseded(SupersededPoll),
    /// Nothing new, for the queue does not know the build ID: only tasks that name exactly it, which were
    /// left by workflows that it ran before.
    UnknownBuildId,
}

/// Refusal of a poll. Displayed, it is the server's message, letter by letter.
///
/// Polls that wait already are not interrupted; they may last up to a minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupersededPoll {
    /// The default of the worker's set.
    pub newer_build_id: BuildId,
}

impl SupersededPoll {
    /// The gRPC status that comes with the message.
    #[must_use]
    pub const fn status_code(&self) -> StatusCode {
        StatusCode::OutOfRange
    }
}

impl fmt::Display for SupersededPoll {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = Quoted(self.newer_build_id.as_str());
        write!(formatter, "Task queue has a newer compatible build: {quoted}")
    }
}

/// Says what a poll for workflow tasks of that worker on that queue brings now.
///
/// # Errors
/// When the server would not take the poll for one.
///
/// Source: live server; `lookupVersionSetForPoll` of its matching service.
pub fn poll(
    namespace: &Namespace,
    task_queue: &TaskQueueName,
    worker: &Worker,
) -> Result<PollOutcome, PollError> {
    check(namespace, worker)?;
    task_queue.check()?;
    let sets = namespace.version_sets(task_queue);
    let default_set = sets.and_then(VersionSets::default_set);
    let Worker::Versioned(build_id) = worker else {
        return Ok(PollOutcome::UnversionedTasks { includes_default_tasks: default_set.is_none() });
    };
    let Some(set) = sets.and_then(|sets| sets.set_of(build_id)) else {
        return Ok(PollOutcome::UnknownBuildId);
    };
    if set.default_build_id() != build_id {
        let newer_build_id = set.default_build_id().clone();
        return Ok(PollOutcome::Superseded(SupersededPoll { newer_build_id }));
    }
    Ok(PollOutcome::SetTasks {
        build_ids: set.build_ids().cloned().collect(),
        includes_default_tasks: default_set == Some(set),
    })
}

fn check(namespace: &Namespace, worker: &Worker) -> Result<(), PollError> {
    if matches!(worker, Worker::Versioned(build_id) if build_id.is_empty()) {
        return Err(PollError::BuildIdMissing);
    }
    match worker.build_id() {
        Some(build_id) => Ok(build_id.check_length(namespace.limits())?),
        None => Ok(()),
    }
}

/// Text in double quotes as Go's `%q` writes it.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_char('"')?;
        self.0.chars().try_for_each(|character| match character {
            '"' | '\\' => write!(formatter, "\\{character}"),
            '\u{7}' => formatter.write_str("\\a"),
            '\u{8}' => formatter.write_str("\\b"),
            '\u{c}' => formatter.write_str("\\f"),
            '\n' => formatter.write_str("\\n"),
            '\r' => formatter.write_str("\\r"),
            '\t' => formatter.write_str("\\t"),
            '\u{b}' => formatter.write_str("\\v"),
            ' '..='~' => formatter.write_char(character),
            _ if is_printable(character) => formatter.write_char(character),
            _ => {
                let (kind, width) = match character {
                    '\0'..='\u{7f}' => ('x', 2),
                    '\u{80}'..='\u{ffff}' => ('u', 4),
                    _ => ('U', 8),
                };
                write!(formatter, "\\{kind}{:0width$x}", u32::from(character))
            }
        })?;
        formatter.write_char('"')
    }
}

/// Letters, marks, numbers, punctuation, symbols and the blank, as in Go's `unicode.IsPrint`. The standard
/// library escapes the same characters, but for marks at the start of a text, hence the letter in front.
fn is_printable(character: char) -> bool {
    let mut text = [0; 5];
    text[0] = b'a';
    let length = 1 + character.encode_utf8(&mut text[1..]).len();
    std::str::from_utf8(&text[..length]).is_ok_and(|text| text.escape_debug().count() == 2)
}
