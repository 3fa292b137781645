//! What a workflow run carries of Worker Deployments, with the field names of the API's
//! `WorkflowExecutionVersioningInfo`.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::{by_field, is_zero};

/// How a workflow follows the versions of a deployment, as `@temporalio/common` writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VersioningBehavior {
    /// The run stays on the version on which it is.
    Pinned,
    /// The run moves to the current or ramping version with its next workflow task.
    AutoUpgrade,
}

/// The behavior and version of a run, as the worker reported them that completed its latest workflow task, or as the
/// run inherited them at its start.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base {
    /// The behavior.
    pub behavior: VersioningBehavior,
    /// The version.
    pub version: WorkerDeploymentVersion,
}

by_field! {
    /// What someone set for a run, in place of its own behavior and version.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum VersioningOverride {
        /// The run is pinned to a version.
        Pinned {
            /// The version.
            pinned: PinnedOverride,
        },
        /// The run follows its deployment.
        AutoUpgrade {
            /// True.
            #[cfg_attr(feature = "schema", schemars(schema_with = "crate::vocabulary::schema::only_true"))]
            auto_upgrade: bool,
        },
        /// The run's next workflow task goes to a version; the override ends once that version has completed it.
        OneTime {
            /// The version.
            one_time: OneTimeOverride,
        },
    }
}

/// The version of a pinned override.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PinnedOverride {
    /// The version.
    pub version: WorkerDeploymentVersion,
}

/// The version of a one-time override.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OneTimeOverride {
    /// The version.
    pub target_deployment_version: WorkerDeploymentVersion,
}

impl VersioningOverride {
    /// An override that pins a run to a version.
    #[must_use]
    pub const fn pinned(version: WorkerDeploymentVersion) -> Self {
        Self::Pinned { pinned: PinnedOverride { version } }
    }

    /// An override that moves a run to a version once.
    #[must_use]
    pub const fn one_time(target_deployment_version: WorkerDeploymentVersion) -> Self {
        Self::OneTime { one_time: OneTimeOverride { target_deployment_version } }
    }

    /// An override by which a run follows its deployment.
    #[must_use]
    pub const fn auto_upgrade() -> Self {
        Self::AutoUpgrade { auto_upgrade: true }
    }

    /// The version to which it directs the run, if it names one.
    #[must_use]
    pub const fn version(&self) -> Option<&WorkerDeploymentVersion> {
        match self {
            Self::Pinned { pinned } => Some(&pinned.version),
            Self::OneTime { one_time } => Some(&one_time.target_deployment_version),
            Self::AutoUpgrade { .. } => None,
        }
    }
}

/// A move to another version that ends when a workflow task there is completed.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VersionTransition {
    /// The version to which the run moves; absent for the unversioned workers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_version: Option<WorkerDeploymentVersion>,
}

/// What a run carries of Worker Deployments.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "VersioningInfoFields", into = "VersioningInfoFields")]
pub struct VersioningInfo {
    /// What the worker of its latest workflow task reported, or what it inherited.
    pub base: Option<Base>,
    /// What someone set in its place.
    pub versioning_override: Option<VersioningOverride>,
    /// The move that it is making.
    pub version_transition: Option<VersionTransition>,
    /// The revision of the routing config that last moved it; 0 for none.
    pub revision_number: u64,
    /// Whether it continued as new with `USE_RAMPING_VERSION`: its first workflow task, and that of each further attempt,
    /// goes to the ramping version.
    pub starts_on_ramping_version: bool,
    /// The version to which it was pinned at its start, by a parent or an earlier run.
    pub inherited_pinned_version: Option<WorkerDeploymentVersion>,
}

/// What a run carries of Worker Deployments, as the API's `WorkflowExecutionVersioningInfo`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "VersioningInfo"))]
#[serde(rename_all = "camelCase")]
struct VersioningInfoFields {
    /// The behavior that the worker of its latest workflow task reported, or that it inherited. Absent for an unspecified
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    behavior: Option<VersioningBehavior>,
    /// The version of that worker, or the inherited one. There exactly where `behavior` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deployment_version: Option<WorkerDeploymentVersion>,
    /// What someone set in place of these two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    versioning_override: Option<VersioningOverride>,
    /// The move that it is making, until a workflow task is completed there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version_transition: Option<VersionTransition>,
    /// The revision of the routing config that last moved it; 0 by default.
    #[serde(default, skip_serializing_if = "is_zero")]
    revision_number: u64,
    /// Whether it continued as new with `USE_RAMPING_VERSION`, so that its first workflow task, and that of each further
    /// attempt, goes to the ramping version; false by default.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    starts_on_ramping_version: bool,
    /// The version to which it was pinned at its start, by its parent or an earlier run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inherited_pinned_version: Option<WorkerDeploymentVersion>,
}

/// A behavior stands without a version, or a version without a behavior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("expected behavior and deploymentVersion both or neither, got one of them")]
pub struct BaseIncomplete;

impl TryFrom<VersioningInfoFields> for VersioningInfo {
    type Error = BaseIncomplete;

    fn try_from(fields: VersioningInfoFields) -> Result<Self, BaseIncomplete> {
        let base = match (fields.behavior, fields.deployment_version) {
            (Some(behavior), Some(version)) => Some(Base { behavior, version }),
            (None, None) => None,
            _ => return Err(BaseIncomplete),
        };
        Ok(Self {
            base,
            versioning_override: fields.versioning_override,
            version_transition: fields.version_transition,
            revision_number: fields.revision_number,
            starts_on_ramping_version: fields.starts_on_ramping_version,
            inherited_pinned_version: fields.inherited_pinned_version,
        })
    }
}

impl From<VersioningInfo> for VersioningInfoFields {
    fn from(info: VersioningInfo) -> Self {
        let (behavior, deployment_version) =
            info.base.map(|base| (base.behavior, base.version)).unzip();
        Self {
            behavior,
            deployment_version,
            versioning_override: info.versioning_override,
            version_transition: info.version_transition,
            revision_number: info.revision_number,
            starts_on_ramping_version: info.starts_on_ramping_version,
            inherited_pinned_version: info.inherited_pinned_version,
        }
    }
}

#[cfg(feature = "schema")]
crate::vocabulary::schema::schema_of!(VersioningInfo, VersioningInfoFields);

/// The behavior of a run and the version that counts for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Effective<'a> {
    /// The behavior.
    pub behavior: VersioningBehavior,
    /// The version; `None` for the unversioned workers.
    pub version: Option<&'a WorkerDeploymentVersion>,
}

impl Effective<'_> {
    /// Whether the run is pinned.
    #[must_use]
    pub fn is_pinned(self) -> bool {
        self.behavior == VersioningBehavior::Pinned
    }
}

impl<'a> Effective<'a> {
    /// What counts under an override, or else the base.
    pub(super) fn under(
        versioning_override: Option<&'a VersioningOverride>,
        base: Option<Self>,
    ) -> Option<Self> {
        let Some(versioning_override) = versioning_override else { return base };
        Some(match versioning_override.version() {
            Some(version) => Self { behavior: VersioningBehavior::Pinned, version: Some(version) },
            None => Self {
                behavior: VersioningBehavior::AutoUpgrade,
                version: base.and_then(|base| base.version),
            },
        })
    }
}

impl Base {
    /// The base as what counts where nothing is set in its place.
    pub(super) const fn effective(&self) -> Effective<'_> {
        Effective { behavior: self.behavior, version: Some(&self.version) }
    }
}

impl VersioningInfo {
    /// The same on the heap, or `None` if the run carries nothing.
    #[must_use]
    pub fn boxed(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }

    /// The behavior and version that count: those of its transition, else of its override, else of its base. `None` while
    /// its behavior is unspecified.
    ///
    /// Source: live server; `GetEffectiveVersioningBehavior` and `GetEffectiveDeployment` of its history service.
    #[must_use]
    pub fn effective(&self) -> Option<Effective<'_>> {
        if let Some(transition) = &self.version_transition {
            let version = transition.deployment_version.as_ref();
            return Some(Effective { behavior: VersioningBehavior::AutoUpgrade, version });
        }
        let base = self.base.as_ref().map(Base::effective);
        Effective::under(self.versioning_override.as_ref(), base)
    }
}
