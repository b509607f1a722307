//! What an administrator does to flows: mends one that is stuck, brings cases over to another
//! version of their service.

use std::collections::BTreeMap;
use std::sync::Arc;

use workflow_engine::migration::{Course, Misfit};
use workflow_engine::run::{self, Input};

use super::act::check_words;
use super::flow;
use super::work::Work;
use crate::case::{CaseEvent, Mended, WentOver};
use crate::ids::{CaseId, PersonId};
use crate::operation::{Actor, GoOver, MAX_CASES, Mend, Mending, Operation};
use crate::pack::{Pack, PackRef};
use crate::world::{Reading, Stop};
use crate::{Refusal, Stream, civil};

/// The office whose people are administrators. 系統管理
pub const SYSTEM: &str = "system";

/// The person who signed, when somebody of the office `system` did; none for the agency itself.
fn administrator(work: &Work<'_>, operation: &Operation) -> Result<Option<PersonId>, Stop> {
    let person = match &operation.actor {
        Actor::Agency => return Ok(None),
        Actor::Person(person) => person,
    };
    let org = Work::public(work.org()?, &Stream::Org)?;
    if org.serves_in(person, SYSTEM, civil::wall(work.now).date()) {
        Ok(Some(person.clone()))
    } else {
        Err(Refusal::new("operation-administrator-only").into())
    }
}

pub(super) fn mend(work: &mut Work<'_>, operation: &Operation, mend: &Mend) -> Result<(), Stop> {
    let by = administrator(work, operation)?;
    check_words(&mend.reason, true)?;
    let case = work.the_case(&mend.case)?;
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
    let by = administrator(work, operation)?;
    check_words(&over.reason, true)?;
    if over.cases.is_empty() || over.cases.len() > MAX_CASES {
        return Err(Refusal::new("migration-cases")
            .with("limit", MAX_CASES)
            .into());
    }
    let packs = Work::public(work.packs()?, &Stream::Packs)?;
    if !packs.knows(&over.service, &over.to) {
        return Err(Refusal::new("pack-unknown")
            .with("version", over.to.version)
            .into());
    }
    let to = work.the_pack(&over.to)?;
    let mut left: BTreeMap<PackRef, Arc<Pack>> = BTreeMap::new();
    for case in &over.cases {
        let state = work.the_case(case)?;
        if state.service != over.service {
            return Err(Refusal::new("migration-service").with("case", case).into());
        }
        left.insert(state.pack.clone(), work.the_pack(&state.pack)?);
    }
    let mut courses = BTreeMap::new();
    for (version, from) in &left {
        let course = Course::new(&from.flow, &to.flow, &over.migration).map_err(misfits)?;
        courses.insert(version, course);
    }
    for case in &over.cases {
        let event = WentOver {
            pack: over.to.clone(),
            by: by.clone(),
            reason: over.reason.trim().to_owned(),
        };
        let version = work.the_case(case)?.pack.clone();
        if let Some(course) = courses.get(&version) {
            one(work, case, course, event)?;
        }
    }
    Ok(())
}

fn one(
    work: &mut Work<'_>,
    case: &CaseId,
    course: &Course<'_>,
    event: WentOver,
) -> Result<(), Stop> {
    let moves = flow::migrated(work, case, course)?;
    work.emit_case(case, CaseEvent::WentOver(event))?;
    work.emit_case(case, CaseEvent::FlowMoved(moves))?;
    flow::go_on(work, case)
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
