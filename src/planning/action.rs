//! An operation in numbers, and back.

use super::problem::{Id, Problem};
use super::state::State;
use crate::version_sets::BuildIdOperation;

/// An operation in numbers. A set is named by its default.
#[derive(Debug, Clone, Copy)]
pub(super) enum Action {
    AddNewDefault(Id),
    AddCompatible { id: Id, set: Id, promotes_set: bool },
    PromoteSet(Id),
    PromoteWithinSet(Id),
    Merge { primary: Id, secondary: Id },
}

impl Action {
    /// The operation, given the state before it.
    pub(super) fn operation(self, problem: &Problem<'_>, state: &State) -> BuildIdOperation {
        let build_id = |id: Id| problem.build_id(id).clone();
        match self {
            Self::AddNewDefault(id) => {
                BuildIdOperation::AddNewIdInNewDefaultSet { build_id: build_id(id) }
            }
            Self::AddCompatible { id, set, promotes_set } => {
                BuildIdOperation::AddNewCompatibleVersion {
                    build_id: build_id(id),
                    existing_compatible_build_id: build_id(set),
                    promote_set: promotes_set,
                }
            }
            Self::PromoteSet(set) => BuildIdOperation::PromoteSetByBuildId {
                build_id: build_id(name_to_promote(problem, state, set)),
            },
            Self::PromoteWithinSet(id) => {
                BuildIdOperation::PromoteBuildIdWithinSet { build_id: build_id(id) }
            }
            Self::Merge { primary, secondary } => BuildIdOperation::MergeSets {
                primary_build_id: build_id(primary),
                secondary_build_id: build_id(secondary),
            },
        }
    }
}

/// The build ID that names a set in its promotion: its default, unless that is longer than the limit, which may have
/// been lowered since. Then another one of the set will do.
fn name_to_promote(problem: &Problem<'_>, state: &State, set: Id) -> Id {
    let fits = |id: &Id| problem.build_id(*id).check_length(&problem.limits).is_ok();
    let members = (0..problem.build_id_count()).filter(|id| state.default_of(*id) == Some(set));
    [set].into_iter().chain(members).find(fits).unwrap_or(set)
}
