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

/// A word of a command.
#[derive(Debug, Default, Clone)]
pub(super) struct Word {
    pub text: String,
    /// What the shell would put something else in place of, such as `$NAME`.
    pub variable: Option<String>,
    /// Whether a part of it stands in single quotes, in which no shell puts anything else.
    pub is_quoted: bool,
}

/// The words of a command, and what the shell takes for itself.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub words: Vec<Word>,
    /// Redirections and comments; and, from the first `|`, `;` or `&` on, the rest.
    pub passed_over: Vec<String>,
}

/// The words of a command, or nothing when a quote is missing. Nothing is expanded but characters that [`quote`] prints.
pub(super) fn split(command: &str) -> Option<Split> {
    let command = format!("{command}\n").lines().collect::<Vec<_>>().join("\n");
    let mut rest = command.chars();
    let mut split = Split::default();
    let mut word: Option<Word> = None;
    loop {
        let before = rest.as_str();
        let Some(letter) = rest.next() else { break };
        match letter {
            ' ' | '\t' | '\n' => split.words.extend(word.take()),
            '#' if word.is_none() => {
                let comment = before.split('\n').next().unwrap_or(before);
                split.passed_over.push(comment.to_owned());
                rest = before[comment.len()..].chars();
            }
            // The last line may be continued by one that is not there.
            '\\' => match rest.next() {
                Some('\n') | None => {}
                Some(letter) => word.get_or_insert_default().text.push(letter),
            },
            '\'' => {
                let (text, after) = rest.as_str().split_once('\'')?;
                let word = word.get_or_insert_default();
                word.text.push_str(text);
                word.is_quoted = true;
                rest = after.chars();
            }
            '"' => read_double_quoted(&mut rest, word.get_or_insert_default())?,
            '<' | '>' => {
                let is_number = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit());
                let number =
                    word.take_if(|word| is_number(word)).map_or(String::new(), |it| it.text);
                split.words.extend(word.take());
                rest = pass_redirection(&number, before, &mut split).chars();
            }
            '&' if rest.as_str().starts_with('>') => {
                split.words.extend(word.take());
                rest = pass_redirection("", before, &mut split).chars();
            }
            '|' | ';' | '&' => {
                split.words.extend(word.take());
                split.passed_over.push(before.trim().to_owned());
                return Some(split);
            }
            _ => rest = push(before, word.get_or_insert_default()).chars(),
        }
    }
    split.words.extend(word);
    Some(split)
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

/// Passes over a redirection and the word that it leads to, and returns what follows.
fn pass_redirection<'a>(number: &str, text: &'a str, split: &mut Split) -> &'a str {
    let operator = text.len() - text.trim_start_matches(['<', '>', '&', '|']).len();
    let target = text[operator..].trim_start_matches([' ', '\t']);
    let end = target.find([' ', '\t', '\n', '|', ';', '&', '<', '>']).unwrap_or(target.len());
    let (target, rest) = target.split_at(end);
    split
        .passed_over
        .push(format!("{number}{}{target}", &text[..text.len() - rest.len() - target.len()]));
    rest
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
