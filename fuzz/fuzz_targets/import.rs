//! Any text, read as what a tool printed: it never panics, and what it reads can be written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use worker_versioning::boundary::{ErrorKind, InputError};
use worker_versioning::interop::read_version_sets;
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::VersionSets;

fuzz_target!(|text: &str| {
    match read_version_sets(text) {
        Ok(sets) => {
            let again = read_version_sets(&written(&sets)).expect("what was read is a state");
            assert_eq!(again, sets);
            let mut namespace = Namespace::default();
            namespace.import("queue".into(), sets).expect("a good name");
        }
        Err(error) => {
            assert!(error.problem.contains("expected "), "{error}");
            is_in_the_text(&error, text);
        }
    }
});

fn written(sets: &VersionSets) -> String {
    let sets: Vec<_> = sets
        .sets()
        .iter()
        .map(|set| {
            let build_ids: Vec<_> = set.build_ids().map(|build_id| build_id.as_str()).collect();
            serde_json::json!({ "buildIds": build_ids })
        })
        .collect();
    serde_json::json!({ "majorVersionSets": sets }).to_string()
}

/// A place that an error names is one of the text, or just after its end.
fn is_in_the_text(error: &InputError, text: &str) {
    let ErrorKind::Syntax { line, column } = error.kind else { return };
    let line = text.split('\n').nth(line - 1).expect("a line of the text");
    assert!(column <= line.len() + 1, "{error}");
}
