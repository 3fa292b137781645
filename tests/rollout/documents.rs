//! Documents in few words.

use worker_versioning::interop::read_rollout;
use worker_versioning::rollout::Rollout;

/// A document of version 1 with some more fields.
pub fn document(fields: &str) -> String {
    let comma = if fields.is_empty() { "" } else { ", " };
    format!("{{ \"version\": 1{comma}{fields} }}")
}

/// The rollout of a document with these fields.
pub fn rollout(fields: &str) -> Rollout {
    read_rollout(&document(fields)).unwrap_or_else(|error| panic!("{error}, in {fields}"))
}

/// Why a document is refused.
pub fn refusal(text: &str) -> String {
    match read_rollout(text) {
        Ok(_) => "nothing is wrong".to_owned(),
        Err(error) => error.to_string(),
    }
}
