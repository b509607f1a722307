//! New slots on a route that is under way.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::plan::nodes;
use super::{Leg, Node, Route, Rule};
use crate::ids::SlotId;

/// Where a stretch goes, as seen from a slot.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
pub enum Place {
    /// Before it: the slot waits again until the stretch is done. 前加簽
    #[n(1)]
    Before,
    /// Right after it. 後加簽
    #[n(2)]
    After,
    /// At the same time. 並簽
    #[n(3)]
    Beside,
    /// After it, and after all that goes at the same time as it.
    #[n(4)]
    Behind,
}

/// That a stretch was put on a route.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Grown {
    /// The slot that it goes by.
    #[n(1)]
    pub anchor: SlotId,
    /// Where.
    #[n(2)]
    pub place: Place,
    /// What.
    #[n(3)]
    pub legs: Vec<Leg>,
}

impl Route {
    /// A stretch was put on.
    pub fn grown(&mut self, grown: &Grown) {
        grow(&mut self.root, grown);
    }
}

/// Puts the stretch into the sequence that holds the anchor; answers whether it was found.
fn grow(sequence: &mut Vec<Node>, grown: &Grown) -> bool {
    for index in 0..sequence.len() {
        if grown.place == Place::Behind && holds(&sequence[index], &grown.anchor) {
            drop(sequence.splice(index + 1..=index, nodes(&grown.legs)));
            return true;
        }
        let is_anchor = matches!(&sequence[index], Node::Slot(slot) if slot.id == grown.anchor);
        if !is_anchor {
            if grow_in(&mut sequence[index], grown) {
                return true;
            }
            continue;
        }
        match grown.place {
            Place::Before => drop(sequence.splice(index..index, nodes(&grown.legs))),
            Place::After | Place::Behind => {
                drop(sequence.splice(index + 1..=index, nodes(&grown.legs)))
            }
            Place::Beside => beside(&mut sequence[index], grown),
        }
        return true;
    }
    false
}

fn grow_in(node: &mut Node, grown: &Grown) -> bool {
    match node {
        Node::Slot(_) => false,
        Node::Sequence(inner) => grow(inner, grown),
        Node::Parallel(rule, branches) => {
            let held = |node: &Node| matches!(node, Node::Slot(slot) if slot.id == grown.anchor);
            let Some(index) = branches.iter().position(held) else {
                return branches.iter_mut().any(|branch| grow_in(branch, grown));
            };
            match (grown.place, *rule) {
                (Place::Beside, Rule::All) => {
                    branches.insert(index + 1, Node::Sequence(nodes(&grown.legs)));
                }
                (Place::Beside, Rule::Vote { .. }) => beside(&mut branches[index], grown),
                (Place::Before | Place::After | Place::Behind, _) => {
                    let mut alone = vec![take(&mut branches[index])];
                    grow(&mut alone, grown);
                    branches[index] = Node::Sequence(alone);
                }
            }
            true
        }
    }
}

fn holds(node: &Node, id: &SlotId) -> bool {
    match node {
        Node::Slot(slot) => slot.id == *id,
        Node::Sequence(inner) | Node::Parallel(_, inner) => inner.iter().any(|one| holds(one, id)),
    }
}

fn take(node: &mut Node) -> Node {
    std::mem::replace(node, Node::Sequence(Vec::new()))
}

fn beside(anchor: &mut Node, grown: &Grown) {
    let slot = take(anchor);
    *anchor = Node::Parallel(Rule::All, vec![slot, Node::Sequence(nodes(&grown.legs))]);
}
