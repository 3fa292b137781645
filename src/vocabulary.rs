//! How types that cross to JavaScript are written: once, with their documentation, for Rust, JSON and
//! TypeScript.
//!
//! Structs and enums of texts need serde's derives only. The macros here are for the other types of TypeScript:
//!
//! - [`tagged!`] for objects that are distinguished by the value of one field,
//! - [`by_field!`] for objects that are distinguished by which field they have,
//! - [`intersection!`] for `A & B`, one object with the fields of both.
//!
//! What they write is what serde's `tag`, `untagged` and `flatten` write. These read by trial, and lose the place of
//! an error; so reading goes through a private copy of the type, with a reserved name that the
//! [reader](crate::boundary) understands.

#[cfg(feature = "schema")]
pub(crate) mod schema;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// Reads a whole number from `LEAST` to `MOST`, for a field with
/// `#[serde(deserialize_with = "whole_number::<_, 1, 100>")]`.
pub(crate) fn whole_number<'de, D: Deserializer<'de>, const LEAST: u64, const MOST: u64>(
    deserializer: D,
) -> Result<u64, D::Error> {
    deserializer.deserialize_any(WholeNumber { least: LEAST, most: MOST, beyond: None })
}

struct WholeNumber {
    least: u64,
    most: u64,
    /// What to add for a larger number.
    beyond: Option<&'static str>,
}

impl Visitor<'_> for WholeNumber {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { least, most, .. } if least == most => write!(formatter, "{least}"),
            Self { least, most, .. } => write!(formatter, "integer from {least} to {most}"),
        }
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<u64, E> {
        if (self.least..=self.most).contains(&value) {
            return Ok(value);
        }
        let error = E::invalid_value(Unexpected::Unsigned(value), &self);
        Err(match self.beyond {
            Some(beyond) if value > self.most => E::custom(format_args!("{error}{beyond}")),
            _ => error,
        })
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<u64, E> {
        Err(E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<u64, E> {
        Err(E::invalid_value(Unexpected::Float(value), &self))
    }
}

/// An enum whose variants are distinguished by the value of one field.
///
/// The first attribute names this field, and how the names of variants are cased where that is not `camelCase`.
/// A variant has fields, or holds a struct, or neither. The names of fields are in `camelCase`.
///
/// ```ignore
/// tagged! {
///     #[tag("operation")]
///     /// What an operation does.
///     #[derive(Debug, Clone, PartialEq)]
///     pub enum Operation {
///         /// Adds a build ID to the set of another.
///         AddNewCompatibleVersion {
///             /// The build ID to add.
///             build_id: BuildId,
///             /// Whether the set becomes the default.
///             #[serde(default)]
///             promote_set: bool,
///         },
///     }
/// }
/// ```
macro_rules! tagged {
    (#[tag($tag:literal)] $($enum:tt)*) => {
        $crate::vocabulary::tagged! { #[tag($tag, "camelCase")] $($enum)* }
    };
    (
        #[tag($tag:literal, $case:literal)]
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident $variants:tt
    ) => {
        #[derive(::serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(::schemars::JsonSchema))]
        $(#[$meta])*
        #[serde(tag = $tag, rename_all = $case, rename_all_fields = "camelCase")]
        $visibility enum $name $variants

        $crate::vocabulary::read_enum! { $tag $case $name $variants }
    };
}

/// An enum whose variants are distinguished by the field that only they have.
///
/// A variant has the name of this field: `NewWorkflowsOn` is the variant of objects with a field
/// `newWorkflowsOn`. Where an object has several of these fields, the first variant counts, and refuses the others.
///
/// ```ignore
/// by_field! {
///     /// What is expected of a rollout.
///     #[derive(Debug, Clone, PartialEq)]
///     pub enum Expectation {
///         /// Where new workflows land.
///         NewWorkflowsOn { new_workflows_on: TaskQueueName, lands: Lands },
///         /// What a step does.
///         Step { step: u32, result: StepResult },
///     }
/// }
/// ```
macro_rules! by_field {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident $variants:tt
    ) => {
        #[derive(::serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(::schemars::JsonSchema))]
        $(#[$meta])*
        #[serde(untagged, rename_all_fields = "camelCase")]
        $visibility enum $name $variants

        $crate::vocabulary::read_enum! { "?" "camelCase" $name $variants }
    };
}

/// Implements `Deserialize` for an enum through a copy with a reserved name.
macro_rules! read_enum {
    ($reserved:literal $case:literal $name:ident $variants:tt) => {
        const _: () = {
            type Original = $name;

            #[derive(::serde::Deserialize)]
            #[cfg_attr(feature = "schema", derive(::schemars::JsonSchema))]
            #[serde(remote = "Original")]
            #[serde(rename(deserialize = $reserved))]
            #[serde(rename_all = $case, rename_all_fields = "camelCase")]
            #[allow(dead_code, clippy::all, clippy::pedantic, reason = "serde reads its definition only")]
            enum ReadCopy $variants

            impl<'de> ::serde::Deserialize<'de> for $name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    ReadCopy::deserialize(deserializer)
                }
            }
        };
    };
}

/// A struct that is one object with other types in it: `A & B` in TypeScript.
///
/// The fields in the first braces, which may be left out, are the struct's own. Those in the second braces are
/// types whose fields stand beside them in the same object.
///
/// ```ignore
/// intersection! {
///     /// An operation of a rollout.
///     #[derive(Debug, Clone, PartialEq)]
///     pub struct RolloutOperation {
///         /// The task queue that it changes.
///         pub task_queue: TaskQueueName,
///     } & {
///         /// What it does.
///         pub operation: Operation,
///     }
/// }
/// ```
macro_rules! intersection {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident {
            $($(#[$own_meta:meta])* $own_visibility:vis $own:ident: $own_type:ty),* $(,)?
        } & {
            $($(#[$part_meta:meta])* $part_visibility:vis $part:ident: $part_type:ty),* $(,)?
        }
    ) => {
        #[derive(::serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(::schemars::JsonSchema))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase")]
        $visibility struct $name {
            $($(#[$own_meta])* $own_visibility $own: $own_type,)*
            $($(#[$part_meta])* #[serde(flatten)] $part_visibility $part: $part_type,)*
        }

        const _: () = {
            #[derive(::serde::Deserialize)]
            #[cfg_attr(feature = "schema", derive(::schemars::JsonSchema))]
            #[serde(rename_all = "camelCase")]
            struct ReadOwn {
                $($(#[$own_meta])* $own: $own_type,)*
            }

            #[derive(::serde::Deserialize)]
            #[serde(rename(deserialize = "&"))]
            struct ReadParts(ReadOwn, $($part_type,)*);

            impl<'de> ::serde::Deserialize<'de> for $name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    let ReadParts(ReadOwn { $($own,)* }, $($part,)*) = ReadParts::deserialize(deserializer)?;
                    Ok(Self { $($own,)* $($part,)* })
                }
            }
        };
    };
    (
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident & $parts:tt
    ) => {
        $crate::vocabulary::intersection! {
            $(#[$meta])* $visibility struct $name {} & $parts
        }
    };
}

pub(crate) use {by_field, intersection, read_enum, tagged};

/// Texts by keys that callers choose: an object of JavaScript with any fields, also one that is named `__proto__`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct Record(BTreeMap<String, String>);

impl Record {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of a key, if there is one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// The keys with their texts, in the order of the keys' bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// Sets the text of a key.
    pub fn insert(&mut self, key: impl Into<String>, text: impl Into<String>) {
        self.0.insert(key.into(), text.into());
    }

    /// Removes a key, if it is there.
    pub fn remove(&mut self, key: &str) {
        self.0.remove(key);
    }
}

impl<Key: Into<String>, Text: Into<String>> FromIterator<(Key, Text)> for Record {
    fn from_iter<T: IntoIterator<Item = (Key, Text)>>(texts: T) -> Self {
        Self(texts.into_iter().map(|(key, text)| (key.into(), text.into())).collect())
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(not(target_arch = "wasm32"))]
        return self.0.serialize(serializer);
        // Setting the field `__proto__` of an object would not add it.
        #[cfg(target_arch = "wasm32")]
        {
            use js_sys::{Array, Object};
            let entries = self.iter().map(|(key, text)| Array::of2(&key.into(), &text.into()));
            let record = Object::from_entries(&entries.collect::<Array>());
            serde_wasm_bindgen::preserve::serialize(&record.unwrap_or_default(), serializer)
        }
    }
}

/// Whether a number is 0, for a field with `#[serde(skip_serializing_if = "is_zero")]`.
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")
)]
pub(crate) const fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// The version of a format, which is 1. A document of another version is refused before anything else of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FormatVersion;

impl Serialize for FormatVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl<'de> Deserialize<'de> for FormatVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let beyond = Some(": a newer worker-versioning may read it");
        deserializer.deserialize_any(WholeNumber { least: 1, most: 1, beyond }).map(|_| Self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for FormatVersion {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FormatVersion".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "const": 1 })
    }
}
