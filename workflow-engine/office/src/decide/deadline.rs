//! Whoever keeps a case waiting is reminded (稽催), then the head above them is told (逾期陳報). It
//! becomes true by the agency's own clock only; a person's computer shows when it will.

use workflow_engine::time::Working;

use super::hours::OfficeHours;
use super::standing::covering;
use super::work::Work;
use crate::case::{Case, CaseEvent, Role, Station};
use crate::civil;
use crate::ids::CaseId;
use crate::org::Desk;
use crate::world::{Reading, Stop};

/// Sets when a station that opens now is due, as the service says.
pub(super) fn set(work: &Work<'_>, case: &Case, station: &mut Station) -> Result<(), Stop> {
    (station.remind_at, station.escalate_at) = due(work, case, station)?;
    Ok(())
}

/// When whoever must act at a station is reminded, and when the head above is told, by the working
/// days as they are known now.
fn due(
    work: &Work<'_>,
    case: &Case,
    station: &Station,
) -> Result<(Option<i64>, Option<i64>), Stop> {
    let deadlines = work.the_pack(&case.pack)?.manifest.deadline;
    let hours = OfficeHours::of(work)?;
    let after = |days: u8| {
        let length = Working::Days(u32::from(days));
        let counts = days > 0 && station.role != Role::File;
        counts
            .then(|| length.after(station.opened, &hours))
            .flatten()
    };
    let escalates = station.role != Role::Correct;
    let escalate = after(deadlines.escalate).filter(|_| escalates);
    Ok((after(deadlines.remind), escalate))
}

/// What is due now becomes true.
pub(super) fn pass(work: &mut Work<'_>, case: &CaseId) -> Result<(), Stop> {
    let state = work.the_case(case)?;
    if state.status.is_ended() {
        return Ok(());
    }
    let now = work.now;
    let is_due = |at: Option<i64>| at.is_some_and(|at| at <= now);
    for station in state.open_stations() {
        if !is_due(station.remind_at) && !is_due(station.escalate_at) {
            continue;
        }
        let (remind, escalate) = due(work, &state, station)?;
        let moved = (
            station.remind_at.and(remind),
            station.escalate_at.and(escalate),
        );
        if moved != (station.remind_at, station.escalate_at) {
            let event = CaseEvent::DueMoved(station.id.clone(), moved.0, moved.1);
            work.emit_case(case, event)?;
        }
        let station = Station {
            remind_at: moved.0,
            escalate_at: moved.1,
            ..station.clone()
        };
        let station = &station;
        if is_due(station.remind_at) {
            work.emit_case(case, CaseEvent::Reminded(station.id.clone()))?;
        }
        if is_due(station.escalate_at) {
            let event = match above(work, &state, station)? {
                Some(desk) => CaseEvent::Escalated(station.id.clone(), desk),
                None => CaseEvent::Reminded(station.id.clone()),
            };
            work.emit_case(case, event)?;
        }
    }
    Ok(())
}

/// The desk of the nearest head above whoever must act, who is not the applicant.
fn above(work: &Work<'_>, case: &Case, station: &Station) -> Result<Option<Desk>, Stop> {
    let Some(org) = work.org()? else {
        return Ok(None);
    };
    let on = civil::wall(work.now).date();
    let mut people = org.at_desk(&station.desk, on);
    if let Some((_, covering)) = covering(&org, case, station, on) {
        people = covering.into_iter().cloned().collect();
    }
    let of_somebody = people.first().map(|person| org.heads_above(person, on));
    let heads = of_somebody.unwrap_or_else(|| match &station.desk {
        Desk::Post(vacant) => org.heads_over(vacant, on),
        Desk::Person(_) | Desk::Office(_) => Vec::new(),
    });
    let fits = |post: &&crate::org::Post| {
        let holders = org.holders(&post.id, on);
        !holders.is_empty() && !holders.contains(&&case.applicant)
    };
    let found = heads.into_iter().find(fits);
    Ok(found.map(|post| Desk::Post(post.id.clone())))
}
