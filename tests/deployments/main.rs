//! Worker Deployments against their rules: a case for each rule, and laws over random operations.

mod administration;
mod advice;
mod answers;
mod current;
mod drainage;
mod names;
mod polls;
mod properties;
mod ramping;
mod snapshots;
mod task_queues;
mod world;
