use super::super::fields::{Fields, Item, Read};
use super::{build_id_in_use, task_queue};
use crate::reachability::{RunStatus, WorkerVersion};
use crate::rollout::{CommandName, NamedTask, Workflow, WorkflowId};
use crate::routing::{
    Command, CommandKind, EagerExecution, Sdk, Task, VersioningIntent, WorkflowState,
    WorkflowVersion,
};
use crate::wire;

/// Reads a workflow and puts it to the others, of which one may have the same ID.
pub(super) fn read(item: &Item<'_>, workflows: &mut Vec<Workflow>) -> Read<()> {
    let fields = item.fields(&[
        "workflowId",
        "workflowType",
        "taskQueue",
        "buildId",
        "hasCompletedWorkflowTask",
        "status",
        "usedBuildIds",
        "sdk",
        "commands",
    ])?;
    fields.optional_text("workflowType")?;
    let id = WorkflowId(fields.text("workflowId")?.to_owned());
    let version = version(&fields)?;
    let status = match fields.choice("status", &["OPEN", "CLOSED"])? {
        Some(1) => RunStatus::Closed,
        _ => RunStatus::Open,
    };
    let used = used(&fields, &version)?;
    let state = WorkflowState { task_queue: task_queue(&fields, "taskQueue")?, version };
    let sdk = sdk(&fields)?;
    let mut commands: Vec<NamedTask> = Vec::new();
    fields.each("commands", &mut |item| read_command(item, &state, sdk, &mut commands))?;
    workflows.push(Workflow { id, state, status, used, commands });
    Ok(())
}

fn version(fields: &Fields<'_>) -> Read<WorkflowVersion> {
    let has_completed = fields.flag("hasCompletedWorkflowTask")?;
    match fields.optional_text("buildId")? {
        Some(build_id) => Ok(WorkflowVersion::BuildId(build_id_in_use(fields, build_id)?)),
        None if has_completed == Some(false) => Ok(WorkflowVersion::Untouched),
        None => Ok(WorkflowVersion::Unversioned),
    }
}

/// Without a list, the version that the workflow is on is all that it has used.
fn used(fields: &Fields<'_>, version: &WorkflowVersion) -> Read<Vec<WorkerVersion>> {
    if fields.get("usedBuildIds").is_none() {
        return Ok(match version {
            WorkflowVersion::BuildId(build_id) => vec![WorkerVersion::BuildId(build_id.clone())],
            WorkflowVersion::Unversioned => vec![WorkerVersion::Unversioned],
            WorkflowVersion::Untouched => Vec::new(),
        });
    }
    let mut used = Vec::new();
    fields.each("usedBuildIds", &mut |build_id| {
        used.push(wire::version(build_id.text()?));
        Ok(())
    })?;
    Ok(used)
}

fn sdk(fields: &Fields<'_>) -> Read<Sdk> {
    let sdks = ["go", "java", "python", "typescript", "dotnet", "ruby"];
    Ok(match fields.choice("sdk", &sdks)? {
        Some(0) => Sdk::Go,
        Some(1) => Sdk::Java,
        Some(2) => Sdk::Python,
        Some(4) => Sdk::DotNet,
        Some(5) => Sdk::Ruby,
        _ => Sdk::TypeScript,
    })
}

fn read_command(
    item: &Item<'_>,
    workflow: &WorkflowState,
    sdk: Sdk,
    commands: &mut Vec<NamedTask>,
) -> Read<()> {
    let tasks = ["activity", "childWorkflow", "continueAsNew", "workflowRetry", "cronRun"];
    let all = item.object()?;
    let kind = all.required_choice("task", &tasks)?;
    let names = match kind {
        0 => &[
            "name",
            "task",
            "taskQueue",
            "versioningIntent",
            "useLatestBuildId",
            "requestEagerExecution",
        ][..],
        1 | 2 => &["name", "task", "taskQueue", "versioningIntent", "useLatestBuildId"],
        _ => &["name", "task"],
    };
    let fields = item.fields(names)?;
    let name = CommandName(fields.text("name")?.to_owned());
    if commands.iter().any(|other| other.name == name) {
        let problem = format!("expected each name once in a workflow, got '{name}' again");
        return Err(fields.invalid("name", problem));
    }
    let kind = match kind {
        0 if fields.flag("requestEagerExecution")? == Some(true) => {
            CommandKind::Activity(EagerExecution::Requested)
        }
        0 => CommandKind::Activity(EagerExecution::NotRequested),
        1 => CommandKind::ChildWorkflow,
        2 => CommandKind::ContinueAsNew,
        _ => {
            let workflow = workflow.clone();
            let is_retry = kind == 3;
            let task =
                if is_retry { Task::WorkflowRetry(workflow) } else { Task::CronRun(workflow) };
            commands.push(NamedTask { name, task });
            return Ok(());
        }
    };
    let task_queue = match fields.get("taskQueue") {
        None => None,
        Some(_) => Some(task_queue(&fields, "taskQueue")?),
    };
    let intent = intent(&fields)?;
    let workflow = workflow.clone();
    let task = Task::Command(Command { kind, workflow, task_queue, intent, sdk });
    commands.push(NamedTask { name, task });
    Ok(())
}

fn intent(fields: &Fields<'_>) -> Read<VersioningIntent> {
    let stated = fields.choice("versioningIntent", &["COMPATIBLE", "DEFAULT"])?;
    let latest = fields.flag("useLatestBuildId")? == Some(true);
    match (stated, latest) {
        (Some(0), true) => {
            let problem = "expected false or nothing beside versioningIntent COMPATIBLE, got true";
            Err(fields.refused("useLatestBuildId", problem))
        }
        (Some(0), false) => Ok(VersioningIntent::Compatible),
        (Some(_), _) => Ok(VersioningIntent::Default),
        (None, true) => Ok(VersioningIntent::UseLatestBuildId),
        (None, false) => Ok(VersioningIntent::Unspecified),
    }
}
