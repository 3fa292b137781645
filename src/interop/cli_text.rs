//! `temporal task-queue get-build-ids` without `-o`: a table for people.
//!
//! ```text
//! Version Sets:
//!    BuildIds   DefaultForSet  IsDefaultSet
//!   [1.0, 1.1]  1.1            false
//!   [2.0]       2.0            true
//! ```
//!
//! The CLI of 2023 prints neither the title nor the commas, aligns numbers to the right, and continues a long list of
//! build IDs on lines of its own. With `--output card` it prints each set as a table of its own:
//!
//! ```text
//!   BuildIds       [1.0 1.1]
//!   DefaultForSet        1.1
//!   IsDefaultSet   true
//! ```
//!
//! (Source: its module tctl-kit, and what it printed, in `tests/interop/samples`.)

use super::{Listing, PassedOver, WARNING, is_prompt};
use crate::boundary::{ErrorKind, InputError};
use crate::names::BuildId;

const COLUMNS: [&str; 3] = ["BuildIds", "DefaultForSet", "IsDefaultSet"];

const ROW: &str = "a row such as `[1.0, 1.1]  1.1  true`, whose DefaultForSet is the last of its BuildIds \
    (the table cannot show build IDs with line breaks or blanks at an end: import the JSON)";

/// Whether the text holds the head of the table, or a card.
pub(super) fn is_cli_text(text: &str) -> bool {
    text.split('\n').any(|line| is_head(line) || begins_card(line))
}

pub(super) fn read(text: &str, passed_over: &mut Vec<PassedOver>) -> Result<Listing, InputError> {
    let is_table = text.split('\n').any(is_head);
    let rows = if is_table { rows(text, passed_over) } else { cards(text, passed_over) }?;
    let mut sets = Vec::new();
    for (place, Row { line, text, shown }) in rows.iter().enumerate() {
        let is_last = place + 1 == rows.len();
        match read_row(text) {
            Some((build_ids, is_default_set)) if is_default_set == is_last => sets.push(build_ids),
            Some((_, got)) => {
                let expected = "since the last set is the default";
                let problem = format!("expected {is_last} for IsDefaultSet, {expected}, got {got}");
                return Err(fault(*line, problem));
            }
            None => {
                let problem = format!("expected {ROW}, got '{}'", without_blanks(shown));
                return Err(fault(*line, problem));
            }
        }
    }
    Ok(Listing::new(sets, |set| format!("row {}", set + 1)))
}

/// A set, as a row of the table.
struct Row {
    /// The line in which it begins, from 1.
    line: usize,
    text: String,
    /// What stands in this line.
    shown: String,
}

/// The rows of the table.
fn rows(text: &str, passed_over: &mut Vec<PassedOver>) -> Result<Vec<Row>, InputError> {
    let lines = text.split('\n').zip(1..).filter(|(line, _)| !is_decoration(line));
    let mut head = None;
    let mut rows = Vec::new();
    for (line, number) in lines {
        if is_head(line) {
            if head.replace(number).is_some() {
                let problem = "expected one table, got a second one: read them one at a time";
                return Err(fault(number, problem.to_owned()));
            }
        } else if head.is_some() && (is_row(line) || continues(&rows)) {
            rows.push((line, number));
        } else {
            passed_over.extend(PassedOver::around(number, line));
        }
    }
    let mut whole = Vec::new();
    let mut rows = rows.into_iter();
    while let Some((line, number)) = rows.next() {
        let mut row = line.to_owned();
        if is_open(line) {
            let rest = rows.by_ref().map(|(line, _)| line);
            row = joined(line, rest).unwrap_or(row);
        }
        whole.push(Row { line: number, text: row, shown: line.to_owned() });
    }
    Ok(whole)
}

/// The sets of cards, as rows of a table.
fn cards(text: &str, passed_over: &mut Vec<PassedOver>) -> Result<Vec<Row>, InputError> {
    let mut rows: Vec<Row> = Vec::new();
    // How many fields the last card has.
    let mut fields = COLUMNS.len();
    for (line, number) in text.split('\n').zip(1..) {
        let trimmed = without_blanks(line);
        let (name, value) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
        let value = without_blanks(value);
        let place = COLUMNS.iter().position(|column| *column == without_colour(name));
        match (place, rows.last_mut()) {
            (Some(0), _) if fields == COLUMNS.len() => {
                rows.push(Row { line: number, text: value.to_owned(), shown: line.to_owned() });
                fields = 1;
            }
            (Some(place), Some(last)) if place == fields && fields > 0 => {
                last.text.extend(["  ", value]);
                fields += 1;
            }
            (Some(_), _) => {
                let missing = COLUMNS[fields % COLUMNS.len()];
                let problem = format!("expected {missing} of a version set, got '{trimmed}'");
                return Err(fault(number, problem));
            }
            // The CLI breaks a long list into lines.
            (None, Some(last))
                if fields == 1 && !last.text.ends_with(']') && line.starts_with(' ') =>
            {
                last.text.extend([" ", trimmed]);
            }
            (None, _) if is_decoration(line) => {}
            (None, _) => passed_over.extend(PassedOver::around(number, line)),
        }
    }
    if fields < COLUMNS.len() {
        let problem =
            format!("expected {} of a version set, got the end of the text", COLUMNS[fields]);
        return Err(fault(text.split('\n').count(), problem));
    }
    Ok(rows)
}

/// Whether a line is the first of a card.
fn begins_card(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace();
    words.next().map(without_colour) == Some(COLUMNS[0])
        && words.next().is_some_and(|value| value.starts_with('['))
}

fn fault(line: usize, problem: String) -> InputError {
    let kind = ErrorKind::Syntax { line, column: 1 };
    InputError { path: String::new(), problem, kind }
}

/// Whether a line belongs to the answer and says nothing of the sets.
fn is_decoration(line: &str) -> bool {
    matches!(without_blanks(line), "" | "Version Sets:" | WARNING)
}

/// Whether a line has to be a row. What is neither this nor the rest of one is around the table.
fn is_row(line: &str) -> bool {
    let line = without_blanks(line);
    let has_flag = [" true", " false"].iter().any(|flag| line.ends_with(flag));
    has_flag || (line.starts_with('[') && !is_prompt(line))
}

/// Whether a row has its flag, and build IDs that go on in the next line.
fn is_open(line: &str) -> bool {
    let line = without_blanks(line);
    line.starts_with('[') && !line.contains(']') && is_row(&line[1..])
}

/// Whether the list of the last row has not ended yet.
fn continues(rows: &[(&str, usize)]) -> bool {
    let open = rows.iter().rposition(|(line, _)| is_open(line));
    open.is_some_and(|open| rows[open + 1..].iter().all(|(line, _)| !line.contains(']')))
}

/// The row whose list is continued in other lines, as one line.
fn joined<'a>(line: &str, rest: impl Iterator<Item = &'a str>) -> Option<String> {
    let (row, flag) = without_blanks(line).rsplit_once(' ')?;
    let (list, default) = without_blanks(row).rsplit_once("  ")?;
    let mut list = without_blanks(list).to_owned();
    for line in rest {
        list.extend([" ", without_blanks(line)]);
        if list.ends_with(']') {
            break;
        }
    }
    Some(format!("{list}  {default}  {flag}"))
}

fn is_head(line: &str) -> bool {
    line.split_ascii_whitespace().map(without_colour).eq(COLUMNS)
}

/// A name in the head without the escape sequences that a terminal colours it by.
fn without_colour(name: &str) -> &str {
    let name = match name.strip_prefix("\u{1b}[") {
        Some(coloured) => coloured.split_once('m').map_or("", |(_, name)| name),
        None => name,
    };
    name.split('\u{1b}').next().unwrap_or(name)
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

/// The build IDs of a list such as `1.0, 1.1, ` or `1.0 1.1 ` and the default after it.
fn split(mut earlier: &str, default: &str) -> Option<Vec<BuildId>> {
    let mut build_ids = Vec::new();
    // As the CLI of 2023 lists them.
    if let Some(listed) = earlier.strip_suffix(' ')
        && !listed.ends_with(',')
        && !listed.contains(", ")
    {
        build_ids.extend(listed.split(' ').map(BuildId::from));
        earlier = "";
    }
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
