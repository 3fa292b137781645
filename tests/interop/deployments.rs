//! What the `temporal` CLI 1.9.1 and the API print of Worker Deployments, and a namespace that takes it over.

use std::fs;

use worker_versioning::deployments::{Deployments, ImportError, VersionStatus};
use worker_versioning::interop::{PrintedDeployments, read_worker_deployments};
use worker_versioning::names::TaskQueueType;
use worker_versioning::version::WorkerDeploymentVersion;

fn sample(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/samples");
    fs::read_to_string(format!("{folder}/{name}")).expect("a sample of that name")
}

fn read(text: &str) -> PrintedDeployments {
    read_worker_deployments(text).expect("deployments")
}

#[test]
fn the_cli_in_every_format() {
    for format in ["json", "jsonl", "text"] {
        let printed = read(&sample(&format!("other-deployment-describe.{format}")));
        let [deployment] = &printed.deployments[..] else { panic!("{printed:?}") };
        assert_eq!(deployment.name.as_str(), "svc", "{format}");
        assert_eq!(deployment.current, Some("d1".into()));
        assert_eq!(deployment.ramp, None);
        assert_eq!(deployment.last_modifier_identity.as_str(), "temporal-cli:me@host");
        assert_eq!(deployment.versions[0].version, WorkerDeploymentVersion::new("svc", "d1"));
        assert_eq!(deployment.versions[0].task_queues, None);

        let printed = read(&sample(&format!("other-deployment-version.{format}")));
        let [version] = &printed.versions[..] else { panic!("{printed:?}") };
        assert_eq!(version.version, WorkerDeploymentVersion::new("svc", "d1"), "{format}");
        let member = ("svcq".into(), TaskQueueType::Workflow);
        assert_eq!(version.task_queues, Some([member].into()));
    }
    for format in ["json", "jsonl"] {
        let printed = read(&sample(&format!("other-deployment-list.{format}")));
        assert_eq!(printed.deployments[0].current, Some("d1".into()), "{format}");
        assert_eq!(printed.deployments[0].versions, []);
    }
}

const API: &str = r#"{
  "workerDeploymentInfo": {
    "name": "svc",
    "versionSummaries": [
      { "deploymentVersion": { "deploymentName": "svc", "buildId": "d2" },
        "status": "WORKER_DEPLOYMENT_VERSION_STATUS_RAMPING" },
      { "deploymentVersion": { "deploymentName": "svc", "buildId": "d1" },
        "status": "WORKER_DEPLOYMENT_VERSION_STATUS_CURRENT" }
    ],
    "routingConfig": {
      "currentDeploymentVersion": { "deploymentName": "svc", "buildId": "d1" },
      "rampingDeploymentVersion": { "deploymentName": "svc", "buildId": "d2" },
      "rampingVersionPercentage": 12.5,
      "currentVersionChangedTime": "2026-11-28T06:02:27.675611164Z",
      "rampingVersionPercentageChangedTime": "2026-11-28T06:02:28Z",
      "revisionNumber": "7"
    },
    "managerIdentity": "ci"
  }
}"#;

fn described(build_id: &str) -> String {
    format!(
        r#"{{"workerDeploymentVersionInfo": {{"deploymentVersion": {{"deploymentName": "svc", "buildId": "{build_id}"}}}},
            "versionTaskQueues": [{{"name": "orders", "type": "TASK_QUEUE_TYPE_WORKFLOW"}}]}}"#
    )
}

#[test]
fn the_api_as_proto_json_in_both_spellings() {
    let printed = read(API);
    let deployment = &printed.deployments[0];
    assert_eq!(deployment.revision_number, Some(7));
    assert_eq!(deployment.ramp.as_ref().map(|ramp| ramp.percentage.get()), Some(12.5));
    assert_eq!(deployment.versions[0].status, Some(VersionStatus::Ramping));
    let snake = API
        .replace("workerDeploymentInfo", "worker_deployment_info")
        .replace("versionSummaries", "version_summaries")
        .replace("buildId", "build_id")
        .replace("deploymentName", "deployment_name")
        .replace("deploymentVersion", "deployment_version")
        .replace("routingConfig", "routing_config")
        .replace("currentDeploymentVersion", "current_deployment_version")
        .replace("rampingDeploymentVersion", "ramping_deployment_version");
    assert_eq!(read(&snake).deployments[0].versions, deployment.versions);
    assert_eq!(read(&snake).deployments[0].ramp, deployment.ramp);
}

#[test]
fn several_answers_in_one_text_make_a_namespace() {
    let text = format!("$ describe\n{API}\n{}\n{}", described("d1"), described("d2"));
    let PrintedDeployments { deployments, versions, passed_over } = read(&text);
    assert_eq!(passed_over.len(), 1);
    let mut namespace = Deployments::default();
    namespace.import(deployments, versions).expect("all that it needs");
    let orders = "orders".into();
    for build_id in ["d1", "d2"] {
        let version = WorkerDeploymentVersion::new("svc", build_id);
        assert!(namespace.is_member(&version, &orders, TaskQueueType::Workflow));
        assert!(!namespace.is_member(&version, &orders, TaskQueueType::Activity));
    }
    let copies = namespace.task_queue(&orders, TaskQueueType::Workflow).expect("a queue");
    assert_eq!(copies[&"svc".into()].routing_config.revision_number, 7);
}

#[test]
fn a_version_whose_queues_are_not_shown_is_asked_for() {
    let PrintedDeployments { deployments, versions, .. } =
        read(&format!("{API}\n{}", described("d1")));
    let mut namespace = Deployments::default();
    let version = WorkerDeploymentVersion::new("svc", "d2");
    let error = namespace.import(deployments, versions).unwrap_err();
    assert_eq!(error, ImportError::NoTaskQueues(version));
    assert_eq!(
        error.to_string(),
        "expected the description of the version 'd2' of 'svc', which names its task queues"
    );
    assert!(namespace.is_empty());
}

#[test]
fn a_list_says_what_is_current_and_not_where() {
    let PrintedDeployments { deployments, versions, .. } =
        read(&sample("other-deployment-list.json"));
    let mut namespace = Deployments::default();
    let version = WorkerDeploymentVersion::new("svc", "d1");
    assert_eq!(namespace.import(deployments, versions), Err(ImportError::NoTaskQueues(version)));
    assert!(namespace.is_empty());
}

#[test]
fn other_texts_are_told_apart() {
    for (text, message) in [
        (
            "null",
            "expected the JSON of `temporal worker deployment list`, `describe` or `describe-version`, or of the API's calls, got JSON of another kind",
        ),
        (
            "",
            "expected the JSON of `temporal worker deployment list`, `describe` or `describe-version`, or of the API's calls, got nothing",
        ),
        (
            r#"{"name": "svc", "routingConfig": {"currentVersionBuildID": 1}}"#,
            "routingConfig.currentVersionBuildID: expected string, got number",
        ),
    ] {
        let error = read_worker_deployments(text).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
    }
}
