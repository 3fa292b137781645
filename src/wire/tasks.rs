//! Operations, tasks, workers and languages from their parts, their kinds as small numbers. The numbers are the places in
//! the tables of `pkg/input.js`; one that is not there means the last kind.

use crate::interop::SnippetLanguage;
use crate::model::{BuildId, Operation, SetPromotion, TaskQueueName};
use crate::reachability::WorkerVersion;
use crate::routing::{
    Command, CommandKind, EagerExecution, Sdk, Task, VersioningIntent, Worker, WorkflowState,
    WorkflowVersion,
};

/// An operation, from its kind and its two build IDs; none for an unknown kind.
#[must_use]
pub fn operation(
    kind: u8,
    build_id: impl Into<BuildId>,
    other: impl Into<BuildId>,
) -> Option<Operation> {
    let (build_id, other) = (build_id.into(), other.into());
    let compatible = |build_id, existing_compatible, set_promotion| Operation::AddNewCompatible {
        build_id,
        existing_compatible,
        set_promotion,
    };
    Some(match kind {
        0 => Operation::AddNewDefault { build_id },
        1 => compatible(build_id, other, SetPromotion::Keep),
        2 => compatible(build_id, other, SetPromotion::Promote),
        3 => Operation::PromoteSet { build_id },
        4 => Operation::PromoteBuildIdWithinSet { build_id },
        5 => Operation::MergeSets { primary: build_id, secondary: other },
        _ => return None,
    })
}

/// The kind and the build IDs of an operation; what [`operation`] is made from.
#[must_use]
pub const fn operation_parts(operation: &Operation) -> (u8, &BuildId, Option<&BuildId>) {
    match operation {
        Operation::AddNewDefault { build_id } => (0, build_id, None),
        Operation::AddNewCompatible { build_id, existing_compatible, set_promotion } => {
            let kind = match set_promotion {
                SetPromotion::Keep => 1,
                SetPromotion::Promote => 2,
            };
            (kind, build_id, Some(existing_compatible))
        }
        Operation::PromoteSet { build_id } => (3, build_id, None),
        Operation::PromoteBuildIdWithinSet { build_id } => (4, build_id, None),
        Operation::MergeSets { primary, secondary } => (5, primary, Some(secondary)),
    }
}

/// The language of a snippet.
#[must_use]
pub fn language(kind: u8) -> SnippetLanguage {
    match kind {
        0 => SnippetLanguage::Cli,
        1 => SnippetLanguage::Go,
        2 => SnippetLanguage::Python,
        3 => SnippetLanguage::TypeScript,
        4 => SnippetLanguage::Java,
        _ => SnippetLanguage::DotNet,
    }
}

/// A workflow, from its queue, its kind of version and its build ID.
#[must_use]
pub fn workflow(
    task_queue: impl Into<TaskQueueName>,
    version: u8,
    build_id: impl Into<BuildId>,
) -> WorkflowState {
    let version = match version {
        0 => WorkflowVersion::BuildId(build_id.into()),
        1 => WorkflowVersion::Unversioned,
        _ => WorkflowVersion::Untouched,
    };
    WorkflowState { task_queue: task_queue.into(), version }
}

/// A task, from its kind, its workflow, the named queue, the intent and the SDK.
#[must_use]
pub fn task(
    kind: u8,
    workflow: WorkflowState,
    task_queue: Option<impl Into<TaskQueueName>>,
    intent: u8,
    sdk: u8,
) -> Task {
    let kind = match kind {
        0 => return Task::NewWorkflow { task_queue: workflow.task_queue },
        1 => return Task::WorkflowTask(workflow),
        2 => return Task::Query(workflow),
        3 => return Task::WorkflowRetry(workflow),
        4 => return Task::CronRun(workflow),
        5 => CommandKind::Activity(EagerExecution::NotRequested),
        6 => CommandKind::Activity(EagerExecution::Requested),
        7 => CommandKind::ChildWorkflow,
        _ => CommandKind::ContinueAsNew,
    };
    Task::Command(Command {
        kind,
        workflow,
        task_queue: task_queue.map(Into::into),
        intent: match intent {
            0 => VersioningIntent::Unspecified,
            1 => VersioningIntent::Compatible,
            2 => VersioningIntent::Default,
            _ => VersioningIntent::UseLatestBuildId,
        },
        sdk: match sdk {
            0 => Sdk::Go,
            1 => Sdk::Java,
            2 => Sdk::Python,
            3 => Sdk::TypeScript,
            4 => Sdk::DotNet,
            _ => Sdk::Ruby,
        },
    })
}

/// A worker, from the build ID that it names and its versioning flag.
#[must_use]
pub fn worker(build_id: Option<String>, use_versioning: bool) -> Worker {
    let build_id = build_id.map(BuildId::from);
    if use_versioning {
        Worker::Versioned(build_id.unwrap_or_else(|| "".into()))
    } else {
        Worker::Unversioned { build_id }
    }
}

/// The version of a worker, which is unversioned when the build ID is empty.
#[must_use]
pub fn version(build_id: &str) -> WorkerVersion {
    match build_id {
        "" => WorkerVersion::Unversioned,
        text => WorkerVersion::BuildId(text.into()),
    }
}
