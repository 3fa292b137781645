//! What the TypeScript client's `getBuildIdCompatability` answers, as JSON.

use serde::Deserialize;

use super::{Listing, check_default};
use crate::boundary::InputError;
use crate::boundary::json::Value;
use crate::names::BuildId;

/// `{"versionSets":[{"buildIds":["1.0"],"default":"1.0"}],"defaultSet":{…},"defaultBuildId":"1.0"}`
#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct Answer {
    version_sets: Vec<Set>,
    default_set: Option<Set>,
    default_build_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct Set {
    build_ids: Vec<BuildId>,
    default: Option<String>,
}

pub(super) fn read(answer: &Value) -> Result<Listing, InputError> {
    let path: fn(usize) -> String = |set| format!("versionSets[{set}]");
    let Answer { version_sets, default_set, default_build_id } = answer.read("")?;
    let sets = version_sets.into_iter().enumerate();
    let sets: Vec<_> =
        sets.map(|(place, set)| set.checked(&path(place))).collect::<Result<_, _>>()?;
    let last = sets.last().map_or(&[][..], Vec::as_slice);
    if let Some(set) = default_set
        && set.checked("defaultSet")? != last
    {
        let problem = "expected the last of versionSets, got another set";
        return Err(InputError::value("defaultSet".to_owned(), problem));
    }
    if let Some(default) = default_build_id {
        check_default(&default, last, "defaultBuildId".to_owned())?;
    }
    Ok(Listing::new(sets, path))
}

impl Set {
    /// The build IDs, of which the default has to be the last, if it is named.
    fn checked(self, path: &str) -> Result<Vec<BuildId>, InputError> {
        if let Some(default) = self.default {
            check_default(&default, &self.build_ids, format!("{path}.default"))?;
        }
        Ok(self.build_ids)
    }
}
