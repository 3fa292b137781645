//! JavaScript values, in and out.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fmt;

use js_sys::{Array, JsString, Map, Object, Reflect, Set, Symbol};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};
use wasm_bindgen::prelude::*;

use super::InputError;
use super::error::{Cause, no_other_fields};
use super::reader::{Error, read as read_source};
use super::source::Source;

/// The most characters in a text. The engine's memory can hold several copies of such a text.
const MOST_CHARACTERS: u32 = 1 << 26;

// As in `js_sys`, but for proxies whose traps throw: an exception must not pass through this engine.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn own_keys(object: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object, js_name = getPrototypeOf)]
    fn prototype_of(object: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = fromEntries)]
    fn from_entries(entries: &Array) -> JsValue;
}

/// Why a value could not be read.
#[derive(Debug)]
pub enum Failure {
    /// The value is not what it should be.
    Input(InputError),
    /// A getter or a proxy in the value threw this.
    Thrown(JsValue),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(formatter),
            Self::Thrown(_) => formatter.write_str("something in the value has thrown"),
        }
    }
}

impl std::error::Error for Failure {}

/// Reads a type from a value. Errors refer to the value by the path.
///
/// Getters and proxies in the value run, and may call this engine again, so hold no borrow that such a call would need.
///
/// # Errors
/// Returns an error if the value does not fit the type, or if something in it throws.
pub fn read<T: DeserializeOwned>(value: &JsValue, path: &str) -> Result<T, Failure> {
    read_source(&Source::Js(Place::new(value.clone())), path).map_err(|error| {
        match error.into_cause() {
            Cause::Input(error) => Failure::Input(error),
            Cause::Thrown(thrown) => Failure::Thrown(thrown),
            other => Failure::Input(InputError::value(path, Error::new(other).to_string())),
        }
    })
}

/// Writes an answer: structs and maps as plain objects, and `None` as `undefined`.
///
/// Names that callers choose must not be the keys of a map, because one may be `__proto__`; use [`record`] instead.
///
/// # Panics
/// Panics if a number is larger than JavaScript can represent exactly, or the key of a map is not a string.
pub fn write<T: Serialize + ?Sized>(answer: &T) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let written = answer.serialize(&serializer).ok();
    written.expect("an answer has exact numbers and texts for names")
}

/// Creates an object with these fields. Their names can be any strings, or symbols.
pub fn record(fields: impl IntoIterator<Item = (JsValue, JsValue)>) -> JsValue {
    let entries = Array::new();
    for (name, value) in fields {
        entries.push(&Array::of2(&name, &value));
    }
    from_entries(&entries)
}

/// The symbol that stands for unversioned workers where a build ID is expected. It is the same as in Temporal's client.
#[must_use]
pub fn unversioned_build_id() -> JsValue {
    Symbol::for_("__temporal_unversionedBuildId").into()
}

/// The kind of a value, as errors name it.
#[must_use]
pub fn kind(value: &JsValue) -> Cow<'static, str> {
    if value.is_null() {
        Cow::Borrowed("null")
    } else if is_array(value).unwrap_or(false) {
        Cow::Borrowed("array")
    } else {
        Cow::Owned(value.js_typeof().as_string().unwrap_or_default())
    }
}

/// The name of a field as a JavaScript value. Each name crosses once and is then cached.
fn field_name(name: &'static str) -> &'static JsValue {
    thread_local! {
        static NAMES: RefCell<BTreeMap<(*const u8, usize), &'static JsValue>> = RefCell::default();
    }
    NAMES.with_borrow_mut(|names| {
        *names
            .entry((name.as_ptr(), name.len()))
            .or_insert_with(|| Box::leak(Box::new(JsValue::from_str(name))))
    })
}

/// Returns a text, or an error if it has lone surrogates: UTF-8 cannot represent them, and replacing them would make
/// different texts equal.
fn well_formed(value: &JsValue) -> Result<Option<String>, Error> {
    let Some(text) = value.as_string() else { return Ok(None) };
    // Most texts are short and have no byte of it, which is quicker to see than the character.
    let may_be_replaced = text.as_bytes().contains(&0xEF);
    if may_be_replaced && JsValue::from_str(&text) != *value {
        return Err(Error::shape("expected well-formed text, got a lone surrogate".to_owned()));
    }
    Ok(Some(text))
}

/// A value, and what is known about it.
pub struct Place {
    pub(super) value: JsValue,
    /// Whether it is a plain object, as `{}` creates: all its fields are its own.
    is_plain: Cell<bool>,
    // Each question is asked of JavaScript once.
    is_absent: OnceCell<bool>,
    is_object: OnceCell<bool>,
}

impl Place {
    fn new(value: JsValue) -> Self {
        Self {
            value,
            is_plain: Cell::new(false),
            is_absent: OnceCell::new(),
            is_object: OnceCell::new(),
        }
    }

    pub(super) fn is_absent(&self) -> bool {
        *self.is_absent.get_or_init(|| self.value.is_undefined())
    }

    fn has_plain_prototype(&self) -> Result<bool, Error> {
        thread_local! {
            static PLAIN: JsValue = prototype_of(&Object::new()).unwrap_or_default();
        }
        let prototype = prototype_of(&self.value).map_err(Error::thrown)?;
        Ok(PLAIN.with(|plain| prototype == *plain))
    }

    fn is_array(&self) -> Result<bool, Error> {
        is_array(&self.value).map_err(Error::thrown)
    }

    fn own_keys(&self) -> Result<Array, Error> {
        own_keys(&self.value).map_err(Error::thrown)
    }

    fn get(&self, name: &JsValue) -> Result<JsValue, Error> {
        Reflect::get(&self.value, name).map_err(Error::thrown)
    }

    /// Refuses maps and sets: they have no fields, so their content would be silently ignored.
    fn refuse_collection(&self) -> Result<(), Error> {
        let got = if self.value.is_instance_of::<Map>() {
            "Map"
        } else if self.value.is_instance_of::<Set>() {
            "Set"
        } else {
            return Ok(());
        };
        Err(Error::shape(format!("expected object, got {got}")))
    }

    pub(super) fn text(&self) -> Result<Option<String>, Error> {
        if !self.value.is_string() {
            return Ok(None);
        }
        let characters = self.value.unchecked_ref::<JsString>().length();
        if characters > MOST_CHARACTERS {
            let problem =
                format!("expected at most {MOST_CHARACTERS} characters, got {characters}");
            return Err(Error::shape(problem));
        }
        well_formed(&self.value)
    }

    pub(super) fn length(&self) -> Result<Option<usize>, Error> {
        if !self.is_array()? {
            return Ok(None);
        }
        // That of a proxy can be anything.
        let length = self.get(field_name("length"))?.as_f64().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is outside the range is cut to it"
        )]
        Ok(Some(length as usize))
    }

    pub(super) fn item(&self, place: usize) -> Result<Self, Error> {
        let place = u32::try_from(place).map_err(Error::custom)?;
        Reflect::get_u32(&self.value, place).map(Self::new).map_err(Error::thrown)
    }

    pub(super) fn is_object(&self) -> Result<bool, Error> {
        if let Some(found) = self.is_object.get() {
            return Ok(*found);
        }
        let found = self.value.is_object() && {
            self.is_plain.set(self.has_plain_prototype()?);
            self.is_plain.get() || !self.is_array()?
        };
        Ok(*self.is_object.get_or_init(|| found))
    }

    pub(super) fn field(&self, name: &'static str) -> Result<Self, Error> {
        self.get(field_name(name)).map(Self::new)
    }

    pub(super) fn check_fields(&self, known: &[&'static str], present: usize) -> Result<(), Error> {
        if present == 0 {
            self.refuse_collection()?;
        }
        let keys = self.own_keys()?;
        // All of its own fields were found by their names.
        if self.is_plain.get() && usize::try_from(keys.length()) == Ok(present) {
            return Ok(());
        }
        for key in keys {
            let name = key.as_string().unwrap_or_default();
            if !known.contains(&name.as_str()) && !self.get(&key)?.is_undefined() {
                return Err(Error::shape(no_other_fields(known, &name)));
            }
        }
        Ok(())
    }

    pub(super) fn entries(&self) -> Result<Vec<(String, Source<'static>)>, Error> {
        let keys = self.own_keys()?;
        if keys.length() == 0 {
            self.refuse_collection()?;
        }
        let mut entries = Vec::new();
        for key in keys {
            let value = self.get(&key)?;
            if !value.is_undefined() {
                entries
                    .push((well_formed(&key)?.unwrap_or_default(), Source::Js(Self::new(value))));
            }
        }
        Ok(entries)
    }
}
