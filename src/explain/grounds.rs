//! What an answer rests on, and what would settle one that is not known.

use super::phrases::workers_of;
use crate::rollout::{Ground, Listed, OtherVersioningCounts, StartedMeanwhile};

/// What an answer rests on, as a sentence.
#[must_use]
pub fn ground(ground: &Ground) -> String {
    match ground {
        Ground::Workflows(listed) => of_list(listed, "workflow", "let `pull` count them"),
        Ground::Workers(listed) => of_list(listed, "worker", "let `pull` ask for them"),
        Ground::StartedMeanwhile(StartedMeanwhile { task_queue, version, until }) => format!(
            "New workflows on {task_queue} start on {} until step {until}, and those that start meanwhile are not listed: \
             after the step, let `pull` count them and ask again.",
            workers_of(version)
        ),
        Ground::OtherVersioning {
            task_queue,
            counts: OtherVersioningCounts { running, closed },
        } => {
            let all = running + closed;
            let (are, they) = if all == 1 { ("is", "it needs") } else { ("are", "they need") };
            format!(
                "{} of {task_queue} in the export {are} routed by Worker Deployments or assignment rules, which this does \
                 not model: whether {they} these workers is not known.",
                quantity(all, *closed, "workflow")
            )
        }
        Ground::Unlisted { task_queue } => format!(
            "The document does not list the version sets of {task_queue}: add the task queue to `taskQueues`, without \
             sets if it has none, or let `pull` read it."
        ),
        Ground::Superseded { task_queue, build_id, newer_build_id } => format!(
            "The server refuses the polls of {build_id} on {task_queue}: {newer_build_id} is the default of its set."
        ),
    }
}

fn of_list(listed: &Listed, thing: &str, otherwise: &str) -> String {
    let Listed { task_queue, listed, closed, complete, looked_at } = listed;
    let when = looked_at.as_ref().map(|time| format!(" as of {time}")).unwrap_or_default();
    let listed = quantity(*listed, *closed, thing);
    if *complete {
        return format!(
            "The document lists {listed} of {task_queue}{when}, and says that these are all."
        );
    }
    format!(
        "The document lists {listed} of {task_queue}{when}, and does not say that these are all: if they are, set \
         `completeFor.{thing}s` of the task queue to true, or {otherwise}."
    )
}

/// Some things, and how many of them are closed: `3 workflows (2 closed)`.
fn quantity(count: u64, closed: u64, thing: &str) -> String {
    let things = if count == 1 { "" } else { "s" };
    match closed {
        0 => format!("{count} {thing}{things}"),
        closed if closed == count => format!("{count} closed {thing}{things}"),
        closed => format!("{count} {thing}{things} ({closed} closed)"),
    }
}
