//! Words for a cluster with deployments, for runs, and for where their tasks land.

use crate::common::{QUEUE, listed};
use worker_versioning::deployments::{
    DeploymentOperation, DeploymentRefused, Lookups, WorkflowEvent, place,
};
use worker_versioning::names::{TaskQueueName, TaskQueueType, WorkflowId};
use worker_versioning::namespace::Namespace;
use worker_versioning::percentage::Percentage;
use worker_versioning::routing::{resolve, resolve_untraced};
use worker_versioning::task::{
    ActivityCommand, Base, ChildWorkflowCommand, Command, ContinueAsNewCommand,
    InitialVersioningBehavior, Outcome, Resolution, Sdk, Share, Task, VersioningBehavior,
    VersioningInfo, VersioningIntent, VersioningOverride, WorkflowState,
};
use worker_versioning::version::{WorkerDeploymentVersion, WorkerVersion};

pub const OTHER_QUEUE: &str = "payments";

pub const BOTH: &[TaskQueueType] = &[TaskQueueType::Workflow, TaskQueueType::Activity];

/// The version of a build ID of the deployment `shop`, or of the deployment that stands before a colon.
pub fn version(text: &str) -> WorkerDeploymentVersion {
    let (name, build_id) = text.split_once(':').unwrap_or(("shop", text));
    WorkerDeploymentVersion::new(name, build_id)
}

/// The operation that makes a version current; `shop:` means the unversioned workers.
pub fn current(to: &str) -> DeploymentOperation {
    let WorkerDeploymentVersion { deployment_name, build_id } = version(to);
    DeploymentOperation::SetWorkerDeploymentCurrentVersion {
        deployment_name,
        build_id,
        identity: "tester".into(),
        conflict_token: None,
        ignore_missing_task_queues: true,
        allow_no_pollers: false,
    }
}

/// The operation that ramps to a version; `shop:` means the unversioned workers.
pub fn ramp(to: &str, percentage: f32) -> DeploymentOperation {
    let WorkerDeploymentVersion { deployment_name, build_id } = version(to);
    DeploymentOperation::SetWorkerDeploymentRampingVersion {
        deployment_name,
        build_id,
        percentage: Percentage::from(percentage),
        identity: "tester".into(),
        conflict_token: None,
        ignore_missing_task_queues: true,
        allow_no_pollers: false,
    }
}

/// A cluster of which [`QUEUE`] has the version sets of a text such as `[1.0 1.1] [2.0]`.
#[derive(Debug, Clone)]
pub struct Cluster(pub Namespace);

impl Cluster {
    pub fn new(sets: &str) -> Self {
        let mut namespace = Namespace::default();
        namespace.import(QUEUE.into(), listed(sets)).expect("a good name");
        Self(namespace)
    }

    /// A cluster without version sets, where workers of these versions have polled [`QUEUE`] for everything.
    pub fn with_versions(versions: &[&str]) -> Self {
        let mut cluster = Self::new("");
        for version in versions {
            cluster.polls(version, QUEUE, BOTH);
        }
        cluster
    }

    pub fn polls(&mut self, of: &str, task_queue: &str, types: &[TaskQueueType]) {
        for task_queue_type in types {
            self.0
                .deployments_mut()
                .poll(&task_queue.into(), *task_queue_type, &version(of), &Lookups::default())
                .expect("a poll that the server takes");
        }
    }

    pub fn set_current(&mut self, to: &str) -> &mut Self {
        self.apply(&current(to))
    }

    pub fn set_ramp(&mut self, to: &str, percentage: f32) -> &mut Self {
        self.apply(&ramp(to, percentage))
    }

    fn apply(&mut self, operation: &DeploymentOperation) -> &mut Self {
        self.try_apply(operation).expect("an operation that the server takes");
        self
    }

    pub fn try_apply(&mut self, operation: &DeploymentOperation) -> Result<(), DeploymentRefused> {
        let deployments = self.0.deployments_mut();
        deployments.apply(operation, &Lookups::default()).map(|_| ())
    }

    /// Where a task lands, as text: `shop:1`, `2.0` of a version set, `unversioned`, `30 % shop:2, 70 % shop:1`, or a
    /// server's message; and where its workflow moves first.
    pub fn lands(&self, task: &Task) -> String {
        let landing = resolve(&self.0, task);
        assert!(!landing.steps.is_empty(), "every answer has its steps: {task:?}");
        let untraced = resolve_untraced(&self.0, task);
        assert_eq!(untraced, Resolution { steps: Vec::new(), ..landing.clone() });
        shown(&landing)
    }

    /// The run with which a task begins.
    pub fn begin(&self, task: &Task) -> WorkflowState {
        let run = self.0.deployments().begin(task).expect("a task that begins a run");
        run.expect("a run that begins")
    }

    /// Hands a workflow task of a run to the workers that get it, which complete it with a behavior. Returns where that was.
    pub fn run_task(
        &self,
        run: &mut WorkflowState,
        behavior: Option<VersioningBehavior>,
    ) -> String {
        let landing = resolve(&self.0, &Task::workflow_task(run.clone()));
        let (build_id, deployment_version) = worker(&landing);
        self.happens(
            run,
            &WorkflowEvent::WorkflowTaskStarted {
                build_id: build_id.clone(),
                deployment_version: deployment_version.clone(),
                revision_number: landing.revision_number,
            },
        );
        let behavior = behavior.filter(|_| deployment_version.is_some());
        self.happens(
            run,
            &WorkflowEvent::WorkflowTaskCompleted { build_id, deployment_version, behavior },
        );
        shown(&landing)
    }

    pub fn happens(&self, run: &mut WorkflowState, event: &WorkflowEvent) {
        *run = self.0.deployments().progress(run, event).expect("an event that happens");
    }

    /// Hands an activity of a run to the workers that get it. Returns where that was.
    pub fn hand_out_activity(&self, run: &mut WorkflowState, task_queue: Option<&str>) -> String {
        let landing = resolve(&self.0, &activity(run.clone(), task_queue));
        let (build_id, deployment_version) = worker(&landing);
        self.happens(
            run,
            &WorkflowEvent::ActivityTaskStarted {
                build_id,
                deployment_version,
                revision_number: landing.revision_number,
            },
        );
        shown(&landing)
    }

    pub fn set_override(&self, run: &mut WorkflowState, set: Option<VersioningOverride>) {
        self.happens(run, &WorkflowEvent::OverrideSet { versioning_override: set });
    }
}

fn worker(
    landing: &Resolution,
) -> (worker_versioning::names::BuildId, Option<WorkerDeploymentVersion>) {
    match landing.outcome.version().expect("one version") {
        WorkerVersion::Unversioned => ("".into(), None),
        WorkerVersion::BuildId(build_id) => (build_id.clone(), None),
        WorkerVersion::Deployment(version) => ("".into(), Some(version.clone())),
    }
}

pub fn shown(landing: &Resolution) -> String {
    let of = |outcome: &Outcome| match outcome {
        Outcome::Version(WorkerVersion::Unversioned) => "unversioned".to_owned(),
        Outcome::Version(version) => version.to_string(),
        other => other.refusal().expect("a refusal"),
    };
    let moves = |transition: &Option<worker_versioning::task::VersionTransition>| {
        transition.as_ref().map_or(String::new(), |transition| {
            let to = transition.deployment_version.as_ref();
            format!(", moving to {}", to.map_or("unversioned".to_owned(), ToString::to_string))
        })
    };
    match &landing.outcome {
        Outcome::Split(shares) => {
            let share = |Share { percentage, outcome, moves_workflow, .. }: &Share| {
                format!("{percentage} % {}{}", of(outcome), moves(moves_workflow))
            };
            shares.iter().map(share).collect::<Vec<_>>().join(" | ")
        }
        outcome => format!("{}{}", of(outcome), moves(&landing.moves_workflow)),
    }
}

/// A workflow ID whose place is more than one number and at most another.
pub fn id_between(least: f64, most: f64) -> WorkflowId {
    (0..10_000)
        .map(|number| WorkflowId::from(format!("workflow-{number}")))
        .find(|id| place(id) > least && place(id) <= most)
        .expect("some ID has such a place")
}

pub const PINNED: Option<VersioningBehavior> = Some(VersioningBehavior::Pinned);
pub const AUTO_UPGRADE: Option<VersioningBehavior> = Some(VersioningBehavior::AutoUpgrade);
pub const UNSPECIFIED: Option<VersioningBehavior> = None;

/// A run on [`QUEUE`] whose latest workflow task a worker of a version completed with a behavior, and that a revision moved
/// there.
pub fn run(behavior: VersioningBehavior, of: &str, revision_number: u64) -> WorkflowState {
    let info = VersioningInfo {
        base: Some(Base { behavior, version: version(of) }),
        revision_number,
        ..VersioningInfo::default()
    };
    WorkflowState { versioning_info: info.boxed(), ..unversioned() }
}

pub fn pinned(of: &str) -> WorkflowState {
    run(VersioningBehavior::Pinned, of, 1)
}

pub fn auto_upgrade(of: &str) -> WorkflowState {
    run(VersioningBehavior::AutoUpgrade, of, 1)
}

/// A run that the unversioned workers have.
pub fn unversioned() -> WorkflowState {
    with_id(WorkflowState::new(QUEUE.into(), Some(WorkerVersion::Unversioned)), "any")
}

/// A run that a worker of a version set has.
pub fn on_set(build_id: &str) -> WorkflowState {
    let version = WorkerVersion::BuildId(build_id.into());
    with_id(WorkflowState::new(QUEUE.into(), Some(version)), "any")
}

pub fn with_id(run: WorkflowState, workflow_id: impl Into<WorkflowId>) -> WorkflowState {
    WorkflowState { workflow_id: Some(workflow_id.into()), ..run }
}

pub fn with_override(run: WorkflowState, set: VersioningOverride) -> WorkflowState {
    let mut info = run.versioning_info.as_deref().cloned().unwrap_or_default();
    info.versioning_override = Some(set);
    WorkflowState { versioning_info: info.boxed(), ..run }
}

pub fn info(run: &WorkflowState) -> VersioningInfo {
    run.versioning_info.as_deref().cloned().unwrap_or_default()
}

pub fn new_workflow(task_queue: &str, workflow_id: impl Into<WorkflowId>) -> Task {
    start_with(task_queue, workflow_id, None)
}

pub fn start_with(
    task_queue: &str,
    workflow_id: impl Into<WorkflowId>,
    versioning_override: Option<VersioningOverride>,
) -> Task {
    Task::NewWorkflow {
        task_queue: task_queue.into(),
        workflow_id: Some(workflow_id.into()),
        versioning_override,
    }
}

pub fn workflow_task(run: WorkflowState) -> Task {
    Task::workflow_task(run)
}

pub fn command(
    workflow: WorkflowState,
    task_queue: Option<&str>,
    intent: VersioningIntent,
) -> Command {
    let task_queue = task_queue.map(TaskQueueName::from);
    Command { workflow, task_queue, intent, sdk: Sdk::Go }
}

/// An activity of a run, without an intent.
pub fn activity(run: WorkflowState, task_queue: Option<&str>) -> Task {
    activity_with(run, task_queue, VersioningIntent::Unspecified)
}

pub fn activity_with(
    run: WorkflowState,
    task_queue: Option<&str>,
    intent: VersioningIntent,
) -> Task {
    let command = command(run, task_queue, intent);
    Task::Activity(ActivityCommand { requests_eager_execution: false, command })
}

/// A child of a run, without an intent.
pub fn child(run: WorkflowState, task_queue: Option<&str>) -> Task {
    child_with(run, task_queue, VersioningIntent::Unspecified, None)
}

pub fn child_with(
    run: WorkflowState,
    task_queue: Option<&str>,
    intent: VersioningIntent,
    versioning_override: Option<VersioningOverride>,
) -> Task {
    Task::ChildWorkflow(ChildWorkflowCommand {
        workflow_id: run.workflow_id.clone(),
        versioning_override,
        command: command(run, task_queue, intent),
    })
}

/// The next run of one that continues as new, without an intent.
pub fn continue_as_new(
    run: WorkflowState,
    task_queue: Option<&str>,
    initial_versioning_behavior: Option<InitialVersioningBehavior>,
) -> Task {
    let command = command(run, task_queue, VersioningIntent::Unspecified);
    Task::ContinueAsNew(ContinueAsNewCommand { initial_versioning_behavior, command })
}
