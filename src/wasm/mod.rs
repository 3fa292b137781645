//! The engine as the hand-written JavaScript around it (in `pkg/`) sees it: convert, call, convert.
//!
//! That JavaScript checks the types of what callers pass, so that every text here is well formed, and gives
//! the answers their public shape. What crosses is kept to texts and small numbers, lists as JSON: reading and
//! building objects value by value is slower, and took 50 KB of wasm where this takes 10.
//!
//! A refusal is thrown as a text, `STATUS: message`, and that of an operation as `STATUS REASON: message`.

mod answers;
mod json;
mod landings;
mod planning;
mod rollout;
mod texts;

use std::cell::RefCell;
use std::fmt::Display;
use std::num::NonZeroU32;

use wasm_bindgen::prelude::*;

use self::json::Json;
use crate::interop::{self, JsonValue, read_json, read_version_sets};
use crate::model::{
    BuildId, BuildIdRecord, Limits, Moment, Namespace, Origin, SetRecord, StatusCode,
    TaskQueueName, VersionSets,
};
use crate::{reachability, routing, wire};
use texts::Texts;

/// The names of the rules and reasons, in the order of their codes in an answer of `resolve`.
#[wasm_bindgen(js_name = names)]
#[must_use]
pub fn names() -> String {
    wire::NAMES.to_owned()
}

/// Refuses the name of a task queue that cannot exist.
///
/// # Errors
/// When the server would refuse it.
#[wasm_bindgen(js_name = checkTaskQueue)]
pub fn check_task_queue(task_queue: &str) -> Answer<()> {
    TaskQueueName::from(task_queue).check().map_err(|error| invalid(&error))
}

/// An operation as the text of a command or of code; empty for an unknown kind of operation.
#[wasm_bindgen(js_name = snippet)]
#[must_use]
pub fn snippet(
    task_queue: &str,
    operation: u8,
    build_id: &str,
    other: &str,
    language: u8,
) -> String {
    let language = wire::language(language);
    wire::operation(operation, build_id, other).map_or_else(String::new, |operation| {
        interop::snippet(&task_queue.into(), &operation, language).text
    })
}

/// A handle on a namespace, and the texts that are named by numbers when it is asked.
#[wasm_bindgen]
pub struct Engine {
    namespace: RefCell<Namespace>,
    texts: RefCell<Texts>,
}

type Answer<T> = Result<T, String>;

fn refusal(status: StatusCode, error: &dyn Display) -> String {
    format!("{status}: {error}")
}

fn invalid(error: &dyn Display) -> String {
    refusal(StatusCode::InvalidArgument, error)
}

#[wasm_bindgen]
impl Engine {
    /// A namespace without versioned queues. A limit of 0 is none.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(
        version_sets: u32,
        build_ids: u32,
        task_queues_per_build_id: u32,
        build_id_bytes: u32,
    ) -> Self {
        Self::of(Namespace::new(Limits {
            version_sets: NonZeroU32::new(version_sets),
            build_ids: NonZeroU32::new(build_ids),
            task_queues_per_build_id: NonZeroU32::new(task_queues_per_build_id),
            build_id_bytes: NonZeroU32::new(build_id_bytes),
        }))
    }

    /// Keeps a text, and answers with its number. The empty text has the number 0, without being kept.
    #[must_use]
    pub fn text(&self, text: &str) -> usize {
        self.texts.borrow_mut().add(text)
    }

    /// Forgets all texts that were kept; their numbers are given again.
    #[wasm_bindgen(js_name = forgetTexts)]
    pub fn forget_texts(&self) {
        self.texts.borrow_mut().forget();
    }

    /// Applies an operation, its texts by their numbers: 0 when nothing changed, 1 when something did, 2 when in guessed order.
    ///
    /// # Errors
    /// When the server would refuse the operation; nothing has changed then.
    pub fn update(
        &self,
        task_queue: usize,
        operation: u8,
        build_id: usize,
        other: usize,
    ) -> Answer<u8> {
        let texts = self.texts.borrow();
        let operation = wire::operation(operation, texts.build_id(build_id), texts.build_id(other));
        let task_queue = texts.task_queue(task_queue);
        match self.namespace.borrow_mut().update(&task_queue, operation.as_ref()) {
            Ok(effect) => Ok(wire::effect(effect)),
            Err(error) => Err(wire::operation_refusal(&error)),
        }
    }

    /// The last `max_sets` version sets of a queue (0 for all): for each an array of whether its order is a
    /// guess, and its build IDs.
    ///
    /// # Errors
    /// When no queue can have that name.
    #[wasm_bindgen(js_name = versionSets)]
    pub fn version_sets(&self, task_queue: &str, max_sets: u32) -> Answer<String> {
        let task_queue = TaskQueueName::from(task_queue);
        task_queue.check().map_err(|error| invalid(&error))?;
        let namespace = self.namespace.borrow();
        let sets = namespace.version_sets(&task_queue);
        let asked = sets.map_or(&[][..], |sets| sets.last_sets(NonZeroU32::new(max_sets)));
        Ok(Json::list(|answer| {
            for set in asked {
                answers::set(set, answer);
            }
        }))
    }

    /// The names of the versioned task queues, in the order of their bytes.
    #[wasm_bindgen(js_name = taskQueues)]
    #[must_use]
    pub fn task_queues(&self) -> String {
        Json::list(|answer| {
            for name in self.namespace.borrow().task_queues() {
                answer.text(name.as_str());
            }
        })
    }

    /// Replaces what is known of a queue by what a tool printed.
    ///
    /// # Errors
    /// When the text is not the state of a task queue; nothing has changed then.
    #[wasm_bindgen(js_name = importBuildIds)]
    pub fn import_build_ids(&self, task_queue: &str, text: &str) -> Answer<()> {
        let sets = read_version_sets(text).map_err(|error| invalid(&error))?;
        self.import(task_queue, sets)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one crossing, and no object to read field by field"
    )]
    /// Where a task lands, the texts of the question by their numbers and 0 for no named queue: `outcome`, `reason`
    /// and each step as one letter, `|`, and the build ID or, of a refused command, the cause and the message.
    #[must_use]
    pub fn resolve(
        &self,
        task: u8,
        workflow_task_queue: usize,
        workflow_version: u8,
        workflow_build_id: usize,
        task_queue: usize,
        intent: u8,
        sdk: u8,
    ) -> String {
        let texts = self.texts.borrow();
        let workflow = wire::workflow(
            texts.task_queue(workflow_task_queue),
            workflow_version,
            texts.build_id(workflow_build_id),
        );
        let task_queue = (task_queue != 0).then(|| texts.task_queue(task_queue));
        let task = wire::task(task, workflow, task_queue, intent, sdk);
        wire::resolution(&routing::resolve(&self.namespace.borrow(), &task))
    }

    /// What the polls of a worker bring: the outcome as a number, and what belongs to it.
    ///
    /// # Errors
    /// When the server would not take the poll for one.
    pub fn poll(
        &self,
        task_queue: &str,
        build_id: Option<String>,
        use_versioning: bool,
    ) -> Answer<String> {
        let worker = wire::worker(build_id, use_versioning);
        match routing::poll(&self.namespace.borrow(), &task_queue.into(), &worker) {
            Ok(outcome) => Ok(Json::list(|answer| answers::poll_outcome(&outcome, answer))),
            Err(error) => Err(invalid(&error)),
        }
    }

    /// What can reach the workers of each version: for each an array of the queues, each name followed by a
    /// number. The question is laid out as [`wire::reachability_request`] reads it.
    ///
    /// # Errors
    /// When the server would refuse the question.
    pub fn reachability(&self, kind: u8, letters: &str, texts: &str) -> Answer<String> {
        let (request, runs) =
            wire::reachability_request(kind, letters, self::texts(texts).into_iter());
        let namespace = self.namespace.borrow();
        let versions = reachability::task_reachability(&namespace, &runs, &request)
            .map_err(|error| invalid(&error))?;
        Ok(Json::list(|answer| {
            for version in &versions {
                answers::version_reachability(version, answer);
            }
        }))
    }

    /// Another handle, on a copy.
    #[wasm_bindgen(js_name = clone)]
    #[must_use]
    pub fn copy(&self) -> Self {
        Self::of(self.namespace.borrow().clone())
    }

    /// The version sets of a queue with their moments: for each an array of its moment, and then the build
    /// ID, moment and origin (-1 when applied here) of each member.
    #[wasm_bindgen]
    #[must_use]
    pub fn records(&self, task_queue: &str) -> String {
        let namespace = self.namespace.borrow();
        let sets = namespace.version_sets(&task_queue.into());
        Json::list(|answer| {
            for set in sets.map_or(&[][..], VersionSets::sets) {
                answers::record(set.record(), answer);
            }
        })
    }

    /// Puts such records back: for each set its moment and how many build IDs it has, and for each of
    /// these its moment and origin.
    ///
    /// # Errors
    /// When the records cannot be those of a queue; nothing has changed then.
    pub fn restore(&self, task_queue: &str, build_ids: &str, numbers: &[f64]) -> Answer<()> {
        let mut build_ids = texts(build_ids).into_iter().map(BuildId::from);
        let mut pairs = numbers.as_chunks::<2>().0.iter();
        let mut records = Vec::new();
        while let Some([moment, size]) = pairs.next() {
            let mut members = Vec::new();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the length of a list"
            )]
            for _ in 0..*size as u32 {
                let (Some(build_id), Some([moment, origin])) = (build_ids.next(), pairs.next())
                else {
                    break;
                };
                members.push(BuildIdRecord {
                    build_id,
                    became_set_default: to_moment(*moment),
                    origin: to_origin(*origin),
                });
            }
            records
                .push(SetRecord { build_ids: members, became_queue_default: to_moment(*moment) });
        }
        match VersionSets::from_records(records) {
            Ok(sets) => self.import(task_queue, sets),
            Err(error) => Err(invalid(&answers::record_error(&error))),
        }
    }

    fn of(namespace: Namespace) -> Self {
        Self { namespace: RefCell::new(namespace), texts: RefCell::default() }
    }

    fn import(&self, task_queue: &str, sets: VersionSets) -> Answer<()> {
        let result = self.namespace.borrow_mut().import(task_queue.into(), sets);
        result.map_err(|error| invalid(&error))
    }
}

/// The texts of a list in JSON.
fn texts(list: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for value in read_json(list).unwrap_or_default() {
        let JsonValue::Array(items) = value else { continue };
        for item in items {
            if let JsonValue::String(text) = item {
                texts.push(text);
            }
        }
    }
    texts
}

/// The JavaScript around has checked that the number is a whole one within the bounds.
fn to_moment(number: f64) -> Moment {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and is checked"
    )]
    Moment::new(number as u64).unwrap_or(Moment::LAST_RECORDED)
}

fn to_origin(set: f64) -> Origin {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and is checked"
    )]
    if set < 0.0 { Origin::Applied } else { Origin::ImportedInSet(set as u32) }
}
