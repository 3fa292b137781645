//! What the reader accepts and refuses, with a type of each form.

use std::collections::BTreeMap;
use std::fmt;

use proptest::prelude::*;
use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

use super::json::{self, Value};
use super::{ErrorKind, InputError};
use crate::deployments::DeploymentOperation;
use crate::operation::{self, AnyOperation};
use crate::percentage::Percentage;
use crate::version::WorkerDeploymentVersion;
use crate::version_sets::BuildIdOperation;
use crate::vocabulary::{FormatVersion, by_field, intersection, tagged, whole_number};

/// A name that is checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct QueueName(String);

impl TryFrom<String> for QueueName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, &'static str> {
        if name.is_empty() { Err("missing task queue name") } else { Ok(Self(name)) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Status {
    Open,
    ClosedForGood,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Workflow {
    task_queue: QueueName,
    #[serde(skip_serializing_if = "Option::is_none")]
    build_id: Option<String>,
    #[serde(default)]
    is_new: bool,
    status: Status,
    #[serde(default)]
    used_build_ids: Vec<String>,
    #[serde(default = "three", deserialize_with = "at_least_one")]
    runs: u32,
}

fn three() -> u32 {
    3
}

fn at_least_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        0 => Err(de::Error::custom("expected at least one")),
        runs => Ok(runs),
    }
}

tagged! {
    #[tag("operation")]
    /// What an operation does.
    #[derive(Debug, Clone, PartialEq)]
    enum Operation {
        /// Adds a build ID to the set of another.
        AddCompatible {
            /// The build ID to add.
            build_id: String,
            existing_build_id: String,
            /// Whether the set becomes the default.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            promote_set: bool,
            #[serde(rename = "note", skip_serializing_if = "Option::is_none")]
            remark: Option<String>,
        },
        /// Changes nothing.
        Nothing,
        /// Holds a struct.
        Start(Workflow),
    }
}

tagged! {
    #[tag("rule", "SCREAMING_SNAKE_CASE")]
    #[derive(Debug, Clone, PartialEq)]
    enum Step {
        SetDefault { build_id: String },
        NoSets,
    }
}

by_field! {
    /// What is expected.
    #[derive(Debug, Clone, PartialEq)]
    enum Expectation {
        /// Where new workflows land.
        NewWorkflowsOn {
            new_workflows_on: QueueName,
            lands: Lands,
            #[serde(skip_serializing_if = "Option::is_none")]
            after: Option<u32>,
        },
        /// What a step does.
        Step {
            /// Counted from 1.
            #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
            step: u32,
        },
    }
}

/// The form that serde gives to enums.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Lands {
    Unversioned,
    BuildId(String),
}

intersection! {
    /// An operation of a rollout.
    #[derive(Debug, Clone, PartialEq)]
    struct RolloutOperation {
        /// Its name.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        name: Option<String>,
        task_queue: QueueName,
    } & {
        operation: Operation,
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Described {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

intersection! {
    #[derive(Debug, Clone, PartialEq)]
    struct Both & { described: Described, expectation: Expectation }
}

tagged! {
    #[tag("kind")]
    #[derive(Debug, Clone, PartialEq)]
    enum Entry {
        Done(RolloutOperation),
        Happened { at: u32 },
    }
}

fn refusal<T: DeserializeOwned + fmt::Debug>(text: &str) -> InputError {
    json::read::<T>(text, "a sample").expect_err(text)
}

fn refuses<T: DeserializeOwned + fmt::Debug>(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(refusal::<T>(text).to_string(), *expected, "{text}");
    }
}

/// Checks that the value is read from this text and written as the same text.
fn is_written_as<T: DeserializeOwned + Serialize + PartialEq + fmt::Debug>(value: &T, text: &str) {
    assert_eq!(&json::read::<T>(text, "a sample").unwrap(), value);
    assert_eq!(serde_json::to_string(value).unwrap(), text);
}

#[test]
fn structs() {
    refuses::<Workflow>(&[
        ("null", "expected object, got null"),
        ("[]", "expected object, got array"),
        ("{}", "taskQueue: expected string, got nothing"),
        (r#"{"taskQueue": 5}"#, "taskQueue: expected string, got number"),
        (r#"{"taskQueue": ""}"#, "taskQueue: missing task queue name"),
        (r#"{"taskQueue": "a"}"#, "status: expected one of 'OPEN', 'CLOSED_FOR_GOOD', got nothing"),
        (
            r#"{"taskQueue": "a", "status": "Open"}"#,
            "status: expected one of 'OPEN', 'CLOSED_FOR_GOOD', got 'Open'",
        ),
        (
            r#"{"taskQueue": "a", "status": {}}"#,
            "status: expected one of 'OPEN', 'CLOSED_FOR_GOOD', got object",
        ),
        (r#"{"taskQueue": "a", "buildId": null}"#, "buildId: expected string, got null"),
        (r#"{"taskQueue": "a", "isNew": null}"#, "isNew: expected boolean, got null"),
        (
            r#"{"taskQueue": "a", "status": "OPEN", "usedBuildIds": ["b", 1]}"#,
            "usedBuildIds[1]: expected string, got number",
        ),
        (
            r#"{"taskQueue": "a", "status": "OPEN", "usedBuildIds": {}}"#,
            "usedBuildIds: expected array, got object",
        ),
        (
            r#"{"taskQueue": "a", "status": "OPEN", "runs": -1}"#,
            "runs: expected integer from 0 to 4294967295, got -1",
        ),
        (r#"{"taskQueue": "a", "status": "OPEN", "runs": 0}"#, "runs: expected at least one"),
        (
            r#"{"task_queue": "a"}"#,
            "expected no other fields than taskQueue, buildId, isNew, status, usedBuildIds, runs, got task_queue",
        ),
        (r#"{"status": 1, "status": "OPEN"}"#, "expected each field once, got status again"),
    ]);
}

#[test]
fn absent_fields_are_none_or_their_default() {
    let workflow: Workflow =
        json::read(r#"{"taskQueue": "a", "status": "OPEN"}"#, "a sample").unwrap();
    assert_eq!(workflow.build_id, None);
    assert_eq!((workflow.is_new, workflow.runs), (false, 3));
    assert!(workflow.used_build_ids.is_empty());
}

#[test]
fn enums_told_apart_by_a_tag() {
    let variants = "one of 'addCompatible', 'nothing', 'start'";
    refuses::<Operation>(&[
        ("true", "expected object, got boolean"),
        ("{}", &format!("operation: expected {variants}, got nothing")),
        (r#"{"operation": null}"#, &format!("operation: expected {variants}, got null")),
        (r#"{"operation": "remove"}"#, &format!("operation: expected {variants}, got 'remove'")),
        (r#"{"operation": "addCompatible"}"#, "buildId: expected string, got nothing"),
        (
            r#"{"operation": "addCompatible", "buildID": "a"}"#,
            "expected no other fields than operation, buildId, existingBuildId, promoteSet, note, got buildID",
        ),
        (
            r#"{"operation": "nothing", "buildId": "a"}"#,
            "expected no other fields than operation, got buildId",
        ),
        (r#"{"operation": "start", "taskQueue": ""}"#, "taskQueue: missing task queue name"),
        (
            r#"{"operation": "start", "buildID": ""}"#,
            "expected no other fields than operation, taskQueue, buildId, isNew, status, usedBuildIds, runs, got buildID",
        ),
        (
            r#"{"operation": "nothing", "operation": "nothing"}"#,
            "expected each field once, got operation again",
        ),
    ]);
    is_written_as(&Operation::Nothing, r#"{"operation":"nothing"}"#);
    let add = |promote_set, remark: Option<&str>| Operation::AddCompatible {
        build_id: "b".into(),
        existing_build_id: "a".into(),
        promote_set,
        remark: remark.map(str::to_owned),
    };
    is_written_as(
        &add(false, None),
        r#"{"operation":"addCompatible","buildId":"b","existingBuildId":"a"}"#,
    );
    is_written_as(
        &add(true, Some("n")),
        r#"{"operation":"addCompatible","buildId":"b","existingBuildId":"a","promoteSet":true,"note":"n"}"#,
    );
    let step = Step::SetDefault { build_id: "b".into() };
    is_written_as(&step, r#"{"rule":"SET_DEFAULT","buildId":"b"}"#);
    is_written_as(&Step::NoSets, r#"{"rule":"NO_SETS"}"#);
}

#[test]
fn operations_of_every_generation() {
    let of_version_sets = refusal::<BuildIdOperation>("{}").problem;
    let of_deployments = refusal::<DeploymentOperation>("{}").problem;
    let others = of_deployments.trim_start_matches("expected one of");
    let of_all = of_version_sets.replace(", got nothing", &format!(",{others}"));
    assert_eq!(refusal::<AnyOperation>("{}").problem, of_all);
    refuses::<AnyOperation>(&[
        ("[]", "expected object, got array"),
        (r#"{"operation": "mergeSets"}"#, "taskQueue: expected string, got nothing"),
        (
            r#"{"operation": "promoteSetByBuildId", "taskQueue": "q", "buildId": "a", "b": 1}"#,
            "expected no other fields than operation, taskQueue, buildId, got b",
        ),
        (
            r#"{"operation": "deleteWorkerDeployment", "deploymentName": 1}"#,
            "deploymentName: expected string, got number",
        ),
        (
            r#"{"operation": "deleteWorkerDeployment", "deploymentName": "d", "taskQueue": "q"}"#,
            "expected no other fields than operation, deploymentName, identity, got taskQueue",
        ),
    ]);
    let promote = BuildIdOperation::PromoteSetByBuildId { build_id: "a".into() };
    is_written_as(
        &AnyOperation::VersionSets(operation::Operation {
            task_queue: "q".into(),
            operation: promote,
        }),
        r#"{"taskQueue":"q","operation":"promoteSetByBuildId","buildId":"a"}"#,
    );
    is_written_as(
        &AnyOperation::Deployment(DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
            deployment_version: WorkerDeploymentVersion::new("d", "b"),
            upsert_entries: [("__proto__", "1")].into_iter().collect(),
            remove_entries: vec!["old".to_owned()],
            identity: "me".into(),
        }),
        concat!(
            r#"{"operation":"updateWorkerDeploymentVersionMetadata","#,
            r#""deploymentVersion":{"deploymentName":"d","buildId":"b"},"#,
            r#""upsertEntries":{"__proto__":"1"},"removeEntries":["old"],"identity":"me"}"#,
        ),
    );
}

#[test]
fn enums_told_apart_by_the_field_that_is_there() {
    refuses::<Vec<Expectation>>(&[
        ("[[]]", "[0]: expected object, got array"),
        ("[{}]", "[0]: expected one of newWorkflowsOn, step, got none"),
        (r#"[{"after": 1}]"#, "[0]: expected one of newWorkflowsOn, step, got none"),
        (r#"[{"step": null}]"#, "[0].step: expected integer from 0 to 4294967295, got null"),
        (
            r#"[{"step": 1, "newWorkflowsOn": "a"}]"#,
            "[0]: expected no other fields than newWorkflowsOn, lands, after, got step",
        ),
    ]);
    is_written_as(&Expectation::Step { step: 1 }, r#"{"step":1}"#);
    let lands = Lands::BuildId("b".into());
    is_written_as(
        &Expectation::NewWorkflowsOn {
            new_workflows_on: QueueName("a".into()),
            lands,
            after: None,
        },
        r#"{"newWorkflowsOn":"a","lands":{"buildId":"b"}}"#,
    );
}

#[test]
fn enums_of_a_text_or_an_object() {
    let variants = "one of 'unversioned', 'buildId'";
    refuses::<Lands>(&[
        (r#""1.0""#, &format!("expected {variants}, got '1.0'")),
        ("1", &format!("expected {variants}, got number")),
        ("{}", &format!("expected {variants}, got object")),
        (r#""buildId""#, "expected object, got string"),
        (r#"{"buildId": 1}"#, "buildId: expected string, got number"),
        (r#"{"buildId": "1", "a": 1}"#, "expected no other fields than buildId, got a"),
        (r#"{"unversioned": null}"#, "expected one of 'unversioned', 'buildId', got object"),
    ]);
    is_written_as(&Lands::Unversioned, r#""unversioned""#);
    is_written_as(&Lands::BuildId("1".into()), r#"{"buildId":"1"}"#);
}

#[test]
fn intersections() {
    refuses::<RolloutOperation>(&[
        ("1", "expected object, got number"),
        ("{}", "taskQueue: expected string, got nothing"),
        (
            r#"{"taskQueue": "a"}"#,
            "operation: expected one of 'addCompatible', 'nothing', 'start', got nothing",
        ),
        (
            r#"{"taskQueue": "a", "operation": "nothing", "name": 1}"#,
            "name: expected string, got number",
        ),
        (
            r#"{"taskQueue": "a", "operation": "addCompatible", "buildID": "b"}"#,
            "expected no other fields than name, taskQueue, operation, buildId, existingBuildId, promoteSet, note, got buildID",
        ),
        (
            r#"{"taskQueue": "a", "operation": "nothing", "b": 1}"#,
            "expected no other fields than name, taskQueue, operation, got b",
        ),
    ]);
    let operation = RolloutOperation {
        name: None,
        task_queue: QueueName("a".into()),
        operation: Operation::Nothing,
    };
    is_written_as(&operation, r#"{"taskQueue":"a","operation":"nothing"}"#);
    is_written_as(
        &Entry::Done(operation),
        r#"{"kind":"done","taskQueue":"a","operation":"nothing"}"#,
    );
    is_written_as(&Entry::Happened { at: 5 }, r#"{"kind":"happened","at":5}"#);
    refuses::<Entry>(&[(
        r#"{"kind": "done", "taskQueue": "a", "operation": "nothing", "at": 5}"#,
        "expected no other fields than kind, name, taskQueue, operation, got at",
    )]);
    refuses::<Both>(&[(
        r#"{"step": 1, "after": 2}"#,
        "expected no other fields than description, step, got after",
    )]);
    let both = Both {
        described: Described { description: Some("d".into()) },
        expectation: Expectation::Step { step: 1 },
    };
    is_written_as(&both, r#"{"description":"d","step":1}"#);
}

#[test]
fn numbers() {
    refuses::<u32>(&[
        ("1.5", "expected integer from 0 to 4294967295, got 1.5"),
        ("-1", "expected integer from 0 to 4294967295, got -1"),
        ("4294967296", "expected integer from 0 to 4294967295, got 4294967296"),
        ("1e300", "expected integer from 0 to 4294967295, got 1e+300"),
        ("-1e-7", "expected integer from 0 to 4294967295, got -1e-7"),
        ("18446744073709551616", "expected integer from 0 to 4294967295, got 18446744073709552000"),
        ("\"1\"", "expected integer from 0 to 4294967295, got string"),
    ]);
    refuses::<u64>(&[(
        "1e16",
        "expected integer from 0 to 9007199254740991, got 10000000000000000",
    )]);
    let numbers: (u32, u64, usize) = json::read("[-0, 9007199254740991, 1.0]", "").unwrap();
    assert_eq!(numbers, (0, 9_007_199_254_740_991, 1));
    refuses::<f32>(&[
        ("\"1\"", "expected number, got string"),
        ("null", "expected number, got null"),
    ]);
    let rounded: (f32, f32, f32) = json::read("[0.1, -2, 1e300]", "").unwrap();
    assert_eq!(rounded, (0.1, -2., f32::INFINITY));
    let zero: Percentage = json::read("-1e-300", "").unwrap();
    assert!(zero.get().is_sign_positive());
}

#[test]
fn arrays_of_a_fixed_length() {
    refuses::<(u32, u32)>(&[
        ("[1]", "expected array of 2 items, got 1"),
        ("[1, 2, 3]", "expected array of 2 items, got 3"),
        ("[1, true]", "[1]: expected integer from 0 to 4294967295, got boolean"),
    ]);
}

#[test]
fn objects_with_any_fields() {
    refuses::<BTreeMap<String, u32>>(&[
        ("[]", "expected object, got array"),
        (r#"{"a": 1, "b": "1"}"#, "b: expected integer from 0 to 4294967295, got string"),
        (r#"{"a": 1, "a": 1}"#, "expected each field once, got a again"),
    ]);
    let map: BTreeMap<String, Option<u32>> = json::read(r#"{"b": 1, "a": 2}"#, "").unwrap();
    assert_eq!(map, BTreeMap::from([("a".into(), Some(2)), ("b".into(), Some(1))]));
}

/// A type that says what it expects.
#[derive(Debug, PartialEq)]
enum TextOrList {
    Text(String),
    List(Vec<u32>),
}

impl<'de> Deserialize<'de> for TextOrList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = TextOrList;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("string or list")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<TextOrList, E> {
                if text.is_empty() {
                    return Err(E::invalid_value(de::Unexpected::Str(text), &self));
                }
                Ok(TextOrList::Text(text.to_owned()))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<TextOrList, A::Error> {
                let list = Vec::deserialize(de::value::SeqAccessDeserializer::new(list))?;
                Ok(TextOrList::List(list))
            }
        }

        deserializer.deserialize_any(Reading)
    }
}

#[test]
fn types_that_say_themselves_what_they_expect() {
    refuses::<[TextOrList; 1]>(&[
        ("[null]", "[0]: expected string or list, got null"),
        ("[1.5]", "[0]: expected string or list, got number"),
        ("[-1]", "[0]: expected string or list, got number"),
        ("[false]", "[0]: expected string or list, got boolean"),
        ("[{}]", "[0]: expected string or list, got object"),
        (r#"[""]"#, "[0]: expected string or list, got ''"),
        ("[[true]]", "[0][0]: expected integer from 0 to 4294967295, got boolean"),
    ]);
    let read: [TextOrList; 2] = json::read(r#"["a", [1]]"#, "").unwrap();
    assert_eq!(read, [TextOrList::Text("a".into()), TextOrList::List(vec![1])]);
}

#[derive(Debug, Deserialize)]
struct Ranged {
    #[serde(deserialize_with = "whole_number::<_, 1, 5>")]
    must: u64,
    #[serde(default, deserialize_with = "whole_number::<_, 1, 5>")]
    may: u64,
}

#[test]
fn numbers_in_a_range() {
    refuses::<Ranged>(&[
        ("{}", "must: expected integer from 1 to 5, got nothing"),
        (r#"{"must": null}"#, "must: expected integer from 1 to 5, got null"),
        (r#"{"must": "1"}"#, "must: expected integer from 1 to 5, got string"),
        (r#"{"must": 1.5}"#, "must: expected integer from 1 to 5, got 1.5"),
        (r#"{"must": -1}"#, "must: expected integer from 1 to 5, got -1"),
        (r#"{"must": 1, "may": 6}"#, "may: expected integer from 1 to 5, got 6"),
    ]);
    let Ranged { must, may } = json::read(r#"{"must": 5}"#, "").unwrap();
    assert_eq!((must, may), (5, 0));
}

/// What another tool prints.
#[derive(Debug, Deserialize)]
#[serde(rename = "*")]
struct Printed {
    name: String,
    #[serde(default)]
    ranged: Option<Ranged>,
}

#[test]
fn objects_that_may_have_other_fields() {
    refuses::<Printed>(&[
        ("[]", "expected object, got array"),
        (r#"{"more": 1}"#, "name: expected string, got nothing"),
        (
            r#"{"name": "a", "ranged": {"must": 1, "more": 1}}"#,
            "ranged: expected no other fields than must, may, got more",
        ),
    ]);
    // Of a field that stands twice, the last one counts.
    let Printed { name, ranged } =
        json::read(r#"{"name": 1, "more": {}, "name": "a", "more": []}"#, "").unwrap();
    assert_eq!(name, "a");
    assert!(ranged.is_none());
}

#[test]
fn versions_of_a_format() {
    refuses::<(FormatVersion,)>(&[
        ("[\"1\"]", "[0]: expected 1, got string"),
        ("[null]", "[0]: expected 1, got null"),
        ("[0]", "[0]: expected 1, got 0"),
        ("[-1]", "[0]: expected 1, got -1"),
        ("[1.5]", "[0]: expected 1, got 1.5"),
        ("[2]", "[0]: expected 1, got 2: a newer worker-versioning may read it"),
    ]);
    assert_eq!(json::read("1.0", ""), Ok(FormatVersion));
}

#[test]
fn errors_of_shape_and_of_value() {
    let kind = |text| refusal::<Workflow>(text).kind;
    assert_eq!(kind("[]"), ErrorKind::Shape);
    assert_eq!(kind(r#"{"taskQueue": ""}"#), ErrorKind::Value);
    assert_eq!(kind(r#"{"taskQueue": "a", "status": "OPEN", "runs": 0}"#), ErrorKind::Value);
    assert_eq!(kind(r#"{"taskQueue": "a", "status": "OPEN", "runs": 0.5}"#), ErrorKind::Shape);
    assert_eq!(kind("["), ErrorKind::Syntax { line: 1, column: 2 });
}

#[test]
fn the_path_begins_with_the_name_of_what_was_passed() {
    let error = |text: &str| {
        let value = json::parse(text).unwrap();
        value.read::<Vec<Workflow>>("workflows").expect_err(text).to_string()
    };
    assert_eq!(error("1"), "workflows: expected array, got number");
    assert_eq!(error("[{}]"), "workflows[0].taskQueue: expected string, got nothing");
}

#[test]
fn texts_that_are_not_json() {
    for (text, expected) in [
        ("", "line 1, column 1: expected a sample, got JSON that ends too early"),
        ("hello", "line 1, column 1: expected a sample, got text that is not JSON"),
        ("{\n  \"a\": 1,\n", "line 3, column 1: expected a sample, got JSON that ends too early"),
        (
            r#"[{"buildIds":["1.0""#,
            "line 1, column 20: expected a sample, got JSON that ends too early",
        ),
        (r#"{ "version": 1, }"#, "line 1, column 17: expected a sample, got text that is not JSON"),
        ("[1,]", "line 1, column 4: expected a sample, got text that is not JSON"),
        ("nulL", "line 1, column 4: expected a sample, got text that is not JSON"),
        ("null x", "line 1, column 6: expected a sample, got text that is not JSON"),
        ("[1] [2]", "line 1, column 5: expected a sample, got text that is not JSON"),
        (r#"["\ud800"]"#, "line 1, column 9: expected a sample, got text that is not JSON"),
        ("[\n1e999]", "line 2, column 5: expected a sample, got a number that is out of range"),
        ("[1e5 1]", "line 1, column 6: expected a sample, got text that is not JSON"),
        ("[1e5x]", "line 1, column 5: expected a sample, got text that is not JSON"),
        ("\u{feff}\u{feff}1", "line 1, column 1: expected a sample, got text that is not JSON"),
    ] {
        assert_eq!(refusal::<u32>(text).to_string(), expected, "{text}");
    }
    assert_eq!(json::read("\u{feff}1", "a sample"), Ok(1));
    for huge in ["9".repeat(400), "-1.5E+400".to_owned()] {
        assert!(refusal::<u32>(&huge).problem.ends_with("got a number that is out of range"));
    }
}

#[test]
fn nesting_is_limited() {
    for open in ["[", r#"{"a":"#] {
        let error = refusal::<u32>(&open.repeat(1_000_000));
        assert_eq!(error.problem, "expected a sample, got JSON that is nested too deep");
        assert_eq!(error.kind, ErrorKind::Syntax { line: 1, column: 128 * open.len() + 2 });
    }
    let deep = |depth: usize| json::parse(&("[".repeat(depth) + &"]".repeat(depth)));
    assert!(deep(128).is_ok());
    assert!(deep(129).is_err());
}

#[test]
fn several_values_in_a_text() {
    assert_eq!(json::parse_all(" "), Ok(vec![]));
    let values = json::parse_all("[1]\n{\"a\": null}").unwrap();
    assert_eq!(values[0], Value::Array(vec![Value::Number(1.)]));
    assert_eq!(values[1].get("a"), Some(&Value::Null));
}

/// JSON values that sometimes hold what the sample types ask for.
fn values() -> impl Strategy<Value = Value> {
    let names = prop_oneof![
        Just("taskQueue"),
        Just("operation"),
        Just("status"),
        Just("buildId"),
        Just("step"),
        Just("kind"),
        Just("newWorkflowsOn"),
        Just("lands"),
        Just("must"),
        Just("a"),
    ];
    let texts = prop_oneof![
        Just("a"),
        Just(""),
        Just("start"),
        Just("nothing"),
        Just("addCompatible"),
        Just("done"),
        Just("OPEN"),
        Just("unversioned"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        any::<f64>().prop_map(Value::Number),
        (-1_i8..9).prop_map(|number| Value::Number(number.into())),
        texts.prop_map(|text| Value::String(text.to_owned())),
    ];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            proptest::collection::vec((names.clone().prop_map(str::to_owned), inner), 0..6)
                .prop_map(Value::Object),
        ]
    })
}

fn is_taken_or_refused<T: DeserializeOwned>(value: &Value) -> Result<(), TestCaseError> {
    if let Err(error) = value.read::<T>("it") {
        prop_assert!(error.path.starts_with("it"), "{}", error);
        prop_assert!(error.problem.starts_with("expected") || error.kind == ErrorKind::Value);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_value_is_taken_or_refused(value in values()) {
        is_taken_or_refused::<Workflow>(&value)?;
        is_taken_or_refused::<Vec<Operation>>(&value)?;
        is_taken_or_refused::<Expectation>(&value)?;
        is_taken_or_refused::<Entry>(&value)?;
        is_taken_or_refused::<Both>(&value)?;
        is_taken_or_refused::<BTreeMap<String, Option<Lands>>>(&value)?;
        is_taken_or_refused::<(TextOrList, Ranged)>(&value)?;
        is_taken_or_refused::<f64>(&value)?;
    }

    #[test]
    fn any_text_is_taken_or_refused(text in r#"[\[\]{}",:0-9a-zA-Z\\eE+.\n -]{0,40}"#) {
        let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
        prop_assert_eq!(json::parse(&text).is_ok(), is_json);
        let _ = json::parse_all(&text);
    }
}

#[cfg(feature = "schema")]
#[test]
fn schemas_say_what_is_read() {
    let schema = schemars::schema_for!(Step).to_value();
    let rules = ["/oneOf/0/properties/rule/const", "/oneOf/1/properties/rule/const"];
    assert_eq!(rules.map(|at| schema.pointer(at).unwrap()), ["SET_DEFAULT", "NO_SETS"]);
    let schema = schemars::schema_for!(Expectation).to_value();
    let step = schema.pointer("/anyOf/1").unwrap();
    assert_eq!(step["description"], "What a step does.");
    assert_eq!(step["properties"]["step"]["description"], "Counted from 1.");
    assert_eq!(step["properties"]["step"]["minimum"], 1);
    let schema = schemars::schema_for!(RolloutOperation).to_value();
    assert_eq!(schema["required"], serde_json::json!(["taskQueue"]));
    assert_eq!(schema["properties"]["name"]["minLength"], 1);
    let tag = schema.pointer("/oneOf/1/properties/operation/const").unwrap();
    assert_eq!(tag, "nothing");
}
