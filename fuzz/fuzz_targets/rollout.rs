//! Any text, read as a rollout document: what is read can be looked at in every way without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use worker_versioning::interop::read_rollout;
use worker_versioning::reachability::WorkerVersion;
use worker_versioning::rollout::{MayStop, Retirement, Rollout};

fuzz_target!(|text: &str| {
    match read_rollout(text) {
        Ok(rollout) => look_at(&rollout),
        Err(error) => assert!(!error.problem().is_empty()),
    }
});

fn look_at(rollout: &Rollout) {
    let results = rollout.results();
    let check = rollout.check();
    assert_eq!(check.expectations.len(), rollout.expectations.len());
    for step in &check.unexpected_refusals {
        assert!(results[step - 1].is_err());
    }
    let subjects = rollout.subjects();
    let end = rollout.namespace_after(usize::MAX);
    for worker in &rollout.workers {
        let version = match worker.worker.build_id() {
            Some(build_id) => WorkerVersion::BuildId(build_id.clone()),
            None => WorkerVersion::Unversioned,
        };
        let retirement = Retirement::of(&end, &subjects, &worker.task_queue, &version);
        let may_stop = retirement.may_stop(&subjects);
        assert_eq!(may_stop == MayStop::Yes, retirement.holders.is_empty());
    }
}
