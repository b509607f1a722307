//! A stretch of a route as it travels: flat, so that no bytes of another computer can nest it.

use std::sync::Arc;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Node, Slot};

/// The most legs of one stretch.
pub const MAX_LEGS: usize = 32;

/// One leg of a stretch: a slot, or branches side by side, each a sequence of slots.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub enum Leg {
    /// One slot.
    #[n(1)]
    Slot(#[n(0)] Slot),
    /// Branches that go on at the same time. 並會, 票簽
    #[n(2)]
    Side(#[n(0)] Rule, #[n(1)] Vec<Vec<Slot>>),
}

/// When branches side by side have come to their end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub enum Rule {
    /// When all have. 並會
    #[n(1)]
    All,
    /// A vote: as soon as so many branches agree, or cannot any more. A branch disagrees when
    /// somebody in it signed against; with a veto one of those is enough. 票簽
    #[n(2)]
    Vote {
        /// Branches that must agree.
        #[n(0)]
        needs: u8,
        /// One against refuses. 否決權
        #[n(1)]
        veto: bool,
    },
}

impl Leg {
    /// Its slots in order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        let (one, many): (Option<&Slot>, &[Vec<Slot>]) = match self {
            Self::Slot(slot) => (Some(slot), &[]),
            Self::Side(_, branches) => (None, branches),
        };
        one.into_iter().chain(many.iter().flatten())
    }
}

fn leaf(slot: &Slot) -> Node {
    Node::Slot(Arc::new(slot.clone()))
}

pub(super) fn nodes(legs: &[Leg]) -> Vec<Node> {
    let side = |branch: &Vec<Slot>| match &branch[..] {
        [slot] => leaf(slot),
        slots => Node::Sequence(slots.iter().map(leaf).collect()),
    };
    let node = |leg: &Leg| match leg {
        Leg::Slot(slot) => leaf(slot),
        Leg::Side(rule, branches) => Node::Parallel(*rule, branches.iter().map(side).collect()),
    };
    legs.iter().map(node).collect()
}
