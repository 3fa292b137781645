//! Any sequence of operations on Worker Deployments and of what happens to them: what is refused changes nothing, what is
//! described fits together, and a snapshot holds everything.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use worker_versioning::deployments::{
    ConflictToken, Deployment, DeploymentLimits, DeploymentOperation, DeploymentRefused, Happening,
    Lookups, TypedTaskQueue, VersionStatus,
};
use worker_versioning::limits::Limits;
use worker_versioning::names::{BuildId, DeploymentName, Identity, TaskQueueName, TaskQueueType};
use worker_versioning::namespace::Namespace;
use worker_versioning::percentage::Percentage;
use worker_versioning::version::{
    WorkerDeploymentOptions, WorkerDeploymentVersion, WorkerVersioningMode,
};

#[derive(Debug, Arbitrary)]
enum Step {
    Polls { version: Version, queue: u8, is_versioned: bool },
    DrainageCheck { version: Version, open: bool },
    OverrideSet { version: Version },
    SetCurrent { version: Version, options: Options },
    SetRamping { version: Version, percentage: u8, options: Options },
    SetManager { version: Version, manager: u8, to_self: bool, options: Options },
    DeleteVersion { version: Version, skip_drainage: bool, identity: u8 },
    Delete { version: Version },
    Create { version: Version, request: u8 },
    CreateVersion { version: Version, request: u8 },
    Note { version: Version, key: u8, removes: bool },
    Restore,
}

/// Which deployment, and which version of it.
type Version = (u8, u8);

#[derive(Debug, Arbitrary)]
struct Options {
    identity: u8,
    token: Option<u8>,
    ignores_missing: bool,
    allows_no_pollers: bool,
}

#[derive(Debug, Arbitrary)]
struct Known {
    pollers: Option<Vec<Version>>,
    backlog: Option<Vec<u8>>,
}

const LIMITS: DeploymentLimits = DeploymentLimits {
    deployments: 2,
    versions: 3,
    task_queues: 2,
    versions_in_task_queue: 4,
    id_bytes: 60,
};

fuzz_target!(|steps: Vec<(Step, Known)>| {
    let mut namespace = Namespace::new(Limits::default()).with_deployment_limits(LIMITS);
    for (step, known) in &steps {
        let before = namespace.clone();
        take(&mut namespace, step, &lookups(known));
        for (name, deployment) in namespace.deployments().iter() {
            check(name, deployment, before.deployments().get(name));
            let described = namespace.deployments().describe(name);
            serde_json::to_string(&described.expect("it is there")).expect("texts for names");
            for version in &deployment.versions {
                let version = WorkerDeploymentVersion::new(name.clone(), version.build_id.clone());
                let described = namespace.deployments().describe_version(&version);
                serde_json::to_string(&described.expect("it is there")).expect("texts for names");
            }
        }
    }
});

fn take(namespace: &mut Namespace, step: &Step, lookups: &Lookups) {
    let before = namespace.clone();
    let refused = if let Some(happening) = happening(step) {
        namespace.deployments_mut().observe(&happening, lookups).err()
    } else if let Some(operation) = operation(step) {
        namespace.deployments_mut().apply(&operation, lookups).err()
    } else {
        let restored = Namespace::from_snapshot(before.snapshot());
        assert_eq!(restored.as_ref(), Ok(&before));
        return;
    };
    let keeps_what_it_created = matches!(
        step,
        Step::SetCurrent { options, .. } | Step::SetRamping { options, .. }
            if options.allows_no_pollers
    );
    match refused {
        Some(DeploymentRefused::Refused(error)) => {
            assert!(!error.to_string().is_empty());
            assert!(keeps_what_it_created || *namespace == before, "{error}");
        }
        Some(DeploymentRefused::DependsOn(_)) => assert_eq!(*namespace, before),
        None => {}
    }
}

/// The routing config and the statuses of the versions say the same, and the revision never falls.
fn check(name: &DeploymentName, deployment: &Deployment, before: Option<&Deployment>) {
    let config = &deployment.routing_config;
    let ramping = config.ramp.as_ref().and_then(|ramp| ramp.to.as_ref());
    for version in &deployment.versions {
        let build_id = Some(&version.build_id);
        let is = |status| version.status == status;
        assert_eq!(is(VersionStatus::Current), build_id == config.current.as_ref(), "{name}");
        assert_eq!(is(VersionStatus::Ramping), build_id == ramping, "{name}");
    }
    let build_ids = config.current.iter().chain(ramping);
    assert!(build_ids.clone().all(|build_id| deployment.version(build_id).is_some()));
    assert!(config.current.is_none() || config.current.as_ref() != ramping);
    let earlier = before.filter(|before| before.created == deployment.created);
    assert!(earlier.is_none_or(|earlier| {
        earlier.routing_config.revision_number <= config.revision_number
    }));
}

fn happening(step: &Step) -> Option<Happening> {
    Some(match step {
        Step::Polls { version, queue, is_versioned } => {
            let WorkerDeploymentVersion { deployment_name, build_id } = named(version);
            let worker_versioning_mode = if *is_versioned {
                WorkerVersioningMode::Versioned
            } else {
                WorkerVersioningMode::Unversioned
            };
            let TypedTaskQueue { task_queue, task_queue_type } = task_queue(*queue);
            let deployment_options =
                WorkerDeploymentOptions { deployment_name, build_id, worker_versioning_mode };
            Happening::WorkerPolls { task_queue, task_queue_type, deployment_options }
        }
        Step::DrainageCheck { version, open } => Happening::DrainageCheck {
            deployment_version: named(version),
            open_pinned_workflows: u32::from(*open),
        },
        Step::OverrideSet { version } => {
            Happening::OverrideSet { deployment_version: named(version) }
        }
        _ => return None,
    })
}

fn operation(step: &Step) -> Option<DeploymentOperation> {
    Some(match step {
        Step::SetCurrent { version, options } => {
            let WorkerDeploymentVersion { deployment_name, build_id } = named(version);
            DeploymentOperation::SetWorkerDeploymentCurrentVersion {
                deployment_name,
                build_id,
                identity: identity(options.identity),
                conflict_token: options.token.map(token),
                ignore_missing_task_queues: options.ignores_missing,
                allow_no_pollers: options.allows_no_pollers,
            }
        }
        Step::SetRamping { version, percentage, options } => {
            let WorkerDeploymentVersion { deployment_name, build_id } = named(version);
            DeploymentOperation::SetWorkerDeploymentRampingVersion {
                deployment_name,
                build_id,
                percentage: Percentage::from(f32::from(*percentage) / 2.0),
                identity: identity(options.identity),
                conflict_token: options.token.map(token),
                ignore_missing_task_queues: options.ignores_missing,
                allow_no_pollers: options.allows_no_pollers,
            }
        }
        Step::SetManager { version, manager, to_self, options } => {
            DeploymentOperation::SetWorkerDeploymentManager {
                deployment_name: named(version).deployment_name,
                manager_identity: identity(*manager),
                to_self: *to_self,
                identity: identity(options.identity),
                conflict_token: options.token.map(token),
            }
        }
        Step::DeleteVersion { version, skip_drainage, identity: by } => {
            DeploymentOperation::DeleteWorkerDeploymentVersion {
                deployment_version: named(version),
                skip_drainage: *skip_drainage,
                identity: identity(*by),
            }
        }
        Step::Delete { version } => DeploymentOperation::DeleteWorkerDeployment {
            deployment_name: named(version).deployment_name,
            identity: Identity::default(),
        },
        Step::Create { version, request } => DeploymentOperation::CreateWorkerDeployment {
            deployment_name: named(version).deployment_name,
            identity: identity(*request),
            request_id: identity(*request).to_string(),
        },
        Step::CreateVersion { version, request } => {
            DeploymentOperation::CreateWorkerDeploymentVersion {
                deployment_version: named(version),
                identity: identity(*request),
                request_id: identity(*request).to_string(),
            }
        }
        Step::Note { version, key, removes } => {
            let key = identity(*key).to_string();
            let (added, removed) = if *removes { (None, Some(key)) } else { (Some(key), None) };
            DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
                deployment_version: named(version),
                upsert_entries: added.into_iter().map(|key| (key, "1".to_owned())).collect(),
                remove_entries: removed.into_iter().collect(),
                identity: Identity::default(),
            }
        }
        _ => return None,
    })
}

/// Few names, so that steps meet; some that no deployment or version can have.
fn named((deployment, build_id): &Version) -> WorkerDeploymentVersion {
    const DEPLOYMENTS: [&str; 6] = ["d", "d", "e", "f", "a.b", ""];
    const BUILD_IDS: [&str; 8] =
        ["1", "1", "2", "2", "3", "4", "", "longer than a build ID may be"];
    let deployment = DEPLOYMENTS[usize::from(*deployment) % DEPLOYMENTS.len()];
    let build_id = BUILD_IDS[usize::from(*build_id) % BUILD_IDS.len()];
    WorkerDeploymentVersion::new(DeploymentName::from(deployment), BuildId::from(build_id))
}

fn identity(number: u8) -> Identity {
    ["", "ann", "ben"][usize::from(number) % 3].into()
}

fn token(number: u8) -> ConflictToken {
    serde_json::from_str(&number.to_string()).expect("a number")
}

fn task_queue(number: u8) -> TypedTaskQueue {
    let types = [TaskQueueType::Workflow, TaskQueueType::Activity, TaskQueueType::Nexus];
    TypedTaskQueue {
        task_queue: TaskQueueName::from(["p", "q", "r"][usize::from(number) % 3]),
        task_queue_type: types[usize::from(number / 3) % 3],
    }
}

fn lookups(known: &Known) -> Lookups {
    let pollers = known.pollers.as_ref();
    let backlog = known.backlog.as_ref();
    Lookups {
        pollers: pollers.map(|versions| versions.iter().map(named).collect()),
        backlog: backlog.map(|queues| queues.iter().copied().map(task_queue).collect()),
    }
}
