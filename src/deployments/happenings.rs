//! What changes Worker Deployments without anyone asking for it: workers poll, versions drain, runs are pinned.

use serde::Serialize;

use super::{DeploymentRefused, Deployments, Lookups, VersionStatus};
use crate::names::{TaskQueueName, TaskQueueType};
use crate::version::{WorkerDeploymentOptions, WorkerDeploymentVersion};
use crate::vocabulary::tagged;

tagged! {
    #[tag("happening")]
    /// What changes Worker Deployments without anyone asking for it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Happening {
        /// A worker polls a task queue. Its version becomes a member of the queue; it and its deployment are created if they
        /// are missing. An unversioned worker changes nothing.
        #[cfg_attr(feature = "schema", schemars(title = "WorkerPolls"))]
        WorkerPolls {
            /// The queue.
            task_queue: TaskQueueName,
            /// What it asks for; `WORKFLOW` by default.
            #[serde(default)]
            task_queue_type: TaskQueueType,
            /// What it says of itself.
            deployment_options: WorkerDeploymentOptions,
        },
        /// The server looks for open workflows that are pinned to a version, as it does while the version is draining: for
        /// the first time three minutes after it was demoted, then every three minutes.
        #[cfg_attr(feature = "schema", schemars(title = "DrainageCheck"))]
        DrainageCheck {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
            /// How many it finds.
            open_pinned_workflows: u32,
        },
        /// A workflow starts with, or gets, an override to a version. One that is no longer current or ramping drains again.
        #[cfg_attr(feature = "schema", schemars(title = "OverrideSet"))]
        OverrideSet {
            /// The version.
            deployment_version: WorkerDeploymentVersion,
        },
    }
}

/// What a happening did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "HappeningResult"))]
pub struct HappeningEffect {
    /// False when everything was already as it makes it.
    pub changed: bool,
    /// The status of the version after it; absent for an unversioned worker, and when there is no such version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<VersionStatus>,
}

impl Deployments {
    /// Takes note of something that happens.
    ///
    /// # Errors
    /// As the server refuses a poll, or when its answer depends on something that `lookups` leaves open. Then nothing has
    /// changed.
    pub fn observe(
        &mut self,
        happening: &Happening,
        lookups: &Lookups,
    ) -> Result<HappeningEffect, DeploymentRefused> {
        let before = self.now;
        let status = match happening {
            Happening::WorkerPolls { task_queue, task_queue_type, deployment_options } => {
                let Some(version) = deployment_options.version() else {
                    return Ok(HappeningEffect { changed: false, status: None });
                };
                let changed = self.poll(task_queue, *task_queue_type, &version, lookups)?;
                let status = self.version(&version).map(|version| version.status);
                return Ok(HappeningEffect { changed, status });
            }
            Happening::DrainageCheck { deployment_version, open_pinned_workflows } => {
                self.check_drainage(deployment_version, *open_pinned_workflows)
            }
            Happening::OverrideSet { deployment_version } => self.reactivate(deployment_version),
        };
        Ok(HappeningEffect { changed: self.now != before, status })
    }
}
