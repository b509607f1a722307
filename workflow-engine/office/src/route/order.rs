//! Which of two slots comes first.

use super::{Node, Route, Slot};
use crate::ids::SlotId;

/// How one slot lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It must be signed before the other's turn.
    Before,
    /// Its turn comes when the other is signed.
    After,
    /// On another branch, at the same time.
    Beside,
    /// The same.
    Same,
}

pub(super) fn leaves<'a>(node: &'a Node, found: &mut Vec<&'a Slot>) {
    match node {
        Node::Slot(slot) => found.push(slot),
        Node::Sequence(inner) | Node::Parallel(_, inner) => {
            inner.iter().for_each(|node| leaves(node, found));
        }
    }
}

/// The way from the root to a slot: at each part whether it is a sequence, and which of its parts.
fn way(parts: &[Node], in_sequence: bool, id: &SlotId, way_here: &mut Vec<(bool, usize)>) -> bool {
    parts.iter().enumerate().any(|(index, node)| {
        way_here.push((in_sequence, index));
        let found = match node {
            Node::Slot(slot) => slot.id == *id,
            Node::Sequence(inner) => way(inner, true, id, way_here),
            Node::Parallel(_, inner) => way(inner, false, id, way_here),
        };
        if !found {
            way_here.pop();
        }
        found
    })
}

impl Route {
    /// How a slot lies to another; none when one of them is not on the route.
    #[must_use]
    pub fn order(&self, one: &SlotId, other: &SlotId) -> Option<Order> {
        let (mut to_one, mut to_other) = (Vec::new(), Vec::new());
        if !way(&self.root, true, one, &mut to_one) || !way(&self.root, true, other, &mut to_other)
        {
            return None;
        }
        let parting = to_one.iter().zip(&to_other).find(|(a, b)| a != b);
        Some(match parting {
            None => Order::Same,
            Some(((false, _), _)) => Order::Beside,
            Some(((true, a), (_, b))) if a < b => Order::Before,
            Some(_) => Order::After,
        })
    }
}
