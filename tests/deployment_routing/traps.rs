//! What surprises those who use Worker Deployments.

use crate::common::QUEUE;
use crate::words::{
    AUTO_UPGRADE, BOTH, Cluster, OTHER_QUEUE, activity, auto_upgrade, id_between, new_workflow,
    pinned, version,
};
use worker_versioning::names::TaskQueueType;
use worker_versioning::task::{Task, VersioningOverride};

#[test]
fn a_ramp_to_unversioned_workers_stays_where_only_the_current_version_is() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.polls("1", OTHER_QUEUE, BOTH);
    cluster.set_current("1").set_ramp("shop:", 40.0).set_ramp("2", 40.0);
    let low = id_between(0.0, 40.0);
    assert_eq!(cluster.lands(&new_workflow(QUEUE, low.clone())), "shop:2");
    assert_eq!(cluster.lands(&new_workflow(OTHER_QUEUE, low.clone())), "unversioned");
    // Until the current version changes.
    cluster.set_current("shop:").set_current("1");
    assert_eq!(cluster.lands(&new_workflow(OTHER_QUEUE, low)), "shop:1");
}

#[test]
fn newer_routing_of_an_activity_moves_a_run_where_nobody_gets_its_tasks() {
    let mut cluster = Cluster::with_versions(&["1"]);
    cluster.polls("1", OTHER_QUEUE, &[TaskQueueType::Activity]);
    cluster.polls("2", OTHER_QUEUE, &[TaskQueueType::Activity]);
    cluster.set_current("1").set_ramp("2", 100.0);
    let mut run = auto_upgrade("1");
    assert_eq!(cluster.hand_out_activity(&mut run, Some(OTHER_QUEUE)), "shop:2, moving to shop:2");
    assert_eq!(cluster.lands(&Task::workflow_task(run.clone())), "shop:2");
    let polls = cluster.0.deployments();
    assert!(!polls.is_member(&version("2"), &QUEUE.into(), TaskQueueType::Workflow));
    // An override does not free it: the move stands before it. Workers of the version do. Source: live server.
    cluster.set_override(&mut run, Some(VersioningOverride::pinned(version("1"))));
    assert_eq!(cluster.lands(&Task::workflow_task(run.clone())), "shop:2");
    cluster.polls("2", QUEUE, &[TaskQueueType::Workflow]);
    assert_eq!(cluster.run_task(&mut run, AUTO_UPGRADE), "shop:2");
}

#[test]
fn a_version_whose_workers_poll_for_workflow_tasks_only_sends_its_activities_away() {
    let mut cluster = Cluster::new("[1.0]");
    cluster.polls("3", QUEUE, &[TaskQueueType::Workflow]);
    cluster.set_current("3");
    assert_eq!(cluster.lands(&activity(pinned("3"), None)), "unversioned");
    assert_eq!(cluster.lands(&activity(auto_upgrade("3"), None)), "unversioned");
    cluster.polls("3", QUEUE, &[TaskQueueType::Activity]);
    assert_eq!(cluster.lands(&activity(pinned("3"), None)), "shop:3");
}

#[test]
fn a_change_reaches_only_the_queues_of_the_versions_that_it_touches() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.polls("3", OTHER_QUEUE, BOTH);
    cluster.set_current("1").set_ramp("2", 10.0);
    let deployments = cluster.0.deployments();
    let config = &deployments.get(&"shop".into()).expect("it is there").routing_config;
    assert_eq!(config.revision_number, 2);
    let of = |task_queue: &str| {
        let versions = deployments.task_queue(&task_queue.into(), TaskQueueType::Workflow);
        versions.expect("workers polled it")[&"shop".into()].routing_config.revision_number
    };
    assert_eq!((of(QUEUE), of(OTHER_QUEUE)), (2, 0));
}
