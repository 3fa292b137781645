//! The words of a POSIX shell.

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

/// The words of a command, or nothing when a quote is missing. Nothing is expanded but characters that [`quote`] prints.
pub(super) fn split(command: &str) -> Option<Vec<String>> {
    let command = format!("{command}\n").lines().collect::<Vec<_>>().join("\n");
    let mut rest = command.chars();
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    while let Some(letter) = rest.next() {
        match letter {
            ' ' | '\t' | '\n' => words.extend(word.take()),
            '#' if word.is_none() => drop(rest.find(|letter| *letter == '\n')),
            // The last line may be continued by one that is not there.
            '\\' => match rest.next() {
                Some('\n') | None => {}
                Some(letter) => word.get_or_insert_default().push(letter),
            },
            '\'' => {
                let (text, after) = rest.as_str().split_once('\'')?;
                word.get_or_insert_default().push_str(text);
                rest = after.chars();
            }
            '"' => read_double_quoted(&mut rest, word.get_or_insert_default())?,
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    Some(words)
}

/// Reads what follows a double quote, to the one that ends it.
fn read_double_quoted(rest: &mut Chars<'_>, word: &mut String) -> Option<()> {
    if let Some((characters, after)) = read_printed(rest.as_str()) {
        word.push_str(&characters);
        *rest = after.chars();
        return Some(());
    }
    loop {
        match rest.next()? {
            '"' => return Some(()),
            '\\' => match rest.next()? {
                '\n' => {}
                letter @ ('$' | '`' | '"' | '\\') => word.push(letter),
                letter => word.extend(['\\', letter]),
            },
            letter => word.push(letter),
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
