//! The rollout document: what is refused, what each field means, and what is found out about a rollout.

mod checks;
mod documents;
mod flows;
mod meanings;
mod new_defaults;
mod new_hazards;
mod properties;
mod reachability;
mod refused;
mod retirement;
mod situations;
mod subjects;
mod verdicts;
