//! Who still needs the workers of a version, and what would free them.

use crate::documents::rollout;
use crate::subjects::shown;
use worker_versioning::landings::{KnownVersion, OtherVersioning, WorkflowCounts};
use worker_versioning::names::BuildId;
use worker_versioning::rollout::{Ground, Holder, Listed, MayStop, Retirement, StartedMeanwhile};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::RunStatus;

/// The holders of a version on the queue `orders` (empty text for unversioned workers), and whether its workers
/// may stop.
fn holders(fields: &str, build_id: &str) -> (Vec<String>, MayStop) {
    let rollout = rollout(fields);
    let version = WorkerVersion::from(BuildId::from(build_id));
    let retirement = rollout.retire(&"orders".into(), &version, 0).expect("names of the document");
    let Retirement { may_stop, holders, .. } = retirement;
    let text = |Holder { subject: what, freed_by, .. }: Holder| {
        let subject = rollout.subjects().iter().find(|subject| subject.what == what);
        format!("{}: {freed_by:?}", shown(subject.expect("one of the rollout's")))
    };
    (holders.into_iter().map(text).collect(), may_stop)
}

/// The holders among the workflows of a queue with the sets `[1.0 1.1] [2.0]`.
fn check(workflow: &str, build_id: &str, expected: &[&str], may_stop: MayStop) {
    let fields = format!(
        r#""taskQueues": [{{"taskQueue": "orders", "completeFor": {{"workflows": true}}, "versionSets": [
            {{"buildIds": ["1.0", "1.1"]}}, {{"buildIds": ["2.0"]}}
        ]}}],
        "workflows": [{{"workflowId": "w", {workflow}}}]"#
    );
    let (holders, answer) = holders(&fields, build_id);
    assert_eq!(holders, expected, "{workflow}");
    assert_eq!(answer, may_stop, "{workflow}");
}

const NEW: &str = "new on orders: [AnotherQueueDefault, AnotherSetDefault]";

#[test]
fn nobody_needs_what_is_superseded_or_on_no_workflow() {
    let workflow = r#""taskQueue": "orders", "buildId": "1.0", "usedBuildIds": ["1.0", "9.0"]"#;
    check(workflow, "1.0", &[], MayStop::Yes);
    check(workflow, "9.0", &[], MayStop::Yes);
    check(workflow, "", &[], MayStop::Yes);
}

#[test]
fn the_queue_default_is_held_by_new_workflows() {
    check(r#""taskQueue": "orders", "buildId": "1.0""#, "2.0", &[NEW], MayStop::No);
}

#[test]
fn the_default_of_a_set_is_held_by_the_workflows_of_the_set() {
    check(
        r#""taskQueue": "orders", "buildId": "1.0""#,
        "1.1",
        &["w: [AnotherSetDefault, Closing]"],
        MayStop::No,
    );
}

#[test]
fn a_workflow_that_has_not_begun_follows_the_queue_default() {
    check(
        r#""taskQueue": "orders", "hasCompletedWorkflowTask": false"#,
        "2.0",
        &[NEW, "w: [AnotherQueueDefault, AnotherSetDefault, Closing]"],
        MayStop::No,
    );
}

#[test]
fn a_workflow_on_unversioned_workers_leaves_them_only_by_closing() {
    check(r#""taskQueue": "orders""#, "", &["w: [Closing]"], MayStop::No);
}

#[test]
fn a_workflow_of_a_build_id_that_the_queue_does_not_know_leaves_only_by_closing() {
    check(r#""taskQueue": "orders", "buildId": "gone""#, "gone", &["w: [Closing]"], MayStop::No);
}

#[test]
fn queries_to_closed_workflows_are_a_lesser_hold() {
    check(
        r#""taskQueue": "orders", "buildId": "1.0", "status": "CLOSED""#,
        "1.1",
        &["query to w: [AnotherSetDefault, EndOfRetention]"],
        MayStop::ExceptQueries,
    );
    check(
        r#""taskQueue": "orders", "status": "CLOSED""#,
        "",
        &["query to w: [EndOfRetention]"],
        MayStop::ExceptQueries,
    );
}

#[test]
fn queries_do_not_hide_what_else_holds() {
    check(
        r#""taskQueue": "orders", "buildId": "2.0", "status": "CLOSED""#,
        "2.0",
        &[NEW, "query to w: [AnotherSetDefault, EndOfRetention]"],
        MayStop::No,
    );
}

#[test]
fn what_commands_lead_to_holds_too() {
    for (command, build_id, expected) in [
        (r#""task": "activity""#, "1.1", "w/c: [AnotherSetDefault, Closing]"),
        (r#""task": "cronRun""#, "2.0", "w/c: [AnotherQueueDefault, AnotherSetDefault, Closing]"),
        (
            r#""task": "activity", "requestEagerExecution": true"#,
            "1.1",
            "w/c: [AnotherSetDefault, Closing]",
        ),
    ] {
        let fields = format!(
            r#""taskQueues": [{{"taskQueue": "orders", "completeFor": {{"workflows": true}}, "versionSets": [
                {{"buildIds": ["1.0", "1.1"]}}, {{"buildIds": ["2.0"]}}
            ]}}],
            "workflows": [{{"workflowId": "w", "taskQueue": "orders", "buildId": "1.1",
                "commands": [{{"name": "c", {command}}}]}}]"#
        );
        let (holders, _) = holders(&fields, build_id);
        assert!(holders.contains(&expected.to_owned()), "{command}: {holders:?}");
    }
}

#[test]
fn commands_of_unversioned_workflows() {
    for (command, build_id, expected) in [
        // A child has nothing to inherit.
        (
            r#""task": "childWorkflow""#,
            "1.0",
            "w/c: [AnotherQueueDefault, AnotherSetDefault, Closing]",
        ),
        (r#""task": "activity""#, "", "w/c: [Closing]"),
        (r#""task": "activity", "requestEagerExecution": true"#, "", "w/c: [Closing]"),
    ] {
        let fields = format!(
            r#""taskQueues": [{{"taskQueue": "orders", "completeFor": {{"workflows": true}}, "versionSets": [{{"buildIds": ["1.0"]}}]}}],
            "workflows": [{{"workflowId": "w", "taskQueue": "orders",
                "commands": [{{"name": "c", {command}}}]}}]"#
        );
        let (holders, _) = holders(&fields, build_id);
        assert!(holders.contains(&expected.to_owned()), "{command}: {holders:?}");
    }
}

#[test]
fn an_eager_activity_of_an_unknown_build_id_stays_until_its_workflow_closes() {
    check(
        r#""taskQueue": "orders", "buildId": "gone", "commands": [
            {"name": "c", "task": "activity", "requestEagerExecution": true}]"#,
        "gone",
        &["w: [Closing]", "w/c: [Closing]"],
        MayStop::No,
    );
}

#[test]
fn on_an_unversioned_queue_new_workflows_need_unversioned_workers_until_its_first_set() {
    let fields = r#""taskQueues": [{"taskQueue": "orders", "completeFor": {"workflows": true}}],
        "workers": [{"taskQueue": "orders", "buildId": "1.0"}],
        "workflows": [{"workflowId": "w", "taskQueue": "orders"}]"#;
    let expected = vec!["new on orders: [FirstVersionSet]".to_owned(), "w: [Closing]".to_owned()];
    assert_eq!(holders(fields, ""), (expected, MayStop::No));
    assert_eq!(holders(fields, "1.0"), (Vec::new(), MayStop::Yes));
}

#[test]
fn what_lands_on_another_queue_does_not_hold() {
    check(
        r#""taskQueue": "mail", "buildId": "1.1", "commands": [{"name": "c", "task": "activity"}]"#,
        "1.1",
        &[],
        MayStop::Yes,
    );
}

#[test]
fn what_is_refused_does_not_hold() {
    check(
        r#""taskQueue": "mail", "buildId": "1.1", "commands": [
            {"name": "c", "task": "activity", "taskQueue": "orders", "versioningIntent": "COMPATIBLE"}]"#,
        "1.1",
        &[],
        MayStop::Yes,
    );
}

/// The answer of a document whose queue `orders` has the sets `[1.0 1.1] [2.0]`, and what it rests on.
fn grounded(of_queue: &str, fields: &str, build_id: &str) -> (MayStop, Vec<Ground>) {
    let rollout = rollout(&format!(
        r#""taskQueues": [{{"taskQueue": "orders", {of_queue} "versionSets": [
            {{"buildIds": ["1.0", "1.1"]}}, {{"buildIds": ["2.0"]}}
        ]}}]{fields}"#
    ));
    let version = WorkerVersion::from(BuildId::from(build_id));
    let found = rollout.retire(&"orders".into(), &version, 0).expect("names of the document");
    (found.may_stop, found.grounds)
}

#[test]
fn what_is_not_listed_is_not_known_unless_the_list_is_complete() {
    // Those that are listed are closed.
    let ground = |listed, complete| {
        let (task_queue, looked_at) = ("orders".into(), None);
        vec![Ground::Workflows(Listed { task_queue, listed, closed: listed, complete, looked_at })]
    };
    let closed = r#", "workflows": [
        {"workflowId": "c", "count": 20, "taskQueue": "orders", "buildId": "1.0", "status": "CLOSED"}]"#;
    for (of_queue, fields, expected) in [
        ("", "", (MayStop::NotKnown, ground(0, false))),
        ("", closed, (MayStop::NotKnown, ground(20, false))),
        (r#""completeFor": {"workers": true},"#, "", (MayStop::NotKnown, ground(0, false))),
        (r#""completeFor": {"workflows": true},"#, "", (MayStop::Yes, ground(0, true))),
        (
            r#""completeFor": {"workflows": true},"#,
            closed,
            (MayStop::ExceptQueries, ground(20, true)),
        ),
    ] {
        assert_eq!(grounded(of_queue, fields, "1.1"), expected, "{of_queue} {fields}");
    }
}

#[test]
fn a_superseded_build_id_receives_nothing_whatever_is_listed() {
    let (task_queue, build_id, newer_build_id) = ("orders".into(), "1.0".into(), "1.1".into());
    let ground = Ground::Superseded { task_queue, build_id, newer_build_id };
    assert_eq!(grounded("", "", "1.0"), (MayStop::Yes, vec![ground]));
}

#[test]
fn what_is_listed_holds_whether_or_not_the_list_is_complete() {
    let running = r#", "workflows": [
        {"workflowId": "r", "count": 1532, "taskQueue": "orders", "buildId": "1.0"}]"#;
    assert_eq!(grounded("", running, "1.1").0, MayStop::No);
}

#[test]
fn an_export_adds_what_it_lists_and_what_other_generations_route() {
    let may_stop = |counts: &WorkflowCounts| {
        let workflows = serde_json::to_string(&counts.workflows()).expect("JSON");
        let rollout = rollout(&format!(
            r#""taskQueues": [{{"taskQueue": "orders", "completeFor": {{"workflows": true}}, "versionSets": [
                {{"buildIds": ["1.0"]}}, {{"buildIds": ["2.0"]}}
            ]}}], "workflows": {workflows}"#
        ));
        let exported = rollout.with_other_versioning(counts.other_versioning());
        let version = WorkerVersion::from(BuildId::from("1.0"));
        let found = exported.retire(&"orders".into(), &version, 0).expect("names of the document");
        let certain = found.grounds.iter().map(Ground::is_certain).collect::<Vec<_>>();
        (found.may_stop, found.holders.iter().map(|holder| holder.count).sum::<u32>(), certain)
    };
    let mut counts = WorkflowCounts::default();
    assert_eq!(may_stop(&counts), (MayStop::Yes, 0, vec![true]));
    let version = KnownVersion::BuildId { newest: "1.0", earlier: &[] };
    for _ in 0..2 {
        counts.count(RunStatus::Closed, "Order", "orders", Ok(version)).expect("few kinds");
    }
    assert_eq!(may_stop(&counts), (MayStop::ExceptQueries, 2, vec![true]));
    let rules = OtherVersioning::AssignmentRules;
    counts.count(RunStatus::Open, "Order", "others", Err(rules)).expect("few kinds");
    assert_eq!(may_stop(&counts), (MayStop::ExceptQueries, 2, vec![true]));
    counts.count(RunStatus::Open, "Order", "orders", Err(rules)).expect("few kinds");
    assert_eq!(may_stop(&counts), (MayStop::NotKnown, 2, vec![true, false]));
    counts.count(RunStatus::Open, "Order", "orders", Ok(version)).expect("few kinds");
    assert_eq!(may_stop(&counts), (MayStop::No, 3, vec![]));
}

#[test]
fn workflows_that_start_meanwhile_are_not_listed() {
    let steps = r#", "steps": [
        {"taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "3.0"},
        {"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "2.0"},
        {"taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "2.1", "existingCompatibleBuildId": "2.0"},
        {"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "3.0"}
    ]"#;
    let rollout = rollout(&format!(
        r#""taskQueues": [{{"taskQueue": "orders", "completeFor": {{"workflows": true}}, "versionSets": [
            {{"buildIds": ["1.0", "1.1"]}}, {{"buildIds": ["2.0"]}}
        ]}}]{steps}"#
    ));
    for (build_id, after, expected) in [
        // No new workflow has started on its set.
        ("1.1", 4, (MayStop::Yes, vec![])),
        ("2.0", 0, (MayStop::No, vec![])),
        ("2.0", 1, (MayStop::NotKnown, vec![("2.0", 1)])),
        ("3.0", 2, (MayStop::NotKnown, vec![("3.0", 2)])),
        // They go on with 2.1.
        ("2.0", 4, (MayStop::Yes, vec![])),
        ("2.1", 4, (MayStop::NotKnown, vec![("2.0", 3), ("2.1", 4)])),
        ("", 4, (MayStop::Yes, vec![])),
    ] {
        let version = WorkerVersion::from(BuildId::from(build_id));
        let found =
            rollout.retire(&"orders".into(), &version, after).expect("names of the document");
        let starts = found.grounds.iter().filter_map(|ground| match ground {
            Ground::StartedMeanwhile(StartedMeanwhile { version, until, .. }) => {
                Some((version.build_id().map_or("", BuildId::as_str), *until))
            }
            _ => None,
        });
        assert_eq!((found.may_stop, starts.collect()), expected, "{build_id} after step {after}");
    }
}

#[test]
fn workflows_that_start_on_an_unversioned_queue_stay_on_unversioned_workers() {
    let rollout = rollout(
        r#""taskQueues": [{"taskQueue": "orders", "completeFor": {"workflows": true}}],
        "steps": [{"taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "1.0"}]"#,
    );
    let found = rollout.retire(&"orders".into(), &WorkerVersion::Unversioned, 1);
    assert_eq!(found.expect("names of the document").may_stop, MayStop::NotKnown);
}

#[test]
fn the_time_of_the_look_is_there() {
    let of_queue = r#""completeFor": {"workflows": true}, "lookedAt": "2026-11-28T08:00:00Z","#;
    let (_, grounds) = grounded(of_queue, "", "1.1");
    let [Ground::Workflows(Listed { looked_at, .. })] = &grounds[..] else { panic!("{grounds:?}") };
    assert_eq!(looked_at.as_deref(), Some("2026-11-28T08:00:00Z"));
}

#[test]
fn names_that_the_document_does_not_have_are_refused() {
    let rollout = rollout(
        r#""taskQueues": [{"taskQueue": "orders", "versionSets": [{"buildIds": ["1.0"]}]}],
        "operations": [{"taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0-rc1"}]"#,
    );
    for (task_queue, build_id, expected) in [
        (
            "order",
            "1.0",
            "expected a task queue of the document, got 'order'; the nearest is 'orders'",
        ),
        ("shipping", "1.0", "expected a task queue of the document, got 'shipping'"),
        (
            "orders",
            "2.0-rc2",
            "expected a build ID of the document, got '2.0-rc2'; the nearest is '2.0-rc1'",
        ),
        ("orders", "nightly", "expected a build ID of the document, got 'nightly'"),
    ] {
        let version = WorkerVersion::from(BuildId::from(build_id));
        let error = rollout.retire(&task_queue.into(), &version, 0).expect_err("not a name");
        assert_eq!(error.to_string(), expected);
    }
}
