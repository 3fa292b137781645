//! Which version is ramping, in the order of the server's checks.

use crate::world::{Asked, World, set_current, set_manager, set_ramping, version};
use worker_versioning::deployments::VersionStatus;

const MISMATCH: &str = "FAILED_PRECONDITION: conflict token mismatch";

#[test]
fn a_percentage_is_from_0_to_100() {
    let refused = "INVALID_ARGUMENT: Percentage must be between 0 and 100 (inclusive)";
    let mut world = World::with(&["D:1"]);
    for percentage in [-0.1, 100.1, f32::INFINITY, f32::NAN] {
        assert_eq!(world.apply(&set_ramping("D", "1", percentage)), refused, "{percentage}");
        // Before everything else.
        assert_eq!(world.apply(&set_ramping("", "", percentage)), refused, "{percentage}");
    }
    for percentage in [100.0, 0.0, 0.001] {
        assert_eq!(world.apply(&set_ramping("D", "1", percentage)), "ok", "{percentage}");
    }
    assert_eq!(world.apply(&set_ramping("D", "1", -0.0)), "ok");
    assert_eq!(world.apply(&set_ramping("D", "1", 0.0)), "same", "-0 is 0");
}

#[test]
fn a_build_id_and_a_percentage_say_what_ramps() {
    for (build_id, percentage, expected) in [
        ("2", 30.0, "1, 2 at 30 %"),
        ("2", 0.0, "1, 2 at 0 %"),
        ("", 30.0, "1, - at 30 %"),
        ("", 0.0, "1"),
    ] {
        let before = [set_current("D", "1"), set_ramping("D", "2", 5.0)];
        let after = [set_ramping("D", build_id, percentage)];
        let world = World::with(&["D:1", "D:2"]).after(&before).after(&after);
        assert_eq!(world.routing("D"), expected);
        assert_eq!(world.revision("D"), 3);
    }
}

#[test]
fn each_check_comes_before_the_next() {
    let mut world = World::with(&["D:1", "D:2"]);
    let stale = world.token("D");
    world = world.after(&[set_current("D", "1"), set_manager("D", "boss")]);
    let token = world.token("D");
    let unknown = "NOT_FOUND: no Worker Deployment found with name 'E'; does your Worker Deployment have pollers?";
    let current = "FAILED_PRECONDITION: requested ramping version D.1 is already current";
    let missing = "NOT_FOUND: build ID '9' not found in Worker Deployment 'D'";
    let managed = "FAILED_PRECONDITION: ManagerIdentity 'boss' is set and does not match user identity 'me'; to proceed, set your own identity as the ManagerIdentity, remove the ManagerIdentity, or wait for the other client to do so";
    for (operation, expected) in [
        (set_ramping("E", "1", 5.0), unknown),
        (set_ramping("D", "1", 5.0).with_token(stale), MISMATCH),
        (set_ramping("D", "1", 5.0).with_token(token), current),
        (set_ramping("D", "9", 5.0), missing),
        (set_ramping("D", "9", 5.0).without_pollers(), managed),
        (set_ramping("D", "2", 5.0), managed),
        (set_ramping("D", "2", 5.0).by("boss"), "ok"),
        (set_ramping("D", "2", 5.0).by("boss").with_token(stale), "same"),
        (set_ramping("D", "2", 6.0).by("boss").with_token(stale), MISMATCH),
    ] {
        assert_eq!(world.apply(&operation), expected, "{operation:?}");
    }
}

#[test]
fn no_ramp_to_what_is_current() {
    let mut world = World::with(&["D:1"]);
    let unversioned =
        "FAILED_PRECONDITION: requested ramping version __unversioned__ is already current";
    assert_eq!(world.apply(&set_ramping("D", "", 5.0)), unversioned);
    // Nothing to end, but the identity is another one.
    assert_eq!(world.apply(&set_ramping("D", "", 0.0)), "ok");
    assert_eq!(world.apply(&set_ramping("D", "", 0.0)), "same");
    assert_eq!(world.revision("D"), 0);
}

#[test]
fn the_answer_is_the_previous_ramp() {
    let mut world = World::with(&["D:1", "D:2", "D:3"]).after(&[set_current("D", "1")]);
    for (build_id, percentage, previous, previous_percentage) in [
        ("2", 10.0, None, 0.0),
        ("2", 20.0, Some("D:2"), 10.0),
        ("3", 20.0, Some("D:2"), 20.0),
        ("", 40.0, Some("D:3"), 20.0),
        ("", 0.0, None, 40.0),
    ] {
        let asked = set_ramping("D", build_id, percentage);
        let effect = world.deployments.apply(&asked, &world.lookups).expect("a change");
        assert_eq!(effect.previous_deployment_version, previous.map(version));
        assert_eq!(effect.previous_percentage, Some(f32::into(previous_percentage)));
        assert_eq!(effect.conflict_token, Some(world.token("D")));
    }
    assert_eq!(world.revision("D"), 6);
}

#[test]
fn only_a_change_of_the_version_moves_its_time() {
    let mut world = World::with(&["D:1", "D:2"]).after(&[set_ramping("D", "1", 10.0)]);
    let config =
        |world: &World| world.deployments.get(&"D".into()).expect("D").routing_config.clone();
    let first = config(&world);
    assert_eq!(first.ramping_version_changed, first.ramping_version_percentage_changed);
    world = world.after(&[set_ramping("D", "1", 20.0)]);
    let second = config(&world);
    assert_eq!(second.ramping_version_changed, first.ramping_version_changed);
    assert!(second.ramping_version_percentage_changed > first.ramping_version_percentage_changed);
    world = world.after(&[set_ramping("D", "2", 20.0)]);
    let third = config(&world);
    assert_eq!(third.ramping_version_changed, third.ramping_version_percentage_changed);
    assert!(third.ramping_version_changed > second.ramping_version_percentage_changed);
    assert_eq!(third.current_version_changed, None);
    world = world.after(&[set_ramping("D", "", 0.0)]);
    let fourth = config(&world);
    assert!(fourth.ramping_version_changed > third.ramping_version_changed);
}

#[test]
fn who_ramps_at_0_percent_is_ramping() {
    let mut world = World::with(&["D:1", "D:2"]);
    world = world.after(&[set_ramping("D", "1", 0.0)]);
    assert_eq!(world.status("D:1"), VersionStatus::Ramping);
    world = world.after(&[set_ramping("D", "2", 0.0)]);
    assert_eq!(world.status("D:1"), VersionStatus::Draining);
    world = world.after(&[set_ramping("D", "", 0.0)]);
    assert_eq!(world.status("D:2"), VersionStatus::Draining);
}
