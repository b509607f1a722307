//! Running cases go over to another version of their flow.
//!
//! [`difference`] lays two flows beside each other and proposes where what stands on each element
//! goes. Somebody looks at it and changes what they want; [`Course::new`] holds the result to both
//! flows, once for all cases; [`run::migrate`](crate::run::migrate) says what becomes true in one
//! of them. Nothing that is done is done again, and what a task knows stays with it.

mod course;
mod difference;

pub use course::{Course, Misfit, Severity};
pub(crate) use course::{Way, undoes};
pub use difference::{Difference, Differs, Entry, Found, difference};

use crate::name::Name;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most entries of a migration.
pub const MAX_ENTRIES: usize = 100_000;

/// Where everything goes, by the BPMN ids of the flow that is left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cbor(map)]
pub struct Migration {
    /// What stands on an element, waits for it or was done in it. An element that is not named
    /// must be empty; an event that is not named is waited for no more.
    #[n(0)]
    pub elements: BTreeMap<Name, Fate>,
    /// The flow by which a token came to a join, where it does not keep its id.
    #[n(1)]
    pub flows: BTreeMap<Name, Name>,
}

/// Where what stands on an element goes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fate {
    /// It stays as it is, on the element of this id, which is of the same kind: the open task with
    /// its desk, the running timer with its hour, the instances with what they gave.
    #[n(0)]
    Keeps(#[n(0)] Name),
    /// It begins again on the element of this id.
    #[n(1)]
    Anew(#[n(0)] Name),
    /// It is taken away. Of a sub-process that does not repeat only the frame goes: what runs in it
    /// has fates of its own.
    #[n(2)]
    Away,
}

impl Fate {
    /// The element to which it leads.
    #[must_use]
    pub fn target(&self) -> Option<&Name> {
        match self {
            Self::Keeps(to) | Self::Anew(to) => Some(to),
            Self::Away => None,
        }
    }
}
