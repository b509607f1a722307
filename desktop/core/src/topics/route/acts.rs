//! What a person can do along the route of a case: asked of the decision itself.

use office::case::{Role, Station};
use office::decide::{Decision, decide, seals_for, standing};
use office::ids::{PersonId, SlotId, StationId};
use office::operation::{Decide, Say, Seal, TakeBack, TakeOff, Urge, Withdraw};
use office::pack::RouteRules;
use office::route::{Mode, Order, Route, Siblings, Slot};
use office::scope::takes_part;
use office::{Content, Refusal};

use super::supposed;
use crate::draft::filling;
use crate::topics::case::Reader;
use crate::topics::inbox;
use crate::views::{Act, CallPlace, ReturnView};
use crate::{Failure, people, rows};

/// Refusals of what can still be had: a PIN is asked for, the form is filled in.
const NOT_YET: [&str; 2] = ["signature-card", "answers-refused"];

impl Reader<'_> {
    /// What the applicant can do about the own submission. 抽回
    pub(super) fn recall(&self) -> Result<Vec<Act>, Failure> {
        let case = self.case.id.clone();
        if self.case.applicant != *self.session.me() {
            return Ok(Vec::new());
        }
        let back = Content::TakeBack(TakeBack {
            case,
            station: StationId::new(TakeBack::SUBMISSION)?,
            reason: String::new(),
        });
        Ok(match self.would(back)? {
            true => vec![Act::TakeBack],
            false => Vec::new(),
        })
    }

    /// What this person can do about a station.
    pub(super) fn station_acts(&self, station: &Station, mine: bool) -> Result<Vec<Act>, Failure> {
        let me = self.session.me();
        let case = self.case.id.clone();
        let id = station.id.clone();
        let Some(closed) = &station.closed else {
            let mut acts = Vec::new();
            let urge = Content::Urge(Urge { case, station: id });
            if !mine && station.role != Role::File && self.would(urge)? {
                acts.push(Act::Urge);
            }
            if let Some(slot) = station.slot.as_ref().and_then(|id| self.slot(id)) {
                acts.extend(self.slot_acts(slot)?);
            }
            return Ok(acts);
        };
        let own = closed.by.as_ref() == Some(me) || closed.acting_for.as_ref() == Some(me);
        let back = Content::TakeBack(TakeBack {
            case: case.clone(),
            station: id.clone(),
            reason: String::new(),
        });
        let mut acts = Vec::new();
        if own && closed.outcome.is_signature() && self.would(back)? {
            acts.push(Act::TakeBack);
        }
        let unsealed = closed.provisional.is_some() && closed.sealed.is_none();
        let signed = closed.by.as_ref() == Some(me);
        let today = self.session.today();
        let seal = |reason: &str| {
            Content::Seal(Seal {
                case,
                station: id,
                reason: reason.to_owned(),
            })
        };
        let for_them = || seals_for(&self.org, self.case, station, me, today);
        let asked = match unsealed {
            true if signed => Some(seal("")),
            true if for_them() => Some(seal("?")),
            _ => None,
        };
        if let Some(asked) = asked
            && self.would(asked)?
        {
            acts.push(Act::Seal);
        }
        Ok(acts)
    }

    /// Whoever put somebody on the route can take them off again.
    pub(super) fn slot_acts(&self, slot: &Slot) -> Result<Vec<Act>, Failure> {
        if slot.origin.by() != Some(self.session.me()) {
            return Ok(Vec::new());
        }
        let off = Content::TakeOff(TakeOff {
            case: self.case.id.clone(),
            slots: vec![slot.id.clone()],
            reason: String::new(),
        });
        Ok(match self.would(off)? {
            true => vec![Act::TakeOff],
            false => Vec::new(),
        })
    }

    /// Whether the decision itself would say yes. What only lacks the card would.
    fn would(&self, content: Content) -> Result<bool, Failure> {
        let now = self.world.now;
        let me = self.session.me();
        let acting_for = match content {
            Content::Decide(_) => self.place()?.and_then(|(_, acting_for)| acting_for),
            _ => None,
        };
        let asked = supposed(me, content, acting_for, now);
        Ok(match decide(self.world, &asked, now)? {
            Decision::Accepted(_) => true,
            Decision::Refused(Refusal { code, .. }) => NOT_YET.contains(&code.as_str()),
        })
    }

    /// The open station at which this person can act, and for whom.
    pub(in crate::topics) fn place(&self) -> Result<Option<(&Station, Option<PersonId>)>, Failure> {
        let open = self.case.open_stations();
        for station in open.filter(|station| station.role != Role::File) {
            let me = self.session.me();
            if let Some(found) = standing(self.world, self.case, station, me, self.world.now)? {
                return Ok(Some((station, found.acting_for)));
            }
        }
        Ok(None)
    }

    /// Everything that this person can do to the case.
    pub(in crate::topics) fn acts(&self, rules: &RouteRules) -> Result<Vec<Act>, Failure> {
        let mut acts = Vec::new();
        if let Some((station, _)) = self.place()? {
            acts = inbox::acts(station.role);
            if filling::mark(self.session, self.world, self.case, station)?.is_some() {
                acts.push(Act::Fill);
            }
            if station.role == Role::Approve && self.can_decide(station)? {
                acts.insert(1, Act::Decide);
                acts.insert(2, Act::Refuse);
            }
            if station.slot.is_some() {
                acts.extend(along(station.role, rules));
            }
        }
        let case = self.case.id.clone();
        let say = Content::Say(Say {
            case: case.clone(),
            opinion: "?".to_owned(),
        });
        let is_ended = self.case.status.is_ended();
        if !is_ended && self.would(say)? {
            acts.push(Act::Say);
        }
        let takes_part = || takes_part(self.world, self.case, self.session.me(), self.world.now);
        if rules.copy && takes_part()? {
            acts.push(Act::Copy);
        }
        let withdraw = Content::Withdraw(Withdraw {
            case,
            reason: String::new(),
        });
        if self.case.applicant == *self.session.me() && self.would(withdraw)? {
            acts.push(Act::Withdraw);
        }
        acts.push(Act::Print);
        Ok(acts)
    }

    fn can_decide(&self, station: &Station) -> Result<bool, Failure> {
        self.would(Content::Decide(Decide {
            case: self.case.id.clone(),
            station: station.id.clone(),
            grants: true,
            opinion: String::new(),
            provisional: None,
            filled: None,
        }))
    }

    /// To whom the case can be sent back from where this person acts, the applicant first.
    pub(in crate::topics) fn returns(&self, station: &Station) -> Vec<ReturnView> {
        let found = station.slot.as_ref().and_then(|own| {
            let route = self.case.routes.get(&station.token)?;
            Some((route, own))
        });
        let Some((route, own)) = found else {
            return Vec::new();
        };
        let can = |slot: &&Slot| {
            let way = route.returning(own, &slot.id, Mode::Again, Siblings::Cancel);
            way.is_ok()
        };
        let slots = route.slots().into_iter().filter(can);
        slots.map(|slot| self.return_to(route, own, slot)).collect()
    }

    fn return_to(&self, route: &Route, own: &SlotId, slot: &Slot) -> ReturnView {
        let last = self.case.last_at(&slot.id);
        let closed = last.and_then(|station| station.closed.as_ref());
        let signer = closed.and_then(|closed| closed.by.as_ref());
        let today = self.session.today();
        let order = |one: &SlotId, other: &SlotId| route.order(one, other);
        let others = || route.slots().into_iter();
        let applicant = slot.role == Role::Correct;
        ReturnView {
            slot: slot.id.to_string(),
            who: match signer {
                Some(by) => self.brief(by),
                None => {
                    let at_desk = self.org.at_desk(&slot.desk, today);
                    people::at_desk(&self.org, &slot.desk, &at_desk, today)
                }
            },
            role: rows::role(slot.role),
            at: match closed {
                Some(closed) => Some(closed.signed),
                None => applicant.then_some(self.case.submitted),
            },
            applicant,
            between: others().any(|other| {
                other.stand.is_signed()
                    && order(&slot.id, &other.id) == Some(Order::Before)
                    && order(&other.id, own) == Some(Order::Before)
            }),
            siblings: others().any(|other| {
                order(own, &other.id) == Some(Order::Beside)
                    && order(&slot.id, &other.id) == Some(Order::Before)
                    && other.stand != office::route::Stand::Gone
            }),
        }
    }
}

/// What whoever holds a place of the route can do along it, as the service allows.
fn along(role: Role, rules: &RouteRules) -> Vec<Act> {
    let holds = matches!(role, Role::Approve | Role::Decide | Role::Consult);
    let hands = holds || role == Role::Note;
    let every = [
        (holds && rules.consult, Act::Consult),
        (holds && rules.add_sign, Act::AddSign),
        (hands && rules.transfer, Act::Transfer),
        (holds && rules.delegate, Act::Delegate),
    ];
    let allowed = every.into_iter().filter(|(allowed, _)| *allowed);
    allowed.map(|(_, act)| act).collect()
}

/// Where others can be put beside a station: nobody comes after a decision, and nobody before or
/// beside whoever corrects.
pub(in crate::topics) fn places(station: &Station) -> Vec<CallPlace> {
    match station.role {
        Role::Decide => vec![CallPlace::Before],
        Role::Correct => vec![CallPlace::After],
        _ => vec![CallPlace::Before, CallPlace::After, CallPlace::Beside],
    }
}
