//! State from history.

use crate::run::{Event, Instance, apply};

/// The instance that these events make. It needs no plan: the events alone carry the state, so
/// that a corrected plan finds the same instance.
pub fn replay<'e>(events: impl IntoIterator<Item = &'e Event>) -> Instance {
    let mut instance = Instance::default();
    for event in events {
        apply(&mut instance, event);
    }
    instance
}
