//! Acting at a station at all, and what is not along a route: withdraw, file.

use std::sync::Arc;

use super::flow;
use super::standing::{Claim, Standing, claimed};
use super::work::Work;
use crate::Refusal;
use crate::case::{Case, CaseEvent, Closed, Outcome, Role, Station, Status};
use crate::ids::{CaseId, PersonId, StationId};
use crate::operation::{Actor, File, Operation, Withdraw};
use crate::world::Stop;

/// The longest opinion or reason, in characters.
pub const MAX_WORDS: usize = 500;

/// The person who signed; the agency does not act at stations.
pub(super) fn person(operation: &Operation) -> Result<&PersonId, Refusal> {
    match &operation.actor {
        Actor::Person(person) => Ok(person),
        Actor::Agency => Err(Refusal::new("operation-person-only")),
    }
}

pub(super) fn check_words(text: &str, required: bool) -> Result<(), Refusal> {
    check_length(text, MAX_WORDS)?;
    if required && text.trim().is_empty() {
        Err(Refusal::new("reason-required"))
    } else {
        Ok(())
    }
}

pub(super) fn check_length(text: &str, limit: usize) -> Result<(), Refusal> {
    if text.chars().count() > limit {
        return Err(Refusal::new("words-too-long").with("limit", limit));
    }
    Ok(())
}

/// An open station at which the actor may act.
pub(super) struct Place {
    pub(super) case: Arc<Case>,
    pub(super) station: Station,
    pub(super) claim: Claim,
    pub(super) by: PersonId,
}

impl Place {
    pub(super) fn find(
        work: &Work<'_>,
        operation: &Operation,
        case: &CaseId,
        station: &StationId,
        roles: &[Role],
    ) -> Result<Self, Stop> {
        let by = person(operation)?.clone();
        let case = work.the_case(case)?;
        let station = case
            .station(station)
            .ok_or_else(|| Refusal::new("station-unknown"))?
            .clone();
        if let Some(closed) = &station.closed {
            return Err(lost_race(&case, closed).into());
        }
        if !roles.contains(&station.role) {
            return Err(Refusal::new("station-role").into());
        }
        let claim = claimed(work, &case, &station, &by, operation, work.now)??;
        Ok(Self {
            case,
            station,
            claim,
            by,
        })
    }

    pub(super) fn closed(&self, operation: &Operation, outcome: Outcome, opinion: &str) -> Closed {
        let Standing {
            acting_for, title, ..
        } = &self.claim.standing;
        Closed {
            outcome,
            by: Some(self.by.clone()),
            acting_for: acting_for.clone(),
            title: title.clone(),
            signed: operation.at,
            opinion: opinion.trim().to_owned(),
            provisional: None,
            sealed: None,
            right: Some(self.claim.right()),
        }
    }
}

/// Why somebody came too late, with who was first and when.
fn lost_race(case: &Case, closed: &Closed) -> Refusal {
    let line = case.history.iter().rev().find(|line| match case.status {
        Status::Withdrawn => line.what == "withdrawn",
        Status::Refused => line.what == "failed",
        _ => line.by == closed.by,
    });
    let code = match case.status {
        Status::Withdrawn => "late-withdrawn",
        Status::Refused => "late-ended",
        _ if closed.outcome == Outcome::Returned => "late-returned",
        _ => "late-done",
    };
    let mut refusal = Refusal::new(code).with("applicant_person", &case.applicant);
    if let Some(leave) = &case.leave {
        refusal = refusal.with("from_date", leave.span.from.date());
    }
    match line {
        Some(line) => {
            let refusal = refusal.with("at_ms", line.at);
            match &line.by {
                Some(by) => refusal.with("by_person", by),
                None => refusal,
            }
        }
        None => refusal,
    }
}

pub(super) fn withdraw(
    work: &mut Work<'_>,
    operation: &Operation,
    withdraw: &Withdraw,
) -> Result<(), Stop> {
    check_words(&withdraw.reason, false)?;
    let by = person(operation)?;
    let case = work.the_case(&withdraw.case)?;
    if case.applicant != *by {
        return Err(Refusal::new("withdraw-other").into());
    }
    if case.status == Status::Withdrawn {
        return Err(Refusal::new("withdraw-twice").into());
    }
    if let Some(closed) = decision(&case) {
        let refusal = Refusal::new("withdraw-too-late").with("signed_ms", closed.signed);
        let refusal = closed
            .by
            .iter()
            .fold(refusal, |refusal, by| refusal.with("by_person", by));
        return Err(refusal.into());
    }
    if case.status.is_ended() {
        return Err(Refusal::new("withdraw-ended").into());
    }
    work.emit_case(
        &withdraw.case,
        CaseEvent::Withdrawn(by.clone(), withdraw.reason.trim().to_owned()),
    )?;
    flow::message(work, &withdraw.case, "withdraw")
}

/// The signature by which a case is decided, so that it is not the applicant's any more: the
/// decision on its route; where the flow itself leads from head to head, the first approval since it
/// was last sent back.
fn decision(case: &Case) -> Option<&Closed> {
    let outcome = |station: &Station| station.closed.as_ref().map(|closed| closed.outcome);
    let mut stations = case.stations.iter();
    let since = stations.rposition(|station| outcome(station) == Some(Outcome::Returned));
    let mut stations = case.stations.iter().skip(since.map_or(0, |last| last + 1));
    stations.find_map(|station| {
        let closed = station.closed.as_ref()?;
        let is_led = |case: &Case| {
            let route = case.routes.get(&station.token);
            route.is_none_or(|route| route.slots().len() == 1)
        };
        let decides = closed.outcome == Outcome::Decided
            || station.role == Role::Approve && closed.outcome == Outcome::Done && is_led(case);
        decides.then_some(closed)
    })
}

pub(super) fn file(work: &mut Work<'_>, operation: &Operation, file: &File) -> Result<(), Stop> {
    let place = Place::find(work, operation, &file.case, &file.station, &[Role::File])?;
    if place.case.file_number.as_deref() != Some(file.number.as_str()) {
        return Err(Refusal::new("file-number")
            .with("number", &file.number)
            .into());
    }
    if let Some(unsealed) = place.case.unsealed().next() {
        let by = unsealed
            .closed
            .as_ref()
            .and_then(|closed| closed.by.as_ref());
        let refusal = Refusal::new("file-unsealed");
        let refusal = by.iter().fold(refusal, |r, by| r.with("by_person", by));
        return Err(refusal.into());
    }
    if file.paper.pages == 0 || file.paper.bytes == 0 {
        return Err(Refusal::new("file-empty").into());
    }
    work.emit_case(
        &file.case,
        CaseEvent::Filed(file.paper.clone(), place.by.clone()),
    )?;
    let closed = place.closed(operation, Outcome::Done, "");
    flow::close(work, &file.case, &place.station, closed)
}
