//! What would come of it: the cost of a leave and the route of a case, found by
//! running the very decision that will be made, on a copy.

use std::sync::Arc;

use form_model::Part;

use super::work::Work;
use super::{consider, flow, route, services, submit};
use crate::Refusal;
use crate::case::{Case, CaseEvent, Closed, Corrected, Leave, Outcome, Role, Station, Submitted};
use crate::civil;
use crate::ids::{CaseId, OperationId, PersonId, SlotId};
use crate::leave::{self, Charge};
use crate::operation::{Answers, Attachment, Operation};
use crate::org::{Desk, Org};
use crate::pack::PackRef;
use crate::stream::Stream;
use crate::world::{Fault, Reading, Stop, World};

/// The most stations of a preview.
const MAX_STATIONS: usize = 40;

/// A station that lies ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The user task of the flow.
    pub element: String,
    /// What it is for.
    pub role: Role,
    /// Its place on the route.
    pub slot: Option<SlotId>,
    /// Where it will wait.
    pub desk: Desk,
    /// Who is there today.
    pub people: Vec<PersonId>,
}

/// What submitting a draft would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Checked {
    /// The leave that it asks for, once kind and time are known.
    pub leave: Option<Leave>,
    /// What it takes from which lot.
    pub charge: Option<Charge>,
    /// Why it would be refused as it stands.
    pub refusal: Option<Refusal>,
    /// The stations that it would pass.
    pub route: Vec<Planned>,
}

/// Checks a draft as if it were submitted now, or, with `correcting`, as if it
/// were the correction of that case.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn check_draft(
    world: &dyn World,
    person: &PersonId,
    pack: &PackRef,
    answers: &Answers,
    attachments: &[Attachment],
    correcting: Option<&CaseId>,
    now: i64,
) -> Result<Checked, Fault> {
    let mut checked = Checked::default();
    let mut work = Work::new(world, OperationId([0; 32]), now);
    let leave = match asks_for_leave(&work, pack) {
        true => services::leave_of(&work, answers).map(Some),
        false => Ok(None),
    };
    match leave {
        Ok(None) => {}
        Ok(Some(leave)) => {
            let charged = charge(&work, person, pack, &leave, correcting);
            checked.leave = Some(leave);
            match charged {
                Ok(charge) => checked.charge = charge,
                Err(Stop::Refused(refusal)) => checked.refusal = Some(refusal),
                Err(Stop::Fault(fault)) => return Err(fault),
            }
        }
        Err(Stop::Refused(refusal)) => checked.refusal = Some(refusal),
        Err(Stop::Fault(fault)) => return Err(fault),
    }
    let planned = match correcting {
        None => plan(&mut work, person, pack, answers, attachments),
        Some(case) => plan_correction(&mut work, case, answers, attachments),
    };
    match planned {
        Ok(route) => checked.route = route,
        Err(Stop::Refused(refusal)) => {
            checked.refusal.get_or_insert(refusal);
        }
        Err(Stop::Fault(fault)) => return Err(fault),
    }
    Ok(checked)
}

/// Whether a service is about leave: its form asks for the kind.
fn asks_for_leave(work: &Work<'_>, pack: &PackRef) -> bool {
    let of_leave = |field: &form_model::Component| field.part == Some(Part::LeaveKind);
    work.the_pack(pack)
        .is_ok_and(|pack| pack.form.fields().iter().any(|field| of_leave(field)))
}

/// What a leave takes; none when the account cannot be seen here.
fn charge(
    work: &Work<'_>,
    person: &PersonId,
    pack: &PackRef,
    leave: &Leave,
    correcting: Option<&CaseId>,
) -> Result<Option<Charge>, Stop> {
    let pack = work.the_pack(pack)?;
    let Some(account) = work.account(person)? else {
        return Ok(None);
    };
    let charge = leave::charge(
        &leave.kind,
        &leave.slices,
        &account,
        &pack.rules,
        correcting,
    )?;
    Ok(Some(charge))
}

fn plan(
    work: &mut Work<'_>,
    person: &PersonId,
    pack_ref: &PackRef,
    answers: &Answers,
    attachments: &[Attachment],
) -> Result<Vec<Planned>, Stop> {
    let on = civil::wall(work.now).date();
    let pack = work.the_pack(pack_ref)?;
    let org = Work::public(work.org()?, &Stream::Org)?;
    let post = org
        .main_post(person, on)
        .ok_or_else(|| Refusal::new("applicant-no-post"))?;
    let case = CaseId::new("preview").map_err(|_| Refusal::new("case-unknown"))?;
    let given = (answers, attachments);
    let checked = submit::check_form(&pack, &org, None, given, work.now)
        .and_then(|()| submit::check_deputy(&pack, &org, person, answers, on));
    let submitted = Submitted {
        case: case.clone(),
        service: pack.manifest.id.clone(),
        pack: pack_ref.clone(),
        applicant: person.clone(),
        post: post.id.clone(),
        unit: post.unit.clone(),
        answers: answers.clone(),
        attachments: attachments.to_vec(),
        number: None,
    };
    work.emit_case(&case, CaseEvent::Submitted(submitted))?;
    flow::start(work, &case)?;
    let route = walked(work, &case)?;
    checked?;
    Ok(route)
}

fn plan_correction(
    work: &mut Work<'_>,
    case: &CaseId,
    answers: &Answers,
    attachments: &[Attachment],
) -> Result<Vec<Planned>, Stop> {
    let state = work.the_case(case)?;
    let pack = work.the_pack(&state.pack)?;
    let station = state
        .open_stations()
        .find(|station| station.role == Role::Correct)
        .cloned();
    let station = station.ok_or_else(|| Refusal::new("station-unknown"))?;
    let org = Work::public(work.org()?, &Stream::Org)?;
    let given = (answers, attachments);
    let before = Some(&*state.answers);
    let checked = submit::check_form(&pack, &org, before, given, work.now).and_then(|()| {
        submit::check_deputy(
            &pack,
            &org,
            &state.applicant,
            answers,
            civil::wall(work.now).date(),
        )
    });
    let corrected = Corrected {
        answers: answers.clone(),
        attachments: attachments.to_vec(),
        by: state.applicant.clone(),
    };
    work.emit_case(case, CaseEvent::Corrected(corrected))?;
    flow::close(
        work,
        case,
        &station,
        supposed(work.now, station.role, Some(state.applicant.clone())),
    )?;
    let route = walked(work, case)?;
    checked?;
    Ok(route)
}

/// A signature that a preview supposes.
fn supposed(now: i64, role: Role, by: Option<PersonId>) -> Closed {
    Closed {
        by,
        signed: now,
        ..Closed::unsigned(agreed(Outcome::Done, role))
    }
}

/// Who agrees where it is decided has decided.
fn agreed(outcome: Outcome, role: Role) -> Outcome {
    match (outcome, role) {
        (Outcome::Done, Role::Decide) => Outcome::Decided,
        _ => outcome,
    }
}

/// The stations that lie ahead of a case, the open ones first.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn ahead(world: &dyn World, case: &Case, now: i64) -> Result<Vec<Planned>, Fault> {
    let mut work = Work::new(world, OperationId([0; 32]), now);
    match walked(&mut work, &case.id) {
        Ok(route) => Ok(route),
        Err(Stop::Refused(_)) => Ok(Vec::new()),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// What an operation on a case would come to.
#[derive(Debug, Clone)]
pub enum Tried {
    /// The case as it would be then, and the stations that would lie ahead of it.
    Becomes(Arc<Case>, Vec<Planned>),
    /// It would be refused.
    Refused(Refusal),
}

/// Tries an operation on a case by deciding it, without anything becoming true.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn try_on(
    world: &dyn World,
    case: &CaseId,
    operation: &Operation,
    now: i64,
) -> Result<Tried, Fault> {
    let mut work = Work::new(world, operation.id, now);
    let tried = consider(&mut work, operation).and_then(|()| {
        let state = work.the_case(case)?;
        Ok((state, walked(&mut work, case)?))
    });
    match tried {
        Ok((state, ahead)) => Ok(Tried::Becomes(state, ahead)),
        Err(Stop::Refused(refusal)) => Ok(Tried::Refused(refusal)),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// The stations that would be open next if an open station were closed with this outcome.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn after(
    world: &dyn World,
    case: &Case,
    station: &Station,
    outcome: Outcome,
    now: i64,
) -> Result<Vec<Planned>, Fault> {
    let mut work = Work::new(world, OperationId([0; 32]), now);
    match opened_by(&mut work, case, station, outcome) {
        Ok(opened) => Ok(opened),
        Err(Stop::Refused(_)) => Ok(Vec::new()),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

fn opened_by(
    work: &mut Work<'_>,
    case: &Case,
    station: &Station,
    outcome: Outcome,
) -> Result<Vec<Planned>, Stop> {
    let on = civil::wall(work.now).date();
    let org = Work::public(work.org()?, &Stream::Org)?;
    let signer = org.at_desk(&station.desk, on).into_iter().next();
    let closed = Closed {
        outcome: agreed(outcome, station.role),
        ..supposed(work.now, station.role, signer)
    };
    let by = closed.by.clone().unwrap_or_else(|| case.applicant.clone());
    let back = match outcome {
        Outcome::Returned => route::Way::to_applicant(case, station, by),
        _ => None,
    };
    match back {
        Some(way) => route::back_along(work, &case.id, station, closed, &way)?,
        None => flow::close(work, &case.id, station, closed)?,
    }
    let state = work.the_case(&case.id)?;
    let opened = state
        .open_stations()
        .filter(|s| case.station(&s.id).is_none());
    Ok(opened.map(|station| planned(&org, station, on)).collect())
}

fn planned(org: &Org, station: &Station, on: jiff::civil::Date) -> Planned {
    Planned {
        element: station.element.clone(),
        role: station.role,
        slot: station.slot.clone(),
        desk: station.desk.clone(),
        people: org.at_desk(&station.desk, on),
    }
}

/// Closes one open station after the other in favour, and notes each.
fn walked(work: &mut Work<'_>, case: &CaseId) -> Result<Vec<Planned>, Stop> {
    let on = civil::wall(work.now).date();
    let mut route = Vec::new();
    for _ in 0..MAX_STATIONS {
        let state = work.the_case(case)?;
        let Some(station) = state.open_stations().next().cloned() else {
            break;
        };
        let org = Work::public(work.org()?, &Stream::Org)?;
        let here = planned(&org, &station, on);
        let signer = here.people.first().cloned();
        route.push(here);
        if station.role == Role::File {
            break;
        }
        flow::close(
            work,
            case,
            &station,
            supposed(work.now, station.role, signer),
        )?;
    }
    Ok(route)
}
