//! An exact, explained model of Temporal's build-ID-based Worker Versioning: version sets, and where the
//! tasks of workflows land.
//!
//! The modules in reading order:
//!
//! - `vocabulary`: how types that cross to JavaScript are written.
//! - [`model`]: what a server stores, and the operations that change it.
//! - [`routing`]: which worker gets a task, and why.
//! - [`reachability`]: which workers are still needed, as a server answers.
//! - [`rollout`]: a start, what runs on it, what is to be done, and what is expected; and whether workers
//!   may be stopped.
//! - [`planning`]: what operations would do before they are done.
//! - [`landings`]: where running workflows land, counted.
//! - [`interop`]: what other tools print and read.
//! - [`boundary`]: reading values of JavaScript and JSON texts, with errors that name the path.
//! - [`wire`] and, for WebAssembly alone, `wasm`: the way to JavaScript.
//!
//! ```
//! use worker_versioning::interop::read_version_sets;
//! use worker_versioning::model::{Namespace, Operation, TaskQueueName};
//! use worker_versioning::routing::{Outcome, Task, resolve};
//!
//! let orders = TaskQueueName::from("orders");
//! let mut namespace = Namespace::default();
//! let printed = r#"[{"buildIds":["1.0"],"defaultForSet":"1.0","isDefaultSet":true}]"#;
//! namespace.import(orders.clone(), read_version_sets(printed).unwrap()).unwrap();
//!
//! let add = Operation::AddNewDefault { build_id: "2.0".into() };
//! namespace.update(&orders, Some(&add)).unwrap();
//!
//! let task = Task::NewWorkflow { task_queue: orders };
//! assert_eq!(resolve(&namespace, &task).outcome, Outcome::BuildId(&"2.0".into()));
//! ```

mod vocabulary;

pub mod boundary;
pub mod interop;
pub mod landings;
pub mod model;
pub mod planning;
pub mod reachability;
pub mod rollout;
pub mod routing;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod wire;
