//! Tasks, landings, runs and their events where there are Worker Deployments.

use serde_json::{Value, json};
use worker_versioning::deployments::WorkflowEvent;
use worker_versioning::names::TaskQueueType;
use worker_versioning::percentage::Percentage;
use worker_versioning::routing::{PollOutcome, Polled, Worker};
use worker_versioning::task::{
    Base, ChildWorkflowCommand, Command, ContinueAsNewCommand, DependsOn, Follows,
    InitialVersioningBehavior, Outcome, Reason, RefusedTask, Resolution, Sdk, Share, Step, Task,
    VersionTransition, VersioningBehavior, VersioningInfo, VersioningIntent, VersioningOverride,
    WorkflowState,
};
use worker_versioning::version::{WorkerDeploymentVersion, WorkerVersion};

use crate::{read, written_and_read};

fn version() -> WorkerDeploymentVersion {
    WorkerDeploymentVersion::new("shop", "2")
}

fn version_form() -> Value {
    json!({ "deploymentName": "shop", "buildId": "2" })
}

fn moving() -> VersionTransition {
    VersionTransition { deployment_version: Some(version()) }
}

fn run() -> WorkflowState {
    let info = VersioningInfo {
        base: Some(Base { behavior: VersioningBehavior::Pinned, version: version() }),
        versioning_override: Some(VersioningOverride::one_time(version())),
        version_transition: Some(moving()),
        revision_number: 3,
        starts_on_ramping_version: true,
        inherited_pinned_version: Some(version()),
    };
    let new = WorkflowState::new("orders".into(), None);
    WorkflowState { workflow_id: Some("w".into()), versioning_info: info.boxed(), ..new }
}

fn run_form() -> Value {
    json!({
        "taskQueue": "orders",
        "hasCompletedWorkflowTask": false,
        "workflowId": "w",
        "versioningInfo": {
            "behavior": "PINNED",
            "deploymentVersion": version_form(),
            "versioningOverride": { "oneTime": { "targetDeploymentVersion": version_form() } },
            "versionTransition": { "deploymentVersion": version_form() },
            "revisionNumber": 3,
            "startsOnRampingVersion": true,
            "inheritedPinnedVersion": version_form(),
        },
    })
}

#[test]
fn tasks() {
    let command = || Command {
        workflow: run(),
        task_queue: None,
        intent: VersioningIntent::Unspecified,
        sdk: Sdk::Go,
    };
    written_and_read([
        (
            Task::NewWorkflow {
                task_queue: "orders".into(),
                workflow_id: Some("w".into()),
                versioning_override: Some(VersioningOverride::auto_upgrade()),
            },
            json!({
                "task": "newWorkflow",
                "taskQueue": "orders",
                "workflowId": "w",
                "versioningOverride": { "autoUpgrade": true },
            }),
        ),
        (
            Task::EagerNewWorkflow {
                task_queue: "orders".into(),
                version: WorkerVersion::Unversioned,
                deployment_version: Some(version()),
                workflow_id: Some("w".into()),
                versioning_override: Some(VersioningOverride::pinned(version())),
            },
            json!({
                "task": "eagerNewWorkflow",
                "taskQueue": "orders",
                "buildId": "",
                "deploymentVersion": version_form(),
                "workflowId": "w",
                "versioningOverride": { "pinned": { "version": version_form() } },
            }),
        ),
        (
            Task::WorkflowTask { workflow: run(), cached_on: Some(version()) },
            json!({ "task": "workflowTask", "workflow": run_form(), "cachedOn": version_form() }),
        ),
        (
            Task::Update { workflow: run(), cached_on: None },
            json!({ "task": "update", "workflow": run_form() }),
        ),
        (
            Task::Query { workflow: run(), cached_on: None, has_pollers: Some(false) },
            json!({ "task": "query", "workflow": run_form(), "hasPollers": false }),
        ),
        (
            Task::ChildWorkflow(ChildWorkflowCommand {
                workflow_id: Some("child".into()),
                versioning_override: Some(VersioningOverride::auto_upgrade()),
                command: command(),
            }),
            json!({
                "task": "childWorkflow",
                "workflowId": "child",
                "versioningOverride": { "autoUpgrade": true },
                "workflow": run_form(),
                "sdk": "go",
            }),
        ),
        (
            Task::ContinueAsNew(ContinueAsNewCommand {
                initial_versioning_behavior: Some(InitialVersioningBehavior::UseRampingVersion),
                command: command(),
            }),
            json!({
                "task": "continueAsNew",
                "initialVersioningBehavior": "USE_RAMPING_VERSION",
                "workflow": run_form(),
                "sdk": "go",
            }),
        ),
        (
            Task::NexusTask { task_queue: "orders".into() },
            json!({ "task": "nexusTask", "taskQueue": "orders" }),
        ),
        (
            Task::StandaloneActivity { task_queue: "orders".into() },
            json!({ "task": "standaloneActivity", "taskQueue": "orders" }),
        ),
    ]);
    // A deployment version says enough.
    let eager = json!({
        "task": "eagerNewWorkflow",
        "taskQueue": "orders",
        "deploymentVersion": version_form(),
    });
    let expected = Task::EagerNewWorkflow {
        task_queue: "orders".into(),
        version: WorkerVersion::Unversioned,
        deployment_version: Some(version()),
        workflow_id: None,
        versioning_override: None,
    };
    read([(expected, eager)]);
}

#[test]
fn landings() {
    let landing = |outcome| Resolution {
        task_queue: "orders".into(),
        outcome,
        reason: Reason::RampingVersion,
        follows: Follows::DeploymentRouting,
        revision_number: 0,
        moves_workflow: None,
        depends_on: None,
        steps: vec![Step::ActivityWaits],
    };
    let form = |fields: Value| {
        let mut form = json!({
            "taskQueue": "orders",
            "reason": "RAMPING_VERSION",
            "follows": "deploymentRouting",
            "steps": [{ "rule": "ACTIVITY_WAITS" }],
        });
        form.as_object_mut()
            .expect("an object")
            .extend(fields.as_object().expect("fields").clone());
        form
    };
    let on = |version| Outcome::Version(version);
    let refused = RefusedTask::VersionNotPresent {
        deployment_version: version(),
        task_queue: "orders".into(),
    };
    written_and_read([
        (
            Resolution {
                revision_number: 3,
                moves_workflow: Some(moving()),
                depends_on: Some(DependsOn::Pollers),
                ..landing(on(WorkerVersion::Deployment(version())))
            },
            form(json!({
                "outcome": "deploymentVersion",
                "deploymentVersion": version_form(),
                "revisionNumber": 3,
                "movesWorkflow": { "deploymentVersion": version_form() },
                "dependsOn": "pollers",
            })),
        ),
        (
            landing(Outcome::Split(vec![
                Share {
                    percentage: Percentage::from(12.5),
                    revision_number: 3,
                    moves_workflow: Some(moving()),
                    outcome: on(WorkerVersion::Deployment(version())),
                },
                Share {
                    percentage: Percentage::from(87.5),
                    revision_number: 0,
                    moves_workflow: None,
                    outcome: on(WorkerVersion::Unversioned),
                },
            ])),
            form(json!({
                "outcome": "split",
                "shares": [
                    {
                        "percentage": 12.5,
                        "revisionNumber": 3,
                        "movesWorkflow": { "deploymentVersion": version_form() },
                        "outcome": "deploymentVersion",
                        "deploymentVersion": version_form(),
                    },
                    { "percentage": 87.5, "outcome": "unversioned" },
                ],
            })),
        ),
        (
            landing(Outcome::Refused(refused)),
            form(json!({
                "outcome": "refused",
                "refused": {
                    "refusal": "versionNotPresent",
                    "deploymentVersion": version_form(),
                    "taskQueue": "orders",
                },
                "code": "FAILED_PRECONDITION",
                "message":
                    "Pinned version 'shop:2' is not present in task queue 'orders' of type 'Workflow'",
            })),
        ),
    ]);
}

#[test]
fn events() {
    written_and_read([
        (
            WorkflowEvent::WorkflowTaskStarted {
                build_id: "".into(),
                deployment_version: Some(version()),
                revision_number: 3,
            },
            json!({
                "event": "workflowTaskStarted",
                "deploymentVersion": version_form(),
                "revisionNumber": 3,
            }),
        ),
        (
            WorkflowEvent::WorkflowTaskCompleted {
                build_id: "1.0".into(),
                deployment_version: None,
                behavior: Some(VersioningBehavior::AutoUpgrade),
            },
            json!({
                "event": "workflowTaskCompleted",
                "buildId": "1.0",
                "behavior": "AUTO_UPGRADE",
            }),
        ),
        (
            WorkflowEvent::ActivityTaskStarted {
                build_id: "".into(),
                deployment_version: None,
                revision_number: 0,
            },
            json!({ "event": "activityTaskStarted", "revisionNumber": 0 }),
        ),
        (
            WorkflowEvent::OverrideSet {
                versioning_override: Some(VersioningOverride::auto_upgrade()),
            },
            json!({ "event": "overrideSet", "versioningOverride": { "autoUpgrade": true } }),
        ),
        (
            WorkflowEvent::OverrideSet { versioning_override: None },
            json!({ "event": "overrideSet" }),
        ),
    ]);
}

#[test]
fn workers_and_polls() {
    written_and_read([(
        Worker::of_deployment(version()),
        json!({
            "deploymentOptions": {
                "deploymentName": "shop",
                "buildId": "2",
                "workerVersioningMode": "VERSIONED",
            },
        }),
    )]);
    written_and_read([(
        PollOutcome::RampingVersion {
            outcome: Polled::Receives,
            task_queue: "orders".into(),
            task_queue_type: TaskQueueType::Activity,
            deployment_version: version(),
            percentage: Percentage::from(12.5),
        },
        json!({
            "outcome": "receives",
            "reason": "RAMPING_VERSION",
            "taskQueue": "orders",
            "taskQueueType": "ACTIVITY",
            "deploymentVersion": version_form(),
            "percentage": 12.5,
        }),
    )]);
}
