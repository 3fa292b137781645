//! Which version a task queue directs tasks to.

use crate::common::QUEUE;
use crate::words::{BOTH, Cluster, OTHER_QUEUE, activity, auto_upgrade, id_between, new_workflow};
use worker_versioning::deployments::place;
use worker_versioning::names::TaskQueueType;
use worker_versioning::task::Task;

#[test]
fn a_ramp_takes_the_places_up_to_its_percentage() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.set_current("1");
    let (low, high) = (id_between(10.0, 20.0), id_between(40.0, 50.0));
    for (percentage, of_low, of_high) in [
        (0.0, "shop:1", "shop:1"),
        (10.0, "shop:1", "shop:1"),
        (20.0, "shop:2", "shop:1"),
        (50.0, "shop:2", "shop:2"),
        (100.0, "shop:2", "shop:2"),
    ] {
        cluster.set_ramp("2", percentage);
        assert_eq!(cluster.lands(&new_workflow(QUEUE, low.clone())), of_low, "{percentage}");
        assert_eq!(cluster.lands(&new_workflow(QUEUE, high.clone())), of_high, "{percentage}");
    }
}

/// The places as a live server has them: at a ramp of that percentage, the first task of the workflow is on the ramping
/// version, and a little below it is not.
#[test]
fn a_place_is_the_hash_of_an_id() {
    let hash = 1_016_544_589.0;
    assert!((place(&"a".into()) - 100.0 * hash / 4_294_967_296.0).abs() < 1e-9);
}

#[test]
fn without_an_id_a_ramp_splits() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.set_current("1").set_ramp("2", 30.0);
    let task = Task::new_workflow(QUEUE.into());
    assert_eq!(cluster.lands(&task), "30 % shop:2 | 70 % shop:1");
    cluster.set_ramp("2", 100.0);
    assert_eq!(cluster.lands(&task), "shop:2");
    cluster.set_ramp("2", 0.0);
    assert_eq!(cluster.lands(&task), "shop:1");
}

#[test]
fn a_split_leaves_a_share_to_version_sets_and_unversioned_workers() {
    let mut cluster = Cluster::new("[1.0]");
    cluster.polls("3", QUEUE, BOTH);
    cluster.set_ramp("3", 12.5);
    assert_eq!(cluster.lands(&Task::new_workflow(QUEUE.into())), "12.5 % shop:3 | 87.5 % 1.0");
    let mut run = auto_upgrade("3");
    run.workflow_id = None;
    assert_eq!(cluster.lands(&Task::workflow_task(run)), "12.5 % shop:3 | 87.5 % unversioned");
}

/// The ramps of two queues take the same workflows first.
#[test]
fn a_split_activity_moves_its_workflow_where_both_queues_agree() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.polls("other:7", OTHER_QUEUE, BOTH);
    cluster.set_current("1").set_ramp("2", 30.0);
    let mut run = auto_upgrade("1");
    run.workflow_id = None;
    assert_eq!(cluster.lands(&activity(run, None)), "30 % shop:2, moving to shop:2 | 70 % shop:1");
}

#[test]
fn tasks_without_a_workflow_follow_the_ramp_from_one_percent_on() {
    let mut cluster = Cluster::new("");
    let types = [TaskQueueType::Nexus, TaskQueueType::Activity];
    cluster.polls("1", QUEUE, &types);
    cluster.polls("2", QUEUE, &types);
    cluster.set_current("1");
    for task in [
        Task::NexusTask { task_queue: QUEUE.into() },
        Task::StandaloneActivity { task_queue: QUEUE.into() },
    ] {
        assert_eq!(cluster.lands(&task), "shop:1");
        for (percentage, expected) in
            [(0.5, "50 % shop:2 | 50 % shop:1"), (1.0, "shop:2"), (30.0, "shop:2"), (0.0, "shop:1")]
        {
            cluster.set_ramp("2", percentage);
            assert_eq!(cluster.lands(&task), expected, "{percentage}");
        }
        // A version counts only for what its workers have polled.
        assert_eq!(cluster.lands(&new_workflow(QUEUE, "any")), "unversioned");
    }
}

#[test]
fn a_version_stands_before_the_unversioned_workers_and_the_latest_before_others() {
    let mut cluster = Cluster::with_versions(&["a:1", "b:1"]);
    let task = new_workflow(QUEUE, "any");
    cluster.set_current("a:1");
    assert_eq!(cluster.lands(&task), "a:1");
    cluster.set_current("b:1");
    assert_eq!(cluster.lands(&task), "b:1");
    // Its change is later, but to no version.
    cluster.set_current("b:");
    assert_eq!(cluster.lands(&task), "a:1");
    cluster.set_ramp("b:1", 100.0);
    assert_eq!(cluster.lands(&task), "b:1");
    cluster.set_current("a:");
    assert_eq!(cluster.lands(&task), "b:1");
}

#[test]
fn a_version_that_is_current_elsewhere_means_nothing_here() {
    let mut cluster = Cluster::with_versions(&["1"]);
    cluster.polls("2", OTHER_QUEUE, BOTH);
    cluster.set_current("1");
    cluster.set_current("2");
    assert_eq!(cluster.lands(&new_workflow(QUEUE, "any")), "unversioned");
    assert_eq!(cluster.lands(&new_workflow(OTHER_QUEUE, "any")), "shop:2");
}
