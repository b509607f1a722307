//! A case in a small world: what the office itself decides about every move.

use office::case::Case;
use office::ids::SlotId;
use office::route::{Order, Origin, Slot};

use crate::check::{keeps, replays, sign};
use crate::every::{Bounds, every};
use crate::exhaust::Position;
use crate::likeness::{self, Likeness};
use crate::moves::{Move, holder};
use crate::runs::{Tally, play};
use crate::world::{ABSENCES, Small};

/// A case, and the world in which it is.
#[derive(Clone)]
pub struct InWorld {
    bounds: Bounds,
    small: Small,
}

impl InWorld {
    /// The case just submitted.
    pub fn begin(bounds: Bounds) -> Self {
        let small = Small::submitted(bounds.shape);
        Self { bounds, small }
    }

    /// A case as bytes: the route, who signs, signed and added, and what was opened. Not when it was
    /// and what was said. An approval and a consultation are the same as long as neither a level nor
    /// a new route is asked for.
    fn told(&self, places: [u8; 4]) -> Vec<u8> {
        let case = self.small.case();
        let person = |name: &str| {
            let digit = name.bytes().next_back().unwrap_or(b'0') - b'0';
            places[usize::from(digit)]
        };
        let is_replanned = self.bounds.other.is_some();
        let slot = |slot: &Slot| {
            let last = case.last_at(&slot.id);
            let closed = last.and_then(|last| last.closed.as_ref());
            let mut signers = 0;
            if let Some(closed) = closed.filter(|_| slot.stand.is_signed()) {
                for who in closed.by.iter().chain(&closed.acting_for) {
                    signers |= 1 << person(who.as_str());
                }
            }
            let is_seen = closed.is_none() && last.is_some_and(|last| last.received.is_some());
            let mut text = vec![
                holder(&slot.desk).map_or(9, person),
                slot.origin.by().map_or(9, |by| person(by.as_str())),
                signers,
                u8::from(is_seen),
                u8::from(slot.origin.by().is_some() && was_touched(case, slot)),
                u8::from(slot.stand.is_signed() && was_passed_on(case, slot)),
            ];
            if let Origin::Planned(name) = &slot.origin
                && is_replanned
            {
                text.extend(name.bytes());
            }
            text.push(b';');
            text
        };
        let mut text = vec![case.status as u8, u8::from(case.flow.ended.is_some())];
        for route in case.routes.values() {
            text.extend(likeness::tell(route, is_replanned, &slot));
        }
        text
    }
}

/// Whether anybody ever opened or signed at a place: it is not taken off any more.
fn was_touched(case: &Case, slot: &Slot) -> bool {
    let mut stations = case.stations.iter();
    stations.any(|one| {
        let signed = one
            .closed
            .as_ref()
            .is_some_and(|closed| closed.by.is_some());
        one.slot.as_ref() == Some(&slot.id) && (signed || one.received.is_some())
    })
}

/// Whether somebody opened what comes after a place since it was signed: it is not taken back any
/// more.
fn was_passed_on(case: &Case, slot: &Slot) -> bool {
    let since = case.last_at(&slot.id).and_then(|last| last.ending);
    let since = since.map_or(i64::MIN, |ending| ending.at);
    let comes_after = |other: &SlotId| {
        let mut routes = case.routes.values();
        routes.find_map(|route| route.order(&slot.id, other)) == Some(Order::Before)
    };
    case.stations.iter().any(|one| {
        let opened = one.received.as_ref();
        one.slot.as_ref().is_some_and(comes_after)
            && opened.is_some_and(|receipt| receipt.at > since)
    })
}

impl Position for InWorld {
    type Move = Move;

    fn every(&self) -> Vec<Move> {
        every(&self.small, &self.bounds)
    }

    /// Each move is made in a turn of its own, a deputy's while the principal is away.
    fn make(&mut self, asked: &Move, played: usize, tally: &mut Tally) -> Result<bool, String> {
        let mut absences = ABSENCES.into_iter();
        let absence = absences.find(|(who, ..)| Some(*who) == asked.acting_for);
        let minute = absence.map_or(0, |(.., from, _)| from);
        self.small.turn_to(played as i64 + 1, minute);
        play(&mut self.small, asked.clone(), played as u64 + 2, tally)
    }

    fn sign(&mut self, signed: usize) -> Result<(), String> {
        sign(&mut self.small, u64::MAX - signed as u64)
    }

    fn is_over(&self) -> bool {
        self.small.is_over()
    }

    /// Where no correction leads to another route, nothing asks for what the pack planned and
    /// nothing tells the two signers of the world apart: a state and the one in which they have
    /// changed places are one.
    fn likeness(&self) -> Likeness {
        let text = self.told([0, 1, 2, 3]);
        likeness::of(&match self.bounds.other {
            None => text.min(self.told([0, 2, 1, 3])),
            Some(_) => text,
        })
    }

    fn forgetful(&self) -> Self {
        Self {
            bounds: self.bounds,
            small: self.small.forgetful(),
        }
    }

    fn reads_back(&self) -> Result<(), String> {
        replays(&self.small)?;
        keeps(&self.small)
    }
}
