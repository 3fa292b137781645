//! Reading the version sets of a queue.

use std::num::NonZeroU32;

use crate::common::{QUEUE, listed, namespace};
use worker_versioning::names::{BuildId, TaskQueueName, TaskQueueNameError};
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::VersionSet;

#[test]
fn an_unversioned_queue_has_no_sets() {
    assert_eq!(Namespace::default().version_sets(&QUEUE.into()), None);
}

#[test]
fn the_last_of_each_list_is_the_default() {
    let sets = listed("[a b] [c d]");
    let default = sets.default_set().expect("there are sets");
    assert_eq!(default.default_build_id().as_str(), "d");
    assert_eq!(sets.sets()[0].default_build_id().as_str(), "b");
}

#[test]
fn max_sets_gives_the_last_ones_in_order() {
    let sets = listed("[a] [b] [c]");
    for (max_sets, expected) in
        [(0, "abc"), (1, "c"), (2, "bc"), (3, "abc"), (9, "abc"), (u32::MAX, "abc")]
    {
        let names: String = sets
            .last_sets(NonZeroU32::new(max_sets))
            .iter()
            .map(VersionSet::default_build_id)
            .map(BuildId::as_str)
            .collect();
        assert_eq!(names, expected, "max sets {max_sets}");
    }
}

#[test]
fn queues_are_listed_in_the_order_of_their_bytes() {
    let mut namespace = namespace("[a]");
    for task_queue in ["zebra", "Apple", "\u{e9}", "apple"] {
        namespace.import(task_queue.into(), listed("[a]")).expect("a good name");
    }
    let names: Vec<_> = namespace.task_queues().map(TaskQueueName::as_str).collect();
    assert_eq!(names, ["Apple", "apple", QUEUE, "zebra", "\u{e9}"]);
}

#[test]
fn a_queue_that_cannot_exist_has_the_servers_refusal() {
    for (name, expected) in [
        (String::new(), TaskQueueNameError::Missing),
        ("a".repeat(1001), TaskQueueNameError::TooLong),
        (format!("/_sys/{}", "a".repeat(1000)), TaskQueueNameError::TooLong),
        ("/_sys/a".to_owned(), TaskQueueNameError::Reserved),
    ] {
        assert_eq!(TaskQueueName::from(name).check(), Err(expected));
    }
    assert_eq!(TaskQueueNameError::Missing.to_string(), "missing task queue name");
}
