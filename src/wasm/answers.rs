//! Answers as lists.

use super::json::Json;
use super::planning::may_stop;
use crate::model::{Namespace, Origin, RecordError, SetRecord, VersionSet};
use crate::reachability::VersionReachability;
use crate::rollout::{
    Check, Retirement, Rollout, StepResult, Subject, SubjectKind, Verdict, receives,
};
use crate::routing::{PollOutcome, resolve};
use crate::wire;

pub(super) fn set(set: &VersionSet, answer: &mut Json) {
    answer.open();
    answer.flag(set.order_is_guess());
    for build_id in set.build_ids() {
        answer.text(build_id.as_str());
    }
    answer.close();
}

pub(super) fn poll_outcome(outcome: &PollOutcome, answer: &mut Json) {
    match outcome {
        PollOutcome::UnversionedTasks { includes_default_tasks } => {
            answer.number(0);
            answer.flag(*includes_default_tasks);
        }
        PollOutcome::SetTasks { build_ids, includes_default_tasks } => {
            answer.number(1);
            answer.flag(*includes_default_tasks);
            for build_id in build_ids {
                answer.text(build_id.as_str());
            }
        }
        PollOutcome::Superseded(refusal) => {
            answer.number(2);
            answer.text(refusal.newer_build_id.as_str());
            answer.text(refusal.status_code().as_str());
            answer.text(&refusal.to_string());
        }
        PollOutcome::UnknownBuildId => answer.number(3),
    }
}

pub(super) fn version_reachability(version: &VersionReachability<'_>, answer: &mut Json) {
    answer.open();
    for (task_queue, reachability) in &version.task_queues {
        answer.text(task_queue.as_str());
        answer.number(wire::reachability(*reachability).into());
    }
    answer.close();
}

pub(super) fn record(set: &SetRecord, answer: &mut Json) {
    answer.open();
    answer.number(set.became_queue_default.number());
    for member in &set.build_ids {
        answer.text(member.build_id.as_str());
        answer.number(member.became_set_default.number());
        match member.origin {
            Origin::Applied => answer.none(),
            Origin::ImportedInSet(set) => answer.number(set.into()),
        }
    }
    answer.close();
}

pub(super) fn record_error(error: &RecordError) -> String {
    let set = error.set;
    match error.build_id {
        Some(position) => format!("versionSets[{set}].buildIds[{position}]: {error}"),
        None => format!("versionSets[{set}]: {error}"),
    }
}

pub(super) fn update(result: &StepResult, answer: &mut Json) {
    match result {
        Ok(effect) => answer.number(wire::effect(*effect).into()),
        Err(error) => answer.text(&wire::operation_refusal(error)),
    }
}

pub(super) fn subject(subject: &Subject, answer: &mut Json) {
    answer.text(subject.task.task_queue().as_str());
    let (workflow, command) = match subject.kind {
        SubjectKind::NewWorkflows => (None, None),
        SubjectKind::Workflow { workflow } => (Some(workflow), None),
        SubjectKind::Command { workflow, command } => (Some(workflow), Some(command)),
    };
    for place in [workflow, command] {
        match place {
            Some(place) => answer.place(place),
            None => answer.none(),
        }
    }
}

pub(super) fn landings(rollout: &Rollout, namespace: &Namespace, answer: &mut Json) {
    for subject in rollout.subjects() {
        let landing = resolve(namespace, &subject.task);
        answer.text(&wire::resolution(&landing));
        answer.open();
        for (at, worker) in rollout.workers.iter().enumerate() {
            if receives(namespace, worker, &landing) {
                answer.place(at);
            }
        }
        answer.close();
    }
}

pub(super) fn check(check: &Check, answer: &mut Json) {
    answer.open();
    for verdict in &check.expectations {
        answer.flag(*verdict == Verdict::Met);
    }
    answer.close();
    answer.places(&check.unexpected_refusals);
}

pub(super) fn retirement(retirement: &Retirement, subjects: &[Subject], answer: &mut Json) {
    answer.number(may_stop(retirement.may_stop(subjects)));
    for holder in &retirement.holders {
        answer.place(holder.subject);
        answer.text(&wire::releases(&holder.freed_by));
    }
}
