//! Any text, read as a rollout document: every answer about what is read is there, and they agree with each other.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use worker_versioning::explain::{self, ExplainedCheck, ExplainedHazard, ExplainedRetirement};
use worker_versioning::interop::read_rollout;
use worker_versioning::rollout::{Changes, Difference, Ground, MayStop, Rollout, Situation};
use worker_versioning::runbook::{runbook, runbook_of_step};

fuzz_target!(|text: &str| {
    match read_rollout(text) {
        Ok(rollout) => {
            is_read_again(&rollout);
            takes_its_steps(&rollout);
            says_where_everything_lands(&rollout);
            says_what_may_stop(&rollout);
            writes_its_runbook(&rollout);
        }
        Err(error) => assert!(!error.problem.is_empty()),
    }
});

/// Writes an answer as it goes to JavaScript.
fn write(answer: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(answer).expect("an answer has texts for names")
}

fn is_read_again(rollout: &Rollout) {
    let written = write(rollout.document()).to_string();
    assert_eq!(read_rollout(&written).as_ref(), Ok(rollout));
}

fn takes_its_steps(rollout: &Rollout) {
    let steps = rollout.steps();
    assert_eq!(steps.len(), rollout.timeline().len());
    write(&steps);
    let check = rollout.check();
    assert_eq!(check.findings.len(), rollout.document().expectations.len());
    write(&ExplainedCheck::from(check));
    let hazards = rollout.hazards().into_iter().map(ExplainedHazard::from);
    write(&hazards.collect::<Vec<_>>());
    write(&rollout.worker_needs());
    for (step, taken) in (1..).zip(rollout.timeline()) {
        write(&rollout.rollback(step));
        write(&rollout.hazards_with(step, &taken.operation));
    }
}

fn says_where_everything_lands(rollout: &Rollout) {
    let mut before: Option<Situation> = None;
    for step in 0..=rollout.timeline().len() {
        let situation = rollout.situation(step);
        agrees_with_its_reasons(rollout, step, &situation);
        write(&situation);
        if let Some(before) = &before {
            let difference = Difference::new(before, &situation);
            let moved: usize = difference.moves.iter().map(|moved| moved.subjects.len()).sum();
            assert_eq!(moved, difference.moved().len());
            assert!(!explain::difference(&difference, &situation).is_empty());
            write(&difference);
            write(&Changes::new((rollout, step - 1), (rollout, step)));
        }
        before = Some(situation);
    }
}

fn agrees_with_its_reasons(rollout: &Rollout, step: usize, situation: &Situation) {
    let counted: u64 = situation.groups.iter().map(|group| group.count).sum();
    let all = rollout.subjects().iter();
    assert_eq!(counted, all.map(|subject| u64::from(subject.count)).sum::<u64>());
    let namespace = rollout.namespace_after(step);
    for (place, subject) in rollout.subjects().iter().enumerate() {
        let group = situation.landing(place);
        let why = rollout.why(&subject.what, &namespace).expect("a subject of the rollout");
        assert_eq!((&why.landing.outcome, why.landing.reason), (&group.outcome, group.reason));
        write(&why);
    }
    assert!(Difference::new(situation, situation).moves.is_empty());
}

fn says_what_may_stop(rollout: &Rollout) {
    let last = rollout.timeline().len();
    for worker in rollout.workers() {
        let version = worker.worker.version();
        let retirement =
            rollout.retire(&worker.task_queue, &version, last).expect("names of the document");
        let is_certain = retirement.grounds.iter().all(Ground::is_certain);
        assert_eq!(
            retirement.may_stop == MayStop::Yes,
            retirement.holders.is_empty() && is_certain
        );
        write(&ExplainedRetirement::from(retirement));
    }
}

fn writes_its_runbook(rollout: &Rollout) {
    assert!(!runbook(rollout).is_empty());
    for step in 1..=rollout.timeline().len() {
        assert!(!runbook_of_step(rollout, step).is_empty());
    }
}
