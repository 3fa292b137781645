use super::{Course, Hazard, HazardKind};
use crate::model::TaskQueueName;
use crate::planning::{Landing, Recipient, Situation};
use crate::rollout::Subject;
use crate::routing::{
    Command, PollOutcome, Reason, Sdk, Task, VersioningIntent, WorkflowState, WorkflowVersion,
    resolve,
};

/// A subject, and where it lands before and after a step. At the start there is no before.
struct Change<'a> {
    place: usize,
    subject: &'a Subject,
    before: Option<&'a Landing>,
    after: &'a Landing,
}

impl Course<'_> {
    pub(super) fn of_landings(&self, step: usize, hazards: &mut Vec<Hazard>) {
        let before = step.checked_sub(1).map(|before| self.preview.situation_after(before));
        let after = self.preview.situation_after(step);
        self.of_workers(step, before, after, hazards);
        for (place, subject) in self.subjects.iter().enumerate() {
            let before = before.map(|before| &before.landings[place]);
            let after = &after.landings[place];
            let change = Change { place, subject, before, after };
            if let Some(kind) = self.without_worker(&change) {
                put(hazards, step, kind, &change);
            }
            if let Some(kind) = self.left_behind(step, &change) {
                put(hazards, step, kind, &change);
            }
            if let Some(kind) = jumps(&change).or_else(|| rejected(&change)) {
                put(hazards, step, kind, &change);
            }
            if let Some(kind) = self.java(step, &change) {
                put(hazards, step, kind, &change);
            }
        }
    }

    fn of_workers(
        &self,
        step: usize,
        before: Option<&Situation>,
        after: &Situation,
        hazards: &mut Vec<Hazard>,
    ) {
        for (place, (worker, duty)) in self.workers.iter().zip(&after.duties).enumerate() {
            let was_superseded = before.is_some_and(|before| before.duties[place].is_superseded());
            if let (Ok(PollOutcome::Superseded(superseded)), Some(build_id), false) =
                (&duty.poll, worker.worker.build_id(), was_superseded)
            {
                let (build_id, newer_build_id) =
                    (build_id.clone(), superseded.newer_build_id.clone());
                hazards.push(Hazard {
                    step,
                    kind: HazardKind::SupersededWorker { build_id, newer_build_id },
                    task_queue: worker.task_queue.clone(),
                    subjects: Vec::new(),
                    workers: vec![place],
                });
            }
        }
    }

    fn without_worker(&self, change: &Change<'_>) -> Option<HazardKind> {
        let Change { subject, before, after, .. } = change;
        let is_polled =
            self.workers.iter().any(|worker| worker.task_queue == *subject.task.task_queue());
        let waited =
            before.is_some_and(|before| before.waits() && before.recipient == after.recipient);
        let is_query = matches!(subject.task, Task::Query(_));
        (after.waits() && !waited && is_polled && !is_query)
            .then(|| HazardKind::WithoutWorker { recipient: after.recipient.clone() })
    }

    fn left_behind(&self, step: usize, change: &Change<'_>) -> Option<HazardKind> {
        let Change { place, subject, before, after } = change;
        let (Some(before), Task::WorkflowTask(workflow)) = (before, &subject.task) else {
            return None;
        };
        let last = self.operations.len();
        let end = &self.preview.situation_after(last).landings[*place];
        let is_on_default = |step, landing: &Landing| {
            self.is_on_default(step, &workflow.task_queue, &landing.recipient)
        };
        (is_on_default(step - 1, before)
            && !is_on_default(step, after)
            && !is_on_default(last, end))
        .then(|| HazardKind::LeftBehind { recipient: after.recipient.clone() })
    }

    /// Whether new workflows of the queue land there too.
    fn is_on_default(&self, step: usize, queue: &TaskQueueName, recipient: &Recipient) -> bool {
        match (recipient, self.queue_default_after(step, queue)) {
            (Recipient::BuildId(build_id), Some(queue_default)) => build_id == queue_default,
            (Recipient::Unversioned, None) => true,
            _ => false,
        }
    }

    fn java(&self, step: usize, change: &Change<'_>) -> Option<HazardKind> {
        let Task::Command(command) = &change.subject.task else { return None };
        if command.sdk != Sdk::Java
            || command.intent != VersioningIntent::Unspecified
            || command.task_queue.is_some()
        {
            return None;
        }
        let inheriting = Task::Command(Command { sdk: Sdk::Go, ..command.clone() });
        let inherited = |step| {
            let namespace = self.namespace_after(step);
            Recipient::from(resolve(namespace, &inheriting).outcome)
        };
        let now = inherited(step);
        let differed = change.before.is_some_and(|before| before.recipient != inherited(step - 1));
        (now != change.after.recipient && !differed)
            .then_some(HazardKind::JavaUnsetTaskQueue { inherited: now })
    }
}

fn jumps(change: &Change<'_>) -> Option<HazardKind> {
    let Change { subject, before, after, .. } = change;
    let is_unversioned =
        |workflow: &WorkflowState| workflow.version == WorkflowVersion::Unversioned;
    let is_of_unversioned = match &subject.task {
        Task::Command(command) => is_unversioned(&command.workflow),
        Task::WorkflowRetry(workflow) => is_unversioned(workflow),
        _ => false,
    };
    let jumped = before.is_some_and(|before| before.reason == Reason::NothingToInherit);
    match &after.recipient {
        Recipient::BuildId(build_id)
            if after.reason == Reason::NothingToInherit && is_of_unversioned && !jumped =>
        {
            Some(HazardKind::JumpsToQueueDefault { build_id: build_id.clone() })
        }
        _ => None,
    }
}

fn rejected(change: &Change<'_>) -> Option<HazardKind> {
    let is_rejected = change.after.reason == Reason::CrossQueueRejected;
    (is_rejected && change.before.is_none()).then_some(HazardKind::RejectedCommand)
}

/// Puts a hazard of a subject to the others, together with those of its kind that begin with the same step.
fn put(hazards: &mut Vec<Hazard>, step: usize, kind: HazardKind, change: &Change<'_>) {
    let task_queue = change.subject.task.task_queue();
    let same = hazards.iter_mut().find(|hazard| {
        hazard.step == step && hazard.kind == kind && hazard.task_queue == *task_queue
    });
    match same {
        Some(hazard) => hazard.subjects.push(change.place),
        None => hazards.push(Hazard {
            step,
            kind,
            task_queue: task_queue.clone(),
            subjects: vec![change.place],
            workers: Vec::new(),
        }),
    }
}
