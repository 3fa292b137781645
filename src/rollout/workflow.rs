use std::fmt;

use super::{Subject, SubjectKind};
use crate::reachability::{RunStatus, WorkerVersion, WorkflowRun};
use crate::routing::{Task, WorkflowState};

/// The ID of a workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkflowId(pub String);

/// What a command of a workflow is called in a rollout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandName(pub String);

impl fmt::Display for WorkflowId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for CommandName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A workflow of a rollout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workflow {
    /// Its ID, which no other workflow of the rollout has.
    pub id: WorkflowId,
    /// Its queue, and which workers have run it so far.
    pub state: WorkflowState,
    /// Whether it still runs.
    pub status: RunStatus,
    /// The workers that completed one of its workflow tasks, and the build ID that it inherited at its start.
    pub used: Vec<WorkerVersion>,
    /// What it asks for, or what comes after it.
    pub commands: Vec<NamedTask>,
}

/// What a workflow leads to: a task of a command, its next attempt or its next cron run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTask {
    /// Its name, which nothing else of the workflow has.
    pub name: CommandName,
    /// The task.
    pub task: Task,
}

impl Workflow {
    /// What reachability looks at.
    #[must_use]
    pub fn run(&self) -> WorkflowRun {
        WorkflowRun {
            task_queue: self.state.task_queue.clone(),
            status: self.status,
            used: self.used.clone(),
        }
    }

    /// Its own next task: its workflow task while it runs, a query to it when it is closed.
    #[must_use]
    pub fn own_task(&self) -> Task {
        match self.status {
            RunStatus::Open => Task::WorkflowTask(self.state.clone()),
            RunStatus::Closed => Task::Query(self.state.clone()),
        }
    }

    /// The command of a name.
    #[must_use]
    pub fn command(&self, name: &str) -> Option<&NamedTask> {
        self.commands.iter().find(|command| command.name.0 == name)
    }

    pub(super) fn put_subjects(&self, workflow: usize, subjects: &mut Vec<Subject>) {
        subjects.push(Subject { kind: SubjectKind::Workflow { workflow }, task: self.own_task() });
        if self.status == RunStatus::Closed {
            return;
        }
        for (command, named) in self.commands.iter().enumerate() {
            let kind = SubjectKind::Command { workflow, command };
            subjects.push(Subject { kind, task: named.task.clone() });
        }
    }
}
