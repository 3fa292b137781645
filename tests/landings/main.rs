//! Where running workflows land, counted: row by row, and what holds for all.

#[path = "../common/mod.rs"]
mod common;

use common::{QUEUE, namespace};
use proptest::prelude::*;
use worker_versioning::deployments::{DeploymentOperation, Lookups};
use worker_versioning::interop::read_rollout;
use worker_versioning::landings::{
    KnownVersion, NotKnownLanding, OtherVersioning, Totals, WorkflowCounts, WorkflowLanding,
};
use worker_versioning::names::BuildId;
use worker_versioning::names::TaskQueueType;
use worker_versioning::namespace::Namespace;
use worker_versioning::rollout::{Ground, Known, OtherVersioningCounts};
use worker_versioning::routing::resolve;
use worker_versioning::task::{Outcome, Resolution, Task, VersioningBehavior, WorkflowState};
use worker_versioning::version::{WorkerDeploymentVersion, WorkerVersion};
use worker_versioning::version_sets::RunStatus;

/// Counts running workflows of one type on [`QUEUE`]: `1.0 1.1` for the build IDs used, `-` for unversioned
/// workers, nothing for one that no worker has touched.
fn counts(versions: &[&str]) -> WorkflowCounts {
    let mut counts = WorkflowCounts::default();
    for version in versions {
        count(&mut counts, "Order", QUEUE, version);
    }
    counts
}

fn count(counts: &mut WorkflowCounts, workflow_type: &str, task_queue: &str, version: &str) {
    let build_ids: Vec<_> = version.split_whitespace().map(str::to_owned).collect();
    let version = match build_ids.split_last() {
        None => KnownVersion::Untouched,
        Some((newest, _)) if newest == "-" => KnownVersion::Unversioned,
        Some((newest, earlier)) => KnownVersion::BuildId { newest, earlier },
    };
    counts.count(RunStatus::Open, workflow_type, task_queue, Ok(version)).expect("few kinds");
}

fn outcomes(landings: &[Resolution]) -> String {
    let names = landings.iter().map(|landing| match &landing.outcome {
        Outcome::Version(WorkerVersion::BuildId(build_id)) => build_id.as_str(),
        Outcome::Version(WorkerVersion::Unversioned) => "-",
        Outcome::Version(WorkerVersion::Deployment(_)) => "a deployment",
        Outcome::Rejected(_) | Outcome::Refused(_) => "rejected",
        Outcome::Split(_) => "split",
    });
    names.collect::<Vec<_>>().join(" or ")
}

/// The rows as text: `2 Order on orders at 1.0: 1.1 → 2.0`.
fn rows(counts: &WorkflowCounts, before: &Namespace, after: &Namespace) -> Vec<String> {
    let rows = counts.rows(before, Some(after));
    let text = rows.iter().map(|row| {
        let version = match &row.workflow.version {
            Some(WorkerVersion::BuildId(build_id)) => build_id.as_str(),
            Some(WorkerVersion::Unversioned) => "-",
            Some(WorkerVersion::Deployment(_)) => "a deployment",
            None => "untouched",
        };
        let after = row.landing_after.as_ref().expect("a second namespace");
        let (before, after) = (outcomes(row.landing.possible()), outcomes(after.possible()));
        let queue = &row.workflow.task_queue;
        format!("{} {} on {queue} at {version}: {before} → {after}", row.running, row.workflow_type)
    });
    text.collect()
}

#[test]
fn workflows_land_as_their_next_workflow_task_does() {
    let counts = counts(&["1.0", "1.1", "1.0", "", "-", "x"]);
    assert_eq!(
        rows(&counts, &namespace("[1.0 1.1]"), &namespace("[1.0 1.1 1.2] [2.0]")),
        [
            "2 Order on orders at 1.0: 1.1 → 1.2",
            "1 Order on orders at 1.1: 1.1 → 1.2",
            "1 Order on orders at x: x → x",
            "1 Order on orders at -: - → -",
            "1 Order on orders at untouched: 1.1 → 2.0",
        ]
    );
}

#[test]
fn which_build_id_was_the_latest_makes_no_difference_within_a_set() {
    let counts = counts(&["1.0 1.1", "1.1", "1.0 1.1"]);
    let sets = namespace("[1.0 1.1 1.2]");
    assert_eq!(rows(&counts, &sets, &sets), ["3 Order on orders at 1.1: 1.2 → 1.2"]);
}

#[test]
fn it_is_told_where_that_makes_a_difference() {
    let counts = counts(&["1.0 2.0", "2.0", "1.0 2.0", "3.0 1.0 2.0"]);
    assert_eq!(
        rows(&counts, &namespace("[1.0 1.1] [2.0] [3.0]"), &namespace("[1.0 2.0 1.1] [3.0]")),
        [
            "1 Order on orders at 2.0: 2.0 → 1.1",
            "2 Order on orders at 2.0: 2.0 or 1.1 → 1.1",
            "1 Order on orders at 2.0: 2.0 or 1.1 or 3.0 → 1.1 or 3.0",
        ]
    );
}

#[test]
fn rows_are_in_the_order_of_type_queue_and_version() {
    let mut counts = WorkflowCounts::default();
    for (workflow_type, task_queue, version) in [
        ("b", "q", "1"),
        ("a", "r", ""),
        ("a", "q", "2"),
        ("a", "q", "-"),
        ("é", "q", "1"),
        ("a", "q", "10"),
        ("B", "q", "1"),
    ] {
        count(&mut counts, workflow_type, task_queue, version);
    }
    let nothing = Namespace::default();
    assert_eq!(
        rows(&counts, &nothing, &nothing),
        [
            "1 B on q at 1: 1 → 1",
            "1 a on q at 10: 10 → 10",
            "1 a on q at 2: 2 → 2",
            "1 a on q at -: - → -",
            "1 a on r at untouched: - → -",
            "1 b on q at 1: 1 → 1",
            "1 é on q at 1: 1 → 1",
        ]
    );
}

#[test]
fn closed_workflows_and_those_of_other_generations_are_counted_apart() {
    let mut counts = counts(&["1.0", "-"]);
    let (rules, deployment) = (OtherVersioning::AssignmentRules, OtherVersioning::WorkerDeployment);
    for (status, other) in [
        (RunStatus::Closed, rules),
        (RunStatus::Closed, deployment),
        (RunStatus::Open, deployment),
        (RunStatus::Open, deployment),
        (RunStatus::Open, rules),
    ] {
        counts.count(status, "Order", QUEUE, Err(other)).expect("few kinds");
    }
    let expected = Totals {
        bytes: 0,
        running: 2,
        closed: 2,
        other_versioning: 3,
        assignment_rules: 1,
        worker_deployments: 2,
    };
    assert_eq!(counts.totals(), expected);
    assert_eq!(counts.rows(&namespace(""), None).len(), 2);
    let of_queue = OtherVersioningCounts { running: 3, closed: 2 };
    assert_eq!(counts.other_versioning(), [(QUEUE.into(), of_queue)]);
}

#[test]
fn where_workflows_land_is_not_known_if_that_rests_on_a_task_queue_that_is_not_listed() {
    let rollout = read_rollout(
        r#"{
            "version": 1,
            "taskQueues": [{ "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0"] }] }],
            "workers": [{ "taskQueue": "by worker" }],
            "steps": [{ "taskQueue": "by step", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" }]
        }"#,
    );
    let rollout = rollout.expect("a rollout");
    let mut counts = WorkflowCounts::default();
    for task_queue in ["orders", "by worker", "by step", "other"] {
        for version in ["", "1.0", "2.0 1.0"] {
            count(&mut counts, "Order", task_queue, version);
        }
    }
    let shown = |landing: &WorkflowLanding| match landing {
        WorkflowLanding::NotKnown(NotKnownLanding { outcome, task_queue, doubts, what }) => {
            let unlisted = Ground::Unlisted { task_queue: task_queue.clone() };
            assert_eq!((outcome, doubts), (&Known::NotKnown, &vec![unlisted]));
            assert_eq!(
                *what,
                format!(
                    "not known: the document does not list {task_queue}; `pull` or `import` its version sets"
                )
            );
            "?".to_owned()
        }
        known => outcomes(known.possible()),
    };
    let rows = counts.rows_of(&rollout, 1);
    let rows = rows.iter().map(|row| {
        let version = row.workflow.build_id().map_or("", BuildId::as_str);
        let after = row.landing_after.as_ref().expect("a second landing");
        let landings = format!("{} → {}", shown(&row.landing), shown(after));
        format!("{} on {} at {version}: {landings}", row.running, row.workflow.task_queue)
    });
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            // Which build IDs they have used before does not tell them apart.
            "2 on by step at 1.0: ? → ?",
            "1 on by step at : ? → 2.0",
            "2 on by worker at 1.0: ? → ?",
            "1 on by worker at : ? → ?",
            "1 on orders at 1.0: 1.0 → 1.0",
            "1 on orders at 1.0: 1.0 or 2.0 → 1.0 or 2.0",
            "1 on orders at : 1.0 → 1.0",
            "2 on other at 1.0: ? → ?",
            "1 on other at : ? → ?",
        ]
    );
}

#[test]
fn a_workflow_that_may_be_on_what_is_not_known_is_in_a_row_of_its_own() {
    let rollout = read_rollout(
        r#"{
            "version": 1,
            "steps": [{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" }]
        }"#,
    );
    let mut counts = WorkflowCounts::default();
    count(&mut counts, "Order", "orders", "2.0");
    count(&mut counts, "Order", "orders", "1.0 2.0");
    let rows = counts.rows_of(&rollout.expect("a rollout"), 1);
    let known = rows.iter().map(|row| {
        row.landing_after.as_ref().map(|landing| outcomes(landing.possible())).unwrap_or_default()
    });
    assert_eq!(known.collect::<Vec<_>>(), ["2.0", ""]);
}

#[test]
fn workflows_are_listed_as_in_a_document_with_those_that_are_closed() {
    let mut counts = counts(&["1.0", "1.0", "1.0 2.0", "-", ""]);
    for _ in 0..3 {
        let version = KnownVersion::BuildId { newest: "1.0", earlier: &[] };
        counts.count(RunStatus::Closed, "Order", QUEUE, Ok(version)).expect("few kinds");
    }
    let listed = counts.workflows();
    let listed: Vec<_> = listed
        .iter()
        .map(|entry| {
            let build_id = entry.build_id.as_ref().map_or("", BuildId::as_str);
            format!("{} × {} [{build_id}] {:?}", entry.count(), entry.workflow_id, entry.status())
        })
        .collect();
    assert_eq!(
        listed,
        [
            "1 × exported Order of orders, on no worker yet [] Open",
            "1 × exported Order of orders, on unversioned workers [] Open",
            "1 × exported Order of orders, on 1.0, perhaps [1.0] Open",
            "2 × exported Order of orders, on 1.0 [1.0] Open",
            "1 × exported Order of orders, on 2.0, perhaps [2.0] Open",
            "3 × exported Order of orders, on 1.0, closed [1.0] Closed",
        ]
    );
}

#[test]
fn runs_of_deployments_have_rows_of_their_own() {
    let mut counts = counts(&["-"]);
    let on = |behavior, build_id| KnownVersion::Deployment {
        behavior,
        deployment_name: "svc",
        build_id,
    };
    for (version, times) in [
        (on(VersioningBehavior::Pinned, "1"), 3),
        (on(VersioningBehavior::AutoUpgrade, "1"), 2),
        (on(VersioningBehavior::Pinned, "2"), 1),
    ] {
        for _ in 0..times {
            counts.count(RunStatus::Open, "Order", QUEUE, Ok(version)).expect("few kinds");
        }
    }
    let none = Namespace::default();
    let mut current = Namespace::default();
    let deployments = current.deployments_mut();
    for build_id in ["1", "2"] {
        let version = WorkerDeploymentVersion::new("svc", build_id);
        let none = Lookups::default();
        deployments.poll(&QUEUE.into(), TaskQueueType::Workflow, &version, &none).expect("a poll");
    }
    let set_current = DeploymentOperation::SetWorkerDeploymentCurrentVersion {
        deployment_name: "svc".into(),
        build_id: "2".into(),
        identity: "".into(),
        conflict_token: None,
        ignore_missing_task_queues: false,
        allow_no_pollers: false,
    };
    deployments.apply(&set_current, &Lookups::default()).expect("both poll");
    let rows = counts.rows(&none, Some(&current));
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let after = row.landing_after.as_ref().expect("a second namespace").possible();
            format!(
                "{}: {} → {}",
                row.running,
                row.landing.possible()[0].outcome.version().expect("one version"),
                after[0].outcome.version().expect("one version"),
            )
        })
        .collect();
    // The unversioned run, those that are pinned, and those that follow their deployment.
    assert_eq!(rows, ["1:  → svc:2", "3: svc:1 → svc:1", "1: svc:2 → svc:2", "2:  → svc:2"]);
}

#[test]
fn the_numbers_in_a_sentence() {
    let mut totals = Totals { running: 1_234_567, ..Totals::default() };
    assert_eq!(totals.to_string(), "1,234,567 running.");
    (totals.closed, totals.worker_deployments, totals.assignment_rules) = (1000, 100, 1);
    assert_eq!(
        totals.to_string(),
        "1,234,567 running; 1,000 closed, which only queries reach; 100 of Worker Deployments; 1 routed by assignment rules, which are not modelled: left out."
    );
}

#[test]
fn too_many_kinds_are_refused_and_the_rest_is_kept() {
    let mut counts = WorkflowCounts::default();
    let mut taken = 0;
    let error = loop {
        let name = format!("{taken:0>1000}");
        match counts.count(RunStatus::Open, &name, QUEUE, Ok(KnownVersion::Untouched)) {
            Ok(()) => taken += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(
        error.to_string(),
        "expected workflow types, task queues and build IDs of at most 16777216 bytes in all, got more: count the workflows in parts"
    );
    assert_eq!(counts.totals().running, taken);
    assert_eq!(counts.rows(&namespace(""), None).len() as u64, taken);
    assert!(taken > 10_000, "{taken}");
}

fn any_version() -> impl Strategy<Value = String> {
    let build_ids = prop::sample::subsequence(vec!["a", "b", "c", "d", "x"], 1..4).prop_shuffle();
    prop_oneof![Just(String::new()), Just("-".to_owned()), build_ids.prop_map(|ids| ids.join(" "))]
}

fn any_namespace() -> impl Strategy<Value = Namespace> {
    prop::sample::select(vec!["", "[a]", "[a b]", "[a] [b]", "[a b] [c]", "[c] [b a] [d]"])
        .prop_map(namespace)
}

proptest! {
    #[test]
    fn each_workflow_is_in_one_row_and_each_landing_is_that_of_its_task(
        workflows in prop::collection::vec(("[AB]", any_version()), 0..60),
        before in any_namespace(),
        after in any_namespace(),
    ) {
        let mut counts = WorkflowCounts::default();
        for (workflow_type, version) in &workflows {
            count(&mut counts, workflow_type, QUEUE, version);
        }
        let rows = counts.rows(&before, Some(&after));
        prop_assert_eq!(rows.iter().map(|row| row.running).sum::<u64>(), workflows.len() as u64);
        for row in &rows {
            let landing_after = row.landing_after.as_ref().expect("a second namespace");
            for (landing, namespace) in [(&row.landing, &before), (landing_after, &after)] {
                let task = Task::workflow_task(WorkflowState::clone(&row.workflow));
                prop_assert_eq!(&landing.possible()[0], &resolve(namespace, &task));
            }
        }
    }

    #[test]
    fn the_order_in_which_they_are_counted_makes_no_difference(
        workflows in prop::collection::vec(("[AB]", any_version()), 0..60),
        before in any_namespace(),
        after in any_namespace(),
    ) {
        let in_order = |workflows: &mut dyn Iterator<Item = &(String, String)>| {
            let mut counts = WorkflowCounts::default();
            workflows.for_each(|(name, version)| count(&mut counts, name, QUEUE, version));
            rows(&counts, &before, &after)
        };
        prop_assert_eq!(in_order(&mut workflows.iter()), in_order(&mut workflows.iter().rev()));
    }
}
