//! `temporal task-queue get-build-ids -o json` and `-o jsonl`: a row for each set.

use super::error::Read;
use super::json;
use super::json_text::Value;
use super::{ImportError, Listing, PathOfSets};
use crate::model::BuildId;

/// `[{"buildIds":["1.0","1.1"],"defaultForSet":"1.1","isDefaultSet":true}]`
pub(super) fn read(rows: &[Value], path: PathOfSets) -> Read<Listing> {
    let mut sets = Vec::new();
    for (row, value) in rows.iter().enumerate() {
        sets.push(read_row(value, &path.of_set(row), row + 1 == rows.len())?);
    }
    Ok(Listing { sets, path })
}

fn read_row(value: &Value, path: &str, is_last: bool) -> Read<Vec<BuildId>> {
    let row = json::object(value, path)?;
    let build_ids = json::build_ids(row, path)?;
    let default_path = format!("{path}.defaultForSet");
    let default = json::string(row.get("defaultForSet"), &default_path)?;
    json::is_default(default, &build_ids, &default_path)?;
    let is_default_path = format!("{path}.isDefaultSet");
    let is_default = json::boolean(row.get("isDefaultSet"), &is_default_path)?;
    if is_default == is_last {
        return Ok(build_ids);
    }
    Err(ImportError::at(
        is_default_path,
        format!("expected {is_last}, since the last set is the default, got {is_default}"),
    ))
}
