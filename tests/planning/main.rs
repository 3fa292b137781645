//! Planning: what operations would do, and which operations lead where.

#[path = "../common/mod.rs"]
mod common;
mod exhaustive;
mod guesses;
mod hazards;
mod larger;
mod oracle;
mod plans;
mod preview;
mod properties;
mod rollbacks;
mod words;
mod worker_needs;
