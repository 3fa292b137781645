//! JSON text to values. (A library does the same for 20 KB of wasm, most of it for numbers, of which the
//! formats here have small whole ones alone; it is what the tests compare this reader with.)

use super::Location;
use super::json_scanner::{Fault, Read, Scanner, Token};

/// A JSON value.
#[derive(Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number; kept when it is a whole one from 0 on of 32 bits, written without point and exponent.
    Number(Option<u32>),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// The fields of an object.
    Object(Object),
}

/// The fields of an object, in the order of the text; of a field that stands twice, the last one counts.
#[derive(Debug, PartialEq, Eq)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    /// A field, if it is there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().rev().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    /// Whether a field is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields in the order of the text.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    /// The place of the fault.
    pub location: Location,
    /// What is wrong there.
    pub fault: Fault,
}

/// Reads all values of a text: one for JSON, several for JSONL.
///
/// # Errors
/// When the text is not JSON.
pub fn read_values(text: &str) -> Result<Vec<Value>, JsonError> {
    let mut scanner = Scanner::new(text);
    let mut values = Vec::new();
    while scanner.first_after_blanks().is_some() {
        let value = scanner.token().and_then(|token| value(&mut scanner, token));
        match value.and_then(|value| end_of(&scanner, value)) {
            Ok(value) => values.push(value),
            Err(fault) => {
                let read = scanner.read_since(0).as_bytes();
                return Err(JsonError { location: Location::after(read), fault });
            }
        }
    }
    Ok(values)
}

/// After a number or a word there is a blank or a bracket before the next value.
fn end_of(scanner: &Scanner<'_>, value: Value) -> Read<Value> {
    let is_closed = matches!(value, Value::String(_) | Value::Array(_) | Value::Object(_));
    match scanner.first() {
        None | Some(b' ' | b'\n' | b'\r' | b'\t' | b'"' | b'[' | b'{') => Ok(value),
        Some(_) if is_closed => Ok(value),
        Some(_) => Err(Fault::NotJson),
    }
}

/// The value that begins with a token.
fn value(scanner: &mut Scanner<'_>, first: Token<'_>) -> Read<Value> {
    Ok(match first {
        Token::Null => Value::Null,
        Token::Boolean(value) => Value::Boolean(value),
        Token::Number(text) => Value::Number(text.parse().ok()),
        Token::Text(text) => Value::String(text.value()?.into_owned()),
        Token::OpenArray => {
            let mut items = Vec::new();
            loop {
                match scanner.token()? {
                    Token::Close => break Value::Array(items),
                    item => items.push(value(scanner, item)?),
                }
            }
        }
        Token::OpenObject => {
            let mut fields = Vec::new();
            while let Token::Field(name) = scanner.token()? {
                let name = name.value()?.into_owned();
                let first = scanner.token()?;
                fields.push((name, value(scanner, first)?));
            }
            Value::Object(Object(fields))
        }
        Token::Field(_) | Token::Close => return Err(Fault::NotJson),
    })
}
