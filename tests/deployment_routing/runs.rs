//! What a run carries as it makes progress.

use crate::common::QUEUE;
use crate::words::{
    AUTO_UPGRADE, BOTH, Cluster, OTHER_QUEUE, PINNED, UNSPECIFIED, auto_upgrade, child, child_with,
    continue_as_new, id_between, info, new_workflow, on_set, pinned, start_with, unversioned,
    version, with_override,
};
use worker_versioning::deployments::{EventRefused, WorkflowEvent};
use worker_versioning::task::{
    Base, InitialVersioningBehavior, RunRefused, Task, VersionTransition, VersioningBehavior,
    VersioningInfo, VersioningIntent, VersioningOverride,
};
use worker_versioning::version::WorkerVersion;

fn base(behavior: VersioningBehavior, of: &str) -> Base {
    Base { behavior, version: version(of) }
}

#[test]
fn a_run_moves_with_its_workflow_tasks() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.set_current("1");
    let mut run = cluster.begin(&new_workflow(QUEUE, "any"));
    assert_eq!(run.versioning_info, None);
    assert_eq!(run.version, None);
    assert_eq!(cluster.run_task(&mut run, AUTO_UPGRADE), "shop:1");
    let expected = VersioningInfo {
        base: Some(base(VersioningBehavior::AutoUpgrade, "1")),
        revision_number: 1,
        ..VersioningInfo::default()
    };
    assert_eq!(info(&run), expected);
    assert_eq!(run.version, Some(WorkerVersion::Unversioned));

    cluster.set_current("2");
    cluster.happens(
        &mut run,
        &WorkflowEvent::WorkflowTaskStarted {
            build_id: "".into(),
            deployment_version: Some(version("2")),
            revision_number: 2,
        },
    );
    let moving = VersionTransition { deployment_version: Some(version("2")) };
    assert_eq!(info(&run).version_transition, Some(moving));
    assert_eq!(info(&run).base, Some(base(VersioningBehavior::AutoUpgrade, "1")));
    cluster.happens(
        &mut run,
        &WorkflowEvent::WorkflowTaskCompleted {
            build_id: "".into(),
            deployment_version: Some(version("2")),
            behavior: PINNED,
        },
    );
    let expected = VersioningInfo {
        base: Some(base(VersioningBehavior::Pinned, "2")),
        revision_number: 2,
        ..VersioningInfo::default()
    };
    assert_eq!(info(&run), expected);

    cluster.set_current("1");
    assert_eq!(cluster.run_task(&mut run, PINNED), "shop:2");
    assert_eq!(info(&run), expected);
}

#[test]
fn unversioned_workers_and_unspecified_behavior_clear_the_base() {
    let mut cluster = Cluster::with_versions(&["1"]);
    cluster.set_current("1");
    let mut run = auto_upgrade("1");
    assert_eq!(cluster.run_task(&mut run, UNSPECIFIED), "shop:1");
    assert_eq!(info(&run).base, None);

    let mut run = auto_upgrade("1");
    cluster.set_current("shop:");
    assert_eq!(cluster.run_task(&mut run, UNSPECIFIED), "unversioned");
    assert_eq!(run.versioning_info, None);
    assert_eq!(run.version, Some(WorkerVersion::Unversioned));
}

#[test]
fn a_run_of_a_version_set_that_moves_never_returns() {
    let mut cluster = Cluster::new("[1.0]");
    cluster.polls("1", QUEUE, BOTH);
    cluster.set_current("1");
    let mut run = on_set("1.0");
    cluster.set_override(&mut run, Some(VersioningOverride::one_time(version("1"))));
    assert_eq!(cluster.run_task(&mut run, AUTO_UPGRADE), "shop:1");
    assert_eq!(info(&run).versioning_override, None, "it was for one time");
    assert_eq!(info(&run).base, Some(base(VersioningBehavior::AutoUpgrade, "1")));
    cluster.set_current("shop:");
    assert_eq!(cluster.run_task(&mut run, UNSPECIFIED), "unversioned");
    assert_eq!(cluster.lands(&Task::workflow_task(run)), "unversioned");
}

#[test]
fn an_activity_moves_a_run_once() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.set_current("1").set_current("2");
    let mut run = auto_upgrade("1");
    assert_eq!(cluster.hand_out_activity(&mut run, None), "shop:2, moving to shop:2");
    let moving = VersionTransition { deployment_version: Some(version("2")) };
    assert_eq!(info(&run).version_transition, Some(moving));
    assert_eq!(info(&run).revision_number, 2);
    let before = run.clone();
    assert_eq!(cluster.hand_out_activity(&mut run, None), "shop:2");
    assert_eq!(run, before);
    assert_eq!(cluster.run_task(&mut run, AUTO_UPGRADE), "shop:2");
    assert_eq!(info(&run).version_transition, None);
    let before = run.clone();
    assert_eq!(cluster.hand_out_activity(&mut run, None), "shop:2");
    assert_eq!(run, before, "the activity starts");
}

/// Source: live server, 22 overrides that were set during a move and 15 that were removed.
#[test]
fn a_move_goes_on_under_an_override() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.set_current("1").set_current("2");
    let mut run = auto_upgrade("1");
    assert_eq!(cluster.hand_out_activity(&mut run, None), "shop:2, moving to shop:2");
    let moving = info(&run).version_transition.clone();
    for versioning_override in [
        Some(VersioningOverride::pinned(version("1"))),
        Some(VersioningOverride::one_time(version("1"))),
        Some(VersioningOverride::auto_upgrade()),
        None,
    ] {
        let set = cluster.0.deployments().override_set(&run, versioning_override.as_ref());
        let set = set.expect("version 1 has the queue");
        assert_eq!(info(&set).version_transition, moving);
        assert_eq!(info(&set).versioning_override, versioning_override);
        assert_eq!(cluster.lands(&Task::workflow_task(set)), "shop:2");
    }
}

#[test]
fn whether_an_activity_moves_a_run_may_depend_on_its_id() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.set_current("1").set_ramp("2", 30.0);
    let mut run = auto_upgrade("1");
    run.workflow_id = None;
    let event = WorkflowEvent::ActivityTaskStarted {
        build_id: "".into(),
        deployment_version: Some(version("2")),
        revision_number: 2,
    };
    let deployments = cluster.0.deployments();
    assert_eq!(deployments.progress(&run, &event), Err(EventRefused::WorkflowIdUnknown));
    run.workflow_id = Some(id_between(0.0, 30.0));
    assert!(deployments.progress(&run, &event).is_ok_and(|moved| moved != run));
    run.workflow_id = Some(id_between(30.0, 100.0));
    // The hand-out does not know more than the run's own queue.
    assert_eq!(deployments.progress(&run, &event), Ok(run.clone()));
}

#[test]
fn overrides_need_a_version_of_the_queue() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.polls("3", OTHER_QUEUE, BOTH);
    cluster.set_current("2");
    let mut run = pinned("1");
    let set = |of: &str| WorkflowEvent::OverrideSet {
        versioning_override: Some(VersioningOverride::pinned(version(of))),
    };
    let refused = cluster.0.deployments().progress(&run, &set("3"));
    let refused = refused.expect_err("no worker of version 3 polls the queue");
    assert_eq!(
        refused.to_string(),
        "Pinned version 'shop:3' is not present in task queue 'orders' of type 'Workflow'"
    );
    cluster.happens(&mut run, &set("2"));
    assert_eq!(cluster.run_task(&mut run, PINNED), "shop:2");
    assert_eq!(info(&run).base, Some(base(VersioningBehavior::Pinned, "2")));
    let set = info(&run).versioning_override;
    assert_eq!(set, Some(VersioningOverride::pinned(version("2"))), "a pin stays");
    cluster.set_override(&mut run, None);
    assert_eq!(info(&run).versioning_override, None);
}

#[test]
fn what_a_new_run_carries() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.set_current("1");
    let pin = || Some(VersioningOverride::pinned(version("1")));
    let run = cluster.begin(&start_with(QUEUE, "any", pin()));
    assert_eq!(
        info(&run),
        VersioningInfo { versioning_override: pin(), ..VersioningInfo::default() }
    );

    // An inherited pin, with the override behind it, and without a revision.
    let parent = with_override(pinned("2"), VersioningOverride::pinned(version("1")));
    let run = cluster.begin(&child(parent, None));
    assert_eq!(
        info(&run),
        VersioningInfo {
            base: Some(base(VersioningBehavior::Pinned, "1")),
            versioning_override: pin(),
            inherited_pinned_version: Some(version("1")),
            ..VersioningInfo::default()
        }
    );
    assert_eq!(run.version, None);

    let run = cluster.begin(&child(auto_upgrade("1"), None));
    assert_eq!(
        info(&run),
        VersioningInfo {
            base: Some(base(VersioningBehavior::AutoUpgrade, "1")),
            revision_number: 1,
            ..VersioningInfo::default()
        }
    );

    // With an override of its own, it inherits nothing.
    let task = child_with(auto_upgrade("1"), None, VersioningIntent::Unspecified, pin());
    assert_eq!(
        info(&cluster.begin(&task)),
        VersioningInfo { versioning_override: pin(), ..VersioningInfo::default() }
    );

    let run = cluster.begin(&child(on_set("1.0"), None));
    assert_eq!(run.version, Some(WorkerVersion::BuildId("1.0".into())));
    let run = cluster.begin(&Task::CronRun { workflow: on_set("1.0") });
    assert_eq!(run.version, None);
    let run = cluster.begin(&Task::WorkflowRetry { workflow: on_set("1.0") });
    assert_eq!(run.version, Some(WorkerVersion::BuildId("1.0".into())));
}

#[test]
fn the_ramping_version_is_for_the_first_workflow_task_and_that_of_each_attempt() {
    let mut cluster = Cluster::with_versions(&["1", "2"]);
    cluster.set_current("1").set_ramp("2", 0.0);
    let next =
        continue_as_new(pinned("1"), None, Some(InitialVersioningBehavior::UseRampingVersion));
    let mut run = cluster.begin(&next);
    assert_eq!(cluster.run_task(&mut run, AUTO_UPGRADE), "shop:2");
    let again = Task::WorkflowRetry { workflow: run.clone() };
    assert_eq!(cluster.run_task(&mut run, AUTO_UPGRADE), "shop:1");
    assert_eq!(cluster.lands(&again), "shop:2");
}

#[test]
fn a_run_that_the_server_refuses_does_not_begin() {
    let cluster = Cluster::with_versions(&["1"]);
    let deployments = cluster.0.deployments();
    let pin = VersioningOverride::pinned(version("9"));
    let refused = deployments.begin(&start_with(QUEUE, "any", Some(pin)));
    assert!(matches!(refused, Some(Err(RunRefused::Task(_)))));
    let crossing = child_with(on_set("1.0"), Some(OTHER_QUEUE), VersioningIntent::Compatible, None);
    assert!(matches!(deployments.begin(&crossing), Some(Err(RunRefused::Command(_)))));
    assert_eq!(deployments.begin(&Task::workflow_task(unversioned())), None);
}
