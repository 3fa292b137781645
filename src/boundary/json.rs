//! The values of JSON texts.

use std::fmt;

use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess,
    Visitor,
};

use super::error::Cause;
use super::reader::{Error, read as read_source};
use super::source::Source;
use super::{ErrorKind, InputError};

/// How deeply values may be nested.
const MOST_DEPTH: usize = 128;

/// The most digits of a whole number in the range of JavaScript's numbers.
const MOST_DIGITS: usize = 308;

/// A JSON value. Objects keep duplicate fields, so that they can be refused.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, rounded as JavaScript rounds it.
    Number(f64),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// The fields of an object, in the order of the text.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Returns the field with this name, if the value is an object that has it. If a field is there twice, the last one
    /// counts, as in JavaScript.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().rev().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    /// Reads a type from the value. Errors refer to the value by the path, which is empty for a whole text.
    ///
    /// # Errors
    /// Returns an error if the value does not fit the type.
    pub fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T, InputError> {
        read_source(&Source::Json(Some(self)), path).map_err(|error| match error.into_cause() {
            Cause::Input(error) => error,
            other => InputError::value(path, Error::new(other).to_string()),
        })
    }
}

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub fault: Fault,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in bytes.
    pub column: usize,
}

/// What is wrong with a text that is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text ends in the middle of a value.
    EndsTooEarly,
    /// Something is there that does not belong.
    NotJson,
    /// Values are nested more than 128 deep.
    TooDeep,
    /// A number is larger than any number in JavaScript.
    NumberOutOfRange,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::EndsTooEarly => "JSON that ends too early",
            Self::NotJson => "text that is not JSON",
            Self::TooDeep => "JSON that is nested too deep",
            Self::NumberOutOfRange => "a number that is out of range",
        })
    }
}

impl SyntaxError {
    /// The error for a text that should have been `expected`, such as "a rollout document".
    #[must_use]
    pub fn expecting(self, expected: &str) -> InputError {
        let Self { fault, line, column } = self;
        InputError {
            path: String::new(),
            problem: format!("expected {expected}, got {fault}"),
            kind: ErrorKind::Syntax { line, column },
        }
    }

    fn new(error: &serde_json::Error, text: &str) -> Self {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            let ended_lines = text.matches('\n').count();
            let last_line = text.rsplit('\n').next().unwrap_or_default();
            let (line, column) = (ended_lines + 1, last_line.len() + 1);
            return Self { fault: Fault::EndsTooEarly, line, column };
        }
        // The values themselves refuse only their depth.
        if error.is_data() {
            return Self { fault: Fault::TooDeep, line, column: column + 1 };
        }
        let fault = if is_huge_number(text, line, column) {
            Fault::NumberOutOfRange
        } else {
            Fault::NotJson
        };
        Self { fault, line, column }
    }
}

/// Whether the text has a number that is too large just before this position.
fn is_huge_number(text: &str, line: usize, column: usize) -> bool {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let Some(before) = line.get(..column) else { return false };
    let start = before
        .rfind(|letter: char| !matches!(letter, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'))
        .map_or(0, |place| place + 1);
    // After a number that fits, the error would be at the next letter, so only its size can be wrong.
    let number = before.get(start..).unwrap_or_default();
    number.ends_with(|letter: char| letter.is_ascii_digit())
        && (number.len() > MOST_DIGITS || number.contains(['e', 'E']))
}

/// Reads the values of a text: one for JSON, several for JSONL. A byte order mark is skipped.
///
/// # Errors
/// Returns an error if the text is not JSON.
pub fn parse_all(text: &str) -> Result<Vec<Value>, SyntaxError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    deserializer
        .into_iter()
        .collect::<Result<_, _>>()
        .map_err(|error| SyntaxError::new(&error, text))
}

/// Reads the only value of a text. A byte order mark is skipped.
///
/// # Errors
/// Returns an error if the text is not JSON.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    let value = Value::deserialize(&mut deserializer);
    value
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| SyntaxError::new(&error, text))
}

/// Reads a type from a text, which should be `expected`, such as "a rollout document".
///
/// # Errors
/// Returns an error if the text is not JSON or does not fit the type.
pub fn read<T: DeserializeOwned>(text: &str, expected: &str) -> Result<T, InputError> {
    parse(text).map_err(|error| error.expecting(expected))?.read("")
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Nested { depth: 0 }.deserialize(deserializer)
    }
}

/// Reads a value at this depth of nesting.
#[derive(Clone, Copy)]
struct Nested {
    depth: usize,
}

impl Nested {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.depth == MOST_DEPTH {
            return Err(E::custom(Fault::TooDeep));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "as in JavaScript")]
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "as in JavaScript")]
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = array.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut fields = Vec::new();
        while let Some(name) = object.next_key()? {
            fields.push((name, object.next_value_seed(inner)?));
        }
        Ok(Value::Object(fields))
    }
}
