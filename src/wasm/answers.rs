//! Answers as flat arrays.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::planning::may_stop;
use super::refusal;
use crate::model::{BuildId, Namespace, Origin, RecordError, SetRecord, VersionSet};
use crate::reachability::VersionReachability;
use crate::rollout::{
    Check, Retirement, Rollout, StepResult, Subject, SubjectKind, Verdict, receives,
};
use crate::routing::{PollOutcome, resolve};
use crate::wire;

pub(super) fn text(build_id: &BuildId) -> JsValue {
    build_id.as_str().into()
}

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

pub(super) fn version_reachability(version: &VersionReachability<'_>) -> Array {
    let answer = Array::new();
    for (task_queue, reachability) in &version.task_queues {
        answer.push(&task_queue.as_str().into());
        answer.push(&wire::reachability(*reachability).into());
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

pub(super) fn update(result: &StepResult) -> JsValue {
    match result {
        Ok(effect) => wire::effect(*effect).into(),
        Err(error) => refusal(error.status_code(), error),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "far fewer than memory has bytes")]
pub(super) fn place(place: usize) -> JsValue {
    (place as u32).into()
}

pub(super) fn subjects(subjects: &[Subject]) -> Array {
    let answer = Array::new();
    for subject in subjects {
        answer.push(&subject.task.task_queue().as_str().into());
        let (workflow, command) = match subject.kind {
            SubjectKind::NewWorkflows => (JsValue::from(-1), JsValue::from(-1)),
            SubjectKind::Workflow { workflow } => (place(workflow), JsValue::from(-1)),
            SubjectKind::Command { workflow, command } => (place(workflow), place(command)),
        };
        answer.push(&workflow);
        answer.push(&command);
    }
    answer
}

pub(super) fn landings(rollout: &Rollout, namespace: &Namespace) -> Array {
    let answer = Array::new();
    for subject in rollout.subjects() {
        let landing = resolve(namespace, &subject.task);
        answer.push(&wire::resolution(&landing).into());
        let workers = Array::new();
        for (at, worker) in rollout.workers.iter().enumerate() {
            if receives(namespace, worker, &landing) {
                workers.push(&place(at));
            }
        }
        answer.push(&workers);
    }
    answer
}

pub(super) fn check(check: &Check) -> Array {
    let met = check.expectations.iter().map(|verdict| JsValue::from(*verdict == Verdict::Met));
    let refused = check.unexpected_refusals.iter().map(|step| place(*step));
    Array::of2(&met.collect::<Array>(), &refused.collect::<Array>())
}

pub(super) fn retirement(retirement: &Retirement, subjects: &[Subject]) -> Array {
    let answer = Array::of1(&may_stop(retirement.may_stop(subjects)).into());
    for holder in &retirement.holders {
        answer.push(&place(holder.subject));
        answer.push(&wire::releases(&holder.freed_by).into());
    }
    answer
}
