//! The API's read call, `GetWorkerBuildIdCompatibility`, as proto JSON.

use super::error::Read;
use super::json;
use super::json_text::Object;
use super::{Listing, PathOfSets};

/// `{"majorVersionSets":[{"buildIds":["1.0","1.1"]}]}`, or `{}` for an unversioned queue.
pub(super) fn read(answer: &Object) -> Read<Listing> {
    let path = PathOfSets::ProtoJson;
    let mut sets = Vec::new();
    if let Some(listed) = answer.get("majorVersionSets") {
        for (place, set) in json::array(Some(listed), "majorVersionSets")?.iter().enumerate() {
            let of_set = path.of_set(place);
            sets.push(json::build_ids(json::object(set, &of_set)?, &of_set)?);
        }
    }
    Ok(Listing { sets, path })
}
