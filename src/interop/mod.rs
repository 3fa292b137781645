//! The outside formats: what other tools print and read, one file each.
//!
//! [`read_version_sets`] takes every format in which the version sets of a task queue are printed, and
//! recognizes them by their content; [`other_output`] says of other texts what they are. [`read_rollout`] takes a rollout document, [`read_goal`] the goal of a
//! plan, and [`WorkflowExport`] the workflows of a list. [`snippet`] writes an operation for the command line or
//! an SDK, and [`command`] reads it back from the command line.

mod cli_json;
mod cli_text;
mod deployment_snippets;
mod goal_json;
mod hidden;
mod names;
mod other_output;
mod passed_over;
mod printed_deployments;
mod proto_json;
mod rollout_json;
mod shell_words;
mod snippets;
mod spelling;
mod typescript_client;
mod workflow_export;

pub mod command;

use crate::boundary::InputError;
use crate::boundary::json::{self, SyntaxError, Value};
use crate::names::BuildId;
use crate::version_sets::VersionSets;
use spelling::Spelling;

pub use deployment_snippets::{deployment_snippet, text_bytes, worker_snippet};
pub use goal_json::read_goal;
pub use other_output::other_output;
pub use passed_over::PassedOver;
pub use printed_deployments::{PrintedDeployments, read_worker_deployments};
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
    spelling: Spelling,
}

impl Listing {
    const UNVERSIONED: Self = Self::new(Vec::new(), |_| String::new());

    const fn new(sets: Vec<Vec<BuildId>>, path: fn(usize) -> String) -> Self {
        Self { sets, path, spelling: Spelling::CAMEL_CASE }
    }

    fn into_version_sets(self) -> Result<VersionSets, InputError> {
        VersionSets::from_listed(self.sets).map_err(|error| {
            let position = error.build_id.map_or(String::new(), |place| format!("[{place}]"));
            let path = format!("{}.buildIds{position}", (self.path)(error.set));
            self.spelling.restore(InputError::value(path, error.problem.to_string()))
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
    read_printed(text).map(|printed| printed.version_sets)
}

/// The version sets in what a tool printed, and what else the text has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The version sets; empty for an unversioned queue.
    pub version_sets: VersionSets,
    /// Lines before and after the answer that are not part of it, such as prompts and code fences.
    pub passed_over: Vec<PassedOver>,
}

/// Reads as [`read_version_sets`], and also returns what was passed over.
///
/// # Errors
/// As [`read_version_sets`].
pub fn read_printed(text: &str) -> Result<Printed, InputError> {
    // Windows' shells put a byte order mark in front of what they write to a file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut passed_over = Vec::new();
    let listing = read_listing(without_warning(text), &mut passed_over);
    let version_sets = listing.and_then(Listing::into_version_sets)?;
    Ok(Printed { version_sets, passed_over })
}

/// What a terminal shows besides the answer, as its first or its last line, on standard error.
const WARNING: &str = "warning: this command is deprecated and will be removed in a later release";

fn without_warning(text: &str) -> &str {
    let text = text.trim_end();
    let text = text.strip_suffix(WARNING).unwrap_or(text);
    text.strip_prefix(WARNING).unwrap_or(text)
}

fn read_listing(text: &str, passed_over: &mut Vec<PassedOver>) -> Result<Listing, InputError> {
    if cli_text::is_cli_text(text) {
        return cli_text::read(text, passed_over);
    }
    match text.trim() {
        "" => return Err(unknown_format("nothing")),
        // What `JSON.stringify` and `console.log` make of the TypeScript client's answer.
        "undefined" => return Ok(Listing::UNVERSIONED),
        _ => {}
    }
    let mut values =
        read_values(text, passed_over).map_err(|error| match other_output::in_text(text) {
            Some(other) => unknown_format(other),
            None => error.expecting(FORMATS),
        })?;
    let spelling = Spelling::of(&mut values);
    let listing = read_json(&values).map_err(|error| spelling.restore(error))?;
    Ok(Listing { spelling, ..listing })
}

fn read_json(values: &[Value]) -> Result<Listing, InputError> {
    match values {
        [Value::Null] => Ok(Listing::UNVERSIONED),
        [Value::Array(rows)] if other_output::in_json(values).is_none() => {
            cli_json::read(rows, |set| format!("[{set}]"))
        }
        [answer @ Value::Object(fields)]
            if fields.is_empty() || answer.get("majorVersionSets").is_some() =>
        {
            proto_json::read(answer)
        }
        [answer] if answer.get("versionSets").is_some() => typescript_client::read(answer),
        rows @ [first, ..] if first.get("buildIds").is_some() => {
            cli_json::read(rows, |set| format!("value {}", set + 1))
        }
        values => {
            Err(unknown_format(other_output::in_json(values).unwrap_or("JSON of another kind")))
        }
    }
}

/// Reads the JSON of a text, without the lines before and after it.
fn read_values(text: &str, passed_over: &mut Vec<PassedOver>) -> Result<Vec<Value>, SyntaxError> {
    let lines: Vec<_> = text.split('\n').collect();
    let first = lines.iter().position(|line| is_json(line)).unwrap_or(0);
    // Blank lines stand for what is before, so that an error names the line of the whole text.
    let json = format!("{}{}", "\n".repeat(first), lines[first..].join("\n"));
    passed_over.extend(
        (1..).zip(&lines[..first]).filter_map(|(line, text)| PassedOver::around(line, text)),
    );
    let error = match json::parse_all(&json) {
        Ok(values) => return Ok(values),
        Err(error) => error,
    };
    let SyntaxError { line, column, .. } = error;
    let before: usize = json.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let prompt = |rest: &str| rest.trim_end().ends_with(['$', '#', '%', '>']);
    for cut in [before, (before + column).saturating_sub(1)] {
        let Some((answer, rest)) = json.split_at_checked(cut) else { continue };
        let is_around = cut == before || prompt(rest.split('\n').next().unwrap_or_default());
        if !is_around || rest.split('\n').any(is_json) {
            continue;
        }
        if let Ok(values) = json::parse_all(answer)
            && !values.is_empty()
        {
            let rest = (line..).zip(rest.split('\n'));
            passed_over.extend(rest.filter_map(|(line, text)| PassedOver::around(line, text)));
            return Ok(values);
        }
    }
    Err(error)
}

/// Whether a text holds what may be an answer.
fn holds_answer(text: &str) -> bool {
    cli_text::is_cli_text(text) || text.lines().any(begins_json)
}

/// Whether JSON of a tool may begin with this line. (A prompt may be `[me@host ~]$`.)
fn begins_json(line: &str) -> bool {
    let line = line.trim();
    line == "null" || (line.starts_with(['[', '{']) && !is_prompt(line))
}

/// Whether a line is JSON or a part of it, which must not be passed over.
fn is_json(line: &str) -> bool {
    begins_json(line) || line.trim_start().starts_with(['"', '}', ']', ',', ':'])
}

/// Whether a line begins with a prompt in brackets.
fn is_prompt(line: &str) -> bool {
    line.starts_with('[') && ["]$", "]#", "]%", "]>"].iter().any(|end| line.contains(end))
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
