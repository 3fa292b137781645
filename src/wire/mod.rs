//! The shape in which operations, tasks and answers cross between the engine and JavaScript: texts and small
//! numbers. There is no JavaScript in it, so that it can be tested and fuzzed natively.

mod letters;
mod reachability;
mod tasks;

pub use letters::{NAMES, effect, operation_refusal, releases, resolution};
pub use reachability::{reachability, reachability_request};
pub use tasks::{language, operation, operation_parts, task, version, worker, workflow};
