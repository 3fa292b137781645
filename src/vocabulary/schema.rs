//! What the schema says of types beyond their form in Rust. Development only.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

/// Gives a type the schema of the type that it is written as.
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
pub(crate) use schema_of;

/// A struct whose fields may each be left out: `Partial<T>` in TypeScript.
pub(crate) struct Partial<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Partial<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Partial{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.remove("required");
        schema
    }
}

/// Says that every field is there, also one that has a default where it is read.
pub(crate) fn require_all(schema: &mut Schema) {
    if let Some(Value::Object(fields)) = schema.get("properties") {
        let names: Vec<Value> = fields.keys().cloned().map(Value::from).collect();
        schema.insert("required".to_owned(), names.into());
    }
}

/// Functions for `schemars(schema_with = "…")` of fields that have one value only.
macro_rules! constant {
    ($($name:ident = $value:literal),* $(,)?) => {$(
        pub(crate) fn $name(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            ::schemars::json_schema!({ "const": $value })
        }
    )*};
}
pub(crate) use constant;

// A flag that is absent when it is false.
constant! { only_true = true }
