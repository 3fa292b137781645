//! Answers as flat arrays.

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::model::{BuildId, Origin, RecordError, SetRecord, VersionSet};
use crate::routing::PollOutcome;

fn texts<'a>(build_ids: impl Iterator<Item = &'a BuildId>, array: &Array) {
    for build_id in build_ids {
        array.push(&build_id.as_str().into());
    }
}

pub(super) fn sets(sets: &[VersionSet]) -> Array {
    let answer = Array::new();
    for set in sets {
        let listed = Array::of1(&set.order_is_guess().into());
        texts(set.build_ids(), &listed);
        answer.push(&listed);
    }
    answer
}

pub(super) fn poll_outcome(outcome: &PollOutcome) -> Array {
    let answer = Array::new();
    let kind: u8 = match outcome {
        PollOutcome::UnversionedTasks { .. } => 0,
        PollOutcome::SetTasks { .. } => 1,
        PollOutcome::Superseded(_) => 2,
        PollOutcome::UnknownBuildId => 3,
    };
    answer.push(&kind.into());
    match outcome {
        PollOutcome::UnversionedTasks { includes_default_tasks } => {
            answer.push(&(*includes_default_tasks).into());
        }
        PollOutcome::SetTasks { build_ids, includes_default_tasks } => {
            answer.push(&(*includes_default_tasks).into());
            texts(build_ids.iter(), &answer);
        }
        PollOutcome::Superseded(refusal) => {
            answer.push(&refusal.newer_build_id.as_str().into());
            answer.push(&refusal.status_code().as_str().into());
            answer.push(&refusal.to_string().into());
        }
        PollOutcome::UnknownBuildId => {}
    }
    answer
}

#[expect(clippy::cast_precision_loss, reason = "moments are whole numbers that a double holds")]
pub(super) fn record(set: &SetRecord) -> Array {
    let answer = Array::of1(&(set.became_queue_default.number() as f64).into());
    for member in &set.build_ids {
        answer.push(&member.build_id.as_str().into());
        answer.push(&(member.became_set_default.number() as f64).into());
        answer.push(&match member.origin {
            Origin::Applied => JsValue::from_f64(-1.0),
            Origin::ImportedInSet(set) => set.into(),
        });
    }
    answer
}

pub(super) fn record_error(error: &RecordError) -> String {
    let set = error.set;
    match error.build_id {
        Some(position) => format!("versionSets[{set}].buildIds[{position}]: {error}"),
        None => format!("versionSets[{set}]: {error}"),
    }
}
