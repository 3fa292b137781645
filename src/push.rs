//! What a pull and a push see on a cluster, and what it means: whether the cluster is where a rollout expects it, and what
//! stops them.
//!
//! Who carries a rollout out looks at the cluster, and asks [`Rollout::push`] after each look what to do next.
//!
//! What is read here is flat, each kind with the fields that it has: enums that hold them made the engine 7 KB larger. What is
//! answered is enums.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::operation::Operation;
use crate::rollout::{ListedSet, PlacedWorker, Rollout, RolloutTaskQueue};
use crate::version_sets::{RunStatus, VersionSet};

/// Something by which another generation of Worker Versioning routes the tasks of a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OtherGeneration {
    /// What it is.
    pub kind: OtherGenerationKind,
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// How many rules there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// The version of a deployment, as `shop.2.0`; nothing for unversioned workers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The share of new workflows that a ramping version gets, in percent, as the server says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentage: Option<String>,
}

/// By what another generation of Worker Versioning routes tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum OtherGenerationKind {
    /// By assignment rules.
    AssignmentRules,
    /// By redirect rules.
    RedirectRules,
    /// By the current version of a Worker Deployment.
    CurrentVersion,
    /// By the ramping version of a Worker Deployment.
    RampingVersion,
}

/// What a pull has to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PullEvent {
    /// What it is.
    pub event: PullEventKind,
    /// The task queues that it is about.
    #[serde(default)]
    pub task_queues: Vec<TaskQueueName>,
    /// By what other generations route tasks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub generations: Vec<OtherGeneration>,
    /// Whether the workflows run that are miscounted.
    #[serde(default)]
    pub status: RunStatus,
    /// How many of them there are.
    #[serde(default)]
    pub count: u32,
    /// Of how many workflows of this status.
    #[serde(default)]
    pub total: u32,
    /// What the cluster says instead of an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// What a pull has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum PullEventKind {
    /// Other generations of Worker Versioning route tasks of the queues: the pull stops.
    OtherGenerations,
    /// The cluster does not show whether there are assignment and redirect rules.
    RulesNotKnown,
    /// Workflows that have used build IDs of two version sets are counted in both.
    CountedTwice,
    /// Workflows are in no entry, as no version set has their build IDs.
    InNoEntry,
    /// The cluster refuses to count.
    NotCounted,
    /// A new document was written.
    Written,
    /// A document was updated.
    Updated,
}

/// What went wrong between a push and its cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClusterFault {
    /// What kind of error it is.
    pub kind: ClusterFaultKind,
    /// What happened and what to do, for people.
    pub message: String,
}

/// What can go wrong between a push and its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ClusterFaultKind {
    /// A package that connects to clusters is missing.
    NotInstalled,
    /// A flag, variable, configuration file, certificate or key cannot be used.
    Configuration,
    /// There is no connection, or it broke.
    Unreachable,
    /// No answer came in time.
    Timeout,
    /// The cluster does not let this client in, or not do this.
    Unauthorized,
    /// There is no such namespace.
    NamespaceNotFound,
    /// Version sets are switched off for the namespace, or the server has none.
    VersionSetsDisabled,
    /// The cluster is over its rate limit, also after waiting; nothing was done.
    RateLimited,
    /// The server refuses the request itself; nothing was done.
    Refused,
    /// An update was sent, and whether it was done is not known.
    AnswerLost,
}

/// A look of a push at its cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PushLook {
    /// When it is.
    pub moment: PushMoment,
    /// The step that is next, or was sent last, from 1; one more than there are after the last one.
    pub step: u32,
    /// The steps that this push has carried out.
    pub done: Vec<u32>,
    /// The task queues that were looked at, with the version sets that they have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<RolloutTaskQueue>,
    /// The workers that have polled in the last minutes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pollers: Vec<PlacedWorker>,
    /// By what other generations of Worker Versioning route tasks of the queues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub generations: Vec<OtherGeneration>,
    /// The task queues of which the cluster does not show whether they have assignment and redirect rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules_not_known: Vec<TaskQueueName>,
    /// Why no answer to the operation came, if none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<ClusterFault>,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ClusterFault>,
    /// Whether the time is up in which an operation that was sent should show.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_late: bool,
}

/// When a push looks at its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum PushMoment {
    /// Before anything is sent, at other generations of versioning: `generations`, and `rulesNotKnown` with its `error`.
    Generations,
    /// Before anything is sent, at all task queues of the plan, which are `found`.
    Start,
    /// Before anything is sent, at the task queues with new defaults: their `pollers`.
    Pollers,
    /// Before anything is sent: who is asked does not agree.
    Declined,
    /// Before a step, at its task queue, which is `found`. Not in a dry run, which has sent none of the steps before it.
    Step,
    /// After a step was sent, at its task queue, which is `found`; with `lost` and `isLate`.
    Sent,
    /// After a step was sent, at its task queue, which could not be read for the `error`; with `lost`.
    Unread,
    /// At an `error` of the cluster, when certainly nothing of the step was done.
    Failed,
    /// After the last step.
    End,
}

/// What a look lacks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {problem}")]
pub struct LookError {
    /// The field that is wrong.
    pub field: &'static str,
    /// What is expected there.
    pub problem: String,
}

/// What happens in a push. The last event is `finished` or `stopped`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PushEvent {
    /// The cluster does not show whether there are assignment and redirect rules. The push goes on.
    RulesNotKnown {
        /// The task queues.
        task_queues: Vec<TaskQueueName>,
        /// What the cluster says instead.
        error: ClusterFault,
    },
    /// Every task queue is as the rollout expects it before the step to begin with.
    Checked {
        /// The task queues.
        task_queues: Vec<TaskQueueName>,
        /// The step to begin with.
        from_step: usize,
    },
    /// Every task queue is as the rollout leaves it, so that nothing is sent.
    AlreadyDone {
        /// The task queues.
        task_queues: Vec<TaskQueueName>,
    },
    /// The queue of a step is as the rollout expects it, and the operation is to be sent.
    Starting {
        /// The step.
        step: usize,
    },
    /// The step changes nothing, so that nothing is sent.
    Unchanged {
        /// The step.
        step: usize,
    },
    /// The step would be sent, were this no dry run.
    WouldSend {
        /// The step.
        step: usize,
    },
    /// The version sets are seen to be what the step makes of them.
    Done {
        /// The step.
        step: usize,
        /// Whether an answer to the operation came.
        answer: UpdateAnswer,
        /// The task queue.
        task_queue: TaskQueueName,
        /// The version sets that it has now.
        version_sets: Vec<ListedSet>,
    },
    /// No step is left.
    Finished {
        /// The steps that this push has carried out.
        done: Vec<u32>,
    },
    /// The push stops.
    Stopped {
        /// Why it stops.
        why: StopReason,
        /// The step at which it stops, from 1; one more than there are if all are done.
        step: usize,
        /// The name of this step.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// How many steps the rollout has.
        steps: usize,
        /// The steps that this push has carried out before.
        done: Vec<u32>,
        /// The steps with which a push may go on from where the cluster is; none if the rollout does not lead on from there,
        /// or where the cluster is is not known.
        continue_from: Vec<usize>,
    },
}

/// Whether an answer to an operation came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum UpdateAnswer {
    /// It came.
    Received,
    /// It was lost.
    Lost,
}

/// Why a push stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "reason", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StopReason {
    /// Other generations of Worker Versioning route tasks of the queues.
    OtherGenerations {
        /// By what they do.
        found: Vec<OtherGeneration>,
    },
    /// Task queues are not what they should be before the first step to carry out.
    OtherStart {
        /// What is other there.
        differences: Vec<SetsDifference>,
    },
    /// Nobody polls with what would become a default.
    WithoutPollers {
        /// What would become a default.
        missing: Vec<UnpolledDefault>,
    },
    /// Who is asked does not agree.
    Declined,
    /// Somebody else has changed the queue of a step before it was sent.
    Changed {
        /// What is other there.
        difference: SetsDifference,
    },
    /// The cluster refuses, cannot be reached, …: nothing of the step was done.
    Failed {
        /// What went wrong.
        error: ClusterFault,
    },
    /// The operation was sent, and its queue still has the version sets from before.
    NotShown {
        /// The task queue.
        task_queue: TaskQueueName,
        /// Why no answer to the operation came, if none did.
        #[serde(skip_serializing_if = "Option::is_none")]
        lost: Option<ClusterFault>,
    },
    /// The operation was sent, and its queue has version sets from neither before nor after it.
    Surprise {
        /// What is other there.
        difference: SetsDifference,
        /// Why no answer to the operation came, if none did.
        #[serde(skip_serializing_if = "Option::is_none")]
        lost: Option<ClusterFault>,
    },
    /// The operation was sent, and its queue could not be read after it.
    Unknown {
        /// Why no answer to the operation came, if none did.
        #[serde(skip_serializing_if = "Option::is_none")]
        lost: Option<ClusterFault>,
        /// Why the queue could not be read.
        error: ClusterFault,
    },
}

/// Version sets that are not those that a rollout expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SetsDifference {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The version sets that the rollout expects.
    pub expected: Vec<ListedSet>,
    /// The version sets that the queue has.
    pub found: Vec<ListedSet>,
}

/// A build ID that would become a default, and that nobody polls with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UnpolledDefault {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The build ID.
    pub build_id: BuildId,
    /// Whether workers that have not opted in to versioning poll with it.
    pub not_opted_in: bool,
}

/// What a push is to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushPlan {
    /// The task queues whose version sets have to be as the rollout expects them: those that it lists, and those of its
    /// steps.
    pub task_queues: Vec<TaskQueueName>,
    /// The task queues on which the steps make build IDs defaults: workers have to poll there.
    pub new_defaults_on: Vec<TaskQueueName>,
    /// The steps, in order.
    pub steps: Vec<PushStep>,
}

/// A step that a push is to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushStep {
    /// Its number, from 1.
    pub step: usize,
    /// What is sent to the server.
    pub operation: Operation,
    /// The version sets of the queue before it.
    pub before: Vec<ListedSet>,
    /// The version sets of the queue after it.
    pub after: Vec<ListedSet>,
}

impl Rollout {
    /// What a push that begins with a step is to carry out: no steps if it is one more than there are.
    #[must_use]
    pub fn push_plan(&self, from_step: usize) -> PushPlan {
        let mut namespace = self.start().clone();
        let mut steps = Vec::new();
        for (taken, step) in self.timeline().iter().zip(1..) {
            let operation = taken.operation.clone();
            let before = listed(namespace.sets(&operation.task_queue));
            let _ = taken.take(&mut namespace);
            if step >= from_step {
                let after = listed(namespace.sets(&operation.task_queue));
                steps.push(PushStep { step, operation, before, after });
            }
        }
        let mut new_defaults_on = Vec::new();
        for new in self.new_defaults().into_iter().filter(|new| new.step >= from_step) {
            push_new(&mut new_defaults_on, new.task_queue);
        }
        PushPlan { task_queues: self.pushed_queues(), new_defaults_on, steps }
    }

    /// What a look at the cluster means for a push of the rollout.
    ///
    /// `None` where a push goes on without a word: nothing speaks against the generations or the pollers, or a step that
    /// was sent does not show yet and may be looked for again.
    ///
    /// # Errors
    /// When the rollout has no such step, or the look lacks what its moment needs.
    pub fn push(&self, look: &PushLook) -> Result<Option<PushEvent>, LookError> {
        let at = At { rollout: self, look, step: look.step as usize };
        let is_of_step =
            matches!(look.moment, PushMoment::Step | PushMoment::Sent | PushMoment::Unread);
        let most = self.timeline().len() + usize::from(!is_of_step);
        if !(1..=most).contains(&at.step) {
            let problem = format!("expected integer from 1 to {most}, got {}", at.step);
            return Err(LookError { field: "step", problem });
        }
        match look.moment {
            PushMoment::Generations => at.generations(),
            PushMoment::Start => at.start().map(Some),
            PushMoment::Pollers => Ok(at.pollers()),
            PushMoment::Declined => Ok(Some(at.stopped(StopReason::Declined, vec![at.step]))),
            PushMoment::Step => Ok(Some(at.step())),
            PushMoment::Sent => at.sent(),
            PushMoment::Unread => {
                let (lost, error) = (look.lost.clone(), at.error()?);
                Ok(Some(at.stopped(StopReason::Unknown { lost, error }, Vec::new())))
            }
            PushMoment::Failed => {
                let error = at.error()?;
                Ok(Some(at.stopped(StopReason::Failed { error }, vec![at.step])))
            }
            PushMoment::End => Ok(Some(PushEvent::Finished { done: look.done.clone() })),
        }
    }

    /// The task queues that the document lists whose version sets are not those that it starts from.
    #[must_use]
    pub fn other_starts(&self, found: &[RolloutTaskQueue]) -> Vec<SetsDifference> {
        let is_listed = |queue: &&RolloutTaskQueue| {
            let mut listed = self.document().task_queues.iter();
            listed.any(|listed| listed.task_queue == queue.task_queue)
        };
        let found = found.iter().filter(is_listed);
        let differences =
            found.map(|queue| difference(self.start(), &queue.task_queue, &queue.version_sets));
        differences.flatten().collect()
    }

    /// The task queues whose version sets a push compares: those that the document lists, and those of its steps.
    fn pushed_queues(&self) -> Vec<TaskQueueName> {
        let mut names = Vec::new();
        let listed = self.document().task_queues.iter().map(|queue| &queue.task_queue);
        let of_steps = self.timeline().iter().map(|taken| &taken.operation.task_queue);
        for name in listed.chain(of_steps) {
            push_new(&mut names, name.clone());
        }
        names
    }
}

/// A push at one of its looks.
struct At<'a> {
    rollout: &'a Rollout,
    look: &'a PushLook,
    step: usize,
}

impl At<'_> {
    fn generations(&self) -> Result<Option<PushEvent>, LookError> {
        let PushLook { generations, rules_not_known, .. } = self.look;
        if !generations.is_empty() {
            let reason = StopReason::OtherGenerations { found: generations.clone() };
            return Ok(Some(self.stopped(reason, Vec::new())));
        }
        if rules_not_known.is_empty() {
            return Ok(None);
        }
        let task_queues = rules_not_known.clone();
        Ok(Some(PushEvent::RulesNotKnown { task_queues, error: self.error()? }))
    }

    /// What went wrong.
    fn error(&self) -> Result<ClusterFault, LookError> {
        self.look.error.clone().ok_or_else(|| LookError {
            field: "error",
            problem: "expected object, got nothing".to_owned(),
        })
    }

    /// The version sets that a task queue was found to have.
    fn found(&self, task_queue: &TaskQueueName) -> Result<&[ListedSet], LookError> {
        let queue = self.look.found.iter().find(|queue| queue.task_queue == *task_queue);
        queue.map(|queue| &queue.version_sets[..]).ok_or_else(|| LookError {
            field: "found",
            problem: format!("expected '{task_queue}' too, got others"),
        })
    }

    fn start(&self) -> Result<PushEvent, LookError> {
        let steps = self.rollout.timeline();
        let task_queues = self.rollout.pushed_queues();
        let found: Vec<(&TaskQueueName, &[ListedSet])> = task_queues
            .iter()
            .map(|name| Ok((name, self.found(name)?)))
            .collect::<Result<_, LookError>>()?;
        let differences = |namespace: &Namespace| -> Vec<SetsDifference> {
            found.iter().filter_map(|(name, sets)| difference(namespace, name, sets)).collect()
        };
        let mut namespace = self.rollout.start().clone();
        let mut here = None;
        let mut continue_from = Vec::new();
        for next in 1..=steps.len() + 1 {
            let others = differences(&namespace);
            if others.is_empty() {
                continue_from.push(next);
            }
            if next == self.step {
                here = Some(others);
            }
            if let Some(taken) = steps.get(next - 1) {
                let _ = taken.take(&mut namespace);
            }
        }
        let differences = here.unwrap_or_default();
        if differences.is_empty() {
            return Ok(PushEvent::Checked { task_queues, from_step: self.step });
        }
        if continue_from == [steps.len() + 1] {
            // As when a CI job is tried again.
            return Ok(PushEvent::AlreadyDone { task_queues });
        }
        Ok(self.stopped(StopReason::OtherStart { differences }, continue_from))
    }

    fn pollers(&self) -> Option<PushEvent> {
        let mut missing: Vec<UnpolledDefault> = Vec::new();
        for new in self.rollout.new_defaults().into_iter().filter(|new| new.step >= self.step) {
            let (task_queue, build_id) = (new.task_queue, new.build_id);
            let mut those = self.look.pollers.iter().filter(|polling| {
                polling.task_queue == task_queue
                    && polling.worker.build_id.as_ref() == Some(&build_id)
            });
            let opted_in = those.clone().any(|polling| polling.worker.use_versioning);
            let not_opted_in = those.next().is_some();
            let unpolled = UnpolledDefault { task_queue, build_id, not_opted_in };
            if !opted_in && !missing.contains(&unpolled) {
                missing.push(unpolled);
            }
        }
        let is_missing = !missing.is_empty();
        is_missing.then(|| self.stopped(StopReason::WithoutPollers { missing }, vec![self.step]))
    }

    fn step(&self) -> PushEvent {
        let Moments { task_queue, before, after, is_change } = self.moments();
        let step = self.step;
        let found = self.found(&task_queue).ok();
        if let Some(difference) = found.and_then(|found| difference(&before, &task_queue, found)) {
            let is_done = is_at(&after, &task_queue, &difference.found);
            let continue_from = if is_done { vec![step + 1] } else { Vec::new() };
            return self.stopped(StopReason::Changed { difference }, continue_from);
        }
        match found {
            _ if !is_change => PushEvent::Unchanged { step },
            None => PushEvent::WouldSend { step },
            Some(_) => PushEvent::Starting { step },
        }
    }

    fn sent(&self) -> Result<Option<PushEvent>, LookError> {
        let Moments { task_queue, before, after, .. } = self.moments();
        let found = self.found(&task_queue)?;
        let lost = self.look.lost.clone();
        let Some(difference) = difference(&after, &task_queue, found) else {
            let answer = if lost.is_some() { UpdateAnswer::Lost } else { UpdateAnswer::Received };
            let (step, version_sets) = (self.step, found.to_vec());
            return Ok(Some(PushEvent::Done { step, answer, task_queue, version_sets }));
        };
        if !is_at(&before, &task_queue, found) {
            return Ok(Some(self.stopped(StopReason::Surprise { difference, lost }, Vec::new())));
        }
        let is_late = self.look.is_late;
        Ok(is_late.then(|| self.stopped(StopReason::NotShown { task_queue, lost }, Vec::new())))
    }

    /// The namespace around the step, which is one of the rollout's.
    fn moments(&self) -> Moments {
        let taken = &self.rollout.timeline()[self.step - 1];
        let before = self.rollout.namespace_after(self.step - 1);
        let mut after = before.clone();
        let is_change = taken.take(&mut after).is_change();
        Moments { task_queue: taken.operation.task_queue.clone(), before, after, is_change }
    }

    fn stopped(&self, why: StopReason, continue_from: Vec<usize>) -> PushEvent {
        let steps = self.rollout.timeline();
        PushEvent::Stopped {
            why,
            step: self.step,
            name: steps.get(self.step - 1).and_then(|taken| taken.name.clone()),
            steps: steps.len(),
            done: self.look.done.clone(),
            continue_from,
        }
    }
}

/// What a namespace holds before and after a step.
struct Moments {
    task_queue: TaskQueueName,
    before: Namespace,
    after: Namespace,
    is_change: bool,
}

/// How the version sets of a queue differ from what a namespace holds, if they do.
fn difference(
    expected: &Namespace,
    task_queue: &TaskQueueName,
    found: &[ListedSet],
) -> Option<SetsDifference> {
    let is_other = !is_at(expected, task_queue, found);
    is_other.then(|| SetsDifference {
        task_queue: task_queue.clone(),
        expected: listed(expected.sets(task_queue)),
        found: found.to_vec(),
    })
}

/// Whether a queue has the version sets that a namespace holds.
fn is_at(expected: &Namespace, task_queue: &TaskQueueName, found: &[ListedSet]) -> bool {
    let expected = expected.sets(task_queue);
    expected.len() == found.len()
        && expected.iter().zip(found).all(|(set, found)| is_set(set, found))
}

/// Whether a set has the expected build IDs. Where their order is a guess, as after a merge of imported sets, only the
/// last one, the default, has to stand where it is expected.
fn is_set(expected: &VersionSet, ListedSet { build_ids }: &ListedSet) -> bool {
    if !expected.order_is_guess() {
        return expected.build_ids().eq(build_ids);
    }
    expected.build_ids().count() == build_ids.len()
        && build_ids.last() == Some(expected.default_build_id())
        && expected.build_ids().all(|build_id| build_ids.contains(build_id))
}

fn listed(sets: &[VersionSet]) -> Vec<ListedSet> {
    sets.iter().map(|set| ListedSet { build_ids: set.build_ids().cloned().collect() }).collect()
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
