//! A value of either source.

use std::borrow::Cow;

#[cfg(target_arch = "wasm32")]
use super::js;
use super::json;
use super::reader::{Error, Source};

/// A value of either source, so that the code that reads a type is compiled once and not once for each source.
pub enum Place<'a> {
    /// In a JSON text.
    Json(json::Place<'a>),
    /// In JavaScript.
    #[cfg(target_arch = "wasm32")]
    Js(js::Place),
}

/// Calls a method of whichever source it is.
macro_rules! either {
    ($self:ident.$($call:tt)*) => {
        match $self {
            Self::Json(place) => place.$($call)*,
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.$($call)*,
        }
    };
}

/// Calls a method of whichever source it is, and gives the place in the answer the type for both.
macro_rules! either_place {
    ($self:ident.$($call:tt)*) => {
        match $self {
            Self::Json(place) => place.$($call)*.map(Self::Json),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => place.$($call)*.map(Self::Js),
        }
    };
}

impl Source for Place<'_> {
    #[inline(never)]
    fn absent(&self) -> &'static str {
        either!(self.absent())
    }

    #[inline(never)]
    fn is_absent(&self) -> bool {
        either!(self.is_absent())
    }

    #[inline(never)]
    fn kind(&self) -> Cow<'static, str> {
        either!(self.kind())
    }

    #[inline(never)]
    fn text(&self) -> Result<Option<Cow<'_, str>>, Error> {
        either!(self.text())
    }

    #[inline(never)]
    fn number(&self) -> Option<f64> {
        either!(self.number())
    }

    #[inline(never)]
    fn boolean(&self) -> Option<bool> {
        either!(self.boolean())
    }

    #[inline(never)]
    fn length(&self) -> Result<Option<usize>, Error> {
        either!(self.length())
    }

    #[inline(never)]
    fn item(&self, place: usize) -> Result<Self, Error> {
        either_place!(self.item(place))
    }

    #[inline(never)]
    fn is_object(&self) -> Result<bool, Error> {
        either!(self.is_object())
    }

    #[inline(never)]
    fn field(&self, name: &'static str) -> Result<Self, Error> {
        either_place!(self.field(name))
    }

    #[inline(never)]
    fn check_fields(&self, known: &[&'static str], present: usize) -> Result<(), Error> {
        either!(self.check_fields(known, present))
    }

    #[inline(never)]
    fn entries(&self) -> Result<Vec<(String, Self)>, Error> {
        Ok(match self {
            Self::Json(place) => of_both(place.entries()?, Self::Json),
            #[cfg(target_arch = "wasm32")]
            Self::Js(place) => of_both(place.entries()?, Self::Js),
        })
    }

    #[inline(never)]
    fn is_unversioned_build_id(&self) -> bool {
        either!(self.is_unversioned_build_id())
    }
}

fn of_both<A, B>(entries: Vec<(String, A)>, of_both: impl Fn(A) -> B) -> Vec<(String, B)> {
    entries.into_iter().map(|(name, value)| (name, of_both(value))).collect()
}
