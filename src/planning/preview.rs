use super::Situation;
use crate::model::Namespace;
use crate::rollout::{PlacedWorker, PlannedOperation, StepResult, Subject};

/// What operations would do, one after the other. A refused one changes nothing, and the next is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The situation before the first step.
    pub start: Situation,
    /// The steps, in order.
    pub steps: Vec<PreviewStep>,
}

/// What a step would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewStep {
    /// Whether it changes the version sets, or why it is refused.
    pub result: StepResult,
    /// The namespace after it.
    pub namespace: Namespace,
    /// The situation after it.
    pub situation: Situation,
}

/// What differs between two situations of the same subjects and workers. Places count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// The subjects that land elsewhere.
    pub moved: Vec<usize>,
    /// The subjects that some worker received, and that now wait.
    pub begin_to_wait: Vec<usize>,
    /// The subjects that waited, and that some worker now receives.
    pub cease_to_wait: Vec<usize>,
    /// What changed for workers.
    pub workers: Vec<WorkerChange>,
}

/// What changed for a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerChange {
    /// Its place among the workers, from 0.
    pub worker: usize,
    /// What changed.
    pub kind: WorkerChangeKind,
}

/// What can change for a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerChangeKind {
    /// A newer compatible build ID became the default of its set: its polls are refused from now on.
    Superseded,
    /// It is the default of its set again: its polls are no longer refused.
    Reinstated,
    /// None of the subjects reached it, and now some do.
    BeginsToReceive,
    /// Some of the subjects reached it, and now none does.
    CeasesToReceive,
}

impl Preview {
    /// Tries the operations out on a copy.
    #[must_use]
    pub fn of(
        namespace: &Namespace,
        subjects: &[Subject],
        workers: &[PlacedWorker],
        operations: &[PlannedOperation],
    ) -> Self {
        let start = Situation::of(namespace, subjects, workers);
        let mut namespace = namespace.clone();
        let mut steps = Vec::with_capacity(operations.len());
        for operation in operations {
            let result = operation.apply(&mut namespace);
            let situation = Situation::of(&namespace, subjects, workers);
            steps.push(PreviewStep { result, namespace: namespace.clone(), situation });
        }
        Self { start, steps }
    }

    /// The situation after so many steps; 0 is the start, and every number beyond the last step the end.
    #[must_use]
    pub fn situation_after(&self, steps: usize) -> &Situation {
        match steps.min(self.steps.len()) {
            0 => &self.start,
            steps => &self.steps[steps - 1].situation,
        }
    }

    /// What all of the steps together change.
    #[must_use]
    pub fn difference(&self) -> Difference {
        Difference::between(&self.start, self.situation_after(usize::MAX))
    }
}

impl Difference {
    /// What differs between two situations of the same subjects and workers.
    #[must_use]
    pub fn between(before: &Situation, after: &Situation) -> Self {
        let mut difference = Self::default();
        for (place, (before, after)) in before.landings.iter().zip(&after.landings).enumerate() {
            if before.recipient != after.recipient {
                difference.moved.push(place);
            }
            match (before.waits(), after.waits()) {
                (false, true) => difference.begin_to_wait.push(place),
                (true, false) => difference.cease_to_wait.push(place),
                _ => {}
            }
        }
        for (worker, (before, after)) in before.duties.iter().zip(&after.duties).enumerate() {
            let mut put = |kind| difference.workers.push(WorkerChange { worker, kind });
            match (before.is_superseded(), after.is_superseded()) {
                (false, true) => put(WorkerChangeKind::Superseded),
                (true, false) => put(WorkerChangeKind::Reinstated),
                _ => {}
            }
            match (before.subjects.is_empty(), after.subjects.is_empty()) {
                (true, false) => put(WorkerChangeKind::BeginsToReceive),
                (false, true) => put(WorkerChangeKind::CeasesToReceive),
                _ => {}
            }
        }
        difference
    }
}
