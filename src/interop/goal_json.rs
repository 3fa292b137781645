//! The goal of a plan, as JSON: `{"sets":[{"buildIds":["1.0"],"default":"1.0"}],"queueDefault":"1.0"}`, or
//! `{"allSets":[{"buildIds":["1.0"]}]}` for the whole of a queue.

use super::fields::{Item, Path, Read};
use super::json;
use super::{ImportError, fields::Fields};
use crate::model::BuildId;
use crate::planning::{Goal, Group, UnknownBuildIds, WantedSets};

/// Reads a goal.
///
/// # Errors
/// When the text is not one: the error says where, what was expected and what stood there.
pub fn read_goal(text: &str) -> Result<Goal, ImportError> {
    let values = json::parse(text, "a goal")?;
    let [value] = values.as_slice() else {
        return Err(ImportError::at(String::new(), "expected one goal".to_owned()));
    };
    let goal = Item { value, path: &Path::Root }.fields(&[
        "sets",
        "queueDefault",
        "allSets",
        "unknownBuildIds",
    ])?;
    let unknown_build_ids = match goal.choice("unknownBuildIds", &["add", "refuse"])? {
        Some(1) => UnknownBuildIds::Refuse,
        _ => UnknownBuildIds::Add,
    };
    let sets = if goal.get("allSets").is_some() {
        all_sets(&goal)?
    } else {
        let mut groups = Vec::new();
        goal.each("sets", &mut |set| {
            let fields = set.fields(&["buildIds", "default"])?;
            let set_default = fields.optional_text("default")?.map(Into::into);
            groups.push(Group { build_ids: build_ids(&fields)?, set_default });
            Ok(())
        })?;
        let queue_default = goal.optional_text("queueDefault")?.map(Into::into);
        WantedSets::Some { groups, queue_default }
    };
    Ok(Goal { sets, unknown_build_ids })
}

fn all_sets(goal: &Fields<'_>) -> Read<WantedSets> {
    for other in ["sets", "queueDefault"] {
        if goal.get(other).is_some() {
            let problem = "expected nothing beside allSets, which says it all".to_owned();
            return Err(goal.invalid(other, problem));
        }
    }
    let mut listed = Vec::new();
    goal.each("allSets", &mut |set| {
        listed.push(build_ids(&set.fields(&["buildIds"])?)?);
        Ok(())
    })?;
    Ok(WantedSets::All(listed))
}

fn build_ids(set: &Fields<'_>) -> Read<Vec<BuildId>> {
    let mut build_ids = Vec::new();
    set.each("buildIds", &mut |build_id| {
        build_ids.push(build_id.text()?.into());
        Ok(())
    })?;
    Ok(build_ids)
}
