//! Who still needs the workers of a version, and what would free them.

use crate::documents::rollout;
use crate::subjects::shown;
use worker_versioning::names::BuildId;
use worker_versioning::rollout::{Holder, MayStop, Retirement};
use worker_versioning::version::WorkerVersion;

/// The holders of a version on the queue `orders` (empty text for unversioned workers), and whether its workers
/// may stop.
fn holders(fields: &str, build_id: &str) -> (Vec<String>, MayStop) {
    let rollout = rollout(fields);
    let version = WorkerVersion::from(BuildId::from(build_id));
    let Retirement { may_stop, holders } = rollout.retire(&"orders".into(), &version, 0);
    let text = |Holder { subject: what, freed_by }: Holder| {
        let subject = rollout.subjects().iter().find(|subject| subject.what == what);
        format!("{}: {freed_by:?}", shown(subject.expect("one of the rollout's")))
    };
    (holders.into_iter().map(text).collect(), may_stop)
}

/// The holders among the workflows of a queue with the sets `[1.0 1.1] [2.0]`.
fn check(workflow: &str, build_id: &str, expected: &[&str], may_stop: MayStop) {
    let fields = format!(
        r#""taskQueues": [{{"taskQueue": "orders", "versionSets": [
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
fn nobody_needs_what_is_superseded_or_unknown() {
    let workflow = r#""taskQueue": "orders", "buildId": "1.0""#;
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
            r#""taskQueues": [{{"taskQueue": "orders", "versionSets": [
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
            r#""taskQueues": [{{"taskQueue": "orders", "versionSets": [{{"buildIds": ["1.0"]}}]}}],
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
    let fields = r#""workflows": [{"workflowId": "w", "taskQueue": "orders"}]"#;
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
