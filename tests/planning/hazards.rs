//! Hazards: for each kind a case that has it, and the nearest cases that have not.

use std::num::NonZeroU32;

use crate::common::{
    QUEUE, add_compatible, add_compatible_and_promote, add_new_default, merge, namespace,
    namespace_with, promote_set, promote_within_set, update,
};
use crate::words::{
    activity, child, command, continue_as_new, numbered, of_workflow, on_queue, placed, places,
    state, subjects, version, versioned, workers,
};
use worker_versioning::hazards::{Hazard, HazardKind, Severity, hazards};
use worker_versioning::limits::Limits;
use worker_versioning::namespace::Namespace;
use worker_versioning::refusal::Limit;
use worker_versioning::rollout::{PlacedWorker, RolloutSubject, Subject};
use worker_versioning::routing::Worker;
use worker_versioning::task::{Command, Sdk, Task, VersioningIntent};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::BuildIdOperation;

/// A hazard as `step: what, subjects, workers`.
fn shown(hazard: &Hazard, subjects: &[Subject]) -> String {
    let kind = match &hazard.kind {
        HazardKind::WithoutWorker { version: of } => format!("no worker of {}", version(of)),
        HazardKind::NotOptedIn { build_id } => format!("{build_id} not opted in"),
        HazardKind::SupersededWorker { build_id, newer_build_id, default_again } => {
            let again = default_again.map_or(String::new(), |step| format!(" until {step}"));
            format!("{build_id} superseded by {newer_build_id}{again}")
        }
        HazardKind::BackToOlder { from, to } => format!("back from {from} to {to}"),
        HazardKind::PassingQueueDefault { build_id, until, lands_at_the_end } => {
            format!("passing {build_id} until {until}, then {lands_at_the_end}")
        }
        HazardKind::MergeMovesQueueDefault { from, to } => format!("merge moves {from} to {to}"),
        HazardKind::MergeDeclaresCompatible { kept, given_up } => {
            format!("merge keeps {kept}, gives up {given_up}")
        }
        HazardKind::LeftBehind { version: on } => format!("left behind on {}", version(on)),
        HazardKind::JumpsToQueueDefault { build_id } => format!("jumps to {build_id}"),
        HazardKind::RejectedCommand => "rejected".to_owned(),
        HazardKind::JavaUnsetTaskQueue { inherited } => {
            format!("java, not {}", version(inherited))
        }
        HazardKind::DroppedPromotion { queue_default } => format!("stays on {queue_default}"),
        HazardKind::NotRepeatable { refusal } if refusal.is_empty() => "again: changes".to_owned(),
        HazardKind::NotRepeatable { refusal } => format!("again: {refusal}"),
        HazardKind::LimitNear { limit, allowed, reached } => {
            format!("{limit:?} {reached} of {allowed}")
        }
        HazardKind::GuessedOrder { set_default } => format!("guessed {set_default}"),
    };
    let named = |name: &str, places: &[usize]| {
        let texts: Vec<_> = places.iter().map(ToString::to_string).collect();
        if texts.is_empty() { String::new() } else { format!(", {name} {}", texts.join(" ")) }
    };
    let subjects = named("subjects", &places(subjects, &hazard.subjects));
    let workers = named("workers", &hazard.workers);
    format!("{}: {kind}{subjects}{workers}", hazard.step)
}

/// No workflow is known to have run on other versions than the one that it is on.
fn nothing_more(_: &RolloutSubject) -> Vec<WorkerVersion> {
    Vec::new()
}

type Choice = fn(&HazardKind) -> bool;

/// The hazards of one kind.
fn of_kind(
    choice: Choice,
    namespace: &Namespace,
    subjects: &[Subject],
    workers: &[PlacedWorker],
    operations: &[BuildIdOperation],
) -> Vec<String> {
    let steps = on_queue(operations.to_vec());
    let hazards = hazards(namespace, subjects, &nothing_more, workers, &steps);
    let chosen = hazards.iter().filter(|hazard| choice(&hazard.kind));
    chosen.map(|hazard| shown(hazard, subjects)).collect()
}

/// A start, subjects, workers, operations and the hazards that are expected.
struct Case<'a>(&'a str, Vec<Subject>, Vec<PlacedWorker>, &'a [BuildIdOperation], &'a [&'a str]);

fn check(choice: Choice, cases: &[Case<'_>]) {
    for Case(sets, subjects, workers, operations, expected) in cases {
        let found = of_kind(choice, &namespace(sets), subjects, workers, operations);
        assert_eq!(found, *expected, "{sets} {operations:?}");
    }
}

#[test]
fn without_a_worker() {
    check(
        |kind| matches!(kind, HazardKind::WithoutWorker { .. }),
        &[
            Case("[a]", subjects("new"), workers("b"), &[], &["0: no worker of a, subjects 0"]),
            Case("[a]", subjects("new"), workers("a"), &[], &[]),
            Case(
                "[a]",
                subjects("new a"),
                workers("a"),
                &[add_compatible("b", "a")],
                &["1: no worker of b, subjects 0 1"],
            ),
            Case(
                "[a]",
                subjects("new a"),
                workers("a"),
                &[add_new_default("b")],
                &["1: no worker of b, subjects 0"],
            ),
            Case("[a]", subjects("new"), workers("a b"), &[add_new_default("b")], &[]),
            // Nothing lands on the default of a set.
            Case("[a] [b]", subjects("new"), workers("b"), &[promote_set("b")], &[]),
            // It waited before.
            Case(
                "[a] [b]",
                subjects("a"),
                workers("b"),
                &[promote_set("a")],
                &["0: no worker of a, subjects 0"],
            ),
            // Nothing is known of the queue's workers.
            Case("[a]", subjects("new"), workers(""), &[add_new_default("b")], &[]),
            // A query waits for no one.
            Case("[a] [b]", subjects("(a)"), workers("b"), &[], &[]),
            Case("", subjects("-"), workers("a"), &[], &["0: no worker of -, subjects 0"]),
            Case("", subjects("-"), workers("-"), &[], &[]),
        ],
    );
}

#[test]
fn superseded_workers() {
    let without_flag =
        placed(Worker { build_id: Some("a".into()), use_versioning: false, ..Worker::default() });
    check(
        |kind| matches!(kind, HazardKind::SupersededWorker { .. }),
        &[
            Case("[a b]", subjects(""), workers("b a"), &[], &["0: a superseded by b, workers 1"]),
            Case(
                "[a]",
                subjects(""),
                workers("a"),
                &[add_compatible("b", "a")],
                &["1: a superseded by b, workers 0"],
            ),
            Case("[a]", subjects(""), workers("a"), &[add_new_default("b")], &[]),
            Case(
                "[a b]",
                subjects(""),
                workers("a"),
                &[promote_within_set("a")],
                &["0: a superseded by b until 1, workers 0"],
            ),
            Case("[a b]", subjects(""), vec![without_flag], &[], &[]),
            Case("[a]", subjects(""), workers("b"), &[], &[]),
            // Once, as long as it is.
            Case(
                "[a]",
                subjects(""),
                workers("a"),
                &[add_compatible("b", "a"), add_compatible("c", "a")],
                &["1: a superseded by b, workers 0"],
            ),
        ],
    );
}

#[test]
fn workers_that_have_not_opted_in() {
    let names_only = |build_id: &str| {
        placed(Worker {
            build_id: Some(build_id.into()),
            use_versioning: false,
            ..Worker::default()
        })
    };
    check(
        |kind| matches!(kind, HazardKind::WithoutWorker { .. } | HazardKind::NotOptedIn { .. }),
        &[
            Case(
                "[a]",
                subjects("new a"),
                vec![versioned("a"), names_only("b"), names_only("b")],
                &[add_compatible("b", "a")],
                &["1: b not opted in, subjects 0 1, workers 1 2"],
            ),
            // The queue has no version sets yet: it polls for what lands on unversioned workers.
            Case(
                "",
                subjects("new"),
                vec![names_only("a")],
                &[add_new_default("a")],
                &["1: a not opted in, subjects 0, workers 0"],
            ),
            // Another one has opted in.
            Case("[a]", subjects("new"), vec![names_only("a"), versioned("a")], &[], &[]),
            // It names another build ID.
            Case(
                "[a]",
                subjects("new"),
                vec![names_only("b")],
                &[],
                &["0: no worker of a, subjects 0"],
            ),
        ],
    );
}

#[test]
fn running_workflows_go_back_to_an_older_build_id() {
    let goes_back: Choice = |kind| matches!(kind, HazardKind::BackToOlder { .. });
    let running = || subjects("new a b c - (b)");
    check(
        goes_back,
        &[
            // What only `a` has run, what is closed, and what has not begun, is not known to go back.
            Case(
                "[a b]",
                running(),
                vec![],
                &[promote_within_set("a")],
                &["1: back from b to a, subjects 2"],
            ),
            Case(
                "[a b c]",
                running(),
                vec![],
                &[promote_within_set("a")],
                &["1: back from c to a, subjects 2 3"],
            ),
            Case(
                "[a b c]",
                running(),
                vec![],
                &[promote_within_set("b")],
                &["1: back from c to b, subjects 3"],
            ),
            // Others may run than those that are listed.
            Case("[a b]", vec![], vec![], &[promote_within_set("a")], &["1: back from b to a"]),
            Case(
                "[a]",
                vec![],
                vec![],
                &[add_compatible("b", "a"), promote_within_set("a")],
                &["2: back from b to a"],
            ),
            // Back and forth: once.
            Case(
                "[a b]",
                vec![],
                vec![],
                &[promote_within_set("a"), promote_within_set("b")],
                &["1: back from b to a"],
            ),
            // A merge whose kept default is the older one, and the other way round.
            Case(
                "[a] [b]",
                running(),
                vec![],
                &[merge("a", "b")],
                &["1: back from b to a, subjects 2"],
            ),
            Case("[a] [b]", running(), vec![], &[merge("b", "a")], &[]),
            Case("[a c] [b]", running(), vec![], &[merge("b", "a")], &[]),
            Case("[a] [b]", running(), vec![], &[add_compatible("c", "a"), merge("b", "c")], &[]),
            Case(
                "[a c] [b]",
                running(),
                vec![],
                &[merge("c", "b")],
                &["1: back from b to c, subjects 2"],
            ),
            // Another set, and a newer build ID.
            Case("[a] [b]", running(), vec![], &[promote_set("a")], &[]),
            Case("[a]", running(), vec![], &[add_compatible("b", "a")], &[]),
            Case("[a b]", running(), vec![], &[promote_within_set("b")], &[]),
        ],
    );
    // It is on `a`, and `b` has run it.
    let subjects = subjects("a a");
    let used = |what: &RolloutSubject| {
        let used = if *what == subjects[1].what { "b" } else { "a" };
        vec![WorkerVersion::Unversioned, WorkerVersion::BuildId(used.into())]
    };
    let steps = on_queue([promote_within_set("a")]);
    let found = hazards(&namespace("[a b]"), &subjects, &used, &[], &steps);
    let found = found.iter().find(|hazard| goes_back(&hazard.kind)).expect("one");
    assert_eq!(shown(found, &subjects), "1: back from b to a, subjects 1");
}

#[test]
fn passing_queue_defaults() {
    check(
        |kind| matches!(kind, HazardKind::PassingQueueDefault { .. }),
        &[
            Case(
                "[a]",
                vec![],
                vec![],
                &[add_new_default("b"), add_new_default("c")],
                &["1: passing b until 2, then b"],
            ),
            Case(
                "[a]",
                vec![],
                vec![],
                &[add_compatible("b", "a"), add_compatible("c", "a")],
                &["1: passing b until 2, then c"],
            ),
            Case(
                "",
                vec![],
                vec![],
                &[add_new_default("a"), add_new_default("b")],
                &["1: passing a until 2, then a"],
            ),
            Case(
                "[a]",
                vec![],
                vec![],
                &[add_new_default("b"), add_compatible("x", "a"), promote_set("a")],
                &["1: passing b until 3, then b"],
            ),
            // The last one, and the first one on the way to it.
            Case("[a]", vec![], vec![], &[add_new_default("b")], &[]),
            Case(
                "[a] [b]",
                vec![],
                vec![],
                &[promote_set("a"), promote_set("b")],
                &["1: passing a until 2, then a"],
            ),
            Case(
                "[a]",
                vec![],
                vec![],
                &[add_new_default("b"), promote_set("a"), promote_set("b")],
                &[],
            ),
        ],
    );
}

#[test]
fn merges() {
    let subjects = subjects("new a b");
    check(
        |kind| {
            matches!(
                kind,
                HazardKind::MergeMovesQueueDefault { .. }
                    | HazardKind::MergeDeclaresCompatible { .. }
            )
        },
        &[
            Case(
                "[a] [b]",
                subjects.clone(),
                vec![],
                &[merge("a", "b")],
                &[
                    "1: merge keeps a, gives up b, subjects 0 2",
                    "1: merge moves b to a, subjects 0 2",
                ],
            ),
            Case(
                "[a] [b]",
                subjects.clone(),
                vec![],
                &[merge("b", "a")],
                &["1: merge keeps b, gives up a, subjects 1"],
            ),
            Case(
                "[a] [b] [c]",
                subjects.clone(),
                vec![],
                &[merge("b", "a")],
                &["1: merge keeps b, gives up a, subjects 1"],
            ),
            Case("[a b]", subjects.clone(), vec![], &[merge("b", "a")], &[]),
            Case("[a] [b]", subjects.clone(), vec![], &[merge("x", "a")], &[]),
        ],
    );
}

#[test]
fn left_behind() {
    let subjects = subjects("a ? z (a) -");
    check(
        |kind| matches!(kind, HazardKind::LeftBehind { .. }),
        &[
            Case(
                "[z] [a]",
                subjects.clone(),
                vec![],
                &[add_new_default("b")],
                &["1: left behind on a, subjects 0"],
            ),
            Case(
                "[z] [a b]",
                subjects.clone(),
                vec![],
                &[promote_set("z")],
                &["1: left behind on b, subjects 0"],
            ),
            // They come along.
            Case("[z] [a]", subjects.clone(), vec![], &[add_compatible("b", "a")], &[]),
            Case("[z] [a] [b]", subjects.clone(), vec![], &[merge("b", "a")], &[]),
            // They are on the queue default again at the end.
            Case(
                "[z] [a]",
                subjects.clone(),
                vec![],
                &[add_new_default("b"), promote_set("a")],
                &[],
            ),
            Case(
                "",
                subjects.clone(),
                vec![],
                &[add_new_default("b")],
                &["1: left behind on -, subjects 4"],
            ),
            // They have been before.
            Case(
                "[a]",
                subjects.clone(),
                vec![],
                &[add_new_default("b")],
                &["1: left behind on a, subjects 0"],
            ),
            Case("[a] [b]", subjects.clone(), vec![], &[add_compatible("c", "b")], &[]),
        ],
    );
}

#[test]
fn jumps_to_the_queue_default() {
    let retry = of_workflow(Task::WorkflowRetry { workflow: state("-") });
    let mut asks_for_default = command("-");
    asks_for_default.intent = VersioningIntent::Default;
    let subjects = numbered([
        child(command("-")),
        retry,
        child(command("?")),
        child(command("a")),
        activity(command("-")),
        child(asks_for_default),
    ]);
    check(
        |kind| matches!(kind, HazardKind::JumpsToQueueDefault { .. }),
        &[
            Case("[a]", subjects.clone(), vec![], &[], &["0: jumps to a, subjects 0 1"]),
            Case(
                "[a]",
                subjects.clone(),
                vec![],
                &[add_new_default("b")],
                &["0: jumps to a, subjects 0 1"],
            ),
            Case(
                "",
                subjects.clone(),
                vec![],
                &[add_new_default("a")],
                &["1: jumps to a, subjects 0 1"],
            ),
            Case("", subjects.clone(), vec![], &[], &[]),
        ],
    );
}

#[test]
fn rejected_commands() {
    let elsewhere = |intent| {
        let mut across = command("a");
        across.task_queue = Some("elsewhere".into());
        across.intent = intent;
        across
    };
    let rejected = |kind: fn(Command) -> Subject| kind(elsewhere(VersioningIntent::Compatible));
    let subjects = numbered([
        rejected(child),
        child(elsewhere(VersioningIntent::Default)),
        child(elsewhere(VersioningIntent::Unspecified)),
        child(command("a")),
    ]);
    let expected = ["0: rejected, subjects 0"];
    check(
        |kind| matches!(kind, HazardKind::RejectedCommand),
        &[
            Case("[a]", subjects.clone(), vec![], &[add_new_default("b")], &expected),
            Case("", subjects.clone(), vec![], &[], &expected),
            Case("", subjects[1..].to_vec(), vec![], &[], &[]),
            // Each kind of command has a cause and a way out of its own.
            Case(
                "[a]",
                numbered([rejected(child), rejected(activity), rejected(child)]),
                vec![],
                &[],
                &["0: rejected, subjects 0 2", "0: rejected, subjects 1"],
            ),
        ],
    );
}

#[test]
fn the_unset_task_queue_of_java() {
    let of = |sdk, named: Option<&str>, intent| {
        let mut command = command("a");
        (command.sdk, command.task_queue, command.intent) = (sdk, named.map(Into::into), intent);
        continue_as_new(command)
    };
    let unspecified = VersioningIntent::Unspecified;
    let subjects = numbered([
        of(Sdk::Java, None, unspecified),
        of(Sdk::Java, Some(QUEUE), unspecified),
        of(Sdk::Java, None, VersioningIntent::Compatible),
        of(Sdk::Java, None, VersioningIntent::Default),
        of(Sdk::Go, None, unspecified),
    ]);
    check(
        |kind| matches!(kind, HazardKind::JavaUnsetTaskQueue { .. }),
        &[
            Case("[a] [b]", subjects.clone(), vec![], &[], &["0: java, not a, subjects 0"]),
            Case("[b] [a]", subjects.clone(), vec![], &[], &[]),
            Case(
                "[a]",
                subjects.clone(),
                vec![],
                &[add_new_default("b")],
                &["1: java, not a, subjects 0"],
            ),
            Case("[a]", subjects.clone(), vec![], &[add_compatible("b", "a")], &[]),
            Case(
                "[a] [b]",
                subjects.clone(),
                vec![],
                &[add_compatible("c", "a")],
                &["0: java, not a, subjects 0"],
            ),
        ],
    );
}

#[test]
fn dropped_promotions() {
    check(
        |kind| matches!(kind, HazardKind::DroppedPromotion { .. }),
        &[
            Case(
                "[a] [b]",
                vec![],
                vec![],
                &[add_compatible_and_promote("c", "a")],
                &["1: stays on b"],
            ),
            Case("[b] [a]", vec![], vec![], &[add_compatible_and_promote("c", "a")], &[]),
            Case("[a] [b]", vec![], vec![], &[add_compatible("c", "a")], &[]),
            Case("[a] [b]", vec![], vec![], &[add_compatible_and_promote("c", "x")], &[]),
        ],
    );
}

#[test]
fn lists_that_cannot_be_run_twice() {
    check(
        |kind| matches!(kind, HazardKind::NotRepeatable { .. }),
        &[
            Case("[a]", vec![], vec![], &[add_new_default("b")], &[]),
            Case("[a]", vec![], vec![], &[add_compatible("b", "a")], &[]),
            Case(
                "[a]",
                vec![],
                vec![],
                &[add_new_default("b"), add_compatible("c", "b")],
                &["1: again: INVALID_ARGUMENT: version b already exists"],
            ),
            Case(
                "[a]",
                vec![],
                vec![],
                &[add_compatible("b", "a"), add_compatible("c", "a")],
                &["1: again: INVALID_ARGUMENT: version b already exists and is not default in set"],
            ),
            Case(
                "[a] [b]",
                vec![],
                vec![],
                &[promote_set("a"), promote_set("b")],
                &["1: again: changes", "2: again: changes"],
            ),
            Case("[a] [b]", vec![], vec![], &[merge("a", "b"), promote_set("a")], &[]),
            // What is refused at once is no trap.
            Case("[a]", vec![], vec![], &[promote_set("x")], &[]),
        ],
    );
}

#[test]
fn limits_that_are_near() {
    let sets = |count: usize| {
        let sets: Vec<_> = (0..count).map(|set| format!("[s{set}]")).collect();
        sets.concat()
    };
    let members = |count: usize| {
        let build_ids: Vec<_> = (0..count).map(|place| format!("m{place}")).collect();
        format!("[{}]", build_ids.join(" "))
    };
    let choice: Choice = |kind| matches!(kind, HazardKind::LimitNear { .. });
    let add = |name: &str| add_compatible(name, "m0");
    let none = Vec::<String>::new();
    let found = |sets: &str, operations: &[BuildIdOperation]| {
        of_kind(choice, &namespace(sets), &[], &[], operations)
    };
    assert_eq!(found(&sets(7), &[add_new_default("n")]), none);
    assert_eq!(found(&sets(8), &[add_new_default("n")]), ["1: VersionSets 9 of 10"]);
    assert_eq!(
        found(&sets(8), &[add_new_default("n"), add_new_default("m")]),
        ["1: VersionSets 9 of 10", "2: VersionSets 10 of 10"]
    );
    assert_eq!(found(&sets(9), &[promote_set("s0")]), ["0: VersionSets 9 of 10"]);
    assert_eq!(found(&sets(9), &[]), none);
    assert_eq!(found(&members(89), &[add("n"), add("o")]), ["1: BuildIds 90 of 100"]);
    assert_eq!(
        found(&members(99), &[add("n")]),
        ["0: BuildIds 99 of 100", "1: BuildIds 100 of 100"]
    );
    // A merge makes it one fewer.
    assert_eq!(found(&sets(10), &[merge("s0", "s1")]), ["0: VersionSets 10 of 10"]);
    assert_eq!(found(&sets(11), &[add_new_default("n")]), ["0: VersionSets 11 of 10"]);
}

#[test]
fn a_build_id_in_many_queues() {
    let with_queues = |queues: usize| {
        let mut namespace = namespace("[a]");
        for queue in 0..queues {
            let name = format!("queue {queue}").as_str().into();
            namespace.update(&name, Some(&add_new_default("n"))).expect("not refused");
        }
        let limit_near: Choice =
            |kind| matches!(kind, HazardKind::LimitNear { limit: Limit::TaskQueuesPerBuildId, .. });
        of_kind(limit_near, &namespace, &[], &[], &[add_new_default("n"), promote_set("a")])
    };
    assert_eq!(with_queues(16), Vec::<String>::new());
    assert_eq!(with_queues(17), ["1: TaskQueuesPerBuildId 18 of 20"]);
    assert_eq!(with_queues(18), Vec::<String>::new());
    assert_eq!(with_queues(19), ["1: TaskQueuesPerBuildId 20 of 20"]);
}

#[test]
fn no_limit_is_never_near() {
    let limits = Limits { version_sets: NonZeroU32::new(2), ..Limits::NONE };
    let choice: Choice = |kind| matches!(kind, HazardKind::LimitNear { .. });
    let found =
        |limits| of_kind(choice, &namespace_with(limits, "[a]"), &[], &[], &[add_new_default("b")]);
    assert_eq!(found(limits), ["1: VersionSets 2 of 2"]);
    assert_eq!(found(Limits::NONE), Vec::<String>::new());
}

#[test]
fn guessed_orders() {
    let guessed: Choice = |kind| matches!(kind, HazardKind::GuessedOrder { .. });
    check(
        guessed,
        &[
            Case("[a b] [c d]", vec![], vec![], &[merge("a", "c")], &["1: guessed b"]),
            Case("[a b c d]", vec![], vec![], &[merge("a", "c")], &[]),
            // Of two sets that one build ID each is left of, the order is known: the other one is the default.
            Case("[a] [c]", vec![], vec![], &[merge("a", "c")], &[]),
        ],
    );
    let mut merged = namespace("[a b] [c d]");
    update(&mut merged, &merge("a", "c")).expect("not refused");
    assert_eq!(of_kind(guessed, &merged, &[], &[], &[promote_set("a")]), ["0: guessed b"]);
    assert_eq!(of_kind(guessed, &merged, &[], &[], &[]), Vec::<String>::new());
}

#[test]
fn what_stops_something_and_what_only_warns() {
    let found = hazards(
        &namespace("[a] [b]"),
        &subjects("new a"),
        &nothing_more,
        &workers("a"),
        &on_queue([promote_set("a"), promote_set("b")]),
    );
    let severities: Vec<_> = found
        .iter()
        .map(|hazard| {
            assert_eq!(hazard.severity, hazard.kind.severity());
            (hazard.step, hazard.severity)
        })
        .collect();
    let (stops, warns) = (Severity::Stops, Severity::Warns);
    assert_eq!(
        severities,
        [(0, stops), (1, warns), (1, warns), (2, stops), (2, warns), (2, warns)]
    );
    assert!(stops < warns);
}

#[test]
fn a_rollout_without_hazards() {
    let operations = on_queue([add_new_default("3.0")]);
    let start = namespace("[1.0] [2.0]");
    let found = hazards(&start, &subjects("new"), &nothing_more, &workers("2.0 3.0"), &operations);
    assert_eq!(found, []);
}
