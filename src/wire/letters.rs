//! Resolutions as text: a letter for the outcome, one for the reason and one for each step, then what belongs
//! to the outcome. Refusals of operations as text, too.

use crate::model::{Effect, Limit, OperationError, Requirement};
use crate::rollout::Release;
use crate::routing::{NamedTaskQueue, Outcome, Reason, Resolution, Step};

/// The names of the reasons and, after `|`, of the rules, in the order of their codes. What a rule looked at
/// beside the task's own fields stands behind a colon.
pub const NAMES: &str = "SET_DEFAULT QUEUE_DEFAULT UNVERSIONED_QUEUE UNVERSIONED_WORKFLOW \
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

fn rule_code(step: &Step<'_>) -> u8 {
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

/// A resolution as text: `outcome`, `reason` and each step as one letter, `|`, and the build ID or, of a refused
/// command, the cause, `|` and the message.
#[must_use]
pub fn resolution(resolution: &Resolution<'_>) -> String {
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

/// What an operation did: 0 when nothing changed, 1 when something did, 2 when in guessed order.
#[must_use]
pub const fn effect(effect: Effect) -> u8 {
    match effect {
        Effect::Unchanged => 0,
        Effect::Changed => 1,
        Effect::ChangedInGuessedOrder => 2,
    }
}

/// A refusal of an operation: `STATUS REASON: message`.
#[must_use]
pub fn operation_refusal(error: &OperationError) -> String {
    format!("{} {}: {error}", error.status_code(), refusal_reason(error))
}

fn refusal_reason(error: &OperationError) -> &'static str {
    match error {
        OperationError::Incomplete { unmet } => match unmet[..] {
            [Requirement::ShorterBuildId { .. }] => "BUILD_ID_TOO_LONG",
            _ => "INCOMPLETE",
        },
        OperationError::TaskQueueName(_) => "TASK_QUEUE_NAME",
        OperationError::AlreadyExists { .. } => "ALREADY_EXISTS",
        OperationError::NotQueueDefault { .. } => "NOT_QUEUE_DEFAULT",
        OperationError::NotSetDefault { .. } => "NOT_SET_DEFAULT",
        OperationError::Incompatible { .. } => "INCOMPATIBLE",
        OperationError::CompatibleNotFound { .. }
        | OperationError::NotFound { .. }
        | OperationError::PrimaryNotFound { .. }
        | OperationError::SecondaryNotFound { .. } => "NOT_FOUND",
        OperationError::LimitExceeded { limit: Limit::VersionSets, .. } => "TOO_MANY_VERSION_SETS",
        OperationError::LimitExceeded { limit: Limit::BuildIds, .. } => "TOO_MANY_BUILD_IDS",
        OperationError::LimitExceeded { limit: Limit::TaskQueuesPerBuildId, .. } => {
            "TOO_MANY_TASK_QUEUES"
        }
    }
}

/// What frees workers, a letter each.
#[must_use]
pub fn releases(releases: &[Release]) -> String {
    let code = |release: &Release| match release {
        Release::AnotherQueueDefault => 0,
        Release::AnotherSetDefault => 1,
        Release::FirstVersionSet => 2,
        Release::Closing => 3,
        Release::EndOfRetention => 4,
    };
    releases.iter().map(|release| letter(code(release))).collect()
}
