//! The JSON of a record, read in place: of an object the fields that matter, of any other value what it is.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A value of a field. One of a kind that nobody expects is no fault: the field may stand again.
#[derive(Default)]
pub(super) enum Value<'a> {
    /// `null`, or the field is not there.
    #[default]
    Nothing,
    Text(Cow<'a, str>),
    Boolean(bool),
    Other,
}

impl Value<'_> {
    /// The text, if it is one that is not empty.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// As much of it as fits into a message.
    pub fn shown(&self) -> String {
        match self {
            Self::Nothing => "nothing".to_owned(),
            Self::Text(text) => format!("'{}'", text.chars().take(60).collect::<String>()),
            Self::Boolean(_) | Self::Other => "another value".to_owned(),
        }
    }
}

/// What a value is read into. What was read before is forgotten: of a field that stands twice, the last value counts.
pub(super) trait Target<'a> {
    /// Reads a value that is no object.
    fn set(&mut self, value: Value<'a>);

    /// Reads the fields of an object.
    fn read<M: MapAccess<'a>>(&mut self, fields: M) -> Result<(), M::Error>;
}

impl<'a> Target<'a> for Value<'a> {
    fn set(&mut self, value: Value<'a>) {
        *self = value;
    }

    fn read<M: MapAccess<'a>>(&mut self, fields: M) -> Result<(), M::Error> {
        *self = Self::Other;
        IgnoredAny.visit_map(fields).map(drop)
    }
}

/// An object, if it is one.
impl<'a, T: Target<'a> + Default> Target<'a> for Option<Box<T>> {
    fn set(&mut self, _: Value<'a>) {
        *self = None;
    }

    fn read<M: MapAccess<'a>>(&mut self, fields: M) -> Result<(), M::Error> {
        self.insert(Box::default()).read(fields)
    }
}

/// Declares objects by their fields that matter, each with its type and its name in JSON. Of any other value than an
/// object, all fields are as by default.
macro_rules! objects {
    ($($object:ident { $($field:ident: $type:ty = $name:literal),+ $(,)? })+) => {$(
        #[derive(Default)]
        pub(super) struct $object<'a> { $($field: $type,)+ }

        impl<'a> Target<'a> for $object<'a> {
            fn set(&mut self, _: Value<'a>) {
                *self = Self::default();
            }

            fn read<M: MapAccess<'a>>(&mut self, mut fields: M) -> Result<(), M::Error> {
                *self = Self::default();
                while let Some(Text(name)) = fields.next_key()? {
                    match &*name {
                        $($name => fields.next_value_seed(ReadInto(&mut self.$field))?,)+
                        _ => drop(fields.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(())
            }
        }
    )+};
}
pub(super) use objects;

/// Reads a value into its place. (Returning it would copy every object several times, which takes WebAssembly half as
/// long again.)
pub(super) struct ReadInto<'r, T>(pub &'r mut T);

impl<'a, T: Target<'a>> DeserializeSeed<'a> for ReadInto<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a, T: Target<'a>> Visitor<'a> for ReadInto<'_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.set(Value::Nothing);
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.set(Value::Boolean(value));
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.0.set(Value::Other);
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.0.set(Value::Other);
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.0.set(Value::Other);
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<(), E> {
        self.0.set(Value::Text(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(Value::Text(Cow::Owned(text.to_owned())));
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'a>>(self, items: S) -> Result<(), S::Error> {
        self.0.set(Value::Other);
        IgnoredAny.visit_seq(items).map(drop)
    }

    fn visit_map<M: MapAccess<'a>>(self, fields: M) -> Result<(), M::Error> {
        self.0.read(fields)
    }
}

/// A text, borrowed where it has no escapes. (A `Cow` that serde reads by itself is always owned.)
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);
