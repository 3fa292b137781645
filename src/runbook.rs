//! A rollout as a runbook for people, in Markdown: what to start, run, check, mind and stop.

use crate::explain::{hazard, phrases, remainder};
use crate::hazards::Hazard;
use crate::interop::command::{
    NoCommand, get_build_id_reachability, get_build_ids, write_operation,
};
use crate::names::TaskQueueName;
use crate::operation::Operation;
use crate::planning::{Rollback, WorkerNeed, worker_needs};
use crate::rollout::{Moment, Rollout, StepResult, Timeline, TimelineStep};
use crate::version_sets::{VersionSet, VersionSets};

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
    let lines = Runbook::new(rollout).lines();
    format!("{}\n", lines.join("\n"))
}

/// The part of the runbook that is about one step, from 1, with a line break at its end; empty for a step that the
/// rollout does not have.
#[must_use]
pub fn runbook_of_step(rollout: &Rollout, step: usize) -> String {
    let Some(place) = step.checked_sub(1).filter(|place| *place < rollout.timeline().len()) else {
        return String::new();
    };
    let lines = Runbook::new(rollout).section(place);
    format!("{}\n", lines.join("\n").trim_end())
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
        let timeline = Timeline::new(
            rollout.start(),
            rollout.subjects(),
            rollout.workers(),
            rollout.timeline(),
        );
        let needs = worker_needs(&timeline, rollout.subjects());
        Self { rollout, timeline, needs, hazards: rollout.hazards() }
    }

    fn lines(&self) -> Vec<String> {
        let document = self.rollout.document();
        let name = document.name.as_deref().unwrap_or("Rollout");
        let mut lines = vec![format!("# {}", inline(name)), String::new()];
        if let Some(description) = &document.description {
            lines.extend([inline(description), String::new()]);
        }
        lines.extend(["## Before you start".to_owned(), String::new()]);
        let start = self.timeline.after(0);
        for task_queue in self.task_queues() {
            lines.extend(expected_sets(start, task_queue));
        }
        lines.extend(self.hazards_of(0));
        for need in self.needs_where(|need| need.start_before == 0) {
            lines.push(format!("- {} run, and are needed.", capitalised(&workers_on(need))));
        }
        for place in 0..self.rollout.timeline().len() {
            lines.push(String::new());
            lines.extend(self.section(place));
        }
        lines.extend([String::new(), "## At the end".to_owned(), String::new()]);
        for need in self.needs_where(|need| need.stop_after.is_none()) {
            lines.push(format!("- Keep {}.", workers_on(need)));
        }
        lines
    }

    /// The queues of the document and of the steps, each once.
    fn task_queues(&self) -> Vec<&'a TaskQueueName> {
        let listed = self.rollout.document().task_queues.iter().map(|queue| &queue.task_queue);
        let changed = self.rollout.timeline().iter().flat_map(TimelineStep::task_queues);
        let mut task_queues = Vec::new();
        for task_queue in listed.chain(changed) {
            if !task_queues.contains(&task_queue) {
                task_queues.push(task_queue);
            }
        }
        task_queues
    }

    /// The section of the step at this place, from 0.
    fn section(&self, place: usize) -> Vec<String> {
        let step = place + 1;
        let operation = self.rollout.timeline()[place].operation();
        let title = inline(&phrases::operation(&operation.operation));
        let mut lines = vec![format!("## Step {step}: {title}"), String::new()];
        for need in self.needs_where(|need| need.start_before == step) {
            lines.push(format!(
                "- [ ] Start {}, and see in their logs that they poll. (They sit idle until this step; `temporal task-queue describe` does not list pollers of version sets.)",
                workers_on(need)
            ));
        }
        lines.extend(self.step(step, operation));
        lines.extend(self.hazards_of(step));
        if self.timeline.changes(step) {
            lines.extend(way_back(&self.rollout.rollback(step), &operation.task_queue));
        }
        for need in self.needs_where(|need| need.stop_after == Some(step)) {
            lines.extend(stop(need));
        }
        lines
    }

    /// What to run, and what to see then.
    fn step(&self, step: usize, operation: &Operation) -> Vec<String> {
        let mut lines = vec!["- [ ] Carry it out:".to_owned(), String::new()];
        lines.extend(command_block(write_operation(operation)));
        lines.push(String::new());
        let after = self.timeline.after(step);
        if let Some(StepResult::Refused { code, message, .. }) = &after.result {
            let refusal = verbatim(&format!("{code}: {message}"));
            lines.push(format!("- The server refuses it: `{refusal}`"));
            return lines;
        }
        lines.extend(expected_sets(after, &operation.task_queue));
        let moves = self.moves(step);
        lines.push(if moves.is_empty() {
            "- Nothing lands elsewhere.".to_owned()
        } else {
            "- What lands elsewhere from now on:".to_owned()
        });
        lines.extend(moves.iter().map(|moved| format!("  - {}", inline(moved))));
        lines
    }

    /// What lands elsewhere after a step than before it, in the order of the rollout's subjects.
    fn moves(&self, step: usize) -> Vec<String> {
        let (before, after) = (self.timeline.after(step - 1), self.timeline.after(step));
        let subjects = self.rollout.subjects().iter().enumerate();
        let moves = subjects.filter_map(|(place, subject)| {
            let (from, to) = (before.situation.landing(place), after.situation.landing(place));
            if from.lands_like(to) {
                return None;
            }
            let [from, to] = [from, to].map(|at| phrases::landing(&at.task_queue, &at.outcome));
            Some(format!("{}: {from} → {to}", phrases::subject(&subject.what)))
        });
        moves.collect()
    }

    fn hazards_of(&self, step: usize) -> impl Iterator<Item = String> {
        let hazards = self.hazards.iter().filter(move |hazard| hazard.step == step);
        hazards
            .map(hazard)
            .map(|words| format!("- **Mind:** {} {}", inline(&words.what), inline(&words.way_out)))
    }

    fn needs_where(
        &self,
        is_meant: impl Fn(&WorkerNeed) -> bool,
    ) -> impl Iterator<Item = &WorkerNeed> {
        self.needs.iter().filter(move |need| is_meant(need))
    }
}

/// To check that a queue has the version sets that it should have by then.
fn expected_sets(moment: &Moment, task_queue: &TaskQueueName) -> Vec<String> {
    let sets = moment.namespace.version_sets(task_queue).map_or(&[][..], VersionSets::sets);
    let sets = phrases::version_sets(sets.iter().map(VersionSet::build_ids));
    let task_queue_code = verbatim(task_queue.as_str());
    let mut lines = vec![
        format!("- [ ] Check that the version sets of `{task_queue_code}` are {}:", inline(&sets)),
        String::new(),
    ];
    lines.extend(command_block(get_build_ids(task_queue)));
    lines.push(String::new());
    lines
}

fn way_back(rollback: &Rollback, task_queue: &TaskQueueName) -> Vec<String> {
    let mut lines = Vec::new();
    if rollback.operations.is_empty() {
        lines.push("- There is nothing to go back to, or no way back.".to_owned());
    } else {
        lines.extend(["- The way back, should it be needed:".to_owned(), String::new()]);
        for operation in rollback.operations.iter().cloned() {
            let operation = Operation { task_queue: task_queue.clone(), operation };
            lines.extend(command_block(write_operation(&operation)));
        }
        lines.push(String::new());
    }
    if !rollback.not_restored.is_empty() {
        let subjects: Vec<String> = rollback.not_restored.iter().map(phrases::subject).collect();
        lines.push(format!("  - Not restored: {}.", inline(&subjects.join(", "))));
    }
    let remains = rollback.remains.iter().map(remainder);
    lines.extend(remains.map(|remains| format!("  - It remains that {}.", inline(&remains))));
    lines
}

fn stop(need: &WorkerNeed) -> Vec<String> {
    let mut lines = vec![
        format!(
            "- [ ] When this says that nothing reaches them, and a minute has passed, stop {}:",
            workers_on(need)
        ),
        String::new(),
    ];
    lines.extend(command_block(get_build_id_reachability(&need.task_queue, &need.version)));
    lines.push(String::new());
    lines
}

fn workers_on(need: &WorkerNeed) -> String {
    let workers = inline(&phrases::workers_of(&need.version));
    format!("{workers} on `{}`", verbatim(need.task_queue.as_str()))
}

/// A command as a block of code in a list, or why there is none.
fn command_block(command: Result<String, NoCommand>) -> Vec<String> {
    let text = command.unwrap_or_else(NoCommand::comment);
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let start = format!("{fence}sh");
    let lines = [start.as_str()].into_iter().chain(text.split('\n')).chain([fence.as_str()]);
    lines.map(|line| format!("  {line}")).collect()
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
fn with_single_blanks(text: &str, is_gap: impl Fn(char) -> bool) -> String {
    let mut written = String::new();
    let mut is_in_gap = false;
    for letter in text.chars() {
        let starts_gap = is_gap(letter) && !is_in_gap;
        is_in_gap = is_gap(letter);
        if starts_gap {
            written.push(' ');
        } else if !is_in_gap {
            written.push(letter);
        }
    }
    written
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
