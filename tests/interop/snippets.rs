//! Operations as commands and code: each text, and literals that are read back.

use proptest::prelude::*;
use worker_versioning::interop::{self, Snippet, SnippetLanguage};
use worker_versioning::operation::Operation;
use worker_versioning::version_sets::BuildIdOperation;

use crate::common::{
    add_compatible, add_compatible_and_promote, add_new_default, every_operation, merge,
    promote_set, promote_within_set,
};

const LANGUAGES: [SnippetLanguage; 6] = [
    SnippetLanguage::Cli,
    SnippetLanguage::Go,
    SnippetLanguage::Python,
    SnippetLanguage::TypeScript,
    SnippetLanguage::Java,
    SnippetLanguage::DotNet,
];

fn operations() -> [BuildIdOperation; 6] {
    [
        add_new_default("2.0"),
        add_compatible("1.1", "1.0"),
        add_compatible_and_promote("1.1", "1.0"),
        promote_set("1.0"),
        promote_within_set("1.0"),
        merge("2.0", "1.0"),
    ]
}

/// The snippet for an operation on a queue.
fn snippet(task_queue: &str, operation: BuildIdOperation, language: SnippetLanguage) -> Snippet {
    interop::snippet(&Operation { task_queue: task_queue.into(), operation }, language)
}

/// The texts of all operations, in the order of [`operations`].
fn texts(language: SnippetLanguage) -> String {
    let texts = operations().map(|operation| snippet("orders", operation, language).text);
    texts.join("\n\n") + "\n"
}

#[test]
fn the_command_line() {
    assert_eq!(
        texts(SnippetLanguage::Cli),
        r"temporal task-queue update-build-ids add-new-default \
    --task-queue=orders \
    --build-id=2.0

temporal task-queue update-build-ids add-new-compatible \
    --task-queue=orders \
    --build-id=1.1 \
    --existing-compatible-build-id=1.0

temporal task-queue update-build-ids add-new-compatible \
    --task-queue=orders \
    --build-id=1.1 \
    --existing-compatible-build-id=1.0 \
    --set-as-default

temporal task-queue update-build-ids promote-set \
    --task-queue=orders \
    --build-id=1.0

temporal task-queue update-build-ids promote-id-in-set \
    --task-queue=orders \
    --build-id=1.0

# Neither the temporal command nor the Go SDK can merge version sets: use the Python, TypeScript, Java or .NET SDK.
"
    );
}

#[test]
fn go() {
    assert_eq!(
        texts(SnippetLanguage::Go),
        r#"err := c.UpdateWorkerBuildIdCompatibility(ctx, &client.UpdateWorkerBuildIdCompatibilityOptions{
	TaskQueue: "orders",
	Operation: &client.BuildIDOpAddNewIDInNewDefaultSet{BuildID: "2.0"},
})
if err != nil {
	log.Fatalln(err)
}

err := c.UpdateWorkerBuildIdCompatibility(ctx, &client.UpdateWorkerBuildIdCompatibilityOptions{
	TaskQueue: "orders",
	Operation: &client.BuildIDOpAddNewCompatibleVersion{
		BuildID:                   "1.1",
		ExistingCompatibleBuildID: "1.0",
	},
})
if err != nil {
	log.Fatalln(err)
}

err := c.UpdateWorkerBuildIdCompatibility(ctx, &client.UpdateWorkerBuildIdCompatibilityOptions{
	TaskQueue: "orders",
	Operation: &client.BuildIDOpAddNewCompatibleVersion{
		BuildID:                   "1.1",
		ExistingCompatibleBuildID: "1.0",
		MakeSetDefault:            true,
	},
})
if err != nil {
	log.Fatalln(err)
}

err := c.UpdateWorkerBuildIdCompatibility(ctx, &client.UpdateWorkerBuildIdCompatibilityOptions{
	TaskQueue: "orders",
	Operation: &client.BuildIDOpPromoteSet{BuildID: "1.0"},
})
if err != nil {
	log.Fatalln(err)
}

err := c.UpdateWorkerBuildIdCompatibility(ctx, &client.UpdateWorkerBuildIdCompatibilityOptions{
	TaskQueue: "orders",
	Operation: &client.BuildIDOpPromoteIDWithinSet{BuildID: "1.0"},
})
if err != nil {
	log.Fatalln(err)
}

// Neither the temporal command nor the Go SDK can merge version sets: use the Python, TypeScript, Java or .NET SDK.
"#
    );
}

#[test]
fn python() {
    assert_eq!(
        texts(SnippetLanguage::Python),
        r#"await client.update_worker_build_id_compatibility(
    "orders",
    BuildIdOpAddNewDefault("2.0"),
)

await client.update_worker_build_id_compatibility(
    "orders",
    BuildIdOpAddNewCompatible("1.1", "1.0"),
)

await client.update_worker_build_id_compatibility(
    "orders",
    BuildIdOpAddNewCompatible("1.1", "1.0", promote_set=True),
)

await client.update_worker_build_id_compatibility(
    "orders",
    BuildIdOpPromoteSetByBuildId("1.0"),
)

await client.update_worker_build_id_compatibility(
    "orders",
    BuildIdOpPromoteBuildIdWithinSet("1.0"),
)

await client.update_worker_build_id_compatibility(
    "orders",
    BuildIdOpMergeSets("2.0", "1.0"),
)
"#
    );
}

#[test]
fn typescript() {
    assert_eq!(
        texts(SnippetLanguage::TypeScript),
        r"await client.taskQueue.updateBuildIdCompatibility('orders', {
  operation: 'addNewIdInNewDefaultSet',
  buildId: '2.0',
});

await client.taskQueue.updateBuildIdCompatibility('orders', {
  operation: 'addNewCompatibleVersion',
  buildId: '1.1',
  existingCompatibleBuildId: '1.0',
});

// @temporalio/client drops promoteSet, at least up to 1.24.0: the second call promotes the set.
await client.taskQueue.updateBuildIdCompatibility('orders', {
  operation: 'addNewCompatibleVersion',
  buildId: '1.1',
  existingCompatibleBuildId: '1.0',
  promoteSet: true,
});
await client.taskQueue.updateBuildIdCompatibility('orders', {
  operation: 'promoteSetByBuildId',
  buildId: '1.1',
});

await client.taskQueue.updateBuildIdCompatibility('orders', {
  operation: 'promoteSetByBuildId',
  buildId: '1.0',
});

await client.taskQueue.updateBuildIdCompatibility('orders', {
  operation: 'promoteBuildIdWithinSet',
  buildId: '1.0',
});

await client.taskQueue.updateBuildIdCompatibility('orders', {
  operation: 'mergeSets',
  primaryBuildId: '2.0',
  secondaryBuildId: '1.0',
});
"
    );
}

#[test]
fn java() {
    assert_eq!(
        texts(SnippetLanguage::Java),
        r#"client.updateWorkerBuildIdCompatability(
    "orders", BuildIdOperation.newIdInNewDefaultSet("2.0"));

client.updateWorkerBuildIdCompatability(
    "orders", BuildIdOperation.newCompatibleVersion("1.1", "1.0"));

client.updateWorkerBuildIdCompatability(
    "orders", BuildIdOperation.newCompatibleVersion("1.1", "1.0", true));

client.updateWorkerBuildIdCompatability(
    "orders", BuildIdOperation.promoteSetByBuildId("1.0"));

client.updateWorkerBuildIdCompatability(
    "orders", BuildIdOperation.promoteBuildIdWithinSet("1.0"));

client.updateWorkerBuildIdCompatability(
    "orders", BuildIdOperation.mergeSets("2.0", "1.0"));
"#
    );
}

#[test]
fn dotnet() {
    assert_eq!(
        texts(SnippetLanguage::DotNet),
        r#"await client.UpdateWorkerBuildIdCompatibilityAsync(
    "orders", new BuildIdOp.AddNewDefault("2.0"));

await client.UpdateWorkerBuildIdCompatibilityAsync(
    "orders", new BuildIdOp.AddNewCompatible("1.1", "1.0"));

await client.UpdateWorkerBuildIdCompatibilityAsync(
    "orders", new BuildIdOp.AddNewCompatible("1.1", "1.0", MakeSetDefault: true));

await client.UpdateWorkerBuildIdCompatibilityAsync(
    "orders", new BuildIdOp.PromoteSetByBuildId("1.0"));

await client.UpdateWorkerBuildIdCompatibilityAsync(
    "orders", new BuildIdOp.PromoteBuildIdWithinSet("1.0"));

await client.UpdateWorkerBuildIdCompatibilityAsync(
    "orders", new BuildIdOp.MergeSets("2.0", "1.0"));
"#
    );
}

/// A text between two marks of its own, as a literal of the language.
fn literal(text: &str, language: SnippetLanguage) -> String {
    let code = snippet(text, add_new_default("mark"), language).text;
    let (before, after) = match language {
        SnippetLanguage::Cli => ("--task-queue=", " \\\n    --build-id=mark"),
        SnippetLanguage::Go => ("\n\tTaskQueue: ", ",\n\tOperation: "),
        SnippetLanguage::Python => ("(\n    ", ",\n    BuildIdOp"),
        SnippetLanguage::TypeScript => ("Compatibility(", ", {\n  operation: "),
        SnippetLanguage::Java => ("(\n    ", ", BuildIdOperation.newId"),
        SnippetLanguage::DotNet => ("(\n    ", ", new BuildIdOp."),
    };
    let (_, rest) = code.split_once(before).expect("the place of the queue");
    rest.rsplit_once(after).expect("what follows the queue").0.to_owned()
}

#[test]
fn literals() {
    for (language, text, expected) in [
        (SnippetLanguage::Cli, "", "''"),
        (SnippetLanguage::Cli, "-1.0_a/b:C", "-1.0_a/b:C"),
        (SnippetLanguage::Cli, "a b", "'a b'"),
        (SnippetLanguage::Cli, "~", "'~'"),
        (SnippetLanguage::Cli, "$(reboot)`reboot`", "'$(reboot)`reboot`'"),
        (SnippetLanguage::Cli, "it's", r"'it'\''s'"),
        (SnippetLanguage::Cli, "two\nlines", "'two\nlines'"),
        (SnippetLanguage::Cli, "\u{1b}[201~", r#"''"$(printf '\033')"'[201~'"#),
        (SnippetLanguage::Cli, "\u{202e}", r#"''"$(printf '\342\200\256')"''"#),
        (SnippetLanguage::Cli, "版本", "'版本'"),
        (SnippetLanguage::Go, "\"'\\`$", r#""\"'\\`$""#),
        (SnippetLanguage::Go, "\0\u{7}\t\r\n\u{7f}", r#""\u0000\u0007\t\r\n\u007f""#),
        (SnippetLanguage::Go, "é😀\u{e0041}\u{feff}", r#""é😀\U000e0041\ufeff""#),
        (SnippetLanguage::Python, "\"'\\N{DASH}", r#""\"'\\N{DASH}""#),
        (SnippetLanguage::Python, "\u{10ffff}\u{85}", r#""\U0010ffff\u0085""#),
        (SnippetLanguage::TypeScript, "\"'\\`${1}", r#"'"\'\\`${1}'"#),
        (SnippetLanguage::TypeScript, "\u{2028}\u{e0041}", r"'\u2028\udb40\udc41'"),
        (SnippetLanguage::Java, "\"'\\u0022", r#""\"'\\u0022""#),
        (SnippetLanguage::Java, "\\é😀", r#""\\\u00e9\ud83d\ude00""#),
        (SnippetLanguage::DotNet, "\"'\\{0}", r#""\"'\\{0}""#),
        (SnippetLanguage::DotNet, "é\u{85}\u{2029}", r#""é\u0085\u2029""#),
    ] {
        assert_eq!(literal(text, language), expected, "{text:?} in {language:?}");
    }
}

#[test]
fn a_command_cannot_be_given_a_nul() {
    let note = "No command can be given text that holds a NUL character: use an SDK.";
    for (queue, build_id) in [("a\0", "1.0"), ("orders", "\0")] {
        let snippet = snippet(queue, add_new_default(build_id), SnippetLanguage::Cli);
        assert_eq!(snippet.note, Some(note));
        assert_eq!(snippet.text, format!("# {note}"));
    }
}

#[test]
fn notes_are_there_when_something_cannot_be_done() {
    let with_note = LANGUAGES.map(|language| {
        operations()
            .into_iter()
            .map(|operation| snippet("orders", operation, language))
            .filter_map(|snippet| snippet.note.map(|note| snippet.text[2..].contains(note)))
            .collect::<Vec<_>>()
    });
    assert_eq!(with_note, [vec![true], vec![true], vec![], vec![true], vec![], vec![]]);
}

/// The value of a word as a POSIX shell reads it, with `printf` and its octal escapes.
fn shell_value(word: &str) -> Option<String> {
    let mut value = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix("'") {
            let (text, after) = quoted.split_once('\'')?;
            value.extend(text.bytes());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\'") {
            value.push(b'\'');
            rest = after;
        } else if let Some(printed) = rest.strip_prefix("\"$(printf '") {
            let (escapes, after) = printed.split_once("')\"")?;
            for octal in escapes.strip_prefix('\\')?.split('\\') {
                value.push(u8::from_str_radix(octal, 8).ok().filter(|_| octal.len() == 3)?);
            }
            rest = after;
        } else {
            let plain = rest.strip_prefix(|letter: char| {
                letter.is_ascii_alphanumeric() || "-./_:".contains(letter)
            })?;
            value.push(rest.as_bytes()[0]);
            rest = plain;
        }
    }
    String::from_utf8(value).ok()
}

/// The value of a literal with the escapes that all five languages have, and `\U` where that is one.
fn literal_value(literal: &str, language: SnippetLanguage) -> Option<String> {
    let quote = if language == SnippetLanguage::TypeScript { '\'' } else { '"' };
    let inner = literal.strip_prefix(quote)?.strip_suffix(quote)?;
    let has_long = matches!(language, SnippetLanguage::Go | SnippetLanguage::Python);
    let mut units = Vec::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        let value = match letter {
            '\\' => match letters.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits: String = letters.by_ref().take(4).collect();
                    let unit = u16::from_str_radix(&digits, 16).ok()?;
                    // Half of a pair is an error in Go, and stays one in Python.
                    if has_long && char::from_u32(unit.into()).is_none() {
                        return None;
                    }
                    units.push(unit);
                    continue;
                }
                'U' if has_long => {
                    let digits: String = letters.by_ref().take(8).collect();
                    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                }
                escaped if escaped == '\\' || escaped == quote => escaped,
                _ => return None,
            },
            _ if letter == quote || letter.is_control() => return None,
            _ if language == SnippetLanguage::Java && !letter.is_ascii() => return None,
            _ => letter,
        };
        units.extend_from_slice(value.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16(&units).ok()
}

fn value(literal: &str, language: SnippetLanguage) -> Option<String> {
    match language {
        SnippetLanguage::Cli => shell_value(literal),
        _ => literal_value(literal, language),
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\\\'\"$`u{}!n0a \n\r\t-]{0,12}",
        "[\u{1}-\u{20}\u{7f}-\u{a0}\u{2000}-\u{206f}\u{fff0}-\u{10010}\u{e0000}-\u{e0080}]{0,6}",
    ]
}

proptest! {
    #[test]
    fn every_literal_has_the_value_of_its_text(text in any_text()) {
        for language in LANGUAGES {
            if language == SnippetLanguage::Cli && text.contains('\0') {
                continue;
            }
            let literal = literal(&text, language);
            prop_assert_eq!(value(&literal, language), Some(text.clone()), "{}", literal);
            // Of control characters, only line breaks stand in a shell's quotes as they are.
            prop_assert!(literal.chars().all(|letter| letter == '\n' || !letter.is_control()));
        }
    }

    #[test]
    fn no_text_changes_what_is_around_it(queue in any_text(), build_id in any_text(), other in any_text()) {
        for language in LANGUAGES {
            if language == SnippetLanguage::Cli && [&queue, &build_id, &other].iter().any(|text| text.contains('\0')) {
                continue;
            }
            let literals = [&queue, &build_id, &other].map(|text| literal(text, language));
            for (operation, marked) in every_operation(&build_id, &other).into_iter().zip(every_operation("B-mark", "E-mark")) {
                let template = snippet("Q-mark", marked, language).text;
                let mut expected = template;
                for (mark, literal) in ["Q-mark", "B-mark", "E-mark"].iter().zip(&literals) {
                    // The marks are put in as literals and taken out as these: none of the texts holds one.
                    expected = expected.replace(&self::literal(mark, language), literal);
                }
                prop_assert_eq!(snippet(&queue, operation, language).text, expected);
            }
        }
    }
}
