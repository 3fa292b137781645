//! What a pull and a push say: what they find, what was done, what is not known, and how to go on.

use serde::Serialize;

use super::phrases::{counted, figure, listed, operation, version_sets};
use crate::names::TaskQueueName;
use crate::operation::Operation;
use crate::push::{
    ClusterFault, OtherGeneration, OtherGenerationKind, PullEvent, PullEventKind, PushEvent,
    PushPlan, PushStep, SetsDifference, StopReason, UnpolledDefault, UpdateAnswer,
};
use crate::rollout::ListedSet;
use crate::version_sets::RunStatus;

const MAKE_A_NEW_PLAN: &str = "Pull the version sets, and make the plan anew.";
const LOOK_FIRST: &str =
    "Push again, with --dry-run first: it reads where the cluster is, and says how to go on.";

/// What a look of a push means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PushAnswer"))]
pub struct ExplainedPushEvent {
    /// What happens.
    pub event: PushEvent,
    /// It in words; of a stop also what was done, what is not known, and how to go on.
    pub message: String,
}

impl From<PushEvent> for ExplainedPushEvent {
    fn from(event: PushEvent) -> Self {
        Self { message: push_event(&event), event }
    }
}

/// What a push is to carry out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PushPlan"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedPushPlan {
    /// The task queues whose version sets have to be as the rollout expects them: those that it lists, and those of its
    /// steps.
    pub task_queues: Vec<TaskQueueName>,
    /// The task queues on which the steps make build IDs defaults: workers have to poll there.
    pub new_defaults_on: Vec<TaskQueueName>,
    /// What is sent to the server, step by step.
    pub steps: Vec<Operation>,
    /// It in words, in lines: what each step does, and what it makes of the version sets.
    pub lines: Vec<String>,
}

impl From<PushPlan> for ExplainedPushPlan {
    fn from(PushPlan { task_queues, new_defaults_on, steps }: PushPlan) -> Self {
        let lines = if steps.is_empty() {
            vec!["no steps".to_owned()]
        } else {
            steps.iter().flat_map(step_lines).collect()
        };
        let steps = steps.into_iter().map(|step| step.operation).collect();
        Self { task_queues, new_defaults_on, steps, lines }
    }
}

fn step_lines(PushStep { step, operation: sent, before, after }: &PushStep) -> [String; 2] {
    [
        format!("{step}. {}: {}", sent.task_queue, operation(&sent.operation)),
        format!("   {} → {}", sets(before), sets(after)),
    ]
}

/// The task queues that do not have the version sets from which a document starts, with the words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "OtherStarts"))]
pub struct ExplainedOtherStarts {
    /// The queues; none where the document starts from what they have.
    pub differences: Vec<SetsDifference>,
    /// What a pull or an import would have to replace, in words; empty where there are no differences.
    pub message: String,
}

impl From<Vec<SetsDifference>> for ExplainedOtherStarts {
    fn from(differences: Vec<SetsDifference>) -> Self {
        let lines = differences.iter().map(|SetsDifference { task_queue, expected, found }| {
            format!("\n  {task_queue}: {} would become {}", sets(expected), sets(found))
        });
        let lines: String = lines.collect();
        let message = if lines.is_empty() {
            lines
        } else {
            format!("it starts from other version sets; say --replace to write over them:{lines}")
        };
        Self { differences, message }
    }
}

/// What a pull has to say.
#[must_use]
pub fn pull_event(event: &PullEvent) -> String {
    let queues = listed(&event.task_queues);
    let document = event.document.as_deref().unwrap_or_default();
    let error = event.error.as_deref().unwrap_or_default();
    match event.event {
        PullEventKind::OtherGenerations => {
            format!("{}\nNothing was written.", other_generations(&event.generations))
        }
        PullEventKind::RulesNotKnown => rules_not_known(&event.task_queues, error),
        PullEventKind::CountedTwice => {
            let [count, they_have] = match event.count {
                1 => ["counts", "it has"],
                _ => ["count", "they have"],
            };
            let who = miscounted(event);
            format!("Note: {who} {count} twice: {they_have} used build IDs of two version sets.")
        }
        PullEventKind::InNoEntry => {
            let [are, their] = if event.count == 1 { ["is", "its"] } else { ["are", "their"] };
            let who = miscounted(event);
            format!("Note: {who} {are} in no entry: no version set has {their} build IDs.")
        }
        PullEventKind::NotCounted => {
            format!("Note: the workflows of {queues} could not be counted: {error}")
        }
        PullEventKind::Written => format!("{document}: written"),
        PullEventKind::Updated => {
            let count = event.task_queues.len() as u64;
            format!("{document}: {} updated", counted(count, "task queue"))
        }
    }
}

/// `3 of the 10 running workflows of orders`
fn miscounted(PullEvent { task_queues, status, count, total, .. }: &PullEvent) -> String {
    let status = match status {
        RunStatus::Open => "running",
        RunStatus::Closed => "closed",
    };
    let number =
        if count == total { String::new() } else { format!("{} of ", figure((*count).into())) };
    let all = counted((*total).into(), &format!("{status} workflow"));
    format!("{number}the {all} of {}", listed(task_queues))
}

fn rules_not_known(task_queues: &[TaskQueueName], error: &str) -> String {
    let has = if task_queues.len() == 1 { "has" } else { "have" };
    format!(
        "Note: whether {} {has} assignment or redirect rules is not known, since the cluster does not show them ({error}). Where \
         there are some, they decide before version sets do, and what is said here of version sets is wrong.",
        listed(task_queues)
    )
}

/// What other generations of Worker Versioning make of task queues, and why it makes answers wrong.
fn other_generations(found: &[OtherGeneration]) -> String {
    let found: Vec<String> = found.iter().map(other_generation).collect();
    format!(
        "Other generations of Worker Versioning route tasks here:\n  {}\nThey decide where new workflows start, also where \
         there are version sets, and move workflows that run. Only version sets are known here, so that every answer about \
         these task queues would be wrong. See what they do with `temporal task-queue versioning get-rules` and `temporal \
         worker deployment describe`.",
        found.join("\n  ")
    )
}

fn other_generation(found: &OtherGeneration) -> String {
    let OtherGeneration { kind, task_queue, count, version, percentage } = found;
    let rules =
        |thing| format!("{task_queue} has {}", counted(u64::from(count.unwrap_or(0)), thing));
    let version = version.as_deref().unwrap_or("unversioned workers");
    match kind {
        OtherGenerationKind::AssignmentRules => rules("assignment rule"),
        OtherGenerationKind::RedirectRules => rules("redirect rule"),
        OtherGenerationKind::CurrentVersion => {
            format!("the current version of a Worker Deployment on {task_queue} is {version}")
        }
        OtherGenerationKind::RampingVersion => {
            let share = percentage.as_ref().map(|percentage| format!(", at {percentage} %"));
            let share = share.unwrap_or_default();
            format!("a Worker Deployment on {task_queue} ramps to {version}{share}")
        }
    }
}

/// What happens in a push.
#[must_use]
pub fn push_event(event: &PushEvent) -> String {
    match event {
        PushEvent::RulesNotKnown { task_queues, error } => {
            rules_not_known(task_queues, &error.message)
        }
        PushEvent::Checked { from_step: 1, .. } => {
            "The cluster is where the document starts.".to_owned()
        }
        PushEvent::Checked { from_step, .. } => {
            format!("The cluster is where step {} leaves it.", from_step.saturating_sub(1))
        }
        PushEvent::AlreadyDone { .. } => "All steps are done already.".to_owned(),
        PushEvent::Starting { step } => format!("Step {step}: sending."),
        PushEvent::Unchanged { step } => format!("Step {step}: nothing to do."),
        PushEvent::WouldSend { step } => format!("Step {step} would be sent:"),
        PushEvent::Done { step, answer, task_queue, version_sets } => {
            let lost = match answer {
                UpdateAnswer::Received => "",
                UpdateAnswer::Lost => " (its answer was lost, but it shows)",
            };
            format!("Step {step}: done{lost}. {task_queue} is now {}", sets(version_sets))
        }
        PushEvent::Finished { done } if done.is_empty() => "Nothing was changed.".to_owned(),
        PushEvent::Finished { .. } => "All done.".to_owned(),
        PushEvent::Stopped { why, step, name, steps, done, continue_from } => {
            let name = match name {
                Some(name) => format!("step {step} ({name})"),
                None => format!("step {step}"),
            };
            let place = Place { step: *step, name, steps: *steps, done, continue_from };
            place.stop(why)
        }
    }
}

/// Where a push stopped.
struct Place<'a> {
    step: usize,
    /// The step in words.
    name: String,
    steps: usize,
    done: &'a [u32],
    continue_from: &'a [usize],
}

impl Place<'_> {
    /// Why it stopped, what was done, and how to go on.
    fn stop(&self, why: &StopReason) -> String {
        let done = done_words(self.done);
        let on = continue_words(self.continue_from, self.steps);
        let name = &self.name;
        match why {
            StopReason::OtherGenerations { found } => {
                format!("{}\nNothing was sent.", other_generations(found))
            }
            StopReason::OtherStart { differences } => {
                let place = if self.step > self.steps {
                    "after its last step".to_owned()
                } else {
                    format!("before step {}", self.step)
                };
                let differences: Vec<String> = differences.iter().map(difference).collect();
                format!(
                    "The cluster is not what the plan expects {place}:\n  {}\nNothing was sent. {on}",
                    differences.join("\n  ")
                )
            }
            StopReason::WithoutPollers { missing } => {
                let missing: Vec<String> = missing.iter().map(unpolled).collect();
                format!(
                    "No worker has polled in the last minutes with what would become a default:\n  {}\nWhat lands there would \
                 wait. Start these workers first (they may poll before the queue knows their build ID), or say \
                 --without-pollers. Nothing was sent.",
                    missing.join("\n  ")
                )
            }
            StopReason::Declined => "Nothing was sent.".to_owned(),
            StopReason::Changed { difference: other } => format!(
                "Somebody else has changed {} before {name}:\n  {}\nIt was not sent. {done} {on}",
                other.task_queue,
                difference(other)
            ),
            StopReason::Failed { error } => {
                let at =
                    if self.step > self.steps { "While reading" } else { &format!("At {name}") };
                let again = go_on(self.continue_from);
                format!(
                    "{at}: {}\n{done} Nothing was done of the rest. When that is put right, {again}.",
                    error.message
                )
            }
            StopReason::NotShown { task_queue, lost } => {
                let doubt = match lost {
                    Some(_) => "It most likely never arrived, and yet may show later.",
                    None => "It may show later.",
                };
                format!(
                    "{}\n{task_queue} still has the version sets from before it. {doubt} {done} {LOOK_FIRST}",
                    self.sent(lost.as_ref())
                )
            }
            StopReason::Surprise { difference: other, lost } => format!(
                "{}\nNow {} has version sets from neither before nor after it: somebody else changes them too.\n  \
             {}\n{done} Whether {name} was done has to be seen from these. {MAKE_A_NEW_PLAN}",
                self.sent(lost.as_ref()),
                other.task_queue,
                difference(other)
            ),
            StopReason::Unknown { lost, error } => format!(
                "{}\nThe version sets could not be read since: {}\n{done} Whether {name} was done is not known. {LOOK_FIRST}",
                self.sent(lost.as_ref()),
                error.message
            ),
        }
    }

    /// That the step was sent, at the beginning of a sentence.
    fn sent(&self, lost: Option<&ClusterFault>) -> String {
        let answer = match lost {
            Some(lost) => format!(", but {}", lost.message),
            None => " and taken.".to_owned(),
        };
        format!("S{} was sent{answer}", &self.name[1..])
    }
}

fn unpolled(UnpolledDefault { task_queue, build_id, not_opted_in }: &UnpolledDefault) -> String {
    let why = if *not_opted_in {
        ": its workers have not opted in to versioning, and get nothing of it"
    } else {
        ""
    };
    format!("{build_id} on {task_queue}{why}")
}

fn difference(SetsDifference { task_queue, expected, found }: &SetsDifference) -> String {
    format!("{task_queue}: expected {}, found {}", sets(expected), sets(found))
}

fn sets(sets: &[ListedSet]) -> String {
    version_sets(sets.iter().map(|set| &set.build_ids))
}

fn done_words(done: &[u32]) -> String {
    match done {
        [] => "No step was done before it.".to_owned(),
        [_] => format!("Done before it: step {}.", list(done, ", ")),
        _ => format!("Done before it: steps {}.", list(done, ", ")),
    }
}

fn continue_words(continue_from: &[usize], steps: usize) -> String {
    let on = go_on(continue_from);
    match continue_from {
        [] => MAKE_A_NEW_PLAN.to_owned(),
        [0 | 1] => format!("No step is done yet: {on}."),
        [2] => format!("Step 1 is done already: {on}."),
        [next] if *next > steps => format!("All steps are done already: {on}."),
        [next] => format!("Steps 1 to {} are done already: {on}.", next - 1),
        _ => format!("The plan comes through this state more than once: {on}, whichever is meant."),
    }
}

fn go_on(continue_from: &[usize]) -> String {
    format!("go on with --from-step {}", list(continue_from, " or "))
}

fn list(steps: &[impl ToString], between: &str) -> String {
    let steps: Vec<String> = steps.iter().map(ToString::to_string).collect();
    steps.join(between)
}
