//! Everything that a namespace holds, kept and restored.

use crate::common::{QUEUE, add_compatible, add_new_default, listed, promote_within_set, update};
use worker_versioning::limits::Limits;
use worker_versioning::names::{BuildId, TaskQueueName};
use worker_versioning::namespace::{
    Namespace, NamespaceSnapshot, SnapshotError, TaskQueueSnapshot,
};
use worker_versioning::version_sets::{
    Moment, SetMember, StateError, StateProblem, VersionSet, VersionSets,
};

fn snapshot(queues: &[(&str, VersionSets)]) -> NamespaceSnapshot {
    let queue = |(name, sets): &(&str, VersionSets)| TaskQueueSnapshot {
        task_queue: (*name).into(),
        version_sets: sets.sets().to_vec(),
    };
    NamespaceSnapshot {
        task_queues: queues.iter().map(queue).collect(),
        ..Namespace::default().snapshot()
    }
}

#[test]
fn limits_and_queues_are_kept() {
    let mut namespace = Namespace::new(Limits::NONE);
    namespace.import("b".into(), listed("[1]")).expect("a good name");
    namespace.import("a".into(), listed("[1 2] [3]")).expect("a good name");
    let snapshot = namespace.snapshot();
    assert_eq!(snapshot.limits, Limits::NONE);
    let names: Vec<_> = snapshot.task_queues.iter().map(|queue| &queue.task_queue).collect();
    assert_eq!(names, [&TaskQueueName::from("a"), &"b".into()]);
    assert_eq!(Namespace::from_snapshot(snapshot), Ok(namespace));
}

#[test]
fn an_unversioned_queue_is_not_kept() {
    let snapshot = snapshot(&[("a", listed(""))]);
    assert_eq!(Namespace::from_snapshot(snapshot), Ok(Namespace::default()));
}

#[test]
fn moments_and_the_oldest_build_id_are_kept() {
    let mut namespace = Namespace::default();
    for operation in [add_new_default("a"), add_compatible("b", "a"), promote_within_set("a")] {
        update(&mut namespace, &operation).expect("valid");
    }
    let member = |build_id: &str, moment| SetMember {
        build_id: build_id.into(),
        became_set_default: Moment::new(moment).expect("within bounds"),
        imported_in_set: None,
    };
    let set = VersionSet {
        members: vec![member("b", 2), member("a", 3)],
        became_queue_default: Moment::new(1).expect("within bounds"),
        oldest_build_id: Some("a".into()),
    };
    assert_eq!(namespace.snapshot().task_queues[0].version_sets, [set]);
}

fn with_oldest(set: usize, oldest: &str) -> NamespaceSnapshot {
    let mut snapshot = snapshot(&[("x", listed("[a]")), (QUEUE, listed("[a b] [c]"))]);
    snapshot.task_queues[1].version_sets[set].oldest_build_id = Some(oldest.into());
    snapshot
}

#[test]
fn an_oldest_build_id_that_is_the_first_need_not_be_said() {
    let restored = Namespace::from_snapshot(with_oldest(0, "a")).expect("a state");
    let sets = restored.version_sets(&QUEUE.into()).expect("versioned");
    assert_eq!(sets.sets()[0].oldest_build_id, None);
    assert_eq!(sets.sets()[0].id(), &BuildId::from("a"));
}

#[test]
fn what_no_namespace_can_hold_is_refused() {
    let twice = snapshot(&[("a", listed("[1]")), ("b", listed("")), ("a", listed(""))]);
    let error = SnapshotError::Duplicate { place: 2, name: "a".into() };
    assert_eq!(Namespace::from_snapshot(twice), Err(error.clone()));
    assert_eq!(error.to_string(), "expected each task queue once, got 'a' again");

    let elsewhere = |set, build_id: &str| {
        let problem = StateProblem::OldestElsewhere(build_id.into());
        SnapshotError::VersionSets { place: 1, error: StateError { set, build_id: None, problem } }
    };
    for (set, oldest) in [(0, "c"), (1, "a"), (1, "x"), (0, "")] {
        let error = Namespace::from_snapshot(with_oldest(set, oldest)).expect_err("not in it");
        assert_eq!(error, elsewhere(set, oldest));
    }
    assert_eq!(
        elsewhere(0, "x").to_string(),
        "expected the oldest build ID to be one of the version set, got 'x'"
    );

    let mut duplicate = snapshot(&[("a", listed("[1] [2]"))]);
    duplicate.task_queues[0].version_sets[1].members[0].build_id = "1".into();
    let problem = StateProblem::Duplicate("1".into());
    let error = StateError { set: 1, build_id: Some(0), problem };
    let error = SnapshotError::VersionSets { place: 0, error };
    assert_eq!(Namespace::from_snapshot(duplicate), Err(error));
}
