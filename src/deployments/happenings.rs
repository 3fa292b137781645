//! What changes Worker Deployments without anyone asking for it: workers poll, versions drain, runs are pinned.

use super::operations::{DeploymentRefused, Lookups};
use super::{Deployments, VersionStatus};
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
            #[serde(deserialize_with = "TaskQueueName::deserialize_any_text")]
            #[cfg_attr(feature = "schema", schemars(with = "String"))]
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

impl Deployments {
    /// Takes in what happened. Answers whether it changed anything.
    ///
    /// # Errors
    /// As [`Self::poll`]. Then nothing has changed.
    pub fn observe(
        &mut self,
        happening: &Happening,
        lookups: &Lookups,
    ) -> Result<bool, DeploymentRefused> {
        match happening {
            Happening::WorkerPolls { task_queue, task_queue_type, deployment_options } => {
                match deployment_options.version() {
                    Some(version) => self.poll(task_queue, *task_queue_type, &version, lookups),
                    None => Ok(false),
                }
            }
            Happening::DrainageCheck { deployment_version, open_pinned_workflows } => {
                let is_checked = self.version(deployment_version).map(|version| version.status)
                    == Some(VersionStatus::Draining);
                self.check_drainage(deployment_version, *open_pinned_workflows);
                Ok(is_checked)
            }
            Happening::OverrideSet { deployment_version } => {
                let before = self.version(deployment_version).map(|version| version.status);
                Ok(self.reactivate(deployment_version) != before)
            }
        }
    }
}
