//! The state of a play as a file: its events as JSON, or an instance as JSON.

use workflow_engine::picture::Marks;
use workflow_engine::replay;
use workflow_engine::run::{Event, Instance};

use super::stage::Stage;
use crate::Refusal;

/// Largest file of a state, in bytes.
pub const MAX_STATE: usize = 16 * 1024 * 1024;

impl Stage<'_> {
    /// Where it stands and which way it went, for a picture.
    #[must_use]
    pub fn marks(&self) -> Marks {
        Marks::of(self.instance(), self.events())
    }

    /// Its events as JSON, of which [`marks_of`] makes the same picture.
    ///
    /// # Errors
    /// `state-unreadable` with `reason`.
    pub fn state(&self) -> Result<String, Refusal> {
        serde_json::to_string_pretty(self.events()).map_err(|e| unreadable(&e))
    }
}

/// Where an instance stands, from the JSON of its events or of itself; of itself alone it is not
/// known which way it went.
///
/// # Errors
/// `state-too-large` with `limit`, `state-unreadable` with `reason`.
pub fn marks_of(state: &[u8]) -> Result<Marks, Refusal> {
    if state.len() > MAX_STATE {
        return Err(Refusal::new("state-too-large").with("limit", MAX_STATE));
    }
    let is_list = state.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    if is_list {
        let events: Vec<Event> = serde_json::from_slice(state).map_err(|e| unreadable(&e))?;
        return Ok(Marks::of(&replay(&events), &events));
    }
    let instance: Instance = serde_json::from_slice(state).map_err(|e| unreadable(&e))?;
    Ok(Marks::of(&instance, []))
}

fn unreadable(error: &serde_json::Error) -> Refusal {
    Refusal::new("state-unreadable").with("reason", error)
}
