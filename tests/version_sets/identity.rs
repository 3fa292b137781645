//! What tells a version set apart from others as its order changes.

use crate::common::{
    QUEUE, add_compatible, add_compatible_and_promote, add_new_default, merge, namespace,
    promote_set, promote_within_set, sets_of, update,
};
use worker_versioning::namespace::Namespace;
use worker_versioning::version_sets::{BuildIdOperation, VersionSet, VersionSets};

/// The sets of the queue, each with its identity in front where that is not its first build ID: `b:[a b] [c]`.
pub fn identified(namespace: &Namespace) -> String {
    let sets = namespace.version_sets(&QUEUE.into()).map_or(&[][..], VersionSets::sets);
    let shown = |(set, listed): (&VersionSet, &str)| {
        let said = set.oldest_build_id.as_ref();
        let first = set.build_ids().next().expect("no set is empty");
        assert_eq!(set.id(), said.unwrap_or(first));
        let said = said.map(|oldest| format!("{oldest}:")).unwrap_or_default();
        format!("{said}[{listed}")
    };
    let texts = sets_of(namespace, QUEUE);
    let listed = texts.split('[').skip(1).map(str::trim_end);
    sets.iter().zip(listed).map(shown).collect::<Vec<_>>().join(" ")
}

fn after(start: &str, operations: &[BuildIdOperation]) -> String {
    let mut namespace = namespace(start);
    for operation in operations {
        update(&mut namespace, operation).expect("valid");
    }
    identified(&namespace)
}

#[test]
fn a_set_keeps_its_identity_whatever_is_promoted() {
    let rows: &[(&str, &[BuildIdOperation], &str)] = &[
        ("", &[add_new_default("a")], "[a]"),
        ("[a]", &[add_compatible("b", "a")], "[a b]"),
        // The oldest one is promoted away from its place.
        ("[a b]", &[promote_within_set("a")], "a:[b a]"),
        ("[a b c]", &[promote_within_set("a")], "a:[b c a]"),
        ("[a b c]", &[promote_within_set("b")], "[a c b]"),
        // It comes back to the front.
        ("[a b]", &[promote_within_set("a"), promote_within_set("b")], "[a b]"),
        ("[a b]", &[promote_within_set("a"), add_compatible("c", "b")], "a:[b a c]"),
        // The order of the sets has nothing to do with it.
        ("[a b] [c]", &[promote_within_set("a"), promote_set("a")], "[c] a:[b a]"),
        ("[a] [b]", &[add_compatible_and_promote("c", "a")], "[b] [a c]"),
    ];
    for (start, operations, expected) in rows {
        assert_eq!(after(start, operations), *expected, "{start} {operations:?}");
    }
}

#[test]
fn a_merged_set_has_the_identity_of_the_primary() {
    let rows: &[(&str, &[BuildIdOperation], &str)] = &[
        ("[a] [b]", &[merge("a", "b")], "a:[b a]"),
        ("[a] [b]", &[merge("b", "a")], "b:[a b]"),
        ("[a b] [c]", &[merge("a", "c")], "[a c b]"),
        ("[a b] [c]", &[merge("c", "b")], "c:[a b c]"),
        // Whichever member names the sets.
        ("[a b] [c d]", &[merge("d", "a")], "c:[a b c d]"),
        ("[a b] [c]", &[promote_within_set("a"), merge("b", "c")], "a:[b c a]"),
        // That of the secondary set is gone for good.
        ("[a] [b] [c]", &[merge("a", "b"), merge("c", "b")], "c:[b a c]"),
        ("[a] [b]", &[merge("b", "a"), promote_within_set("a")], "[b a]"),
        ("[a b]", &[merge("a", "b")], "[a b]"),
    ];
    for (start, operations, expected) in rows {
        assert_eq!(after(start, operations), *expected, "{start} {operations:?}");
    }
}
