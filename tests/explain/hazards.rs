//! What can go wrong, and the way out.

use worker_versioning::explain;
use worker_versioning::hazards::{Hazard, HazardKind};
use worker_versioning::refusal::Limit;
use worker_versioning::rollout::RolloutSubject;
use worker_versioning::version::WorkerVersion;

/// Checks the words for a hazard on the queue `orders`, for one of each kind of subjects.
fn check(kind: HazardKind, what: &str, way_out: &str) {
    let workflow = |command: Option<&str>| RolloutSubject::Workflow {
        workflow: "order-17".into(),
        command: command.map(Into::into),
    };
    let new_workflows = RolloutSubject::NewWorkflows { task_queue: "orders".into() };
    check_for(vec![new_workflows, workflow(None), workflow(Some("charge"))], kind, what, way_out);
}

fn check_without_subjects(kind: HazardKind, what: &str, way_out: &str) {
    check_for(Vec::new(), kind, what, way_out);
}

fn check_for(subjects: Vec<RolloutSubject>, kind: HazardKind, what: &str, way_out: &str) {
    let severity = kind.severity();
    let (step, task_queue, workers) = (1, "orders".into(), Vec::new());
    let words = explain::hazard(&Hazard { step, task_queue, severity, subjects, workers, kind });
    assert_eq!(words.what, what);
    assert_eq!(words.way_out, way_out);
}

fn version(build_id: &str) -> WorkerVersion {
    WorkerVersion::from(worker_versioning::names::BuildId::from(build_id))
}

#[test]
fn of_what_lands_and_of_workers() {
    check(
        HazardKind::WithoutWorker { version: version("1.0") },
        "No worker here receives what lands on workers of 1.0 on orders: new workflows on orders, order-17, order-17 › charge would wait.",
        "Start workers of 1.0 on orders first.",
    );
    check(
        HazardKind::WithoutWorker { version: version("") },
        "No worker here receives what lands on unversioned workers on orders: new workflows on orders, order-17, order-17 › charge would wait.",
        "Start unversioned workers on orders first.",
    );
    check(
        HazardKind::SupersededWorker { build_id: "1.0".into(), newer_build_id: "1.1".into() },
        "The polls of the workers of 1.0 on orders are refused: 1.1 is newer in their set.",
        "Stop them when the polls that wait have ended, after a minute at most.",
    );
    check(
        HazardKind::LeftBehind { version: version("1.0") },
        "Left behind on workers of 1.0 on orders: new workflows on orders, order-17, order-17 › charge.",
        "Keep these workers until they have closed (worker-versioning retire says when).",
    );
    check(
        HazardKind::LeftBehind { version: version("") },
        "Left behind on unversioned workers on orders: new workflows on orders, order-17, order-17 › charge.",
        "Keep these workers until they have closed (worker-versioning retire says when).",
    );
    check(
        HazardKind::JumpsToQueueDefault { build_id: "2.0".into() },
        "Nothing to inherit from a workflow of unversioned workers, and so on the queue default 2.0: new workflows on orders, order-17, order-17 › charge.",
        "Be sure that 2.0 can run that.",
    );
    check(
        HazardKind::RejectedCommand,
        "new workflows on orders, order-17, order-17 › charge: the server refuses a build ID that is inherited to another task queue, and the workflow hangs.",
        "Take the intent Compatible away, or name the workflow's own task queue.",
    );
    check(
        HazardKind::JavaUnsetTaskQueue { inherited: version("1.0") },
        "new workflows on orders, order-17, order-17 › charge: without a task queue and an intent the Java SDK does not inherit; else it would land on workers of 1.0.",
        "Name the task queue, or set the intent Compatible, in the code.",
    );
}

#[test]
fn of_operations() {
    check(
        HazardKind::PassingQueueDefault {
            build_id: "2.0".into(),
            until: 3,
            lands_at_the_end: "2.1".into(),
        },
        "Until step 3, new workflows on orders start on 2.0; at the end these land on 2.1.",
        "Have workers of 2.0 up, and take step 3 soon after.",
    );
    check(
        HazardKind::MergeMovesQueueDefault { from: "2.0".into(), to: "1.0".into() },
        "The merge moves new workflows on orders from 2.0 to 1.0.",
        "Merge the other way round to keep the default, if that is what is meant.",
    );
    check(
        HazardKind::MergeDeclaresCompatible { kept: "1.0".into(), given_up: "2.0".into() },
        "The merge declares 2.0 and 1.0 compatible, for good: it moves new workflows on orders, order-17, order-17 › charge.",
        "Be sure that 1.0 can go on with what 2.0 began: no operation splits a set.",
    );
    check_without_subjects(
        HazardKind::MergeDeclaresCompatible { kept: "1.0".into(), given_up: "2.0".into() },
        "The merge declares 2.0 and 1.0 compatible, for good.",
        "Be sure that 1.0 can go on with what 2.0 began: no operation splits a set.",
    );
    check(
        HazardKind::DroppedPromotion { queue_default: "2.0".into() },
        "The TypeScript client up to 1.24.0 drops promoteSet: new workflows on orders would stay on 2.0.",
        "Send a second call that promotes the set, as its snippet does.",
    );
    check(
        HazardKind::NotRepeatable { refusal: String::new() },
        "Sent a second time, when all is done, the step changes the version sets again.",
        "Do not let a job that is tried again send it again: worker-versioning push looks first.",
    );
    check(
        HazardKind::NotRepeatable {
            refusal: "INVALID_ARGUMENT: version 2.0 already exists".into(),
        },
        "Sent a second time, when all is done, the step is refused: INVALID_ARGUMENT: version 2.0 already exists.",
        "Do not let a job that is tried again send it again: worker-versioning push looks first.",
    );
    check(
        HazardKind::LimitNear { limit: Limit::VersionSets, allowed: 10, reached: 9 },
        "9 of 10 version sets in the queue (orders) are used.",
        "Raise the cluster's limit in time: build IDs are not removed by hand.",
    );
    check(
        HazardKind::LimitNear { limit: Limit::BuildIds, allowed: 100, reached: 90 },
        "90 of 100 build IDs in the queue (orders) are used.",
        "Raise the cluster's limit in time: build IDs are not removed by hand.",
    );
    check(
        HazardKind::LimitNear { limit: Limit::TaskQueuesPerBuildId, allowed: 20, reached: 20 },
        "20 of 20 task queues that know the build ID (orders) are used.",
        "Raise the cluster's limit in time: build IDs are not removed by hand.",
    );
    check(
        HazardKind::GuessedOrder { set_default: "1.1".into() },
        "The order of the build IDs before 1.1 in its set on orders is a guess since the import.",
        "Only the default matters for landings; promote what has to be in a certain order.",
    );
}
