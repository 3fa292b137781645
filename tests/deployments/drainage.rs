//! The life of a version: a case for each event.

use crate::world::{
    Asked, Workflow, World, create_version, delete_version, set_current, set_ramping, version,
};
use worker_versioning::deployments::VersionStatus::{
    self, Created, Current, Drained, Draining, Inactive, Ramping,
};

impl World {
    fn check(&mut self, of: &str, open_pinned_workflows: u32) -> Option<VersionStatus> {
        self.deployments.check_drainage(&version(of), open_pinned_workflows)
    }

    fn reactivate(&mut self, which: &str) -> Option<VersionStatus> {
        self.deployments.reactivate(&version(which))
    }
}

#[test]
fn how_a_version_begins() {
    let mut world = World::with(&["D:polled"]);
    world = world.after(&[create_version("D", "created", "r")]);
    assert_eq!(world.status("D:polled"), Inactive);
    assert_eq!(world.status("D:created"), Created);
    assert_eq!(world.poll("D:created", "q", Workflow), "ok");
    assert_eq!(world.status("D:created"), Inactive);
    world = world.after(&[set_current("D", "allowed").without_pollers()]);
    assert_eq!(world.status("D:allowed"), Current);
    assert_eq!(world.poll("D:allowed", "q", Workflow), "ok");
    assert_eq!(world.status("D:allowed"), Current);
}

#[test]
fn promotion_demotion_and_checks() {
    let mut world = World::with(&["D:1", "D:2"]);
    world = world.after(&[set_current("D", "1"), set_ramping("D", "2", 0.0)]);
    assert_eq!((world.status("D:1"), world.status("D:2")), (Current, Ramping));
    world = world.after(&[set_current("D", "2")]);
    assert_eq!((world.status("D:1"), world.status("D:2")), (Draining, Current));
    assert_eq!(world.check("D:1", 2), Some(Draining));
    assert_eq!(world.check("D:1", 0), Some(Drained));
    assert_eq!(world.check("D:1", 5), Some(Drained), "a drained version is not checked again");
    assert_eq!(world.check("D:2", 0), Some(Current));
    world = world.after(&[set_ramping("D", "1", 1.0)]);
    assert_eq!(world.status("D:1"), Ramping);
    assert_eq!(world.deployments.version(&version("D:1")).expect("D:1").drainage, None);
    world = world.after(&[set_ramping("D", "", 1.0)]);
    assert_eq!(world.status("D:1"), Draining, "each demotion starts anew");
}

#[test]
fn an_override_wakes_an_inactive_or_drained_version() {
    let mut world = World::with(&["D:1", "D:2", "D:3"]).after(&[create_version("D", "4", "r")]);
    world = world.after(&[set_current("D", "1"), set_ramping("D", "2", 5.0)]);
    for (of, expected) in [("D:1", Current), ("D:2", Ramping), ("D:3", Draining), ("D:4", Created)]
    {
        assert_eq!(world.reactivate(of), Some(expected));
        assert_eq!(world.status(of), expected);
    }
    assert_eq!(world.check("D:3", 0), Some(Drained));
    assert_eq!(world.reactivate("D:3"), Some(Draining));
    let before = world.deployments.clone();
    assert_eq!(world.reactivate("D:3"), Some(Draining));
    assert_eq!(world.deployments, before, "one that is draining goes on as it was");
    assert_eq!(world.reactivate("D:9"), None);
    assert_eq!(world.check("E:1", 0), None);
}

#[test]
fn a_version_that_is_deleted_and_polled_again_is_a_new_one() {
    let mut world = World::with(&["D:1", "D:2"]).after(&[set_current("D", "1")]);
    world = world.after(&[set_current("D", "2"), delete_version("D", "1").skipping_drainage()]);
    assert_eq!(world.poll("D:1", "q", Workflow), "ok");
    assert_eq!(world.status("D:1"), Inactive);
    let version = world.deployments.version(&version("D:1")).expect("D:1");
    assert_eq!((version.first_activation, version.drainage), (None, None));
    assert_eq!(world.apply(&delete_version("D", "1")), "ok");
}
