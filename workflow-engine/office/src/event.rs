//! What became true, by the kind of stream. Events are kept for ever: keys and
//! numbers are never used twice, an old event keeps its meaning, and a new
//! meaning gets a new number. `docs/formats/office.md` lists them.

use minicbor::{Decode, Encode};

use crate::away::AwayEvent;
use crate::calendar::CalendarEvent;
use crate::case::CaseEvent;
use crate::leave::AccountEvent;
use crate::org::OrgEvent;
use crate::pack::PackEvent;
use crate::series::SeriesEvent;

/// One thing that became true of one stream.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub enum Event {
    /// Of `org`.
    #[n(1)]
    Org(#[n(0)] OrgEvent),
    /// Of `calendar`.
    #[n(2)]
    Calendar(#[n(0)] CalendarEvent),
    /// Of `packs`.
    #[n(3)]
    Pack(#[n(0)] PackEvent),
    /// Of a case.
    #[n(4)]
    Case(#[n(0)] Box<CaseEvent>),
    /// Of a leave account.
    #[n(5)]
    Account(#[n(0)] AccountEvent),
    /// Of a unit's absences.
    #[n(6)]
    Away(#[n(0)] AwayEvent),
    /// Of a series of numbers.
    #[n(7)]
    Series(#[n(0)] SeriesEvent),
}

impl Event {
    /// The deterministic bytes that are chained.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::codec::to_bytes(self)
    }

    /// Reads chained bytes; none when this version does not know the event.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        crate::codec::from_bytes(bytes)
    }
}
