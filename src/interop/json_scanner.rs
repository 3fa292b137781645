//! JSON text, token by token: the one place that knows its grammar. Nothing is kept of what is skipped.

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

    /// The text that was read since that place.
    pub fn read_since(&self, place: usize) -> &'a str {
        self.text.get(place..self.at).unwrap_or_default()
    }

    /// The byte that stands next.
    pub fn first(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The byte that stands next and is not a blank.
    pub fn first_after_blanks(&mut self) -> Option<u8> {
        loop {
            match self.first() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                first => return first,
            }
        }
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
    fn string(&mut self) -> Read<Text<'a>> {
        let start = self.at;
        let mut escapes = Escapes::None;
        loop {
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
