//! Laws of routing that hold for every state of the deployments.

use proptest::prelude::*;

use crate::common::QUEUE;
use crate::words::{
    AUTO_UPGRADE, BOTH, Cluster, OTHER_QUEUE, PINNED, activity, auto_upgrade, child,
    continue_as_new, current, info, on_set, pinned, ramp, run, unversioned, workflow_task,
};
use worker_versioning::names::TaskQueueType;
use worker_versioning::namespace::Namespace;
use worker_versioning::routing::{Worker, poll_for, resolve};
use worker_versioning::task::{Effective, Outcome, Task, VersioningBehavior, WorkflowState};
use worker_versioning::version::WorkerVersion;

#[derive(Debug, Clone)]
enum Change {
    Polls(&'static str, &'static str, TaskQueueType),
    Current(&'static str),
    Ramp(&'static str, f32),
}

const VERSIONS: &[&str] = &["shop:1", "shop:2", "other:1"];

fn any_change() -> impl Strategy<Value = Change> {
    let version = || prop::sample::select(VERSIONS);
    let target = || prop::sample::select(vec!["shop:1", "shop:2", "shop:", "other:1", "other:"]);
    let percentage = prop::sample::select(vec![0.0, 0.5, 1.0, 33.3, 99.9, 100.0]);
    prop_oneof![
        (version(), prop::sample::select(vec![QUEUE, OTHER_QUEUE]), prop::sample::select(BOTH))
            .prop_map(|(version, queue, of)| Change::Polls(version, queue, of)),
        target().prop_map(Change::Current),
        (target(), percentage).prop_map(|(version, percentage)| Change::Ramp(version, percentage)),
    ]
}

/// Any cluster in which each version has polled at least one queue.
fn any_cluster() -> impl Strategy<Value = Cluster> {
    let sets = prop::sample::select(vec!["", "[1.0] [2.0]"]);
    (sets, prop::collection::vec(any_change(), 0..12)).prop_map(|(sets, changes)| {
        let mut cluster = Cluster::new(sets);
        for version in VERSIONS {
            cluster.polls(version, OTHER_QUEUE, BOTH);
        }
        for change in changes {
            cluster.change(&change);
        }
        cluster
    })
}

impl Cluster {
    /// Carries out a change, unless the server refuses it.
    fn change(&mut self, change: &Change) {
        match change {
            Change::Polls(version, queue, of) => self.polls(version, queue, &[*of]),
            Change::Current(version) => drop(self.try_apply(&current(version))),
            Change::Ramp(version, percentage) => drop(self.try_apply(&ramp(version, *percentage))),
        }
    }
}

fn any_run() -> impl Strategy<Value = WorkflowState> {
    let version = prop::sample::select(VERSIONS);
    prop_oneof![
        version.clone().prop_map(pinned),
        version.clone().prop_map(auto_upgrade),
        (version, 0_u64..9).prop_map(|(version, revision)| {
            run(VersioningBehavior::AutoUpgrade, version, revision)
        }),
        Just(unversioned()),
        Just(on_set("1.0")),
        Just(WorkflowState::new(QUEUE.into(), None)),
    ]
}

fn tasks(run: &WorkflowState) -> Vec<Task> {
    vec![
        workflow_task(run.clone()),
        activity(run.clone(), None),
        activity(run.clone(), Some(OTHER_QUEUE)),
        child(run.clone(), None),
        child(run.clone(), Some(OTHER_QUEUE)),
        continue_as_new(run.clone(), None, None),
        Task::WorkflowRetry { workflow: run.clone() },
        Task::CronRun { workflow: run.clone() },
        Task::new_workflow(QUEUE.into()),
        Task::NexusTask { task_queue: QUEUE.into() },
        Task::StandaloneActivity { task_queue: QUEUE.into() },
    ]
}

proptest! {
    #[test]
    fn a_pinned_run_never_moves(cluster in any_cluster(), version in prop::sample::select(VERSIONS)) {
        let mut run = pinned(version);
        prop_assert_eq!(cluster.lands(&workflow_task(run.clone())), version);
        let before = run.clone();
        cluster.hand_out_activity(&mut run, None);
        prop_assert_eq!(&run, &before);
        cluster.run_task(&mut run, PINNED);
        prop_assert_eq!(run, before);
    }

    #[test]
    fn shares_sum_up(cluster in any_cluster(), mut run in any_run()) {
        run.workflow_id = None;
        for task in tasks(&run) {
            if let Outcome::Split(shares) = resolve(&cluster.0, &task).outcome {
                prop_assert!(shares.len() > 1);
                let sum: f32 = shares.iter().map(|share| share.percentage.get()).sum();
                prop_assert!((sum - 100.0).abs() < 1e-4, "{:?}", shares);
                prop_assert!(shares.iter().all(|share| share.percentage.is_positive()));
                prop_assert!(shares.iter().all(|share| share.outcome.version().is_some()));
            }
        }
    }

    #[test]
    fn an_id_lands_on_one_of_the_shares(cluster in any_cluster(), run in any_run(), id in "[a-z]{1,9}") {
        let mut without_id = run.clone();
        without_id.workflow_id = None;
        let mut with_id = run;
        with_id.workflow_id = Some(id.into());
        for (task, unknown) in tasks(&with_id).iter().zip(tasks(&without_id)) {
            let landing = resolve(&cluster.0, task).outcome;
            let among: Vec<_> = resolve(&cluster.0, &unknown).outcome.versions().cloned().collect();
            let Some(version) = landing.version() else { continue };
            prop_assert!(among.contains(version), "{:?} among {:?}", version, among);
        }
    }

    #[test]
    fn deployments_of_other_queues_change_nothing(cluster in any_cluster(), run in any_run()) {
        let mut elsewhere = run;
        elsewhere.task_queue = "quiet".into();
        elsewhere.versioning_info = None;
        let without = Namespace::default();
        for task in [
            workflow_task(elsewhere.clone()),
            activity(elsewhere.clone(), None),
            child(elsewhere.clone(), None),
            Task::CronRun { workflow: elsewhere },
        ] {
            prop_assert_eq!(resolve(&cluster.0, &task), resolve(&without, &task));
        }
    }

    #[test]
    fn once_handed_out_a_run_stays_until_something_changes(cluster in any_cluster(), mut run in any_run()) {
        run.workflow_id = Some("any".into());
        let is_pinned = info(&run).effective().is_some_and(Effective::is_pinned);
        let first = cluster.run_task(&mut run, if is_pinned { PINNED } else { AUTO_UPGRADE });
        let second = cluster.lands(&workflow_task(run));
        // Only what no version has begins elsewhere.
        if first.contains(':') {
            prop_assert_eq!(first, second);
        }
    }

    #[test]
    fn a_worker_of_the_version_that_gets_a_task_may_poll_for_it(cluster in any_cluster(), run in any_run()) {
        for task in tasks(&run) {
            let landing = resolve(&cluster.0, &task);
            if let Some(WorkerVersion::Deployment(version)) = landing.outcome.version() {
                let worker = Worker::of_deployment(version.clone());
                let poll = poll_for(&cluster.0, &landing.task_queue, task.task_queue_type(), &worker);
                prop_assert!(poll.is_ok_and(|poll| poll.receives()));
            }
        }
    }
}
