//! Who may see which stream. The agency sends a person's computer nothing else.

use crate::State;
use crate::away::Away;
use crate::case::{Case, Outcome, Status};
use crate::civil;
use crate::decide::SYSTEM;
use crate::ids::PersonId;
use crate::stream::Stream;
use crate::world::{Fault, Reading, World};

/// Whether a person may see a stream at a time (ms).
///
/// Everybody: the agency, the calendar, the services. A case: its applicant,
/// everybody who was or is at one of its desks or signed there, the heads above
/// the applicant, the personnel office, once it is filed, the archives, and
/// while its flow is stuck, the administrators; while a deputation to which they
/// agreed is in force, those who stand in for somebody at one of its desks. A
/// leave account: its owner, the heads above, the personnel office. Absences and
/// deputations of a unit: its members, the heads above them, the personnel
/// office, their deputies and whoever was asked to be one until the time of it
/// is over. Numbers: the agency alone.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn may_see(
    world: &dyn World,
    person: &PersonId,
    stream: &Stream,
    now: i64,
) -> Result<bool, Fault> {
    let on = civil::wall(now).date();
    let Some(org) = world.org()? else {
        return Ok(false);
    };
    let personnel = || org.serves_in(person, "personnel", on);
    Ok(match stream {
        Stream::Org | Stream::Calendar | Stream::Packs => org.people.contains_key(person),
        Stream::Series(_) => false,
        Stream::Account(owner) => owner == person || personnel() || org.is_above(person, owner, on),
        Stream::Away(unit) => {
            let members = org.members(unit, on);
            members.contains(person)
                || personnel()
                || members.iter().any(|member| {
                    org.is_above(person, member, on) || deputises(&org, person, member, on)
                })
                || world
                    .away(unit)?
                    .is_some_and(|away| is_named(&away, person, now))
        }
        Stream::Case(_) => {
            let Some(state) = world.state(stream)? else {
                return Ok(false);
            };
            let State::Case(Some(case)) = &*state else {
                return Ok(false);
            };
            takes_part(world, case, person, now)?
                || personnel()
                || org.is_above(person, &case.applicant, on)
                || case.status == Status::Filed && org.serves_in(person, "archives", on)
                || case.is_stuck() && org.serves_in(person, SYSTEM, on)
        }
    })
}

/// Whether somebody is named in a deputation of the unit whose time is not over, also when it
/// was ended: they must learn of that.
fn is_named(away: &Away, person: &PersonId, now: i64) -> bool {
    let moment = civil::wall(now);
    away.deputations.values().any(|kept| {
        let asked = &kept.deputation;
        let named = [&asked.principal, &asked.deputy, &asked.asked_by].contains(&person);
        named && moment < asked.to
    })
}

fn deputises(
    org: &crate::org::Org,
    person: &PersonId,
    member: &PersonId,
    on: jiff::civil::Date,
) -> bool {
    org.deputies_of(member, on).contains(&person)
}

/// What somebody did along a route or beside it, so that they keep a part in the case. Mending its
/// flow is no part in it.
const DONE: [&str; 13] = [
    "added",
    "asked-unit",
    "delegated",
    "transferred",
    "taken-back",
    "taken-off",
    "copied",
    "said",
    "agreed-late",
    "agreed-spared",
    "opposed-late",
    "opposed-spared",
    "recalled",
];

/// Whether a person asked for a case, did something in it or can sign in it, stands in for its
/// applicant, or was sent a copy, at a time (ms). Who waits for others that they asked to come
/// before them still has a part.
pub fn takes_part(
    world: &dyn World,
    case: &Case,
    person: &PersonId,
    now: i64,
) -> Result<bool, Fault> {
    let copied = case.copies.iter().any(|copy| copy.to == *person);
    if copied || case.applicant == *person || case.deputy().as_ref() == Some(person) {
        return Ok(true);
    }
    let did = |line: &crate::case::Line| {
        let whose = [line.by.as_ref(), line.acting_for.as_ref()];
        whose.contains(&Some(person)) && DONE.contains(&line.what.as_str())
    };
    if case.history.iter().any(|line| did(line)) {
        return Ok(true);
    }
    let on = civil::wall(now).date();
    let Some(org) = world.org()? else {
        return Ok(false);
    };
    for station in &case.stations {
        let outcome = station.closed.as_ref().map(|closed| closed.outcome);
        let waits = matches!(outcome, None | Some(Outcome::Paused));
        let signed = station.closed.as_ref().is_some_and(|closed| {
            closed.by.as_ref() == Some(person) || closed.acting_for.as_ref() == Some(person)
        });
        let here = |desk| org.at_desk(desk, on).contains(person);
        let escalated = station.escalated.as_ref().is_some_and(here);
        if signed || waits && (escalated || here(&station.desk)) {
            return Ok(true);
        }
        if station.closed.is_none()
            && (super::decide::standing(world, case, station, person, now)?.is_some()
                || super::decide::is_shown_to_deputy(world, case, station, person, now)?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
