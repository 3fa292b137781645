//! `temporal task-queue get-build-ids` without `-o`: a table for people.
//!
//! ```text
//! Version Sets:
//!    BuildIds   DefaultForSet  IsDefaultSet
//!   [1.0, 1.1]  1.1            false
//!   [2.0]       2.0            true
//! ```

use super::Listing;
use crate::boundary::{ErrorKind, InputError};
use crate::names::BuildId;

const COLUMNS: [&str; 3] = ["BuildIds", "DefaultForSet", "IsDefaultSet"];

const ROW: &str = "a row such as `[1.0, 1.1]  1.1  true`, whose DefaultForSet is the last of its BuildIds \
    (the table cannot show build IDs with line breaks or blanks at an end: import the JSON)";

/// Whether the text holds the head of the table.
pub(super) fn is_cli_text(text: &str) -> bool {
    text.split('\n').any(is_head)
}

pub(super) fn read(text: &str) -> Result<Listing, InputError> {
    let mut rows = text
        .split('\n')
        .zip(1..)
        .skip_while(|(line, _)| !is_head(line))
        .skip(1)
        .filter(|(line, _)| !without_blanks(line).is_empty())
        .peekable();
    let mut sets = Vec::new();
    while let Some((line, number)) = rows.next() {
        let fault = |problem| {
            let kind = ErrorKind::Syntax { line: number, column: 1 };
            InputError { path: String::new(), problem, kind }
        };
        let is_last = rows.peek().is_none();
        match read_row(line) {
            Some((build_ids, is_default_set)) if is_default_set == is_last => sets.push(build_ids),
            Some((_, got)) => {
                return Err(fault(format!(
                    "expected {is_last} for IsDefaultSet, since the last set is the default, got {got}"
                )));
            }
            None => return Err(fault(format!("expected {ROW}, got '{}'", without_blanks(line)))),
        }
    }
    Ok(Listing { sets, path: |set| format!("row {}", set + 1) })
}

fn is_head(line: &str) -> bool {
    line.split_ascii_whitespace().map(without_colour).eq(COLUMNS)
}

/// A name in the head without the escape sequences that `--color always` puts around it.
fn without_colour(name: &str) -> &str {
    let name = name.strip_prefix("\u{1b}[35m").unwrap_or(name);
    name.strip_suffix("\u{1b}[0m").unwrap_or(name)
}

/// A build ID may begin or end with one of Unicode's other blanks; the table is laid out with this one.
fn without_blanks(text: &str) -> &str {
    text.trim_matches([' ', '\r'])
}

/// The build IDs of a row and whether its set is the default. It is read from its end: the flag, the default, and what is
/// left, which must end in that default. So a default with a comma or a bracket in it is read right too.
fn read_row(line: &str) -> Option<(Vec<BuildId>, bool)> {
    let line = without_blanks(line);
    let (rest, is_default_set) = match line.strip_suffix("  true") {
        Some(rest) => (rest, true),
        None => (line.strip_suffix("  false")?, false),
    };
    let rest = without_blanks(rest).strip_prefix('[')?;
    // At least two blanks separate the column of the default from the first one.
    let build_ids = rest.match_indices(']').find_map(|(end, _)| {
        let (listed, gap) = rest.split_at_checked(end)?;
        let default = gap.strip_prefix("]  ").map(without_blanks)?;
        split(listed.strip_suffix(default)?, default)
    })?;
    Some((build_ids, is_default_set))
}

/// The build IDs of a list such as `1.0, 1.1, ` and the default after it.
fn split(mut earlier: &str, default: &str) -> Option<Vec<BuildId>> {
    let mut build_ids = Vec::new();
    while !earlier.is_empty() {
        let (build_id, rest) = earlier.match_indices(',').find_map(|(comma, _)| {
            let (build_id, rest) = earlier.split_at_checked(comma)?;
            Some((build_id, rest.strip_prefix(", ")?))
        })?;
        build_ids.push(build_id.into());
        earlier = rest;
    }
    build_ids.push(default.into());
    Some(build_ids)
}
