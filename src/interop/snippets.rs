//! An operation as the command or the code that asks a real server for it.
//!
//! All languages share one path: a template for the call, in which `$` and a letter stand for a part:
//!
//! ```text
//! $c  the whole call             $q  the task queue
//! $n  the name of the operation  $b  the build ID, or the primary one of a merge
//! $a  its arguments              $e  the existing compatible build ID, or the secondary one of a merge
//!                                $p  what asks to promote the set too, if the operation does
//! ```

use crate::model::{Operation, SetPromotion, TaskQueueName};

/// What a snippet is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
/// use worker_versioning::model::Operation;
///
/// let promote = Operation::PromoteSet { build_id: "it's 1.0".into() };
/// let snippet = snippet(&"orders".into(), &promote, SnippetLanguage::Cli);
/// assert_eq!(
///     snippet.text,
///     r"temporal task-queue update-build-ids promote-set \
///     --task-queue=orders \
///     --build-id='it'\''s 1.0'",
/// );
/// ```
#[must_use]
pub fn snippet(
    task_queue: &TaskQueueName,
    operation: &Operation,
    language: SnippetLanguage,
) -> Snippet {
    let dialect = language.dialect();
    let call = Call::of(task_queue, operation, dialect);
    let (template, note) = match (language, operation) {
        (SnippetLanguage::Cli | SnippetLanguage::Go, Operation::MergeSets { .. }) => {
            ("", Some(NO_MERGE))
        }
        (SnippetLanguage::TypeScript, _) if call.promotes_set => {
            (TYPESCRIPT_ADD_AND_PROMOTE, Some(PROMOTE_SET_IS_DROPPED))
        }
        _ => ("$c", None),
    };
    let snippet = call.snippet(template, note);
    // Literals have escapes for it; a shell has nothing to make one with.
    if snippet.text.bytes().any(|byte| byte == 0) {
        return call.snippet("", Some(NO_ARGUMENT_HOLDS_NUL));
    }
    snippet
}

/// Source: the commands of `temporal task-queue update-build-ids`, and `BuildIDOp…` in the Go SDK: four each.
const NO_MERGE: &str = "Neither the temporal command nor the Go SDK can merge version sets: \
    use the Python, TypeScript, Java or .NET SDK.";

/// Source: arguments of programs end at a NUL.
const NO_ARGUMENT_HOLDS_NUL: &str =
    "No command can be given text that holds a NUL character: use an SDK.";

/// Source: `updateBuildIdCompatibility` in the client's `task-queue-client.ts`.
const PROMOTE_SET_IS_DROPPED: &str =
    "@temporalio/client drops promoteSet, at least up to 1.24.0: the second call promotes the set.";

/// How a language asks for an operation.
struct Dialect {
    comment: &'static str,
    /// The call with the place of everything that differs.
    call: &'static str,
    /// New default, compatible, promote set, promote within set, merge.
    names: [&'static str; 5],
    one_build_id: &'static str,
    compatible: &'static str,
    promotion: &'static str,
    merge: &'static str,
    quoting: Quoting,
}

enum Quoting {
    /// A word of a POSIX shell.
    Shell,
    /// A string literal.
    Literal { quote: char, beyond_16_bits: Beyond16Bits, encoding: Encoding },
}

/// How an escape names a character of more than four hexadecimal digits.
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

impl SnippetLanguage {
    fn dialect(self) -> &'static Dialect {
        const DIALECTS: [&Dialect; 6] = [&CLI, &GO, &PYTHON, &TYPESCRIPT, &JAVA, &DOTNET];
        DIALECTS[self as usize]
    }
}

/// With `=`, so that no parser of options takes a build ID for one.
const CLI: Dialect = Dialect {
    comment: "# ",
    call: "temporal task-queue update-build-ids $n \\\n    --task-queue=$q \\\n    --build-id=$a",
    names: ["add-new-default", "add-new-compatible", "promote-set", "promote-id-in-set", ""],
    one_build_id: "$b",
    compatible: "$b \\\n    --existing-compatible-build-id=$e$p",
    promotion: " \\\n    --set-as-default",
    merge: "",
    quoting: Quoting::Shell,
};

const GO: Dialect = Dialect {
    comment: "// ",
    call: "\
err := c.UpdateWorkerBuildIdCompatibility(ctx, &client.UpdateWorkerBuildIdCompatibilityOptions{
\tTaskQueue: $q,
\tOperation: &client.BuildIDOp$n{$a},
})
if err != nil {
\tlog.Fatalln(err)
}",
    names: [
        "AddNewIDInNewDefaultSet",
        "AddNewCompatibleVersion",
        "PromoteSet",
        "PromoteIDWithinSet",
        "",
    ],
    one_build_id: "BuildID: $b",
    compatible: "
\t\tBuildID:                   $b,
\t\tExistingCompatibleBuildID: $e,$p
\t",
    promotion: "\n\t\tMakeSetDefault:            true,",
    merge: "",
    quoting: Quoting::Literal {
        quote: '"',
        beyond_16_bits: Beyond16Bits::EightDigits,
        encoding: Encoding::Utf8,
    },
};

const PYTHON: Dialect = Dialect {
    comment: "# ",
    call: "\
await client.update_worker_build_id_compatibility(
    $q,
    BuildIdOp$n($a),
)",
    names: PYTHON_AND_DOTNET_NAMES,
    one_build_id: "$b",
    compatible: "$b, $e$p",
    promotion: ", promote_set=True",
    merge: "$b, $e",
    quoting: Quoting::Literal {
        quote: '"',
        beyond_16_bits: Beyond16Bits::EightDigits,
        encoding: Encoding::Utf8,
    },
};

const PYTHON_AND_DOTNET_NAMES: [&str; 5] = [
    "AddNewDefault",
    "AddNewCompatible",
    "PromoteSetByBuildId",
    "PromoteBuildIdWithinSet",
    "MergeSets",
];

const TYPESCRIPT: Dialect = Dialect {
    comment: "// ",
    call: "\
await client.taskQueue.updateBuildIdCompatibility($q, {
  operation: '$n',
  $a,
});",
    names: [
        "addNewIdInNewDefaultSet",
        "addNewCompatibleVersion",
        "promoteSetByBuildId",
        "promoteBuildIdWithinSet",
        "mergeSets",
    ],
    one_build_id: "buildId: $b",
    compatible: "buildId: $b,\n  existingCompatibleBuildId: $e$p",
    promotion: ",\n  promoteSet: true",
    merge: "primaryBuildId: $b,\n  secondaryBuildId: $e",
    quoting: Quoting::Literal {
        quote: '\'',
        beyond_16_bits: Beyond16Bits::Surrogates,
        encoding: Encoding::Utf8,
    },
};

const TYPESCRIPT_ADD_AND_PROMOTE: &str = "
$c
await client.taskQueue.updateBuildIdCompatibility($q, {
  operation: 'promoteSetByBuildId',
  buildId: $b,
});";

const JAVA: Dialect = Dialect {
    comment: "// ",
    call: "\
client.updateWorkerBuildIdCompatability(
    $q, BuildIdOperation.$n($a));",
    names: [
        "newIdInNewDefaultSet",
        "newCompatibleVersion",
        "promoteSetByBuildId",
        "promoteBuildIdWithinSet",
        "mergeSets",
    ],
    one_build_id: "$b",
    compatible: "$b, $e$p",
    promotion: ", true",
    merge: "$b, $e",
    quoting: Quoting::Literal {
        quote: '"',
        beyond_16_bits: Beyond16Bits::Surrogates,
        encoding: Encoding::Ascii,
    },
};

const DOTNET: Dialect = Dialect {
    comment: "// ",
    call: "\
await client.UpdateWorkerBuildIdCompatibilityAsync(
    $q, new BuildIdOp.$n($a));",
    names: PYTHON_AND_DOTNET_NAMES,
    one_build_id: "$b",
    compatible: "$b, $e$p",
    promotion: ", MakeSetDefault: true",
    merge: "$b, $e",
    quoting: Quoting::Literal {
        quote: '"',
        beyond_16_bits: Beyond16Bits::Surrogates,
        encoding: Encoding::Utf8,
    },
};

/// The parts of a call.
struct Call<'a> {
    dialect: &'static Dialect,
    task_queue: &'a str,
    name: &'static str,
    arguments: &'static str,
    build_id: &'a str,
    other: &'a str,
    promotes_set: bool,
}

impl<'a> Call<'a> {
    fn of(
        task_queue: &'a TaskQueueName,
        operation: &'a Operation,
        dialect: &'static Dialect,
    ) -> Self {
        let mut promotes_set = false;
        let one = dialect.one_build_id;
        let (name, arguments, build_id, other) = match operation {
            Operation::AddNewDefault { build_id } => (0, one, build_id, build_id),
            Operation::AddNewCompatible { build_id, existing_compatible, set_promotion } => {
                promotes_set = *set_promotion == SetPromotion::Promote;
                (1, dialect.compatible, build_id, existing_compatible)
            }
            Operation::PromoteSet { build_id } => (2, one, build_id, build_id),
            Operation::PromoteBuildIdWithinSet { build_id } => (3, one, build_id, build_id),
            Operation::MergeSets { primary, secondary } => (4, dialect.merge, primary, secondary),
        };
        Self {
            dialect,
            task_queue: task_queue.as_str(),
            name: dialect.names[name],
            arguments,
            build_id: build_id.as_str(),
            other: other.as_str(),
            promotes_set,
        }
    }

    fn snippet(&self, template: &str, note: Option<&'static str>) -> Snippet {
        let mut text = String::new();
        if let Some(note) = note {
            text.push_str(self.dialect.comment);
            text.push_str(note);
        }
        self.write(template, &mut text);
        Snippet { text, note }
    }

    fn write(&self, template: &str, text: &mut String) {
        let mut letters = template.chars();
        while let Some(letter) = letters.next() {
            if letter != '$' {
                text.push(letter);
                continue;
            }
            match letters.next() {
                Some('c') => self.write(self.dialect.call, text),
                Some('n') => text.push_str(self.name),
                Some('a') => self.write(self.arguments, text),
                Some('p') if self.promotes_set => text.push_str(self.dialect.promotion),
                Some('p') => {}
                Some('q') => self.dialect.quoting.write(self.task_queue, text),
                Some('b') => self.dialect.quoting.write(self.build_id, text),
                _ => self.dialect.quoting.write(self.other, text),
            }
        }
    }
}

impl Quoting {
    /// Writes a literal whose value is exactly `value`.
    fn write(&self, value: &str, text: &mut String) {
        match self {
            Self::Shell if is_plain_word(value) => text.push_str(value),
            Self::Shell => {
                text.push('\'');
                value.chars().for_each(|letter| write_in_shell_quotes(letter, text));
                text.push('\'');
            }
            Self::Literal { quote, beyond_16_bits, encoding } => {
                text.push(*quote);
                for letter in value.chars() {
                    let is_foreign = *encoding == Encoding::Ascii && !letter.is_ascii();
                    let short = match letter {
                        '\n' => Some('n'),
                        '\r' => Some('r'),
                        '\t' => Some('t'),
                        _ if letter == '\\' || letter == *quote => Some(letter),
                        _ => None,
                    };
                    if let Some(short) = short {
                        text.push('\\');
                        text.push(short);
                    } else if is_foreign || is_hidden(letter) {
                        write_escape(letter, beyond_16_bits, text);
                    } else {
                        text.push(letter);
                    }
                }
                text.push(*quote);
            }
        }
    }
}

/// Whether no shell reads more in a word than its letters. One that begins with `-` is taken too: it stands
/// behind a `=`.
fn is_plain_word(value: &str) -> bool {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-'..=b'/' | b':' | b'_');
    !value.is_empty() && value.bytes().all(is_plain)
}

/// A terminal acts on control characters that are pasted, but for line breaks, so these are made by `printf`.
/// (It cannot make line breaks: `$(…)` takes them off the end.)
fn write_in_shell_quotes(letter: char, text: &mut String) {
    match letter {
        '\'' => text.push_str("'\\''"),
        _ if is_hidden(letter) && !matches!(letter, '\n' | '\0') => {
            text.push_str("'\"$(printf '");
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                text.push('\\');
                write_digits(byte.into(), 3, 3, text);
            }
            text.push_str("')\"'");
        }
        _ => text.push(letter),
    }
}

/// Whether a character cannot be seen, makes others look as if they stood elsewhere, ends a line in some
/// language, or is one that compilers refuse. The last range has tags and no letters.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{feff}'
            | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..)
}

fn write_escape(letter: char, beyond_16_bits: &Beyond16Bits, text: &mut String) {
    match beyond_16_bits {
        Beyond16Bits::EightDigits if letter > '\u{ffff}' => {
            text.push_str("\\U");
            write_digits(letter.into(), 4, 8, text);
        }
        _ => {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                text.push_str("\\u");
                write_digits((*unit).into(), 4, 4, text);
            }
        }
    }
}

/// So many digits of so many bits each.
fn write_digits(number: u32, bits: u32, count: u32, text: &mut String) {
    for place in (0..count).rev() {
        let digit = (number >> (place * bits)) & ((1 << bits) - 1);
        text.extend(char::from_digit(digit, 16));
    }
}
