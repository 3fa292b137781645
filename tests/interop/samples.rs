//! What the `temporal` CLI 1.9.1, its server 1.32.0 and the TypeScript client 1.24.0 printed.

use std::fs;

use worker_versioning::interop::read_printed;

use crate::read;

fn sample(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/samples");
    fs::read_to_string(format!("{folder}/{name}")).expect("a sample of that name")
}

#[test]
fn the_cli_in_every_format() {
    for (name, expected) in [
        ("unversioned", ""),
        ("one", "[1.0 1.1]"),
        ("several", "[1.0 1.1] [2.0]"),
        ("three", "[1.0 1.1 1.2] [2.0] [3.0 3.1]"),
        ("numeric", "[1 2] [true] [null] [1e3]"),
        ("unicode", "[été 版本2] [😀👍🏽] [e\u{301}] [مرحبا]"),
    ] {
        for format in ["json", "jsonl", "text"] {
            assert_eq!(read(&sample(&format!("cli-{name}.{format}"))), expected, "{name}.{format}");
        }
    }
}

#[test]
fn every_format_says_the_same() {
    for name in ["brackets", "quotes", "html", "ten", "many"] {
        let json = read(&sample(&format!("cli-{name}.json")));
        assert!(json.starts_with('['), "{json}");
        assert_eq!(read(&sample(&format!("cli-{name}.jsonl"))), json);
        assert_eq!(read(&sample(&format!("cli-{name}.text"))), json);
    }
}

#[test]
fn a_coloured_table() {
    assert_eq!(read(&sample("cli-three-coloured.text")), "[1.0 1.1 1.2] [2.0] [3.0 3.1]");
}

#[test]
fn the_http_api() {
    for name in ["http-several.json", "http-several-pretty.json"] {
        assert_eq!(read(&sample(name)), "[1.0 1.1] [2.0]");
    }
    assert_eq!(read(&sample("http-unversioned.json")), "");
}

#[test]
fn the_typescript_client() {
    assert_eq!(read(&sample("typescript-several.json")), "[1.0 1.1] [2.0]");
    assert_eq!(read(&sample("typescript-unicode.json")), read(&sample("cli-unicode.json")));
    assert_eq!(read(&sample("typescript-unversioned.json")), "");
}

#[test]
fn the_cli_of_2023() {
    for name in ["cli-2023.text", "cli-2023.json", "cli-2023-card.text"] {
        assert_eq!(read(&sample(name)), "[2.0] [1.0 1.1]", "{name}");
    }
    assert_eq!(
        read(&sample("cli-2023-wrapped.text")),
        "[2023-10-02.7f3a9c1e 2023-10-03.51e0aa42 2023-10-04.0b1d2e3f] [revision-231105]"
    );
    assert_eq!(
        read(&sample("cli-2023-card-wrapped.text")),
        "[2023-10-02.7f3a9c1e 2023-10-03.51e0aa42 2023-10-04.0b1d2e3f] [revision-231105]"
    );
    for (card, expected) in [
        (
            "  BuildIds       [1.0]\n  DefaultForSet    1.0\n",
            "line 2, column 1: expected IsDefaultSet of a version set, got the end of the text",
        ),
        (
            "  BuildIds       [1.0]\n  IsDefaultSet   true\n",
            "line 2, column 1: expected DefaultForSet of a version set, got 'IsDefaultSet   true'",
        ),
        (
            "$ x\n  BuildIds       [1.0]\n  DefaultForSet    1.0\n  IsDefaultSet   false\n",
            "line 2, column 1: expected true for IsDefaultSet, since the last set is the default, got false",
        ),
    ] {
        assert_eq!(read(card), expected);
    }
    let pascal = r#"[{"BuildIds":["1.0"],"DefaultForSet":"2.0","IsDefaultSet":true}]"#;
    assert_eq!(
        read(pascal),
        "[0].DefaultForSet: expected '1.0', the last of the build IDs, got '2.0'"
    );
    let missing = r#"[{"BuildIds":["1.0"],"DefaultForSet":"1.0"}]"#;
    assert_eq!(read(missing), "[0].IsDefaultSet: expected boolean, got nothing");
}

#[test]
fn the_names_of_the_protocol() {
    assert_eq!(read(&sample("http-snake.json")), "[1.0 1.1] [2.0]");
    // As the Python SDK's answer holds it.
    assert_eq!(read(r#"{"version_sets":[{"build_ids":["1.0"]}]}"#), "[1.0]");
    assert_eq!(
        read(r#"{"major_version_sets":[{"build_ids":["1.0"]},{"build_ids":[1]}]}"#),
        "major_version_sets[1].build_ids[0]: expected string, got number"
    );
    assert_eq!(
        read(r#"{"major_version_sets":[{"build_ids":["1.0"]},{"build_ids":["1.0"]}]}"#),
        "major_version_sets[1].build_ids[0]: expected each build ID once in a task queue, got '1.0' again"
    );
}

/// What was passed over in a text, line by line.
fn passed_over(text: &str) -> Vec<String> {
    let passed_over = read_printed(text).expect(text).passed_over;
    passed_over.into_iter().map(|passed| format!("{}: {}", passed.line, passed.text)).collect()
}

#[test]
fn what_is_around_an_answer_is_named() {
    for (name, sets, around) in [
        (
            "cli-prompts.text",
            "[1.0 1.1] [2.0]",
            vec![
                "1: Last login: Mon Nov 27 09:12:44 on ttys001",
                "3: ```",
                "4: [me@host ~]$ temporal task-queue get-build-ids --task-queue orders",
                "11: [me@host ~]$",
                "12: ```",
            ],
        ),
        (
            "cli-prompts.json",
            "[1.0 1.1]",
            vec![
                "1: ```json",
                "2: $ temporal task-queue get-build-ids -t orders -o json | jq .",
                "11: [me@host ~]$",
                "12: ```",
            ],
        ),
        ("http-prompt.json", "[1.0]", vec!["1: me@host:~$"]),
        ("cli-several.text", "[1.0 1.1] [2.0]", vec![]),
        ("cli-several.json", "[1.0 1.1] [2.0]", vec![]),
    ] {
        assert_eq!(read(&sample(name)), sets, "{name}");
        assert_eq!(passed_over(&sample(name)), around, "{name}");
    }
    let passed = read_printed("null\n> ").expect("an unversioned queue").passed_over;
    assert_eq!(passed[0].what, "Passed over in line 2: > (not part of the answer).");
}

#[test]
fn what_other_generations_print_is_named() {
    const RULES: &str = "got the assignment and redirect rules of a task queue (`temporal task-queue versioning get-rules`): they are the Worker Versioning of 2024, and this models that of 2023, version sets. While a task queue has assignment rules, new workflows follow them and not its version sets";
    const DEPLOYMENT: &str = "got Worker Deployments (`temporal worker deployment list`, `describe` or `describe-version`): they are today's Worker Versioning, and this models that of 2023, version sets. While a deployment's version is current on a task queue, new workflows follow it and not the version sets";
    let mut samples = 0;
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/samples")).unwrap()
    {
        let name = file.expect("a file").file_name().into_string().expect("a name");
        let expected = match &name {
            name if name.starts_with("other-rules") => RULES,
            name if name.starts_with("other-deployment") => DEPLOYMENT,
            name if name.starts_with("workflow-describe") || name.starts_with("workflow-list.") => {
                "`worker-versioning landings --workflows` says where they land"
            }
            _ => continue,
        };
        let message = read(&sample(&name));
        assert!(message.ends_with(expected), "{name}: {message}");
        samples += 1;
    }
    assert!(samples > 20, "{samples}");
}

#[test]
fn what_a_terminal_and_a_shell_put_around() {
    const WARNING: &str =
        "warning: this command is deprecated and will be removed in a later release";
    for name in ["cli-several.json", "cli-several.text"] {
        let text = sample(name);
        for wrapped in [
            format!("{text}{WARNING}\n"),
            format!("{WARNING}\n{text}"),
            format!("\u{feff}{text}"),
            text.replace('\n', "\r\n"),
            format!("\n\n  {text}\n\n"),
        ] {
            assert_eq!(read(&wrapped), "[1.0 1.1] [2.0]", "{wrapped}");
        }
    }
}

#[test]
fn a_row_a_line() {
    let rows = r#"{"buildIds":["1.0","1.1"],"defaultForSet":"1.1","isDefaultSet":false}
{"buildIds":["2.0"],"defaultForSet":"2.0","isDefaultSet":true}
"#;
    assert_eq!(read(rows), "[1.0 1.1] [2.0]");
}

#[test]
fn unversioned_queues() {
    for text in [
        "null",
        "null\n",
        "{}",
        "[]",
        "undefined",
        "Version Sets:\n  BuildIds  DefaultForSet  IsDefaultSet\n",
    ] {
        assert_eq!(read(text), "", "{text}");
    }
}

#[test]
fn a_default_with_commas_and_brackets_in_a_table() {
    let head = "  BuildIds  DefaultForSet  IsDefaultSet\n";
    for (row, expected) in [
        ("  [a, b, c]  b, c  true", "[a b, c]"),
        ("  [[a, b]]  [a, b]         true  ", "[[a, b]]"),
        ("  []]       ]              true", "[]]"),
        ("  [x], [y]  [y             true", "[x] [y]"),
    ] {
        assert_eq!(read(&format!("{head}{row}\n")), expected);
    }
}
