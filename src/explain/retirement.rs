//! Whether workers may be stopped, and what would free them.

use serde::Serialize;

use super::grounds;
use crate::rollout::{MayStop, Release, Retirement};

/// Whether workers may be stopped, as a predicate to follow their name; it calls them "they".
#[must_use]
pub const fn may_stop(may_stop: MayStop) -> &'static str {
    match may_stop {
        MayStop::Yes => "nothing lands on them: they may be stopped",
        MayStop::ExceptQueries => "nothing but queries to closed workflows lands on them",
        MayStop::No => "they are still needed",
        MayStop::NotKnown => "it is not known whether they are still needed",
    }
}

/// Whether workers may be stopped, with what the answer rests on in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExplainedRetirement {
    /// The answer.
    #[serde(flatten)]
    pub retirement: Retirement,
    /// What it rests on: a sentence for each ground and, where it is not known, what would settle it.
    pub explanation: Vec<String>,
}

impl From<Retirement> for ExplainedRetirement {
    fn from(retirement: Retirement) -> Self {
        Self { explanation: retirement.grounds.iter().map(grounds::ground).collect(), retirement }
    }
}

/// How long something holds workers, as in `until the workflow closes`: until one of these frees them.
#[must_use]
pub fn releases(releases: &[Release]) -> String {
    let releases: Vec<&str> = releases.iter().copied().map(release).collect();
    format!("until {}", releases.join(", or "))
}

const fn release(release: Release) -> &'static str {
    match release {
        Release::AnotherQueueDefault => "another version set becomes the queue default",
        Release::AnotherSetDefault => "a compatible build ID becomes the default of the set",
        Release::FirstVersionSet => "the queue gets its first version set",
        Release::Closing => "the workflow closes",
        Release::EndOfRetention => "the namespace no longer keeps the closed workflow",
    }
}
