//! What the polls of a worker bring where there are deployments.

use crate::common::QUEUE;
use crate::words::{BOTH, Cluster, version};
use worker_versioning::explain;
use worker_versioning::names::TaskQueueType;
use worker_versioning::routing::{PollError, PollOutcome, Worker, poll, poll_for};
use worker_versioning::version::{WorkerDeploymentOptions, WorkerVersioningMode};

fn brings(cluster: &Cluster, worker: &Worker) -> String {
    let outcome = poll(&cluster.0, &QUEUE.into(), worker).expect("a poll that the server takes");
    assert!(outcome.receives());
    explain::phrases::poll(&outcome)
}

#[test]
fn workers_of_versions_receive_what_the_queue_directs_to_them() {
    let mut cluster = Cluster::with_versions(&["1", "2", "3"]);
    let of = |build_id: &str| Worker::of_deployment(version(build_id));
    assert_eq!(brings(&cluster, &of("1")), "receives its version's tasks only");
    cluster.set_current("1");
    assert_eq!(brings(&cluster, &of("1")), "receives its version's tasks and new workflows");
    cluster.set_ramp("2", 30.0);
    assert_eq!(
        brings(&cluster, &of("1")),
        "receives its version's tasks and 70 % of new workflows"
    );
    assert_eq!(
        brings(&cluster, &of("2")),
        "receives its version's tasks and 30 % of new workflows"
    );
    assert_eq!(brings(&cluster, &of("3")), "receives its version's tasks only");
}

#[test]
fn a_poll_registers_its_version() {
    let mut cluster = Cluster::with_versions(&["1"]);
    cluster.set_current("1");
    let before = cluster.0.clone();
    let worker = Worker::of_deployment(version("1"));
    let outcome = poll_for(&cluster.0, &"payments".into(), TaskQueueType::Activity, &worker);
    assert!(matches!(outcome, Ok(PollOutcome::CurrentVersion { .. })), "{outcome:?}");
    assert_eq!(cluster.0, before, "a question changes nothing");
    let nameless = Worker::of_deployment(version("shop:"));
    let refused = poll(&cluster.0, &QUEUE.into(), &nameless).expect_err("no build ID");
    assert!(matches!(refused, PollError::Deployment(_)));
    assert_eq!(refused.to_string(), "Deployment name and build id must be set together.");
}

#[test]
fn deployment_options_stand_before_those_of_version_sets() {
    let mut cluster = Cluster::new("[1.0]");
    cluster.polls("1", QUEUE, BOTH);
    cluster.set_current("1");
    let versioned =
        Worker { deployment_options: Some(version("1").into()), ..Worker::versioned("1.0") };
    assert_eq!(brings(&cluster, &versioned), "receives its version's tasks and new workflows");
    let mode = WorkerVersioningMode::Unversioned;
    let options = WorkerDeploymentOptions { worker_versioning_mode: mode, ..version("1").into() };
    let unversioned = Worker { deployment_options: Some(options), ..Worker::versioned("1.0") };
    assert_eq!(brings(&cluster, &unversioned), "receives unversioned tasks only");
}

#[test]
fn new_workflows_leave_the_version_sets_with_a_current_version() {
    let mut cluster = Cluster::new("[1.0]");
    cluster.polls("1", QUEUE, BOTH);
    let worker = Worker::versioned("1.0");
    assert_eq!(brings(&cluster, &worker), "receives its set's tasks and new workflows");
    cluster.set_ramp("1", 30.0);
    assert_eq!(brings(&cluster, &worker), "receives its set's tasks and new workflows");
    cluster.set_current("1");
    assert_eq!(brings(&cluster, &worker), "receives its set's tasks");
    let outcome = poll(&cluster.0, &QUEUE.into(), &worker).expect("a poll that the server takes");
    assert_eq!(
        explain::poll(&outcome),
        "1.0 is the default of its version set on orders: it gets that set's tasks. The current version is shop:1, so new workflows go to its workers."
    );
}
