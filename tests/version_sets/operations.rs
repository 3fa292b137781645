//! The five operations, row by row.

use crate::common::{
    QUEUE, add_compatible, add_compatible_and_promote, add_new_default, apply, merge, promote_set,
    promote_within_set, sets_of, update,
};
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::BuildIdOperation;

fn check(rows: &[(&str, BuildIdOperation, &str)]) {
    for (sets, operation, expected) in rows {
        assert_eq!(apply(sets, operation), *expected, "{operation:?} on {sets:?}");
    }
}

#[test]
fn add_new_default_rows() {
    check(&[
        ("", add_new_default("a"), "[a]"),
        ("[a]", add_new_default("b"), "[a] [b]"),
        ("[a b] [c]", add_new_default("d"), "[a b] [c] [d]"),
        // Alone in the queue-default set: idempotent.
        ("[a]", add_new_default("a"), "same"),
        ("[a] [b]", add_new_default("b"), "same"),
        // Anywhere else in the queue.
        ("[a] [b]", add_new_default("a"), "INVALID_ARGUMENT: version a already exists"),
        ("[a b]", add_new_default("b"), "INVALID_ARGUMENT: version b already exists"),
        ("[a b]", add_new_default("a"), "INVALID_ARGUMENT: version a already exists"),
        ("[a b] [c]", add_new_default("b"), "INVALID_ARGUMENT: version b already exists"),
    ]);
}

#[test]
fn add_compatible_rows() {
    check(&[
        ("[a]", add_compatible("b", "a"), "[a b]"),
        ("[a] [b]", add_compatible("c", "a"), "[a c] [b]"),
        ("[a b] [c]", add_compatible("d", "a"), "[a b d] [c]"),
        // The existing one is unknown, also when it is the new one itself.
        ("", add_compatible("b", "a"), "NOT_FOUND: targeted compatible_version a not found"),
        ("[a]", add_compatible("b", "x"), "NOT_FOUND: targeted compatible_version x not found"),
        ("[a]", add_compatible("b", "b"), "NOT_FOUND: targeted compatible_version b not found"),
        ("[a]", add_compatible("a", "x"), "NOT_FOUND: targeted compatible_version x not found"),
        // In the set already.
        ("[a b]", add_compatible("b", "a"), "same"),
        ("[a b] [c]", add_compatible("b", "a"), "same"),
        ("[a]", add_compatible("a", "a"), "same"),
        (
            "[a b]",
            add_compatible("a", "b"),
            "INVALID_ARGUMENT: version a already exists and is not default in set",
        ),
        // In another set.
        (
            "[a] [b]",
            add_compatible("b", "a"),
            "INVALID_ARGUMENT: b requested to be made compatible with a but both versions exist and are incompatible",
        ),
    ]);
}

#[test]
fn add_compatible_and_promote_rows() {
    check(&[
        ("[a] [b]", add_compatible_and_promote("c", "a"), "[b] [a c]"),
        ("[a] [b]", add_compatible_and_promote("c", "b"), "[a] [b c]"),
        ("[a b]", add_compatible_and_promote("b", "a"), "same"),
        (
            "[a b] [c]",
            add_compatible_and_promote("b", "a"),
            "INVALID_ARGUMENT: version b already exists and is not default for queue",
        ),
        // Both at fault: the queue default is looked at first.
        (
            "[a b] [c]",
            add_compatible_and_promote("a", "b"),
            "INVALID_ARGUMENT: version a already exists and is not default for queue",
        ),
        (
            "[c] [a b]",
            add_compatible_and_promote("a", "b"),
            "INVALID_ARGUMENT: version a already exists and is not default in set",
        ),
        (
            "[a] [b]",
            add_compatible_and_promote("b", "a"),
            "INVALID_ARGUMENT: b requested to be made compatible with a but both versions exist and are incompatible",
        ),
        (
            "[a]",
            add_compatible_and_promote("b", "x"),
            "NOT_FOUND: targeted compatible_version x not found",
        ),
    ]);
}

#[test]
fn promote_set_rows() {
    check(&[
        ("[a] [b]", promote_set("a"), "[b] [a]"),
        ("[a] [b] [c]", promote_set("b"), "[a] [c] [b]"),
        // By any member of the set, whose own order stays.
        ("[a b] [c]", promote_set("a"), "[c] [a b]"),
        ("[a] [b]", promote_set("b"), "same"),
        ("[a] [b c]", promote_set("b"), "same"),
        ("[a]", promote_set("x"), "NOT_FOUND: targeted version x not found"),
        ("", promote_set("a"), "NOT_FOUND: targeted version a not found"),
    ]);
}

#[test]
fn promote_within_set_rows() {
    check(&[
        ("[a b]", promote_within_set("a"), "[b a]"),
        ("[a b c]", promote_within_set("b"), "[a c b]"),
        // The order of the sets stays.
        ("[a b] [c]", promote_within_set("a"), "[b a] [c]"),
        ("[a b]", promote_within_set("b"), "same"),
        ("[a b] [c]", promote_within_set("b"), "same"),
        ("[a]", promote_within_set("x"), "NOT_FOUND: targeted version x not found"),
        ("", promote_within_set("a"), "NOT_FOUND: targeted version a not found"),
    ]);
}

#[test]
fn merge_rows() {
    check(&[
        // The example of the specification.
        ("[b] [c] [a]", merge("b", "a"), "[c] [a b]"),
        // The primary set's default ends last, whichever of its members is named.
        ("[a b] [c]", merge("a", "c"), "[a c b]"),
        ("[a b] [c]", merge("b", "c"), "[a c b]"),
        ("[a b] [c]", merge("c", "a"), "[a b c]"),
        // The merged set keeps the later of both places.
        ("[a] [b] [c]", merge("a", "b"), "[b a] [c]"),
        ("[a] [b] [c]", merge("c", "a"), "[b] [a c]"),
        ("[a] [b] [c]", merge("a", "c"), "[b] [c a]"),
        ("[a b]", merge("a", "b"), "same"),
        ("[a]", merge("a", "a"), "same"),
        ("[a]", merge("x", "a"), "NOT_FOUND: targeted primary version x not found"),
        ("[a]", merge("a", "x"), "NOT_FOUND: targeted secondary version x not found"),
        ("[a]", merge("x", "y"), "NOT_FOUND: targeted primary version x not found"),
        // Not checked beforehand: an empty one is simply not found.
        ("[a]", merge("", "a"), "NOT_FOUND: targeted primary version  not found"),
        ("[a]", merge("a", ""), "NOT_FOUND: targeted secondary version  not found"),
        ("", merge("", ""), "NOT_FOUND: targeted primary version  not found"),
    ]);
}

#[test]
fn a_merge_orders_by_the_moments_of_promotion() {
    let mut namespace = Namespace::default();
    for operation in [
        add_new_default("a"),
        add_new_default("x"),
        add_compatible("b", "a"),
        add_compatible("y", "x"),
        promote_within_set("a"),
    ] {
        update(&mut namespace, &operation).expect("each is valid");
    }
    assert_eq!(sets_of(&namespace, QUEUE), "[b a] [x y]");
    update(&mut namespace, &merge("x", "a")).expect("both are known");
    assert_eq!(sets_of(&namespace, QUEUE), "[x b a y]");
}

#[test]
fn messages_hold_build_ids_as_they_are() {
    let odd = "%s \"q\"\n\u{1f980}";
    assert_eq!(
        apply("[a]", &promote_set(odd)),
        format!("NOT_FOUND: targeted version {odd} not found")
    );
}

#[test]
fn queues_do_not_share_version_sets() {
    let mut namespace = Namespace::default();
    namespace.update(&"one".into(), Some(&add_new_default("a"))).expect("valid");
    namespace.update(&"two".into(), Some(&add_new_default("b"))).expect("valid");
    assert_eq!(sets_of(&namespace, "one"), "[a]");
    assert_eq!(sets_of(&namespace, "two"), "[b]");
}

#[test]
fn a_refused_operation_leaves_an_unversioned_queue_unversioned() {
    let mut namespace = Namespace::default();
    update(&mut namespace, &promote_set("a")).expect_err("unknown");
    assert_eq!(namespace.task_queues().count(), 0);
}
