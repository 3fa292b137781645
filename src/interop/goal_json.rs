//! The goal of a plan, as JSON: `{"sets":[{"buildIds":["1.0"],"default":"1.0"}],"queueDefault":"1.0"}`, or
//! `{"allSets":[{"buildIds":["1.0"]}]}` for the whole of a queue.

use crate::boundary::{InputError, json};
use crate::planning::Goal;

/// Reads a goal.
///
/// # Errors
/// When the text is not one: the error says where, what was expected and what stood there.
pub fn read_goal(text: &str) -> Result<Goal, InputError> {
    json::read(text, "a goal")
}
