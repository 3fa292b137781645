//! Expectations that are met and that are not, step by step.

use crate::documents::rollout;
use worker_versioning::operation::Operation;
use worker_versioning::rollout::{
    Actual, CompleteFor, ExpectedLanding, ExpectedResult, Finding, ListedSet, Preview, Rollout,
    RolloutDocument, RolloutExpectation, RolloutSubject, RolloutTaskQueue, TimelineStep,
};
use worker_versioning::version_sets::BuildIdOperation;

/// Two sets to begin with; then 1.1 supersedes 1.0, a step is refused, one changes nothing, and 3.0 becomes the
/// queue default. A workflow is on 1.0, one on unversioned workers, one has not begun.
const ROLLOUT: &str = r#"
    "taskQueues": [
        {"taskQueue": "orders", "versionSets": [{"buildIds": ["1.0"]}, {"buildIds": ["2.0"]}],
            "completeFor": {"workflows": true, "workers": true}},
        {"taskQueue": "mail", "completeFor": {"workers": true}}
    ],
    "workers": [
        {"taskQueue": "orders", "buildId": "1.0", "useVersioning": true},
        {"taskQueue": "orders", "buildId": "2.0", "useVersioning": true},
        {"taskQueue": "orders", "buildId": "3.0"}
    ],
    "workflows": [
        {"workflowId": "old", "taskQueue": "orders", "buildId": "1.0", "commands": [
            {"name": "away", "task": "activity", "taskQueue": "mail", "versioningIntent": "COMPATIBLE"},
            {"name": "newest", "task": "activity", "versioningIntent": "DEFAULT"}
        ]},
        {"workflowId": "unversioned", "taskQueue": "orders"},
        {"workflowId": "fresh", "taskQueue": "orders", "hasCompletedWorkflowTask": false},
        {"workflowId": "gone", "taskQueue": "orders", "buildId": "removed"},
        {"workflowId": "closed", "taskQueue": "orders", "buildId": "2.0", "status": "CLOSED"}
    ],
    "operations": [
        {"taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "1.1", "existingCompatibleBuildId": "1.0"},
        {"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "9.0"},
        {"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "2.0"},
        {"taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "3.0"}
    ]"#;

/// Whether an expectation is met after each of the steps from 0 to 4, as a text such as `yyynn`.
fn met_after_each_step(expectation: &str) -> String {
    let letters = (0..=4).map(|step| {
        let expectations = format!(r#""expectations": [{{{expectation}, "after": {step}}}]"#);
        let check = rollout(&format!("{ROLLOUT}, {expectations}")).check();
        let [finding] = &check.findings[..] else { panic!("a finding for the expectation") };
        assert_eq!(finding.after, step);
        if finding.met { 'y' } else { 'n' }
    });
    letters.collect()
}

fn check(rows: &[(&str, &str)]) {
    for (expectation, expected) in rows {
        assert_eq!(met_after_each_step(expectation), *expected, "{expectation}");
    }
}

#[test]
fn where_new_workflows_land() {
    check(&[
        (r#""newWorkflowsOn": "orders", "lands": {"buildId": "2.0"}"#, "yyyyn"),
        (r#""newWorkflowsOn": "orders", "lands": {"buildId": "3.0"}"#, "nnnny"),
        (r#""newWorkflowsOn": "orders", "lands": "unversioned""#, "nnnnn"),
        (r#""newWorkflowsOn": "mail", "lands": "unversioned""#, "yyyyy"),
        (r#""newWorkflowsOn": "mail", "lands": "rejected""#, "nnnnn"),
    ]);
}

#[test]
fn where_workflows_land() {
    check(&[
        (r#""workflow": "old", "lands": {"buildId": "1.0"}"#, "ynnnn"),
        (r#""workflow": "old", "lands": {"buildId": "1.1"}"#, "nyyyy"),
        (r#""workflow": "unversioned", "lands": "unversioned""#, "yyyyy"),
        (r#""workflow": "fresh", "lands": {"buildId": "3.0"}"#, "nnnny"),
        (r#""workflow": "gone", "lands": {"buildId": "removed"}"#, "yyyyy"),
        (r#""workflow": "closed", "lands": {"buildId": "2.0"}"#, "yyyyy"),
    ]);
}

#[test]
fn where_commands_land() {
    check(&[
        (r#""workflow": "old", "command": "away", "lands": "rejected""#, "yyyyy"),
        (r#""workflow": "old", "command": "away", "lands": "unversioned""#, "nnnnn"),
        (r#""workflow": "old", "command": "newest", "lands": {"buildId": "2.0"}"#, "yyyyn"),
        (r#""workflow": "old", "command": "newest", "lands": {"buildId": "3.0"}"#, "nnnny"),
    ]);
}

#[test]
fn whether_a_worker_receives_what_lands() {
    check(&[
        // After the first step it lands on 1.1, which no worker has.
        (r#""workflow": "old", "hasWorker": true"#, "ynnnn"),
        (r#""workflow": "old", "hasWorker": false"#, "nyyyy"),
        // The worker of 3.0 has not opted in.
        (r#""newWorkflowsOn": "orders", "hasWorker": true"#, "yyyyn"),
        (r#""workflow": "unversioned", "hasWorker": true"#, "yyyyy"),
        (r#""newWorkflowsOn": "mail", "hasWorker": false"#, "yyyyy"),
        // What is refused lands on nobody.
        (r#""workflow": "old", "command": "away", "hasWorker": false"#, "yyyyy"),
        // Both have to be so.
        (r#""workflow": "old", "lands": {"buildId": "1.1"}, "hasWorker": true"#, "nnnnn"),
        (r#""workflow": "old", "lands": {"buildId": "1.1"}, "hasWorker": false"#, "nyyyy"),
    ]);
}

#[test]
fn what_the_polls_of_a_worker_bring() {
    let worker = |fields, outcome| {
        format!(r#""worker": {{"taskQueue": "orders"{fields}}}, "poll": "{outcome}""#)
    };
    let old = r#", "buildId": "1.0", "useVersioning": true"#;
    let new = r#", "buildId": "3.0", "useVersioning": true"#;
    let nameless = r#", "buildId": "", "useVersioning": true"#;
    check(&[
        (&worker(old, "receives"), "ynnnn"),
        (&worker(old, "refused"), "nyyyy"),
        (&worker(new, "idle"), "yyyyn"),
        (&worker(new, "receives"), "nnnny"),
        (&worker(r#", "buildId": "3.0""#, "receives"), "yyyyy"),
        (&worker("", "refused"), "nnnnn"),
        (&worker(nameless, "refused"), "yyyyy"),
    ]);
}

#[test]
fn whether_workers_may_stop() {
    let retire = |build_id, may_stop| {
        let version = format!(r#"{{"taskQueue": "orders"{build_id}}}"#);
        format!(r#""retire": {version}, "mayStop": "{may_stop}""#)
    };
    check(&[
        (&retire(r#", "buildId": "1.0""#, "no"), "ynnnn"),
        (&retire(r#", "buildId": "1.0""#, "yes"), "nyyyy"),
        (&retire(r#", "buildId": "1.1""#, "no"), "nyyyy"),
        // From the last step on, nothing is listed but queries to the closed workflow. Others may have started before it.
        (&retire(r#", "buildId": "2.0""#, "no"), "yyyyn"),
        (&retire(r#", "buildId": "2.0""#, "exceptQueries"), "nnnnn"),
        (&retire(r#", "buildId": "2.0""#, "notKnown"), "nnnny"),
        (&retire(r#", "buildId": "2.0""#, "yes"), "nnnnn"),
        (&retire("", "no"), "yyyyy"),
        // The document does not say that it lists all workflows of mail.
        (r#""retire": {"taskQueue": "mail"}, "mayStop": "no""#, "yyyyy"),
        (r#""retire": {"taskQueue": "mail", "buildId": "1.0"}, "mayStop": "yes""#, "nnnnn"),
        (r#""retire": {"taskQueue": "mail", "buildId": "1.0"}, "mayStop": "notKnown""#, "yyyyy"),
    ]);
}

#[test]
fn what_becomes_of_steps() {
    for (expectation, expected) in [
        (r#""step": 1, "result": "changed""#, true),
        (r#""step": 1, "result": "unchanged""#, false),
        (r#""step": 1, "result": "refused""#, false),
        (r#""step": 2, "result": "changed""#, false),
        (r#""step": 2, "result": "refused""#, true),
        (r#""step": 2, "result": "refused", "code": "NOT_FOUND""#, true),
        (r#""step": 2, "result": "refused", "code": "INVALID_ARGUMENT""#, false),
        (r#""step": 2, "result": "refused", "message": "targeted version 9.0 not found""#, true),
        (r#""step": 2, "result": "refused", "message": "not found""#, false),
        (r#""step": 2, "result": "refused", "code": "NOT_FOUND", "message": "other""#, false),
        (r#""step": 3, "result": "unchanged""#, true),
        (r#""step": 3, "result": "changed""#, false),
        (r#""step": 4, "result": "changed""#, true),
    ] {
        let check = rollout(&format!(r#"{ROLLOUT}, "expectations": [{{{expectation}}}]"#)).check();
        let met: Vec<_> = check.findings.iter().map(|finding| finding.met).collect();
        assert_eq!(met, [expected], "{expectation}");
    }
}

#[test]
fn a_merge_after_the_start_has_changed_though_its_order_is_a_guess() {
    let check = rollout(
        r#""taskQueues": [{"taskQueue": "a", "versionSets": [{"buildIds": ["1", "2"]}, {"buildIds": ["3"]}]}],
        "operations": [{"taskQueue": "a", "operation": "mergeSets", "primaryBuildId": "3", "secondaryBuildId": "1"}],
        "expectations": [{"step": 1, "result": "changed"}]"#,
    )
    .check();
    assert!(check.passed);
}

/// A thousand steps that move the default from one set to the next, with an expectation for each, in an order of
/// their own.
#[test]
fn a_thousand_expectations_are_met_as_each_is_by_itself() {
    let document = |expectations: Vec<RolloutExpectation>| {
        let sets = (0..7).map(|set| ListedSet { build_ids: vec![set.to_string().into()] });
        let promotion = |step: usize| Operation {
            task_queue: "orders".into(),
            // Every seventh is of a set that is the default already, every eleventh is refused.
            operation: BuildIdOperation::PromoteSetByBuildId {
                build_id: match step {
                    _ if step.is_multiple_of(11) => "unknown".into(),
                    _ => (step * step % 7).to_string().into(),
                },
            },
        };
        RolloutDocument {
            task_queues: vec![RolloutTaskQueue {
                task_queue: "orders".into(),
                version_sets: sets.collect(),
                complete_for: CompleteFor::default(),
                looked_at: None,
            }],
            steps: (1..=1000)
                .map(|step| TimelineStep { name: None, operation: promotion(step) })
                .collect(),
            expectations,
            ..RolloutDocument::default()
        }
    };
    let expectation = |place: u32| {
        let after = place * 617 % 1001;
        if place.is_multiple_of(3) {
            return RolloutExpectation::Step {
                description: None,
                step: after.max(1),
                result: ExpectedResult::Changed,
                code: None,
                message: None,
            };
        }
        RolloutExpectation::NewWorkflowsOn {
            description: None,
            after: Some(after),
            new_workflows_on: "orders".into(),
            lands: Some(ExpectedLanding::BuildId((place % 7).to_string().into())),
            has_worker: None,
        }
    };
    let expectations: Vec<_> = (0..1000).map(expectation).collect();
    let rollout = |expectations| Rollout::new(document(expectations)).expect("a rollout");
    let whole = rollout(expectations.clone());
    let all = whole.check();
    let is_met = |finding: &&Finding| finding.met;
    assert!((100..900).contains(&all.findings.iter().filter(is_met).count()));
    let new_workflows = RolloutSubject::NewWorkflows { task_queue: "orders".into() };
    for (expectation, found) in expectations.into_iter().zip(&all.findings) {
        let by_itself = rollout(vec![expectation]).check();
        assert_eq!(by_itself.findings, std::slice::from_ref(found));
        assert_eq!(by_itself.unexpected_refusals, all.unexpected_refusals);
        if let Actual::Landing(landing) = &found.actual {
            let namespace = whole.namespace_after(found.after);
            assert_eq!(Some(landing), whole.why(&new_workflows, &namespace).as_ref());
        }
    }
}

#[test]
fn a_refusal_has_to_be_expected() {
    for (expectations, unexpected) in [
        ("", &[2][..]),
        (r#"{"step": 2, "result": "refused"}"#, &[]),
        // It is expected to be refused, if for another reason: that is what is not met.
        (r#"{"step": 2, "result": "refused", "message": "other"}"#, &[]),
        (r#"{"step": 2, "result": "changed"}"#, &[2]),
        (r#"{"step": 1, "result": "refused"}"#, &[2]),
    ] {
        let check = rollout(&format!(r#"{ROLLOUT}, "expectations": [{expectations}]"#)).check();
        let steps: Vec<_> = check.unexpected_refusals.iter().map(|step| step.step).collect();
        assert_eq!(steps, unexpected, "{expectations}");
    }
}

#[test]
fn all_is_met_when_every_expectation_is_and_no_refusal_is_unexpected() {
    let met = r#"{"workflow": "old", "lands": {"buildId": "1.1"}}"#;
    let not_met = r#"{"workflow": "old", "lands": {"buildId": "1.0"}}"#;
    let refusal = r#"{"step": 2, "result": "refused"}"#;
    for (expectations, expected) in [
        (refusal.to_owned(), true),
        (format!("{met}, {refusal}"), true),
        (met.to_owned(), false),
        (format!("{met}, {not_met}, {refusal}"), false),
    ] {
        let check = rollout(&format!(r#"{ROLLOUT}, "expectations": [{expectations}]"#)).check();
        assert_eq!(check.passed, expected, "{expectations}");
    }
}

#[test]
fn a_refused_step_comes_with_advice_wherever_it_is_shown() {
    let expectations = r#""expectations": [{"step": 2, "result": "changed"}]"#;
    let rollout = rollout(&format!("{ROLLOUT}, {expectations}"));
    let [_, refused, ..] = &rollout.steps()[..] else { panic!("four steps") };
    let advice = refused.advice.as_ref().expect("it is refused");
    let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "9.0".into() };
    assert_eq!(advice.operation, Some(add));

    let check = rollout.check();
    assert_eq!(check.unexpected_refusals, std::slice::from_ref(refused));
    assert_eq!(check.findings[0].actual, Actual::Step(refused.clone()));

    let operation = BuildIdOperation::PromoteSetByBuildId { build_id: "9.0".into() };
    let preview = Preview::new(&rollout.namespace_after(1), &"orders".into(), &operation, &[]);
    assert_eq!((preview.result, preview.advice), (refused.result.clone(), refused.advice.clone()));
}
