//! A program to count the instructions of under callgrind: `instructions update|resolve SHAPE TIMES`, where the shape
//! is its number in the list of shapes.
//!
//! The difference of two runs is what the calls take, without making the queue.

mod linear;
mod shape;

use std::hint::black_box;

use shape::{AT_THE_LIMITS, SCALED};
use worker_versioning::names::TaskQueueName;
use worker_versioning::routing::resolve;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let (Some(what), Some(shape), Some(times)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        println!("usage: instructions update|resolve SHAPE TIMES");
        return;
    };
    let shape: usize = shape.parse().expect("the number of a shape");
    let times: usize = times.parse().expect("a number");
    let shape = if shape == 0 { AT_THE_LIMITS } else { SCALED[shape - 1] };
    let task_queue = TaskQueueName::from("orders");
    let mut namespace = shape.namespace(&task_queue);
    let (operations, tasks) = (shape.promotions(), shape.tasks(&task_queue));
    if what == "update" {
        for operation in operations.iter().cycle().take(times) {
            let _ = black_box(namespace.update(&task_queue, Some(operation)));
        }
    } else {
        for task in tasks.iter().cycle().take(times) {
            black_box(resolve(&namespace, task).reason);
        }
    }
}
