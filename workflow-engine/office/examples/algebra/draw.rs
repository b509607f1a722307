//! A random move: every kind of operation, by everybody, also by those who may not.

use office::Content;
use office::case::{Role, Station};
use office::ids::StationId;
use office::operation::{Call, Receive, Say, SendCopy, Urge};
use office::route::{Mode, Place, Siblings, Slot};

use crate::moves::{
    Move, add, approve, back, called, correct, decided, holder, oppose, recall, receive, take_back,
    take_off, transfer, void,
};
use crate::world::{ABSENCES, PEOPLE, SHAPES, Small, person, the_case};

/// Picks by a number.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as the seed says.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number (splitmix64).
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of so many.
    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count.max(1) as u64).unwrap_or(0)
    }

    /// One of a list.
    fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

fn slots(small: &Small) -> Vec<&Slot> {
    let routes = small.case().routes.values();
    routes.flat_map(|route| route.slots()).collect()
}

/// A random move: mostly what those who hold the case could do, sometimes anything by anybody.
pub fn draw(small: &Small, dice: &mut Dice, shape: usize) -> Move {
    let case = small.case();
    let open: Vec<&Station> = case.open_stations().collect();
    let all: Vec<&Station> = case.stations.iter().map(|s| &**s).collect();
    let among = if dice.chance(12) { &all } else { &open };
    let Some(station) = dice.one_of(among).copied() else {
        return Move::by("p0", Content::Urge(urge(&all, dice)));
    };
    let holds = holder(&station.desk).unwrap_or("p0");
    let mut who = holds;
    let mut acting_for = None;
    if dice.chance(8) {
        who = PEOPLE[dice.below(4)];
    }
    let absence = ABSENCES.into_iter().find(|(absent, ..)| *absent == holds);
    if let Some((absent, deputy, ..)) = absence {
        let odds = match small.stands_in(deputy, absent, small.now) {
            true => 2,
            false => 12,
        };
        if dice.chance(odds) {
            (who, acting_for) = (deputy, Some(absent));
        }
    }
    let content = what(small, dice, station, who, shape);
    Move {
        who,
        acting_for,
        content,
    }
}

fn urge(stations: &[&Station], dice: &mut Dice) -> Urge {
    let station = dice.one_of(stations).map(|station| station.id.clone());
    Urge {
        case: the_case(),
        station: station
            .unwrap_or_else(|| StationId::new("none").unwrap_or_else(|_| unreachable!())),
    }
}

fn what(small: &Small, dice: &mut Dice, station: &Station, who: &str, shape: usize) -> Content {
    let id = &station.id;
    if station.role == Role::Correct && dice.below(3) > 0 {
        let other = dice.chance(2);
        return correct(
            id,
            if other {
                dice.below(SHAPES.len())
            } else {
                shape
            },
        );
    }
    match dice.below(20) {
        0..=5 => approve(id),
        6 => decided(id, true),
        7 if dice.chance(2) => decided(id, false),
        7 => oppose(id),
        8..=10 => sent_back(small, dice, id),
        11..=12 => taken_back(small, dice, who),
        13..=15 => added(small, dice, id),
        16 => taken_off(small, dice),
        17 => transfer(id, dice.below(4)),
        18 => receive(id),
        _ if dice.chance(6) => void(),
        _ => beside(dice, id),
    }
}

fn sent_back(small: &Small, dice: &mut Dice, station: &StationId) -> Content {
    let to = dice.one_of(&slots(small)).map(|slot| &slot.id);
    let mode = [Mode::Straight, Mode::Again][dice.below(2)];
    let siblings = [Siblings::Cancel, Siblings::Keep, Siblings::Wait][dice.below(3)];
    back(station, to, mode, siblings)
}

fn taken_back(small: &Small, dice: &mut Dice, who: &str) -> Content {
    if who == "p0" && dice.chance(3) {
        return recall();
    }
    let all: Vec<&Station> = small.case().stations.iter().map(|s| &**s).collect();
    let own = |station: &&Station| {
        let closed = station.closed.as_ref();
        let by = closed.and_then(|closed| closed.by.as_ref());
        by.is_some_and(|by| by.as_str() == who)
    };
    let signed: Vec<&Station> = all.iter().copied().filter(own).collect();
    let station = dice.one_of(&signed).or_else(|| dice.one_of(&all));
    station.map_or_else(void, |station| take_back(&station.id))
}

fn added(small: &Small, dice: &mut Dice, station: &StationId) -> Content {
    let call = [Call::Sign, Call::Consult, Call::Delegate][dice.below(3)];
    let place = match call {
        Call::Delegate => Place::Before,
        _ => [Place::Before, Place::After, Place::Beside][dice.below(3)],
    };
    let anchor = match dice.chance(3) && call != Call::Delegate {
        true => dice.one_of(&slots(small)).map(|slot| slot.id.clone()),
        false => None,
    };
    let count = 1 + dice.below(2);
    let role = [Role::Approve, Role::Consult, Role::Note][dice.below(3)];
    let called = (0..count).map(|_| called(dice.below(4), role)).collect();
    add(station, call, anchor, place, called, dice.chance(2))
}

fn taken_off(small: &Small, dice: &mut Dice) -> Content {
    let slots = slots(small);
    let is_added = |slot: &&Slot| slot.origin.by().is_some();
    let added: Vec<&Slot> = slots.iter().copied().filter(is_added).collect();
    let among = if dice.chance(6) { &slots } else { &added };
    let slot = dice.one_of(among);
    slot.map_or_else(void, |slot| take_off(&slot.id))
}

fn beside(dice: &mut Dice, station: &StationId) -> Content {
    let to = vec![person(PEOPLE[dice.below(4)])];
    match dice.below(4) {
        0 => Content::Copy(SendCopy {
            case: the_case(),
            to,
            word: String::new(),
        }),
        1 => Content::Say(Say {
            case: the_case(),
            opinion: "意見".to_owned(),
        }),
        2 => Content::Receive(Receive {
            case: the_case(),
            station: None,
        }),
        _ => Content::Urge(Urge {
            case: the_case(),
            station: station.clone(),
        }),
    }
}
