//! A serde `Deserializer` that knows the path to each value, and refuses what serde would silently accept.
//!
//! Besides what serde's derive expects of every format, it understands four reserved container names. The macros of
//! [`vocabulary`](crate::vocabulary) write three of them:
//!
//! - A name in lower case is an enum whose tag is the field with that name.
//! - `?` is an enum whose variant follows from which field is present; each variant is named after that field.
//! - `&` is a tuple struct whose elements are all read from the same object.
//! - `*` is a struct whose object may also have other fields, as in the output of other tools.
//!
//! Other enums have serde's usual form: a string for a variant without data, an object with one field for the others.
//!
//! Structs are read as sequences of their fields in the order of declaration. Errors are therefore reported in that
//! order, and say what was expected in place of a missing field. Fields cannot have aliases.

use std::cell::RefCell;
use std::vec;

use serde::de::value::{StrDeserializer, U32Deserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::Path;
pub use super::error::Error;
use super::error::{Cause, Expected, number};
use super::source::Source;

type Read<T> = Result<T, Error>;

/// The largest integer up to which a JavaScript `number` is exact.
const MOST_EXACT: f64 = 9_007_199_254_740_991.;

const STRING: Expected = Expected::Type("string");
const BOOLEAN: Expected = Expected::Type("boolean");
const OBJECT: Expected = Expected::Type("object");
const ARRAY: Expected = Expected::Type("array");

/// Reads a value. Errors refer to it by the path.
///
/// # Errors
/// Returns an error if the value does not fit the type.
pub(super) fn read<'de, T: Deserialize<'de>>(value: &Source<'_>, path: &str) -> Result<T, Error> {
    let path = Path::Root(path);
    T::deserialize(Reader { value, path: &path, sharing: None })
        .map_err(|error| error.at(&path, value.absent()))
}

/// A value to read, and its path.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    value: &'a Source<'a>,
    path: &'a Path<'a>,
    sharing: Option<Sharing<'a>>,
}

/// For several types that are read from one object: only after the last of them are all of its fields known.
#[derive(Clone, Copy)]
struct Sharing<'a> {
    known: &'a RefCell<Known>,
    is_last: bool,
}

/// Whether an object may have fields that its struct does not have.
#[derive(Clone, Copy, PartialEq)]
enum OtherFields {
    Refused,
    Allowed,
}

/// The fields that were asked for, and how many of them are present.
#[derive(Default)]
struct Known {
    names: Vec<&'static str>,
    present: usize,
}

impl<'a> Reader<'a> {
    fn unexpected<T>(self, expected: Expected) -> Read<T> {
        Err(if self.value.is_absent() {
            Error::absent(expected)
        } else {
            Error::unexpected(&expected, self.value.kind())
        })
    }

    #[inline(never)]
    fn expect_object(self) -> Read<()> {
        // What shares an object with others was found to be one.
        if self.sharing.is_some() {
            return Ok(());
        }
        if self.value.is_object()? { Ok(()) } else { self.unexpected(OBJECT) }
    }

    fn expect<T>(self, value: Option<T>, expected: Expected) -> Read<T> {
        match value {
            Some(value) => Ok(value),
            None => self.unexpected(expected),
        }
    }

    #[inline(never)]
    fn string(self) -> Read<String> {
        match self.value.text()? {
            Some(text) => Ok(text.into_owned()),
            None => self.unexpected(STRING),
        }
    }

    #[inline(never)]
    fn integer(self, most: f64) -> Read<f64> {
        let expected = Expected::Integer(most);
        let Some(found) = self.value.number() else { return self.unexpected(expected) };
        if found.fract() == 0. && (0. ..=most).contains(&found) {
            Ok(found)
        } else {
            Err(Error::unexpected(&expected, number(found)))
        }
    }

    fn read_struct<'de, V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        others: OtherFields,
        visitor: V,
    ) -> Read<V::Value> {
        let mut fields = self.fields(names, others)?;
        match visitor.visit_seq(&mut fields) {
            Ok(read) => {
                fields.finish();
                Ok(read)
            }
            Err(error) => Err(fields.explain(error)),
        }
    }

    #[inline(never)]
    fn fields(self, names: &'static [&'static str], others: OtherFields) -> Read<Fields<'a>> {
        self.expect_object()?;
        let values = names.iter().map(|name| self.value.field(name)).collect::<Read<Vec<_>>>()?;
        if others == OtherFields::Refused {
            self.check_fields(names, values.iter().filter(|value| !value.is_absent()).count())?;
        }
        let (path, absent) = (self.path, self.value.absent());
        let (names, values) = (names.iter(), values.into_iter());
        Ok(Fields { path, absent, names, values, missing: None })
    }

    #[inline(never)]
    fn check_fields(self, names: &[&'static str], present: usize) -> Read<()> {
        let Some(Sharing { known, is_last }) = self.sharing else {
            return self.value.check_fields(names, present);
        };
        let mut known = known.borrow_mut();
        known.names.extend_from_slice(names);
        known.present += present;
        if is_last { self.value.check_fields(&known.names, known.present) } else { Ok(()) }
    }

    fn read_items<'de, V: Visitor<'de>>(self, length: usize, visitor: V) -> Read<V::Value> {
        visitor.visit_seq(Items { array: self, next: 0, length })
    }

    fn read_entries<'de, V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let rest = self.value.entries()?.into_iter();
        visitor.visit_map(Entries { path: self.path, rest, value: None })
    }

    /// Reads several types that share this object.
    fn read_shared<'de, V: Visitor<'de>>(self, count: usize, visitor: V) -> Read<V::Value> {
        self.expect_object()?;
        let own = RefCell::default();
        let known = self.sharing.map_or(&own, |outer| outer.known);
        let is_last = self.sharing.is_none_or(|outer| outer.is_last);
        visitor.visit_seq(Elements { object: self, known, is_last, left: count })
    }

    /// Returns the index of the variant that the tag names, and adds the tag to the known fields.
    #[inline(never)]
    fn variant_by_tag(
        self,
        tag: &'static str,
        variants: &'static [&'static str],
        sharing: Sharing<'_>,
    ) -> Read<u32> {
        self.expect_object()?;
        let found = self.value.field(tag)?;
        let path = Path::Field(self.path, tag);
        let variant = Reader { value: &found, path: &path, sharing: None }
            .choice(variants)
            .map_err(|error| error.at(&path, found.absent()))?;
        let mut known = sharing.known.borrow_mut();
        known.names.push(tag);
        known.present += 1;
        Ok(variant)
    }

    /// Chooses the variant of an enum.
    #[inline(never)]
    fn variant(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        sharing: Sharing<'a>,
    ) -> Read<Variant<'a>> {
        if name == "?" {
            let Some((variant, ..)) = self.telling_field(variants)? else {
                let expected = format_args!("one of {}", variants.join(", "));
                return Err(Error::unexpected(&expected, "none"));
            };
            return Ok(Variant { variant, content: Content::Fields(self) });
        }
        if name.starts_with(|first: char| first.is_ascii_lowercase()) {
            let variant = self.variant_by_tag(name, variants, sharing)?;
            let content = Content::Fields(Reader { sharing: Some(sharing), ..self });
            return Ok(Variant { variant, content });
        }
        if self.value.is_object()?
            && let Some((variant, name, value)) = self.telling_field(variants)?
        {
            self.value.check_fields(&[name], 1)?;
            let content = Content::Value { name, value, object: self, variants };
            return Ok(Variant { variant, content });
        }
        Ok(Variant { variant: self.choice(variants)?, content: Content::Nothing(self) })
    }

    /// Returns the index of the first variant whose field is present, with the name and the value of the field.
    #[inline(never)]
    fn telling_field(
        self,
        variants: &'static [&'static str],
    ) -> Read<Option<(u32, &'static str, Source<'a>)>> {
        self.expect_object()?;
        for (variant, name) in (0..).zip(variants) {
            let value = self.value.field(name)?;
            if !value.is_absent() {
                return Ok(Some((variant, name, value)));
            }
        }
        Ok(None)
    }

    /// Returns the index of the variant that a string names.
    #[inline(never)]
    fn choice(self, names: &'static [&'static str]) -> Read<u32> {
        let expected = Expected::OneOf(names);
        let Some(text) = self.value.text()? else { return self.unexpected(expected) };
        match (0..).zip(names).find(|(_, name)| **name == text) {
            Some((variant, _)) => Ok(variant),
            None => Err(Error::unexpected(&expected, format_args!("'{text}'"))),
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Error;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is whole and in range"
    )]
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_u32(self.integer(f64::from(u32::MAX))? as u32)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is whole and in range"
    )]
    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        // A `usize` asks for a `u64`, and would word its own error when it has 32 bits.
        let is_short = size_of::<V::Value>() == size_of::<u32>();
        let most = if is_short { f64::from(u32::MAX) } else { MOST_EXACT };
        visitor.visit_u64(self.integer(most)? as u64)
    }

    /// For types that say what they expect: their visitors word the errors.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if let Some(text) = self.value.text()? {
            return visitor.visit_str(&text);
        }
        if let Some(value) = self.value.boolean() {
            return visitor.visit_bool(value);
        }
        if let Some(value) = self.value.number() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is whole and in range"
            )]
            return if value.fract() != 0. || value.abs() > MOST_EXACT {
                visitor.visit_f64(value)
            } else if value < 0. {
                visitor.visit_i64(value as i64)
            } else {
                visitor.visit_u64(value as u64)
            };
        }
        if let Some(length) = self.value.length()? {
            return self.read_items(length, visitor);
        }
        if self.value.is_object()? {
            return self.read_entries(visitor);
        }
        if self.value.is_unversioned_build_id() {
            return visitor.visit_unit();
        }
        let expected = (&visitor as &dyn serde::de::Expected).to_string();
        self.unexpected(Expected::Other(expected.into()))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.expect(self.value.boolean(), BOOLEAN)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.value.is_absent() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let length = self.expect(self.value.length()?, ARRAY)?;
        self.read_items(length, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, count: usize, visitor: V) -> Read<V::Value> {
        let length = self.expect(self.value.length()?, ARRAY)?;
        if length != count {
            let expected = format_args!("array of {count} items");
            return Err(Error::unexpected(&expected, format_args!("{length}")));
        }
        self.read_items(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        count: usize,
        visitor: V,
    ) -> Read<V::Value> {
        if name == "&" {
            self.read_shared(count, visitor)
        } else {
            self.deserialize_tuple(count, visitor)
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.expect_object()?;
        self.read_entries(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let others = if name == "*" { OtherFields::Allowed } else { OtherFields::Refused };
        self.read_struct(names, others, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let own = RefCell::default();
        let sharing = self.sharing.unwrap_or(Sharing { known: &own, is_last: true });
        visitor.visit_enum(self.variant(name, variants, sharing)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char str bytes byte_buf unit unit_struct identifier
    }
}

/// The fields of a struct, in the order of declaration.
struct Fields<'a> {
    path: &'a Path<'a>,
    absent: &'static str,
    names: std::slice::Iter<'static, &'static str>,
    values: vec::IntoIter<Source<'a>>,
    /// The last field that was absent. Only serde knows whether it has a default.
    missing: Option<(&'static str, Error)>,
}

impl Fields<'_> {
    /// Drops the values. This is a separate function so that all structs share it.
    #[inline(never)]
    #[expect(clippy::unused_self, reason = "the values are dropped with it")]
    fn finish(self) {}

    /// Finds out what an error means: serde says only that a field is missing, not which one.
    #[cold]
    #[inline(never)]
    fn explain(self, error: Error) -> Error {
        match (error.cause(), self.missing) {
            (Cause::Length(_), Some((name, absent))) => {
                absent.at(&Path::Field(self.path, name), self.absent)
            }
            _ => error,
        }
    }
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Error;

    // One copy for each type, not one for each field: that is a third of the engine.
    #[inline(never)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let (Some(name), Some(value)) = (self.names.next(), self.values.next()) else {
            return Ok(None);
        };
        let path = Path::Field(self.path, name);
        match seed.deserialize(Reader { value: &value, path: &path, sharing: None }) {
            Ok(read) => Ok(Some(read)),
            Err(error) if matches!(error.cause(), Cause::Absent(_)) => {
                self.missing = Some((name, error));
                Ok(None)
            }
            Err(error) => Err(error.at(&path, self.absent)),
        }
    }
}

/// The items of an array.
struct Items<'a> {
    array: Reader<'a>,
    next: usize,
    length: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    #[inline(never)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.next == self.length {
            return Ok(None);
        }
        let value = self.array.value.item(self.next)?;
        let path = Path::Item(self.array.path, self.next);
        self.next += 1;
        seed.deserialize(Reader { value: &value, path: &path, sharing: None })
            .map(Some)
            .map_err(|error| error.at(&path, value.absent()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.length - self.next)
    }
}

/// The entries of an object whose fields can have any name.
struct Entries<'a> {
    path: &'a Path<'a>,
    rest: vec::IntoIter<(String, Source<'a>)>,
    value: Option<(String, Source<'a>)>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        self.value = self.rest.next();
        let Some((name, value)) = &self.value else { return Ok(None) };
        let key: StrDeserializer<'_, Error> = name.as_str().into_deserializer();
        seed.deserialize(key)
            .map(Some)
            .map_err(|error| error.at(&Path::Field(self.path, name), value.absent()))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<T::Value> {
        let Some((name, value)) = self.value.take() else {
            return Err(serde::de::Error::custom("expected a key before its value"));
        };
        let path = Path::Field(self.path, &name);
        seed.deserialize(Reader { value: &value, path: &path, sharing: None })
            .map_err(|error| error.at(&path, value.absent()))
    }
}

/// Types that are read from the same object.
struct Elements<'a> {
    object: Reader<'a>,
    known: &'a RefCell<Known>,
    is_last: bool,
    left: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Error;

    #[inline(never)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let sharing = Sharing { known: self.known, is_last: self.is_last && self.left == 0 };
        seed.deserialize(Reader { sharing: Some(sharing), ..self.object })
            .map(Some)
            .map_err(|error| error.at(self.object.path, self.object.value.absent()))
    }
}

/// The chosen variant, and where to read its content.
struct Variant<'a> {
    /// Its index, in the order of declaration.
    variant: u32,
    content: Content<'a>,
}

enum Content<'a> {
    /// The variant has the fields of the object.
    Fields(Reader<'a>),
    /// The variant holds the value of one field.
    Value {
        name: &'static str,
        value: Source<'a>,
        object: Reader<'a>,
        variants: &'static [&'static str],
    },
    /// A string named the variant, which holds nothing.
    Nothing(Reader<'a>),
}

impl Content<'_> {
    /// Reads what the variant holds.
    fn read<T>(self, read: impl FnOnce(Reader<'_>) -> Read<T>) -> Read<T> {
        let path;
        let reader = match &self {
            Self::Fields(reader) => *reader,
            Self::Value { name, value, object, .. } => {
                path = Path::Field(object.path, name);
                Reader { value, path: &path, sharing: None }
            }
            Self::Nothing(reader) => return reader.unexpected(OBJECT),
        };
        // One call for both, so that it is compiled once.
        read(reader).map_err(|error| error.at(reader.path, reader.value.absent()))
    }
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Error;
    type Variant = Content<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Content<'a>)> {
        let variant: U32Deserializer<Error> = self.variant.into_deserializer();
        Ok((seed.deserialize(variant)?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Content<'_> {
    type Error = Error;

    fn unit_variant(self) -> Read<()> {
        match self {
            Self::Fields(reader) => reader.check_fields(&[], 0),
            Self::Value { object, variants, .. } => object
                .unexpected(Expected::OneOf(variants))
                .map_err(|error| error.at(object.path, object.value.absent())),
            Self::Nothing(_) => Ok(()),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        self.read(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, count: usize, visitor: V) -> Read<V::Value> {
        self.read(|reader| reader.deserialize_tuple(count, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.read(|reader| reader.read_struct(names, OtherFields::Refused, visitor))
    }
}
