//! The functions that JavaScript calls: each converts its arguments, calls the engine and converts the answer. The
//! package's classes forward their calls to these.

use std::cell::RefCell;

use js_sys::{Array, Number};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::advice::{self, Advice};
use crate::boundary::js::{self, Failure, read, write};
use crate::boundary::{ErrorKind, InputError};
use crate::deployments::{
    DeploymentLimits, DeploymentOperation, DeploymentRefused, DeploymentsError, EventRefused,
    Happening, Lookup, Lookups, WorkflowEvent,
};
use crate::explain::{
    self, ExplainedCheck, ExplainedHazard, ExplainedLanding, ExplainedOtherStarts,
    ExplainedPushEvent, ExplainedPushPlan, ExplainedReachability, ExplainedRetirement,
    ExplainedVerdict, FlowOptions, describe,
};
use crate::interop::command::{self, CommandError, Place};
use crate::interop::{
    self, PrintedDeployments, SnippetLanguage, WorkflowExport, WorkflowRecord, deployment_snippet,
    read_printed, read_rollout, read_worker_deployments, snippet, text_bytes, worker_snippet,
};
use crate::landings::{TooManyKinds, WorkflowCounts};
use crate::limits::Limits;
use crate::names::{
    BuildId, DeploymentName, TaskQueueName, TaskQueueNameError, TaskQueueType, WorkflowId,
};
use crate::namespace::{NamespaceSnapshot, SnapshotError};
use crate::operation::{AnyOperation, Operation};
use crate::planning::{PlanOptions, plan};
use crate::push::LookError;
use crate::refusal::{DeploymentError, OperationError, RefusalReason, StatusCode};
use crate::rollout::{
    At, Changes, ComposedStep, DocumentError, Preview, RetirementOptions, RolloutSubject,
    RolloutTaskQueue, UnknownName,
};
use crate::routing::{ReachabilityRequest, Worker, poll_for, resolve, task_reachability};
use crate::runbook;
use crate::task::{RunRefused, Sdk, Task, VersioningBehavior, WorkflowState};
use crate::version::{WorkerDeploymentVersion, WorkerVersion};
use crate::version_sets::{
    BuildIdOperation, ReachedBy, StateError, UpdateResult, WorkerBuildIdVersionSets,
};

/// Why a call failed. The package turns this into a JavaScript error.
#[wasm_bindgen]
pub struct Failed(Facts);

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Facts {
    /// The status; `None` for a value of the wrong type, which becomes a `TypeError`.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<StatusCode>,
    message: String,
    /// The reason, if an operation was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<RefusalReason>,
    /// What to do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Advice>,
    /// Where the input is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// What is wrong there.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    /// Where a pasted text is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    /// What the answer depends on; such a failure has no status.
    #[serde(skip_serializing_if = "Option::is_none")]
    depends_on: Option<Lookup>,
}

#[wasm_bindgen]
impl Failed {
    /// Everything that is known about the failure.
    #[wasm_bindgen]
    #[must_use]
    pub fn facts(&self) -> JsValue {
        write(&self.0)
    }
}

/// An answer, or the failure to throw.
type Answer<T = JsValue> = Result<T, JsValue>;

fn refused(code: StatusCode, message: &impl ToString) -> JsValue {
    Failed(Facts { code: Some(code), message: message.to_string(), ..Facts::default() }).into()
}

fn operation_error(error: &OperationError, advice: Advice) -> JsValue {
    let facts = Facts {
        code: Some(error.status_code()),
        message: error.to_string(),
        reason: Some(error.reason()),
        advice: Some(advice),
        ..Facts::default()
    };
    Failed(facts).into()
}

fn deployment_error(error: &DeploymentError, operation: Option<&DeploymentOperation>) -> JsValue {
    let facts = Facts {
        code: Some(error.status_code()),
        message: error.to_string(),
        reason: Some(error.reason()),
        advice: Some(advice::deployment_advice(error, operation)),
        ..Facts::default()
    };
    Failed(facts).into()
}

/// The failure for what a server would refuse, or for an answer that depends on something.
fn not_carried_out(
    refused: &DeploymentRefused,
    operation: Option<&DeploymentOperation>,
) -> JsValue {
    match refused {
        DeploymentRefused::Refused(error) => deployment_error(error, operation),
        DeploymentRefused::DependsOn(lookup) => {
            let (message, depends_on) = (lookup.to_string(), Some(*lookup));
            Failed(Facts { message, depends_on, ..Facts::default() }).into()
        }
    }
}

/// The failure for an argument of the wrong type or shape.
fn input_error(error: InputError) -> JsValue {
    let code = (error.kind != ErrorKind::Shape).then_some(StatusCode::InvalidArgument);
    let message = error.to_string();
    let (path, problem) = (Some(error.path), Some(error.problem));
    Failed(Facts { code, message, path, problem, ..Facts::default() }).into()
}

/// The failure for an argument of the wrong type or out of range.
fn unfit(path: &str, problem: String) -> JsValue {
    input_error(InputError { path: path.to_owned(), problem, kind: ErrorKind::Shape })
}

/// The failure for a text that cannot be read as what it should be.
fn import_error(mut error: InputError) -> JsValue {
    if error.kind == ErrorKind::Shape {
        error.kind = ErrorKind::Value;
    }
    input_error(error)
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Input(error) => input_error(error),
            Failure::Thrown(thrown) => thrown,
        }
    }
}

/// Makes panics, which are bugs in the engine, report on the console what went wrong.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// Reads the number of a step from `first` to `last`; `last` if there is no value.
fn step_number(value: &JsValue, path: &str, first: usize, last: usize) -> Answer<usize> {
    if value.is_undefined() {
        return Ok(last);
    }
    let is_step = |step: &usize| (first..=last).contains(step);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole")]
    let whole = value
        .as_f64()
        .filter(|number| number.fract() == 0.0 && *number >= 0.0)
        .map(|number| number as usize);
    whole.filter(is_step).ok_or_else(|| {
        let got = match value.dyn_ref::<Number>() {
            Some(number) => String::from(number.to_js_string()),
            None => js::kind(value).into_owned(),
        };
        let problem = format!("expected integer from {first} to {last}, got {got}");
        unfit(path, problem)
    })
}

/// Checks the number of a step that was already read.
fn step_in_range(step: Option<u32>, path: &str, last: usize) -> Answer<usize> {
    step_number(&step.into(), path, 0, last)
}

/// Reads the name of a task queue without checking that it is valid: the call itself does that.
fn any_name(value: &JsValue) -> Answer<TaskQueueName> {
    Ok(read::<String>(value, "taskQueue")?.into())
}

/// Reads an optional argument.
fn optional<T: Default + serde::de::DeserializeOwned>(value: &JsValue, path: &str) -> Answer<T> {
    if value.is_undefined() { Ok(T::default()) } else { Ok(read(value, path)?) }
}

/// A namespace of task queues with their version sets.
#[wasm_bindgen]
pub struct Namespace(RefCell<crate::namespace::Namespace>);

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct NamespaceOptions {
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    deployment_limits: DeploymentLimits,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReadOptions {
    #[serde(default)]
    max_sets: u32,
}

#[wasm_bindgen]
impl Namespace {
    /// Creates a namespace in which no task queue is versioned yet.
    ///
    /// # Errors
    /// Throws a [`Failed`], like every function here, if the input is wrong or the server would refuse the call.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Answer<Self> {
        let NamespaceOptions { limits, deployment_limits } = optional(options, "options")?;
        let namespace = crate::namespace::Namespace::new(limits);
        Ok(Self::holding(namespace.with_deployment_limits(deployment_limits)))
    }

    fn holding(namespace: crate::namespace::Namespace) -> Self {
        Self(RefCell::new(namespace))
    }

    /// Carries out any operation.
    ///
    /// # Errors
    /// Throws if it is not an operation, the server would refuse it, or the answer depends on what `lookups` do not say.
    #[wasm_bindgen]
    pub fn apply(&self, operation: &JsValue, lookups: &JsValue) -> Answer {
        let operation = match read(operation, "operation")? {
            AnyOperation::VersionSets(operation) => return self.carry_out(&operation),
            AnyOperation::Deployment(operation) => operation,
        };
        let lookups: Lookups = optional(lookups, "lookups")?;
        let mut namespace = self.0.borrow_mut();
        let deployments = namespace.deployments_mut();
        let applied = deployments.apply(&operation, &lookups);
        applied
            .map(|effect| write(&effect))
            .map_err(|error| not_carried_out(&error, Some(&operation)))
    }

    /// Takes note of something that changes deployments without an operation.
    ///
    /// # Errors
    /// Throws if it is no such thing, the server would refuse the poll, or the answer depends on what `lookups` do not say.
    /// Nothing changes then.
    #[wasm_bindgen]
    pub fn observe(&self, happening: &JsValue, lookups: &JsValue) -> Answer {
        let happening: Happening = read(happening, "happening")?;
        let lookups: Lookups = optional(lookups, "lookups")?;
        let observed = self.0.borrow_mut().deployments_mut().observe(&happening, &lookups);
        observed.map(|effect| write(&effect)).map_err(|error| not_carried_out(&error, None))
    }

    /// Returns the names of the deployments.
    #[wasm_bindgen(js_name = workerDeployments)]
    #[must_use]
    pub fn worker_deployments(&self) -> JsValue {
        let namespace = self.0.borrow();
        write(&namespace.deployments().iter().map(|(name, _)| name).collect::<Vec<_>>())
    }

    /// Returns what the server answers about a deployment.
    ///
    /// # Errors
    /// Throws if there is none of that name.
    #[wasm_bindgen(js_name = describeWorkerDeployment)]
    pub fn describe_worker_deployment(&self, name: &JsValue) -> Answer {
        let name: DeploymentName = read(name, "deploymentName")?;
        let namespace = self.0.borrow();
        let described = namespace.deployments().describe(&name);
        described.map(|answer| write(&answer)).map_err(|error| deployment_error(&error, None))
    }

    /// Returns what the server answers about a version of a deployment.
    ///
    /// # Errors
    /// Throws if there is no such version.
    #[wasm_bindgen(js_name = describeWorkerDeploymentVersion)]
    pub fn describe_worker_deployment_version(&self, version: &JsValue) -> Answer {
        let version: WorkerDeploymentVersion = read(version, "deploymentVersion")?;
        let namespace = self.0.borrow();
        let described = namespace.deployments().describe_version(&version);
        described.map(|answer| write(&answer)).map_err(|error| deployment_error(&error, None))
    }

    /// Carries out an operation on the version sets of a task queue.
    ///
    /// # Errors
    /// Throws if it is not an operation, or the server would refuse it. Nothing changes then.
    #[wasm_bindgen(js_name = updateBuildIdCompatibility)]
    pub fn update(&self, task_queue: &JsValue, operation: &JsValue) -> Answer {
        let task_queue = any_name(task_queue)?;
        self.carry_out(&Operation { task_queue, operation: read(operation, "operation")? })
    }

    fn carry_out(&self, operation: &Operation) -> Answer {
        let mut namespace = self.0.borrow_mut();
        match namespace.apply(operation) {
            Ok(effect) => Ok(write(&UpdateResult::from(effect))),
            Err(error) => {
                let sets = namespace.version_sets(&operation.task_queue);
                let advice = advice::advice(operation, error.reason(), sets);
                Err(operation_error(&error, advice))
            }
        }
    }

    /// Returns the version sets of a task queue.
    ///
    /// # Errors
    /// Throws if the name or an option is wrong.
    #[wasm_bindgen(js_name = getBuildIdCompatability)]
    pub fn version_sets(&self, task_queue: &JsValue, options: &JsValue) -> Answer {
        let task_queue = any_name(task_queue)?;
        let ReadOptions { max_sets } = optional(options, "options")?;
        let refuse = |error: TaskQueueNameError| refused(StatusCode::InvalidArgument, &error);
        task_queue.check().map_err(refuse)?;
        let namespace = self.0.borrow();
        let sets = namespace.version_sets(&task_queue);
        let sets = sets.map_or(&[][..], |sets| sets.last_sets(max_sets.try_into().ok()));
        Ok(WorkerBuildIdVersionSets::new(sets).map_or(JsValue::UNDEFINED, |answer| write(&answer)))
    }

    /// Returns what reaches the workers of build IDs on their task queues.
    ///
    /// # Errors
    /// Throws if an option is wrong.
    #[wasm_bindgen(js_name = getReachability)]
    pub fn reachability(&self, options: &JsValue) -> Answer {
        let request: ReachabilityRequest = read(options, "options")?;
        let namespace = self.0.borrow();
        let answer = task_reachability(&namespace, &request)
            .map_err(|error| refused(StatusCode::InvalidArgument, &error))?;
        let of_versions = answer.into_iter().map(|of_version| {
            let of_queues = of_version.task_queues.iter().map(|(name, reached)| {
                (name.as_str().into(), write(&ReachedBy::list(*reached, request.kind)))
            });
            let of_queues = js::record([("taskQueueReachability".into(), js::record(of_queues))]);
            let name = match &of_version.version {
                WorkerVersion::Unversioned => js::unversioned_build_id(),
                WorkerVersion::BuildId(build_id) => build_id.as_str().into(),
                WorkerVersion::Deployment(version) => version.to_string().into(),
            };
            (name, of_queues)
        });
        Ok(js::record([("buildIdReachability".into(), js::record(of_versions))]))
    }

    /// Returns the names of the versioned task queues.
    #[wasm_bindgen(js_name = taskQueues)]
    pub fn task_queues(&self) -> JsValue {
        write(&self.0.borrow().task_queues().collect::<Vec<_>>())
    }

    /// Replaces the version sets of a task queue with those that a tool printed, and returns what was passed over.
    ///
    /// # Errors
    /// Throws if the name is not valid, or the text is not the output of a known tool. The queue keeps its sets then.
    #[wasm_bindgen(js_name = importBuildIds)]
    pub fn import_build_ids(&self, task_queue: &JsValue, text: &JsValue) -> Answer {
        let task_queue = any_name(task_queue)?;
        let text: String = read(text, "text")?;
        let printed = read_printed(&text).map_err(import_error)?;
        let result = self.0.borrow_mut().import(task_queue, printed.version_sets);
        result.map_err(|error| refused(StatusCode::InvalidArgument, &error))?;
        Ok(write(&printed.passed_over))
    }

    /// Takes over the Worker Deployments that a tool printed, and returns what was passed over.
    ///
    /// # Errors
    /// Throws if the text is not the output of a known tool, or lacks the description of a version. Nothing changes then.
    #[wasm_bindgen(js_name = importWorkerDeployments)]
    pub fn import_worker_deployments(&self, text: &JsValue) -> Answer {
        let text: String = read(text, "text")?;
        let printed = read_worker_deployments(&text).map_err(import_error)?;
        let PrintedDeployments { deployments, versions, passed_over } = printed;
        let result = self.0.borrow_mut().deployments_mut().import(deployments, versions);
        result.map_err(|error| refused(StatusCode::InvalidArgument, &error))?;
        Ok(write(&passed_over))
    }

    /// Returns where a task lands, and why.
    ///
    /// # Errors
    /// Throws if it is not a task.
    #[wasm_bindgen]
    pub fn resolve(&self, task: &JsValue) -> Answer {
        let task: Task = read(task, "task")?;
        Ok(write(&resolve(&self.0.borrow(), &task)))
    }

    /// Returns where each of several tasks lands.
    ///
    /// # Errors
    /// Throws if one of them is not a task, with its index.
    #[wasm_bindgen(js_name = resolveMany)]
    pub fn resolve_many(&self, tasks: &JsValue) -> Answer {
        let tasks: Vec<Task> = read(tasks, "tasks")?;
        let namespace = self.0.borrow();
        let answer: Array = tasks.iter().map(|task| write(&resolve(&namespace, task))).collect();
        Ok(answer.into())
    }

    /// Returns what a run carries when it begins with a task.
    ///
    /// # Errors
    /// Throws if it is not a task that begins a run, or the server would refuse to begin it.
    #[wasm_bindgen]
    pub fn begin(&self, task: &JsValue) -> Answer {
        let task: Task = read(task, "task")?;
        let begun = self.0.borrow().deployments().begin(&task).ok_or_else(|| {
            let problem = "expected the first task of a run, got one of a run that has begun";
            input_error(InputError::value("task.task", problem))
        })?;
        begun.map(|workflow| write(&workflow)).map_err(|error| match &error {
            RunRefused::Command(_) => refused(StatusCode::InvalidArgument, &error),
            RunRefused::Task(task) => refused(task.status_code(), task),
        })
    }

    /// Returns what a run carries once an event has happened to it.
    ///
    /// # Errors
    /// Throws if the workflow or the event is not valid, the server would refuse the override, or the answer depends on the
    /// workflow's ID and that is not given.
    #[wasm_bindgen]
    pub fn progress(&self, workflow: &JsValue, event: &JsValue) -> Answer {
        let workflow: WorkflowState = read(workflow, "workflow")?;
        let event: WorkflowEvent = read(event, "event")?;
        let progressed = self.0.borrow().deployments().progress(&workflow, &event);
        progressed.map(|workflow| write(&workflow)).map_err(|error| match &error {
            EventRefused::Override(task) => refused(task.status_code(), task),
            EventRefused::WorkflowIdUnknown => {
                input_error(InputError::value("workflow.workflowId", error.to_string()))
            }
        })
    }

    /// Returns what the polls of a worker bring.
    ///
    /// # Errors
    /// Throws if the name, the worker or the type is not valid.
    #[wasm_bindgen]
    pub fn poll(&self, task_queue: &JsValue, worker: &JsValue, asks_for: &JsValue) -> Answer {
        let task_queue = any_name(task_queue)?;
        let worker: Worker = read(worker, "worker")?;
        let asks_for: TaskQueueType = optional(asks_for, "taskQueueType")?;
        let outcome = poll_for(&self.0.borrow(), &task_queue, asks_for, &worker)
            .map_err(|error| refused(error.status_code(), &error))?;
        Ok(write(&outcome))
    }

    /// Returns what an operation would do, and where tasks would land before and after it.
    ///
    /// # Errors
    /// Throws if the operation or a task is not valid. A refusal of the operation is an answer, not an error.
    #[wasm_bindgen]
    pub fn preview(&self, task_queue: &JsValue, operation: &JsValue, tasks: &JsValue) -> Answer {
        let task_queue = any_name(task_queue)?;
        let operation: BuildIdOperation = read(operation, "operation")?;
        let tasks: Vec<Task> = read(tasks, "tasks")?;
        Ok(write(&Preview::new(&self.0.borrow(), &task_queue, &operation, &tasks)))
    }

    /// Returns an independent copy.
    #[wasm_bindgen(js_name = clone)]
    #[must_use]
    pub fn copy(&self) -> Self {
        Self(self.0.clone())
    }

    /// Returns everything that the namespace holds.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> JsValue {
        write(&self.0.borrow().snapshot())
    }

    /// Restores a namespace from a snapshot.
    ///
    /// # Errors
    /// Throws if it is not the snapshot of a namespace.
    #[wasm_bindgen(js_name = fromJSON)]
    pub fn from_json(snapshot: &JsValue) -> Answer<Self> {
        let snapshot: NamespaceSnapshot = read(snapshot, "snapshot")?;
        let namespace = crate::namespace::Namespace::from_snapshot(snapshot);
        namespace.map(Self::holding).map_err(|error| snapshot_error(&error))
    }
}

fn snapshot_error(error: &SnapshotError) -> JsValue {
    let path = match error {
        SnapshotError::Duplicate { place, .. } => format!("snapshot.taskQueues[{place}]"),
        SnapshotError::VersionSets { place, error: StateError { set, build_id, .. } } => {
            let of_set = format!("snapshot.taskQueues[{place}].versionSets[{set}]");
            match build_id {
                Some(member) => format!("{of_set}.buildIds[{member}]"),
                None => of_set,
            }
        }
        SnapshotError::Deployments(error) => match error {
            DeploymentsError::Deployment { place, .. } => {
                format!("snapshot.deployments.deployments[{place}]")
            }
            DeploymentsError::RoutingCopy { place, .. } => {
                format!("snapshot.deployments.routingCopies[{place}]")
            }
            DeploymentsError::NoRoutingCopy { .. } => {
                "snapshot.deployments.routingCopies".to_owned()
            }
        },
    };
    input_error(InputError::value(path, error.to_string()))
}

fn unknown_name(path: String, error: &UnknownName) -> JsValue {
    input_error(InputError::value(path, error.to_string()))
}

fn not_in_document(what: &RolloutSubject) -> JsValue {
    let what = explain::phrases::subject(what);
    let problem = format!("expected something of the document, got {what}");
    input_error(InputError::value("subject", problem))
}

/// Names that a document should have.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Names {
    #[serde(default)]
    task_queues: Vec<TaskQueueName>,
    #[serde(default)]
    build_ids: Vec<BuildId>,
    #[serde(default)]
    workflows: Vec<WorkflowId>,
}

/// An immutable rollout.
#[wasm_bindgen]
pub struct Rollout(crate::rollout::Rollout);

#[wasm_bindgen]
impl Rollout {
    /// Reads a rollout from a document in JSON.
    ///
    /// # Errors
    /// Throws if it is not a rollout document, with the path to what is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(json: &JsValue) -> Answer<Self> {
        read_rollout(&read::<String>(json, "text")?).map(Self).map_err(import_error)
    }

    /// Returns the number of steps.
    #[wasm_bindgen(getter, js_name = stepCount)]
    #[must_use]
    pub fn step_count(&self) -> usize {
        self.0.timeline().len()
    }

    /// Returns the result of each step, with advice if it is refused.
    #[wasm_bindgen]
    #[must_use]
    pub fn steps(&self) -> JsValue {
        write(&self.0.steps())
    }

    /// Returns the namespace after a step.
    ///
    /// # Errors
    /// Throws if there is no such step.
    #[wasm_bindgen(js_name = namespaceAfter)]
    pub fn namespace_after(&self, after: &JsValue) -> Answer<Namespace> {
        Ok(Namespace::holding(self.0.namespace_after(self.step(after, "after")?)))
    }

    /// Returns everything in the document that lands somewhere.
    #[wasm_bindgen]
    #[must_use]
    pub fn subjects(&self) -> JsValue {
        write(&self.0.subjects().iter().map(|subject| &subject.what).collect::<Vec<_>>())
    }

    /// Returns where everything lands after a step, and why.
    ///
    /// # Errors
    /// Throws if there is no such step.
    #[wasm_bindgen]
    pub fn landings(&self, after: &JsValue) -> Answer {
        let namespace = self.0.namespace_after(self.step(after, "after")?);
        let landings = self.0.landings_in(&namespace).into_iter();
        let landings = landings.map(|landing| ExplainedLanding::new(&self.0, landing));
        Ok(write(&landings.collect::<Vec<_>>()))
    }

    /// Returns where everything lands, in groups, without the rules behind it.
    ///
    /// # Errors
    /// Throws if there is no such step, or the operation is not valid.
    #[wasm_bindgen]
    pub fn situation(&self, at: &JsValue) -> Answer {
        Ok(write(&self.0.situation_at(&self.at(at, "at")?)))
    }

    /// Returns what differs between two situations.
    ///
    /// # Errors
    /// Throws if there is no such step, or the operation is not valid.
    #[wasm_bindgen]
    pub fn difference(&self, before: &JsValue, after: &JsValue) -> Answer {
        let (before, after) = (self.at(before, "before")?, self.at(after, "after")?);
        Ok(write(&self.0.difference(&before, &after)))
    }

    /// Returns what differs between this rollout after one step and this or another rollout after another step.
    ///
    /// # Errors
    /// Throws if there is no such step.
    #[wasm_bindgen]
    pub fn changes(&self, from: &JsValue, other: &Self, to: &JsValue) -> Answer {
        let from = self.step(from, "from")?;
        Ok(write(&Changes::new((&self.0, from), (&other.0, other.step(to, "to")?))))
    }

    /// Returns the runs of the document's workflows, in the form that reachability takes.
    #[wasm_bindgen]
    #[must_use]
    pub fn runs(&self) -> JsValue {
        write(&self.0.runs())
    }

    /// Returns where something lands, and why.
    ///
    /// # Errors
    /// Throws if there is no such subject or step.
    #[wasm_bindgen]
    pub fn why(&self, subject: &JsValue, at: &JsValue) -> Answer {
        let what: RolloutSubject = read(subject, "subject")?;
        let namespace = self.0.namespace_at(&self.at(at, "at")?);
        Ok(write(&self.0.why(&what, &namespace).ok_or_else(|| not_in_document(&what))?))
    }

    /// Returns what a screen shows after a moment, and what moves there from another one.
    ///
    /// # Errors
    /// Throws if there is no such step, or the operation is not valid.
    #[wasm_bindgen]
    pub fn flow(&self, before: &JsValue, after: &JsValue, options: &JsValue) -> Answer {
        let (before, after) = (self.at(before, "before")?, self.at(after, "after")?);
        let options: FlowOptions = optional(options, "options")?;
        Ok(write(&self.0.explained_flow(&before, &after, &options)))
    }

    /// Returns why something lands where it does, and who takes it.
    ///
    /// # Errors
    /// Throws if there is no such subject or step.
    #[wasm_bindgen]
    pub fn reasons(&self, subject: &JsValue, at: &JsValue) -> Answer {
        let what: RolloutSubject = read(subject, "subject")?;
        let reasons = self.0.reasons(&what, &self.at(at, "at")?);
        Ok(write(&reasons.ok_or_else(|| not_in_document(&what))?))
    }

    /// Returns which expectations are met.
    #[wasm_bindgen]
    #[must_use]
    pub fn check(&self) -> JsValue {
        write(&ExplainedCheck::from(self.0.check()))
    }

    /// Returns whether workers may be stopped.
    ///
    /// # Errors
    /// Throws if an option is wrong, or names a task queue or build ID that is not in the document.
    #[wasm_bindgen]
    pub fn retire(&self, options: &JsValue) -> Answer {
        let RetirementOptions { task_queue, version, after } = read(options, "options")?;
        let after = step_in_range(after, "options.after", self.step_count())?;
        let retirement = self.0.retire(&task_queue, &version, after);
        let retirement = retirement.map_err(|error| {
            let path = format!("options.{}", error.thing.field());
            unknown_name(path, &error)
        })?;
        Ok(write(&ExplainedRetirement::from(retirement)))
    }

    /// Returns what reaches the workers of build IDs, and what the answer rests on.
    ///
    /// # Errors
    /// Throws if an option is wrong, or names a task queue or build ID that is not in the document.
    #[wasm_bindgen]
    pub fn reachability(&self, options: &JsValue, after: &JsValue) -> Answer {
        let request: ReachabilityRequest = read(options, "options")?;
        let after = self.step(after, "after")?;
        let build_ids = request.versions.iter().map(WorkerVersion::build_id);
        self.known_names("options", request.task_queues.iter(), build_ids)?;
        let answers = self.0.reachability(request, after);
        let answers = answers.map_err(|error| refused(StatusCode::InvalidArgument, &error))?;
        Ok(write(&answers.into_iter().map(ExplainedReachability::from).collect::<Vec<_>>()))
    }

    /// Checks names of a call; a build ID that is absent stands for unversioned workers.
    fn known_names<'a>(
        &self,
        path: &str,
        task_queues: impl Iterator<Item = &'a TaskQueueName>,
        build_ids: impl Iterator<Item = Option<&'a BuildId>>,
    ) -> Answer<()> {
        for (place, task_queue) in task_queues.enumerate() {
            let found = self.0.check_task_queue(task_queue);
            found.map_err(|error| unknown_name(format!("{path}.taskQueues[{place}]"), &error))?;
        }
        for (place, build_id) in build_ids.enumerate() {
            let Some(build_id) = build_id else { continue };
            let found = self.0.check_build_id(build_id);
            found.map_err(|error| unknown_name(format!("{path}.buildIds[{place}]"), &error))?;
        }
        Ok(())
    }

    /// Reads the rollout of this document with the workflows of an export, given its text, and what the export says of other
    /// generations of versioning.
    ///
    /// # Errors
    /// Throws if it is not a rollout document, with the path to what is wrong.
    #[wasm_bindgen(js_name = withExported)]
    pub fn with_exported(&self, json: &JsValue, exported: &WorkflowLandings) -> Answer<Self> {
        let Self(rollout) = Self::new(json)?;
        let rollout = rollout.with_other_versioning(self.0.other_versioning());
        Ok(Self(rollout.with_other_versioning(exported.0.borrow().counts.other_versioning())))
    }

    /// Returns a rollout of the same document with other steps.
    ///
    /// # Errors
    /// Throws if these are no steps, or an expectation is for a step that is not there any more.
    #[wasm_bindgen(js_name = withSteps)]
    pub fn with_steps(&self, steps: &JsValue) -> Answer<Self> {
        let rollout = self.0.with_steps(read(steps, "steps")?);
        rollout.map(Self).map_err(|DocumentError { path, problem }| {
            import_error(InputError::value(path, problem))
        })
    }

    /// Returns what can go wrong by a step of this or another rollout, and cannot by a step of this one.
    ///
    /// # Errors
    /// Throws if there is no such step.
    #[wasm_bindgen(js_name = newHazards)]
    pub fn new_hazards(&self, from: &JsValue, other: &Self, to: &JsValue) -> Answer {
        let from = self.step(from, "from")?;
        let hazards = self.0.new_hazards(from, &other.0, other.step(to, "to")?).into_iter();
        Ok(write(&hazards.map(ExplainedHazard::from).collect::<Vec<_>>()))
    }

    /// Checks that the document names task queues, build IDs and workflows.
    ///
    /// # Errors
    /// Throws if it does not name one of them, with the nearest name.
    #[wasm_bindgen(js_name = checkNames)]
    pub fn check_names(&self, names: &JsValue) -> Answer<()> {
        let Names { task_queues, build_ids, workflows } = read(names, "names")?;
        self.known_names("names", task_queues.iter(), build_ids.iter().map(Some))?;
        for (place, workflow) in workflows.iter().enumerate() {
            let found = self.0.check_workflow(workflow);
            found.map_err(|error| unknown_name(format!("names.workflows[{place}]"), &error))?;
        }
        Ok(())
    }

    /// Returns the build IDs that steps make defaults.
    #[wasm_bindgen(js_name = newDefaults)]
    #[must_use]
    pub fn new_defaults(&self) -> JsValue {
        write(&self.0.new_defaults())
    }

    /// Returns the fewest operations that lead a task queue to a goal.
    ///
    /// # Errors
    /// Throws if an option is wrong. That no plan reaches the goal is an answer, not an error.
    #[wasm_bindgen]
    pub fn plan(&self, options: &JsValue) -> Answer {
        let PlanOptions { task_queue, goal, after } = read(options, "options")?;
        let after = step_in_range(after, "options.after", self.step_count())?;
        let namespace = self.0.namespace_after(after);
        let found = plan(&namespace, &task_queue, &goal, self.0.subjects());
        found
            .map(|plan| write(&plan))
            .map_err(|error| refused(StatusCode::FailedPrecondition, &error))
    }

    /// Returns what can go wrong on the way, or, given an operation to insert, with that operation in between.
    ///
    /// # Errors
    /// Throws if the operation is not valid.
    #[wasm_bindgen]
    pub fn hazards(&self, with: &JsValue) -> Answer {
        let hazards = if with.is_undefined() {
            self.0.hazards()
        } else {
            let (after, operation) = self.composed(with, "with")?;
            self.0.hazards_with(after, &operation)
        };
        Ok(write(&hazards.into_iter().map(ExplainedHazard::from).collect::<Vec<_>>()))
    }

    /// Returns everything that there is to say against the rollout or, given an operation to insert, against that one.
    ///
    /// # Errors
    /// Throws if the operation is not valid.
    #[wasm_bindgen]
    pub fn verdict(&self, with: &JsValue) -> Answer {
        let verdict = if with.is_undefined() {
            self.0.verdict()
        } else {
            let (after, operation) = self.composed(with, "with")?;
            self.0.verdict_with(after, &operation)
        };
        Ok(write(&ExplainedVerdict::from(verdict)))
    }

    /// Returns everything that there is to say against the start and each step.
    #[wasm_bindgen]
    #[must_use]
    pub fn verdicts(&self) -> JsValue {
        let verdicts = self.0.verdicts().into_iter();
        write(&verdicts.map(ExplainedVerdict::from).collect::<Vec<_>>())
    }

    /// Returns the way back from a step.
    ///
    /// # Errors
    /// Throws if there is no such step.
    #[wasm_bindgen]
    pub fn rollback(&self, step: &JsValue) -> Answer {
        Ok(write(&self.0.rollback(self.taken_step(step)?)))
    }

    /// Returns when workers have to be running.
    #[wasm_bindgen(js_name = workerNeeds)]
    #[must_use]
    pub fn worker_needs(&self) -> JsValue {
        write(&self.0.worker_needs())
    }

    /// Returns what a push that begins with a step is to carry out.
    ///
    /// # Errors
    /// Throws if there is no such step; one more than there are is one.
    #[wasm_bindgen(js_name = pushPlan)]
    pub fn push_plan(&self, from_step: &JsValue) -> Answer {
        let from_step = if from_step.is_undefined() { &1.into() } else { from_step };
        let from_step = step_number(from_step, "fromStep", 1, self.step_count() + 1)?;
        Ok(write(&ExplainedPushPlan::from(self.0.push_plan(from_step))))
    }

    /// Returns what a look at a cluster means for a push; nothing where the push goes on without a word.
    ///
    /// # Errors
    /// Throws if it is no such look, there is no such step, or a task queue of the plan was not looked at.
    #[wasm_bindgen]
    pub fn push(&self, look: &JsValue) -> Answer {
        let event = self.0.push(&read(look, "look")?);
        let event = event
            .map_err(|LookError { field, problem }| unfit(&format!("look.{field}"), problem))?;
        Ok(event.map_or(JsValue::UNDEFINED, |event| write(&ExplainedPushEvent::from(event))))
    }

    /// Returns which task queues do not have the version sets from which the document starts.
    ///
    /// # Errors
    /// Throws if they are no task queues.
    #[wasm_bindgen(js_name = otherStarts)]
    pub fn other_starts(&self, found: &JsValue) -> Answer {
        let found: Vec<RolloutTaskQueue> = read(found, "found")?;
        Ok(write(&ExplainedOtherStarts::from(self.0.other_starts(&found))))
    }

    /// Returns the rollout as a runbook for people, in Markdown.
    #[wasm_bindgen]
    #[must_use]
    pub fn runbook(&self) -> String {
        runbook::runbook(&self.0)
    }

    /// Returns the part of the runbook about one step.
    ///
    /// # Errors
    /// Throws if there is no such step.
    #[wasm_bindgen(js_name = runbookOfStep)]
    pub fn runbook_of_step(&self, step: &JsValue) -> Answer<String> {
        Ok(runbook::runbook_of_step(&self.0, self.taken_step(step)?))
    }

    fn step(&self, value: &JsValue, path: &str) -> Answer<usize> {
        step_number(value, path, 0, self.step_count())
    }

    /// Reads the number of a step, counted from 1.
    fn taken_step(&self, value: &JsValue) -> Answer<usize> {
        let path = "step";
        if value.is_undefined() {
            let last = self.step_count();
            let problem = format!("expected integer from 1 to {last}, got undefined");
            return Err(unfit(path, problem));
        }
        step_number(value, path, 1, self.step_count())
    }

    /// Reads the number of a step, or an operation that would be the next step.
    fn at(&self, value: &JsValue, path: &str) -> Answer<At> {
        if !value.is_object() {
            return Ok(At { after: self.step(value, path)?, operation: None });
        }
        let (after, operation) = self.composed(value, path)?;
        Ok(At { after, operation: Some(operation) })
    }

    /// Reads an operation that is not in the document, and the step that it comes after.
    fn composed(&self, value: &JsValue, path: &str) -> Answer<(usize, Operation)> {
        let ComposedStep { after, operation } = read(value, path)?;
        let after = step_in_range(after, &format!("{path}.after"), self.step_count())?;
        Ok((after, operation))
    }
}

/// Running workflows, and where they land.
#[wasm_bindgen]
#[derive(Default)]
pub struct WorkflowLandings(RefCell<Counting>);

#[derive(Default)]
struct Counting {
    export: WorkflowExport,
    counts: WorkflowCounts,
    failed: Option<TooManyKinds>,
}

impl Counting {
    /// Counts the workflows in the next piece; `None` ends the export.
    fn read(&mut self, piece: Option<&[u8]>) -> Answer<()> {
        let Self { export, counts, failed } = self;
        let each: &mut dyn FnMut(&WorkflowRecord<'_>) = &mut |workflow| {
            let WorkflowRecord { status, workflow_type, task_queue, version, .. } = *workflow;
            if failed.is_none() {
                *failed = counts.count(status, workflow_type, task_queue, version).err();
            }
        };
        let read = match piece {
            Some(piece) => export.write(piece, each),
            None => export.end(each),
        };
        if let Some(error) = failed {
            return Err(refused(StatusCode::InvalidArgument, &error));
        }
        read.map_err(|error| refused(StatusCode::InvalidArgument, &error))?;
        counts.take_bytes(piece.map_or(0, |piece| piece.len() as u64));
        Ok(())
    }
}

#[wasm_bindgen]
impl WorkflowLandings {
    /// Starts with no workflows.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the workflows in the next piece of an export.
    ///
    /// # Errors
    /// Throws at the first error in the export, and if there are too many kinds of workflows to tell apart.
    #[wasm_bindgen]
    pub fn write(&self, piece: &[u8]) -> Answer<()> {
        self.0.borrow_mut().read(Some(piece))
    }

    /// Ends the export.
    ///
    /// # Errors
    /// Throws if the export is incomplete, or has an error in its last piece.
    #[wasm_bindgen]
    pub fn end(&self) -> Answer<()> {
        self.0.borrow_mut().read(None)
    }

    /// Returns what was counted so far.
    #[wasm_bindgen]
    #[must_use]
    pub fn counts(&self) -> JsValue {
        write(&self.0.borrow().counts.totals())
    }

    /// Returns what was counted so far, in a sentence.
    #[wasm_bindgen]
    #[must_use]
    pub fn summary(&self) -> String {
        self.0.borrow().counts.totals().to_string()
    }

    /// Returns them as a rollout document lists them.
    #[wasm_bindgen]
    #[must_use]
    pub fn workflows(&self) -> JsValue {
        write(&self.0.borrow().counts.workflows())
    }

    /// Returns where they land.
    #[wasm_bindgen]
    #[must_use]
    pub fn rows(&self, before: &Namespace) -> JsValue {
        write(&self.0.borrow().counts.rows(&before.0.borrow(), None))
    }

    /// Returns where they land with each of two namespaces.
    #[wasm_bindgen(js_name = rowsBetween)]
    #[must_use]
    pub fn rows_between(&self, before: &Namespace, after: &Namespace) -> JsValue {
        write(&self.0.borrow().counts.rows(&before.0.borrow(), Some(&after.0.borrow())))
    }

    /// Returns where they land before the first step of a rollout and after another one.
    ///
    /// # Errors
    /// Throws if there is no such step.
    #[wasm_bindgen(js_name = rowsOf)]
    pub fn rows_of(&self, rollout: &Rollout, after: &JsValue) -> Answer {
        let after = rollout.step(after, "after")?;
        Ok(write(&self.0.borrow().counts.rows_of(&rollout.0, after)))
    }
}

/// Returns what an answer's steps mean.
///
/// # Errors
/// Throws if it is not an answer of this package.
#[wasm_bindgen]
pub fn explain(answer: &JsValue) -> Answer {
    Ok(write(&explain::explain(&read(answer, "answer")?)))
}

/// Returns a short phrase for something.
///
/// # Errors
/// Throws if there is no phrase for such a value.
#[wasm_bindgen(js_name = describe)]
pub fn describe_value(what: &JsValue) -> Answer<String> {
    Ok(describe(&read(what, "")?))
}

/// Far more than a server takes. Escaping can make a text up to thirty times as long.
const MOST_SNIPPET_BYTES: usize = 1 << 16;

/// Checks that names are short enough for a snippet.
fn check_snippet(operation: &Operation) -> Answer<()> {
    let build_ids = operation.operation.build_ids();
    let of_build_ids = build_ids.iter().map(|build_id| ("operation", build_id.byte_length()));
    let of_queue = ("taskQueue", operation.task_queue.byte_length());
    of_build_ids.chain([of_queue]).try_for_each(|(path, length)| check_length(path, length))
}

fn check_length(path: &str, length: usize) -> Answer<()> {
    if length > MOST_SNIPPET_BYTES {
        let problem = format!("expected names of at most {MOST_SNIPPET_BYTES} bytes, got {length}");
        return Err(unfit(path, problem));
    }
    Ok(())
}

/// Returns an operation as a command, or as code for an SDK.
///
/// # Errors
/// Throws if the task queue, operation or language is not valid.
#[wasm_bindgen(js_name = snippet)]
pub fn snippet_of(task_queue: &JsValue, operation: &JsValue, language: &JsValue) -> Answer<String> {
    let task_queue = any_name(task_queue)?;
    let operation = Operation { task_queue, operation: read(operation, "operation")? };
    check_snippet(&operation)?;
    let language: SnippetLanguage = read(language, "language")?;
    Ok(snippet(&operation, language).text)
}

/// Returns an operation on a Worker Deployment as a command, or as code for an SDK.
///
/// # Errors
/// Throws if the operation or language is not valid.
#[wasm_bindgen(js_name = deploymentSnippet)]
pub fn deployment_snippet_of(operation: &JsValue, language: &JsValue) -> Answer<String> {
    let operation: DeploymentOperation = read(operation, "operation")?;
    let length = text_bytes(&operation);
    if length > MOST_SNIPPET_BYTES {
        let problem =
            format!("expected texts of at most {MOST_SNIPPET_BYTES} bytes in all, got {length}");
        return Err(unfit("operation", problem));
    }
    let language: SnippetLanguage = read(language, "language")?;
    Ok(deployment_snippet(&operation, language).text)
}

/// Returns the worker of a version of a deployment as code for an SDK.
///
/// # Errors
/// Throws if an argument is not valid.
#[wasm_bindgen(js_name = workerSnippet)]
pub fn worker_snippet_of(
    version: &JsValue,
    task_queue: &JsValue,
    default_versioning_behavior: &JsValue,
    sdk: &JsValue,
) -> Answer<String> {
    let version: WorkerDeploymentVersion = read(version, "version")?;
    let task_queue = any_name(task_queue)?;
    for (path, length) in [
        ("version.deploymentName", version.deployment_name.byte_length()),
        ("version.buildId", version.build_id.byte_length()),
        ("taskQueue", task_queue.byte_length()),
    ] {
        check_length(path, length)?;
    }
    let behavior: VersioningBehavior = read(default_versioning_behavior, "behavior")?;
    let sdk: Sdk = read(sdk, "sdk")?;
    Ok(worker_snippet(&version, &task_queue, behavior, sdk))
}

/// Returns the operation on a Worker Deployment that a `temporal` command asks for, and what was passed over.
///
/// # Errors
/// Throws if it is not a text, or not such a command; the error says what to write instead.
#[wasm_bindgen(js_name = readDeploymentCommand)]
pub fn read_deployment_command(text: &JsValue) -> Answer {
    let text: String = read(text, "text")?;
    let reading = command::read_deployment_command(&text).map_err(|error| command_error(&error))?;
    Ok(write(&reading))
}

/// Returns what a text is, if it is what a tool prints of versioning.
///
/// # Errors
/// Throws if it is not a text.
#[wasm_bindgen(js_name = otherOutput)]
pub fn other_output(text: &JsValue) -> Answer<Option<String>> {
    Ok(interop::other_output(&read::<String>(text, "text")?).map(str::to_owned))
}

/// Returns the operation that a `temporal` command asks for, and what was passed over.
///
/// # Errors
/// Throws if it is not a text, or not such a command; the error says what to write instead.
#[wasm_bindgen(js_name = readCommand)]
pub fn read_command(text: &JsValue) -> Answer {
    let text: String = read(text, "text")?;
    let reading = command::read_command(&text).map_err(|error| command_error(&error))?;
    Ok(write(&reading))
}

/// Returns the answers to commands that read version sets, as pasted from a terminal.
///
/// # Errors
/// Throws if it is not a text.
#[wasm_bindgen(js_name = pastedAnswers)]
pub fn pasted_answers(text: &JsValue) -> Answer {
    let text: String = read(text, "text")?;
    let answers = command::pasted_answers(&text).map_err(|error| command_error(&error))?;
    Ok(write(&answers))
}

fn command_error(error: &CommandError) -> JsValue {
    let code = Some(StatusCode::InvalidArgument);
    let (message, place) = (error.to_string(), error.place);
    Failed(Facts { code, message, place, ..Facts::default() }).into()
}
