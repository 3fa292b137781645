//! The `temporal` commands on version sets: written for a POSIX shell, and read back.
//!
//! Source: the CLI 1.9.1.

use serde::Serialize;
use thiserror::Error;

use super::names::{BuildIdNames, OperationNames};
use super::shell_words::{quote, split};
use crate::names::{BuildId, TaskQueueName};
use crate::operation::Operation;
use crate::version::WorkerVersion;
use crate::version_sets::BuildIdOperation;

const TASK_QUEUE: &str = "task-queue";
const BUILD_ID: &str = "build-id";
const SET_AS_DEFAULT: &str = "set-as-default";

/// Why no command does something. Displayed: the reason, and what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{}", self.message())]
pub enum NoCommand {
    /// Neither the `temporal` command nor the Go SDK can merge sets.
    ///
    /// Source: the commands of `temporal task-queue update-build-ids`, and `BuildIDOp…` in the Go SDK: four each.
    MergeSets,
    /// A name holds a NUL character, at which the arguments of programs end.
    Nul,
}

impl NoCommand {
    /// The reason, and what to do instead.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::MergeSets => {
                "Neither the temporal command nor the Go SDK can merge version sets: \
                use the Python, TypeScript, Java or .NET SDK."
            }
            Self::Nul => "No command can be given text that holds a NUL character: use an SDK.",
        }
    }

    /// The message as a comment of a shell, to stand where the command would.
    #[must_use]
    pub fn comment(self) -> String {
        format!("# {}", self.message())
    }
}

/// The command that asks a server for an operation, over several lines.
///
/// # Errors
/// When there is none.
///
/// ```
/// use worker_versioning::interop::command::write_operation;
/// use worker_versioning::operation::Operation;
/// use worker_versioning::version_sets::BuildIdOperation;
///
/// let operation = BuildIdOperation::PromoteSetByBuildId { build_id: "it's 1.0".into() };
/// let promote = Operation { task_queue: "orders".into(), operation };
/// assert_eq!(
///     write_operation(&promote).unwrap(),
///     r"temporal task-queue update-build-ids promote-set \
///     --task-queue=orders \
///     --build-id='it'\''s 1.0'",
/// );
/// ```
pub fn write_operation(operation: &Operation) -> Result<String, NoCommand> {
    let Operation { task_queue, operation } = operation;
    let (name, _) = OperationNames::from(operation).command_and_go.ok_or(NoCommand::MergeSets)?;
    let fields = operation.fields();
    let mut lines = vec![
        format!("temporal task-queue update-build-ids {name}"),
        flag(TASK_QUEUE, task_queue.as_str())?,
    ];
    for (role, build_id) in fields.build_ids {
        lines.push(flag(BuildIdNames::from(role).flag, build_id.as_str())?);
    }
    if fields.promote_set == Some(&true) {
        lines.push(format!("--{SET_AS_DEFAULT}"));
    }
    Ok(lines.join(" \\\n    "))
}

/// The command that prints the version sets of a task queue.
///
/// # Errors
/// When no command can be given the name.
pub fn get_build_ids(task_queue: &TaskQueueName) -> Result<String, NoCommand> {
    let task_queue = flag(TASK_QUEUE, task_queue.as_str())?;
    Ok(format!("temporal task-queue get-build-ids {task_queue}"))
}

/// The command that prints who polls a task queue for workflow tasks: as JSON in the legacy mode, each with its build ID
/// and whether it has opted in. Text, and the other mode, leave that out.
///
/// # Errors
/// When no command can be given the name.
///
/// Source: live server; it lists workers of build IDs that the queue does not know too, and none whose polls it refuses.
pub fn describe_pollers(task_queue: &TaskQueueName) -> Result<String, NoCommand> {
    let task_queue = flag(TASK_QUEUE, task_queue.as_str())?;
    Ok(format!("temporal task-queue describe {task_queue} --legacy-mode -o json"))
}

/// The command that prints what may reach the workers of a version on a task queue.
///
/// # Errors
/// When no command can be given the names.
pub fn get_build_id_reachability(
    task_queue: &TaskQueueName,
    version: &WorkerVersion,
) -> Result<String, NoCommand> {
    let task_queue = flag(TASK_QUEUE, task_queue.as_str())?;
    let build_id = flag(BUILD_ID, version.build_id().map_or("", BuildId::as_str))?;
    Ok(format!("temporal task-queue get-build-id-reachability {task_queue} {build_id}"))
}

/// A flag with its value. With `=`, so that no parser of options takes a build ID for one.
fn flag(name: &str, value: &str) -> Result<String, NoCommand> {
    if value.contains('\0') {
        return Err(NoCommand::Nul);
    }
    Ok(format!("--{name}={}", quote(value)))
}

/// Why a text is not a command that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CommandError {
    /// It is another command, or none.
    #[error("Expected temporal task-queue update-build-ids … .")]
    OtherCommand,
    /// The command does not name one of the operations.
    #[error("Expected one of {}, got {}.", names(), .got.as_deref().unwrap_or("nothing"))]
    OtherOperation {
        /// What stands there.
        got: Option<String>,
    },
    /// A flag is missing.
    #[error("Expected --{0}.")]
    MissingFlag(&'static str),
    /// A flag that needs a value stands at the end.
    #[error("Expected a value after {0}.")]
    MissingValue(String),
    /// A word is not a flag.
    #[error("Expected a flag such as --build-id, got {0}.")]
    StrayWord(String),
    /// A text in quotes does not end.
    #[error("Expected another quote that ends the quoted text.")]
    OpenQuote,
}

/// Each operation that there is a command for, with its name.
fn commands() -> impl Iterator<Item = (&'static str, BuildIdOperation)> {
    BuildIdOperation::all().filter_map(|operation| {
        let (name, _) = OperationNames::from(&operation).command_and_go?;
        Some((name, operation))
    })
}

fn names() -> String {
    commands().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

/// Reads an operation from the command that asks a server for it, as a shell would: with a prompt before it, over
/// several lines, with flags in any order. Those that say how to reach the server make no difference.
///
/// # Errors
/// When it is another command, or lacks something.
pub fn read_operation(text: &str) -> Result<Operation, CommandError> {
    let words = split(without_prompt(text)).ok_or(CommandError::OpenQuote)?;
    let words = match &words[..] {
        [program, words @ ..] if program == "temporal" => words,
        words => words,
    };
    let words = match words {
        [noun, verb, words @ ..] if noun == "task-queue" && verb == "update-build-ids" => words,
        _ => return Err(CommandError::OtherCommand),
    };
    let (_, mut operation) = commands()
        .find(|(name, _)| words.first().is_some_and(|word| word == name))
        .ok_or_else(|| CommandError::OtherOperation { got: words.first().cloned() })?;
    let flags = Flags::read(&words[1..])?;
    let task_queue = flags.required(TASK_QUEUE)?.into();
    let fields = operation.fields_mut();
    for (role, build_id) in fields.build_ids {
        *build_id = flags.required(BuildIdNames::from(role).flag)?.into();
    }
    if let Some(promote_set) = fields.promote_set {
        *promote_set = flags.is_set(SET_AS_DEFAULT);
    }
    Ok(Operation { task_queue, operation })
}

fn without_prompt(text: &str) -> &str {
    match text.trim_start().strip_prefix('$') {
        Some(command) if command.starts_with(char::is_whitespace) => command,
        _ => text,
    }
}

/// The flags of a command, and their values.
struct Flags<'a>(Vec<(&'a str, &'a str)>);

/// Flags without a value: one of an update, and those that every command takes.
const WITHOUT_VALUE: [&str; 6] = [
    SET_AS_DEFAULT,
    "tls",
    "help",
    "no-json-shorthand-payloads",
    "disable-config-file",
    "disable-config-env",
];

impl<'a> Flags<'a> {
    fn read(words: &'a [String]) -> Result<Self, CommandError> {
        let mut flags = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (name, value) =
                flag_in(word).ok_or_else(|| CommandError::StrayWord(word.clone()))?;
            let value = match value {
                Some(value) => value,
                None if WITHOUT_VALUE.contains(&name) => "true",
                None => words.next().ok_or_else(|| CommandError::MissingValue(word.clone()))?,
            };
            flags.push((name, value));
        }
        Ok(Self(flags))
    }

    /// The value of a flag; of one that stands twice, the last counts.
    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().rev().find(|(flag, _)| *flag == name).map(|(_, value)| *value)
    }

    fn required(&self, name: &'static str) -> Result<&'a str, CommandError> {
        self.get(name).ok_or(CommandError::MissingFlag(name))
    }

    fn is_set(&self, name: &str) -> bool {
        let value = self.get(name).unwrap_or_default();
        ["true", "1", "t"].iter().any(|yes| value.eq_ignore_ascii_case(yes))
    }
}

/// The long name of a flag, and its value if it has one in the same word.
fn flag_in(word: &str) -> Option<(&str, Option<&str>)> {
    let (flag, value) = match word.split_once('=') {
        Some((flag, value)) => (flag, Some(value)),
        None => (word, None),
    };
    let name = match flag.strip_prefix("--") {
        Some(name) if !name.is_empty() => name,
        Some(_) => return None,
        None => match flag.strip_prefix('-')? {
            "t" => TASK_QUEUE,
            "n" => "namespace",
            "o" => "output",
            short if matches!(short.as_bytes(), [b'a'..=b'z']) => short,
            _ => return None,
        },
    };
    Some((name, value))
}

/// What was printed below one command, in a text from a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PastedAnswer {
    /// The task queue of the command above it, where there is one that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_queue: Option<TaskQueueName>,
    /// What was printed, for [`read_version_sets`](super::read_version_sets). Blank lines stand for what is before it,
    /// so that an error names the line of the whole text.
    pub text: String,
}

/// Parts a text from a terminal at each `temporal task-queue get-build-ids` in it.
///
/// # Errors
/// When a command cannot be read.
///
/// ```
/// use worker_versioning::interop::command::pasted_answers;
///
/// let answers = pasted_answers("$ temporal task-queue get-build-ids -t orders -o json\nnull\n").unwrap();
/// assert_eq!(answers[0].task_queue, Some("orders".into()));
/// assert_eq!(answers[0].text, "\nnull\n\n");
/// ```
pub fn pasted_answers(text: &str) -> Result<Vec<PastedAnswer>, CommandError> {
    let mut answers = vec![PastedAnswer { task_queue: None, text: String::new() }];
    let mut lines = text.split('\n').zip(1..);
    while let Some((line, mut number)) = lines.next() {
        let Some(command) = get_build_ids_in(line) else {
            if let Some(answer) = answers.last_mut() {
                answer.text.extend([line, "\n"]);
            }
            continue;
        };
        let mut command = command.to_owned();
        while command.trim_end_matches('\r').ends_with('\\')
            && let Some((line, its_number)) = lines.next()
        {
            command.extend(["\n", line]);
            number = its_number;
        }
        let task_queue = task_queue_of(&command)?;
        answers.push(PastedAnswer { task_queue, text: "\n".repeat(number) });
    }
    if answers[0].text.trim().is_empty() {
        answers.remove(0);
    }
    Ok(answers)
}

/// The part of a line from the command on.
fn get_build_ids_in(line: &str) -> Option<&str> {
    let starts = line.match_indices('t').map(|(start, _)| line.split_at(start));
    let mut commands = starts.filter(|(before, command)| {
        !before.ends_with(is_word_letter) && begins_with_get_build_ids(command)
    });
    commands.next().map(|(_, command)| command)
}

fn begins_with_get_build_ids(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let after = words.by_ref().take(2).eq(["temporal", "task-queue"]).then(|| words.next());
    let after = after.flatten().and_then(|word| word.strip_prefix("get-build-ids"));
    after.is_some_and(|rest| !rest.starts_with(is_word_letter))
}

fn is_word_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn task_queue_of(command: &str) -> Result<Option<TaskQueueName>, CommandError> {
    let words = split(command).ok_or(CommandError::OpenQuote)?;
    let flags = Flags::read(words.get(3..).unwrap_or_default())?;
    Ok(flags.get(TASK_QUEUE).filter(|name| !name.is_empty()).map(Into::into))
}
