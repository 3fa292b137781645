//! What operations, and the build IDs that they take, are called in the `temporal` command and in the SDKs.

use crate::version_sets::{BuildIdOperation, BuildIdRole};

/// What an operation is called.
pub(super) struct OperationNames {
    /// None where the command and the SDK do not have it.
    pub command_and_go: Option<(&'static str, &'static str)>,
    pub python_and_dotnet: &'static str,
    pub typescript: &'static str,
    pub java: &'static str,
}

impl From<&BuildIdOperation> for OperationNames {
    fn from(operation: &BuildIdOperation) -> Self {
        let (command_and_go, python_and_dotnet, java) = match operation {
            BuildIdOperation::AddNewIdInNewDefaultSet { .. } => (
                Some(("add-new-default", "AddNewIDInNewDefaultSet")),
                "AddNewDefault",
                "newIdInNewDefaultSet",
            ),
            BuildIdOperation::AddNewCompatibleVersion { .. } => (
                Some(("add-new-compatible", "AddNewCompatibleVersion")),
                "AddNewCompatible",
                "newCompatibleVersion",
            ),
            BuildIdOperation::PromoteSetByBuildId { .. } => {
                (Some(("promote-set", "PromoteSet")), "PromoteSetByBuildId", "promoteSetByBuildId")
            }
            BuildIdOperation::PromoteBuildIdWithinSet { .. } => (
                Some(("promote-id-in-set", "PromoteIDWithinSet")),
                "PromoteBuildIdWithinSet",
                "promoteBuildIdWithinSet",
            ),
            BuildIdOperation::MergeSets { .. } => (None, "MergeSets", "mergeSets"),
        };
        Self { command_and_go, python_and_dotnet, typescript: operation.into(), java }
    }
}

/// What a build ID is called where arguments have names.
pub(super) struct BuildIdNames {
    pub flag: &'static str,
    pub go: &'static str,
    pub typescript: &'static str,
}

impl From<BuildIdRole> for BuildIdNames {
    fn from(role: BuildIdRole) -> Self {
        let [flag, go, typescript] = match role {
            BuildIdRole::Added | BuildIdRole::Promoted => ["build-id", "BuildID", "buildId"],
            BuildIdRole::ExistingCompatible => [
                "existing-compatible-build-id",
                "ExistingCompatibleBuildID",
                "existingCompatibleBuildId",
            ],
            // Neither the command nor the Go SDK takes them.
            BuildIdRole::Primary => ["", "", "primaryBuildId"],
            BuildIdRole::Secondary => ["", "", "secondaryBuildId"],
        };
        Self { flag, go, typescript }
    }
}
