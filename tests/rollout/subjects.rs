//! What of a rollout lands, and in which order.

use crate::documents::rollout;
use worker_versioning::rollout::{Rollout, Subject, SubjectKind};
use worker_versioning::routing::Task;

/// A subject in few words, such as `new on orders`, `w`, `w/child` or `query to w`.
pub fn shown(rollout: &Rollout, subject: &Subject) -> String {
    let id = |workflow: usize| &rollout.workflows[workflow].id;
    match subject.kind {
        SubjectKind::NewWorkflows => format!("new on {}", subject.task.task_queue()),
        SubjectKind::Workflow { workflow } if matches!(subject.task, Task::Query(_)) => {
            format!("query to {}", id(workflow))
        }
        SubjectKind::Workflow { workflow } => id(workflow).to_string(),
        SubjectKind::Command { workflow, command } => {
            format!("{}/{}", id(workflow), rollout.workflows[workflow].commands[command].name)
        }
    }
}

fn subjects(fields: &str) -> Vec<String> {
    let rollout = rollout(fields);
    rollout.subjects().iter().map(|subject| shown(&rollout, subject)).collect()
}

#[test]
fn an_empty_rollout_has_none() {
    assert!(subjects("").is_empty());
}

#[test]
fn new_workflows_come_first_by_the_names_of_their_queues() {
    let found = subjects(
        r#""taskQueues": [{"taskQueue": "b"}, {"taskQueue": "B"}],
        "workflows": [{"workflowId": "w", "taskQueue": "a"}]"#,
    );
    assert_eq!(found, ["new on B", "new on a", "new on b", "w"]);
}

#[test]
fn queues_are_found_wherever_they_are_named_and_each_once() {
    let found = subjects(
        r#""taskQueues": [{"taskQueue": "of-start"}],
        "workers": [{"taskQueue": "of-worker"}, {"taskQueue": "of-start"}],
        "workflows": [{"workflowId": "w", "taskQueue": "of-workflow", "commands": [
            {"name": "c", "task": "activity", "taskQueue": "of-command"},
            {"name": "d", "task": "activity"}
        ]}],
        "operations": [{"taskQueue": "of-operation", "operation": "addNewIdInNewDefaultSet", "buildId": "1"}],
        "expectations": [
            {"newWorkflowsOn": "of-landing", "lands": "unversioned"},
            {"worker": {"taskQueue": "of-poll"}, "poll": "receives"},
            {"retire": {"taskQueue": "of-retirement"}, "mayStop": "no"},
            {"step": 1, "result": "changed"}
        ]"#,
    );
    let queues: Vec<_> = found.iter().filter_map(|text| text.strip_prefix("new on ")).collect();
    assert_eq!(
        queues,
        [
            "of-command",
            "of-landing",
            "of-operation",
            "of-poll",
            "of-retirement",
            "of-start",
            "of-worker",
            "of-workflow"
        ]
    );
}

#[test]
fn nothing_lands_on_a_queue_that_cannot_exist() {
    let operation = r#""operation": "addNewIdInNewDefaultSet", "buildId": "1""#;
    let found = subjects(&format!(
        r#""operations": [{{"taskQueue": "", {operation}}}, {{"taskQueue": "/_sys/a", {operation}}}]"#
    ));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn each_workflow_is_followed_by_what_its_commands_lead_to() {
    let found = subjects(
        r#""workflows": [
            {"workflowId": "z", "taskQueue": "q", "commands": [
                {"name": "retry", "task": "workflowRetry"}, {"name": "child", "task": "childWorkflow"}
            ]},
            {"workflowId": "a", "taskQueue": "q"}
        ]"#,
    );
    assert_eq!(found, ["new on q", "z", "z/retry", "z/child", "a"]);
}

#[test]
fn of_a_closed_workflow_there_are_queries_alone() {
    let found = subjects(
        r#""workflows": [{"workflowId": "w", "taskQueue": "q", "status": "CLOSED",
            "commands": [{"name": "child", "task": "childWorkflow"}]}]"#,
    );
    assert_eq!(found, ["new on q", "query to w"]);
}
