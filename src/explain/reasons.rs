//! Why something lands where it does, and who takes it, in a few steps: each has its place in the picture of the flow.

use serde::Serialize;

use super::flow::{counted_workers, version_label};
use super::phrases::{self, listed};
use crate::names::BuildId;
use crate::rollout::{At, Carried, CommandKind, LandingFacts, Receipt, Rollout, RolloutSubject};
use crate::task::{NamedTaskQueue, Step};
use crate::version::WorkerVersion;

/// Why something lands where it does, and who takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LandingReasons {
    /// What they answer, such as `why they would wait`.
    pub question: &'static str,
    /// The reasons, in the order of the picture: at most one for each stage.
    pub reasons: Vec<LandingReason>,
}

/// Why something lands where it does: the rules that decide at one place of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LandingReason {
    /// Where they decide.
    pub at: Stage,
    /// What they decide, such as `Which set`.
    pub title: &'static str,
    /// How.
    pub text: String,
    /// The server's message, verbatim, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether it is why something waits or is refused.
    pub is_obstacle: bool,
}

/// Where in the picture of a flow a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// At what starts, runs or is asked for.
    Source,
    /// At the version set, or what stands for none.
    Place,
    /// At the build ID in the set.
    Version,
    /// At the workers.
    Taker,
}

impl Rollout {
    /// Why something lands where it does at a moment, and who takes it; `None` if the rollout does not have it.
    #[must_use]
    pub fn reasons(&self, what: &RolloutSubject, at: &At) -> Option<LandingReasons> {
        self.landing_facts(what, at).map(|facts| reasons(&facts))
    }
}

/// Why something lands where it does, and who takes it.
#[must_use]
pub fn reasons(facts: &LandingFacts) -> LandingReasons {
    let mut source = Vec::new();
    let mut place = Vec::new();
    for step in &facts.landing.steps {
        match stage(step) {
            Stage::Source => source.push(of_source(step, facts)),
            _ => place.push(of_place(step, facts)),
        }
    }
    let is_refused = facts.receipt == Receipt::Refused;
    let message = facts.landing.outcome.refusal();
    let reason = |at, title, text: String| {
        let text = (!text.is_empty()).then_some(text)?;
        Some(LandingReason { at, title, text, message: None, is_obstacle: false })
    };
    let asks = if facts.command.is_some() { "What they ask for" } else { "What they carry" };
    let source = reason(Stage::Source, asks, source.join(" "));
    let source = source.map(|it| LandingReason { message, is_obstacle: is_refused, ..it });
    let place = reason(Stage::Place, "Which set", place.join(" "));
    let version = reason(Stage::Version, "Which build ID", of_version(facts));
    let reasons = [source, place, version, of_taker(facts)].into_iter().flatten().collect();
    LandingReasons { question: question(facts.receipt), reasons }
}

/// What there is to ask about what becomes of something.
const fn question(receipt: Receipt) -> &'static str {
    match receipt {
        Receipt::Taken => "why they go there",
        Receipt::Waits => "why they would wait",
        Receipt::NotKnown => "why it is not known who takes them",
        Receipt::Refused => "why they are refused",
        Receipt::Direct => "why they are handed over directly",
    }
}

/// Where a rule decides.
const fn stage(step: &Step) -> Stage {
    match step {
        Step::NewWorkflow
        | Step::WorkflowBuildId { .. }
        | Step::FirstWorkflowTask
        | Step::EagerWorkflowStart { .. }
        | Step::ResetToFirstWorkflowTask
        | Step::ResetToLaterWorkflowTask
        | Step::UnversionedWorkflow
        | Step::RetryInherits
        | Step::CronNeverInherits
        | Step::IntentCompatible
        | Step::IntentDefault
        | Step::UseLatestBuildId
        | Step::UnspecifiedInherits { .. }
        | Step::UnspecifiedTakesDefault { .. }
        | Step::CrossQueueRejected { .. }
        | Step::TakesDefault
        | Step::InheritedBuildId { .. }
        | Step::NothingToInherit
        | Step::EagerActivity { .. }
        | Step::NexusTask
        | Step::StandaloneActivity
        | Step::PinnedWorkflow { .. }
        | Step::AutoUpgradeWorkflow { .. }
        | Step::MovingWorkflow { .. }
        | Step::OverrideToVersion { .. }
        | Step::OverrideToAutoUpgrade
        | Step::OverrideRefused { .. }
        | Step::InheritedPinnedVersion { .. }
        | Step::InheritedAutoUpgradeVersion { .. }
        | Step::NothingOfDeploymentsInherited
        | Step::QueryToDrainedVersion { .. } => Stage::Source,
        Step::QueueDefault { .. }
        | Step::UnversionedQueue { .. }
        | Step::SetDefault { .. }
        | Step::UnknownBuildId { .. }
        | Step::UnversionedWorkers { .. }
        | Step::UseRampingVersion { .. }
        | Step::CurrentVersion { .. }
        | Step::Ramp { .. }
        | Step::RampWithoutWorkflowId { .. }
        | Step::RampWithoutWorkflow { .. }
        | Step::NewerRevision { .. }
        | Step::ActivityOfVersion { .. }
        | Step::ActivityOutsideVersion { .. }
        | Step::ActivityMovesWorkflow { .. }
        | Step::ActivityWaits
        | Step::NoCurrentVersion { .. }
        | Step::CachedWorkflow { .. } => Stage::Place,
    }
}

/// What a rule finds in what the workflows carry and ask for.
fn of_source(step: &Step, facts: &LandingFacts) -> String {
    let inherited = matches!(facts.carried, Some(Carried::Inherited(_)));
    match step {
        Step::NewWorkflow => "New workflows carry no build ID: they take the default.".to_owned(),
        Step::EagerWorkflowStart { task_queue: _ } => {
            "They are started eagerly, on a worker in the program that starts them.".to_owned()
        }
        Step::WorkflowBuildId { build_id } if inherited => format!(
            "They inherited build ID {build_id} at their start, so every next task carries it."
        ),
        Step::WorkflowBuildId { build_id } => format!(
            "Their last workflow task was completed by {build_id}, so every next task carries build ID {build_id}."
        ),
        Step::FirstWorkflowTask => {
            "They have completed no workflow task and inherited nothing, so they still take the default."
                .to_owned()
        }
        Step::ResetToFirstWorkflowTask => {
            "A reset to the first workflow task leaves only what they inherited at their start.".to_owned()
        }
        Step::ResetToLaterWorkflowTask => {
            "A reset to a later workflow task leaves them on the version that ran what is left.".to_owned()
        }
        Step::UnversionedWorkflow if facts.command.is_some() => {
            "Unversioned workers run their workflows, and what those run stays with them.".to_owned()
        }
        Step::UnversionedWorkflow => {
            "Unversioned workers run them, and what those run stays with them.".to_owned()
        }
        Step::RetryInherits => "The next attempt inherits the build ID of the one before.".to_owned(),
        Step::CronNeverInherits => "Cron runs never inherit: each takes the default.".to_owned(),
        Step::IntentCompatible => "The intent Compatible asks to inherit the build ID.".to_owned(),
        Step::IntentDefault => "The intent Default asks not to inherit.".to_owned(),
        Step::UseLatestBuildId => "The flag UseLatestBuildId asks not to inherit.".to_owned(),
        Step::UnspecifiedInherits { sdk, named_task_queue: NamedTaskQueue::Unnamed } => format!(
            "Without an intent and a task queue, the {} SDK inherits.",
            phrases::sdk(*sdk)
        ),
        Step::UnspecifiedInherits { sdk, .. } => format!(
            "Without an intent, on the workflow's own task queue, the {} SDK inherits.",
            phrases::sdk(*sdk)
        ),
        Step::UnspecifiedTakesDefault { sdk, named_task_queue: NamedTaskQueue::Unnamed } => format!(
            "Without an intent and a task queue, the {} SDK does not inherit.",
            phrases::sdk(*sdk)
        ),
        Step::UnspecifiedTakesDefault { sdk, .. } => format!(
            "Without an intent, on another task queue, the {} SDK does not inherit.",
            phrases::sdk(*sdk)
        ),
        Step::CrossQueueRejected { workflow_task_queue, task_queue } => format!(
            "A build ID cannot be inherited from {workflow_task_queue} to {task_queue}: the server refuses the command, and the workflow hangs until its code is changed."
        ),
        Step::TakesDefault => "What does not inherit takes the default.".to_owned(),
        Step::InheritedBuildId { build_id } => format!("They inherit build ID {build_id}."),
        Step::NothingToInherit => {
            "Their workflows have no build ID to inherit, so they take the default.".to_owned()
        }
        Step::EagerActivity { task_queue: _ } => {
            "They are eager: the worker that completed the workflow task runs them.".to_owned()
        }
        Step::QueueDefault { .. }
        | Step::UnversionedQueue { .. }
        | Step::SetDefault { .. }
        | Step::UnknownBuildId { .. }
        | Step::UnversionedWorkers { .. } => String::new(),
        step => super::step(step),
    }
}

/// What a rule finds in the version sets of the task queue.
fn of_place(step: &Step, facts: &LandingFacts) -> String {
    let set = || comma_separated(&facts.version_set);
    match step {
        Step::QueueDefault { task_queue, .. } => {
            format!("The default of {task_queue} is the version set {}.", set())
        }
        Step::SetDefault { task_queue, build_id, .. } => {
            format!("On {task_queue}, {build_id} is in the version set {}.", set())
        }
        Step::UnversionedQueue { task_queue } => {
            format!("{task_queue} has no version sets: unversioned workers are its default.")
        }
        Step::UnknownBuildId { task_queue, build_id } => {
            format!("{task_queue} has {build_id} in no version set.")
        }
        Step::UnversionedWorkers { task_queue } => {
            format!("They go past the version sets of {task_queue}, if it has any.")
        }
        step => super::step(step),
    }
}

/// Which build ID of the set it is, and since when.
fn of_version(facts: &LandingFacts) -> String {
    let lands_on = facts.landing.outcome.version();
    let Some(WorkerVersion::BuildId(build_id)) =
        lands_on.filter(|_| facts.receipt != Receipt::Direct)
    else {
        return String::new();
    };
    if facts.version_set.is_empty() {
        return format!("Only workers of exactly {build_id} get them.");
    }
    let before = facts.before.as_ref().and_then(|before| before.outcome.version());
    match before.filter(|before| *before != &WorkerVersion::BuildId(build_id.clone())) {
        Some(before) => format!(
            "The set's default takes its tasks. This step makes it {build_id}; they went to {} before.",
            version_label(before)
        ),
        None => format!("The set's default takes its tasks: {build_id}."),
    }
}

/// Who takes it.
fn of_taker(facts: &LandingFacts) -> Option<LandingReason> {
    let task_queue = &facts.landing.task_queue;
    let version = facts.landing.outcome.version();
    let refused = |text: String| match &facts.refused[..] {
        [] => (text, None),
        [first, ..] => {
            let build_ids: Vec<&BuildId> = facts.refused.iter().map(|it| &it.build_id).collect();
            let text = format!("{text} Workers of {} are refused:", listed(&build_ids));
            (text, Some(first.message.clone()))
        }
    };
    let (text, message) = match facts.receipt {
        Receipt::Refused => return None,
        Receipt::Taken => {
            let who = counted_workers(version?, facts.workers);
            let (poll, take) =
                if facts.workers == 1 { ("polls", "takes") } else { ("poll", "take") };
            (format!("{who} {poll} {task_queue} and {take} them."), None)
        }
        Receipt::Waits => {
            let who = match version? {
                WorkerVersion::Unversioned => "unversioned worker".to_owned(),
                versioned => format!("worker of {versioned}"),
            };
            let text = format!("No {who} polls {task_queue}, so they wait.");
            match facts.not_opted_in {
                0 => refused(text),
                1 => refused(format!("{text} 1 worker names it, but has not opted in.")),
                count => refused(format!("{text} {count} workers name it, but have not opted in.")),
            }
        }
        Receipt::NotKnown => {
            let text = format!(
                "The document lists no workers of {task_queue}: whether somebody takes them is not known."
            );
            (text, None)
        }
        Receipt::Direct => {
            let text = if facts.command == Some(CommandKind::Activity) {
                "The worker that completed the workflow task."
            } else {
                "The worker in the program that starts them."
            };
            (text.to_owned(), None)
        }
    };
    let is_obstacle = facts.receipt == Receipt::Waits;
    Some(LandingReason { at: Stage::Taker, title: "Who takes it", text, message, is_obstacle })
}

fn comma_separated(build_ids: &[BuildId]) -> String {
    let texts: Vec<&str> = build_ids.iter().map(BuildId::as_str).collect();
    texts.join(", ")
}
