//! Running workflows and where they land.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;

use super::{Answer, Engine, invalid};
use crate::interop::{WorkflowExport, WorkflowRecord};
use crate::landings::{Row, TooManyKinds, WorkflowCounts};
use crate::routing::{Resolution, Step, WorkflowVersion};
use crate::wire;

/// A handle on the workflows of an export that were counted.
#[wasm_bindgen(js_name = LandingsEngine)]
#[derive(Default)]
pub struct LandingsEngine(RefCell<State>);

#[derive(Default)]
struct State {
    export: WorkflowExport,
    counts: WorkflowCounts,
    failed: Option<TooManyKinds>,
}

impl State {
    /// Counts the workflows of the next piece; none is the end.
    fn read(&mut self, piece: Option<&[u8]>) -> Answer<()> {
        let Self { export, counts, failed } = self;
        let each: &mut dyn FnMut(&WorkflowRecord<'_>) = &mut |workflow| {
            let WorkflowRecord { status, workflow_type, task_queue, version, .. } = *workflow;
            if failed.is_none() {
                *failed = counts.count(status, workflow_type, task_queue, version).err();
            }
        };
        let read = match piece {
            Some(piece) => export.write(piece, each),
            None => export.end(each),
        };
        match failed {
            Some(error) => Err(invalid(error)),
            None => read.map_err(|error| invalid(&error)),
        }
    }
}

#[wasm_bindgen(js_class = LandingsEngine)]
impl LandingsEngine {
    /// None yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the workflows of the next piece of an export.
    ///
    /// # Errors
    /// When it is not one; the workflows before the fault are counted.
    #[wasm_bindgen]
    pub fn write(&self, piece: &[u8]) -> Answer<()> {
        self.0.borrow_mut().read(Some(piece))
    }

    /// Says that the export ends here.
    ///
    /// # Errors
    /// When it ends too early.
    #[wasm_bindgen]
    pub fn end(&self) -> Answer<()> {
        self.0.borrow_mut().read(None)
    }

    /// How many workflows run, are closed, and are routed by a later generation.
    #[wasm_bindgen]
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are whole numbers that a double holds")]
    pub fn totals(&self) -> Vec<f64> {
        let totals = self.0.borrow().counts.totals();
        vec![totals.running as f64, totals.closed as f64, totals.later_generation as f64]
    }

    /// Where they land: for each row an array of the workflow type, the task queue, the kind of version, the
    /// build ID, the number of workflows, how many landings come before, and the landings before and after, each as
    /// the build ID that leads to it and as in `resolve`.
    #[wasm_bindgen]
    #[must_use]
    pub fn rows(&self, before: &Engine, after: &Engine) -> Array {
        let state = self.0.borrow();
        let (before, after) = (before.0.borrow(), after.0.borrow());
        state.counts.rows(&before, &after).iter().map(row).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are whole numbers that a double holds")]
fn row(row: &Row<'_>) -> Array {
    let (version, build_id): (u8, &str) = match &row.workflow.version {
        WorkflowVersion::BuildId(build_id) => (0, build_id.as_str()),
        WorkflowVersion::Unversioned => (1, ""),
        WorkflowVersion::Untouched => (2, ""),
    };
    let answer = Array::new();
    for cell in [
        JsValue::from_str(row.workflow_type),
        JsValue::from_str(row.workflow.task_queue.as_str()),
        version.into(),
        build_id.into(),
        JsValue::from_f64(row.running as f64),
        JsValue::from_f64(row.before.len() as f64),
    ] {
        answer.push(&cell);
    }
    for landing in row.before.iter().chain(&row.after) {
        answer.push(&used_build_id(landing).into());
        answer.push(&wire::resolution(landing).into());
    }
    answer
}

fn used_build_id<'a>(landing: &Resolution<'a>) -> &'a str {
    match landing.steps.first() {
        Some(Step::WorkflowBuildId { build_id }) => build_id.as_str(),
        _ => "",
    }
}
