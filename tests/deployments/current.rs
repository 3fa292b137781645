//! Which version is current, in the order of the server's checks.

use crate::world::{
    Asked, ME, Operation, World, delete_deployment, set_current, set_manager, set_ramping, version,
};
use worker_versioning::deployments::{Creation, DeploymentLimits, VersionStatus};

const UNKNOWN: &str = "NOT_FOUND: no Worker Deployment found with name 'D'; does your Worker Deployment have pollers?";
const MANAGED: &str = "FAILED_PRECONDITION: ManagerIdentity 'boss' is set and does not match user identity 'me'; to proceed, set your own identity as the ManagerIdentity, remove the ManagerIdentity, or wait for the other client to do so";
const MISMATCH: &str = "FAILED_PRECONDITION: conflict token mismatch";
const NO_VERSION: &str = "NOT_FOUND: build ID '9' not found in Worker Deployment 'D'";

#[test]
fn an_unknown_deployment_is_refused_or_created() {
    let mut world = World::new();
    assert_eq!(world.apply(&set_current("D", "1")), UNKNOWN);
    assert_eq!(world.apply(&set_current("D", "")), UNKNOWN);
    assert_eq!(world.apply(&set_current("D", "1").without_pollers()), "ok");
    assert_eq!(world.routing("D"), "1");
    assert_eq!(world.status("D:1"), VersionStatus::Current);
    let deployment = world.deployments.get(&"D".into()).expect("created");
    assert_eq!(deployment.creation, Creation::Operation);
}

#[test]
fn a_refused_promotion_leaves_the_deployment_that_it_has_created() {
    let mut world = World::with(&["other:1"]);
    let stale = world.token("other");
    let asked = set_current("D", "1").without_pollers().with_token(stale);
    assert_eq!(world.apply_leaving(&asked), MISMATCH);
    assert!(world.deployments.get(&"D".into()).expect("it stays").versions.is_empty());
    assert_eq!(world.apply(&asked), MISMATCH);
}

#[test]
fn the_same_version_by_the_same_identity_changes_nothing_whatever_the_token() {
    let mut world = World::with(&["D:1"]);
    let stale = world.token("D");
    assert_eq!(world.apply(&set_current("D", "1")), "ok");
    let token = world.token("D");
    assert_ne!(token, stale);
    let again = set_current("D", "1").with_token(stale);
    let effect = world.deployments.apply(&again, &world.lookups).expect("no change");
    assert!(!effect.changed);
    assert_eq!(effect.conflict_token, Some(token));
    assert_eq!(effect.previous_deployment_version, Some(version("D:1")));
    assert_eq!(world.token("D"), token);
    // Another identity has to name the token, and becomes the last modifier, without a change of the routing.
    assert_eq!(world.apply(&again.clone().by("you")), MISMATCH);
    assert_eq!(world.apply(&again.by("you").with_token(token)), "ok");
    assert_ne!(world.token("D"), token);
    assert_eq!(world.revision("D"), 1);
}

#[test]
fn each_check_comes_before_the_next() {
    let mut world = World::with(&["D:1", "D:2"]);
    let stale = world.token("D");
    world = world.after(&[set_current("D", "1"), set_manager("D", "boss")]);
    let token = world.token("D");
    for (operation, expected) in [
        (set_current("D", "9").with_token(stale), MISMATCH),
        (set_current("D", "9").with_token(token), NO_VERSION),
        (set_current("D", "9").without_pollers(), MANAGED),
        (set_current("D", "2"), MANAGED),
        (set_current("D", "2").by("boss"), "ok"),
        // Who manages is no matter when there is nothing to change.
        (set_current("D", "2").by("boss"), "same"),
    ] {
        assert_eq!(world.apply(&operation), expected, "{operation:?}");
    }
}

#[test]
fn the_answer_is_the_previous_current_version() {
    let mut world = World::with(&["D:1", "D:2"]);
    for (build_id, previous) in [("1", None), ("2", Some("D:1")), ("", Some("D:2")), ("1", None)] {
        let effect = world.deployments.apply(&set_current("D", build_id), &world.lookups);
        let effect = effect.expect("a change");
        assert_eq!(effect.previous_deployment_version, previous.map(version));
        assert_eq!(effect.previous_percentage, None);
        assert_eq!(effect.conflict_token, Some(world.token("D")));
    }
    assert_eq!(world.revision("D"), 4);
}

#[test]
fn a_ramp_to_the_new_current_version_is_over_and_any_other_stays() {
    let ramped = || World::with(&["D:1", "D:2", "D:3"]).after(&[set_current("D", "1")]);
    let cases: [(Operation, &str, &str); 4] = [
        (set_ramping("D", "2", 30.0), "2", "2"),
        (set_ramping("D", "2", 30.0), "3", "3, 2 at 30 %"),
        (set_ramping("D", "", 30.0), "2", "2, - at 30 %"),
        (set_ramping("D", "", 30.0), "", "-"),
    ];
    for (ramp, current, expected) in cases {
        let world = ramped().after(&[ramp.clone(), set_current("D", current)]);
        assert_eq!(world.routing("D"), expected, "{ramp:?}");
        assert_eq!(world.revision("D"), 3);
    }
}

#[test]
fn at_the_limit_of_versions_the_server_does_not_say_what_is_wrong() {
    let limits = DeploymentLimits { versions: 1, ..DeploymentLimits::default() };
    let mut world = World::limited(limits);
    assert_eq!(world.apply(&set_current("D", "1").without_pollers()), "ok");
    let wrong = "INTERNAL: something went wrong, please retry (<random>)";
    assert_eq!(world.apply(&set_current("D", "2").without_pollers()), wrong);
    assert_eq!(world.apply(&set_ramping("D", "2", 1.0).without_pollers()), wrong);
    // The present version has no workers, and makes room once it is neither current nor draining.
    world = world.after(&[set_current("D", "")]);
    assert_eq!(world.apply(&set_current("D", "2").without_pollers()), wrong);
    world.deployments.check_drainage(&version("D:1"), 0);
    assert_eq!(world.apply(&set_current("D", "2").without_pollers()), "ok");
    assert_eq!(world.deployments.version(&version("D:1")), None);
}

#[test]
fn a_token_of_a_deleted_deployment_is_none_of_its_successor() {
    let mut world = World::new().after(&[set_current("D", "").without_pollers()]);
    let old = world.token("D");
    world =
        world.after(&[delete_deployment("D"), set_current("D", "").without_pollers().by("you")]);
    assert_ne!(world.token("D"), old);
    assert_eq!(world.apply(&set_manager("D", "m").with_token(old)), MISMATCH);
    assert_eq!(world.apply(&set_current("D", "").by("you")), "same");
    assert_eq!(world.deployments.get(&"D".into()).expect("D").last_modifier_identity, "you".into());
    assert_ne!(ME, "you");
}
