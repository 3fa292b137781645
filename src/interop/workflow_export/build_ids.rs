//! The search attribute `BuildIds`: the versions of the workers that a workflow has used.
//!
//! It is base64 of a JSON list. Source: `addBuildIdToLoadedSearchAttribute` of the server, and a live one:
//! each version is appended when it is used for the first time, so that the last is not always the latest.
//! Unversioned workers are `unversioned` and `unversioned:BUILD ID`, versioned ones `versioned:BUILD ID`.
//! Later generations write `assigned:…` and `pinned:…`.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hashbrown::HashMap;
use hashbrown::hash_map::EntryRef;
use rustc_hash::FxBuildHasher;

use crate::landings::KnownVersion;

/// The worker versions that a workflow has used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UsedVersions {
    /// An unversioned worker has worked on the workflow.
    pub unversioned: bool,
    /// A later generation of versioning routes the workflow.
    pub later_generation: bool,
    /// The build IDs of versioned workers, in the order of first use.
    pub build_ids: Vec<String>,
}

/// The search attributes that were read. Most workflows have used the versions that others have, and an export is read
/// a quarter faster when each of these lists is decoded once.
#[derive(Debug, Default)]
pub(super) struct KnownAttributes {
    used: HashMap<String, UsedVersions, FxBuildHasher>,
    bytes: usize,
}

/// When attributes of more bytes are known, all are forgotten, so that no export exhausts the memory.
const MOST_KNOWN_BYTES: usize = 1 << 18;

impl KnownAttributes {
    /// Reads the search attribute; nothing if it is no list of worker versions.
    pub fn read(&mut self, base64: &str) -> Option<&UsedVersions> {
        if self.bytes > MOST_KNOWN_BYTES {
            *self = Self::default();
        }
        Some(match self.used.entry_ref(base64) {
            EntryRef::Occupied(known) => known.into_mut(),
            EntryRef::Vacant(new) => {
                let used = UsedVersions::decode(base64)?;
                self.bytes += base64.len();
                new.insert(used)
            }
        })
    }
}

impl UsedVersions {
    /// No worker has touched the workflow.
    pub const NONE: Self =
        Self { unversioned: false, later_generation: false, build_ids: Vec::new() };

    fn decode(base64: &str) -> Option<Self> {
        let json = String::from_utf8(BASE64_STANDARD.decode(base64).ok()?).ok()?;
        let mut used = Self::NONE;
        for version in serde_json::from_str::<Vec<String>>(&json).ok()? {
            if let Some(build_id) = version.strip_prefix("versioned:") {
                if build_id.is_empty() {
                    return None;
                }
                used.build_ids.push(build_id.to_owned());
            } else if version == "unversioned" || version.starts_with("unversioned:") {
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
