//! What people of the small agency can ask for: every kind of operation, by everybody, also by those
//! who may not.

use office::case::{Role, Station};
use office::ids::{PersonId, SlotId, StationId};
use office::operation::{
    AddSign, Approve, Call, Called, Correct, Decide, Oppose, Receive, Return, Say, SendCopy,
    TakeBack, TakeOff, Transfer, Urge, Withdraw,
};
use office::org::Desk;
use office::route::{Mode, Place, Siblings, Slot, Stand};
use office::{Actor, Content, Operation};

use crate::world::{ABSENT, PEOPLE, Small, answers, person, post, the_case};

/// Something to ask for.
#[derive(Debug, Clone)]
pub struct Move {
    /// Who.
    pub who: &'static str,
    /// For whom they say that they stand in.
    pub acting_for: Option<&'static str>,
    /// What.
    pub content: Content,
}

impl Move {
    fn by(who: &'static str, content: Content) -> Self {
        Self {
            who,
            acting_for: None,
            content,
        }
    }

    /// The operation that asks for it.
    pub fn operation(&self, small: &Small, number: u64) -> Operation {
        small.operation(
            Actor::Person(person(self.who)),
            self.acting_for.map(person),
            self.content.clone(),
            number,
        )
    }
}

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
    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

/// The people at a desk of this agency.
pub fn holder(desk: &Desk) -> Option<&'static str> {
    let found = |name: &str| PEOPLE.into_iter().find(|who| who[1..] == name[1..]);
    match desk {
        Desk::Person(person) => found(person.as_str()),
        Desk::Post(post) => found(post.as_str()),
        Desk::Office(_) => None,
    }
}

fn slots(small: &Small) -> Vec<Slot> {
    let case = small.case();
    let slots = case.routes.values().flat_map(|route| route.slots());
    slots.cloned().collect()
}

/// A random move: mostly what those who hold the case could do, sometimes anything by anybody.
pub fn draw(small: &Small, dice: &mut Dice, shape: usize) -> Move {
    let case = small.case();
    let open: Vec<&Station> = case.open_stations().collect();
    let all: Vec<&Station> = case.stations.iter().collect();
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
    if holds == ABSENT.0 && dice.chance(2) {
        (who, acting_for) = (ABSENT.1, Some(ABSENT.0));
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

fn what(
    small: &Small,
    dice: &mut Dice,
    station: &Station,
    who: &'static str,
    shape: usize,
) -> Content {
    let id = station.id.clone();
    if station.role == Role::Correct && dice.below(3) > 0 {
        return correct(
            &id,
            dice.below(crate::world::SHAPES.len()).min(shape.max(1)),
        );
    }
    match dice.below(20) {
        0..=5 => approve(&id),
        6 => decided(&id, true),
        7 if dice.chance(2) => decided(&id, false),
        7 => oppose(&id),
        8..=10 => sent_back(small, dice, &id),
        11..=12 => taken_back(small, dice, who),
        13..=15 => added(small, dice, &id),
        16 => taken_off(small, dice),
        17 => transferred(dice, &id),
        18 => receive(&id),
        _ if dice.chance(6) => void(),
        _ => beside(dice, &id),
    }
}

/// Approve, 核.
pub fn approve(station: &StationId) -> Content {
    Content::Approve(Approve {
        case: the_case(),
        station: station.clone(),
        opinion: "意見".to_owned(),
        provisional: None,
    })
}

/// Decide, 決行.
pub fn decided(station: &StationId, grants: bool) -> Content {
    Content::Decide(Decide {
        case: the_case(),
        station: station.clone(),
        grants,
        opinion: "意見".to_owned(),
        provisional: None,
    })
}

/// Vote against.
pub fn oppose(station: &StationId) -> Content {
    Content::Oppose(Oppose {
        case: the_case(),
        station: station.clone(),
        opinion: "意見".to_owned(),
        provisional: None,
    })
}

/// Correct, 補正, perhaps to a case that asks for another route.
pub fn correct(station: &StationId, shape: usize) -> Content {
    Content::Correct(Correct {
        case: the_case(),
        station: station.clone(),
        answers: answers(shape),
        attachments: Vec::new(),
    })
}

/// Return, 退回.
pub fn back(station: &StationId, to: Option<&SlotId>, mode: Mode, siblings: Siblings) -> Content {
    Content::Return(Return {
        case: the_case(),
        station: station.clone(),
        reason: "原因".to_owned(),
        to: to.cloned(),
        mode: Some(mode),
        siblings: Some(siblings),
    })
}

fn sent_back(small: &Small, dice: &mut Dice, station: &StationId) -> Content {
    let slots = slots(small);
    let to = dice.one_of(&slots).map(|slot| &slot.id);
    let mode = [Mode::Straight, Mode::Again][dice.below(2)];
    let siblings = [Siblings::Cancel, Siblings::Keep, Siblings::Wait][dice.below(3)];
    back(station, to, mode, siblings)
}

/// Take back, 抽回.
pub fn take_back(station: &StationId) -> Content {
    Content::TakeBack(TakeBack {
        case: the_case(),
        station: station.clone(),
        reason: String::new(),
    })
}

fn taken_back(small: &Small, dice: &mut Dice, who: &str) -> Content {
    let case = small.case();
    let own = |station: &&Station| {
        let by = station
            .closed
            .as_ref()
            .and_then(|closed| closed.by.as_ref());
        by.is_some_and(|by| by.as_str() == who)
    };
    let signed: Vec<&Station> = case.stations.iter().filter(own).collect();
    let all: Vec<&Station> = case.stations.iter().collect();
    let station = dice.one_of(&signed).or_else(|| dice.one_of(&all));
    station.map_or_else(void, |station| take_back(&station.id))
}

/// Add signers, 加簽, 加會, 委派.
pub fn add(
    station: &StationId,
    call: Call,
    anchor: Option<SlotId>,
    place: Place,
    called: Vec<Called>,
    together: bool,
) -> Content {
    Content::AddSign(AddSign {
        case: the_case(),
        station: station.clone(),
        call,
        anchor,
        place,
        called,
        together,
        reason: String::new(),
    })
}

/// Somebody to be added.
pub fn called(number: usize, role: Role) -> Called {
    Called {
        role,
        desk: Desk::Post(post(["x0", "x1", "x2", "x3"][number % 4])),
        opinion: false,
    }
}

fn added(small: &Small, dice: &mut Dice, station: &StationId) -> Content {
    let call = [Call::Sign, Call::Consult, Call::Delegate][dice.below(3)];
    let place = match call {
        Call::Delegate => Place::Before,
        _ => [Place::Before, Place::After, Place::Beside][dice.below(3)],
    };
    let slots = slots(small);
    let anchor = match dice.chance(3) && call != Call::Delegate {
        true => dice.one_of(&slots).map(|slot| slot.id.clone()),
        false => None,
    };
    let count = 1 + dice.below(2);
    let role = [Role::Approve, Role::Consult, Role::Note][dice.below(3)];
    let called = (0..count).map(|_| called(dice.below(4), role)).collect();
    add(station, call, anchor, place, called, dice.chance(2))
}

/// Take off, 減簽.
pub fn take_off(slot: &SlotId) -> Content {
    Content::TakeOff(TakeOff {
        case: the_case(),
        slots: vec![slot.clone()],
        reason: String::new(),
    })
}

fn taken_off(small: &Small, dice: &mut Dice) -> Content {
    let slots = slots(small);
    let added: Vec<&Slot> = slots.iter().filter(|s| s.origin.by().is_some()).collect();
    let slot = match dice.chance(6) {
        true => dice.one_of(&slots),
        false => dice.one_of(&added).copied(),
    };
    slot.map_or_else(void, |slot| take_off(&slot.id))
}

/// Transfer, 轉陳.
pub fn transfer(station: &StationId, number: usize) -> Content {
    Content::Transfer(Transfer {
        case: the_case(),
        station: station.clone(),
        desk: Desk::Post(post(["x0", "x1", "x2", "x3"][number % 4])),
        reason: "原因".to_owned(),
    })
}

fn transferred(dice: &mut Dice, station: &StationId) -> Content {
    transfer(station, dice.below(4))
}

/// Open, 簽收.
pub fn receive(station: &StationId) -> Content {
    Content::Receive(Receive {
        case: the_case(),
        station: Some(station.clone()),
    })
}

/// Void, 撤案.
pub fn void() -> Content {
    Content::Withdraw(Withdraw {
        case: the_case(),
        reason: String::new(),
    })
}

fn beside(dice: &mut Dice, station: &StationId) -> Content {
    let to: Vec<PersonId> = vec![person(PEOPLE[dice.below(4)])];
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

/// Everything that people who hold an open station, or signed one, can ask for in a world of at most
/// so many slots: without what changes no route.
pub fn all(small: &Small, shape: usize, most_slots: usize) -> Vec<Move> {
    let case = small.case();
    let slots = slots(small);
    let mut moves = vec![Move::by("p0", void())];
    for station in case.open_stations() {
        let Some(who) = holder(&station.desk) else {
            continue;
        };
        let id = &station.id;
        let mut found = match station.role {
            Role::Correct => vec![correct(id, shape)],
            _ => vec![
                approve(id),
                decided(id, true),
                decided(id, false),
                oppose(id),
            ],
        };
        for slot in &slots {
            for siblings in [Siblings::Cancel, Siblings::Keep, Siblings::Wait] {
                found.push(back(id, Some(&slot.id), Mode::Straight, siblings));
                found.push(back(id, Some(&slot.id), Mode::Again, siblings));
            }
        }
        let live = slots.iter().filter(|slot| slot.stand != Stand::Gone);
        if live.count() <= most_slots {
            for number in 1..3 {
                let new = || vec![called(number, Role::Approve)];
                found.push(add(id, Call::Delegate, None, Place::Before, new(), false));
                for place in [Place::Before, Place::After, Place::Beside] {
                    found.push(add(id, Call::Sign, None, place, new(), false));
                }
                found.push(transfer(id, number));
            }
        }
        if station.received.is_none() {
            found.push(receive(id));
        }
        moves.extend(found.into_iter().map(|content| Move::by(who, content)));
        if who == ABSENT.0 {
            moves.push(Move {
                who: ABSENT.1,
                acting_for: Some(ABSENT.0),
                content: approve(id),
            });
        }
    }
    for station in &case.stations {
        let by = station
            .closed
            .as_ref()
            .and_then(|closed| closed.by.as_ref());
        let who = by.and_then(|by| PEOPLE.into_iter().find(|who| *who == by.as_str()));
        if let Some(who) = who {
            moves.push(Move::by(who, take_back(&station.id)));
        }
    }
    for slot in &slots {
        let by = slot.origin.by();
        let who = by.and_then(|by| PEOPLE.into_iter().find(|who| *who == by.as_str()));
        if let Some(who) = who {
            moves.push(Move::by(who, take_off(&slot.id)));
        }
    }
    moves
}
