//! A rollout as a runbook for people, in Markdown: what to start, run, check, mind and stop.

use crate::explain::{hazard, phrases, remainder, verdict};
use crate::hazards::{Hazard, HazardKind, Severity, Verdict};
use crate::interop::command::{
    NoCommand, describe_pollers, get_build_id_reachability, get_build_ids, write_operation,
};
use crate::names::TaskQueueName;
use crate::operation::Operation;
use crate::planning::WorkerNeed;
use crate::rollout::{Difference, Rollout, StepResult, Timeline};
use crate::routing::{PollOutcome, Worker, poll};
use crate::version::WorkerVersion;
use crate::version_sets::{BuildIdOperation, VersionSet};

/// The runbook of a rollout, with a line break at its end.
///
/// ```
/// use worker_versioning::interop::read_rollout;
/// use worker_versioning::runbook::runbook;
///
/// let rollout = read_rollout(r#"{
///   "version": 1,
///   "name": "The next version",
///   "taskQueues": [{ "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0"] }] }],
///   "steps": [{ "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" }]
/// }"#).unwrap();
/// let runbook = runbook(&rollout);
/// assert!(runbook.starts_with("# The next version\n\n## Before you start\n"));
/// assert!(runbook.contains("\n## Step 1: add 2.0 in a new default set\n"));
/// ```
#[must_use]
pub fn runbook(rollout: &Rollout) -> String {
    let mut text = Text::default();
    Runbook::new(rollout).write(&mut text);
    text.0
}

/// The part of the runbook that is about one step, from 1, with a line break at its end; empty for a step that the
/// rollout does not have.
#[must_use]
pub fn runbook_of_step(rollout: &Rollout, step: usize) -> String {
    if step == 0 || step > rollout.timeline().len() {
        return String::new();
    }
    let mut text = Text::default();
    Runbook::new(rollout).write_step(step, &mut text);
    format!("{}\n", text.0.trim_end())
}

/// What a runbook is written from.
struct Runbook<'a> {
    rollout: &'a Rollout,
    timeline: Timeline<'a>,
    needs: Vec<WorkerNeed>,
    verdict: Verdict,
}

impl<'a> Runbook<'a> {
    fn new(rollout: &'a Rollout) -> Self {
        let timeline = rollout.moments();
        let needs = rollout.worker_needs_of(&timeline);
        Self { rollout, timeline, needs, verdict: rollout.verdict() }
    }

    fn write(&self, text: &mut Text) {
        let document = self.rollout.document();
        text.line(&format!("# {}\n", inline(document.name.as_deref().unwrap_or("Rollout"))));
        if let Some(description) = &document.description {
            text.line(&format!("{}\n", inline(description)));
        }
        text.line("## Before you start\n");
        text.line(&format!("- In short: {}", inline(&verdict(&self.verdict))));
        for task_queue in self.task_queues() {
            self.write_sets(0, task_queue, text);
            self.write_needed_at_start(task_queue, text);
        }
        self.write_hazards(0, text);
        for step in 1..=self.timeline.last_step() {
            text.line("");
            self.write_step(step, text);
        }
        text.line("\n## At the end\n");
        for need in self.needs.iter().filter(|need| need.stop_after.is_none()) {
            text.line(&format!("- Keep {}.", workers_on(need)));
        }
    }

    /// The queues of the document and of the steps, each once.
    fn task_queues(&self) -> Vec<&'a TaskQueueName> {
        let listed = self.rollout.document().task_queues.iter().map(|queue| &queue.task_queue);
        let changed = self.rollout.timeline().iter().flat_map(|step| step.operation.task_queues());
        let mut task_queues = Vec::new();
        for task_queue in listed.chain(changed) {
            if !task_queues.contains(&task_queue) {
                task_queues.push(task_queue);
            }
        }
        task_queues
    }

    /// Writes the section of a step.
    fn write_step(&self, step: usize, text: &mut Text) {
        let operation = &self.rollout.timeline()[step - 1].operation;
        let title = inline(&phrases::operation(&operation.operation));
        text.line(&format!("## Step {step}: {title}\n"));
        let needed = self.needs.iter().filter(|need| need.start_before == step);
        let late: Vec<&WorkerNeed> =
            needed.filter(|need| self.write_start(step, need, text)).collect();
        text.line("- [ ] Carry it out:\n");
        text.command(write_operation(operation));
        if let Some(StepResult::Refused { code, message, .. }) = &self.timeline.after(step).result {
            let refusal = verbatim(&format!("{code}: {message}"));
            text.line(&format!("- The server refuses it: `{refusal}`"));
        } else {
            self.write_sets(step, &operation.task_queue, text);
            for need in late {
                write_polls(need, "", text);
            }
            self.write_moves(step, text);
        }
        self.write_hazards(step, text);
        if self.timeline.changes(step) {
            self.write_way_back(step, &operation.task_queue, text);
        }
        for need in self.needs.iter().filter(|need| need.stop_after == Some(step)) {
            text.line(&format!(
                "- [ ] When you will not take the way back any more, a minute has passed, and this says that nothing reaches them, stop {}:\n",
                workers_on(need)
            ));
            text.command(get_build_id_reachability(&need.task_queue, &need.version));
        }
    }

    /// Writes how to check that the workers poll a queue that are needed at the start.
    fn write_needed_at_start(&self, task_queue: &TaskQueueName, text: &mut Text) {
        let is_needed =
            |need: &&WorkerNeed| need.start_before == 0 && need.task_queue == *task_queue;
        let needed = self.needs.iter().filter(is_needed);
        let versions: Vec<String> =
            needed.map(|need| inline(&phrases::workers_of(&need.version))).collect();
        if !versions.is_empty() {
            let code = verbatim(task_queue.as_str());
            let versions = versions.join(", ");
            text.line(&format!(
                "- [ ] Check that these poll `{code}`: {versions}. (`pollers` lists the `build_id` of each; only one with `\"use_versioning\": true` has opted in.)\n"
            ));
            text.command(describe_pollers(task_queue));
        }
    }

    /// Writes how to get workers ready for a step that needs them. Returns whether they can poll only after it.
    fn write_start(&self, step: usize, need: &WorkerNeed, text: &mut Text) -> bool {
        let workers_on = workers_on(need);
        if !need.not_opted_in.is_empty() {
            let is_unversioned = |other: &&WorkerNeed| {
                other.task_queue == need.task_queue && other.version.is_unversioned()
            };
            let until_then = |unversioned: &WorkerNeed| unversioned.start_before < step;
            let beside = if self.needs.iter().find(is_unversioned).is_some_and(until_then) {
                " Unversioned workers are needed beside them until this step."
            } else {
                ""
            };
            text.line(&format!(
                "- [ ] Have {workers_on} opt in to versioning, which those listed have not, and start them anew.{beside}"
            ));
        } else if need.workers.is_empty() {
            text.line(&format!("- [ ] Start {workers_on}."));
        }
        let worker = match &need.version {
            WorkerVersion::BuildId(build_id) => Worker::versioned(build_id.clone()),
            WorkerVersion::Unversioned | WorkerVersion::Deployment(_) => Worker::unversioned(),
        };
        let until = match poll(&self.timeline.after(step - 1).namespace, &need.task_queue, &worker)
        {
            Ok(PollOutcome::Superseded { .. }) => {
                text.line(&format!(
                    "- [ ] See that {workers_on} are up. The server refuses their polls until this step, which they log."
                ));
                return true;
            }
            Ok(PollOutcome::UnknownBuildId { .. }) => " They sit idle until this step.",
            _ => "",
        };
        write_polls(need, until, text);
        false
    }

    /// Writes how to check that a queue has the version sets that it should have after a step.
    fn write_sets(&self, step: usize, task_queue: &TaskQueueName, text: &mut Text) {
        let sets = self.timeline.after(step).namespace.sets(task_queue).iter();
        let sets = inline(&phrases::version_sets(sets.map(VersionSet::build_ids)));
        let code = verbatim(task_queue.as_str());
        text.line(&format!("- [ ] Check that the version sets of `{code}` are {sets}:\n"));
        text.command(get_build_ids(task_queue));
    }

    /// Writes what lands elsewhere after a step than before it, in the order of the rollout's subjects.
    fn write_moves(&self, step: usize, text: &mut Text) {
        let [before, after] = [step - 1, step].map(|step| self.timeline.after(step).situation());
        let moved = Difference::new(before, after).moved();
        text.line(if moved.is_empty() {
            "- Nothing that is listed lands elsewhere."
        } else {
            "- What lands elsewhere from now on:"
        });
        for place in moved {
            let [from, to] = [before, after].map(|situation| {
                let landing = situation.landing(place);
                phrases::landing(&landing.task_queue, &landing.outcome)
            });
            let subject = phrases::subject(&self.rollout.subjects()[place].what);
            text.line(&format!("  - {}", inline(&format!("{subject}: {from} → {to}"))));
        }
    }

    fn write_hazards(&self, step: usize, text: &mut Text) {
        for hazard in self.verdict.hazards.iter().filter(|hazard| hazard.step == step) {
            text.line(&format!("- {}", mind(hazard)));
        }
    }

    fn write_way_back(&self, step: usize, task_queue: &TaskQueueName, text: &mut Text) {
        let rollback = self.rollout.rollback(step);
        if rollback.operations.is_empty() {
            text.line("- There is nothing to go back to, or no way back.");
        } else {
            text.line("- The way back, should it be needed:\n");
            for operation in rollback.operations.iter().cloned() {
                let operation = Operation { task_queue: task_queue.clone(), operation };
                text.code(write_operation(&operation));
            }
            text.line("");
        }
        let going_back = |operation| self.going_back(step, task_queue, operation);
        for hazard in rollback.operations.iter().filter_map(going_back) {
            text.line(&format!("  - {}", mind(&hazard)));
        }
        if !rollback.not_restored.is_empty() {
            let subjects: Vec<String> =
                rollback.not_restored.iter().map(phrases::subject).collect();
            text.line(&format!("  - Not restored: {}.", inline(&subjects.join(", "))));
        }
        for remains in rollback.remains.iter().map(remainder) {
            text.line(&format!("  - It remains that {}.", inline(&remains)));
        }
    }

    /// That an operation of the way back from a step leads to an older build ID, unless the step came from there.
    fn going_back(
        &self,
        step: usize,
        task_queue: &TaskQueueName,
        operation: &BuildIdOperation,
    ) -> Option<Hazard> {
        let BuildIdOperation::PromoteBuildIdWithinSet { build_id: to } = operation else {
            return None;
        };
        let from = self.timeline.after(step).namespace.set_of(task_queue, to)?.default_build_id();
        let came_back = |hazard: &Hazard| {
            matches!(&hazard.kind, HazardKind::BackToOlder { to, .. } if to == from)
                && hazard.step == step
        };
        if self.verdict.hazards.iter().any(came_back) {
            return None;
        }
        let kind = HazardKind::BackToOlder { from: from.clone(), to: to.clone() };
        let (task_queue, severity) = (task_queue.clone(), kind.severity());
        let (subjects, workers) = (Vec::new(), Vec::new());
        Some(Hazard { step, task_queue, severity, subjects, workers, kind })
    }
}

/// Writes how to check that workers poll, and what happens to them until then.
fn write_polls(need: &WorkerNeed, until: &str, text: &mut Text) {
    let listed = match &need.version {
        WorkerVersion::BuildId(_) => "that `build_id` with",
        WorkerVersion::Unversioned | WorkerVersion::Deployment(_) => "one without",
    };
    text.line(&format!(
        "- [ ] Check that {} poll: `pollers` lists {listed} `\"use_versioning\": true`.{until}\n",
        workers_on(need)
    ));
    text.command(describe_pollers(&need.task_queue));
}

/// A hazard in a line of Markdown.
fn mind(found: &Hazard) -> String {
    let words = hazard(found);
    let title = match found.severity {
        Severity::Stops => "Stops work",
        Severity::Warns => "Mind",
    };
    format!("**{title}:** {} {}", inline(&words.what), inline(&words.way_out))
}

/// The text of a runbook.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.extend([line, "\n"]);
    }

    /// Adds a command as a block of code in a list, or why there is none, and an empty line.
    fn command(&mut self, command: Result<String, NoCommand>) {
        self.code(command);
        self.line("");
    }

    /// Adds a command as a block of code in a list, or why there is none.
    fn code(&mut self, command: Result<String, NoCommand>) {
        let code = command.unwrap_or_else(NoCommand::comment);
        let longest = code.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        for line in format!("{fence}sh\n{code}\n{fence}").split('\n') {
            self.line(&format!("  {line}"));
        }
    }
}

fn workers_on(need: &WorkerNeed) -> String {
    let workers = inline(&phrases::workers_of(&need.version));
    format!("{workers} on `{}`", verbatim(need.task_queue.as_str()))
}

/// Text in a line of Markdown that means nothing but itself.
fn inline(text: &str) -> String {
    let mut escaped = String::new();
    for letter in with_single_blanks(text, is_blank).chars() {
        if r"\`*_{}[]<>#|~&".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Text between backticks.
fn verbatim(text: &str) -> String {
    with_single_blanks(text, |letter| letter == '`' || is_blank(letter))
}

/// Blanks and line breaks, and the byte order mark, which cannot be seen either.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

/// The text with one blank for each run of the characters that are gaps.
fn with_single_blanks(text: &str, is_gap: fn(char) -> bool) -> String {
    let mut written = String::new();
    let mut is_in_gap = false;
    for letter in text.chars() {
        if !is_gap(letter) {
            written.push(letter);
        } else if !is_in_gap {
            written.push(' ');
        }
        is_in_gap = is_gap(letter);
    }
    written
}
