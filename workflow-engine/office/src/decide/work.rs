//! The working set of one decision: what was emitted so far is seen by what
//! comes after, and nothing of it is true before all of it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Change;
use crate::case::{Case, CaseEvent};
use crate::ids::{CaseId, OperationId};
use crate::pack::{Pack, PackRef};
use crate::world::{Fault, Reading, Stop, World};
use crate::{Event, Refusal, State, Stream};

pub(super) struct Work<'w> {
    world: &'w dyn World,
    operation: OperationId,
    /// The decider's time, ms.
    pub(super) now: i64,
    states: BTreeMap<Stream, Arc<State>>,
    changes: Vec<Change>,
}

impl World for Work<'_> {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        match self.states.get(stream) {
            Some(state) => Ok(Some(Arc::clone(state))),
            None => self.world.state(stream),
        }
    }

    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        self.world.pack(pack)
    }
}

impl<'w> Work<'w> {
    pub(super) fn new(world: &'w dyn World, operation: OperationId, now: i64) -> Self {
        Self {
            world,
            operation,
            now,
            states: BTreeMap::new(),
            changes: Vec::new(),
        }
    }

    pub(super) fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    /// Adds an event, unless this computer may not see the stream.
    pub(super) fn emit(&mut self, stream: Stream, event: Event) -> Result<(), Fault> {
        let kept = self.states.remove(&stream);
        let known = match kept {
            Some(state) => Some(state),
            None => self.world.state(&stream)?,
        };
        let Some(mut state) = known else {
            return Ok(());
        };
        Arc::make_mut(&mut state).apply(&event, self.now, self.operation);
        self.states.insert(stream.clone(), state);
        self.changes.push(Change { stream, event });
        Ok(())
    }

    pub(super) fn emit_case(&mut self, case: &CaseId, event: CaseEvent) -> Result<(), Fault> {
        self.emit(Stream::Case(case.clone()), Event::Case(Box::new(event)))
    }

    /// The case as it stands in this decision.
    pub(super) fn the_case(&self, case: &CaseId) -> Result<Arc<Case>, Stop> {
        let found = self.case(case)?.flatten();
        found.ok_or_else(|| Refusal::new("case-unknown").with("case", case).into())
    }

    /// The version of the service that a case uses.
    pub(super) fn the_pack(&self, pack: &PackRef) -> Result<Arc<Pack>, Stop> {
        let found = self.pack(pack)?;
        found.ok_or_else(|| {
            Refusal::new("pack-missing")
                .with("version", pack.version)
                .into()
        })
    }

    /// A state that everybody may see.
    pub(super) fn public<T>(state: Option<T>, stream: &Stream) -> Result<T, Stop> {
        state.ok_or_else(|| Refusal::new("stream-missing").with("stream", stream).into())
    }
}
