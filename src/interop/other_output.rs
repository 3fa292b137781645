//! What else people have of versioning where one thing is expected, and what to do with it.

use super::cli_text;
use crate::boundary::json::{self, Value};

const RULES: &str = "the assignment and redirect rules of a task queue (`temporal task-queue versioning get-rules`): \
    they are the Worker Versioning of 2024, and this models that of 2023, version sets. While a task queue has \
    assignment rules, new workflows follow them and not its version sets";

const DEPLOYMENT: &str = "Worker Deployments (`temporal worker deployment list`, `describe` or `describe-version`): \
    they are today's Worker Versioning, and this models that of 2023, version sets. While a deployment's version is \
    current on a task queue, new workflows follow it and not the version sets";

const SETS: &str = "the version sets of a task queue (`temporal task-queue get-build-ids`): `worker-versioning import` \
    reads them";

const WORKFLOWS: &str = "workflows (`temporal workflow list` or `describe`): \
    `worker-versioning landings --workflows` says where they land";

const DOCUMENT: &str = "a rollout document: name it where the command takes its document";

/// Each with the fields that only it has.
const JSON: [(&str, &[&str]); 4] = [
    (
        RULES,
        &[
            "assignmentRules",
            "assignment_rules",
            "redirectRules",
            "compatibleRedirectRules",
            "compatible_redirect_rules",
        ],
    ),
    (
        DEPLOYMENT,
        &[
            "routingConfig",
            "routing_config",
            "deploymentName",
            "workerDeploymentInfo",
            "workerDeployments",
        ],
    ),
    (WORKFLOWS, &["execution", "executions", "workflowExecutionInfo"]),
    (DOCUMENT, &["taskQueues", "steps", "operations", "expectations"]),
];

/// Each with the words that one of its lines begins with.
const TEXT: [(&str, &[&str]); 4] = [
    (RULES, &["Assignment Rules:", "Redirection Rules:"]),
    (
        DEPLOYMENT,
        &["Worker Deployment:", "Worker Deployment Version:", "Name CreateTime CurrentVersion"],
    ),
    (WORKFLOWS, &["Status WorkflowId"]),
    (DOCUMENT, &["version: 1", "taskQueues:", "steps:", "operations:", "expectations:"]),
];

/// What stands where an export of workflows should: JSON of another kind, or text.
pub(super) fn in_export(text: &str) -> Option<&'static str> {
    of(text).filter(|other| *other != WORKFLOWS)
}

/// What stands where a rollout document or the goal of a plan should, if it is what a tool prints of versioning.
///
/// ```
/// use worker_versioning::interop::other_output;
///
/// let what = other_output(r#"{"assignmentRules": []}"#).unwrap();
/// assert!(what.starts_with("the assignment and redirect rules of a task queue"));
/// assert_eq!(other_output(r#"{"version": 1}"#), None);
/// ```
#[must_use]
pub fn other_output(text: &str) -> Option<&'static str> {
    of(text).filter(|other| *other != DOCUMENT)
}

fn of(text: &str) -> Option<&'static str> {
    let is_sets = |value: &Value| {
        let fields =
            ["majorVersionSets", "major_version_sets", "versionSets", "buildIds", "BuildIds"];
        fields.iter().any(|field| value.get(field).is_some())
    };
    match json::parse_all(text) {
        Ok(values) if first(&values).is_some_and(is_sets) => Some(SETS),
        Ok(values) => in_json(&values),
        Err(_) if cli_text::is_cli_text(text) => Some(SETS),
        Err(_) => in_text(text),
    }
}

/// The first object of a text, also of a list.
fn first(values: &[Value]) -> Option<&Value> {
    match values.first()? {
        Value::Array(items) => items.first(),
        value => Some(value),
    }
}

pub(super) fn in_json(values: &[Value]) -> Option<&'static str> {
    let first = first(values)?;
    let mut others = JSON.iter();
    let known = others.find(|(_, fields)| fields.iter().any(|field| first.get(field).is_some()));
    known.map(|(what, _)| *what)
}

pub(super) fn in_text(text: &str) -> Option<&'static str> {
    text.lines().find_map(|line| {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut others = TEXT.iter();
        let known = others.find(|(_, starts)| starts.iter().any(|start| line.starts_with(start)));
        known.map(|(what, _)| *what)
    })
}
