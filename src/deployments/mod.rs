//! Worker Deployments: each deployment has versions, of which one is current and one may be ramping, and each task queue
//! that a version polls has a copy of its deployment's routing config.
//!
//! [`Deployments`] is what a namespace keeps, [`DeploymentOperation`] what changes it.

mod administration;
mod answers;
mod checks;
mod drainage;
mod happenings;
mod import;
pub(crate) mod landing;
mod operations;
mod polls;
mod progress;
mod promotion;
pub(crate) mod ramp;
mod snapshot;
mod state;

pub use answers::{
    DescribeWorkerDeploymentResponse, DescribeWorkerDeploymentVersionResponse,
    DescribedRoutingConfig, VersionDrainageInfo, VersionTaskQueue, WorkerDeploymentInfo,
    WorkerDeploymentVersionInfo, WorkerDeploymentVersionSummary,
};
pub use drainage::{GRACE_PERIOD, REFRESH_INTERVAL};
pub use happenings::{Happening, HappeningEffect};
pub use import::{ImportError, ListedDeployment, ListedVersion, Timestamp};
pub use operations::{
    DeploymentEffect, DeploymentOperation, DeploymentRefused, Lookup, Lookups, TypedTaskQueue,
};
pub use progress::{EventRefused, WorkflowEvent, workflow_task_completed, workflow_task_started};
pub use ramp::{Target, TaskQueueRamp, TaskQueueRouting, place};
pub use snapshot::{
    DeploymentProblem, DeploymentSnapshot, DeploymentsError, DeploymentsSnapshot,
    RoutingCopyProblem, RoutingCopySnapshot,
};
pub use state::{
    ConflictToken, Creation, Deployment, DeploymentLimits, Deployments, Drainage, DrainageStatus,
    Moment, NotedDrainage, Ramp, RoutingConfig, RoutingCopy, TaskQueueVersions, Version,
    VersionStatus, VersionSummary,
};
