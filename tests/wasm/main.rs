//! The engine as JavaScript reaches it, run in Node and in a browser.

#![cfg(target_arch = "wasm32")]

mod boundary;

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

/// Applies an operation whose texts are named by their numbers.
fn update(engine: &Engine, operation: u8, build_id: &str, other: &str) -> Result<u8, String> {
    let [queue, build_id, other] = ["q", build_id, other].map(|text| engine.text(text));
    engine.update(queue, operation, build_id, other)
}

fn sets(engine: &Engine) -> String {
    engine.version_sets("q", 0).expect("a good name")
}

#[wasm_bindgen_test]
fn operations_tell_what_they_did() {
    let engine = engine();
    assert_eq!(update(&engine, ADD_NEW_DEFAULT, "a", ""), Ok(1));
    assert_eq!(update(&engine, ADD_NEW_DEFAULT, "a", ""), Ok(0));
    assert_eq!(update(&engine, ADD_COMPATIBLE, "b", "a"), Ok(1));
    assert_eq!(sets(&engine), r#"[[false,"a","b"]]"#);
}

#[wasm_bindgen_test]
fn the_numbers_of_texts_are_given_again_when_they_are_forgotten() {
    let engine = engine();
    let first = engine.text("a");
    assert_ne!(engine.text("b"), first);
    engine.forget_texts();
    assert_eq!(engine.text("c"), first);
}

#[wasm_bindgen_test]
fn refusals_are_texts_with_their_status_and_those_of_operations_with_their_reason() {
    let refusal = update(&engine(), PROMOTE_SET, "x", "").expect_err("unknown");
    assert_eq!(refusal, "NOT_FOUND NOT_FOUND: targeted version x not found");
    let refusal = engine().import_build_ids("q", "[5]").expect_err("not a row");
    assert_eq!(refusal, "INVALID_ARGUMENT: [0]: expected object, got number");
    let refusal = check_task_queue("").expect_err("empty");
    assert_eq!(refusal, "INVALID_ARGUMENT: missing task queue name");
}

#[wasm_bindgen_test]
fn an_unknown_kind_of_operation_is_a_request_without_one() {
    let refusal = update(&engine(), 99, "a", "").expect_err("no operation");
    assert_eq!(
        refusal,
        "INVALID_ARGUMENT INCOMPLETE: request to update worker build ID compatability requires: , an operation to be specified"
    );
}

#[wasm_bindgen_test]
fn a_merge_of_imported_sets_is_marked() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}"#);
    assert_eq!(update(&engine, MERGE, "a", "c"), Ok(2));
    assert_eq!(sets(&engine), r#"[[true,"a","c","b"]]"#);
}

#[wasm_bindgen_test]
fn the_last_sets_are_given() {
    let engine = with_sets(
        r#"{"majorVersionSets":[{"buildIds":["a"]},{"buildIds":["b"]},{"buildIds":["c"]}]}"#,
    );
    assert_eq!(engine.version_sets("q", 2).expect("a good name"), r#"[[false,"b"],[false,"c"]]"#);
    assert_eq!(engine.version_sets("elsewhere", 0).expect("a good name"), "[]");
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
    let [queue, build_id] = ["q", "a"].map(|text| engine.text(text));
    let answer = engine.resolve(WORKFLOW_TASK, queue, 0, build_id, 0, 0, GO);
    let (reason, steps, landing) = named(&answer);
    assert_eq!((reason.as_str(), landing.as_str()), ("SET_DEFAULT", "b"));
    assert_eq!(steps, ["WORKFLOW_BUILD_ID", "SET_DEFAULT"]);
}

#[wasm_bindgen_test]
fn a_refused_command_gives_cause_and_message() {
    let engine = engine();
    let [queue, build_id, other] = ["q", "a", "elsewhere"].map(|text| engine.text(text));
    let answer = engine.resolve(ACTIVITY, queue, 0, build_id, other, COMPATIBLE, GO);
    let (reason, steps, landing) = named(&answer);
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
        engine.poll("q", Some(build_id.to_owned()), versioned).expect("a poll")
    };
    assert_eq!(poll("b", true), r#"[1,true,"a","b"]"#);
    assert_eq!(
        poll("a", true),
        r#"[2,"b","OUT_OF_RANGE","Task queue has a newer compatible build: \"b\""]"#
    );
    assert_eq!(poll("x", true), "[3]");
    assert_eq!(poll("a", false), "[0,false]");
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
    assert_eq!(update(&engine, PROMOTE_SET, "a", ""), Ok(1));
    let records = engine.records("q");
    assert_eq!(records, r#"[[3,"c",3,1],[4,"a",1,0,"b",2,0]]"#);
    let restored = self::engine();
    let numbers = [3., 1., 3., 1., 4., 2., 1., 0., 2., 0.];
    restored.restore("q", r#"["c","a","b"]"#, &numbers).expect("good records");
    assert_eq!(sets(&restored), r#"[[false,"c"],[false,"a","b"]]"#);
    assert_eq!(restored.records("q"), records);
}

#[wasm_bindgen_test]
fn what_reaches_each_version_is_listed_by_queue() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}"#);
    // `b`, `c` and unversioned workers on `q` and `r`; one open run on `q`, that `a` and an unversioned one used.
    let question = r#"["b","c","","q","r","q","a",""]"#;
    let answer =
        engine.reachability(EXISTING_WORKFLOWS, "VVVQQOUU", question).expect("a good question");
    assert_eq!(answer, r#"[["q",2,"r",0],["q",1,"r",0],["q",2,"r",1]]"#);
}

#[wasm_bindgen_test]
fn a_question_about_no_version_is_refused() {
    let refusal = engine().reachability(EXISTING_WORKFLOWS, "", "[]").expect_err("none");
    assert_eq!(
        refusal,
        "INVALID_ARGUMENT: Must query at least one build ID (or empty string for unversioned worker)"
    );
}

#[wasm_bindgen_test]
fn copies_change_on_their_own() {
    let engine = with_sets(r#"{"majorVersionSets":[{"buildIds":["a"]}]}"#);
    let copy = engine.copy();
    assert_eq!(update(&copy, ADD_NEW_DEFAULT, "b", ""), Ok(1));
    assert_eq!(
        (sets(&engine), sets(&copy)),
        (r#"[[false,"a"]]"#.into(), r#"[[false,"a"],[false,"b"]]"#.into())
    );
}

#[wasm_bindgen_test]
fn answers_are_json_whatever_the_names_hold() {
    let engine = engine();
    let name = "\"\\\u{1f}\n\u{7f}é\u{2028}😀";
    let [queue, build_id] = [name, "a"].map(|text| engine.text(text));
    assert_eq!(engine.update(queue, ADD_NEW_DEFAULT, build_id, 0), Ok(1));
    assert_eq!(engine.task_queues(), "[\"\\\"\\\\\\u001f\\u000a\u{7f}é\u{2028}😀\"]");
}
