//! Where each kind of task lands, by what its run carries and what its task queue knows.

use crate::common::QUEUE;
use crate::words::{
    BOTH, Cluster, OTHER_QUEUE, activity, activity_with, auto_upgrade, child, child_with,
    continue_as_new, new_workflow, on_set, pinned, run, start_with, unversioned, version,
    with_override, workflow_task,
};
use worker_versioning::names::TaskQueueType;
use worker_versioning::routing::resolve;
use worker_versioning::task::{
    ActivityCommand, DependsOn, Follows, InitialVersioningBehavior, Reason, ResetPoint, Task,
    VersionTransition, VersioningBehavior, VersioningIntent, VersioningOverride, WorkflowState,
};
use worker_versioning::version::WorkerVersion;

const AUTO_UPGRADE: VersioningBehavior = VersioningBehavior::AutoUpgrade;

/// Versions 1 and 2 on the queue, 2 current, and version sets beside them.
fn cluster() -> Cluster {
    let mut cluster = Cluster::new("[1.0 1.1] [2.0]");
    cluster.polls("1", QUEUE, BOTH);
    cluster.polls("2", QUEUE, BOTH);
    cluster.set_current("1").set_current("2");
    cluster
}

fn check(cluster: &Cluster, rows: impl IntoIterator<Item = (Task, &'static str)>) {
    for (task, expected) in rows {
        assert_eq!(cluster.lands(&task), expected, "{task:?}");
    }
}

#[test]
fn pinned_runs_stay_and_all_others_follow() {
    check(
        &cluster(),
        [
            (workflow_task(pinned("1")), "shop:1"),
            (Task::query(pinned("1")), "shop:1"),
            (Task::Update { workflow: pinned("1"), cached_on: None }, "shop:1"),
            // Member or not, polling or not.
            (workflow_task(pinned("elsewhere:9")), "elsewhere:9"),
            (workflow_task(auto_upgrade("1")), "shop:2"),
            (Task::query(auto_upgrade("1")), "shop:2"),
            (Task::Update { workflow: auto_upgrade("1"), cached_on: None }, "shop:2"),
            (workflow_task(unversioned()), "shop:2"),
            (workflow_task(WorkflowState::new(QUEUE.into(), None)), "shop:2"),
            (new_workflow(QUEUE, "any"), "shop:2"),
            // Runs of a version set stay there.
            (workflow_task(on_set("1.0")), "1.1"),
        ],
    );
}

#[test]
fn without_a_current_version_what_has_a_behavior_goes_to_unversioned_workers() {
    let mut cluster = cluster();
    cluster.set_current("shop:");
    check(
        &cluster,
        [
            (workflow_task(pinned("1")), "shop:1"),
            (workflow_task(auto_upgrade("1")), "unversioned"),
            (activity(auto_upgrade("1"), None), "unversioned, moving to unversioned"),
            (workflow_task(unversioned()), "unversioned"),
            (workflow_task(on_set("1.0")), "1.1"),
            (new_workflow(QUEUE, "any"), "2.0"),
            (workflow_task(WorkflowState::new(QUEUE.into(), None)), "2.0"),
            (
                workflow_task(with_override(on_set("1.0"), VersioningOverride::auto_upgrade())),
                "unversioned",
            ),
        ],
    );
}

#[test]
fn a_run_stays_on_its_version_where_the_queue_knows_only_older_routing() {
    let cluster = cluster();
    let newer = run(AUTO_UPGRADE, "1", 3);
    check(
        &cluster,
        [
            (workflow_task(newer.clone()), "shop:1"),
            (activity(newer.clone(), None), "shop:1"),
            // Of another deployment, the revision says nothing.
            (workflow_task(run(AUTO_UPGRADE, "other:1", 3)), "shop:2"),
            // Equal is not older.
            (workflow_task(run(AUTO_UPGRADE, "1", 2)), "shop:2"),
        ],
    );
    let landing = resolve(&cluster.0, &workflow_task(newer));
    assert_eq!((landing.reason, landing.revision_number), (Reason::NewerRevision, 3));
    // On the same version, only the revision tells.
    let landing = resolve(&cluster.0, &workflow_task(run(AUTO_UPGRADE, "2", 3)));
    assert_eq!((landing.reason, landing.revision_number), (Reason::CurrentVersion, 3));
}

#[test]
fn a_landing_says_what_it_follows_and_by_which_revision() {
    let cluster = cluster();
    let landing = resolve(&cluster.0, &workflow_task(auto_upgrade("1")));
    assert_eq!(
        (landing.reason, landing.follows, landing.revision_number),
        (Reason::CurrentVersion, Follows::DeploymentRouting, 2)
    );
    let landing = resolve(&cluster.0, &workflow_task(pinned("1")));
    assert_eq!(
        (landing.reason, landing.follows, landing.revision_number),
        (Reason::PinnedVersion, Follows::Nothing, 0)
    );
}

#[test]
fn activities_of_a_pinned_run_stay_where_its_version_polls_for_them() {
    let mut cluster = cluster();
    cluster.polls("1", OTHER_QUEUE, &[TaskQueueType::Activity]);
    cluster.polls("2", OTHER_QUEUE, BOTH);
    cluster.polls("3", QUEUE, &[TaskQueueType::Workflow]);
    check(
        &cluster,
        [
            (activity(pinned("1"), None), "shop:1"),
            (activity(pinned("1"), Some(OTHER_QUEUE)), "shop:1"),
            // Otherwise they go where their queue directs them, and the run stays.
            (activity(pinned("3"), None), "shop:2"),
            (activity(pinned("1"), Some("unheard of")), "unversioned"),
        ],
    );
}

#[test]
fn an_activity_moves_its_run_first() {
    let cluster = cluster();
    check(
        &cluster,
        [
            (activity(auto_upgrade("1"), None), "shop:2, moving to shop:2"),
            (activity(auto_upgrade("2"), None), "shop:2"),
            (activity(unversioned(), None), "shop:2, moving to shop:2"),
            (
                activity_with(on_set("1.0"), None, VersioningIntent::Default),
                "shop:2, moving to shop:2",
            ),
            (activity(on_set("1.0"), None), "1.1"),
        ],
    );
    // Nothing starts while the run is moving.
    let mut moving = auto_upgrade("1");
    let info = moving.versioning_info.as_mut().expect("a base");
    info.version_transition = Some(VersionTransition { deployment_version: Some(version("2")) });
    info.revision_number = 2;
    check(&cluster, [(activity(moving, None), "shop:2")]);
}

#[test]
fn an_activity_elsewhere_starts_there_and_the_run_stays() {
    let mut cluster = Cluster::with_versions(&["1"]);
    cluster.polls("other:7", OTHER_QUEUE, BOTH);
    cluster.set_current("1").set_current("other:7");
    check(&cluster, [(activity(auto_upgrade("1"), Some(OTHER_QUEUE)), "other:7")]);
}

#[test]
fn eager_tasks_are_on_the_worker_that_asks() {
    let cluster = cluster();
    let start = |of: &str, set| Task::EagerNewWorkflow {
        task_queue: QUEUE.into(),
        version: WorkerVersion::Unversioned,
        deployment_version: Some(version(of)),
        workflow_id: None,
        versioning_override: set,
    };
    let eager = |run: WorkflowState| match activity(run, None) {
        Task::Activity(command) => {
            Task::Activity(ActivityCommand { requests_eager_execution: true, ..command })
        }
        other => other,
    };
    check(
        &cluster,
        [
            (start("1", None), "shop:1"),
            (start("1", Some(VersioningOverride::pinned(version("2")))), "shop:1"),
            (eager(auto_upgrade("1")), "shop:1"),
            (eager(pinned("1")), "shop:1"),
        ],
    );
}

#[test]
fn a_cached_run_leaves_its_worker_only_for_a_version() {
    let mut cluster = cluster();
    let cached =
        |run: WorkflowState| Task::WorkflowTask { workflow: run, cached_on: Some(version("1")) };
    check(&cluster, [(cached(auto_upgrade("1")), "shop:2"), (cached(pinned("1")), "shop:1")]);
    cluster.set_current("shop:");
    check(
        &cluster,
        [
            (cached(auto_upgrade("1")), "shop:1"),
            (cached(unversioned()), "shop:1"),
            (workflow_task(auto_upgrade("1")), "unversioned"),
            (
                cached(with_override(auto_upgrade("1"), VersioningOverride::auto_upgrade())),
                "shop:1",
            ),
        ],
    );
    // An unversioned ramp of everything does not take it along either.
    cluster.set_current("2").set_ramp("shop:", 100.0);
    check(&cluster, [(cached(auto_upgrade("1")), "shop:1")]);
}

#[test]
fn overrides_direct_a_start_where_workers_have_polled() {
    let cluster = cluster();
    let refusal =
        "Pinned version 'shop:9' is not present in task queue 'orders' of type 'Workflow'";
    let start = |set| start_with(QUEUE, "any", Some(set));
    let of_child = |set| child_with(unversioned(), None, VersioningIntent::Unspecified, Some(set));
    check(
        &cluster,
        [
            (start(VersioningOverride::pinned(version("1"))), "shop:1"),
            (start(VersioningOverride::one_time(version("1"))), "shop:1"),
            (start(VersioningOverride::auto_upgrade()), "shop:2"),
            (start(VersioningOverride::pinned(version("9"))), refusal),
            (start(VersioningOverride::one_time(version("9"))), refusal),
            (of_child(VersioningOverride::pinned(version("1"))), "shop:1"),
            (of_child(VersioningOverride::pinned(version("9"))), refusal),
        ],
    );
}

#[test]
fn an_override_moves_a_run_of_a_version_set() {
    let cluster = cluster();
    for set in
        [VersioningOverride::pinned(version("1")), VersioningOverride::one_time(version("1"))]
    {
        check(&cluster, [(workflow_task(with_override(on_set("1.0"), set)), "shop:1")]);
    }
    let set = VersioningOverride::auto_upgrade();
    check(&cluster, [(workflow_task(with_override(on_set("1.0"), set)), "shop:2")]);
}

#[test]
fn a_query_to_a_drained_version_needs_workers_that_poll() {
    let mut cluster = cluster();
    let query = |has_pollers| Task::Query { workflow: pinned("1"), cached_on: None, has_pollers };
    check(&cluster, [(query(Some(false)), "shop:1")]);
    cluster.0.deployments_mut().check_drainage(&version("1"), 0);
    let refusal = "You are trying to query a closed Workflow that is PINNED to Worker Deployment Version 1, but 1 is drained and has no pollers to answer the query. Immediately: You can re-deploy Workers in this Deployment Version to take those queries, or you can workflow update-options to change your workflow to AUTO_UPGRADE. For the future: In your infrastructure, consider waiting longer after the last queried timestamp as reported in Describe Deployment before you sunset Workers. Or mark this workflow as AUTO_UPGRADE.";
    check(&cluster, [(query(Some(true)), "shop:1"), (query(Some(false)), refusal)]);
    let landing = resolve(&cluster.0, &query(None));
    assert_eq!(landing.depends_on, Some(DependsOn::Pollers));
    // Only queries are refused.
    check(&cluster, [(workflow_task(pinned("1")), "shop:1")]);
}

#[test]
fn children_inherit_inside_the_version() {
    let mut cluster = cluster();
    cluster.polls("1", OTHER_QUEUE, BOTH);
    cluster.polls("2", "elsewhere", BOTH);
    cluster.set_current("1").set_current("2");
    check(
        &cluster,
        [
            (child(pinned("1"), None), "shop:1"),
            (child(pinned("1"), Some(OTHER_QUEUE)), "shop:1"),
            (child(pinned("1"), Some("elsewhere")), "shop:2"),
            // With its revision, which is older than the queue's.
            (child(auto_upgrade("1"), None), "shop:2"),
            // And where it is newer.
            (child(run(AUTO_UPGRADE, "1", 9), None), "shop:1"),
            (child(run(AUTO_UPGRADE, "1", 0), None), "shop:2"),
            (child(on_set("1.0"), None), "1.1"),
            // The build ID of a set counts only while the parent is unspecified.
            (
                child(with_override(on_set("1.0"), VersioningOverride::pinned(version("1"))), None),
                "shop:1",
            ),
            (
                child(with_override(on_set("1.0"), VersioningOverride::auto_upgrade()), None),
                "shop:2",
            ),
        ],
    );
}

#[test]
fn continue_as_new_keeps_or_leaves_a_pin() {
    use InitialVersioningBehavior::{AutoUpgrade, UseRampingVersion};
    let mut cluster = cluster();
    cluster.polls("3", QUEUE, BOTH);
    cluster.set_ramp("3", 0.0);
    let moved_by = |revision| run(VersioningBehavior::Pinned, "1", revision);
    let overridden = || with_override(pinned("2"), VersioningOverride::pinned(version("1")));
    check(
        &cluster,
        [
            (continue_as_new(moved_by(1), None, None), "shop:1"),
            (continue_as_new(moved_by(1), None, Some(AutoUpgrade)), "shop:2"),
            (continue_as_new(moved_by(1), None, Some(UseRampingVersion)), "shop:3"),
            // Without a revision, nothing is inherited, and the wish for the ramping version is lost.
            (continue_as_new(moved_by(0), None, Some(UseRampingVersion)), "shop:2"),
            (continue_as_new(auto_upgrade("1"), None, None), "shop:2"),
            (continue_as_new(auto_upgrade("1"), None, Some(UseRampingVersion)), "shop:3"),
            (continue_as_new(overridden(), None, None), "shop:1"),
            (continue_as_new(overridden(), None, Some(AutoUpgrade)), "shop:1"),
            (continue_as_new(overridden(), Some("elsewhere"), None), "unversioned"),
            (continue_as_new(on_set("1.0"), None, None), "1.1"),
        ],
    );
}

#[test]
fn retries_cron_runs_and_resets() {
    let mut cluster = cluster();
    let inherited = |run: WorkflowState| {
        let mut run = run;
        let info = run.versioning_info.as_mut().expect("a base");
        info.inherited_pinned_version = Some(version("1"));
        run
    };
    let overridden = || with_override(pinned("2"), VersioningOverride::pinned(version("1")));
    let retry = |workflow| Task::WorkflowRetry { workflow };
    let cron = |workflow| Task::CronRun { workflow };
    let reset = |workflow, to| Task::Reset { workflow, to, inherited_build_id: None };
    let rows = [
        (retry(pinned("1")), "shop:2"),
        (retry(inherited(pinned("1"))), "shop:1"),
        (retry(overridden()), "shop:1"),
        (retry(auto_upgrade("1")), "shop:2"),
        (retry(run(AUTO_UPGRADE, "1", 9)), "shop:1"),
        (retry(on_set("1.0")), "1.1"),
        (cron(pinned("1")), "shop:2"),
        (cron(inherited(pinned("1"))), "shop:2"),
        (cron(overridden()), "shop:1"),
        (cron(on_set("1.0")), "shop:2"),
        (reset(pinned("1"), ResetPoint::FirstWorkflowTask), "shop:2"),
        (reset(inherited(pinned("1")), ResetPoint::FirstWorkflowTask), "shop:1"),
        (reset(overridden(), ResetPoint::FirstWorkflowTask), "shop:1"),
        (reset(pinned("1"), ResetPoint::LaterWorkflowTask), "shop:1"),
        // The revision is lost, so that the routing that the queue knows counts again.
        (reset(run(AUTO_UPGRADE, "1", 9), ResetPoint::LaterWorkflowTask), "shop:2"),
    ];
    check(&cluster, rows);
    cluster.set_current("shop:");
    check(
        &cluster,
        [
            // What begins afresh goes to the default of the version sets.
            (retry(pinned("1")), "2.0"),
            (cron(pinned("1")), "2.0"),
            (reset(pinned("1"), ResetPoint::FirstWorkflowTask), "2.0"),
            // What inherits a behavior does not.
            (retry(auto_upgrade("1")), "unversioned"),
        ],
    );
}
