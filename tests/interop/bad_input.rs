//! Texts that are not the state of a task queue: what was expected, where, and what stood there.

use crate::read;

const FORMATS: &str = "expected the output of `temporal task-queue get-build-ids` (text, JSON or JSONL), the JSON of the API's read call (`majorVersionSets`) or that of the TypeScript client (`versionSets`)";

#[test]
fn texts_in_none_of_the_formats() {
    for (text, place, got) in [
        ("", "", "nothing"),
        (" \n", "", "nothing"),
        ("hello", "line 1, column 1: ", "text that is not JSON"),
        ("[\n  {\n  oops", "line 3, column 3: ", "text that is not JSON"),
        (r#"[{"buildIds":["1.0""#, "line 1, column 20: ", "JSON that ends too early"),
        ("nulL", "line 1, column 4: ", "text that is not JSON"),
        ("null x", "line 1, column 6: ", "text that is not JSON"),
        ("5", "", "JSON of another kind"),
        (r#""text""#, "", "JSON of another kind"),
        (r#"{"sets":[]}"#, "", "JSON of another kind"),
        ("null null", "", "JSON of another kind"),
    ] {
        assert_eq!(read(text), format!("{place}{FORMATS}, got {got}"), "{text}");
    }
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let message = read(&"[".repeat(100_000));
    assert_eq!(message, format!("line 1, column 130: {FORMATS}, got JSON that is nested too deep"));
}

#[test]
fn wrong_shapes_name_the_path() {
    for (text, expected) in [
        ("[5]", "[0]: expected object, got number"),
        ("[{}]", "[0].buildIds: expected array, got nothing"),
        (r#"[{"buildIds":"1.0"}]"#, "[0].buildIds: expected array, got string"),
        (r#"[{"buildIds":["1.0",null]}]"#, "[0].buildIds[1]: expected string, got null"),
        (r#"[{"buildIds":["1.0"]}]"#, "[0].defaultForSet: expected string, got nothing"),
        (
            r#"[{"buildIds":["1.0"],"defaultForSet":"1.0","isDefaultSet":"true"}]"#,
            "[0].isDefaultSet: expected boolean, got string",
        ),
        (r#"{"majorVersionSets":{}}"#, "majorVersionSets: expected array, got object"),
        (
            r#"{"majorVersionSets":[{"buildIds":[true]}]}"#,
            "majorVersionSets[0].buildIds[0]: expected string, got boolean",
        ),
        (r#"{"versionSets":null}"#, "versionSets: expected array, got null"),
        (r#"{"versionSets":[[]]}"#, "versionSets[0]: expected object, got array"),
        (r#"{"buildIds":5}"#, "value 1.buildIds: expected array, got number"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn contradictions_are_refused() {
    for (text, expected) in [
        (
            r#"[{"buildIds":["1.0","1.1"],"defaultForSet":"1.0","isDefaultSet":true}]"#,
            "[0].defaultForSet: expected '1.1', the last of the build IDs, got '1.0'",
        ),
        (
            r#"[{"buildIds":["1.0"],"defaultForSet":"1.0","isDefaultSet":false}]"#,
            "[0].isDefaultSet: expected true, since the last set is the default, got false",
        ),
        (
            r#"{"versionSets":[{"buildIds":["a"],"default":"b"}]}"#,
            "versionSets[0].default: expected 'a', the last of the build IDs, got 'b'",
        ),
        (
            r#"{"versionSets":[{"buildIds":["a"]}],"defaultBuildId":"b"}"#,
            "defaultBuildId: expected 'a', the last of the build IDs, got 'b'",
        ),
        (
            r#"{"versionSets":[{"buildIds":["a"]}],"defaultSet":{"buildIds":["b"]}}"#,
            "defaultSet: expected the last of versionSets, got another set",
        ),
        (
            "BuildIds DefaultForSet IsDefaultSet\n  [a]  a  false\n",
            "line 2, column 1: expected true for IsDefaultSet, since the last set is the default, got false",
        ),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn the_line_that_is_wrong_is_blamed() {
    const HEAD: &str = "BuildIds DefaultForSet IsDefaultSet";
    const ROW: &str = r#"{"buildIds":["1.0"],"defaultForSet":"1.0","isDefaultSet":true}"#;
    for (text, line, expected) in [
        (format!("$ x\n{HEAD}\n  [a]  b  true\n$ "), 3, "expected a row"),
        (format!("{HEAD}\n  [a]  a  false\n$ "), 2, "expected true for IsDefaultSet"),
        (format!("{HEAD}\n  [a]  a  true\n$ \n{HEAD}\n"), 4, "expected one table"),
        (format!("{HEAD}\n  [a]  a  false\n$ \n  b  true"), 4, "expected a row"),
        (format!("{HEAD}\n  [a b    b  true\n  c\n"), 2, "expected a row"),
        ("```\n[{]\n```".to_owned(), 2, "expected the output of"),
        ("$ x\nnull\n$ y\n{}\n".to_owned(), 3, "expected the output of"),
        ("[\n  {\n]\n$ ".to_owned(), 3, "expected the output of"),
        // What is cut off is no prompt.
        (format!("{ROW}\n]\n"), 2, "expected the output of"),
        (format!("\"1.1\"]}}\n{ROW}\n"), 1, "expected the output of"),
        (format!("}},\n{ROW}\n"), 1, "expected the output of"),
        (format!("{ROW}\n,{ROW}\n"), 2, "expected the output of"),
    ] {
        let message = read(&text);
        let start = format!("line {line}, column ");
        assert!(message.starts_with(&start) && message.contains(expected), "{text}: {message}");
    }
}

#[test]
fn states_that_no_queue_can_have_are_refused() {
    for (text, expected) in [
        (
            r#"{"majorVersionSets":[{"buildIds":[]}]}"#,
            "majorVersionSets[0].buildIds: expected at least one build ID in each version set",
        ),
        (
            r#"{"majorVersionSets":[{"buildIds":["a",""]}]}"#,
            "majorVersionSets[0].buildIds[1]: expected a build ID that is not empty",
        ),
        (
            r#"{"majorVersionSets":[{"buildIds":["a"]},{"buildIds":["b","a"]}]}"#,
            "majorVersionSets[1].buildIds[1]: expected each build ID once in a task queue, got 'a' again",
        ),
        (
            "BuildIds DefaultForSet IsDefaultSet\n  [a]  a  false\n  [a]  a  true\n",
            "row 2.buildIds[0]: expected each build ID once in a task queue, got 'a' again",
        ),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn rows_that_a_table_cannot_show() {
    for row in [
        "  [a",
        "  a  a  true",
        "  [a]  b  true",
        "  [a]  a  maybe",
        "line  a  true",
        "  []  a  true",
    ] {
        let message = read(&format!("BuildIds DefaultForSet IsDefaultSet\n{row}\n"));
        assert!(
            message.starts_with("line 2, column 1: expected a row such as"),
            "{row}: {message}"
        );
    }
}
