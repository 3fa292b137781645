//! Workflows as `temporal workflow list` and `temporal workflow describe` print them with `-o json` or
//! `-o jsonl`, and as the API and SDKs list them, read piece by piece: an export of any size takes no more memory than
//! its largest record or page.
//!
//! Source: outputs of CLI 1.9.1 and the HTTP API with server 1.32.0, in `tests/interop/samples`.

mod build_ids;
mod error;
mod record;

use std::mem::take;
use std::str::Utf8Error;

use export_json::Record;

use super::other_output;

use build_ids::KnownAttributes;
use record::hand_over;

pub use error::{ExportError, ExportProblem};
pub use record::WorkflowRecord;

/// The most bytes of a record. Longer ones are refused, so that no text can exhaust the memory.
pub const MOST_RECORD_BYTES: usize = 16 << 20;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads the workflows of an export from its pieces, wherever it is cut.
///
/// It takes lists (arrays), records one after the other (JSONL, or as many of `describe` as there are), pages of the
/// API (`{"executions":[…],"nextPageToken":"…"}`), and any sequence of these.
///
/// ```
/// use worker_versioning::interop::{WorkflowExport, WorkflowRecord};
///
/// let mut export = WorkflowExport::default();
/// let mut found = Vec::new();
/// let mut note = |workflow: &WorkflowRecord<'_>| found.push(workflow.workflow_id.to_owned());
/// for piece in [
///     r#"[{"execution":{"workflowId":"order-1"},"type":{"name":"Order"},"sta"#,
///     r#"tus":"WORKFLOW_EXECUTION_STATUS_RUNNING","taskQueue":"orders"}]"#,
/// ] {
///     export.write(piece.as_bytes(), &mut note).unwrap();
/// }
/// export.end(&mut note).unwrap();
/// assert_eq!(found, ["order-1"]);
/// ```
#[derive(Debug, Default)]
pub struct WorkflowExport {
    /// What has come and was not read.
    unread: Vec<u8>,
    /// How long it must be before it is read again. A record that is not whole is read from its start each time, so
    /// that the tries must become rare as it grows.
    read_at: usize,
    place: Place,
    bytes_read: u64,
    records_read: u64,
    /// The last page that was read says that others follow.
    has_next_page: bool,
    known_attributes: KnownAttributes,
    failed: Option<ExportError>,
}

/// What may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    /// A list or a record.
    #[default]
    Outside,
    /// The first record of a list, or its end.
    ListStart,
    /// A comma or the end of the list.
    AfterRecord,
    /// The next record of the list.
    AfterComma,
}

/// Whether more of the text may come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    MayCome,
    HasCome,
}

impl WorkflowExport {
    /// Takes the next piece, and hands over each record that is whole. (It may wait for more pieces before it
    /// does.)
    ///
    /// # Errors
    /// When the text is not such an export, from the first fault on. The records before it have been handed
    /// over. Every later call fails with the same error.
    pub fn write(
        &mut self,
        piece: &[u8],
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<(), ExportError> {
        self.check()?;
        self.unread.extend_from_slice(piece);
        if self.unread.len() < self.read_at {
            return Ok(());
        }
        self.read(Rest::MayCome, each)
    }

    /// Says that the export ends here. Another may follow, whose places are counted from its own start.
    ///
    /// # Errors
    /// When it ends too early, or as [`Self::write`].
    pub fn end(&mut self, each: &mut dyn FnMut(&WorkflowRecord<'_>)) -> Result<(), ExportError> {
        self.check()?;
        self.read(Rest::HasCome, each)?;
        self.bytes_read = 0;
        self.records_read = 0;
        Ok(())
    }

    fn check(&self) -> Result<(), ExportError> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    fn fail(&mut self, Fault { at, problem }: Fault) -> ExportError {
        let byte = self.bytes_read + at as u64;
        let error = ExportError { byte, records_read: self.records_read, problem };
        self.failed = Some(error.clone());
        error
    }

    /// Reads the records that are whole.
    fn read(
        &mut self,
        rest: Rest,
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<(), ExportError> {
        let bytes = take(&mut self.unread);
        let (text, utf8_error) = valid_text(&bytes);
        // Windows' shells put a byte order mark in front of what they write to a file.
        let has_mark = self.bytes_read == 0 && text.starts_with(BYTE_ORDER_MARK);
        let mut read = if has_mark { BYTE_ORDER_MARK.len() } else { 0 };
        loop {
            read = text.len() - text[read..].trim_start_matches([' ', '\n', '\r', '\t']).len();
            match self.step(text, read, each) {
                Ok(Some(end)) => read = end,
                Ok(None) => break,
                Err(fault) => return Err(self.fail(fault)),
            }
        }
        let unread = bytes.len() - read;
        let (at, problem) = match rest {
            _ if utf8_error.is_some_and(|error| error.error_len().is_some()) => {
                (text.len(), ExportProblem::NotUtf8)
            }
            Rest::HasCome if unread > 0 || self.place != Place::Outside => {
                (text.len(), ExportProblem::EndsTooEarly)
            }
            Rest::HasCome if self.has_next_page => (text.len(), ExportProblem::MorePages),
            Rest::MayCome if unread > MOST_RECORD_BYTES => (read, ExportProblem::RecordTooLong),
            _ => {
                self.unread = bytes;
                self.unread.drain(..read);
                self.read_at = (unread * 2).min(MOST_RECORD_BYTES + 1);
                self.bytes_read += read as u64;
                return Ok(());
            }
        };
        Err(self.fail(Fault { at, problem }))
    }

    /// Reads the record at a place, or what stands there between two. Returns where it ends; nothing if the text ends
    /// before.
    fn step(
        &mut self,
        text: &str,
        at: usize,
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<Option<usize>, Fault> {
        let Some(first) = text.as_bytes().get(at) else { return Ok(None) };
        let (end, place) = match (self.place, first) {
            (Place::Outside, b'[') => (Some(at + 1), Place::ListStart),
            (Place::ListStart | Place::AfterRecord, b']') => (Some(at + 1), Place::Outside),
            (Place::AfterRecord, b',') => (Some(at + 1), Place::AfterComma),
            (Place::AfterRecord, _) => return Err(Fault { at, problem: ExportProblem::NotJson }),
            (Place::Outside, b'{') => (self.record(text, at, each)?, Place::Outside),
            (_, b'{') => (self.record(text, at, each)?, Place::AfterRecord),
            _ => {
                let other = other_output::in_export(&text[at..]);
                let problem = other.map_or(ExportProblem::NotAWorkflow, ExportProblem::OtherOutput);
                return Err(Fault { at, problem });
            }
        };
        if end.is_some() {
            self.place = place;
        }
        Ok(end)
    }

    /// Reads the record at a place and hands it over. Returns where it ends; nothing if the text ends before.
    fn record(
        &mut self,
        text: &str,
        at: usize,
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<Option<usize>, Fault> {
        let mut record = Record::default();
        let end = match record.read(&text[at..]) {
            Ok(length) => at + length,
            Err(error) => return fault(text, at, &error).map_or(Ok(None), Err),
        };
        if end - at > MOST_RECORD_BYTES {
            return Err(Fault { at, problem: ExportProblem::RecordTooLong });
        }
        self.has_next_page = record.has_next_page();
        if record.is_empty() && self.place == Place::Outside {
            return Ok(Some(end));
        }
        let mut each = |workflow: &WorkflowRecord<'_>| {
            self.records_read += 1;
            each(workflow);
        };
        let read = hand_over(&record, &mut self.known_attributes, &mut each);
        match read.map_err(|problem| (other_output::in_export(&text[at..end]), problem)) {
            Ok(()) => Ok(Some(end)),
            Err((None, problem)) => Err(Fault { at: end, problem }),
            Err((Some(other), _)) => Err(Fault { at, problem: ExportProblem::OtherOutput(other) }),
        }
    }
}

/// What is wrong at a place of a text.
struct Fault {
    at: usize,
    problem: ExportProblem,
}

/// The text that bytes begin with, and what is wrong with the byte after it.
fn valid_text(bytes: &[u8]) -> (&str, Option<Utf8Error>) {
    match str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let text = str::from_utf8(&bytes[..error.valid_up_to()]);
            (text.unwrap_or_default(), Some(error))
        }
    }
}

/// Where a record that begins at a place is no JSON; nothing if only its end is missing.
fn fault(text: &str, at: usize, error: &serde_json::Error) -> Option<Fault> {
    let lines = text[at..].split_inclusive('\n').take(error.line().saturating_sub(1));
    let read = at + lines.map(str::len).sum::<usize>() + error.column();
    // The error of a number that is cut is that of one that is wrong.
    let ends_in_number =
        text.ends_with(|last| matches!(last, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'));
    let is_cut = error.is_eof() || (read == text.len() && ends_in_number);
    (!is_cut).then_some(Fault { at: read.saturating_sub(1), problem: ExportProblem::NotJson })
}
