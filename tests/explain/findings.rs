//! What is expected of a rollout, and what was found, in words.

use worker_versioning::explain::ExplainedCheck;
use worker_versioning::interop::read_rollout;

/// A rollout with two sets, a worker of the older one, a workflow there, and one step that is refused.
fn findings(expectations: &str) -> Vec<(String, String)> {
    let document = format!(
        r#"{{
            "version": 1,
            "taskQueues": [
                {{ "taskQueue": "orders", "versionSets": [{{ "buildIds": ["1.0", "1.1"] }}, {{ "buildIds": ["2.0"] }}] }}
            ],
            "workers": [{{ "taskQueue": "orders", "buildId": "1.1", "useVersioning": true }}],
            "workflows": [{{
                "workflowId": "order-1",
                "taskQueue": "orders",
                "buildId": "1.0",
                "commands": [{{
                    "name": "ship", "task": "activity", "taskQueue": "shipping",
                    "versioningIntent": "COMPATIBLE"
                }}]
            }}],
            "steps": [
                {{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "1.0" }}
            ],
            "expectations": [{expectations}]
        }}"#
    );
    let rollout = read_rollout(&document).expect("it is a document");
    let check = ExplainedCheck::from(rollout.check());
    check.findings.into_iter().map(|finding| (finding.what, finding.found)).collect()
}

#[test]
fn each_kind_of_expectation() {
    for (expectation, what, found) in [
        (
            r#"{ "newWorkflowsOn": "orders", "lands": { "buildId": "2.0" }, "hasWorker": true }"#,
            "after step 1: new workflows on orders → on 2.0, with a worker",
            "it lands on 2.0 on orders (queue default), and has no worker that the document lists. The document lists 1 worker of orders, and does not say that these are all: if they are, set `completeFor.workers` of the task queue to true, or let `pull` ask for them.",
        ),
        (
            r#"{ "workflow": "order-1", "after": 0, "lands": "unversioned" }"#,
            "at the start: order-1 → on unversioned workers",
            "it lands on 1.1 on orders (set default), and has a worker",
        ),
        (
            r#"{ "workflow": "order-1", "hasWorker": false }"#,
            "after step 1: order-1 → without a worker",
            "it lands on 1.1 on orders (set default), and has a worker",
        ),
        (
            r#"{ "workflow": "order-1", "command": "ship", "lands": "rejected" }"#,
            "after step 1: order-1 › ship → refused by the server",
            "it is refused: BadScheduleActivityAttributes: Activity with UseCompatibleVersion cannot run on different task queue., and has no worker",
        ),
        (
            r#"{ "step": 1, "result": "changed" }"#,
            "step 1 changes the sets",
            "refused, INVALID_ARGUMENT: version 1.0 already exists",
        ),
        (
            r#"{ "step": 1, "result": "unchanged" }"#,
            "step 1 changes nothing",
            "refused, INVALID_ARGUMENT: version 1.0 already exists",
        ),
        (
            r#"{ "step": 1, "result": "refused" }"#,
            "step 1 is refused",
            "refused, INVALID_ARGUMENT: version 1.0 already exists",
        ),
        (
            r#"{ "step": 1, "result": "refused", "code": "NOT_FOUND" }"#,
            "step 1 is refused with NOT_FOUND",
            "refused, INVALID_ARGUMENT: version 1.0 already exists",
        ),
        (
            r#"{ "worker": { "taskQueue": "orders", "buildId": "1.0", "useVersioning": true }, "poll": "receives" }"#,
            "after step 1, the worker 1.0 on orders receives tasks",
            "it is superseded by 1.1",
        ),
        (
            r#"{ "worker": { "taskQueue": "orders", "buildId": "9", "useVersioning": true }, "poll": "refused" }"#,
            "after step 1, the worker 9 on orders is refused",
            "it sits idle: the queue does not know its build ID",
        ),
        (
            r#"{ "worker": { "taskQueue": "orders" }, "poll": "idle" }"#,
            "after step 1, the unversioned worker on orders sits idle",
            "it receives unversioned tasks only",
        ),
        (
            r#"{ "retire": { "taskQueue": "orders", "buildId": "1.1" }, "mayStop": "yes" }"#,
            "after step 1, workers of 1.1 on orders may be stopped",
            "they are still needed by order-1",
        ),
        (
            r#"{ "retire": { "taskQueue": "orders" }, "mayStop": "no" }"#,
            "after step 1, unversioned workers on orders are needed",
            "it is not known whether they are still needed. The document lists 1 workflow of orders, and does not say that these are all: if they are, set `completeFor.workflows` of the task queue to true, or let `pull` count them.",
        ),
        (
            r#"{ "retire": { "taskQueue": "orders" }, "mayStop": "exceptQueries" }"#,
            "after step 1, unversioned workers on orders are needed only for queries",
            "it is not known whether they are still needed. The document lists 1 workflow of orders, and does not say that these are all: if they are, set `completeFor.workflows` of the task queue to true, or let `pull` count them.",
        ),
        (
            r#"{ "description": "The old version is done", "retire": { "taskQueue": "orders", "buildId": "1.0" }, "mayStop": "yes" }"#,
            "The old version is done",
            "nothing lands on them: they may be stopped",
        ),
    ] {
        assert_eq!(findings(expectation), [(what.to_owned(), found.to_owned())], "{expectation}");
    }
}

/// Instead of "no worker", since one of that build ID is listed.
#[test]
fn a_worker_that_has_not_opted_in() {
    let found = |workers: &str| {
        let document = format!(
            r#"{{
                "version": 1,
                "taskQueues": [{{
                    "taskQueue": "orders",
                    "versionSets": [{{ "buildIds": ["1.0"] }}],
                    "completeFor": {{ "workers": true }}
                }}],
                "workers": [{workers}],
                "expectations": [{{ "newWorkflowsOn": "orders", "hasWorker": true }}]
            }}"#
        );
        let rollout = read_rollout(&document).expect("it is a document");
        let [finding] = &ExplainedCheck::from(rollout.check()).findings[..] else {
            panic!("one expectation")
        };
        finding.found.clone()
    };
    let lands = "it lands on 1.0 on orders (queue default), and has";
    let (names_only, other) = (
        r#"{ "taskQueue": "orders", "buildId": "1.0" }"#,
        r#"{ "taskQueue": "orders", "buildId": "0.9" }"#,
    );
    assert_eq!(found(other), format!("{lands} no worker"));
    assert_eq!(
        found(names_only),
        format!(
            "{lands} no worker: the one listed with this build ID has not opted in to versioning"
        )
    );
    assert_eq!(
        found(&format!("{names_only}, {names_only}")),
        format!(
            "{lands} no worker: those listed with this build ID have not opted in to versioning"
        )
    );
    let opted_in = r#"{ "taskQueue": "orders", "buildId": "1.0", "useVersioning": true }"#;
    assert_eq!(found(&format!("{names_only}, {opted_in}")), format!("{lands} a worker"));
}
