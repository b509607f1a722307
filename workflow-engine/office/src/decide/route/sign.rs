//! Signing at a station: approve, decide, vote against, send back, take back.

use workflow_engine::run::TokenId;

use super::walk::slot_of;
use crate::Refusal;
use crate::case::{
    Case, CaseEvent, Closed, Outcome, Role, Said, Saying, SentBack, Station, TakenBack,
};
use crate::civil;
use crate::decide::act::{Place, check_words, person};
use crate::decide::fill::fill;
use crate::decide::flow;
use crate::decide::standing::claimed;
use crate::decide::work::Work;
use crate::ids::{CaseId, PersonId, SlotId, StationId};
use crate::operation::{Approve, Decide, Filled, Key, Operation, Oppose, Return, TakeBack};
use crate::org::{Desk, Org};
use crate::route::{Mode, Order, Siblings};
use crate::stream::Stream;
use crate::world::{Reading, Stop};

/// Roles at which somebody says yes or takes note.
const AGREEING: [Role; 6] = [
    Role::Consent,
    Role::Approve,
    Role::Note,
    Role::Consult,
    Role::Decide,
    Role::Vote,
];
/// Roles from which a case can be sent back.
const RETURNING: [Role; 5] = [
    Role::Consent,
    Role::Approve,
    Role::Consult,
    Role::Decide,
    Role::Vote,
];

pub(in crate::decide) fn approve(
    work: &mut Work<'_>,
    operation: &Operation,
    approve: &Approve,
) -> Result<(), Stop> {
    check_words(&approve.opinion, false)?;
    let (case, station) = (&approve.case, &approve.station);
    let place = match Place::find(work, operation, case, station, &AGREEING) {
        Err(stop) => {
            let words = (Saying::Agreed, &*approve.opinion);
            return said_late(work, operation, (case, station), words, stop);
        }
        Ok(place) => place,
    };
    seen_as_it_stands(operation, &place.case)?;
    must_say(&place, &approve.opinion)?;
    let mut closed = place.closed(operation, Outcome::Done, &approve.opinion);
    seal_later(work, &place, operation, &approve.provisional, &mut closed)?;
    if place.station.role == Role::Decide {
        check_level(work, &place)?;
        closed.outcome = Outcome::Decided;
    }
    close(work, operation, &place, approve.filled.as_ref(), closed)
}

/// Where the route asks for an opinion, nobody signs without one. 意見必填
fn must_say(place: &Place, opinion: &str) -> Result<(), Refusal> {
    let slot = slot_of(&place.case, &place.station);
    match slot.is_some_and(|slot| slot.opinion) {
        true => check_words(opinion, true),
        false => Ok(()),
    }
}

/// Nobody says yes or no to answers that were corrected since they saw the case, as beside a return
/// whose siblings go on. 補正後須重看
fn seen_as_it_stands(operation: &Operation, case: &Case) -> Result<(), Refusal> {
    let mut lines = case.history.iter().rev();
    let corrected = lines.find(|line| line.what == "corrected");
    match (operation.saw, corrected) {
        (Some(saw), Some(line)) if line.at > saw => Err(Refusal::new("late-corrected")
            .with("by_person", &case.applicant)
            .with("corrected_ms", line.at)),
        _ => Ok(()),
    }
}

/// Who signed where another had signed first, or a decision had spared them, has said what they
/// think of it. It is about the same: the case was not sent back since, and had not ended when they
/// signed.
fn said_late(
    work: &mut Work<'_>,
    operation: &Operation,
    (id, station): (&CaseId, &StationId),
    (kind, opinion): (Saying, &str),
    stop: Stop,
) -> Result<(), Stop> {
    let late = match stop {
        Stop::Refused(late) if matches!(&*late.code, "late-done" | "late-left" | "late-ended") => {
            late
        }
        other => return Err(other),
    };
    let by = person(operation)?;
    let case = work.the_case(id)?;
    let is_other = |station: &&Station| {
        let closed = station.closed.as_ref();
        closed.and_then(|closed| closed.by.as_ref()) != Some(by)
    };
    let had_ended = |at: i64| operation.signed(work.now) >= at;
    let Some(station) = case
        .station(station)
        .filter(is_other)
        .filter(|_| !case.ended_at().is_some_and(had_ended))
    else {
        return Err(late.into());
    };
    let Ok(claim) = claimed(work, &case, station, by, operation, work.now)? else {
        return Err(late.into());
    };
    seen_as_it_stands(operation, &case)?;
    let said = Said {
        by: by.clone(),
        acting_for: claim.standing.acting_for,
        kind,
        station: Some(station.id.clone()),
        opinion: opinion.trim().to_owned(),
        signed: operation.at,
    };
    Ok(work.emit_case(id, CaseEvent::Said(said))?)
}

pub(in crate::decide) fn decide(
    work: &mut Work<'_>,
    operation: &Operation,
    decide: &Decide,
) -> Result<(), Stop> {
    check_words(&decide.opinion, !decide.grants)?;
    let roles = [Role::Approve, Role::Decide];
    let (case, station) = (&decide.case, &decide.station);
    let place = match Place::find(work, operation, case, station, &roles) {
        Err(stop) => {
            let kind = match decide.grants {
                true => Saying::Agreed,
                false => Saying::Disagreed,
            };
            return said_late(
                work,
                operation,
                (case, station),
                (kind, &decide.opinion),
                stop,
            );
        }
        Ok(place) => place,
    };
    seen_as_it_stands(operation, &place.case)?;
    must_say(&place, &decide.opinion)?;
    check_level(work, &place)?;
    let outcome = match decide.grants {
        true => Outcome::Decided,
        false => Outcome::Refused,
    };
    let mut closed = place.closed(operation, outcome, &decide.opinion);
    seal_later(work, &place, operation, &decide.provisional, &mut closed)?;
    match decide.grants {
        true => close(work, operation, &place, decide.filled.as_ref(), closed),
        false => flow::close(work, case, &place.station, closed),
    }
}

/// Closes a station in favour, with what it filled in.
fn close(
    work: &mut Work<'_>,
    operation: &Operation,
    place: &Place,
    filled: Option<&Filled>,
    closed: Closed,
) -> Result<(), Stop> {
    let case = &place.case.id;
    match fill(work, operation, place, filled)? {
        true => flow::close_filled(work, case, &place.station, closed),
        false => flow::close(work, case, &place.station, closed),
    }
}

/// 決行 needs a post of the level that the pack's table gives, or one above. Where no table does,
/// the place of the route that decides is enough.
fn check_level(work: &Work<'_>, place: &Place) -> Result<(), Stop> {
    let route = place.case.routes.get(&place.station.token);
    let Some(needed) = route.and_then(|route| route.level) else {
        return match place.station.role {
            Role::Decide => Ok(()),
            _ => Err(Refusal::new("decide-level")
                .with("station", &place.station.id)
                .into()),
        };
    };
    let org = Work::public(work.org()?, &Stream::Org)?;
    let level = level_of(
        &org,
        &place.station.desk,
        place,
        civil::wall(work.now).date(),
    );
    match level {
        Some(level) if level <= needed => Ok(()),
        _ => Err(Refusal::new("decide-level").with("level", needed).into()),
    }
}

/// The level of whoever sits at a desk.
fn level_of(org: &Org, desk: &Desk, place: &Place, on: jiff::civil::Date) -> Option<u8> {
    match desk {
        Desk::Post(post) => Some(org.level(org.post_on(post, on))),
        Desk::Person(_) | Desk::Office(_) => {
            let who = place
                .claim
                .standing
                .acting_for
                .as_ref()
                .unwrap_or(&place.by);
            org.main_post(who, on).map(|post| org.level(&post.id))
        }
    }
}

pub(in crate::decide) fn oppose(
    work: &mut Work<'_>,
    operation: &Operation,
    oppose: &Oppose,
) -> Result<(), Stop> {
    check_words(&oppose.opinion, true)?;
    let (case, station) = (&oppose.case, &oppose.station);
    let place = match Place::find(work, operation, case, station, &[Role::Vote]) {
        Err(stop) => {
            let words = (Saying::Disagreed, &*oppose.opinion);
            return said_late(work, operation, (case, station), words, stop);
        }
        Ok(place) => place,
    };
    seen_as_it_stands(operation, &place.case)?;
    let mut closed = place.closed(operation, Outcome::Against, &oppose.opinion);
    seal_later(work, &place, operation, &oppose.provisional, &mut closed)?;
    flow::close(work, case, &place.station, closed)
}

/// A pack that asks for the card takes a signature of the device's key for now, when it says why the
/// card could not sign, or of a card whose authority cannot be asked. The case is not filed before
/// it is sealed. 補簽
fn seal_later(
    work: &Work<'_>,
    place: &Place,
    operation: &Operation,
    reason: &Option<String>,
    closed: &mut Closed,
) -> Result<(), Stop> {
    let pack = work.the_pack(&place.case.pack)?;
    if !pack.manifest.route.card || operation.key == Key::Card {
        return Ok(());
    }
    let given = reason.as_deref().unwrap_or_default().trim();
    let reason = match (given, operation.key) {
        ("", Key::Unchecked) => Closed::UNCHECKED,
        ("", _) => return Err(Refusal::new("signature-card").into()),
        (given, _) => given,
    };
    check_words(reason, true)?;
    closed.provisional = Some(reason.to_owned());
    Ok(())
}

pub(in crate::decide) fn send_back(
    work: &mut Work<'_>,
    operation: &Operation,
    back: &Return,
) -> Result<(), Stop> {
    check_words(&back.reason, true)?;
    let place = Place::find(work, operation, &back.case, &back.station, &RETURNING)?;
    let closed = place.closed(operation, Outcome::Returned, &back.reason);
    let mode = back.mode.unwrap_or(Mode::Again);
    let siblings = back.siblings.unwrap_or(Siblings::Cancel);
    let to = back
        .to
        .clone()
        .or_else(|| applicant(&place.case, &place.station));
    match to {
        Some(to) => {
            let way = Way {
                to,
                mode,
                siblings,
                by: place.by.clone(),
            };
            back_along(work, &back.case, &place.station, closed, &way)
        }
        None => flow::close(work, &back.case, &place.station, closed),
    }
}

/// A way back along a route.
pub(in crate::decide) struct Way {
    pub(in crate::decide) to: SlotId,
    pub(in crate::decide) mode: Mode,
    pub(in crate::decide) siblings: Siblings,
    pub(in crate::decide) by: PersonId,
}

impl Way {
    /// To the applicant, and everybody signs again; none where the flow itself leads back.
    pub(in crate::decide) fn to_applicant(
        case: &Case,
        station: &Station,
        by: PersonId,
    ) -> Option<Self> {
        Some(Self {
            to: applicant(case, station)?,
            mode: Mode::Again,
            siblings: Siblings::Cancel,
            by,
        })
    }
}

fn applicant(case: &Case, station: &Station) -> Option<SlotId> {
    let route = case.routes.get(&station.token)?;
    let is_applicant = |slot: &&&crate::route::Slot| {
        slot.role == Role::Correct && station.slot.as_ref() != Some(&slot.id)
    };
    route
        .slots()
        .iter()
        .find(is_applicant)
        .map(|s| s.id.clone())
}

/// Sends a case back from an open station along its route.
pub(in crate::decide) fn back_along(
    work: &mut Work<'_>,
    case: &CaseId,
    station: &Station,
    closed: Closed,
    way: &Way,
) -> Result<(), Stop> {
    let state = work.the_case(case)?;
    let no_route = || Refusal::new("return-to-unknown").with("slot", &way.to);
    let route = state.routes.get(&station.token).ok_or_else(no_route)?;
    let from = station.slot.as_ref().ok_or_else(no_route)?;
    let returned = route.returning(from, &way.to, way.mode, way.siblings)?;
    work.emit_case(case, CaseEvent::StationClosed(station.id.clone(), closed))?;
    let by = way.by.clone();
    work.emit_case(case, CaseEvent::SentBack(SentBack { by, returned }))?;
    flow::go_on(work, case)
}

pub(in crate::decide) fn take_back(
    work: &mut Work<'_>,
    operation: &Operation,
    back: &TakeBack,
) -> Result<(), Stop> {
    check_words(&back.reason, false)?;
    let by = person(operation)?.clone();
    let case = work.the_case(&back.case)?;
    let own = signed_by(&case, back, &by)?;
    let unsigned = || Refusal::new("take-back-unsigned").with("station", &back.station);
    let route = case.routes.get(&own.token).ok_or_else(unsigned)?;
    if case.status.is_ended() || !case.flow.tasks.contains_key(&own.token) {
        let refusal = Refusal::new("take-back-ended").with("station", &back.station);
        return Err(refusal.with("at_ms", case.updated).into());
    }
    let waits = route.taking_back(&own.slot)?;
    let open = waits.iter().filter_map(|slot| case.last_at(slot));
    let passed_on = |one: &&Station| {
        let other = one.slot.as_ref();
        let comes_after = |other| route.order(&own.slot, other) == Some(Order::Before);
        let opened = one.received.as_ref();
        other.is_some_and(comes_after) && opened.is_some_and(|receipt| receipt.at > own.since)
    };
    let stations = case.stations.iter().map(|one| &**one);
    // Who opened it may have asked somebody, handed it on or sent it back since.
    for later in open.chain(stations.filter(passed_on)) {
        if let Some(receipt) = &later.received {
            return Err(Refusal::new("take-back-late")
                .with("by_person", &receipt.by)
                .with("at_ms", receipt.at)
                .into());
        }
    }
    let event = TakenBack {
        by,
        slot: own.slot,
        reason: back.reason.trim().to_owned(),
        acting_for: own.acting_for,
    };
    work.emit_case(&back.case, CaseEvent::TakenBack(event))?;
    flow::go_on(work, &back.case)
}

/// A signature that somebody gave along a route.
struct Own {
    token: TokenId,
    slot: SlotId,
    /// Given at, the agency's time, ms.
    since: i64,
    acting_for: Option<PersonId>,
}

/// The signature that is to be taken back: that of a station; of who asked, by which it was
/// submitted.
fn signed_by(case: &Case, back: &TakeBack, by: &PersonId) -> Result<Own, Refusal> {
    let refuse = |code: &str| Refusal::new(code).with("station", &back.station);
    let unsigned = || refuse("take-back-unsigned");
    if back.station.as_str() == TakeBack::SUBMISSION {
        if case.applicant != *by {
            return Err(refuse("take-back-other"));
        }
        let own = submitted(case).ok_or_else(unsigned)?;
        let signed = |station: &std::sync::Arc<Station>| {
            let closed = station.closed.as_ref();
            closed.is_some_and(|closed| closed.by.is_some())
        };
        // Also where what somebody signed was undone by a return: they have worked on it.
        return match case.stations.iter().any(signed) {
            true => Err(refuse("take-back-signed")),
            false => Ok(own),
        };
    }
    let station = case.station(&back.station);
    let station = station.ok_or_else(|| refuse("station-unknown"))?;
    let signed = station.closed.as_ref().filter(|c| c.outcome.is_signature());
    let closed = signed.ok_or_else(unsigned)?;
    if closed.by.as_ref() != Some(by) && closed.acting_for.as_ref() != Some(by) {
        return Err(refuse("take-back-other"));
    }
    let slot = station.slot.clone().ok_or_else(unsigned)?;
    let is_last = case
        .last_at(&slot)
        .is_some_and(|last| last.id == station.id);
    if !is_last {
        return Err(unsigned());
    }
    let for_another = closed.acting_for.clone();
    Ok(Own {
        token: station.token,
        slot,
        since: station.ending.map_or(i64::MIN, |ending| ending.at),
        acting_for: for_another.filter(|principal| principal != by),
    })
}

/// The applicant's own place on the first route, while nothing was signed there but the submission.
fn submitted(case: &Case) -> Option<Own> {
    let (token, route) = case.routes.first_key_value()?;
    let slot = route.slots().into_iter().next()?;
    let is_first = slot.role == Role::Correct && case.last_at(&slot.id).is_none();
    is_first.then(|| Own {
        token: *token,
        slot: slot.id.clone(),
        since: i64::MIN,
        acting_for: None,
    })
}
