//! What can go wrong, and the way out.

use worker_versioning::explain;
use worker_versioning::hazards::{Hazard, HazardKind, Verdict, Worst};
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
        HazardKind::NotOptedIn { build_id: "1.0".into() },
        "new workflows on orders, order-17, order-17 › charge would wait for workers of 1.0 on orders: those listed with this build ID have not opted in to versioning, and poll as unversioned workers.",
        "Have them opt in, and start them anew: useVersioning beside buildId (Go UseBuildIDForVersioning, Python use_worker_versioning, Java setUseBuildIdForVersioning, .NET UseWorkerVersioning).",
    );
    let superseded = |default_again| HazardKind::SupersededWorker {
        build_id: "1.0".into(),
        newer_build_id: "1.1".into(),
        default_again,
    };
    let refused = "The server refuses the polls of workers of 1.0 on orders, and they log it: the default of their set is 1.1.";
    check(
        superseded(None),
        refused,
        "They may be stopped when the polls that wait have ended, after a minute at most, and nothing is to go back to them.",
    );
    check(
        superseded(Some(3)),
        refused,
        "Keep them up: step 3 makes 1.0 the default of the set again.",
    );
    let back = || HazardKind::BackToOlder { from: "1.1".into(), to: "1.0".into() };
    let forward = "Replay such histories with the code of 1.0 first; if that fails, add a mended build ID, compatible with 1.1, instead. A workflow whose task fails on 1.0 goes on when 1.1 is the default again.";
    check(
        back(),
        "Running workflows on orders go back from 1.1 to 1.0, whose older code replays what newer code has recorded: new workflows on orders, order-17, order-17 › charge.",
        forward,
    );
    check_without_subjects(
        back(),
        "Running workflows on orders go back from 1.1 to 1.0, whose older code replays what newer code has recorded.",
        forward,
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

#[test]
fn everything_in_one_sentence() {
    let hazard = |kind: HazardKind| Hazard {
        step: 1,
        task_queue: "orders".into(),
        severity: kind.severity(),
        subjects: Vec::new(),
        workers: Vec::new(),
        kind,
    };
    let stops = || hazard(HazardKind::RejectedCommand);
    let warns = || hazard(HazardKind::GuessedOrder { set_default: "1.1".into() });
    let rows = [
        (vec![], 0, 0, "No hazards."),
        (vec![warns()], 0, 0, "1 hazard."),
        (vec![warns(), warns()], 0, 0, "2 hazards."),
        (vec![stops()], 0, 0, "1 hazard, which stops work."),
        (vec![stops(), stops()], 0, 0, "2 hazards, which stop work."),
        (vec![stops(), warns()], 0, 0, "2 hazards, 1 of which stops work."),
        (vec![stops(), stops(), warns()], 0, 0, "3 hazards, 2 of which stop work."),
        (vec![], 1, 0, "1 landing without a worker."),
        (vec![warns()], 2, 0, "1 hazard; 2 landings without a worker."),
        (vec![], 0, 1, "1 landing for which no worker is listed."),
        (
            vec![stops()],
            1,
            2,
            "1 hazard, which stops work; 1 landing without a worker; 2 landings for which no worker is listed.",
        ),
    ];
    for (hazards, without_worker, not_known, what) in rows {
        let (task_queue, worst) = (None, Worst::Nothing);
        let verdict =
            Verdict { task_queue, worst, hazards, without_worker, not_known, all_listed: true };
        assert_eq!(explain::verdict(&verdict), what);
    }
    let none = |task_queue: Option<&str>, all_listed| {
        let (task_queue, worst, hazards) = (task_queue.map(Into::into), Worst::Nothing, Vec::new());
        let (without_worker, not_known) = (0, 0);
        let verdict = Verdict { task_queue, worst, hazards, without_worker, not_known, all_listed };
        explain::verdict(&verdict)
    };
    assert_eq!(none(Some("orders"), true), "No hazards on orders.");
    assert_eq!(none(Some("orders"), false), "No hazards on orders for what is listed.");
    assert_eq!(none(None, false), "No hazards for what is listed.");
}
