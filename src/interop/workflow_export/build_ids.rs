//! The search attribute `BuildIds`: the versions of the workers that a workflow has used.
//!
//! It is a JSON list, as base64 where payloads are not decoded. Source: `addBuildIdToLoadedSearchAttribute` of the server, and a live one:
//! each version is appended when it is used for the first time, so that the last is not always the latest.
//! Unversioned workers are `unversioned` and `unversioned:BUILD ID`, versioned ones `versioned:BUILD ID`.
//! `assigned:BUILD ID` is written by assignment rules, `pinned:DEPLOYMENT:BUILD ID` by worker deployments.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hashbrown::HashMap;
use hashbrown::hash_map::EntryRef;
use rustc_hash::FxBuildHasher;

use crate::landings::{KnownVersion, OtherVersioning};

/// The worker versions that a workflow has used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UsedVersions {
    /// An unversioned worker has worked on the workflow.
    pub unversioned: bool,
    /// Another generation of versioning routes the workflow.
    pub other_versioning: Option<OtherVersioning>,
    /// The build IDs of versioned workers, in the order of first use.
    pub build_ids: Vec<String>,
}

/// The search attributes that were read. Most workflows have those of others, and an export is read a quarter faster when each
/// is decoded once.
#[derive(Debug, Default)]
pub(super) struct KnownAttributes {
    pub attributes: KnownLists,
    pub texts: KnownTexts,
}

/// Texts by the data of their payloads.
#[derive(Debug, Default)]
pub(super) struct KnownTexts {
    texts: HashMap<String, String, FxBuildHasher>,
    bytes: usize,
}

impl KnownTexts {
    /// The text of a search attribute, which is base64 of JSON, or stands for itself where the payloads are decoded.
    pub fn read(&mut self, attribute: &str) -> &str {
        if self.bytes > MOST_KNOWN_BYTES {
            *self = Self::default();
        }
        match self.texts.entry_ref(attribute) {
            EntryRef::Occupied(known) => known.into_mut(),
            EntryRef::Vacant(new) => {
                let json = BASE64_STANDARD.decode(attribute).ok();
                let text = json.and_then(|json| serde_json::from_slice::<String>(&json).ok());
                self.bytes += attribute.len();
                new.insert(text.unwrap_or_else(|| attribute.to_owned()))
            }
        }
    }
}

/// Lists of worker versions by the data of their payloads.
#[derive(Debug, Default)]
pub(super) struct KnownLists {
    used: HashMap<String, UsedVersions, FxBuildHasher>,
    bytes: usize,
}

/// When attributes of more bytes are known, all are forgotten, so that no export exhausts the memory.
const MOST_KNOWN_BYTES: usize = 1 << 18;

impl KnownLists {
    /// Reads the search attribute; nothing if it is no list of worker versions.
    pub fn read(&mut self, list: &str) -> Option<&UsedVersions> {
        if self.bytes > MOST_KNOWN_BYTES {
            *self = Self::default();
        }
        Some(match self.used.entry_ref(list) {
            EntryRef::Occupied(known) => known.into_mut(),
            EntryRef::Vacant(new) => {
                let used = UsedVersions::decode(list)?;
                self.bytes += list.len();
                new.insert(used)
            }
        })
    }
}

/// No worker has touched the workflow.
pub(super) static UNTOUCHED: UsedVersions = UsedVersions::NONE;

impl UsedVersions {
    const NONE: Self = Self { unversioned: false, other_versioning: None, build_ids: Vec::new() };

    fn decode(list: &str) -> Option<Self> {
        let json = if list.starts_with('[') {
            list.to_owned()
        } else {
            String::from_utf8(BASE64_STANDARD.decode(list).ok()?).ok()?
        };
        let mut used = Self::NONE;
        for version in serde_json::from_str::<Vec<String>>(&json).ok()? {
            if let Some(build_id) = version.strip_prefix("versioned:") {
                if build_id.is_empty() {
                    return None;
                }
                used.build_ids.push(build_id.to_owned());
            } else if version == "unversioned" || version.starts_with("unversioned:") {
                used.unversioned = true;
            } else if version.starts_with("assigned:") {
                used.other_versioning = Some(OtherVersioning::AssignmentRules);
            } else if version.starts_with("pinned:") {
                used.other_versioning = Some(OtherVersioning::WorkerDeployment);
            } else {
                return None;
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
