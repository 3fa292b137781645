//! Sentences on why something lands where it does, and on what polls bring.

use crate::{check, read};
use worker_versioning::explain;
use worker_versioning::rollout::Polling;
use worker_versioning::routing::PollOutcome;
use worker_versioning::task::{Resolution, Step};

const STEPS: &[(&str, &str)] = &[
    (r#"{"rule":"NEW_WORKFLOW"}"#, "A new workflow starts on the default of its task queue."),
    (
        r#"{"rule":"EAGER_WORKFLOW_START","taskQueue":"orders"}"#,
        "The workflow is started eagerly: its first workflow task is handed to a worker in the program that starts it, whatever the default is, and the workflow stays with that worker's version.",
    ),
    (
        r#"{"rule":"RESET_TO_FIRST_WORKFLOW_TASK"}"#,
        "A reset to the first workflow task takes back all that ran the workflow: only a build ID that it inherited at its start is left.",
    ),
    (
        r#"{"rule":"RESET_TO_LATER_WORKFLOW_TASK"}"#,
        "A reset to a later workflow task leaves the workflow on the version that ran what is left of it.",
    ),
    (
        r#"{"rule":"WORKFLOW_BUILD_ID","buildId":"1.0"}"#,
        "The workflow is on build ID 1.0, so its workflow tasks stay with the version set of 1.0.",
    ),
    (
        r#"{"rule":"FIRST_WORKFLOW_TASK"}"#,
        "The workflow has completed no workflow task yet, so it still takes the default of its task queue.",
    ),
    (
        r#"{"rule":"UNVERSIONED_WORKFLOW"}"#,
        "The workflow runs on unversioned workers, and what they run stays with them.",
    ),
    (
        r#"{"rule":"RETRY_INHERITS"}"#,
        "The next attempt of a workflow inherits the build ID of the one before.",
    ),
    (
        r#"{"rule":"CRON_NEVER_INHERITS"}"#,
        "A cron run never inherits: each starts on the default of its task queue.",
    ),
    (
        r#"{"rule":"INTENT_COMPATIBLE"}"#,
        "The versioning intent Compatible asks to inherit the build ID of the workflow.",
    ),
    (r#"{"rule":"INTENT_DEFAULT"}"#, "The versioning intent Default asks not to inherit."),
    (r#"{"rule":"USE_LATEST_BUILD_ID"}"#, "The flag UseLatestBuildId asks not to inherit."),
    (
        r#"{"rule":"UNSPECIFIED_INHERITS","sdk":"go","namedTaskQueue":"unnamed"}"#,
        "There is no versioning intent and no task queue is named, so the Go SDK asks to inherit.",
    ),
    (
        r#"{"rule":"UNSPECIFIED_INHERITS","sdk":"java","namedTaskQueue":"same"}"#,
        "There is no versioning intent and the task queue is the workflow's own, so the Java SDK asks to inherit.",
    ),
    (
        r#"{"rule":"UNSPECIFIED_TAKES_DEFAULT","sdk":"java","namedTaskQueue":"unnamed"}"#,
        "There is no versioning intent and no task queue is named: the Java SDK does not take that for the workflow's own, so it asks not to inherit.",
    ),
    (
        r#"{"rule":"UNSPECIFIED_TAKES_DEFAULT","sdk":"dotnet","namedTaskQueue":"other"}"#,
        "There is no versioning intent and the task queue is another than the workflow's, so the .NET SDK asks not to inherit.",
    ),
    (
        r#"{"rule":"CROSS_QUEUE_REJECTED","workflowTaskQueue":"orders","taskQueue":"payments"}"#,
        "A build ID cannot be inherited from task queue orders to payments: the server refuses the command, the workflow task fails, and it is retried until the code or the intent is changed.",
    ),
    (r#"{"rule":"TAKES_DEFAULT"}"#, "What does not inherit takes the default of its task queue."),
    (
        r#"{"rule":"INHERITED_BUILD_ID","buildId":"1.0"}"#,
        "It inherits the workflow's build ID 1.0.",
    ),
    (
        r#"{"rule":"NOTHING_TO_INHERIT"}"#,
        "The workflow has no build ID, so there is nothing to inherit, and the new run starts on the default of its task queue.",
    ),
    (
        r#"{"rule":"EAGER_ACTIVITY","taskQueue":"orders"}"#,
        "The activity is eager: it is handed straight to the worker that has completed the workflow task.",
    ),
    (
        r#"{"rule":"QUEUE_DEFAULT","taskQueue":"orders","buildId":"2.0"}"#,
        "The default of orders is 2.0, the default of its last version set.",
    ),
    (
        r#"{"rule":"UNVERSIONED_QUEUE","taskQueue":"orders"}"#,
        "orders has no version sets, so its unversioned workers get it.",
    ),
    (
        r#"{"rule":"SET_DEFAULT","taskQueue":"orders","buildId":"1.0","setDefault":"1.0"}"#,
        "On orders, 1.0 is the default of its version set.",
    ),
    (
        r#"{"rule":"SET_DEFAULT","taskQueue":"orders","buildId":"1.0","setDefault":"1.1"}"#,
        "On orders, the default of the version set of 1.0 is now 1.1.",
    ),
    (
        r#"{"rule":"UNKNOWN_BUILD_ID","taskQueue":"orders","buildId":"9.0"}"#,
        "orders does not know build ID 9.0: it waits for a versioned worker of exactly 9.0.",
    ),
    (
        r#"{"rule":"UNVERSIONED_WORKERS","taskQueue":"orders"}"#,
        "Unversioned workers of orders get it, whether or not the queue has version sets.",
    ),
];

#[test]
fn each_rule_has_a_sentence() {
    check(STEPS, |step: Step| explain::step(&step));
}

#[test]
fn a_landing_has_a_sentence_for_each_rule_in_order() {
    let landing: Resolution = read(
        r#"{
            "outcome": "unversioned",
            "taskQueue": "orders",
            "reason": "UNVERSIONED_QUEUE",
            "follows": "queueDefault",
            "steps": [{ "rule": "NEW_WORKFLOW" }, { "rule": "UNVERSIONED_QUEUE", "taskQueue": "orders" }]
        }"#,
    );
    assert_eq!(
        explain::landing(&landing),
        [
            "A new workflow starts on the default of its task queue.",
            "orders has no version sets, so its unversioned workers get it.",
        ],
    );
}

/// With the short phrase, and the sentence.
const POLLS: &[(&str, &str, &str)] = &[
    (
        r#"{"outcome":"receives","reason":"UNVERSIONED_WORKER","taskQueue":"orders","newWorkflows":true}"#,
        "receives all tasks of the queue",
        "An unversioned worker gets every unversioned task of orders, new workflows among them.",
    ),
    (
        r#"{"outcome":"receives","reason":"UNVERSIONED_WORKER","taskQueue":"orders","buildId":"1.0","newWorkflows":false}"#,
        "receives unversioned tasks only",
        "An unversioned worker gets unversioned tasks only. orders has version sets, so new workflows go to versioned workers.",
    ),
    (
        r#"{"outcome":"receives","reason":"SET_DEFAULT","taskQueue":"orders","buildId":"1.1","buildIds":["1.0","1.1"],"newWorkflows":true}"#,
        "receives its set's tasks and new workflows",
        "1.1 is the queue default of orders: it gets the tasks of its version set and new workflows.",
    ),
    (
        r#"{"outcome":"receives","reason":"SET_DEFAULT","taskQueue":"orders","buildId":"1.1","buildIds":["1.0","1.1"],"newWorkflows":false}"#,
        "receives its set's tasks",
        "1.1 is the default of its version set on orders: it gets that set's tasks, but no new workflows.",
    ),
    (
        r#"{"outcome":"refused","reason":"SUPERSEDED","taskQueue":"orders","buildId":"1.0","newerBuildId":"1.1","code":"OUT_OF_RANGE","message":"Task queue has a newer compatible build: \"1.1\""}"#,
        "is superseded by 1.1",
        "1.1 has superseded 1.0 in its version set on orders: the server refuses the poll.",
    ),
    (
        r#"{"outcome":"idle","reason":"UNKNOWN_BUILD_ID","taskQueue":"orders","buildId":"9.0"}"#,
        "sits idle: the queue does not know its build ID",
        "orders does not know build ID 9.0: the worker sits idle until that build ID is added.",
    ),
];

#[test]
fn what_polls_bring_has_a_phrase_and_a_sentence() {
    for (poll, phrase, sentence) in POLLS {
        let poll: PollOutcome = read(poll);
        assert_eq!(explain::phrases::poll(&poll), *phrase);
        assert_eq!(explain::poll(&poll), *sentence);
    }
}

#[test]
fn an_invalid_poll_is_distinguished_from_a_valid_one() {
    let words = |polling: Polling| explain::phrases::polling(&polling);
    check(&POLLS.iter().map(|(poll, phrase, _)| (*poll, *phrase)).collect::<Vec<_>>(), words);
    check(INVALID, words);
}

const INVALID: &[(&str, &str)] = &[(
    r#"{"outcome":"invalid","taskQueue":"orders","code":"INVALID_ARGUMENT","message":"WorkerVersionStamp must be present if UseVersioning is true."}"#,
    "is refused: WorkerVersionStamp must be present if UseVersioning is true.",
)];
