//! Names that the server does not take: which refusal each operation gives. The texts are those of a live server.

use crate::world::{
    Asked, Operation, Workflow, World, create_deployment, create_version, delete_deployment,
    delete_version, refusal, set_current, set_manager, set_ramping,
};
use worker_versioning::version::WorkerDeploymentVersion;

/// What each operation says of a deployment name and a build ID, in a namespace without deployments.
struct Said<'a> {
    names: (&'a str, &'a str),
    set_current: &'a str,
    set_ramping: &'a str,
    set_ramping_without_pollers: &'a str,
    set_manager: &'a str,
    delete_version: &'a str,
    delete_deployment: &'a str,
    create_deployment: &'a str,
    create_version: &'a str,
    describe: &'a str,
    describe_version: &'a str,
    poll: &'a str,
}

fn check(said: &Said<'_>) {
    let (deployment, build_id) = said.names;
    let operations: [(Operation, &str); 8] = [
        (set_current(deployment, build_id), said.set_current),
        (set_ramping(deployment, build_id, 5.0), said.set_ramping),
        (
            set_ramping(deployment, build_id, 5.0).without_pollers(),
            said.set_ramping_without_pollers,
        ),
        (set_manager(deployment, "m"), said.set_manager),
        (delete_version(deployment, build_id), said.delete_version),
        (delete_deployment(deployment), said.delete_deployment),
        (create_deployment(deployment, "r"), said.create_deployment),
        (create_version(deployment, build_id, "r"), said.create_version),
    ];
    for (operation, expected) in operations {
        assert_eq!(World::new().apply(&operation), expected, "{operation:?}");
    }
    let mut world = World::new();
    let described = world.deployments.describe(&deployment.into()).unwrap_err();
    assert_eq!(refusal(&described), said.describe);
    let version = WorkerDeploymentVersion::new(deployment, build_id);
    let described = world.deployments.describe_version(&version).unwrap_err();
    assert_eq!(refusal(&described), said.describe_version);
    let polled = world.deployments.poll(&"q".into(), Workflow, &version, &world.lookups);
    let polled = polled.map_or_else(|refused| refused.to_string(), |_| "ok".to_owned());
    assert_eq!(polled, said.poll, "a poll of {version}");
}

#[test]
fn an_empty_deployment_name() {
    let incomplete = "INVALID_ARGUMENT: invalid version string \".\", expected format is \"<deployment_name>.<build_id>\"";
    let empty = "INVALID_ARGUMENT: WorkerDeploymentName cannot be empty";
    let none = "INVALID_ARGUMENT: deployment name cannot be empty";
    check(&Said {
        names: ("", ""),
        set_current: none,
        set_ramping: empty,
        set_ramping_without_pollers: empty,
        set_manager: empty,
        delete_version: incomplete,
        delete_deployment: empty,
        create_deployment: none,
        create_version: none,
        describe: empty,
        describe_version: incomplete,
        poll: "Deployment name and build id must be set together.",
    });
    let incomplete = "INVALID_ARGUMENT: invalid version string \".x\", expected format is \"<deployment_name>.<build_id>\"";
    let read_as_empty =
        "INVALID_ARGUMENT: invalid version string: deployment name is empty in version string .x";
    check(&Said {
        names: ("", "x"),
        set_current: none,
        set_ramping: read_as_empty,
        set_ramping_without_pollers: read_as_empty,
        set_manager: empty,
        delete_version: incomplete,
        delete_deployment: empty,
        create_deployment: none,
        create_version: none,
        describe: empty,
        describe_version: incomplete,
        poll: "Deployment name and build id must be set together.",
    });
}

#[test]
fn a_delimiter_in_the_deployment_name() {
    for (name, delimiter) in [("a.b", '.'), ("a:b", ':')] {
        let other = format!(
            "INVALID_ARGUMENT: invalid version string '{name}.c' does not match deployment name '{name}'"
        );
        let contained =
            format!("INVALID_ARGUMENT: worker deployment name cannot contain '{delimiter}'");
        check(&Said {
            names: (name, "c"),
            set_current: &other,
            set_ramping: &other,
            set_ramping_without_pollers: &other,
            set_manager: &contained,
            delete_version: "NOT_FOUND: workflow not found for ID: temporal-sys-worker-deployment:a",
            delete_deployment: &contained,
            create_deployment: &contained,
            create_version: &contained,
            describe: &contained,
            describe_version: "NOT_FOUND: Worker Deployment Version not found",
            poll: contained.trim_start_matches("INVALID_ARGUMENT: "),
        });
    }
    let contained = "INVALID_ARGUMENT: worker deployment name cannot contain '.'";
    let read_as_empty =
        "INVALID_ARGUMENT: invalid version string: deployment name is empty in version string .a.c";
    let incomplete = "INVALID_ARGUMENT: invalid version string \".a.c\", expected format is \"<deployment_name>.<build_id>\"";
    check(&Said {
        names: (".a", "c"),
        set_current: read_as_empty,
        set_ramping: read_as_empty,
        set_ramping_without_pollers: read_as_empty,
        set_manager: contained,
        delete_version: incomplete,
        delete_deployment: contained,
        create_deployment: contained,
        create_version: contained,
        describe: contained,
        describe_version: incomplete,
        poll: "worker deployment name cannot contain '.'",
    });
}

#[test]
fn a_reserved_or_long_deployment_name() {
    let long = "ä".repeat(240) + "x";
    for (name, problem) in [
        ("__a", "WorkerDeploymentName cannot start with '__'"),
        (&long, "size of WorkerDeploymentName larger than the maximum allowed"),
    ] {
        let refused = &format!("INVALID_ARGUMENT: {problem}");
        check(&Said {
            names: (name, "c"),
            set_current: refused,
            set_ramping: refused,
            set_ramping_without_pollers: refused,
            set_manager: refused,
            delete_version: refused,
            delete_deployment: refused,
            create_deployment: refused,
            create_version: refused,
            describe: refused,
            describe_version: refused,
            poll: problem,
        });
    }
    let longest = "ä".repeat(240);
    assert_eq!(World::new().apply(&create_deployment(&longest, "r")), "ok");
}

#[test]
fn a_bad_build_id() {
    let long = "x".repeat(481);
    for (build_id, problem) in [
        ("__c", "BuildID cannot start with '__'"),
        (&long, "size of BuildID larger than the maximum allowed"),
    ] {
        let unknown = "NOT_FOUND: no Worker Deployment found with name 'a'; does your Worker Deployment have pollers?";
        let no_workflow = "NOT_FOUND: workflow not found for ID: temporal-sys-worker-deployment:a";
        let refused = &format!("INVALID_ARGUMENT: {problem}");
        check(&Said {
            names: ("a", build_id),
            set_current: unknown,
            set_ramping: unknown,
            set_ramping_without_pollers: refused,
            set_manager: no_workflow,
            delete_version: no_workflow,
            delete_deployment: "same",
            create_deployment: "ok",
            create_version: refused,
            describe: unknown,
            describe_version: refused,
            poll: problem,
        });
    }
    let mut world = World::with(&["D:1"]);
    assert_eq!(world.apply(&create_version("D", &"x".repeat(480), "r")), "ok");
    assert_eq!(world.apply(&create_version("D", "1.0:a", "r")), "ok");
    assert_eq!(world.apply(&set_current("D", "1.0:a")), "ok");
    assert_eq!(world.routing("D"), "1.0:a");
}

#[test]
fn a_missing_build_id() {
    let mut world = World::with(&["a:1"]);
    let none = "INVALID_ARGUMENT: build ID cannot be empty";
    assert_eq!(world.apply(&create_version("a", "", "r")), none);
    let incomplete = "INVALID_ARGUMENT: invalid version string \"a.\", expected format is \"<deployment_name>.<build_id>\"";
    assert_eq!(world.apply(&delete_version("a", "")), incomplete);
    let described = world.deployments.describe_version(&WorkerDeploymentVersion::new("a", ""));
    assert_eq!(refusal(&described.unwrap_err()), incomplete);
    // Without a build ID, allowing no pollers checks none.
    assert_eq!(World::new().apply_leaving(&set_current("b", "").without_pollers()), "ok");
}

#[test]
fn a_name_read_at_another_place_is_that_of_another_version() {
    let mut world = World::new();
    assert_eq!(world.poll("a:b.c", "q", Workflow), "ok");
    let described = world.deployments.describe_version(&WorkerDeploymentVersion::new("a.b", "c"));
    let info = described.expect("a:b.c").worker_deployment_version_info;
    assert_eq!(info.deployment_version, WorkerDeploymentVersion::new("a", "b.c"));
    assert_eq!(world.apply(&delete_version("a.b", "c")), "ok");
    assert!(world.deployments.get(&"a".into()).expect("a").versions.is_empty());
}

#[test]
fn names_stand_between_quotation_marks_as_go_writes_them() {
    let name = "a\"\\\n\u{1}\u{7f}\u{ad}é\u{301}\u{e0001}";
    let mut world = World::new();
    assert_eq!(world.apply(&create_deployment(name, "r")), "ok");
    assert_eq!(
        world.apply(&create_deployment(name, "another")),
        "ALREADY_EXISTS: Worker Deployment with name \"a\\\"\\\\\\n\\x01\\x7f\\u00adé\u{301}\\U000e0001\" already exists"
    );
}
