use super::{Course, Hazard, HazardKind};
use crate::model::TaskQueueName;
use crate::planning::{Landing, Recipient, Situation};
use crate::rollout::Subject;
use crate::routing::{
    Command, PollOutcome, Reason, Sdk, Task, VersioningIntent, WorkflowState, WorkflowVersion,
    resolve,
};

/// What can go wrong for a subject. With a recipient it is a [`HazardKind`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    WithoutWorker,
    LeftBehind,
    JumpsToQueueDefault,
    RejectedCommand,
    JavaUnsetTaskQueue,
}

/// A subject, and where it lands before and after a step. At the start there is no before.
struct Change<'a> {
    place: usize,
    subject: &'a Subject,
    before: Option<&'a Landing>,
    after: &'a Landing,
}

/// What goes wrong with a step, and for which subjects.
struct Found<'a> {
    trouble: Trouble,
    recipient: Recipient,
    task_queue: &'a TaskQueueName,
    subjects: Vec<usize>,
}

impl Course<'_> {
    pub(super) fn of_landings(&self, step: usize, hazards: &mut Vec<Hazard>) {
        let before = step.checked_sub(1).map(|before| self.preview.situation_after(before));
        let after = self.preview.situation_after(step);
        self.of_workers(step, before, after, hazards);
        let mut found: Vec<Found<'_>> = Vec::new();
        for (place, subject) in self.subjects.iter().enumerate() {
            let before = before.map(|before| &before.landings[place]);
            let change = Change { place, subject, before, after: &after.landings[place] };
            for trouble in [
                Trouble::WithoutWorker,
                Trouble::LeftBehind,
                Trouble::JumpsToQueueDefault,
                Trouble::RejectedCommand,
                Trouble::JavaUnsetTaskQueue,
            ] {
                if let Some(recipient) = self.recipient(step, trouble, &change) {
                    put(&mut found, trouble, recipient, &change);
                }
            }
        }
        for Found { trouble, recipient, task_queue, subjects } in found {
            let kind = match (trouble, recipient) {
                (Trouble::WithoutWorker, recipient) => HazardKind::WithoutWorker { recipient },
                (Trouble::LeftBehind, recipient) => HazardKind::LeftBehind { recipient },
                (Trouble::JavaUnsetTaskQueue, inherited) => {
                    HazardKind::JavaUnsetTaskQueue { inherited }
                }
                (Trouble::JumpsToQueueDefault, Recipient::BuildId(build_id)) => {
                    HazardKind::JumpsToQueueDefault { build_id }
                }
                (Trouble::JumpsToQueueDefault | Trouble::RejectedCommand, _) => {
                    HazardKind::RejectedCommand
                }
            };
            let task_queue = task_queue.clone();
            hazards.push(Hazard { step, kind, task_queue, subjects, workers: Vec::new() });
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
                let newer_build_id = superseded.newer_build_id.clone();
                let build_id = build_id.clone();
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

    /// Whom the trouble is about, if the subject has it from this step on.
    fn recipient(&self, step: usize, trouble: Trouble, change: &Change<'_>) -> Option<Recipient> {
        let begins = match trouble {
            Trouble::WithoutWorker => self.is_without_worker(change),
            Trouble::LeftBehind => self.is_left_behind(step, change),
            Trouble::JumpsToQueueDefault => jumps(change),
            Trouble::RejectedCommand => {
                change.before.is_none() && change.after.reason == Reason::CrossQueueRejected
            }
            Trouble::JavaUnsetTaskQueue => return self.not_inherited(step, change),
        };
        begins.then(|| change.after.recipient.clone())
    }

    fn is_without_worker(&self, change: &Change<'_>) -> bool {
        let Change { subject, before, after, .. } = change;
        let task_queue = subject.task.task_queue();
        let waited = |before: &Landing| before.waits() && before.recipient == after.recipient;
        after.waits()
            && !before.is_some_and(waited)
            && !matches!(subject.task, Task::Query(_))
            && self.workers.iter().any(|worker| worker.task_queue == *task_queue)
    }

    fn is_left_behind(&self, step: usize, change: &Change<'_>) -> bool {
        let (Some(before), Task::WorkflowTask(workflow)) = (change.before, &change.subject.task)
        else {
            return false;
        };
        let last = self.operations.len();
        let end = &self.preview.situation_after(last).landings[change.place];
        let is_on_default = |step, landing: &Landing| {
            // New workflows of the queue land there too.
            match (&landing.recipient, self.queue_default_after(step, &workflow.task_queue)) {
                (Recipient::BuildId(build_id), Some(queue_default)) => build_id == queue_default,
                (Recipient::Unversioned, None) => true,
                _ => false,
            }
        };
        is_on_default(step - 1, before)
            && !is_on_default(step, change.after)
            && !is_on_default(last, end)
    }

    fn not_inherited(&self, step: usize, change: &Change<'_>) -> Option<Recipient> {
        let Task::Command(command) = &change.subject.task else { return None };
        if command.sdk != Sdk::Java
            || command.intent != VersioningIntent::Unspecified
            || command.task_queue.is_some()
        {
            return None;
        }
        let inheriting = Task::Command(Command { sdk: Sdk::Go, ..command.clone() });
        let inherited =
            |step| Recipient::from(resolve(self.namespace_after(step), &inheriting).outcome);
        let differed = change.before.is_some_and(|before| before.recipient != inherited(step - 1));
        Some(inherited(step)).filter(|now| *now != change.after.recipient && !differed)
    }
}

fn jumps(change: &Change<'_>) -> bool {
    let is_unversioned =
        |workflow: &WorkflowState| workflow.version == WorkflowVersion::Unversioned;
    let is_of_unversioned = match &change.subject.task {
        Task::Command(command) => is_unversioned(&command.workflow),
        Task::WorkflowRetry(workflow) => is_unversioned(workflow),
        _ => false,
    };
    let jumps = |landing: &Landing| landing.reason == Reason::NothingToInherit;
    is_of_unversioned && jumps(change.after) && !change.before.is_some_and(jumps)
}

fn put<'a>(
    found: &mut Vec<Found<'a>>,
    trouble: Trouble,
    recipient: Recipient,
    change: &Change<'a>,
) {
    let task_queue = change.subject.task.task_queue();
    for same in &mut *found {
        if same.trouble == trouble && same.task_queue == task_queue && same.recipient == recipient {
            same.subjects.push(change.place);
            return;
        }
    }
    found.push(Found { trouble, recipient, task_queue, subjects: vec![change.place] });
}
