//! What the TypeScript client's `getBuildIdCompatability` answers, as JSON.

use super::fields::{Fields, Item, Read};
use super::{Listing, PathOfSets, build_ids, check_default};
use crate::model::BuildId;

/// `{"versionSets":[{"buildIds":["1.0"],"default":"1.0"}],"defaultSet":{…},"defaultBuildId":"1.0"}`
pub(super) fn read(answer: &Fields<'_>) -> Read<Listing> {
    let mut sets = Vec::new();
    answer.each("versionSets", &mut |set| {
        sets.push(read_set(set)?);
        Ok(())
    })?;
    let default_set = sets.last().map_or(&[][..], Vec::as_slice);
    answer.with("defaultSet", &mut |set| {
        if read_set(set)? == default_set {
            return Ok(());
        }
        Err(set.invalid("expected the last of versionSets, got another set".to_owned()))
    })?;
    if let Some(default) = answer.optional_text("defaultBuildId")? {
        check_default(default, default_set, answer, "defaultBuildId")?;
    }
    Ok(Listing { sets, path: PathOfSets::TypeScriptClient })
}

fn read_set(set: &Item<'_>) -> Read<Vec<BuildId>> {
    let set = set.object()?;
    let build_ids = build_ids(&set)?;
    if let Some(default) = set.optional_text("default")? {
        check_default(default, &build_ids, &set, "default")?;
    }
    Ok(build_ids)
}
