//! What JavaScript calls: convert, call, convert. The classes of the package hand their calls on to these.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::boundary::js::{Failure, read, write};
use crate::boundary::{ErrorKind, InputError};
use crate::interop::{ImportError, read_version_sets};
use crate::limits::Limits;
use crate::names::TaskQueueName;
use crate::namespace::{NamespaceSnapshot, SnapshotError};
use crate::operation::Operation;
use crate::refusal::{OperationError, RefusalReason, StatusCode};
use crate::rollout::{Rollout, RolloutSubject, StepResult};
use crate::routing::{self, ReachabilityRequest, Worker, resolve, task_reachability};
use crate::task::{Resolution, Task};
use crate::version::WorkerVersion;
use crate::version_sets::{
    BuildIdOperation, Effect, RunKind, StateError, VersionSet, VersionSets, WorkflowRun,
};

/// Why a call fails, as it is thrown. The package makes an error of JavaScript of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failed {
    /// The status; none for a value of the wrong type, which is a `TypeError`.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<StatusCode>,
    /// Why an operation is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<RefusalReason>,
    /// The whole message.
    message: String,
    /// Where the input is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// What is wrong there.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

/// An answer, or what is thrown.
type Answer<T = JsValue> = Result<T, JsValue>;

fn thrown(failed: &Failed) -> JsValue {
    write(failed)
}

fn refused(code: StatusCode, message: impl ToString) -> JsValue {
    thrown(&Failed {
        code: Some(code),
        reason: None,
        message: message.to_string(),
        path: None,
        problem: None,
    })
}

fn invalid(path: String, problem: String) -> JsValue {
    input_error(&InputError { path, problem, kind: ErrorKind::Value })
}

fn input_error(error: &InputError) -> JsValue {
    let is_shape = error.kind == ErrorKind::Shape;
    thrown(&Failed {
        code: (!is_shape).then_some(StatusCode::InvalidArgument),
        reason: None,
        message: error.to_string(),
        path: Some(error.path.clone()),
        problem: Some(error.problem.clone()),
    })
}

/// A text that cannot be what it should.
fn import_error(error: &ImportError) -> JsValue {
    thrown(&Failed {
        code: Some(StatusCode::InvalidArgument),
        reason: None,
        message: error.to_string(),
        path: Some(error.path().to_owned()),
        problem: Some(error.problem().to_owned()),
    })
}

fn operation_error(error: &OperationError) -> JsValue {
    thrown(&Failed {
        code: Some(error.status_code()),
        reason: Some(error.reason()),
        message: error.to_string(),
        path: None,
        problem: None,
    })
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Input(error) => input_error(&error),
            Failure::Thrown(thrown) => thrown,
        }
    }
}

/// Has panics tell on the console what went wrong. They are bugs of the engine.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// A namespace of task queues with their version sets.
#[wasm_bindgen]
pub struct Namespace(RefCell<crate::namespace::Namespace>);

#[derive(Default, Deserialize)]
struct NamespaceOptions {
    #[serde(default)]
    limits: Limits,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReadOptions {
    #[serde(default)]
    max_sets: u32,
}

/// What `updateBuildIdCompatibility` answers.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UpdateResult {
    /// False when the queue was already as the operation asks.
    changed: bool,
    /// Set by a merge after an import, when the order of the merged set's build IDs other than its default is a
    /// guess: the server does not show when each was last promoted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    order_is_guess: bool,
}
