//! Why a pull or a push stopped, what was done, what is not known, and how to go on.

use super::phrases::{counted, version_sets};
use crate::push::{
    OtherGeneration, OtherGenerationKind, PullNote, PullNoteKind, PushStop, SetsDifference,
    StopReason, UnpolledDefault,
};
use crate::rollout::ListedSet;
use crate::version_sets::RunStatus;

const MAKE_A_NEW_PLAN: &str = "Pull the version sets, and make the plan anew.";
const LOOK_FIRST: &str =
    "Push again, with --dry-run first: it reads where the cluster is, and says how to go on.";

/// What other generations of Worker Versioning make of task queues, and why it makes answers wrong.
#[must_use]
pub fn other_generations(found: &[OtherGeneration]) -> String {
    let found: Vec<String> = found.iter().map(other_generation).collect();
    format!(
        "Other generations of Worker Versioning route tasks here:\n  {}\nThey decide where new workflows start, also where \
         there are version sets, and move workflows that run. Only version sets are known here, so that every answer about \
         these task queues would be wrong. See what they do with `temporal task-queue versioning get-rules` and `temporal \
         worker deployment describe`.",
        found.join("\n  ")
    )
}

fn other_generation(found: &OtherGeneration) -> String {
    let OtherGeneration { kind, task_queue, count, version, percentage } = found;
    let rules =
        |thing| format!("{task_queue} has {}", counted(u64::from(count.unwrap_or(0)), thing));
    let version = version.as_deref().unwrap_or("unversioned workers");
    match kind {
        OtherGenerationKind::AssignmentRules => rules("assignment rule"),
        OtherGenerationKind::RedirectRules => rules("redirect rule"),
        OtherGenerationKind::CurrentVersion => {
            format!("the current version of a Worker Deployment on {task_queue} is {version}")
        }
        OtherGenerationKind::RampingVersion => {
            let share = percentage.as_ref().map(|percentage| format!(", at {percentage} %"));
            let share = share.unwrap_or_default();
            format!("a Worker Deployment on {task_queue} ramps to {version}{share}")
        }
    }
}

/// What a pull leaves out, without a full stop.
#[must_use]
pub fn pull_note(note: &PullNote) -> String {
    let PullNote { kind, task_queue, status, count, total, error } = note;
    let of = format!("{count} of the {total} {} workflows of {task_queue}", of_status(*status));
    match kind {
        PullNoteKind::CountedTwice => {
            format!("{of} count twice: they have used build IDs of two version sets")
        }
        PullNoteKind::InNoEntry => {
            format!("{of} are in no entry: no version set has their build IDs")
        }
        PullNoteKind::NotCounted => format!(
            "the workflows of {task_queue} could not be counted: {}",
            error.as_deref().unwrap_or_default()
        ),
    }
}

const fn of_status(status: RunStatus) -> &'static str {
    match status {
        RunStatus::Open => "running",
        RunStatus::Closed => "closed",
    }
}

/// Why a push stopped, what was done, and how to go on.
#[must_use]
pub fn push_stop(stop: &PushStop) -> String {
    let done = done_words(&stop.done);
    let on = continue_words(&stop.continue_from, stop.steps);
    let name = name(stop);
    let queue = stop.differences.first().map_or("", |one| one.task_queue.as_str());
    let differences: Vec<String> = stop.differences.iter().map(difference).collect();
    let differences = differences.join("\n  ");
    let error = stop.error.as_deref().unwrap_or_default();
    match stop.reason {
        StopReason::OtherStart => {
            let place = if stop.step > stop.steps {
                "after its last step".to_owned()
            } else {
                format!("before step {}", stop.step)
            };
            format!(
                "The cluster is not what the plan expects {place}:\n  {differences}\nNothing was sent. {on}"
            )
        }
        StopReason::Changed => format!(
            "Somebody else has changed {queue} before {name}:\n  {differences}\nIt was not sent. {done} {on}"
        ),
        StopReason::Failed => {
            let at = if stop.step > stop.steps { "While reading" } else { &format!("At {name}") };
            let again = go_on(&stop.continue_from);
            format!(
                "{at}: {error}\n{done} Nothing was done of the rest. When that is put right, {again}."
            )
        }
        StopReason::NotShown => {
            let doubt = match stop.lost {
                Some(_) => "It most likely never arrived, and yet may show later.",
                None => "It may show later.",
            };
            format!(
                "{}\n{queue} still has the version sets from before it. {doubt} {done} {LOOK_FIRST}",
                sent(stop)
            )
        }
        StopReason::Surprise => format!(
            "{}\nNow {queue} has version sets from neither before nor after it: somebody else changes them too.\n  \
             {differences}\n{done} Whether {name} was done has to be seen from these. {MAKE_A_NEW_PLAN}",
            sent(stop)
        ),
        StopReason::Unknown => format!(
            "{}\nThe version sets could not be read since: {error}\n{done} Whether {name} was done is not known. \
             {LOOK_FIRST}",
            sent(stop)
        ),
        StopReason::WithoutPollers => {
            let missing: Vec<String> = stop.missing.iter().map(unpolled).collect();
            format!(
                "No worker has polled in the last minutes with what would become a default:\n  {}\nWhat lands there would \
                 wait. Start these workers first (they may poll before the queue knows their build ID), or say \
                 --without-pollers. Nothing was sent.",
                missing.join("\n  ")
            )
        }
    }
}

fn unpolled(UnpolledDefault { task_queue, build_id, not_opted_in }: &UnpolledDefault) -> String {
    let why = if *not_opted_in {
        ": its workers have not opted in to versioning, and get nothing of it"
    } else {
        ""
    };
    format!("{build_id} on {task_queue}{why}")
}

fn difference(SetsDifference { task_queue, expected, found }: &SetsDifference) -> String {
    let sets = |sets: &[ListedSet]| version_sets(sets.iter().map(|set| &set.build_ids));
    format!("{task_queue}: expected {}, found {}", sets(expected), sets(found))
}

fn name(PushStop { step, name, .. }: &PushStop) -> String {
    match name {
        Some(name) => format!("step {step} ({name})"),
        None => format!("step {step}"),
    }
}

/// That the step was sent, at the beginning of a sentence.
fn sent(stop: &PushStop) -> String {
    let answer = match &stop.lost {
        Some(lost) => format!(", but {lost}"),
        None => " and taken.".to_owned(),
    };
    format!("S{} was sent{answer}", name(stop).split_off(1))
}

fn done_words(done: &[u32]) -> String {
    match done {
        [] => "No step was done before it.".to_owned(),
        [_] => format!("Done before it: step {}.", list(done, ", ")),
        _ => format!("Done before it: steps {}.", list(done, ", ")),
    }
}

fn continue_words(continue_from: &[u32], steps: u32) -> String {
    let on = go_on(continue_from);
    match continue_from {
        [] => MAKE_A_NEW_PLAN.to_owned(),
        [0 | 1] => format!("No step is done yet: {on}."),
        [2] => format!("Step 1 is done already: {on}."),
        [next] if *next > steps => format!("All steps are done already: {on}."),
        [next] => format!("Steps 1 to {} are done already: {on}.", next - 1),
        _ => format!("The plan comes through this state more than once: {on}, whichever is meant."),
    }
}

fn go_on(continue_from: &[u32]) -> String {
    format!("go on with --from-step {}", list(continue_from, " or "))
}

fn list(steps: &[u32], between: &str) -> String {
    let steps: Vec<String> = steps.iter().map(ToString::to_string).collect();
    steps.join(between)
}
