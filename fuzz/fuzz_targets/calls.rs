//! Any values that a call can be given: they are read, or refused with the place of the fault. What is read is answered,
//! and is the same when it is written and read again.

#![no_main]

use std::fmt::Debug;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker_versioning::advice::deployment_advice;
use worker_versioning::boundary::json::{self, Value};
use worker_versioning::deployments::{DeploymentRefused, Happening, Lookups};
use worker_versioning::explain::{Described, Explained, describe, explain};
use worker_versioning::namespace::{Namespace, NamespaceSnapshot};
use worker_versioning::operation::{AnyOperation, Operation};
use worker_versioning::planning::{Goal, PlanOptions, plan};
use worker_versioning::rollout::{
    ComposedStep, Preview, RetirementOptions, RolloutSubject, StepResult,
};
use worker_versioning::routing::{ReachabilityRequest, Worker, poll, resolve, task_reachability};
use worker_versioning::task::Task;
use worker_versioning::version::WorkerDeploymentVersion;
use worker_versioning::version_sets::BuildIdOperation;

/// A value, mostly made of the words of the package, so that it is close to what is expected.
#[derive(Debug, Arbitrary)]
enum Given<'a> {
    Null,
    Boolean(bool),
    Number(f64),
    SmallNumber(u8),
    Text(&'a str),
    Word(u8),
    List(Vec<Given<'a>>),
    Object(Vec<(u8, Given<'a>)>),
    ObjectWithAnyField(&'a str, Vec<(u8, Given<'a>)>),
    /// An example, with others for some of the values in it.
    Example(u8, Vec<(u8, Given<'a>)>),
}

#[derive(Debug, Arbitrary)]
enum Call<'a> {
    Apply(Given<'a>, Given<'a>),
    Observe(Given<'a>, Given<'a>),
    Begin(Given<'a>),
    Progress(Given<'a>, Given<'a>),
    DescribeVersion(Given<'a>),
    Update(u8, Given<'a>),
    Resolve(Given<'a>),
    Poll(u8, Given<'a>),
    Preview(Given<'a>, Given<'a>),
    Reachability(Given<'a>),
    Restore(Given<'a>),
    Plan(Given<'a>),
    Goal(Given<'a>),
    Explain(Given<'a>),
    Describe(Given<'a>),
    AskRollout(Given<'a>),
}

/// Good values for the calls.
const EXAMPLES: [&str; 27] = [
    r#"{"taskQueue":"a","operation":"addNewIdInNewDefaultSet","buildId":"b"}"#,
    r#"{"taskQueue":"a","operation":"addNewCompatibleVersion","buildId":"c","existingCompatibleBuildId":"b","promoteSet":true}"#,
    r#"{"operation":"mergeSets","primaryBuildId":"b","secondaryBuildId":"c"}"#,
    r#"{"task":"newWorkflow","taskQueue":"a"}"#,
    r#"{"task":"workflowTask","workflow":{"taskQueue":"a","buildId":"b","hasCompletedWorkflowTask":true}}"#,
    r#"{"task":"activity","workflow":{"taskQueue":"a","buildId":"b"},"taskQueue":"a","versioningIntent":"COMPATIBLE","sdk":"java","requestEagerExecution":true}"#,
    r#"{"task":"continueAsNew","workflow":{"taskQueue":"a"},"useLatestBuildId":true}"#,
    r#"{"buildId":"b","useVersioning":true}"#,
    r#"{"buildIds":["b",""],"taskQueues":["a"],"reachability":"CLOSED_WORKFLOWS","workflows":[{"taskQueue":"a","status":"OPEN","usedBuildIds":["b"]}]}"#,
    r#"{"version":1,"limits":{"versionSets":3,"buildIds":9},"taskQueues":[{"taskQueue":"a","versionSets":[{"buildIds":[{"buildId":"b","becameSetDefault":1},{"buildId":"c","becameSetDefault":3}],"becameQueueDefault":2}]}]}"#,
    r#"{"taskQueue":"a","goal":{"sets":[{"buildIds":["b","d"],"default":"d"}],"queueDefault":"d","unknownBuildIds":"refuse"}}"#,
    r#"{"allSets":[{"buildIds":["b","c"]}]}"#,
    r#"{"outcome":"buildId","taskQueue":"a","buildId":"b","reason":"QUEUE_DEFAULT","follows":{"queueDefault":true},"steps":[{"rule":"NEW_WORKFLOW"},{"rule":"QUEUE_DEFAULT","taskQueue":"a","buildId":"b"}]}"#,
    r#"{"workflow":"b","command":"c"}"#,
    r#"{"operation":"setWorkerDeploymentCurrentVersion","deploymentName":"d","buildId":"b","identity":"a","conflictToken":1,"ignoreMissingTaskQueues":true,"allowNoPollers":true}"#,
    r#"{"operation":"setWorkerDeploymentRampingVersion","deploymentName":"d","buildId":"c","percentage":30,"allowNoPollers":true}"#,
    r#"{"operation":"setWorkerDeploymentManager","deploymentName":"d","managerIdentity":"a","identity":"b"}"#,
    r#"{"operation":"deleteWorkerDeploymentVersion","deploymentVersion":{"deploymentName":"d","buildId":"b"},"skipDrainage":true}"#,
    r#"{"operation":"createWorkerDeploymentVersion","deploymentVersion":{"deploymentName":"d","buildId":"b"},"requestId":"a"}"#,
    r#"{"operation":"updateWorkerDeploymentVersionMetadata","deploymentVersion":{"deploymentName":"d","buildId":"b"},"upsertEntries":{"a":"1"},"removeEntries":["b"]}"#,
    r#"{"pollers":[{"deploymentName":"d","buildId":"b"}],"backlog":[{"taskQueue":"a","taskQueueType":"WORKFLOW"}]}"#,
    r#"{"happening":"workerPolls","taskQueue":"a","taskQueueType":"WORKFLOW","deploymentOptions":{"deploymentName":"d","buildId":"b","workerVersioningMode":"VERSIONED"}}"#,
    r#"{"happening":"drainageCheck","deploymentVersion":{"deploymentName":"d","buildId":"b"},"openPinnedWorkflows":0}"#,
    r#"{"task":"newWorkflow","taskQueue":"a","workflowId":"a","versioningOverride":{"pinned":{"version":{"deploymentName":"d","buildId":"b"}}}}"#,
    r#"{"task":"childWorkflow","workflow":{"taskQueue":"a","workflowId":"a","versioningInfo":{"behavior":"AUTO_UPGRADE","deploymentVersion":{"deploymentName":"d","buildId":"b"},"versionTransition":{"deploymentVersion":{"deploymentName":"d","buildId":"c"}},"revisionNumber":1}},"versioningOverride":{"oneTime":{"targetDeploymentVersion":{"deploymentName":"d","buildId":"b"}}}}"#,
    r#"{"taskQueue":"a","workflowId":"a","versioningInfo":{"behavior":"PINNED","deploymentVersion":{"deploymentName":"d","buildId":"b"},"versioningOverride":{"autoUpgrade":true},"inheritedPinnedVersion":{"deploymentName":"d","buildId":"b"}}}"#,
    r#"{"event":"workflowTaskCompleted","deploymentVersion":{"deploymentName":"d","buildId":"b"},"behavior":"PINNED"}"#,
];

const FIELDS: [&str; 60] = [
    "taskQueue",
    "buildId",
    "operation",
    "task",
    "workflow",
    "existingCompatibleBuildId",
    "promoteSet",
    "primaryBuildId",
    "secondaryBuildId",
    "versioningIntent",
    "useLatestBuildId",
    "requestEagerExecution",
    "sdk",
    "hasCompletedWorkflowTask",
    "useVersioning",
    "version",
    "limits",
    "versionSets",
    "buildIds",
    "taskQueuesPerBuildId",
    "buildIdBytes",
    "taskQueues",
    "becameQueueDefault",
    "becameSetDefault",
    "importedInSet",
    "oldestBuildId",
    "reachability",
    "workflows",
    "status",
    "usedBuildIds",
    "goal",
    "after",
    "sets",
    "allSets",
    "queueDefault",
    "default",
    "unknownBuildIds",
    "outcome",
    "reason",
    "steps",
    "rule",
    "command",
    "landing",
    "poll",
    "deploymentName",
    "deploymentVersion",
    "identity",
    "conflictToken",
    "percentage",
    "versioningInfo",
    "behavior",
    "versioningOverride",
    "versionTransition",
    "revisionNumber",
    "workflowId",
    "deploymentOptions",
    "event",
    "happening",
    "taskQueueType",
    "deployments",
];

const TEXTS: [&str; 48] = [
    "a",
    "b",
    "c",
    "",
    "addNewIdInNewDefaultSet",
    "addNewCompatibleVersion",
    "promoteSetByBuildId",
    "promoteBuildIdWithinSet",
    "mergeSets",
    "newWorkflow",
    "workflowTask",
    "query",
    "activity",
    "childWorkflow",
    "continueAsNew",
    "workflowRetry",
    "cronRun",
    "COMPATIBLE",
    "DEFAULT",
    "typescript",
    "java",
    "OPEN",
    "CLOSED",
    "NEW_WORKFLOWS",
    "EXISTING_WORKFLOWS",
    "add",
    "refuse",
    "buildId",
    "receives",
    "refused",
    "idle",
    "d",
    "PINNED",
    "AUTO_UPGRADE",
    "USE_RAMPING_VERSION",
    "VERSIONED",
    "UNVERSIONED",
    "WORKFLOW",
    "ACTIVITY",
    "NEXUS",
    "update",
    "nexusTask",
    "standaloneActivity",
    "workflowTaskStarted",
    "activityTaskStarted",
    "overrideSet",
    "deleteWorkerDeployment",
    "createWorkerDeployment",
];

impl Given<'_> {
    fn value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Boolean(*value),
            Self::Number(value) => Value::Number(*value),
            Self::SmallNumber(value) => Value::Number((*value).into()),
            Self::Text(text) => Value::String((*text).to_owned()),
            Self::Word(number) => Value::String(word(&TEXTS, *number)),
            Self::List(items) => Value::Array(items.iter().map(Self::value).collect()),
            Self::Object(fields) => Value::Object(named(fields).collect()),
            Self::ObjectWithAnyField(name, fields) => {
                let any = ((*name).to_owned(), Value::Null);
                Value::Object(named(fields).chain([any]).collect())
            }
            Self::Example(number, changes) => {
                let text = EXAMPLES[usize::from(*number) % EXAMPLES.len()];
                let mut example = json::parse(text).expect("an example is JSON");
                for (place, other) in changes {
                    replace(&mut example, &mut place.clone(), other);
                }
                example
            }
        }
    }

    /// Reads a type from it; none when it is refused.
    fn read<T: DeserializeOwned>(&self) -> Option<T> {
        match self.value().read("it") {
            Ok(read) => Some(read),
            Err(error) => {
                assert!(error.path.starts_with("it"), "{error:?}");
                assert!(!error.problem.is_empty());
                None
            }
        }
    }

    /// Reads a type from it that is also written.
    fn read_twice<T: DeserializeOwned + Serialize + PartialEq + Debug>(&self) -> Option<T> {
        let first: T = self.read()?;
        let text = write(&first).to_string();
        assert_eq!(json::read(&text, "what was read").as_ref(), Ok(&first), "{text}");
        Some(first)
    }
}

/// Replaces the value at a place, counted from 0 through all values in it; does nothing at a later one.
fn replace(value: &mut Value, place: &mut u8, other: &Given<'_>) {
    let Some(left) = place.checked_sub(1) else {
        *value = other.value();
        *place = u8::MAX;
        return;
    };
    *place = left;
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, place, other)),
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(_, field)| replace(field, place, other));
        }
        Value::Null | Value::Boolean(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn named<'a>(fields: &'a [(u8, Given<'_>)]) -> impl Iterator<Item = (String, Value)> + 'a {
    fields.iter().map(|(name, value)| (word(&FIELDS, *name), value.value()))
}

fn word(words: &[&str], number: u8) -> String {
    words[usize::from(number) % words.len()].to_owned()
}

/// Writes an answer as it goes to JavaScript.
fn write(answer: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(answer).expect("an answer has texts for names")
}

fuzz_target!(|calls: Vec<Call>| {
    let mut namespace = Namespace::default();
    for call in &calls {
        answer(&mut namespace, call);
    }
});

/// Answers a call, unless what it is given is refused.
fn answer(namespace: &mut Namespace, call: &Call) -> Option<()> {
    match call {
        Call::Apply(operation, lookups) => match operation.read_twice()? {
            AnyOperation::VersionSets(operation) => apply(namespace, &operation),
            AnyOperation::Deployment(operation) => {
                let lookups: Lookups = lookups.read_twice()?;
                let effect = namespace.deployments_mut().apply(&operation, &lookups);
                match effect {
                    Ok(effect) => drop(write(&effect)),
                    Err(DeploymentRefused::Refused(error)) => {
                        write(&deployment_advice(&error, Some(&operation)));
                    }
                    Err(DeploymentRefused::DependsOn(_)) => {}
                }
            }
        },
        Call::Observe(happening, lookups) => {
            let happening: Happening = happening.read_twice()?;
            let lookups: Lookups = lookups.read_twice()?;
            let before = namespace.clone();
            match namespace.deployments_mut().observe(&happening, &lookups) {
                Ok(effect) => drop(write(&effect)),
                Err(_) => assert_eq!(*namespace, before),
            }
        }
        Call::Begin(task) => {
            let workflow = namespace.deployments().begin(&task.read_twice()?)?.ok()?;
            write(&workflow);
        }
        Call::Progress(workflow, event) => {
            let (workflow, event) = (workflow.read_twice()?, event.read_twice()?);
            let workflow = namespace.deployments().progress(&workflow, &event).ok()?;
            let text = write(&workflow).to_string();
            assert_eq!(json::read(&text, "what it carries").as_ref(), Ok(&workflow));
        }
        Call::DescribeVersion(version) => {
            let version: WorkerDeploymentVersion = version.read_twice()?;
            write(&namespace.deployments().describe_version(&version).ok()?);
        }
        Call::Update(task_queue, operation) => {
            let task_queue = word(&TEXTS, *task_queue).into();
            apply(namespace, &Operation { task_queue, operation: operation.read_twice()? });
        }
        Call::Resolve(task) => {
            let resolution = resolve(namespace, &task.read_twice()?);
            write(&resolution);
            assert!(!explain(&Explained::Steps(resolution)).is_empty());
        }
        Call::Poll(task_queue, worker) => {
            let worker: Worker = worker.read_twice()?;
            let outcome = poll(namespace, &word(&TEXTS, *task_queue).into(), &worker).ok()?;
            write(&outcome);
            assert!(!explain(&Explained::Outcome(outcome)).is_empty());
        }
        Call::Preview(operation, tasks) => {
            let operation: BuildIdOperation = operation.read()?;
            let tasks: Vec<Task> = tasks.read()?;
            write(&Preview::new(namespace, &"a".into(), &operation, &tasks));
        }
        Call::Reachability(request) => {
            let request: ReachabilityRequest = request.read()?;
            let answer = task_reachability(namespace, &request).ok()?;
            let versions = answer.iter().map(|of_version| &of_version.version);
            assert!(versions.eq(&request.versions));
        }
        Call::Restore(snapshot) => restore(namespace, snapshot.read_twice()?),
        Call::Plan(options) => {
            let PlanOptions { task_queue, goal, after: _ } = options.read()?;
            write(&plan(namespace, &task_queue, &goal, &[]).ok()?);
        }
        Call::Goal(goal) => {
            let goal: Goal = goal.read_twice()?;
            write(&plan(namespace, &"a".into(), &goal, &[]).ok()?);
        }
        Call::Explain(answer) => assert!(!explain(&answer.read()?).is_empty()),
        Call::Describe(what) => {
            let what: Described = what.read_twice()?;
            let _ = describe(&what);
        }
        Call::AskRollout(question) => {
            question.read_twice::<RolloutSubject>();
            question.read::<RetirementOptions>();
            question.read::<ComposedStep>();
        }
    }
    Some(())
}

fn apply(namespace: &mut Namespace, operation: &Operation) {
    let before = namespace.clone();
    let result = StepResult::new(namespace, operation);
    assert!(result.is_change() || *namespace == before);
    write(&result);
}

fn restore(namespace: &mut Namespace, snapshot: NamespaceSnapshot) {
    if let Ok(restored) = Namespace::from_snapshot(snapshot) {
        assert_eq!(Namespace::from_snapshot(restored.snapshot()).as_ref(), Ok(&restored));
        *namespace = restored;
    }
}
