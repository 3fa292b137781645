//! The search attribute `BuildIds`: the versions of the workers that a workflow has used.
//!
//! It is base64 of a JSON list. Source: `addBuildIdToLoadedSearchAttribute` of the server, and a live one:
//! each version is appended when it is used for the first time, so that the last is not always the latest.
//! Unversioned workers are `unversioned` and `unversioned:BUILD ID`, versioned ones `versioned:BUILD ID`.
//! Later generations write `assigned:…` and `pinned:…`.

use crate::interop::json_scanner::{Fault, Read, Scanner, Token};
use crate::landings::hash;

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

/// What different texts of the attribute say: most workflows have used what others have. Of two texts with one place,
/// the last is kept.
#[derive(Debug, Default)]
pub(super) struct KnownTexts(Vec<Option<(String, UsedVersions)>>);

/// Many times as many as workflows of one time may differ in, so that few of these have one place.
const MOST_KNOWN: usize = 2048;

/// Longer texts share one place: they are few, and no input can exhaust the memory.
const MOST_KEPT_BYTES: usize = 1024;

impl KnownTexts {
    /// Reads the search attribute; nothing if it is no list of worker versions.
    pub fn read(&mut self, base64: &str) -> Option<&UsedVersions> {
        if self.0.is_empty() {
            self.0.resize(MOST_KNOWN + 1, None);
        }
        let place = match base64.len() {
            0..=MOST_KEPT_BYTES => hash(base64) as usize % MOST_KNOWN,
            _ => MOST_KNOWN,
        };
        let known = &mut self.0[place];
        if !matches!(known, Some((text, _)) if text == base64) {
            *known = Some((base64.to_owned(), UsedVersions::read(base64)?));
        }
        known.as_ref().map(|(_, used)| used)
    }
}

impl UsedVersions {
    /// No worker has touched the workflow.
    pub const NONE: Self =
        Self { unversioned: false, later_generation: false, build_ids: Vec::new() };

    fn read(base64: &str) -> Option<Self> {
        let json = String::from_utf8(decode_base64(base64)?).ok()?;
        let mut used = Self::default();
        used.read_list(&mut Scanner::new(&json)).ok()?;
        Some(used)
    }

    fn read_list(&mut self, scanner: &mut Scanner<'_>) -> Read<()> {
        let Token::OpenArray = scanner.token()? else { return Err(Fault::NotJson) };
        while let Token::Text(entry) = scanner.token()? {
            self.add(&entry.value()?)?;
        }
        // Nothing but texts, and nothing after them.
        if scanner.depth() > 0 || scanner.first_after_blanks().is_some() {
            return Err(Fault::NotJson);
        }
        Ok(())
    }

    fn add(&mut self, entry: &str) -> Read<()> {
        if let Some(build_id) = entry.strip_prefix("versioned:") {
            if build_id.is_empty() {
                return Err(Fault::NotJson);
            }
            self.build_ids.push(build_id.to_owned());
        } else if entry == "unversioned" || entry.starts_with("unversioned:") {
            self.unversioned = true;
        } else {
            self.later_generation = true;
        }
        Ok(())
    }
}

/// Decodes base64 of RFC 4648, padded as the server writes it. (A library does the same for 5 KB of wasm.)
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let text = text.as_bytes();
    let digits = text.strip_suffix(b"==").or(text.strip_suffix(b"=")).unwrap_or(text);
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let mut bits = 0;
    let mut count = 0;
    for digit in digits {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xfff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Some(bytes)
}
