//! Laws of routing that hold for every state and task.

use proptest::prelude::*;

use crate::common::{QUEUE, listed};
use crate::words::{
    Kind, OTHER_QUEUE, command, cron_run, new_workflow, query, workflow_retry, workflow_task,
};
use worker_versioning::namespace::Namespace;
use worker_versioning::routing::{PollOutcome, Worker, poll, resolve, resolve_untraced};
use worker_versioning::task::{
    ActivityCommand, Follows, Outcome, Resolution, Sdk, Task, VersioningIntent, WorkflowState,
};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::VersionSets;

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
            .prop_map(|build_id| Some(WorkerVersion::BuildId(build_id.into()))),
        Just(Some(WorkerVersion::Unversioned)),
        Just(None),
    ];
    version.prop_map(|version| WorkflowState::new(QUEUE.into(), version))
}

fn any_command() -> impl Strategy<Value = Task> {
    let kinds = vec![Kind::Activity, Kind::EagerActivity, Kind::ChildWorkflow, Kind::ContinueAsNew];
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
            command(kind, workflow, task_queue, intent, sdk)
        })
}

fn any_task() -> impl Strategy<Value = Task> {
    prop_oneof![
        Just(new_workflow()),
        any_workflow().prop_map(workflow_task),
        any_workflow().prop_map(query),
        any_workflow().prop_map(workflow_retry),
        any_workflow().prop_map(cron_run),
        any_command(),
    ]
}

fn is_eager(task: &Task) -> bool {
    matches!(task, Task::Activity(ActivityCommand { requests_eager_execution: true, .. }))
}

proptest! {
    #[test]
    fn a_task_on_a_queue_lands_where_a_poll_can_get_it(namespace in any_namespace(), task in any_task()) {
        prop_assume!(!is_eager(&task));
        let resolution = resolve(&namespace, &task);
        let worker = match &resolution.outcome {
            Outcome::Version(WorkerVersion::BuildId(build_id)) => Worker::versioned(build_id.clone()),
            Outcome::Version(WorkerVersion::Unversioned) => Worker::unversioned(),
            Outcome::Rejected(_) => return Ok(()),
            other => panic!("nothing here is of deployments: {other:?}"),
        };
        let outcome = poll(&namespace, &resolution.task_queue, &worker);
        prop_assert!(!matches!(outcome, Err(_) | Ok(PollOutcome::Superseded { .. })), "{outcome:?}");
        prop_assert!(outcome.is_ok_and(|outcome| outcome.receives()));
    }

    #[test]
    fn only_inheriting_across_queues_is_refused(namespace in any_namespace(), task in any_task()) {
        let is_refused = matches!(resolve(&namespace, &task).outcome, Outcome::Rejected(_));
        let crosses = task.command().is_some_and(|command| {
            command.intent == VersioningIntent::Compatible
                && command.task_queue.as_ref().is_some_and(|named| named.as_str() == OTHER_QUEUE)
        });
        prop_assert_eq!(is_refused, crosses);
    }

    #[test]
    fn what_takes_the_default_does_not_depend_on_the_workflow(
        namespace in any_namespace(),
        first in any_workflow(),
        second in any_workflow(),
    ) {
        let (first, second) = (cron_run(first), cron_run(second));
        prop_assert_eq!(resolve(&namespace, &first), resolve(&namespace, &second));
    }

    #[test]
    fn a_new_workflow_starts_on_the_default_of_the_default_set(namespace in any_namespace()) {
        let task = new_workflow();
        let sets = namespace.version_sets(&QUEUE.into());
        let default = sets.and_then(VersionSets::default_set).map(|set| set.default_build_id().clone());
        let expected = default.map_or(WorkerVersion::Unversioned, WorkerVersion::BuildId);
        prop_assert_eq!(resolve(&namespace, &task).outcome, Outcome::Version(expected));
    }

    #[test]
    fn without_its_steps_a_landing_is_the_same(namespace in any_namespace(), task in any_task()) {
        let traced = resolve(&namespace, &task);
        prop_assert!(!traced.steps.is_empty());
        prop_assert_eq!(resolve_untraced(&namespace, &task), Resolution { steps: Vec::new(), ..traced });
    }

    #[test]
    fn a_landing_moves_only_with_what_it_follows(before in any_namespace(), after in any_namespace(), task in any_task()) {
        let (from, to) = (resolve(&before, &task), resolve(&after, &task));
        prop_assert_eq!(&from.follows, &to.follows);
        let default = |namespace: &Namespace| {
            let sets = namespace.version_sets(&from.task_queue);
            match &from.follows {
                Follows::QueueDefault => sets.and_then(VersionSets::default_build_id).cloned(),
                Follows::SetOf(build_id) => {
                    Some(sets.and_then(|sets| sets.default_of(build_id)).unwrap_or(build_id).clone())
                }
                Follows::DeploymentRouting => panic!("nothing here is of deployments"),
                Follows::Nothing => None,
            }
        };
        prop_assert_eq!(from.lands_like(&to), default(&before) == default(&after));
    }
}
