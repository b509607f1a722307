//! A form becomes a case, or corrects one.

use form_model::{APPLICANT, Part, check_at};

use super::act::{Place, person};
use super::flow;
use super::picked::{check_card, check_files, check_picked};
use super::work::Work;
use crate::Refusal;
use crate::case::{self, CaseEvent, Corrected, Outcome, Role, Submitted};
use crate::civil;
use crate::ids::{PersonId, SeriesId};
use crate::operation::{Answers, Attachment, Correct, Operation, Submit};
use crate::org::Org;
use crate::pack::Pack;
use crate::series::SeriesEvent;
use crate::world::{Reading, Stop};
use crate::{Event, Stream};

/// The most files of one case.
pub const MAX_ATTACHMENTS: usize = 500;
/// The most bytes that the list of files takes in an operation: names, media
/// types and hashes, not the files themselves. The rest of
/// [`crate::operation::MAX_CONTENT`] is for the answers.
pub const MAX_ATTACHMENTS_LIST: usize = 40 * 1024;
/// The largest file, in bytes.
pub const MAX_ATTACHMENT: u64 = 2 * 1024 * 1024 * 1024;
/// The longest file name, in characters.
const MAX_FILE_NAME: usize = 200;

pub(super) fn submit(
    work: &mut Work<'_>,
    operation: &Operation,
    submit: &Submit,
) -> Result<(), Stop> {
    let applicant = person(operation)?;
    if operation.acting_for.is_some() {
        return Err(Refusal::new("submit-for-other").into());
    }
    if work.case(&submit.case)?.flatten().is_some() {
        return Err(Refusal::new("case-exists").into());
    }
    let packs = Work::public(work.packs()?, &Stream::Packs)?;
    let pack = work.the_pack(&submit.pack)?;
    let service = pack.manifest.id.clone();
    if !packs.knows(&service, &submit.pack) {
        return Err(Refusal::new("pack-unpublished")
            .with("pack", &service)
            .into());
    }
    let on = civil::wall(work.now).date();
    let org = Work::public(work.org()?, &Stream::Org)?;
    let post = org
        .main_post(applicant, on)
        .ok_or_else(|| Refusal::new("applicant-no-post"))?;
    let signed = operation.at.min(work.now);
    let given = (&submit.answers, &*submit.attachments);
    check_form(&pack, &org, None, given, signed)?;
    check_card(&pack, &submit.answers, operation.key)?;
    check_deputy(&pack, &org, applicant, &submit.answers, on)?;

    let number = next_number(work, &pack, on, submit)?;
    let submitted = Submitted {
        case: submit.case.clone(),
        service,
        pack: submit.pack.clone(),
        applicant: applicant.clone(),
        post: post.id.clone(),
        unit: post.unit.clone(),
        answers: submit.answers.clone(),
        attachments: submit.attachments.clone(),
        number,
    };
    work.emit_case(&submit.case, CaseEvent::Submitted(submitted))?;
    flow::start(work, &submit.case)
}

pub(super) fn correct(
    work: &mut Work<'_>,
    operation: &Operation,
    correct: &Correct,
) -> Result<(), Stop> {
    let place = Place::find(
        work,
        operation,
        &correct.case,
        &correct.station,
        &[Role::Correct],
    )?;
    let pack = work.the_pack(&place.case.pack)?;
    let signed = operation.at.min(work.now);
    let on = civil::wall(work.now).date();
    let org = Work::public(work.org()?, &Stream::Org)?;
    let given = (&correct.answers, &*correct.attachments);
    check_form(&pack, &org, Some(&place.case.answers), given, signed)?;
    check_card(&pack, &correct.answers, operation.key)?;
    check_deputy(&pack, &org, &place.case.applicant, &correct.answers, on)?;
    let corrected = Corrected {
        answers: correct.answers.clone(),
        attachments: correct.attachments.clone(),
        by: place.by.clone(),
    };
    work.emit_case(&correct.case, CaseEvent::Corrected(corrected))?;
    let closed = place.closed(operation, Outcome::Done, "");
    flow::close(work, &correct.case, &place.station, closed)
}

/// The same check of the form for designer, client and server. The day of the form is that of the
/// signature (ms since 1970 UTC): what was right when somebody signed it without a network is not
/// wrong because it came later. `before` are the answers that are corrected: what other stations
/// filled in stays.
pub(super) fn check_form(
    pack: &Pack,
    org: &Org,
    before: Option<&Answers>,
    (answers, attachments): (&Answers, &[Attachment]),
    signed: i64,
) -> Result<(), Refusal> {
    let context = crate::pack::around_form(signed);
    let problems = if pack.form.has_stations() {
        let before = before.cloned().unwrap_or_else(|| started(pack, answers));
        check_at(&pack.form, &before, answers, &context, APPLICANT)
    } else {
        form_model::check(&pack.form, answers, &context)
    };
    if let Some(first) = problems.first() {
        let refusal = Refusal::new("answers-refused")
            .with("field", &first.path)
            .with("problem", first.code);
        return Err(refusal.with("count", problems.len()));
    }
    check_picked(pack, org, answers, signed)?;
    check_attachments(attachments)?;
    check_files(pack, (answers, attachments), signed)
}

/// What the form starts with, as far as the answers still have it: nothing of it needs to be sent.
fn started(pack: &Pack, answers: &Answers) -> Answers {
    let mut start = pack.form.start();
    start.retain(|name, _| answers.contains_key(name));
    start
}

/// Whether a case may have these files.
///
/// # Errors
/// `attachments-many`, `attachments-room`, `attachment-too-large`.
pub fn check_attachments(attachments: &[Attachment]) -> Result<(), Refusal> {
    if attachments.len() > MAX_ATTACHMENTS {
        return Err(Refusal::new("attachments-many").with("limit", MAX_ATTACHMENTS));
    }
    let list = crate::codec::to_bytes(&attachments).len();
    if list > MAX_ATTACHMENTS_LIST {
        return Err(Refusal::new("attachments-room").with("count", attachments.len()));
    }
    let large = attachments
        .iter()
        .find(|a| a.bytes > MAX_ATTACHMENT || a.name.chars().count() > MAX_FILE_NAME);
    large.map_or(Ok(()), |a| {
        let name: String = a.name.chars().take(40).collect();
        Err(Refusal::new("attachment-too-large")
            .with("name", name)
            .with("limit_bytes", MAX_ATTACHMENT))
    })
}

/// Who asks for a leave must name a deputy (公務人員請假規則 art 12). Whoever is named must be
/// somebody else, of the rank, and stand on the list of deputies or in the same unit.
pub(super) fn check_deputy(
    pack: &Pack,
    org: &Org,
    applicant: &PersonId,
    answers: &Answers,
    on: jiff::civil::Date,
) -> Result<(), Refusal> {
    let Some(deputy) = case::deputy(answers) else {
        let fields = pack.form.components();
        let is_leave = fields
            .iter()
            .any(|field| field.part == Some(Part::LeaveKind));
        return match is_leave {
            true => Err(Refusal::new("deputy-missing")),
            false => Ok(()),
        };
    };
    if deputy == *applicant {
        return Err(Refusal::new("deputy-self"));
    }
    let post = org
        .main_post(&deputy, on)
        .ok_or_else(|| Refusal::new("deputy-unknown").with("person", &deputy))?;
    let own_unit = org
        .main_post(applicant, on)
        .is_some_and(|own| own.unit == post.unit);
    if own_unit || org.deputies_of(applicant, on).contains(&&deputy) {
        return org.deputy_fits(applicant, &deputy, on);
    }
    Err(Refusal::new("deputy-not-listed").with("person", &deputy))
}

/// 案號: year of the Republic, word, running number. Only the agency gives it.
fn next_number(
    work: &mut Work<'_>,
    pack: &Pack,
    on: jiff::civil::Date,
    submit: &Submit,
) -> Result<Option<String>, Stop> {
    let word = &pack.manifest.number_word;
    let year = civil::roc_year(on);
    let name = SeriesId::new(format!("case-{}-{year}", word.to_ascii_lowercase()))
        .map_err(|_| Refusal::new("pack-number-word").with("word", word))?;
    let Some(series) = work.series(&name)? else {
        return Ok(None);
    };
    let number = series.next();
    work.emit(
        Stream::Series(name),
        Event::Series(SeriesEvent::Given(number, submit.case.clone())),
    )?;
    Ok(Some(format!("{year}-{word}-{number:05}")))
}
