//! Laws that hold whatever is asked in whatever order.

use proptest::prelude::*;
use worker_versioning::advice::deployment_advice;
use worker_versioning::deployments::{
    DeploymentLimits, DeploymentOperation, DeploymentRefused, Deployments, Happening, Lookups,
    VersionStatus,
};
use worker_versioning::names::TaskQueueType;
use worker_versioning::version::{WorkerDeploymentOptions, WorkerVersioningMode};

use crate::world::{
    Activity, Asked, Workflow, create_deployment, create_version, delete_deployment,
    delete_version, note, queue, set_current, set_manager, set_ramping, version,
};

#[derive(Debug, Clone)]
enum Event {
    Operation(DeploymentOperation),
    Happening(Happening),
}

fn any_name() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => Just("D"), 3 => Just("E"), 1 => Just("a.b"), 1 => Just("")]
}

fn any_build_id() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("1"), Just("2"), Just("3"), Just("4"), Just("")]
}

fn any_identity() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("me"), Just("you"), Just("")]
}

fn any_promotion() -> impl Strategy<Value = DeploymentOperation> {
    let percentage = prop_oneof![Just(None), (0_u8..=101).prop_map(Some)];
    (any_name(), any_build_id(), percentage, any::<bool>(), any::<bool>()).prop_map(
        |(name, build_id, percentage, without_pollers, ignoring)| {
            let operation = match percentage {
                None => set_current(name, build_id),
                Some(percentage) => set_ramping(name, build_id, percentage.into()),
            };
            let operation = if without_pollers { operation.without_pollers() } else { operation };
            if ignoring { operation.ignoring_queues() } else { operation }
        },
    )
}

fn any_other_operation() -> impl Strategy<Value = DeploymentOperation> {
    let names = (any_name(), any_build_id(), any_identity(), any::<bool>());
    (names, 0..7_u8).prop_map(|((name, build_id, identity, skip), kind)| match kind {
        0 => set_manager(name, identity),
        1 if skip => delete_version(name, build_id).skipping_drainage(),
        1 => delete_version(name, build_id),
        2 => delete_deployment(name),
        3 => create_deployment(name, identity),
        4 => create_version(name, build_id, identity),
        5 => note("D:1", &[(identity, build_id)], &[]),
        _ => note("D:2", &[], &[identity]),
    })
}

fn any_happening() -> impl Strategy<Value = Happening> {
    let queue = (
        prop_oneof![Just("q1"), Just("q2"), Just("q3")],
        prop_oneof![Just(Workflow), Just(Activity)],
    );
    (any_name(), any_build_id(), queue, 0..4_u8, 0..2_u32).prop_map(
        |(name, build_id, (task_queue, task_queue_type), kind, open)| {
            let deployment_version = version(&format!("{}:{build_id}", name.replace('.', "")));
            match kind {
                0 => Happening::DrainageCheck { deployment_version, open_pinned_workflows: open },
                1 => Happening::OverrideSet { deployment_version },
                _ => Happening::WorkerPolls {
                    task_queue: task_queue.into(),
                    task_queue_type,
                    deployment_options: WorkerDeploymentOptions {
                        deployment_name: name.into(),
                        build_id: build_id.into(),
                        worker_versioning_mode: WorkerVersioningMode::Versioned,
                    },
                },
            }
        },
    )
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        5 => (any_promotion(), any_identity()).prop_map(|(it, who)| Event::Operation(it.by(who))),
        3 => (any_other_operation(), any_identity()).prop_map(|(it, who)| Event::Operation(it.by(who))),
        4 => any_happening().prop_map(Event::Happening),
    ]
}

fn any_lookups() -> impl Strategy<Value = Lookups> {
    let known = (proptest::option::of(any::<bool>()), proptest::option::of(any::<bool>()));
    known.prop_map(|(pollers, backlog)| Lookups {
        pollers: pollers
            .map(|some| if some { vec![version("D:1"), version("D:3")] } else { vec![] }),
        backlog: backlog.map(|some| if some { vec![queue("q1", Workflow)] } else { vec![] }),
    })
}

fn limits() -> DeploymentLimits {
    DeploymentLimits {
        deployments: 2,
        versions: 3,
        task_queues: 2,
        versions_in_task_queue: 3,
        ..DeploymentLimits::default()
    }
}

fn take_in(
    deployments: &mut Deployments,
    event: &Event,
    lookups: &Lookups,
) -> Result<bool, DeploymentRefused> {
    match event {
        Event::Operation(operation) => {
            deployments.apply(operation, lookups).map(|effect| effect.changed)
        }
        Event::Happening(happening) => {
            deployments.observe(happening, lookups).map(|effect| effect.changed)
        }
    }
}

fn may_leave(event: &Event) -> bool {
    matches!(
        event,
        Event::Operation(
            DeploymentOperation::SetWorkerDeploymentCurrentVersion { allow_no_pollers: true, .. }
                | DeploymentOperation::SetWorkerDeploymentRampingVersion {
                    allow_no_pollers: true,
                    ..
                }
        )
    )
}

/// What is true of deployments at all times.
fn check_state(deployments: &Deployments) {
    for (name, deployment) in deployments.iter() {
        let with = |status| deployment.versions.iter().filter(move |it| it.status == status);
        assert!(with(VersionStatus::Current).count() <= 1);
        assert!(with(VersionStatus::Ramping).count() <= 1);
        for version in &deployment.versions {
            assert_eq!(version.current_since.is_some(), version.status == VersionStatus::Current);
            assert_eq!(version.ramping_since.is_some(), version.status == VersionStatus::Ramping);
            let is_drainage =
                matches!(version.status, VersionStatus::Draining | VersionStatus::Drained);
            assert_eq!(version.drainage.is_some(), is_drainage);
        }
        deployments.describe(name).expect("a deployment that is there");
    }
    // A snapshot is checked when it comes back, also that every queue has its copy.
    assert_eq!(Deployments::from_snapshot(deployments.snapshot()).as_ref(), Ok(deployments));
}

/// The revisions of the deployments that were there before and are there after, by name.
fn check_revisions(before: &Deployments, after: &Deployments) {
    for (name, deployment) in before.iter() {
        let Some(now) = after.get(name) else { continue };
        let (before, after) = (&deployment.routing_config, &now.routing_config);
        if before == after {
            continue;
        }
        assert_eq!(after.revision_number, before.revision_number + 1);
        assert_ne!(now.conflict_token, deployment.conflict_token);
    }
}

proptest! {
    #[test]
    fn laws_of_operations(events in proptest::collection::vec((any_event(), any_lookups()), 1..60)) {
        let mut deployments = Deployments::new(limits());
        let mut twin = deployments.clone();
        for (event, lookups) in &events {
            let before = deployments.clone();
            let result = take_in(&mut deployments, event, lookups);
            prop_assert_eq!(&take_in(&mut twin, event, lookups), &result, "equal input, equal output");
            prop_assert_eq!(&twin, &deployments);
            match &result {
                Ok(true) => {}
                Ok(false) | Err(DeploymentRefused::DependsOn(_)) => {
                    let left = matches!(result, Ok(false)) && may_leave(event);
                    prop_assert!(left || deployments == before, "{event:?} changed something");
                }
                Err(DeploymentRefused::Refused(_)) if may_leave(event) => {
                    for (name, deployment) in before.iter() {
                        let after = deployments.get(name).expect("nothing goes");
                        prop_assert_eq!(&after.routing_config, &deployment.routing_config);
                        prop_assert_eq!(after.conflict_token, deployment.conflict_token);
                    }
                }
                Err(DeploymentRefused::Refused(_)) => prop_assert_eq!(&deployments, &before),
            }
            check_state(&deployments);
            check_revisions(&before, &deployments);
        }
    }

    /// What is advised instead of a refused operation is not refused for the same reason.
    #[test]
    fn advice_leads_on(events in proptest::collection::vec(any_event(), 1..40)) {
        let known = Lookups { pollers: Some(vec![]), backlog: Some(vec![queue("q1", Workflow)]) };
        let mut deployments = Deployments::new(DeploymentLimits::default());
        for event in &events {
            let result = take_in(&mut deployments, event, &known);
            let (Err(DeploymentRefused::Refused(error)), Event::Operation(operation)) = (result, event)
            else {
                continue;
            };
            let advice = deployment_advice(&error, Some(operation));
            prop_assert!(!advice.cause.is_empty() && !advice.instead.is_empty());
            let Some(better) = advice.deployment_operation else { continue };
            if let Err(DeploymentRefused::Refused(next)) = deployments.clone().apply(&better, &known) {
                prop_assert_ne!(next.reason(), error.reason(), "{:?}", better);
            }
        }
    }

    /// What the model asks for, it needs: with everything known, nothing depends on anything.
    #[test]
    fn with_everything_known_nothing_depends_on_anything(
        events in proptest::collection::vec(any_event(), 1..40),
    ) {
        let known = Lookups { pollers: Some(vec![]), backlog: Some(vec![]) };
        let mut deployments = Deployments::new(limits());
        for event in &events {
            let result = take_in(&mut deployments, event, &known);
            prop_assert!(!matches!(result, Err(DeploymentRefused::DependsOn(_))));
        }
    }

    /// A queue's copy has the revision of its deployment or an earlier one, and never goes back.
    #[test]
    fn copies_never_go_back(events in proptest::collection::vec(any_event(), 1..60)) {
        let known = Lookups { pollers: Some(vec![]), backlog: Some(vec![]) };
        let mut deployments = Deployments::new(limits());
        let revision = |deployments: &Deployments, task_queue: &str, of_type: TaskQueueType| {
            let copy = deployments.task_queue(&task_queue.into(), of_type)?.get(&"D".into())?;
            let created = deployments.get(&"D".into())?.created;
            Some((created, copy.routing_config.revision_number))
        };
        for event in &events {
            let before = deployments.clone();
            let _ = take_in(&mut deployments, event, &known);
            for (task_queue, of_type) in [("q1", Workflow), ("q1", Activity), ("q2", Workflow)] {
                if let (Some(before), Some(after)) =
                    (revision(&before, task_queue, of_type), revision(&deployments, task_queue, of_type))
                {
                    prop_assert!(after >= before);
                }
            }
        }
    }
}
