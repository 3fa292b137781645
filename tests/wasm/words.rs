//! What the engine says in words, and reads of them.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use worker_versioning::wasm::{describe_value, explain, pasted_answers, read_command, snippet_of};

use super::{answer, js, refusal};

#[wasm_bindgen_test]
fn answers_are_explained() {
    let poll = json!({ "outcome": "idle", "taskQueue": "q", "buildId": "a", "reason": "UNKNOWN_BUILD_ID" });
    assert_eq!(answer(explain(&js(poll))).as_array().map(Vec::len), Some(1));
    assert!(refusal(explain(&js(json!({}))))["path"].is_string());
}

#[wasm_bindgen_test]
fn phrases() {
    assert_eq!(describe_value(&js(json!({ "sdk": "typescript" }))), Ok("TypeScript".into()));
    assert!(refusal(describe_value(&js(json!({ "sdk": "cobol" }))))["problem"].is_string());
}

#[wasm_bindgen_test]
fn operations_in_a_language() {
    let promote = js(json!({ "operation": "promoteSetByBuildId", "buildId": "a" }));
    let write = |language: &str| snippet_of(&"q".into(), &promote, &language.into());
    let command = write("cli").expect("a language");
    assert!(command.starts_with("temporal task-queue update-build-ids promote-set"));
    assert_eq!(refusal(write("cobol"))["path"], "language");
    assert_eq!(
        answer(read_command(&command.into())),
        json!({
            "operation": { "taskQueue": "q", "operation": "promoteSetByBuildId", "buildId": "a" },
            "passedOver": [],
            "values": [
                { "line": 2, "column": 18, "length": 1 },
                { "line": 3, "column": 16, "length": 1 },
            ],
        })
    );
}

#[wasm_bindgen_test]
fn commands_that_cannot_be_read() {
    let facts = refusal(read_command(&"ls".into()));
    assert_eq!(facts["code"], "INVALID_ARGUMENT");
    assert_eq!(refusal(read_command(&5.into()))["message"], "text: expected string, got number");
}

#[wasm_bindgen_test]
fn pasted_text_is_parted() {
    let pasted = "$ temporal task-queue get-build-ids -t q -o json\nnull";
    let answers = answer(pasted_answers(&pasted.into()));
    assert_eq!(answers, json!([{ "taskQueue": "q", "text": "\nnull\n" }]));
    let open = "temporal task-queue get-build-ids -t 'q";
    assert_eq!(refusal(pasted_answers(&open.into()))["code"], "INVALID_ARGUMENT");
}
