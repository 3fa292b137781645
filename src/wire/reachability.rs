//! Questions about reachability as flat lists, and what reaches a worker as a small number.

use super::version;
use crate::reachability::{Reachability, ReachabilityRequest, RunKind, RunStatus, WorkflowRun};

/// A question, and the runs that the caller knows of: the kind of runs that is asked for, and texts with a letter
/// for each. `V` is a version, `Q` a queue, `O` the queue of an open run, `C` that of a closed one, and `U` a
/// version that the last run used. The empty text is the unversioned worker, as in the API.
#[must_use]
pub fn reachability_request(
    kind: u8,
    letters: &str,
    texts: impl Iterator<Item = String>,
) -> (ReachabilityRequest, Vec<WorkflowRun>) {
    let mut request = ReachabilityRequest { kind: run_kind(kind), ..Default::default() };
    let mut runs: Vec<WorkflowRun> = Vec::new();
    for (letter, text) in letters.bytes().zip(texts) {
        match (letter, runs.last_mut()) {
            (b'V', _) => request.versions.push(version(&text)),
            (b'Q', _) => request.task_queues.push(text.into()),
            (b'U', Some(run)) => run.used.push(version(&text)),
            (b'U', None) => {}
            _ => runs.push(WorkflowRun {
                task_queue: text.into(),
                status: if letter == b'O' { RunStatus::Open } else { RunStatus::Closed },
                used: Vec::new(),
            }),
        }
    }
    (request, runs)
}

fn run_kind(kind: u8) -> RunKind {
    match kind {
        0 => RunKind::NoRuns,
        1 => RunKind::Existing,
        2 => RunKind::Open,
        _ => RunKind::Closed,
    }
}

/// What reaches a worker: nothing, new workflows, runs, both; or the number after these for a queue that was not
/// looked at.
#[must_use]
pub fn reachability(reachability: Option<Reachability>) -> u8 {
    match reachability {
        None => 4,
        Some(Reachability { by_new_workflows, by_runs }) => {
            u8::from(by_new_workflows) + 2 * u8::from(by_runs)
        }
    }
}
