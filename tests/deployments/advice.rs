//! What to do instead of a refused operation: for each refusal that has one, an operation that the server takes.

use crate::world::{
    Activity, Asked, Operation, Workflow, World, create_deployment, create_version, delete_version,
    note, queue, set_current, set_manager, set_ramping, version,
};
use worker_versioning::advice::{Advice, deployment_advice};
use worker_versioning::deployments::{DeploymentLimits, DeploymentRefused};
use worker_versioning::refusal::RefusalReason;

fn advised(world: &World, operation: &Operation, reason: RefusalReason) -> Advice {
    match world.deployments.clone().apply(operation, &world.lookups) {
        Err(DeploymentRefused::Refused(error)) => {
            assert_eq!(error.reason(), reason, "{error}");
            deployment_advice(&error, Some(operation))
        }
        other => panic!("{other:?} is no refusal"),
    }
}

/// A refused operation, and the one that is advised.
#[track_caller]
fn instead(world: &World, operation: &Operation, reason: RefusalReason, better: &Operation) {
    let advice = advised(world, operation, reason);
    assert_eq!(advice.deployment_operation.as_ref(), Some(better));
    assert_eq!(world.clone().apply(better), "ok");
}

#[test]
fn a_promotion_may_do_without_pollers() {
    let world = World::with(&["D:1"]);
    for (asked, reason) in [
        (set_current("D", "2"), RefusalReason::VersionNotFound),
        (set_ramping("D", "2", 5.0), RefusalReason::VersionNotFound),
        (set_current("E", "1"), RefusalReason::DeploymentNotFound),
    ] {
        instead(&world, &asked, reason, &asked.clone().without_pollers());
    }
    let advice = advised(&world, &set_current("E", ""), RefusalReason::DeploymentNotFound);
    assert_eq!(advice.cause, "There is no deployment E.");
    assert_eq!(advice.deployment_operation, None);
}

#[test]
fn what_is_not_there_is_created_first() {
    let world = World::with(&["D:1"]);
    let deployment = RefusalReason::DeploymentNotFound;
    instead(&world, &set_manager("E", "m"), deployment, &create_deployment("E", ""));
    instead(&world, &create_version("E", "1", "r"), deployment, &create_deployment("E", ""));
    let noted = note("D:2", &[("a", "1")], &[]);
    instead(&world, &noted, RefusalReason::VersionNotFound, &create_version("D", "2", ""));
    let advice = advised(&world, &delete_version("E", "1"), deployment);
    assert_eq!(advice.deployment_operation, None);
}

#[test]
fn whoever_is_not_the_manager_can_become_it() {
    let world = World::with(&["D:1"]).after(&[set_manager("D", "boss")]);
    let asked = set_current("D", "1").by("you");
    let better = set_manager("D", "").to_oneself().by("you");
    instead(&world, &asked, RefusalReason::ManagedByAnother, &better);
    let nobody = asked.by("");
    assert_eq!(
        advised(&world, &nobody, RefusalReason::ManagedByAnother).deployment_operation,
        None
    );
}

#[test]
fn missing_task_queues_are_named() {
    let mut world = World::with(&["D:1"]).after(&[set_current("D", "1")]);
    assert_eq!(world.poll("D:1", "p", Activity), "ok");
    assert_eq!(world.poll("D:2", "other", Workflow), "ok");
    world.lookups.backlog = Some(vec![queue("q", Workflow), queue("p", Activity)]);
    let asked = set_current("D", "2");
    let better = asked.clone().ignoring_queues();
    instead(&world, &asked, RefusalReason::MissingTaskQueues, &better);
    let advice = advised(&world, &asked, RefusalReason::MissingTaskQueues);
    assert_eq!(
        advice.cause,
        "Tasks wait in p (activities), q (workflow tasks), which no worker of D:2 has polled. The unversioned workers would get them."
    );
}

#[test]
fn every_other_refusal_is_explained() {
    let limits = DeploymentLimits { deployments: 1, versions: 2, ..DeploymentLimits::default() };
    let mut world = World::limited(limits);
    assert_eq!(world.poll("D:1", "q", Workflow), "ok");
    assert_eq!(world.poll("D:2", "q", Workflow), "ok");
    let stale = world.token("D");
    world = world.after(&[set_current("D", "1"), set_ramping("D", "2", 5.0)]);
    let mut draining = world.clone().after(&[set_ramping("D", "", 0.0)]);
    draining.lookups.pollers = Some(vec![version("D:2")]);
    for (world, operation, reason) in [
        (&world, set_current("", ""), RefusalReason::Incomplete),
        (&world, set_current("a.b", "c"), RefusalReason::DeploymentName),
        (&world, create_deployment("__a", ""), RefusalReason::DeploymentName),
        (&world, set_ramping("D", "1", 101.0), RefusalReason::Percentage),
        (&world, set_ramping("D", "1", 1.0), RefusalReason::AlreadyCurrent),
        (&world, create_deployment("D", "r"), RefusalReason::DeploymentExists),
        (&world, create_version("D", "1", "r"), RefusalReason::VersionExists),
        (&world, set_current("D", "2").with_token(stale), RefusalReason::ConflictTokenMismatch),
        (&world, delete_version("D", "1"), RefusalReason::CurrentOrRamping),
        (&draining, delete_version("D", "2"), RefusalReason::Draining),
        (&draining, delete_version("D", "2").skipping_drainage(), RefusalReason::ActivePollers),
        (&world, crate::world::delete_deployment("D"), RefusalReason::HasVersions),
        (&world, create_deployment("E", "r"), RefusalReason::TooManyDeployments),
        (&world, create_version("D", "3", "r"), RefusalReason::TooManyVersions),
        (&world, set_current("D", "3").without_pollers(), RefusalReason::TooManyVersions),
    ] {
        let advice = advised(world, &operation, reason);
        assert_eq!(advice.deployment_operation, None, "{reason:?}");
        assert_eq!(advice.operation, None);
        assert!(advice.cause.ends_with('.') && advice.instead.ends_with('.'), "{advice:?}");
    }
}
