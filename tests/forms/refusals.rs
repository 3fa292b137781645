//! Statuses, reasons and limits.

use serde_json::json;

use crate::written_and_read;
use worker_versioning::refusal::{Limit, RefusalReason, StatusCode};

#[test]
fn statuses() {
    for status in [
        StatusCode::InvalidArgument,
        StatusCode::NotFound,
        StatusCode::FailedPrecondition,
        StatusCode::OutOfRange,
    ] {
        written_and_read([(status, json!(status.to_string()))]);
    }
    assert_eq!(StatusCode::FailedPrecondition.to_string(), "FAILED_PRECONDITION");
}

#[test]
fn reasons() {
    written_and_read([
        (RefusalReason::Incomplete, json!("INCOMPLETE")),
        (RefusalReason::BuildIdTooLong, json!("BUILD_ID_TOO_LONG")),
        (RefusalReason::TaskQueueName, json!("TASK_QUEUE_NAME")),
        (RefusalReason::AlreadyExists, json!("ALREADY_EXISTS")),
        (RefusalReason::NotQueueDefault, json!("NOT_QUEUE_DEFAULT")),
        (RefusalReason::NotSetDefault, json!("NOT_SET_DEFAULT")),
        (RefusalReason::Incompatible, json!("INCOMPATIBLE")),
        (RefusalReason::NotFound, json!("NOT_FOUND")),
        (RefusalReason::TooManyVersionSets, json!("TOO_MANY_VERSION_SETS")),
        (RefusalReason::TooManyBuildIds, json!("TOO_MANY_BUILD_IDS")),
        (RefusalReason::TooManyTaskQueues, json!("TOO_MANY_TASK_QUEUES")),
    ]);
}

#[test]
fn limits() {
    written_and_read([
        (Limit::VersionSets, json!("versionSets")),
        (Limit::BuildIds, json!("buildIds")),
        (Limit::TaskQueuesPerBuildId, json!("taskQueuesPerBuildId")),
    ]);
}
