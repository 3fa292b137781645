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
//!
//! What serde derives is compiled for each type, and is a large part of the engine. The code here is therefore split:
//! what depends on the type only calls the functions that are the same for all, which are never inlined, and passes
//! what they return by reference, because a copy takes code too.

use std::cell::RefCell;
use std::fmt;
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
const NUMBER: Expected = Expected::Type("number");
const BOOLEAN: Expected = Expected::Type("boolean");
const OBJECT: Expected = Expected::Type("object");
const ARRAY: Expected = Expected::Type("array");

/// Reads a value. Errors refer to it by the path.
///
/// # Errors
/// Returns an error if the value does not fit the type.
pub(super) fn read<'de, T: Deserialize<'de>>(value: &Source<'_>, path: &str) -> Result<T, Error> {
    let reader = Reader { value, path: Path::Root(path), sharing: None };
    T::deserialize(&reader).map_err(|error| reader.place(error))
}

/// A value to read, and its path.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    value: &'a Source<'a>,
    path: Path<'a>,
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
    /// Adds the path of this value to an error that has none.
    #[cold]
    #[inline(never)]
    fn place(&self, error: Error) -> Error {
        error.at(&self.path, self.value.absent())
    }

    #[cold]
    #[inline(never)]
    fn unexpected(&self, expected: Expected) -> Error {
        if self.value.is_absent() {
            Error::absent(expected)
        } else {
            Error::unexpected(&expected, self.value.kind())
        }
    }

    #[inline(never)]
    fn expect_object(&self) -> Read<()> {
        // What shares an object with others was found to be one.
        if self.sharing.is_some() || self.value.is_object()? {
            return Ok(());
        }
        Err(self.unexpected(OBJECT))
    }

    #[inline(never)]
    fn boolean(&self) -> Read<bool> {
        self.value.boolean().ok_or_else(|| self.unexpected(BOOLEAN))
    }

    #[inline(never)]
    fn string(&self) -> Read<String> {
        match self.value.text()? {
            Some(text) => Ok(text.into_owned()),
            None => Err(self.unexpected(STRING)),
        }
    }

    #[inline(never)]
    fn integer(&self, most: f64) -> Read<f64> {
        let expected = Expected::Integer(most);
        let Some(found) = self.value.number() else { return Err(self.unexpected(expected)) };
        if found.fract() == 0. && (0. ..=most).contains(&found) {
            Ok(found)
        } else {
            Err(Error::unexpected(&expected, number(found)))
        }
    }

    #[inline(never)]
    fn fields(&self, names: &'static [&'static str], others: OtherFields) -> Read<Fields<'_>> {
        self.expect_object()?;
        let values = names.iter().map(|name| self.value.field(name)).collect::<Read<Vec<_>>>()?;
        if others == OtherFields::Refused {
            self.check_fields(names, values.iter().filter(|value| !value.is_absent()).count())?;
        }
        let absent = self.value.absent();
        Ok(Fields { path: &self.path, absent, names, values, next: 0, missing: None })
    }

    #[inline(never)]
    fn check_fields(&self, names: &[&'static str], present: usize) -> Read<()> {
        let Some(Sharing { known, is_last }) = self.sharing else {
            return self.value.check_fields(names, present);
        };
        let mut known = known.borrow_mut();
        known.names.extend_from_slice(names);
        known.present += present;
        if is_last { self.value.check_fields(&known.names, known.present) } else { Ok(()) }
    }

    #[inline(never)]
    fn items(&self) -> Read<Items<'_>> {
        let Some(length) = self.value.length()? else { return Err(self.unexpected(ARRAY)) };
        Ok(Items::new(self, length))
    }

    /// The items of an array that must have this many.
    #[inline(never)]
    fn tuple(&self, count: usize) -> Read<Items<'_>> {
        let items = self.items()?;
        if items.length != count {
            let expected = format_args!("array of {count} items");
            return Err(Error::unexpected(&expected, format_args!("{}", items.length)));
        }
        Ok(items)
    }

    #[inline(never)]
    fn entries(&self) -> Read<Entries<'_>> {
        self.expect_object()?;
        let rest = self.value.entries()?.into_iter();
        Ok(Entries { path: &self.path, rest, value: None })
    }

    /// The types that share this object.
    #[inline(never)]
    fn elements(&self, count: usize) -> Read<Elements<'_>> {
        self.expect_object()?;
        Ok(Elements { object: self, own: RefCell::default(), left: count })
    }

    /// Returns the index of the variant that the tag names, and adds the tag to the known fields.
    #[inline(never)]
    fn variant_by_tag(
        &self,
        tag: &'static str,
        variants: &'static [&'static str],
        known: &RefCell<Known>,
    ) -> Read<u32> {
        self.expect_object()?;
        let value = &self.value.field(tag)?;
        let found = Reader { value, path: Path::Field(&self.path, tag), sharing: None };
        let variant = found.choice(variants).map_err(|error| found.place(error))?;
        let mut known = known.borrow_mut();
        // An enum of enums with the same tag reads it twice.
        if !known.names.contains(&tag) {
            known.names.push(tag);
            known.present += 1;
        }
        Ok(variant)
    }

    /// Chooses the variant of an enum.
    #[inline(never)]
    fn variant(&self, name: &'static str, variants: &'static [&'static str]) -> Read<Variant<'_>> {
        let own = RefCell::default();
        let (index, content) = if name == "?" {
            let Some((index, ..)) = self.telling_field(variants)? else {
                let expected = format_args!("one of {}", variants.join(", "));
                return Err(Error::unexpected(&expected, "none"));
            };
            // The fields of the variant are all that the object has.
            return Ok(Variant { index, content: Content::Object, object: self, own, variants });
        } else if name.starts_with(|first: char| first.is_ascii_lowercase()) {
            let known = self.sharing.map_or(&own, |sharing| sharing.known);
            (self.variant_by_tag(name, variants, known)?, Content::Tagged)
        } else if self.value.is_object()?
            && let Some((index, name, value)) = self.telling_field(variants)?
        {
            self.value.check_fields(&[name], 1)?;
            (index, Content::Value(Path::Field(&self.path, name), value))
        } else {
            (self.choice(variants)?, Content::Nothing)
        };
        Ok(Variant { index, content, object: self, own, variants })
    }

    /// Returns the index of the first variant whose field is present, with the name and the value of the field.
    #[inline(never)]
    fn telling_field(
        &self,
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
    fn choice(&self, names: &'static [&'static str]) -> Read<u32> {
        let expected = Expected::OneOf(names);
        let Some(text) = self.value.text()? else { return Err(self.unexpected(expected)) };
        match (0..).zip(names).find(|(_, name)| **name == text) {
            Some((variant, _)) => Ok(variant),
            None => Err(Error::unexpected(&expected, format_args!("'{text}'"))),
        }
    }
}

impl<'de> Deserializer<'de> for &Reader<'_> {
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

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let Some(found) = self.value.number() else { return Err(self.unexpected(NUMBER)) };
        if found.is_nan() {
            return Err(Error::unexpected(&NUMBER, number(found)));
        }
        visitor.visit_f64(found)
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
            return visitor.visit_seq(&mut Items::new(self, length));
        }
        if self.value.is_object()? {
            return self.deserialize_map(visitor);
        }
        if self.value.is_unversioned_build_id() {
            return visitor.visit_unit();
        }
        let expected = (&visitor as &dyn serde::de::Expected).to_string();
        Err(self.unexpected(Expected::Other(expected.into())))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.boolean()?)
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
        read_all(self.items(), visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, count: usize, visitor: V) -> Read<V::Value> {
        read_all(self.tuple(count), visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        count: usize,
        visitor: V,
    ) -> Read<V::Value> {
        if name != "&" {
            return self.deserialize_tuple(count, visitor);
        }
        read_all(self.elements(count), visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let others = if name == "*" { OtherFields::Allowed } else { OtherFields::Refused };
        let mut fields = self.fields(names, others);
        let Ok(found) = &mut fields else { return Err(failure(fields)) };
        match visitor.visit_seq(found) {
            Ok(read) => {
                finish(fields);
                Ok(read)
            }
            Err(error) => Err(explain(fields, error)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let variant = self.variant(name, variants);
        let Ok(found) = &variant else { return Err(failure(variant)) };
        let read = visitor.visit_enum(found);
        finish(variant);
        read
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f64 char str bytes byte_buf unit unit_struct identifier
    }
}

/// Reads from what was found, if it was.
fn read_all<'de, A: SeqAccess<'de, Error = Error>, V: Visitor<'de>>(
    mut values: Read<A>,
    visitor: V,
) -> Read<V::Value> {
    let Ok(found) = &mut values else { return Err(failure(values)) };
    let read = visitor.visit_seq(found);
    finish(values);
    read
}

/// Drops what was found.
#[inline(never)]
fn finish<T>(_: Read<T>) {}

/// Why nothing was found.
#[cold]
#[inline(never)]
fn failure<T>(found: Read<T>) -> Error {
    match found {
        Ok(_) => Error::new(Cause::Missing),
        Err(error) => error,
    }
}

/// The fields of a struct, in the order of declaration.
struct Fields<'a> {
    path: &'a Path<'a>,
    absent: &'static str,
    names: &'static [&'static str],
    values: Vec<Source<'a>>,
    next: usize,
    /// The last field that was absent. Only serde knows whether it has a default.
    missing: Option<(&'static str, Error)>,
}

impl Fields<'_> {
    #[inline(never)]
    fn next(&mut self) -> Option<Reader<'_>> {
        let (name, value) = (self.names.get(self.next)?, self.values.get(self.next)?);
        self.next += 1;
        Some(Reader { value, path: Path::Field(self.path, name), sharing: None })
    }

    /// Takes the error of the last field, unless it says that the field is absent.
    #[cold]
    #[inline(never)]
    fn fail(&mut self, error: Error) -> Read<()> {
        let Some(name) = self.names[..self.next].last() else { return Err(error) };
        if matches!(error.cause(), Cause::Absent(_)) {
            self.missing = Some((name, error));
            return Ok(());
        }
        Err(error.at(&Path::Field(self.path, name), self.absent))
    }
}

/// Finds out what an error means: serde says only that a field is missing, not which one.
#[cold]
#[inline(never)]
fn explain(fields: Read<Fields<'_>>, error: Error) -> Error {
    let Ok(Fields { path, absent, missing, .. }) = fields else { return error };
    match (error.cause(), missing) {
        (Cause::Missing, Some((name, error))) => error.at(&Path::Field(path, name), absent),
        _ => error.at(path, absent),
    }
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Error;

    // One copy for each type, not one for each field.
    #[inline(never)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let field = self.next();
        let Some(field) = &field else { return Ok(None) };
        match seed.deserialize(field) {
            Ok(read) => Ok(Some(read)),
            Err(error) => self.fail(error).map(|()| None),
        }
    }
}

/// The items of an array.
struct Items<'a> {
    array: &'a Reader<'a>,
    next: usize,
    length: usize,
    /// The last item.
    item: Source<'a>,
}

impl<'a> Items<'a> {
    fn new(array: &'a Reader<'a>, length: usize) -> Self {
        Self { array, next: 0, length, item: Source::Json(None) }
    }

    #[inline(never)]
    fn next(&mut self) -> Read<Option<Reader<'_>>> {
        if self.next == self.length {
            return Ok(None);
        }
        self.item = self.array.value.item(self.next)?;
        let path = Path::Item(&self.array.path, self.next);
        self.next += 1;
        Ok(Some(Reader { value: &self.item, path, sharing: None }))
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    #[inline(never)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let item = self.next();
        let Ok(Some(item)) = &item else { return item.map(|_| None) };
        seed.deserialize(item).map(Some).map_err(|error| item.place(error))
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
        let value = Reader { value: &value, path: Path::Field(self.path, &name), sharing: None };
        seed.deserialize(&value).map_err(|error| value.place(error))
    }
}

/// Types that are read from the same object.
struct Elements<'a> {
    object: &'a Reader<'a>,
    /// The fields, unless the object is shared with still others.
    own: RefCell<Known>,
    left: usize,
}

impl Elements<'_> {
    #[inline(never)]
    fn next(&mut self) -> Option<Reader<'_>> {
        self.left = self.left.checked_sub(1)?;
        let outer = self.object.sharing.unwrap_or(Sharing { known: &self.own, is_last: true });
        let sharing = Sharing { is_last: outer.is_last && self.left == 0, ..outer };
        Some(Reader { sharing: Some(sharing), ..*self.object })
    }
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Error;

    #[inline(never)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let element = self.next();
        let Some(element) = &element else { return Ok(None) };
        seed.deserialize(element).map(Some).map_err(|error| element.place(error))
    }
}

/// The chosen variant of an enum, and where to read its content.
struct Variant<'a> {
    /// Its index, in the order of declaration.
    index: u32,
    content: Content<'a>,
    object: &'a Reader<'a>,
    /// The fields, unless the object is shared with other types.
    own: RefCell<Known>,
    variants: &'static [&'static str],
}

/// What a variant holds.
enum Content<'a> {
    /// The fields of the object.
    Object,
    /// The fields of the object without the tag.
    Tagged,
    /// The value of one field.
    Value(Path<'a>, Source<'a>),
    /// Nothing: a string named the variant.
    Nothing,
}

impl Variant<'_> {
    /// What the variant holds, if it holds anything.
    #[inline(never)]
    fn content(&self) -> Read<Reader<'_>> {
        match &self.content {
            Content::Object => Ok(*self.object),
            Content::Tagged => {
                let own = Sharing { known: &self.own, is_last: true };
                let sharing = Some(self.object.sharing.unwrap_or(own));
                Ok(Reader { sharing, ..*self.object })
            }
            Content::Value(path, value) => Ok(Reader { value, path: *path, sharing: None }),
            Content::Nothing => Err(self.object.unexpected(OBJECT)),
        }
    }

    /// Checks that there is nothing that a variant without content would not have.
    #[inline(never)]
    fn check_empty(&self) -> Read<()> {
        match self.content {
            Content::Object | Content::Tagged => self.content()?.check_fields(&[], 0),
            Content::Value(..) => {
                let error = self.object.unexpected(Expected::OneOf(self.variants));
                Err(self.object.place(error))
            }
            Content::Nothing => Ok(()),
        }
    }
}

impl<'de> EnumAccess<'de> for &Variant<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Self)> {
        let index: U32Deserializer<NoError> = self.index.into_deserializer();
        match seed.deserialize(index) {
            Ok(variant) => Ok((variant, self)),
            Err(never) => match never {},
        }
    }
}

impl<'de> VariantAccess<'de> for &Variant<'_> {
    type Error = Error;

    fn unit_variant(self) -> Read<()> {
        self.check_empty()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        let content = self.content();
        let Ok(found) = &content else { return Err(failure(content)) };
        seed.deserialize(found).map_err(|error| found.place(error))
    }

    fn tuple_variant<V: Visitor<'de>>(self, count: usize, visitor: V) -> Read<V::Value> {
        let content = self.content()?;
        content.deserialize_tuple(count, visitor).map_err(|error| content.place(error))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let content = self.content();
        let Ok(found) = &content else { return Err(failure(content)) };
        found.deserialize_struct("", names, visitor).map_err(|error| found.place(error))
    }
}

/// The error of reading the index of a variant, which is always one of those that serde knows.
#[derive(Debug)]
enum NoError {}

impl fmt::Display for NoError {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for NoError {}

impl serde::de::Error for NoError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!()
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        unreachable!()
    }
}
