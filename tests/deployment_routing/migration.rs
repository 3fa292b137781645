//! The way from version sets to a deployment, step by step, for everything that a workflow may do.

use crate::common::QUEUE;
use crate::words::{
    AUTO_UPGRADE, BOTH, Cluster, UNSPECIFIED, activity_with, child_with, command, id_between, info,
    new_workflow, on_set, unversioned, version, with_id,
};
use worker_versioning::names::WorkflowId;
use worker_versioning::task::{Task, VersioningIntent, VersioningOverride, WorkflowState};

const INHERIT: VersioningIntent = VersioningIntent::Compatible;
const NOT: VersioningIntent = VersioningIntent::Default;

/// What a workflow may do, in the order in which [`check`] takes the landings.
fn habits(run: &WorkflowState) -> [Task; 10] {
    let next = |intent| Task::continue_as_new(command(run.clone(), None, intent));
    [
        Task::workflow_task(run.clone()),
        Task::query(run.clone()),
        activity_with(run.clone(), None, INHERIT),
        activity_with(run.clone(), None, NOT),
        child_with(run.clone(), None, INHERIT, None),
        child_with(run.clone(), None, NOT, None),
        next(INHERIT),
        next(NOT),
        Task::WorkflowRetry { workflow: run.clone() },
        Task::CronRun { workflow: run.clone() },
    ]
}

fn check(cluster: &Cluster, run: &WorkflowState, expected: [&str; 10]) {
    for (task, expected) in habits(run).iter().zip(expected) {
        assert_eq!(cluster.lands(task), expected, "{task:?}");
    }
}

const MOVES: &str = "shop:3, moving to shop:3";

/// Runs that inherit stay on a set; whatever does not inherit goes elsewhere, and an activity takes the run along.
const STAYS_ON_X: [&str; 10] =
    ["x", "x", "x", "shop:3, moving to shop:3", "x", "shop:3", "x", "shop:3", "x", "shop:3"];

const ON_X_BEFORE: [&str; 10] = ["x", "x", "x", "y2", "x", "y2", "x", "y2", "x", "y2"];

const NEVER_VERSIONED_BEFORE: [&str; 10] =
    ["unversioned", "unversioned", "unversioned", "y2", "y2", "y2", "y2", "y2", "y2", "y2"];

const ON_3: [&str; 10] =
    ["shop:3", "shop:3", MOVES, MOVES, "shop:3", "shop:3", "shop:3", "shop:3", "shop:3", "shop:3"];

fn runs(low: &WorkflowId, high: &WorkflowId, of: &WorkflowState) -> [WorkflowState; 2] {
    [with_id(of.clone(), low.clone()), with_id(of.clone(), high.clone())]
}

#[test]
fn from_version_sets_to_a_deployment_and_back() {
    let mut cluster = Cluster::new("[x] [y1 y2]");
    let (low, high) = (id_between(0.0, 30.0), id_between(30.0, 100.0));
    let [never_low, never_high] = runs(&low, &high, &unversioned());
    let [x_low, x_high] = runs(&low, &high, &on_set("x"));
    let new = |id: &WorkflowId| new_workflow(QUEUE, id.clone());
    let before = |cluster: &Cluster| {
        for run in [&never_low, &never_high] {
            check(cluster, run, NEVER_VERSIONED_BEFORE);
        }
        for run in [&x_low, &x_high] {
            check(cluster, run, ON_X_BEFORE);
        }
        assert_eq!(cluster.lands(&new(&low)), "y2");
    };
    before(&cluster);

    // 1. Workers of version 3 poll.
    cluster.polls("3", QUEUE, BOTH);
    before(&cluster);

    // 2. A ramp to 3, and none is current.
    cluster.set_ramp("3", 30.0);
    check(&cluster, &never_low, ON_3);
    check(&cluster, &never_high, NEVER_VERSIONED_BEFORE);
    check(&cluster, &x_low, STAYS_ON_X);
    check(&cluster, &x_high, ON_X_BEFORE);
    assert_eq!(cluster.lands(&new(&low)), "shop:3");
    assert_eq!(cluster.lands(&new(&high)), "y2");

    // 3. Version 3 is current.
    cluster.set_current("3");
    for run in [&never_low, &never_high] {
        check(&cluster, run, ON_3);
    }
    for run in [&x_low, &x_high] {
        check(&cluster, run, STAYS_ON_X);
    }
    assert_eq!(cluster.lands(&new(&high)), "shop:3");

    // 4. An override moves what is on a set, 5. and its removal leaves it where it is.
    for set in [
        VersioningOverride::one_time(version("3")),
        VersioningOverride::auto_upgrade(),
        VersioningOverride::pinned(version("3")),
    ] {
        let mut moved = x_high.clone();
        cluster.set_override(&mut moved, Some(set.clone()));
        assert_eq!(cluster.run_task(&mut moved, AUTO_UPGRADE), "shop:3", "{set:?}");
        cluster.set_override(&mut moved, None);
        assert!(info(&moved).base.is_some_and(|base| base.version == version("3")));
        assert_eq!(cluster.lands(&Task::workflow_task(moved.clone())), "shop:3");

        // 6. No version is current: it is on unversioned workers, and what begins afresh on the default set.
        let mut back = cluster.clone();
        back.set_current("shop:");
        assert_eq!(back.lands(&Task::workflow_task(moved.clone())), "unversioned");
        assert_eq!(back.lands(&Task::CronRun { workflow: moved.clone() }), "y2");
        assert_eq!(back.run_task(&mut moved, UNSPECIFIED), "unversioned");
        check(&back, &moved, NEVER_VERSIONED_BEFORE);
        check(&back, &x_high, ON_X_BEFORE);
        assert_eq!(back.lands(&new(&high)), "y2");

        // 7. Version 3 is current again.
        back.set_current("3");
        check(&back, &moved, ON_3);
    }
}
