//! The outside formats: what other tools print and read, one file each.
//!
//! [`read_version_sets`] takes every format in which the version sets of a task queue are printed, and
//! recognizes them by their content. [`read_rollout`] takes a rollout document, [`read_goal`] the goal of a
//! plan, and [`WorkflowExport`] the workflows of a list. [`snippet`] writes an operation for the command line or
//! an SDK, and [`command`] reads it back from the command line.

mod cli_json;
mod cli_text;
mod goal_json;
mod hidden;
mod names;
mod proto_json;
mod rollout_json;
mod shell_words;
mod snippets;
mod typescript_client;
mod workflow_export;

pub mod command;

use crate::boundary::InputError;
use crate::boundary::json::{self, Value};
use crate::names::BuildId;
use crate::version_sets::VersionSets;

pub use goal_json::read_goal;
pub use rollout_json::read_rollout;
pub use snippets::{Snippet, SnippetLanguage, snippet};
pub use workflow_export::{
    ExportError, ExportProblem, MOST_RECORD_BYTES, WorkflowExport, WorkflowRecord,
};

/// The formats that a task queue's version sets come in, for messages.
const FORMATS: &str = "the output of `temporal task-queue get-build-ids` (text, JSON or JSONL), the JSON of \
    the API's read call (`majorVersionSets`) or that of the TypeScript client (`versionSets`)";

/// Version sets as read, with what is needed to say where each build ID stood.
struct Listing {
    sets: Vec<Vec<BuildId>>,
    /// How the place of a set is written as a path into the input.
    path: fn(usize) -> String,
}

impl Listing {
    const UNVERSIONED: Self = Self { sets: Vec::new(), path: |_| String::new() };

    fn into_version_sets(self) -> Result<VersionSets, InputError> {
        VersionSets::from_listed(self.sets).map_err(|error| {
            let position = error.build_id.map_or(String::new(), |place| format!("[{place}]"));
            let path = format!("{}.buildIds{position}", (self.path)(error.set));
            InputError::value(path, error.problem.to_string())
        })
    }
}

/// Reads the version sets of a task queue from what a tool printed; empty sets for an unversioned queue.
///
/// # Errors
/// When the text is in none of the formats, or what it says cannot be the state of a task queue. The error
/// says what was expected, where, and what stood there.
///
/// ```
/// use worker_versioning::interop::read_version_sets;
///
/// let sets = read_version_sets(r#"{"majorVersionSets":[{"buildIds":["1.0","1.1"]}]}"#).unwrap();
/// assert_eq!(sets.default_set().unwrap().default_build_id().as_str(), "1.1");
/// assert!(read_version_sets("null").unwrap().sets().is_empty());
/// ```
pub fn read_version_sets(text: &str) -> Result<VersionSets, InputError> {
    // Windows' shells put a byte order mark in front of what they write to a file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    read_listing(without_warning(text)).and_then(Listing::into_version_sets)
}

/// What a terminal shows besides the answer, as its first or its last line, on standard error.
const WARNING: &str = "warning: this command is deprecated and will be removed in a later release";

fn without_warning(text: &str) -> &str {
    let text = text.trim_end();
    let text = text.strip_suffix(WARNING).unwrap_or(text);
    text.strip_prefix(WARNING).unwrap_or(text)
}

fn read_listing(text: &str) -> Result<Listing, InputError> {
    if cli_text::is_cli_text(text) {
        return cli_text::read(text);
    }
    match text.trim() {
        "" => return Err(unknown_format("nothing")),
        // What `JSON.stringify` and `console.log` make of the TypeScript client's answer.
        "undefined" => return Ok(Listing::UNVERSIONED),
        _ => {}
    }
    let values = json::parse_all(text).map_err(|error| error.expecting(FORMATS))?;
    match values.as_slice() {
        [Value::Null] => Ok(Listing::UNVERSIONED),
        [Value::Array(rows)] => cli_json::read(rows, |set| format!("[{set}]")),
        [answer @ Value::Object(fields)]
            if fields.is_empty() || answer.get("majorVersionSets").is_some() =>
        {
            proto_json::read(answer)
        }
        [answer] if answer.get("versionSets").is_some() => typescript_client::read(answer),
        rows @ [first, ..] if first.get("buildIds").is_some() => {
            cli_json::read(rows, |set| format!("value {}", set + 1))
        }
        _ => Err(unknown_format("JSON of another kind")),
    }
}

fn unknown_format(got: &str) -> InputError {
    InputError::value("", format!("expected {FORMATS}, got {got}"))
}

/// An error unless a field that repeats which build ID is the default names the last of them.
fn check_default(stated: &str, listed: &[BuildId], path: String) -> Result<(), InputError> {
    let last = listed.last().map_or("", BuildId::as_str);
    if stated == last {
        return Ok(());
    }
    let problem = format!("expected '{last}', the last of the build IDs, got '{stated}'");
    Err(InputError::value(path, problem))
}
