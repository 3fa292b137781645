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
    (
        r#"{"rule":"NEXUS_TASK"}"#,
        "A Nexus task has no workflow: it takes the default of its task queue.",
    ),
    (
        r#"{"rule":"STANDALONE_ACTIVITY"}"#,
        "An activity without a workflow takes the default of its task queue.",
    ),
    (
        r#"{"rule":"PINNED_WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "The workflow is pinned to shop:2.",
    ),
    (
        r#"{"rule":"AUTO_UPGRADE_WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "The workflow is on shop:2, and its behavior is auto-upgrade: it follows the current and ramping versions.",
    ),
    (
        r#"{"rule":"MOVING_WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "The workflow is moving to shop:2.",
    ),
    (r#"{"rule":"MOVING_WORKFLOW"}"#, "The workflow is moving to the unversioned workers."),
    (
        r#"{"rule":"OVERRIDE_TO_VERSION","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "A versioning override directs the workflow to shop:2.",
    ),
    (
        r#"{"rule":"OVERRIDE_TO_AUTO_UPGRADE"}"#,
        "A versioning override makes the workflow follow the current and ramping versions.",
    ),
    (
        r#"{"rule":"OVERRIDE_REFUSED","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"taskQueue":"orders"}"#,
        "The versioning override names shop:2, whose workers have not polled orders for workflow tasks: the server refuses it.",
    ),
    (
        r#"{"rule":"INHERITED_PINNED_VERSION","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "The run begins pinned to shop:2, which it inherits.",
    ),
    (
        r#"{"rule":"INHERITED_AUTO_UPGRADE_VERSION","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"revisionNumber":3}"#,
        "The run begins on shop:2, which it inherits with revision 3 of the routing config, and its behavior is auto-upgrade.",
    ),
    (
        r#"{"rule":"NOTHING_OF_DEPLOYMENTS_INHERITED"}"#,
        "The run inherits no version, so it begins as a new workflow does.",
    ),
    (
        r#"{"rule":"USE_RAMPING_VERSION","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "The run continued as new with USE_RAMPING_VERSION, so its first workflow task goes to the ramping version shop:2, whatever the percentage.",
    ),
    (
        r#"{"rule":"CURRENT_VERSION","taskQueue":"orders","taskQueueType":"WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "The current version for workflow tasks of orders is shop:2.",
    ),
    (
        r#"{"rule":"CURRENT_VERSION","taskQueue":"orders","taskQueueType":"ACTIVITY"}"#,
        "No version is current for activities of orders.",
    ),
    (
        r#"{"rule":"RAMP","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"percentage":30,"workflowId":"w","place":12.5,"taken":true}"#,
        "The ramp of 30 % to shop:2 takes workflow ID w, whose place is 12.5 %.",
    ),
    (
        r#"{"rule":"RAMP","percentage":30,"workflowId":"w","place":31,"taken":false}"#,
        "The ramp of 30 % to the unversioned workers does not take workflow ID w, whose place is 31 %.",
    ),
    (
        r#"{"rule":"RAMP_WITHOUT_WORKFLOW_ID","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"percentage":0.5}"#,
        "The ramp to shop:2 takes 0.5 % of the workflows, depending on the workflow ID.",
    ),
    (
        r#"{"rule":"RAMP_WITHOUT_WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"percentage":5}"#,
        "There is a ramp of 5 % to shop:2. Without a workflow ID, the server compares the percentage with a random number from 0 to 1, so that from 1 % on the ramp takes all.",
    ),
    (
        r#"{"rule":"NEWER_REVISION","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"revisionNumber":4,"taskQueue":"orders","taskQueueRevisionNumber":3}"#,
        "Revision 4 of the routing config moved the workflow to shop:2, and orders knows only revision 3: the workflow stays.",
    ),
    (
        r#"{"rule":"ACTIVITY_OF_VERSION","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"taskQueue":"orders"}"#,
        "Workers of shop:2 have polled orders for activities, so the activity stays with the version.",
    ),
    (
        r#"{"rule":"ACTIVITY_OUTSIDE_VERSION","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"taskQueue":"orders"}"#,
        "No workers of shop:2 have polled orders for activities, so the activity goes where orders directs it.",
    ),
    (
        r#"{"rule":"ACTIVITY_MOVES_WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "That is where the workflow's next workflow task would go, so the activity moves the workflow to shop:2 first, and starts once a workflow task is completed there.",
    ),
    (
        r#"{"rule":"ACTIVITY_WAITS"}"#,
        "The activity starts once the workflow has completed a workflow task there.",
    ),
    (
        r#"{"rule":"NO_CURRENT_VERSION","taskQueue":"orders"}"#,
        "So unversioned workers of orders get it.",
    ),
    (
        r#"{"rule":"CACHED_WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "A worker of shop:2 has the workflow in its cache, and keeps it until a version is current or the worker stops.",
    ),
    (
        r#"{"rule":"QUERY_TO_DRAINED_VERSION","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "The workflow is pinned to shop:2, which is drained, and no worker polls the task queue: the server refuses the query.",
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
    (
        r#"{"outcome":"receives","reason":"CURRENT_VERSION","taskQueue":"orders","taskQueueType":"WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"percentage":100}"#,
        "receives its version's tasks and new workflows",
        "shop:2 is the current version for workflow tasks of orders: it gets what is for it, and 100 % of the workflows that follow the current and ramping versions.",
    ),
    (
        r#"{"outcome":"receives","reason":"RAMPING_VERSION","taskQueue":"orders","taskQueueType":"WORKFLOW","deploymentVersion":{"deploymentName":"shop","buildId":"2"},"percentage":12.5}"#,
        "receives its version's tasks and 12.5 % of new workflows",
        "shop:2 is the ramping version for workflow tasks of orders: it gets what is for it, and 12.5 % of the workflows that follow the current and ramping versions.",
    ),
    (
        r#"{"outcome":"receives","reason":"PINNED_ONLY","taskQueue":"orders","taskQueueType":"ACTIVITY","deploymentVersion":{"deploymentName":"shop","buildId":"2"}}"#,
        "receives its version's tasks only",
        "shop:2 is neither the current nor the ramping version for activities of orders: it gets only what is for it, such as the tasks of workflows that are pinned to it.",
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
