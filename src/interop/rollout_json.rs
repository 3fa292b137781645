//! The rollout document: JSON to a [`Rollout`]. The format is described in `docs/rollout-document.md`, and
//! for editors in `pkg/rollout.schema.json`.

mod expectations;
mod workflows;
mod workflows_by_id;

use std::num::NonZeroU32;

use super::ImportError;
use super::fields::{Fields, Item, Path, Read};
use super::json;
use super::json_text::Value;
use crate::model::{
    BuildId, Limits, Namespace, Operation, RecordProblem, SetPromotion, TaskQueueName, VersionSets,
};
use crate::rollout::{PlacedWorker, PlannedOperation, Rollout};
use crate::routing::Worker;
use workflows_by_id::WorkflowsById;

/// Reads a rollout document.
///
/// # Errors
/// When the text is not JSON, or not a rollout document of version 1: the error says where, what was
/// expected and what stood there. Fields that do not exist are refused.
pub fn read_rollout(text: &str) -> Result<Rollout, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let values = json::parse(text, "a rollout document")?;
    let [value] = values.as_slice() else {
        let problem = format!("expected one rollout document, got {}", values.len());
        return Err(ImportError::at(String::new(), problem));
    };
    let document = Item { value, path: &Path::Root };
    // Before the fields, of which a newer version may have more.
    check_version(&document.object()?)?;
    let fields = document.fields(&[
        "$schema",
        "version",
        "name",
        "description",
        "limits",
        "taskQueues",
        "workers",
        "workflows",
        "operations",
        "expectations",
    ])?;
    for name in ["$schema", "name", "description"] {
        fields.optional_text(name)?;
    }
    let mut rollout = Rollout::default();
    fields.with("limits", &mut |limits| {
        rollout.start = Namespace::new(read_limits(limits)?);
        Ok(())
    })?;
    fields.each("taskQueues", &mut |queue| read_task_queue(queue, &mut rollout))?;
    fields.each("workers", &mut |item| {
        let worker = read_worker(item)?;
        rollout.workers.push(worker);
        Ok(())
    })?;
    fields.each("workflows", &mut |item| workflows::read(item, &mut rollout.workflows))?;
    fields.each("operations", &mut |item| {
        rollout.operations.push(read_operation(item)?);
        Ok(())
    })?;
    let workflows = WorkflowsById::of(&rollout.workflows)?;
    let mut expectations = Vec::new();
    fields.each("expectations", &mut |item| {
        expectations.push(expectations::read(item, &workflows, rollout.operations.len())?);
        Ok(())
    })?;
    rollout.expectations = expectations;
    Ok(rollout)
}

fn check_version(document: &Fields<'_>) -> Read<()> {
    match document.get("version") {
        Some(Value::Number(Some(1))) => Ok(()),
        Some(Value::Number(Some(number @ 2..))) => {
            let problem =
                format!("expected 1, got {number}: a newer worker-versioning may read it");
            Err(document.invalid("version", problem))
        }
        _ => Err(document.unexpected("version", "1")),
    }
}

fn read_limits(item: &Item<'_>) -> Read<Limits> {
    let fields =
        item.fields(&["versionSets", "buildIds", "taskQueuesPerBuildId", "buildIdBytes"])?;
    let mut limits = Limits::default();
    for (name, limit) in [
        ("versionSets", &mut limits.version_sets),
        ("buildIds", &mut limits.build_ids),
        ("taskQueuesPerBuildId", &mut limits.task_queues_per_build_id),
        ("buildIdBytes", &mut limits.build_id_bytes),
    ] {
        if let Some(number) = fields.number(name, 0, u32::MAX)? {
            *limit = NonZeroU32::new(number);
        }
    }
    Ok(limits)
}

fn read_task_queue(item: &Item<'_>, rollout: &mut Rollout) -> Read<()> {
    let fields = item.fields(&["taskQueue", "versionSets"])?;
    let name = task_queue(&fields, "taskQueue")?;
    if rollout.task_queues.contains(&name) {
        let problem = format!("expected each task queue once, got '{name}' again");
        return Err(fields.invalid("taskQueue", problem));
    }
    let mut listed = Vec::new();
    fields.each("versionSets", &mut |set| {
        let mut build_ids = Vec::new();
        set.fields(&["buildIds"])?.each("buildIds", &mut |build_id| {
            build_ids.push(build_id.text()?.into());
            Ok(())
        })?;
        listed.push(build_ids);
        Ok(())
    })?;
    let sets = VersionSets::from_listed(listed).map_err(|error| {
        let set = error.set;
        let place = match error.build_id {
            Some(place) => format!("versionSets[{set}].buildIds[{place}]"),
            None => format!("versionSets[{set}].buildIds"),
        };
        fields.invalid(&place, error.problem.to_string())
    })?;
    // The name was looked at above.
    let _ = rollout.start.import(name.clone(), sets);
    rollout.task_queues.push(name);
    Ok(())
}

/// The name of a queue that can exist.
fn task_queue(fields: &Fields<'_>, field: &str) -> Read<TaskQueueName> {
    let name = TaskQueueName::from(fields.text(field)?);
    name.check().map_err(|error| fields.invalid(field, error.to_string()))?;
    Ok(name)
}

fn read_worker(item: &Item<'_>) -> Read<PlacedWorker> {
    let fields = item.fields(&["name", "taskQueue", "buildId", "useVersioning"])?;
    fields.optional_text("name")?;
    let build_id = fields.optional_text("buildId")?.map(Into::into);
    let worker = match (fields.flag("useVersioning")?, build_id) {
        (Some(true), Some(build_id)) => Worker::Versioned(build_id),
        (Some(true), None) => {
            let problem = "expected string beside useVersioning, got nothing";
            return Err(fields.refused("buildId", problem));
        }
        (_, build_id) => Worker::Unversioned { build_id },
    };
    Ok(PlacedWorker { task_queue: task_queue(&fields, "taskQueue")?, worker })
}

/// The name is not looked at: whether a queue can have it is for the operation to find.
fn read_operation(item: &Item<'_>) -> Read<PlannedOperation> {
    let all = item.object()?;
    let kind = all.required_choice(
        "operation",
        &[
            "addNewIdInNewDefaultSet",
            "addNewCompatibleVersion",
            "promoteSetByBuildId",
            "promoteBuildIdWithinSet",
            "mergeSets",
        ],
    )?;
    let own: &[&str] = match kind {
        1 => &[
            "name",
            "taskQueue",
            "operation",
            "buildId",
            "existingCompatibleBuildId",
            "promoteSet",
        ],
        4 => &["name", "taskQueue", "operation", "primaryBuildId", "secondaryBuildId"],
        _ => &["name", "taskQueue", "operation", "buildId"],
    };
    let fields = item.fields(own)?;
    fields.optional_text("name")?;
    let build_id = |name| fields.text(name).map(Into::into);
    let operation = match kind {
        0 => Operation::AddNewDefault { build_id: build_id("buildId")? },
        1 => Operation::AddNewCompatible {
            build_id: build_id("buildId")?,
            existing_compatible: build_id("existingCompatibleBuildId")?,
            set_promotion: match fields.flag("promoteSet")? {
                Some(true) => SetPromotion::Promote,
                _ => SetPromotion::Keep,
            },
        },
        2 => Operation::PromoteSet { build_id: build_id("buildId")? },
        3 => Operation::PromoteBuildIdWithinSet { build_id: build_id("buildId")? },
        _ => Operation::MergeSets {
            primary: build_id("primaryBuildId")?,
            secondary: build_id("secondaryBuildId")?,
        },
    };
    Ok(PlannedOperation { task_queue: fields.text("taskQueue")?.into(), operation })
}

/// A build ID that something is on.
fn build_id_in_use(fields: &Fields<'_>, text: &str) -> Read<BuildId> {
    if text.is_empty() {
        return Err(fields.invalid("buildId", RecordProblem::EmptyBuildId.to_string()));
    }
    Ok(text.into())
}
