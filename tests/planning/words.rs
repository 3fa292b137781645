//! Words for what runs: subjects and workers of [`QUEUE`], and where something lands, as texts.

use crate::common::QUEUE;
use worker_versioning::operation::Operation;
use worker_versioning::planning::{Goal, Group, UnknownBuildIds, WantedSets};
use worker_versioning::rollout::{
    LandingGroup, PlacedWorker, RolloutSubject, Subject, TimelineStep,
};
use worker_versioning::routing::Worker;
use worker_versioning::task::{
    ActivityCommand, Command, Outcome, Sdk, Task, VersioningIntent, WorkflowState,
};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::BuildIdOperation;

pub fn new_workflows() -> Subject {
    Subject::new_workflows(&QUEUE.into())
}

/// The version of a workflow: a build ID, `-` for unversioned workers, `?` for one that nobody has touched.
pub fn state(version: &str) -> WorkflowState {
    let version = match version {
        "-" => Some(WorkerVersion::Unversioned),
        "?" => None,
        build_id => Some(WorkerVersion::BuildId(build_id.into())),
    };
    WorkflowState::new(QUEUE.into(), version)
}

pub fn workflow(version: &str) -> Subject {
    of_workflow(Task::workflow_task(state(version)))
}

pub fn closed_workflow(version: &str) -> Subject {
    of_workflow(Task::query(state(version)))
}

/// A task of some workflow. [`numbered`] tells several apart.
pub fn of_workflow(task: Task) -> Subject {
    Subject {
        what: RolloutSubject::Workflow { workflow: "w".into(), command: None },
        task,
        count: 1,
    }
}

/// The subjects, each a workflow of its own, but for the new ones.
pub fn numbered(subjects: impl IntoIterator<Item = Subject>) -> Vec<Subject> {
    let mut subjects: Vec<_> = subjects.into_iter().collect();
    for (place, subject) in subjects.iter_mut().enumerate() {
        if let RolloutSubject::Workflow { workflow, .. } = &mut subject.what {
            *workflow = place.to_string().into();
        }
    }
    subjects
}

/// The places of some of the subjects.
pub fn places(subjects: &[Subject], some: &[RolloutSubject]) -> Vec<usize> {
    let place = |what: &RolloutSubject| subjects.iter().position(|subject| subject.what == *what);
    some.iter().map(|what| place(what).expect("one of the subjects")).collect()
}

pub fn command(version: &str) -> Command {
    Command {
        workflow: state(version),
        task_queue: None,
        intent: VersioningIntent::Unspecified,
        sdk: Sdk::Go,
    }
}

pub fn activity(command: Command) -> Subject {
    of_workflow(Task::Activity(ActivityCommand { requests_eager_execution: false, command }))
}

pub fn eager_activity(command: Command) -> Subject {
    of_workflow(Task::Activity(ActivityCommand { requests_eager_execution: true, command }))
}

pub fn child(command: Command) -> Subject {
    of_workflow(Task::child_workflow(command))
}

pub fn continue_as_new(command: Command) -> Subject {
    of_workflow(Task::continue_as_new(command))
}

pub fn versioned(build_id: &str) -> PlacedWorker {
    placed(Worker::versioned(build_id))
}

pub fn unversioned() -> PlacedWorker {
    placed(Worker::unversioned())
}

pub fn placed(worker: Worker) -> PlacedWorker {
    PlacedWorker { name: None, task_queue: QUEUE.into(), worker }
}

pub fn on_queue(operations: impl IntoIterator<Item = BuildIdOperation>) -> Vec<TimelineStep> {
    let operations = operations.into_iter();
    let operations = operations.map(|operation| Operation { task_queue: QUEUE.into(), operation });
    operations.map(|operation| TimelineStep { name: None, operation }).collect()
}

/// A version in few words: a build ID, or `-` for unversioned workers.
pub fn version(version: &WorkerVersion) -> &str {
    version.build_id().map_or("-", |build_id| build_id.as_str())
}

/// Where it lands, with a `!` when it waits for a worker: `2.0`, `2.0!`, `-!`, `rejected`.
pub fn shown(landing: &LandingGroup) -> String {
    let recipient = match &landing.outcome {
        Outcome::Version(lands) => version(lands),
        Outcome::Rejected(_) => "rejected",
        Outcome::Split(_) | Outcome::Refused(_) => "of a deployment",
    };
    format!("{recipient}{}", if landing.waits { "!" } else { "" })
}

fn sets(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let sets = text.split(']').filter_map(|set| set.trim().strip_prefix('['));
    sets.map(|set| set.split_whitespace().collect())
}

/// The goal of exactly the sets of a text such as `[1.0 1.1] [2.0]`.
pub fn all_sets(text: &str) -> Goal {
    let listed = sets(text).map(|set| set.into_iter().map(Into::into).collect()).collect();
    Goal { sets: WantedSets::all(listed), unknown_build_ids: UnknownBuildIds::Add }
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
pub fn told(operation: &BuildIdOperation) -> String {
    match operation {
        BuildIdOperation::AddNewIdInNewDefaultSet { build_id } => format!("new {build_id}"),
        BuildIdOperation::AddNewCompatibleVersion {
            build_id,
            existing_compatible_build_id,
            promote_set,
        } => {
            let promotion = if *promote_set { " and promote" } else { "" };
            format!("add {build_id} to {existing_compatible_build_id}{promotion}")
        }
        BuildIdOperation::PromoteSetByBuildId { build_id } => format!("promote set of {build_id}"),
        BuildIdOperation::PromoteBuildIdWithinSet { build_id } => format!("promote {build_id}"),
        BuildIdOperation::MergeSets { primary_build_id, secondary_build_id } => {
            format!("merge {primary_build_id} with {secondary_build_id}")
        }
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
    numbered(texts.split_whitespace().map(subject))
}

/// Workers by their build IDs, `-` for unversioned ones.
pub fn workers(texts: &str) -> Vec<PlacedWorker> {
    let worker = |text| if text == "-" { unversioned() } else { versioned(text) };
    texts.split_whitespace().map(worker).collect()
}
