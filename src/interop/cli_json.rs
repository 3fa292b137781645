//! `temporal task-queue get-build-ids -o json` and `-o jsonl`: a row for each set.

use serde::Deserialize;

use super::{Listing, check_default};
use crate::boundary::InputError;
use crate::boundary::json::Value;
use crate::names::BuildId;

/// `{"buildIds":["1.0","1.1"],"defaultForSet":"1.1","isDefaultSet":true}`
#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct Row {
    build_ids: Vec<BuildId>,
    default_for_set: String,
    is_default_set: bool,
}

pub(super) fn read(rows: &[Value], path: fn(usize) -> String) -> Result<Listing, InputError> {
    let sets = rows
        .iter()
        .enumerate()
        .map(|(place, row)| read_row(row, &path(place), place + 1 == rows.len()));
    Ok(Listing::new(sets.collect::<Result<_, _>>()?, path))
}

fn read_row(row: &Value, path: &str, is_last: bool) -> Result<Vec<BuildId>, InputError> {
    let Row { build_ids, default_for_set, is_default_set } = row.read(path)?;
    check_default(&default_for_set, &build_ids, format!("{path}.defaultForSet"))?;
    if is_default_set == is_last {
        return Ok(build_ids);
    }
    Err(InputError::value(
        format!("{path}.isDefaultSet"),
        format!("expected {is_last}, since the last set is the default, got {is_default_set}"),
    ))
}
