//! Whoever keeps a case waiting is reminded (稽催), then the head above them is told (逾期陳報). It
//! becomes true by the agency's own clock only; a person's computer shows when it will.

use workflow_engine::time::Working;

use super::hours::OfficeHours;
use super::work::Work;
use crate::case::{Case, CaseEvent, Role, Station};
use crate::civil;
use crate::ids::CaseId;
use crate::org::{Desk, Org};
use crate::world::{Reading, Stop};

/// Sets when a station that opens now is due, as the service says.
pub(super) fn set(work: &Work<'_>, case: &Case, station: &mut Station) -> Result<(), Stop> {
    let deadlines = work.the_pack(&case.pack)?.manifest.deadline;
    let hours = OfficeHours::of(work)?;
    let due = |days: u8| {
        let length = Working::Days(u32::from(days));
        (days > 0).then(|| length.after(work.now, &hours)).flatten()
    };
    if station.role != Role::File {
        station.remind_at = due(deadlines.remind);
    }
    if !matches!(station.role, Role::File | Role::Correct) {
        station.escalate_at = due(deadlines.escalate);
    }
    Ok(())
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
    let people = org.at_desk(&station.desk, on);
    let of_somebody = people.first().map(|person| org.heads_above(person, on));
    let heads = of_somebody.unwrap_or_else(|| above_post(&org, &station.desk));
    let fits = |post: &&crate::org::Post| {
        let holders = org.holders(&post.id, on);
        !holders.is_empty() && !holders.contains(&&case.applicant)
    };
    let found = heads.into_iter().find(fits);
    Ok(found.map(|post| Desk::Post(post.id.clone())))
}

/// The head of the unit of a post that nobody holds.
fn above_post<'o>(org: &'o Org, desk: &Desk) -> Vec<&'o crate::org::Post> {
    let Desk::Post(vacant) = desk else {
        return Vec::new();
    };
    let unit = org.posts.get(vacant).map(|post| &post.unit);
    let heads = |post: &&crate::org::Post| post.heads.as_ref() == unit && post.id != *vacant;
    org.posts.values().filter(heads).collect()
}
