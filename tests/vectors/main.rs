//! The recorded answers of a real server, asked again of the crate: no server is needed.
//!
//! What the files hold is told in `docs/conformance.md`.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashMap;
use std::num::NonZeroU32;

use serde_json::Value;
use worker_versioning::limits::Limits;
use worker_versioning::names::{BuildId, TaskQueueName};
use worker_versioning::namespace::Namespace;
use worker_versioning::routing::{PollOutcome, Worker, poll, resolve};
use worker_versioning::task::{
    ActivityCommand, Command, Outcome, Sdk, Task, VersioningIntent, WorkflowState,
};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::{BuildIdOperation, Effect, VersionSets};

fn recorded(json: &str) -> Value {
    serde_json::from_str(json).expect("good JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("expected text, got {value}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("expected a list, got {value}"))
}

fn flag(value: &Value) -> bool {
    value.as_bool().unwrap_or(false)
}

#[test]
fn every_operation_answers_as_the_server_did_and_leaves_the_same_sets() {
    let file = recorded(include_str!("operations.json"));
    let mut count = 0;
    for case in list(&file["cases"]) {
        let mut namespace = Namespace::new(limits(&case["limits"]));
        let mut sets = HashMap::new();
        for step in list(&case["steps"]) {
            let task_queue = TaskQueueName::from(text(&step[0]));
            let expected = &step[2];
            if expected.is_array() {
                sets.insert(task_queue.clone(), expected.clone());
            }
            let told = match namespace.update(&task_queue, Some(&operation(&step[1]))) {
                Ok(Effect::Unchanged) => "same".to_owned(),
                Ok(_) => "changed".to_owned(),
                Err(error) => format!("{}: {error}", error.status_code()),
            };
            assert_eq!(told, expected.as_str().unwrap_or("changed"), "{step}");
            let left = sets.get(&task_queue).cloned().unwrap_or_else(|| Value::Array(Vec::new()));
            assert_eq!(sets_of(&namespace, &task_queue), left, "{step}");
            count += 1;
        }
    }
    assert!(count > 1000);
}

fn limits(value: &Value) -> Limits {
    let limit = |name: &str| {
        let number = value[name].as_u64().expect("a number");
        NonZeroU32::new(u32::try_from(number).expect("a small number"))
    };
    Limits {
        version_sets: limit("versionSets"),
        build_ids: limit("buildIds"),
        task_queues_per_build_id: limit("taskQueuesPerBuildId"),
        build_id_bytes: limit("buildIdBytes"),
    }
}

fn operation(call: &Value) -> BuildIdOperation {
    let build_id = text(&call[1]).into();
    let other = || text(&call[2]).into();
    match text(&call[0]) {
        "addNewIdInNewDefaultSet" => BuildIdOperation::AddNewIdInNewDefaultSet { build_id },
        "addNewCompatibleVersion" => BuildIdOperation::AddNewCompatibleVersion {
            build_id,
            existing_compatible_build_id: other(),
            promote_set: flag(&call[3]),
        },
        "promoteSetByBuildId" => BuildIdOperation::PromoteSetByBuildId { build_id },
        "promoteBuildIdWithinSet" => BuildIdOperation::PromoteBuildIdWithinSet { build_id },
        "mergeSets" => {
            BuildIdOperation::MergeSets { primary_build_id: build_id, secondary_build_id: other() }
        }
        name => panic!("no such operation: {name}"),
    }
}

fn sets_of(namespace: &Namespace, task_queue: &TaskQueueName) -> Value {
    let sets = namespace.version_sets(task_queue).map_or(&[][..], VersionSets::sets);
    sets.iter()
        .map(|set| {
            set.build_ids().map(|build_id| Value::from(build_id.as_str())).collect::<Value>()
        })
        .collect()
}

#[test]
fn every_task_lands_where_the_server_handed_it_out() {
    let file = recorded(include_str!("routing.json"));
    let mut count = 0;
    for group in list(&file["landings"]) {
        let mut namespace = Namespace::default();
        for (task_queue, sets) in group["sets"].as_object().expect("queues") {
            namespace.import(task_queue.as_str().into(), listed(sets)).expect("a good name");
        }
        for row in list(&group["tasks"]) {
            let task = task(&row[0]);
            let resolution = resolve(&namespace, &task);
            let task_queue = resolution.task_queue.as_str();
            let landing = match resolution.outcome {
                Outcome::Version(WorkerVersion::BuildId(build_id)) => {
                    serde_json::json!([task_queue, build_id.as_str()])
                }
                Outcome::Version(WorkerVersion::Unversioned) => {
                    serde_json::json!([task_queue, null])
                }
                Outcome::Version(WorkerVersion::Deployment(version)) => {
                    panic!("{version} of no deployment")
                }
                Outcome::Rejected(refused) => Value::from(refused.to_string()),
                other => panic!("nothing here is of deployments: {other:?}"),
            };
            assert_eq!(landing, row[1], "{} with {}", row[0], group["sets"]);
            count += 1;
        }
    }
    assert!(count > 1000);
}

fn listed(sets: &Value) -> VersionSets {
    let sets = list(sets);
    let sets = sets.iter().map(|set| list(set).iter().map(|id| text(id).into()).collect());
    VersionSets::from_listed(sets.collect()).expect("good sets")
}

fn task(value: &Value) -> Task {
    let workflow = || workflow(&value["workflow"]);
    let command = || Command {
        workflow: workflow(),
        task_queue: value["taskQueue"].as_str().map(Into::into),
        intent: intent(value),
        sdk: sdk(text(&value["sdk"])),
    };
    match text(&value["task"]) {
        "newWorkflow" => Task::new_workflow(text(&value["taskQueue"]).into()),
        "workflowTask" => Task::workflow_task(workflow()),
        "query" => Task::query(workflow()),
        "workflowRetry" => Task::WorkflowRetry { workflow: workflow() },
        "cronRun" => Task::CronRun { workflow: workflow() },
        "activity" => Task::Activity(ActivityCommand {
            requests_eager_execution: flag(&value["requestEagerExecution"]),
            command: command(),
        }),
        "childWorkflow" => Task::child_workflow(command()),
        "continueAsNew" => Task::continue_as_new(command()),
        name => panic!("no such task: {name}"),
    }
}

fn workflow(value: &Value) -> WorkflowState {
    let is_touched = value["hasCompletedWorkflowTask"].as_bool().unwrap_or(true);
    let version = match value["buildId"].as_str() {
        Some(build_id) => Some(WorkerVersion::BuildId(build_id.into())),
        None if is_touched => Some(WorkerVersion::Unversioned),
        None => None,
    };
    WorkflowState::new(text(&value["taskQueue"]).into(), version)
}

fn intent(value: &Value) -> VersioningIntent {
    match value["versioningIntent"].as_str() {
        _ if flag(&value["useLatestBuildId"]) => VersioningIntent::UseLatestBuildId,
        None => VersioningIntent::Unspecified,
        Some("COMPATIBLE") => VersioningIntent::Compatible,
        Some(_) => VersioningIntent::Default,
    }
}

fn sdk(name: &str) -> Sdk {
    match name {
        "go" => Sdk::Go,
        "java" => Sdk::Java,
        "python" => Sdk::Python,
        "typescript" => Sdk::TypeScript,
        "dotnet" => Sdk::DotNet,
        "ruby" => Sdk::Ruby,
        _ => panic!("no such SDK: {name}"),
    }
}

#[test]
fn every_poll_is_taken_or_refused_as_the_server_did() {
    let file = recorded(include_str!("routing.json"));
    let mut count = 0;
    for group in list(&file["polls"]) {
        let mut namespace = Namespace::default();
        namespace.import("orders".into(), listed(&group["sets"])).expect("a good name");
        for row in list(&group["workers"]) {
            let worker = Worker {
                build_id: Some(BuildId::from(text(&row[0]["buildId"]))),
                use_versioning: flag(&row[0]["useVersioning"]),
                ..Worker::default()
            };
            let outcome = poll(&namespace, &"orders".into(), &worker).expect("a good poll");
            let told = match outcome {
                PollOutcome::Superseded { code, message, .. } => format!("{code}: {message}"),
                _ => "taken".to_owned(),
            };
            assert_eq!(told, text(&row[1]), "{row} with {}", group["sets"]);
            count += 1;
        }
    }
    assert!(count > 500);
}
