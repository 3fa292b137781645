//! What the TypeScript client's `getBuildIdCompatability` answers, as JSON.

use super::error::Read;
use super::json;
use super::json_text::{Object, Value};
use super::{ImportError, Listing, PathOfSets};
use crate::model::BuildId;

/// `{"versionSets":[{"buildIds":["1.0"],"default":"1.0"}],"defaultSet":{…},"defaultBuildId":"1.0"}`
pub(super) fn read(answer: &Object) -> Read<Listing> {
    let path = PathOfSets::TypeScriptClient;
    let mut sets = Vec::new();
    for (place, set) in json::array(answer.get("versionSets"), "versionSets")?.iter().enumerate() {
        sets.push(read_set(set, &path.of_set(place))?);
    }
    let default_set = sets.last().map_or(&[][..], Vec::as_slice);
    if let Some(set) = answer.get("defaultSet")
        && read_set(set, "defaultSet")? != default_set
    {
        return Err(ImportError::at(
            "defaultSet".to_owned(),
            "expected the last of versionSets, got another set".to_owned(),
        ));
    }
    if let Some(default) = answer.get("defaultBuildId") {
        let default = json::string(Some(default), "defaultBuildId")?;
        json::is_default(default, default_set, "defaultBuildId")?;
    }
    Ok(Listing { sets, path })
}

fn read_set(value: &Value, path: &str) -> Read<Vec<BuildId>> {
    let set = json::object(value, path)?;
    let build_ids = json::build_ids(set, path)?;
    if let Some(default) = set.get("default") {
        let default_path = format!("{path}.default");
        json::is_default(json::string(Some(default), &default_path)?, &build_ids, &default_path)?;
    }
    Ok(build_ids)
}
