//! What task queues keep of a deployment, and the queues that a version must not lack.

use crate::world::{
    Activity, Asked, Workflow, World, delete_version, queue, routing, set_current, set_ramping,
    version,
};
use worker_versioning::deployments::VersionStatus;
use worker_versioning::names::TaskQueueType;

impl World {
    /// The routing config that a queue keeps, such as `3: 1, 2 at 30 %` with its revision.
    fn copy(&self, deployment: &str, task_queue: &str, of_type: TaskQueueType) -> String {
        let copies = self.deployments.task_queue(&task_queue.into(), of_type).expect("copies");
        let config = &copies[&deployment.into()].routing_config;
        format!("{}: {}", config.revision_number, routing(config))
    }

    /// What the queues `q1`, `q2` and `q3`, each of the version of that number only, keep of `D`.
    fn copies(&self) -> [String; 3] {
        ["q1", "q2", "q3"].map(|task_queue| self.copy("D", task_queue, Workflow))
    }
}

/// With three versions, each on a queue of its own.
fn apart() -> World {
    let mut world = World::new();
    for (version, task_queue) in [("D:1", "q1"), ("D:2", "q2"), ("D:3", "q3")] {
        assert_eq!(world.poll(version, task_queue, Workflow), "ok");
    }
    world
}

#[test]
fn a_change_reaches_the_queues_of_the_versions_that_it_concerns() {
    let mut world = apart();
    for (operation, expected) in [
        (set_current("D", "1"), ["1: 1", "0: -", "0: -"]),
        (set_ramping("D", "2", 10.0), ["1: 1", "2: 1, 2 at 10 %", "0: -"]),
        (set_ramping("D", "2", 20.0), ["1: 1", "3: 1, 2 at 20 %", "0: -"]),
        (set_ramping("D", "3", 20.0), ["1: 1", "4: 1, 3 at 20 %", "4: 1, 3 at 20 %"]),
        (set_current("D", "2"), ["5: 2, 3 at 20 %", "5: 2, 3 at 20 %", "4: 1, 3 at 20 %"]),
        (set_current("D", "3"), ["5: 2, 3 at 20 %", "6: 3", "6: 3"]),
        (set_current("D", ""), ["5: 2, 3 at 20 %", "6: 3", "7: -"]),
    ] {
        world = world.after(&[operation]);
        assert_eq!(world.copies(), expected);
    }
}

#[test]
fn a_ramp_to_the_unversioned_workers_reaches_the_queues_of_the_current_version() {
    let mut world = apart().after(&[set_current("D", "1")]);
    for (operation, expected) in [
        (set_ramping("D", "", 30.0), ["2: 1, - at 30 %", "0: -", "0: -"]),
        (set_ramping("D", "", 0.0), ["3: 1", "0: -", "0: -"]),
        (set_ramping("D", "2", 5.0), ["3: 1", "4: 1, 2 at 5 %", "0: -"]),
        (set_ramping("D", "", 30.0), ["5: 1, - at 30 %", "5: 1, - at 30 %", "0: -"]),
        // The ramp moves on to a version: the queue of the current one keeps the old percentage.
        (set_ramping("D", "3", 5.0), ["5: 1, - at 30 %", "5: 1, - at 30 %", "6: 1, 3 at 5 %"]),
        (set_ramping("D", "", 0.0), ["5: 1, - at 30 %", "5: 1, - at 30 %", "7: 1"]),
    ] {
        world = world.after(&[operation]);
        assert_eq!(world.copies(), expected);
    }
}

#[test]
fn registering_brings_the_newest_config_to_that_queue_and_type() {
    let mut world = apart().after(&[set_current("D", "1"), set_current("D", "2")]);
    assert_eq!(world.copies(), ["2: 2", "2: 2", "0: -"]);
    assert_eq!(world.poll("D:3", "q3", Activity), "ok");
    assert_eq!(world.copy("D", "q3", Activity), "2: 2");
    assert_eq!(world.copies(), ["2: 2", "2: 2", "0: -"]);
    assert_eq!(world.poll("D:1", "q3", Workflow), "ok");
    assert_eq!(world.copies(), ["2: 2", "2: 2", "2: 2"]);
}

#[test]
fn a_version_must_serve_the_queues_in_which_tasks_of_the_current_one_wait() {
    let mut world = apart().after(&[set_current("D", "1")]);
    assert_eq!(world.poll("D:1", "q1", Activity), "ok");
    world.lookups.backlog = Some(vec![queue("q1", Activity), queue("q2", Workflow)]);
    let as_current = "FAILED_PRECONDITION: proposed current version 'D:2' is missing active task queues from the current version; these would become unversioned if it is set as the current version";
    let as_ramping = "FAILED_PRECONDITION: proposed ramping version 'D:2' is missing active task queues from the current version; these would become unversioned if it is set as the ramping version";
    assert_eq!(world.apply(&set_current("D", "2")), as_current);
    assert_eq!(world.apply(&set_ramping("D", "2", 5.0)), as_ramping);
    // Unversioned workers serve every queue.
    assert_eq!(world.clone().apply(&set_current("D", "")), "ok");
    assert_eq!(world.clone().apply(&set_ramping("D", "", 5.0)), "ok");
    assert_eq!(world.clone().apply(&set_current("D", "2").ignoring_queues()), "ok");
    let mut ramping = world.clone().after(&[set_ramping("D", "2", 5.0).ignoring_queues()]);
    assert_eq!(ramping.apply(&set_ramping("D", "2", 6.0)), "ok", "the version is the same");
    assert_eq!(ramping.apply(&set_current("D", "2")), as_current);
    assert_eq!(world.poll("D:2", "q1", Activity), "ok");
    assert_eq!(world.apply(&set_current("D", "2")), "ok");
}

#[test]
fn a_queue_that_is_another_deployments_by_now_does_not_count() {
    let mut world = apart().after(&[set_current("D", "1")]);
    world.lookups.backlog = Some(vec![queue("q1", Workflow)]);
    assert_eq!(world.poll("E:1", "q1", Workflow), "ok");
    assert!(world.apply(&set_current("D", "2")).starts_with("FAILED_PRECONDITION"));
    world = world.after(&[set_current("E", "1")]);
    assert_eq!(world.apply(&set_current("D", "2")), "ok");
}

#[test]
fn whether_tasks_wait_has_to_be_known_only_where_a_queue_is_missing() {
    let mut world = apart().after(&[set_current("D", "1")]);
    world.lookups.backlog = None;
    assert_eq!(world.apply(&set_current("D", "2")), "depends on Backlog");
    assert_eq!(world.apply(&set_ramping("D", "2", 5.0)), "depends on Backlog");
    assert_eq!(world.apply(&set_current("D", "9").without_pollers()), "depends on Backlog");
    assert_eq!(world.apply(&set_current("D", "")), "ok");
    assert_eq!(world.apply(&set_current("D", "2")), "ok", "nothing was current");
    assert_eq!(world.poll("D:3", "q2", Workflow), "ok");
    assert_eq!(world.apply(&set_current("D", "3")), "ok");
}

#[test]
fn a_version_that_was_created_for_nothing_stays() {
    let mut world = apart().after(&[set_current("D", "1")]);
    world.lookups.backlog = Some(vec![queue("q1", Workflow)]);
    let refused = world.apply_leaving(&set_ramping("D", "9", 5.0).without_pollers());
    assert!(
        refused.starts_with("FAILED_PRECONDITION: proposed ramping version 'D:9'"),
        "{refused}"
    );
    assert_eq!(world.routing("D"), "1");
    assert_eq!(world.status("D:9"), VersionStatus::Created);
    let described = world.deployments.describe(&"D".into()).expect("D");
    let newest = &described.worker_deployment_info.version_summaries[0];
    assert_eq!(newest.deployment_version, version("D:9"));
    assert_eq!(newest.status, VersionStatus::Inactive, "the deployment says otherwise");
    assert_eq!(world.poll("D:9", "q1", Workflow), "ok");
    assert_eq!(world.status("D:9"), VersionStatus::Inactive);
    assert_eq!(world.apply(&delete_version("D", "9")), "ok");
}
