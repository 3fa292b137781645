//! The rollout document: JSON to a [`Rollout`]. The format is described in `docs/rollout-document.md`, and
//! for editors in `pkg/rollout.schema.json`.

use serde::Deserialize;

use crate::boundary::{InputError, json};
use crate::rollout::{DocumentError, Rollout, RolloutDocument};
use crate::vocabulary::FormatVersion;

/// What every version of the format has.
#[derive(Deserialize)]
#[serde(rename = "*")]
struct AnyVersion {
    #[expect(dead_code, reason = "it says nothing but that it could be read")]
    version: FormatVersion,
}

/// Reads a rollout document.
///
/// # Errors
/// When the text is not JSON, or not a rollout document of version 1, or contradicts itself: the error says where,
/// what was expected and what stood there. Fields that do not exist are refused.
pub fn read_rollout(text: &str) -> Result<Rollout, InputError> {
    let value = json::parse(text).map_err(|error| error.expecting("a rollout document"))?;
    // Before the fields, of which a newer version may have more.
    value.read::<AnyVersion>("")?;
    let document: RolloutDocument = value.read("")?;
    let rollout = Rollout::new(document);
    rollout.map_err(|DocumentError { path, problem }| InputError::value(path, problem))
}
