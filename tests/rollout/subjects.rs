//! What of a rollout lands, and in which order.

use crate::documents::rollout;
use worker_versioning::rollout::{RolloutSubject, Subject};
use worker_versioning::task::Task;

/// A subject in few words, such as `new on orders`, `w`, `w/child` or `query to w`.
pub fn shown(subject: &Subject) -> String {
    match (&subject.what, &subject.task) {
        (RolloutSubject::NewWorkflows { task_queue }, task) => {
            assert_eq!(*task, Task::new_workflow(task_queue.clone()));
            format!("new on {task_queue}")
        }
        (RolloutSubject::Workflow { workflow, command: None }, Task::Query { .. }) => {
            assert!(subject.is_query());
            format!("query to {workflow}")
        }
        (RolloutSubject::Workflow { workflow, command: None }, _) => workflow.to_string(),
        (RolloutSubject::Workflow { workflow, command: Some(command) }, _) => {
            format!("{workflow}/{command}")
        }
    }
}

fn subjects(fields: &str) -> Vec<String> {
    rollout(fields).subjects().iter().map(shown).collect()
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
            {"step": 1, "result": "changed"}
        ]"#,
    );
    let queues: Vec<_> = found.iter().filter_map(|text| text.strip_prefix("new on ")).collect();
    assert_eq!(queues, ["of-command", "of-operation", "of-start", "of-worker", "of-workflow"]);
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
fn of_a_closed_workflow_there_are_only_queries() {
    let found = subjects(
        r#""workflows": [{"workflowId": "w", "taskQueue": "q", "status": "CLOSED",
            "commands": [{"name": "child", "task": "childWorkflow"}]}]"#,
    );
    assert_eq!(found, ["new on q", "query to w"]);
}
