//! An operation as the code that asks a real server for it, in the languages of the SDKs.
//!
//! [`Call`] says what an operation is called and what it takes, in every language; a function a language writes it.

use serde::{Deserialize, Serialize};

use super::command::{self, NoCommand};
use super::hidden::is_hidden;
use crate::names::BuildId;
use crate::operation::Operation;
use crate::version_sets::BuildIdOperation;

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
/// Source of the names: the CLI 1.9.1, and the clients of the SDKs. Whether a server would take the
/// operation is not asked.
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
    let queue = operation.task_queue.as_str();
    let call = Call::new(&operation.operation);
    match language {
        SnippetLanguage::Cli => match command::write_operation(operation) {
            Ok(text) => Snippet { text, note: None },
            Err(reason) => Snippet::note_only("# ", reason.message()),
        },
        SnippetLanguage::Go => match call.names.go {
            Some(name) => Snippet::code(go(queue, name, &call)),
            None => Snippet::note_only("// ", NoCommand::MergeSets.message()),
        },
        SnippetLanguage::Python => Snippet::code(python(queue, &call)),
        SnippetLanguage::TypeScript if call.promotes_set => {
            typescript_add_and_promote(queue, &call)
        }
        SnippetLanguage::TypeScript => Snippet::code(typescript(queue, &call)),
        SnippetLanguage::Java => Snippet::code(java(queue, &call)),
        SnippetLanguage::DotNet => Snippet::code(dotnet(queue, &call)),
    }
}

impl Snippet {
    fn code(text: String) -> Self {
        Self { text, note: None }
    }

    fn note_only(comment: &str, note: &'static str) -> Self {
        Self { text: format!("{comment}{note}"), note: Some(note) }
    }
}

/// An operation in the words of the SDKs.
struct Call<'a> {
    names: Names,
    /// In the order in which all SDKs take them.
    build_ids: Vec<Argument<'a>>,
    /// Whether another argument says that the set becomes the queue default.
    promotes_set: bool,
}

/// What an operation is called.
struct Names {
    /// None where the SDK does not have it.
    go: Option<&'static str>,
    python_and_dotnet: &'static str,
    typescript: &'static str,
    java: &'static str,
}

/// A build ID, and the field that takes it where arguments have names.
struct Argument<'a> {
    go: &'static str,
    typescript: &'static str,
    build_id: &'a BuildId,
}

impl<'a> Call<'a> {
    fn new(operation: &'a BuildIdOperation) -> Self {
        let own = |build_id| Argument { go: "BuildID", typescript: "buildId", build_id };
        let mut promotes_set = false;
        let (names, build_ids) = match operation {
            BuildIdOperation::AddNewIdInNewDefaultSet { build_id } => (
                Names {
                    go: Some("AddNewIDInNewDefaultSet"),
                    python_and_dotnet: "AddNewDefault",
                    typescript: "addNewIdInNewDefaultSet",
                    java: "newIdInNewDefaultSet",
                },
                vec![own(build_id)],
            ),
            BuildIdOperation::AddNewCompatibleVersion {
                build_id,
                existing_compatible_build_id,
                promote_set,
            } => {
                promotes_set = *promote_set;
                let existing = Argument {
                    go: "ExistingCompatibleBuildID",
                    typescript: "existingCompatibleBuildId",
                    build_id: existing_compatible_build_id,
                };
                let names = Names {
                    go: Some("AddNewCompatibleVersion"),
                    python_and_dotnet: "AddNewCompatible",
                    typescript: "addNewCompatibleVersion",
                    java: "newCompatibleVersion",
                };
                (names, vec![own(build_id), existing])
            }
            BuildIdOperation::PromoteSetByBuildId { build_id } => (
                Names {
                    go: Some("PromoteSet"),
                    python_and_dotnet: "PromoteSetByBuildId",
                    typescript: "promoteSetByBuildId",
                    java: "promoteSetByBuildId",
                },
                vec![own(build_id)],
            ),
            BuildIdOperation::PromoteBuildIdWithinSet { build_id } => (
                Names {
                    go: Some("PromoteIDWithinSet"),
                    python_and_dotnet: "PromoteBuildIdWithinSet",
                    typescript: "promoteBuildIdWithinSet",
                    java: "promoteBuildIdWithinSet",
                },
                vec![own(build_id)],
            ),
            BuildIdOperation::MergeSets { primary_build_id, secondary_build_id } => {
                let names = Names {
                    go: None,
                    python_and_dotnet: "MergeSets",
                    typescript: "mergeSets",
                    java: "mergeSets",
                };
                let primary =
                    Argument { go: "", typescript: "primaryBuildId", build_id: primary_build_id };
                let secondary = Argument {
                    go: "",
                    typescript: "secondaryBuildId",
                    build_id: secondary_build_id,
                };
                (names, vec![primary, secondary])
            }
        };
        Self { names, build_ids, promotes_set }
    }

    /// The arguments where they have no names, with what says that the set is promoted.
    fn arguments(&self, literals: &Literals, promotion: &str) -> String {
        let literals =
            self.build_ids.iter().map(|argument| literals.write(argument.build_id.as_str()));
        let promotion = self.promotes_set.then(|| promotion.to_owned());
        literals.chain(promotion).collect::<Vec<_>>().join(", ")
    }
}

fn go(queue: &str, name: &str, call: &Call<'_>) -> String {
    let queue = GO.write(queue);
    let fields = call
        .build_ids
        .iter()
        .map(|argument| (argument.go, GO.write(argument.build_id.as_str())))
        .chain(call.promotes_set.then(|| ("MakeSetDefault", "true".to_owned())));
    let fields: Vec<_> = fields.collect();
    let arguments = match fields.as_slice() {
        [(field, value)] => format!("{field}: {value}"),
        // As gofmt lays them out.
        fields => {
            let longest = fields.iter().map(|(field, _)| field.len()).max().unwrap_or_default();
            let lines = fields.iter().map(|(field, value)| {
                format!("\n\t\t{:<width$} {value},", format!("{field}:"), width = longest + 1)
            });
            lines.collect::<Vec<_>>().concat() + "\n\t"
        }
    };
    format!(
        "\
err := c.UpdateWorkerBuildIdCompatibility(ctx, &client.UpdateWorkerBuildIdCompatibilityOptions{{
\tTaskQueue: {queue},
\tOperation: &client.BuildIDOp{name}{{{arguments}}},
}})
if err != nil {{
\tlog.Fatalln(err)
}}"
    )
}

fn python(queue: &str, call: &Call<'_>) -> String {
    let queue = PYTHON.write(queue);
    let name = call.names.python_and_dotnet;
    let arguments = call.arguments(&PYTHON, "promote_set=True");
    format!(
        "\
await client.update_worker_build_id_compatibility(
    {queue},
    BuildIdOp{name}({arguments}),
)"
    )
}

fn typescript(queue: &str, call: &Call<'_>) -> String {
    let queue = TYPESCRIPT.write(queue);
    let mut fields = vec![("operation", format!("'{}'", call.names.typescript))];
    for Argument { typescript, build_id, .. } in &call.build_ids {
        fields.push((typescript, TYPESCRIPT.write(build_id.as_str())));
    }
    if call.promotes_set {
        fields.push(("promoteSet", "true".to_owned()));
    }
    let lines: Vec<_> =
        fields.into_iter().map(|(field, value)| format!("  {field}: {value},\n")).collect();
    format!("await client.taskQueue.updateBuildIdCompatibility({queue}, {{\n{}}});", lines.concat())
}

/// Source: `updateBuildIdCompatibility` in the client's `task-queue-client.ts`.
const PROMOTE_SET_IS_DROPPED: &str =
    "@temporalio/client drops promoteSet, at least up to 1.24.0: the second call promotes the set.";

fn typescript_add_and_promote(queue: &str, add: &Call<'_>) -> Snippet {
    let [added, ..] = add.build_ids.as_slice() else {
        return Snippet::code(typescript(queue, add));
    };
    let promote = BuildIdOperation::PromoteSetByBuildId { build_id: added.build_id.clone() };
    let (add, promote) = (typescript(queue, add), typescript(queue, &Call::new(&promote)));
    let note = PROMOTE_SET_IS_DROPPED;
    Snippet { text: format!("// {note}\n{add}\n{promote}"), note: Some(note) }
}

fn java(queue: &str, call: &Call<'_>) -> String {
    let queue = JAVA.write(queue);
    let name = call.names.java;
    let arguments = call.arguments(&JAVA, "true");
    format!(
        "\
client.updateWorkerBuildIdCompatability(
    {queue}, BuildIdOperation.{name}({arguments}));"
    )
}

fn dotnet(queue: &str, call: &Call<'_>) -> String {
    let queue = DOTNET.write(queue);
    let name = call.names.python_and_dotnet;
    let arguments = call.arguments(&DOTNET, "MakeSetDefault: true");
    format!(
        "\
await client.UpdateWorkerBuildIdCompatibilityAsync(
    {queue}, new BuildIdOp.{name}({arguments}));"
    )
}

/// How a language writes string literals.
struct Literals {
    quote: char,
    beyond_16_bits: Beyond16Bits,
    encoding: Encoding,
}

/// How an escape names a character of more than four hexadecimal digits.
#[derive(PartialEq)]
enum Beyond16Bits {
    /// As two of UTF-16.
    Surrogates,
    /// With eight digits: a half of a pair is an error, or stays half.
    EightDigits,
}

/// What a source file may hold.
#[derive(PartialEq)]
enum Encoding {
    Utf8,
    /// The compiler may take the file for one of the system's encoding.
    Ascii,
}

const GO: Literals =
    Literals { quote: '"', beyond_16_bits: Beyond16Bits::EightDigits, encoding: Encoding::Utf8 };

const PYTHON: Literals =
    Literals { quote: '"', beyond_16_bits: Beyond16Bits::EightDigits, encoding: Encoding::Utf8 };

const TYPESCRIPT: Literals =
    Literals { quote: '\'', beyond_16_bits: Beyond16Bits::Surrogates, encoding: Encoding::Utf8 };

const JAVA: Literals =
    Literals { quote: '"', beyond_16_bits: Beyond16Bits::Surrogates, encoding: Encoding::Ascii };

const DOTNET: Literals =
    Literals { quote: '"', beyond_16_bits: Beyond16Bits::Surrogates, encoding: Encoding::Utf8 };

impl Literals {
    /// A literal whose value is exactly `value`.
    fn write(&self, value: &str) -> String {
        let mut literal = String::from(self.quote);
        for letter in value.chars() {
            match letter {
                '\n' => literal.push_str("\\n"),
                '\r' => literal.push_str("\\r"),
                '\t' => literal.push_str("\\t"),
                _ if letter == '\\' || letter == self.quote => literal.extend(['\\', letter]),
                _ if self.needs_escape(letter) => literal.push_str(&self.escape(letter)),
                _ => literal.push(letter),
            }
        }
        literal.push(self.quote);
        literal
    }

    fn needs_escape(&self, letter: char) -> bool {
        is_hidden(letter) || (self.encoding == Encoding::Ascii && !letter.is_ascii())
    }

    fn escape(&self, letter: char) -> String {
        if letter > '\u{ffff}' && self.beyond_16_bits == Beyond16Bits::EightDigits {
            return format!("\\U{:08x}", u32::from(letter));
        }
        let mut units = [0; 2];
        let units = letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"));
        units.collect::<Vec<_>>().concat()
    }
}
