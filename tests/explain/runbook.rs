//! Runbooks, whole: a document with a step of each kind, and what is written of it.

use worker_versioning::interop::read_rollout;
use worker_versioning::rollout::Rollout;
use worker_versioning::runbook::{runbook, runbook_of_step};

fn rollout() -> Rollout {
    read_rollout(include_str!("runbook/document.json")).expect("the document makes sense")
}

#[test]
fn a_runbook_says_what_to_start_run_check_mind_and_stop() {
    assert_eq!(runbook(&rollout()), include_str!("runbook/runbook.md"));
}

#[test]
fn a_step_has_its_part_of_the_runbook() {
    let rollout = rollout();
    assert_eq!(runbook_of_step(&rollout, 2), include_str!("runbook/step-2.md"));
    let whole = runbook(&rollout);
    for step in 1..=6 {
        assert!(whole.contains(runbook_of_step(&rollout, step).trim_end()));
    }
}

#[test]
fn a_step_that_is_not_there_has_none() {
    let rollout = rollout();
    assert_eq!(runbook_of_step(&rollout, 0), "");
    assert_eq!(runbook_of_step(&rollout, 7), "");
}

#[test]
fn a_rollout_without_a_name_and_without_steps_has_a_runbook() {
    let rollout = read_rollout(r#"{ "version": 1 }"#).expect("the document makes sense");
    assert_eq!(
        runbook(&rollout),
        "# Rollout\n\n## Before you start\n\n- In short: No hazards.\n\n## At the end\n\n"
    );
}

/// Of an older build ID that its set goes back to: its workers are neither to be stopped and then started, nor can they
/// be listed while they are refused.
#[test]
fn workers_that_are_needed_again_are_kept() {
    let rollout = read_rollout(
        r#"{
            "version": 1,
            "name": "Back to the stable build ID",
            "taskQueues": [{ "taskQueue": "svc", "versionSets": [{ "buildIds": ["1", "2"] }] }],
            "workers": [
                { "name": "stable", "taskQueue": "svc", "buildId": "1", "useVersioning": true },
                { "name": "test", "taskQueue": "svc", "buildId": "2", "useVersioning": true }
            ],
            "workflows": [
                { "workflowId": "began-on-1", "taskQueue": "svc", "buildId": "2", "usedBuildIds": ["1", "2"] },
                { "workflowId": "began-on-2", "taskQueue": "svc", "buildId": "2" },
                { "workflowId": "only-1", "taskQueue": "svc", "buildId": "1" }
            ],
            "steps": [{ "taskQueue": "svc", "operation": "promoteBuildIdWithinSet", "buildId": "1" }]
        }"#,
    )
    .expect("the document makes sense");
    assert_eq!(runbook(&rollout), include_str!("runbook/back.md"));
}

#[test]
fn workers_that_have_not_opted_in_have_to() {
    let rollout = read_rollout(
        r#"{
            "version": 1,
            "taskQueues": [{ "taskQueue": "memory" }],
            "workers": [{ "taskQueue": "memory", "buildId": "v1" }],
            "steps": [{ "taskQueue": "memory", "operation": "addNewIdInNewDefaultSet", "buildId": "v1" }]
        }"#,
    )
    .expect("the document makes sense");
    let step = runbook_of_step(&rollout, 1);
    assert!(step.contains("- [ ] Have workers of v1 on `memory` opt in to versioning, which those listed have not, and start them anew. Unversioned workers are needed beside them until this step.\n"));
    assert!(!step.contains("Start workers of v1"), "{step}");
}
