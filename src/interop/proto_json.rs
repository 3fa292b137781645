//! The API's read call, `GetWorkerBuildIdCompatibility`, as proto JSON.

use super::fields::{Fields, Read};
use super::{Listing, PathOfSets, build_ids};

/// `{"majorVersionSets":[{"buildIds":["1.0","1.1"]}]}`, or `{}` for an unversioned queue.
pub(super) fn read(answer: &Fields<'_>) -> Read<Listing> {
    let mut sets = Vec::new();
    answer.each("majorVersionSets", &mut |set| {
        sets.push(build_ids(&set.object()?)?);
        Ok(())
    })?;
    Ok(Listing { sets, path: PathOfSets::ProtoJson })
}
