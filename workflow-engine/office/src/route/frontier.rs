//! What is open, from the tree and what is closed.

use serde::{Deserialize, Serialize};

use super::{Node, Route, Rule, Slot, Stand};
use crate::case::Role;
use crate::ids::SlotId;

/// How a route, or a part of it, came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum End {
    /// Everybody who was needed agreed.
    Passed,
    /// It was refused, or a vote was lost.
    Refused,
}

/// What must become true of the stations for the route to stand right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    /// Slots whose turn it is and that are not open yet.
    pub open: Vec<SlotId>,
    /// Slots that are open and must wait again: something before them was reopened or added.
    pub pause: Vec<SlotId>,
    /// Slots that are open and are not needed any more.
    pub leave: Vec<SlotId>,
    /// The end of the whole, when it has come.
    pub end: Option<End>,
}

/// Why the turn of a slot has not come, or that it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Now,
    Later,
    Past,
}

impl Route {
    /// What the route asks for as it stands.
    #[must_use]
    pub fn frontier(&self) -> Frontier {
        let look = Look::at(self);
        let end = look.end_of_sequence(&self.root);
        let mut frontier = Frontier {
            end,
            ..Frontier::default()
        };
        let turn = if end.is_some() { Turn::Past } else { Turn::Now };
        look.turns(&self.root, turn, &mut frontier);
        frontier
    }

    /// How the whole ended, if it has.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        Look::at(self).end_of_sequence(&self.root)
    }

    /// Whether the decision was signed. 已決行
    #[must_use]
    pub fn is_decided(&self) -> bool {
        fn any(parts: &[Node]) -> bool {
            parts.iter().any(|node| match node {
                Node::Slot(slot) => slot.stand == Stand::Decided,
                Node::Sequence(inner) | Node::Parallel(_, inner) => any(inner),
            })
        }
        any(&self.root)
    }
}

/// A look at a route as it stands.
struct Look<'r> {
    route: &'r Route,
    is_decided: bool,
}

impl<'r> Look<'r> {
    fn at(route: &'r Route) -> Self {
        Self {
            route,
            is_decided: route.is_decided(),
        }
    }

    fn turns(&self, sequence: &[Node], turn: Turn, frontier: &mut Frontier) {
        let mut turn = turn;
        for node in sequence {
            self.turn(node, turn, frontier);
            if turn == Turn::Now && self.end_of(node).is_none() {
                turn = Turn::Later;
            }
        }
    }

    fn turn(&self, node: &Node, turn: Turn, frontier: &mut Frontier) {
        match node {
            Node::Sequence(inner) => self.turns(inner, turn, frontier),
            Node::Parallel(_, branches) => {
                let turn = if self.end_of(node).is_some() {
                    Turn::Past
                } else {
                    turn
                };
                for branch in branches {
                    self.turn(branch, turn, frontier);
                }
            }
            Node::Slot(slot) => self.turn_of_slot(slot, turn, frontier),
        }
    }

    fn turn_of_slot(&self, slot: &Slot, turn: Turn, frontier: &mut Frontier) {
        let turn = match turn {
            _ if self.is_spared(slot) => Turn::Past,
            Turn::Now if self.waits_for_another(slot) => Turn::Later,
            turn => turn,
        };
        let list = match (slot.stand, turn) {
            (Stand::Ahead, Turn::Now) => &mut frontier.open,
            (Stand::Open, Turn::Past) => &mut frontier.leave,
            (Stand::Ahead, Turn::Later) if self.goes_on(slot) => &mut frontier.open,
            (Stand::Open, Turn::Later) if !self.goes_on(slot) => &mut frontier.pause,
            _ => return,
        };
        list.push(slot.id.clone());
    }

    /// A return lets it go on meanwhile.
    fn goes_on(&self, slot: &Slot) -> bool {
        self.route.kept.contains(&slot.id)
    }

    /// A decision spares what is ahead of it, except those who only take note.
    fn is_spared(&self, slot: &Slot) -> bool {
        slot.role != Role::Note && !slot.stand.is_signed() && self.is_decided
    }

    fn waits_for_another(&self, slot: &Slot) -> bool {
        let other = self.route.waits.get(&slot.id);
        other.is_some_and(|other| self.is_wanted(&self.route.root, other))
    }

    /// Whether the signature of a slot is still needed: neither it nor a part that holds it has
    /// come to its end.
    fn is_wanted(&self, parts: &[Node], id: &SlotId) -> bool {
        parts.iter().any(|node| {
            self.end_of(node).is_none()
                && match node {
                    Node::Slot(slot) => slot.id == *id,
                    Node::Sequence(inner) | Node::Parallel(_, inner) => self.is_wanted(inner, id),
                }
        })
    }

    fn end_of_sequence(&self, sequence: &[Node]) -> Option<End> {
        let mut end = Some(End::Passed);
        for node in sequence {
            match self.end_of(node) {
                Some(End::Refused) => return Some(End::Refused),
                Some(End::Passed) => {}
                None => end = None,
            }
        }
        end
    }

    fn end_of(&self, node: &Node) -> Option<End> {
        match node {
            Node::Sequence(inner) => self.end_of_sequence(inner),
            Node::Parallel(Rule::All, branches) => self.end_of_sequence(branches),
            Node::Parallel(Rule::Vote { needs, veto }, branches) => {
                self.end_of_vote(usize::from(*needs), *veto, branches)
            }
            Node::Slot(slot) => self.end_of_slot(slot),
        }
    }

    fn end_of_slot(&self, slot: &Slot) -> Option<End> {
        match slot.stand {
            Stand::Refused => Some(End::Refused),
            Stand::Closed | Stand::Against | Stand::Decided | Stand::Gone => Some(End::Passed),
            Stand::Ahead | Stand::Open => self.is_spared(slot).then_some(End::Passed),
        }
    }

    fn end_of_vote(&self, needs: usize, veto: bool, branches: &[Node]) -> Option<End> {
        let (mut agree, mut against, mut open) = (0, 0, 0);
        for branch in branches {
            match self.vote_of(branch) {
                Vote::Refused => return Some(End::Refused),
                Vote::Agree => agree += 1,
                Vote::Against => against += 1,
                Vote::Open => open += 1,
                Vote::None => {}
            }
        }
        if self.is_decided {
            return Some(End::Passed);
        }
        if veto && against > 0 || agree + open < needs {
            Some(End::Refused)
        } else if agree >= needs && (!veto || open == 0) {
            Some(End::Passed)
        } else {
            None
        }
    }

    fn vote_of(&self, branch: &Node) -> Vote {
        let mut slots = Vec::new();
        super::order::leaves(branch, &mut slots);
        let signed = slots.iter().any(|slot| slot.stand.is_signed());
        let against = slots.iter().any(|slot| slot.stand == Stand::Against);
        match self.end_of(branch) {
            Some(End::Refused) => Vote::Refused,
            _ if against => Vote::Against,
            None => Vote::Open,
            Some(End::Passed) if signed => Vote::Agree,
            Some(End::Passed) => Vote::None,
        }
    }
}

/// What a branch of a vote says.
enum Vote {
    Agree,
    Against,
    Open,
    /// Nobody in it signed: it was taken off the route.
    None,
    /// A decision in it refused the whole.
    Refused,
}
