//! Every move in a small world.

use office::case::{Role, Station};
use office::ids::{PersonId, SlotId};
use office::operation::Call;
use office::route::{Mode, Order, Place, Route, Siblings, Slot, Stand};

use crate::moves::{
    Move, add, approve, back, called, correct, decided, holder, oppose, recall, receive, take_back,
    take_off, transfer, void,
};
use crate::world::{ABSENCES, PEOPLE, SHAPES, Small};

const PLACES: [Place; 3] = [Place::Before, Place::After, Place::Beside];
const SIBLINGS: [Siblings; 3] = [Siblings::Cancel, Siblings::Keep, Siblings::Wait];
/// The numbers of the signers of a small world.
const SIGNERS: [usize; 2] = [1, 2];

/// What a small world is made of.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The shape with which it begins.
    pub shape: usize,
    /// The shape to which a correction may lead, beside the one that it has.
    pub other: Option<usize>,
    /// The most slots that hold, with the applicant's.
    pub slots: usize,
    /// Whether deputies act for who is away.
    pub deputies: bool,
}

impl Bounds {
    /// Its name among the figures.
    pub fn name(&self) -> String {
        let deputies = if self.deputies { " with deputies" } else { "" };
        let other = self.other.map(|other| format!(" or {}", SHAPES[other]));
        format!(
            "{}{}{deputies}",
            SHAPES[self.shape],
            other.unwrap_or_default()
        )
    }
}

const fn world(shape: usize, other: Option<usize>, deputies: bool) -> Bounds {
    Bounds {
        shape,
        other,
        slots: 5,
        deputies,
    }
}

/// The worlds that are searched: an applicant, two signers and at most four places for them.
pub const WORLDS: [Bounds; 5] = [
    world(0, None, false),
    world(1, None, false),
    world(10, None, false),
    world(11, None, false),
    world(7, None, false),
];

/// Everything that those who hold an open station, signed one or added a slot can ask for, in an
/// order that a state always gives: without what changes no route.
pub fn every(small: &Small, bounds: &Bounds) -> Vec<Move> {
    let case = small.case();
    let mut moves = vec![Move::by("p0", void()), Move::by("p0", recall())];
    for station in case.open_stations() {
        let (Some(who), Some(route)) = (holder(&station.desk), case.routes.get(&station.token))
        else {
            continue;
        };
        let contents = at_station(station, route, bounds);
        let absence = ABSENCES.into_iter().find(|(absent, ..)| *absent == who);
        if let Some((principal, deputy, ..)) = absence.filter(|_| bounds.deputies) {
            moves.extend(contents.iter().map(|content| Move {
                who: deputy,
                acting_for: Some(principal),
                content: content.clone(),
            }));
        }
        moves.extend(contents.into_iter().map(|content| Move::by(who, content)));
    }
    for slot in case.routes.values().flat_map(|route| route.slots()) {
        let signed = case.last_at(&slot.id).filter(|_| slot.stand.is_signed());
        if let Some((station, closed)) = signed.and_then(|s| Some((s, s.closed.as_ref()?))) {
            let signers = [closed.by.as_ref(), closed.acting_for.as_ref()];
            let signers = signers.into_iter().filter_map(known);
            moves.extend(signers.map(|who| Move::by(who, take_back(&station.id))));
        }
        let adder = known(slot.origin.by()).filter(|_| slot.stand != Stand::Gone);
        moves.extend(adder.map(|who| Move::by(who, take_off(&slot.id))));
    }
    moves
}

fn known(person: Option<&PersonId>) -> Option<&'static str> {
    let person = person?;
    PEOPLE.into_iter().find(|who| *who == person.as_str())
}

fn at_station(station: &Station, route: &Route, bounds: &Bounds) -> Vec<office::Content> {
    let id = &station.id;
    let mut found = match station.role {
        Role::Correct => {
            let shapes = [Some(bounds.shape), bounds.other].into_iter().flatten();
            shapes.map(|shape| correct(id, shape)).collect()
        }
        _ => vec![
            approve(id),
            decided(id, true),
            decided(id, false),
            oppose(id),
        ],
    };
    let live: Vec<&Slot> = route
        .slots()
        .into_iter()
        .filter(|slot| slot.stand != Stand::Gone)
        .collect();
    for slot in &live {
        for siblings in SIBLINGS {
            found.push(back(id, Some(&slot.id), Mode::Straight, siblings));
            found.push(back(id, Some(&slot.id), Mode::Again, siblings));
        }
    }
    if live.len() < bounds.slots {
        found.extend(added(station));
        for slot in &live {
            let own = station.slot.as_ref();
            let ahead = own.and_then(|own| route.order(&slot.id, own)) == Some(Order::After);
            if ahead && !slot.stand.is_signed() {
                found.extend(added_ahead(station, &slot.id));
            }
        }
    }
    if live.len() + 1 < bounds.slots {
        found.extend(added_two(station));
    }
    found.extend(SIGNERS.map(|number| transfer(id, number)));
    if station.received.is_none() {
        found.push(receive(id));
    }
    found
}

/// One more by the own station.
fn added(station: &Station) -> Vec<office::Content> {
    let id = &station.id;
    let mut found = vec![add(
        id,
        Call::Sign,
        None,
        Place::After,
        vec![called(0, Role::Note)],
        false,
    )];
    for number in SIGNERS {
        for place in PLACES {
            for (call, role) in [
                (Call::Sign, Role::Approve),
                (Call::Sign, Role::Note),
                (Call::Consult, Role::Consult),
            ] {
                found.push(add(
                    id,
                    call,
                    None,
                    place,
                    vec![called(number, role)],
                    false,
                ));
            }
        }
        let new = vec![called(number, Role::Approve)];
        found.push(add(id, Call::Delegate, None, Place::Before, new, false));
    }
    found
}

/// One more by a slot that lies ahead.
fn added_ahead(station: &Station, anchor: &SlotId) -> Vec<office::Content> {
    let mut found = Vec::new();
    for number in SIGNERS {
        for place in PLACES {
            let new = vec![called(number, Role::Approve)];
            let anchor = Some(anchor.clone());
            found.push(add(&station.id, Call::Sign, anchor, place, new, false));
        }
    }
    found
}

/// Two at once: side by side, or one after the other.
fn added_two(station: &Station) -> Vec<office::Content> {
    let mut found = Vec::new();
    for place in PLACES {
        for (order, together) in [([1, 2], true), ([1, 2], false), ([2, 1], false)] {
            let new = order.map(|number| called(number, Role::Consult)).to_vec();
            found.push(add(&station.id, Call::Consult, None, place, new, together));
        }
    }
    found
}
