//! `temporal task-queue update-build-ids …`: the operations on version sets.

use super::flags::{Flags, OwnFlags};
use super::{
    BUILD_ID, CommandProblem, CommandWords, Fault, MAX_SETS, NoCommand, Read, TASK_QUEUE, flag,
};
use crate::interop::names::{BuildIdNames, OperationNames};
use crate::operation::Operation;
use crate::version_sets::BuildIdOperation;

const SET_AS_DEFAULT: &str = "set-as-default";

/// The flags of these commands.
pub(super) const FLAGS: OwnFlags = OwnFlags {
    switches: &[SET_AS_DEFAULT],
    values: &[TASK_QUEUE, BUILD_ID, "existing-compatible-build-id", MAX_SETS],
    lists: &[],
};

/// The command that asks a server for an operation, over several lines.
///
/// # Errors
/// When there is none.
///
/// ```
/// use worker_versioning::interop::command::write_operation;
/// use worker_versioning::operation::Operation;
/// use worker_versioning::version_sets::BuildIdOperation;
///
/// let operation = BuildIdOperation::PromoteSetByBuildId { build_id: "it's 1.0".into() };
/// let promote = Operation { task_queue: "orders".into(), operation };
/// assert_eq!(
///     write_operation(&promote).unwrap(),
///     r"temporal task-queue update-build-ids promote-set \
///     --task-queue=orders \
///     --build-id='it'\''s 1.0'",
/// );
/// ```
pub fn write_operation(operation: &Operation) -> Result<String, NoCommand> {
    let Operation { task_queue, operation } = operation;
    let (name, _) = OperationNames::from(operation).command_and_go.ok_or(NoCommand::MergeSets)?;
    let fields = operation.fields();
    let mut lines = vec![
        format!("temporal task-queue update-build-ids {name}"),
        flag(TASK_QUEUE, task_queue.as_str())?,
    ];
    for (role, build_id) in fields.build_ids {
        lines.push(flag(BuildIdNames::from(role).flag, build_id.as_str())?);
    }
    if fields.promote_set == Some(&true) {
        lines.push(format!("--{SET_AS_DEFAULT}"));
    }
    Ok(lines.join(" \\\n    "))
}

/// Each operation that there is a command for, with its name.
fn commands() -> impl Iterator<Item = (&'static str, BuildIdOperation)> {
    BuildIdOperation::all().filter_map(|operation| {
        let (name, _) = OperationNames::from(&operation).command_and_go?;
        Some((name, operation))
    })
}

pub(super) fn names() -> String {
    commands().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

/// Reads what stands behind `temporal task-queue update-build-ids`.
pub(super) fn read(words: &CommandWords, flags: &Flags) -> Result<Read<Operation>, Fault> {
    let name = words.name.as_ref();
    let known = commands().find(|(known, _)| name.is_some_and(|name| name.text == *known));
    let Some((_, mut operation)) = known else {
        let got = name.map(|name| name.text.clone());
        return Err((words.at_name(), CommandProblem::OtherOperation { got }));
    };
    words.check_rest(0)?;
    let fields = operation.fields_mut();
    let mut own = vec![TASK_QUEUE];
    own.extend(fields.build_ids.iter().map(|(role, _)| BuildIdNames::from(*role).flag));
    own.extend(fields.promote_set.is_some().then_some(SET_AS_DEFAULT));
    flags.check(&own)?;
    let task_queue = flags.required(TASK_QUEUE, &words.at)?.into();
    for (role, build_id) in fields.build_ids {
        *build_id = flags.required(BuildIdNames::from(role).flag, &words.at)?.into();
    }
    if let Some(promote_set) = fields.promote_set {
        *promote_set = flags.is_set(SET_AS_DEFAULT);
    }
    Ok(Read { operation: Operation { task_queue, operation }, own })
}
