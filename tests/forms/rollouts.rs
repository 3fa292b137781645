//! What is answered about a rollout: where everything lands, what differs, and what is as expected.

use serde_json::json;

use crate::{written, written_and_read};
use worker_versioning::explain::{ExplainedCheck, ExplainedFinding};
use worker_versioning::refusal::{RefusalReason, StatusCode};
use worker_versioning::rollout::{
    Actual, Changes, Check, Difference, ExpectedResult, Finding, Ground, Holder, InvalidPoll,
    Known, LandingChange, LandingGroup, Listed, ListedSet, MayStop, Move, NotValid,
    OtherVersioningCounts, PlacedWorker, PollChange, Polling, Preview, PreviewedLanding,
    QueueChange, QueueState, Release, Retirement, RolloutExpectation, RolloutLanding, RolloutStep,
    RolloutSubject, SetState, Situation, StartedMeanwhile, StepResult, WorkerChange,
    WorkerChangeKind, WorkerState,
};
use worker_versioning::routing::{PollOutcome, Polled, Worker};
use worker_versioning::task::{Follows, Outcome, Reason, Resolution};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::BuildIdOperation;

fn refused() -> StepResult {
    StepResult::Refused {
        code: StatusCode::NotFound,
        reason: RefusalReason::NotFound,
        message: "targeted version 9 not found".to_owned(),
    }
}

#[test]
fn what_becomes_of_steps() {
    written_and_read([
        (StepResult::Changed { order_is_guess: false }, json!({ "result": "changed" })),
        (
            StepResult::Changed { order_is_guess: true },
            json!({ "result": "changed", "orderIsGuess": true }),
        ),
        (StepResult::Unchanged, json!({ "result": "unchanged" })),
        (
            refused(),
            json!({
                "result": "refused",
                "code": "NOT_FOUND",
                "reason": "NOT_FOUND",
                "message": "targeted version 9 not found",
            }),
        ),
    ]);
}

fn step(name: Option<&str>, result: StepResult) -> RolloutStep {
    RolloutStep {
        step: 1,
        name: name.map(str::to_owned),
        task_queue: "orders".into(),
        operation: BuildIdOperation::PromoteSetByBuildId { build_id: "9".into() },
        result,
        advice: None,
    }
}

#[test]
fn steps() {
    let operation = json!({ "operation": "promoteSetByBuildId", "buildId": "9" });
    written([
        (
            step(Some("back"), StepResult::Unchanged),
            json!({
                "step": 1,
                "name": "back",
                "taskQueue": "orders",
                "operation": operation,
                "result": "unchanged",
            }),
        ),
        (
            step(None, refused()),
            json!({
                "step": 1,
                "taskQueue": "orders",
                "operation": operation,
                "result": "refused",
                "code": "NOT_FOUND",
                "reason": "NOT_FOUND",
                "message": "targeted version 9 not found",
            }),
        ),
    ]);
}

fn workflow(command: Option<&str>) -> RolloutSubject {
    RolloutSubject::Workflow { workflow: "w".into(), command: command.map(Into::into) }
}

#[test]
fn subjects() {
    written_and_read([
        (
            RolloutSubject::NewWorkflows { task_queue: "orders".into() },
            json!({ "taskQueue": "orders" }),
        ),
        (workflow(None), json!({ "workflow": "w" })),
        (workflow(Some("c")), json!({ "workflow": "w", "command": "c" })),
    ]);
}

fn resolution() -> Resolution {
    Resolution {
        task_queue: "orders".into(),
        outcome: Outcome::Version(WorkerVersion::Unversioned),
        reason: Reason::UnversionedWorkflow,
        follows: Follows::Nothing,
        revision_number: 0,
        moves_workflow: None,
        depends_on: None,
        steps: Vec::new(),
    }
}

fn resolution_form() -> serde_json::Value {
    json!({
        "outcome": "unversioned",
        "taskQueue": "orders",
        "reason": "UNVERSIONED_WORKFLOW",
        "follows": "nothing",
        "steps": [],
    })
}

#[test]
fn landings() {
    let landing = |subject| RolloutLanding {
        subject,
        landing: resolution(),
        known: Known::Yes,
        workers: vec![0, 2],
        has_worker: Known::Yes,
        not_opted_in: Vec::new(),
    };
    written([
        (
            landing(workflow(Some("c"))),
            json!({ "workflow": "w", "command": "c", "landing": resolution_form(), "known": "yes", "workers": [0, 2], "hasWorker": "yes" }),
        ),
        (
            landing(RolloutSubject::NewWorkflows { task_queue: "orders".into() }),
            json!({ "taskQueue": "orders", "landing": resolution_form(), "known": "yes", "workers": [0, 2], "hasWorker": "yes" }),
        ),
    ]);
}

fn invalid() -> InvalidPoll {
    InvalidPoll {
        outcome: NotValid::Invalid,
        task_queue: "orders".into(),
        code: StatusCode::InvalidArgument,
        message: "m".to_owned(),
    }
}

fn idle() -> PollOutcome {
    PollOutcome::UnknownBuildId {
        outcome: Polled::Idle,
        task_queue: "orders".into(),
        build_id: "1.0".into(),
    }
}

fn invalid_form() -> serde_json::Value {
    json!({ "outcome": "invalid", "taskQueue": "orders", "code": "INVALID_ARGUMENT", "message": "m" })
}

fn idle_form() -> serde_json::Value {
    json!({ "outcome": "idle", "taskQueue": "orders", "buildId": "1.0", "reason": "UNKNOWN_BUILD_ID" })
}

#[test]
fn polls() {
    written_and_read([(invalid(), invalid_form())]);
    written_and_read([
        (Polling::Invalid(invalid()), invalid_form()),
        (Polling::Valid(idle()), idle_form()),
    ]);
    // It has a code too, beside the reason by which a valid poll is known.
    let superseded = PollOutcome::Superseded {
        outcome: Polled::Refused,
        task_queue: "orders".into(),
        build_id: "1.0".into(),
        newer_build_id: "1.1".into(),
        code: StatusCode::OutOfRange,
        message: "m".to_owned(),
    };
    written_and_read([(
        Polling::Valid(superseded),
        json!({
            "outcome": "refused",
            "taskQueue": "orders",
            "buildId": "1.0",
            "reason": "SUPERSEDED",
            "newerBuildId": "1.1",
            "code": "OUT_OF_RANGE",
            "message": "m",
        }),
    )]);
}

fn retirement() -> Retirement {
    let freed_by = vec![
        Release::AnotherQueueDefault,
        Release::AnotherSetDefault,
        Release::FirstVersionSet,
        Release::Closing,
        Release::EndOfRetention,
    ];
    Retirement {
        may_stop: MayStop::ExceptQueries,
        holders: vec![Holder { subject: workflow(None), count: 3, freed_by }],
        grounds: vec![
            Ground::Workflows(listed()),
            Ground::Workers(listed()),
            Ground::StartedMeanwhile(StartedMeanwhile {
                task_queue: "orders".into(),
                version: WorkerVersion::BuildId("1.0".into()),
                until: 2,
            }),
            Ground::OtherVersioning {
                task_queue: "orders".into(),
                counts: OtherVersioningCounts { running: 3, closed: 1 },
            },
            Ground::Unlisted { task_queue: "orders".into() },
            Ground::Superseded {
                task_queue: "orders".into(),
                build_id: "1.0".into(),
                newer_build_id: "1.1".into(),
            },
        ],
    }
}

fn listed() -> Listed {
    let looked_at = Some("2026-11-28".to_owned());
    Listed { task_queue: "orders".into(), listed: 2, closed: 0, complete: true, looked_at }
}

fn listed_form(ground: &str) -> serde_json::Value {
    json!({
        "ground": ground,
        "taskQueue": "orders",
        "listed": 2,
        "complete": true,
        "lookedAt": "2026-11-28",
    })
}

fn retirement_form() -> serde_json::Value {
    json!({
        "mayStop": "exceptQueries",
        "holders": [{
            "workflow": "w",
            "count": 3,
            "freedBy": [
                "ANOTHER_QUEUE_DEFAULT",
                "ANOTHER_SET_DEFAULT",
                "FIRST_VERSION_SET",
                "CLOSING",
                "END_OF_RETENTION",
            ],
        }],
        "grounds": [
            listed_form("workflows"),
            listed_form("workers"),
            { "ground": "startedMeanwhile", "taskQueue": "orders", "buildId": "1.0", "until": 2 },
            { "ground": "otherVersioning", "taskQueue": "orders", "running": 3, "closed": 1 },
            { "ground": "unlisted", "taskQueue": "orders" },
            {
                "ground": "superseded",
                "taskQueue": "orders",
                "buildId": "1.0",
                "newerBuildId": "1.1",
            },
        ],
    })
}

#[test]
fn retirements() {
    written([(retirement(), retirement_form())]);
}

#[test]
fn checks() {
    let expectation = RolloutExpectation::Step {
        description: None,
        step: 1,
        result: ExpectedResult::Changed,
        code: None,
        message: None,
    };
    let landing = RolloutLanding {
        subject: workflow(None),
        landing: resolution(),
        known: Known::NotKnown,
        workers: Vec::new(),
        has_worker: Known::NotKnown,
        not_opted_in: vec![1],
    };
    let step_form = serde_json::to_value(step(None, StepResult::Unchanged)).expect("written");
    let landing_form = serde_json::to_value(&landing).expect("written");
    for (actual, form) in [
        (Actual::Landing(landing), landing_form),
        (Actual::Step(step(None, StepResult::Unchanged)), step_form.clone()),
        (Actual::Poll(idle()), idle_form()),
        (Actual::InvalidPoll(invalid()), invalid_form()),
        (Actual::Retirement(retirement()), retirement_form()),
    ] {
        let finding = Finding {
            expectation: expectation.clone(),
            after: 1,
            met: true,
            answer: Known::Yes,
            doubts: Vec::new(),
            actual,
        };
        let ExplainedFinding { what, found, .. } = finding.clone().into();
        let check = Check {
            passed: false,
            findings: vec![finding],
            unexpected_refusals: vec![step(None, StepResult::Unchanged)],
        };
        written([(
            ExplainedCheck::from(check),
            json!({
                "passed": false,
                "findings": [{
                    "expectation": { "step": 1, "result": "changed" },
                    "after": 1,
                    "met": true,
                    "answer": "yes",
                    "doubts": [],
                    "actual": form,
                    "what": what,
                    "found": found,
                }],
                "unexpectedRefusals": [step_form],
            }),
        )]);
    }
}

fn group(waits: bool) -> LandingGroup {
    LandingGroup {
        task_queue: "orders".into(),
        outcome: Outcome::Version(WorkerVersion::BuildId("1.1".into())),
        reason: Reason::SetDefault,
        follows: Follows::SetOf("1.0".into()),
        workers: if waits { Vec::new() } else { vec![0] },
        waits,
        count: 2,
    }
}

fn group_form(waits: bool) -> serde_json::Value {
    json!({
        "taskQueue": "orders",
        "outcome": "buildId",
        "buildId": "1.1",
        "reason": "SET_DEFAULT",
        "follows": { "setOf": "1.0" },
        "workers": if waits { json!([]) } else { json!([0]) },
        "waits": waits,
        "count": 2,
    })
}

#[test]
fn situations() {
    let set = |order_is_guess| SetState {
        id: "1.0".into(),
        build_ids: vec!["1.0".into(), "1.1".into()],
        order_is_guess,
    };
    let situation = Situation {
        task_queues: vec![QueueState {
            task_queue: "orders".into(),
            version_sets: vec![set(false), set(true)],
        }],
        groups: vec![group(false)],
        subjects: vec![0, 0],
        workers: vec![WorkerState { poll: Polling::Valid(idle()), count: 2 }],
    };
    written([(
        situation,
        json!({
            "taskQueues": [{
                "taskQueue": "orders",
                "versionSets": [
                    { "id": "1.0", "buildIds": ["1.0", "1.1"] },
                    { "id": "1.0", "buildIds": ["1.0", "1.1"], "orderIsGuess": true },
                ],
            }],
            "groups": [group_form(false)],
            "subjects": [0, 0],
            "workers": [{ "poll": idle_form(), "count": 2 }],
        }),
    )]);
}

#[test]
fn differences() {
    let changes = vec![
        WorkerChangeKind::Superseded,
        WorkerChangeKind::Reinstated,
        WorkerChangeKind::BeginsToReceive,
        WorkerChangeKind::CeasesToReceive,
        WorkerChangeKind::PollsOtherwise,
    ];
    let difference = Difference {
        task_queues: vec!["orders".into()],
        moves: vec![Move { from: group(false), to: group(true), subjects: vec![1], count: 1 }],
        begin_to_wait: vec![1],
        cease_to_wait: vec![2],
        workers: vec![WorkerChange {
            worker: 0,
            changes,
            from: Polling::Valid(idle()),
            to: Polling::Invalid(invalid()),
        }],
    };
    written([(
        difference,
        json!({
            "taskQueues": ["orders"],
            "moves": [{ "from": group_form(false), "to": group_form(true), "subjects": [1], "count": 1 }],
            "beginToWait": [1],
            "ceaseToWait": [2],
            "workers": [{
                "worker": 0,
                "changes": [
                    "SUPERSEDED",
                    "REINSTATED",
                    "BEGINS_TO_RECEIVE",
                    "CEASES_TO_RECEIVE",
                    "POLLS_OTHERWISE",
                ],
                "from": idle_form(),
                "to": invalid_form(),
            }],
        }),
    )]);
}

#[test]
fn changes_between_documents() {
    let changes = Changes {
        task_queues: vec![QueueChange {
            task_queue: "orders".into(),
            before: None,
            after: Some(vec![ListedSet { build_ids: vec!["1.0".into()] }]),
        }],
        landings: vec![LandingChange {
            subject: workflow(None),
            before: Some(resolution()),
            after: None,
        }],
        workers: vec![PollChange {
            worker: PlacedWorker {
                name: None,
                task_queue: "orders".into(),
                worker: Worker::versioned("1.0"),
            },
            before: Some(Polling::Valid(idle())),
            after: Some(Polling::Invalid(invalid())),
        }],
    };
    written([(
        changes,
        json!({
            "taskQueues": [{ "taskQueue": "orders", "after": [{ "buildIds": ["1.0"] }] }],
            "landings": [{ "workflow": "w", "before": resolution_form() }],
            "workers": [{
                "worker": { "taskQueue": "orders", "buildId": "1.0", "useVersioning": true },
                "before": idle_form(),
                "after": invalid_form(),
            }],
        }),
    )]);
}

#[test]
fn previews() {
    let landing = PreviewedLanding { before: resolution(), after: resolution(), moved: false };
    written([(
        Preview { result: StepResult::Unchanged, advice: None, landings: vec![landing] },
        json!({
            "result": "unchanged",
            "landings": [{ "before": resolution_form(), "after": resolution_form(), "moved": false }],
        }),
    )]);
}
