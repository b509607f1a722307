//! What a station fills in of the form, beside its signature. 關卡填寫

use std::borrow::Cow;

use form_model::{Session, check_at, fill_in, filled_in};

use super::act::Place;
use super::flow;
use super::picked::{check_card, check_files, check_picked};
use super::work::Work;
use crate::Refusal;
use crate::case::{Case, CaseEvent, FilledIn, Station};
use crate::operation::{Answers, Filled, Operation};
use crate::pack::{Pack, around_form};
use crate::stream::Stream;
use crate::world::{Reading, Stop};

/// The name by which the form asks a station to fill something in; none where it asks for nothing.
#[must_use]
pub fn asks_to_fill<'c>(pack: &Pack, case: &'c Case, station: &'c Station) -> Option<&'c str> {
    let name = case.form_station(station)?;
    pack.form.asks_at(name).then_some(name)
}

/// Makes true what a station filled in, before it is signed; refuses a signature without what the
/// form wants there. What the form computes is computed here, and must be what was signed.
pub(super) fn fill(
    work: &mut Work<'_>,
    operation: &Operation,
    place: &Place,
    filled: Option<&Filled>,
) -> Result<bool, Stop> {
    let case = &place.case;
    let pack = work.the_pack(&case.pack)?;
    let given = filled.map_or_else(Cow::default, |filled| Cow::Borrowed(&filled.answers));
    if given.is_empty() && !pack.form.has_stations() {
        return Ok(false);
    }
    not_overtaken(operation, case, &given)?;
    let signed = operation.at.min(work.now);
    let after = counted(&pack, case, &place.station, &given, signed)?;
    if given.is_empty() {
        return Ok(false);
    }
    let org = Work::public(work.org()?, &Stream::Org)?;
    check_picked(&pack, &org, &after, signed)?;
    check_files(&pack, (&after, &case.attachments), signed)?;
    check_card(&pack, &given, operation.key)?;
    let event = FilledIn {
        station: place.station.id.clone(),
        by: place.by.clone(),
        acting_for: place.claim.standing.acting_for.clone(),
        answers: given.into_owned(),
    };
    work.emit_case(&case.id, CaseEvent::FilledIn(event))?;
    flow::filled_in(work, &case.id)?;
    Ok(true)
}

/// The answers of a case after a station filled in its part.
fn counted(
    pack: &Pack,
    case: &Case,
    station: &Station,
    given: &Answers,
    signed: i64,
) -> Result<Answers, Refusal> {
    let name = case.form_station(station).unwrap_or_default();
    let mut after = Answers::clone(&case.answers);
    fill_in(&mut after, given);
    let context = around_form(signed);
    let problems = check_at(&pack.form, &case.answers, &after, &context, name);
    if let Some(first) = problems.first() {
        return Err(refused(&first.path, first.code).with("count", problems.len()));
    }
    let session = Session::open_at(&pack.form, after, context, Some(name));
    let session = session.map_err(|problem| refused(&problem.path, problem.code))?;
    let computed = filled_in(&case.answers, &session);
    let other = |path: &&String| given.get(*path) != computed.get(*path);
    match computed.keys().chain(given.keys()).find(other) {
        Some(path) => Err(refused(path, "answer-computed").with("count", 1)),
        None => Ok(session.answers().clone()),
    }
}

fn refused(field: &str, problem: &str) -> Refusal {
    let refusal = Refusal::new("answers-refused").with("field", field);
    refusal.with("problem", problem)
}

/// Nobody fills in what another station filled in since they saw the case.
fn not_overtaken(operation: &Operation, case: &Case, given: &Answers) -> Result<(), Refusal> {
    let saw = operation.saw.unwrap_or(i64::MAX);
    let mut lines = case.history.iter().rev();
    let other = lines.find(|line| {
        let fields = line.facts.get("fields").map(String::as_str);
        let mut fields = fields.unwrap_or_default().split(' ');
        line.what == "filled-in" && line.at > saw && fields.any(|path| given.contains_key(path))
    });
    let Some(line) = other else { return Ok(()) };
    let refusal = Refusal::new("late-filled").with("filled_ms", line.at);
    let by = line.by.iter();
    Err(by.fold(refusal, |refusal, by| refusal.with("by_person", by)))
}
