//! The goal of a plan, as JSON: `{"sets":[{"buildIds":["1.0"],"default":"1.0"}],"queueDefault":"1.0"}`, or
//! `{"allSets":[{"buildIds":["1.0"]}]}` for the whole of a queue.

use super::ImportError;
use crate::boundary::json;
use crate::planning::Goal;

/// Reads a goal.
///
/// # Errors
/// When the text is not one: the error says where, what was expected and what stood there.
pub fn read_goal(text: &str) -> Result<Goal, ImportError> {
    Ok(json::read(text, "a goal")?)
}
