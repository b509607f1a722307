//! The route of a case: an ordered tree of the places whose people must act, and how each stands.
//! A user task of the flow is a sub-process whose body is its route. 簽核流程
//!
//! What is open is never stored as a cursor: it follows from the tree and from what is closed
//! ([`Route::frontier`]). A return, a withdrawal, an added signer or a removed one only change the
//! tree or what is closed, and the frontier says what that means. So every combination of them
//! leaves either something open or an end.

mod back;
mod frontier;
mod grow;
mod moves;
mod order;
mod outline;
mod plan;

#[cfg(test)]
mod tests;

pub use back::{Mode, Returned, Siblings};
pub use frontier::{End, Frontier};
pub use grow::{Grown, Place};
pub use order::Order;
pub use outline::Part;
pub use plan::{Leg, MAX_LEGS, Rule};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::case::Role;
use crate::ids::{PersonId, SlotId};
use crate::org::Desk;

/// The most slots of one route, those that were taken off it included.
pub const MAX_SLOTS: usize = 64;

/// The route of one user task.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Route {
    root: Vec<Node>,
    /// The level of the post that may decide, 1 (head of the agency) to 4; none when every
    /// signature of the route is needed. 決行層級
    pub level: Option<u8>,
    /// Open although something before it was reopened: a return let them go on.
    kept: BTreeSet<SlotId>,
    /// A slot that waits for another beside it which it asked anew.
    waits: BTreeMap<SlotId, SlotId>,
    /// How many closings there were.
    closings: u32,
}

/// A part of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Node {
    Sequence(Vec<Node>),
    Parallel(Rule, Vec<Node>),
    Slot(Arc<Slot>),
}

/// One place on a route, at which stations open: once, and once more after each return. 關卡
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Slot {
    /// Unique in the case.
    #[n(1)]
    pub id: SlotId,
    /// What it is for.
    #[n(2)]
    pub role: Role,
    /// Where it waits.
    #[n(3)]
    pub desk: Desk,
    /// How it came on the route.
    #[n(4)]
    pub origin: Origin,
    /// Whoever signs here must write an opinion. 意見必填
    #[n(5)]
    pub opinion: bool,
    /// How it stands.
    #[cbor(skip)]
    pub stand: Stand,
    /// How many stations opened here so far.
    #[cbor(skip)]
    pub laps: u32,
    /// The number of the closing that it stands by; 0 while it is not closed.
    #[cbor(skip)]
    closing: u32,
}

/// How a slot came on the route.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub enum Origin {
    /// By the pack, under the name that its decision gives.
    #[n(1)]
    Planned(#[n(0)] String),
    /// By a signer. 加簽
    #[n(2)]
    Added(#[n(0)] PersonId),
    /// By a signer, to hear a unit. 加會
    #[n(3)]
    Consulted(#[n(0)] PersonId),
    /// By a signer, to prepare what comes back to them. 委派
    #[n(4)]
    Delegated(#[n(0)] PersonId),
}

impl Origin {
    /// Who put it on the route; none for the pack.
    #[must_use]
    pub fn by(&self) -> Option<&PersonId> {
        match self {
            Self::Planned(_) => None,
            Self::Added(by) | Self::Consulted(by) | Self::Delegated(by) => Some(by),
        }
    }
}

/// How a slot stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Encode,
    Decode,
    Serialize,
    Deserialize,
)]
#[cbor(index_only)]
pub enum Stand {
    /// Nobody has signed for good: it opens when its turn comes.
    #[default]
    #[n(1)]
    Ahead,
    /// It waits for somebody.
    #[n(2)]
    Open,
    /// Signed.
    #[n(3)]
    Closed,
    /// Signed against, in a vote. 不同意
    #[n(4)]
    Against,
    /// Signed as the decision: what is ahead is not needed. 決行
    #[n(5)]
    Decided,
    /// Signed as a decision not to allow it. 不准
    #[n(6)]
    Refused,
    /// Taken off the route.
    #[n(7)]
    Gone,
}

impl Stand {
    /// Whether a signature holds here.
    #[must_use]
    pub fn is_signed(self) -> bool {
        matches!(
            self,
            Self::Closed | Self::Against | Self::Decided | Self::Refused
        )
    }
}

impl Slot {
    /// A slot that nobody has come to yet.
    #[must_use]
    pub fn new(id: SlotId, role: Role, desk: Desk, origin: Origin) -> Self {
        Self {
            id,
            role,
            desk,
            origin,
            opinion: false,
            stand: Stand::Ahead,
            laps: 0,
            closing: 0,
        }
    }

    /// The number of the closing by which it is signed, counted along the route; 0 while it is not.
    #[must_use]
    pub fn closing(&self) -> u32 {
        self.closing
    }
}

impl Route {
    /// A route as the pack lays it. Before others, the slot at which the applicant corrects is
    /// closed: they signed by submitting.
    #[must_use]
    pub fn lay(legs: &[Leg], level: Option<u8>) -> Self {
        let mut route = Self {
            root: plan::nodes(legs),
            level,
            ..Self::default()
        };
        if route.slots().len() > 1 {
            let applicant = |slot: &Slot| slot.role == Role::Correct;
            route.change(applicant, |slot| slot.stand = Stand::Closed);
        }
        route
    }

    /// All slots in the order of the tree.
    #[must_use]
    pub fn slots(&self) -> Vec<&Slot> {
        let mut found = Vec::new();
        let parts = self.root.iter();
        parts.for_each(|node| order::leaves(node, &mut found));
        found
    }

    /// A slot by its id.
    #[must_use]
    pub fn slot(&self, id: &SlotId) -> Option<&Slot> {
        fn find<'a>(parts: &'a [Node], id: &SlotId) -> Option<&'a Slot> {
            parts.iter().find_map(|node| match node {
                Node::Slot(slot) => (slot.id == *id).then_some(&**slot),
                Node::Sequence(inner) | Node::Parallel(_, inner) => find(inner, id),
            })
        }
        find(&self.root, id)
    }

    /// Changes the slots that are meant; the others stay shared with earlier states.
    fn change(&mut self, is_meant: impl Fn(&Slot) -> bool, change: impl Fn(&mut Slot)) {
        fn walk(parts: &mut [Node], is_meant: &dyn Fn(&Slot) -> bool, change: &dyn Fn(&mut Slot)) {
            for node in parts {
                match node {
                    Node::Slot(slot) if is_meant(slot) => change(Arc::make_mut(slot)),
                    Node::Slot(_) => {}
                    Node::Sequence(inner) | Node::Parallel(_, inner) => {
                        walk(inner, is_meant, change);
                    }
                }
            }
        }
        walk(&mut self.root, &is_meant, &change);
    }

    fn with(&mut self, id: &SlotId, change: impl Fn(&mut Slot)) {
        self.change(|slot| slot.id == *id, change);
    }
}
