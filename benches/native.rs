//! The engine in a Rust program, beside version sets as the server has them: `cargo bench`.
//!
//! `npm run bench` runs it too, and writes what it measured to `docs/speed.md`.

mod linear;

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use linear::LinearSets;
use worker_versioning::model::{Limits, Namespace, Operation, SetPromotion, TaskQueueName};
use worker_versioning::routing::{Task, WorkflowState, WorkflowVersion, resolve};

/// A number of version sets with as many build IDs each.
#[derive(Clone, Copy)]
struct Shape {
    name: &'static str,
    sets: usize,
    size: usize,
}

const AT_THE_LIMITS: Shape = Shape { name: "10 sets of 10", sets: 10, size: 10 };

/// The same number of build IDs in few large sets, in many small ones and between.
const SCALED: [Shape; 3] = [
    Shape { name: "10 sets of 10,000", sets: 10, size: 10_000 },
    Shape { name: "316 sets of 316", sets: 316, size: 316 },
    Shape { name: "100,000 sets of 1", sets: 100_000, size: 1 },
];

fn build_id(set: usize, member: usize) -> String {
    format!("2026-11-{set}.{member}")
}

impl Shape {
    /// The operations that make it.
    fn operations(self) -> impl Iterator<Item = Operation> {
        (0..self.sets).flat_map(move |set| {
            (0..self.size).map(move |member| match member {
                0 => Operation::AddNewDefault { build_id: build_id(set, 0).into() },
                _ => Operation::AddNewCompatible {
                    build_id: build_id(set, member).into(),
                    existing_compatible: build_id(set, 0).into(),
                    set_promotion: SetPromotion::Keep,
                },
            })
        })
    }

    /// A thousand sets and members all over it, in no order that a cache could foresee.
    fn places(self) -> impl Iterator<Item = (usize, usize)> {
        (0..1000_usize).map(move |number| {
            let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ((mixed >> 32) % self.sets, (mixed >> 16) % self.size)
        })
    }

    fn promotions(self) -> Vec<Operation> {
        let promotion = |(set, member)| {
            let build_id = build_id(set, member).into();
            if self.size == 1 || member % 2 == 0 {
                Operation::PromoteSet { build_id }
            } else {
                Operation::PromoteBuildIdWithinSet { build_id }
            }
        };
        self.places().map(promotion).collect()
    }

    fn tasks(self, task_queue: &TaskQueueName) -> Vec<Task> {
        let task = |(set, member)| {
            Task::WorkflowTask(WorkflowState {
                task_queue: task_queue.clone(),
                version: WorkflowVersion::BuildId(build_id(set, member).into()),
            })
        };
        self.places().map(task).collect()
    }

    fn namespace(self, task_queue: &TaskQueueName) -> Namespace {
        let is_within_limits = self.sets * self.size <= 100;
        let mut namespace =
            Namespace::new(if is_within_limits { Limits::default() } else { Limits::NONE });
        for operation in self.operations() {
            namespace.update(task_queue, Some(&operation)).expect("it is within the limits");
        }
        namespace
    }

    /// Made list by list: copied for each operation, the large ones would take hours.
    fn linear(self) -> LinearSets {
        LinearSets::listed_from(
            (0..self.sets)
                .map(|set| (0..self.size).map(|member| build_id(set, member).into()).collect()),
        )
    }
}

type Group<'a> = BenchmarkGroup<'a, WallTime>;

fn engine(group: &mut Group<'_>, shape: Shape) {
    let task_queue = TaskQueueName::from("orders");
    let mut namespace = shape.namespace(&task_queue);
    let (operations, tasks) = (shape.promotions(), shape.tasks(&task_queue));
    let mut operations = operations.iter().cycle();
    group.bench_function(format!("update, {}, engine", shape.name), |bencher| {
        bencher.iter(|| namespace.update(&task_queue, black_box(operations.next())));
    });
    let mut tasks = tasks.iter().cycle();
    group.bench_function(format!("resolve, {}, engine", shape.name), |bencher| {
        bencher.iter(|| {
            tasks.next().map(|task| black_box(resolve(&namespace, black_box(task)).reason))
        });
    });
}

fn peer(group: &mut Group<'_>, shape: Shape) {
    let mut sets = shape.linear();
    let operations = shape.promotions();
    let mut operations = operations.iter().cycle();
    group.bench_function(format!("update, {}, as the server", shape.name), |bencher| {
        bencher.iter(|| operations.next().map(|operation| sets.apply(black_box(operation))));
    });
    let places: Vec<_> = shape.places().map(|(set, member)| build_id(set, member).into()).collect();
    let mut places = places.iter().cycle();
    group.bench_function(format!("resolve, {}, as the server", shape.name), |bencher| {
        bencher.iter(|| places.next().map(|place| black_box(sets.default_of(black_box(place)))));
    });
}

fn native(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("native");
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    engine(&mut group, AT_THE_LIMITS);
    peer(&mut group, AT_THE_LIMITS);
    for shape in SCALED {
        engine(&mut group, shape);
    }
    // One copy of these takes milliseconds.
    group.sample_size(10);
    for shape in SCALED {
        peer(&mut group, shape);
    }
}

criterion_group!(benches, native);
criterion_main!(benches);
