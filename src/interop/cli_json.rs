//! `temporal task-queue get-build-ids -o json` and `-o jsonl`: a row for each set.

use super::fields::{Item, Path, Read};
use super::json_text::Value;
use super::{Listing, PathOfSets, build_ids, check_default};
use crate::model::BuildId;

/// `[{"buildIds":["1.0","1.1"],"defaultForSet":"1.1","isDefaultSet":true}]`
pub(super) fn read(rows: &[Value], path: PathOfSets) -> Read<Listing> {
    let mut sets = Vec::new();
    for (row, value) in rows.iter().enumerate() {
        let of_set = path.of_set(row);
        let item = Item { value, path: &Path::Field(&Path::Root, &of_set) };
        sets.push(read_row(&item, row + 1 == rows.len())?);
    }
    Ok(Listing { sets, path })
}

fn read_row(row: &Item<'_>, is_last: bool) -> Read<Vec<BuildId>> {
    let row = row.object()?;
    let build_ids = build_ids(&row)?;
    check_default(row.text("defaultForSet")?, &build_ids, &row, "defaultForSet")?;
    match row.flag("isDefaultSet")? {
        Some(is_default) if is_default == is_last => Ok(build_ids),
        Some(is_default) => Err(row.invalid(
            "isDefaultSet",
            format!("expected {is_last}, since the last set is the default, got {is_default}"),
        )),
        None => Err(row.unexpected("isDefaultSet", "boolean")),
    }
}
