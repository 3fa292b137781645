//! The words for everything that the engine finds. Each table has what is put into words, as it is written in JSON, and
//! the words. That nothing is left without words, the compiler sees to.

mod differences;
mod findings;
mod hazards;
mod phrases;
mod push;
mod refusals;
mod runbook;
mod sentences;

use serde::de::DeserializeOwned;
use worker_versioning::boundary::json;

fn read<T: DeserializeOwned>(text: &str) -> T {
    match json::read(text, "an answer") {
        Ok(value) => value,
        Err(error) => panic!("{text}: {error}"),
    }
}

/// Checks the words for each line of a table.
fn check<T: DeserializeOwned>(table: &[(&str, &str)], words: impl Fn(T) -> String) {
    for (answer, expected) in table {
        assert_eq!(words(read(answer)), *expected, "{answer}");
    }
}
