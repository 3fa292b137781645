//! Short phrases.

use crate::{check, read};
use worker_versioning::explain::{self, phrases};
use worker_versioning::names::BuildId;
use worker_versioning::planning::Remainder;
use worker_versioning::rollout::{MayStop, Release, RolloutSubject, StepResult};
use worker_versioning::routing::Worker;
use worker_versioning::task::{Reason, Resolution, Sdk, WorkflowState};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::BuildIdOperation;

#[test]
fn sdks() {
    check(SDKS, |sdk: Sdk| phrases::sdk(sdk).to_owned());
}

const SDKS: &[(&str, &str)] = &[
    (r#""go""#, "Go"),
    (r#""java""#, "Java"),
    (r#""python""#, "Python"),
    (r#""typescript""#, "TypeScript"),
    (r#""dotnet""#, ".NET"),
    (r#""ruby""#, "Ruby"),
];

#[test]
fn kinds_of_tasks() {
    check(TASKS, |kind: phrases::TaskKind| phrases::task(kind).to_owned());
}

const TASKS: &[(&str, &str)] = &[
    (r#""newWorkflow""#, "new workflow"),
    (r#""eagerNewWorkflow""#, "new workflow, started eagerly"),
    (r#""workflowTask""#, "workflow task"),
    (r#""reset""#, "reset"),
    (r#""query""#, "query"),
    (r#""workflowRetry""#, "next attempt"),
    (r#""cronRun""#, "next cron run"),
    (r#""activity""#, "activity"),
    (r#""childWorkflow""#, "child workflow"),
    (r#""continueAsNew""#, "continue-as-new"),
];

#[test]
fn reasons() {
    check(REASONS, |reason: Reason| phrases::reason(reason).to_owned());
}

const REASONS: &[(&str, &str)] = &[
    (r#""SET_DEFAULT""#, "set default"),
    (r#""QUEUE_DEFAULT""#, "queue default"),
    (r#""UNVERSIONED_QUEUE""#, "no version sets"),
    (r#""UNVERSIONED_WORKFLOW""#, "unversioned"),
    (r#""NOTHING_TO_INHERIT""#, "nothing to inherit"),
    (r#""UNKNOWN_BUILD_ID""#, "unknown build ID"),
    (r#""CROSS_QUEUE_REJECTED""#, "other queue"),
    (r#""EAGER_ACTIVITY""#, "eager"),
    (r#""EAGER_WORKFLOW_START""#, "eager"),
];

#[test]
fn versions_of_workflows() {
    check(WORKFLOWS, |workflow: WorkflowState| {
        phrases::workflow_version(workflow.version.as_ref(), None)
    });
}

const WORKFLOWS: &[(&str, &str)] = &[
    (r#"{"taskQueue":"orders","buildId":"1.0"}"#, "on 1.0"),
    (r#"{"taskQueue":"orders"}"#, "unversioned"),
    (
        r#"{"taskQueue":"orders","hasCompletedWorkflowTask":false}"#,
        "no workflow task completed yet",
    ),
];

#[test]
fn subjects() {
    check(SUBJECTS, |subject: RolloutSubject| phrases::subject(&subject));
}

const SUBJECTS: &[(&str, &str)] = &[
    (r#"{"taskQueue":"orders"}"#, "new workflows on orders"),
    (r#"{"workflow":"order-17"}"#, "order-17"),
    (r#"{"workflow":"order-17","command":"charge"}"#, "order-17 › charge"),
];

#[test]
fn of_many_subjects_the_first_five_are_named() {
    let named = |count: usize| {
        let subjects = (1..=count).map(|number| RolloutSubject::Workflow {
            workflow: format!("w{number}").into(),
            command: None,
        });
        phrases::subjects(&subjects.collect::<Vec<_>>())
    };
    assert_eq!(named(0), "");
    assert_eq!(named(5), "w1, w2, w3, w4, w5");
    assert_eq!(named(7), "w1, w2, w3, w4, w5 and 2 more");
}

#[test]
fn landings() {
    check(LANDINGS, |landing: Resolution| phrases::landing(&landing.task_queue, &landing.outcome));
}

#[test]
fn a_landing_is_written_as_it_is_read() {
    for (landing, _) in LANDINGS {
        let landing: Resolution = read(landing);
        let written = serde_json::to_string(&landing).expect("it can be written");
        assert_eq!(read::<Resolution>(&written), landing);
    }
}

const LANDINGS: &[(&str, &str)] = &[
    (
        r#"{"outcome":"buildId","buildId":"1.0","taskQueue":"orders","reason":"SET_DEFAULT","follows":"nothing","steps":[]}"#,
        "1.0 on orders",
    ),
    (
        r#"{"outcome":"unversioned","taskQueue":"orders","reason":"SET_DEFAULT","follows":"nothing","steps":[]}"#,
        "unversioned workers on orders",
    ),
    (
        r#"{"outcome":"rejected","cause":"BadScheduleActivityAttributes","message":"BadScheduleActivityAttributes: Activity with UseCompatibleVersion cannot run on different task queue.","taskQueue":"orders","reason":"SET_DEFAULT","follows":"nothing","steps":[]}"#,
        "refused by the server",
    ),
    (
        r#"{"outcome":"rejected","cause":"BadStartChildExecutionAttributes","message":"BadStartChildExecutionAttributes: StartChildWorkflowExecution with UseCompatibleVersion cannot run on different task queue.","taskQueue":"orders","reason":"SET_DEFAULT","follows":"nothing","steps":[]}"#,
        "refused by the server",
    ),
    (
        r#"{"outcome":"rejected","cause":"BadContinueAsNewAttributes","message":"BadContinueAsNewAttributes: ContinueAsNew with UseCompatibleVersion cannot run on different task queue.","taskQueue":"orders","reason":"SET_DEFAULT","follows":"nothing","steps":[]}"#,
        "refused by the server",
    ),
];

#[test]
fn operations() {
    check(OPERATIONS, |operation: BuildIdOperation| phrases::operation(&operation));
}

const OPERATIONS: &[(&str, &str)] = &[
    (r#"{"operation":"addNewIdInNewDefaultSet","buildId":"2.0"}"#, "add 2.0 in a new default set"),
    (
        r#"{"operation":"addNewCompatibleVersion","buildId":"1.1","existingCompatibleBuildId":"1.0"}"#,
        "add 1.1, compatible with 1.0",
    ),
    (
        r#"{"operation":"addNewCompatibleVersion","buildId":"1.1","existingCompatibleBuildId":"1.0","promoteSet":true}"#,
        "add 1.1, compatible with 1.0, and make its set the queue default",
    ),
    (
        r#"{"operation":"promoteSetByBuildId","buildId":"1.0"}"#,
        "make the set of 1.0 the queue default",
    ),
    (
        r#"{"operation":"promoteBuildIdWithinSet","buildId":"1.0"}"#,
        "make 1.0 the default of its set",
    ),
    (
        r#"{"operation":"mergeSets","primaryBuildId":"2.0","secondaryBuildId":"1.0"}"#,
        "merge the set of 1.0 into that of 2.0",
    ),
];

#[test]
fn results_of_steps() {
    check(RESULTS, |result: StepResult| phrases::step_result(&result));
}

const RESULTS: &[(&str, &str)] = &[
    (r#"{"result":"changed"}"#, "changed"),
    (r#"{"result":"changed","orderIsGuess":true}"#, "changed (in an order that is partly a guess)"),
    (r#"{"result":"unchanged"}"#, "unchanged: the queue is as it asks already"),
    (
        r#"{"result":"refused","code":"NOT_FOUND","reason":"NOT_FOUND","message":"targeted version 9.0 not found"}"#,
        "refused, NOT_FOUND: targeted version 9.0 not found",
    ),
];

#[test]
fn workers() {
    check(WORKERS, |worker: Worker| phrases::worker(&worker));
}

const WORKERS: &[(&str, &str)] = &[
    (r#"{"buildId":"1.0","useVersioning":true}"#, "worker 1.0"),
    ("{}", "unversioned worker"),
    (r#"{"buildId":"1.0"}"#, "unversioned worker (build ID 1.0, not opted in)"),
];

#[test]
fn a_worker_without_a_build_id_is_not_one_of_the_build_id_undefined() {
    let without = Worker { build_id: None, use_versioning: true, ..Worker::default() };
    assert_eq!(phrases::worker(&without), "worker without a build ID");
    assert_eq!(phrases::worker(&Worker::versioned("undefined")), "worker undefined");
}

#[test]
fn workers_of_a_version() {
    check(WORKERS_OF, |version: WorkerVersion| phrases::workers_of(&version));
}

const WORKERS_OF: &[(&str, &str)] =
    &[(r#""""#, "unversioned workers"), (r#""1.0""#, "workers of 1.0")];

#[test]
fn version_sets_in_a_line() {
    check(SETS, |sets: Vec<Vec<BuildId>>| phrases::version_sets(&sets));
}

/// Build IDs that could be mistaken for something else are quoted.
const SETS: &[(&str, &str)] = &[
    ("[]", "no version sets"),
    (r#"[["1.0","1.1"],["2.0"]]"#, "[1.0, 1.1] [2.0]"),
    (
        r#"[["a b"],["_.+@:/-"],["é","\"","\\","\n\u0001\u007f",""]]"#,
        r#"["a b"] [_.+@:/-] ["é", "\"", "\\", "\n\u0001", ""]"#,
    ),
];

#[test]
fn whether_workers_may_be_stopped() {
    check(MAY_STOP, |may_stop: MayStop| explain::may_stop(may_stop).to_owned());
}

const MAY_STOP: &[(&str, &str)] = &[
    (r#""yes""#, "nothing lands on them: they may be stopped"),
    (r#""exceptQueries""#, "nothing but queries to closed workflows lands on them"),
    (r#""no""#, "they are still needed"),
];

#[test]
fn what_frees_workers() {
    check(RELEASES, |releases: Vec<Release>| explain::releases(&releases));
}

const RELEASES: &[(&str, &str)] = &[
    (r#"["ANOTHER_QUEUE_DEFAULT"]"#, "until another version set becomes the queue default"),
    (r#"["ANOTHER_SET_DEFAULT"]"#, "until a compatible build ID becomes the default of the set"),
    (r#"["FIRST_VERSION_SET"]"#, "until the queue gets its first version set"),
    (r#"["CLOSING"]"#, "until the workflow closes"),
    (r#"["END_OF_RETENTION"]"#, "until the namespace no longer keeps the closed workflow"),
    (
        r#"["ANOTHER_QUEUE_DEFAULT","ANOTHER_SET_DEFAULT","CLOSING"]"#,
        "until another version set becomes the queue default, or a compatible build ID becomes the default of the set, or the workflow closes",
    ),
];

#[test]
fn what_no_operation_takes_back() {
    check(REMAINDERS, |remainder: Remainder| explain::remainder(&remainder));
}

const REMAINDERS: &[(&str, &str)] = &[
    (r#"{"code":"ADDED","buildId":"2.0"}"#, "2.0 stays in the queue"),
    (r#"{"code":"MERGED","setDefaults":["1.0","2.0"]}"#, "the sets of 1.0 and 2.0 stay merged"),
    (
        r#"{"code":"VERSIONED"}"#,
        "the queue stays versioned: new workflows no longer go to unversioned workers",
    ),
    (
        r#"{"code":"STARTED_MEANWHILE","buildId":"2.0","lands":"2.1"}"#,
        "workflows that started on 2.0 meanwhile land on 2.1",
    ),
];
