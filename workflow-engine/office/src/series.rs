//! Numbers that are given out once and never again. 流水號

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::ids::CaseId;

/// The state of a stream `series/NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Series {
    /// The last number that was given.
    pub last: u64,
}

/// What became true of a series.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum SeriesEvent {
    /// The number was given to a case.
    #[n(1)]
    Given(#[n(0)] u64, #[n(1)] CaseId),
}

impl Series {
    /// The number that comes next.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.last + 1
    }

    /// Makes an event true.
    pub fn apply(&mut self, event: &SeriesEvent) {
        let SeriesEvent::Given(number, _) = event;
        self.last = self.last.max(*number);
    }
}
