//! JSON text to values. (A library does the same for 20 KB of wasm, most of it for numbers, of which the
//! formats here have small whole ones alone; it is what the tests compare this reader with.)

use super::Location;

/// A JSON value.
#[derive(Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number; kept when it is a whole one from 0 on of 32 bits, written without point and exponent.
    Number(Option<u32>),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// The fields of an object.
    Object(Object),
}

/// The fields of an object, in the order of the text; of a field that stands twice, the last one counts.
#[derive(Debug, PartialEq, Eq)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    /// A field, if it is there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().rev().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    /// Whether a field is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields in the order of the text.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    /// The place of the fault.
    pub location: Location,
    /// What is wrong there.
    pub fault: Fault,
}

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

const MOST_DEPTH: u32 = 128;

/// Reads all values of a text: one for JSON, several for JSONL.
///
/// # Errors
/// When the text is not JSON.
pub fn read_values(text: &str) -> Result<Vec<Value>, JsonError> {
    let mut reader = Reader { rest: text.as_bytes(), depth: 0 };
    let mut values = Vec::new();
    loop {
        reader.skip_blanks();
        if reader.rest.is_empty() {
            return Ok(values);
        }
        match reader.value().and_then(|value| reader.end_of(value)) {
            Ok(value) => values.push(value),
            Err(fault) => {
                let read = &text.as_bytes()[..text.len() - reader.rest.len()];
                return Err(JsonError { location: Location::after(read), fault });
            }
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    depth: u32,
}

type Read<T> = Result<T, Fault>;

impl Reader<'_> {
    fn skip_blanks(&mut self) {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// After a number or a word there is a blank or a bracket before the next value.
    fn end_of(&self, value: Value) -> Read<Value> {
        let is_closed = matches!(value, Value::String(_) | Value::Array(_) | Value::Object(_));
        match self.rest.first() {
            None | Some(b' ' | b'\n' | b'\r' | b'\t' | b'"' | b'[' | b'{') => Ok(value),
            Some(_) if is_closed => Ok(value),
            Some(_) => Err(Fault::NotJson),
        }
    }

    /// What stands next and is not a blank.
    fn peek(&mut self) -> Read<u8> {
        self.skip_blanks();
        self.rest.first().copied().ok_or(Fault::EndsTooEarly)
    }

    fn next(&mut self) -> Read<u8> {
        let (first, rest) = self.rest.split_first().ok_or(Fault::EndsTooEarly)?;
        self.rest = rest;
        Ok(*first)
    }

    fn expect(&mut self, text: &[u8]) -> Read<()> {
        for expected in text {
            match self.rest.first() {
                None => return Err(Fault::EndsTooEarly),
                Some(found) if found != expected => return Err(Fault::NotJson),
                Some(_) => self.rest = &self.rest[1..],
            }
        }
        Ok(())
    }

    fn value(&mut self) -> Read<Value> {
        match self.peek()? {
            b'n' => self.expect(b"null").map(|()| Value::Null),
            b't' => self.expect(b"true").map(|()| Value::Boolean(true)),
            b'f' => self.expect(b"false").map(|()| Value::Boolean(false)),
            b'"' => self.string().map(Value::String),
            b'[' => self.array(),
            b'{' => self.object(),
            b'-' | b'0'..=b'9' => self.number().map(Value::Number),
            _ => Err(Fault::NotJson),
        }
    }

    fn array(&mut self) -> Read<Value> {
        let mut items = Vec::new();
        self.list(b'[', b']', |reader| {
            items.push(reader.value()?);
            Ok(())
        })?;
        Ok(Value::Array(items))
    }

    fn object(&mut self) -> Read<Value> {
        let mut fields = Vec::new();
        self.list(b'{', b'}', |reader| {
            reader.skip_blanks();
            let name = reader.string()?;
            reader.skip_blanks();
            reader.expect(b":")?;
            fields.push((name, reader.value()?));
            Ok(())
        })?;
        Ok(Value::Object(Object(fields)))
    }

    /// Items between brackets, with commas in between.
    fn list(
        &mut self,
        open: u8,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Read<()>,
    ) -> Read<()> {
        self.expect(&[open])?;
        if self.depth == MOST_DEPTH {
            return Err(Fault::TooDeep);
        }
        self.depth += 1;
        if self.peek()? != close {
            item(self)?;
            while self.peek()? == b',' {
                self.expect(b",")?;
                item(self)?;
            }
        }
        self.depth -= 1;
        self.expect(&[close])
    }

    fn string(&mut self) -> Read<String> {
        self.expect(b"\"")?;
        let mut bytes = Vec::new();
        loop {
            match *self.rest.first().ok_or(Fault::EndsTooEarly)? {
                b'"' => break,
                b'\\' => {
                    self.next()?;
                    let character = self.escaped()?;
                    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                0..b' ' => return Err(Fault::NotJson),
                other => {
                    bytes.push(other);
                    self.next()?;
                }
            }
        }
        self.next()?;
        String::from_utf8(bytes).map_err(|_| Fault::NotJson)
    }

    fn escaped(&mut self) -> Read<char> {
        Ok(match self.next()? {
            character @ (b'"' | b'\\' | b'/') => char::from(character),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return Err(Fault::NotJson),
        })
    }

    /// `\uXXXX`, or two of them for a character beyond the first 65,536. Half of such a pair is no text.
    fn code_point(&mut self) -> Read<char> {
        let mut code = self.hexadecimal()?;
        if (0xd800..0xdc00).contains(&code) {
            self.expect(b"\\u")?;
            let low = self.hexadecimal()?;
            if !(0xdc00..0xe000).contains(&low) {
                return Err(Fault::NotJson);
            }
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        char::from_u32(code).ok_or(Fault::NotJson)
    }

    fn hexadecimal(&mut self) -> Read<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.next()?).to_digit(16).ok_or(Fault::NotJson)?;
            code = code * 16 + digit;
        }
        Ok(code)
    }

    fn number(&mut self) -> Read<Option<u32>> {
        let start = self.rest;
        self.skip_number()?;
        let digits = &start[..start.len() - self.rest.len()];
        Ok(digits.iter().try_fold(0_u32, |number, byte| {
            let digit = char::from(*byte).to_digit(10)?;
            number.checked_mul(10)?.checked_add(digit)
        }))
    }

    fn skip_number(&mut self) -> Read<()> {
        if self.peek()? == b'-' {
            self.next()?;
        }
        if self.rest.first() == Some(&b'0') {
            self.next()?;
        } else {
            self.digits()?;
        }
        if self.rest.first() == Some(&b'.') {
            self.next()?;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.rest.first() {
            self.next()?;
            if let Some(b'+' | b'-') = self.rest.first() {
                self.next()?;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Read<()> {
        if !self.rest.first().ok_or(Fault::EndsTooEarly)?.is_ascii_digit() {
            return Err(Fault::NotJson);
        }
        while let [b'0'..=b'9', rest @ ..] = self.rest {
            self.rest = rest;
        }
        Ok(())
    }
}
