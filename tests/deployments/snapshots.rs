//! Deployments, kept and restored.

use crate::world::{
    Asked, Workflow, World, create_version, delete_deployment, delete_version, set_current,
    set_ramping,
};
use serde_json::json;
use worker_versioning::deployments::{
    DeploymentLimits, DeploymentProblem, Deployments, DeploymentsError, DeploymentsSnapshot,
    RoutingCopyProblem, VersionStatus,
};
use worker_versioning::namespace::Namespace;

fn eventful() -> World {
    let limits = DeploymentLimits { versions: 7, ..DeploymentLimits::default() };
    let mut world = World::limited(limits);
    for (version, task_queue) in [("D:1", "q1"), ("D:2", "q2"), ("D:3", "q1"), ("E:1", "q1")] {
        assert_eq!(world.poll(version, task_queue, Workflow), "ok");
    }
    world = world.after(&[
        set_current("D", "1"),
        set_ramping("D", "2", 12.5),
        set_ramping("D", "", 30.0),
        create_version("D", "4", "r"),
        delete_version("D", "3"),
        set_current("F", "").without_pollers(),
        delete_deployment("F"),
    ]);
    world
}

#[test]
fn all_that_there_is_is_kept() {
    let deployments = eventful().deployments;
    let snapshot = deployments.snapshot();
    assert_eq!(Deployments::from_snapshot(snapshot.clone()), Ok(deployments));
    assert_eq!(snapshot.deleted_deployments, ["F".into()]);
    assert_eq!(snapshot.routing_copies.len(), 3);
}

#[test]
fn a_namespace_names_its_deployments_only_where_there_are_some() {
    assert_eq!(Namespace::default().snapshot().deployments, None);
    let mut namespace = Namespace::default();
    *namespace.deployments_mut() = eventful().deployments;
    let snapshot = namespace.snapshot();
    assert!(snapshot.deployments.is_some());
    assert_eq!(Namespace::from_snapshot(snapshot), Ok(namespace));
    let limits = DeploymentLimits { versions: 7, ..DeploymentLimits::default() };
    let limited = Namespace::default().with_deployment_limits(limits);
    assert_eq!(Namespace::from_snapshot(limited.snapshot()), Ok(limited));
}

#[test]
fn what_a_namespace_cannot_keep_is_refused() {
    type Spoil = fn(&mut DeploymentsSnapshot);
    let deployment = |place, problem| DeploymentsError::Deployment { place, problem };
    let copy = |place, problem| DeploymentsError::RoutingCopy { place, problem };
    let cases: [(Spoil, DeploymentsError); 11] = [
        (
            |it| it.deployments.push(it.deployments[0].clone()),
            deployment(2, DeploymentProblem::Again("D".into())),
        ),
        (
            |it| {
                let versions = &mut it.deployments[0].deployment.versions;
                versions.push(versions[1].clone());
            },
            deployment(0, DeploymentProblem::VersionAgain("2".into())),
        ),
        (
            |it| {
                let versions = &mut it.deployments[0].deployment.versions;
                versions.remove(0);
            },
            deployment(0, DeploymentProblem::NoVersion("1".into())),
        ),
        (
            |it| {
                let config = &mut it.deployments[0].deployment.routing_config;
                config.ramp.as_mut().expect("a ramp").to = config.current.clone();
            },
            deployment(0, DeploymentProblem::Status("1".into())),
        ),
        (
            |it| {
                let deployment = &mut it.deployments[1].deployment;
                deployment.routing_config.ramp =
                    Some(worker_versioning::deployments::Ramp { to: None, percentage: 5.0.into() });
            },
            deployment(1, DeploymentProblem::RampToCurrent),
        ),
        (
            |it| it.deployments[0].deployment.versions[1].status = VersionStatus::Current,
            deployment(0, DeploymentProblem::Status("2".into())),
        ),
        (|it| it.now = 1, deployment(0, DeploymentProblem::Future(0, 1))),
        (
            |it| it.routing_copies.push(it.routing_copies[0].clone()),
            copy(3, RoutingCopyProblem::Again),
        ),
        (
            |it| it.routing_copies[0].deployment_name = "G".into(),
            copy(0, RoutingCopyProblem::NoMember("G".into())),
        ),
        (
            |it| it.routing_copies[0].routing_config.revision_number = 9,
            copy(0, RoutingCopyProblem::Revision(9, 3)),
        ),
        (
            |it| it.routing_copies.clear(),
            DeploymentsError::NoRoutingCopy {
                task_queue: "q1".into(),
                deployment_name: "D".into(),
            },
        ),
    ];
    for (spoil, expected) in cases {
        let mut snapshot = eventful().deployments.snapshot();
        spoil(&mut snapshot);
        match (Deployments::from_snapshot(snapshot), &expected) {
            (
                Err(DeploymentsError::Deployment {
                    problem: DeploymentProblem::Future(..), ..
                }),
                DeploymentsError::Deployment { problem: DeploymentProblem::Future(..), .. },
            ) => {}
            (restored, expected) => assert_eq!(restored.as_ref(), Err(expected)),
        }
    }
}

#[test]
fn it_is_written_in_camel_case() {
    let snapshot = json!(World::with(&["D:1"]).deployments.snapshot());
    assert_eq!(snapshot["limits"]["versionsInTaskQueue"], 200);
    let version = &snapshot["deployments"][0]["versions"][0];
    assert_eq!(version["creation"], json!({ "by": "poll" }));
    assert_eq!(version["members"], json!([{ "taskQueue": "q", "taskQueueType": "WORKFLOW" }]));
    assert_eq!(snapshot["routingCopies"][0]["routingConfig"], json!({ "revisionNumber": 0 }));
}
