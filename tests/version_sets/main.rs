//! Version sets against their rules: a case for each rule, and laws over random operations.

#[path = "../common/mod.rs"]
mod common;
mod identity;
mod imported;
mod limits;
#[path = "../../benches/linear/mod.rs"]
mod linear;
mod naive;
mod operations;
mod peer;
mod properties;
mod read;
mod snapshots;
mod validation;
