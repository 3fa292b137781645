//! What a way back does not restore.

use crate::planning::Remainder;

/// What no operation can undo, to follow "it remains that".
#[must_use]
pub fn remainder(remainder: &Remainder) -> String {
    match remainder {
        Remainder::Added { build_id } => format!("{build_id} stays in the queue"),
        Remainder::Merged { set_defaults: [first, second] } => {
            format!("the sets of {first} and {second} stay merged")
        }
        Remainder::Versioned => {
            "the queue stays versioned: new workflows no longer go to unversioned workers"
                .to_owned()
        }
        Remainder::StartedMeanwhile { build_id, lands } => {
            format!("workflows that started on {build_id} meanwhile land on {lands}")
        }
    }
}
