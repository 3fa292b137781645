//! The flags of a command.

use std::ops::Range;

use super::{CommandProblem, Fault};
use crate::interop::shell_words::Word;

/// Flags without a value that every command takes.
const GLOBAL_SWITCHES: [&str; 6] = [
    "tls",
    "tls-disable-host-verification",
    "help",
    "no-json-shorthand-payloads",
    "disable-config-file",
    "disable-config-env",
];

/// Flags with a value that every command takes.
///
/// Source: `temporal options` of the CLI 1.9.1; `context-timeout` is of the CLI of 2023.
const GLOBAL_FLAGS: [&str; 28] = [
    "address",
    "api-key",
    "client-authority",
    "client-connect-timeout",
    "codec-auth",
    "codec-endpoint",
    "codec-header",
    "color",
    "command-timeout",
    "config-file",
    "context-timeout",
    "env",
    "env-file",
    "grpc-meta",
    "identity",
    "log-format",
    "log-level",
    "namespace",
    "output",
    "profile",
    "time-format",
    "tls-ca-data",
    "tls-ca-path",
    "tls-cert-data",
    "tls-cert-path",
    "tls-key-data",
    "tls-key-path",
    "tls-server-name",
];

/// The flags of the commands of one kind, beside those that every command takes.
pub(super) struct OwnFlags {
    /// Those that are on or off.
    pub switches: &'static [&'static str],
    /// Those with a value.
    pub values: &'static [&'static str],
    /// Those with a value that may stand several times, each of which counts.
    pub lists: &'static [&'static str],
}

/// The words of a command that are no flags, and its flags.
pub(super) struct Parsed {
    pub words: Vec<Word>,
    pub flags: Flags,
}

/// The flags of a command, in order.
pub(super) struct Flags {
    flags: Vec<Flag>,
    /// The names of those that may stand several times.
    lists: &'static [&'static str],
}

/// A flag with its value.
pub(super) struct Flag {
    name: String,
    /// As it is written, without a value in a word of its own.
    text: String,
    value: Word,
    /// Where it stands, with its value.
    pub at: Range<usize>,
}

impl Flag {
    /// The flag as it is written, but for a value that is a secret.
    pub(super) fn written(&self) -> String {
        let Self { name, text, value, at } = self;
        if SECRET.contains(&name.as_str()) {
            return format!("--{name} …");
        }
        let has_own_word = value.at.start > at.start;
        if has_own_word { format!("{text} {}", value.text) } else { text.clone() }
    }

    /// Where the value stands in the text of the command, with its quotes.
    pub(super) fn value_at(&self, text: &str) -> Range<usize> {
        let Range { start, end } = self.value.at;
        if start > self.at.start {
            return start..end;
        }
        let written = &text[start..end];
        // A value stands after `--build-id=`, after `-t=` or right after `-t`.
        let begins = if self.text.starts_with("--") {
            written.find('=').map_or(0, |equals| equals + 1)
        } else {
            2 + usize::from(written.as_bytes().get(2) == Some(&b'='))
        };
        start + begins..end
    }
}

impl Parsed {
    pub(super) fn read(words: Vec<Word>, own: &OwnFlags) -> Result<Self, Fault> {
        let mut others = Vec::new();
        let mut flags = Vec::new();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let at = word.at.clone();
            let Some(text) = word.text.strip_prefix('-') else {
                if let Some(variable) = word.variable {
                    return Err((at, CommandProblem::Variable(variable)));
                }
                others.push(word);
                continue;
            };
            let Some((name, value)) = flag_in(text) else {
                return Err((at, CommandProblem::StrayWord(word.text)));
            };
            let is_switch = own.switches.contains(&name) || GLOBAL_SWITCHES.contains(&name);
            let value = match value {
                Some(value) => Word { text: value.to_owned(), ..word.clone() },
                None if is_switch => Word { text: "true".to_owned(), ..Word::default() },
                None if [&GLOBAL_FLAGS, own.values, own.lists]
                    .iter()
                    .any(|it| it.contains(&name)) =>
                {
                    match words.next() {
                        Some(value) => value,
                        None => return Err((at, CommandProblem::MissingValue(word.text))),
                    }
                }
                None => return Err((at, CommandProblem::UnknownFlag(word.text))),
            };
            let is_boolean = YES.contains(&&*value.text) || NO.contains(&&*value.text);
            if is_switch && !is_boolean {
                let (flag, got) = (name.to_owned(), value.text);
                let problem = CommandProblem::NotBoolean { flag, got };
                return Err((at, value.variable.map_or(problem, CommandProblem::Variable)));
            }
            let at = at.start..at.end.max(value.at.end);
            flags.push(Flag { name: name.to_owned(), text: word.text.clone(), value, at });
        }
        Ok(Self { words: others, flags: Flags { flags, lists: own.lists } })
    }
}

/// What stands for true and for false.
///
/// Source: `strconv.ParseBool`, by which the command reads these flags.
const YES: [&str; 6] = ["1", "t", "T", "TRUE", "true", "True"];
const NO: [&str; 6] = ["0", "f", "F", "FALSE", "false", "False"];

/// Flags whose values are secrets, or may hold some.
const SECRET: [&str; 6] =
    ["api-key", "codec-auth", "codec-header", "grpc-meta", "tls-cert-data", "tls-key-data"];

/// Flags that change only what a command prints.
const OF_OUTPUT: [&str; 6] =
    ["color", "log-format", "log-level", "no-json-shorthand-payloads", "output", "time-format"];

impl Flags {
    /// Refuses flags that a command does not have besides its own.
    pub(super) fn check(&self, own: &[&str]) -> Result<(), Fault> {
        for Flag { name, at, .. } in &self.flags {
            let name = name.as_str();
            if name == "help" {
                return Err((at.clone(), CommandProblem::Help));
            }
            if ![own, &GLOBAL_FLAGS[..], &GLOBAL_SWITCHES].iter().any(|known| known.contains(&name))
            {
                return Err((at.clone(), CommandProblem::UnknownFlag(format!("--{name}"))));
            }
        }
        Ok(())
    }

    pub(super) fn last(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().rfind(|flag| flag.name == name)
    }

    /// The value of a flag; of one that stands twice, the last counts.
    pub(super) fn get(&self, name: &str) -> Result<Option<&str>, Fault> {
        self.last(name).map(Self::value_of).transpose()
    }

    fn value_of(flag: &Flag) -> Result<&str, Fault> {
        let Word { text, variable, is_quoted, .. } = &flag.value;
        // As the shell of Windows writes it.
        let bare = if *is_quoted { "" } else { text };
        let windows = bare.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'));
        let is_name = |name: &str| {
            !name.is_empty()
                && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        let windows = windows.filter(|name| is_name(name)).map(|_| text);
        match variable.as_ref().or(windows) {
            Some(variable) => {
                Err((flag.value.at.clone(), CommandProblem::Variable(variable.clone())))
            }
            None => Ok(text),
        }
    }

    /// Each value of a flag that may stand several times.
    pub(super) fn all(&self, name: &str) -> Result<Vec<&str>, Fault> {
        let of_name = self.flags.iter().filter(|flag| flag.name == name);
        of_name.map(|flag| Self::value_of(flag)).collect()
    }

    /// The value of a flag, which a command in this place needs.
    pub(super) fn required(
        &self,
        name: &'static str,
        command: &Range<usize>,
    ) -> Result<&str, Fault> {
        let missing = || (command.clone(), CommandProblem::MissingFlag(name));
        self.get(name)?.ok_or_else(missing)
    }

    pub(super) fn is_set(&self, name: &str) -> bool {
        self.last(name).is_some_and(|flag| YES.contains(&&*flag.value.text))
    }

    /// The flags that make no difference, and why.
    pub(super) fn passed_over<'a>(
        &'a self,
        own: &'a [&str],
    ) -> impl Iterator<Item = (&'a Flag, String)> {
        self.flags.iter().filter_map(|flag| {
            let name = flag.name.as_str();
            let why = if !own.contains(&name) {
                let is_of_output = OF_OUTPUT.contains(&name);
                let of_output = "it changes only what the command prints";
                let of_cluster = "it says only how to reach the cluster";
                if is_of_output { of_output } else { of_cluster }.to_owned()
            } else if !self.lists.contains(&name)
                && self.last(name).is_some_and(|last| last.at != flag.at)
            {
                format!("the command takes the last --{name}")
            } else {
                return None;
            };
            Some((flag, why))
        })
    }
}

/// The long name of a flag without its first dash, and its value if it has one in the same word.
fn flag_in(word: &str) -> Option<(&str, Option<&str>)> {
    let (flag, value) = match word.split_once('=') {
        Some((flag, value)) => (flag, Some(value)),
        None => (word, None),
    };
    if let Some(name) = flag.strip_prefix('-') {
        return (!name.is_empty()).then_some((name, value));
    }
    let (name, value) = match (flag.split_at_checked(1)?, value) {
        ((letter, ""), value) => (letter, value),
        ((letter, _), _) => (letter, word.get(1..)),
    };
    let name = match name {
        "t" => "task-queue",
        "n" => "namespace",
        "o" => "output",
        "h" => "help",
        "y" => "yes",
        letter if matches!(letter.as_bytes(), [b'a'..=b'z' | b'A'..=b'Z']) => letter,
        _ => return None,
    };
    Some((name, value))
}
