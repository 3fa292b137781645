//! The words of a POSIX shell.

use std::ops::Range;
use std::str::Chars;

use super::hidden::is_hidden;

/// Writes a word whose value is exactly `value`, which has no NUL character.
///
/// A word that begins with `-` needs no quotes: it stands behind a `=`.
pub(super) fn quote(value: &str) -> String {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-'..=b'/' | b':' | b'_');
    if !value.is_empty() && value.bytes().all(is_plain) {
        return value.to_owned();
    }
    let mut word = String::from('\'');
    for letter in value.chars() {
        match letter {
            '\'' => word.push_str("'\\''"),
            // `$(…)` takes line breaks off the end of what it prints.
            '\n' => word.push(letter),
            _ if is_hidden(letter) => word.push_str(&printed(letter)),
            _ => word.push(letter),
        }
    }
    word.push('\'');
    word
}

/// What prints a character, between two parts of a quoted word. A terminal acts on control characters that are pasted.
fn printed(letter: char) -> String {
    let bytes = letter.to_string().into_bytes();
    let octals: Vec<_> = bytes.iter().map(|byte| format!("\\{byte:03o}")).collect();
    format!("'{START}{}{END}'", octals.concat())
}

const START: &str = "\"$(printf '";
const END: &str = "')\"";

/// A word of a command.
#[derive(Debug, Default, Clone)]
pub(super) struct Word {
    pub text: String,
    /// Where it stands in the command, in bytes.
    pub at: Range<usize>,
    /// What the shell would put something else in place of, such as `$NAME`.
    pub variable: Option<String>,
    /// Whether a part of it stands in single quotes, in which no shell puts anything else.
    pub is_quoted: bool,
}

/// The words of a command, and what the shell takes for itself.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub words: Vec<Word>,
    /// Redirections and comments; and, from the first `|`, `;` or `&` on, the rest. Each with its place in the command.
    pub passed_over: Vec<(Range<usize>, String)>,
}

impl Split {
    fn end(&mut self, word: &mut Option<Word>, end: usize) {
        self.words.extend(word.take().map(|word| Word { at: word.at.start..end, ..word }));
    }

    fn pass_over(&mut self, start: usize, text: &str) {
        self.passed_over.push((start..start + text.len(), text.to_owned()));
    }
}

/// A quoted text does not end: where it begins.
#[derive(Debug)]
pub(super) struct OpenQuote(pub usize);

/// The words of a command, whose lines end in `\n`. Nothing is expanded but characters that [`quote`] prints.
pub(super) fn split(command: &str) -> Result<Split, OpenQuote> {
    let mut rest = command.chars();
    let mut split = Split::default();
    let mut word: Option<Word> = None;
    loop {
        let before = rest.as_str();
        let at = command.len() - before.len();
        let Some(letter) = rest.next() else { break };
        let begun = || Word { at: at..at, ..Word::default() };
        match letter {
            ' ' | '\t' | '\n' => split.end(&mut word, at),
            '#' if word.is_none() => {
                let comment = before.split('\n').next().unwrap_or(before);
                split.pass_over(at, comment);
                rest = before[comment.len()..].chars();
            }
            // The last line may be continued by one that is not there.
            '\\' => match rest.next() {
                Some('\n') | None => {}
                Some(letter) => word.get_or_insert_with(begun).text.push(letter),
            },
            '\'' => {
                let (text, after) = rest.as_str().split_once('\'').ok_or(OpenQuote(at))?;
                let word = word.get_or_insert_with(begun);
                word.text.push_str(text);
                word.is_quoted = true;
                rest = after.chars();
            }
            '"' => {
                let word = word.get_or_insert_with(begun);
                read_double_quoted(&mut rest, word).ok_or(OpenQuote(at))?;
            }
            '<' | '>' => {
                let is_number = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit());
                let number = word.take_if(|word| is_number(word)).unwrap_or_else(begun);
                split.end(&mut word, at);
                rest = pass_redirection(number.at.start, &command[number.at.start..], &mut split);
            }
            '&' if rest.as_str().starts_with('>') => {
                split.end(&mut word, at);
                rest = pass_redirection(at, before, &mut split);
            }
            '|' | ';' | '&' => {
                split.end(&mut word, at);
                split.pass_over(at, before.trim());
                return Ok(split);
            }
            _ => rest = push(before, word.get_or_insert_with(begun)).chars(),
        }
    }
    split.end(&mut word, command.len());
    Ok(split)
}

/// Adds to a word the letter, or the variable, that a text begins with, and returns what follows.
fn push<'a>(text: &'a str, word: &mut Word) -> &'a str {
    let variable = variable(text);
    let end = variable.map_or_else(|| text.chars().next().map_or(0, char::len_utf8), str::len);
    let (taken, rest) = text.split_at(end);
    word.text.push_str(taken);
    word.variable = word.variable.take().or(variable.map(str::to_owned));
    rest
}

/// What a text begins with, if a shell would put something else in its place.
fn variable(text: &str) -> Option<&str> {
    let ended =
        |start: usize, end: char| text.get(start..)?.find(end).map(|place| &text[..=start + place]);
    if text.starts_with('`') {
        return ended(1, '`').or(Some("`"));
    }
    let after = text.strip_prefix('$')?;
    match after.chars().next()? {
        '{' => ended(1, '}').or(Some("${")),
        '(' => ended(1, ')').or(Some("$(")),
        '0'..='9' | '@' | '*' | '#' | '?' | '!' => text.get(..2),
        letter if letter.is_ascii_alphabetic() || letter == '_' => {
            let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let end = after.find(|letter| !is_name(letter)).unwrap_or(after.len());
            text.get(..=end)
        }
        _ => None,
    }
}

/// Passes over a redirection, which may begin with a number, and the word that it leads to, and returns what follows.
fn pass_redirection<'a>(start: usize, text: &'a str, split: &mut Split) -> Chars<'a> {
    let operator = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let target = operator.trim_start_matches(['<', '>', '&', '|']);
    let target = target.trim_start_matches([' ', '\t']);
    let end = target.find([' ', '\t', '\n', '|', ';', '&', '<', '>']).unwrap_or(target.len());
    let rest = &target[end..];
    split.pass_over(start, &text[..text.len() - rest.len()]);
    rest.chars()
}

/// Reads what follows a double quote, to the one that ends it.
fn read_double_quoted(rest: &mut Chars<'_>, word: &mut Word) -> Option<()> {
    if let Some((characters, after)) = read_printed(rest.as_str()) {
        word.text.push_str(&characters);
        *rest = after.chars();
        return Some(());
    }
    loop {
        let before = rest.as_str();
        match rest.next()? {
            '"' => return Some(()),
            '\\' => match rest.next()? {
                '\n' => {}
                letter @ ('$' | '`' | '"' | '\\') => word.text.push(letter),
                letter => word.text.extend(['\\', letter]),
            },
            _ => *rest = push(before, word).chars(),
        }
    }
}

/// The characters that a text prints which begins as [`printed`] does, and what comes after.
fn read_printed(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix(&START[1..])?;
    let end = text.find('\'')?;
    let bytes = text[..end]
        .strip_prefix('\\')?
        .split('\\')
        .map(|octal| if octal.len() == 3 { u8::from_str_radix(octal, 8).ok() } else { None });
    let characters = String::from_utf8(bytes.collect::<Option<_>>()?).ok()?;
    Some((characters, text[end..].strip_prefix(END)?))
}
