//! Reading fields of JSON values with errors that name the path.

use super::ImportError;
use super::error::Read;
use super::json_scanner::Fault;
use super::json_text::{Object, Value, read_values};
use crate::model::BuildId;

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

/// The build IDs of one set.
pub(super) fn build_ids(set: &Object, path: &str) -> Read<Vec<BuildId>> {
    let path = format!("{path}.buildIds");
    let mut build_ids = Vec::new();
    for (position, value) in array(set.get("buildIds"), &path)?.iter().enumerate() {
        let text = string(Some(value), &format!("{path}[{position}]"))?;
        build_ids.push(BuildId::from(text));
    }
    Ok(build_ids)
}

pub(super) fn array<'a>(value: Option<&'a Value>, path: &str) -> Read<&'a [Value]> {
    match value {
        Some(Value::Array(items)) => Ok(items),
        other => Err(unexpected(other, path, "array")),
    }
}

pub(super) fn object<'a>(value: &'a Value, path: &str) -> Read<&'a Object> {
    match value {
        Value::Object(fields) => Ok(fields),
        other => Err(unexpected(Some(other), path, "object")),
    }
}

pub(super) fn string<'a>(value: Option<&'a Value>, path: &str) -> Read<&'a str> {
    match value {
        Some(Value::String(text)) => Ok(text),
        other => Err(unexpected(other, path, "string")),
    }
}

pub(super) fn boolean(value: Option<&Value>, path: &str) -> Read<bool> {
    match value {
        Some(Value::Boolean(flag)) => Ok(*flag),
        other => Err(unexpected(other, path, "boolean")),
    }
}

/// An error unless a build ID that repeats which one is the default is the last of its list.
pub(super) fn is_default(stated: &str, listed: &[BuildId], path: &str) -> Read<()> {
    let last = listed.last().map_or("", BuildId::as_str);
    if stated == last {
        return Ok(());
    }
    let problem = format!("expected '{last}', the last of the build IDs, got '{stated}'");
    Err(ImportError::at(path.to_owned(), problem))
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
