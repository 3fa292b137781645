//! The limits of a cluster, checked on what an operation results in.

use std::num::NonZeroU32;

use crate::common::{
    QUEUE, add_compatible, add_new_default, merge, namespace_with, promote_set, promote_within_set,
    sets_of, update,
};
use worker_versioning::limits::Limits;
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::{BuildIdOperation, Effect};

fn limits(version_sets: u32, build_ids: u32, task_queues_per_build_id: u32) -> Limits {
    Limits {
        version_sets: NonZeroU32::new(version_sets),
        build_ids: NonZeroU32::new(build_ids),
        task_queues_per_build_id: NonZeroU32::new(task_queues_per_build_id),
        ..Limits::default()
    }
}

fn refusal(namespace: &mut Namespace, operation: &BuildIdOperation) -> String {
    let before = namespace.clone();
    let error = update(namespace, operation).expect_err("a limit is exceeded");
    assert_eq!(*namespace, before);
    format!("{}: {error}", error.status_code())
}

#[test]
fn a_queue_holds_ten_sets() {
    let mut namespace = Namespace::default();
    for number in 1..=10 {
        update(&mut namespace, &add_new_default(&number.to_string())).expect("within the limit");
    }
    assert_eq!(
        refusal(&mut namespace, &add_new_default("11")),
        "FAILED_PRECONDITION: update would exceed number of compatible version sets permitted in namespace dynamic config (11/10)"
    );
}

#[test]
fn a_queue_holds_a_hundred_build_ids() {
    let mut namespace = Namespace::default();
    update(&mut namespace, &add_new_default("1")).expect("valid");
    for number in 2..=100 {
        update(&mut namespace, &add_compatible(&number.to_string(), "1"))
            .expect("within the limit");
    }
    assert_eq!(
        refusal(&mut namespace, &add_compatible("101", "1")),
        "FAILED_PRECONDITION: update would exceed number of build IDs permitted in namespace dynamic config (101/100)"
    );
}

#[test]
fn twenty_queues_know_a_build_id() {
    let mut namespace = Namespace::default();
    for number in 1..=20 {
        let task_queue = format!("queue {number}").into();
        namespace.update(&task_queue, Some(&add_new_default("a"))).expect("within the limit");
    }
    assert_eq!(
        refusal(&mut namespace, &add_new_default("a")),
        "FAILED_PRECONDITION: Exceeded max task queues allowed to be mapped to a single build ID: 20"
    );
    assert_eq!(sets_of(&namespace, QUEUE), "");
    update(&mut namespace, &add_new_default("b")).expect("another build ID");
}

#[test]
fn sets_and_build_ids_are_counted_even_when_nothing_changes() {
    for operation in
        [add_new_default("c"), promote_set("c"), promote_set("a"), promote_within_set("b")]
    {
        let mut namespace = namespace_with(limits(2, 100, 20), "[a] [b] [c]");
        assert_eq!(
            refusal(&mut namespace, &operation),
            "FAILED_PRECONDITION: update would exceed number of compatible version sets permitted in namespace dynamic config (3/2)"
        );
        let mut namespace = namespace_with(limits(10, 2, 20), "[a] [b] [c]");
        assert_eq!(
            refusal(&mut namespace, &operation),
            "FAILED_PRECONDITION: update would exceed number of build IDs permitted in namespace dynamic config (3/2)"
        );
    }
}

#[test]
fn a_merge_may_bring_the_sets_back_within_the_limit() {
    let mut namespace = namespace_with(limits(2, 100, 20), "[a] [b] [c]");
    update(&mut namespace, &merge("a", "b")).expect("two sets are left");
    assert_eq!(sets_of(&namespace, QUEUE), "[b a] [c]");
}

#[test]
fn queues_are_counted_for_added_build_ids_alone() {
    let mut namespace = namespace_with(limits(10, 100, 1), "[a] [b]");
    namespace.import("other".into(), crate::common::listed("[a] [b] [c]")).expect("a good name");
    for operation in
        [promote_set("a"), promote_within_set("a"), add_new_default("a"), add_compatible("d", "a")]
    {
        update(&mut namespace, &operation).expect("the limit does not matter");
    }
    assert_eq!(
        refusal(&mut namespace, &add_compatible("c", "a")),
        "FAILED_PRECONDITION: Exceeded max task queues allowed to be mapped to a single build ID: 1"
    );
}

#[test]
fn the_first_exceeded_limit_speaks() {
    let start = "[a] [b] [c]";
    for (limits, expected) in [
        (limits(1, 1, 1), "compatible version sets permitted in namespace dynamic config (4/1)"),
        (limits(10, 1, 1), "build IDs permitted in namespace dynamic config (4/1)"),
        (limits(10, 10, 1), "mapped to a single build ID: 1"),
    ] {
        let mut namespace = namespace_with(limits, start);
        namespace.import("other".into(), crate::common::listed("[d]")).expect("a good name");
        let message = refusal(&mut namespace, &add_new_default("d"));
        assert!(message.ends_with(expected), "{message}");
    }
}

#[test]
fn what_is_wrong_with_the_operation_comes_before_the_limits() {
    let mut namespace = namespace_with(limits(1, 1, 1), "[a] [b]");
    assert_eq!(
        refusal(&mut namespace, &promote_set("x")),
        "NOT_FOUND: targeted version x not found"
    );
}

#[test]
fn no_limit_is_no_limit() {
    let mut namespace = Namespace::new(Limits::NONE);
    for number in 1..=300 {
        let effect = update(&mut namespace, &add_new_default(&number.to_string()));
        assert_eq!(effect, Ok(Effect::Changed));
    }
    update(&mut namespace, &add_new_default(&"a".repeat(300))).expect("no limit on its length");
}

#[test]
fn the_size_in_the_message_is_that_of_the_setting() {
    let limits = Limits { build_id_bytes: NonZeroU32::new(3), ..Limits::default() };
    let mut namespace = Namespace::new(limits);
    assert_eq!(
        refusal(&mut namespace, &add_new_default("abcd")),
        "INVALID_ARGUMENT: request to update worker build ID compatability requires: ,  Worker build IDs to be no larger than 3 characters"
    );
}
