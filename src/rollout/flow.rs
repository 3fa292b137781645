//! What a screen shows of a step: what starts and runs on each task queue, where it goes, and who takes it.
//!
//! What is drawn as one forms a [`Source`], which does not depend on the moment. A [`Flow`] says where the sources land
//! after one moment, and what moved there from another.

use std::collections::{BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;
use serde::Serialize;

use super::{
    At, CommandTask, LandingGroup, Moment, Passage, PlacedWorker, Polling, Rollout, RolloutCommand,
    RolloutDocument, RolloutSubject, RolloutWorkflow, Situation, Subject, not_opted_in,
};
use crate::names::{BuildId, TaskQueueName};
use crate::namespace::Namespace;
use crate::task::{Follows, Outcome, Reason};
use crate::version::WorkerVersion;
use crate::version_sets::{RunStatus, VersionSet};

/// Subjects that are drawn as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The task queue of their workflows.
    pub task_queue: TaskQueueName,
    /// What they are.
    pub origin: Origin,
    /// Their indexes in the rollout's list of subjects.
    pub subjects: Vec<usize>,
    /// How many they are: an entry for many workflows counts as many.
    pub count: u64,
    /// What their commands lead to.
    pub commands: Vec<Self>,
}

/// What the subjects of a source are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// New workflows of a task queue.
    NewWorkflows,
    /// Running workflows that carry the same.
    Running(Carried),
    /// What commands of such workflows lead to.
    Command {
        /// What that is.
        kind: CommandKind,
        /// The task queue that they name, if it is another than that of the workflows.
        task_queue: Option<TaskQueueName>,
    },
}

/// What a running workflow has from the past that decides where its next task lands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carried {
    /// The build ID of the worker that completed its latest workflow task.
    BuildId(BuildId),
    /// The build ID that it inherited at its start; it has completed no workflow task.
    Inherited(BuildId),
    /// Nothing: unversioned workers run it.
    Unversioned,
    /// Nothing: it has completed no workflow task.
    NotStarted,
}

/// What a command leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommandKind {
    /// An activity.
    Activity,
    /// A child workflow.
    ChildWorkflow,
    /// The next run of a workflow that continues as new.
    ContinueAsNew,
    /// The next attempt of a workflow under its retry policy.
    WorkflowRetry,
    /// The next run of a workflow by its cron schedule.
    CronRun,
    /// The next workflow task of a workflow when it is reset.
    Reset,
}

impl From<&RolloutWorkflow> for Carried {
    fn from(workflow: &RolloutWorkflow) -> Self {
        let has_completed = workflow.has_completed_workflow_task != Some(false);
        match (workflow.build_id.clone(), has_completed) {
            (Some(build_id), true) => Self::BuildId(build_id),
            (Some(build_id), false) => Self::Inherited(build_id),
            (None, true) => Self::Unversioned,
            (None, false) => Self::NotStarted,
        }
    }
}

impl Carried {
    /// The build ID, if it is one.
    #[must_use]
    pub const fn build_id(&self) -> Option<&BuildId> {
        match self {
            Self::BuildId(build_id) | Self::Inherited(build_id) => Some(build_id),
            Self::Unversioned | Self::NotStarted => None,
        }
    }
}

impl From<&CommandTask> for CommandKind {
    fn from(task: &CommandTask) -> Self {
        match task {
            CommandTask::Activity { .. } => Self::Activity,
            CommandTask::ChildWorkflow { .. } => Self::ChildWorkflow,
            CommandTask::ContinueAsNew { .. } => Self::ContinueAsNew,
            CommandTask::WorkflowRetry => Self::WorkflowRetry,
            CommandTask::CronRun => Self::CronRun,
            CommandTask::Reset { .. } => Self::Reset,
        }
    }
}

impl Source {
    fn new(task_queue: &TaskQueueName, origin: Origin) -> Self {
        let task_queue = task_queue.clone();
        Self { task_queue, origin, subjects: Vec::new(), count: 0, commands: Vec::new() }
    }

    fn new_workflows(task_queue: &TaskQueueName, place: usize) -> Self {
        let mut source = Self::new(task_queue, Origin::NewWorkflows);
        source.add(place, 1);
        source
    }

    fn add(&mut self, subject: usize, count: u32) {
        self.subjects.push(subject);
        self.count += u64::from(count);
    }

    /// The task queues on which it or what its commands lead to lands.
    fn targets(&self) -> impl Iterator<Item = &TaskQueueName> {
        let commands = self.commands.iter().filter_map(|command| match &command.origin {
            Origin::Command { task_queue, .. } => task_queue.as_ref(),
            Origin::NewWorkflows | Origin::Running(_) => None,
        });
        std::iter::once(&self.task_queue).chain(commands)
    }

    fn add_command(&mut self, command: &RolloutCommand, subject: usize, count: u32) {
        let task_queue = command.task.task_queue().filter(|name| **name != self.task_queue);
        let origin =
            Origin::Command { kind: (&command.task).into(), task_queue: task_queue.cloned() };
        let known = self.commands.iter().position(|source| source.origin == origin);
        let place = known.unwrap_or_else(|| {
            self.commands.push(Self::new(&self.task_queue, origin));
            self.commands.len() - 1
        });
        self.commands[place].add(subject, count);
    }
}

/// The sources of a document: new workflows of each task queue, then the running workflows that carry the same. Closed
/// workflows are none.
pub(super) fn sources(document: &RolloutDocument, subjects: &[Subject]) -> Vec<Source> {
    let mut sources = Vec::new();
    for (place, subject) in subjects.iter().enumerate() {
        let RolloutSubject::NewWorkflows { task_queue } = &subject.what else { break };
        sources.push(Source::new_workflows(task_queue, place));
    }
    let mut next = sources.len();
    let mut places: HashMap<_, usize, FxBuildHasher> = HashMap::default();
    for workflow in &document.workflows {
        let own = next;
        next += 1;
        if workflow.status() == RunStatus::Closed {
            continue;
        }
        let carried = Carried::from(workflow);
        let place = *places.entry((&workflow.task_queue, carried.clone())).or_insert_with(|| {
            sources.push(Source::new(&workflow.task_queue, Origin::Running(carried)));
            sources.len() - 1
        });
        let source = &mut sources[place];
        source.add(own, workflow.count());
        for command in &workflow.commands {
            source.add_command(command, next, workflow.count());
            next += 1;
        }
    }
    for source in &mut sources {
        source.commands.sort_by(|one, other| one.origin.cmp(&other.origin));
    }
    sources
}

/// What flows where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The largest count of a source, at least 1. It is the same at every moment.
    pub largest: u64,
    /// The task queues, in the order of their names.
    pub task_queues: Vec<QueueFlow>,
}

/// What flows where on a task queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueFlow {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// Whether its version sets differ between the two moments, or something of it moves.
    pub changes: bool,
    /// How many workflows run on it.
    pub running: u64,
    /// How many version sets it has after.
    pub version_sets: usize,
    /// How many build IDs it knows after.
    pub build_ids: usize,
    /// What starts and runs on it.
    pub sources: Vec<FlowSource>,
    /// Where that goes.
    pub places: Vec<FlowPlace>,
    /// Who takes it.
    pub takers: Vec<FlowTaker>,
}

/// What becomes of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowSource {
    /// What it is.
    pub origin: Origin,
    /// How many.
    pub count: u64,
    /// How many of them land elsewhere than before.
    pub moved: u64,
    /// Its parts, by where they go.
    pub ribbons: Vec<FlowRibbon>,
    /// What becomes of what its commands lead to.
    pub commands: Vec<Self>,
}

/// The part of a source that goes to one place from one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowRibbon {
    /// How many.
    pub count: u64,
    /// The indexes of the subjects in the rollout's list.
    pub subjects: Vec<usize>,
    /// Where it lands.
    pub to: FlowEnd,
    /// Where it landed before, if elsewhere.
    pub from: Option<FlowEnd>,
}

/// Where a part of a source lands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowEnd {
    /// The task queue.
    pub task_queue: TaskQueueName,
    /// Which workers get it.
    pub outcome: Outcome,
    /// Who takes it.
    pub receipt: Receipt,
    /// Its version on the task queue; `None` for what goes past the queue.
    pub slot: Option<Slot>,
    /// The index of the taker on the task queue, if there is one.
    pub taker: Option<usize>,
}

/// A version of a task queue: its place, and its index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The index of the place.
    pub place: usize,
    /// The index of the version in it.
    pub version: usize,
}

/// Who takes what lands on a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Receipt {
    /// Workers take it.
    Taken,
    /// It waits: none of the workers that are listed for its task queue receives it.
    Waits,
    /// The document lists no workers of its task queue, so whether somebody takes it is not known.
    NotKnown,
    /// The server refuses it.
    Refused,
    /// It is handed to a worker directly (eager execution), past the task queue.
    Direct,
}

/// When a place is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Before and after.
    Always,
    /// Only before.
    OnlyBefore,
    /// Only after.
    OnlyAfter,
}

/// Where things of a task queue go: a version set, or what stands for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowPlace {
    /// What it is.
    pub kind: PlaceKind,
    /// Identifies it over all moments: the ID of the set, or the build ID; `None` for unversioned workers.
    pub id: Option<BuildId>,
    /// Its number, from 0, in the order in which the places of the task queue first appear; `None` for unversioned workers.
    pub appearance: Option<usize>,
    /// Whether new workflows start there after.
    pub is_default: bool,
    /// Whether they did before.
    pub was_default: bool,
    /// When it is there.
    pub presence: Presence,
    /// Its versions: the default of the set first, the others from the latest default to the earliest, then those that are
    /// there only before.
    pub versions: Vec<FlowVersion>,
}

/// The kind of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PlaceKind {
    /// A version set.
    VersionSet,
    /// A build ID that the task queue does not know.
    UnknownBuildId,
    /// The unversioned workers.
    Unversioned,
}

/// A version in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowVersion {
    /// The version.
    pub version: WorkerVersion,
    /// How many running workflows land there after.
    pub count: u64,
    /// How many did before.
    pub count_before: u64,
    /// Whether new workflows land there after.
    pub new_workflows: bool,
    /// Whether they did before.
    pub new_workflows_before: bool,
    /// What became of it in its set.
    pub history: VersionHistory,
}

/// What became of a build ID in its set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionHistory {
    /// Nothing that its counts do not tell.
    Same,
    /// It is the default of a set from now on.
    TakesOver {
        /// Whether the task queue did not know it before.
        is_new: bool,
        /// The defaults of until then, if the sets were there.
        from: Vec<BuildId>,
    },
    /// Others were made the default of the set after it, before either moment.
    Replaced {
        /// The other, if it can only be one.
        by: Option<BuildId>,
    },
}

/// Who takes what lands on a version of a task queue, or nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowTaker {
    /// Who it is.
    pub taking: Taking,
    /// The version as which they poll, or would have to.
    pub version: WorkerVersion,
    /// The indexes, in the document's `workers`, of the workers.
    pub workers: Vec<usize>,
    /// Whether something reached the workers before.
    pub received_before: bool,
}

/// Who takes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taking {
    /// Workers receive it.
    Workers,
    /// The server refuses the polls of the workers.
    Refused(Polling),
    /// The workers poll, and nothing of the document reaches them.
    Idle(Polling),
    /// Nobody polls for the version.
    Nobody {
        /// The indexes, in the document's `workers`, of those that name the build ID and have not opted in to versioning.
        not_opted_in: Vec<usize>,
    },
    /// The document lists no workers of the task queue.
    NotKnown,
}

impl Receipt {
    /// Who takes something, given the workers that receive it, and whether it is known which workers poll its task queue.
    pub(super) fn new(
        reason: Reason,
        outcome: &Outcome,
        workers: &[usize],
        knows_workers: bool,
    ) -> Self {
        if is_direct(reason) {
            Self::Direct
        } else if outcome.is_refused() {
            Self::Refused
        } else if !workers.is_empty() {
            Self::Taken
        } else if knows_workers {
            Self::Waits
        } else {
            Self::NotKnown
        }
    }
}

impl FlowEnd {
    fn lands_like(&self, other: &Self) -> bool {
        self.task_queue == other.task_queue && self.outcome == other.outcome
    }
}

/// Whether something goes past its task queue.
const fn is_direct(reason: Reason) -> bool {
    matches!(reason, Reason::EagerActivity | Reason::EagerWorkflowStart)
}

/// The version on which a group lands, if it lands on its task queue.
fn version_on_queue(group: &LandingGroup) -> Option<&WorkerVersion> {
    group.outcome.version().filter(|_| !is_direct(group.reason))
}

/// For each group of a situation, whether something is drawn of it: queries to closed workflows are not.
fn drawn(situation: &Situation, subjects: &[Subject]) -> Vec<bool> {
    let mut drawn = vec![false; situation.groups.len()];
    for (subject, group) in subjects.iter().zip(&situation.subjects) {
        drawn[*group] |= !subject.is_query();
    }
    drawn
}

/// A moment, and what of it is drawn.
struct Side<'a> {
    namespace: &'a Namespace,
    situation: &'a Situation,
    is_drawn: Vec<bool>,
}

impl<'a> Side<'a> {
    fn new(moment: &'a Moment<'_>, subjects: &[Subject]) -> Self {
        let situation = moment.situation();
        let is_drawn = drawn(situation, subjects);
        Self { namespace: &moment.namespace, situation, is_drawn }
    }

    fn drawn_groups(&self) -> impl Iterator<Item = &'a LandingGroup> {
        let groups = self.situation.groups.iter().zip(&self.is_drawn);
        groups.filter(|(_, is_drawn)| **is_drawn).map(|(group, _)| group)
    }
}

/// What is known of a task queue before anything of it is described.
#[derive(Default)]
struct Line {
    /// Whether its version sets differ between the two moments, or something of it moves.
    changes: bool,
    /// How many workflows run on it.
    running: u64,
    /// Whether what starts and runs on it is described.
    is_described: bool,
    /// Whether its places and takers are found out: something that is described lands there.
    is_drafted: bool,
}

/// The lines of all task queues, in the order of their names.
struct Lines<'a> {
    names: Vec<&'a TaskQueueName>,
    lines: Vec<Line>,
}

impl<'a> Lines<'a> {
    fn new(sides: &[Side<'a>; 2], sources: &[&Source], asked: Option<&[&TaskQueueName]>) -> Self {
        let [before, after] = sides;
        let is_asked = |name: &TaskQueueName| asked.is_none_or(|asked| asked.contains(&name));
        let names: Vec<_> =
            after.situation.task_queues.iter().map(|queue| &queue.task_queue).collect();
        let line = |name: &&TaskQueueName| {
            let [was, is] = [before, after].map(|side| side.namespace.sets(name));
            Line { changes: differ(was, is), ..Line::default() }
        };
        let lines = names.iter().map(line).collect();
        let mut found = Self { names, lines };
        for source in sources {
            let Some(place) = found.place(&source.task_queue) else { continue };
            let line = &mut found.lines[place];
            line.changes |= source.moves(before.situation, after.situation);
            line.is_described |= source.targets().any(is_asked);
            if source.origin != Origin::NewWorkflows {
                line.running += source.count;
            }
        }
        for place in 0..found.lines.len() {
            let is_asked = is_asked(found.names[place]);
            let line = &mut found.lines[place];
            line.is_described |= line.changes || is_asked;
            line.is_drafted |= line.is_described;
        }
        for source in sources {
            if found.described(&source.task_queue).is_none() {
                continue;
            }
            for target in source.targets() {
                if let Some(place) = found.place(target) {
                    found.lines[place].is_drafted = true;
                }
            }
        }
        found
    }

    fn place(&self, name: &TaskQueueName) -> Option<usize> {
        self.names.binary_search(&name).ok()
    }

    /// The index of a task queue that is described.
    fn described(&self, name: &TaskQueueName) -> Option<usize> {
        self.place(name).filter(|place| self.lines[*place].is_described)
    }

    /// The index of a task queue of which the places and takers are found out.
    fn drafted(&self, name: &TaskQueueName) -> Option<usize> {
        self.place(name).filter(|place| self.lines[*place].is_drafted)
    }
}

impl Source {
    /// Whether some of it, or of what its commands lead to, lands elsewhere.
    fn moves(&self, before: &Situation, after: &Situation) -> bool {
        if std::ptr::eq(before, after) {
            return false;
        }
        let moves = |subject: &usize| !before.landing(*subject).lands_like(after.landing(*subject));
        self.subjects.iter().any(moves)
            || self.commands.iter().any(|command| command.moves(before, after))
    }
}

type ByVersion<T> = HashMap<WorkerVersion, T, FxBuildHasher>;

/// A task queue with its places and takers, before anything flows.
struct QueueDraft {
    flow: QueueFlow,
    slots: ByVersion<Slot>,
    /// The takers that are workers.
    workers: ByVersion<usize>,
    /// The takers that are nobody, or not known.
    nobody: ByVersion<usize>,
    knows_workers: bool,
}

impl QueueDraft {
    /// A task queue without places and takers.
    fn empty(flow: QueueFlow, knows_workers: bool) -> Self {
        let (slots, workers, nobody) = Default::default();
        Self { flow, slots, workers, nobody, knows_workers }
    }

    fn end(&self, group: &LandingGroup) -> FlowEnd {
        let LandingGroup { reason, outcome, workers, .. } = group;
        let receipt = Receipt::new(*reason, outcome, workers, self.knows_workers);
        let version = version_on_queue(group);
        let takers = match receipt {
            Receipt::Taken => Some(&self.workers),
            Receipt::Waits | Receipt::NotKnown => Some(&self.nobody),
            Receipt::Refused | Receipt::Direct => None,
        };
        FlowEnd {
            task_queue: group.task_queue.clone(),
            outcome: group.outcome.clone(),
            receipt,
            slot: version.and_then(|version| self.slots.get(version).copied()),
            taker: version.and_then(|version| takers?.get(version).copied()),
        }
    }

    fn version_mut(&mut self, slot: Option<Slot>) -> Option<&mut FlowVersion> {
        let Slot { place, version } = slot?;
        Some(&mut self.flow.places[place].versions[version])
    }
}

impl Rollout {
    /// The sources of the document, which are the same at every moment.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.landing.sources
    }

    /// What flows where after a moment, and what moves there from another one. From the same one, nothing moves.
    #[must_use]
    pub fn flow(&self, before: &At, after: &At) -> Flow {
        let subjects = self.subjects_at(&[before, after]);
        self.flow_of(&self.passage(&subjects, before, after), None)
    }

    /// What flows where after a passage, and what moves on it.
    ///
    /// Of the task queues that do not change, only those are described that are asked for, and those from which something
    /// lands there; all for `None`. Of the others only the line is there: their sources, places and takers are empty.
    pub(crate) fn flow_of(&self, passage: &Passage<'_>, asked: Option<&[&TaskQueueName]>) -> Flow {
        let subjects = passage.subjects;
        let sides = [&passage.before, passage.after()].map(|moment| Side::new(moment, subjects));
        let [before, after] = &sides;
        let added = subjects.iter().enumerate().skip(self.subjects().len());
        let added: Vec<Source> = added
            .map(|(place, subject)| Source::new_workflows(subject.task.task_queue(), place))
            .collect();
        let sources: Vec<&Source> = self.sources().iter().chain(&added).collect();
        let lines = Lines::new(&sides, &sources, asked);
        let mut appearances = self.appearances(passage, &lines);
        let mut queues = self.drafts(&sides, &lines, &mut appearances);
        let ends = [before, after].map(|side: &Side<'_>| {
            let end = |group: &LandingGroup| {
                lines.drafted(&group.task_queue).map(|place| queues[place].end(group))
            };
            side.situation.groups.iter().map(end).collect::<Vec<_>>()
        });
        let landed = Landed { subjects, ends, before, after };
        for source in sources {
            if let Some(place) = lines.described(&source.task_queue) {
                queues[place].take(landed.flow(source));
            }
        }
        let largest = self.sources().iter().flat_map(|source| {
            [source.count].into_iter().chain(source.commands.iter().map(|command| command.count))
        });
        let task_queues = queues.into_iter().zip(&lines.lines);
        let task_queues = task_queues.map(|(queue, line)| queue.finish(line.is_described));
        Flow { largest: largest.max().unwrap_or(1), task_queues: task_queues.collect() }
    }

    /// The places of each queue in the order in which they first appear on the way to a moment: those of the start, the
    /// build IDs that something wants and the queue does not know, and those of the steps.
    fn appearances<'a>(
        &self,
        passage: &'a Passage<'_>,
        lines: &Lines<'_>,
    ) -> HashMap<&'a TaskQueueName, Vec<BuildId>, FxBuildHasher> {
        fn note(appeared: &mut Vec<BuildId>, sets: &[VersionSet]) {
            for set in sets {
                if !appeared.contains(set.id()) {
                    appeared.push(set.id().clone());
                }
            }
        }
        let mut wanted: HashMap<&TaskQueueName, BTreeSet<&BuildId>, FxBuildHasher> =
            HashMap::default();
        let situation = passage.after().situation();
        for group in &situation.groups {
            if let Follows::SetOf(build_id) = &group.follows
                && lines.drafted(&group.task_queue).is_some()
                && self.start.set_of(&group.task_queue, build_id).is_none()
            {
                wanted.entry(&group.task_queue).or_default().insert(build_id);
            }
        }
        let mut appearances: HashMap<_, Vec<BuildId>, _> = HashMap::default();
        let drafted = situation.task_queues.iter().zip(&lines.lines);
        for (queue, _) in drafted.filter(|(_, line)| line.is_drafted) {
            let name = &queue.task_queue;
            let appeared = appearances.entry(name).or_default();
            note(appeared, self.start.sets(name));
            for build_id in wanted.get(name).into_iter().flatten() {
                appeared.push((*build_id).clone());
            }
        }
        let moments = &passage.timeline.moments[..=*passage.forth.end()];
        for (moment, step) in moments.iter().skip(1).zip(&*passage.steps) {
            for name in step.operation.task_queues() {
                if let Some(appeared) = appearances.get_mut(name) {
                    note(appeared, moment.namespace.sets(name));
                }
            }
        }
        for name in passage.back.iter().flat_map(|step| step.operation.task_queues()) {
            if let Some(appeared) = appearances.get_mut(name) {
                note(appeared, passage.before.namespace.sets(name));
            }
        }
        appearances
    }

    /// The task queues with their lines and, where they are drafted, their places and takers.
    fn drafts(
        &self,
        sides: &[Side<'_>; 2],
        lines: &Lines<'_>,
        appearances: &mut HashMap<&TaskQueueName, Vec<BuildId>, FxBuildHasher>,
    ) -> Vec<QueueDraft> {
        let [before, after] = sides;
        let mut landed_on: HashMap<&TaskQueueName, BTreeSet<&WorkerVersion>, FxBuildHasher> =
            HashMap::default();
        let mut unreceived: HashMap<&TaskQueueName, BTreeSet<&WorkerVersion>, FxBuildHasher> =
            HashMap::default();
        for group in before.drawn_groups().chain(after.drawn_groups()) {
            if let Some(version) = version_on_queue(group)
                && lines.drafted(&group.task_queue).is_some()
            {
                landed_on.entry(&group.task_queue).or_default().insert(version);
            }
        }
        for group in after.drawn_groups().filter(|group| group.waits) {
            if let Some(version) = version_on_queue(group) {
                unreceived.entry(&group.task_queue).or_default().insert(version);
            }
        }
        let mut workers: HashMap<&TaskQueueName, Vec<(usize, &PlacedWorker)>, FxBuildHasher> =
            HashMap::default();
        for (place, worker) in self.workers().iter().enumerate() {
            workers.entry(&worker.task_queue).or_default().push((place, worker));
        }
        let listing = self.listing();
        let of_queue = |(name, line): (&&TaskQueueName, &Line)| {
            let name = *name;
            let sets = [before, after].map(|side| side.namespace.sets(name));
            let [_, sets_after] = sets;
            let flow = QueueFlow {
                task_queue: name.clone(),
                changes: line.changes,
                running: line.running,
                version_sets: sets_after.len(),
                build_ids: sets_after.iter().map(|set| set.members.len()).sum(),
                sources: Vec::new(),
                places: Vec::new(),
                takers: Vec::new(),
            };
            let knows_workers = listing.knows_workers_of(name);
            if !line.is_drafted {
                return QueueDraft::empty(flow, knows_workers);
            }
            let landed_on = landed_on.remove(name).unwrap_or_default();
            let appeared = appearances.remove(name).unwrap_or_default();
            let places = places(sets, &landed_on, &appeared);
            let mut slots = ByVersion::default();
            for (place, FlowPlace { versions, .. }) in places.iter().enumerate() {
                for (version, FlowVersion { version: which, .. }) in versions.iter().enumerate() {
                    slots.insert(which.clone(), Slot { place, version });
                }
            }
            let workers = workers.remove(name).unwrap_or_default();
            let mut takers = Self::polling(sides, &workers);
            for version in unreceived.remove(name).unwrap_or_default() {
                let taking = if knows_workers {
                    let not_opted_in = not_opted_in(self.workers(), name, version.build_id());
                    Taking::Nobody { not_opted_in }
                } else {
                    Taking::NotKnown
                };
                let (version, workers) = (version.clone(), Vec::new());
                takers.push(FlowTaker { taking, version, workers, received_before: false });
            }
            // Versions that have no place come before unversioned workers, which have one or none.
            let rank = |taker: &FlowTaker| {
                let place = slots.get(&taker.version).copied();
                let is_unversioned = taker.version.is_unversioned();
                let last = Slot { place: usize::MAX, version: usize::from(is_unversioned) };
                let is_workers = !taker.workers.is_empty();
                (is_unversioned, place.unwrap_or(last), is_workers, taker.version.clone())
            };
            takers.sort_by_key(rank);
            let (mut by_workers, mut nobody) = (ByVersion::default(), ByVersion::default());
            for (place, FlowTaker { version, workers, .. }) in takers.iter().enumerate() {
                let takers = if workers.is_empty() { &mut nobody } else { &mut by_workers };
                takers.insert(version.clone(), place);
            }
            let flow = QueueFlow { places, takers, ..flow };
            QueueDraft { flow, slots, workers: by_workers, nobody, knows_workers }
        };
        lines.names.iter().zip(&lines.lines).map(of_queue).collect()
    }

    /// The workers of a queue, by the version as which they poll.
    fn polling(
        [before, after]: &[Side<'_>; 2],
        workers: &[(usize, &PlacedWorker)],
    ) -> Vec<FlowTaker> {
        let mut takers: Vec<FlowTaker> = Vec::new();
        let mut known = ByVersion::default();
        for (place, worker) in workers {
            let version = worker.worker.version();
            let state = &after.situation.workers[*place];
            let received_before = before.situation.workers[*place].count > 0;
            let index = *known.entry(version.clone()).or_insert_with(|| {
                let taking = if !state.poll.receives() {
                    Taking::Refused(state.poll.clone())
                } else if state.count > 0 {
                    Taking::Workers
                } else {
                    Taking::Idle(state.poll.clone())
                };
                takers.push(FlowTaker { taking, version, workers: Vec::new(), received_before });
                takers.len() - 1
            });
            takers[index].workers.push(*place);
        }
        takers
    }
}

/// Whether other build IDs are in the sets, or in another order.
fn differ(before: &[VersionSet], after: &[VersionSet]) -> bool {
    before.len() != after.len()
        || before.iter().zip(after).any(|(one, other)| !one.build_ids().eq(other.build_ids()))
}

/// The places of a queue: version sets, the latest first; build IDs that it does not know; unversioned workers.
fn places(
    [before, after]: [&[VersionSet]; 2],
    landed_on: &BTreeSet<&WorkerVersion>,
    appeared: &[BuildId],
) -> Vec<FlowPlace> {
    let with_id = |sets: &'_ [VersionSet], id: &BuildId| sets.iter().position(|set| set.id() == id);
    let holds =
        |sets: &[VersionSet], build_id: &BuildId| sets.iter().any(|set| set.contains(build_id));
    let appearance = |id: &BuildId| appeared.iter().position(|known| known == id);
    let mut places = Vec::new();
    let gone = before.iter().filter(|set| with_id(after, set.id()).is_none());
    for set in after.iter().chain(gone) {
        let id = set.id();
        let [was, is] = [before, after].map(|sets| with_id(sets, id));
        let mut versions = Vec::new();
        if let Some(place) = is {
            let build_ids = after[place].build_ids().rev().enumerate();
            versions.extend(build_ids.map(|(rank, build_id)| {
                let history = history(before, &after[place], rank == 0, build_id);
                FlowVersion::of(build_id, history)
            }));
        }
        if let Some(place) = was {
            let only_before = before[place].build_ids().rev().filter(|it| !holds(after, it));
            versions.extend(only_before.map(|it| FlowVersion::of(it, VersionHistory::Same)));
        }
        // All build IDs of a set that was merged into another one stand there.
        if versions.is_empty() {
            continue;
        }
        places.push(FlowPlace {
            kind: PlaceKind::VersionSet,
            id: Some(id.clone()),
            appearance: appearance(id),
            is_default: is.is_some_and(|place| place + 1 == after.len()),
            was_default: was.is_some_and(|place| place + 1 == before.len()),
            presence: match (was, is) {
                (None, _) => Presence::OnlyAfter,
                (_, None) => Presence::OnlyBefore,
                (Some(_), Some(_)) => Presence::Always,
            },
            versions,
        });
    }
    let unknown = landed_on.iter().filter_map(|version| version.build_id());
    for build_id in unknown.filter(|it| !holds(before, it) && !holds(after, it)) {
        places.push(FlowPlace {
            kind: PlaceKind::UnknownBuildId,
            id: Some(build_id.clone()),
            appearance: appearance(build_id),
            is_default: false,
            was_default: false,
            presence: Presence::Always,
            versions: vec![FlowVersion::of(build_id, VersionHistory::Same)],
        });
    }
    places.sort_by_key(|place| {
        (place.kind != PlaceKind::VersionSet, std::cmp::Reverse(place.appearance))
    });
    if after.is_empty() || landed_on.contains(&WorkerVersion::Unversioned) {
        places.push(FlowPlace {
            kind: PlaceKind::Unversioned,
            id: None,
            appearance: None,
            is_default: after.is_empty(),
            was_default: before.is_empty(),
            presence: Presence::Always,
            versions: vec![FlowVersion::new(WorkerVersion::Unversioned, VersionHistory::Same)],
        });
    }
    places
}

impl FlowVersion {
    fn of(build_id: &BuildId, history: VersionHistory) -> Self {
        Self::new(WorkerVersion::BuildId(build_id.clone()), history)
    }

    const fn new(version: WorkerVersion, history: VersionHistory) -> Self {
        Self {
            version,
            count: 0,
            count_before: 0,
            new_workflows: false,
            new_workflows_before: false,
            history,
        }
    }
}

/// What became of a build ID in its set.
fn history(
    before: &[VersionSet],
    set: &VersionSet,
    is_default: bool,
    build_id: &BuildId,
) -> VersionHistory {
    let was_in = before.iter().find(|set| set.contains(build_id));
    if is_default {
        let defaults = before.iter().map(VersionSet::default_build_id);
        let from: Vec<BuildId> = defaults
            .filter(|default| *default != build_id && set.contains(default))
            .cloned()
            .collect();
        let is_new = was_in.is_none();
        if is_new || !from.is_empty() {
            return VersionHistory::TakesOver { is_new, from };
        }
        return VersionHistory::Same;
    }
    let Some(was_in) = was_in.filter(|set| set.default_build_id() != build_id) else {
        return VersionHistory::Same;
    };
    let mut later = was_in.build_ids().rev().take_while(|later| *later != build_id);
    let by = later.next().filter(|_| later.next().is_none() && !was_in.order_is_guess()).cloned();
    VersionHistory::Replaced { by }
}

/// Where the subjects land, before and after.
struct Landed<'a> {
    subjects: &'a [Subject],
    /// The end of each group of each side.
    ends: [Vec<Option<FlowEnd>>; 2],
    before: &'a Side<'a>,
    after: &'a Side<'a>,
}

impl Landed<'_> {
    fn flow(&self, source: &Source) -> FlowSource {
        let [ends_before, ends_after] = &self.ends;
        let mut ribbons: Vec<FlowRibbon> = Vec::new();
        let mut places: Vec<((usize, usize), usize)> = Vec::new();
        for (place, subject) in source.subjects.iter().enumerate() {
            let rest = source.subjects.len() - place;
            let groups =
                (self.before.situation.subjects[*subject], self.after.situation.subjects[*subject]);
            let known = places.iter().find(|(known, _)| *known == groups).map(|(_, place)| *place);
            let place = known.or_else(|| {
                let (from, to) = (ends_before[groups.0].as_ref()?, ends_after[groups.1].as_ref()?);
                let from = (!from.lands_like(to)).then_some(from);
                let alike = ribbons.iter().position(|it| it.to == *to && it.from.as_ref() == from);
                let place = alike.unwrap_or_else(|| {
                    let (to, from) = (to.clone(), from.cloned());
                    // Mostly, all that are left go the same way.
                    let subjects = Vec::with_capacity(rest);
                    ribbons.push(FlowRibbon { count: 0, subjects, to, from });
                    ribbons.len() - 1
                });
                places.push((groups, place));
                Some(place)
            });
            let Some(place) = place else { continue };
            ribbons[place].subjects.push(*subject);
            ribbons[place].count += u64::from(self.subjects[*subject].count);
        }
        ribbons.sort_by_key(|ribbon| {
            (ribbon.to.slot.is_none(), ribbon.to.slot, ribbon.subjects.first().copied())
        });
        let moves = ribbons.iter().filter(|ribbon| ribbon.from.is_some());
        FlowSource {
            origin: source.origin.clone(),
            count: source.count,
            moved: moves.map(|ribbon| ribbon.count).sum(),
            commands: source.commands.iter().map(|command| self.flow(command)).collect(),
            ribbons,
        }
    }
}

impl QueueDraft {
    /// Takes a source that starts or runs on the queue.
    fn take(&mut self, source: FlowSource) {
        let is_new = source.origin == Origin::NewWorkflows;
        for FlowRibbon { count, to, from, .. } in &source.ribbons {
            if let Some(version) = self.version_mut(to.slot) {
                if is_new {
                    version.new_workflows = true;
                } else {
                    version.count += count;
                }
            }
            if let Some(version) = self.version_mut(from.as_ref().unwrap_or(to).slot) {
                if is_new {
                    version.new_workflows_before = true;
                } else {
                    version.count_before += count;
                }
            }
        }
        self.flow.sources.push(source);
    }

    /// Puts the sources in order. Of a task queue that is not described, only the line is left.
    fn finish(self, is_described: bool) -> QueueFlow {
        let Self { mut flow, slots, .. } = self;
        if !is_described {
            let (sources, places, takers) = Default::default();
            return QueueFlow { sources, places, takers, ..flow };
        }
        let carried_at = |origin: &Origin| match origin {
            Origin::Running(carried) => {
                let version = carried.build_id().cloned().map(WorkerVersion::BuildId);
                version.and_then(|version| slots.get(&version).copied())
            }
            Origin::NewWorkflows | Origin::Command { .. } => None,
        };
        flow.sources.sort_by_cached_key(|source| {
            let place = source.ribbons.first().and_then(|ribbon| ribbon.to.slot);
            let carried_at = carried_at(&source.origin);
            let carried_at = (carried_at.is_none(), carried_at);
            let is_running = source.origin != Origin::NewWorkflows;
            let place = place.map_or(usize::MAX, |slot| slot.place);
            (place, is_running, carried_at, source.origin.clone())
        });
        flow
    }
}
