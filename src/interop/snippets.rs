//! An operation as the code that asks a real server for it, in the languages of the SDKs.

use serde::{Deserialize, Serialize};

use super::command::{self, NoCommand};
use super::hidden::is_hidden;
use super::names::{BuildIdNames, OperationNames};
use crate::operation::Operation;

/// What a snippet is written in: the `temporal` command for a POSIX shell (`sh`, `bash`, `zsh`), or the client
/// of an SDK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SnippetLanguage {
    /// The `temporal` command, for a POSIX shell.
    Cli,
    /// The Go SDK, `go.temporal.io/sdk/client`.
    Go,
    /// The Python SDK, `temporalio.client`.
    Python,
    /// The TypeScript SDK, `@temporalio/client`.
    TypeScript,
    /// The Java SDK, `io.temporal.client`.
    Java,
    /// The .NET SDK, `Temporalio.Client`, in C#.
    DotNet,
}

/// A command, or code with a connected client named `client` (in Go `c`, with a context `ctx`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The whole text, without a line break at its end. A note begins it as a comment.
    pub text: String,
    /// What the language cannot do, and what to do instead.
    pub note: Option<&'static str>,
}

/// Writes an operation in a language. Any text comes out as a literal of exactly that text.
///
/// Source of the names: the CLI 1.9.1, and the clients of the SDKs. The function does not
/// check whether a server would take the operation.
///
/// ```
/// use worker_versioning::interop::{SnippetLanguage, snippet};
/// use worker_versioning::operation::Operation;
/// use worker_versioning::version_sets::BuildIdOperation;
///
/// let operation = BuildIdOperation::PromoteSetByBuildId { build_id: "it's 1.0".into() };
/// let promote = Operation { task_queue: "orders".into(), operation };
/// assert_eq!(
///     snippet(&promote, SnippetLanguage::Python).text,
///     r#"await client.update_worker_build_id_compatibility(
///     "orders",
///     BuildIdOpPromoteSetByBuildId("it's 1.0"),
/// )"#,
/// );
/// ```
#[must_use]
pub fn snippet(operation: &Operation, language: SnippetLanguage) -> Snippet {
    let call = Call::new(operation, language);
    match language {
        SnippetLanguage::Cli => match command::write_operation(operation) {
            Ok(text) => Snippet { text, note: None },
            Err(reason) => Snippet { text: reason.comment(), note: Some(reason.message()) },
        },
        SnippetLanguage::Go => call.go(),
        SnippetLanguage::TypeScript => call.typescript(),
        SnippetLanguage::Python => call.by_position([
            "await client.update_worker_build_id_compatibility(\n    ",
            ",\n    BuildIdOp",
            call.names.python_and_dotnet,
            "promote_set=True",
            "),\n)",
        ]),
        SnippetLanguage::Java => call.by_position([
            "client.updateWorkerBuildIdCompatability(\n    ",
            ", BuildIdOperation.",
            call.names.java,
            "true",
            "));",
        ]),
        SnippetLanguage::DotNet => call.by_position([
            "await client.UpdateWorkerBuildIdCompatibilityAsync(\n    ",
            ", new BuildIdOp.",
            call.names.python_and_dotnet,
            "MakeSetDefault: true",
            "));",
        ]),
    }
}

/// An operation in the words of a language.
struct Call {
    names: OperationNames,
    task_queue: String,
    build_ids: Vec<(BuildIdNames, String)>,
    promotes_set: bool,
}

impl Call {
    fn new(Operation { task_queue, operation }: &Operation, language: SnippetLanguage) -> Self {
        let fields = operation.fields();
        let build_ids = fields.build_ids.into_iter();
        Self {
            names: operation.into(),
            task_queue: literal(task_queue.as_str(), language),
            build_ids: build_ids
                .map(|(role, build_id)| (role.into(), literal(build_id.as_str(), language)))
                .collect(),
            promotes_set: fields.promote_set == Some(&true),
        }
    }

    /// The call where the arguments have no names, between these words.
    fn by_position(&self, [start, operation, name, promotion, end]: [&str; 5]) -> Snippet {
        let build_ids = self.build_ids.iter();
        let mut arguments: Vec<_> = build_ids.map(|(_, literal)| literal.as_str()).collect();
        arguments.extend(self.promotes_set.then_some(promotion));
        let arguments = arguments.join(", ");
        let text = format!("{start}{}{operation}{name}({arguments}{end}", self.task_queue);
        Snippet { text, note: None }
    }

    fn go(&self) -> Snippet {
        let Some((_, name)) = self.names.command_and_go else {
            let note = NoCommand::MergeSets.message();
            return Snippet { text: format!("// {note}"), note: Some(note) };
        };
        let build_ids = self.build_ids.iter();
        let mut fields: Vec<_> =
            build_ids.map(|(names, literal)| (names.go, literal.as_str())).collect();
        fields.extend(self.promotes_set.then_some(("MakeSetDefault", "true")));
        let arguments = if let [(field, value)] = fields[..] {
            format!("{field}: {value}")
        } else {
            // As gofmt lays them out.
            let longest = fields.iter().map(|(field, _)| field.len()).max().unwrap_or_default();
            let lines = fields.iter().map(|(field, value)| {
                let blanks = " ".repeat(longest - field.len());
                format!("\n\t\t{field}: {blanks}{value},")
            });
            lines.collect::<Vec<_>>().concat() + "\n\t"
        };
        let queue = &self.task_queue;
        let text = format!(
            "\
err := c.UpdateWorkerBuildIdCompatibility(ctx, &client.UpdateWorkerBuildIdCompatibilityOptions{{
\tTaskQueue: {queue},
\tOperation: &client.BuildIDOp{name}{{{arguments}}},
}})
if err != nil {{
\tlog.Fatalln(err)
}}"
        );
        Snippet { text, note: None }
    }

    /// Source of what is dropped: `updateBuildIdCompatibility` in the client's `task-queue-client.ts`.
    fn typescript(&self) -> Snippet {
        let update = |operation: &str, fields: &str| {
            let queue = &self.task_queue;
            format!(
                "\
await client.taskQueue.updateBuildIdCompatibility({queue}, {{
  operation: '{operation}',
{fields}}});"
            )
        };
        let build_ids = self.build_ids.iter();
        let fields =
            build_ids.map(|(names, literal)| format!("  {}: {literal},\n", names.typescript));
        let fields = fields.collect::<Vec<_>>().concat();
        if let (true, [(_, added), ..]) = (self.promotes_set, &self.build_ids[..]) {
            let note = "@temporalio/client drops promoteSet, at least up to 1.24.0: the second call promotes the set.";
            let add = update(self.names.typescript, &(fields + "  promoteSet: true,\n"));
            let promote = update("promoteSetByBuildId", &format!("  buildId: {added},\n"));
            return Snippet { text: format!("// {note}\n{add}\n{promote}"), note: Some(note) };
        }
        Snippet { text: update(self.names.typescript, &fields), note: None }
    }
}

/// A literal of a language whose value is exactly `value`.
pub(super) fn literal(value: &str, language: SnippetLanguage) -> String {
    let quote = if language == SnippetLanguage::TypeScript { '\'' } else { '"' };
    // The compiler may take the file for one of the system's encoding.
    let is_ascii_only = language == SnippetLanguage::Java;
    let mut literal = String::from(quote);
    for letter in value.chars() {
        match letter {
            '\n' => literal += "\\n",
            '\r' => literal += "\\r",
            '\t' => literal += "\\t",
            _ if letter == '\\' || letter == quote => literal.extend(['\\', letter]),
            _ if is_hidden(letter) || is_ascii_only && !letter.is_ascii() => {
                literal += &escape(letter, language);
            }
            _ => literal.push(letter),
        }
    }
    literal.push(quote);
    literal
}

fn escape(letter: char, language: SnippetLanguage) -> String {
    // There, half of a pair of UTF-16 is an error, or stays half.
    let has_no_pairs = matches!(language, SnippetLanguage::Go | SnippetLanguage::Python);
    if letter > '\u{ffff}' && has_no_pairs {
        return format!("\\U{:08x}", u32::from(letter));
    }
    let mut units = [0; 2];
    let units = letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"));
    units.collect::<Vec<_>>().concat()
}
