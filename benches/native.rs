//! The engine in a Rust program, beside version sets as the server has them: `cargo bench`.
//!
//! `npm run bench` runs it too, and writes what it measured to `docs/speed.md`.

mod linear;
mod shape;

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion};
use shape::{AT_THE_LIMITS, SCALED, Shape};
use worker_versioning::names::TaskQueueName;
use worker_versioning::routing::resolve;

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
    let places = shape.build_ids();
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
    // One update of these takes milliseconds.
    group.sample_size(10);
    for shape in SCALED {
        engine(&mut group, shape);
        peer(&mut group, shape);
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    native(&mut criterion);
    criterion.final_summary();
}
