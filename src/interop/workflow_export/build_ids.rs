//! The search attribute `BuildIds`: the versions of the workers that a workflow has used.
//!
//! It is base64 of a JSON list. Source: `addBuildIdToLoadedSearchAttribute` of the server, and a live one:
//! each version is appended when it is used for the first time, so that the last is not always the latest.
//! Unversioned workers are `unversioned` and `unversioned:BUILD ID`, versioned ones `versioned:BUILD ID`.
//! Later generations write `assigned:…` and `pinned:…`.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hashbrown::HashMap;
use hashbrown::hash_map::EntryRef;
use rustc_hash::FxBuildHasher;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

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
                let json = BASE64_STANDARD.decode(base64).ok()?;
                let used = serde_json::from_slice(&json).ok()?;
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

    /// What they say of the latest. (A run that a versioned worker has worked on refuses unversioned ones.)
    pub fn version(&self) -> KnownVersion<'_> {
        match self.build_ids.split_last() {
            Some((newest, earlier)) => KnownVersion::BuildId { newest, earlier },
            None if self.unversioned => KnownVersion::Unversioned,
            None => KnownVersion::Untouched,
        }
    }
}

impl<'a> Deserialize<'a> for UsedVersions {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(VersionList)
    }
}

struct VersionList;

impl<'a> Visitor<'a> for VersionList {
    type Value = UsedVersions;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of worker versions")
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut versions: S) -> Result<UsedVersions, S::Error> {
        let mut used = UsedVersions::default();
        while let Some(Text(version)) = versions.next_element()? {
            if let Some(build_id) = version.strip_prefix("versioned:") {
                if build_id.is_empty() {
                    return Err(S::Error::custom("expected a build ID"));
                }
                used.build_ids.push(build_id.to_owned());
            } else if version == "unversioned" || version.starts_with("unversioned:") {
                used.unversioned = true;
            } else {
                used.later_generation = true;
            }
        }
        Ok(used)
    }
}
