//! The build IDs that steps make defaults.

use crate::documents::rollout;

#[test]
fn each_step_makes_the_defaults_that_were_none_before() {
    let rollout = rollout(
        r#""taskQueues": [{"taskQueue": "orders", "versionSets": [{"buildIds": ["1.0"]}, {"buildIds": ["2.0"]}]}],
        "steps": [
            {"taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "1.1", "existingCompatibleBuildId": "1.0"},
            {"taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "1.1", "existingCompatibleBuildId": "1.0"},
            {"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1.0"},
            {"taskQueue": "orders", "operation": "promoteBuildIdWithinSet", "buildId": "1.0"},
            {"taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "9"},
            {"taskQueue": "mail", "operation": "addNewIdInNewDefaultSet", "buildId": "m"},
            {"taskQueue": "orders", "operation": "mergeSets", "primaryBuildId": "2.0", "secondaryBuildId": "1.0"}
        ]"#,
    );
    let found = rollout.new_defaults();
    let shown: Vec<_> = found
        .iter()
        .map(|found| (found.step, found.task_queue.as_str(), found.build_id.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            (1, "orders", "1.1"),
            // A set that becomes the queue default gets new workflows.
            (3, "orders", "1.1"),
            (4, "orders", "1.0"),
            (6, "mail", "m"),
            (7, "orders", "2.0"),
        ]
    );
}
