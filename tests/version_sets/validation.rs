//! What is checked of a request before any state is looked at, text by text.

use crate::common::{
    add_compatible, add_compatible_and_promote, add_new_default, merge, promote_set,
    promote_within_set,
};
use worker_versioning::names::TaskQueueName;
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::BuildIdOperation;

const HEAD: &str = "request to update worker build ID compatability requires: ";
const TOO_LONG: &str = " Worker build IDs to be no larger than 255 characters";

fn refusal(task_queue: &str, operation: Option<&BuildIdOperation>) -> String {
    let error = Namespace::default()
        .update(&TaskQueueName::from(task_queue), operation)
        .expect_err("the request is incomplete");
    format!("{}: {error}", error.status_code())
}

fn requires(items: &[&str]) -> String {
    format!("INVALID_ARGUMENT: {HEAD}, {}", items.join(", "))
}

#[test]
fn each_missing_field_has_its_text() {
    for (operation, expected) in [
        (add_new_default(""), &["`add_new_version_id_in_new_default_set` to be set"][..]),
        (add_compatible("", "a"), &["`add_new_compatible_version` to be set"]),
        (add_compatible("a", ""), &["`existing_compatible_version` to be set"]),
        (
            add_compatible("", ""),
            &["`add_new_compatible_version` to be set", "`existing_compatible_version` to be set"],
        ),
        (
            add_compatible_and_promote("", ""),
            &["`add_new_compatible_version` to be set", "`existing_compatible_version` to be set"],
        ),
        (promote_set(""), &["`promote_set_by_version_id` to be set"]),
        (promote_within_set(""), &["`promote_version_id_within_set` to be set"]),
    ] {
        assert_eq!(refusal("q", Some(&operation)), requires(expected), "{operation:?}");
    }
}

#[test]
fn the_first_item_has_a_comma_in_front() {
    assert_eq!(
        refusal("", Some(&merge("", ""))),
        "INVALID_ARGUMENT: request to update worker build ID compatability requires: , `task_queue` to be set"
    );
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    assert_eq!(
        refusal("", None),
        requires(&["`task_queue` to be set", "an operation to be specified"])
    );
    assert_eq!(
        refusal("", Some(&add_compatible(&"a".repeat(256), ""))),
        requires(&["`task_queue` to be set", TOO_LONG, "`existing_compatible_version` to be set"])
    );
}

#[test]
fn a_request_without_an_operation_is_refused() {
    assert_eq!(refusal("q", None), requires(&["an operation to be specified"]));
}

#[test]
fn the_own_build_id_may_have_255_bytes() {
    for (build_id, is_too_long) in [
        ("a".repeat(255), false),
        ("a".repeat(256), true),
        // Bytes, not characters: 63 of four bytes and three of one make 255.
        ("\u{1f980}".repeat(63) + "abc", false),
        ("\u{1f980}".repeat(64), true),
    ] {
        for operation in [
            add_new_default(&build_id),
            add_compatible(&build_id, "a"),
            promote_set(&build_id),
            promote_within_set(&build_id),
        ] {
            let mut namespace = Namespace::default();
            let result = namespace.update(&"q".into(), Some(&operation));
            let message = result.err().map(|error| error.to_string()).unwrap_or_default();
            assert_eq!(
                message == format!("{HEAD}, {TOO_LONG}"),
                is_too_long,
                "{operation:?}: {message}"
            );
        }
    }
}

#[test]
fn the_other_build_ids_may_have_any_length() {
    let long = "a".repeat(256);
    assert_eq!(
        refusal("q", Some(&add_compatible("b", &long))),
        format!("NOT_FOUND: targeted compatible_version {long} not found")
    );
    assert_eq!(
        refusal("q", Some(&merge(&long, "a"))),
        format!("NOT_FOUND: targeted primary version {long} not found")
    );
}

#[test]
fn the_name_of_the_queue_is_checked_after_the_fields_and_before_the_sets() {
    const LENGTH: &str = "INVALID_ARGUMENT: taskQueue length exceeds limit";
    const RESERVED: &str =
        "INVALID_ARGUMENT: task queue name cannot start with reserved prefix /_sys/";
    let long = "a".repeat(1001);
    let reserved_and_long = format!("/_sys/{long}");
    for (task_queue, operation, expected) in [
        (long.as_str(), add_new_default("a"), LENGTH.to_owned()),
        (&"\u{20ac}".repeat(334), add_new_default("a"), LENGTH.to_owned()),
        ("/_sys/x", add_new_default("a"), RESERVED.to_owned()),
        (&reserved_and_long, add_new_default("a"), LENGTH.to_owned()),
        ("/_sys/x", promote_set("unknown"), RESERVED.to_owned()),
        (&long, merge("", ""), LENGTH.to_owned()),
        ("/_sys/x", promote_set(""), requires(&["`promote_set_by_version_id` to be set"])),
    ] {
        assert_eq!(refusal(task_queue, Some(&operation)), expected);
    }
}

#[test]
fn other_names_of_queues_are_taken() {
    for task_queue in
        ["a".repeat(1000).as_str(), "/_sys", "/_SYS/x", "/name/1", " ", "\n", "\0", "\u{1f980}"]
    {
        let mut namespace = Namespace::default();
        namespace
            .update(&task_queue.into(), Some(&add_new_default("a")))
            .expect("a name like any other");
    }
}
