//! Worker Deployments: each deployment has versions, of which one is current and one may be ramping, and each task queue
//! that a version polls has a copy of its deployment's routing config.
//!
//! [`Deployments`] is what a namespace keeps, [`DeploymentOperation`] what changes it.

mod happenings;
mod import;
mod operations;
mod state;

pub use happenings::Happening;
pub use import::{ImportError, ListedDeployment, ListedVersion, Timestamp};
pub use operations::DeploymentOperation;
pub use state::{
    ConflictToken, Creation, Deployment, DeploymentLimits, Deployments, Drainage, DrainageStatus,
    Moment, Ramp, RoutingConfig, RoutingCopy, TaskQueueVersions, Version, VersionStatus,
};
