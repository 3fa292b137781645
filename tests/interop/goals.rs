//! The goal of a plan as JSON.

use worker_versioning::interop::read_goal;
use worker_versioning::planning::{Goal, Group, UnknownBuildIds, WantedSets};

fn group(build_ids: &[&str], set_default: Option<&str>) -> Group {
    Group {
        build_ids: build_ids.iter().map(|build_id| (*build_id).into()).collect(),
        set_default: set_default.map(Into::into),
    }
}

#[test]
fn goals_are_read_and_written() {
    for (text, sets, unknown_build_ids) in [
        ("{}", WantedSets::Some { groups: vec![], queue_default: None }, UnknownBuildIds::Add),
        (
            r#"{"unknownBuildIds":"refuse","sets":[{"buildIds":["1.0","1.1"],"default":"1.0"},{"buildIds":["2.0"]}],"queueDefault":"2.0"}"#,
            WantedSets::Some {
                groups: vec![group(&["1.0", "1.1"], Some("1.0")), group(&["2.0"], None)],
                queue_default: Some("2.0".into()),
            },
            UnknownBuildIds::Refuse,
        ),
        (
            r#"{"allSets":[{"buildIds":["1.0","1.1"]},{"buildIds":["2.0"]}]}"#,
            WantedSets::all(vec![vec!["1.0".into(), "1.1".into()], vec!["2.0".into()]]),
            UnknownBuildIds::Add,
        ),
        (r#"{"allSets":[]}"#, WantedSets::all(vec![]), UnknownBuildIds::Add),
    ] {
        let goal = Goal { sets, unknown_build_ids };
        assert_eq!(read_goal(text), Ok(goal.clone()), "{text}");
        let written = serde_json::to_string(&goal).unwrap();
        assert_eq!(read_goal(&written), Ok(goal), "{written}");
    }
}

#[test]
fn what_is_no_goal_is_refused() {
    for (text, expected) in [
        ("[", "line 1, column 2: expected a goal, got JSON that ends too early"),
        ("[]", "expected object, got array"),
        (
            r#"{"set":[]}"#,
            "expected no other fields than unknownBuildIds, sets, queueDefault, allSets, got set",
        ),
        (
            r#"{"unknownBuildIds":"drop"}"#,
            "unknownBuildIds: expected one of 'add', 'refuse', got 'drop'",
        ),
        (r#"{"sets":[{}]}"#, "sets[0].buildIds: expected array, got nothing"),
        (r#"{"sets":[{"buildIds":[1]}]}"#, "sets[0].buildIds[0]: expected string, got number"),
        (r#"{"sets":null}"#, "sets: expected array, got null"),
        (r#"{"queueDefault":1}"#, "queueDefault: expected string, got number"),
        (
            r#"{"allSets":[{"buildIds":["a"],"default":"a"}]}"#,
            "allSets[0]: expected no other fields than buildIds, got default",
        ),
        (
            r#"{"allSets":[],"sets":[]}"#,
            "expected no sets or queueDefault beside allSets, which says it all",
        ),
        (
            r#"{"allSets":[],"queueDefault":"a"}"#,
            "expected no sets or queueDefault beside allSets, which says it all",
        ),
    ] {
        assert_eq!(
            read_goal(text).map_err(|error| error.to_string()),
            Err(expected.to_owned()),
            "{text}"
        );
    }
}
