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

/// The fields of an object that matter.
pub(super) trait Fields<'a>: Default {
    /// Reads the value of a field. Of a field that stands twice, the last value counts.
    fn read<M: MapAccess<'a>>(&mut self, name: &str, values: &mut M) -> Result<(), M::Error>;
}

impl<'a, T: Fields<'a>> Fields<'a> for Box<T> {
    fn read<M: MapAccess<'a>>(&mut self, name: &str, values: &mut M) -> Result<(), M::Error> {
        T::read(self, name, values)
    }
}

/// Declares objects by their fields, each with its type and its name in JSON.
macro_rules! objects {
    ($($object:ident { $($field:ident: $type:ty = $name:literal),+ $(,)? })+) => {$(
        #[derive(Default)]
        pub(super) struct $object<'a> { $($field: $type,)+ }

        impl<'a> $crate::interop::workflow_export::json::Fields<'a> for $object<'a> {
            fn read<M: serde::de::MapAccess<'a>>(
                &mut self,
                name: &str,
                values: &mut M,
            ) -> Result<(), M::Error> {
                use $crate::interop::workflow_export::json::Into;
                match name {
                    $($name => values.next_value_seed(Into(&mut self.$field)),)+
                    _ => values.next_value::<serde::de::IgnoredAny>().map(drop),
                }
            }
        }
    )+};
}
pub(super) use objects;

/// What a value is read into.
pub(super) trait Target<'a> {
    fn set(&mut self, value: Value<'a>);
    fn read<M: MapAccess<'a>>(&mut self, values: M) -> Result<(), M::Error>;
}

impl<'a> Target<'a> for Value<'a> {
    fn set(&mut self, value: Value<'a>) {
        *self = value;
    }

    fn read<M: MapAccess<'a>>(&mut self, values: M) -> Result<(), M::Error> {
        *self = Self::Other;
        IgnoredAny.visit_map(values).map(drop)
    }
}

/// An object, or nothing where another value stands.
impl<'a, T: Fields<'a>> Target<'a> for Option<T> {
    fn set(&mut self, _: Value<'a>) {
        *self = None;
    }

    fn read<M: MapAccess<'a>>(&mut self, mut values: M) -> Result<(), M::Error> {
        let fields = self.insert(T::default());
        while let Some(Text(name)) = values.next_key()? {
            fields.read(&name, &mut values)?;
        }
        Ok(())
    }
}

/// Reads a value to where it is kept, since moving it there takes half as long as reading it.
pub(super) struct Into<'r, T>(pub &'r mut T);

impl<'a, T: Target<'a>> DeserializeSeed<'a> for Into<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a, T: Target<'a>> Visitor<'a> for Into<'_, T> {
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

    fn visit_map<M: MapAccess<'a>>(self, values: M) -> Result<(), M::Error> {
        self.0.read(values)
    }
}

/// A text, borrowed where it has no escapes. (A `Cow` that serde reads by itself is always owned.)
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);
