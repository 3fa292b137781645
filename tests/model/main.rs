//! The model against the rules of version sets: a case for each rule, and laws over random operations.

#[path = "../common/mod.rs"]
mod common;
mod imported;
mod limits;
mod naive;
mod operations;
mod properties;
mod read;
mod validation;
