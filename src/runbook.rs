//! A rollout as a runbook for people, in Markdown: what to start, run, check, mind and stop.

use crate::explain::{hazard, phrases, remainder};
use crate::hazards::Hazard;
use crate::interop::command::{
    NoCommand, get_build_id_reachability, get_build_ids, write_operation,
};
use crate::names::TaskQueueName;
use crate::operation::Operation;
use crate::planning::{Rollback, WorkerNeed};
use crate::rollout::{Difference, Rollout, StepResult, Timeline};
use crate::version_sets::VersionSet;

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
    timeline: Timeline,
    needs: Vec<WorkerNeed>,
    hazards: Vec<Hazard>,
}

impl<'a> Runbook<'a> {
    fn new(rollout: &'a Rollout) -> Self {
        let timeline = rollout.moments();
        let needs = rollout.worker_needs_of(&timeline);
        Self { rollout, timeline, needs, hazards: rollout.hazards() }
    }

    fn write(&self, text: &mut Text) {
        let document = self.rollout.document();
        text.line(&format!("# {}\n", inline(document.name.as_deref().unwrap_or("Rollout"))));
        if let Some(description) = &document.description {
            text.line(&format!("{}\n", inline(description)));
        }
        text.line("## Before you start\n");
        for task_queue in self.task_queues() {
            self.write_sets(0, task_queue, text);
        }
        self.write_hazards(0, text);
        for need in self.needs.iter().filter(|need| need.start_before == 0) {
            let mut workers = workers_on(need);
            workers[..1].make_ascii_uppercase();
            text.line(&format!("- {workers} run, and are needed."));
        }
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
        for need in self.needs.iter().filter(|need| need.start_before == step) {
            text.line(&format!(
                "- [ ] Start {}, and see in their logs that they poll. (They sit idle until this step; `temporal task-queue describe` does not list pollers of version sets.)",
                workers_on(need)
            ));
        }
        text.line("- [ ] Carry it out:\n");
        text.command(write_operation(operation));
        if let Some(StepResult::Refused { code, message, .. }) = &self.timeline.after(step).result {
            let refusal = verbatim(&format!("{code}: {message}"));
            text.line(&format!("- The server refuses it: `{refusal}`"));
        } else {
            self.write_sets(step, &operation.task_queue, text);
            self.write_moves(step, text);
        }
        self.write_hazards(step, text);
        if self.timeline.changes(step) {
            write_way_back(&self.rollout.rollback(step), &operation.task_queue, text);
        }
        for need in self.needs.iter().filter(|need| need.stop_after == Some(step)) {
            text.line(&format!(
                "- [ ] When this says that nothing reaches them, and a minute has passed, stop {}:\n",
                workers_on(need)
            ));
            text.command(get_build_id_reachability(&need.task_queue, &need.version));
        }
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
        let [before, after] = [step - 1, step].map(|step| &self.timeline.after(step).situation);
        let moved = Difference::new(before, after).moved();
        text.line(if moved.is_empty() {
            "- Nothing lands elsewhere."
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
        for words in self.hazards.iter().filter(|hazard| hazard.step == step).map(hazard) {
            let (what, way_out) = (inline(&words.what), inline(&words.way_out));
            text.line(&format!("- **Mind:** {what} {way_out}"));
        }
    }
}

fn write_way_back(rollback: &Rollback, task_queue: &TaskQueueName, text: &mut Text) {
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
    if !rollback.not_restored.is_empty() {
        let subjects: Vec<String> = rollback.not_restored.iter().map(phrases::subject).collect();
        text.line(&format!("  - Not restored: {}.", inline(&subjects.join(", "))));
    }
    for remains in rollback.remains.iter().map(remainder) {
        text.line(&format!("  - It remains that {}.", inline(&remains)));
    }
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
