//! Where everything lands at one time, who receives it, and what differs from one time to another.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::documents::rollout;
use crate::properties::{document, read};
use worker_versioning::names::{BuildId, TaskQueueName};
use worker_versioning::namespace::Namespace;
use worker_versioning::operation::Operation;
use worker_versioning::rollout::{
    At, Changes, Difference, Known, LandingGroup, MayStop, PlacedWorker, Polling, Preview, Rollout,
    RolloutLanding, RolloutSubject, Situation, StepResult, TimelineStep, WorkerChangeKind,
};
use worker_versioning::routing::{PollOutcome, Polled, Worker, poll, resolve};
use worker_versioning::task::{Outcome, Reason, Resolution, Task};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::{BuildIdOperation, VersionSets};

/// A rollout of a queue `orders`, which is unversioned or has one set, with these workers and workflows on it.
fn on_orders(build_ids: &[&str], workers: &[Value], workflows: &[Value]) -> Rollout {
    let queue = json!("orders");
    let placed = |mut item: Value| {
        item["taskQueue"] = queue.clone();
        item
    };
    let identified = |(place, mut workflow): (usize, Value)| {
        workflow["workflowId"] = json!(place.to_string());
        placed(workflow)
    };
    let sets = if build_ids.is_empty() { json!([]) } else { json!([{ "buildIds": build_ids }]) };
    read(&json!({
        "version": 1,
        "taskQueues": [{ "taskQueue": queue, "versionSets": sets }],
        "workers": workers.iter().cloned().map(placed).collect::<Value>(),
        "workflows": workflows.iter().cloned().enumerate().map(identified).collect::<Value>(),
    }))
}

fn start(rollout: &Rollout) -> Situation {
    rollout.situation(0)
}

#[test]
fn what_lands_alike_is_one_group() {
    let rollout = on_orders(
        &["1.0", "1.1"],
        &[json!({ "buildId": "1.1", "useVersioning": true }), json!({})],
        &[
            json!({ "buildId": "1.0" }),
            json!({}),
            json!({ "hasCompletedWorkflowTask": false }),
            json!({ "buildId": "1.0" }),
            json!({ "buildId": "1.1", "commands": [{ "name": "c", "task": "cronRun" }] }),
        ],
    );
    let situation = start(&rollout);
    let groups: Vec<_> = situation
        .groups
        .iter()
        .map(|group| (group.reason, group.count, group.workers.clone()))
        .collect();
    let expected = [
        // New workflows, the one that has not begun and the cron run.
        (Reason::QueueDefault, 3, vec![0]),
        // What two workflows that are on 1.0 follow has another name than what one on 1.1 follows.
        (Reason::SetDefault, 2, vec![0]),
        (Reason::UnversionedWorkflow, 1, vec![1]),
        (Reason::SetDefault, 1, vec![0]),
    ];
    assert_eq!(groups, expected);
    assert_eq!(situation.subjects, [0, 1, 2, 0, 1, 3, 0]);
    let counts: Vec<_> = situation.workers.iter().map(|worker| worker.count).collect();
    assert_eq!(counts, [6, 1]);
}

#[test]
fn the_sets_of_a_queue_are_known_by_their_oldest_build_id() {
    let situation = rollout(
        r#""taskQueues": [{"taskQueue": "orders", "versionSets": [{"buildIds": ["1.0", "1.1"]}]}],
        "workers": [{"taskQueue": "mail"}],
        "steps": [{"taskQueue": "orders", "operation": "promoteBuildIdWithinSet", "buildId": "1.0"}]"#,
    )
    .situation(1);
    let [mail, orders] = &situation.task_queues[..] else { panic!("two queues") };
    assert_eq!((mail.task_queue.as_str(), mail.version_sets.len()), ("mail", 0));
    let [set] = &orders.version_sets[..] else { panic!("a set") };
    assert_eq!(set.id, "1.0".into());
    assert_eq!(set.build_ids, ["1.1".into(), "1.0".into()]);
}

#[test]
fn an_operation_on_a_queue_that_the_document_does_not_name_brings_in_its_new_workflows() {
    let rollout = on_orders(&["1.0"], &[], &[json!({ "buildId": "1.0" })]);
    let mail = TaskQueueName::from("mail");
    let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "m".into() };
    let operation = Operation { task_queue: mail.clone(), operation: add };
    let start = At { after: 0, operation: None };
    let composed = At { after: 0, operation: Some(operation.clone()) };

    let situation = rollout.situation_at(&composed);
    let queues: Vec<_> =
        situation.task_queues.iter().map(|queue| queue.task_queue.as_str()).collect();
    assert_eq!(queues, ["mail", "orders"]);
    // The subjects of the document keep their indexes.
    assert_eq!(situation.subjects[..2], rollout.situation_at(&start).subjects);
    assert_eq!(situation.landing(2).outcome, Outcome::Version(WorkerVersion::BuildId("m".into())));

    let difference = rollout.difference(&start, &composed);
    assert_eq!(
        (difference.task_queues, difference.moves[0].subjects.clone()),
        (vec![mail.clone()], vec![2])
    );
    let back = rollout.difference(&composed, &start);
    assert_eq!((back.task_queues, back.moves[0].subjects.clone()), (vec![mail.clone()], vec![2]));

    let new_workflows = RolloutSubject::NewWorkflows { task_queue: mail };
    let why = rollout.why(&new_workflows, &rollout.namespace_at(&composed)).expect("it is known");
    assert_eq!(why.landing.outcome, situation.landing(2).outcome);
    assert_eq!(rollout.why(&new_workflows, rollout.start()), None);

    // The same as if the document had the operation.
    let mut document = rollout.document().clone();
    document.steps.push(TimelineStep { name: None, operation: operation.clone() });
    let named = Rollout::new(document).expect("a rollout");
    assert_eq!(rollout.hazards_with(0, &operation), named.hazards());

    // No queue can have that name, so that the operation is refused.
    let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "m".into() };
    let operation = Some(Operation { task_queue: "/_sys/".into(), operation: add });
    assert_eq!(rollout.situation_at(&At { after: 0, operation }), rollout.situation_at(&start));
}

// What reviews have found elsewhere: a model of who receives what that is not derived from polls.

/// How many subjects reach the only worker, whether the only workflow waits, and what the polls bring.
fn received(rollout: &Rollout) -> (u64, bool, Option<Polled>) {
    let situation = start(rollout);
    let workflow = situation.landing(1);
    let worker = &situation.workers[0];
    assert_eq!(workflow.workers.is_empty(), workflow.waits);
    (worker.count, workflow.waits, worker.poll.outcome().map(PollOutcome::polled))
}

#[test]
fn a_worker_whose_polls_are_not_valid_receives_nothing() {
    let long = "x".repeat(300);
    for (worker, workflow, expected) in [
        // Whether or not it has opted in, its build ID is too long.
        (json!({ "buildId": long }), json!({}), (0, true, None)),
        (
            json!({ "buildId": long, "useVersioning": true }),
            json!({ "buildId": long }),
            (0, true, None),
        ),
        (json!({ "buildId": "", "useVersioning": true }), json!({}), (0, true, None)),
        // Those that are: new workflows of the unversioned queue, and the workflow.
        (json!({ "buildId": "x" }), json!({}), (2, false, Some(Polled::Receives))),
        (json!({ "buildId": "" }), json!({}), (2, false, Some(Polled::Receives))),
        // What is left for exactly its build ID.
        (
            json!({ "buildId": "x", "useVersioning": true }),
            json!({ "buildId": "x" }),
            (1, false, Some(Polled::Idle)),
        ),
    ] {
        let rollout = on_orders(&[], std::slice::from_ref(&worker), &[workflow]);
        assert_eq!(received(&rollout), expected, "{worker}");
    }
}

/// Whether something of the document has a worker, and whether the polls of that worker are refused.
#[test]
fn who_receives_something_is_not_refused() {
    let long = "x".repeat(300);
    for (worker, workflow) in [
        (json!({ "buildId": long }), json!({})),
        (json!({ "buildId": long, "useVersioning": true }), json!({ "buildId": long })),
        (json!({ "buildId": "1.0", "useVersioning": true }), json!({ "buildId": "1.0" })),
        (json!({ "buildId": "1.1", "useVersioning": true }), json!({ "buildId": "1.0" })),
        (json!({ "buildId": "x", "useVersioning": true }), json!({ "buildId": "x" })),
        (json!({ "buildId": "", "useVersioning": true }), json!({})),
        (json!({ "buildId": "1.0" }), json!({})),
    ] {
        let mut placed = worker.clone();
        placed["taskQueue"] = json!("orders");
        let on_orders = on_orders(&["1.0", "1.1"], &[worker], &[workflow]);
        let mut document = serde_json::to_value(on_orders.document()).expect("a document");
        document["expectations"] = json!([
            { "workflow": "0", "hasWorker": true },
            { "newWorkflowsOn": "orders", "hasWorker": true },
            { "worker": placed, "poll": "refused" },
        ]);
        let met: Vec<_> = read(&document).check().findings.iter().map(|found| found.met).collect();
        let [workflow, new_workflows, is_refused] = met[..] else { panic!("three findings") };
        assert!(!(is_refused && (workflow || new_workflows)), "{placed}");
    }
}

#[test]
fn workers_are_told_apart_by_build_id_and_flag_and_not_by_texts() {
    let workers = [
        json!({}),
        json!({ "buildId": "undefined" }),
        json!({ "buildId": "undefined", "useVersioning": true }),
        json!({ "buildId": "unversioned workers", "useVersioning": true }),
    ];
    let situation = start(&on_orders(&["undefined"], &workers, &[json!({})]));
    let named: Vec<_> = situation
        .workers
        .iter()
        .map(|worker| match worker.poll.outcome() {
            Some(PollOutcome::UnversionedWorker { build_id, .. }) => {
                (build_id.as_ref().map(BuildId::as_str), "unversioned")
            }
            Some(PollOutcome::SetDefault { build_id, .. }) => (Some(build_id.as_str()), "default"),
            Some(PollOutcome::UnknownBuildId { build_id, .. }) => {
                (Some(build_id.as_str()), "unknown")
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        (None, "unversioned"),
        (Some("undefined"), "unversioned"),
        (Some("undefined"), "default"),
        (Some("unversioned workers"), "unknown"),
    ];
    assert_eq!(named, expected);
    // New workflows, then the one on unversioned workers.
    let receivers: Vec<_> = (0..2).map(|subject| &situation.landing(subject).workers).collect();
    assert_eq!(receivers, [&vec![2], &vec![0, 1]]);
}

#[test]
fn a_build_id_that_is_named_as_something_else_is_shown() {
    for name in ["unversioned workers", "unversioned", "rejected", "undefined", "null", "-"] {
        let unversioned = on_orders(&[], &[], &[]);
        let versioned = on_orders(&[name], &[], &[]);
        let difference = Difference::new(&start(&unversioned), &start(&versioned));
        assert_eq!(difference.moved(), [0], "{name}");
        assert_eq!(difference.task_queues, ["orders".into()], "{name}");

        let task = Task::new_workflow("orders".into());
        let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: name.into() };
        let preview = Preview::new(unversioned.start(), &"orders".into(), &add, &[task]);
        assert!(preview.landings[0].moved, "{name}");

        let changes = Changes::new((&unversioned, 0), (&versioned, 0));
        assert_eq!(changes.landings.len(), 1, "{name}");
    }
}

// Laws that hold for every document.

/// Whether a worker receives what lands so, straight from what its polls bring.
fn receives(namespace: &Namespace, worker: &PlacedWorker, landing: &Resolution) -> bool {
    let brings = match poll(namespace, &worker.task_queue, &worker.worker) {
        Ok(outcome) => outcome.polled() != Polled::Refused,
        Err(_) => false,
    };
    brings
        && worker.task_queue == landing.task_queue
        && landing.outcome.version() == Some(&worker.worker.version())
}

/// Whether the document says that it lists all workers of a queue.
fn lists_workers(rollout: &Rollout, task_queue: &TaskQueueName) -> bool {
    let mut queues = rollout.document().task_queues.iter();
    queues.any(|queue| queue.task_queue == *task_queue && queue.complete_for.workers)
}

/// How many the subjects at these places stand for.
fn counted(rollout: &Rollout, is_counted: impl Fn(usize) -> bool) -> u64 {
    let subjects = rollout.subjects().iter().enumerate();
    subjects
        .filter(|(place, _)| is_counted(*place))
        .map(|(_, subject)| u64::from(subject.count))
        .sum()
}

fn landings(rollout: &Rollout, namespace: &Namespace) -> Vec<Resolution> {
    rollout.subjects().iter().map(|subject| resolve(namespace, &subject.task)).collect()
}

/// What the polls of a worker bring, apart from the build IDs of its set.
fn apart_from_its_set(poll: &Polling) -> Polling {
    let mut poll = poll.clone();
    if let Polling::Valid(PollOutcome::SetDefault { build_ids, .. }) = &mut poll {
        build_ids.clear();
    }
    poll
}

/// The places for which something is so.
fn places(count: usize, is_so: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..count).filter(|place| is_so(*place)).collect()
}

proptest! {
    #[test]
    fn groups_say_what_resolving_each_subject_says(document in document(), step in 0..5_usize) {
        let rollout = read(&document);
        let (namespace, situation) = (rollout.namespace_after(step), rollout.situation(step));
        let landings = landings(&rollout, &namespace);
        prop_assert_eq!(situation.subjects.len(), landings.len());
        for (subject, landing) in landings.iter().enumerate() {
            let is_received = |place: usize| receives(&namespace, &rollout.workers()[place], landing);
            let workers = places(rollout.workers().len(), is_received);
            let expected = LandingGroup {
                task_queue: landing.task_queue.clone(),
                outcome: landing.outcome.clone(),
                reason: landing.reason,
                follows: landing.follows.clone(),
                waits: workers.is_empty()
                    && !matches!(landing.reason, Reason::CrossQueueRejected | Reason::EagerActivity),
                workers,
                count: counted(&rollout, |place| situation.subjects[place] == situation.subjects[subject]),
            };
            prop_assert_eq!(situation.landing(subject), &expected);
        }
        for (place, group) in situation.groups.iter().enumerate() {
            let is_alike = |other: &LandingGroup| {
                (&other.task_queue, &other.outcome, other.reason, &other.follows)
                    == (&group.task_queue, &group.outcome, group.reason, &group.follows)
            };
            prop_assert!(!situation.groups[..place].iter().any(is_alike));
        }
        // In the order in which the first of each comes.
        let firsts: Vec<_> = (0..situation.groups.len())
            .map(|group| situation.subjects.iter().position(|of| *of == group))
            .collect();
        prop_assert!(firsts.is_sorted() && firsts.iter().all(Option::is_some));
    }

    #[test]
    fn workers_and_queues_of_a_situation_are_those_of_the_namespace(document in document(), step in 0..5_usize) {
        let rollout = read(&document);
        let (namespace, situation) = (rollout.namespace_after(step), rollout.situation(step));
        let landings = landings(&rollout, &namespace);
        for (worker, state) in rollout.workers().iter().zip(&situation.workers) {
            prop_assert_eq!(&state.poll, &Polling::new(&namespace, worker));
            let reached = counted(&rollout, |place| receives(&namespace, worker, &landings[place]));
            prop_assert_eq!(state.count, reached);
        }
        prop_assert_eq!(situation.workers.len(), rollout.workers().len());
        let mut named: Vec<_> = landings.iter().map(|landing| &landing.task_queue).collect();
        named.sort();
        named.dedup();
        let queues: Vec<_> = situation.task_queues.iter().map(|queue| &queue.task_queue).collect();
        prop_assert_eq!(queues, named);
        for queue in &situation.task_queues {
            let sets = namespace.version_sets(&queue.task_queue).map_or(&[][..], VersionSets::sets);
            prop_assert_eq!(queue.version_sets.len(), sets.len());
            for (shown, set) in queue.version_sets.iter().zip(sets) {
                prop_assert_eq!(&shown.id, set.id());
                prop_assert!(shown.build_ids.iter().eq(set.build_ids()));
                prop_assert_eq!(shown.order_is_guess, set.order_is_guess());
            }
        }
    }

    #[test]
    fn why_something_lands_is_what_the_situation_shows(document in document(), step in 0..5_usize) {
        let rollout = read(&document);
        let (namespace, situation) = (rollout.namespace_after(step), rollout.situation(step));
        let all = rollout.landings_in(&namespace);
        prop_assert_eq!(all.len(), rollout.subjects().len());
        for (place, subject) in rollout.subjects().iter().enumerate() {
            let group = situation.landing(place);
            let why = rollout.why(&subject.what, &namespace).expect("it is of the rollout");
            let landing = resolve(&namespace, &subject.task);
            let is_listed =
                rollout.document().task_queues.iter().any(|queue| queue.task_queue == landing.task_queue);
            // What has version sets could have told better.
            let rests_on_absence =
                matches!(landing.reason, Reason::UnversionedQueue | Reason::UnknownBuildId);
            let expected = RolloutLanding {
                subject: subject.what.clone(),
                landing,
                known: if rests_on_absence && !is_listed { Known::NotKnown } else { Known::Yes },
                workers: group.workers.clone(),
                has_worker: match group.outcome {
                    _ if !group.workers.is_empty() => Known::Yes,
                    Outcome::Rejected(_) | Outcome::Refused(_) => Known::No,
                    Outcome::Version(_) if lists_workers(&rollout, &group.task_queue) => Known::No,
                    Outcome::Version(_) | Outcome::Split(_) => Known::NotKnown,
                },
                not_opted_in: match &group.outcome {
                    Outcome::Version(WorkerVersion::BuildId(build_id)) if group.workers.is_empty() => {
                        places(rollout.workers().len(), |place| {
                            let PlacedWorker { task_queue, worker, .. } = &rollout.workers()[place];
                            *task_queue == group.task_queue
                                && *worker == Worker { build_id: Some(build_id.clone()), use_versioning: false, ..Worker::default() }
                        })
                    }
                    _ => Vec::new(),
                },
            };
            prop_assert_eq!(&why, &expected);
            prop_assert_eq!(&all[place], &expected);
            prop_assert_eq!(&why.landing.outcome, &group.outcome);
        }
    }

    #[test]
    fn what_moves_is_what_lands_elsewhere_one_by_one(document in document(), from in 0..5_usize, to in 0..5_usize) {
        let rollout = read(&document);
        let [before, after] = [from, to].map(|step| rollout.situation(step));
        let [was, is] = [from, to].map(|step| landings(&rollout, &rollout.namespace_after(step)));
        let difference = Difference::new(&before, &after);
        let count = rollout.subjects().len();

        let moved = places(count, |subject| was[subject].outcome != is[subject].outcome);
        prop_assert_eq!(difference.moved(), moved);
        for alike in &difference.moves {
            prop_assert!(!alike.subjects.is_empty());
            for subject in &alike.subjects {
                prop_assert_eq!(&alike.from, before.landing(*subject));
                prop_assert_eq!(&alike.to, after.landing(*subject));
            }
        }
        let waits = |situation: &Situation, subject| situation.landing(subject).waits;
        let begin = places(count, |subject| !waits(&before, subject) && waits(&after, subject));
        let cease = places(count, |subject| waits(&before, subject) && !waits(&after, subject));
        prop_assert_eq!((&difference.begin_to_wait, &difference.cease_to_wait), (&begin, &cease));

        let queues: Vec<_> = before.task_queues.iter().zip(&after.task_queues)
            .filter(|(from, to)| from.version_sets != to.version_sets)
            .map(|(_, to)| to.task_queue.clone())
            .collect();
        prop_assert_eq!(difference.task_queues, queues);
        prop_assert_eq!(Difference::new(&after, &after), Difference::default());
    }

    #[test]
    fn what_changes_for_workers_is_what_their_polls_and_counts_say(document in document(), from in 0..5_usize, to in 0..5_usize) {
        let rollout = read(&document);
        let [before, after] = [from, to].map(|step| rollout.situation(step));
        let mut changes = Difference::new(&before, &after).workers.into_iter();
        for (worker, (from, to)) in before.workers.iter().zip(&after.workers).enumerate() {
            let mut expected = Vec::new();
            match (from.poll.superseded_by(), to.poll.superseded_by()) {
                (None, Some(_)) => expected.push(WorkerChangeKind::Superseded),
                (Some(_), None) => expected.push(WorkerChangeKind::Reinstated),
                _ if apart_from_its_set(&from.poll) != apart_from_its_set(&to.poll) => {
                    expected.push(WorkerChangeKind::PollsOtherwise);
                }
                _ => {}
            }
            if from.count == 0 && to.count > 0 {
                expected.push(WorkerChangeKind::BeginsToReceive);
            }
            if from.count > 0 && to.count == 0 {
                expected.push(WorkerChangeKind::CeasesToReceive);
            }
            if expected.is_empty() {
                continue;
            }
            let change = changes.next().expect("a change");
            prop_assert_eq!((change.worker, change.changes), (worker, expected));
            prop_assert_eq!((&change.from, &change.to), (&from.poll, &to.poll));
        }
        prop_assert_eq!(changes.next(), None);
    }

    #[test]
    fn a_step_that_is_refused_or_changes_nothing_makes_no_difference(document in document()) {
        let rollout = read(&document);
        for step in rollout.steps() {
            let [before, after] = [step.step - 1, step.step].map(|step| rollout.situation(step));
            if !matches!(step.result, StepResult::Changed { .. }) {
                prop_assert_eq!(Difference::new(&before, &after), Difference::default());
            }
        }
    }

    #[test]
    fn changes_by_name_are_those_by_place(document in document(), from in 0..5_usize, to in 0..5_usize) {
        let rollout = read(&document);
        let [before, after] = [from, to].map(|step| rollout.situation(step));
        let difference = Difference::new(&before, &after);
        let changes = Changes::new((&rollout, from), (&rollout, to));
        let moved: Vec<_> = difference.moved().into_iter().map(|place| &rollout.subjects()[place].what).collect();
        prop_assert_eq!(changes.landings.iter().map(|change| &change.subject).collect::<Vec<_>>(), moved);
        prop_assert!(Changes::new((&rollout, to), (&rollout, to)).is_empty());
    }

    #[test]
    fn a_preview_moves_what_lands_elsewhere(document in document()) {
        let rollout = read(&document);
        let tasks: Vec<_> = rollout.subjects().iter().map(|subject| subject.task.clone()).collect();
        for step in rollout.timeline() {
            let operation = &step.operation;
            let preview = Preview::new(rollout.start(), &operation.task_queue, &operation.operation, &tasks);
            let mut after = rollout.start().clone();
            prop_assert_eq!(&preview.result, &step.take(&mut after));
            for (task, landing) in tasks.iter().zip(&preview.landings) {
                prop_assert_eq!(&landing.before, &resolve(rollout.start(), task));
                prop_assert_eq!(&landing.after, &resolve(&after, task));
                prop_assert_eq!(landing.moved, landing.before.outcome != landing.after.outcome);
            }
        }
    }

    #[test]
    fn a_worker_whose_polls_are_taken_may_stop_when_nothing_reaches_it(document in document(), step in 0..5_usize) {
        let rollout = read(&document);
        let situation = rollout.situation(step);
        for (worker, state) in rollout.workers().iter().zip(&situation.workers) {
            let version = worker.worker.version();
            let retirement =
                rollout.retire(&worker.task_queue, &version, step).expect("names of the document");
            if state.poll.outcome().is_some_and(|outcome| outcome.polled() != Polled::Refused) {
                let held: u64 = retirement.holders.iter().map(|holder| u64::from(holder.count)).sum();
                prop_assert_eq!(state.count, held);
                prop_assert!(held == 0 || retirement.may_stop != MayStop::Yes);
            }
        }
    }
}
