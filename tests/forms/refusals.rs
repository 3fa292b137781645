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
        StatusCode::AlreadyExists,
        StatusCode::ResourceExhausted,
        StatusCode::Internal,
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
        (RefusalReason::DeploymentName, json!("DEPLOYMENT_NAME")),
        (RefusalReason::Percentage, json!("PERCENTAGE")),
        (RefusalReason::DeploymentNotFound, json!("DEPLOYMENT_NOT_FOUND")),
        (RefusalReason::VersionNotFound, json!("VERSION_NOT_FOUND")),
        (RefusalReason::DeploymentExists, json!("DEPLOYMENT_EXISTS")),
        (RefusalReason::VersionExists, json!("VERSION_EXISTS")),
        (RefusalReason::ConflictTokenMismatch, json!("CONFLICT_TOKEN_MISMATCH")),
        (RefusalReason::ManagedByAnother, json!("MANAGED_BY_ANOTHER")),
        (RefusalReason::AlreadyCurrent, json!("ALREADY_CURRENT")),
        (RefusalReason::MissingTaskQueues, json!("MISSING_TASK_QUEUES")),
        (RefusalReason::CurrentOrRamping, json!("CURRENT_OR_RAMPING")),
        (RefusalReason::Draining, json!("DRAINING")),
        (RefusalReason::ActivePollers, json!("ACTIVE_POLLERS")),
        (RefusalReason::HasVersions, json!("HAS_VERSIONS")),
        (RefusalReason::TooManyDeployments, json!("TOO_MANY_DEPLOYMENTS")),
        (RefusalReason::TooManyVersions, json!("TOO_MANY_VERSIONS")),
        (RefusalReason::TooManyTaskQueuesInVersion, json!("TOO_MANY_TASK_QUEUES_IN_VERSION")),
        (RefusalReason::TooManyVersionsInTaskQueue, json!("TOO_MANY_VERSIONS_IN_TASK_QUEUE")),
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
