//! What a form lets somebody pick is there on the day, the files that it names are those of the
//! case, and what it lets somebody sign was signed with the card.

use std::collections::BTreeSet;

use feel::Value;
use form_model::{Kind, Part, Session};
use jiff::civil::Date;

use crate::Refusal;
use crate::civil;
use crate::ids::{PersonId, PostId, UnitId};
use crate::operation::{Answers, Attachment, Key};
use crate::org::Org;
use crate::pack::Pack;

/// Whether every person, unit and post that was picked is there: on the day that the form names,
/// else on the day of the signature (ms since 1970 UTC).
///
/// # Errors
/// `answer-not-known` (field, part).
pub(super) fn check_picked(
    pack: &Pack,
    org: &Org,
    answers: &Answers,
    signed: i64,
) -> Result<(), Refusal> {
    let context = crate::pack::around_form(signed);
    let Ok(session) = Session::open(&pack.form, answers.clone(), context) else {
        return Ok(());
    };
    let today = civil::wall(signed).date();
    let wrong = not_known(&session, org, today).into_iter().next();
    wrong.map_or(Ok(()), Err)
}

/// The persons, units and posts that were picked and are not there: on the day that the form names,
/// else today. Each is a refusal `answer-not-known` (field, part).
#[must_use]
pub fn not_known(session: &Session, org: &Org, today: Date) -> Vec<Refusal> {
    let mut wrong = Vec::new();
    session.each(&mut |seen| {
        let (Some(part), Some(id)) = (&seen.component.part, seen.value.as_text()) else {
            return;
        };
        let on = seen.asked.on.unwrap_or(today);
        if seen.asked.shown && !is_there(org, part, id, on) {
            let refusal = Refusal::new("answer-not-known").with("field", &seen.path);
            wrong.push(refusal.with("part", part.name()));
        }
    });
    wrong
}

/// Whether every file that an answer names is a file of the case.
///
/// # Errors
/// `attachment-not-there` (field).
pub(super) fn check_files(
    pack: &Pack,
    (answers, attachments): (&Answers, &[Attachment]),
    signed: i64,
) -> Result<(), Refusal> {
    let fields = pack.form.fields();
    if fields.iter().all(|field| field.kind != Kind::Filepicker) {
        return Ok(());
    }
    let context = crate::pack::around_form(signed);
    let Ok(session) = Session::open(&pack.form, answers.clone(), context) else {
        return Ok(());
    };
    let marks: BTreeSet<String> = attachments.iter().map(Attachment::mark).collect();
    let mut wrong = None;
    session.each(&mut |seen| {
        if seen.component.kind != Kind::Filepicker {
            return;
        }
        let named = seen.value.as_list().unwrap_or_default().iter();
        let known = |item: &Value| item.as_text().is_some_and(|mark| marks.contains(mark));
        if named.filter(|item| !known(item)).count() > 0 {
            wrong.get_or_insert_with(|| {
                Refusal::new("attachment-not-there").with("field", &seen.path)
            });
        }
    });
    wrong.map_or(Ok(()), Err)
}

fn is_there(org: &Org, part: &Part, id: &str, on: Date) -> bool {
    match part {
        Part::Person => PersonId::new(id).is_ok_and(|person| org.main_post(&person, on).is_some()),
        Part::Unit => UnitId::new(id)
            .is_ok_and(|unit| org.units.contains_key(&unit) && org.unit_stands(&unit, on)),
        Part::Post => PostId::new(id)
            .is_ok_and(|post| org.posts.contains_key(&post) && org.post_stands(&post, on)),
        _ => true,
    }
}

/// Whether the form is signed with the person's card where it says so (`antou-signature`, answered
/// with yes). A card whose authority cannot be asked counts for now (`docs/decisions/0025`).
///
/// # Errors
/// `signature-card`.
pub(super) fn check_card(pack: &Pack, answers: &Answers, key: Key) -> Result<(), Refusal> {
    let signs = asks_for_card(pack, answers);
    match key {
        Key::Device if signs => Err(Refusal::new("signature-card")),
        Key::Device | Key::Card | Key::Unchecked => Ok(()),
    }
}

/// Whether these answers are to be signed with the person's card.
#[must_use]
pub fn asks_for_card(pack: &Pack, answers: &Answers) -> bool {
    let fields = pack.form.fields().into_iter();
    let mut signed = fields.filter(|field| field.part == Some(Part::Signature));
    signed.any(|field| {
        let (first, rest) = field.path.split_once('.').unwrap_or((&field.path, ""));
        let value = answers.get(first).and_then(|value| value.get(rest));
        value.is_some_and(feel::Value::is_true)
    })
}
