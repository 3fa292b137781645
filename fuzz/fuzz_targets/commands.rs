//! Any text, read as a `temporal` command and as what was pasted from a terminal; and its parts, written as a command,
//! are read back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use worker_versioning::interop::command::{
    CommandError, NoCommand, Place, get_build_ids, pasted_answers, read_operation, write_operation,
};
use worker_versioning::interop::{SnippetLanguage, snippet};
use worker_versioning::names::TaskQueueName;
use worker_versioning::operation::Operation;
use worker_versioning::version_sets::BuildIdOperation;

#[path = "../../tests/common/every_operation.rs"]
mod every_operation;
use every_operation::every_operation;

const LANGUAGES: [SnippetLanguage; 6] = [
    SnippetLanguage::Cli,
    SnippetLanguage::Go,
    SnippetLanguage::Python,
    SnippetLanguage::TypeScript,
    SnippetLanguage::Java,
    SnippetLanguage::DotNet,
];

/// The message says what was expected, and where if the text has several lines.
fn blames_a_place(error: &CommandError, text: &str) {
    let message = error.to_string();
    let said = match error.place.filter(|_| message.starts_with("Line ")) {
        None => message.as_str(),
        Some(Place { line, column, .. }) => {
            assert!((1..=text.split('\n').count()).contains(&line));
            message.strip_prefix(&format!("Line {line}, column {column}: ")).unwrap_or_default()
        }
    };
    assert!(said.starts_with("Expected "), "{message}");
}

fuzz_target!(|text: &str| {
    match read_operation(text) {
        Ok(operation) => is_read_back(&operation),
        Err(error) => blames_a_place(&error, text),
    }
    match pasted_answers(text) {
        Ok(answers) => assert!(answers.len() <= text.matches("temporal").count() + 1),
        Err(error) => blames_a_place(&error, text),
    }
    let operations = operations_of(text);
    its_queue_is_read_back(&operations[0].task_queue);
    let language = LANGUAGES[text.len() % LANGUAGES.len()];
    for operation in &operations {
        is_read_back(operation);
        assert!(!snippet(operation, language).text.is_empty());
    }
});

/// Every operation, on what stands between bars.
fn operations_of(text: &str) -> Vec<Operation> {
    let mut parts = text.splitn(3, '|');
    let mut next = || parts.next().unwrap_or_default();
    let (task_queue, build_id, other) = (next(), next(), next());
    let operations = every_operation(build_id, other).into_iter();
    operations.map(|operation| Operation { task_queue: task_queue.into(), operation }).collect()
}

fn is_read_back(operation: &Operation) {
    match write_operation(operation) {
        Ok(command) => {
            assert_eq!(read_operation(&command).as_ref(), Ok(operation), "{command}");
            assert_eq!(read_operation(&format!("$ {command}\n")).as_ref(), Ok(operation));
        }
        Err(NoCommand::MergeSets) => {
            assert!(matches!(operation.operation, BuildIdOperation::MergeSets { .. }));
        }
        Err(NoCommand::CreateVersion) => unreachable!("no operation on version sets"),
        Err(NoCommand::Nul) => assert!(format!("{operation:?}").contains("\\0")),
    }
}

fn its_queue_is_read_back(task_queue: &TaskQueueName) {
    if let Ok(command) = get_build_ids(task_queue)
        && !task_queue.as_str().is_empty()
        && !task_queue.as_str().contains('\n')
    {
        let answers = pasted_answers(&command).expect("it was written");
        assert_eq!(answers.len(), 1, "{command}");
        assert_eq!(answers[0].task_queue.as_ref(), Some(task_queue), "{command}");
    }
}
