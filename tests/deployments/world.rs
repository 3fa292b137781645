//! Words in which these tests are written: a version as `D:B`, and a short name for each operation.

use worker_versioning::deployments::{
    ConflictToken, DeploymentLimits, DeploymentOperation, DeploymentRefused, Deployments, Lookups,
    TypedTaskQueue, VersionStatus,
};
use worker_versioning::names::TaskQueueType;
use worker_versioning::refusal::DeploymentError;
use worker_versioning::version::WorkerDeploymentVersion;

pub use TaskQueueType::{Activity, Nexus, Workflow};
pub use worker_versioning::deployments::DeploymentOperation as Operation;

/// Who asks, where a test does not say.
pub const ME: &str = "me";

/// A version that is written `D:B`.
pub fn version(text: &str) -> WorkerDeploymentVersion {
    let (name, build_id) = text.split_once(':').expect("D:B");
    WorkerDeploymentVersion::new(name, build_id)
}

pub fn set_current(deployment: &str, build_id: &str) -> Operation {
    Operation::SetWorkerDeploymentCurrentVersion {
        deployment_name: deployment.into(),
        build_id: build_id.into(),
        identity: ME.into(),
        conflict_token: None,
        ignore_missing_task_queues: false,
        allow_no_pollers: false,
    }
}

pub fn set_ramping(deployment: &str, build_id: &str, percentage: f32) -> Operation {
    Operation::SetWorkerDeploymentRampingVersion {
        deployment_name: deployment.into(),
        build_id: build_id.into(),
        percentage: percentage.into(),
        identity: ME.into(),
        conflict_token: None,
        ignore_missing_task_queues: false,
        allow_no_pollers: false,
    }
}

pub fn set_manager(deployment: &str, manager: &str) -> Operation {
    Operation::SetWorkerDeploymentManager {
        deployment_name: deployment.into(),
        manager_identity: manager.into(),
        to_self: false,
        identity: ME.into(),
        conflict_token: None,
    }
}

pub fn delete_version(deployment: &str, build_id: &str) -> Operation {
    Operation::DeleteWorkerDeploymentVersion {
        deployment_version: WorkerDeploymentVersion::new(deployment, build_id),
        skip_drainage: false,
        identity: ME.into(),
    }
}

pub fn delete_deployment(deployment: &str) -> Operation {
    Operation::DeleteWorkerDeployment { deployment_name: deployment.into(), identity: ME.into() }
}

pub fn create_deployment(deployment: &str, request_id: &str) -> Operation {
    Operation::CreateWorkerDeployment {
        deployment_name: deployment.into(),
        identity: ME.into(),
        request_id: request_id.into(),
    }
}

pub fn create_version(deployment: &str, build_id: &str, request_id: &str) -> Operation {
    Operation::CreateWorkerDeploymentVersion {
        deployment_version: WorkerDeploymentVersion::new(deployment, build_id),
        identity: ME.into(),
        request_id: request_id.into(),
    }
}

pub fn note(version_text: &str, upsert: &[(&str, &str)], remove: &[&str]) -> Operation {
    let upsert = upsert.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Operation::UpdateWorkerDeploymentVersionMetadata {
        deployment_version: version(version_text),
        upsert_entries: upsert.collect(),
        remove_entries: remove.iter().map(|key| (*key).to_owned()).collect(),
        identity: ME.into(),
    }
}

/// Ways to ask otherwise.
pub trait Asked: Sized {
    fn by(self, who: &str) -> Self;
    fn with_token(self, token: ConflictToken) -> Self;
    fn without_pollers(self) -> Self;
    fn ignoring_queues(self) -> Self;
    fn skipping_drainage(self) -> Self;
    fn to_oneself(self) -> Self;
}

impl Asked for Operation {
    fn by(mut self, who: &str) -> Self {
        let (Self::SetWorkerDeploymentCurrentVersion { identity, .. }
        | Self::SetWorkerDeploymentRampingVersion { identity, .. }
        | Self::SetWorkerDeploymentManager { identity, .. }
        | Self::DeleteWorkerDeploymentVersion { identity, .. }
        | Self::DeleteWorkerDeployment { identity, .. }
        | Self::CreateWorkerDeployment { identity, .. }
        | Self::CreateWorkerDeploymentVersion { identity, .. }
        | Self::UpdateWorkerDeploymentVersionMetadata { identity, .. }) = &mut self;
        *identity = who.into();
        self
    }

    fn with_token(mut self, token: ConflictToken) -> Self {
        match &mut self {
            Self::SetWorkerDeploymentCurrentVersion { conflict_token, .. }
            | Self::SetWorkerDeploymentRampingVersion { conflict_token, .. }
            | Self::SetWorkerDeploymentManager { conflict_token, .. } => {
                *conflict_token = Some(token);
            }
            other => panic!("{other:?} has no token"),
        }
        self
    }

    fn without_pollers(mut self) -> Self {
        match &mut self {
            Self::SetWorkerDeploymentCurrentVersion { allow_no_pollers, .. }
            | Self::SetWorkerDeploymentRampingVersion { allow_no_pollers, .. } => {
                *allow_no_pollers = true;
            }
            other => panic!("{other:?} promotes nothing"),
        }
        self
    }

    fn ignoring_queues(mut self) -> Self {
        match &mut self {
            Self::SetWorkerDeploymentCurrentVersion { ignore_missing_task_queues, .. }
            | Self::SetWorkerDeploymentRampingVersion { ignore_missing_task_queues, .. } => {
                *ignore_missing_task_queues = true;
            }
            other => panic!("{other:?} promotes nothing"),
        }
        self
    }

    fn skipping_drainage(mut self) -> Self {
        match &mut self {
            Self::DeleteWorkerDeploymentVersion { skip_drainage, .. } => *skip_drainage = true,
            other => panic!("{other:?} deletes no version"),
        }
        self
    }

    fn to_oneself(mut self) -> Self {
        match &mut self {
            Self::SetWorkerDeploymentManager { to_self, .. } => *to_self = true,
            other => panic!("{other:?} sets no manager"),
        }
        self
    }
}

/// Deployments, and what a server would look up: nobody has polled lately and no task waits, unless a test says so.
#[derive(Debug, Clone)]
pub struct World {
    pub deployments: Deployments,
    pub lookups: Lookups,
}

impl World {
    pub fn new() -> Self {
        Self::limited(DeploymentLimits::default())
    }

    pub fn limited(limits: DeploymentLimits) -> Self {
        let lookups = Lookups { pollers: Some(vec![]), backlog: Some(vec![]) };
        Self { deployments: Deployments::new(limits), lookups }
    }

    /// With workers that have polled workflow tasks of the queue `q`, of versions such as `D:1`.
    pub fn with(versions: &[&str]) -> Self {
        let mut world = Self::new();
        for version in versions {
            assert_eq!(world.poll(version, "q", Workflow), "ok");
        }
        world
    }

    pub fn poll(&mut self, who: &str, task_queue: &str, of_type: TaskQueueType) -> String {
        let before = self.deployments.clone();
        let polled =
            self.deployments.poll(&task_queue.into(), of_type, &version(who), &self.lookups);
        match polled {
            Ok(true) => "ok".to_owned(),
            Ok(false) => {
                assert_eq!(self.deployments, before);
                "same".to_owned()
            }
            Err(refused) => {
                assert_eq!(self.deployments, before, "a refused poll changes nothing");
                told(&refused)
            }
        }
    }

    /// Carries out an operation and tells the result: `ok`, `same` when nothing changed, `STATUS: message` of a refusal,
    /// or on what the answer depends. What is not carried out must have changed nothing.
    pub fn apply(&mut self, operation: &Operation) -> String {
        let before = self.deployments.clone();
        let told = self.apply_leaving(operation);
        if told != "ok" {
            assert_eq!(self.deployments, before, "{told}");
        }
        told
    }

    /// Likewise, with an operation that may leave something when it is refused.
    pub fn apply_leaving(&mut self, operation: &DeploymentOperation) -> String {
        match self.deployments.apply(operation, &self.lookups) {
            Ok(effect) if effect.changed => "ok".to_owned(),
            Ok(_) => "same".to_owned(),
            Err(refused) => told(&refused),
        }
    }

    /// Carries out operations that succeed.
    pub fn after(mut self, operations: &[Operation]) -> Self {
        for operation in operations {
            assert_eq!(self.apply(operation), "ok", "{operation:?}");
        }
        self
    }

    pub fn status(&self, of: &str) -> VersionStatus {
        self.deployments.version(&version(of)).expect("a version").status
    }

    pub fn token(&self, deployment: &str) -> ConflictToken {
        self.deployments.get(&deployment.into()).expect("a deployment").conflict_token
    }

    pub fn revision(&self, deployment: &str) -> u64 {
        let deployment = self.deployments.get(&deployment.into()).expect("a deployment");
        deployment.routing_config.revision_number
    }

    /// The current version and the ramp of a deployment, such as `1, 2 at 30 %`, with `-` for the unversioned workers.
    pub fn routing(&self, deployment: &str) -> String {
        let config =
            &self.deployments.get(&deployment.into()).expect("a deployment").routing_config;
        routing(config)
    }
}

/// The current version and the ramp of a routing config.
pub fn routing(config: &worker_versioning::deployments::RoutingConfig) -> String {
    let name = |build_id: &Option<worker_versioning::names::BuildId>| {
        build_id.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
    };
    let current = name(&config.current);
    match &config.ramp {
        Some(ramp) => format!("{current}, {} at {} %", name(&ramp.to), ramp.percentage),
        None => current,
    }
}

/// A queue of one type.
pub fn queue(task_queue: &str, task_queue_type: TaskQueueType) -> TypedTaskQueue {
    TypedTaskQueue { task_queue: task_queue.into(), task_queue_type }
}

fn told(refused: &DeploymentRefused) -> String {
    match refused {
        DeploymentRefused::Refused(error) => refusal(error),
        DeploymentRefused::DependsOn(lookup) => format!("depends on {lookup:?}"),
    }
}

/// A refusal as `STATUS: message`.
pub fn refusal(error: &DeploymentError) -> String {
    format!("{}: {error}", error.status_code())
}
