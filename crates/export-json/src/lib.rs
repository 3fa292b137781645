//! The JSON of a workflow in an export, read in place: the values of the fields that matter, and of the others nothing.
//!
//! This is a crate of its own because it is compiled for speed, and everything else for size.

use std::borrow::Cow;
use std::fmt;
use std::ops::Index;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What matters of a record: each object before the fields in it.
#[derive(Clone, Copy, PartialEq)]
pub enum Field {
    /// The record itself.
    Whole,
    /// `execution`
    Execution,
    /// `execution.workflowId`
    WorkflowId,
    /// `execution.runId`
    RunId,
    /// `type`
    Type,
    /// `type.name`
    TypeName,
    /// `status`
    Status,
    /// `taskQueue`
    TaskQueue,
    /// `parentExecution`
    ParentExecution,
    /// `parentExecution.workflowId`
    ParentWorkflowId,
    /// `searchAttributes`
    SearchAttributes,
    /// `searchAttributes.indexedFields`
    IndexedFields,
    /// A payload, or the list itself where the payloads are decoded.
    BuildIds,
    /// The data of that payload, as base64.
    BuildIdsData,
    /// The version of a worker deployment: a payload, or the text itself where the payloads are decoded.
    DeploymentVersion,
    /// The data of that payload, as base64.
    DeploymentVersionData,
    /// The behavior of the workflow, likewise.
    Behavior,
    /// The data of that payload, as base64.
    BehaviorData,
    /// Any other search attribute that only a run of a worker deployment has.
    DeploymentAttribute,
    /// What `describe` says only of a run of a worker deployment.
    Deployment,
    /// What `describe` says only of a run that assignment rules route.
    AssignedBuildId,
    /// Only `describe` prints it: `{"buildId":"1.0","useVersioning":true}`, for an unversioned worker without the flag.
    LatestStamp,
    /// The build ID in it.
    LatestBuildId,
    /// The flag in it.
    LatestUseVersioning,
    /// `describe` prints all of these in it.
    Info,
    /// The records of a page, as the API answers.
    Executions,
    /// What asks for the next page.
    NextPageToken,
}

impl Field {
    const COUNT: usize = Self::NextPageToken as usize + 1;

    /// The field of this name in the object of this one. The CLI and the API spell names in camelCase; SDKs, and the CLI
    /// of 2023, also in `snake_case`.
    fn inside(self, name: &str) -> Option<Self> {
        Some(match (self, name) {
            (Self::Whole, "execution") => Self::Execution,
            (Self::Execution | Self::ParentExecution, "workflowId" | "workflow_id") => match self {
                Self::Execution => Self::WorkflowId,
                _ => Self::ParentWorkflowId,
            },
            (Self::Execution, "runId" | "run_id") => Self::RunId,
            (Self::Whole, "type") => Self::Type,
            (Self::Type, "name") => Self::TypeName,
            (Self::Whole, "status") => Self::Status,
            (Self::Whole, "taskQueue" | "task_queue") => Self::TaskQueue,
            (Self::Whole, "parentExecution" | "parent_execution") => Self::ParentExecution,
            (Self::Whole, "searchAttributes" | "search_attributes") => Self::SearchAttributes,
            (Self::SearchAttributes, "indexedFields" | "indexed_fields") => Self::IndexedFields,
            (Self::SearchAttributes | Self::IndexedFields, "BuildIds") => Self::BuildIds,
            (Self::SearchAttributes | Self::IndexedFields, "TemporalWorkerDeploymentVersion") => {
                Self::DeploymentVersion
            }
            (
                Self::SearchAttributes | Self::IndexedFields,
                "TemporalWorkflowVersioningBehavior",
            ) => Self::Behavior,
            (
                Self::SearchAttributes | Self::IndexedFields,
                "TemporalWorkerDeployment" | "TemporalUsedWorkerDeploymentVersions",
            ) => Self::DeploymentAttribute,
            (Self::BuildIds, "data") => Self::BuildIdsData,
            (Self::DeploymentVersion, "data") => Self::DeploymentVersionData,
            (Self::Behavior, "data") => Self::BehaviorData,
            (
                Self::Whole,
                "versioningInfo"
                | "versioning_info"
                | "workerDeploymentName"
                | "worker_deployment_name",
            ) => Self::Deployment,
            (Self::Whole, "assignedBuildId" | "assigned_build_id") => Self::AssignedBuildId,
            (Self::Whole, "mostRecentWorkerVersionStamp" | "most_recent_worker_version_stamp") => {
                Self::LatestStamp
            }
            (Self::LatestStamp, "buildId" | "build_id") => Self::LatestBuildId,
            (Self::LatestStamp, "useVersioning" | "use_versioning") => Self::LatestUseVersioning,
            (Self::Whole, "workflowExecutionInfo" | "workflow_execution_info") => Self::Info,
            (Self::Whole, "executions") => Self::Executions,
            (Self::Whole, "nextPageToken" | "next_page_token") => Self::NextPageToken,
            _ => return None,
        })
    }

    /// Whether several names stand for it: a null under one of them says nothing of the others.
    const fn has_several_names(self) -> bool {
        matches!(self, Self::DeploymentAttribute | Self::Deployment)
    }

    /// The last of the fields inside.
    const fn last_inside(self) -> Self {
        match self {
            Self::Whole => Self::NextPageToken,
            Self::Execution => Self::RunId,
            Self::Type => Self::TypeName,
            Self::ParentExecution => Self::ParentWorkflowId,
            Self::SearchAttributes | Self::IndexedFields => Self::DeploymentAttribute,
            Self::BuildIds => Self::BuildIdsData,
            Self::DeploymentVersion => Self::DeploymentVersionData,
            Self::Behavior => Self::BehaviorData,
            Self::LatestStamp => Self::LatestUseVersioning,
            value => value,
        }
    }
}

/// The value of a field. One of a kind that nobody expects is no fault: the field may stand again.
#[derive(Default)]
pub enum Value<'a> {
    /// `null`, or the field is not there.
    #[default]
    Nothing,
    /// A text.
    Text(Cow<'a, str>),
    /// `true` or `false`
    Boolean(bool),
    /// A whole number, not negative.
    Number(u64),
    /// An object. What matters in it has places of its own.
    Object,
    /// Of [`Field::Info`].
    Record(Box<Record<'a>>),
    /// Of [`Field::Executions`].
    Records(Vec<Record<'a>>),
    /// Any other value.
    Other,
}

impl Value<'_> {
    /// The text, if it is one that is not empty.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// Whether it is there, and not the empty text, which stands for nothing in the API.
    #[must_use]
    pub fn is_there(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Text(text) => !text.is_empty(),
            _ => true,
        }
    }

    /// As much of it as fits into a message.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Nothing => "nothing".to_owned(),
            Self::Text(text) => format!("'{}'", text.chars().take(60).collect::<String>()),
            Self::Number(number) => number.to_string(),
            _ => "another value".to_owned(),
        }
    }
}

/// The values of a record.
#[derive(Default)]
pub struct Record<'a>([Value<'a>; Field::COUNT]);

impl<'a> Index<Field> for Record<'a> {
    type Output = Value<'a>;

    fn index(&self, field: Field) -> &Value<'a> {
        &self.0[field as usize]
    }
}

impl<'a> Record<'a> {
    /// Reads the record that a text begins with, into an empty one. Returns where it ends.
    ///
    /// # Errors
    /// Returns an error if the text does not begin with JSON, or ends too early.
    pub fn read(&mut self, text: &'a str) -> serde_json::Result<usize> {
        let mut json = serde_json::Deserializer::from_str(text);
        ReadInto(self, Field::Whole).deserialize(&mut json)?;
        Ok(json.into_iter::<IgnoredAny>().byte_offset())
    }

    /// Whether it is `{}`, which is what the API answers when it lists no workflow.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self[Field::Whole], Value::Nothing)
    }

    /// Whether it is a page of a list, after which others follow.
    #[must_use]
    pub fn has_next_page(&self) -> bool {
        self[Field::NextPageToken].is_there()
    }

    /// Notes the value of a field. Of one that stands twice, the last value counts, with what is inside.
    fn set(&mut self, field: Field, value: Value<'a>) {
        let (first, last) = (field as usize, field.last_inside() as usize);
        self.0[first..=last].fill_with(Value::default);
        self.0[first] = value;
    }
}

/// Reads a field into its place. (Returning a record would copy it several times, which takes WebAssembly half as long
/// again.)
struct ReadInto<'r, 'a>(&'r mut Record<'a>, Field);

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
        if !self.1.has_several_names() {
            self.0.set(self.1, Value::Nothing);
        }
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.set(self.1, Value::Boolean(value));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.0.set(self.1, Value::Number(number));
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

    fn visit_seq<S: SeqAccess<'a>>(self, mut items: S) -> Result<(), S::Error> {
        let Self(record, field) = self;
        let value = match field {
            Field::Executions => Value::Records(records(&mut items)?),
            Field::BuildIds => texts(&mut items)?,
            _ => Value::Other,
        };
        record.set(field, value);
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
        let mut is_empty = true;
        while let Some(Text(name)) = fields.next_key()? {
            is_empty = false;
            match object.inside(&name) {
                Some(field) => fields.next_value_seed(ReadInto(record, field))?,
                None => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        if is_empty && object == Field::Whole {
            record.set(object, Value::Nothing);
        }
        Ok(())
    }
}

fn records<'a, S: SeqAccess<'a>>(items: &mut S) -> Result<Vec<Record<'a>>, S::Error> {
    let mut records = Vec::new();
    loop {
        let mut record = Record::default();
        let Some(()) = items.next_element_seed(ReadInto(&mut record, Field::Whole))? else {
            return Ok(records);
        };
        records.push(record);
    }
}

/// A list of texts as JSON, as it is in a payload.
fn texts<'a, S: SeqAccess<'a>>(items: &mut S) -> Result<Value<'a>, S::Error> {
    let mut texts = Vec::new();
    loop {
        let mut item = Record::default();
        match items.next_element_seed(ReadInto(&mut item, Field::BuildIdsData))? {
            Some(()) => match &item[Field::BuildIdsData] {
                Value::Text(text) => texts.push(text.clone()),
                _ => return Ok(Value::Other),
            },
            None => break,
        }
    }
    Ok(serde_json::to_string(&texts).map_or(Value::Other, |list| Value::Text(list.into())))
}

/// A text, borrowed where it has no escapes. (A `Cow` that serde reads by itself is always owned.)
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
