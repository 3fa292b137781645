//! The search attribute `BuildIds`: the versions of the workers that a workflow has used.
//!
//! It is base64 of a JSON list. Source: `addBuildIdToLoadedSearchAttribute` of the server, and a live one:
//! each version is appended when it is used for the first time, so that the last is not always the latest.
//! Unversioned workers are `unversioned` and `unversioned:BUILD ID`, versioned ones `versioned:BUILD ID`.
//! Later generations write `assigned:…` and `pinned:…`.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::json::Text;
use crate::landings::KnownVersion;

/// The worker versions that a workflow has used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct UsedVersions {
    /// An unversioned worker has worked on the workflow.
    pub unversioned: bool,
    /// A later generation of versioning routes the workflow.
    pub later_generation: bool,
    /// The build IDs of versioned workers, in the order of first use.
    pub build_ids: Vec<String>,
}

impl UsedVersions {
    /// Reads the search attribute; nothing if it is no list of worker versions.
    pub fn read(base64: &str) -> Option<Self> {
        let json = BASE64_STANDARD.decode(base64).ok()?;
        let mut used = Self::default();
        for Text(entry) in serde_json::from_slice::<Vec<Text<'_>>>(&json).ok()? {
            if let Some(build_id) = entry.strip_prefix("versioned:") {
                if build_id.is_empty() {
                    return None;
                }
                used.build_ids.push(build_id.to_owned());
            } else if entry == "unversioned" || entry.starts_with("unversioned:") {
                used.unversioned = true;
            } else {
                used.later_generation = true;
            }
        }
        Some(used)
    }

    /// What they say of the latest. (A run that a versioned worker has worked on refuses unversioned ones.)
    pub fn version(&self) -> KnownVersion<'_> {
        match self.build_ids.split_last() {
            Some((newest, earlier)) => KnownVersion::BuildId { newest, earlier },
            None if self.unversioned => KnownVersion::Unversioned,
            None => KnownVersion::Untouched,
        }
    }
}
