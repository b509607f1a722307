//! The state of a stream: what its events add up to. State is a cache; the
//! events are the truth, and [`State::replay`] makes the one from the other.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::away::Away;
use crate::calendar::Calendar;
use crate::case::Case;
use crate::event::Event;
use crate::ids::OperationId;
use crate::leave::Account;
use crate::org::Org;
use crate::pack::Packs;
use crate::series::Series;
use crate::stream::Stream;

/// Changes whenever a cached state of an older program must not be read: the
/// state is then made anew from the events.
pub const SHAPE: u32 = 7;

/// The state of one stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum State {
    /// Of `org`.
    Org(Arc<Org>),
    /// Of `calendar`.
    Calendar(Arc<Calendar>),
    /// Of `packs`.
    Packs(Arc<Packs>),
    /// Of a case; none before it is submitted.
    Case(Option<Arc<Case>>),
    /// Of a leave account.
    Account(Arc<Account>),
    /// Of a unit's absences.
    Away(Arc<Away>),
    /// Of a series of numbers.
    Series(Arc<Series>),
}

impl State {
    /// The state of a stream without events.
    #[must_use]
    pub fn empty(stream: &Stream) -> Self {
        match stream {
            Stream::Org => Self::Org(Arc::default()),
            Stream::Calendar => Self::Calendar(Arc::default()),
            Stream::Packs => Self::Packs(Arc::default()),
            Stream::Case(_) => Self::Case(None),
            Stream::Account(_) => Self::Account(Arc::default()),
            Stream::Away(_) => Self::Away(Arc::default()),
            Stream::Series(_) => Self::Series(Arc::default()),
        }
    }

    /// Makes an event true. `at` is the agency's time of the event in ms, and
    /// `operation` what brought it about. An event of another kind of stream
    /// changes nothing: no agency writes one.
    pub fn apply(&mut self, event: &Event, at: i64, operation: OperationId) {
        match (self, event) {
            (Self::Org(state), Event::Org(event)) => Arc::make_mut(state).apply(event),
            (Self::Calendar(state), Event::Calendar(event)) => Arc::make_mut(state).apply(event),
            (Self::Packs(state), Event::Pack(event)) => Arc::make_mut(state).apply(event),
            (Self::Case(state), Event::Case(event)) => Case::apply(state, event, at, operation),
            (Self::Account(state), Event::Account(event)) => {
                Arc::make_mut(state).apply(event, at, operation)
            }
            (Self::Away(state), Event::Away(event)) => Arc::make_mut(state).apply(event, at),
            (Self::Series(state), Event::Series(event)) => Arc::make_mut(state).apply(event),
            _ => {}
        }
    }

    /// The state that a whole history adds up to.
    pub fn replay<'a>(
        stream: &Stream,
        history: impl IntoIterator<Item = (&'a Event, i64, OperationId)>,
    ) -> Self {
        let mut state = Self::empty(stream);
        for (event, at, operation) in history {
            state.apply(event, at, operation);
        }
        state
    }

    /// Bytes for a cache, to be read by a program of the same [`SHAPE`].
    #[must_use]
    pub fn to_cache(&self) -> Vec<u8> {
        crate::codec::to_cache(self)
    }

    /// Reads a cached state; none when it cannot be read and must be replayed.
    #[must_use]
    pub fn from_cache(bytes: &[u8]) -> Option<Self> {
        crate::codec::from_cache(bytes)
    }
}
