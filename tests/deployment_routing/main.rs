//! Where tasks land by Worker Deployments, and what their runs carry: a case for each rule.

#[path = "../common/mod.rs"]
mod common;
mod landings;
mod migration;
mod polls;
mod properties;
mod ramps;
mod runs;
mod traps;
mod words;
