//! Any text, read as what a tool printed: it never panics, and what it reads can be written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use worker_versioning::interop::{read_json, read_version_sets};
use worker_versioning::model::{Namespace, VersionSets};

fuzz_target!(|text: &str| {
    agrees_with_another_reader(text);
    match read_version_sets(text) {
        Ok(sets) => {
            let again = read_version_sets(&written(&sets)).expect("what was read is a state");
            assert_eq!(again, sets);
            let mut namespace = Namespace::default();
            namespace.import("queue".into(), sets).expect("a good name");
        }
        Err(error) => assert!(error.to_string().contains("expected ")),
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

fn agrees_with_another_reader(text: &str) {
    let theirs: Result<Vec<serde_json::Value>, _> =
        serde_json::Deserializer::from_str(text).into_iter().collect();
    match (read_json(text), theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours.len(), theirs.len()),
        (Err(_), Err(_)) => {}
        // A number too large for a double is JSON all the same.
        (Ok(_), Err(error)) => {
            assert!(error.to_string().contains("number out of range"), "{error}")
        }
        (Err(error), Ok(_)) => panic!("{error:?}"),
    }
}
