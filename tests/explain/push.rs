//! What a pull has to say.

use crate::check;
use worker_versioning::explain;
use worker_versioning::push::PullEvent;

#[test]
fn what_a_pull_has_to_say() {
    check(EVENTS, |event: PullEvent| explain::pull_event(&event));
}

const EVENTS: &[(&str, &str)] = &[
    (
        r#"{"event": "countedTwice", "taskQueues": ["orders"], "status": "OPEN", "count": 3, "total": 10}"#,
        "Note: 3 of the 10 running workflows of orders count twice: they have used build IDs of two version sets.",
    ),
    (
        r#"{"event": "inNoEntry", "taskQueues": ["orders"], "status": "CLOSED", "count": 1, "total": 2}"#,
        "Note: 1 of the 2 closed workflows of orders is in no entry: no version set has its build IDs.",
    ),
    (
        r#"{"event": "inNoEntry", "taskQueues": ["orders"], "status": "OPEN", "count": 1, "total": 1}"#,
        "Note: the 1 running workflow of orders is in no entry: no version set has its build IDs.",
    ),
    (
        r#"{"event": "countedTwice", "taskQueues": ["orders"], "status": "CLOSED", "count": 2, "total": 2}"#,
        "Note: the 2 closed workflows of orders count twice: they have used build IDs of two version sets.",
    ),
    (
        r#"{"event": "notCounted", "taskQueues": ["orders"], "error": "the server refused it: INVALID_ARGUMENT: no"}"#,
        "Note: the workflows of orders could not be counted: the server refused it: INVALID_ARGUMENT: no",
    ),
    (
        r#"{"event": "rulesNotKnown", "taskQueues": ["orders"], "error": "PERMISSION_DENIED: no"}"#,
        "Note: whether orders has assignment or redirect rules is not known, since the cluster does not show them (PERMISSION_DENIED: no). Where there are some, they decide before version sets do, and what is said here of version sets is wrong.",
    ),
    (r#"{"event": "written", "document": "rollout.yaml"}"#, "rollout.yaml: written"),
    (
        r#"{"event": "updated", "document": "rollout.yaml", "taskQueues": ["orders"]}"#,
        "rollout.yaml: 1 task queue updated",
    ),
    (
        r#"{"event": "updated", "document": "rollout.yaml", "taskQueues": ["orders", "mail"]}"#,
        "rollout.yaml: 2 task queues updated",
    ),
];

#[test]
fn what_other_generations_make_of_task_queues() {
    const OTHERS: &str = "\nThey decide where new workflows start, also where there are version sets, and move workflows that run. Only version sets are known here, so that every answer about these task queues would be wrong. See what they do with `temporal task-queue versioning get-rules` and `temporal worker deployment describe`.";
    for (found, lines) in [
        (
            r#"[{"kind": "assignmentRules", "taskQueue": "orders", "count": 1}]"#,
            "orders has 1 assignment rule",
        ),
        (
            r#"[{"kind": "redirectRules", "taskQueue": "orders", "count": 2},
                {"kind": "currentVersion", "taskQueue": "orders", "version": "shop.1.0"}]"#,
            "orders has 2 redirect rules\n  the current version of a Worker Deployment on orders is shop.1.0",
        ),
        (
            r#"[{"kind": "rampingVersion", "taskQueue": "orders", "percentage": "12.5"}]"#,
            "a Worker Deployment on orders ramps to unversioned workers, at 12.5 %",
        ),
        (
            r#"[{"kind": "rampingVersion", "taskQueue": "orders", "version": "shop.2.0", "percentage": "0"}]"#,
            "a Worker Deployment on orders ramps to shop.2.0, at 0 %",
        ),
    ] {
        let found = format!(r#"{{"event": "otherGenerations", "generations": {found}}}"#);
        let expected = format!(
            "Other generations of Worker Versioning route tasks here:\n  {lines}{OTHERS}\nNothing was written."
        );
        check(&[(&found, &expected)], |found: PullEvent| explain::pull_event(&found));
    }
}
