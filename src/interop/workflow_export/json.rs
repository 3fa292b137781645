//! The JSON of a record, read in place: the values of the fields that matter, and of the others nothing.

use std::borrow::Cow;
use std::fmt;
use std::ops::Index;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What matters of a record: each object before the fields in it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Field {
    Whole,
    Execution,
    WorkflowId,
    RunId,
    Type,
    TypeName,
    Status,
    TaskQueue,
    ParentExecution,
    ParentWorkflowId,
    SearchAttributes,
    IndexedFields,
    BuildIds,
    BuildIdsData,
    /// Only `describe` prints it: `{"buildId":"1.0","useVersioning":true}`, for an unversioned worker without the flag.
    LatestStamp,
    LatestBuildId,
    LatestUseVersioning,
    /// `describe` prints all of these in it.
    Info,
}

impl Field {
    const COUNT: usize = Self::Info as usize + 1;

    /// The field of this name in the object of this one.
    fn inside(self, name: &str) -> Option<Self> {
        Some(match (self, name) {
            (Self::Whole, "execution") => Self::Execution,
            (Self::Execution, "workflowId") => Self::WorkflowId,
            (Self::Execution, "runId") => Self::RunId,
            (Self::Whole, "type") => Self::Type,
            (Self::Type, "name") => Self::TypeName,
            (Self::Whole, "status") => Self::Status,
            (Self::Whole, "taskQueue") => Self::TaskQueue,
            (Self::Whole, "parentExecution") => Self::ParentExecution,
            (Self::ParentExecution, "workflowId") => Self::ParentWorkflowId,
            (Self::Whole, "searchAttributes") => Self::SearchAttributes,
            (Self::SearchAttributes, "indexedFields") => Self::IndexedFields,
            (Self::IndexedFields, "BuildIds") => Self::BuildIds,
            (Self::BuildIds, "data") => Self::BuildIdsData,
            (Self::Whole, "mostRecentWorkerVersionStamp") => Self::LatestStamp,
            (Self::LatestStamp, "buildId") => Self::LatestBuildId,
            (Self::LatestStamp, "useVersioning") => Self::LatestUseVersioning,
            (Self::Whole, "workflowExecutionInfo") => Self::Info,
            _ => return None,
        })
    }

    /// The last of the fields inside.
    const fn last_inside(self) -> Self {
        match self {
            Self::Whole => Self::Info,
            Self::Execution => Self::RunId,
            Self::Type => Self::TypeName,
            Self::ParentExecution => Self::ParentWorkflowId,
            Self::SearchAttributes | Self::IndexedFields | Self::BuildIds => Self::BuildIdsData,
            Self::LatestStamp => Self::LatestUseVersioning,
            value => value,
        }
    }
}

/// The value of a field. One of a kind that nobody expects is no fault: the field may stand again.
#[derive(Default)]
pub(super) enum Value<'a> {
    /// `null`, or the field is not there.
    #[default]
    Nothing,
    Text(Cow<'a, str>),
    Boolean(bool),
    Object,
    /// Of [`Field::Info`].
    Record(Box<Record<'a>>),
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
            _ => "another value".to_owned(),
        }
    }
}

/// The values of a record.
#[derive(Default)]
pub(super) struct Record<'a>([Value<'a>; Field::COUNT]);

impl<'a> Index<Field> for Record<'a> {
    type Output = Value<'a>;

    fn index(&self, field: Field) -> &Value<'a> {
        &self.0[field as usize]
    }
}

impl<'a> Record<'a> {
    /// Notes the value of a field. Of one that stands twice, the last value counts, with what is inside.
    fn set(&mut self, field: Field, value: Value<'a>) {
        let (first, last) = (field as usize, field.last_inside() as usize);
        self.0[first..=last].fill_with(Value::default);
        self.0[first] = value;
    }
}

/// Reads a field into its place. (Returning a record would copy it several times, which takes WebAssembly half as long
/// again.)
pub(super) struct ReadInto<'r, 'a>(pub &'r mut Record<'a>, pub Field);

impl<'a> DeserializeSeed<'a> for ReadInto<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for ReadInto<'_, 'a> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.set(self.1, Value::Nothing);
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.set(self.1, Value::Boolean(value));
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.0.set(self.1, Value::Other);
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.0.set(self.1, Value::Other);
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.0.set(self.1, Value::Other);
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<(), E> {
        self.0.set(self.1, Value::Text(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(self.1, Value::Text(Cow::Owned(text.to_owned())));
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'a>>(self, items: S) -> Result<(), S::Error> {
        self.0.set(self.1, Value::Other);
        IgnoredAny.visit_seq(items).map(drop)
    }

    fn visit_map<M: MapAccess<'a>>(self, mut fields: M) -> Result<(), M::Error> {
        let Self(record, object) = self;
        if object == Field::Info {
            let mut info = Box::default();
            ReadInto(&mut info, Field::Whole).visit_map(fields)?;
            record.set(object, Value::Record(info));
            return Ok(());
        }
        record.set(object, Value::Object);
        while let Some(Text(name)) = fields.next_key()? {
            match object.inside(&name) {
                Some(field) => fields.next_value_seed(ReadInto(record, field))?,
                None => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// A text, borrowed where it has no escapes. (A `Cow` that serde reads by itself is always owned.)
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
