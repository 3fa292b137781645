//! Namespaces: Worker Deployments.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use worker_versioning::wasm::Namespace;

use super::{NOTHING, answer, js, refusal, shown};

/// A namespace with version `d:1` on the queue `q`.
fn namespace() -> Namespace {
    let namespace = Namespace::new(&NOTHING).expect("no options");
    answer(namespace.observe(&js(polls("1")), &NOTHING));
    namespace
}

fn polls(build_id: &str) -> Value {
    let options = json!({
        "deploymentName": "d",
        "buildId": build_id,
        "workerVersioningMode": "VERSIONED",
    });
    json!({ "happening": "workerPolls", "taskQueue": "q", "deploymentOptions": options })
}

fn version(build_id: &str) -> Value {
    json!({ "deploymentName": "d", "buildId": build_id })
}

fn set_current(build_id: &str) -> Value {
    json!({
        "operation": "setWorkerDeploymentCurrentVersion",
        "deploymentName": "d",
        "buildId": build_id,
    })
}

#[wasm_bindgen_test]
fn operations_are_carried_out() {
    let namespace = namespace();
    let done = answer(namespace.apply(&js(set_current("1")), &NOTHING));
    assert_eq!(done["changed"], true);
    assert!(done["conflictToken"].is_u64());
    assert_eq!(done.get("previousDeploymentVersion"), None);
    let again = answer(namespace.apply(&js(set_current("1")), &NOTHING));
    assert_eq!(again["changed"], false);
    assert_eq!(again["previousDeploymentVersion"], version("1"));
    assert_eq!(again["conflictToken"], done["conflictToken"]);
}

#[wasm_bindgen_test]
fn a_refused_operation_has_its_status_reason_and_advice() {
    let facts = refusal(namespace().apply(&js(set_current("2")), &NOTHING));
    assert_eq!(facts["code"], "NOT_FOUND");
    assert_eq!(facts["message"], "build ID '2' not found in Worker Deployment 'd'");
    assert!(facts["reason"].is_string());
    assert!(facts["advice"]["instead"].is_string());
}

#[wasm_bindgen_test]
fn an_answer_may_depend_on_what_is_not_known() {
    let namespace = namespace();
    let delete = js(json!({
        "operation": "deleteWorkerDeploymentVersion",
        "deploymentVersion": version("1"),
    }));
    let facts = refusal(namespace.apply(&delete, &NOTHING));
    assert_eq!(facts["dependsOn"], "pollers");
    assert_eq!(facts.get("code"), None);
    assert_eq!(facts.get("path"), None);
    let polled = js(json!({ "pollers": [version("1")] }));
    assert_eq!(refusal(namespace.apply(&delete, &polled))["code"], "FAILED_PRECONDITION");
    let silent = js(json!({ "pollers": [] }));
    assert_eq!(answer(namespace.apply(&delete, &silent))["changed"], true);
    let facts = refusal(namespace.apply(&delete, &js(json!({ "pollers": ["1"] }))));
    assert_eq!(facts["path"], "lookups.pollers[0]");
}

#[wasm_bindgen_test]
fn what_happens_is_observed() {
    let namespace = namespace();
    let again = answer(namespace.observe(&js(polls("1")), &NOTHING));
    assert_eq!(again, json!({ "changed": false, "status": "INACTIVE" }));
    let set = js(json!({ "happening": "overrideSet", "deploymentVersion": version("1") }));
    let draining = json!({ "changed": true, "status": "DRAINING" });
    assert_eq!(answer(namespace.observe(&set, &NOTHING)), draining);
    let check = js(json!({
        "happening": "drainageCheck",
        "deploymentVersion": version("1"),
        "openPinnedWorkflows": 0,
    }));
    let drained = json!({ "changed": true, "status": "DRAINED" });
    assert_eq!(answer(namespace.observe(&check, &NOTHING)), drained);
    let facts = refusal(namespace.observe(&js(polls("")), &NOTHING));
    assert_eq!(facts["message"], "Deployment name and build id must be set together.");
    assert_eq!(facts["code"], "INVALID_ARGUMENT");
}

#[wasm_bindgen_test]
fn deployments_and_versions_are_described() {
    let namespace = namespace();
    assert_eq!(shown(&namespace.worker_deployments()), json!(["d"]));
    let described = answer(namespace.describe_worker_deployment(&"d".into()));
    assert_eq!(described["workerDeploymentInfo"]["name"], "d");
    assert!(described["conflictToken"].is_u64());
    let described = answer(namespace.describe_worker_deployment_version(&js(version("1"))));
    let info = &described["workerDeploymentVersionInfo"];
    assert_eq!(info["deploymentVersion"], version("1"));
    let facts = refusal(namespace.describe_worker_deployment(&"e".into()));
    assert_eq!(facts["code"], "NOT_FOUND");
    let facts = refusal(namespace.describe_worker_deployment_version(&js(version("2"))));
    assert_eq!(facts["message"], "Worker Deployment Version not found");
}

#[wasm_bindgen_test]
fn notes_have_any_key() {
    let namespace = namespace();
    let note = json!({
        "operation": "updateWorkerDeploymentVersionMetadata",
        "deploymentVersion": version("1"),
        "upsertEntries": { "a": "1", "__proto__": "2" },
    });
    answer(namespace.apply(&js(note), &NOTHING));
    let described = answer(namespace.describe_worker_deployment_version(&js(version("1"))));
    let metadata = &described["workerDeploymentVersionInfo"]["metadata"];
    assert_eq!(*metadata, json!({ "__proto__": "2", "a": "1" }));
    let restored = Namespace::from_json(&namespace.to_json()).expect("a snapshot");
    assert_eq!(shown(&restored.to_json()), shown(&namespace.to_json()));
}

#[wasm_bindgen_test]
fn limits_are_options() {
    let options = json!({ "deploymentLimits": { "versions": 1 } });
    let namespace = Namespace::new(&js(options)).expect("options");
    answer(namespace.observe(&js(polls("1")), &NOTHING));
    let facts = refusal(namespace.observe(&js(polls("2")), &NOTHING));
    assert_eq!(facts["dependsOn"], "pollers");
    let polled = js(json!({ "pollers": [version("1")] }));
    assert_eq!(refusal(namespace.observe(&js(polls("2")), &polled))["code"], "RESOURCE_EXHAUSTED");
    let facts = refusal(Namespace::new(&js(json!({ "deploymentLimits": { "versions": -1 } }))));
    assert_eq!(facts["path"], "options.deploymentLimits.versions");
}
