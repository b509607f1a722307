//! A route alone, without people: whoever could ask for something may. What the office allows is a
//! part of it, for who somebody is and what they opened only refuses moves.

use office::case::{Outcome, Role};
use office::ids::{PersonId, SlotId};
use office::org::Desk;
use office::route::{Grown, Leg, Mode, Order, Origin, Place, Route, Rule, Siblings, Slot, Stand};

use crate::exhaust::Position;
use crate::likeness::{self, Likeness};
use crate::runs::Tally;
use crate::world::{person, post};

const PLACES: [Place; 3] = [Place::Before, Place::After, Place::Beside];
const SIBLINGS: [Siblings; 3] = [Siblings::Cancel, Siblings::Keep, Siblings::Wait];

/// The routes with which a search begins, beside the applicant's slot.
pub const LAID: [&str; 10] = [
    "d",
    "x d",
    "c|c d",
    "x d n",
    "x c|c d",
    "c,c|c d",
    "?1(v|v) d",
    "?2(v|v) d",
    "!1(v|v) d",
    "n|c d",
];
/// The most slots of a route, with the applicant's.
pub const MOST_SLOTS: usize = 5;

/// A route, the most slots that it may have, and whether it has come to its end.
#[derive(Clone)]
pub struct Tree {
    route: Route,
    most: usize,
    is_over: bool,
}

/// What can be asked for on a route.
#[derive(Debug, Clone)]
pub enum Act {
    /// A signature at an open slot.
    Sign(SlotId, Outcome),
    /// Sent back from an open slot to another.
    Back(SlotId, SlotId, Mode, Siblings),
    /// A signature is taken back.
    TakeBack(SlotId),
    /// Slots with these roles by an anchor, at the same time or one after the other. By the pack
    /// when it is a correction that asks for them.
    Add(SlotId, Place, Vec<Role>, bool, Origin),
    /// A slot is taken off.
    TakeOff(SlotId),
    /// A slot waits at another desk.
    Transfer(SlotId),
    /// The applicant corrects, and the pack asks for one more, or for one less.
    Correct(SlotId, Box<Act>),
}

impl Tree {
    /// A route as the pack lays it: a word for each leg, `a` the applicant, `x` approves, `c` is
    /// heard, `d` decides, `n` takes note, `v` votes; `?2(v|v|v)` needs two votes, `!` before it gives
    /// a veto.
    pub fn lay(shape: &str, most: usize) -> Result<Self, String> {
        let mut number = 0;
        let mut new = |word: &str| {
            number += 1;
            slot(format!("s{number}"), role(word), planned())
        };
        let mut legs = vec![Leg::Slot(new("a"))];
        for word in shape.split(' ') {
            let (rule, inner) = match word.split_once('(') {
                None => (Rule::All, word),
                Some((vote, inner)) => {
                    let needs = vote.trim_matches(['?', '!']).parse().unwrap_or(1);
                    let veto = vote.starts_with('!');
                    (Rule::Vote { needs, veto }, inner.trim_end_matches(')'))
                }
            };
            legs.push(match inner.contains('|') {
                false => Leg::Slot(new(inner)),
                true => {
                    let mut branch = |words: &str| words.split(',').map(&mut new).collect();
                    Leg::Side(rule, inner.split('|').map(&mut branch).collect())
                }
            });
        }
        let mut tree = Self {
            route: Route::lay(&legs, None),
            most,
            is_over: false,
        };
        tree.settle()?;
        Ok(tree)
    }

    fn open(&self) -> Vec<&Slot> {
        let mut slots = self.route.slots();
        slots.retain(|slot| slot.stand == Stand::Open);
        slots
    }

    /// Opens, pauses and leaves what the route asks for, as the office does. Afterwards something is
    /// open, or it is over and nothing is.
    fn settle(&mut self) -> Result<(), String> {
        let asked = self.route.frontier();
        let close = [
            (&asked.pause, Outcome::Paused),
            (&asked.leave, Outcome::Left),
        ];
        for (slots, outcome) in close {
            slots.iter().for_each(|id| self.route.closed(id, outcome));
        }
        asked.open.iter().for_each(|id| self.route.opened(id));
        self.is_over = asked.end.is_some();
        let again = self.route.frontier();
        if !(again.open.is_empty() && again.pause.is_empty() && again.leave.is_empty()) {
            return Err(format!("it does not stand as it was walked: {again:?}"));
        }
        match (self.is_over, self.open().is_empty()) {
            (false, true) => Err("nothing is open and it is not over".to_owned()),
            (true, false) => Err("it is over, and something is open".to_owned()),
            _ => Ok(()),
        }
    }

    /// What can be done at an open slot.
    fn at(&self, own: &Slot, live: &[&Slot], acts: &mut Vec<Act>) {
        let id = &own.id;
        match own.role {
            Role::Correct => self.corrected(id, live, acts),
            Role::Vote => acts.push(Act::Sign(id.clone(), Outcome::Against)),
            Role::Approve | Role::Decide => {
                acts.push(Act::Sign(id.clone(), Outcome::Decided));
                acts.push(Act::Sign(id.clone(), Outcome::Refused));
            }
            _ => {}
        }
        if own.role != Role::Decide {
            acts.push(Act::Sign(id.clone(), Outcome::Done));
        }
        if matches!(own.role, Role::Correct | Role::Note) {
            return;
        }
        acts.push(Act::Transfer(id.clone()));
        for to in live {
            for siblings in SIBLINGS {
                for mode in [Mode::Straight, Mode::Again] {
                    acts.push(Act::Back(id.clone(), to.id.clone(), mode, siblings));
                }
            }
        }
    }

    /// Who holds the route puts others on it: by the own slot, or by one that lies ahead.
    fn added(&self, own: &Slot, live: &[&Slot], acts: &mut Vec<Act>) {
        if matches!(own.role, Role::Note | Role::Vote) {
            return;
        }
        let mut roles = Vec::new();
        if live.len() < self.most {
            roles.extend([(vec![Role::Approve], false), (vec![Role::Note], false)]);
        }
        if live.len() + 1 < self.most {
            roles.extend([false, true].map(|side| (vec![Role::Approve; 2], side)));
        }
        for anchor in live {
            let allowed: &[Place] = match self.route.order(&anchor.id, &own.id) {
                Some(Order::Same) if own.role == Role::Correct => &[Place::After],
                Some(Order::Same) => &PLACES,
                Some(Order::After) if !anchor.stand.is_signed() && own.role == Role::Correct => {
                    &[Place::After]
                }
                Some(Order::After) if !anchor.stand.is_signed() => &PLACES,
                _ => &[],
            };
            for place in allowed {
                for (roles, side) in &roles {
                    let anchor = anchor.id.clone();
                    acts.push(Act::Add(anchor, *place, roles.clone(), *side, added()));
                }
            }
        }
    }

    /// The pack asks for another route after a correction.
    fn corrected(&self, own: &SlotId, live: &[&Slot], acts: &mut Vec<Act>) {
        for slot in live {
            if slot.origin.by().is_some() {
                continue;
            }
            let ahead = !slot.stand.is_signed() && slot.role != Role::Correct;
            if ahead {
                let off = Act::TakeOff(slot.id.clone());
                acts.push(Act::Correct(own.clone(), Box::new(off)));
            }
            if live.len() < self.most {
                for role in [Role::Approve, Role::Note, Role::Decide] {
                    let anchor = slot.id.clone();
                    let more = Act::Add(anchor, Place::After, vec![role], false, planned());
                    acts.push(Act::Correct(own.clone(), Box::new(more)));
                }
            }
        }
    }

    /// Makes it true of the route; the code of why not.
    fn act(&mut self, act: &Act, played: usize) -> Result<(), String> {
        match act {
            Act::Sign(id, outcome) => self.route.closed(id, *outcome),
            Act::Back(from, to, mode, siblings) => {
                let returned = self.route.returning(from, to, *mode, *siblings);
                let returned = returned.map_err(|refusal| refusal.code)?;
                self.route.closed(from, Outcome::Returned);
                self.route.returned(&returned);
            }
            Act::TakeBack(id) => {
                self.route.taking_back(id).map_err(|refusal| refusal.code)?;
                self.route.taken_back(id);
            }
            Act::Add(anchor, place, roles, together, origin) => {
                let slots = roles.iter().enumerate().map(|(number, role)| {
                    slot(format!("m{played}-{number}"), *role, origin.clone())
                });
                let legs = match together {
                    true => vec![Leg::Side(Rule::All, slots.map(|slot| vec![slot]).collect())],
                    false => slots.map(Leg::Slot).collect(),
                };
                self.route.grown(&Grown {
                    anchor: anchor.clone(),
                    place: *place,
                    legs,
                });
            }
            Act::TakeOff(id) => {
                if self
                    .route
                    .slot(id)
                    .is_some_and(|slot| slot.stand == Stand::Open)
                {
                    self.route.closed(id, Outcome::Left);
                }
                self.route.taken_off(id);
            }
            Act::Transfer(id) => {
                self.route.closed(id, Outcome::Transferred);
                self.route.moved(id, &desk());
            }
            Act::Correct(id, then) => {
                self.route.closed(id, Outcome::Done);
                self.act(then, played)?;
            }
        }
        Ok(())
    }
}

impl Position for Tree {
    type Move = Act;

    fn every(&self) -> Vec<Act> {
        let mut acts = Vec::new();
        if self.is_over {
            return acts;
        }
        let mut live = self.route.slots();
        live.retain(|slot| slot.stand != Stand::Gone);
        for slot in &live {
            if slot.stand == Stand::Open {
                self.at(slot, &live, &mut acts);
                self.added(slot, &live, &mut acts);
            }
            if slot.stand.is_signed() && slot.laps > 0 {
                acts.push(Act::TakeBack(slot.id.clone()));
            }
            if slot.origin.by().is_some() && !slot.stand.is_signed() {
                acts.push(Act::TakeOff(slot.id.clone()));
            }
        }
        acts
    }

    fn make(&mut self, asked: &Act, played: usize, tally: &mut Tally) -> Result<bool, String> {
        if let Err(code) = self.act(asked, played) {
            tally.refused(code);
            return Ok(false);
        }
        tally.accepted += 1;
        self.settle()?;
        Ok(true)
    }

    fn sign(&mut self, _: usize) -> Result<(), String> {
        let open = self.open();
        let slot = open.first().ok_or("nothing is open")?;
        let (id, outcome) = match slot.role {
            Role::Decide => (slot.id.clone(), Outcome::Decided),
            _ => (slot.id.clone(), Outcome::Done),
        };
        self.route.closed(&id, outcome);
        self.settle()
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    /// Only whether a slot was added, and whether its signature is that of a station.
    fn likeness(&self) -> Likeness {
        let slot = |slot: &Slot| {
            let signed = slot.stand.is_signed() && slot.laps > 0;
            vec![u8::from(slot.origin.by().is_some()) + 2 * u8::from(signed)]
        };
        let mut text = likeness::tell(&self.route, true, &slot);
        text.push(u8::from(self.is_over));
        likeness::of(&text)
    }

    fn forgetful(&self) -> Self {
        self.clone()
    }

    /// There are no bytes of a route alone.
    fn reads_back(&self) -> Result<(), String> {
        Ok(())
    }
}

fn role(word: &str) -> Role {
    match word {
        "a" => Role::Correct,
        "c" => Role::Consult,
        "d" => Role::Decide,
        "n" => Role::Note,
        "v" => Role::Vote,
        _ => Role::Approve,
    }
}

fn slot(name: String, role: Role, origin: Origin) -> Slot {
    let id = SlotId::new(name).unwrap_or_else(|_| unreachable!("it is a name"));
    Slot::new(id, role, desk(), origin)
}

fn desk() -> Desk {
    Desk::Post(post("x1"))
}

fn planned() -> Origin {
    Origin::Planned(String::new())
}

fn added() -> Origin {
    let by: PersonId = person("p1");
    Origin::Added(by)
}
