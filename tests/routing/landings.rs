//! Where each kind of task lands, by the state of its workflow and of the queue.

use crate::common::{
    QUEUE, add_compatible, add_new_default, merge, namespace, promote_set, update,
};
use crate::words::{
    Kind, OTHER_QUEUE, check, command, cron_run, landing, new_workflow, on, query, two_queues,
    untouched, unversioned, workflow_retry, workflow_task,
};
use worker_versioning::names::{BuildId, TaskQueueName};
use worker_versioning::namespace::Namespace;
use worker_versioning::routing::resolve;
use worker_versioning::task::{
    Follows, Reason, ResetPoint, Sdk, Step, Task, VersioningIntent, WorkflowState,
};
use worker_versioning::version::WorkerVersion;

const COMPATIBLE: VersioningIntent = VersioningIntent::Compatible;
const DEFAULT: VersioningIntent = VersioningIntent::Default;

fn inheriting(kind: Kind, workflow: WorkflowState) -> Task {
    command(kind, workflow, None, COMPATIBLE, Sdk::Go)
}

fn not_inheriting(kind: Kind, workflow: WorkflowState) -> Task {
    command(kind, workflow, None, DEFAULT, Sdk::Go)
}

#[test]
fn new_workflows_start_on_the_queue_default() {
    let task = new_workflow();
    check(&namespace("[1.0 1.1] [2.0]"), &[(task.clone(), "2.0", Reason::QueueDefault)]);
    check(&namespace("[2.0] [1.0 1.1]"), &[(task.clone(), "1.1", Reason::QueueDefault)]);
    check(&Namespace::default(), &[(task, "unversioned", Reason::UnversionedQueue)]);
}

#[test]
fn an_eager_start_is_on_the_worker_that_starts_it() {
    let eager = |version: WorkerVersion| Task::eager_new_workflow(QUEUE.into(), version);
    let by = |build_id: &str| eager(WorkerVersion::BuildId(build_id.into()));
    for sets in ["[1.0 1.1] [2.0]", ""] {
        check(
            &namespace(sets),
            &[
                (by("1.0"), "1.0", Reason::EagerWorkflowStart),
                (by("2.0"), "2.0", Reason::EagerWorkflowStart),
                (by("gone"), "gone", Reason::EagerWorkflowStart),
                (eager(WorkerVersion::Unversioned), "unversioned", Reason::EagerWorkflowStart),
            ],
        );
    }
    let landing = resolve(&namespace("[1.0] [2.0]"), &by("1.0"));
    assert_eq!(landing.steps, [Step::EagerWorkflowStart { task_queue: QUEUE.into() }]);
    assert_eq!(landing.follows, Follows::Nothing);
}

#[test]
fn a_reset_to_the_first_workflow_task_leaves_what_was_inherited() {
    let reset = |workflow, inherited: Option<&str>| Task::Reset {
        workflow,
        to: ResetPoint::FirstWorkflowTask,
        inherited_build_id: inherited.map(Into::into),
    };
    check(
        &namespace("[1.0 1.1] [2.0]"),
        &[
            (reset(on("1.0"), None), "2.0", Reason::QueueDefault),
            (reset(on("1.0"), Some("1.0")), "1.1", Reason::SetDefault),
            (reset(on("1.0"), Some("gone")), "gone", Reason::UnknownBuildId),
            (reset(unversioned(), None), "2.0", Reason::QueueDefault),
            (reset(untouched(), None), "2.0", Reason::QueueDefault),
        ],
    );
    check(
        &Namespace::default(),
        &[(reset(unversioned(), None), "unversioned", Reason::UnversionedQueue)],
    );
    let landing = resolve(&namespace("[1.0] [2.0]"), &reset(on("1.0"), None));
    let queue_default = Step::QueueDefault { task_queue: QUEUE.into(), build_id: "2.0".into() };
    assert_eq!(
        landing.steps,
        [Step::ResetToFirstWorkflowTask, Step::FirstWorkflowTask, queue_default]
    );
}

#[test]
fn a_reset_to_a_later_workflow_task_stays_with_its_version() {
    let reset = |workflow| Task::Reset {
        workflow,
        to: ResetPoint::LaterWorkflowTask,
        inherited_build_id: None,
    };
    check(
        &namespace("[1.0 1.1] [2.0]"),
        &[
            (reset(on("1.0")), "1.1", Reason::SetDefault),
            (reset(on("gone")), "gone", Reason::UnknownBuildId),
            (reset(unversioned()), "unversioned", Reason::UnversionedWorkflow),
        ],
    );
}

#[test]
fn workflow_tasks_and_queries_on_a_versioned_queue() {
    for task in [workflow_task, query] {
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
    for task in [workflow_task, query] {
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
            (inheriting(Kind::Activity, on("1.0")), "1.1", Reason::SetDefault),
            (inheriting(Kind::Activity, on("gone")), "gone", Reason::UnknownBuildId),
            (inheriting(Kind::Activity, unversioned()), "unversioned", Reason::UnversionedWorkflow),
            (inheriting(Kind::Activity, untouched()), "unversioned", Reason::UnversionedWorkflow),
            (not_inheriting(Kind::Activity, on("1.0")), "2.0", Reason::QueueDefault),
            (not_inheriting(Kind::Activity, unversioned()), "2.0", Reason::QueueDefault),
            (
                command(Kind::Activity, on("1.0"), Some(OTHER_QUEUE), DEFAULT, Sdk::Go),
                "9.0",
                Reason::QueueDefault,
            ),
            (
                command(Kind::Activity, on("1.0"), Some("unheard of"), DEFAULT, Sdk::Go),
                "unversioned",
                Reason::UnversionedQueue,
            ),
        ],
    );
}

#[test]
fn children_and_next_runs_inherit_or_take_the_default() {
    for kind in [Kind::ChildWorkflow, Kind::ContinueAsNew] {
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
            (workflow_retry(on("1.0")), "1.1", Reason::SetDefault),
            (workflow_retry(unversioned()), "2.0", Reason::NothingToInherit),
            (cron_run(on("1.0")), "2.0", Reason::QueueDefault),
            (cron_run(unversioned()), "2.0", Reason::QueueDefault),
        ],
    );
}

#[test]
fn inheriting_across_queues_is_refused_whatever_the_workflow() {
    for (kind, message) in [
        (
            Kind::Activity,
            "BadScheduleActivityAttributes: Activity with UseCompatibleVersion cannot run on different task queue.",
        ),
        (
            Kind::ChildWorkflow,
            "BadStartChildExecutionAttributes: StartChildWorkflowExecution with UseCompatibleVersion cannot run on different task queue.",
        ),
        (
            Kind::ContinueAsNew,
            "BadContinueAsNewAttributes: ContinueAsNew with UseCompatibleVersion cannot run on different task queue.",
        ),
        (
            Kind::EagerActivity,
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
            (inheriting(Kind::EagerActivity, on("1.0")), "1.0", Reason::EagerActivity),
            (inheriting(Kind::EagerActivity, unversioned()), "unversioned", Reason::EagerActivity),
            (
                not_inheriting(Kind::EagerActivity, unversioned()),
                "unversioned",
                Reason::EagerActivity,
            ),
            // Unless the workflow is versioned and the activity does not inherit.
            (not_inheriting(Kind::EagerActivity, on("1.0")), "2.0", Reason::QueueDefault),
            (not_inheriting(Kind::EagerActivity, on("2.0")), "2.0", Reason::QueueDefault),
        ],
    );
}

#[test]
fn a_task_follows_the_sets_of_the_moment() {
    let mut namespace = namespace("[1.0]");
    let task = workflow_task(on("1.0"));
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
    let task = workflow_task(untouched());
    assert_eq!(landing(&namespace, &task).0, "2.0");
    update(&mut namespace, &promote_set("1.0")).expect("valid");
    assert_eq!(landing(&namespace, &task).0, "1.0");
}

#[test]
fn the_guides_example_of_a_worker_that_the_queue_is_told_about() {
    let mut namespace = Namespace::default();
    let task = new_workflow();
    assert_eq!(landing(&namespace, &task).0, "unversioned");
    update(&mut namespace, &add_new_default("deadbeef")).expect("valid");
    assert_eq!(landing(&namespace, &task).0, "deadbeef");
}

#[test]
fn steps_tell_the_rules_in_the_order_applied() {
    let namespace = two_queues();
    let (queue, other) = (TaskQueueName::from(QUEUE), TaskQueueName::from(OTHER_QUEUE));
    let build_id = |text: &str| BuildId::from(text);
    let to_default = || Step::QueueDefault { task_queue: queue.clone(), build_id: build_id("2.0") };
    let rows = [
        (new_workflow(), vec![Step::NewWorkflow, to_default()]),
        (
            inheriting(Kind::Activity, on("1.0")),
            vec![
                Step::IntentCompatible,
                Step::InheritedBuildId { build_id: build_id("1.0") },
                Step::SetDefault {
                    task_queue: queue.clone(),
                    build_id: build_id("1.0"),
                    set_default: build_id("1.1"),
                },
            ],
        ),
        (
            not_inheriting(Kind::Activity, on("1.0")),
            vec![Step::IntentDefault, Step::TakesDefault, to_default()],
        ),
        (
            inheriting(Kind::ChildWorkflow, unversioned()),
            vec![Step::IntentCompatible, Step::NothingToInherit, to_default()],
        ),
        (
            workflow_retry(on("gone")),
            vec![
                Step::RetryInherits,
                Step::InheritedBuildId { build_id: build_id("gone") },
                Step::UnknownBuildId { task_queue: queue.clone(), build_id: build_id("gone") },
            ],
        ),
        (
            command(Kind::Activity, on("1.0"), Some(OTHER_QUEUE), COMPATIBLE, Sdk::Go),
            vec![
                Step::IntentCompatible,
                Step::CrossQueueRejected { workflow_task_queue: queue.clone(), task_queue: other },
            ],
        ),
        (
            workflow_task(unversioned()),
            vec![Step::UnversionedWorkflow, Step::UnversionedWorkers { task_queue: queue.clone() }],
        ),
    ];
    for (task, expected) in rows {
        assert_eq!(resolve(&namespace, &task).steps, expected, "{task:?}");
    }
}

#[test]
fn a_landing_names_the_default_that_it_follows() {
    let set_of = |build_id: &str| Follows::SetOf(build_id.into());
    for (task, expected) in [
        (new_workflow(), Follows::QueueDefault),
        (workflow_task(untouched()), Follows::QueueDefault),
        // The set is named by the build ID that the task carries, whichever is its default now.
        (workflow_task(on("1.0")), set_of("1.0")),
        (query(on("1.1")), set_of("1.1")),
        // While no set holds it.
        (workflow_retry(on("gone")), set_of("gone")),
        (inheriting(Kind::Activity, on("1.0")), set_of("1.0")),
        (not_inheriting(Kind::Activity, on("1.0")), Follows::QueueDefault),
        (inheriting(Kind::ChildWorkflow, unversioned()), Follows::QueueDefault),
        (workflow_task(unversioned()), Follows::Nothing),
        (inheriting(Kind::Activity, unversioned()), Follows::Nothing),
        (inheriting(Kind::EagerActivity, on("1.0")), Follows::Nothing),
        (
            command(Kind::ContinueAsNew, on("1.0"), Some(OTHER_QUEUE), COMPATIBLE, Sdk::Go),
            Follows::Nothing,
        ),
    ] {
        assert_eq!(resolve(&two_queues(), &task).follows, expected, "{task:?}");
    }
    // The first version set takes over from unversioned workers.
    let unversioned_queue = Namespace::default();
    assert_eq!(resolve(&unversioned_queue, &new_workflow()).follows, Follows::QueueDefault);
}
