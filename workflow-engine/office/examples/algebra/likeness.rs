//! What tells two routes apart for all that can still happen.

use std::hash::{DefaultHasher, Hasher};

use office::case::Role;
use office::route::{Order, Part, Route, Rule, Slot};

/// A state by 128 bits of what can still happen from it. Two of some hundred millions of states share
/// one with a chance of less than one in 10²⁰.
pub type Likeness = u128;

/// The hash of bytes that tell all of a state.
pub fn of(text: &[u8]) -> Likeness {
    let half = |first: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(first);
        hasher.write(text);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

/// A route as bytes: the tree, each slot as it is told, and in which order the slots were signed.
/// Not what slots are called, how often something opened, and what was taken off. Branches side by
/// side have no order. Where `are_apart` is false an approval and a consultation are the same.
pub fn tell<'r>(route: &'r Route, are_apart: bool, slot: &dyn Fn(&'r Slot) -> Vec<u8>) -> Vec<u8> {
    let is_bound = is_bound(route);
    let teller = Teller {
        route,
        slot,
        are_apart,
        is_bound,
    };
    let outline = route.outline();
    let Told { mut text, orders } = teller.part(&outline);
    let bonds = orders.iter().map(|slots| teller.bonds(slots));
    text.extend(bonds.min().unwrap_or_default());
    text.push(route.level.unwrap_or(0));
    text
}

/// Whether some slot waits for another, or was signed after one that comes later.
fn is_bound(route: &Route) -> bool {
    let mut last = 0;
    route.slots().iter().any(|slot| {
        let is_late = slot.closing() > 0 && slot.closing() < last;
        last = last.max(slot.closing());
        is_late || route.asked_anew(&slot.id).is_some()
    })
}

struct Teller<'c, 't> {
    route: &'c Route,
    slot: &'t dyn Fn(&'c Slot) -> Vec<u8>,
    are_apart: bool,
    /// Whether slots are bound beside the tree, so that it matters which of two alike is meant.
    is_bound: bool,
}

/// A part as bytes, with its slots in the same order: in each of the orders that give these bytes,
/// since branches that are told the same way have none.
struct Told<'c> {
    text: Vec<u8>,
    orders: Vec<Vec<&'c Slot>>,
}

impl<'c> Told<'c> {
    fn opening(text: &[u8]) -> Self {
        Self {
            text: text.to_vec(),
            orders: vec![Vec::new()],
        }
    }

    fn then(&mut self, next: &Self) {
        self.text.extend(&next.text);
        self.orders = joined(&self.orders, &next.orders);
    }
}

/// Each order, and behind it each of the others.
fn joined<'c>(orders: &[Vec<&'c Slot>], others: &[Vec<&'c Slot>]) -> Vec<Vec<&'c Slot>> {
    let all = orders.iter().flat_map(|order| {
        let behind = others.iter();
        behind.map(|other| order.iter().chain(other).copied().collect())
    });
    all.collect()
}

/// The orders of branches that are told the same way, each of which can come first.
fn shuffled<'c>(alike: &[Told<'c>]) -> Vec<Vec<&'c Slot>> {
    if alike.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in 0..alike.len() {
        let mut rest: Vec<Told<'c>> = Vec::new();
        for (place, branch) in alike.iter().enumerate() {
            if place != first {
                rest.push(Told {
                    text: Vec::new(),
                    orders: branch.orders.clone(),
                });
            }
        }
        all.extend(joined(&alike[first].orders, &shuffled(&rest)));
    }
    all
}

impl<'c> Teller<'c, '_> {
    fn part(&self, part: &Part<'c>) -> Told<'c> {
        match part {
            Part::Slot(slot) => {
                let role = match slot.role {
                    Role::Consult if !self.are_apart => Role::Approve,
                    role => role,
                };
                let mut text = vec![b'0' + role as u8, slot.stand as u8];
                text.push(u8::from(self.route.goes_on(&slot.id)));
                text.extend((self.slot)(slot));
                let orders = vec![vec![*slot]];
                Told { text, orders }
            }
            Part::Sequence(parts) => {
                let mut told = Told::opening(b"(");
                parts.iter().for_each(|part| told.then(&self.part(part)));
                told.text.push(b')');
                told
            }
            Part::Side(rule, branches) => self.side(*rule, branches),
        }
    }

    fn side(&self, rule: Rule, branches: &[Part<'c>]) -> Told<'c> {
        let (needs, veto) = match rule {
            Rule::All => (0, false),
            Rule::Vote { needs, veto } => (1 + needs, veto),
        };
        let mut told = Told::opening(&[b'[', needs, u8::from(veto)]);
        let mut branches: Vec<_> = branches.iter().map(|part| self.part(part)).collect();
        branches.sort_by(|one, other| one.text.cmp(&other.text));
        for alike in branches.chunk_by(|one, other| one.text == other.text) {
            alike
                .iter()
                .for_each(|branch| told.text.extend(&branch.text));
            told.orders = match alike {
                [branch] => joined(&told.orders, &branch.orders),
                alike if self.is_bound => joined(&told.orders, &shuffled(alike)),
                alike => {
                    let firsts = alike.iter().flat_map(|branch| branch.orders[0].iter());
                    joined(&told.orders, &[firsts.copied().collect()])
                }
            };
        }
        told.text.push(b']');
        told
    }

    /// What binds slots beside the tree: which wait for which, and which were signed although
    /// somebody who comes after them had signed before.
    fn bonds(&self, slots: &[&Slot]) -> Vec<u8> {
        let mut text = Vec::new();
        for (place, slot) in slots.iter().enumerate() {
            if let Some(asked) = self.route.asked_anew(&slot.id) {
                let asked = slots.iter().position(|other| other.id == *asked);
                text.extend(
                    asked
                        .map(|asked| [b'w', place as u8, asked as u8])
                        .iter()
                        .flatten(),
                );
            }
            for (behind, other) in slots.iter().enumerate().skip(place + 1) {
                let late = other.closing() > 0 && other.closing() < slot.closing();
                if late && self.route.order(&slot.id, &other.id) == Some(Order::Before) {
                    text.extend([b'l', place as u8, behind as u8]);
                }
            }
        }
        text
    }
}
