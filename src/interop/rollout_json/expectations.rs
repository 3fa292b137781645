use super::super::fields::{Fields, Item, Read};
use super::super::json_text::Value;
use super::workflows_by_id::WorkflowsById;
use super::{build_id_in_use, read_worker, task_queue};
use crate::model::StatusCode;
use crate::reachability::RunStatus;
use crate::rollout::{
    Condition, Expectation, ExpectedLanding, ExpectedPoll, ExpectedResult, MayStop, Reception,
};
use crate::routing::Task;
use crate::wire;

/// What an expectation is about, by the field that only expectations of its kind have.
const KINDS: [(&str, &[&str]); 5] = [
    ("newWorkflowsOn", &["newWorkflowsOn", "after", "lands", "hasWorker", "description"]),
    ("workflow", &["workflow", "command", "after", "lands", "hasWorker", "description"]),
    ("step", &["step", "result", "code", "message", "description"]),
    ("worker", &["worker", "poll", "after", "description"]),
    ("retire", &["retire", "mayStop", "after", "description"]),
];

pub(super) fn read(
    item: &Item<'_>,
    workflows: &WorkflowsById<'_>,
    steps: usize,
) -> Read<Expectation> {
    let all = item.object()?;
    let Some(kind) = KINDS.iter().position(|(name, _)| all.get(name).is_some()) else {
        let problem = "expected one of newWorkflowsOn, workflow, step, worker, retire, got none";
        return Err(all.invalid_whole(problem));
    };
    let fields = item.fields(KINDS[kind].1)?;
    fields.optional_text("description")?;
    let (after, condition) = match kind {
        0 => {
            let task = Task::NewWorkflow { task_queue: task_queue(&fields, "newWorkflowsOn")? };
            (None, landing(&fields, task)?)
        }
        1 => (None, landing(&fields, task_of(&fields, workflows)?)?),
        2 => (step(&fields, "step", 1, steps)?, Condition::Result(result(&fields)?)),
        3 => (None, poll(&fields)?),
        _ => (None, retirement(&fields)?),
    };
    let after = match after {
        Some(step) => step,
        None => step(&fields, "after", 0, steps)?.unwrap_or(steps),
    };
    Ok(Expectation { after, condition })
}

/// The number of a step that exists.
fn step(fields: &Fields<'_>, name: &str, first: u32, last: usize) -> Read<Option<usize>> {
    let last = u32::try_from(last).unwrap_or(u32::MAX);
    if first > last && fields.get(name).is_some() {
        return Err(fields.refused(name, "expected a step, but there are no operations"));
    }
    Ok(fields.number(name, first, last)?.map(|number| number as usize))
}

fn task_of(fields: &Fields<'_>, workflows: &WorkflowsById<'_>) -> Read<Task> {
    let id = fields.text("workflow")?;
    let Some(workflow) = workflows.get(id) else {
        let problem = format!("expected the ID of one of the workflows, got '{id}'");
        return Err(fields.invalid("workflow", problem));
    };
    let Some(name) = fields.optional_text("command")? else { return Ok(workflow.own_task()) };
    let Some(command) = workflow.command(name) else {
        let problem = format!("expected the name of one of the commands of '{id}', got '{name}'");
        return Err(fields.invalid("command", problem));
    };
    if workflow.status == RunStatus::Closed {
        return Err(fields.refused("command", "expected no command of a closed workflow"));
    }
    Ok(command.task.clone())
}

fn landing(fields: &Fields<'_>, task: Task) -> Read<Condition> {
    let mut lands = None;
    fields.with("lands", &mut |item| {
        lands = Some(expected_landing(item)?);
        Ok(())
    })?;
    let reception = match fields.flag("hasWorker")? {
        None => None,
        Some(true) => Some(Reception::ByAWorker),
        Some(false) => Some(Reception::ByNone),
    };
    if lands.is_none() && reception.is_none() {
        return Err(fields.invalid_whole("expected lands or hasWorker, got neither"));
    }
    Ok(Condition::Landing { task, lands, reception })
}

fn expected_landing(item: &Item<'_>) -> Read<ExpectedLanding> {
    match item.value {
        Value::Object(_) => {
            let fields = item.fields(&["buildId"])?;
            Ok(ExpectedLanding::BuildId(build_id_in_use(&fields, fields.text("buildId")?)?))
        }
        Value::String(text) if text == "unversioned" => Ok(ExpectedLanding::Unversioned),
        Value::String(text) if text == "rejected" => Ok(ExpectedLanding::Rejected),
        Value::String(text) => {
            let expected =
                "expected unversioned, rejected or an object such as {\"buildId\": \"1.0\"}";
            Err(item.invalid(format!("{expected}, got '{text}'")))
        }
        _ => {
            Err(item
                .unexpected("unversioned, rejected or an object such as {\"buildId\": \"1.0\"}"))
        }
    }
}

fn result(fields: &Fields<'_>) -> Read<ExpectedResult> {
    let codes = [StatusCode::InvalidArgument, StatusCode::NotFound, StatusCode::FailedPrecondition];
    let code = fields.choice("code", &codes.map(StatusCode::as_str))?.map(|place| codes[place]);
    let message = fields.optional_text("message")?.map(str::to_owned);
    let result = match fields.required_choice("result", &["changed", "unchanged", "refused"])? {
        0 => ExpectedResult::Changed,
        1 => ExpectedResult::Unchanged,
        _ => return Ok(ExpectedResult::Refused { code, message }),
    };
    for name in ["code", "message"] {
        if fields.get(name).is_some() {
            return Err(fields.refused(name, "expected only beside result refused"));
        }
    }
    Ok(result)
}

fn poll(fields: &Fields<'_>) -> Read<Condition> {
    let worker = fields.object("worker", read_worker)?;
    let outcome = match fields.required_choice("poll", &["receives", "refused", "idle"])? {
        0 => ExpectedPoll::Receives,
        1 => ExpectedPoll::Refused,
        _ => ExpectedPoll::Idle,
    };
    Ok(Condition::Poll { worker, outcome })
}

fn retirement(fields: &Fields<'_>) -> Read<Condition> {
    let may_stop = match fields.required_choice("mayStop", &["yes", "exceptQueries", "no"])? {
        0 => MayStop::Yes,
        1 => MayStop::ExceptQueries,
        _ => MayStop::No,
    };
    fields.object("retire", |item| {
        let retire = item.fields(&["taskQueue", "buildId"])?;
        let version = wire::version(retire.optional_text("buildId")?.unwrap_or_default());
        let task_queue = task_queue(&retire, "taskQueue")?;
        Ok(Condition::Retirement { task_queue, version, may_stop })
    })
}
