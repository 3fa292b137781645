//! What is read from values of JavaScript, and what is written as them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use worker_versioning::boundary::js::{self, Failure};
use worker_versioning::boundary::{ErrorKind, InputError};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Workflow {
    task_queue: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    build_id: Option<String>,
    #[serde(default)]
    is_new: bool,
    #[serde(default)]
    runs: u32,
    #[serde(default)]
    used: Vec<BuildId>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename = "operation", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Operation {
    AddDefault { build_id: String },
    Start(Workflow),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename = "?", rename_all = "camelCase")]
enum Expectation {
    Step { step: u32 },
    Poll { poll: Status },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename = "&")]
struct Both(Named, Operation);

#[derive(Debug, PartialEq, Deserialize)]
struct Named {
    name: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Open,
    Closed,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Options {
    limit: Option<u32>,
    status: Option<Status>,
}

/// A build ID, or the symbol for unversioned workers.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum BuildId {
    Unversioned,
    Of(String),
}

impl<'de> Deserialize<'de> for BuildId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl Visitor<'_> for Reading {
            type Value = BuildId;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("string or UnversionedBuildId")
            }

            fn visit_unit<E: de::Error>(self) -> Result<BuildId, E> {
                Ok(BuildId::Unversioned)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<BuildId, E> {
                Ok(BuildId::Of(text.to_owned()))
            }
        }

        deserializer.deserialize_any(Reading)
    }
}

/// The value of a JavaScript expression.
fn value(expression: &str) -> JsValue {
    js_sys::eval(&format!("({expression})")).expect(expression)
}

fn read<T: DeserializeOwned>(expression: &str) -> T {
    js::read(&value(expression), "it").expect(expression)
}

fn refusal<T: DeserializeOwned + fmt::Debug>(expression: &str) -> InputError {
    match js::read::<T>(&value(expression), "it") {
        Err(Failure::Input(error)) => error,
        other => panic!("{expression}: {other:?}"),
    }
}

fn refuses<T: DeserializeOwned + fmt::Debug>(rows: &[(&str, &str)]) {
    for (expression, expected) in rows {
        assert_eq!(refusal::<T>(expression).to_string(), *expected, "{expression}");
    }
}

/// Values that are neither texts, numbers, booleans nor objects with fields, and what they are called.
const OTHERS: [(&str, &str); 7] = [
    ("null", "null"),
    ("undefined", "undefined"),
    ("1n", "bigint"),
    ("Symbol()", "symbol"),
    ("() => 1", "function"),
    ("[]", "array"),
    ("new Proxy([], {})", "array"),
];

#[wasm_bindgen_test]
fn no_other_type_is_taken() {
    fn refuses_others<T: DeserializeOwned + fmt::Debug>(expected: &str, more: &[(&str, &str)]) {
        for (expression, got) in OTHERS.iter().chain(more) {
            let message = format!("it: expected {expected}, got {got}");
            assert_eq!(refusal::<T>(expression).to_string(), message, "{expression}");
        }
    }

    let numbers = [("1", "number"), ("NaN", "number")];
    let texts = [("''", "string"), ("'1'", "string"), ("'true'", "string")];
    let objects = [("{}", "object"), ("Object('1')", "object"), ("Object(1)", "object")];
    let boolean = ("true", "boolean");
    refuses_others::<String>("string", &[&numbers[..], &objects, &[boolean]].concat());
    refuses_others::<bool>("boolean", &[&numbers[..], &texts, &objects].concat());
    let integer = "integer from 0 to 4294967295";
    refuses_others::<u32>(integer, &[&texts[..], &objects, &[boolean]].concat());
    refuses_others::<Options>("object", &[&texts[..], &numbers, &[boolean]].concat());
    refuses_others::<Operation>("object", &[&texts[..], &numbers, &[boolean]].concat());
    refuses_others::<Expectation>("object", &[&texts[..], &numbers, &[boolean]].concat());
    refuses_others::<Both>("object", &[&texts[..], &numbers, &[boolean]].concat());
    refuses_others::<BTreeMap<String, u32>>("object", &[&texts[..], &numbers].concat());
    let choices = "one of 'OPEN', 'CLOSED'";
    refuses_others::<Status>(choices, &[&numbers[..], &objects, &[boolean]].concat());
    let build_id = "string or UnversionedBuildId";
    refuses_others::<BuildId>(build_id, &[&numbers[..], &objects, &[boolean]].concat());
}

#[wasm_bindgen_test]
fn only_arrays_are_arrays() {
    for expression in ["{ length: 0 }", "new Set()", "new Uint8Array(1)", "new Map()"] {
        assert_eq!(
            refusal::<Vec<u32>>(expression).to_string(),
            "it: expected array, got object",
            "{expression}"
        );
    }
    assert_eq!(read::<Vec<u32>>("new Proxy([1, 2], {})"), [1, 2]);
    refuses::<Vec<u32>>(&[
        ("[1, '2']", "it[1]: expected integer from 0 to 4294967295, got string"),
        ("new Array(2 ** 32 - 1)", "it[0]: expected integer from 0 to 4294967295, got undefined"),
    ]);
}

#[wasm_bindgen_test]
fn maps_and_sets_are_no_objects() {
    refuses::<Options>(&[
        ("new Map([['limit', 1]])", "it: expected object, got Map"),
        ("new Set(['limit'])", "it: expected object, got Set"),
    ]);
    refuses::<BTreeMap<String, u32>>(&[("new Map([['a', 1]])", "it: expected object, got Map")]);
}

#[wasm_bindgen_test]
fn numbers_are_whole_and_in_range() {
    for number in ["1.5", "-1", "4294967296", "NaN", "Infinity", "-Infinity", "1e+300", "1e-7"] {
        let message = format!("it.limit: expected integer from 0 to 4294967295, got {number}");
        assert_eq!(refusal::<Options>(&format!("{{ limit: {number} }}")).to_string(), message);
    }
    refuses::<usize>(&[("2 ** 32", "it: expected integer from 0 to 4294967295, got 4294967296")]);
    refuses::<u64>(&[(
        "2 ** 53",
        "it: expected integer from 0 to 9007199254740991, got 9007199254740992",
    )]);
    assert_eq!(read::<u32>("-0"), 0);
}

#[wasm_bindgen_test]
fn texts_are_well_formed() {
    for lone in ["'\\ud800'", "'a\\udc00b'", "'\\ufffd\\ud800'", "'\\udc00\\ud800'"] {
        let message = "it.taskQueue: expected well-formed text, got a lone surrogate";
        let expression = format!("{{ taskQueue: {lone} }}");
        assert_eq!(refusal::<Workflow>(&expression).to_string(), message, "{lone}");
    }
    assert_eq!(read::<String>("'\\ufffd\\ud83d\\ude00\\0'"), "\u{fffd}😀\0");
    refuses::<BTreeMap<String, u32>>(&[(
        "{ '\\ud800': 1 }",
        "it: expected well-formed text, got a lone surrogate",
    )]);
}

#[wasm_bindgen_test]
fn texts_have_an_end() {
    refuses::<String>(&[(
        "'ab'.repeat(2 ** 25) + 'c'",
        "it: expected at most 67108864 characters, got 67108865",
    )]);
}

#[wasm_bindgen_test]
fn other_fields_are_refused() {
    let options = "it: expected no other fields than limit, status, got";
    for (expression, got) in [
        ("{ limits: 1 }", "limits"),
        ("{ limit: 1, constructor: 1 }", "constructor"),
        ("JSON.parse('{ \"__proto__\": {} }')", "__proto__"),
        ("{ '\\ud800': 1 }", "\u{fffd}"),
        ("Object.assign(Object.create({ limit: 1, status: 'OPEN' }), { a: 1, b: 2 })", "a"),
    ] {
        assert_eq!(refusal::<Options>(expression).to_string(), format!("{options} {got}"));
    }
    refuses::<Both>(&[
        (
            "{ operation: 'addDefault', buildId: 'a', other: 1 }",
            "it: expected no other fields than name, operation, buildId, got other",
        ),
        (
            "{ operation: 'addDefault', buildID: 'a', name: 'n' }",
            "it: expected no other fields than name, operation, buildId, got buildID",
        ),
    ]);
}

#[wasm_bindgen_test]
fn fields_that_are_undefined_are_absent() {
    let options: Options = read("{ limit: undefined, other: undefined }");
    assert_eq!(options, Options { limit: None, status: None });
    let map: BTreeMap<String, u32> = read("{ a: undefined, b: 1 }");
    assert_eq!(map, BTreeMap::from([("b".to_owned(), 1)]));
    assert_eq!(read::<Option<Options>>("undefined"), None);
    refuses::<Options>(&[(
        "{ limit: null }",
        "it.limit: expected integer from 0 to 4294967295, got null",
    )]);
}

#[wasm_bindgen_test]
fn objects_of_any_origin_are_taken() {
    let expected = Options { limit: Some(1), status: Some(Status::Open) };
    for expression in [
        "{ limit: 1, status: 'OPEN' }",
        "Object.freeze({ limit: 1, status: 'OPEN' })",
        "Object.assign(Object.create(null), { limit: 1, status: 'OPEN' })",
        "Object.assign(Object.create({ limit: 1 }), { status: 'OPEN' })",
        "new (class { get limit() { return 1; } get status() { return 'OPEN'; } })()",
        "new Proxy({ limit: 1, status: 'OPEN' }, {})",
    ] {
        assert_eq!(read::<Options>(expression), expected, "{expression}");
    }
}

#[wasm_bindgen_test]
fn variants_are_told_apart() {
    assert_eq!(
        read::<Operation>("{ operation: 'addDefault', buildId: 'a' }"),
        Operation::AddDefault { build_id: "a".into() }
    );
    assert_eq!(
        read::<Expectation>("{ poll: 'CLOSED' }"),
        Expectation::Poll { poll: Status::Closed }
    );
    assert_eq!(read::<Expectation>("{ step: 1 }"), Expectation::Step { step: 1 });
    let Both(named, _) = read("{ operation: 'start', taskQueue: 'a', name: 'n' }");
    assert_eq!(named.name.as_deref(), Some("n"));
    refuses::<Operation>(&[
        ("{}", "it.operation: expected one of 'addDefault', 'start', got undefined"),
        ("new Map()", "it.operation: expected one of 'addDefault', 'start', got undefined"),
        (
            "{ operation: 'toString' }",
            "it.operation: expected one of 'addDefault', 'start', got 'toString'",
        ),
        ("{ operation: 'addDefault' }", "it.buildId: expected string, got undefined"),
        (
            "{ operation: 'start', taskQueue: 'a', runs: 1, isNew: 0 }",
            "it.isNew: expected boolean, got number",
        ),
    ]);
    refuses::<Expectation>(&[("{ constructor: 1 }", "it: expected one of step, poll, got none")]);
}

#[wasm_bindgen_test]
fn the_symbol_for_unversioned_workers() {
    let workflow: Workflow =
        read("{ taskQueue: 'a', used: ['1', Symbol.for('__temporal_unversionedBuildId')] }");
    assert_eq!(workflow.used, [BuildId::Of("1".into()), BuildId::Unversioned]);
    refuses::<Workflow>(&[(
        "{ taskQueue: 'a', used: [Symbol('__temporal_unversionedBuildId')] }",
        "it.used[0]: expected string or UnversionedBuildId, got symbol",
    )]);
}

#[wasm_bindgen_test]
fn what_getters_and_proxies_throw_is_handed_on() {
    for expression in [
        "{ get limit() { throw 'mine'; } }",
        "{ get other() { throw 'mine'; } }",
        "new Proxy({}, { get() { throw 'mine'; } })",
        "new Proxy({}, { ownKeys() { throw 'mine'; } })",
    ] {
        let thrown = match js::read::<Options>(&value(expression), "it") {
            Err(Failure::Thrown(thrown)) => thrown,
            other => panic!("{expression}: {other:?}"),
        };
        assert_eq!(thrown.as_string().as_deref(), Some("mine"), "{expression}");
    }
    let list = "new Proxy([1], { get() { throw 'mine'; } })";
    assert!(matches!(js::read::<Vec<u32>>(&value(list), "it"), Err(Failure::Thrown(_))));
    let revoked =
        "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()";
    assert!(matches!(js::read::<Options>(&value(revoked), "it"), Err(Failure::Thrown(_))));
    assert!(matches!(js::read::<Vec<u32>>(&value(revoked), "it"), Err(Failure::Thrown(_))));
    refuses::<String>(&[(revoked, "it: expected string, got object")]);
}

#[wasm_bindgen_test]
fn a_getter_may_read_with_the_engine() {
    let object = js_sys::Object::new();
    let inner = wasm_bindgen::closure::Closure::<dyn Fn() -> u32>::new(|| {
        read::<Options>("{ limit: 7 }").limit.unwrap_or_default()
    });
    let descriptor = value("{ enumerable: true }");
    js_sys::Reflect::set(&descriptor, &"get".into(), inner.as_ref()).expect("a plain object");
    js_sys::Object::define_property(&object, &"limit".into(), descriptor.as_ref().unchecked_ref());
    let options: Options = js::read(&object, "it").expect("good options");
    assert_eq!(options.limit, Some(7));
}

#[wasm_bindgen_test]
fn errors_of_shape_and_of_value() {
    assert_eq!(refusal::<Options>("[]").kind, ErrorKind::Shape);
    assert_eq!(refusal::<Options>("{ limit: NaN }").kind, ErrorKind::Shape);
    assert_eq!(refusal::<Options>("{ other: 1 }").kind, ErrorKind::Shape);
    assert_eq!(refusal::<String>("'\\ud800'").kind, ErrorKind::Shape);
}

#[wasm_bindgen_test]
fn answers_are_plain_objects() {
    let workflow = Workflow {
        task_queue: "\u{0}é😀".into(),
        build_id: None,
        is_new: true,
        runs: u32::MAX,
        used: vec![BuildId::Of("a".into())],
    };
    let json = js_sys::JSON::stringify(&js::write(&workflow)).expect("no cycles");
    assert_eq!(
        String::from(json),
        r#"{"taskQueue":"\u0000é😀","isNew":true,"runs":4294967295,"used":["a"]}"#
    );
    let map = BTreeMap::from([("a", Status::Open)]);
    let json = js_sys::JSON::stringify(&js::write(&map)).expect("no cycles");
    assert_eq!(String::from(json), r#"{"a":"OPEN"}"#);
    assert!(js::write(&None::<u32>).is_undefined());
}

#[wasm_bindgen_test]
fn records_have_fields_of_any_name() {
    let fields = [("__proto__".into(), 1.into()), (js::unversioned_build_id(), 2.into())];
    let record = js::record(fields);
    assert_eq!(js_sys::Object::keys(record.unchecked_ref::<js_sys::Object>()).length(), 1);
    let symbol = js_sys::Reflect::get(&record, &js::unversioned_build_id());
    assert_eq!(symbol.expect("a plain object"), 2);
}
