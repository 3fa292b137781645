//! Routing against the rules of where a task lands: a case for each row.

#[path = "../common/mod.rs"]
mod common;
mod intents;
mod landings;
mod polls;
mod properties;
mod words;
