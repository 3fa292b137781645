//! Hazards of what lands, and of the workers that receive it.

use super::{Course, Hazard, HazardKind};
use crate::names::TaskQueueName;
use crate::rollout::{LandingGroup, Subject};
use crate::routing::resolve_untraced;
use crate::task::{
    Command, Outcome, Reason, RefusedCommand, Sdk, Task, VersioningIntent, WorkflowState,
};
use crate::version::WorkerVersion;

/// A subject, and where it lands before and after a step. At the start there is no before.
struct Change<'a> {
    step: usize,
    place: usize,
    subject: &'a Subject,
    before: Option<&'a LandingGroup>,
    after: &'a LandingGroup,
}

impl Change<'_> {
    const fn refused(&self) -> Option<RefusedCommand> {
        match self.after.outcome {
            Outcome::Rejected(command) => Some(command),
            Outcome::Version(_) => None,
        }
    }
}

/// What is the same for subjects that share a hazard.
#[derive(PartialEq)]
struct Alike<'a> {
    task_queue: &'a TaskQueueName,
    kind: HazardKind,
    refused: Option<RefusedCommand>,
}

/// What goes wrong, and the places of the subjects for which it does.
type Found<'a> = (Alike<'a>, Vec<usize>);

impl Course<'_> {
    /// Workers whose polls are refused from a step on.
    pub(super) fn of_workers(&self, step: usize) -> Vec<Hazard> {
        let workers = |step: usize| &self.timeline.after(step).situation.workers;
        let mut hazards = Vec::new();
        for (place, (worker, state)) in self.workers.iter().zip(workers(step)).enumerate() {
            let was_superseded =
                step > 0 && workers(step - 1)[place].poll.superseded_by().is_some();
            if let (Some(newer_build_id), Some(build_id), false) =
                (state.poll.superseded_by(), &worker.worker.build_id, was_superseded)
            {
                let (build_id, newer_build_id) = (build_id.clone(), newer_build_id.clone());
                let kind = HazardKind::SupersededWorker { build_id, newer_build_id };
                let hazard = self.hazard(step, &worker.task_queue, kind);
                hazards.push(Hazard { workers: vec![place], ..hazard });
            }
        }
        hazards
    }

    /// What goes wrong with subjects from a step on; those together for which the same goes wrong.
    pub(super) fn of_landings(&self, step: usize) -> Vec<Hazard> {
        let before = step.checked_sub(1).map(|before| &self.timeline.after(before).situation);
        let after = &self.timeline.after(step).situation;
        let mut found: Vec<Found<'_>> = Vec::new();
        for (place, subject) in self.subjects.iter().enumerate() {
            let before = before.map(|before| before.landing(place));
            let change = Change { step, place, subject, before, after: after.landing(place) };
            for kind in self.kinds(&change).into_iter().flatten() {
                let alike = Alike {
                    task_queue: subject.task.task_queue(),
                    kind,
                    refused: change.refused(),
                };
                match found.iter_mut().find(|(other, _)| *other == alike) {
                    Some((_, places)) => places.push(place),
                    None => found.push((alike, vec![place])),
                }
            }
        }
        let hazards = found.into_iter().map(|(Alike { task_queue, kind, .. }, places)| {
            self.hazard_for(step, task_queue, kind, &places)
        });
        hazards.collect()
    }

    /// What goes wrong with a subject from the step on.
    fn kinds(&self, change: &Change<'_>) -> [Option<HazardKind>; 5] {
        [
            self.without_worker(change),
            self.left_behind(change),
            jumps_to_queue_default(change),
            rejected_command(change),
            self.java_unset_task_queue(change),
        ]
    }

    fn without_worker(&self, change: &Change<'_>) -> Option<HazardKind> {
        let Change { subject, before, after, .. } = change;
        let task_queue = subject.task.task_queue();
        let waited = before.is_some_and(|before| before.waits && before.outcome == after.outcome);
        let is_known = || self.workers.iter().any(|worker| worker.task_queue == *task_queue);
        if !after.waits || waited || subject.is_query() || !is_known() {
            return None;
        }
        let version = after.outcome.version()?.clone();
        Some(HazardKind::WithoutWorker { version })
    }

    fn left_behind(&self, change: &Change<'_>) -> Option<HazardKind> {
        let Task::WorkflowTask { workflow } = &change.subject.task else { return None };
        let last = self.timeline.last_step();
        let end = self.timeline.after(last).situation.landing(change.place);
        // New workflows of the queue land there too.
        let is_on_default = |step, landing: &LandingGroup| match (
            landing.outcome.version()?,
            self.queue_default_after(step, &workflow.task_queue),
        ) {
            (WorkerVersion::BuildId(build_id), Some(default)) => Some(build_id == default),
            (version, default) => Some(version.is_unversioned() && default.is_none()),
        };
        let was_on_default = is_on_default(change.step.checked_sub(1)?, change.before?)?;
        let stays = !is_on_default(change.step, change.after)? && !is_on_default(last, end)?;
        if !was_on_default || !stays {
            return None;
        }
        let version = change.after.outcome.version()?.clone();
        Some(HazardKind::LeftBehind { version })
    }

    fn java_unset_task_queue(&self, change: &Change<'_>) -> Option<HazardKind> {
        let Command { sdk, intent, task_queue, .. } = change.subject.task.command()?;
        if *sdk != Sdk::Java || *intent != VersioningIntent::Unspecified || task_queue.is_some() {
            return None;
        }
        let inheriting = change.subject.task.clone().with_sdk(Sdk::Go);
        let inherited = |step| resolve_untraced(self.namespace_after(step), &inheriting).outcome;
        let differs = |step, landing: &LandingGroup| landing.outcome != inherited(step);
        let differed = change.before.is_some_and(|before| differs(change.step - 1, before));
        match inherited(change.step) {
            Outcome::Version(inherited) if differs(change.step, change.after) && !differed => {
                Some(HazardKind::JavaUnsetTaskQueue { inherited })
            }
            _ => None,
        }
    }
}

fn jumps_to_queue_default(change: &Change<'_>) -> Option<HazardKind> {
    if !change.subject.task.workflow().is_some_and(WorkflowState::is_unversioned) {
        return None;
    }
    let jumps = |landing: &LandingGroup| landing.reason == Reason::NothingToInherit;
    if !jumps(change.after) || change.before.is_some_and(jumps) {
        return None;
    }
    let build_id = change.after.outcome.version()?.build_id()?.clone();
    Some(HazardKind::JumpsToQueueDefault { build_id })
}

/// So at the start, whatever the version sets are.
fn rejected_command(change: &Change<'_>) -> Option<HazardKind> {
    let is_rejected = change.after.reason == Reason::CrossQueueRejected;
    (change.before.is_none() && is_rejected).then_some(HazardKind::RejectedCommand)
}
