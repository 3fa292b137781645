//! Running workflows and where they land.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::json::Json;
use super::{Answer, Engine, invalid};
use crate::interop::{WorkflowExport, WorkflowRecord};
use crate::landings::{Row, TooManyKinds, WorkflowCounts};
use crate::routing::{Follows, WorkflowVersion};
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
    pub fn totals(&self) -> String {
        let totals = self.0.borrow().counts.totals();
        Json::list(|answer| {
            for count in [totals.running, totals.closed, totals.later_generation] {
                answer.number(count);
            }
        })
    }

    /// Where they land: for each row a list of the workflow type, the task queue, the kind of version, the
    /// build ID, the number of workflows, how many landings come before, and the landings before and after, each as
    /// the build ID that leads to it and as in `resolve`.
    #[wasm_bindgen]
    #[must_use]
    pub fn rows(&self, before: &Engine, after: &Engine) -> String {
        let state = self.0.borrow();
        let (before, after) = (before.namespace.borrow(), after.namespace.borrow());
        Json::list(|answer| {
            for row in state.counts.rows(&before, &after) {
                put_row(&row, answer);
            }
        })
    }
}

fn put_row(row: &Row<'_>, answer: &mut Json) {
    let (version, build_id) = match &row.workflow.version {
        WorkflowVersion::BuildId(build_id) => (0, build_id.as_str()),
        WorkflowVersion::Unversioned => (1, ""),
        WorkflowVersion::Untouched => (2, ""),
    };
    answer.open();
    answer.text(row.workflow_type);
    answer.text(row.workflow.task_queue.as_str());
    answer.number(version);
    answer.text(build_id);
    answer.number(row.running);
    answer.place(row.before.len());
    for landing in row.before.iter().chain(&row.after) {
        answer.text(match landing.follows {
            Follows::SetOf(build_id) => build_id.as_str(),
            Follows::QueueDefault | Follows::Nothing => "",
        });
        answer.text(&wire::resolution(landing));
    }
    answer.close();
}
