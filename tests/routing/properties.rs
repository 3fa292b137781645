//! Laws of routing that hold for every state and task.

use proptest::prelude::*;

use crate::common::{QUEUE, listed};
use crate::words::{ACTIVITY, EAGER_ACTIVITY, OTHER_QUEUE};
use worker_versioning::model::{Namespace, VersionSet, VersionSets};
use worker_versioning::routing::{
    Command, CommandKind, Follows, Outcome, PollOutcome, Sdk, Task, VersioningIntent, Worker,
    WorkflowState, WorkflowVersion, poll, resolve,
};

fn any_namespace() -> impl Strategy<Value = Namespace> {
    let sets =
        || prop::sample::select(vec!["", "[a]", "[a b]", "[a] [b]", "[a b] [c]", "[c] [b a] [d]"]);
    (sets(), sets()).prop_map(|(first, second)| {
        let mut namespace = Namespace::default();
        namespace.import(QUEUE.into(), listed(first)).expect("a good name");
        namespace.import(OTHER_QUEUE.into(), listed(second)).expect("a good name");
        namespace
    })
}

fn any_workflow() -> impl Strategy<Value = WorkflowState> {
    let version = prop_oneof![
        prop::sample::select(vec!["a", "b", "c", "d", "x"])
            .prop_map(|build_id| WorkflowVersion::BuildId(build_id.into())),
        Just(WorkflowVersion::Unversioned),
        Just(WorkflowVersion::Untouched),
    ];
    version.prop_map(|version| WorkflowState { task_queue: QUEUE.into(), version })
}

fn any_command() -> impl Strategy<Value = Task> {
    let kinds =
        vec![ACTIVITY, EAGER_ACTIVITY, CommandKind::ChildWorkflow, CommandKind::ContinueAsNew];
    let intents = vec![
        VersioningIntent::Unspecified,
        VersioningIntent::Compatible,
        VersioningIntent::Default,
        VersioningIntent::UseLatestBuildId,
    ];
    let sdks = vec![Sdk::Go, Sdk::Python, Sdk::TypeScript, Sdk::DotNet, Sdk::Ruby, Sdk::Java];
    (
        prop::sample::select(kinds),
        any_workflow(),
        prop::sample::select(vec![None, Some(QUEUE), Some(OTHER_QUEUE)]),
        prop::sample::select(intents),
        prop::sample::select(sdks),
    )
        .prop_map(|(kind, workflow, task_queue, intent, sdk)| {
            Task::Command(Command {
                kind,
                workflow,
                task_queue: task_queue.map(Into::into),
                intent,
                sdk,
            })
        })
}

fn any_task() -> impl Strategy<Value = Task> {
    prop_oneof![
        Just(Task::NewWorkflow { task_queue: QUEUE.into() }),
        any_workflow().prop_map(Task::WorkflowTask),
        any_workflow().prop_map(Task::Query),
        any_workflow().prop_map(Task::WorkflowRetry),
        any_workflow().prop_map(Task::CronRun),
        any_command(),
    ]
}

fn is_eager(task: &Task) -> bool {
    matches!(task, Task::Command(Command { kind, .. }) if *kind == EAGER_ACTIVITY)
}

proptest! {
    #[test]
    fn a_task_on_a_queue_lands_where_a_poll_can_get_it(namespace in any_namespace(), task in any_task()) {
        prop_assume!(!is_eager(&task));
        let resolution = resolve(&namespace, &task);
        let worker = match &resolution.outcome {
            Outcome::BuildId(build_id) => Worker::Versioned((*build_id).clone()),
            Outcome::Unversioned => Worker::Unversioned { build_id: None },
            Outcome::Rejected(_) => return Ok(()),
        };
        let outcome = poll(&namespace, resolution.task_queue, &worker);
        prop_assert!(!matches!(outcome, Err(_) | Ok(PollOutcome::Superseded(_))), "{outcome:?}");
    }

    #[test]
    fn only_inheriting_across_queues_is_refused(namespace in any_namespace(), task in any_task()) {
        let is_refused = matches!(resolve(&namespace, &task).outcome, Outcome::Rejected(_));
        let crosses = matches!(
            &task,
            Task::Command(Command { task_queue: Some(named), intent: VersioningIntent::Compatible, .. })
                if named.as_str() == OTHER_QUEUE
        );
        prop_assert_eq!(is_refused, crosses);
    }

    #[test]
    fn what_takes_the_default_does_not_depend_on_the_workflow(
        namespace in any_namespace(),
        first in any_workflow(),
        second in any_workflow(),
    ) {
        let (first, second) = (Task::CronRun(first), Task::CronRun(second));
        prop_assert_eq!(resolve(&namespace, &first), resolve(&namespace, &second));
    }

    #[test]
    fn a_task_lands_elsewhere_exactly_when_the_default_that_it_follows_changes(
        before in any_namespace(),
        after in any_namespace(),
        task in any_task(),
    ) {
        let (landed, lands) = (resolve(&before, &task), resolve(&after, &task));
        prop_assert_eq!(landed.follows, lands.follows);
        let is_changed = match landed.follows {
            Follows::QueueDefault => {
                let default = |namespace: &Namespace| {
                    let sets = namespace.version_sets(landed.task_queue)?;
                    sets.default_build_id().cloned()
                };
                default(&before) != default(&after)
            }
            Follows::SetOf(build_id) => {
                let default = |namespace: &Namespace| {
                    let sets = namespace.version_sets(landed.task_queue);
                    sets.and_then(|sets| sets.default_of(build_id)).unwrap_or(build_id).clone()
                };
                default(&before) != default(&after)
            }
            Follows::Nothing => false,
        };
        prop_assert_eq!(landed.outcome != lands.outcome, is_changed);
    }

    #[test]
    fn a_new_workflow_starts_on_the_default_of_the_default_set(namespace in any_namespace()) {
        let task = Task::NewWorkflow { task_queue: QUEUE.into() };
        let sets = namespace.version_sets(&QUEUE.into());
        let default = sets.and_then(VersionSets::default_set).map(VersionSet::default_build_id);
        let expected = default.map_or(Outcome::Unversioned, Outcome::BuildId);
        prop_assert_eq!(resolve(&namespace, &task).outcome, expected);
    }
}
