//! The fields of a record that matter, found in one pass over its text. The rest is checked and not kept.

use std::borrow::Cow;
use std::ptr;

use super::ExportProblem;
use crate::interop::json_scanner::{Read, Scanner, Text, Token};

/// A field that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    WorkflowId,
    RunId,
    WorkflowType,
    Status,
    TaskQueue,
    ParentWorkflowId,
    BuildIds,
    Stamp,
    StampBuildId,
    UseVersioning,
}

const NAMES: usize = 10;

const ALL: [Name; NAMES] = [
    Name::WorkflowId,
    Name::RunId,
    Name::WorkflowType,
    Name::Status,
    Name::TaskQueue,
    Name::ParentWorkflowId,
    Name::BuildIds,
    Name::Stamp,
    Name::StampBuildId,
    Name::UseVersioning,
];

/// As many objects that are looked into can stand in each other, and the record itself.
const MOST_INSIDE: usize = 5;

impl Name {
    const fn path(self) -> &'static str {
        match self {
            Self::WorkflowId => "execution.workflowId",
            Self::RunId => "execution.runId",
            Self::WorkflowType => "type.name",
            Self::Status => "status",
            Self::TaskQueue => "taskQueue",
            Self::ParentWorkflowId => "parentExecution.workflowId",
            Self::BuildIds => "searchAttributes.indexedFields.BuildIds.data",
            Self::Stamp => "mostRecentWorkerVersionStamp",
            Self::StampBuildId => "mostRecentWorkerVersionStamp.buildId",
            Self::UseVersioning => "mostRecentWorkerVersionStamp.useVersioning",
        }
    }

    const fn expected(self) -> &'static str {
        match self {
            Self::Status => "a status such as 'WORKFLOW_EXECUTION_STATUS_RUNNING'",
            Self::BuildIds => "a list of worker versions as base64 of JSON",
            _ => "text that is not empty",
        }
    }
}

/// An object of a record.
#[derive(Clone, Copy)]
enum Place {
    /// The record itself.
    Record,
    /// What `describe` has a workflow in.
    Info,
    Execution,
    Type,
    ParentExecution,
    SearchAttributes,
    IndexedFields,
    BuildIds,
    Stamp,
}

/// What is to be done with the value of a field.
enum Use {
    LookInto(Place),
    Keep(Name),
    Skip,
}

fn use_of(place: Place, field: &str) -> Use {
    match place {
        Place::Record | Place::Info => match field {
            "execution" => Use::LookInto(Place::Execution),
            "type" => Use::LookInto(Place::Type),
            "status" => Use::Keep(Name::Status),
            "taskQueue" => Use::Keep(Name::TaskQueue),
            "parentExecution" => Use::LookInto(Place::ParentExecution),
            "searchAttributes" => Use::LookInto(Place::SearchAttributes),
            "mostRecentWorkerVersionStamp" => Use::LookInto(Place::Stamp),
            "workflowExecutionInfo" if matches!(place, Place::Record) => Use::LookInto(Place::Info),
            _ => Use::Skip,
        },
        Place::Execution => match field {
            "workflowId" => Use::Keep(Name::WorkflowId),
            "runId" => Use::Keep(Name::RunId),
            _ => Use::Skip,
        },
        Place::Type if field == "name" => Use::Keep(Name::WorkflowType),
        Place::ParentExecution if field == "workflowId" => Use::Keep(Name::ParentWorkflowId),
        Place::SearchAttributes if field == "indexedFields" => Use::LookInto(Place::IndexedFields),
        Place::IndexedFields if field == "BuildIds" => Use::LookInto(Place::BuildIds),
        Place::BuildIds if field == "data" => Use::Keep(Name::BuildIds),
        Place::Stamp => match field {
            "buildId" => Use::Keep(Name::StampBuildId),
            "useVersioning" => Use::Keep(Name::UseVersioning),
            _ => Use::Skip,
        },
        _ => Use::Skip,
    }
}

/// What stands in a field.
#[derive(Clone, Copy, Default)]
pub(super) enum Found<'a> {
    #[default]
    Nothing,
    Text(Text<'a>),
    True,
    Other,
}

/// The fields of a record that matter, as they were found.
#[derive(Default)]
pub(super) struct Fields<'a>([Found<'a>; NAMES]);

impl<'a> Fields<'a> {
    /// Reads a record. Of a field that stands twice, the last one counts.
    pub fn read(scanner: &mut Scanner<'a>) -> Read<Self> {
        let mut fields = Self::default();
        // The objects around the present one.
        let mut around = [Place::Record; MOST_INSIDE];
        let mut inside = 0_usize;
        let depth = scanner.depth();
        scanner.token()?;
        while scanner.depth() > depth {
            let Token::Field(field) = scanner.token()? else {
                // It is the end of an object, or of the record.
                inside = inside.saturating_sub(1);
                continue;
            };
            let place = around[inside];
            let depth = scanner.depth();
            let use_of_it = field.value().map_or(Use::Skip, |name| use_of(place, &name));
            let token = scanner.token()?;
            let is_object = matches!(token, Token::OpenObject);
            match use_of_it {
                Use::LookInto(inner) => {
                    fields.forget(inner);
                    if is_object {
                        fields.note(inner);
                        inside += 1;
                        around[inside] = inner;
                        continue;
                    }
                }
                Use::Keep(name) => fields.0[name as usize] = found(token),
                Use::Skip => {}
            }
            scanner.close(depth)?;
        }
        Ok(fields)
    }

    pub fn get(&self, name: Name) -> Found<'a> {
        self.0[name as usize]
    }

    /// Keeps the text of a field.
    pub const fn keep(&mut self, name: Name, text: Text<'a>) {
        self.0[name as usize] = Found::Text(text);
    }

    /// Whether all that was found are texts.
    pub fn are_texts(&self) -> bool {
        self.0.iter().all(|found| matches!(found, Found::Nothing | Found::Text(_)))
    }

    /// The field that a text of the record was kept for: this very text, not one that is written alike.
    pub fn name_of(&self, text: Text<'_>) -> Option<Name> {
        let is_it = |found: &Found<'_>| matches!(found, Found::Text(kept) if ptr::eq(kept.written(), text.written()));
        self.0.iter().position(is_it).map(|place| ALL[place])
    }

    /// Notes that an object is there, where that says something.
    fn note(&mut self, place: Place) {
        if let Place::Stamp = place {
            self.0[Name::Stamp as usize] = Found::Other;
        }
    }

    /// Forgets what was found in an object, since it stands there once more.
    fn forget(&mut self, place: Place) {
        let names: &[Name] = match place {
            Place::Record | Place::Info => {
                self.0 = [Found::Nothing; NAMES];
                &[]
            }
            Place::Execution => &[Name::WorkflowId, Name::RunId],
            Place::Type => &[Name::WorkflowType],
            Place::ParentExecution => &[Name::ParentWorkflowId],
            Place::SearchAttributes | Place::IndexedFields | Place::BuildIds => &[Name::BuildIds],
            Place::Stamp => &[Name::Stamp, Name::StampBuildId, Name::UseVersioning],
        };
        for name in names {
            self.0[*name as usize] = Found::Nothing;
        }
    }

    /// A field has not what is expected.
    pub fn problem(&self, name: Name, texts: &Texts<'_>) -> ExportProblem {
        let got = match self.get(name) {
            Found::Nothing => "nothing".to_owned(),
            Found::Text(text) => format!("'{}'", text.shown()),
            Found::True | Found::Other => "another value".to_owned(),
        };
        ExportProblem::Field {
            workflow_id: texts.get(Name::WorkflowId).map(ToOwned::to_owned),
            path: name.path(),
            expected: name.expected(),
            got,
        }
    }
}

/// The texts of a record's fields; empty where there is none. (Half of a surrogate pair is no text.)
pub(super) struct Texts<'a>([Cow<'a, str>; NAMES]);

impl<'a> Texts<'a> {
    pub fn of(fields: &Fields<'a>) -> Self {
        Self(fields.0.map(|found| match found {
            Found::Text(text) => text.value().unwrap_or_default(),
            _ => Cow::Borrowed(""),
        }))
    }

    /// The text of a field, if there is one that is not empty.
    pub fn get(&self, name: Name) -> Option<&str> {
        let text = &*self.0[name as usize];
        (!text.is_empty()).then_some(text)
    }
}

/// What begins with a token.
const fn found(token: Token<'_>) -> Found<'_> {
    match token {
        Token::Text(text) => Found::Text(text),
        Token::Boolean(true) => Found::True,
        Token::Null => Found::Nothing,
        _ => Found::Other,
    }
}
