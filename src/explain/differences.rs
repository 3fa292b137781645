//! What differs between two moments.

use super::phrases;
use crate::rollout::{Changes, Difference, LandingChange, PollChange, QueueChange, Situation};

/// How much moves, and how much then waits: `2 landings move; 1 without a worker.`
#[must_use]
pub fn difference(difference: &Difference, after: &Situation) -> String {
    let moved = match difference.moves.iter().map(|alike| alike.count).sum::<u64>() {
        0 => "No landings move".to_owned(),
        1 => "1 landing moves".to_owned(),
        count => format!("{count} landings move"),
    };
    match after.groups.iter().filter(|group| group.waits).map(|group| group.count).sum::<u64>() {
        0 => format!("{moved}."),
        waiting => format!("{moved}; {waiting} without a worker."),
    }
}

/// A line for each thing that differs.
#[must_use]
pub fn changes(changes: &Changes) -> Vec<String> {
    let queues = changes.task_queues.iter().map(queue_change);
    let landings = changes.landings.iter().map(landing_change);
    queues.chain(landings).chain(changes.workers.iter().map(poll_change)).collect()
}

/// The version sets of a task queue, before and after: `orders: [1.0] → [1.0] [2.0]`.
#[must_use]
pub fn queue_change(QueueChange { task_queue, before, after }: &QueueChange) -> String {
    let sides = [before, after].map(|sets| {
        sets.as_ref().map(|sets| phrases::version_sets(sets.iter().map(|set| &set.build_ids)))
    });
    changed(task_queue.as_str(), sides)
}

/// Where something lands, before and after: `order-17: 1.0 on orders → 1.1 on orders`.
#[must_use]
pub fn landing_change(LandingChange { subject, before, after }: &LandingChange) -> String {
    let sides = [before, after].map(|landing| {
        landing.as_ref().map(|landing| phrases::landing(&landing.task_queue, &landing.outcome))
    });
    changed(&phrases::subject(subject), sides)
}

/// What the polls of a worker bring, before and after.
#[must_use]
pub fn poll_change(PollChange { worker, before, after }: &PollChange) -> String {
    let sides = [before, after].map(|polling| polling.as_ref().map(phrases::polling));
    changed(&phrases::placed_worker(worker), sides)
}

fn changed(what: &str, sides: [Option<String>; 2]) -> String {
    let [before, after] = sides.map(|side| side.unwrap_or_else(|| "not there".to_owned()));
    format!("{what}: {before} → {after}")
}
