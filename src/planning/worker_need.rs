use super::Preview;
use crate::model::TaskQueueName;
use crate::reachability::WorkerVersion;
use crate::rollout::{MayStop, Subject};
use crate::routing::{Reason, Task};

/// When workers of a version are needed on a queue, for what is known to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerNeed {
    /// The queue.
    pub task_queue: TaskQueueName,
    /// The version.
    pub version: WorkerVersion,
    /// The step, from 1, before which they have to be up: the first after which something lands on them. 0 when
    /// something lands on them at the start.
    pub start_before: usize,
    /// The step, from 1, after which nothing but queries to closed workflows lands on them any more, up to the end.
    /// 0 when nothing else ever does. None when something else still does at the end.
    pub stop_after: Option<usize>,
    /// Whether they may be stopped at the end.
    pub at_the_end: MayStop,
}

/// When workers are needed, in the order in which they are first needed, and of the subjects that need them.
///
/// What is refused needs no worker, and an eager activity none but that of its workflow.
#[must_use]
pub fn worker_needs(preview: &Preview, subjects: &[Subject]) -> Vec<WorkerNeed> {
    let mut needs: Vec<WorkerNeed> = Vec::new();
    let last = preview.steps.len();
    for step in 0..=last {
        for (subject, landing) in subjects.iter().zip(&preview.situation_after(step).landings) {
            let Some(version) = landing.recipient.version() else { continue };
            if landing.reason == Reason::EagerActivity {
                continue;
            }
            let task_queue = subject.task.task_queue();
            let same = needs
                .iter()
                .position(|need| need.task_queue == *task_queue && need.version == version);
            let place = same.unwrap_or_else(|| {
                needs.push(WorkerNeed {
                    task_queue: task_queue.clone(),
                    version,
                    start_before: step,
                    stop_after: Some(0),
                    at_the_end: MayStop::Yes,
                });
                needs.len() - 1
            });
            let need = &mut needs[place];
            let is_query = matches!(subject.task, Task::Query(_));
            if !is_query {
                need.stop_after = (step < last).then_some(step + 1);
            }
            if step == last {
                need.at_the_end = match (is_query, need.at_the_end) {
                    (true, MayStop::Yes | MayStop::ExceptQueries) => MayStop::ExceptQueries,
                    _ => MayStop::No,
                };
            }
        }
    }
    needs
}
