use std::fmt;

use thiserror::Error;

use super::MOST_RECORD_BYTES;

/// Why an export could not be read further.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ExportError {
    /// How many bytes of the export come before the fault.
    pub byte: u64,
    /// How many whole records come before it.
    pub records_read: u64,
    /// What is wrong there.
    pub problem: ExportProblem,
}

/// What is wrong with an export.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExportProblem {
    /// It ends in the middle of a record or of a list.
    #[error("expected more, got the end of the text: was all of it saved?")]
    EndsTooEarly,
    /// A record is not JSON.
    #[error("expected JSON, got text that is none")]
    NotJson,
    /// Bytes are not UTF-8.
    #[error("expected UTF-8, got other bytes: save the output as UTF-8")]
    NotUtf8,
    /// Something else stands where a record or a list should begin.
    #[error(
        "expected a workflow, as `temporal workflow list` or `temporal workflow describe` prints it with `-o json` \
         or `-o jsonl`, got other text"
    )]
    NotAWorkflow,
    /// What another command prints stands where a record or a list should begin.
    #[error(
        "expected a workflow, as `temporal workflow list` or `temporal workflow describe` prints it with `-o json` \
         or `-o jsonl`, got {0}"
    )]
    OtherOutput(&'static str),
    /// It is a page of a list, and others follow.
    #[error(
        "expected every page of the list, got one with a nextPageToken: more workflows follow; ask for the next page with \
         it, and add that"
    )]
    MorePages,
    /// A record is longer than [`MOST_RECORD_BYTES`].
    #[error("expected a workflow of at most {MOST_RECORD_BYTES} bytes, got a longer one")]
    RecordTooLong,
    /// A record lacks what is needed of it.
    #[error("{}{path}: expected {expected}, got {got}", workflow(workflow_id.as_deref()))]
    Field {
        /// The workflow, where the record names it.
        workflow_id: Option<String>,
        /// The path into the record, such as `type.name`.
        path: &'static str,
        /// What should stand there.
        expected: &'static str,
        /// What stands there.
        got: String,
    },
}

fn workflow(id: Option<&str>) -> String {
    id.map_or_else(String::new, |id| format!("workflow '{id}': "))
}

impl fmt::Display for ExportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { byte, records_read, problem } = self;
        let workflows = if *records_read == 1 { "workflow" } else { "workflows" };
        write!(formatter, "byte {byte}, after {records_read} whole {workflows}: {problem}")
    }
}
