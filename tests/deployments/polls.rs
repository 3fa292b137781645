//! Workers poll: what comes to be, and what is refused.

use crate::world::{
    Activity, Asked, Nexus, Workflow, World, create_version, set_current, set_manager, set_ramping,
    version,
};
use worker_versioning::deployments::{Creation, DeploymentLimits};

#[test]
fn the_first_poll_creates_all_there_is_to_create() {
    let mut world = World::new();
    assert_eq!(world.poll("D:1", "q", Workflow), "ok");
    assert_eq!(world.poll("D:1", "q", Workflow), "same");
    assert_eq!(world.poll("D:1", "q", Activity), "ok");
    assert_eq!(world.poll("D:1", "q", Nexus), "ok");
    let deployment = world.deployments.get(&"D".into()).expect("D");
    assert_eq!(deployment.creation, Creation::Poll);
    assert!(deployment.last_modifier_identity.is_empty());
    let members: Vec<_> = deployment.versions[0].members.iter().cloned().collect();
    assert_eq!(members, [Workflow, Activity, Nexus].map(|of_type| ("q".into(), of_type)));
}

#[test]
fn a_poll_changes_neither_modifier_nor_token() {
    let mut world = World::with(&["D:1"]).after(&[set_current("D", "1"), set_manager("D", "boss")]);
    let before = world.deployments.get(&"D".into()).expect("D").clone();
    assert_eq!(world.poll("D:2", "q2", Workflow), "ok");
    let after = world.deployments.get(&"D".into()).expect("D");
    assert_eq!(after.conflict_token, before.conflict_token);
    assert_eq!(after.last_modifier_identity, before.last_modifier_identity);
    assert_eq!(after.routing_config, before.routing_config);
}

#[test]
fn a_name_and_a_build_id_go_together() {
    let mut world = World::new();
    let together = "INVALID_ARGUMENT: Deployment name and build id must be set together.";
    assert_eq!(world.poll(":1", "q", Workflow), together);
    assert_eq!(world.poll("D:", "q", Workflow), together);
}

#[test]
fn the_queues_of_a_version_are_counted_by_name() {
    let limits = DeploymentLimits { task_queues: 2, ..DeploymentLimits::default() };
    let mut world = World::limited(limits);
    let refused = |task_queue: &str| {
        format!(
            "RESOURCE_EXHAUSTED: cannot add task queue {task_queue} since maximum number of task queues (2) have been registered in deployment"
        )
    };
    assert_eq!(world.poll("A:1", "q", Workflow), "ok");
    assert_eq!(world.poll("A:1", "q", Activity), "ok");
    assert_eq!(world.poll("A:1", "q2", Workflow), "ok");
    assert_eq!(world.poll("A:1", "q3", Workflow), refused("q3"));
    assert_eq!(world.poll("A:1", "q2", Activity), refused("q2"), "not even another type");
    assert_eq!(world.poll("A:1", "q", Activity), "same");
    assert_eq!(world.poll("A:2", "q3", Workflow), "ok");
}

#[test]
fn a_queue_refuses_once_it_knows_more_versions_than_the_limit() {
    let limits = DeploymentLimits { versions_in_task_queue: 3, ..DeploymentLimits::default() };
    let mut world = World::limited(limits);
    for version in ["A:1", "A:2", "B:1", "C:1"] {
        assert_eq!(world.poll(version, "q", Workflow), "ok");
    }
    let refused = "RESOURCE_EXHAUSTED: exceeding maximum number of Deployment Versions in this task queue (limit = 3)";
    assert_eq!(world.poll("C:2", "q", Workflow), refused);
    assert_eq!(world.poll("C:1", "q", Workflow), "same");
    assert_eq!(world.poll("C:2", "q", Activity), "ok", "each type counts on its own");
}

#[test]
fn the_oldest_version_that_nobody_needs_makes_room() {
    let limits = DeploymentLimits { versions: 4, ..DeploymentLimits::default() };
    let mut world = World::limited(limits);
    for version in ["D:1", "D:2", "D:3", "D:4"] {
        assert_eq!(world.poll(version, "q", Workflow), "ok");
    }
    world = world.after(&[set_current("D", "1"), set_ramping("D", "2", 5.0)]);
    let full = |build_id: &str| {
        format!(
            "RESOURCE_EXHAUSTED: cannot add version D.{build_id} since maximum number of versions (4) have been registered in the deployment"
        )
    };
    world.lookups.pollers = Some(vec![version("D:3"), version("D:4")]);
    assert_eq!(world.poll("D:5", "q", Workflow), full("5"));
    assert_eq!(world.apply(&create_version("D", "5", "r")), full("5"));
    world.lookups.pollers = None;
    assert_eq!(world.poll("D:5", "q", Workflow), "depends on Pollers");
    assert_eq!(world.apply(&create_version("D", "5", "r")), "depends on Pollers");
    world.lookups.pollers = Some(vec![version("D:3")]);
    assert_eq!(world.poll("D:5", "q", Workflow), "ok");
    let left = |world: &World| -> Vec<String> {
        let versions = &world.deployments.get(&"D".into()).expect("D").versions;
        versions.iter().map(|version| version.build_id.to_string()).collect()
    };
    assert_eq!(left(&world), ["1", "2", "3", "5"]);
    // A draining version stays, a drained one goes, and the manager is not asked.
    world = world.after(&[set_current("D", "3"), set_ramping("D", "", 0.0), set_manager("D", "b")]);
    world.lookups.pollers = Some(vec![version("D:5")]);
    assert_eq!(world.poll("D:6", "q", Workflow), full("6"));
    world.deployments.check_drainage(&version("D:2"), 0);
    let before = world.deployments.get(&"D".into()).expect("D").last_modifier_identity.clone();
    assert_eq!(world.poll("D:6", "q", Workflow), "ok");
    assert_eq!(left(&world), ["1", "3", "5", "6"]);
    let after = world.deployments.get(&"D".into()).expect("D").last_modifier_identity.clone();
    assert_eq!(after, before);
}

#[test]
fn nothing_to_look_up_where_no_version_can_make_room() {
    let limits = DeploymentLimits { versions: 1, ..DeploymentLimits::default() };
    let mut world = World::limited(limits);
    assert_eq!(world.poll("D:1", "q", Workflow), "ok");
    world = world.after(&[set_current("D", "1")]);
    world.lookups.pollers = None;
    let full = "RESOURCE_EXHAUSTED: cannot add version D.2 since maximum number of versions (1) have been registered in the deployment";
    assert_eq!(world.poll("D:2", "q", Workflow), full);
    let hidden = "INTERNAL: something went wrong, please retry (<random>)";
    assert_eq!(world.apply(&set_current("D", "2").without_pollers()), hidden);
}
