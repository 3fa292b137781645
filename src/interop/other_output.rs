//! What else tools print of versioning, and why no version sets can be read from it.

use crate::boundary::json::Value;

const RULES: &str = "the assignment and redirect rules of a task queue (`temporal task-queue versioning get-rules`): \
    they are the Worker Versioning of 2024, and this models that of 2023, version sets. While a task queue has \
    assignment rules, new workflows follow them and not its version sets";

const DEPLOYMENT: &str = "Worker Deployments (`temporal worker deployment list`, `describe` or `describe-version`): \
    they are today's Worker Versioning, and this models that of 2023, version sets. While a deployment's version is \
    current on a task queue, new workflows follow it and not the version sets";

const WORKFLOWS: &str = "workflows (`temporal workflow list` or `describe`): \
    `worker-versioning landings --workflows` says where they land";

/// Each with the fields that only it has.
const JSON: [(&str, &[&str]); 3] = [
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
];

/// Each with the words that one of its lines begins with.
const TEXT: [(&str, &[&str]); 3] = [
    (RULES, &["Assignment Rules:", "Redirection Rules:"]),
    (
        DEPLOYMENT,
        &["Worker Deployment:", "Worker Deployment Version:", "Name CreateTime CurrentVersion"],
    ),
    (WORKFLOWS, &["Status WorkflowId"]),
];

pub(super) fn in_json(values: &[Value]) -> Option<&'static str> {
    let first = match values.first()? {
        Value::Array(items) => items.first()?,
        value => value,
    };
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
