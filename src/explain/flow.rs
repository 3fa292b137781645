//! What a screen shows of a step, with all of its words.

use serde::{Deserialize, Serialize};

use super::headline::{Headline, headline};
use super::phrases::{counted, figure, listed};
use crate::hazards::StepVerdict;
use crate::names::{BuildId, TaskQueueName};
use crate::rollout::{
    At, Carried, CommandKind, Flow, FlowEnd, FlowPlace, FlowRibbon, FlowSource, FlowTaker,
    FlowVersion, Origin, PlaceKind, Polling, Presence, QueueFlow, Receipt, Rollout, Taking,
    VersionHistory,
};
use crate::routing::PollOutcome;
use crate::task::Outcome;
use crate::version::WorkerVersion;

/// What a screen shows of a step: the verdict on it, and for each task queue what starts and runs there, where it goes and
/// who takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Flow"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedFlow {
    /// The verdict on the step.
    pub headline: Headline,
    /// The largest count of a source on any task queue, at least 1, which is the same for every step: widths are relative to
    /// it.
    pub largest: u64,
    /// The task queues, in the order of their names.
    pub task_queues: Vec<ExplainedQueueFlow>,
}

/// What flows where on a task queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "QueueFlow"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedQueueFlow {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// The generation of its versioning, in words: `version sets` or `unversioned`.
    pub generation: &'static str,
    /// Whether anything of it differs between the two moments.
    pub changes: bool,
    /// How many workflows run on it: an entry for many counts as many.
    pub running: u64,
    /// How many build IDs it knows after.
    pub build_ids: usize,
    /// What starts and runs on it, in the order of the places where it lands, new workflows first.
    pub sources: Vec<ExplainedSource>,
    /// Where that goes, from the top: the version sets, the one that appeared last first; build IDs that the queue does not
    /// know; unversioned workers.
    pub places: Vec<ExplainedPlace>,
    /// Who takes it, in the order of places and versions.
    pub takers: Vec<ExplainedTaker>,
}

/// What starts, runs or is asked for on a task queue, drawn as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FlowSource"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedSource {
    /// Identifies it on its task queue over all moments.
    pub id: String,
    /// What it is.
    pub kind: SourceKind,
    /// Its name, such as `Running on 1.0` or `Activities on payments`.
    pub label: String,
    /// A second line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How many; absent for new workflows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// How many of them move; 1 for new workflows that do.
    pub moved: u64,
    /// Its parts, by where they go: one for most sources.
    pub ribbons: Vec<ExplainedRibbon>,
    /// What the commands of these workflows lead to; empty for others, and where [`FlowOptions::commands_of`] leaves it out.
    pub commands: Vec<ExplainedSource>,
    /// The names of what they lead to, also where `commands` leaves it out.
    pub command_labels: Vec<String>,
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum SourceKind {
    /// New workflows.
    NewWorkflows,
    /// Running workflows.
    Running,
    /// What commands of running workflows lead to.
    Command,
}

/// A part of a source that goes from one place to one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FlowRibbon"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedRibbon {
    /// How many; 1 for new workflows.
    pub count: u64,
    /// The indexes of the subjects in the rollout's list.
    pub subjects: Vec<usize>,
    /// Where it goes.
    pub to: ExplainedEnd,
    /// Where it went before; absent if it stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<ExplainedEnd>,
}

/// Where a part of a source goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FlowEnd"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedEnd {
    /// The task queue, whose `places` and `takers` the indexes are for.
    pub task_queue: TaskQueueName,
    /// The index of the place; absent for what is refused before it lands, or handed to a worker directly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<usize>,
    /// The index of the version in the place's `versions`; there if `place` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<usize>,
    /// Who takes it.
    pub receipt: Receipt,
    /// The index of the taker of what is taken, waits or is not known. Absent for what waited before and does not any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taker: Option<usize>,
    /// A short name, such as `1.2`, `unversioned` or `refused`.
    pub label: String,
    /// The server's message, verbatim, where it refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Where things of a task queue go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FlowPlace"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedPlace {
    /// Identifies it on its task queue over all moments: the ID of the version set, or the build ID; empty for unversioned
    /// workers.
    pub id: BuildId,
    /// What it is.
    pub kind: PlaceKind,
    /// Its number, from 0, in the order in which the places of the task queue first appear; absent for unversioned workers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appearance: Option<usize>,
    /// Its name, such as `Version set of 2.0`.
    pub title: String,
    /// What it is for, such as `default for new workflows`; may be empty.
    pub status: &'static str,
    /// The status before, if another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_before: Option<&'static str>,
    /// True if it is not there before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::vocabulary::schema::only_true"))]
    pub is_new: bool,
    /// True if it is not there after.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::vocabulary::schema::only_true"))]
    pub is_gone: bool,
    /// Its versions: the default of the set first, the others from the latest default to the earliest, then those that are
    /// there only before.
    pub versions: Vec<ExplainedVersion>,
}

/// A version in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FlowVersion"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedVersion {
    /// Its build ID; absent for unversioned workers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_id: Option<BuildId>,
    /// Its name.
    pub label: String,
    /// How many running workflows land there after; what their commands lead to is not counted.
    pub count: u64,
    /// How many did before.
    pub count_before: u64,
    /// Whether new workflows land there after.
    pub new_workflows: bool,
    /// Whether they did before.
    pub new_workflows_before: bool,
    /// What became of it, such as `new, takes over from 1.1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who takes what lands on a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FlowTaker"))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedTaker {
    /// Identifies it on its task queue over all moments.
    pub id: String,
    /// What it is.
    pub kind: TakerKind,
    /// Its name, such as `6 workers of 2.0` or `Nobody polls for 1.2`.
    pub title: String,
    /// A second line, such as `refused: 1.2 is newer in its set`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The indexes of the workers in the document's list.
    pub workers: Vec<usize>,
    /// The build ID as which they poll, or would have to; absent for unversioned workers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<BuildId>,
    /// What to do where nobody takes it, or nobody is known to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// Whether something that the document names reached the workers before.
    pub received_before: bool,
}

/// What a taker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum TakerKind {
    /// Workers that receive something.
    Workers,
    /// Nobody: something waits.
    Nobody,
    /// The document lists no workers of the task queue.
    NotKnown,
    /// Workers whose polls the server refuses.
    Refused,
    /// Workers that nothing of the document reaches.
    Idle,
}

/// What a flow describes in full.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FlowOptions {
    /// The task queues that are described in full besides those that change; all by default. Of the others only the line is
    /// there: `sources`, `places` and `takers` are empty.
    #[serde(default)]
    pub task_queues: Option<Vec<TaskQueueName>>,
    /// The sources of which the commands are described; all by default.
    #[serde(default)]
    pub commands_of: Option<Vec<SourceOf>>,
}

/// A source of a flow, or one of its commands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub struct SourceOf {
    /// The task queue in whose flow it stands.
    pub task_queue: TaskQueueName,
    /// Its ID.
    pub source: String,
}

impl FlowOptions {
    /// Whether the commands of a source are asked for: by its ID, or by that of one of them.
    fn describes_commands(&self, task_queue: &TaskQueueName, source: &str) -> bool {
        let is_asked = |of: &SourceOf| {
            let rest = of.source.strip_prefix(source).filter(|_| of.task_queue == *task_queue);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(OF_COMMAND))
        };
        self.commands_of.as_ref().is_none_or(|all| all.iter().any(is_asked))
    }

    /// Whether only the line of a task queue is asked for.
    fn folds(&self, flow: &QueueFlow) -> bool {
        let unfolded = self.task_queues.as_ref();
        !flow.changes && unfolded.is_some_and(|names| !names.contains(&flow.task_queue))
    }
}

impl Rollout {
    /// What a screen shows after a moment, and what moves there from another one.
    #[must_use]
    pub fn explained_flow(&self, before: &At, after: &At, options: &FlowOptions) -> ExplainedFlow {
        let subjects = self.subjects_at(&[before, after]);
        let passage = self.passage(&subjects, before, after);
        let verdict = self.verdict_of(&passage);
        // A verdict that is about no task queue in particular is about all.
        let asked = options.task_queues.as_ref().filter(|_| !verdict.task_queues.is_empty());
        let asked: Option<Vec<_>> = asked.map(|it| it.iter().chain(&verdict.task_queues).collect());
        ExplainedFlow::new(self.flow_of(&passage, asked.as_deref()), &verdict, options)
    }
}

impl ExplainedFlow {
    /// The words for a flow, given the verdict on the same step.
    #[must_use]
    pub fn new(flow: Flow, verdict: &StepVerdict, options: &FlowOptions) -> Self {
        let headline = headline(&flow, verdict);
        let in_words = |mut queue: QueueFlow| {
            if options.folds(&queue) {
                queue = QueueFlow {
                    sources: Vec::new(),
                    places: Vec::new(),
                    takers: Vec::new(),
                    ..queue
                };
            }
            ExplainedQueueFlow::new(queue, options)
        };
        let task_queues = flow.task_queues.into_iter().map(in_words).collect();
        Self { headline, largest: flow.largest, task_queues }
    }
}

impl ExplainedQueueFlow {
    fn new(flow: QueueFlow, options: &FlowOptions) -> Self {
        let name = flow.task_queue;
        let words = |source| ExplainedSource::new(source, &name, options);
        Self {
            generation: if flow.version_sets > 0 { "version sets" } else { "unversioned" },
            changes: flow.changes,
            running: flow.running,
            build_ids: flow.build_ids,
            sources: flow.sources.into_iter().map(words).collect(),
            places: flow.places.into_iter().map(|it| ExplainedPlace::new(it, &name)).collect(),
            takers: flow.takers.into_iter().map(|it| ExplainedTaker::new(it, &name)).collect(),
            task_queue: name,
        }
    }
}

impl ExplainedSource {
    fn new(source: FlowSource, task_queue: &TaskQueueName, options: &FlowOptions) -> Self {
        let FlowSource { origin, count, moved, ribbons, commands } = source;
        let is_new = origin == Origin::NewWorkflows;
        let kind = match origin {
            Origin::NewWorkflows => SourceKind::NewWorkflows,
            Origin::Running(_) => SourceKind::Running,
            Origin::Command { .. } => SourceKind::Command,
        };
        let mut kinds: Vec<&str> = Vec::new();
        for command in &commands {
            if let Origin::Command { kind, .. } = command.origin
                && kinds.last() != Some(&kinds_of(kind))
            {
                kinds.push(kinds_of(kind));
            }
        }
        let note = match kinds[..] {
            [] => is_new.then(|| "from now on".to_owned()),
            _ => Some(kinds.join(", ")),
        };
        let id = source_id(&origin);
        let command_labels = commands.iter().map(|it| source_label(&it.origin)).collect();
        let command = |it| {
            let command = Self::new(it, task_queue, options);
            Self { id: format!("{id}{OF_COMMAND}{}", command.id), ..command }
        };
        let is_described = options.describes_commands(task_queue, &id);
        let commands = commands.into_iter().filter(|_| is_described).map(command).collect();
        Self {
            kind,
            label: source_label(&origin),
            note,
            count: (!is_new).then_some(count),
            moved,
            ribbons: ribbons.into_iter().map(|it| ExplainedRibbon::new(it, task_queue)).collect(),
            commands,
            command_labels,
            id,
        }
    }
}

/// What stands between the ID of a source and that of one of its commands.
const OF_COMMAND: &str = " › ";

/// Something in words that no other source of a task queue has, nor another command of the same source.
fn source_id(origin: &Origin) -> String {
    match origin {
        Origin::NewWorkflows => "new".to_owned(),
        Origin::Running(Carried::BuildId(build_id)) => format!("running {build_id}"),
        Origin::Running(Carried::Inherited(build_id)) => format!("inherited {build_id}"),
        Origin::Running(Carried::Unversioned) => "unversioned".to_owned(),
        Origin::Running(Carried::NotStarted) => "not started".to_owned(),
        Origin::Command { kind, task_queue: None } => kinds_of(*kind).to_owned(),
        Origin::Command { kind, task_queue: Some(task_queue) } => {
            format!("{} on {task_queue}", kinds_of(*kind))
        }
    }
}

/// The name of a source.
fn source_label(origin: &Origin) -> String {
    match origin {
        Origin::NewWorkflows => "New workflows".to_owned(),
        Origin::Running(Carried::BuildId(build_id)) => format!("Running on {build_id}"),
        Origin::Running(Carried::Inherited(build_id)) => format!("Running, inherited {build_id}"),
        Origin::Running(Carried::Unversioned) => "Running, unversioned".to_owned(),
        Origin::Running(Carried::NotStarted) => "Running, not started".to_owned(),
        Origin::Command { kind, task_queue } => {
            let kind = match kind {
                CommandKind::Activity => "Activities",
                CommandKind::ChildWorkflow => "Children",
                CommandKind::ContinueAsNew => "Next runs",
                CommandKind::WorkflowRetry => "Retries",
                CommandKind::CronRun => "Cron runs",
                CommandKind::Reset => "Resets",
            };
            match task_queue {
                Some(task_queue) => format!("{kind} on {task_queue}"),
                None => kind.to_owned(),
            }
        }
    }
}

/// What commands lead to, in the plural.
pub(super) const fn kinds_of(kind: CommandKind) -> &'static str {
    match kind {
        CommandKind::Activity => "activities",
        CommandKind::ChildWorkflow => "children",
        CommandKind::ContinueAsNew => "next runs",
        CommandKind::WorkflowRetry => "retries",
        CommandKind::CronRun => "cron runs",
        CommandKind::Reset => "resets",
    }
}

impl ExplainedRibbon {
    fn new(ribbon: FlowRibbon, task_queue: &TaskQueueName) -> Self {
        let FlowRibbon { count, subjects, to, from } = ribbon;
        let end = |end| ExplainedEnd::new(end, task_queue);
        Self { count, subjects, to: end(to), from: from.map(end) }
    }
}

impl ExplainedEnd {
    fn new(end: FlowEnd, of: &TaskQueueName) -> Self {
        let label = end_label(&end, of);
        let FlowEnd { task_queue, outcome, receipt, slot, taker } = end;
        let message = outcome.refusal();
        let (place, version) = (slot.map(|slot| slot.place), slot.map(|slot| slot.version));
        Self { task_queue, place, version, receipt, taker, label, message }
    }
}

/// Where something goes, seen from a task queue.
pub(super) fn end_label(end: &FlowEnd, of: &TaskQueueName) -> String {
    let name = match (&end.outcome, end.receipt) {
        (Outcome::Rejected(_) | Outcome::Refused(_), _) => return "refused".to_owned(),
        (Outcome::Split(shares), _) => super::phrases::shares(shares),
        (Outcome::Version(_), Receipt::Direct) => return "the same worker".to_owned(),
        (Outcome::Version(version), _) => version_label(version),
    };
    if end.task_queue == *of { name } else { format!("{name} on {}", end.task_queue) }
}

/// The name of a version.
pub(super) fn version_label(version: &WorkerVersion) -> String {
    match version {
        WorkerVersion::Unversioned => "unversioned".to_owned(),
        WorkerVersion::BuildId(build_id) => build_id.to_string(),
        WorkerVersion::Deployment(version) => version.to_string(),
    }
}

impl ExplainedPlace {
    fn new(place: FlowPlace, task_queue: &TaskQueueName) -> Self {
        let status = |is_default| if is_default { "default for new workflows" } else { "" };
        let id = place.id.unwrap_or_default();
        let title = match place.kind {
            PlaceKind::VersionSet => format!("Version set of {id}"),
            PlaceKind::UnknownBuildId => format!("Unknown to {task_queue}"),
            PlaceKind::Unversioned => "Unversioned".to_owned(),
        };
        let before = (place.was_default != place.is_default).then(|| status(place.was_default));
        Self {
            id,
            kind: place.kind,
            appearance: place.appearance,
            title,
            status: status(place.is_default),
            status_before: before.filter(|_| place.presence != Presence::OnlyAfter),
            is_new: place.presence == Presence::OnlyAfter,
            is_gone: place.presence == Presence::OnlyBefore,
            versions: place.versions.into_iter().map(ExplainedVersion::from).collect(),
        }
    }
}

impl From<FlowVersion> for ExplainedVersion {
    fn from(found: FlowVersion) -> Self {
        Self {
            label: version_label(&found.version),
            build_id: found.version.build_id().cloned(),
            count: found.count,
            count_before: found.count_before,
            new_workflows: found.new_workflows,
            new_workflows_before: found.new_workflows_before,
            note: history(&found.history),
        }
    }
}

/// What became of a build ID in its set.
fn history(history: &VersionHistory) -> Option<String> {
    let text = match history {
        VersionHistory::Same => return None,
        VersionHistory::TakesOver { is_new, from } => {
            let new = is_new.then(|| "new".to_owned());
            let over = (!from.is_empty()).then(|| format!("takes over from {}", listed(from)));
            let parts: Vec<String> = new.into_iter().chain(over).collect();
            parts.join(", ")
        }
        VersionHistory::Replaced { by: Some(by) } => format!("replaced by {by} earlier"),
        VersionHistory::Replaced { by: None } => "replaced earlier".to_owned(),
    };
    Some(text)
}

impl ExplainedTaker {
    fn new(taker: FlowTaker, task_queue: &TaskQueueName) -> Self {
        let FlowTaker { taking, version, workers, received_before } = taker;
        let build_id = version.build_id().cloned();
        let who = counted_workers(&version, workers.len());
        let them = if workers.len() == 1 { "it" } else { "them" };
        let (kind, prefix, title, note) = match &taking {
            Taking::Workers => {
                let poll = if workers.len() == 1 { "polls" } else { "poll" };
                (TakerKind::Workers, "workers", who, Some(format!("{poll} {task_queue}")))
            }
            Taking::Refused(polling) => {
                (TakerKind::Refused, "workers", who, Some(refused(polling)))
            }
            Taking::Idle(Polling::Valid(PollOutcome::UnknownBuildId { build_id, .. })) => {
                let note = format!("{task_queue} does not know {build_id}");
                (TakerKind::Idle, "workers", who, Some(note))
            }
            Taking::Idle(_) => {
                (TakerKind::Idle, "workers", who, Some(format!("nothing listed reaches {them}")))
            }
            Taking::Nobody { not_opted_in } => {
                let title = match &build_id {
                    Some(build_id) => format!("Nobody polls for {build_id}"),
                    None => "No unversioned worker polls".to_owned(),
                };
                let note = match not_opted_in.len() {
                    0 => None,
                    1 => Some("1 worker names it, but has not opted in".to_owned()),
                    count => Some(format!(
                        "{} workers name it, but have not opted in",
                        figure(count as u64)
                    )),
                };
                (TakerKind::Nobody, "nobody", title, note)
            }
            Taking::NotKnown => {
                let title = match &build_id {
                    Some(build_id) => format!("Not known who polls for {build_id}"),
                    None => "Not known who polls unversioned".to_owned(),
                };
                let note = format!("the document lists no workers of {task_queue}");
                (TakerKind::NotKnown, "notKnown", title, Some(note))
            }
        };
        let id = match &build_id {
            Some(build_id) => format!("{prefix} {build_id}"),
            None => prefix.to_owned(),
        };
        let is_nobody = workers.is_empty();
        let remedy = is_nobody.then(|| match &build_id {
            Some(build_id) => format!("Add a worker of {build_id}"),
            None => "Add an unversioned worker".to_owned(),
        });
        Self { id, kind, title, note, workers, version: build_id, remedy, received_before }
    }
}

/// Why polls are refused.
fn refused(polling: &Polling) -> String {
    match (polling.superseded_by(), polling) {
        (Some(newer), _) => format!("refused: {newer} is newer in its set"),
        (None, Polling::Invalid(invalid)) => format!("refused: {}", invalid.message),
        (None, Polling::Valid(_)) => "refused".to_owned(),
    }
}

/// A number of workers of a version.
pub(super) fn counted_workers(version: &WorkerVersion, count: usize) -> String {
    match version {
        WorkerVersion::Unversioned => counted(count as u64, "unversioned worker"),
        versioned => format!("{} of {versioned}", counted(count as u64, "worker")),
    }
}
