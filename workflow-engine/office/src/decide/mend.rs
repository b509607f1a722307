//! What an administrator does to flows: mends one that is stuck, brings cases over to another
//! version of their service.

use workflow_engine::migration::{Course, Misfit};
use workflow_engine::run::{self, Input};

use super::act::check_words;
use super::flow;
use super::work::Work;
use crate::case::{Case, CaseEvent, Mended, WentOver};
use crate::ids::PersonId;
use crate::operation::{Actor, GoOver, Mend, Mending, Operation};
use crate::world::{Reading, Stop};
use crate::{Refusal, Stream, civil};

/// The office whose people are administrators. 系統管理
pub const SYSTEM: &str = "system";

/// The person who signed, when somebody of the office `system` did; none for the agency itself.
/// Nobody mends the flow of a case of their own, or one that waits for them.
fn administrator(
    work: &Work<'_>,
    operation: &Operation,
    case: &Case,
) -> Result<Option<PersonId>, Stop> {
    let person = match &operation.actor {
        Actor::Agency => return Ok(None),
        Actor::Person(person) => person,
    };
    let org = Work::public(work.org()?, &Stream::Org)?;
    let on = civil::wall(work.now).date();
    if !org.serves_in(person, SYSTEM, on) {
        return Err(Refusal::new("operation-administrator-only").into());
    }
    let mut open = case.open_stations();
    if case.applicant == *person || open.any(|s| org.at_desk(&s.desk, on).contains(person)) {
        return Err(Refusal::new("operation-own-case").into());
    }
    Ok(Some(person.clone()))
}

pub(super) fn mend(work: &mut Work<'_>, operation: &Operation, mend: &Mend) -> Result<(), Stop> {
    let case = work.the_case(&mend.case)?;
    let by = administrator(work, operation, &case)?;
    check_words(&mend.reason, true)?;
    let element = |token: &run::TokenId| {
        let here = case.flow.tokens.get(token);
        here.map(|here| here.element.to_string())
            .unwrap_or_default()
    };
    let (what, element, input) = match mend.mending.clone() {
        Mending::Retry(token, variables) => (
            "retried",
            element(&token),
            Input::Retry { token, variables },
        ),
        Mending::Move(token, to) => ("moved", to.clone(), Input::MoveToken { token, to }),
        Mending::Cancel(token) => ("cancelled", element(&token), Input::CancelToken { token }),
        Mending::Begin(element, scope) => (
            "begun",
            element.clone(),
            Input::BeginElement { element, scope },
        ),
        Mending::Set(token, variables) => {
            let element = token.as_ref().map(element).unwrap_or_default();
            ("set", element, Input::SetVariables { token, variables })
        }
    };
    let mended = Mended {
        by,
        what: what.to_owned(),
        element,
        reason: mend.reason.trim().to_owned(),
    };
    work.emit_case(&mend.case, CaseEvent::Mended(mended))?;
    flow::mend(work, &mend.case, input)
}

pub(super) fn go_over(
    work: &mut Work<'_>,
    operation: &Operation,
    over: &GoOver,
) -> Result<(), Stop> {
    let case = work.the_case(&over.case)?;
    let by = administrator(work, operation, &case)?;
    check_words(&over.reason, true)?;
    if case.service != over.service {
        return Err(Refusal::new("migration-service").into());
    }
    let packs = Work::public(work.packs()?, &Stream::Packs)?;
    if !packs.knows(&over.service, &over.to) {
        return Err(Refusal::new("pack-unknown")
            .with("version", over.to.version)
            .into());
    }
    let (from, to) = (work.the_pack(&case.pack)?, work.the_pack(&over.to)?);
    let course = Course::new(&from.flow, &to.flow, &over.migration).map_err(misfits)?;
    let moves = flow::migrated(work, &over.case, &course)?;
    let event = WentOver {
        pack: over.to.clone(),
        by,
        reason: over.reason.trim().to_owned(),
    };
    work.emit_case(&over.case, CaseEvent::WentOver(event))?;
    work.emit_case(&over.case, CaseEvent::FlowMoved(moves))?;
    flow::go_on(work, &over.case)
}

/// The first reason why no case can go over.
fn misfits(found: Vec<Misfit>) -> Refusal {
    let Some(first) = found.first() else {
        return Refusal::new("migration-kind");
    };
    Refusal::new(first.code)
        .with("element", &first.element)
        .with("to", &first.to)
}
