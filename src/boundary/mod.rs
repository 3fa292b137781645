//! Input and output: reads what callers pass into the types of this crate, through serde.
//!
//! serde's derived code decides what a type needs. The [`Reader`] keeps the path to each value and words the errors,
//! such as `operation.buildId: expected string, got number`. It reads the values of
//! JSON texts and JavaScript values alike, and refuses both in the same words.

mod error;
mod reader;
mod source;

#[cfg(target_arch = "wasm32")]
pub mod js;
pub mod json;

pub use error::{ErrorKind, InputError, Path};
pub use reader::{Error, Reader};

#[cfg(test)]
mod tests;
