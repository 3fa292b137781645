//! What the `temporal` CLI 1.9.1, its server 1.32.0 and the TypeScript client 1.24.0 printed.

use std::fs;

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
