//! Planning: what operations would do, and which operations lead where.

#[path = "../common/mod.rs"]
mod common;
mod preview;
mod words;
