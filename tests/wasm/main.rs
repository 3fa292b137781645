//! The engine as JavaScript reaches it, run in Node and in a browser.

#![cfg(target_arch = "wasm32")]

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use worker_versioning::wasm::{Engine, check_task_queue, names, snippet};

const ADD_NEW_DEFAULT: u8 = 0;
const ADD_COMPATIBLE: u8 = 1;
const PROMOTE_SET: u8 = 3;
const MERGE: u8 = 5;
const WORKFLOW_TASK: u8 = 1;
const ACTIVITY: u8 = 5;
const COMPATIBLE: u8 = 1;
const GO: u8 = 0;
const EXISTING_WORKFLOWS: u8 = 1;

fn engine() -> Engine {
    Engine::new(10, 100, 20, 255)
}

fn with_sets(json: &str) -> Engine {
    let engine = engine();
    engine.import_build_ids("q", json).expect("good JSON");
    engine
}

fn text(value: &JsValue) -> String {
    value.as_string().expect("a text")
}

fn listed(engine: &Engine) -> String {
    let sets = engine.version_sets("q", 0).expect("a good name");
    let sets = sets.iter().map(|set| Array::from(&set).slice(1, u32::MAX).join(" ").into());
    sets.collect::<Vec<String>>().join("|")
}

#[wasm_bindgen_test]
fn operations_tell_what_they_did() {
    let engine = engine();
    assert_eq!(engine.update("q", ADD_NEW_DEFAULT, "a", ""), Ok(1));
    assert_eq!(engine.update("q", ADD_NEW_DEFAULT, "a", ""), Ok(0));
    assert_eq!(engine.update("q", ADD_COMPATIBLE, "b", "a"), Ok(1));
    assert_eq!(listed(&engine), "a b");
}

#[wasm_bindgen_test]
fn refusals_are_texts_with_their_status() {
    let refusal = engine().update("q", PROMOTE_SET, "x", "").expect_err("unknown");
    assert_eq!(text(&refusal), "NOT_FOUND: targeted version x not found");
    let refusal = engine().import_build_ids("q", "[5]").expect_err("not a row");
    assert_eq!(text(&refusal), "INVALID_ARGUMENT: [0]: expected object, got number");
    let refusal = check_task_queue("").expect_err("empty");
    assert_eq!(text(&refusal), "INVALID_ARGUMENT: missing task queue name");
}

#[wasm_bindgen_test]
fn an_unknown_kind_of_operation_is_a_request_without_one() {
    let refusal = engine().update("q", 99, "a", "").expect_err("no operation");
    assert_eq!(
        text(&refusal),
        "INVALID_ARGUMENT: request to update worker build ID compatability requires: , an operation to be specified"
    );
}

#[wasm_bindgen_test]
fn a_merge_of_imported_sets_is_marked() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}"#);
    assert_eq!(engine.update("q", MERGE, "a", "c"), Ok(2));
    let sets = engine.version_sets("q", 0).expect("a good name");
    assert_eq!(Array::from(&sets.get(0)).get(0), JsValue::TRUE);
}

#[wasm_bindgen_test]
fn the_last_sets_are_given() {
    let engine = with_sets(
        r#"{"majorVersionSets":[{"buildIds":["a"]},{"buildIds":["b"]},{"buildIds":["c"]}]}"#,
    );
    assert_eq!(engine.version_sets("q", 2).expect("a good name").length(), 2);
    assert_eq!(engine.version_sets("elsewhere", 0).expect("a good name").length(), 0);
}

/// The reason and the rules of an answer by their names, and what stands behind them.
fn named(answer: &str) -> (String, Vec<String>, String) {
    let (codes, landing) = answer.split_once('|').expect("an answer has two parts");
    let names = names();
    let (reasons, rules) = names.split_once('|').expect("two lists");
    let name = |list: &str, code: u8| {
        list.split(' ').nth(usize::from(code - b'A')).expect("a code").to_owned()
    };
    let codes = codes.as_bytes();
    let steps = codes[2..].iter().map(|code| name(rules, *code)).collect();
    (name(reasons, codes[1]), steps, landing.to_owned())
}

#[wasm_bindgen_test]
fn resolutions_name_their_reason_and_rules() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}"#);
    let (reason, steps, landing) = named(&engine.resolve(WORKFLOW_TASK, "q", 0, "a", None, 0, GO));
    assert_eq!((reason.as_str(), landing.as_str()), ("SET_DEFAULT", "b"));
    assert_eq!(steps, ["WORKFLOW_BUILD_ID", "SET_DEFAULT"]);
}

#[wasm_bindgen_test]
fn a_refused_command_gives_cause_and_message() {
    let other = Some("elsewhere".to_owned());
    let (reason, steps, landing) =
        named(&engine().resolve(ACTIVITY, "q", 0, "a", other, COMPATIBLE, GO));
    assert_eq!(reason, "CROSS_QUEUE_REJECTED");
    assert_eq!(steps, ["INTENT_COMPATIBLE", "CROSS_QUEUE_REJECTED"]);
    assert!(
        landing.starts_with(
            "BadScheduleActivityAttributes|BadScheduleActivityAttributes: Activity with"
        )
    );
}

#[wasm_bindgen_test]
fn polls_tell_their_outcome() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a","b"]}]}"#);
    let poll = |build_id: &str, versioned| {
        let outcome = engine.poll("q", Some(build_id.to_owned()), versioned).expect("a poll");
        String::from(outcome.join(","))
    };
    assert_eq!(poll("b", true), "1,true,a,b");
    assert_eq!(poll("a", true), "2,b,OUT_OF_RANGE,Task queue has a newer compatible build: \"b\"");
    assert_eq!(poll("x", true), "3");
    assert_eq!(poll("a", false), "0,false");
}

#[wasm_bindgen_test]
fn snippets_name_the_operation_in_the_language() {
    for (language, start) in [
        "temporal task-queue update-build-ids promote-set ",
        "err := c.UpdateWorkerBuildIdCompatibility(",
        "await client.update_worker_build_id_compatibility(",
        "await client.taskQueue.updateBuildIdCompatibility(",
        "client.updateWorkerBuildIdCompatability(",
        "await client.UpdateWorkerBuildIdCompatibilityAsync(",
    ]
    .into_iter()
    .enumerate()
    {
        let language = u8::try_from(language).expect("few languages");
        assert!(snippet("q", PROMOTE_SET, "a", "", language).starts_with(start));
    }
    assert_eq!(snippet("q", 99, "a", "", 0), "");
}

#[wasm_bindgen_test]
fn records_restore_a_queue() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}"#);
    assert_eq!(engine.update("q", PROMOTE_SET, "a", ""), Ok(1));
    let records = engine.records("q");
    let build_ids = Array::new();
    let mut numbers = Vec::new();
    for record in records.iter() {
        let record = Array::from(&record);
        numbers.extend([
            record.get(0).as_f64().expect("a moment"),
            f64::from((record.length() - 1) / 3),
        ]);
        for place in (1..record.length()).step_by(3) {
            build_ids.push(&record.get(place));
            numbers.extend(
                (1..3).map(|offset| record.get(place + offset).as_f64().expect("a number")),
            );
        }
    }
    let restored = self::engine();
    restored.restore("q", &build_ids, &numbers).expect("good records");
    assert_eq!(listed(&restored), "c|a b");
    assert_eq!(String::from(restored.records("q").join(";")), String::from(records.join(";")));
}

fn texts(texts: &[&str]) -> Array {
    texts.iter().map(|text| JsValue::from_str(text)).collect()
}

#[wasm_bindgen_test]
fn what_reaches_each_version_is_listed_by_queue() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}"#);
    // `b`, `c` and unversioned workers on `q` and `r`; one open run on `q`, that `a` and an unversioned one used.
    let question = texts(&["b", "c", "", "q", "r", "q", "a", ""]);
    let answer =
        engine.reachability(EXISTING_WORKFLOWS, "VVVQQOUU", &question).expect("a good question");
    let rows: Vec<String> = answer.iter().map(|row| Array::from(&row).join(" ").into()).collect();
    assert_eq!(rows, ["q 2 r 0", "q 1 r 0", "q 2 r 1"]);
}

#[wasm_bindgen_test]
fn a_question_about_no_version_is_refused() {
    let refusal = engine().reachability(EXISTING_WORKFLOWS, "", &texts(&[])).expect_err("none");
    assert_eq!(
        text(&refusal),
        "INVALID_ARGUMENT: Must query at least one build ID (or empty string for unversioned worker)"
    );
}

#[wasm_bindgen_test]
fn copies_change_on_their_own() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a"]}]}"#);
    let copy = engine.copy();
    assert_eq!(copy.update("q", ADD_NEW_DEFAULT, "b", ""), Ok(1));
    assert_eq!((listed(&engine), listed(&copy)), ("a".to_owned(), "a|b".to_owned()));
}
