//! What a person does to a case: each is one signed operation.

use office::decide::standing;
use office::ids::{CaseId, PersonId, SlotId, StationId, UnitId};
use office::operation::{
    AddSign, Approve, Call, Called, Decide, Oppose, Receive, Return, Say, Seal, SendCopy, TakeBack,
    TakeOff, Transfer, Urge, Withdraw,
};
use office::org::{Desk, Org};
use office::route::{Mode, Place, Siblings};
use office::{Content, case::Role};

use crate::asks::{AskCase, AskOperation, AskWithdraw};
use crate::draft::filling;
use crate::session::Session;
use crate::store::Table;
use crate::topics::case;
use crate::views::{Act, BackAsk, CallAsk, CallPlace, SiblingsWord, Signed, StationAct, WayBack};
use crate::world::Staged;
use crate::{Core, Failure};

pub(crate) fn case_id(text: String) -> Result<CaseId, Failure> {
    CaseId::new(text).map_err(|_| Failure::new("case-unknown"))
}

fn station_id(text: &str) -> Result<StationId, Failure> {
    StationId::new(text).map_err(|_| Failure::new("station-unknown"))
}

fn slot_id(text: &str) -> Result<SlotId, Failure> {
    SlotId::new(text).map_err(|_| Failure::new("station-unknown"))
}

pub(crate) fn station(core: &Core, act: StationAct) -> Result<Signed, Failure> {
    let session = core.session()?;
    let world = session.world();
    let asked = Asked::read(&session, &world, &act)?;
    let undo_ms = i64::from(session.settings()?.undo_seconds) * 1_000;
    let closes = closes_station(act.act);
    let draft = match (closes, station_id(&act.station)) {
        (true, Ok(station)) => filling::find(&session, &case_id(act.case)?, &station)?,
        _ => None,
    };
    session.act(&asked.content, asked.acting_for, undo_ms, &|tx, signed| {
        // What was filled in went along with the signature; it is there again if that does not
        // become true.
        if let Some((id, stored)) = &draft {
            tx.put(Table::Sent, &signed.operation, world.now, &(id, stored))?;
            tx.remove_draft(id)?;
        }
        match closes {
            true => tx.put(Table::Done, &signed.operation, world.now, &signed.case),
            false => Ok(()),
        }
    })
}

/// Whether an act is something done, of which the day is counted.
fn closes_station(act: Act) -> bool {
    matches!(
        act,
        Act::Approve | Act::Decide | Act::Refuse | Act::Oppose | Act::Return | Act::Transfer
    )
}

/// An act as the office understands it.
pub(crate) struct Asked {
    pub content: Content,
    pub acting_for: Option<PersonId>,
}

impl Asked {
    pub(crate) fn read(
        session: &Session,
        world: &Staged<'_>,
        act: &StationAct,
    ) -> Result<Self, Failure> {
        let case = case_id(act.case.clone())?;
        let acting_for = acting_for(session, world, &case, &act.station)?;
        let org = session.org()?;
        Ok(Self {
            content: content(&org, (session, world), case, act)?,
            acting_for,
        })
    }
}

/// For whom this person would act at an open station.
fn acting_for(
    session: &Session,
    world: &Staged<'_>,
    case: &CaseId,
    station: &str,
) -> Result<Option<PersonId>, Failure> {
    let state = case::find(world, case)?;
    let Ok(station) = station_id(station) else {
        return Ok(None);
    };
    let open = state.station(&station).filter(|s| s.closed.is_none());
    let Some(open) = open else { return Ok(None) };
    let found = standing(world, &state, open, session.me(), world.now)?;
    Ok(found.and_then(|standing| standing.acting_for))
}

fn content(
    org: &Org,
    (session, world): (&Session, &Staged<'_>),
    case: CaseId,
    act: &StationAct,
) -> Result<Content, Failure> {
    let words = act.opinion.clone();
    let station = || station_id(&act.station);
    let provisional = act.unsealed.clone();
    Ok(match act.act {
        Act::Approve => Content::Approve(Approve {
            filled: filling::filled(session, world, &case, &station()?)?,
            case,
            station: station()?,
            opinion: words,
            provisional,
        }),
        Act::Decide | Act::Refuse => Content::Decide(Decide {
            filled: match act.act {
                Act::Decide => filling::filled(session, world, &case, &station()?)?,
                _ => None,
            },
            case,
            station: station()?,
            grants: act.act == Act::Decide,
            opinion: words,
            provisional,
        }),
        Act::Oppose => Content::Oppose(Oppose {
            case,
            station: station()?,
            opinion: words,
            provisional,
        }),
        Act::Return => returned(case, station()?, act.back.as_ref(), words)?,
        Act::AddSign => called(org, case, station()?, act, Call::Sign)?,
        Act::Consult => called(org, case, station()?, act, Call::Consult)?,
        Act::Delegate => called(org, case, station()?, act, Call::Delegate)?,
        Act::Transfer => Content::Transfer(Transfer {
            case,
            station: station()?,
            desk: desk(org, first(act)?)?,
            reason: words,
        }),
        Act::TakeOff => Content::TakeOff(TakeOff {
            case,
            slots: act
                .slots
                .iter()
                .map(|slot| slot_id(slot))
                .collect::<Result<_, _>>()?,
            reason: words,
        }),
        Act::TakeBack => Content::TakeBack(TakeBack {
            case,
            station: station()?,
            reason: words,
        }),
        Act::Copy => Content::Copy(SendCopy {
            case,
            to: copied(org, session, act)?,
            word: words,
        }),
        Act::Say => Content::Say(Say {
            case,
            opinion: words,
        }),
        Act::Urge => Content::Urge(Urge {
            case,
            station: station()?,
        }),
        Act::Seal => Content::Seal(Seal {
            case,
            station: station()?,
            reason: words,
        }),
        Act::Withdraw => Content::Withdraw(Withdraw {
            case,
            reason: words,
        }),
        Act::Correct | Act::Fill | Act::Print | Act::Acknowledge => {
            return Err(Failure::new("act-unknown"));
        }
    })
}

fn returned(
    case: CaseId,
    station: StationId,
    back: Option<&BackAsk>,
    reason: String,
) -> Result<Content, Failure> {
    let to = match back.and_then(|back| back.to.as_deref()) {
        Some(slot) => Some(slot_id(slot)?),
        None => None,
    };
    Ok(Content::Return(Return {
        case,
        station,
        reason,
        to,
        mode: back.map(|back| match back.way {
            WayBack::Straight => Mode::Straight,
            WayBack::Again => Mode::Again,
        }),
        siblings: back.map(|back| match back.siblings {
            SiblingsWord::Cancel => Siblings::Cancel,
            SiblingsWord::Keep => Siblings::Keep,
            SiblingsWord::Wait => Siblings::Wait,
        }),
    }))
}

fn called(
    org: &Org,
    case: CaseId,
    station: StationId,
    act: &StationAct,
    call: Call,
) -> Result<Content, Failure> {
    let none = CallAsk {
        desks: Vec::new(),
        place: CallPlace::After,
        anchor: None,
        together: false,
        must_say: false,
    };
    let ask = act.call.as_ref().unwrap_or(&none);
    let role = match call {
        Call::Consult => Role::Consult,
        Call::Sign | Call::Delegate => Role::Approve,
    };
    let one = |name: &String| -> Result<Called, Failure> {
        Ok(Called {
            role,
            desk: desk(org, name)?,
            opinion: ask.must_say,
        })
    };
    if ask.desks.is_empty() {
        return Err(Failure::new("route-called").with("limit", office::decide::MAX_CALLED));
    }
    Ok(Content::AddSign(AddSign {
        case,
        station,
        call,
        anchor: ask.anchor.as_deref().map(slot_id).transpose()?,
        place: match (call, ask.place) {
            (Call::Delegate, _) | (_, CallPlace::Before) => Place::Before,
            (_, CallPlace::After) => Place::After,
            (_, CallPlace::Beside) => Place::Beside,
        },
        called: ask.desks.iter().map(one).collect::<Result<_, _>>()?,
        together: ask.together,
        reason: act.opinion.clone(),
    }))
}

fn first(act: &StationAct) -> Result<&str, Failure> {
    let desks = act.call.as_ref().map(|call| call.desks.as_slice());
    desks
        .and_then(<[String]>::first)
        .map(String::as_str)
        .ok_or_else(|| Failure::new("route-nobody"))
}

/// A desk by the name under which it was offered.
fn desk(org: &Org, name: &str) -> Result<Desk, Failure> {
    let nobody = || Failure::new("route-nobody");
    match name.split_once(':') {
        Some(("person", id)) => Ok(Desk::Person(PersonId::new(id).map_err(|_| nobody())?)),
        Some(("unit", id)) => {
            let unit = UnitId::new(id).map_err(|_| nobody())?;
            let head = head_of(org, &unit).ok_or_else(nobody)?;
            Ok(Desk::Post(head.id.clone()))
        }
        _ => Err(nobody()),
    }
}

/// The post that heads a unit.
pub(crate) fn head_of<'o>(org: &'o Org, unit: &UnitId) -> Option<&'o office::org::Post> {
    let heads = |post: &&office::org::Post| post.heads.as_ref() == Some(unit);
    org.posts.values().find(heads)
}

/// The people to whom a copy goes: of a unit, whoever heads it.
fn copied(org: &Org, session: &Session, act: &StationAct) -> Result<Vec<PersonId>, Failure> {
    let names = act.call.as_ref().map(|call| call.desks.as_slice());
    let mut people = Vec::new();
    for name in names.unwrap_or_default() {
        people.extend(org.at_desk(&desk(org, name)?, session.today()));
    }
    Ok(people)
}

/// That this person opened a case: whoever signed before cannot take it back any more. 簽收
pub(crate) fn seen(core: &Core, ask: AskCase) -> Result<(), Failure> {
    let session = core.session()?;
    let id = case_id(ask.case)?;
    let world = session.world();
    let state = case::find(&world, &id)?;
    let mut stations = Vec::new();
    for station in state.open_stations() {
        if station.received.is_none()
            && station.role != Role::File
            && let Some(right) = standing(&world, &state, station, session.me(), world.now)?
        {
            stations.push((Some(station.id.clone()), right.acting_for));
        }
    }
    let unread = |copy: &office::case::Copy| copy.to == *session.me() && copy.read.is_none();
    if state.copies.iter().any(unread) {
        stations.push((None, None));
    }
    drop(world);
    for (station, acting_for) in stations {
        let content = Content::Receive(Receive {
            case: id.clone(),
            station,
        });
        session.act(&content, acting_for, 0, &|_, _| Ok(()))?;
    }
    Ok(())
}

pub(crate) fn withdraw(core: &Core, ask: AskWithdraw) -> Result<Signed, Failure> {
    let act = StationAct {
        case: ask.case,
        station: String::new(),
        act: Act::Withdraw,
        opinion: ask.reason,
        back: None,
        call: None,
        slots: Vec::new(),
        unsealed: None,
    };
    station(core, act)
}

pub(crate) fn undo(core: &Core, ask: AskOperation) -> Result<(), Failure> {
    core.session()?.take_back(&ask.operation, true)
}

pub(crate) fn acknowledge(core: &Core, ask: AskOperation) -> Result<(), Failure> {
    core.session()?.acknowledge(&ask.operation)
}
