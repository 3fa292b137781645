//! Most records of an export differ in nothing but their texts. Of a record in a shape that came before, what stands
//! between the texts is compared, and not read again: exports are read twice as fast.

use super::fields::{Fields, Name};
use crate::interop::json_scanner::{Read, Scanner, Token};

/// At most so many shapes are remembered, so that no export is slow for trying them.
const MOST_SHAPES: u32 = 32;

/// They are forgotten, and others learned, each time that so many records came in none of them.
const ROUND: u32 = 1024;

/// Longer records are not remembered.
const MOST_BYTES: usize = 4096;

/// The shapes of records that came before, as the branches of a tree.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    first: Vec<Piece>,
    /// How many records came in no known shape.
    unknown: u32,
}

/// What stands between two texts, with their quotes; or before the first text or after the last one.
#[derive(Debug)]
struct Piece {
    written: Box<[u8]>,
    /// What the text after it is, if that matters.
    name: Option<Name>,
    /// What may stand after that text; nothing after the end of a record.
    next: Vec<Piece>,
}

impl Shapes {
    /// Reads a record.
    pub fn read<'a>(&mut self, scanner: &mut Scanner<'a>) -> Read<Fields<'a>> {
        let start = scanner.place();
        if let Some(fields) = self.read_known(scanner) {
            return Ok(fields);
        }
        scanner.go_back(start);
        let fields = Fields::read(scanner)?;
        self.remember(scanner.read_since(start), &fields);
        Ok(fields)
    }

    /// Reads a record of a known shape. Any other is left to be read in full, and so is one with a fault.
    fn read_known<'a>(&self, scanner: &mut Scanner<'a>) -> Option<Fields<'a>> {
        let mut fields = Fields::default();
        let mut pieces = &self.first;
        loop {
            let piece = pieces.iter().find(|piece| scanner.skip(&piece.written))?;
            pieces = &piece.next;
            if pieces.is_empty() {
                return Some(fields);
            }
            let text = scanner.string().ok()?;
            if let Some(name) = piece.name {
                fields.keep(name, text);
            }
        }
    }

    fn remember(&mut self, record: &str, fields: &Fields<'_>) {
        let number = self.unknown % ROUND;
        self.unknown = self.unknown.wrapping_add(1);
        if number == 0 {
            self.first.clear();
        }
        if number >= MOST_SHAPES || record.len() > MOST_BYTES || !fields.are_texts() {
            return;
        }
        let mut scanner = Scanner::new(record);
        let mut pieces = &mut self.first;
        let mut start = 0;
        while let Ok(token) = scanner.token() {
            if let Token::Text(text) = token {
                let end = scanner.place() - text.written().len() - 1;
                let written = record.as_bytes().get(start..end).unwrap_or_default();
                pieces = place_for(pieces, written, fields.name_of(text));
                start = scanner.place();
            }
        }
        place_for(pieces, record.as_bytes().get(start..).unwrap_or_default(), None);
    }
}

/// What may stand after a piece, which is added if it is not there.
fn place_for<'a>(
    pieces: &'a mut Vec<Piece>,
    written: &[u8],
    name: Option<Name>,
) -> &'a mut Vec<Piece> {
    let known = pieces.iter().position(|piece| *piece.written == *written && piece.name == name);
    let place = known.unwrap_or(pieces.len());
    if known.is_none() {
        pieces.push(Piece { written: written.into(), name, next: Vec::new() });
    }
    &mut pieces[place].next
}
