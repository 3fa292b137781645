//! Where each kind of task lands, by the state of its workflow and of the queue.

use crate::common::{
    QUEUE, add_compatible, add_new_default, merge, namespace, promote_set, update,
};
use crate::words::{
    ACTIVITY, EAGER_ACTIVITY, OTHER_QUEUE, check, command, landing, on, two_queues, untouched,
    unversioned,
};
use worker_versioning::model::{Namespace, TaskQueueName};
use worker_versioning::routing::{
    CommandKind, Follows, Reason, Sdk, Step, Task, VersioningIntent, resolve,
};

const COMPATIBLE: VersioningIntent = VersioningIntent::Compatible;
const DEFAULT: VersioningIntent = VersioningIntent::Default;

fn inheriting(kind: CommandKind, workflow: worker_versioning::routing::WorkflowState) -> Task {
    command(kind, workflow, None, COMPATIBLE, Sdk::Go)
}

fn not_inheriting(kind: CommandKind, workflow: worker_versioning::routing::WorkflowState) -> Task {
    command(kind, workflow, None, DEFAULT, Sdk::Go)
}

#[test]
fn new_workflows_start_on_the_queue_default() {
    let task = Task::NewWorkflow { task_queue: QUEUE.into() };
    check(&namespace("[1.0 1.1] [2.0]"), &[(task.clone(), "2.0", Reason::QueueDefault)]);
    check(&namespace("[2.0] [1.0 1.1]"), &[(task.clone(), "1.1", Reason::QueueDefault)]);
    check(&Namespace::default(), &[(task, "unversioned", Reason::UnversionedQueue)]);
}

#[test]
fn workflow_tasks_and_queries_on_a_versioned_queue() {
    for task in [Task::WorkflowTask, Task::Query] {
        check(
            &namespace("[1.0 1.1] [2.0]"),
            &[
                (task(on("1.0")), "1.1", Reason::SetDefault),
                (task(on("1.1")), "1.1", Reason::SetDefault),
                (task(on("2.0")), "2.0", Reason::SetDefault),
                (task(on("gone")), "gone", Reason::UnknownBuildId),
                (task(untouched()), "2.0", Reason::QueueDefault),
                (task(unversioned()), "unversioned", Reason::UnversionedWorkflow),
            ],
        );
    }
}

#[test]
fn workflow_tasks_and_queries_on_an_unversioned_queue() {
    for task in [Task::WorkflowTask, Task::Query] {
        check(
            &Namespace::default(),
            &[
                (task(on("1.0")), "1.0", Reason::UnknownBuildId),
                (task(untouched()), "unversioned", Reason::UnversionedQueue),
                (task(unversioned()), "unversioned", Reason::UnversionedWorkflow),
            ],
        );
    }
}

#[test]
fn activities_inherit_or_take_the_default() {
    check(
        &two_queues(),
        &[
            (inheriting(ACTIVITY, on("1.0")), "1.1", Reason::SetDefault),
            (inheriting(ACTIVITY, on("gone")), "gone", Reason::UnknownBuildId),
            (inheriting(ACTIVITY, unversioned()), "unversioned", Reason::UnversionedWorkflow),
            (inheriting(ACTIVITY, untouched()), "unversioned", Reason::UnversionedWorkflow),
            (not_inheriting(ACTIVITY, on("1.0")), "2.0", Reason::QueueDefault),
            (not_inheriting(ACTIVITY, unversioned()), "2.0", Reason::QueueDefault),
            (
                command(ACTIVITY, on("1.0"), Some(OTHER_QUEUE), DEFAULT, Sdk::Go),
                "9.0",
                Reason::QueueDefault,
            ),
            (
                command(ACTIVITY, on("1.0"), Some("unheard of"), DEFAULT, Sdk::Go),
                "unversioned",
                Reason::UnversionedQueue,
            ),
        ],
    );
}

#[test]
fn children_and_next_runs_inherit_or_take_the_default() {
    for kind in [CommandKind::ChildWorkflow, CommandKind::ContinueAsNew] {
        check(
            &two_queues(),
            &[
                (inheriting(kind, on("1.0")), "1.1", Reason::SetDefault),
                (inheriting(kind, on("gone")), "gone", Reason::UnknownBuildId),
                // Nothing to inherit, nothing completed: the new run starts on the queue default.
                (inheriting(kind, unversioned()), "2.0", Reason::NothingToInherit),
                (not_inheriting(kind, unversioned()), "2.0", Reason::QueueDefault),
                (not_inheriting(kind, on("1.0")), "2.0", Reason::QueueDefault),
                (
                    command(kind, on("1.0"), Some(OTHER_QUEUE), DEFAULT, Sdk::Go),
                    "9.0",
                    Reason::QueueDefault,
                ),
            ],
        );
        check(
            &Namespace::default(),
            &[(inheriting(kind, unversioned()), "unversioned", Reason::UnversionedQueue)],
        );
    }
}

#[test]
fn a_retry_inherits_and_a_cron_run_never_does() {
    check(
        &namespace("[1.0 1.1] [2.0]"),
        &[
            (Task::WorkflowRetry(on("1.0")), "1.1", Reason::SetDefault),
            (Task::WorkflowRetry(unversioned()), "2.0", Reason::NothingToInherit),
            (Task::CronRun(on("1.0")), "2.0", Reason::QueueDefault),
            (Task::CronRun(unversioned()), "2.0", Reason::QueueDefault),
        ],
    );
}

#[test]
fn inheriting_across_queues_is_refused_whatever_the_workflow() {
    for (kind, message) in [
        (
            ACTIVITY,
            "BadScheduleActivityAttributes: Activity with UseCompatibleVersion cannot run on different task queue.",
        ),
        (
            CommandKind::ChildWorkflow,
            "BadStartChildExecutionAttributes: StartChildWorkflowExecution with UseCompatibleVersion cannot run on different task queue.",
        ),
        (
            CommandKind::ContinueAsNew,
            "BadContinueAsNewAttributes: ContinueAsNew with UseCompatibleVersion cannot run on different task queue.",
        ),
        (
            EAGER_ACTIVITY,
            "BadScheduleActivityAttributes: Activity with UseCompatibleVersion cannot run on different task queue.",
        ),
    ] {
        for workflow in [on("1.0"), unversioned(), untouched()] {
            let task = command(kind, workflow, Some(OTHER_QUEUE), COMPATIBLE, Sdk::Go);
            check(&two_queues(), &[(task, message, Reason::CrossQueueRejected)]);
        }
    }
}

#[test]
fn eager_activities_run_on_the_worker_that_asks() {
    check(
        &two_queues(),
        &[
            // Even one that has been superseded since it took the workflow task.
            (inheriting(EAGER_ACTIVITY, on("1.0")), "1.0", Reason::EagerActivity),
            (inheriting(EAGER_ACTIVITY, unversioned()), "unversioned", Reason::EagerActivity),
            (not_inheriting(EAGER_ACTIVITY, unversioned()), "unversioned", Reason::EagerActivity),
            // Unless the workflow is versioned and the activity does not inherit.
            (not_inheriting(EAGER_ACTIVITY, on("1.0")), "2.0", Reason::QueueDefault),
            (not_inheriting(EAGER_ACTIVITY, on("2.0")), "2.0", Reason::QueueDefault),
        ],
    );
}

#[test]
fn a_task_follows_the_sets_of_the_moment() {
    let mut namespace = namespace("[1.0]");
    let task = Task::WorkflowTask(on("1.0"));
    assert_eq!(landing(&namespace, &task).0, "1.0");
    update(&mut namespace, &add_compatible("1.1", "1.0")).expect("valid");
    assert_eq!(landing(&namespace, &task).0, "1.1");
    update(&mut namespace, &add_new_default("2.0")).expect("valid");
    assert_eq!(landing(&namespace, &task).0, "1.1");
    update(&mut namespace, &merge("2.0", "1.0")).expect("valid");
    assert_eq!(landing(&namespace, &task).0, "2.0");
}

#[test]
fn an_untouched_workflow_follows_every_change_of_the_default() {
    let mut namespace = namespace("[1.0] [2.0]");
    let task = Task::WorkflowTask(untouched());
    assert_eq!(landing(&namespace, &task).0, "2.0");
    update(&mut namespace, &promote_set("1.0")).expect("valid");
    assert_eq!(landing(&namespace, &task).0, "1.0");
}

#[test]
fn the_guides_example_of_a_worker_that_the_queue_is_told_about() {
    let mut namespace = Namespace::default();
    let task = Task::NewWorkflow { task_queue: QUEUE.into() };
    assert_eq!(landing(&namespace, &task).0, "unversioned");
    update(&mut namespace, &add_new_default("deadbeef")).expect("valid");
    assert_eq!(landing(&namespace, &task).0, "deadbeef");
}

#[test]
fn a_landing_says_which_default_it_follows() {
    let (one, gone) = ("1.0".into(), "gone".into());
    for namespace in [two_queues(), Namespace::default()] {
        for (task, follows) in [
            (Task::NewWorkflow { task_queue: QUEUE.into() }, Follows::QueueDefault),
            (Task::WorkflowTask(untouched()), Follows::QueueDefault),
            (Task::CronRun(on("1.0")), Follows::QueueDefault),
            (not_inheriting(ACTIVITY, on("1.0")), Follows::QueueDefault),
            (inheriting(CommandKind::ChildWorkflow, unversioned()), Follows::QueueDefault),
            (Task::WorkflowTask(on("1.0")), Follows::SetOf(&one)),
            (Task::Query(on("gone")), Follows::SetOf(&gone)),
            (inheriting(ACTIVITY, on("1.0")), Follows::SetOf(&one)),
            (Task::WorkflowTask(unversioned()), Follows::Nothing),
            (inheriting(EAGER_ACTIVITY, on("1.0")), Follows::Nothing),
            (
                command(ACTIVITY, on("1.0"), Some(OTHER_QUEUE), COMPATIBLE, Sdk::Go),
                Follows::Nothing,
            ),
        ] {
            assert_eq!(resolve(&namespace, &task).follows, follows, "{task:?}");
        }
    }
}

#[test]
fn steps_tell_the_rules_in_the_order_applied() {
    let namespace = two_queues();
    let (queue, other) = (TaskQueueName::from(QUEUE), TaskQueueName::from(OTHER_QUEUE));
    let (one, one_one, two, gone) = ("1.0".into(), "1.1".into(), "2.0".into(), "gone".into());
    let queue = &queue;
    for (task, expected) in [
        (
            Task::NewWorkflow { task_queue: queue.clone() },
            vec![Step::NewWorkflow, Step::QueueDefault { task_queue: queue, build_id: &two }],
        ),
        (
            inheriting(ACTIVITY, on("1.0")),
            vec![
                Step::IntentCompatible,
                Step::InheritedBuildId { build_id: &one },
                Step::SetDefault { task_queue: queue, build_id: &one, set_default: &one_one },
            ],
        ),
        (
            not_inheriting(ACTIVITY, on("1.0")),
            vec![
                Step::IntentDefault,
                Step::TakesDefault,
                Step::QueueDefault { task_queue: queue, build_id: &two },
            ],
        ),
        (
            inheriting(CommandKind::ChildWorkflow, unversioned()),
            vec![
                Step::IntentCompatible,
                Step::NothingToInherit,
                Step::QueueDefault { task_queue: queue, build_id: &two },
            ],
        ),
        (
            Task::WorkflowRetry(on("gone")),
            vec![
                Step::RetryInherits,
                Step::InheritedBuildId { build_id: &gone },
                Step::UnknownBuildId { task_queue: queue, build_id: &gone },
            ],
        ),
        (
            command(ACTIVITY, on("1.0"), Some(OTHER_QUEUE), COMPATIBLE, Sdk::Go),
            vec![
                Step::IntentCompatible,
                Step::CrossQueueRejected { workflow_task_queue: queue, task_queue: &other },
            ],
        ),
        (
            Task::WorkflowTask(unversioned()),
            vec![Step::UnversionedWorkflow, Step::UnversionedWorkers { task_queue: queue }],
        ),
    ] {
        assert_eq!(resolve(&namespace, &task).steps, expected, "{task:?}");
    }
}
