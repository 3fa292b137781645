//! The model against the rules of version sets: a case for each rule, and laws over random operations.

#[path = "../common/mod.rs"]
mod common;
mod imported;
mod limits;
#[path = "../../benches/linear/mod.rs"]
mod linear;
mod naive;
mod operations;
mod peer;
mod properties;
mod read;
mod validation;
