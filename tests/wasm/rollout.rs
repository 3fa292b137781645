//! Rollouts: each question, and a question about what is not there.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use worker_versioning::wasm::Rollout;

use super::{NOTHING, answer, js, refusal, shown};

/// One queue, one workflow, one worker and two steps, of which the second is refused.
fn rollout() -> Rollout {
    let document = json!({
        "version": 1,
        "taskQueues": [{ "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0"] }] }],
        "workers": [{ "taskQueue": "orders", "buildId": "1.0", "useVersioning": true }],
        "workflows": [{ "workflowId": "order-1", "taskQueue": "orders", "buildId": "1.0" }],
        "steps": [
            { "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" },
            { "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "3.0" },
        ],
        "expectations": [{ "workflow": "order-1", "lands": { "buildId": "1.0" } }],
    });
    Rollout::new(&document.to_string().into()).expect("a rollout")
}

/// A third step, not in the document.
fn composed() -> Value {
    let operation =
        json!({ "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1.0" });
    json!({ "operation": operation })
}

#[wasm_bindgen_test]
fn a_document_that_is_none_is_refused() {
    let facts = refusal(Rollout::new(&"{".into()));
    assert_eq!(facts["code"], "INVALID_ARGUMENT");
    assert_eq!(facts["path"], "");
    let facts = refusal(Rollout::new(&r#"{ "version": 1, "workflows": [{}] }"#.into()));
    assert_eq!(facts["path"], "workflows[0].workflowId");
}

#[wasm_bindgen_test]
fn steps_are_taken_or_refused_with_advice() {
    let rollout = rollout();
    assert_eq!(rollout.step_count(), 2);
    let steps = shown(&rollout.steps());
    assert_eq!(steps[0]["result"], "changed");
    assert_eq!(steps[1]["result"], "refused");
    assert!(steps[1]["advice"]["instead"].is_string());
}

#[wasm_bindgen_test]
fn namespaces_after_a_step() {
    let rollout = rollout();
    let new_workflow = json!({ "task": "newWorkflow", "taskQueue": "orders" });
    let on = |after: f64| {
        let namespace = rollout.namespace_after(&after.into()).expect("a step");
        answer(namespace.resolve(&js(new_workflow.clone())))["buildId"].take()
    };
    assert_eq!([on(0.), on(1.)], ["1.0", "2.0"]);
    let facts = refusal(rollout.namespace_after(&3.into()));
    assert_eq!(facts["message"], "after: expected integer from 0 to 2, got 3");
    assert_eq!(facts.get("code"), None);
}

#[wasm_bindgen_test]
fn subjects_and_where_they_land() {
    let rollout = rollout();
    assert_eq!(
        shown(&rollout.subjects()),
        json!([{ "taskQueue": "orders" }, { "workflow": "order-1" }])
    );
    let landings = answer(rollout.landings(&NOTHING));
    assert_eq!(landings[0]["landing"]["buildId"], "2.0");
    assert_eq!(landings[1]["landing"]["buildId"], "1.0");
    assert_eq!(landings[1], answer(rollout.why(&js(json!({ "workflow": "order-1" })), &NOTHING)));
    assert_eq!(shown(&rollout.runs())[0]["taskQueue"], "orders");
    let facts = refusal(rollout.landings(&"1".into()));
    assert_eq!(facts["path"], "after");
    let facts = refusal(rollout.why(&js(json!({ "workflow": "order-2" })), &NOTHING));
    assert_eq!((&facts["code"], &facts["path"]), (&json!("INVALID_ARGUMENT"), &json!("subject")));
}

#[wasm_bindgen_test]
fn situations_and_what_differs() {
    let rollout = rollout();
    let situation = answer(rollout.situation(&0.into()));
    assert_eq!(situation["subjects"].as_array().map(Vec::len), Some(2));
    assert_eq!(situation["workers"][0]["count"], 2);
    let difference = answer(rollout.difference(&0.into(), &1.into()));
    assert_eq!(difference["taskQueues"], json!(["orders"]));
    assert_eq!(difference["moves"][0]["subjects"], json!([0]));
    assert_eq!(difference["beginToWait"], json!([0]));
    let back = answer(rollout.difference(&NOTHING, &js(composed())));
    assert_eq!(back["ceaseToWait"], json!([0]));
    let facts = refusal(rollout.difference(&NOTHING, &js(json!({ "after": 1 }))));
    assert!(facts["path"].as_str().is_some_and(|path| path.starts_with("after")));
}

#[wasm_bindgen_test]
fn changes_to_another_rollout() {
    let (rollout, other) = (rollout(), rollout());
    let changes = answer(rollout.changes(&0.into(), &other, &1.into()));
    assert_eq!(changes["taskQueues"][0]["taskQueue"], "orders");
    assert_eq!(refusal(rollout.changes(&0.into(), &other, &9.into()))["path"], "to");
}

#[wasm_bindgen_test]
fn expectations_are_checked() {
    let check = shown(&rollout().check());
    assert_eq!(check["unexpectedRefusals"][0]["step"], 2);
    assert_eq!(check["passed"], false);
}

#[wasm_bindgen_test]
fn workers_that_may_stop() {
    let rollout = rollout();
    let retirement =
        answer(rollout.retire(&js(json!({ "taskQueue": "orders", "buildId": "1.0" }))));
    assert_eq!(retirement["holders"].as_array().map(Vec::len), Some(1));
    let needs = shown(&rollout.worker_needs());
    assert!(needs.as_array().is_some_and(|needs| !needs.is_empty()));
    let facts = refusal(rollout.retire(&js(json!({ "taskQueue": "orders", "after": 7 }))));
    assert!(facts["path"].as_str().is_some_and(|path| path.starts_with("options")));
}

#[wasm_bindgen_test]
fn plans_and_the_way_back() {
    let rollout = rollout();
    let plan = |build_id: &str| {
        let goal = json!({ "sets": [], "queueDefault": build_id });
        rollout.plan(&js(json!({ "taskQueue": "orders", "goal": goal })))
    };
    assert_eq!(
        answer(plan("1.0"))["operations"],
        json!([{ "operation": "promoteSetByBuildId", "buildId": "1.0" }])
    );
    assert!(refusal(rollout.plan(&js(json!({ "taskQueue": "orders" }))))["path"].is_string());
    let rollback = answer(rollout.rollback(&1.into()));
    assert_eq!(rollback["operations"].as_array().map(Vec::len), Some(1));
    let facts = refusal(rollout.rollback(&NOTHING));
    assert_eq!(facts["message"], "step: expected integer from 1 to 2, got undefined");
}

#[wasm_bindgen_test]
fn a_plan_that_is_none() {
    let goal = json!({ "sets": [], "queueDefault": "9.9", "unknownBuildIds": "refuse" });
    let facts = refusal(rollout().plan(&js(json!({ "taskQueue": "orders", "goal": goal }))));
    assert_eq!(facts["code"], "FAILED_PRECONDITION");
}

#[wasm_bindgen_test]
fn hazards_have_words() {
    let rollout = rollout();
    let hazards = answer(rollout.hazards(&NOTHING));
    assert!(hazards[0]["severity"].is_string());
    assert!(hazards[0]["what"].is_string());
    assert!(hazards[0]["wayOut"].is_string());
    assert!(answer(rollout.hazards(&js(composed()))).is_array());
    assert!(refusal(rollout.hazards(&js(json!({}))))["path"].is_string());
}

#[wasm_bindgen_test]
fn runbooks() {
    let rollout = rollout();
    assert!(rollout.runbook().starts_with('#'));
    let of_step = rollout.runbook_of_step(&1.into()).expect("a step");
    assert!(of_step.contains("add-new-default"));
    assert_eq!(refusal(rollout.runbook_of_step(&0.into()))["path"], "step");
}
