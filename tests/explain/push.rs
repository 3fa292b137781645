//! What stops a push or a pull.

use crate::check;
use worker_versioning::explain;
use worker_versioning::push::{OtherGeneration, PullNote, PushStop};

#[test]
fn why_a_push_stopped() {
    check(STOPS, |stop: PushStop| explain::push_stop(&stop));
}

const STOPS: &[(&str, &str)] = &[
    (
        r#"{"steps": 3, "done": [], "continueFrom": [2], "reason": "otherStart", "step": 1, "differences": [
            {"taskQueue": "orders", "expected": [{"buildIds": ["1.0"]}], "found": [{"buildIds": ["1.0"]}, {"buildIds": ["2.0"]}]},
            {"taskQueue": "mail", "expected": [], "found": [{"buildIds": ["1"]}]}]}"#,
        "The cluster is not what the plan expects before step 1:\n  orders: expected [1.0], found [1.0] [2.0]\n  mail: expected no version sets, found [1]\nNothing was sent. Step 1 is done already: go on with --from-step 2.",
    ),
    (
        r#"{"steps": 3, "done": [], "continueFrom": [1], "reason": "otherStart", "step": 2, "differences": []}"#,
        "The cluster is not what the plan expects before step 2:\n  \nNothing was sent. No step is done yet: go on with --from-step 1.",
    ),
    (
        r#"{"steps": 3, "done": [], "continueFrom": [4], "reason": "otherStart", "step": 4, "differences": []}"#,
        "The cluster is not what the plan expects after its last step:\n  \nNothing was sent. All steps are done already: go on with --from-step 4.",
    ),
    (
        r#"{"steps": 5, "done": [], "continueFrom": [2, 4], "reason": "otherStart", "step": 1, "differences": []}"#,
        "The cluster is not what the plan expects before step 1:\n  \nNothing was sent. The plan comes through this state more than once: go on with --from-step 2 or 4, whichever is meant.",
    ),
    (
        r#"{"steps": 5, "done": [1, 2], "continueFrom": [4], "reason": "changed", "step": 3, "name": "Ship",
            "differences": [{"taskQueue": "orders", "expected": [], "found": [{"buildIds": ["1.0"]}]}]}"#,
        "Somebody else has changed orders before step 3 (Ship):\n  orders: expected no version sets, found [1.0]\nIt was not sent. Done before it: steps 1, 2. Steps 1 to 3 are done already: go on with --from-step 4.",
    ),
    (
        r#"{"steps": 2, "done": [1], "continueFrom": [], "reason": "changed", "step": 2,
            "differences": [{"taskQueue": "orders", "expected": [], "found": []}]}"#,
        "Somebody else has changed orders before step 2:\n  orders: expected no version sets, found no version sets\nIt was not sent. Done before it: step 1. Pull the version sets, and make the plan anew.",
    ),
    (
        r#"{"steps": 2, "done": [], "continueFrom": [1], "reason": "failed", "step": 1, "error": "no answer."}"#,
        "At step 1: no answer.\nNo step was done before it. Nothing was done of the rest. When that is put right, go on with --from-step 1.",
    ),
    (
        r#"{"steps": 2, "done": [], "continueFrom": [3], "reason": "failed", "step": 3, "error": "no answer."}"#,
        "While reading: no answer.\nNo step was done before it. Nothing was done of the rest. When that is put right, go on with --from-step 3.",
    ),
    (
        r#"{"steps": 2, "done": [], "continueFrom": [], "reason": "notShown", "step": 1, "differences": [{"taskQueue": "orders", "expected": [], "found": []}]}"#,
        "Step 1 was sent and taken.\norders still has the version sets from before it. It may show later. No step was done before it. Push again, with --dry-run first: it reads where the cluster is, and says how to go on.",
    ),
    (
        r#"{"steps": 2, "done": [], "continueFrom": [], "reason": "notShown", "step": 1, "name": "Ship", "differences": [{"taskQueue": "orders", "expected": [], "found": []}], "lost": "no answer came."}"#,
        "Step 1 (Ship) was sent, but no answer came.\norders still has the version sets from before it. It most likely never arrived, and yet may show later. No step was done before it. Push again, with --dry-run first: it reads where the cluster is, and says how to go on.",
    ),
    (
        r#"{"steps": 2, "done": [1], "continueFrom": [], "reason": "surprise", "step": 2,
            "differences": [{"taskQueue": "orders", "expected": [{"buildIds": ["1.0"]}], "found": []}]}"#,
        "Step 2 was sent and taken.\nNow orders has version sets from neither before nor after it: somebody else changes them too.\n  orders: expected [1.0], found no version sets\nDone before it: step 1. Whether step 2 was done has to be seen from these. Pull the version sets, and make the plan anew.",
    ),
    (
        r#"{"steps": 2, "done": [1], "continueFrom": [], "reason": "unknown", "step": 2, "lost": "no answer came.", "error": "cut off."}"#,
        "Step 2 was sent, but no answer came.\nThe version sets could not be read since: cut off.\nDone before it: step 1. Whether step 2 was done is not known. Push again, with --dry-run first: it reads where the cluster is, and says how to go on.",
    ),
    (
        r#"{"steps": 2, "done": [], "continueFrom": [1], "reason": "withoutPollers", "step": 1, "missing": [
            {"taskQueue": "orders", "buildId": "1.0", "notOptedIn": false},
            {"taskQueue": "orders", "buildId": "1.1", "notOptedIn": true}]}"#,
        "No worker has polled in the last minutes with what would become a default:\n  1.0 on orders\n  1.1 on orders: its workers have not opted in to versioning, and get nothing of it\nWhat lands there would wait. Start these workers first (they may poll before the queue knows their build ID), or say --without-pollers. Nothing was sent.",
    ),
];

#[test]
fn what_a_pull_leaves_out() {
    check(NOTES, |note: PullNote| explain::pull_note(&note));
}

const NOTES: &[(&str, &str)] = &[
    (
        r#"{"kind": "countedTwice", "taskQueue": "orders", "status": "OPEN", "count": 3, "total": 10}"#,
        "3 of the 10 running workflows of orders count twice: they have used build IDs of two version sets",
    ),
    (
        r#"{"kind": "inNoEntry", "taskQueue": "orders", "status": "CLOSED", "count": 1, "total": 2}"#,
        "1 of the 2 closed workflows of orders are in no entry: no version set has their build IDs",
    ),
    (
        r#"{"kind": "notCounted", "taskQueue": "orders", "error": "refused"}"#,
        "the workflows of orders could not be counted: refused",
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
        let expected =
            format!("Other generations of Worker Versioning route tasks here:\n  {lines}{OTHERS}");
        check(&[(found, &expected)], |found: Vec<OtherGeneration>| {
            explain::other_generations(&found)
        });
    }
}
