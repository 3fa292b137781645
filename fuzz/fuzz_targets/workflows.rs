//! Any bytes, read as an export of workflows: wherever they are cut, and when they are read once more, they give the
//! same; and what is read is what another reader of JSON finds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use worker_versioning::interop::{ExportError, ExportProblem, WorkflowExport, WorkflowRecord};
use worker_versioning::landings::WorkflowCounts;
use worker_versioning::namespace::Namespace;

fuzz_target!(|input: (u8, &[u8])| {
    let (size, bytes) = input;
    let mut export = WorkflowExport::default();
    let (ids, result) = read(&mut export, [bytes]);
    if result.is_ok() {
        assert_eq!(read(&mut export, [bytes]), (ids.clone(), result.clone()));
    }
    let pieces = read(&mut WorkflowExport::default(), bytes.chunks(usize::from(size) + 1));
    assert_eq!(without_name(pieces), without_name((ids.clone(), result.clone())));
    match (result, by_another_reader(bytes)) {
        (Ok(()), Some(theirs)) => assert_eq!(ids, theirs),
        (Ok(()), None) => {}
        (Err(error), _) => assert!(error.to_string().contains("expected ")),
    }
});

type Read = (Vec<String>, Result<(), ExportError>);

/// What stands in place of workflows is named by what was read of it, which a piece may end.
fn without_name((ids, result): Read) -> Read {
    let result = result.map_err(|error| match error.problem {
        ExportProblem::OtherOutput(_) => {
            ExportError { problem: ExportProblem::NotAWorkflow, ..error }
        }
        _ => error,
    });
    (ids, result)
}

/// The workflow IDs in pieces of an export, and how it ends.
fn read<'a>(export: &mut WorkflowExport, pieces: impl IntoIterator<Item = &'a [u8]>) -> Read {
    let mut counts = WorkflowCounts::default();
    let mut ids = Vec::new();
    let mut note = |workflow: &WorkflowRecord<'_>| {
        ids.push(workflow.workflow_id.to_owned());
        let WorkflowRecord { status, workflow_type, task_queue, version, .. } = *workflow;
        counts.count(status, workflow_type, task_queue, version).expect("few kinds");
    };
    let result = pieces
        .into_iter()
        .try_for_each(|piece| export.write(piece, &mut note))
        .and_then(|()| export.end(&mut note));
    let rows = counts.rows(&Namespace::default(), None);
    let of_sets = rows.iter().filter(|row| row.workflow.versioning_info.is_none());
    assert_eq!(of_sets.map(|row| row.running).sum::<u64>(), counts.totals().running);
    (ids, result)
}

/// None where a number or a text is one that no value can hold: such are skipped here.
fn by_another_reader(bytes: &[u8]) -> Option<Vec<String>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut workflows = Vec::new();
    for value in serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter()
    {
        match value.ok()? {
            serde_json::Value::Array(listed) => workflows.extend(listed),
            serde_json::Value::Object(page) if page.contains_key("executions") => {
                workflows.extend(page["executions"].as_array()?.clone());
            }
            workflow => workflows.push(workflow),
        }
    }
    workflows
        .iter()
        .map(|workflow| {
            // `describe` prints the workflow in a field of its own.
            let is_listed = workflow.get("workflowExecutionInfo").is_none();
            let id = is_listed.then(|| workflow["execution"]["workflowId"].as_str())?;
            Some(id?.to_owned())
        })
        .collect()
}
