//! The rollout as JavaScript sees it. Lists are answered as JSON.

use wasm_bindgen::prelude::*;

use super::json::Json;
use super::{Answer, Engine, answers, invalid, planning, refusal};
use crate::interop::{read_goal, read_rollout};
use crate::model::StatusCode;
use crate::planning::{Preview, Rollback, hazards, plan, worker_needs};
use crate::rollout::Rollout;
use crate::wire;

/// A handle on a rollout. Nothing changes it.
#[wasm_bindgen(js_name = RolloutEngine)]
pub struct RolloutEngine(Rollout);

#[wasm_bindgen(js_class = RolloutEngine)]
impl RolloutEngine {
    /// Reads a rollout document.
    ///
    /// # Errors
    /// When the text is not one.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Answer<Self> {
        read_rollout(text).map(Self).map_err(|error| invalid(&error))
    }

    /// The namespace after a step.
    #[wasm_bindgen]
    #[must_use]
    pub fn namespace(&self, step: usize) -> Engine {
        Engine::of(self.0.namespace_after(step))
    }

    /// What becomes of each step: a number as `Engine.update` answers, or a refusal.
    #[wasm_bindgen]
    #[must_use]
    pub fn results(&self) -> String {
        Json::list(|answer| {
            for result in self.0.results() {
                answers::update(&result, answer);
            }
        })
    }

    /// What lands: for each subject its queue, the place of its workflow and that of its command, -1 for none.
    #[wasm_bindgen]
    #[must_use]
    pub fn subjects(&self) -> String {
        Json::list(|answer| {
            for subject in self.0.subjects() {
                answers::subject(&subject, answer);
            }
        })
    }

    /// Where each subject lands after a step: the text that `Engine.resolve` answers, and an array of the
    /// places of the workers that receive it.
    #[wasm_bindgen]
    #[must_use]
    pub fn landings(&self, step: usize) -> String {
        let namespace = self.0.namespace_after(step);
        Json::list(|answer| answers::landings(&self.0, &namespace, answer))
    }

    /// Which expectations are met, and which steps, from 1, are refused unexpectedly.
    #[wasm_bindgen]
    #[must_use]
    pub fn check(&self) -> String {
        let check = self.0.check();
        Json::list(|answer| answers::check(&check, answer))
    }

    /// Who holds the workers of a build ID, empty for unversioned ones, on a queue after a step: whether they
    /// may be stopped, then for each holder its place among the subjects and what frees them of it.
    #[wasm_bindgen]
    #[must_use]
    pub fn retire(&self, step: usize, task_queue: &str, build_id: &str) -> String {
        let version = wire::version(build_id);
        let subjects = self.0.subjects();
        let namespace = self.0.namespace_after(step);
        let retirement =
            crate::rollout::Retirement::of(&namespace, &subjects, &task_queue.into(), &version);
        Json::list(|answer| answers::retirement(&retirement, &subjects, answer))
    }

    /// The fewest operations that lead a queue from a step to a goal: two flags, whether the plan surely
    /// moves least and whether it does without a guess; how many defaults are passed, each with its step,
    /// its build ID and whether it is the queue's; and the kind and the two build IDs of each operation.
    ///
    /// # Errors
    /// When the text is no goal, or no plan leads there.
    pub fn plan(&self, step: usize, task_queue: &str, goal: &str) -> Answer<String> {
        let goal = read_goal(goal).map_err(|error| invalid(&error))?;
        let namespace = self.0.namespace_after(step);
        match plan(&namespace, &task_queue.into(), &goal, &self.0.subjects()) {
            Ok(plan) => Ok(Json::list(|answer| planning::plan(&plan, answer))),
            Err(error) => Err(refusal(StatusCode::FailedPrecondition, &error)),
        }
    }

    /// What can go wrong on the way: for each hazard its step, its queue, the places of subjects and those of
    /// workers, its code and its facts.
    #[wasm_bindgen]
    #[must_use]
    pub fn hazards(&self) -> String {
        let Rollout { start, workers, operations, .. } = &self.0;
        let hazards = hazards(start, &self.0.subjects(), workers, operations);
        Json::list(|answer| {
            for hazard in &hazards {
                planning::hazard(hazard, answer);
            }
        })
    }

    /// The way back from a step, counted from 1: the operations, the places of the subjects that it restores, those of
    /// the subjects that it does not, and what remains.
    #[wasm_bindgen]
    #[must_use]
    pub fn rollback(&self, step: usize) -> String {
        let taken =
            step.checked_sub(1).and_then(|before| Some((before, self.0.operations.get(before)?)));
        let Some((before, operation)) = taken else { return Json::list(|_| ()) };
        let (before, after) = (self.0.namespace_after(before), self.0.namespace_after(step));
        let subjects = self.0.subjects();
        let rollback = Rollback::new(&before, &after, &operation.task_queue, &subjects);
        Json::list(|answer| planning::rollback(&rollback, answer))
    }

    /// When workers have to be up: the queue, the version, the step before which they have to be, the step after which
    /// they may go (-1 for none), and whether they may be stopped at the end.
    #[wasm_bindgen(js_name = workerNeeds)]
    #[must_use]
    pub fn worker_needs(&self) -> String {
        let Rollout { start, workers, operations, .. } = &self.0;
        let subjects = self.0.subjects();
        let preview = Preview::of(start, &subjects, workers, operations);
        Json::list(|answer| {
            for need in worker_needs(&preview, &subjects) {
                planning::worker_need(&need, answer);
            }
        })
    }
}
