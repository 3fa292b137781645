//! When a version that is no longer current or ramping may go.
//!
//! A server checks a draining version for the first time [`GRACE_PERIOD`] after its demotion, then every
//! [`REFRESH_INTERVAL`] while it is draining. There is no clock here: each check is a call.

use std::time::Duration;

use super::{Deployments, Drainage, DrainageStatus, Version, VersionStatus};
use crate::version::WorkerDeploymentVersion;

/// How long after a demotion the first check comes, by default
/// (`matching.wv.VersionDrainageStatusVisibilityGracePeriod`).
pub const GRACE_PERIOD: Duration = Duration::from_secs(180);

/// How long after a check the next one comes, by default (`matching.wv.VersionDrainageStatusRefreshInterval`).
pub const REFRESH_INTERVAL: Duration = Duration::from_secs(180);

impl Deployments {
    /// Checks whether a version is drained, by the number of open workflows that are pinned to it: those whose pinned or
    /// one-time override names it, or that have no override and are pinned to it by themselves. Answers the status that
    /// the version has then; `None` if there is no such version.
    ///
    /// A version that is not draining is not checked.
    ///
    /// Source: `refreshDrainageInfo` and `GetVersionDrainageStatus` of the server, compared with a live server.
    pub fn check_drainage(
        &mut self,
        version: &WorkerDeploymentVersion,
        open_pinned_workflows: u32,
    ) -> Option<VersionStatus> {
        let status = self.version(version)?.status;
        if status != VersionStatus::Draining {
            return Some(status);
        }
        let now = self.next_moment();
        let checked = self.existing_version(&version.deployment_name, &version.build_id);
        if open_pinned_workflows == 0 {
            checked.status = VersionStatus::Drained;
            checked.drainage = Some(Drainage {
                status: DrainageStatus::Drained,
                last_changed: now,
                last_checked: now,
            });
        } else if let Some(drainage) = &mut checked.drainage {
            drainage.last_checked = now;
        }
        checked.tell_deployment();
        Some(checked.status)
    }

    /// A workflow starts with, or gets, a pinned or one-time override to a version. One that is inactive or drained is
    /// draining then. Answers the status that the version has then; `None` if there is no such version.
    ///
    /// Source: `ReactivateVersionWorkflowIfPinned` of the server, compared with a live server.
    pub fn reactivate(&mut self, version: &WorkerDeploymentVersion) -> Option<VersionStatus> {
        let status = self.version(version)?.status;
        if !matches!(status, VersionStatus::Inactive | VersionStatus::Drained) {
            return Some(status);
        }
        let now = self.next_moment();
        let reactivated = self.existing_version(&version.deployment_name, &version.build_id);
        reactivated.status = VersionStatus::Draining;
        reactivated.drainage = Some(Drainage {
            status: DrainageStatus::Draining,
            last_changed: now,
            last_checked: now,
        });
        reactivated.tell_deployment();
        Some(reactivated.status)
    }
}

impl Version {
    /// Sends the deployment all that the version says of itself, also when it came to be.
    fn tell_deployment(&mut self) {
        self.summary = self.summarized();
    }
}
