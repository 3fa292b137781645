//! What there is to say on why something lands where it does, and who takes it.

use super::{At, Carried, CommandKind, Receipt, Rollout, RolloutLanding, RolloutSubject};
use crate::names::BuildId;
use crate::namespace::Namespace;
use crate::routing::{PollOutcome, Worker, poll, resolve_untraced};
use crate::task::{Reason, Resolution};
use crate::version::WorkerVersion;

/// Where something lands and who takes it, with what a reason for it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LandingFacts {
    /// What its workflow carries; `None` for new workflows.
    pub carried: Option<Carried>,
    /// What it is, if a command leads to it.
    pub command: Option<CommandKind>,
    /// Where it lands, by which rules.
    pub landing: Resolution,
    /// Where it landed before the step; `None` at the start.
    pub before: Option<Resolution>,
    /// The build IDs of the version set on which it lands, the default last; empty if that is none.
    pub version_set: Vec<BuildId>,
    /// Who takes it.
    pub receipt: Receipt,
    /// How many workers receive it.
    pub workers: usize,
    /// How many workers name its build ID and have not opted in to versioning, where none receives it.
    pub not_opted_in: usize,
    /// The workers of other build IDs of the set, whose polls the server refuses.
    pub refused: Vec<RefusedWorkers>,
}

/// Workers of a build ID whose polls the server refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedWorkers {
    /// The build ID.
    pub build_id: BuildId,
    /// The server's message, verbatim.
    pub message: String,
}

impl Rollout {
    /// Why something lands where it does at a moment, and who takes it; `None` if the rollout does not have it.
    #[must_use]
    pub fn landing_facts(&self, what: &RolloutSubject, at: &At) -> Option<LandingFacts> {
        let namespace = self.namespace_at(at);
        let landed = self.why(what, &namespace)?;
        let before = at.step_before().map(|before| self.namespace_at(&before));
        let (workflow, command) = match what {
            RolloutSubject::NewWorkflows { .. } => (None, None),
            RolloutSubject::Workflow { workflow, command } => {
                let workflow = self.workflow(workflow)?;
                (Some(workflow), command.as_ref().and_then(|name| workflow.command(name)))
            }
        };
        let task = match (workflow, command) {
            (Some(workflow), Some(command)) => workflow.task_of(command),
            (Some(workflow), None) => workflow.own_task(),
            (None, _) => {
                let task_queue = landed.landing.task_queue.clone();
                crate::task::Task::new_workflow(task_queue)
            }
        };
        let before = before.map(|before| resolve_untraced(&before, &task));
        let version_set = version_set(&namespace, &landed.landing);
        let receipt = self.receipt(&landed);
        let refused = if receipt == Receipt::Waits {
            self.refused_of(&namespace, &landed.landing, &version_set)
        } else {
            Vec::new()
        };
        Some(LandingFacts {
            carried: workflow.map(Carried::from),
            command: command.map(|command| (&command.task).into()),
            before,
            version_set,
            receipt,
            workers: landed.workers.len(),
            not_opted_in: landed.not_opted_in.len(),
            refused,
            landing: landed.landing,
        })
    }

    fn receipt(&self, landed: &RolloutLanding) -> Receipt {
        let Resolution { task_queue, outcome, reason, .. } = &landed.landing;
        let knows_workers = self.listing().knows_workers_of(task_queue);
        Receipt::new(*reason, outcome, &landed.workers, knows_workers)
    }

    fn refused_of(
        &self,
        namespace: &Namespace,
        landing: &Resolution,
        version_set: &[BuildId],
    ) -> Vec<RefusedWorkers> {
        let polls = |build_id: &&BuildId| {
            self.workers().iter().any(|worker| {
                worker.task_queue == landing.task_queue
                    && worker.worker.versioned_build_id() == Some(*build_id)
            })
        };
        let refused = version_set.iter().filter(polls).filter_map(|build_id| {
            let worker = Worker::versioned(build_id.clone());
            match poll(namespace, &landing.task_queue, &worker) {
                Ok(PollOutcome::Superseded { build_id, message, .. }) => {
                    Some(RefusedWorkers { build_id, message })
                }
                _ => None,
            }
        });
        refused.collect()
    }
}

impl At {
    /// The moment before the step, or before the operation that would be the next one; `None` at the start.
    fn step_before(&self) -> Option<Self> {
        let after =
            if self.operation.is_some() { self.after } else { self.after.checked_sub(1)? };
        Some(Self { after, operation: None })
    }
}

/// The build IDs of the version set on which something lands.
fn version_set(namespace: &Namespace, landing: &Resolution) -> Vec<BuildId> {
    let is_on_set = matches!(
        landing.reason,
        Reason::SetDefault | Reason::QueueDefault | Reason::NothingToInherit
    );
    let build_id = landing.outcome.version().and_then(WorkerVersion::build_id);
    let set = build_id.filter(|_| is_on_set);
    let set = set.and_then(|build_id| namespace.set_of(&landing.task_queue, build_id));
    set.map(|set| set.build_ids().cloned().collect()).unwrap_or_default()
}
