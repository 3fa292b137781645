//! The `temporal` commands on version sets and Worker Deployments: written for a POSIX shell, and read back.
//!
//! Source: the CLI 1.9.1.

mod deployments;
mod flags;
mod version_sets;

use std::fmt;
use std::ops::Range;

use serde::Serialize;
use thiserror::Error;

use super::shell_words::{OpenQuote, Split, Word, quote, split};
use super::{PassedOver, holds_answer};
use crate::deployments::DeploymentOperation;
use crate::names::{BuildId, TaskQueueName};
use crate::operation::Operation;
use crate::version::WorkerVersion;
use flags::{Flags, OwnFlags, Parsed};

pub use deployments::{read_deployment_command, write_deployment_operation};
pub use version_sets::write_operation;

const TASK_QUEUE: &str = "task-queue";
const BUILD_ID: &str = "build-id";
const MAX_SETS: &str = "max-sets";

/// Why no command does something. Displayed: the reason, and what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{}", self.message())]
pub enum NoCommand {
    /// Neither the `temporal` command nor the Go SDK can merge sets.
    ///
    /// Source: the commands of `temporal task-queue update-build-ids`, and `BuildIDOp…` in the Go SDK: four each.
    MergeSets,
    /// The command creates a version only together with a compute provider.
    CreateVersion,
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
            Self::CreateVersion => {
                "The temporal command creates a version only for a compute provider: \
                let a worker of the version poll, or use an SDK's raw service."
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
    #[error("Expected one of {}, got {}.", version_sets::names(), .got.as_deref().unwrap_or("nothing"))]
    OtherOperation {
        /// What stands there.
        got: Option<String>,
    },
    /// It is another command than one on Worker Deployments, or none.
    #[error("Expected temporal worker deployment … .")]
    OtherDeploymentCommand,
    /// The command does not name one of the operations on Worker Deployments.
    #[error("Expected one of {}, got {}.", deployments::NAMES, .got.as_deref().unwrap_or("nothing"))]
    OtherDeploymentOperation {
        /// What stands there.
        got: Option<String>,
    },
    /// Two flags stand together of which the command takes one. The message is its own.
    #[error("specify either --{0} or --{1}, not both")]
    Both(&'static str, &'static str),
    /// The value of a flag is not a number.
    #[error("Expected a number for --{flag}, got {got}.")]
    NotNumber {
        /// The name of the flag.
        flag: &'static str,
        /// What stands there.
        got: String,
    },
    /// The value of a flag has no `=`.
    #[error("Expected KEY=VALUE for --{flag}, got {got}.")]
    NotPair {
        /// The name of the flag.
        flag: &'static str,
        /// What stands there.
        got: String,
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

/// An operation on a Worker Deployment that a command asks for, and what else the text has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentCommandReading {
    /// The operation.
    pub operation: DeploymentOperation,
    /// What is not part of the command, as in [`CommandReading::passed_over`].
    pub passed_over: Vec<PassedOver>,
    /// Where the values of the operation stand, in the order of its fields.
    pub values: Vec<Place>,
}

/// What the words of a command that are no flags say.
struct CommandWords {
    /// The word that names the operation.
    name: Option<Word>,
    /// What stands behind it.
    rest: Vec<Word>,
    /// Where all of the words stand.
    at: Range<usize>,
    /// What every command of the kind begins with, such as `task-queue`.
    noun: &'static str,
}

impl CommandWords {
    /// Where the name of the operation stands, or should.
    fn at_name(&self) -> Range<usize> {
        self.name.as_ref().map_or(self.at.end..self.at.end, |name| name.at.clone())
    }

    /// Refuses words behind the operation, but for as many as its name goes on.
    fn check_rest(&self, of_name: usize) -> Result<(), Fault> {
        match &self.rest[of_name..] {
            [] => Ok(()),
            [again, noun, ..] if is_program(&again.text) && noun.text == self.noun => {
                let texts: Vec<&str> = self.rest.iter().map(|word| word.text.as_str()).collect();
                Err((whole(&self.rest), CommandProblem::SecondCommand(texts.join(" "))))
            }
            [stray, ..] => Err((stray.at.clone(), CommandProblem::StrayWord(stray.text.clone()))),
        }
    }
}

/// Where words stand.
fn whole(words: &[Word]) -> Range<usize> {
    let (first, last) = (words.first(), words.last());
    first.map_or(0, |word| word.at.start)..last.map_or(0, |word| word.at.end)
}

/// What was read of a text.
struct Reading<T> {
    operation: T,
    passed_over: Vec<PassedOver>,
    /// Where the values of the operation stand.
    values: Vec<Place>,
}

/// The operation of a command, and the flags that the command has.
struct Read<T> {
    operation: T,
    own: Vec<&'static str>,
}

/// The commands on one generation.
struct Kind<T> {
    /// What each begins with, such as `task-queue update-build-ids`.
    start: [&'static str; 2],
    /// What is wrong with a command that begins otherwise.
    other: CommandProblem,
    flags: OwnFlags,
    read: fn(&CommandWords, &Flags) -> Result<Read<T>, Fault>,
}

impl<T> Kind<T> {
    fn read(&self, text: &str) -> Result<Reading<T>, CommandError> {
        let other = CommandError {
            place: None,
            problem: self.other.clone(),
            has_lines: text.trim().contains('\n'),
        };
        let Found { before, start } = find(text, self.start[0]).ok_or(other)?;
        let command = Command::new(text, start..text.len());
        let mut reading = self.read_found(&command).map_err(|fault| command.error(fault))?;
        if !matches!(before, "" | "$" | ">" | "%") {
            let line = text[..text.find(before).unwrap_or(0)].matches('\n').count() + 1;
            reading.passed_over.insert(0, PassedOver::new(line, before, "before the command"));
        }
        Ok(reading)
    }

    fn read_found(&self, command: &Command<'_>) -> Result<Reading<T>, Fault> {
        let Split { words, passed_over: around } = command.split()?;
        let mut passed_over = Vec::new();
        for (at, text) in around {
            if text.contains(self.start[1]) && !text.starts_with('#') {
                return Err((at, CommandProblem::SecondCommand(text)));
            }
            let why = "not part of the command";
            passed_over.push((at.start, command.passed_over(&at, &text, why)));
        }
        let Parsed { words, flags } = Parsed::read(words, &self.flags)?;
        let at = whole(&words);
        let mut words = words.into_iter();
        if !self.start.iter().all(|start| words.next().is_some_and(|word| word.text == *start)) {
            return Err((at, self.other.clone()));
        }
        let [noun, _] = self.start;
        let words = CommandWords { name: words.next(), rest: words.collect(), at, noun };
        let Read { operation, own } = (self.read)(&words, &flags)?;
        for (flag, why) in flags.passed_over(&own) {
            let passed = command.passed_over(&flag.at, &flag.written(), &why);
            let place = passed_over.iter().position(|(at, _)| *at > flag.at.start);
            passed_over.insert(place.unwrap_or(passed_over.len()), (flag.at.start, passed));
        }
        let with_value = own.iter().filter(|name| !self.flags.switches.contains(name));
        let values = with_value.filter_map(|name| flags.last(name));
        let values = values.map(|flag| command.place(&flag.value_at(&command.text))).collect();
        let passed_over = passed_over.into_iter().map(|(_, passed)| passed).collect();
        Ok(Reading { operation, passed_over, values })
    }
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
    let kind = Kind {
        start: [TASK_QUEUE, "update-build-ids"],
        other: CommandProblem::OtherCommand,
        flags: version_sets::FLAGS,
        read: version_sets::read,
    };
    let Reading { operation, passed_over, values } = kind.read(text)?;
    Ok(CommandReading { operation, passed_over, values })
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

/// Finds the last `temporal` before a noun; it may be left out at the start.
fn find<'a>(text: &'a str, noun: &str) -> Option<Found<'a>> {
    let place = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    let mut words = text.split_whitespace();
    let mut program = None;
    let noun = words.by_ref().find(|word| {
        if is_program(word) {
            program = Some(*word);
        }
        *word == noun
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
    let Parsed { words, flags } = Parsed::read(words, &version_sets::FLAGS)?;
    if let Some(stray) = words.get(3) {
        return Err((stray.at.clone(), CommandProblem::StrayWord(stray.text.clone())));
    }
    flags.check(&[TASK_QUEUE, MAX_SETS])?;
    Ok(flags.get(TASK_QUEUE)?.filter(|name| !name.is_empty()).map(Into::into))
}
