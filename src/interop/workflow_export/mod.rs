//! Workflows as `temporal workflow list` and `temporal workflow describe` print them with `-o json` or
//! `-o jsonl`, read piece by piece: an export of any size takes no more memory than its largest record.
//!
//! Source: outputs of CLI 1.9.1 with server 1.32.0, in `tests/interop/samples`.

mod build_ids;
mod error;
mod fields;
mod record;
mod shapes;

use std::mem::take;

use super::json_scanner::{Fault, Scanner};
use build_ids::KnownTexts;
use fields::Texts;
use record::hand_over;
use shapes::Shapes;

pub use error::{ExportError, ExportProblem};
pub use record::WorkflowRecord;

/// The most bytes of a record. Longer ones are refused, so that no text can exhaust the memory.
pub const MOST_RECORD_BYTES: usize = 16 << 20;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads the workflows of an export from its pieces, wherever it is cut.
///
/// It takes lists (arrays), records one after the other (JSONL, or as many of `describe` as there are), and
/// any sequence of these.
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
    text: String,
    /// The start of a character that was cut in two.
    cut: Vec<u8>,
    /// How long the text must be before it is looked at again. A record that is not whole is read from its
    /// start each time, so that the tries must become rare as it grows.
    look_at: usize,
    place: Place,
    bytes_read: u64,
    records_read: u64,
    shapes: Shapes,
    known: KnownTexts,
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
        let is_text = self.append(piece);
        if self.text.len() >= self.look_at || is_text.is_err() {
            self.read(Rest::MayCome, each)?;
        }
        is_text.map_err(|problem| self.fail(self.text.len(), problem))
    }

    /// Says that the export ends here. Another may follow, whose places are counted from its own start.
    ///
    /// # Errors
    /// When it ends too early, or as [`Self::write`].
    pub fn end(&mut self, each: &mut dyn FnMut(&WorkflowRecord<'_>)) -> Result<(), ExportError> {
        self.check()?;
        self.read(Rest::HasCome, each)?;
        if self.place != Place::Outside || !self.cut.is_empty() {
            return Err(self.fail(self.text.len(), ExportProblem::EndsTooEarly));
        }
        self.bytes_read = 0;
        self.records_read = 0;
        Ok(())
    }

    fn check(&self) -> Result<(), ExportError> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    fn fail(&mut self, at: usize, problem: ExportProblem) -> ExportError {
        let byte = self.bytes_read + at as u64;
        let error = ExportError { byte, records_read: self.records_read, problem };
        self.failed = Some(error.clone());
        error
    }

    /// Appends what is text of a piece. The start of a character at its end is kept for the next piece.
    fn append(&mut self, mut piece: &[u8]) -> Result<(), ExportProblem> {
        while !self.cut.is_empty() {
            let Some((first, rest)) = piece.split_first() else { return Ok(()) };
            let mut character = take(&mut self.cut);
            character.push(*first);
            piece = rest;
            self.append_whole(&character)?;
        }
        self.append_whole(piece)
    }

    fn append_whole(&mut self, bytes: &[u8]) -> Result<(), ExportProblem> {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => {
                self.text.push_str(text);
                return Ok(());
            }
            Err(error) => error,
        };
        let (text, rest) = bytes.split_at(error.valid_up_to());
        self.text.push_str(std::str::from_utf8(text).unwrap_or_default());
        if error.error_len().is_some() {
            return Err(ExportProblem::NotUtf8);
        }
        self.cut.extend_from_slice(rest);
        Ok(())
    }

    /// Reads the records that are whole.
    fn read(
        &mut self,
        rest: Rest,
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<(), ExportError> {
        let text = take(&mut self.text);
        let mut scanner = Scanner::new(&text);
        let mut read = 0;
        // Windows' shells put a byte order mark in front of what they write to a file.
        if self.bytes_read == 0 && text.starts_with(BYTE_ORDER_MARK) {
            scanner.advance(BYTE_ORDER_MARK.len());
        }
        let result = loop {
            match self.step(&mut scanner, each) {
                Ok(Step::Done) => read = scanner.place(),
                Ok(Step::NothingLeft) => {
                    read = text.len();
                    break Ok(());
                }
                Err(ExportProblem::EndsTooEarly)
                    if rest == Rest::MayCome && text.len() - read <= MOST_RECORD_BYTES =>
                {
                    break Ok(());
                }
                Err(ExportProblem::EndsTooEarly) if rest == Rest::MayCome => {
                    break Err((read, ExportProblem::RecordTooLong));
                }
                Err(problem) => break Err((scanner.place(), problem)),
            }
        };
        if let Err((at, problem)) = result {
            return Err(self.fail(at, problem));
        }
        self.bytes_read += read as u64;
        self.text = text;
        self.text.drain(..read);
        self.look_at = (self.text.len() * 2).min(MOST_RECORD_BYTES + 1);
        Ok(())
    }

    fn step(
        &mut self,
        scanner: &mut Scanner<'_>,
        each: &mut dyn FnMut(&WorkflowRecord<'_>),
    ) -> Result<Step, ExportProblem> {
        let Some(next) = scanner.first_after_blanks() else { return Ok(Step::NothingLeft) };
        self.place = match (self.place, next) {
            (Place::AfterRecord, b',') => {
                scanner.advance(1);
                Place::AfterComma
            }
            (Place::ListStart | Place::AfterRecord, b']') => {
                scanner.advance(1);
                Place::Outside
            }
            (Place::AfterRecord, _) => return Err(ExportProblem::NotJson),
            (Place::Outside, b'[') => {
                scanner.advance(1);
                Place::ListStart
            }
            (place, b'{') => {
                let start = scanner.place();
                let fields = self.shapes.read(scanner)?;
                if scanner.place() - start > MOST_RECORD_BYTES {
                    return Err(ExportProblem::RecordTooLong);
                }
                let texts = Texts::of(&fields);
                hand_over(&fields, &texts, &mut self.known, each)
                    .map_err(|name| fields.problem(name, &texts))?;
                self.records_read += 1;
                if place == Place::Outside { place } else { Place::AfterRecord }
            }
            _ => return Err(ExportProblem::NotAWorkflow),
        };
        Ok(Step::Done)
    }
}

enum Step {
    /// A record, or what stands between records, was read.
    Done,
    /// There is no text left.
    NothingLeft,
}

impl From<Fault> for ExportProblem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::EndsTooEarly => Self::EndsTooEarly,
            Fault::NotJson => Self::NotJson,
            Fault::TooDeep => Self::TooDeep,
        }
    }
}
