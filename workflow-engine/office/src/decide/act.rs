//! Acting at a station at all, and what is not along a route: withdraw, file.

use std::sync::Arc;

use super::flow;
use super::standing::{Claim, Standing, claimed};
use super::work::Work;
use crate::Refusal;
use crate::case::{Case, CaseEvent, Closed, Outcome, Role, Station, Status};
use crate::ids::{CaseId, PersonId, StationId};
use crate::operation::{Actor, File, Operation, Withdraw};
use crate::route::Stand;
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
            .ok_or_else(|| Refusal::new("station-unknown").with("station", station))?
            .clone();
        if let Some(closed) = &station.closed {
            return Err(lost_race(&case, &station, closed).into());
        }
        if !roles.contains(&station.role) {
            let refusal = Refusal::new("station-role").with("station", &station.id);
            return Err(refusal.into());
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

/// Why somebody came too late, with who was first and when: whoever signed here, or whose operation
/// closed the station without a signature. 已簽核、已退回、加簽在前、已轉陳、不必再簽
fn lost_race(case: &Case, station: &Station, closed: &Closed) -> Refusal {
    let code = match (case.status, closed.outcome) {
        (Status::Withdrawn, _) => "late-withdrawn",
        (Status::Refused | Status::Closed, _) => "late-ended",
        (_, Outcome::Returned) => "late-returned",
        (_, Outcome::Paused) => "late-paused",
        (_, Outcome::Transferred) => "late-transferred",
        (_, Outcome::Left) => "late-left",
        _ => "late-done",
    };
    let mut refusal = Refusal::new(code).with("applicant_person", &case.applicant);
    if let Some(leave) = &case.leave {
        let from = leave.span.from.date();
        refusal = refusal.with("leave", "yes").with("from_date", from);
    }
    let ending = station.ending;
    let line = case.history.iter().rev().find(|line| match case.status {
        Status::Withdrawn => line.what == "withdrawn",
        Status::Refused => line.what == "failed",
        Status::Closed => line.what == "closed",
        _ => line.by.is_some() && ending.is_some_and(|end| end.operation == line.operation),
    });
    let at = line.map(|line| line.at).or(ending.map(|ending| ending.at));
    let by = line.and_then(|line| line.by.as_ref());
    let refusal = at
        .iter()
        .fold(refusal, |refusal, at| refusal.with("at_ms", at));
    by.iter()
        .fold(refusal, |refusal, by| refusal.with("by_person", by))
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
        let refusal = Refusal::new("withdraw-other");
        return Err(refusal.with("applicant_person", &case.applicant).into());
    }
    if case.status == Status::Withdrawn {
        let refusal = Refusal::new("withdraw-twice");
        return Err(refusal.with("at_ms", case.updated).into());
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
        let refusal = Refusal::new("withdraw-ended");
        return Err(refusal.with("at_ms", case.updated).into());
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
    let is_return = |station: &Arc<Station>| {
        let closed = station.closed.as_ref();
        closed.is_some_and(|closed| closed.outcome == Outcome::Returned)
    };
    let since = case.stations.iter().rposition(is_return);
    let mut stations = case.stations.iter().skip(since.map_or(0, |last| last + 1));
    stations.find_map(|station| {
        let closed = station.closed.as_ref()?;
        let decides = match closed.outcome {
            Outcome::Decided => still_holds(case, station),
            Outcome::Done => station.role == Role::Approve && is_led(case, station),
            _ => false,
        };
        decides.then_some(closed)
    })
}

/// Whether the flow itself leads from this station to the next.
fn is_led(case: &Case, station: &Station) -> bool {
    let route = case.routes.get(&station.token);
    route.is_none_or(|route| route.slots().len() == 1)
}

/// Whether a decision was not taken back. 抽回
fn still_holds(case: &Case, station: &Station) -> bool {
    let route = case.routes.get(&station.token);
    let slot = route
        .zip(station.slot.as_ref())
        .and_then(|(route, id)| route.slot(id));
    slot.is_none_or(|slot| {
        let last = case.last_at(&slot.id).map(|last| &last.id);
        slot.stand == Stand::Decided && last == Some(&station.id)
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
