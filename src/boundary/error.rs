//! What is wrong with an input, and where.

use std::borrow::Cow;
use std::fmt;

use serde::de;
use thiserror::Error;

/// Why an input could not be read: where, what was expected, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct InputError {
    /// The path into the input, such as `options.workflows[1].status`; empty for the whole input.
    pub path: String,
    /// What is wrong, usually in the form `expected …, got …`.
    pub problem: String,
    /// What kind of error it is.
    pub kind: ErrorKind,
}

/// What kind of error an [`InputError`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The value has the wrong type, or a field is missing or unknown.
    Shape,
    /// The value has the right type, but is not allowed.
    Value,
    /// The text is not JSON.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
    },
}

impl InputError {
    /// Creates an error for a value that fits its type but is not allowed, which is found after reading.
    #[must_use]
    pub fn value(path: impl fmt::Display, problem: impl Into<String>) -> Self {
        Self { path: path.to_string(), problem: problem.into(), kind: ErrorKind::Value }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let ErrorKind::Syntax { line, column } = self.kind {
            write!(formatter, "line {line}, column {column}: ")?;
        }
        if !self.path.is_empty() {
            write!(formatter, "{}: ", self.path)?;
        }
        formatter.write_str(&self.problem)
    }
}

/// The path to a value. It is spelled out only for an error.
#[derive(Debug, Clone, Copy)]
pub enum Path<'a> {
    /// The whole input, by its name; the name is empty for a text.
    Root(&'a str),
    /// A field of an object.
    Field(&'a Path<'a>, &'a str),
    /// An item of an array, from 0.
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) | Self::Field(Path::Root(""), name) => formatter.write_str(name),
            Self::Field(parent, name) => write!(formatter, "{parent}.{name}"),
            Self::Item(parent, place) => write!(formatter, "{parent}[{place}]"),
        }
    }
}

/// What was expected. It is cheap to create, because one is created for each optional field that is absent.
#[derive(Debug, Clone)]
pub(super) enum Expected {
    Type(&'static str),
    /// An integer from 0 to this.
    Integer(f64),
    OneOf(&'static [&'static str]),
    Other(Box<str>),
}

impl fmt::Display for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(name) => formatter.write_str(name),
            Self::Integer(most) => write!(formatter, "integer from 0 to {}", number(*most)),
            Self::OneOf(names) => {
                formatter.write_str("one of ")?;
                for (place, name) in names.iter().enumerate() {
                    let comma = if place == 0 { "" } else { ", " };
                    write!(formatter, "{comma}'{name}'")?;
                }
                Ok(())
            }
            Self::Other(words) => formatter.write_str(words),
        }
    }
}

/// A number as JavaScript writes it.
#[cfg(target_arch = "wasm32")]
pub(super) fn number(value: f64) -> String {
    js_sys::Number::from(value).to_js_string().into()
}

/// A number as JavaScript writes it.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        format!("{}Infinity", if value < 0. { "-" } else { "" })
    } else if size >= 1e21 {
        format!("{value:e}").replace('e', "e+")
    } else if size < 1e-6 && size > 0. {
        format!("{value:e}")
    } else {
        // A minus zero is written as zero.
        format!("{}", value + 0.)
    }
}

const MISSING: &str = "expected another value, got none";

/// Why reading stopped, before or after the path is known. It is one pointer, because every function that reads
/// something returns it.
#[derive(Debug)]
pub struct Error(Box<Cause>);

/// Why reading stopped.
#[derive(Debug)]
pub(super) enum Cause {
    /// A value is absent. Whether that is an error depends on whether the field has a default.
    Absent(Expected),
    /// An error whose path is not yet known: it is that of the value being read.
    Unplaced(String, ErrorKind),
    /// serde found no value for a required field.
    Missing,
    /// An error with its path.
    Input(InputError),
    /// What a getter or a proxy threw.
    #[cfg(target_arch = "wasm32")]
    Thrown(wasm_bindgen::JsValue),
}

impl Error {
    #[cold]
    #[inline(never)]
    pub(super) fn new(cause: Cause) -> Self {
        Self(Box::new(cause))
    }

    pub(super) fn absent(expected: Expected) -> Self {
        Self::new(Cause::Absent(expected))
    }

    /// What a getter or a proxy threw.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn thrown(thrown: wasm_bindgen::JsValue) -> Self {
        Self::new(Cause::Thrown(thrown))
    }

    pub(super) fn shape(problem: String) -> Self {
        Self::new(Cause::Unplaced(problem, ErrorKind::Shape))
    }

    #[cold]
    pub(super) fn unexpected(expected: &impl fmt::Display, got: impl fmt::Display) -> Self {
        Self::shape(format!("expected {expected}, got {got}"))
    }

    pub(super) fn cause(&self) -> &Cause {
        &self.0
    }

    pub(super) fn into_cause(self) -> Cause {
        *self.0
    }

    /// Adds this path to the error, unless it already has one.
    #[cold]
    #[inline(never)]
    pub(super) fn at(mut self, path: &Path<'_>, absent: &str) -> Self {
        let (problem, kind) = match &mut *self.0 {
            Cause::Unplaced(problem, kind) => (std::mem::take(problem), *kind),
            Cause::Absent(expected) => {
                (format!("expected {expected}, got {absent}"), ErrorKind::Shape)
            }
            Cause::Missing => (MISSING.to_owned(), ErrorKind::Shape),
            Cause::Input(_) => return self,
            #[cfg(target_arch = "wasm32")]
            Cause::Thrown(_) => return self,
        };
        *self.0 = Cause::Input(InputError { path: path.to_string(), problem, kind });
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Absent(expected) => write!(formatter, "expected {expected}"),
            Cause::Unplaced(problem, _) => formatter.write_str(problem),
            Cause::Missing => formatter.write_str(MISSING),
            Cause::Input(error) => error.fmt(formatter),
            #[cfg(target_arch = "wasm32")]
            Cause::Thrown(_) => formatter.write_str("something was thrown"),
        }
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    /// Why a type rejects a value of the right shape.
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self::new(Cause::Unplaced(problem.to_string(), ErrorKind::Value))
    }

    fn invalid_type(got: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::unexpected(&expected, kind_of(&got))
    }

    fn invalid_value(got: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let got = match got {
            de::Unexpected::Str(text) => Cow::Owned(format!("'{text}'")),
            de::Unexpected::Bool(value) => Cow::Owned(value.to_string()),
            de::Unexpected::Unsigned(value) => Cow::Owned(value.to_string()),
            de::Unexpected::Signed(value) => Cow::Owned(value.to_string()),
            de::Unexpected::Float(value) => Cow::Owned(number(value)),
            other => Cow::Borrowed(kind_of(&other)),
        };
        Self::unexpected(&expected, got)
    }

    // The reader knows which field it is, and what was expected there. What serde's derives would say of each type is
    // left out of the engine.
    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self::new(Cause::Missing)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::unexpected(&Expected::OneOf(expected), format_args!("'{variant}'"))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::shape(no_other_fields(expected, field))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::shape(format!("expected {field}, got none"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::shape(each_field_once(field))
    }
}

fn kind_of(got: &de::Unexpected<'_>) -> &'static str {
    use de::Unexpected as Got;
    match got {
        Got::Bool(_) => "boolean",
        Got::Unsigned(_) | Got::Signed(_) | Got::Float(_) => "number",
        Got::Char(_) | Got::Str(_) => "string",
        Got::Seq => "array",
        Got::Map => "object",
        Got::Unit | Got::Option => "null",
        _ => "a value of another kind",
    }
}

pub(super) fn no_other_fields(known: &[&str], got: &str) -> String {
    format!("expected no other fields than {}, got {got}", known.join(", "))
}

pub(super) fn each_field_once(got: &str) -> String {
    format!("expected each field once, got {got} again")
}
