//! Reading what other tools print: the real outputs in `samples/`, and texts that are none; and writing for them.

#[path = "../common/mod.rs"]
mod common;

mod bad_input;
mod command;
mod deployment_commands;
mod deployments;
mod goals;
mod samples;
mod snippets;
mod workflows;

use worker_versioning::interop::read_version_sets;

/// The sets of a text, such as `[1.0 1.1] [2.0]`, or the error.
fn read(text: &str) -> String {
    match read_version_sets(text) {
        Ok(sets) => {
            let sets = sets.sets().iter().map(|set| {
                let build_ids: Vec<_> = set.build_ids().map(ToString::to_string).collect();
                format!("[{}]", build_ids.join(" "))
            });
            sets.collect::<Vec<_>>().join(" ")
        }
        Err(error) => error.to_string(),
    }
}
