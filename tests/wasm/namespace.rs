//! Namespaces: operations, readings and tasks.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use worker_versioning::wasm::{Namespace, WorkflowLandings};

use super::{NOTHING, answer, js, refusal, shown};

/// A namespace whose queue `q` has two version sets.
fn namespace() -> Namespace {
    let namespace = Namespace::new(&NOTHING).expect("no options");
    let sets = r#"{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}"#;
    namespace.import_build_ids(&"q".into(), &sets.into()).expect("version sets");
    namespace
}

fn sets(namespace: &Namespace, task_queue: &str) -> serde_json::Value {
    answer(namespace.version_sets(&task_queue.into(), &NOTHING))["versionSets"].take()
}

#[wasm_bindgen_test]
fn operations_are_carried_out() {
    let namespace = namespace();
    let add = json!({ "taskQueue": "q", "operation": "addNewIdInNewDefaultSet", "buildId": "d" });
    assert_eq!(answer(namespace.apply(&js(add.clone()), &NOTHING)), json!({ "changed": true }));
    assert_eq!(answer(namespace.apply(&js(add), &NOTHING)), json!({ "changed": false }));
    let merge = json!({ "operation": "mergeSets", "primaryBuildId": "a", "secondaryBuildId": "c" });
    assert_eq!(
        answer(namespace.update(&"q".into(), &js(merge))),
        json!({ "changed": true, "orderIsGuess": true })
    );
}

#[wasm_bindgen_test]
fn a_refused_operation_has_its_status_reason_and_advice() {
    let promote = json!({ "operation": "promoteSetByBuildId", "buildId": "x" });
    let facts = refusal(namespace().update(&"q".into(), &js(promote)));
    assert_eq!(facts["code"], "NOT_FOUND");
    assert_eq!(facts["reason"], "NOT_FOUND");
    assert_eq!(facts["message"], "targeted version x not found");
    assert!(facts["advice"]["cause"].is_string());
    assert!(facts["advice"]["instead"].is_string());
    assert_eq!(facts.get("path"), None);
}

#[wasm_bindgen_test]
fn a_value_of_the_wrong_type_has_its_path_and_no_status() {
    let facts = refusal(namespace().apply(&js(json!({ "taskQueue": 5 })), &NOTHING));
    assert_eq!(facts.get("code"), None);
    assert!(facts["path"].as_str().is_some_and(|path| path.starts_with("operation")));
    let facts = refusal(Namespace::new(&js(json!({ "limits": { "versionSets": -1 } }))));
    assert_eq!(facts["path"], "options.limits.versionSets");
    assert_eq!(
        facts["message"],
        format!("{}: {}", "options.limits.versionSets", facts["problem"].as_str().unwrap_or(""))
    );
}

#[wasm_bindgen_test]
fn version_sets_are_read() {
    let namespace = namespace();
    let last = answer(namespace.version_sets(&"q".into(), &js(json!({ "maxSets": 1 }))));
    let set = json!({ "buildIds": ["c"], "default": "c" });
    assert_eq!(last, json!({ "versionSets": [set], "defaultSet": set, "defaultBuildId": "c" }));
    let unversioned = namespace.version_sets(&"elsewhere".into(), &NOTHING).expect("a good name");
    assert!(unversioned.is_undefined());
    let facts = refusal(namespace.version_sets(&"".into(), &NOTHING));
    assert_eq!(facts["message"], "missing task queue name");
}

#[wasm_bindgen_test]
fn names_and_imports() {
    let namespace = namespace();
    assert_eq!(shown(&namespace.task_queues()), json!(["q"]));
    let facts = refusal(namespace.import_build_ids(&"q".into(), &"[5]".into()));
    assert_eq!(
        facts,
        json!({
            "code": "INVALID_ARGUMENT",
            "message": "[0]: expected object, got number",
            "path": "[0]",
            "problem": "expected object, got number",
        })
    );
}

#[wasm_bindgen_test]
fn reachability_is_listed_by_build_id_and_queue() {
    let namespace = namespace();
    let options = json!({ "buildIds": ["c"], "taskQueues": ["q"] });
    assert_eq!(
        answer(namespace.reachability(&js(options))),
        json!({ "buildIdReachability": { "c": { "taskQueueReachability": { "q": ["NEW_WORKFLOWS"] } } } })
    );
    let facts = refusal(namespace.reachability(&js(json!({ "buildIds": [] }))));
    assert_eq!(
        facts["message"],
        "Must query at least one build ID (or empty string for unversioned worker)"
    );
}

#[wasm_bindgen_test]
fn tasks_land_somewhere() {
    let namespace = namespace();
    let task = json!({ "task": "workflowTask", "workflow": { "taskQueue": "q", "buildId": "a" } });
    let landing = answer(namespace.resolve(&js(task.clone())));
    assert_eq!(landing["outcome"], "buildId");
    assert_eq!(landing["buildId"], "b");
    assert_eq!(landing["reason"], "SET_DEFAULT");
    assert_eq!(answer(namespace.resolve_many(&js(json!([task, task])))), json!([landing, landing]));
    let facts = refusal(namespace.resolve_many(&js(json!([task, { "task": "sleep" }]))));
    assert_eq!(facts["path"], "tasks[1].task");
    assert_eq!(facts.get("code"), None);
}

#[wasm_bindgen_test]
fn polls_have_an_outcome() {
    let namespace = namespace();
    let worker = json!({ "buildId": "a", "useVersioning": true });
    let poll = answer(namespace.poll(&"q".into(), &js(worker.clone()), &NOTHING));
    assert_eq!(poll["newerBuildId"], "b");
    let facts = refusal(namespace.poll(&"".into(), &js(worker), &NOTHING));
    assert_eq!(facts["code"], "INVALID_ARGUMENT");
}

#[wasm_bindgen_test]
fn previews_change_nothing() {
    let namespace = namespace();
    let promote = js(json!({ "operation": "promoteSetByBuildId", "buildId": "a" }));
    let tasks = js(json!([{ "task": "newWorkflow", "taskQueue": "q" }]));
    let preview = answer(namespace.preview(&"q".into(), &promote, &tasks));
    assert_eq!(preview["landings"][0]["before"]["buildId"], "c");
    assert_eq!(preview["landings"][0]["after"]["buildId"], "b");
    assert_eq!(sets(&namespace, "q")[1]["default"], "c");
    let facts = refusal(namespace.preview(&"q".into(), &promote, &js(json!({}))));
    assert_eq!(facts["message"], "tasks: expected array, got object");
}

#[wasm_bindgen_test]
fn copies_change_by_themselves() {
    let namespace = namespace();
    let copy = namespace.copy();
    let promote = json!({ "operation": "promoteSetByBuildId", "buildId": "a" });
    answer(copy.update(&"q".into(), &js(promote)));
    assert_eq!(sets(&namespace, "q")[1]["default"], "c");
    assert_eq!(sets(&copy, "q")[1]["default"], "b");
}

#[wasm_bindgen_test]
fn snapshots_restore_a_namespace() {
    let mut snapshot = shown(&namespace().to_json());
    let restored = Namespace::from_json(&js(snapshot.clone())).expect("a snapshot");
    assert_eq!(shown(&restored.to_json()), snapshot);
    snapshot["taskQueues"][0]["versionSets"][1]["buildIds"][0]["buildId"] = json!("a");
    let facts = refusal(Namespace::from_json(&js(snapshot)));
    assert_eq!(facts["code"], "INVALID_ARGUMENT");
    assert_eq!(facts["path"], "snapshot.taskQueues[0].versionSets[1].buildIds[0]");
}

const EXPORT: &str = r#"[{"execution":{"workflowId":"w"},"type":{"name":"Order"},"taskQueue":"q","status":"WORKFLOW_EXECUTION_STATUS_RUNNING"}]"#;

#[wasm_bindgen_test]
fn exported_workflows_are_counted() {
    let landings = WorkflowLandings::new();
    let (start, end) = EXPORT.as_bytes().split_at(30);
    landings.write(start).expect("the start of an export");
    landings.write(end).expect("the rest of it");
    landings.end().expect("all of it");
    assert_eq!(shown(&landings.counts())["running"], 1);
    let (before, after) = (Namespace::new(&NOTHING).expect("no options"), namespace());
    let rows = shown(&landings.rows(&before));
    assert_eq!(rows[0]["workflowType"], "Order");
    assert_eq!(rows[0].get("landingAfter"), None);
    assert!(shown(&landings.rows_between(&before, &after))[0]["landingAfter"].is_object());
}

#[wasm_bindgen_test]
fn an_export_that_is_none_is_refused() {
    let landings = WorkflowLandings::new();
    let facts = refusal(landings.write(b"[5]"));
    assert_eq!(facts["code"], "INVALID_ARGUMENT");
    assert!(facts["message"].as_str().is_some_and(|message| message.starts_with("byte 1")));
}
