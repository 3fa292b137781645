//! What crosses to JavaScript: answers as flat arrays and letters.

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::model::{BuildId, Origin, RecordError, SetRecord, VersionSet};
use crate::routing::{NamedTaskQueue, Outcome, PollOutcome, Reason, Resolution, Step};

/// The names of the reasons and, after `|`, of the rules, in the order of their codes. What a rule looked at
/// beside the task's own fields stands behind a colon.
pub(super) const NAMES: &str = "SET_DEFAULT QUEUE_DEFAULT UNVERSIONED_QUEUE UNVERSIONED_WORKFLOW \
    NOTHING_TO_INHERIT UNKNOWN_BUILD_ID CROSS_QUEUE_REJECTED EAGER_ACTIVITY|\
    NEW_WORKFLOW WORKFLOW_BUILD_ID FIRST_WORKFLOW_TASK UNVERSIONED_WORKFLOW RETRY_INHERITS \
    CRON_NEVER_INHERITS INTENT_COMPATIBLE INTENT_DEFAULT USE_LATEST_BUILD_ID UNSPECIFIED_INHERITS:same \
    UNSPECIFIED_INHERITS:unnamed UNSPECIFIED_TAKES_DEFAULT:other UNSPECIFIED_TAKES_DEFAULT:unnamed \
    CROSS_QUEUE_REJECTED TAKES_DEFAULT INHERITED_BUILD_ID NOTHING_TO_INHERIT EAGER_ACTIVITY QUEUE_DEFAULT \
    UNVERSIONED_QUEUE SET_DEFAULT UNKNOWN_BUILD_ID UNVERSIONED_WORKERS";

fn reason_code(reason: Reason) -> u8 {
    match reason {
        Reason::SetDefault => 0,
        Reason::QueueDefault => 1,
        Reason::UnversionedQueue => 2,
        Reason::UnversionedWorkflow => 3,
        Reason::NothingToInherit => 4,
        Reason::UnknownBuildId => 5,
        Reason::CrossQueueRejected => 6,
        Reason::EagerActivity => 7,
    }
}

fn rule_code(step: &Step) -> u8 {
    match step {
        Step::NewWorkflow => 0,
        Step::WorkflowBuildId { .. } => 1,
        Step::FirstWorkflowTask => 2,
        Step::UnversionedWorkflow => 3,
        Step::RetryInherits => 4,
        Step::CronNeverInherits => 5,
        Step::IntentCompatible => 6,
        Step::IntentDefault => 7,
        Step::UseLatestBuildId => 8,
        Step::UnspecifiedInherits { named_task_queue: NamedTaskQueue::Unnamed, .. } => 10,
        Step::UnspecifiedInherits { .. } => 9,
        Step::UnspecifiedTakesDefault { named_task_queue: NamedTaskQueue::Unnamed, .. } => 12,
        Step::UnspecifiedTakesDefault { .. } => 11,
        Step::CrossQueueRejected { .. } => 13,
        Step::TakesDefault => 14,
        Step::InheritedBuildId { .. } => 15,
        Step::NothingToInherit => 16,
        Step::EagerActivity { .. } => 17,
        Step::QueueDefault { .. } => 18,
        Step::UnversionedQueue { .. } => 19,
        Step::SetDefault { .. } => 20,
        Step::UnknownBuildId { .. } => 21,
        Step::UnversionedWorkers { .. } => 22,
    }
}

/// Codes are letters from `A` on.
fn letter(code: u8) -> char {
    char::from(b'A' + code)
}

pub(super) fn resolution(resolution: &Resolution) -> String {
    let mut answer = String::new();
    answer.push(match resolution.outcome {
        Outcome::BuildId(_) => 'A',
        Outcome::Unversioned => 'B',
        Outcome::Rejected(_) => 'C',
    });
    answer.push(letter(reason_code(resolution.reason)));
    answer.extend(resolution.steps.iter().map(|step| letter(rule_code(step))));
    answer.push('|');
    match &resolution.outcome {
        Outcome::BuildId(build_id) => answer.push_str(build_id.as_str()),
        Outcome::Unversioned => {}
        Outcome::Rejected(refused) => {
            answer.push_str(refused.cause());
            answer.push('|');
            answer.push_str(&refused.to_string());
        }
    }
    answer
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
