//! The verdict on a step, in the two lines that stand above everything else.

use std::collections::BTreeMap;
use std::iter::once;

use serde::Serialize;

use super::flow::{end_label, kinds_of};
use super::hazards::{HazardWords, OTHERWISE_COMMANDED, hazard};
use super::phrases::{counted, figure, listed};
use crate::hazards::{Hazard, HazardKind, Severity, StepVerdict, Worst};
use crate::names::TaskQueueName;
use crate::rollout::{
    CommandKind, Flow, FlowRibbon, FlowTaker, Origin, Receipt, StepResult, Taking,
};
use crate::version::WorkerVersion;

/// One verdict on a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Headline {
    /// What it comes to.
    pub sign: Sign,
    /// What is printed strongest, such as `1,532 would wait:` or `1,563 move to 2.0, nothing would wait`.
    pub lead: String,
    /// What to do first, such as `start a worker of 1.2 on orders first`; may be empty.
    pub rest: String,
    /// The second line; may be empty.
    pub detail: String,
    /// All of it in a few words, such as `1,532 would wait` or `87 move`.
    pub short: String,
    /// The hazards beside what the headline says, the worst first; those of one sentence are one.
    pub further: Vec<FurtherHazard>,
}

/// A hazard that a headline does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FurtherHazard {
    /// How bad it is.
    pub severity: Severity,
    /// It in words.
    #[serde(flatten)]
    pub words: HazardWords,
}

/// What a verdict comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "camelCase")]
pub enum Sign {
    /// Something waits, or the server refuses a command.
    Stops,
    /// Something moves, and nothing stops.
    Moves,
    /// Nothing moves or, where no step leads to the moment, waits; and nothing stops.
    Nothing,
    /// The document does not list enough to know whether something stops.
    NotKnown,
    /// The server refuses the step.
    Refused,
}

/// The headline of a step, from its flow and the verdict on it.
#[must_use]
pub fn headline(flow: &Flow, step: &StepVerdict) -> Headline {
    let sums = Sums::new(flow, step);
    if let Some(StepResult::Refused { message, .. }) = &step.result {
        let instead = step.advice.as_ref().map(|advice| advice.instead.clone());
        return Headline {
            sign: Sign::Refused,
            lead: "The server would refuse this step.".to_owned(),
            rest: instead.unwrap_or_default(),
            detail: message.clone(),
            short: "refused".to_owned(),
            further: further(step, |_| false),
        };
    }
    match sums.sign() {
        Sign::Stops => sums.stops(),
        Sign::NotKnown if !sums.not_known.is_empty() => sums.not_known(),
        sign => sums.goes_on(sign),
    }
}

/// The hazards of a step that its headline does not say, each sentence once.
fn further(step: &StepVerdict, is_said: impl Fn(&Hazard) -> bool) -> Vec<FurtherHazard> {
    let mut further: Vec<FurtherHazard> = Vec::new();
    for unsaid in step.verdict.hazards.iter().filter(|hazard| !is_said(hazard)) {
        let one = FurtherHazard { severity: unsaid.severity, words: hazard(unsaid) };
        if !further.contains(&one) {
            further.push(one);
        }
    }
    further
}

/// What the sources of a flow come to, as far as a verdict is about it.
struct Sums<'a> {
    step: &'a StepVerdict,
    /// What would wait.
    waits: Crowd,
    /// Whether any of it waits because of the step.
    begins_to_wait: bool,
    /// What lands where no workers are known.
    not_known: Crowd,
    /// The commands that the server refuses, and its message.
    refused: Crowd,
    refusal: Option<String>,
    /// What moves, by where it goes.
    moves: Crowd,
    /// From where to where running workflows move, with their number, the largest first.
    ways: Vec<(String, String, u64)>,
    /// From where to where new workflows move.
    new_ways: Vec<(String, String)>,
    /// From where to where what commands lead to moves.
    command_goals: Vec<String>,
    /// Where new workflows stay.
    new_stay: bool,
    /// How many running workflows stay.
    stay: u64,
    /// For whom something waits, and on which queue.
    nobody: Vec<(&'a TaskQueueName, &'a FlowTaker)>,
    /// The queues of which no workers are listed, and something lands there.
    unlisted: Vec<&'a TaskQueueName>,
    /// Whether the version sets change or something moves.
    changes: bool,
    running: u64,
    task_queues: usize,
}

/// Some of what a flow has.
#[derive(Default)]
struct Crowd {
    new_workflows: u64,
    running: u64,
    commands: BTreeMap<CommandKind, u64>,
}

impl Crowd {
    fn add(&mut self, origin: &Origin, count: u64) {
        match origin {
            Origin::NewWorkflows => self.new_workflows += count,
            Origin::Running(_) => self.running += count,
            Origin::Command { kind, .. } => *self.commands.entry(*kind).or_default() += count,
        }
    }

    fn is_empty(&self) -> bool {
        self.new_workflows == 0 && self.running == 0 && self.commands.is_empty()
    }

    /// Its workflows; what commands lead to, where it has no workflows.
    fn subject(&self) -> String {
        match (self.new_workflows, self.running) {
            (0, 0) => {
                let commands = self.commands.iter();
                let commands = commands.map(|(kind, count)| counted_kind(*kind, *count));
                listed(&commands.collect::<Vec<_>>())
            }
            (0, running) => figure(running),
            (_, 0) => "New workflows".to_owned(),
            (_, running) => format!("New workflows and {} running ones", figure(running)),
        }
    }

    /// Whether its subject is one thing.
    fn is_one(&self) -> bool {
        self.new_workflows == 0
            && (self.running == 1 || self.running == 0 && self.commands.values().eq(once(&1)))
    }
}

/// A number of what commands lead to.
fn counted_kind(kind: CommandKind, count: u64) -> String {
    let one = match kind {
        CommandKind::Activity => "activity",
        CommandKind::ChildWorkflow => "child",
        CommandKind::ContinueAsNew => "next run",
        CommandKind::WorkflowRetry => "retry",
        CommandKind::CronRun => "cron run",
        CommandKind::Reset => "reset",
    };
    format!("{} {}", figure(count), if count == 1 { one } else { kinds_of(kind) })
}

impl<'a> Sums<'a> {
    fn new(flow: &'a Flow, step: &'a StepVerdict) -> Self {
        let is_asked =
            |name: &TaskQueueName| step.task_queues.is_empty() || step.task_queues.contains(name);
        let mut sums = Self {
            step,
            waits: Crowd::default(),
            begins_to_wait: false,
            not_known: Crowd::default(),
            refused: Crowd::default(),
            refusal: None,
            moves: Crowd::default(),
            ways: Vec::new(),
            new_ways: Vec::new(),
            command_goals: Vec::new(),
            new_stay: false,
            stay: 0,
            nobody: Vec::new(),
            unlisted: Vec::new(),
            changes: false,
            running: 0,
            task_queues: 0,
        };
        for queue in &flow.task_queues {
            let name = &queue.task_queue;
            sums.changes |= queue.changes;
            for source in &queue.sources {
                for (origin, ribbon) in [source]
                    .into_iter()
                    .chain(&source.commands)
                    .flat_map(|source| source.ribbons.iter().map(|ribbon| (&source.origin, ribbon)))
                {
                    sums.add(name, origin, ribbon, is_asked(&ribbon.to.task_queue), is_asked(name));
                }
            }
            if !is_asked(name) {
                continue;
            }
            sums.task_queues += 1;
            sums.running += queue.running;
            for taker in &queue.takers {
                match taker.taking {
                    Taking::Nobody { .. } => sums.nobody.push((name, taker)),
                    Taking::NotKnown if sums.unlisted.last() != Some(&name) => {
                        sums.unlisted.push(name);
                    }
                    _ => {}
                }
            }
        }
        sums.ways.sort_by(|(_, _, one), (_, _, other)| other.cmp(one));
        sums
    }

    fn add(
        &mut self,
        queue: &TaskQueueName,
        origin: &Origin,
        ribbon: &FlowRibbon,
        lands_asked: bool,
        is_of_asked: bool,
    ) {
        let FlowRibbon { count, to, from, .. } = ribbon;
        if lands_asked {
            match to.receipt {
                Receipt::Waits => {
                    self.waits.add(origin, *count);
                    self.begins_to_wait |= from.is_some();
                }
                Receipt::NotKnown => self.not_known.add(origin, *count),
                Receipt::Refused => {
                    self.refused.add(origin, *count);
                    if self.refusal.is_none() {
                        self.refusal = to.outcome.refusal();
                    }
                }
                Receipt::Taken | Receipt::Direct => {}
            }
        }
        let Some(from) = from else {
            match origin {
                Origin::NewWorkflows => self.new_stay |= is_of_asked,
                Origin::Running(_) if is_of_asked => self.stay += count,
                Origin::Running(_) | Origin::Command { .. } => {}
            }
            return;
        };
        self.moves.add(origin, *count);
        let (from, to) = (end_label(from, queue), end_label(to, queue));
        match origin {
            Origin::NewWorkflows => self.new_ways.push((from, to)),
            Origin::Running(_) => {
                let known =
                    self.ways.iter_mut().find(|(one, other, _)| *one == from && *other == to);
                match known {
                    Some((_, _, moved)) => *moved += count,
                    None => self.ways.push((from, to, *count)),
                }
            }
            Origin::Command { .. } if !self.command_goals.contains(&to) => {
                self.command_goals.push(to);
            }
            Origin::Command { .. } => {}
        }
    }

    fn sign(&self) -> Sign {
        let verdict = &self.step.verdict;
        let is_sure = verdict.not_known == 0 && (verdict.all_listed || !self.changes);
        if verdict.worst == Worst::Stops {
            Sign::Stops
        } else if !is_sure && (self.changes || verdict.not_known > 0) {
            Sign::NotKnown
        } else if self.moves.is_empty() {
            Sign::Nothing
        } else {
            Sign::Moves
        }
    }

    fn stops(&self) -> Headline {
        let (short, rest, says): (_, _, fn(&Self, &Hazard) -> bool) = if !self.waits.is_empty() {
            let who = self.waits.subject();
            let wait = match (self.begins_to_wait, self.waits.is_one()) {
                (true, _) => "would wait",
                (false, true) => "waits",
                (false, false) => "wait",
            };
            let first = if self.begins_to_wait { " first" } else { "" };
            (
                format!("{who} {wait}"),
                format!("{}{first}", self.remedies()),
                Self::says_who_is_missing,
            )
        } else if !self.refused.is_empty() {
            let who = self.refused.subject();
            let are = if self.refused.is_one() { "is" } else { "are" };
            let rest = lower_first(OTHERWISE_COMMANDED.trim_end_matches('.'));
            let says = |_: &Self, hazard: &Hazard| hazard.kind == HazardKind::RejectedCommand;
            (format!("{who} {are} refused"), rest, says)
        } else {
            ("Something would wait on the way".to_owned(), String::new(), |_, _| false)
        };
        let lead = if rest.is_empty() { short.clone() } else { format!("{short}:") };
        let refusal = if self.waits.is_empty() { self.refusal.clone() } else { None };
        let detail =
            refusal.unwrap_or_else(|| sentences([self.ways_sentence(), self.others_sentences()]));
        let further = further(self.step, |hazard| says(self, hazard));
        Headline { sign: Sign::Stops, lead, rest, detail, short: lower_first(&short), further }
    }

    fn not_known(&self) -> Headline {
        let who = format!("known who takes {}", lower_first(&self.not_known.subject()));
        let (short, lead) = (format!("not {who}"), format!("Not {who}:"));
        let rest = format!("list the workers of {}", listed(&self.unlisted));
        let detail = sentences([self.ways_sentence(), self.others_sentences()]);
        self.with(Sign::NotKnown, lead, rest, detail, &short)
    }

    fn goes_on(&self, sign: Sign) -> Headline {
        let queries = self.step.verdict.without_worker;
        if self.step.task_queues.is_empty() && self.moves.is_empty() {
            return self.stands(sign, queries);
        }
        let nothing_waits = match (queries, self.step.verdict.all_listed) {
            (1, _) => "1 query would wait".to_owned(),
            (2.., _) => format!("{} queries would wait", figure(queries)),
            (0, true) => "nothing would wait".to_owned(),
            (0, false) => "nothing listed would wait".to_owned(),
        };
        let is_listed_only = sign == Sign::NotKnown;
        if self.moves.is_empty() {
            let lead = if is_listed_only { "Nothing listed moves" } else { "Nothing moves" };
            let detail = if self.step.result == Some(StepResult::Unchanged) {
                format!("{} is already as this step asks.", listed(&self.step.task_queues))
            } else if is_listed_only {
                sentences([self.others_sentences(), Some(self.doubt())])
            } else {
                self.running_sentence()
            };
            return self.with(sign, lead.to_owned(), String::new(), detail, lead);
        }
        let lead = match (self.moves.running, &self.ways[..], &self.new_ways[..]) {
            (0, _, [(_, to), others @ ..]) if others.iter().all(|(_, other)| other == to) => {
                format!("New workflows go to {to}, {nothing_waits}")
            }
            (0, _, []) => {
                let who = self.moves.subject();
                let moves = if self.moves.is_one() { "moves" } else { "move" };
                format!("{who} {moves}{}, {nothing_waits}", goal(&self.command_goals))
            }
            (0, ..) => format!("New workflows move, {nothing_waits}"),
            (count, ways, _) => {
                let goals: Vec<&String> = ways.iter().map(|(_, to, _)| to).collect();
                let moves = if count == 1 { "moves" } else { "move" };
                format!("{} {moves}{}, {nothing_waits}", figure(count), goal(&goals))
            }
        };
        let detail = sentences([
            self.origins_sentence(),
            self.others_sentences(),
            is_listed_only.then(|| self.doubt()),
        ]);
        let (who, is_one) = match self.moves.running {
            0 => (self.moves.subject(), self.moves.is_one()),
            running => (figure(running), running == 1),
        };
        let short = format!("{who} {}", if is_one { "moves" } else { "move" });
        self.with(sign, lead, String::new(), detail, &short)
    }

    /// The headline of a moment to which no step leads, such as the start.
    fn stands(&self, sign: Sign, queries: u64) -> Headline {
        let lead = match (queries, self.step.verdict.all_listed) {
            (1, _) => "1 query waits".to_owned(),
            (2.., _) => format!("{} queries wait", figure(queries)),
            (0, true) => "Nothing waits".to_owned(),
            (0, false) => "Nothing listed waits".to_owned(),
        };
        let short = lead.clone();
        self.with(sign, lead, String::new(), self.running_sentence(), &short)
    }

    /// A headline that says none of the hazards.
    fn with(
        &self,
        sign: Sign,
        lead: String,
        rest: String,
        detail: String,
        short: &str,
    ) -> Headline {
        let further = further(self.step, |_| false);
        Headline { sign, lead, rest, detail, short: lower_first(short), further }
    }

    /// Whether a hazard is that something waits for somebody whom the headline names.
    fn says_who_is_missing(&self, hazard: &Hazard) -> bool {
        let is_named = |version: &WorkerVersion| {
            let mut named = self.nobody.iter().take(MOST_NAMED);
            named.any(|(queue, taker)| **queue == hazard.task_queue && taker.version == *version)
        };
        match &hazard.kind {
            HazardKind::WithoutWorker { version } => is_named(version),
            HazardKind::NotOptedIn { build_id } => {
                is_named(&WorkerVersion::BuildId(build_id.clone()))
            }
            _ => false,
        }
    }

    /// What ends the waiting: `start a worker of 1.2 on orders`.
    fn remedies(&self) -> String {
        let named = &self.nobody[..self.nobody.len().min(MOST_NAMED)];
        let others = self.nobody.len() - named.len();
        let remedies: Vec<String> =
            named.iter().map(|(queue, taker)| remedy(queue, taker)).collect();
        let others = (others > 0).then(|| format!("{} more", figure(others as u64)));
        let all: Vec<String> = remedies.into_iter().chain(others).collect();
        listed(&all)
    }

    /// `1,532 move from 1.1 to 1.2 at their next task.`
    fn ways_sentence(&self) -> Option<String> {
        let count = self.moves.running;
        let who = figure(count);
        let (moves, their) = if count == 1 { ("moves", "its") } else { ("move", "their") };
        match &self.ways[..] {
            [] => None,
            [(from, to, _)] => {
                Some(format!("{who} {moves} from {from} to {to} at {their} next task."))
            }
            ways => {
                let goals: Vec<&String> = ways.iter().map(|(_, to, _)| to).collect();
                Some(format!("{who} {moves}{} at {their} next task.", goal(&goals)))
            }
        }
    }

    /// `They move from 1.1 at their next task.`
    fn origins_sentence(&self) -> Option<String> {
        let (they, their) =
            if self.moves.running == 1 { ("It moves", "its") } else { ("They move", "their") };
        match &self.ways[..] {
            [] => None,
            [(from, _, _)] => Some(format!("{they} from {from} at {their} next task.")),
            _ => Some(format!("{they} at {their} next task.")),
        }
    }

    /// What becomes of new workflows, and how much stays: `New workflows and 101 running ones stay.`
    fn others_sentences(&self) -> Option<String> {
        let new = match &self.new_ways[..] {
            [] => None,
            [(from, to)] => Some(format!("New workflows go to {to} instead of {from}.")),
            _ => Some("New workflows move.".to_owned()),
        };
        let commands = (self.moves.running == 0
            && !self.new_ways.is_empty()
            && !self.moves.commands.is_empty())
        .then(|| {
            let commands = self.moves.commands.iter();
            let commands = commands.map(|(kind, count)| counted_kind(*kind, *count));
            let move_ = if self.moves.commands.values().eq(once(&1)) { "moves" } else { "move" };
            format!("{} {move_}.", listed(&commands.collect::<Vec<_>>()))
        });
        let stay = match (self.new_stay && self.new_ways.is_empty(), self.stay) {
            (false, 0) => None,
            (true, 0) => Some("New workflows stay.".to_owned()),
            (true, 1) => Some("New workflows and 1 running one stay.".to_owned()),
            (true, stay) => Some(format!("New workflows and {} running ones stay.", figure(stay))),
            (false, 1) => Some("1 running one stays.".to_owned()),
            (false, stay) => Some(format!("{} running ones stay.", figure(stay))),
        };
        let all = sentences([new, commands, stay]);
        (!all.is_empty()).then_some(all)
    }

    /// What runs: `1,633 workflows run on orders.`
    fn running_sentence(&self) -> String {
        let run = if self.running == 1 { "runs" } else { "run" };
        let workflows = counted(self.running, "workflow");
        match (&self.step.task_queues[..], self.task_queues) {
            ([], 1) | (_, 0) => format!("{workflows} {run}."),
            ([], count) => format!("{workflows} {run} on {}.", counted(count as u64, "task queue")),
            (names, _) => format!("{workflows} {run} on {}.", listed(names)),
        }
    }

    fn doubt(&self) -> String {
        match &self.step.task_queues[..] {
            [] => "The document does not say that it lists all workflows.".to_owned(),
            names => {
                format!(
                    "The document does not say that it lists all workflows of {}.",
                    listed(names)
                )
            }
        }
    }
}

/// The most versions that a headline tells to start.
const MOST_NAMED: usize = 2;

/// What ends the waiting for a version.
fn remedy(task_queue: &TaskQueueName, taker: &FlowTaker) -> String {
    let opts_in =
        matches!(&taker.taking, Taking::Nobody { not_opted_in } if !not_opted_in.is_empty());
    match &taker.version {
        WorkerVersion::BuildId(build_id) if opts_in => {
            format!("have the workers of {build_id} on {task_queue} opt in")
        }
        WorkerVersion::Unversioned => format!("start an unversioned worker on {task_queue}"),
        versioned => format!("start a worker of {versioned} on {task_queue}"),
    }
}

/// ` to 1.2`, where all go to one.
fn goal<Goal: PartialEq + std::fmt::Display>(goals: &[Goal]) -> String {
    match goals {
        [to, others @ ..] if others.iter().all(|other| other == to) => format!(" to {to}"),
        _ => String::new(),
    }
}

fn sentences<const N: usize>(all: [Option<String>; N]) -> String {
    let all: Vec<String> = all.into_iter().flatten().collect();
    all.join(" ")
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}
