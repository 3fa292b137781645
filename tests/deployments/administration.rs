//! Managers, creation, deletion, notes.

use crate::world::{
    Activity, Asked, ME, Workflow, World, create_deployment, create_version, delete_deployment,
    delete_version, note, set_current, set_manager, set_ramping, version,
};
use worker_versioning::deployments::{DeploymentLimits, VersionStatus};
use worker_versioning::names::Identity;

const MISMATCH: &str = "FAILED_PRECONDITION: conflict token mismatch";
const COMPLETED: &str = "NOT_FOUND: workflow execution already completed";

#[test]
fn anyone_who_says_so_sets_the_manager() {
    let mut world = World::with(&["D:1"]);
    let stale = world.token("D");
    let no_workflow = "NOT_FOUND: workflow not found for ID: temporal-sys-worker-deployment:E";
    for (operation, expected) in [
        (set_manager("", "m").by(""), "INVALID_ARGUMENT: Identity is required"),
        (set_manager("E", "m"), no_workflow),
        (set_manager("D", "m"), "ok"),
        (set_manager("D", "m").with_token(stale), "same"),
        (set_manager("D", "n").with_token(stale), MISMATCH),
        // The manager is not asked.
        (set_manager("D", "ignored").to_oneself().by("you"), "ok"),
        (set_manager("D", "").by("you"), "ok"),
        (set_manager("D", "").by("you"), "same"),
        (set_manager("D", "").by("me"), "ok"),
    ] {
        assert_eq!(world.apply(&operation), expected, "{operation:?}");
    }
    assert_eq!(world.revision("D"), 0);
}

#[test]
fn the_answer_is_the_previous_manager() {
    let mut world = World::with(&["D:1"]);
    for (manager, previous) in [("m", None), ("n", Some("m")), ("", Some("n")), ("", None)] {
        let effect = world.deployments.apply(&set_manager("D", manager), &world.lookups);
        let effect = effect.expect("an answer");
        assert_eq!(effect.previous_manager_identity, previous.map(Identity::from));
        assert_eq!(effect.conflict_token, Some(world.token("D")));
    }
}

#[test]
fn a_version_is_deleted_after_checks_in_this_order() {
    let before = [set_current("D", "1"), set_ramping("D", "2", 5.0), set_ramping("D", "3", 5.0)];
    let mut world = World::with(&["D:1", "D:2", "D:3", "D:4"]).after(&before);
    world = world.after(&[set_manager("D", "boss")]);
    world.lookups.pollers = Some(vec![version("D:2"), version("D:4")]);
    let managed = "FAILED_PRECONDITION: ManagerIdentity 'boss' is set and does not match user identity 'me'; to proceed, set your own identity as the ManagerIdentity, remove the ManagerIdentity, or wait for the other client to do so";
    let no_workflow = "NOT_FOUND: workflow not found for ID: temporal-sys-worker-deployment:E";
    for (operation, expected) in [
        (delete_version("E", "1"), no_workflow),
        (delete_version("D", "9"), "same"),
        (
            delete_version("D", "1"),
            "FAILED_PRECONDITION: version 'D:1' cannot be deleted since it is current or ramping",
        ),
        (
            delete_version("D", "3"),
            "FAILED_PRECONDITION: version 'D:3' cannot be deleted since it is current or ramping",
        ),
        (delete_version("D", "2"), managed),
        (
            delete_version("D", "2").by("boss"),
            "FAILED_PRECONDITION: version 'D:2' cannot be deleted since it is draining",
        ),
        (
            delete_version("D", "2").by("boss").skipping_drainage(),
            "FAILED_PRECONDITION: version 'D:2' cannot be deleted since it has active pollers",
        ),
        (
            delete_version("D", "4").by("boss"),
            "FAILED_PRECONDITION: version 'D:4' cannot be deleted since it has active pollers",
        ),
    ] {
        assert_eq!(world.apply(&operation), expected, "{operation:?}");
    }
    let token = world.token("D");
    world.lookups.pollers = None;
    let asked = delete_version("D", "2").by("boss").skipping_drainage();
    assert_eq!(world.apply(&asked), "depends on Pollers");
    world.lookups.pollers = Some(vec![]);
    assert_eq!(world.apply(&asked), "ok");
    assert_eq!(world.token("D"), token, "the token stays");
    assert_eq!(world.apply(&asked), "same");
    assert!(!world.deployments.is_member(&version("D:2"), &"q".into(), Workflow));
}

#[test]
fn without_queues_nobody_polls() {
    let mut world = World::with(&["D:1"]).after(&[create_version("D", "2", "r")]);
    world.lookups.pollers = None;
    assert_eq!(world.apply(&delete_version("D", "2")), "ok");
}

#[test]
fn a_deletion_without_identity_is_signed_with_a_random_one() {
    let world = World::with(&["D:1"]).after(&[delete_version("D", "1").by("")]);
    let deployment = world.deployments.get(&"D".into()).expect("D");
    assert_eq!(deployment.last_modifier_identity.as_str(), "<random>");
    let managed = World::with(&["D:1"]).after(&[set_manager("D", "boss")]);
    let refused = managed.clone().apply(&delete_version("D", "1").by(""));
    assert!(refused.contains("does not match user identity '<random>'"), "{refused}");
}

#[test]
fn a_queue_forgets_a_deployment_with_its_last_version() {
    let mut world = World::with(&["D:1", "D:2"]);
    assert_eq!(world.poll("E:1", "q", Workflow), "ok");
    let knows = |world: &World| -> Vec<String> {
        let copies = world.deployments.task_queue(&"q".into(), Workflow);
        copies.into_iter().flatten().map(|(name, _)| name.to_string()).collect()
    };
    assert_eq!(knows(&world), ["D", "E"]);
    world = world.after(&[delete_version("D", "1")]);
    assert_eq!(knows(&world), ["D", "E"]);
    world = world.after(&[delete_version("D", "2")]);
    assert_eq!(knows(&world), ["E"]);
    world = world.after(&[delete_version("E", "1")]);
    assert_eq!(world.deployments.task_queue(&"q".into(), Workflow), None);
}

#[test]
fn only_a_deployment_without_versions_is_deleted() {
    let mut world = World::with(&["D:1"]).after(&[set_manager("D", "boss")]);
    for (operation, expected) in [
        (delete_deployment("E"), "same"),
        (delete_deployment("D"), "FAILED_PRECONDITION: deployment has versions, can't be deleted"),
        (delete_version("D", "1").by("boss"), "ok"),
        // The manager plays no part.
        (delete_deployment("D"), "ok"),
        (delete_deployment("D"), "same"),
        (set_manager("D", "m"), COMPLETED),
        (delete_version("D", "1"), COMPLETED),
        (note("D:1", &[("a", "1")], &[]), COMPLETED),
        (
            note("D:2", &[("a", "1")], &[]),
            "NOT_FOUND: workflow not found for ID: temporal-sys-worker-deployment-version:D:2",
        ),
        (
            set_current("D", "1"),
            "NOT_FOUND: no Worker Deployment found with name 'D'; does your Worker Deployment have pollers?",
        ),
        (create_deployment("D", "r"), "ok"),
        (set_manager("D", "m"), "ok"),
    ] {
        assert_eq!(world.apply(&operation), expected, "{operation:?}");
    }
}

#[test]
fn a_repeated_request_creates_a_deployment_once() {
    let mut world = World::with(&["P:1"]).after(&[set_current("O", "").without_pollers()]);
    let exists = "ALREADY_EXISTS: Worker Deployment with name \"D\" already exists";
    let by_poll = "ALREADY_EXISTS: Worker Deployment with name \"P\" already exists (auto-created from worker polls)";
    let by_operation = "ALREADY_EXISTS: Worker Deployment with name \"O\" already exists";
    for (operation, expected) in [
        (create_deployment("D", "r"), "ok"),
        (create_deployment("D", "r").by("another"), "same"),
        (create_deployment("D", "s"), exists),
        (create_deployment("D", ""), exists),
        (create_deployment("P", "r"), by_poll),
        (create_deployment("O", "r"), by_operation),
        (set_current("D", "1").without_pollers(), "ok"),
        // Changes of the deployment do not make the server forget the request.
        (create_deployment("D", "r"), "same"),
        (create_deployment("N", ""), "ok"),
    ] {
        assert_eq!(world.apply(&operation), expected, "{operation:?}");
    }
    let again = "ALREADY_EXISTS: Worker Deployment with name \"N\" already exists";
    assert_eq!(world.apply(&create_deployment("N", "")), again, "no ID is like no other");
    let effect = world.deployments.apply(&create_deployment("D", "r"), &world.lookups);
    assert_eq!(effect.expect("the same").conflict_token, Some(world.token("D")));
}

#[test]
fn a_repeated_request_creates_a_version_once_until_it_is_promoted() {
    let mut world = World::new().after(&[create_deployment("D", "r").by("maker")]);
    let token = world.token("D");
    let exists = "ALREADY_EXISTS: Worker Deployment Version \"D.1\" already exists";
    assert_eq!(
        world.apply(&create_version("E", "1", "v")),
        "NOT_FOUND: no Worker Deployment found with name 'E'; does your Worker Deployment have pollers?"
    );
    for (operation, expected) in [
        (create_version("D", "1", "v"), "ok"),
        (create_version("D", "1", "v"), "same"),
        (create_version("D", "1", "w"), exists),
    ] {
        assert_eq!(world.apply(&operation), expected, "{operation:?}");
    }
    assert_eq!(world.status("D:1"), VersionStatus::Created);
    assert_eq!(world.token("D"), token);
    let deployment = world.deployments.get(&"D".into()).expect("D");
    assert_eq!(deployment.last_modifier_identity, "maker".into());
    assert_eq!(deployment.versions[0].last_modifier_identity, ME.into());
    assert_eq!(world.poll("D:1", "q", Activity), "ok");
    assert_eq!(world.status("D:1"), VersionStatus::Inactive);
    assert_eq!(world.apply(&create_version("D", "1", "v")), "same");
    world = world.after(&[set_current("D", "1")]);
    assert_eq!(world.apply(&create_version("D", "1", "v")), exists);
}

#[test]
fn the_limit_of_deployments_holds_for_all_who_create_them() {
    let limits = DeploymentLimits { deployments: 1, ..DeploymentLimits::default() };
    let mut world = World::limited(limits).after(&[create_deployment("D", "r")]);
    let many = "RESOURCE_EXHAUSTED: reached maximum deployments in namespace (1)";
    assert_eq!(world.apply(&create_deployment("E", "r")), many);
    assert_eq!(world.apply(&set_current("E", "1").without_pollers()), many);
    assert_eq!(world.apply(&set_ramping("E", "1", 5.0).without_pollers()), many);
    assert_eq!(world.poll("E:1", "q", Workflow), many);
    assert_eq!(world.poll("D:1", "q", Workflow), "ok");
}

#[test]
fn notes_are_added_then_removed() {
    let mut world = World::with(&["D:1"]).after(&[set_manager("D", "boss")]);
    let neither =
        "INVALID_ARGUMENT: At least one of remove_entries or upsert_entries must be provided";
    assert_eq!(world.apply(&note("E:1", &[], &[])), neither);
    for (upsert, remove, expected) in [
        (&[("a", "1"), ("b", "2")][..], &[][..], "a=1 b=2"),
        (&[("a", "3"), ("c", "4")], &["c", "b"], "a=3"),
        (&[], &["none"], "a=3"),
    ] {
        let effect = world.deployments.apply(&note("D:1", upsert, remove), &world.lookups);
        let metadata = effect.expect("an answer").metadata.expect("the notes");
        assert_eq!(&metadata, &world.deployments.version(&version("D:1")).expect("D:1").metadata);
        let told: Vec<_> = metadata.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(told.join(" "), expected);
    }
    // Neither names nor the manager are checked.
    let missing =
        "NOT_FOUND: workflow not found for ID: temporal-sys-worker-deployment-version:__x:y:z";
    assert_eq!(world.apply(&note("__x:y:z", &[("a", "1")], &[])), missing);
}
