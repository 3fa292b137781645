//! Task queues of different shapes, and what is done to them.

#![allow(dead_code, reason = "each program uses its own part")]

use worker_versioning::limits::Limits;
use worker_versioning::names::{BuildId, TaskQueueName};
use worker_versioning::namespace::Namespace;
use worker_versioning::task::{Task, WorkflowState};
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::{BuildIdOperation, VersionSets};

use crate::linear::LinearSets;

/// A number of version sets with as many build IDs each.
#[derive(Clone, Copy)]
pub struct Shape {
    pub name: &'static str,
    sets: usize,
    size: usize,
}

/// The server's limits.
pub const AT_THE_LIMITS: Shape = Shape { name: "10 sets of 10", sets: 10, size: 10 };

/// The same number of build IDs in few large sets, in many small ones and between.
pub const SCALED: [Shape; 3] = [
    Shape { name: "10 sets of 10,000", sets: 10, size: 10_000 },
    Shape { name: "316 sets of 316", sets: 316, size: 316 },
    Shape { name: "100,000 sets of 1", sets: 100_000, size: 1 },
];

fn build_id(set: usize, member: usize) -> String {
    format!("2026-11-{set}.{member}")
}

impl Shape {
    /// The build IDs of each set.
    fn listed(self) -> impl Iterator<Item = Vec<BuildId>> {
        (0..self.sets)
            .map(move |set| (0..self.size).map(|member| build_id(set, member).into()).collect())
    }

    /// A thousand sets and members all over it, in no order that a cache could foresee.
    fn places(self) -> impl Iterator<Item = (usize, usize)> {
        (0..1000_usize).map(move |number| {
            let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ((mixed >> 32) % self.sets, (mixed >> 16) % self.size)
        })
    }

    /// Promotions of sets and of build IDs within their sets.
    pub fn promotions(self) -> Vec<BuildIdOperation> {
        let promotion = |(set, member)| {
            let build_id = build_id(set, member).into();
            if self.size == 1 || member % 2 == 0 {
                BuildIdOperation::PromoteSetByBuildId { build_id }
            } else {
                BuildIdOperation::PromoteBuildIdWithinSet { build_id }
            }
        };
        self.places().map(promotion).collect()
    }

    /// Build IDs all over it.
    pub fn build_ids(self) -> Vec<BuildId> {
        self.places().map(|(set, member)| build_id(set, member).into()).collect()
    }

    /// Workflow tasks of workflows on these build IDs.
    pub fn tasks(self, task_queue: &TaskQueueName) -> Vec<Task> {
        let task = |(set, member)| {
            let version = Some(WorkerVersion::BuildId(build_id(set, member).into()));
            Task::workflow_task(WorkflowState::new(task_queue.clone(), version))
        };
        self.places().map(task).collect()
    }

    /// A namespace with one queue of that shape, without limits where it is beyond the server's.
    pub fn namespace(self, task_queue: &TaskQueueName) -> Namespace {
        let is_within_limits = self.sets * self.size <= 100;
        let mut namespace =
            Namespace::new(if is_within_limits { Limits::default() } else { Limits::NONE });
        let sets = VersionSets::from_listed(self.listed().collect()).expect("good sets");
        namespace.import(task_queue.clone(), sets).expect("a good name");
        namespace
    }

    pub fn linear(self) -> LinearSets {
        LinearSets::listed_from(self.listed())
    }
}
