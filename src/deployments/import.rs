//! Deployments as a cluster shows them.

use crate::sorted::{SortedMap, SortedSet};

use thiserror::Error;

use super::{
    ConflictToken, Creation, Deployment, Deployments, Drainage, DrainageStatus, Moment, Ramp,
    RoutingConfig, Version, VersionStatus, VersionSummary,
};
use crate::names::{BuildId, DeploymentName, Identity, TaskQueueName, TaskQueueType};
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::Record;

/// A time as a cluster shows it, in RFC 3339 and UTC. In the order of time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    /// Up to the seconds.
    seconds: String,
    /// The digits behind them, without zeros at the end.
    fraction: String,
}

impl Timestamp {
    /// The time of a text; `None` for one that stands for never, as in the years 1 and 1970.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim_end_matches('Z');
        let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_never = ["0001-01-01T00:00:00", "1970-01-01T00:00:00", ""].contains(&seconds);
        let fraction = fraction.trim_end_matches('0').to_owned();
        (!is_never).then(|| Self { seconds: seconds.to_owned(), fraction })
    }
}

/// A deployment as a cluster shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedDeployment {
    /// Its name.
    pub name: DeploymentName,
    /// The build ID of its current version; `None` for the unversioned workers.
    pub current: Option<BuildId>,
    /// Its ramp.
    pub ramp: Option<Ramp>,
    /// When the current version last changed.
    pub current_version_changed: Option<Timestamp>,
    /// When the ramping version last changed.
    pub ramping_version_changed: Option<Timestamp>,
    /// When the ramping version or its percentage last changed.
    pub ramping_version_percentage_changed: Option<Timestamp>,
    /// The revision of the routing config; `None` where it is not shown.
    pub revision_number: Option<u64>,
    /// Its versions, the newest first.
    pub versions: Vec<ListedVersion>,
    /// Who last changed it.
    pub last_modifier_identity: Identity,
    /// Its manager; empty for none.
    pub manager_identity: Identity,
}

/// A version as a cluster shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedVersion {
    /// The version.
    pub version: WorkerDeploymentVersion,
    /// Its status; `None` where it is not shown.
    pub status: Option<VersionStatus>,
    /// Its drainage, where it has one.
    pub drainage: Option<DrainageStatus>,
    /// Its task queues; `None` where they are not shown.
    pub task_queues: Option<SortedSet<(TaskQueueName, TaskQueueType)>>,
}

/// Why deployments that a cluster shows cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    /// A deployment is shown twice, or there is one already.
    #[error("expected each deployment once, got '{0}' again")]
    Again(DeploymentName),
    /// A version is described whose deployment is not.
    #[error("expected the description of the deployment '{}' beside that of its version '{}'", .0.deployment_name, .0.build_id)]
    NoDeployment(WorkerDeploymentVersion),
    /// A deployment has a version whose task queues are not shown, so that nothing says where its tasks go.
    #[error("expected the description of the version '{}' of '{}', which names its task queues", .0.build_id, .0.deployment_name)]
    NoTaskQueues(WorkerDeploymentVersion),
}

/// What is taken for the revision of a routing config where it is not shown: one that is later than that of every run, as on
/// a cluster whose queues all have the newest config.
const LATEST_REVISION: u64 = 1 << 52;

impl Deployments {
    /// Takes over the deployments that a cluster shows, with the descriptions of their versions. Every member queue gets a
    /// copy of its deployment's routing config, as on a server that has brought it everywhere.
    ///
    /// The order of what happened at different times is kept, also between deployments, so that deployments which share
    /// task queues should be taken over together.
    ///
    /// # Errors
    /// When a deployment occurs twice or is there already, or lacks the description of a version. Then nothing has changed.
    pub fn import(
        &mut self,
        mut listed: Vec<ListedDeployment>,
        described: Vec<ListedVersion>,
    ) -> Result<(), ImportError> {
        let mut names = SortedSet::default();
        for deployment in &listed {
            if self.get(&deployment.name).is_some() || !names.insert(&deployment.name) {
                return Err(ImportError::Again(deployment.name.clone()));
            }
        }
        for described in described {
            let of_name =
                |listed: &&mut ListedDeployment| listed.name == described.version.deployment_name;
            let Some(deployment) = listed.iter_mut().find(of_name) else {
                return Err(ImportError::NoDeployment(described.version));
            };
            let versions = &mut deployment.versions;
            match versions.iter_mut().find(|version| version.version == described.version) {
                Some(version) => *version = described,
                None => versions.push(described),
            }
        }
        let versions = listed.iter().flat_map(|deployment| &deployment.versions);
        if let Some(version) = versions.clone().find(|version| version.task_queues.is_none()) {
            return Err(ImportError::NoTaskQueues(version.version.clone()));
        }
        for deployment in &listed {
            let ramping = deployment.ramp.as_ref().and_then(|ramp| ramp.to.as_ref());
            // `list` shows which version is current, and no versions.
            for build_id in deployment.current.iter().chain(ramping) {
                if deployment.versions.iter().all(|it| it.version.build_id != *build_id) {
                    let (name, build_id) = (deployment.name.clone(), build_id.clone());
                    let version = WorkerDeploymentVersion { deployment_name: name, build_id };
                    return Err(ImportError::NoTaskQueues(version));
                }
            }
        }
        let times = self.moments(&listed);
        for deployment in listed {
            self.take_over(deployment, &times);
        }
        Ok(())
    }

    /// Gives each time a moment, after all that there are.
    fn moments(&mut self, listed: &[ListedDeployment]) -> SortedMap<Timestamp, Moment> {
        let all = listed.iter().flat_map(|deployment| {
            [
                &deployment.current_version_changed,
                &deployment.ramping_version_changed,
                &deployment.ramping_version_percentage_changed,
            ]
        });
        let all: SortedSet<Timestamp> = all.flatten().cloned().collect();
        let moment = |time| {
            self.now += 1;
            (time, Moment(self.now))
        };
        all.into_iter().map(moment).collect()
    }

    fn take_over(&mut self, listed: ListedDeployment, times: &SortedMap<Timestamp, Moment>) {
        let at = |time: &Option<Timestamp>| time.as_ref().and_then(|time| times.get(time)).copied();
        self.now += 1;
        let created = Moment(self.now);
        let routing_config = RoutingConfig {
            current_version_changed: at(&listed.current_version_changed),
            ramping_version_changed: at(&listed.ramping_version_changed),
            ramping_version_percentage_changed: at(&listed.ramping_version_percentage_changed),
            current: listed.current,
            ramp: listed.ramp,
            revision_number: listed.revision_number.unwrap_or(LATEST_REVISION),
        };
        let mut versions = Vec::new();
        for version in listed.versions.into_iter().rev() {
            let ListedVersion { version, status, drainage, task_queues } = version;
            self.now += 1;
            let now = Moment(self.now);
            let members = task_queues.unwrap_or_default();
            for member in &members {
                let copies = self.task_queues.or_default(member.clone());
                let copy = copies.or_default(listed.name.clone());
                copy.routing_config = routing_config.clone();
                copy.members.insert(version.build_id.clone());
            }
            let is_current = routing_config.current.as_ref() == Some(&version.build_id);
            let is_ramping = routing_config
                .ramp
                .as_ref()
                .is_some_and(|ramp| ramp.to.as_ref() == Some(&version.build_id));
            let status = status.unwrap_or(match drainage {
                _ if is_current => VersionStatus::Current,
                _ if is_ramping => VersionStatus::Ramping,
                Some(DrainageStatus::Draining) => VersionStatus::Draining,
                Some(DrainageStatus::Drained) => VersionStatus::Drained,
                None => VersionStatus::Inactive,
            });
            let drainage =
                drainage.map(|status| Drainage { status, last_changed: now, last_checked: now });
            versions.push(Version {
                build_id: version.build_id,
                status,
                drainage,
                members,
                metadata: Record::default(),
                last_modifier_identity: Identity::default(),
                creation: Creation::Poll,
                created: now,
                routing_updated: None,
                current_since: is_current.then_some(now),
                ramping_since: is_ramping.then_some(now),
                first_activation: (is_current || is_ramping || drainage.is_some()).then_some(now),
                last_current: is_current.then_some(now),
                last_deactivation: drainage.is_some().then_some(now),
                summary: VersionSummary {
                    created: now,
                    status,
                    drainage: drainage.map(Into::into),
                },
            });
        }
        self.now += 1;
        let deployment = Deployment {
            versions,
            routing_config,
            conflict_token: ConflictToken(self.now),
            last_modifier_identity: listed.last_modifier_identity,
            manager_identity: listed.manager_identity,
            creation: Creation::Poll,
            created,
        };
        self.by_name.insert(listed.name, deployment);
    }
}
