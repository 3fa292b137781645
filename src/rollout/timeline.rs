//! The steps of a rollout, and the result of each.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::RangeInclusive;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::document::PlacedWorker;
use super::situation::alike;
use super::{Rollout, Situation, Subject};
use crate::advice::{Advice, advice};
use crate::names::TaskQueueName;
use crate::namespace::Namespace;
use crate::operation::Operation;
use crate::refusal::{RefusalReason, StatusCode};
use crate::version_sets::{BuildIdOperation, Effect};
use crate::vocabulary::{intersection, tagged};

intersection! {
    /// A step of a rollout.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schema", schemars(rename = "RolloutOperation"))]
    pub struct TimelineStep {
        /// A name for the step, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
    } & {
        /// The operation that is sent to the server.
        pub operation: Operation,
    }
}

impl TimelineStep {
    /// Takes the step.
    #[must_use]
    pub fn take(&self, namespace: &mut Namespace) -> StepResult {
        StepResult::new(namespace, &self.operation)
    }

    /// Takes the step, which has this number.
    pub(super) fn answer(&self, step: usize, namespace: &mut Namespace) -> RolloutStep {
        let result = self.take(namespace);
        let advice = result.advice(namespace, &self.operation);
        let Operation { task_queue, operation } = self.operation.clone();
        RolloutStep { step, name: self.name.clone(), task_queue, operation, result, advice }
    }
}

tagged! {
    #[tag("result")]
    /// The result of a step. A refused step changes nothing.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "schema", schemars(rename = "RolloutStepResult"))]
    pub enum StepResult {
        /// The step changes the version sets.
        Changed {
            /// True if a merge after an import left the order of the merged set's build IDs, other than its default, a
            /// guess: the server does not show when each was last promoted.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            #[cfg_attr(feature = "schema", schemars(schema_with = "crate::vocabulary::schema::only_true"))]
            order_is_guess: bool,
        },
        /// The task queue is already as the operation asks.
        Unchanged,
        /// The server refuses the step.
        Refused {
            /// The gRPC status.
            code: StatusCode,
            /// Why.
            reason: RefusalReason,
            /// The server's message, verbatim.
            message: String,
        },
    }
}

impl StepResult {
    /// Carries out an operation.
    #[must_use]
    pub fn new(namespace: &mut Namespace, operation: &Operation) -> Self {
        match namespace.apply(operation) {
            Ok(Effect::Unchanged) => Self::Unchanged,
            Ok(Effect::Changed) => Self::Changed { order_is_guess: false },
            Ok(Effect::ChangedInGuessedOrder) => Self::Changed { order_is_guess: true },
            Err(error) => Self::Refused {
                code: error.status_code(),
                reason: error.reason(),
                message: error.to_string(),
            },
        }
    }

    /// What to do instead of an operation that is refused, in the namespace that refuses it.
    #[must_use]
    pub fn advice(&self, namespace: &Namespace, operation: &Operation) -> Option<Advice> {
        let Self::Refused { reason, .. } = self else { return None };
        Some(advice(operation, *reason, namespace.version_sets(&operation.task_queue)))
    }

    /// Whether the step changes the version sets.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        matches!(self, Self::Changed { .. })
    }

    /// Whether the server refuses the step.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }
}

/// A step and its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RolloutStep {
    /// Its number, from 1.
    pub step: usize,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The task queue that it changes.
    pub task_queue: TaskQueueName,
    /// What it does there.
    pub operation: BuildIdOperation,
    /// Its result.
    #[serde(flatten)]
    pub result: StepResult,
    /// What to do instead of a refused step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
}

/// A moment after an operation that is not in the document and would be the next step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ComposedStep {
    /// The step after which the operation would be sent: 0 is the start, and the last step is the default.
    #[serde(default)]
    pub after: Option<u32>,
    /// The operation.
    pub operation: Operation,
}

/// A moment of a rollout for which something is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The step; 0 is the start.
    pub after: usize,
    /// An operation that is not in the document and would be the next step.
    pub operation: Option<Operation>,
}

/// The state after a step.
#[derive(Debug, Clone)]
pub struct Moment<'a> {
    /// The result of the step; `None` at the start.
    pub result: Option<StepResult>,
    /// What the namespace holds.
    pub namespace: Rc<Namespace>,
    situation: Rc<OnceCell<Situation>>,
    lands: Lands<'a>,
}

/// What lands in each moment of a timeline.
#[derive(Debug, Clone)]
struct Lands<'a> {
    subjects: &'a [Subject],
    alike: Rc<Vec<usize>>,
    workers: &'a [PlacedWorker],
    latest: Rc<RefCell<Option<Found>>>,
}

/// The situation that was found last, and in which namespace.
type Found = (Rc<Namespace>, Rc<OnceCell<Situation>>);

impl Moment<'_> {
    /// Where everything lands. It is found when it is first asked for: that takes longer than the steps.
    #[must_use]
    pub fn situation(&self) -> &Situation {
        let Lands { subjects, alike, workers, latest } = &self.lands;
        self.situation.get_or_init(|| {
            let found = (Rc::clone(&self.namespace), Rc::clone(&self.situation));
            let last = latest.replace(Some(found));
            let known = last
                .as_ref()
                .and_then(|(namespace, situation)| Some((&**namespace, situation.get()?)));
            Situation::of_alike(&self.namespace, subjects, alike, workers, known)
        })
    }
}

/// The state at the start and after each step.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    /// The start, then the moment after each step.
    pub moments: Vec<Moment<'a>>,
}

impl<'a> Timeline<'a> {
    /// Takes the steps one after the other. A refused step changes nothing, and the next one is still taken.
    #[must_use]
    pub fn new(
        start: &Namespace,
        subjects: &'a [Subject],
        workers: &'a [PlacedWorker],
        steps: &[TimelineStep],
    ) -> Self {
        Self::of_alike(start, subjects, alike(subjects), workers, steps)
    }

    /// Takes the steps, given which subjects land [`alike`].
    pub(super) fn of_alike(
        start: &Namespace,
        subjects: &'a [Subject],
        alike: Vec<usize>,
        workers: &'a [PlacedWorker],
        steps: &[TimelineStep],
    ) -> Self {
        let (alike, latest) = (Rc::new(alike), Rc::default());
        let lands = Lands { subjects, alike, workers, latest };
        let (namespace, situation) = (Rc::new(start.clone()), Rc::default());
        let mut moments = vec![Moment { result: None, namespace, situation, lands }];
        for (before, step) in steps.iter().enumerate() {
            let mut moment = moments[before].clone();
            let result = step.take(Rc::make_mut(&mut moment.namespace));
            if result.is_change() {
                moment.situation = Rc::default();
            }
            moments.push(Moment { result: Some(result), ..moment });
        }
        Self { moments }
    }

    /// The moment after a step; any number beyond the last step means the end.
    #[must_use]
    pub fn after(&self, step: usize) -> &Moment<'a> {
        &self.moments[step.min(self.last_step())]
    }

    /// The number of the last step; 0 if there are no steps.
    #[must_use]
    pub const fn last_step(&self) -> usize {
        self.moments.len() - 1
    }

    /// Whether a step changes the version sets.
    #[must_use]
    pub fn changes(&self, step: usize) -> bool {
        self.after(step).result.as_ref().is_some_and(StepResult::is_change)
    }
}

/// What leads from one moment to another.
pub(crate) struct Passage<'a> {
    pub(crate) subjects: &'a [Subject],
    /// The steps of the rollout, with the operation by which the other moment differs from it.
    pub(crate) steps: Cow<'a, [TimelineStep]>,
    pub(crate) timeline: Timeline<'a>,
    /// The moment before.
    pub(crate) before: Moment<'a>,
    /// The steps that lead to the moment before, and not to the other one.
    pub(crate) back: Vec<TimelineStep>,
    /// The numbers of the steps that lead to the other moment, and not to the one before; empty for none.
    pub(crate) forth: RangeInclusive<usize>,
}

impl<'a> Passage<'a> {
    /// The moment to which it leads.
    pub(crate) fn after(&self) -> &Moment<'a> {
        self.timeline.after(*self.forth.end())
    }
}

impl Rollout {
    /// What leads from one moment to another, for the subjects of both.
    pub(crate) fn passage<'a>(
        &'a self,
        subjects: &'a [Subject],
        before: &At,
        after: &At,
    ) -> Passage<'a> {
        let steps = match &after.operation {
            Some(operation) => Cow::Owned(self.steps_with(after.after, operation)),
            None => Cow::Borrowed(self.timeline()),
        };
        let timeline = self.timeline_of(subjects, &steps);
        let [left, taken] = [before, after].map(|at| self.path(at));
        let shared = left.iter().zip(&taken).take_while(|(one, other)| one == other).count();
        let back: Vec<TimelineStep> = left[shared..]
            .iter()
            .map(|operation| TimelineStep { name: None, operation: (*operation).clone() })
            .collect();
        let mut moment = timeline.after(shared).clone();
        for step in &back {
            if step.take(Rc::make_mut(&mut moment.namespace)).is_change() {
                moment.situation = Rc::default();
            }
        }
        let forth = shared + 1..=taken.len();
        Passage { subjects, steps, timeline, before: moment, back, forth }
    }

    /// The operations that lead to a moment.
    fn path<'a>(&'a self, at: &'a At) -> Vec<&'a Operation> {
        let steps = self.timeline().iter().take(at.after);
        steps.map(|step| &step.operation).chain(&at.operation).collect()
    }

    /// The steps, with an operation that is not in the document after one of them.
    pub(crate) fn steps_with(&self, after: usize, operation: &Operation) -> Vec<TimelineStep> {
        let mut steps = self.timeline().to_vec();
        let operation = operation.clone();
        steps.insert(after.min(steps.len()), TimelineStep { name: None, operation });
        steps
    }

    /// The state at the start and after each step.
    #[must_use]
    pub fn moments(&self) -> Timeline<'_> {
        self.timeline_of(self.subjects(), self.timeline())
    }

    /// The state at the start and after each of these steps, for subjects of which the first are those of the rollout.
    pub(crate) fn timeline_of<'a>(
        &'a self,
        subjects: &'a [Subject],
        steps: &[TimelineStep],
    ) -> Timeline<'a> {
        let alike = self.alike_of(subjects);
        Timeline::of_alike(&self.start, subjects, alike, self.workers(), steps)
    }

    /// The namespace after a step; 0 is the start, and any number beyond the last step means the end.
    #[must_use]
    pub fn namespace_after(&self, step: usize) -> Namespace {
        let mut namespace = self.start.clone();
        for taken in self.timeline().iter().take(step) {
            let _ = taken.take(&mut namespace);
        }
        namespace
    }

    /// The namespace at a moment. A refused operation changes nothing.
    #[must_use]
    pub fn namespace_at(&self, at: &At) -> Namespace {
        let mut namespace = self.namespace_after(at.after);
        if let Some(operation) = &at.operation {
            let _ = namespace.apply(operation);
        }
        namespace
    }

    /// The steps, with the result of each.
    #[must_use]
    pub fn steps(&self) -> Vec<RolloutStep> {
        let mut namespace = self.start.clone();
        let steps = self.timeline().iter().zip(1..);
        steps.map(|(taken, step)| taken.answer(step, &mut namespace)).collect()
    }
}
