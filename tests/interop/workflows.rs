//! Exports of workflows: what CLI 1.9.1 with server 1.32.0 printed, whatever way it is cut, and what is none.

use std::fs;

use proptest::prelude::*;
use worker_versioning::interop::{ExportError, MOST_RECORD_BYTES, WorkflowExport, WorkflowRecord};
use worker_versioning::landings::{KnownVersion, OtherVersioning};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::RunStatus;

/// A workflow as a line: `ID: type on queue, status, version, used versions, parent`.
fn line(workflow: &WorkflowRecord<'_>) -> String {
    let status = match workflow.status {
        RunStatus::Open => "open",
        RunStatus::Closed => "closed",
    };
    let version = match workflow.version {
        Ok(KnownVersion::Untouched) => "untouched".to_owned(),
        Ok(KnownVersion::Unversioned) => "unversioned".to_owned(),
        Ok(KnownVersion::BuildId { newest, earlier: [] }) => newest.to_owned(),
        Ok(KnownVersion::BuildId { newest, earlier }) => format!("{newest} after {earlier:?}"),
        Ok(KnownVersion::Deployment { behavior, deployment_name, build_id }) => {
            format!("{behavior:?} on {deployment_name}:{build_id}")
        }
        Err(OtherVersioning::AssignmentRules) => "by assignment rules".to_owned(),
        Err(OtherVersioning::WorkerDeployment) => "by a deployment".to_owned(),
    };
    let used = workflow.used();
    let used = used.iter().map(|used| match used {
        WorkerVersion::Unversioned => "unversioned",
        WorkerVersion::BuildId(build_id) => build_id.as_str(),
        WorkerVersion::Deployment(_) => "a deployment",
    });
    let parent = workflow.parent_workflow_id.map_or(String::new(), |id| format!(", child of {id}"));
    let WorkflowRecord { workflow_id, workflow_type, task_queue, .. } = workflow;
    let used = used.collect::<Vec<_>>().join(" ");
    format!(
        "{workflow_id}: {workflow_type} on {task_queue}, {status}, {version}, used [{used}]{parent}"
    )
}

/// The workflows of pieces of a text, and how it ends.
fn read_pieces<'a>(
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<String>, Result<(), ExportError>) {
    read_with(&mut WorkflowExport::default(), pieces)
}

fn read_with<'a>(
    export: &mut WorkflowExport,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<String>, Result<(), ExportError>) {
    let mut lines = Vec::new();
    let mut note = |workflow: &WorkflowRecord<'_>| lines.push(line(workflow));
    let result = pieces
        .into_iter()
        .try_for_each(|piece| export.write(piece, &mut note))
        .and_then(|()| export.end(&mut note));
    (lines, result)
}

fn read(text: &str) -> Vec<String> {
    let (lines, result) = read_pieces([text.as_bytes()]);
    result.expect("an export");
    lines
}

fn refused(text: &[u8]) -> (usize, String) {
    let (lines, result) = read_pieces([text]);
    (lines.len(), result.expect_err("no export").to_string())
}

fn sample(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/samples");
    fs::read_to_string(format!("{folder}/workflow-{name}")).expect("a sample of that name")
}

const LISTED: [&str; 19] = [
    r#"two-sets: workflow on orders, open, 2.0 after ["1.0"], used [1.0 2.0]"#,
    "mixed: workflow on mixq, open, 9.9, used [9.9]",
    r#"odd-build: workflow on oddq, open, b "1" <é> 😀:x, used [b "1" <é> 😀:x]"#,
    "odd \"quotes\" \\ <b>&amp; \u{2028} été 😀\ttab: type <T> é \"x\" on queue \"q\" 版, open, unversioned, used [unversioned]",
    "retried: workflow on orders2, open, untouched, used []",
    "can: workflow on orders, open, 2.0, used [2.0]",
    "child-default: child on orders, open, 2.0, used [2.0], child of parent",
    "child-inherits: child on orders, open, 2.0, used [2.0], child of parent",
    "child-elsewhere: child on nobody, open, untouched, used [], child of parent",
    "parent: workflow on orders, open, 2.0, used [2.0]",
    r#"several: workflow on orders, open, 1.1 after ["1.0", "1.2"], used [1.0 1.2 1.1]"#,
    r#"one: workflow on orders, open, 1.1 after ["1.0"], used [1.0 1.1]"#,
    "untouched-plain: workflow on nobody, open, untouched, used []",
    "unversioned-with-build-id: workflow on plain2, open, unversioned, used [unversioned]",
    "unversioned: workflow on plain, open, unversioned, used [unversioned]",
    "retried: workflow on orders2, closed, unversioned, used [unversioned]",
    "failed: workflow on orders2, closed, unversioned, used [unversioned]",
    "closed: workflow on orders2, closed, unversioned, used [unversioned]",
    "can: workflow on orders, closed, 2.0, used [2.0]",
];

#[test]
fn lists() {
    assert_eq!(read(&sample("list.json")), LISTED);
    assert_eq!(read(&sample("list.jsonl")), LISTED);
    assert_eq!(read(&sample("list-empty.json")), [""; 0]);
    assert_eq!(read(""), [""; 0]);
}

#[test]
fn descriptions_tell_the_latest_stamp() {
    for (name, expected) in [
        ("several.json", "several: workflow on orders, open, 1.0, used [1.0 1.2 1.1]"),
        ("one.jsonl", "one: workflow on orders, open, 1.1, used [1.0 1.1]"),
        (
            "unversioned.json",
            "unversioned: workflow on plain, open, unversioned, used [unversioned]",
        ),
        ("untouched.json", "untouched-plain: workflow on nobody, open, untouched, used []"),
        ("closed.json", "closed: workflow on orders2, closed, unversioned, used [unversioned]"),
        ("child.json", "child-inherits: child on orders, open, 2.0, used [2.0], child of parent"),
    ] {
        assert_eq!(read(&sample(&format!("describe-{name}"))), [expected], "{name}");
    }
}

/// A list with a run of each generation of versioning, as CLI 1.9.1 and the HTTP API of server 1.32.0 gave it.
const GENERATIONS: [&str; 8] = [
    "set: workflow on setq, open, 4, used [4]",
    "plain: workflow on plainq, open, unversioned, used [unversioned]",
    // Nothing tells an untouched run of a deployment from another one.
    "dep-untouched: workflow on svcq, open, untouched, used []",
    "unspec: workflow on svcq, open, by a deployment, used [unversioned]",
    "auto: workflow on svcq, open, AutoUpgrade on svc:d1, used []",
    "pinned: workflow on svcq, open, Pinned on svc:d1, used []",
    "assigned-untouched: workflow on ruled, open, by assignment rules, used [3.0]",
    "assigned: workflow on ruled, open, by assignment rules, used [4.0]",
];

#[test]
fn every_form_of_a_list_gives_the_same() {
    for name in [
        "generations.json",
        "generations.jsonl",
        // `GET …/workflows`; the Python SDK's `MessageToJson` with the names of fields and with the numbers of statuses;
        // and the same with decoded payloads.
        "generations-http.json",
        "generations-snake.json",
        "generations-numbers.json",
        "generations-decoded.json",
    ] {
        assert_eq!(read(&sample(name)), GENERATIONS, "{name}");
    }
    assert_eq!(read(&sample("none-http.json")), [""; 0]);
}

#[test]
fn a_page_is_not_the_whole_list() {
    let page = sample("page-http.json");
    let (read_of_it, message) = refused(page.as_bytes());
    assert_eq!(read_of_it, 2);
    assert!(message.contains("after 2 whole workflows: expected every page"), "{message}");
    let all = read(&(page + &sample("generations-http.json")));
    assert_eq!(all[..2], GENERATIONS[..2]);
    assert_eq!(all[2..], GENERATIONS);
}

#[test]
fn descriptions_tell_the_other_generations() {
    for (name, expected) in [
        ("pinned", GENERATIONS[5]),
        ("auto", GENERATIONS[4]),
        ("unspec", GENERATIONS[3]),
        ("assigned", GENERATIONS[7]),
        ("http", GENERATIONS[0]),
    ] {
        assert_eq!(read(&sample(&format!("describe-{name}.json"))), [expected], "{name}");
    }
    for (field, expected) in [
        (r#""versioningInfo":{"revisionNumber":"1"}"#, "by a deployment"),
        (r#""worker_deployment_name":"svc""#, "by a deployment"),
        (r#""assigned_build_id":"1.0""#, "by assignment rules"),
        (
            r#""versioningInfo":null,"workerDeploymentName":"","assignedBuildId":"","nextPageToken":"""#,
            "untouched",
        ),
    ] {
        let expected = format!("w: T on q, open, {expected}, used []");
        assert_eq!(read(&record(field)), [expected], "{field}");
    }
}

/// Decoded, and as payloads.
#[test]
fn the_behavior_and_version_of_a_run_of_a_deployment() {
    for [version, behavior] in [
        [r#""svc:1:0""#, r#""Pinned""#],
        [r#"{"data":"InN2YzoxOjAi"}"#, r#"{"data":"IlBpbm5lZCI="}"#],
    ] {
        let fields = format!(
            r#""searchAttributes":{{"indexedFields":{{"TemporalWorkerDeploymentVersion":{version},"TemporalWorkflowVersioningBehavior":{behavior}}}}}"#
        );
        let expected = ["w: T on q, open, Pinned on svc:1:0, used []"];
        assert_eq!(read(&record(&fields)), expected);
    }
}

#[test]
fn search_attributes_of_a_deployment() {
    for attribute in [
        "TemporalWorkerDeployment",
        "TemporalWorkerDeploymentVersion",
        "TemporalWorkflowVersioningBehavior",
        "TemporalUsedWorkerDeploymentVersions",
    ] {
        for value in [r#"{"data":"InN2YyI="}"#, r#""svc""#, r#"["svc:d1"]"#] {
            let fields = format!(
                r#""searchAttributes":{{"indexedFields":{{"{attribute}":{value},"TemporalWorkerDeployment":null}}}}"#
            );
            assert_eq!(read(&record(&fields)), ["w: T on q, open, by a deployment, used []"]);
        }
    }
}

#[test]
fn statuses_by_name_and_number() {
    for (status, expected) in [
        (r#""Running""#, "open"),
        (r#""ContinuedAsNew""#, "closed"),
        (r#""WORKFLOW_EXECUTION_STATUS_TIMED_OUT""#, "closed"),
        ("1", "open"),
        ("7", "closed"),
        ("8", "open"),
    ] {
        let text = record("").replace(r#""WORKFLOW_EXECUTION_STATUS_RUNNING""#, status);
        assert_eq!(read(&text), [format!("w: T on q, {expected}, untouched, used []")], "{status}");
    }
}

#[test]
fn several_exports_one_after_the_other() {
    let text = ["list-empty.json", "describe-one.jsonl", "list.json", "list.jsonl"].map(sample);
    assert_eq!(read(&text.concat()).len(), 1 + 2 * LISTED.len());
}

#[test]
fn what_a_shell_puts_around() {
    let text = sample("list.json").replace('\n', "\r\n");
    assert_eq!(read(&format!("\u{feff}{text}\r\n\r\n")), LISTED);
}

/// A record with the fields that are needed, and these in front of them, which lose where both have one.
fn record(fields: &str) -> String {
    format!(
        r#"{{{fields}{}"execution":{{"workflowId":"w"}},"type":{{"name":"T"}},"status":"WORKFLOW_EXECUTION_STATUS_RUNNING","taskQueue":"q"}}"#,
        if fields.is_empty() { "" } else { "," }
    )
}

fn used(versions: &str) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let data = BASE64_STANDARD.encode(versions);
    record(&format!(r#""searchAttributes":{{"indexedFields":{{"BuildIds":{{"data":"{data}"}}}}}}"#))
}

#[test]
fn what_a_workflow_has_used() {
    for (versions, expected) in [
        ("[]", "untouched, used []"),
        (r#"["unversioned"]"#, "unversioned, used [unversioned]"),
        (r#"["unversioned","unversioned:1.0"]"#, "unversioned, used [unversioned]"),
        // Only an older server shows both; such a workflow has become versioned for good.
        (r#"["unversioned","versioned:1.0"]"#, "1.0, used [unversioned 1.0]"),
        (
            r#"["versioned:a:b","versioned:versioned:c"]"#,
            r#"versioned:c after ["a:b"], used [a:b versioned:c]"#,
        ),
        (r#"["assigned:1.0","versioned:1.0"]"#, "by assignment rules, used [1.0]"),
        (r#"["pinned:orders:1.0"]"#, "by a deployment, used []"),
    ] {
        let expected = [format!("w: T on q, open, {expected}")];
        assert_eq!(read(&used(versions)), expected, "{versions}");
        for attributes in [
            format!(r#"{{"indexedFields":{{"BuildIds":{versions}}}}}"#),
            format!(r#"{{"BuildIds":{versions}}}"#),
        ] {
            let decoded = record(&format!(r#""searchAttributes":{attributes}"#));
            assert_eq!(read(&decoded), expected, "{decoded}");
        }
    }
}

#[test]
fn the_last_of_equal_fields_counts() {
    for fields in [
        r#""execution":{"workflowId":"x","runId":"r"}"#,
        r#""execution":5,"type":null,"status":[{}],"taskQueue":1e5"#,
        r#""parentExecution":{"workflowId":"p"},"parentExecution":null"#,
        r#""mostRecentWorkerVersionStamp":{"buildId":"1"},"mostRecentWorkerVersionStamp":null"#,
        r#""searchAttributes":{"indexedFields":{"BuildIds":{"data":"?"}}},"searchAttributes":{}"#,
        r#""type":{"name":"x","name":"y"},"taskQueue":"x","taskQueue":"\u0071""#,
        r#""workflowExecutionInfo":null"#,
        r#""workflowExecutionInfo":{"taskQueue":"x"},"workflowExecutionInfo":5"#,
        r#""memo":{"execution":{"workflowId":"x"},"half":"\ud800","\ud800":1}"#,
        r#""t\u0079pe":{"name":"x"},"executionConfig":{"taskQueue":{"name":"x"}}"#,
    ] {
        assert_eq!(read(&record(fields)), ["w: T on q, open, untouched, used []"], "{fields}");
    }
}

#[test]
fn a_record_is_read_alike_whatever_came_before() {
    let rest = r#""execution":{"workflowId":"w"},"type":{"name":"T"},"status":"WORKFLOW_EXECUTION_STATUS_RUNNING""#;
    let records = [
        format!(r#"{{"taskQueue":"q",{rest}}}"#),
        format!(r#"{{"taskQueue":"p",{rest}}}"#),
        format!(r#"{{"taskQueue":"p",{rest},"taskQueue":"q"}}"#),
        format!(r#"{{"taskQueue":"p",{rest},"taskQueue":"\u0071"}}"#),
        format!(r#"{{"taskQueue":"q",{rest},"parentExecution":{{"workflowId":"p"}}}}"#),
        format!(
            r#"{{"taskQueue":"q",{rest},"parentExecution":{{"workflowId":"p"}},"parentExecution":{{}}}}"#
        ),
        format!(r#"{{"taskQueue":"q",{rest},"memo":[1,true]}}"#),
        format!(r#"{{"taskQueue":"q",{rest},"memo":["1",null]}}"#),
        used(r#"["versioned:1.0"]"#),
        used(r#"["unversioned"]"#),
    ];
    for one in &records {
        for other in &records {
            let expected = [one, other, one, other].map(|text| read(text)).concat();
            assert_eq!(read(&[&**one, other, one, other].concat()), expected, "{one} and {other}");
        }
    }
}

#[test]
fn records_may_all_differ_in_shape() {
    let numbered = (0..3000).map(|number| record(&format!(r#""number":{number}"#)));
    let expected = vec!["w: T on q, open, untouched, used []"; 3000];
    assert_eq!(read(&numbered.collect::<String>()), expected);
}

#[test]
fn what_other_commands_print_is_named() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/samples");
    let mut samples = 0;
    for file in std::fs::read_dir(folder).expect("samples") {
        let name = file.expect("a file").file_name().into_string().expect("a name");
        let expected = match name.as_str() {
            name if name.starts_with("other-rules") => {
                "got the assignment and redirect rules of a task queue"
            }
            name if name.starts_with("other-deployment") => "got Worker Deployments",
            "cli-2023.json"
            | "cli-2023.text"
            | "cli-2023-card.text"
            | "cli-several.json"
            | "cli-several.jsonl"
            | "cli-several.text"
            | "http-several.json"
            | "http-snake.json"
            | "typescript-several.json" => "got the version sets of a task queue",
            _ => continue,
        };
        let text = std::fs::read(format!("{folder}/{name}")).expect("a sample");
        let (_, message) = refused(&text);
        assert!(message.contains(expected), "{name}: {message}");
        samples += 1;
    }
    assert!(samples > 20, "{samples}");
}

#[test]
fn faults_are_named_with_their_place() {
    const OTHER: &str = "expected a workflow, as `temporal workflow list` or `temporal workflow describe` prints it with `-o json` or `-o jsonl`, got other text";
    const CUT: &str = "expected more, got the end of the text: was all of it saved?";
    const MORE_PAGES: &str = "expected every page of the list, got one with a nextPageToken: more workflows follow; ask for the next page with it, and add that";
    const NOT_JSON: &str = "expected JSON, got text that is none";
    let whole = record("");
    let length = whole.len();
    let deep = format!(r#"{{"a":{}"#, "[".repeat(200));
    for (text, byte, read, expected) in [
        ("  Status  WorkflowId", 2, 0, OTHER),
        (&format!("{whole} null"), length + 1, 1, OTHER),
        ("[[]]", 1, 0, OTHER),
        ("[,]", 1, 0, OTHER),
        (&format!("[{whole},]"), length + 2, 1, OTHER),
        ("]", 0, 0, OTHER),
        ("77", 0, 0, OTHER),
        (&format!("[{whole} {whole}]"), length + 2, 1, NOT_JSON),
        (&whole.replace(':', "="), 12, 0, NOT_JSON),
        (&format!("[{whole},"), length + 2, 1, CUT),
        (&format!("[{whole}"), length + 1, 1, CUT),
        (&format!("{whole}\n{}", &whole[..9]), length + 10, 1, CUT),
        (&deep, deep.len(), 0, CUT),
        (r#"{"a":-"#, 6, 0, CUT),
        (&whole.replace("\"q\"", r#""\ud800""#), length + 3, 0, NOT_JSON),
        ("[{}]", 3, 0, "execution.workflowId: expected text that is not empty, got nothing"),
        (
            r#"{"executions":[{}]}"#,
            19,
            0,
            "execution.workflowId: expected text that is not empty, got nothing",
        ),
        (&format!(r#"{{"executions":[{whole}],"nextPageToken":"x"}}"#), length + 37, 1, MORE_PAGES),
        (r#"{"nextPageToken":"x"}"#, 21, 0, MORE_PAGES),
    ] {
        let workflows = if read == 1 { "workflow" } else { "workflows" };
        let expected = format!("byte {byte}, after {read} whole {workflows}: {expected}");
        assert_eq!(refused(text.as_bytes()), (read, expected), "{text}");
    }
}

#[test]
fn what_is_missing_is_named_with_the_workflow() {
    for (from, to, expected) in [
        (r#""T""#, "5", "type.name: expected text that is not empty, got 5"),
        (r#""q""#, r#""""#, "taskQueue: expected text that is not empty, got ''"),
        (
            "RUNNING",
            "WAITING",
            "status: expected a status such as 'WORKFLOW_EXECUTION_STATUS_RUNNING', got 'WORKFLOW_EXECUTION_STATUS_WAITING'",
        ),
        (r#""taskQueue""#, r#""queue""#, "taskQueue: expected text that is not empty, got nothing"),
        (r#"{"name":"T"}"#, "[]", "type.name: expected text that is not empty, got nothing"),
    ] {
        let (read, message) = refused(record("").replace(from, to).as_bytes());
        assert_eq!(read, 0);
        let (_, problem) = message.split_once("whole workflows: ").expect("a place");
        assert_eq!(problem, format!("workflow 'w': {expected}"));
    }
}

#[test]
fn what_does_not_matter_may_be_deep_in_each_other() {
    let deep = format!(r#""memo":{}{}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&record(&deep)), ["w: T on q, open, untouched, used []"]);
}

#[test]
fn search_attributes_may_all_differ() {
    let numbers = (0..20_000).chain([7, 19_999]);
    let (records, expected): (String, Vec<_>) = numbers
        .map(|number| {
            let line = format!("w: T on q, open, {number}, used [{number}]");
            (used(&format!(r#"["versioned:{number}"]"#)), line)
        })
        .unzip();
    assert_eq!(read(&records), expected);
}

#[test]
fn search_attributes_that_say_nothing() {
    for versions in ["", "{}", "[5]", "[[]]", r#"["versioned:"]"#, r#"["a"#, "[] []", "null"] {
        let (_, message) = refused(used(versions).as_bytes());
        assert!(
            message.contains("BuildIds.data: expected a list of worker versions as base64 of JSON"),
            "{versions}: {message}"
        );
    }
    for (attributes, expected) in [
        ("5", "searchAttributes: expected an object, got 5"),
        ("[]", "searchAttributes: expected an object, got another value"),
        (r#"{"indexedFields":[]}"#, "searchAttributes.indexedFields: expected an object"),
        (r#"{"indexedFields":{"BuildIds":{}}}"#, "BuildIds.data: expected a list"),
        (r#"{"indexedFields":{"BuildIds":true}}"#, "BuildIds: expected a list of worker versions"),
        (r#"{"indexedFields":{"BuildIds":[5]}}"#, "BuildIds: expected a list of worker versions"),
        (r#"{"indexedFields":{"BuildIds":["1.0"]}}"#, r#"or its payload, got '["1.0"]'"#),
        (r#"{"indexedFields":{"BuildIds":"versioned:1.0"}}"#, "got 'versioned:1.0'"),
        (r#"{"BuildIds":["1.0"]}"#, r#"or its payload, got '["1.0"]'"#),
    ] {
        let text = record(&format!(r#""searchAttributes":{attributes}"#));
        let (_, message) = refused(text.as_bytes());
        assert!(message.contains("workflow 'w': searchAttributes"), "{message}");
        assert!(message.contains(expected), "{attributes}: {message}");
    }
    for data in ["W10", "W1==", "====", "W1 =", "é==="] {
        let text = used("[]").replace("W10=", data);
        assert!(refused(text.as_bytes()).1.contains("BuildIds.data"), "{data}");
    }
}

#[test]
fn bytes_that_are_no_text() {
    let whole = record("");
    for bytes in [&b"\xff"[..], b"\xc3(", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xff\xfe["] {
        let (read, message) = refused(&[whole.as_bytes(), bytes].concat());
        assert_eq!(read, 1, "{bytes:?}");
        assert!(message.starts_with(&format!("byte {}, after 1 whole", whole.len())), "{message}");
    }
}

#[test]
fn a_record_may_be_long_but_not_endless() {
    let long = |bytes: usize| record(&format!(r#""memo":"{}""#, "x".repeat(bytes)));
    let room = MOST_RECORD_BYTES - long(0).len();
    assert_eq!(read(&long(room)).len(), 1);
    assert!(refused(long(room + 1).as_bytes()).1.contains("at most 16777216 bytes"));
    let mut export = WorkflowExport::default();
    let piece = vec![b'['; 1 << 16];
    let mut endless = std::iter::repeat_n(&piece, 1 << 12);
    export.write(br#"{"a":""#, &mut |_| ()).expect("the start of a text");
    let error = endless.find_map(|piece| export.write(piece, &mut |_| ()).err());
    let error = error.expect("a limit");
    assert!(error.to_string().contains("at most 16777216 bytes"), "{error}");
    assert_eq!(export.write(b"", &mut |_| ()), Err(error.clone()), "for good");
    assert_eq!(export.end(&mut |_| ()), Err(error), "for good");
}

/// What a well-known reader of JSON finds.
fn by_another_reader(text: &str) -> Option<Vec<String>> {
    let values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let mut ids = Vec::new();
    for value in values {
        match value.ok()? {
            serde_json::Value::Array(workflows) => ids.extend(workflows),
            serde_json::Value::Object(page) if page.contains_key("executions") => {
                ids.extend(page["executions"].as_array()?.clone());
            }
            workflow => ids.push(workflow),
        }
    }
    ids.iter()
        .map(|workflow| Some(workflow["execution"]["workflowId"].as_str()?.to_owned()))
        .collect()
}

fn any_workflow() -> impl Strategy<Value = serde_json::Value> {
    let memo = prop::collection::vec((any::<String>(), any::<String>(), any::<f64>()), 0..4);
    ("\\PC{1,5}", "[\"\\\\a\u{7f}é版😀\n]{1,5}", memo).prop_map(|(id, name, memo)| {
        serde_json::json!({
            "execution": { "workflowId": id },
            "type": { "name": name },
            "memo": memo,
            "status": "WORKFLOW_EXECUTION_STATUS_PAUSED",
            "taskQueue": name,
        })
    })
}

fn any_export() -> impl Strategy<Value = String> {
    (prop::collection::vec(any_workflow(), 0..5), 0..4).prop_map(|(workflows, format)| match format
    {
        0 => serde_json::to_string_pretty(&workflows).expect("JSON"),
        1 => serde_json::to_string(&workflows).expect("JSON"),
        2 => serde_json::json!({ "executions": workflows }).to_string(),
        _ => workflows.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    })
}

proptest! {
    #[test]
    fn reads_what_another_reader_reads(text in any_export()) {
        let found: Vec<_> = read(&text);
        let ids = by_another_reader(&text).expect("JSON");
        prop_assert_eq!(found.len(), ids.len());
        for (line, id) in found.iter().zip(ids) {
            prop_assert!(line.starts_with(&format!("{id}: ")), "{line}");
        }
    }

    #[test]
    fn any_cut_gives_the_same(text in any_export(), damage in "[\\[\\]{}\",:0-9eE.+a-z\\\\ -]{0,3}", place in any::<prop::sample::Index>(), size in 1..40_usize) {
        let mut bytes = text.into_bytes();
        let place = place.index(bytes.len() + 1);
        bytes.splice(place..place, damage.into_bytes());
        let whole = read_pieces([&bytes[..]]);
        prop_assert_eq!(read_pieces(bytes.chunks(size)), whole);
    }

    #[test]
    fn any_fault_is_found_whatever_came_before(text in any_export(), damage in "[\\[\\]{}\",:0-9eE.+a-z\\\\ -]{0,3}", place in any::<prop::sample::Index>()) {
        let mut bytes = text.clone().into_bytes();
        let place = place.index(bytes.len() + 1);
        bytes.splice(place..place, damage.into_bytes());
        let mut export = WorkflowExport::default();
        read_with(&mut export, [text.as_bytes()]).1.expect("an export");
        prop_assert_eq!(read_with(&mut export, [&bytes[..]]), read_pieces([&bytes[..]]));
    }

    #[test]
    fn what_is_read_is_json(text in any_export(), damage in "[\\[\\]{}\",:0-9eE.+a-z\\\\ -]{1,3}", place in any::<prop::sample::Index>()) {
        let places: Vec<_> = (0..=text.len()).filter(|place| text.is_char_boundary(*place)).collect();
        let mut damaged = text;
        damaged.insert_str(places[place.index(places.len())], &damage);
        let (found, result) = read_pieces([damaged.as_bytes()]);
        let mut json = serde_json::Deserializer::from_str(&damaged).into_iter::<serde_json::Value>();
        if let (Ok(()), Some(error)) = (&result, json.find_map(Result::err)) {
            // Numbers and texts that are skipped may be such as no value can hold.
            let message = error.to_string();
            prop_assert!(message.contains("out of range") || message.contains("surrogate"), "{damaged}: {message}");
        }
        if let (Some(ids), Ok(())) = (by_another_reader(&damaged), result) {
            prop_assert_eq!(found.len(), ids.len());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..5)) {
        let _ = read_pieces(pieces.iter().map(|piece| &piece[..]));
    }
}
