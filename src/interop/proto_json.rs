//! The API's read call, `GetWorkerBuildIdCompatibility`, as proto JSON.

use serde::Deserialize;

use super::Listing;
use crate::boundary::InputError;
use crate::boundary::json::Value;
use crate::names::BuildId;

/// `{"majorVersionSets":[{"buildIds":["1.0","1.1"]}]}`, or `{}` for an unversioned queue.
#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct Answer {
    #[serde(default)]
    major_version_sets: Vec<Set>,
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct Set {
    build_ids: Vec<BuildId>,
}

pub(super) fn read(answer: &Value) -> Result<Listing, InputError> {
    let Answer { major_version_sets } = answer.read("")?;
    let sets = major_version_sets.into_iter().map(|set| set.build_ids).collect();
    Ok(Listing::new(sets, |set| format!("majorVersionSets[{set}]")))
}
