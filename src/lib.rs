//! An exact, explained model of Temporal's build-ID-based Worker Versioning: version sets, and where the tasks of
//! workflows land.
//!
//! The modules in reading order; each may use only those above it:
//!
//! - [`limits`], [`names`], [`percentage`], [`sorted`], [`version`], [`refusal`]: the vocabulary of everything that follows.
//! - [`task`]: the tasks that workers receive, what they ask for, and where they land.
//! - [`version_sets`]: what a task queue keeps, and the operations that change it.
//! - [`operation`], [`advice`], [`namespace`]: every operation on a cluster, what to do instead of a refused one, and
//!   what the cluster holds.
//! - [`routing`]: where a task lands, and what a worker's poll brings.
//! - [`rollout`]: where a rollout starts, what runs there, its steps and expectations, and whether workers may be
//!   stopped.
//! - [`planning`]: the way to a goal, and the way back.
//! - [`hazards`]: what can go wrong on the way.
//! - [`push`]: what stops a pull or a push.
//! - [`explain`]: all of the above in words.
//! - [`landings`]: where running workflows land, counted.
//! - [`boundary`]: reads values from outside, and knows the path to each.
//! - [`interop`]: what other tools print and read.
//! - [`runbook`]: a rollout for people to carry out.
//! - `wasm`, only for WebAssembly: what JavaScript calls.
//!
//! ```
//! use worker_versioning::interop::read_version_sets;
//! use worker_versioning::names::TaskQueueName;
//! use worker_versioning::namespace::Namespace;
//! use worker_versioning::routing::resolve;
//! use worker_versioning::task::{Outcome, Task};
//! use worker_versioning::version::WorkerVersion;
//! use worker_versioning::version_sets::BuildIdOperation;
//!
//! let orders = TaskQueueName::from("orders");
//! let mut namespace = Namespace::default();
//! let printed = r#"[{"buildIds":["1.0"],"defaultForSet":"1.0","isDefaultSet":true}]"#;
//! namespace.import(orders.clone(), read_version_sets(printed).unwrap()).unwrap();
//!
//! let add = BuildIdOperation::AddNewIdInNewDefaultSet { build_id: "2.0".into() };
//! namespace.update(&orders, Some(&add)).unwrap();
//!
//! let task = Task::new_workflow(orders);
//! let landing = resolve(&namespace, &task);
//! assert_eq!(landing.outcome, Outcome::Version(WorkerVersion::BuildId("2.0".into())));
//! ```

mod vocabulary;

pub mod limits;
pub mod names;
pub mod percentage;
pub mod sorted;
pub mod version;

pub mod refusal;
pub mod task;
pub mod version_sets;

pub mod deployments;

pub mod operation;

pub mod advice;

pub mod namespace;

pub mod routing;

pub mod landings;

pub mod rollout;

pub mod planning;

pub mod hazards;

pub mod push;

pub mod explain;

pub mod interop;

pub mod runbook;

pub mod boundary;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
