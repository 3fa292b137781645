//! The `temporal` commands on version sets: written for a POSIX shell, and read back.
//!
//! Source: the CLI 1.9.1.

use std::fmt;
use std::ops::Range;

use serde::Serialize;
use thiserror::Error;

use super::names::{BuildIdNames, OperationNames};
use super::shell_words::{OpenQuote, Split, Word, quote, split};
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

/// Where something stands in a pasted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "TextPlace"))]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in UTF-16 code units, as JavaScript and editors count.
    pub column: usize,
    /// How long it is, in UTF-16 code units; 0 where something is missing.
    pub length: usize,
}

/// Why a text is not a command that can be read, and where. Displayed: the line and column, if there are several lines,
/// and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct CommandError {
    /// Where it is wrong; nothing if there is no command at all.
    pub place: Option<Place>,
    /// What is wrong.
    pub problem: CommandProblem,
    /// Whether the text has several lines.
    has_lines: bool,
}

impl fmt::Display for CommandError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { line, column, .. }) = self.place.filter(|_| self.has_lines) {
            write!(formatter, "Line {line}, column {column}: ")?;
        }
        self.problem.fmt(formatter)
    }
}

/// A command in a text, with `\n` at the end of each line.
struct Command<'a> {
    /// The text, up to the command.
    before: &'a str,
    text: String,
    has_lines: bool,
}

impl<'a> Command<'a> {
    /// The command that stands in a part of a text.
    fn new(text: &'a str, part: Range<usize>) -> Self {
        let (before, command) = (&text[..part.start], &text[part]);
        let has_lines = text.trim().contains('\n');
        Self { before, text: format!("{command}\n").replace("\r\n", "\n"), has_lines }
    }

    /// Where a part of the command stands in the text.
    fn place(&self, part: &Range<usize>) -> Place {
        let before = self.text[..part.start].rsplit_once('\n');
        let units = |text: &str| text.encode_utf16().count();
        let line_before = self.before.rsplit('\n').next().unwrap_or_default();
        let column = match before {
            Some((_, line)) => units(line),
            None => units(line_before) + units(&self.text[..part.start]),
        };
        let lines = |text: &str| text.matches('\n').count();
        Place {
            line: lines(self.before) + lines(&self.text[..part.start]) + 1,
            column: column + 1,
            length: units(self.text[part.clone()].trim_end()),
        }
    }

    fn error(&self, (part, problem): Fault) -> CommandError {
        CommandError { place: Some(self.place(&part)), problem, has_lines: self.has_lines }
    }

    fn split(&self) -> Result<Split, Fault> {
        split(&self.text).map_err(|OpenQuote(at)| (at..at + 1, CommandProblem::OpenQuote))
    }

    fn passed_over(&self, part: &Range<usize>, text: &str, why: &str) -> PassedOver {
        PassedOver::new(self.place(part).line, text, why)
    }
}

/// What is wrong with a part of a command.
type Fault = (Range<usize>, CommandProblem);

/// Why a text is not a command that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CommandProblem {
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
    /// What is not part of the command, such as `VAR=x` before it and `| jq` after it; flags that do not change what it
    /// does, such as `--env prod` and `-o json`; and values of flags that are given twice, of which the command takes the
    /// last. In the order of the text.
    pub passed_over: Vec<PassedOver>,
    /// Where the values of the operation stand: the task queue, and the build IDs in the order of the operation's fields.
    pub values: Vec<Place>,
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
    let other = CommandError {
        place: None,
        problem: CommandProblem::OtherCommand,
        has_lines: text.trim().contains('\n'),
    };
    let Found { before, start } = find(text).ok_or(other)?;
    let command = Command::new(text, start..text.len());
    let mut reading = read_found(&command).map_err(|fault| command.error(fault))?;
    if !matches!(before, "" | "$" | ">" | "%") {
        let line = text[..text.find(before).unwrap_or(0)].matches('\n').count() + 1;
        reading.passed_over.insert(0, PassedOver::new(line, before, "before the command"));
    }
    Ok(reading)
}

fn read_found(command: &Command<'_>) -> Result<CommandReading, Fault> {
    let Split { words, passed_over: around } = command.split()?;
    let mut passed_over = Vec::new();
    for (at, text) in around {
        if text.contains("update-build-ids") && !text.starts_with('#') {
            return Err((at, CommandProblem::SecondCommand(text)));
        }
        let why = "not part of the command";
        passed_over.push((at.start, command.passed_over(&at, &text, why)));
    }
    let Parsed { words, flags } = Parsed::read(words)?;
    let whole = |words: &[Word]| {
        let (first, last) = (words.first(), words.last());
        first.map_or(0, |word| word.at.start)..last.map_or(0, |word| word.at.end)
    };
    let (name, rest) = match &words[..] {
        [noun, verb, rest @ ..] if noun.text == TASK_QUEUE && verb.text == "update-build-ids" => {
            (rest.first(), rest.get(1..).unwrap_or_default())
        }
        words => return Err((whole(words), CommandProblem::OtherCommand)),
    };
    let known = commands().find(|(known, _)| name.is_some_and(|name| name.text == *known));
    let Some((_, mut operation)) = known else {
        let end = words[1].at.end;
        let at = name.map_or(end..end, |name| name.at.clone());
        return Err((at, CommandProblem::OtherOperation { got: name.map(|it| it.text.clone()) }));
    };
    match rest {
        [] => {}
        [again, noun, ..] if is_program(&again.text) && noun.text == TASK_QUEUE => {
            let texts: Vec<&str> = rest.iter().map(|word| word.text.as_str()).collect();
            return Err((whole(rest), CommandProblem::SecondCommand(texts.join(" "))));
        }
        [stray, ..] => {
            return Err((stray.at.clone(), CommandProblem::StrayWord(stray.text.clone())));
        }
    }
    let fields = operation.fields_mut();
    let mut own = vec![TASK_QUEUE];
    own.extend(fields.build_ids.iter().map(|(role, _)| BuildIdNames::from(*role).flag));
    own.extend(fields.promote_set.is_some().then_some(SET_AS_DEFAULT));
    flags.check(&own)?;
    let missing = whole(&words);
    let mut values = Vec::new();
    let mut required = |name| {
        let value = flags.required(name, &missing)?;
        values.extend(flags.last(name).map(|flag| command.place(&flag.value_at(&command.text))));
        Ok(value)
    };
    let task_queue = required(TASK_QUEUE)?.into();
    for (role, build_id) in fields.build_ids {
        *build_id = required(BuildIdNames::from(role).flag)?.into();
    }
    if let Some(promote_set) = fields.promote_set {
        *promote_set = flags.is_set(SET_AS_DEFAULT);
    }
    for (flag, why) in flags.passed_over(&own) {
        let passed = command.passed_over(&flag.at, &flag.written(), &why);
        let place = passed_over.iter().position(|(at, _)| *at > flag.at.start);
        passed_over.insert(place.unwrap_or(passed_over.len()), (flag.at.start, passed));
    }
    let passed_over = passed_over.into_iter().map(|(_, passed)| passed).collect();
    Ok(CommandReading { operation: Operation { task_queue, operation }, passed_over, values })
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
    /// Where what follows the name of the program begins.
    start: usize,
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
        *word == TASK_QUEUE
    })?;
    let first = program.map_or(place(noun), place);
    let before = text[..first].trim();
    let is_known = program.is_some() || matches!(before, "" | "$" | ">" | "%");
    let start = program.map_or(first, |program| first + program.len());
    is_known.then_some(Found { before, start })
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
    words: Vec<Word>,
    flags: Flags,
}

/// The flags of a command, in order.
struct Flags(Vec<Flag>);

/// A flag with its value.
struct Flag {
    name: String,
    /// As it is written, without a value in a word of its own.
    text: String,
    value: Word,
    /// Where it stands, with its value.
    at: Range<usize>,
}

impl Flag {
    /// The flag as it is written, but for a value that is a secret.
    fn written(&self) -> String {
        let Self { name, text, value, at } = self;
        if SECRET.contains(&name.as_str()) {
            return format!("--{name} …");
        }
        let has_own_word = value.at.start > at.start;
        if has_own_word { format!("{text} {}", value.text) } else { text.clone() }
    }

    /// Where the value stands in the text of the command, with its quotes.
    fn value_at(&self, text: &str) -> Range<usize> {
        let Range { start, end } = self.value.at;
        if start > self.at.start {
            return start..end;
        }
        let written = &text[start..end];
        // A value stands after `--build-id=`, after `-t=` or right after `-t`.
        let begins = if self.text.starts_with("--") {
            written.find('=').map_or(0, |equals| equals + 1)
        } else {
            2 + usize::from(written.as_bytes().get(2) == Some(&b'='))
        };
        start + begins..end
    }
}

impl Parsed {
    fn read(words: Vec<Word>) -> Result<Self, Fault> {
        let mut others = Vec::new();
        let mut flags = Vec::new();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let at = word.at.clone();
            let Some(text) = word.text.strip_prefix('-') else {
                if let Some(variable) = word.variable {
                    return Err((at, CommandProblem::Variable(variable)));
                }
                others.push(word);
                continue;
            };
            let Some((name, value)) = flag_in(text) else {
                return Err((at, CommandProblem::StrayWord(word.text)));
            };
            let is_switch = name == SET_AS_DEFAULT || GLOBAL_SWITCHES.contains(&name);
            let value = match value {
                Some(value) => Word { text: value.to_owned(), ..word.clone() },
                None if is_switch => Word { text: "true".to_owned(), ..Word::default() },
                None if GLOBAL_FLAGS.contains(&name) || name == MAX_SETS => match words.next() {
                    Some(value) => value,
                    None => return Err((at, CommandProblem::MissingValue(word.text))),
                },
                None => return Err((at, CommandProblem::UnknownFlag(word.text))),
            };
            let is_boolean = YES.contains(&&*value.text) || NO.contains(&&*value.text);
            if is_switch && !is_boolean {
                let (flag, got) = (name.to_owned(), value.text);
                let problem = CommandProblem::NotBoolean { flag, got };
                return Err((at, value.variable.map_or(problem, CommandProblem::Variable)));
            }
            let at = at.start..at.end.max(value.at.end);
            flags.push(Flag { name: name.to_owned(), text: word.text.clone(), value, at });
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

/// Flags whose values are secrets, or may hold some.
const SECRET: [&str; 6] =
    ["api-key", "codec-auth", "codec-header", "grpc-meta", "tls-cert-data", "tls-key-data"];

/// Flags that change only what a command prints.
const OF_OUTPUT: [&str; 6] =
    ["color", "log-format", "log-level", "no-json-shorthand-payloads", "output", "time-format"];

impl Flags {
    /// Refuses flags that a command does not have besides its own.
    fn check(&self, own: &[&str]) -> Result<(), Fault> {
        let global = &GLOBAL_FLAGS[..GLOBAL_FLAGS.len() - OWN_FLAGS];
        for Flag { name, at, .. } in &self.0 {
            let name = name.as_str();
            if name == "help" {
                return Err((at.clone(), CommandProblem::Help));
            }
            if ![own, global, &GLOBAL_SWITCHES].iter().any(|known| known.contains(&name)) {
                return Err((at.clone(), CommandProblem::UnknownFlag(format!("--{name}"))));
            }
        }
        Ok(())
    }

    fn last(&self, name: &str) -> Option<&Flag> {
        self.0.iter().rfind(|flag| flag.name == name)
    }

    /// The value of a flag; of one that stands twice, the last counts.
    fn get(&self, name: &str) -> Result<Option<&str>, Fault> {
        let Some(flag) = self.last(name) else { return Ok(None) };
        let Word { text, variable, is_quoted, .. } = &flag.value;
        // As the shell of Windows writes it.
        let bare = if *is_quoted { "" } else { text };
        let windows = bare.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'));
        let is_name = |name: &str| {
            !name.is_empty()
                && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        let windows = windows.filter(|name| is_name(name)).map(|_| text);
        match variable.as_ref().or(windows) {
            Some(variable) => {
                Err((flag.value.at.clone(), CommandProblem::Variable(variable.clone())))
            }
            None => Ok(Some(text)),
        }
    }

    /// The value of a flag, which a command in this place needs.
    fn required(&self, name: &'static str, command: &Range<usize>) -> Result<&str, Fault> {
        let missing = || (command.clone(), CommandProblem::MissingFlag(name));
        self.get(name)?.ok_or_else(missing)
    }

    fn is_set(&self, name: &str) -> bool {
        self.last(name).is_some_and(|flag| YES.contains(&&*flag.value.text))
    }

    /// The flags that make no difference, and why.
    fn passed_over<'a>(&'a self, own: &'a [&str]) -> impl Iterator<Item = (&'a Flag, String)> {
        self.0.iter().filter_map(|flag| {
            let name = flag.name.as_str();
            let why = if !own.contains(&name) {
                let is_of_output = OF_OUTPUT.contains(&name);
                let of_output = "it changes only what the command prints";
                let of_cluster = "it says only how to reach the cluster";
                if is_of_output { of_output } else { of_cluster }.to_owned()
            } else if self.last(name).is_some_and(|last| last.at != flag.at) {
                format!("the command takes the last --{name}")
            } else {
                return None;
            };
            Some((flag, why))
        })
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
        let mut last = line;
        while last.trim_end_matches('\r').ends_with('\\')
            && let Some((line, its_number)) = lines.next()
        {
            (last, number) = (line, its_number);
        }
        let place = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
        let command = Command::new(text, place(command)..place(last) + last.len());
        let task_queue = task_queue_of(&command).map_err(|fault| command.error(fault))?;
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

fn task_queue_of(command: &Command<'_>) -> Result<Option<TaskQueueName>, Fault> {
    let Split { words, .. } = command.split()?;
    let Parsed { words, flags } = Parsed::read(words)?;
    if let Some(stray) = words.get(3) {
        return Err((stray.at.clone(), CommandProblem::StrayWord(stray.text.clone())));
    }
    flags.check(&[TASK_QUEUE, MAX_SETS])?;
    Ok(flags.get(TASK_QUEUE)?.filter(|name| !name.is_empty()).map(Into::into))
}
