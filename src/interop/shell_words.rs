//! The words of a POSIX shell.

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
    // The last line may be continued by one that is not there.
    let command = format!("{command}\n").replace("\r\n", "\n");
    shell_words::split(&with_printed(&command)).ok()
}

/// The command with the characters themselves where they are printed.
fn with_printed(command: &str) -> String {
    let mut parts = command.split(START);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(END).and_then(|(octals, rest)| Some((octets(octals)?, rest))) {
            Some((characters, rest)) => {
                text.extend(["'", &characters.replace('\'', "'\\''"), "'", rest]);
            }
            None => text.extend([START, part]),
        }
    }
    text
}

/// The text of bytes such as `\342\200\250`.
fn octets(octals: &str) -> Option<String> {
    let bytes = octals
        .strip_prefix('\\')?
        .split('\\')
        .map(|octal| if octal.len() == 3 { u8::from_str_radix(octal, 8).ok() } else { None });
    String::from_utf8(bytes.collect::<Option<_>>()?).ok()
}
