//! Anything that can cross from JavaScript: operations, tasks and polls of any kind, with any texts.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use worker_versioning::model::Namespace;
use worker_versioning::reachability::task_reachability;
use worker_versioning::routing::{Outcome, poll, resolve};
use worker_versioning::wire;

#[derive(Debug, Arbitrary)]
enum Call<'a> {
    Update {
        task_queue: &'a str,
        kind: u8,
        build_id: &'a str,
        other: &'a str,
    },
    Resolve {
        kind: u8,
        workflow: (&'a str, u8, &'a str),
        task_queue: Option<String>,
        intent: u8,
        sdk: u8,
    },
    Poll {
        task_queue: &'a str,
        build_id: Option<String>,
        use_versioning: bool,
    },
    Reachability {
        kind: u8,
        letters: &'a str,
        texts: Vec<String>,
    },
}

fuzz_target!(|calls: Vec<Call>| {
    let mut namespace = Namespace::default();
    for call in calls {
        match call {
            Call::Update { task_queue, kind, build_id, other } => {
                let before = namespace.clone();
                let operation = wire::operation(kind, build_id, other);
                if let Err(error) = namespace.update(&task_queue.into(), operation.as_ref()) {
                    assert!(!error.to_string().is_empty());
                    assert_eq!(namespace, before);
                }
            }
            Call::Resolve {
                kind,
                workflow: (queue, version, build_id),
                task_queue,
                intent,
                sdk,
            } => {
                let workflow = wire::workflow(queue, version, build_id);
                let task = wire::task(kind, workflow, task_queue, intent, sdk);
                let resolution = resolve(&namespace, &task);
                check_letters(&wire::resolution(&resolution), resolution.steps.len());
                if let Outcome::BuildId(landing) = resolution.outcome {
                    assert!(
                        wire::resolution(&resolve(&namespace, &task)).ends_with(landing.as_str())
                    );
                }
            }
            Call::Poll { task_queue, build_id, use_versioning } => {
                let worker = wire::worker(build_id, use_versioning);
                let first = poll(&namespace, &task_queue.into(), &worker);
                assert_eq!(first, poll(&namespace, &task_queue.into(), &worker));
            }
            Call::Reachability { kind, letters, texts } => {
                let (request, runs) = wire::reachability_request(kind, letters, texts.into_iter());
                let Ok(answer) = task_reachability(&namespace, &runs, &request) else { continue };
                let versions: Vec<_> = answer.iter().map(|answer| answer.version).collect();
                assert_eq!(versions, request.versions.iter().collect::<Vec<_>>());
                for (_, reachability) in answer.iter().flat_map(|answer| &answer.task_queues) {
                    assert!(wire::reachability(*reachability) <= 4);
                }
            }
        }
    }
});

/// Each letter of an answer stands for a name.
fn check_letters(answer: &str, steps: usize) {
    let (reasons, rules) = wire::NAMES.split_once('|').expect("two lists");
    let letters = answer.as_bytes();
    assert_eq!(letters[2 + steps], b'|');
    assert!(usize::from(letters[1] - b'A') < reasons.split(' ').count());
    for letter in &letters[2..2 + steps] {
        assert!(usize::from(letter - b'A') < rules.split(' ').count());
    }
}
