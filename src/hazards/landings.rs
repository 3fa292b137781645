//! Hazards of what lands, and of the workers that receive it.

use super::{Hazard, HazardKind, Search, queue_default};
use crate::names::{BuildId, TaskQueueName};
use crate::operation::Operation;
use crate::rollout::{LandingGroup, Moment, Polling, Subject, not_opted_in};
use crate::routing::{PollOutcome, resolve_untraced};
use crate::task::{
    Command, Outcome, Reason, RefusedCommand, Sdk, Task, VersioningIntent, WorkflowState,
};
use crate::version::WorkerVersion;

/// A moment, and where a subject lands then.
#[derive(Clone, Copy)]
struct Landed<'a> {
    moment: &'a Moment<'a>,
    landing: &'a LandingGroup,
}

/// Where a subject lands before and after a step, and the moment after the last one. At the start there is no before.
struct Change<'a> {
    subject: &'a Subject,
    before: Option<Landed<'a>>,
    after: Landed<'a>,
    end: &'a Moment<'a>,
}

impl Search<'_> {
    /// Finds the workers whose polls are refused from the step on.
    pub(super) fn find_superseded_workers(&mut self, before: Option<&Moment<'_>>) {
        for (place, worker) in self.after.situation().workers.iter().enumerate() {
            let was_superseded = before.is_some_and(|before| {
                before.situation().workers[place].poll.superseded_by().is_some()
            });
            if let Polling::Valid(PollOutcome::Superseded {
                task_queue,
                build_id,
                newer_build_id,
                ..
            }) = &worker.poll
                && !was_superseded
            {
                let kind = HazardKind::SupersededWorker {
                    build_id: build_id.clone(),
                    newer_build_id: newer_build_id.clone(),
                    default_again: self.default_again(task_queue, build_id),
                };
                let hazard = self.hazard(task_queue, kind);
                self.found.push(Hazard { workers: vec![place], ..hazard });
            }
        }
    }

    /// The later step with which a build ID becomes the default of its set again.
    fn default_again(&self, queue: &TaskQueueName, build_id: &BuildId) -> Option<usize> {
        (self.step + 1..=self.timeline.last_step()).find(|step| {
            let set = self.timeline.after(*step).namespace.set_of(queue, build_id);
            set.is_some_and(|set| set.default_build_id() == build_id)
        })
    }

    /// Finds what goes wrong with subjects from the step on, given the moment before it and its operation. Those for
    /// which the same goes wrong share a hazard.
    pub(super) fn find_of_landings(&mut self, change: Option<(&Moment<'_>, &Operation)>) {
        let mut found: Vec<(Hazard, Option<RefusedCommand>)> = Vec::new();
        for (place, subject) in self.subjects.iter().enumerate() {
            let task_queue = subject.task.task_queue();
            // What lands on other queues stays as it is.
            if change.is_some_and(|(_, step)| step.task_queues().all(|name| name != task_queue)) {
                continue;
            }
            let before = change.map(|(before, _)| before);
            let landed = |moment| Landed { moment, landing: moment.situation().landing(place) };
            let (before, after) = (before.map(landed), landed(self.after));
            let change = Change { subject, before, after, end: self.end };
            let refused = change.refused();
            for kind in self.kinds(&change).into_iter().flatten() {
                let is_alike = |(hazard, of): &&mut (Hazard, _)| {
                    hazard.task_queue == *task_queue && hazard.kind == kind && *of == refused
                };
                if let Some((hazard, _)) = found.iter_mut().find(is_alike) {
                    hazard.subjects.push(subject.what.clone());
                } else {
                    let subjects = vec![subject.what.clone()];
                    let workers = match &kind {
                        HazardKind::NotOptedIn { build_id } => {
                            not_opted_in(self.listing.workers, task_queue, Some(build_id))
                        }
                        _ => Vec::new(),
                    };
                    let hazard = Hazard { subjects, workers, ..self.hazard(task_queue, kind) };
                    found.push((hazard, refused));
                }
            }
        }
        self.found.extend(found.into_iter().map(|(hazard, _)| hazard));
    }

    /// What goes wrong with a subject from the step on.
    fn kinds(&self, change: &Change<'_>) -> [Option<HazardKind>; 5] {
        [
            change.without_worker().and_then(|version| self.unreceived(change.subject, version)),
            change.left_behind(),
            change.jumps_to_queue_default(),
            change.rejected_command(),
            change.java_unset_task_queue(),
        ]
    }

    /// That no worker receives a subject, which waits for a version; `None` if no worker of its queue is known.
    fn unreceived(&self, subject: &Subject, version: WorkerVersion) -> Option<HazardKind> {
        let queue = subject.task.task_queue();
        if !self.listing.knows_workers_of(queue) {
            return None;
        }
        match version {
            WorkerVersion::BuildId(build_id)
                if !not_opted_in(self.listing.workers, queue, Some(&build_id)).is_empty() =>
            {
                Some(HazardKind::NotOptedIn { build_id })
            }
            version => Some(HazardKind::WithoutWorker { version }),
        }
    }
}

impl Landed<'_> {
    /// Whether it lands where new workflows of its queue do; `None` if it is refused.
    fn is_on_queue_default(self) -> Option<bool> {
        is_on_queue_default(self.moment, &self.landing.task_queue, &self.landing.outcome)
    }
}

/// Whether what lands so on a queue lands where new workflows do; `None` if it is refused.
fn is_on_queue_default(
    moment: &Moment<'_>,
    task_queue: &TaskQueueName,
    outcome: &Outcome,
) -> Option<bool> {
    match (outcome.version()?, queue_default(moment, task_queue)) {
        (WorkerVersion::BuildId(build_id), Some(default)) => Some(build_id == default),
        (version, default) => Some(version.is_unversioned() && default.is_none()),
    }
}

impl Change<'_> {
    const fn refused(&self) -> Option<RefusedCommand> {
        match self.after.landing.outcome {
            Outcome::Rejected(command) => Some(command),
            Outcome::Version(_) | Outcome::Split(_) | Outcome::Refused(_) => None,
        }
    }

    /// Whether something is so after the step that was not so before.
    fn begins(&self, is_so: impl Fn(Landed<'_>) -> bool) -> bool {
        is_so(self.after) && !self.before.is_some_and(is_so)
    }

    /// The version for which it begins to wait.
    fn without_worker(&self) -> Option<WorkerVersion> {
        let outcome = &self.after.landing.outcome;
        let waits =
            |Landed { landing, .. }: Landed<'_>| landing.waits && landing.outcome == *outcome;
        if self.subject.is_query() || !self.begins(waits) {
            return None;
        }
        outcome.version().cloned()
    }

    fn left_behind(&self) -> Option<HazardKind> {
        if !matches!(self.subject.task, Task::WorkflowTask { .. })
            || !self.before?.is_on_queue_default()?
            || self.after.is_on_queue_default()?
            || self.is_on_queue_default_at_the_end()?
        {
            return None;
        }
        let version = self.after.landing.outcome.version()?.clone();
        Some(HazardKind::LeftBehind { version })
    }

    /// Few are asked about, and a whole situation takes longer.
    fn is_on_queue_default_at_the_end(&self) -> Option<bool> {
        let landing = resolve_untraced(&self.end.namespace, &self.subject.task);
        is_on_queue_default(self.end, &landing.task_queue, &landing.outcome)
    }

    fn jumps_to_queue_default(&self) -> Option<HazardKind> {
        let jumps = |landed: Landed<'_>| landed.landing.reason == Reason::NothingToInherit;
        if !self.subject.task.workflow().is_some_and(WorkflowState::is_unversioned)
            || !self.begins(jumps)
        {
            return None;
        }
        let build_id = self.after.landing.outcome.version()?.build_id()?.clone();
        Some(HazardKind::JumpsToQueueDefault { build_id })
    }

    /// Such a command is rejected from the start, whatever the version sets are.
    fn rejected_command(&self) -> Option<HazardKind> {
        let is_rejected = self.after.landing.reason == Reason::CrossQueueRejected;
        (self.before.is_none() && is_rejected).then_some(HazardKind::RejectedCommand)
    }

    fn java_unset_task_queue(&self) -> Option<HazardKind> {
        let Command { sdk, intent, task_queue, .. } = self.subject.task.command()?;
        if *sdk != Sdk::Java || *intent != VersioningIntent::Unspecified || task_queue.is_some() {
            return None;
        }
        let inheriting = self.subject.task.clone().with_sdk(Sdk::Go);
        let inherited =
            |moment: &Moment<'_>| resolve_untraced(&moment.namespace, &inheriting).outcome;
        let differs = |Landed { moment, landing }: Landed<'_>| landing.outcome != inherited(moment);
        if !self.begins(differs) {
            return None;
        }
        let inherited = inherited(self.after.moment).version()?.clone();
        Some(HazardKind::JavaUnsetTaskQueue { inherited })
    }
}
