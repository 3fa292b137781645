//! Operations on Worker Deployments written as `temporal` commands and as code, and read back.

use proptest::prelude::*;
use worker_versioning::deployments::DeploymentOperation;
use worker_versioning::interop::command::{
    CommandProblem, NoCommand, read_deployment_command, write_deployment_operation,
};
use worker_versioning::interop::{SnippetLanguage, deployment_snippet, worker_snippet};
use worker_versioning::percentage::Percentage;
use worker_versioning::task::{Sdk, VersioningBehavior};
use worker_versioning::version::WorkerDeploymentVersion;

fn set_current(build_id: &str) -> DeploymentOperation {
    DeploymentOperation::SetWorkerDeploymentCurrentVersion {
        deployment_name: "orders".into(),
        build_id: build_id.into(),
        identity: "".into(),
        conflict_token: None,
        ignore_missing_task_queues: false,
        allow_no_pollers: false,
    }
}

fn set_ramping(build_id: &str, percentage: f32) -> DeploymentOperation {
    DeploymentOperation::SetWorkerDeploymentRampingVersion {
        deployment_name: "orders".into(),
        build_id: build_id.into(),
        percentage: percentage.into(),
        identity: "".into(),
        conflict_token: None,
        ignore_missing_task_queues: false,
        allow_no_pollers: false,
    }
}

fn set_manager(manager_identity: &str, to_self: bool) -> DeploymentOperation {
    DeploymentOperation::SetWorkerDeploymentManager {
        deployment_name: "orders".into(),
        manager_identity: manager_identity.into(),
        to_self,
        identity: "".into(),
        conflict_token: None,
    }
}

fn version(build_id: &str) -> WorkerDeploymentVersion {
    WorkerDeploymentVersion::new("orders", build_id)
}

fn read(words: &str) -> Result<DeploymentOperation, String> {
    let reading = read_deployment_command(&format!("temporal worker deployment {words}"));
    reading.map(|reading| reading.operation).map_err(|error| error.to_string())
}

/// Rows 1 and 16 of the traps: what the CLI does with flags that are left out or empty.
#[test]
fn commands_are_read_as_the_command_takes_them() {
    for (words, operation) in [
        ("set-current-version --deployment-name orders --build-id 2.0 -y", set_current("2.0")),
        ("set-current-version --deployment-name orders --unversioned -y", set_current("")),
        // Without a build ID, or with an empty one, the deployment becomes unversioned.
        ("set-current-version --deployment-name orders -y", set_current("")),
        ("set-current-version --deployment-name orders --build-id '' -y", set_current("")),
        (
            "set-current-version --deployment-name orders --build-id '' --unversioned",
            set_current(""),
        ),
        (
            "set-ramping-version --deployment-name=orders --build-id=2.0 --percentage=12.5",
            set_ramping("2.0", 12.5),
        ),
        // Without a percentage, the version ramps at 0 %.
        ("set-ramping-version --deployment-name orders --build-id 2.0", set_ramping("2.0", 0.0)),
        // Beside a build ID, `--delete` leaves it ramping at 0 %; by itself it ends the ramp.
        (
            "set-ramping-version --deployment-name orders --build-id 2.0 --delete --percentage 30",
            set_ramping("2.0", 0.0),
        ),
        ("set-ramping-version --deployment-name orders --delete", set_ramping("", 0.0)),
        ("set-ramping-version --deployment-name orders -y", set_ramping("", 0.0)),
        // Without a build ID, a percentage ramps to the unversioned workers.
        ("set-ramping-version --deployment-name orders --percentage 25", set_ramping("", 25.0)),
        (
            "manager-identity set --deployment-name orders --manager-identity ci",
            set_manager("ci", false),
        ),
        ("manager-identity set --deployment-name orders --self -y", set_manager("", true)),
        ("manager-identity unset --deployment-name orders", set_manager("", false)),
        (
            "delete-version --deployment-name orders --build-id 1.0 --skip-drainage",
            DeploymentOperation::DeleteWorkerDeploymentVersion {
                deployment_version: version("1.0"),
                skip_drainage: true,
                identity: "".into(),
            },
        ),
        (
            "delete --name orders --identity ci -o json",
            DeploymentOperation::DeleteWorkerDeployment {
                deployment_name: "orders".into(),
                identity: "ci".into(),
            },
        ),
        (
            "update-version-metadata --deployment-name orders --build-id 1.0 --metadata a=1 --metadata b=\"x=y\" --remove-entries c",
            DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
                deployment_version: version("1.0"),
                upsert_entries: [("a", "1"), ("b", "x=y")].into_iter().collect(),
                remove_entries: vec!["c".to_owned()],
                identity: "".into(),
            },
        ),
    ] {
        assert_eq!(read(words), Ok(operation), "{words}");
    }
}

#[test]
fn what_the_command_refuses_is_refused() {
    for (words, message) in [
        (
            "set-current-version --deployment-name orders --build-id 2.0 --unversioned",
            "specify either --build-id or --unversioned, not both",
        ),
        ("set-current-version --build-id 2.0", "Expected --deployment-name."),
        (
            "set-current-version --deployment-name orders --percentage 5",
            "Expected a flag that the command has, got --percentage, which it refuses.",
        ),
        (
            "set-ramping-version --deployment-name orders --percentage most",
            "Expected a number for --percentage, got most.",
        ),
        ("manager-identity set --deployment-name orders", "Expected --manager-identity."),
        (
            "manager-identity take --deployment-name orders",
            "Expected one of set-current-version, set-ramping-version, manager-identity, delete-version, delete, create, update-version-metadata, got manager-identity take.",
        ),
        ("delete-version --deployment-name orders", "Expected --build-id."),
        (
            "set-current-version orders --build-id 2.0",
            "Expected a flag such as --build-id, got orders.",
        ),
        (
            "set-current-version --deployment-name orders --build-id $VERSION",
            "Expected the value of $VERSION, which only your shell knows: write it in its place.",
        ),
        (
            "update-version-metadata --deployment-name o --build-id 1 --metadata a",
            "Expected KEY=VALUE for --metadata, got a.",
        ),
    ] {
        assert_eq!(read(words), Err(message.to_owned()), "{words}");
    }
}

#[test]
fn other_commands_are_told_apart() {
    let problem = |text| read_deployment_command(text).unwrap_err().problem;
    for text in ["", "temporal workflow list", "temporal worker describe"] {
        assert_eq!(problem(text), CommandProblem::OtherDeploymentCommand, "{text}");
    }
}

#[test]
fn what_a_command_is_surrounded_by_is_passed_over() {
    let text = "$ FOO=x temporal --env prod worker deployment delete --name a --name orders | cat";
    let reading = read_deployment_command(text).unwrap();
    let passed: Vec<_> = reading.passed_over.iter().map(|passed| passed.text.as_str()).collect();
    assert_eq!(passed, ["$ FOO=x", "--env prod", "--name a", "| cat"]);
}

fn any_operation() -> impl Strategy<Value = DeploymentOperation> {
    let text = "[^\0]{1,6}";
    let percentage = (0_u16..=1000).prop_map(|tenths| f32::from(tenths) / 10.0);
    let current = (text, "[^\0]{0,6}", "[^\0]{0,3}", any::<(bool, bool)>()).prop_map(
        |(name, build_id, identity, (ignore, allow))| {
            DeploymentOperation::SetWorkerDeploymentCurrentVersion {
                deployment_name: name.into(),
                build_id: build_id.into(),
                identity: identity.into(),
                conflict_token: None,
                ignore_missing_task_queues: ignore,
                allow_no_pollers: allow,
            }
        },
    );
    let ramping = (text, "[^\0]{0,6}", percentage, any::<(bool, bool)>()).prop_map(
        |(name, build_id, percentage, (ignore, allow))| {
            DeploymentOperation::SetWorkerDeploymentRampingVersion {
                deployment_name: name.into(),
                build_id: build_id.into(),
                percentage: percentage.into(),
                identity: "".into(),
                conflict_token: None,
                ignore_missing_task_queues: ignore,
                allow_no_pollers: allow,
            }
        },
    );
    let manager = (text, "[^\0]{0,6}", any::<bool>()).prop_map(|(name, manager, to_self)| {
        DeploymentOperation::SetWorkerDeploymentManager {
            deployment_name: name.into(),
            manager_identity: if to_self { "".into() } else { manager.into() },
            to_self,
            identity: "".into(),
            conflict_token: None,
        }
    });
    let delete = (text, text, any::<bool>()).prop_map(|(name, build_id, skip_drainage)| {
        DeploymentOperation::DeleteWorkerDeploymentVersion {
            deployment_version: WorkerDeploymentVersion::new(name, build_id),
            skip_drainage,
            identity: "".into(),
        }
    });
    let entries = prop::collection::btree_map("[^\0=]{1,4}", "[^\0]{0,4}", 0..3);
    let metadata =
        (text, entries, prop::collection::vec(text, 0..3)).prop_map(|(name, upserts, removed)| {
            DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
                deployment_version: WorkerDeploymentVersion::new(name, "1.0"),
                upsert_entries: upserts.into_iter().collect(),
                remove_entries: removed,
                identity: "".into(),
            }
        });
    prop_oneof![current, ramping, manager, delete, metadata]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(operation in any_operation()) {
        let command = write_deployment_operation(&operation).unwrap();
        let reading = read_deployment_command(&command).unwrap();
        prop_assert_eq!(reading.operation, operation, "{}", command);
        prop_assert_eq!(reading.passed_over, []);
    }
}

#[test]
fn a_version_is_created_by_no_command() {
    let create = DeploymentOperation::CreateWorkerDeploymentVersion {
        deployment_version: version("1.0"),
        identity: "".into(),
        request_id: String::new(),
    };
    assert_eq!(write_deployment_operation(&create), Err(NoCommand::CreateVersion));
    let snippet = deployment_snippet(&create, SnippetLanguage::Cli);
    assert_eq!(snippet.note, Some(NoCommand::CreateVersion.message()));
}

#[test]
fn a_ramp_in_each_language() {
    let ramp = set_ramping("2.0", Percentage::from(12.5).get());
    for (language, text) in [
        (
            SnippetLanguage::Cli,
            "temporal worker deployment set-ramping-version \\
    --deployment-name=orders \\
    --build-id=2.0 \\
    --percentage=12.5 \\
    --yes",
        ),
        (
            SnippetLanguage::Go,
            "_, err := c.WorkerDeploymentClient().GetHandle(\"orders\").SetRampingVersion(ctx, client.WorkerDeploymentSetRampingVersionOptions{
\tBuildID:    \"2.0\",
\tPercentage: 12.5,
})
if err != nil {
\tlog.Fatalln(err)
}",
        ),
        (
            SnippetLanguage::Python,
            "await client.workflow_service.set_worker_deployment_ramping_version(
    SetWorkerDeploymentRampingVersionRequest(
        namespace=client.namespace,
        deployment_name=\"orders\",
        build_id=\"2.0\",
        percentage=12.5,
    )
)",
        ),
        (
            SnippetLanguage::TypeScript,
            "await client.workflowService.setWorkerDeploymentRampingVersion({
  namespace: client.options.namespace,
  deploymentName: 'orders',
  buildId: '2.0',
  percentage: 12.5,
});",
        ),
        (
            SnippetLanguage::Java,
            "client.getWorkflowServiceStubs().blockingStub().setWorkerDeploymentRampingVersion(
    SetWorkerDeploymentRampingVersionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setDeploymentName(\"orders\")
            .setBuildId(\"2.0\")
            .setPercentage(12.5f)
            .build());",
        ),
        (
            SnippetLanguage::DotNet,
            "await client.Connection.WorkflowService.SetWorkerDeploymentRampingVersionAsync(new()
{
    Namespace = client.Options.Namespace,
    DeploymentName = \"orders\",
    BuildId = \"2.0\",
    Percentage = 12.5f,
});",
        ),
    ] {
        assert_eq!(deployment_snippet(&ramp, language).text, text);
    }
}

#[test]
fn the_worker_of_a_version_in_each_language_names_it_and_its_behavior() {
    for sdk in [Sdk::Go, Sdk::Java, Sdk::Python, Sdk::TypeScript, Sdk::DotNet, Sdk::Ruby] {
        let behavior = VersioningBehavior::AutoUpgrade;
        let text = worker_snippet(&version("2.0"), &"shipping".into(), behavior, sdk);
        let is_named = ["orders", "2.0", "shipping"].iter().all(|name| text.contains(name));
        assert!(is_named, "{text}");
        assert!(text.contains("AutoUpgrade") || text.contains("AUTO_UPGRADE"), "{text}");
    }
}
