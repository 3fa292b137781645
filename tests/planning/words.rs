//! Words for what runs: subjects and workers of [`QUEUE`], and where something lands, as texts.

use crate::common::QUEUE;
use worker_versioning::model::{Operation, SetPromotion};
use worker_versioning::planning::{Goal, Group, Landing, Recipient, UnknownBuildIds, WantedSets};
use worker_versioning::rollout::{PlacedWorker, PlannedOperation, Subject, SubjectKind};
use worker_versioning::routing::{
    Command, CommandKind, EagerExecution, Sdk, Task, VersioningIntent, Worker, WorkflowState,
    WorkflowVersion,
};

pub fn new_workflows() -> Subject {
    new_workflows_on(QUEUE)
}

pub fn new_workflows_on(task_queue: &str) -> Subject {
    let task = Task::NewWorkflow { task_queue: task_queue.into() };
    Subject { kind: SubjectKind::NewWorkflows, task }
}

/// The version of a workflow: a build ID, `-` for unversioned workers, `?` for one that nobody has touched.
pub fn state(version: &str) -> WorkflowState {
    let version = match version {
        "-" => WorkflowVersion::Unversioned,
        "?" => WorkflowVersion::Untouched,
        build_id => WorkflowVersion::BuildId(build_id.into()),
    };
    WorkflowState { task_queue: QUEUE.into(), version }
}

pub fn workflow(version: &str) -> Subject {
    let kind = SubjectKind::Workflow { workflow: 0 };
    Subject { kind, task: Task::WorkflowTask(state(version)) }
}

pub fn closed_workflow(version: &str) -> Subject {
    Subject { task: Task::Query(state(version)), ..workflow(version) }
}

pub fn child(version: &str) -> Command {
    command(CommandKind::ChildWorkflow, version)
}

pub fn of_workflow(task: Task) -> Subject {
    Subject { kind: SubjectKind::Command { workflow: 0, command: 0 }, task }
}

pub fn command(kind: CommandKind, version: &str) -> Command {
    Command {
        kind,
        workflow: state(version),
        task_queue: None,
        intent: VersioningIntent::Unspecified,
        sdk: Sdk::Go,
    }
}

pub fn activity(version: &str) -> Command {
    command(CommandKind::Activity(EagerExecution::NotRequested), version)
}

pub fn commanded(command: Command) -> Subject {
    of_workflow(Task::Command(command))
}

pub fn versioned(build_id: &str) -> PlacedWorker {
    PlacedWorker { task_queue: QUEUE.into(), worker: Worker::Versioned(build_id.into()) }
}

pub fn unversioned() -> PlacedWorker {
    PlacedWorker { task_queue: QUEUE.into(), worker: Worker::Unversioned { build_id: None } }
}

pub fn on_queue(operations: impl IntoIterator<Item = Operation>) -> Vec<PlannedOperation> {
    let planned = |operation| PlannedOperation { task_queue: QUEUE.into(), operation };
    operations.into_iter().map(planned).collect()
}

/// Where it lands, with a `!` when no worker receives it: `2.0`, `2.0!`, `-!`, `rejected`.
pub fn shown(landing: &Landing) -> String {
    let recipient = match &landing.recipient {
        Recipient::BuildId(build_id) => build_id.as_str(),
        Recipient::Unversioned => "-",
        Recipient::Rejected(_) => "rejected",
    };
    format!("{recipient}{}", if landing.waits() { "!" } else { "" })
}

fn sets(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let sets = text.split(']').filter_map(|set| set.trim().strip_prefix('['));
    sets.map(|set| set.split_whitespace().collect())
}

/// The goal of exactly the sets of a text such as `[1.0 1.1] [2.0]`.
pub fn all_sets(text: &str) -> Goal {
    let listed = sets(text).map(|set| set.into_iter().map(Into::into).collect()).collect();
    Goal { sets: WantedSets::All(listed), unknown_build_ids: UnknownBuildIds::Add }
}

/// The goal of a group for each set of a text; a star marks a wanted set default, two the queue default.
pub fn some_sets(text: &str) -> Goal {
    let mut queue_default = None;
    let group = |members: Vec<&str>| {
        let mut set_default = None;
        let build_id = |member: &str| {
            let build_id = member.trim_end_matches('*');
            if member.ends_with('*') {
                set_default = Some(build_id.into());
            }
            if member.ends_with("**") {
                queue_default = Some(build_id.into());
            }
            build_id.into()
        };
        let build_ids = members.into_iter().map(build_id).collect();
        Group { build_ids, set_default }
    };
    let groups = sets(text).map(group).collect();
    Goal {
        sets: WantedSets::Some { groups, queue_default },
        unknown_build_ids: UnknownBuildIds::Add,
    }
}

/// An operation in few words.
pub fn told(operation: &Operation) -> String {
    match operation {
        Operation::AddNewDefault { build_id } => format!("new {build_id}"),
        Operation::AddNewCompatible { build_id, existing_compatible, set_promotion } => {
            let promotion = match set_promotion {
                SetPromotion::Keep => "",
                SetPromotion::Promote => " and promote",
            };
            format!("add {build_id} to {existing_compatible}{promotion}")
        }
        Operation::PromoteSet { build_id } => format!("promote set of {build_id}"),
        Operation::PromoteBuildIdWithinSet { build_id } => format!("promote {build_id}"),
        Operation::MergeSets { primary, secondary } => format!("merge {primary} with {secondary}"),
    }
}

/// Subjects: `new` for new workflows, else workflows by their version, in parentheses if they are closed.
pub fn subjects(texts: &str) -> Vec<Subject> {
    let subject = |text: &str| match text.strip_prefix('(').and_then(|text| text.strip_suffix(')'))
    {
        Some(version) => closed_workflow(version),
        None if text == "new" => new_workflows(),
        None => workflow(text),
    };
    texts.split_whitespace().map(subject).collect()
}

/// Workers by their build IDs, `-` for unversioned ones.
pub fn workers(texts: &str) -> Vec<PlacedWorker> {
    let worker = |text| if text == "-" { unversioned() } else { versioned(text) };
    texts.split_whitespace().map(worker).collect()
}
