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
    assert_eq!(runbook(&rollout), "# Rollout\n\n## Before you start\n\n\n## At the end\n\n");
}
