//! The values that are read: those of JSON texts, and those of JavaScript.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Error;
use super::error::{each_field_once, no_other_fields};
#[cfg(target_arch = "wasm32")]
use super::js;
use super::json::Value;

/// A value to read. One type stands for both sources, so that the code that reads a type is compiled once.
pub enum Source<'a> {
    /// In a JSON text, unless it is absent.
    Json(Option<&'a Value>),
    /// In JavaScript.
    #[cfg(target_arch = "wasm32")]
    Js(js::Place),
}

#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::unnecessary_wraps, reason = "only looking into JavaScript can fail")
)]
impl<'a> Source<'a> {
    /// What an absent value is called.
    pub(super) fn absent(&self) -> &'static str {
        match self {
            Self::Json(_) => "nothing",
            #[cfg(target_arch = "wasm32")]
            Self::Js(_) => "undefined",
        }
    }

    /// Whether the value is absent.
    #[inline(never)]
    pub(super) fn is_absent(&self) -> bool {
        match self {
            Self::Json(value) => value.is_none(),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.is_absent(),
        }
    }

    /// The kind of the value, for an error.
    #[inline(never)]
    pub(super) fn kind(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Json(None) => self.absent(),
            Self::Json(Some(Value::Null)) => "null",
            Self::Json(Some(Value::Boolean(_))) => "boolean",
            Self::Json(Some(Value::Number(_))) => "number",
            Self::Json(Some(Value::String(_))) => "string",
            Self::Json(Some(Value::Array(_))) => "array",
            Self::Json(Some(Value::Object(_))) => "object",
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => return js::kind(&place.value),
        })
    }

    /// The text, if it is one; an error if it cannot be read.
    #[inline(never)]
    pub(super) fn text(&self) -> Result<Option<Cow<'a, str>>, Error> {
        match self {
            Self::Json(Some(Value::String(text))) => Ok(Some(Cow::Borrowed(text))),
            Self::Json(_) => Ok(None),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => Ok(place.text()?.map(Cow::Owned)),
        }
    }

    /// The number, if it is one.
    #[inline(never)]
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Json(Some(Value::Number(value))) => Some(*value),
            Self::Json(_) => None,
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.value.as_f64(),
        }
    }

    /// The boolean, if it is one.
    #[inline(never)]
    pub(super) fn boolean(&self) -> Option<bool> {
        match self {
            Self::Json(Some(Value::Boolean(value))) => Some(*value),
            Self::Json(_) => None,
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.value.as_bool(),
        }
    }

    /// The number of items, if it is an array.
    #[inline(never)]
    pub(super) fn length(&self) -> Result<Option<usize>, Error> {
        match self {
            Self::Json(Some(Value::Array(items))) => Ok(Some(items.len())),
            Self::Json(_) => Ok(None),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.length(),
        }
    }

    /// An item of an array.
    #[inline(never)]
    pub(super) fn item(&self, place: usize) -> Result<Self, Error> {
        match self {
            Self::Json(Some(Value::Array(items))) => Ok(Self::Json(items.get(place))),
            Self::Json(_) => Ok(Self::Json(None)),
            #[cfg(target_arch = "wasm32")]
            Self::Js(array) => array.item(place).map(Self::Js),
        }
    }

    /// Whether it is an object and not an array.
    #[inline(never)]
    pub(super) fn is_object(&self) -> Result<bool, Error> {
        match self {
            Self::Json(value) => Ok(matches!(value, Some(Value::Object(_)))),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.is_object(),
        }
    }

    /// A field of an object.
    #[inline(never)]
    pub(super) fn field(&self, name: &'static str) -> Result<Self, Error> {
        match self {
            Self::Json(object) => Ok(Self::Json(object.and_then(|object| object.get(name)))),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.field(name).map(Self::Js),
        }
    }

    /// Checks an object in which `present` fields with the names in `known` were found: it must have no other fields,
    /// and each of these only once.
    #[inline(never)]
    pub(super) fn check_fields(
        &self,
        known: &[&'static str],
        #[cfg_attr(not(target_arch = "wasm32"), expect(unused, reason = "JSON is in memory"))]
        present: usize,
    ) -> Result<(), Error> {
        let fields = match self {
            Self::Json(Some(Value::Object(fields))) => fields,
            Self::Json(_) => return Ok(()),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => return place.check_fields(known, present),
        };
        for (place, (name, _)) in fields.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                return Err(Error::shape(no_other_fields(known, name)));
            }
            // There are at most as many earlier ones as there are known ones.
            if fields.iter().take(place).any(|(earlier, _)| earlier == name) {
                return Err(Error::shape(each_field_once(name)));
            }
        }
        Ok(())
    }

    /// All fields of an object; an error if one is there twice.
    #[inline(never)]
    pub(super) fn entries(&self) -> Result<Vec<(String, Self)>, Error> {
        let fields = match self {
            Self::Json(Some(Value::Object(fields))) => fields,
            Self::Json(_) => return Ok(Vec::new()),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => return place.entries(),
        };
        let mut seen = BTreeSet::new();
        if let Some((twice, _)) = fields.iter().find(|(name, _)| !seen.insert(name.as_str())) {
            return Err(Error::shape(each_field_once(twice)));
        }
        Ok(fields.iter().map(|(name, value)| (name.clone(), Self::Json(Some(value)))).collect())
    }

    /// Whether it is the symbol that stands for unversioned workers. Types that accept any value get a unit for it.
    #[inline(never)]
    pub(super) fn is_unversioned_build_id(&self) -> bool {
        match self {
            Self::Json(_) => false,
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.value == js::unversioned_build_id(),
        }
    }
}
