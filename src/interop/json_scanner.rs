//! JSON text, token by token: the one place that knows its grammar. Nothing is kept of what is skipped.

#![expect(
    clippy::inline_always,
    reason = "without it, exports of workflows that differ in shape take half as long again, in an engine built for size"
)]

use std::borrow::Cow;
use std::str::Chars;

/// What can be wrong with a text that should be JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It ends in the middle of a value.
    EndsTooEarly,
    /// Something stands there that does not belong.
    NotJson,
    /// Values stand in each other more than 128 deep.
    TooDeep,
}

pub(super) type Read<T> = Result<T, Fault>;

const MOST_DEPTH: usize = 128;

/// What a text consists of.
#[derive(Clone, Copy)]
pub(super) enum Token<'a> {
    /// The name of a field. Its value is next.
    Field(Text<'a>),
    Text(Text<'a>),
    /// A number, as it is written.
    Number(&'a str),
    Boolean(bool),
    Null,
    OpenObject,
    OpenArray,
    /// The end of the innermost object or array.
    Close,
}

/// Reads tokens from the start of a text. After a fault it stands where the fault is.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// The brackets that are open, and below them the outside.
    open: [Inside; MOST_DEPTH + 1],
    next: Next,
}

/// What a token stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Array,
    Object,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    /// An item or field, or the end.
    First,
    /// A comma, or the end.
    Rest,
}

impl<'a> Scanner<'a> {
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, open: [Inside::Nothing; MOST_DEPTH + 1], next: Next::Value }
    }

    /// How many bytes have been read.
    pub const fn place(&self) -> usize {
        self.at
    }

    /// How many brackets are open.
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// The text that was read since that place.
    pub fn read_since(&self, place: usize) -> &'a str {
        self.text.get(place..self.at).unwrap_or_default()
    }

    /// The byte that stands next.
    #[inline(always)]
    pub fn first(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The byte that stands next and is not a blank.
    #[inline(always)]
    pub fn first_after_blanks(&mut self) -> Option<u8> {
        loop {
            match self.first() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                first => return first,
            }
        }
    }

    /// Reads past some bytes, which are no part of a value.
    pub const fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Reads past what is expected, if it is what stands next: eight bytes at a time.
    pub fn skip(&mut self, expected: &[u8]) -> bool {
        let Some(found) = self.rest().get(..expected.len()) else { return false };
        let are_equal = if expected.len() < 8 {
            found == expected
        } else {
            let eights = found.as_chunks::<8>().0.iter().zip(expected.as_chunks::<8>().0);
            eights.into_iter().all(|(found, expected)| found == expected)
                && found.last_chunk::<8>() == expected.last_chunk::<8>()
        };
        if are_equal {
            self.at += expected.len();
        }
        are_equal
    }

    /// Goes back to a place since which no token was read.
    pub const fn go_back(&mut self, place: usize) {
        self.at = place;
    }

    #[inline(always)]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn need(&mut self) -> Read<u8> {
        self.first_after_blanks().ok_or(Fault::EndsTooEarly)
    }

    /// The next token. The one after the last of a value begins another value.
    pub fn token(&mut self) -> Read<Token<'a>> {
        let mut byte = self.need()?;
        let in_object = self.open[self.depth] == Inside::Object;
        let mut next = self.next;
        if matches!(next, Next::First | Next::Rest) && byte == if in_object { b'}' } else { b']' } {
            self.at += 1;
            self.depth -= 1;
            self.value_ended();
            return Ok(Token::Close);
        }
        if next == Next::Rest {
            if byte != b',' {
                return Err(Fault::NotJson);
            }
            self.at += 1;
            byte = self.need()?;
            next = Next::First;
        }
        if next == Next::First && in_object {
            if byte != b'"' {
                return Err(Fault::NotJson);
            }
            self.at += 1;
            let name = self.string()?;
            if self.need()? != b':' {
                return Err(Fault::NotJson);
            }
            self.at += 1;
            self.next = Next::Value;
            return Ok(Token::Field(name));
        }
        let token = match byte {
            b'"' => {
                self.at += 1;
                Token::Text(self.string()?)
            }
            b'{' => return self.open(Inside::Object, Token::OpenObject),
            b'[' => return self.open(Inside::Array, Token::OpenArray),
            b'n' => self.word("null", Token::Null)?,
            b't' => self.word("true", Token::Boolean(true))?,
            b'f' => self.word("false", Token::Boolean(false))?,
            b'-' | b'0'..=b'9' => self.number()?,
            _ => return Err(Fault::NotJson),
        };
        self.value_ended();
        Ok(token)
    }

    fn open(&mut self, inside: Inside, token: Token<'a>) -> Read<Token<'a>> {
        self.at += 1;
        if self.depth == MOST_DEPTH {
            return Err(Fault::TooDeep);
        }
        self.depth += 1;
        self.open[self.depth] = inside;
        self.next = Next::First;
        Ok(token)
    }

    fn value_ended(&mut self) {
        self.next = if self.depth == 0 { Next::Value } else { Next::Rest };
    }

    /// Reads on to the end of what was open at a depth.
    pub fn close(&mut self, depth: usize) -> Read<()> {
        while self.depth > depth {
            self.token()?;
        }
        Ok(())
    }

    fn word(&mut self, word: &str, token: Token<'a>) -> Read<Token<'a>> {
        for expected in word.bytes() {
            match self.first() {
                None => return Err(Fault::EndsTooEarly),
                Some(found) if found != expected => return Err(Fault::NotJson),
                Some(_) => self.at += 1,
            }
        }
        Ok(token)
    }

    /// A string after its first quote.
    pub fn string(&mut self) -> Read<Text<'a>> {
        let start = self.at;
        let mut escapes = Escapes::None;
        loop {
            self.at += plain_bytes(self.rest());
            match self.first() {
                None => return Err(Fault::EndsTooEarly),
                Some(b'"') => break,
                Some(b'\\') => {
                    escapes = Escapes::Some;
                    self.at += 1;
                    self.escape()?;
                }
                Some(0..b' ') => return Err(Fault::NotJson),
                Some(_) => self.at += 1,
            }
        }
        let raw = self.read_since(start);
        self.at += 1;
        Ok(Text { raw, escapes })
    }

    /// What stands after a backslash.
    fn escape(&mut self) -> Read<()> {
        let digits = match self.first().ok_or(Fault::EndsTooEarly)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 0,
            b'u' => 4,
            _ => return Err(Fault::NotJson),
        };
        self.at += 1;
        for _ in 0..digits {
            if !self.first().ok_or(Fault::EndsTooEarly)?.is_ascii_hexdigit() {
                return Err(Fault::NotJson);
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Read<Token<'a>> {
        let start = self.at;
        if self.first() == Some(b'-') {
            self.at += 1;
        }
        if self.first() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.first() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.first() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.first() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Token::Number(self.read_since(start)))
    }

    fn digits(&mut self) -> Read<()> {
        if !self.first().ok_or(Fault::EndsTooEarly)?.is_ascii_digit() {
            return Err(Fault::NotJson);
        }
        while let Some(b'0'..=b'9') = self.first() {
            self.at += 1;
        }
        Ok(())
    }
}

/// How many bytes at the start of a text are certainly neither a quote, a backslash nor a control character:
/// eight at a time, so that a few before one of these may be missing.
#[inline(always)]
fn plain_bytes(text: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    /// Sets the high bit of the first byte that is below a limit, and maybe of later ones.
    const fn below(word: u64, limit: u8) -> u64 {
        word.wrapping_sub(ONES * limit as u64) & !word & HIGHS
    }
    let (eights, _) = text.as_chunks::<8>();
    for (place, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        let quote = below(word ^ (ONES * u64::from(b'"')), 1);
        let backslash = below(word ^ (ONES * u64::from(b'\\')), 1);
        let found = quote | backslash | below(word, b' ');
        if found != 0 {
            return place * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    eights.len() * 8
}

/// Whether a text holds escapes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    None,
    Some,
}

/// A string as it stands between its quotes.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    raw: &'a str,
    escapes: Escapes,
}

impl<'a> Text<'a> {
    /// What is written between its quotes.
    pub const fn written(self) -> &'a str {
        self.raw
    }

    /// As much of it as fits into a message, as it is written.
    pub fn shown(self) -> &'a str {
        let end = self.raw.char_indices().nth(60).map_or(self.raw.len(), |(end, _)| end);
        self.raw.get(..end).unwrap_or_default()
    }

    /// The text that it means. Half of a surrogate pair is no text.
    pub fn value(self) -> Read<Cow<'a, str>> {
        if self.escapes == Escapes::None {
            return Ok(Cow::Borrowed(self.raw));
        }
        let mut text = String::new();
        let mut characters = self.raw.chars();
        while let Some(character) = characters.next() {
            text.push(if character == '\\' { escaped(&mut characters)? } else { character });
        }
        Ok(Cow::Owned(text))
    }
}

/// The character that an escape means, after its backslash.
fn escaped(characters: &mut Chars<'_>) -> Read<char> {
    Ok(match characters.next() {
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => return code_point(characters),
        Some(other) => other,
        None => return Err(Fault::EndsTooEarly),
    })
}

/// `\uXXXX`, or two of them for a character beyond the first 65,536.
fn code_point(characters: &mut Chars<'_>) -> Read<char> {
    let mut code = code_unit(characters)?;
    if (0xd800..0xdc00).contains(&code) {
        if (characters.next(), characters.next()) != (Some('\\'), Some('u')) {
            return Err(Fault::NotJson);
        }
        let low = code_unit(characters)?;
        if !(0xdc00..0xe000).contains(&low) {
            return Err(Fault::NotJson);
        }
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    char::from_u32(code).ok_or(Fault::NotJson)
}

fn code_unit(characters: &mut Chars<'_>) -> Read<u32> {
    let mut code = 0;
    for digit in characters.by_ref().take(4) {
        code = code * 16 + digit.to_digit(16).ok_or(Fault::NotJson)?;
    }
    Ok(code)
}
