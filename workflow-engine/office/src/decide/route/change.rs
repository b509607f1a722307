//! Changing what lies ahead on a route: put people on it, take them off, hand a station over.

use super::walk::{is_ahead, slot_of, take_off as take_off_slots};
use crate::Refusal;
use crate::case::{Case, CaseEvent, Closed, Moved, Outcome, Role, RouteGrown, Station};
use crate::civil;
use crate::decide::act::{Place, check_words, person};
use crate::decide::flow;
use crate::decide::work::Work;
use crate::ids::{OperationId, PersonId, SlotId};
use crate::operation::{AddSign, Call, Called, Operation, TakeOff, Transfer};
use crate::org::Desk;
use crate::route::{Grown, Leg, MAX_SLOTS, Order, Origin, Place as By, Route, Rule, Slot};
use crate::stream::Stream;
use crate::world::{Reading, Stop};

/// The most people of one addition.
pub const MAX_CALLED: usize = 16;

/// Roles that hold a route and may change what lies ahead of them.
const HOLDING: [Role; 4] = [Role::Approve, Role::Decide, Role::Consult, Role::Correct];
/// Roles that a signer can give.
const GIVEN: [Role; 3] = [Role::Approve, Role::Consult, Role::Note];

pub(in crate::decide) fn add_sign(
    work: &mut Work<'_>,
    operation: &Operation,
    add: &AddSign,
) -> Result<(), Stop> {
    check_words(&add.reason, false)?;
    let place = Place::find(work, operation, &add.case, &add.station, &HOLDING)?;
    let off_route = || Refusal::new("route-none");
    let own = slot_of(&place.case, &place.station).ok_or_else(off_route)?;
    check_allowed(work, &place.case, add.call)?;
    let anchor = anchor(&place, own, add)?;
    if add.called.is_empty() || add.called.len() > MAX_CALLED {
        return Err(Refusal::new("route-called")
            .with("limit", MAX_CALLED)
            .into());
    }
    let route = place.case.routes.get(&place.station.token);
    if route.map_or(0, |r| r.slots().len()) + add.called.len() > MAX_SLOTS {
        return Err(Refusal::new("route-too-long")
            .with("limit", MAX_SLOTS)
            .into());
    }
    let mut slots = Vec::new();
    for (number, called) in add.called.iter().enumerate() {
        check_called(work, &place.case, called)?;
        let slot = new_slot(operation.id, number, called, add.call, &place.by)?;
        let taken = |route: &Route| route.slot(&slot.id).is_some();
        if place.case.routes.values().any(taken) {
            return Err(Refusal::new("route-slot").with("slot", &slot.id).into());
        }
        slots.push(slot);
    }
    let legs = match add.together && slots.len() > 1 {
        true => vec![Leg::Side(
            Rule::All,
            slots.into_iter().map(|slot| vec![slot]).collect(),
        )],
        false => slots.into_iter().map(Leg::Slot).collect(),
    };
    let grown = RouteGrown {
        by: Some(place.by.clone()),
        acting_for: place.claim.standing.acting_for.clone(),
        grown: Grown {
            anchor,
            place: add.place,
            legs,
        },
        reason: add.reason.trim().to_owned(),
    };
    work.emit_case(&add.case, CaseEvent::RouteGrown(grown))?;
    flow::go_on(work, &add.case)
}

fn check_allowed(work: &Work<'_>, case: &Case, call: Call) -> Result<(), Stop> {
    let pack = work.the_pack(&case.pack)?;
    let rules = &pack.manifest.route;
    let (allowed, what) = match call {
        Call::Sign => (rules.add_sign, "add-sign"),
        Call::Consult => (rules.consult, "consult"),
        Call::Delegate => (rules.delegate, "delegate"),
    };
    if allowed {
        Ok(())
    } else {
        Err(Refusal::new("route-not-allowed").with("what", what).into())
    }
}

/// By which slot they come on the route: the own one, or one that lies ahead of it. Whom one
/// delegates to comes before oneself; the applicant has signed when those after have their turn, so
/// nobody comes before or beside.
fn anchor(place: &Place, own: &Slot, add: &AddSign) -> Result<SlotId, Refusal> {
    let refuse = |code: &str| Err(Refusal::new(code).with("slot", &own.id));
    let wrong_place = match add.call {
        Call::Delegate => add.place != By::Before || add.anchor.is_some(),
        Call::Sign | Call::Consult => own.role == Role::Correct && add.place != By::After,
    } || add.place == By::Behind;
    if wrong_place {
        return refuse("route-place");
    }
    // A decision spares all that come after or beside it but those who only take note.
    let reads_only = add.called.iter().all(|called| called.role == Role::Note);
    let is_spared =
        |slot: &Slot| slot.role == Role::Decide && add.place != By::Before && !reads_only;
    let Some(anchor) = &add.anchor else {
        return match is_spared(own) {
            true => refuse("route-after-decision"),
            false => Ok(own.id.clone()),
        };
    };
    let route = place.case.routes.get(&place.station.token);
    let there = route.and_then(|route| Some((route.slot(anchor)?, route.order(anchor, &own.id)?)));
    match there {
        Some((slot, _)) if is_spared(slot) => refuse("route-after-decision"),
        Some((slot, Order::After)) if is_ahead(slot) => Ok(anchor.clone()),
        Some((_, Order::Same)) => Ok(anchor.clone()),
        _ => refuse("route-behind"),
    }
}

/// Somebody must be there, and somebody else than the applicant where it is judged.
fn check_called(work: &Work<'_>, case: &Case, called: &Called) -> Result<(), Stop> {
    if !GIVEN.contains(&called.role) {
        return Err(Refusal::new("route-role").into());
    }
    check_desk(work, case, called.role, &called.desk)
}

fn check_desk(work: &Work<'_>, case: &Case, role: Role, desk: &Desk) -> Result<(), Stop> {
    let on = civil::wall(work.now).date();
    let org = Work::public(work.org()?, &Stream::Org)?;
    let people = org.at_desk(desk, on);
    let known = people
        .iter()
        .any(|person| org.main_post(person, on).is_some());
    if !known {
        return Err(Refusal::new("route-nobody").into());
    }
    if role.judges() && people.iter().all(|person| *person == case.applicant) {
        return Err(Refusal::new("standing-own-case")
            .with("person", &case.applicant)
            .into());
    }
    Ok(())
}

/// The id is made of the operation's, so that every computer that decides it gives the same.
fn new_slot(
    operation: OperationId,
    number: usize,
    called: &Called,
    call: Call,
    by: &PersonId,
) -> Result<Slot, Refusal> {
    let name = operation.to_string();
    let id = SlotId::new(format!("{}-{number}", name.get(..16).unwrap_or_default()));
    let id = id.map_err(|_| Refusal::new("station-unknown"))?;
    let by = by.clone();
    let origin = match call {
        Call::Sign => Origin::Added(by),
        Call::Consult => Origin::Consulted(by),
        Call::Delegate => Origin::Delegated(by),
    };
    let mut slot = Slot::new(id, called.role, called.desk.clone(), origin);
    slot.opinion = called.opinion || call == Call::Delegate;
    Ok(slot)
}

pub(in crate::decide) fn take_off(
    work: &mut Work<'_>,
    operation: &Operation,
    off: &TakeOff,
) -> Result<(), Stop> {
    check_words(&off.reason, false)?;
    let by = person(operation)?.clone();
    let case = work.the_case(&off.case)?;
    if off.slots.is_empty() || off.slots.len() > MAX_SLOTS {
        return Err(Refusal::new("route-called").with("limit", MAX_SLOTS).into());
    }
    for id in &off.slots {
        let slot = case.routes.values().find_map(|route| route.slot(id));
        let refuse = |code: &str| Refusal::new(code).with("slot", id);
        let slot = slot.ok_or_else(|| refuse("take-off-unknown"))?;
        if slot.origin.by() != Some(&by) {
            return Err(refuse("take-off-other").into());
        }
        let stations = || case.stations.iter().filter(|s| s.slot.as_ref() == Some(id));
        let signs = |station: &&std::sync::Arc<Station>| {
            let closed = station.closed.as_ref();
            closed.is_some_and(|closed| closed.by.is_some())
        };
        if !is_ahead(slot) || stations().any(|station| signs(&station)) {
            return Err(refuse("take-off-signed").into());
        }
        if let Some(receipt) = stations().find_map(|station| station.received.as_ref()) {
            return Err(Refusal::new("take-off-late")
                .with("by_person", &receipt.by)
                .with("at_ms", receipt.at)
                .into());
        }
    }
    take_off_slots(work, &off.case, Some(by), off.slots.clone(), &off.reason)?;
    flow::go_on(work, &off.case)
}

pub(in crate::decide) fn transfer(
    work: &mut Work<'_>,
    operation: &Operation,
    transfer: &Transfer,
) -> Result<(), Stop> {
    check_words(&transfer.reason, true)?;
    let roles = [Role::Approve, Role::Consult, Role::Decide, Role::Note];
    let (case, station) = (&transfer.case, &transfer.station);
    let place = Place::find(work, operation, case, station, &roles)?;
    let pack = work.the_pack(&place.case.pack)?;
    if !pack.manifest.route.transfer {
        return Err(Refusal::new("route-not-allowed")
            .with("what", "transfer")
            .into());
    }
    let slot = slot_of(&place.case, &place.station).ok_or_else(|| Refusal::new("route-none"))?;
    if slot.desk == transfer.desk {
        let refusal = Refusal::new("transfer-same");
        return Err(refusal.with("slot", &slot.id).into());
    }
    check_desk(work, &place.case, slot.role, &transfer.desk)?;
    check_still_decides(work, &place, slot, &transfer.desk)?;
    let moved = Moved {
        by: place.by.clone(),
        slot: slot.id.clone(),
        desk: transfer.desk.clone(),
        reason: transfer.reason.trim().to_owned(),
        acting_for: place.claim.standing.acting_for.clone(),
    };
    let closed = Closed::unsigned(Outcome::Transferred);
    let id = place.station.id.clone();
    work.emit_case(case, CaseEvent::StationClosed(id, closed))?;
    work.emit_case(case, CaseEvent::Moved(moved))?;
    flow::go_on(work, case)
}

/// A decision can only be handed to somebody who may decide.
fn check_still_decides(
    work: &Work<'_>,
    place: &Place,
    slot: &Slot,
    desk: &Desk,
) -> Result<(), Stop> {
    let route = place.case.routes.get(&place.station.token);
    let Some(needed) = route.and_then(|route| route.level) else {
        return Ok(());
    };
    if slot.role != Role::Decide {
        return Ok(());
    }
    let on = civil::wall(work.now).date();
    let org = Work::public(work.org()?, &Stream::Org)?;
    let level = match desk {
        Desk::Post(post) => Some(org.level(org.post_on(post, on))),
        Desk::Person(who) => org.main_post(who, on).map(|post| org.level(&post.id)),
        Desk::Office(_) => None,
    };
    match level {
        Some(level) if level <= needed => Ok(()),
        _ => Err(Refusal::new("decide-level").with("level", needed).into()),
    }
}
