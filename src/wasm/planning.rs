//! Answers of planning as flat arrays.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::answers::{place, text};
use crate::model::{BuildId, Operation};
use crate::planning::{
    DefaultOf, Hazard, HazardKind, ImportedOrder, Plan, Recipient, Remainder, Rollback, SecondRun,
    TieBreak, WorkerNeed,
};
use crate::reachability::WorkerVersion;
use crate::rollout::MayStop;
use crate::wire;

fn places(places: &[usize]) -> Array {
    places.iter().map(|at| place(*at)).collect()
}

fn push_operations<'a>(operations: impl Iterator<Item = &'a Operation>, answer: &Array) {
    for operation in operations {
        let (kind, build_id, other) = wire::operation_parts(operation);
        answer.push(&kind.into());
        answer.push(&text(build_id));
        answer.push(&other.map_or("", BuildId::as_str).into());
    }
}

pub(super) fn plan(plan: &Plan) -> Array {
    let answer = Array::new();
    answer.push(&(plan.tie_break == TieBreak::Exact).into());
    answer.push(&(plan.imported_order == ImportedOrder::NotReliedOn).into());
    answer.push(&place(plan.passing_defaults.len()));
    for passing in &plan.passing_defaults {
        answer.push(&place(passing.step));
        answer.push(&text(&passing.build_id));
        answer.push(&(passing.of == DefaultOf::Queue).into());
    }
    push_operations(plan.operations.iter(), &answer);
    answer
}

/// A build ID, or the empty text for unversioned workers.
fn recipient(recipient: &Recipient) -> JsValue {
    match recipient {
        Recipient::BuildId(build_id) => text(build_id),
        Recipient::Unversioned | Recipient::Rejected(_) => "".into(),
    }
}

pub(super) fn hazard(hazard: &Hazard) -> JsValue {
    let answer = Array::new();
    let (code, facts): (u8, Vec<JsValue>) = match &hazard.kind {
        HazardKind::WithoutWorker { recipient: version } => (0, vec![recipient(version)]),
        HazardKind::SupersededWorker { build_id, newer_build_id } => {
            (1, vec![text(build_id), text(newer_build_id)])
        }
        HazardKind::PassingQueueDefault { build_id, until, lands_at_the_end } => {
            (2, vec![text(build_id), place(*until), text(lands_at_the_end)])
        }
        HazardKind::MergeMovesQueueDefault { from, to } => (3, vec![text(from), text(to)]),
        HazardKind::MergeDeclaresCompatible { kept, given_up } => {
            (4, vec![text(kept), text(given_up)])
        }
        HazardKind::LeftBehind { recipient: version } => (5, vec![recipient(version)]),
        HazardKind::JumpsToQueueDefault { build_id } => (6, vec![text(build_id)]),
        HazardKind::RejectedCommand => (7, Vec::new()),
        HazardKind::JavaUnsetTaskQueue { inherited } => (8, vec![recipient(inherited)]),
        HazardKind::DroppedPromotion { queue_default } => (9, vec![text(queue_default)]),
        HazardKind::NotRepeatable { second } => {
            let refusal = match second {
                SecondRun::Changes => "".into(),
                SecondRun::Refused(error) => super::refusal(error.status_code(), error),
            };
            (10, vec![refusal])
        }
        HazardKind::LimitNear { limit, allowed, reached } => {
            (11, vec![(*limit as u8).into(), place(*allowed), place(*reached)])
        }
        HazardKind::GuessedOrder { set_default } => (12, vec![text(set_default)]),
    };
    answer.push(&place(hazard.step));
    answer.push(&code.into());
    answer.push(&hazard.task_queue.as_str().into());
    answer.push(&places(&hazard.subjects));
    answer.push(&places(&hazard.workers));
    for fact in &facts {
        answer.push(fact);
    }
    answer.into()
}

pub(super) fn rollback(rollback: &Rollback) -> Array {
    let operations = Array::new();
    push_operations(rollback.operations.iter(), &operations);
    let remains = Array::new();
    for remainder in &rollback.remains {
        let (kind, first, second): (u8, Option<&BuildId>, Option<&BuildId>) = match remainder {
            Remainder::Added { build_id } => (0, Some(build_id), None),
            Remainder::Merged { first, second } => (1, Some(first), Some(second)),
            Remainder::Versioned => (2, None, None),
            Remainder::StartedMeanwhile { build_id, lands } => (3, Some(build_id), Some(lands)),
        };
        remains.push(&kind.into());
        remains.push(&first.map_or("", BuildId::as_str).into());
        remains.push(&second.map_or("", BuildId::as_str).into());
    }
    let (restored, not_restored) = (places(&rollback.restored), places(&rollback.not_restored));
    Array::of4(&operations, &restored, &not_restored, &remains)
}

pub(super) fn worker_need(need: &WorkerNeed) -> JsValue {
    let answer = Array::new();
    answer.push(&need.task_queue.as_str().into());
    answer.push(&match &need.version {
        WorkerVersion::BuildId(build_id) => text(build_id),
        WorkerVersion::Unversioned => "".into(),
    });
    answer.push(&place(need.start_before));
    answer.push(&need.stop_after.map_or(JsValue::from(-1), place));
    answer.push(&may_stop(need.at_the_end).into());
    answer.into()
}

pub(super) const fn may_stop(may_stop: MayStop) -> u8 {
    match may_stop {
        MayStop::Yes => 0,
        MayStop::ExceptQueries => 1,
        MayStop::No => 2,
    }
}
