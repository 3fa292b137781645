//! The values of a JSON text, and errors about them.

use super::ImportError;
use super::error::Read;
use super::json_scanner::Fault;
use super::json_text::{Value, read_values};

/// All values of a text: one for JSON, one a line for JSONL.
///
/// `expected` says for an error what the text should be.
pub(super) fn parse(text: &str, expected: &str) -> Read<Vec<Value>> {
    read_values(text).map_err(|error| {
        let got = match error.fault {
            Fault::EndsTooEarly => "JSON that ends too early",
            Fault::NotJson => "text that is not JSON",
            Fault::TooDeep => "JSON that is nested too deep",
        };
        ImportError::in_text(error.location, format!("expected {expected}, got {got}"))
    })
}

pub(super) fn unexpected(value: Option<&Value>, path: &str, expected: &str) -> ImportError {
    ImportError::at(path.to_owned(), format!("expected {expected}, got {}", kind_of(value)))
}

/// What kind of value something is, in the words of JSON.
pub(super) const fn kind_of(value: Option<&Value>) -> &'static str {
    match value {
        None => "nothing",
        Some(Value::Null) => "null",
        Some(Value::Boolean(_)) => "boolean",
        Some(Value::Number(_)) => "number",
        Some(Value::String(_)) => "string",
        Some(Value::Array(_)) => "array",
        Some(Value::Object(_)) => "object",
    }
}
