//! Reading a JSON document field by field, with errors that name the path. Fields that nobody asked for are
//! errors too, so that a slip of the pen is not taken for nothing.

use std::fmt;

use super::ImportError;
pub(super) use super::error::Read;
use super::json::{kind_of, unexpected};
use super::json_text::{Object, Value};

/// The path to a value. It is put into words only for an error.
pub(super) enum Path<'a> {
    Root,
    Field(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Field(Path::Root, name) => formatter.write_str(name),
            Self::Field(of, name) => write!(formatter, "{of}.{name}"),
            Self::Item(of, place) => write!(formatter, "{of}[{place}]"),
        }
    }
}

/// A value and where it stands.
pub(super) struct Item<'a> {
    pub(super) value: &'a Value,
    pub(super) path: &'a Path<'a>,
}

impl<'a> Item<'a> {
    pub(super) fn invalid(&self, problem: String) -> ImportError {
        ImportError::at(self.path.to_string(), problem)
    }

    pub(super) fn unexpected(&self, expected: &str) -> ImportError {
        unexpected(Some(self.value), &self.path.to_string(), expected)
    }

    pub(super) fn text(&self) -> Read<&'a str> {
        match self.value {
            Value::String(text) => Ok(text),
            _ => Err(self.unexpected("string")),
        }
    }

    /// The fields of an object, each at most once.
    pub(super) fn object(&self) -> Read<Fields<'a>> {
        let Value::Object(object) = self.value else {
            return Err(self.unexpected("object"));
        };
        Ok(Fields { object, path: self.path })
    }

    /// The fields of an object that has no others than these.
    pub(super) fn fields(&self, names: &[&str]) -> Read<Fields<'a>> {
        let fields = self.object()?;
        for (place, (name, _)) in fields.object.fields().enumerate() {
            let problem = if !names.contains(&name) {
                let mut problem = "expected no other fields than ".to_owned();
                list_names(&mut problem, names);
                problem.push_str(", got ");
                problem.push_str(name);
                problem
            } else if fields.object.fields().take(place).any(|(earlier, _)| earlier == name) {
                format!("expected each field once, got {name} again")
            } else {
                continue;
            };
            return Err(self.invalid(problem));
        }
        Ok(fields)
    }
}

fn list_names(text: &mut String, names: &[&str]) {
    for (place, name) in names.iter().enumerate() {
        text.push_str(if place == 0 { "" } else { ", " });
        text.push_str(name);
    }
}

/// The fields of an object and where it stands.
pub(super) struct Fields<'a> {
    object: &'a Object,
    path: &'a Path<'a>,
}

impl<'a> Fields<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name)
    }

    pub(super) fn invalid(&self, name: &str, problem: String) -> ImportError {
        ImportError::at(Path::Field(self.path, name).to_string(), problem)
    }

    /// An error that is the same whatever stands there.
    pub(super) fn refused(&self, name: &str, problem: &str) -> ImportError {
        self.invalid(name, problem.to_owned())
    }

    /// An error of the object itself.
    pub(super) fn invalid_whole(&self, problem: &str) -> ImportError {
        ImportError::at(self.path.to_string(), problem.to_owned())
    }

    pub(super) fn unexpected(&self, name: &str, expected: &str) -> ImportError {
        unexpected(self.get(name), &Path::Field(self.path, name).to_string(), expected)
    }

    pub(super) fn text(&self, name: &str) -> Read<&'a str> {
        self.optional_text(name)?.ok_or_else(|| self.unexpected(name, "string"))
    }

    pub(super) fn optional_text(&self, name: &str) -> Read<Option<&'a str>> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.unexpected(name, "string")),
        }
    }

    pub(super) fn flag(&self, name: &str) -> Read<Option<bool>> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Boolean(flag)) => Ok(Some(*flag)),
            Some(_) => Err(self.unexpected(name, "boolean")),
        }
    }

    /// A whole number from `first` to `last`.
    pub(super) fn number(&self, name: &str, first: u32, last: u32) -> Read<Option<u32>> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Number(Some(number))) if (first..=last).contains(number) => {
                Ok(Some(*number))
            }
            Some(value) => {
                let number = match value {
                    Value::Number(Some(number)) => number.to_string(),
                    _ => String::new(),
                };
                let got = if number.is_empty() { kind_of(Some(value)) } else { &number };
                Err(self
                    .invalid(name, format!("expected integer from {first} to {last}, got {got}")))
            }
        }
    }

    /// The place of a text among those that it can be.
    pub(super) fn choice(&self, name: &str, choices: &[&str]) -> Read<Option<usize>> {
        let Some(text) = self.optional_text(name)? else { return Ok(None) };
        if let Some(place) = choices.iter().position(|choice| *choice == text) {
            return Ok(Some(place));
        }
        let mut problem = "expected one of ".to_owned();
        list_names(&mut problem, choices);
        problem.push_str(", got '");
        problem.push_str(text);
        problem.push('\'');
        Err(self.invalid(name, problem))
    }

    pub(super) fn required_choice(&self, name: &str, choices: &[&str]) -> Read<usize> {
        self.choice(name, choices)?.ok_or_else(|| self.unexpected(name, "string"))
    }

    /// Reads a value that has to be there.
    pub(super) fn object<T>(&self, name: &str, read: impl FnOnce(&Item<'_>) -> Read<T>) -> Read<T> {
        match self.get(name) {
            Some(value) => read(&Item { value, path: &Path::Field(self.path, name) }),
            None => Err(self.unexpected(name, "object")),
        }
    }

    /// Reads a value, if it is there.
    pub(super) fn with(&self, name: &str, read: &mut dyn FnMut(&Item<'_>) -> Read<()>) -> Read<()> {
        match self.get(name) {
            None => Ok(()),
            Some(value) => read(&Item { value, path: &Path::Field(self.path, name) }),
        }
    }

    /// Reads every item of a list, if it is there.
    pub(super) fn each(&self, name: &str, read: &mut dyn FnMut(&Item<'_>) -> Read<()>) -> Read<()> {
        self.with(name, &mut |list| {
            let Value::Array(items) = list.value else { return Err(list.unexpected("array")) };
            items.iter().enumerate().try_for_each(|(place, value)| {
                read(&Item { value, path: &Path::Item(list.path, place) })
            })
        })
    }
}
