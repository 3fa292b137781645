//! How public types are written and read, where serde's own derives do not do.
//!
//! Enums that a field tells apart are written as serde's internally tagged ones. Read like that, serde would buffer
//! the content and lose the path to what is wrong. So they are read through `deserialize_enum`, with the name of the
//! field in place of the enum's name: the reader of [`crate::boundary`] asks the object for that field first.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares an enum that a field tells apart: written with the tag inside, read without losing the path.
macro_rules! tagged {
    (
        $(#[doc = $documentation:literal])*
        #[derive($($derive:ident),* $(,)?)]
        #[serde(tag = $tag:literal, rename_all = $case:literal)]
        pub enum $name:ident { $($variants:tt)* }
    ) => {
        $(#[doc = $documentation])*
        #[derive($($derive,)* ::serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(::schemars::JsonSchema))]
        #[serde(tag = $tag, rename_all = $case, rename_all_fields = "camelCase")]
        pub enum $name { $($variants)* }

        const _: () = {
            use self::$name as Tagged;

            #[derive(::serde::Deserialize)]
            #[serde(
                remote = "Tagged",
                rename(deserialize = $tag),
                rename_all = $case,
                rename_all_fields = "camelCase"
            )]
            #[allow(dead_code, reason = "only its derive is used")]
            enum Reader { $($variants)* }

            impl<'de> ::serde::Deserialize<'de> for Tagged {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<Self, D::Error> {
                    Reader::deserialize(deserializer)
                }
            }
        };
    };
}
pub(crate) use tagged;

/// Declares an enum whose variants are told apart by the field of their name, which each of them needs: written as that
/// object, read without losing the path.
macro_rules! told_apart_by_field {
    (
        $(#[doc = $documentation:literal])*
        #[derive($($derive:ident),* $(,)?)]
        pub enum $name:ident { $($variants:tt)* }
    ) => {
        $(#[doc = $documentation])*
        #[derive($($derive,)* ::serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(::schemars::JsonSchema))]
        #[serde(untagged, rename_all_fields = "camelCase")]
        pub enum $name { $($variants)* }

        const _: () = {
            use self::$name as ToldApart;

            #[derive(::serde::Deserialize)]
            #[serde(
                remote = "ToldApart",
                rename(deserialize = "?"),
                rename_all_fields = "camelCase"
            )]
            #[allow(dead_code, reason = "only its derive is used")]
            enum Reader { $($variants)* }

            impl<'de> ::serde::Deserialize<'de> for ToldApart {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<Self, D::Error> {
                    Reader::deserialize(deserializer)
                }
            }
        };
    };
}
pub(crate) use told_apart_by_field;

/// Gives a type the schema of the type that it is written as.
#[cfg(feature = "schema")]
macro_rules! schema_of {
    ($type:ty, $written:ty) => {
        impl ::schemars::JsonSchema for $type {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                <$written as ::schemars::JsonSchema>::schema_name()
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                <$written as ::schemars::JsonSchema>::json_schema(generator)
            }
        }
    };
}
#[cfg(feature = "schema")]
pub(crate) use schema_of;

/// Two types that are read from one object, which has the fields of both and no others.
#[derive(Deserialize)]
#[serde(rename(deserialize = "&"))]
pub(crate) struct Both<A, B>(pub(crate) A, pub(crate) B);

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
        match u32::deserialize(deserializer)? {
            1 => Ok(Self),
            0 => Err(D::Error::custom("expected 1, got 0")),
            newer => Err(D::Error::custom(format_args!(
                "expected 1, got {newer}: a newer worker-versioning may read it"
            ))),
        }
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
