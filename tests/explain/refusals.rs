//! What led to a refusal, and what to do instead: for each, a namespace with the sets of the queue `orders`, an operation,
//! why it is refused, and the advice.

use crate::read;
use worker_versioning::advice::advice;
use worker_versioning::names::BuildId;
use worker_versioning::namespace::Namespace;
use worker_versioning::operation::Operation;
use worker_versioning::refusal::RefusalReason;
use worker_versioning::version_sets::{BuildIdOperation, VersionSets};

struct World {
    sets: &'static str,
    limits: &'static str,
}

const TWO_SETS: &str = r#"[["1.0", "1.1"], ["2.0"]]"#;
const DEFAULT: &str = "{}";

struct Advised {
    cause: &'static str,
    instead: &'static str,
    operation: Option<&'static str>,
}

impl World {
    fn namespace(&self) -> Namespace {
        let mut namespace = Namespace::new(read(self.limits));
        let sets: Vec<Vec<BuildId>> = read(self.sets);
        let sets = VersionSets::from_listed(sets).expect("they are sets");
        namespace.import("orders".into(), sets).expect("a good name");
        // Another queue that knows a build ID, for the limit of queues.
        let other = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "shared".into() };
        namespace.update(&"payments".into(), Some(&other)).expect("it is taken");
        namespace
    }
}

fn check(world: &World, operation: &str, reason: RefusalReason, expected: &Advised) {
    let mut namespace = world.namespace();
    let operation: Operation = read(operation);
    let refusal = namespace.apply(&operation).expect_err("it is refused");
    assert_eq!(refusal.reason(), reason);

    let sets = namespace.version_sets(&operation.task_queue);
    let advice = advice(&operation, reason, sets);
    assert_eq!(advice.cause, expected.cause);
    assert_eq!(advice.instead, expected.instead);
    assert_eq!(advice.operation, expected.operation.map(read::<BuildIdOperation>));

    if let Some(better) = advice.operation {
        let taken = namespace.update(&operation.task_queue, Some(&better));
        assert!(taken.is_ok(), "the advice is one that the server takes");
    }
}

#[test]
fn something_left_empty() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "" }"#,
        RefusalReason::Incomplete,
        &Advised {
            cause: "Something is left empty.",
            instead: "Fill in what the message names.",
            operation: None,
        },
    );
}

#[test]
fn too_long_a_build_id() {
    check(
        &World { sets: TWO_SETS, limits: r#"{ "buildIdBytes": 6 }"# },
        r#"{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "3.0-beta" }"#,
        RefusalReason::BuildIdTooLong,
        &Advised {
            cause: "The build ID has more bytes than the cluster takes; other letters than a to z have several.",
            instead: "Take a shorter build ID.",
            operation: None,
        },
    );
}

#[test]
fn a_name_that_no_queue_can_have() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "/_sys/x", "operation": "addNewIdInNewDefaultSet", "buildId": "3.0" }"#,
        RefusalReason::TaskQueueName,
        &Advised {
            cause: "No task queue can have that name.",
            instead: "Name the queue that the workers poll.",
            operation: None,
        },
    );
}

#[test]
fn a_set_default_again() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "1.1" }"#,
        RefusalReason::AlreadyExists,
        &Advised {
            cause: "1.1 is in the version set of 1.1 of orders, and a build ID stays in its set.",
            instead: "Promote its set to queue default. Or take a new build ID.",
            operation: Some(r#"{"operation":"promoteSetByBuildId","buildId":"1.1"}"#),
        },
    );
}

#[test]
fn a_superseded_build_id_again() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "1.0" }"#,
        RefusalReason::AlreadyExists,
        &Advised {
            cause: "1.0 is in the version set of 1.1 of orders, and a build ID stays in its set.",
            instead: "Make 1.0 the default of its set, then promote that set. Or take a new build ID.",
            operation: Some(r#"{"operation":"promoteBuildIdWithinSet","buildId":"1.0"}"#),
        },
    );
}

#[test]
fn one_whose_set_is_not_the_queue_default() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "1.1", "existingCompatibleBuildId": "1.0", "promoteSet": true }"#,
        RefusalReason::NotQueueDefault,
        &Advised {
            cause: "1.1 is in that set already, and the set is not the queue default.",
            instead: "Promote the set.",
            operation: Some(r#"{"operation":"promoteSetByBuildId","buildId":"1.1"}"#),
        },
    );
}

#[test]
fn one_that_is_in_its_set_but_not_its_default() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "1.0", "existingCompatibleBuildId": "1.1" }"#,
        RefusalReason::NotSetDefault,
        &Advised {
            cause: "1.0 is in that set already, but it is not the default: adding it again does not promote it.",
            instead: "Promote it within its set.",
            operation: Some(r#"{"operation":"promoteBuildIdWithinSet","buildId":"1.0"}"#),
        },
    );
}

#[test]
fn one_of_another_set() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "1.1", "existingCompatibleBuildId": "2.0" }"#,
        RefusalReason::Incompatible,
        &Advised {
            cause: "1.1 and 2.0 are in two version sets, and a build ID never leaves its set.",
            instead: "If the two are compatible, merge their sets: workers of the merged set's default then run both. Or take a new build ID.",
            operation: Some(
                r#"{"operation":"mergeSets","primaryBuildId":"1.1","secondaryBuildId":"2.0"}"#,
            ),
        },
    );
}

#[test]
fn to_an_unknown_one() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "3.1", "existingCompatibleBuildId": "3.0" }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "No version set of orders holds exactly 3.0.",
            instead: "Name a build ID that the queue has, or add 3.0 first.",
            operation: Some(r#"{"operation":"addNewIdInNewDefaultSet","buildId":"3.0"}"#),
        },
    );
}

#[test]
fn an_unknown_set() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "3.0" }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "No version set of orders holds exactly 3.0.",
            instead: "Name a build ID that the queue has, or add 3.0 first.",
            operation: Some(r#"{"operation":"addNewIdInNewDefaultSet","buildId":"3.0"}"#),
        },
    );
}

#[test]
fn a_blank_too_many() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "promoteBuildIdWithinSet", "buildId": "1.0 " }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "No version set of orders holds exactly 1.0 .",
            instead: "There is 1.0: capitals and blanks count.",
            operation: Some(r#"{"operation":"promoteBuildIdWithinSet","buildId":"1.0"}"#),
        },
    );
}

#[test]
fn capitals_that_differ() {
    check(
        &World { sets: r#"[["Rc1"]]"#, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "RC1", "existingCompatibleBuildId": "rc1" }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "No version set of orders holds exactly rc1.",
            instead: "There is Rc1: capitals and blanks count.",
            operation: Some(
                r#"{"operation":"addNewCompatibleVersion","buildId":"RC1","existingCompatibleBuildId":"Rc1"}"#,
            ),
        },
    );
}

#[test]
fn an_unknown_primary() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "mergeSets", "primaryBuildId": "3.0", "secondaryBuildId": "1.0" }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "No version set of orders holds exactly 3.0.",
            instead: "Name a build ID that the queue has, or add 3.0 first.",
            operation: Some(r#"{"operation":"addNewIdInNewDefaultSet","buildId":"3.0"}"#),
        },
    );
}

#[test]
fn an_unknown_secondary() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "mergeSets", "primaryBuildId": "1.0", "secondaryBuildId": "3.0" }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "No version set of orders holds exactly 3.0.",
            instead: "Name a build ID that the queue has, or add 3.0 first.",
            operation: Some(r#"{"operation":"addNewIdInNewDefaultSet","buildId":"3.0"}"#),
        },
    );
}

#[test]
fn an_empty_primary() {
    check(
        &World { sets: TWO_SETS, limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "mergeSets", "primaryBuildId": "", "secondaryBuildId": "1.0" }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "A build ID is left empty.",
            instead: "Name a build ID of each of the two sets.",
            operation: None,
        },
    );
}

#[test]
fn a_queue_without_version_sets() {
    check(
        &World { sets: "[]", limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1.0" }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "orders has no version sets yet.",
            instead: "Name a build ID that the queue has, or add 1.0 first.",
            operation: Some(r#"{"operation":"addNewIdInNewDefaultSet","buildId":"1.0"}"#),
        },
    );
}

#[test]
fn a_merge_in_a_queue_without_version_sets() {
    check(
        &World { sets: "[]", limits: DEFAULT },
        r#"{ "taskQueue": "orders", "operation": "mergeSets", "primaryBuildId": "", "secondaryBuildId": "x" }"#,
        RefusalReason::NotFound,
        &Advised {
            cause: "orders has no version sets yet.",
            instead: "Name a build ID of each of the two sets.",
            operation: None,
        },
    );
}

#[test]
fn too_many_version_sets() {
    check(
        &World { sets: TWO_SETS, limits: r#"{ "versionSets": 2 }"# },
        r#"{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "3.0" }"#,
        RefusalReason::TooManyVersionSets,
        &Advised {
            cause: "The queue has as many version sets as the cluster allows.",
            instead: "Merge two sets that may share workers, or have the limit raised (limit.versionCompatibleSetLimitPerQueue).",
            operation: None,
        },
    );
}

#[test]
fn too_many_build_ids() {
    check(
        &World { sets: TWO_SETS, limits: r#"{ "buildIds": 3 }"# },
        r#"{ "taskQueue": "orders", "operation": "addNewCompatibleVersion", "buildId": "3.0", "existingCompatibleBuildId": "2.0" }"#,
        RefusalReason::TooManyBuildIds,
        &Advised {
            cause: "The queue has as many build IDs as the cluster allows, and an operation never takes one away.",
            instead: "Have the limit raised (limit.versionBuildIdLimitPerQueue), or old build IDs removed by the server (worker.buildIdScavengerEnabled).",
            operation: None,
        },
    );
}

#[test]
fn too_many_task_queues() {
    check(
        &World { sets: TWO_SETS, limits: r#"{ "taskQueuesPerBuildId": 1 }"# },
        r#"{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "shared" }"#,
        RefusalReason::TooManyTaskQueues,
        &Advised {
            cause: "As many task queues as the cluster allows already know this build ID.",
            instead: "Take a build ID of its own for this queue, or have the limit raised (limit.taskQueuesPerBuildId).",
            operation: None,
        },
    );
}
