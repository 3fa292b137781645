//! Answers of planning as lists.

use super::json::Json;
use crate::model::{BuildId, Operation};
use crate::planning::{
    DefaultOf, Hazard, HazardKind, ImportedOrder, Plan, Recipient, Remainder, Rollback, SecondRun,
    TieBreak, WorkerNeed,
};
use crate::reachability::WorkerVersion;
use crate::rollout::MayStop;
use crate::wire;

fn text(build_id: &BuildId, answer: &mut Json) {
    answer.text(build_id.as_str());
}

fn operations(operations: &[Operation], answer: &mut Json) {
    for operation in operations {
        let (kind, build_id, other) = wire::operation_parts(operation);
        answer.number(kind.into());
        text(build_id, answer);
        answer.text(other.map_or("", BuildId::as_str));
    }
}

pub(super) fn plan(plan: &Plan, answer: &mut Json) {
    answer.flag(plan.tie_break == TieBreak::Exact);
    answer.flag(plan.imported_order == ImportedOrder::NotReliedOn);
    answer.place(plan.passing_defaults.len());
    for passing in &plan.passing_defaults {
        answer.place(passing.step);
        text(&passing.build_id, answer);
        answer.flag(passing.of == DefaultOf::Queue);
    }
    operations(&plan.operations, answer);
}

/// A build ID, or the empty text for unversioned workers.
fn recipient(recipient: &Recipient, answer: &mut Json) {
    answer.text(match recipient {
        Recipient::BuildId(build_id) => build_id.as_str(),
        Recipient::Unversioned | Recipient::Rejected(_) => "",
    });
}

pub(super) fn hazard(hazard: &Hazard, answer: &mut Json) {
    answer.open();
    answer.place(hazard.step);
    answer.text(hazard.task_queue.as_str());
    answer.places(&hazard.subjects);
    answer.places(&hazard.workers);
    hazard_kind(&hazard.kind, answer);
    answer.close();
}

/// The code, and the facts.
fn hazard_kind(kind: &HazardKind, answer: &mut Json) {
    match kind {
        HazardKind::WithoutWorker { recipient: version } => {
            answer.number(0);
            recipient(version, answer);
        }
        HazardKind::SupersededWorker { build_id, newer_build_id } => {
            answer.number(1);
            text(build_id, answer);
            text(newer_build_id, answer);
        }
        HazardKind::PassingQueueDefault { build_id, until, lands_at_the_end } => {
            answer.number(2);
            text(build_id, answer);
            answer.place(*until);
            text(lands_at_the_end, answer);
        }
        HazardKind::MergeMovesQueueDefault { from, to } => {
            answer.number(3);
            text(from, answer);
            text(to, answer);
        }
        HazardKind::MergeDeclaresCompatible { kept, given_up } => {
            answer.number(4);
            text(kept, answer);
            text(given_up, answer);
        }
        HazardKind::LeftBehind { recipient: version } => {
            answer.number(5);
            recipient(version, answer);
        }
        HazardKind::JumpsToQueueDefault { build_id } => {
            answer.number(6);
            text(build_id, answer);
        }
        HazardKind::RejectedCommand => answer.number(7),
        HazardKind::JavaUnsetTaskQueue { inherited } => {
            answer.number(8);
            recipient(inherited, answer);
        }
        HazardKind::DroppedPromotion { queue_default } => {
            answer.number(9);
            text(queue_default, answer);
        }
        HazardKind::NotRepeatable { second } => {
            answer.number(10);
            match second {
                SecondRun::Changes => answer.text(""),
                SecondRun::Refused(error) => {
                    answer.text(&super::refusal(error.status_code(), error));
                }
            }
        }
        HazardKind::LimitNear { limit, allowed, reached } => {
            answer.number(11);
            answer.place(*limit as usize);
            answer.place(*allowed);
            answer.place(*reached);
        }
        HazardKind::GuessedOrder { set_default } => {
            answer.number(12);
            text(set_default, answer);
        }
    }
}

pub(super) fn rollback(rollback: &Rollback, answer: &mut Json) {
    answer.open();
    operations(&rollback.operations, answer);
    answer.close();
    answer.places(&rollback.restored);
    answer.places(&rollback.not_restored);
    answer.open();
    for remainder in &rollback.remains {
        let (kind, first, second) = match remainder {
            Remainder::Added { build_id } => (0, Some(build_id), None),
            Remainder::Merged { first, second } => (1, Some(first), Some(second)),
            Remainder::Versioned => (2, None, None),
            Remainder::StartedMeanwhile { build_id, lands } => (3, Some(build_id), Some(lands)),
        };
        answer.number(kind);
        answer.text(first.map_or("", BuildId::as_str));
        answer.text(second.map_or("", BuildId::as_str));
    }
    answer.close();
}

pub(super) fn worker_need(need: &WorkerNeed, answer: &mut Json) {
    answer.open();
    answer.text(need.task_queue.as_str());
    answer.text(match &need.version {
        WorkerVersion::BuildId(build_id) => build_id.as_str(),
        WorkerVersion::Unversioned => "",
    });
    answer.place(need.start_before);
    match need.stop_after {
        Some(step) => answer.place(step),
        None => answer.none(),
    }
    answer.number(may_stop(need.at_the_end));
    answer.close();
}

pub(super) const fn may_stop(may_stop: MayStop) -> u64 {
    match may_stop {
        MayStop::Yes => 0,
        MayStop::ExceptQueries => 1,
        MayStop::No => 2,
    }
}
