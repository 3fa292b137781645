//! How the names of fields are spelled: `buildIds` by the CLI and the API, `build_ids` by SDKs that keep the names of the
//! protocol, `BuildIds` by the CLI of 2023 and .NET.

use crate::boundary::InputError;
use crate::boundary::json::Value;

/// Each field in the three spellings.
const FIELDS: [[&str; 3]; 7] = [
    ["buildIds", "build_ids", "BuildIds"],
    ["defaultForSet", "default_for_set", "DefaultForSet"],
    ["isDefaultSet", "is_default_set", "IsDefaultSet"],
    ["majorVersionSets", "major_version_sets", "MajorVersionSets"],
    ["versionSets", "version_sets", "VersionSets"],
    ["defaultSet", "default_set", "DefaultSet"],
    ["defaultBuildId", "default_build_id", "DefaultBuildId"],
];

/// The spelling of the fields of a text, as an index into [`FIELDS`].
#[derive(Clone, Copy)]
pub(super) struct Spelling(usize);

impl Spelling {
    pub(super) const CAMEL_CASE: Self = Self(0);

    /// Spells all fields in camelCase, and returns how they were spelled.
    pub(super) fn of(values: &mut [Value]) -> Self {
        let mut spelling = Self::CAMEL_CASE;
        for value in values {
            spelling.respell(value);
        }
        spelling
    }

    fn respell(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => {
                for item in items {
                    self.respell(item);
                }
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    for spellings in FIELDS {
                        if let Some(found) = spellings.iter().position(|known| known == name) {
                            self.0 = self.0.max(found);
                            spellings[0].clone_into(name);
                        }
                    }
                    self.respell(value);
                }
            }
            _ => {}
        }
    }

    /// The error with the fields in its path as they are spelled in the text.
    pub(super) fn restore(self, mut error: InputError) -> InputError {
        let Self(spelling) = self;
        let names = error.path.split('.').map(|part| {
            let (name, place) = part.split_at(part.find('[').unwrap_or(part.len()));
            let field = FIELDS.iter().find(|spellings| spellings[0] == name);
            format!("{}{place}", field.map_or(name, |spellings| spellings[spelling]))
        });
        error.path = names.collect::<Vec<_>>().join(".");
        error
    }
}
