//! The `temporal` commands on version sets: written for a POSIX shell, and read back.
//!
//! Source: the CLI 1.9.1.

use serde::Serialize;
use thiserror::Error;

use super::names::{BuildIdNames, OperationNames};
use super::shell_words::{Split, Word, quote, split};
use super::{PassedOver, holds_answer};
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
    /// The command does not have the flag, and does nothing.
    #[error("Expected a flag that the command has, got {0}, which it refuses.")]
    UnknownFlag(String),
    /// The flag is on or off.
    #[error("Expected true or false for --{flag}, got {got}.")]
    NotBoolean {
        /// The name of the flag.
        flag: String,
        /// What stands there.
        got: String,
    },
    /// With this flag, the command prints its help, and does nothing.
    #[error("Expected a command that does something, got --help.")]
    Help,
    /// A shell would put something in place of this.
    #[error("Expected the value of {0}, which only your shell knows: write it in its place.")]
    Variable(String),
    /// Another command follows that would change version sets.
    #[error("Expected one command, got another one after it: {0}.")]
    SecondCommand(String),
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

/// An operation that a command asks for, and what else the text has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CommandReading {
    /// The operation.
    pub operation: Operation,
    /// What is not part of the command, such as `VAR=x` before it and `| jq` after it, and values of flags that are given
    /// twice, of which the command takes the last.
    pub passed_over: Vec<PassedOver>,
}

/// Reads an operation from the command that asks a server for it, as a shell and the command would: with a prompt or
/// `docker exec …` before it, over several lines, with flags in any order. Those that say how to reach the server make
/// no difference. Of a flag that is given twice, the last value counts, as in the command.
///
/// # Errors
/// When it is another command, has a flag that the command refuses, lacks something, or needs the value of a variable.
///
/// ```
/// use worker_versioning::interop::command::read_command;
///
/// let command = "FOO=x temporal task-queue update-build-ids promote-set -t orders --build-id 1.0";
/// let reading = read_command(command).unwrap();
/// assert_eq!(reading.operation.task_queue.as_str(), "orders");
/// assert_eq!(reading.passed_over[0].text, "FOO=x");
/// ```
pub fn read_command(text: &str) -> Result<CommandReading, CommandError> {
    let Found { before, command, line } = find(text).ok_or(CommandError::OtherCommand)?;
    let Split { words, passed_over: around } = split(command).ok_or(CommandError::OpenQuote)?;
    let mut passed_over = Vec::new();
    if !matches!(before, "" | "$" | ">" | "%") {
        passed_over.push(PassedOver::new(1, before, "before the command"));
    }
    for text in around {
        if text.contains("update-build-ids") && !text.starts_with('#') {
            return Err(CommandError::SecondCommand(text));
        }
        passed_over.push(PassedOver::new(line, &text, "not part of the command"));
    }
    let Parsed { words, flags } = Parsed::read(words)?;
    let (name, words) = match &words[..] {
        [noun, verb, rest @ ..] if noun == "task-queue" && verb == "update-build-ids" => {
            (rest.first(), rest.get(1..).unwrap_or_default())
        }
        _ => return Err(CommandError::OtherCommand),
    };
    let (_, mut operation) = commands()
        .find(|(known, _)| name.is_some_and(|name| name == known))
        .ok_or_else(|| CommandError::OtherOperation { got: name.cloned() })?;
    if let Some(stray) = words.first() {
        return Err(CommandError::StrayWord(stray.clone()));
    }
    let fields = operation.fields_mut();
    let mut own = vec![TASK_QUEUE];
    own.extend(fields.build_ids.iter().map(|(role, _)| BuildIdNames::from(*role).flag));
    own.extend(fields.promote_set.is_some().then_some(SET_AS_DEFAULT));
    flags.check(&own)?;
    let task_queue = flags.required(TASK_QUEUE)?.into();
    for (role, build_id) in fields.build_ids {
        *build_id = flags.required(BuildIdNames::from(role).flag)?.into();
    }
    if let Some(promote_set) = fields.promote_set {
        *promote_set = flags.is_set(SET_AS_DEFAULT);
    }
    passed_over.extend(own.iter().flat_map(|name| flags.earlier(name, line)));
    Ok(CommandReading { operation: Operation { task_queue, operation }, passed_over })
}

/// Reads the operation of [`read_command`], whatever was passed over.
///
/// # Errors
/// As [`read_command`].
pub fn read_operation(text: &str) -> Result<Operation, CommandError> {
    read_command(text).map(|reading| reading.operation)
}

/// A command in a text.
struct Found<'a> {
    /// What stands before it.
    before: &'a str,
    /// What follows the name of the program.
    command: &'a str,
    /// The line in which it begins, from 1.
    line: usize,
}

/// Finds the last `temporal` before `task-queue`; it may be left out at the start.
fn find(text: &str) -> Option<Found<'_>> {
    let place = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    let mut words = text.split_whitespace();
    let mut program = None;
    let noun = words.by_ref().find(|word| {
        if is_program(word) {
            program = Some(*word);
        }
        *word == "task-queue"
    })?;
    let (start, command) = match program {
        Some(program) => (place(program), &text[place(program) + program.len()..]),
        None => (place(noun), &text[place(noun)..]),
    };
    let before = text[..start].trim();
    let is_known = program.is_some() || matches!(before, "" | "$" | ">" | "%");
    let line = text[..start].matches('\n').count() + 1;
    is_known.then_some(Found { before, command, line })
}

/// Whether a word names the program, with or without its folder.
fn is_program(word: &str) -> bool {
    let word = word.trim_matches(['"', '\'', '(']);
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    matches!(name, "temporal" | "temporal.exe")
}

/// Flags without a value that every command takes.
const GLOBAL_SWITCHES: [&str; 6] = [
    "tls",
    "tls-disable-host-verification",
    "help",
    "no-json-shorthand-payloads",
    "disable-config-file",
    "disable-config-env",
];

/// Flags with a value that every command takes.
///
/// Source: `temporal options` of the CLI 1.9.1; `context-timeout` is of the CLI of 2023.
const GLOBAL_FLAGS: [&str; 31] = [
    "address",
    "api-key",
    "client-authority",
    "client-connect-timeout",
    "codec-auth",
    "codec-endpoint",
    "codec-header",
    "color",
    "command-timeout",
    "config-file",
    "context-timeout",
    "env",
    "env-file",
    "grpc-meta",
    "identity",
    "log-format",
    "log-level",
    "namespace",
    "output",
    "profile",
    "time-format",
    "tls-ca-data",
    "tls-ca-path",
    "tls-cert-data",
    "tls-cert-path",
    "tls-key-data",
    "tls-key-path",
    "tls-server-name",
    // Of single commands.
    TASK_QUEUE,
    BUILD_ID,
    "existing-compatible-build-id",
];

/// The flags of single commands among those with a value.
const OWN_FLAGS: usize = 3;

/// The words of a command that are no flags, and its flags.
struct Parsed {
    words: Vec<String>,
    flags: Flags,
}

/// The flags of a command, and their values, in order.
struct Flags(Vec<(String, Word)>);

impl Parsed {
    fn read(words: Vec<Word>) -> Result<Self, CommandError> {
        let mut others = Vec::new();
        let mut flags = Vec::new();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let Some(text) = word.text.strip_prefix('-') else {
                if let Some(variable) = word.variable {
                    return Err(CommandError::Variable(variable));
                }
                others.push(word.text);
                continue;
            };
            let (name, value) =
                flag_in(text).ok_or_else(|| CommandError::StrayWord(word.text.clone()))?;
            let is_switch = name == SET_AS_DEFAULT || GLOBAL_SWITCHES.contains(&name);
            let value = match value {
                Some(value) => Word { text: value.to_owned(), ..word.clone() },
                None if is_switch => Word { text: "true".to_owned(), ..Word::default() },
                None if GLOBAL_FLAGS.contains(&name) || name == MAX_SETS => {
                    words.next().ok_or_else(|| CommandError::MissingValue(word.text.clone()))?
                }
                None => return Err(CommandError::UnknownFlag(word.text)),
            };
            let is_boolean = YES.contains(&&*value.text) || NO.contains(&&*value.text);
            if is_switch && !is_boolean {
                let (flag, got) = (name.to_owned(), value.text);
                return Err(value
                    .variable
                    .map_or(CommandError::NotBoolean { flag, got }, CommandError::Variable));
            }
            flags.push((name.to_owned(), value));
        }
        Ok(Self { words: others, flags: Flags(flags) })
    }
}

const MAX_SETS: &str = "max-sets";

/// What stands for true and for false.
///
/// Source: `strconv.ParseBool`, by which the command reads these flags.
const YES: [&str; 6] = ["1", "t", "T", "TRUE", "true", "True"];
const NO: [&str; 6] = ["0", "f", "F", "FALSE", "false", "False"];

impl Flags {
    /// Refuses flags that a command does not have besides its own.
    fn check(&self, own: &[&str]) -> Result<(), CommandError> {
        let global = &GLOBAL_FLAGS[..GLOBAL_FLAGS.len() - OWN_FLAGS];
        for (name, _) in &self.0 {
            let name = name.as_str();
            if name == "help" {
                return Err(CommandError::Help);
            }
            if ![own, global, &GLOBAL_SWITCHES].iter().any(|known| known.contains(&name)) {
                return Err(CommandError::UnknownFlag(format!("--{name}")));
            }
        }
        Ok(())
    }

    fn all<'a>(&'a self, name: &str) -> impl DoubleEndedIterator<Item = &'a Word> {
        self.0.iter().filter(move |(flag, _)| flag == name).map(|(_, value)| value)
    }

    /// The value of a flag; of one that stands twice, the last counts.
    fn get(&self, name: &str) -> Result<Option<&str>, CommandError> {
        let Some(Word { text, variable, is_quoted }) = self.all(name).next_back() else {
            return Ok(None);
        };
        // As the shell of Windows writes it.
        let bare = if *is_quoted { "" } else { text };
        let windows = bare.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'));
        let is_name = |name: &str| {
            !name.is_empty()
                && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        let windows = windows.filter(|name| is_name(name)).map(|_| text);
        match variable.as_ref().or(windows) {
            Some(variable) => Err(CommandError::Variable(variable.clone())),
            None => Ok(Some(text)),
        }
    }

    fn required(&self, name: &'static str) -> Result<&str, CommandError> {
        self.get(name)?.ok_or(CommandError::MissingFlag(name))
    }

    fn is_set(&self, name: &str) -> bool {
        self.all(name).next_back().is_some_and(|value| YES.contains(&&*value.text))
    }

    /// The values of a flag before the one that counts.
    fn earlier(&self, name: &str, line: usize) -> impl Iterator<Item = PassedOver> {
        let why = format!("the command takes the last --{name}");
        let mut values = self.all(name);
        values.next_back();
        values.map(move |value| PassedOver::new(line, &format!("--{name} {}", value.text), &why))
    }
}

/// The long name of a flag without its first dash, and its value if it has one in the same word.
fn flag_in(word: &str) -> Option<(&str, Option<&str>)> {
    let (flag, value) = match word.split_once('=') {
        Some((flag, value)) => (flag, Some(value)),
        None => (word, None),
    };
    if let Some(name) = flag.strip_prefix('-') {
        return (!name.is_empty()).then_some((name, value));
    }
    let (name, value) = match (flag.split_at_checked(1)?, value) {
        ((letter, ""), value) => (letter, value),
        ((letter, _), _) => (letter, word.get(1..)),
    };
    let name = match name {
        "t" => TASK_QUEUE,
        "n" => "namespace",
        "o" => "output",
        "h" => "help",
        letter if matches!(letter.as_bytes(), [b'a'..=b'z' | b'A'..=b'Z']) => letter,
        _ => return None,
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
    // What stands before the first command and is no answer is passed over together with the first answer.
    if let [first, second, ..] = &mut answers[..]
        && !holds_answer(&first.text)
    {
        let blank = first.text.matches('\n').count();
        second.text.replace_range(..blank, &first.text);
    } else if !answers[0].text.trim().is_empty() {
        return Ok(answers);
    }
    answers.remove(0);
    Ok(answers)
}

/// The part of a line from the command on.
fn get_build_ids_in(line: &str) -> Option<&str> {
    let place = |word: &str| word.as_ptr().addr() - line.as_ptr().addr();
    let words: Vec<_> = line.split_whitespace().collect();
    let noun = words.windows(2).position(|pair| *pair == ["task-queue", "get-build-ids"])?;
    let program = words[..noun].iter().rfind(|word| is_program(word))?;
    Some(&line[place(program)..])
}

fn task_queue_of(command: &str) -> Result<Option<TaskQueueName>, CommandError> {
    let Split { words, .. } = split(command).ok_or(CommandError::OpenQuote)?;
    let Parsed { words, flags } = Parsed::read(words)?;
    if let Some(stray) = words.get(3) {
        return Err(CommandError::StrayWord(stray.clone()));
    }
    flags.check(&[TASK_QUEUE, MAX_SETS])?;
    Ok(flags.get(TASK_QUEUE)?.filter(|name| !name.is_empty()).map(Into::into))
}
