//! Which file of a draft belongs to which field.

use feel::Value;
use form_model::Kind;
use office::operation::{Answers, Attachment};

use super::Stored;
use super::places::{Place, at};
use crate::Failure;
use crate::session::Session;

/// The files of a field, as answers name them. What no field of the form names is of the first
/// that takes files.
pub(super) fn of<'s>(
    stored: &'s Stored,
    places: &[Place<'_>],
    path: &str,
) -> impl Iterator<Item = &'s Attachment> {
    let pickers: Vec<&Place<'_>> = places.iter().filter(|place| takes(place)).collect();
    let is_first = pickers.first().is_some_and(|first| first.path == path);
    let named: Vec<String> = pickers
        .iter()
        .flat_map(|place| entries(stored.text(&place.path)))
        .map(str::to_owned)
        .collect();
    let own: Vec<String> = entries(stored.text(path)).map(str::to_owned).collect();
    stored.attachments.iter().filter(move |file| {
        let mark = file.mark();
        own.contains(&mark) || is_first && !named.contains(&mark)
    })
}

/// Whether a place is a field that takes files.
pub(super) fn takes(place: &Place<'_>) -> bool {
    place.field.kind == Kind::Filepicker
}

fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|entry| !entry.is_empty())
}

/// What a field that takes files is answered with.
pub(super) fn answer(stored: &Stored, places: &[Place<'_>], path: &str) -> Value {
    let marks: Vec<Value> = of(stored, places, path)
        .map(|file| Value::text(file.mark()))
        .collect();
    match marks.is_empty() {
        true => Value::Null,
        false => Value::List(marks),
    }
}

/// The files that go with answers: those that only a field names which is not asked any more are
/// seen by nobody, and stay behind.
pub(super) fn sent(stored: &Stored, places: &[Place<'_>], answers: &Answers) -> Vec<Attachment> {
    let named = |asked: bool| -> Vec<&str> {
        let is_asked = |place: &&Place<'_>| at(answers, &place.path).is_some() == asked;
        let pickers = places.iter().filter(|place| takes(place)).filter(is_asked);
        pickers
            .flat_map(|place| entries(stored.text(&place.path)))
            .collect()
    };
    let (asked, hidden) = (named(true), named(false));
    let stays = |file: &&Attachment| {
        let mark = file.mark();
        !hidden.contains(&mark.as_str()) || asked.contains(&mark.as_str())
    };
    stored.attachments.iter().filter(stays).cloned().collect()
}

/// Takes the files away that only a row named which is gone.
pub(super) fn without_row(stored: &mut Stored, before: &[String]) {
    let named = |mark: &String| {
        stored
            .texts
            .values()
            .any(|text| entries(text).any(|entry| entry == mark))
    };
    let gone: Vec<&String> = before.iter().filter(|mark| !named(mark)).collect();
    stored
        .attachments
        .retain(|file| !gone.contains(&&file.mark()));
}

/// What is named in a row of a list.
pub(super) fn in_row(stored: &Stored, places: &[Place<'_>], row: &str) -> Vec<String> {
    let inside = |place: &&Place<'_>| takes(place) && place.path.starts_with(row);
    let named = places.iter().filter(inside);
    let named = named.flat_map(|place| entries(stored.text(&place.path)));
    named.map(str::to_owned).collect()
}

/// Notes that a file belongs to a field.
pub(crate) fn put(stored: &mut Stored, field: &str, file: &Attachment) {
    let mark = file.mark();
    let text = stored.texts.entry(field.to_owned()).or_default();
    if entries(text).all(|known| known != mark) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&mark);
    }
}

/// Whether a field takes files; no field may be named.
///
/// # Errors
/// `field-unknown` (field).
pub(crate) fn may_take(session: &Session, stored: &Stored, field: &str) -> Result<(), Failure> {
    let (_, pack) = super::pack_of(&session.world(), stored)?;
    let places = stored.places(&pack);
    let is_there = places
        .iter()
        .any(|place| takes(place) && place.path == field);
    match field.is_empty() || is_there {
        true => Ok(()),
        false => Err(Failure::new("field-unknown").with("field", field)),
    }
}

/// Takes files out of a field, or out of the draft where none is named. A file that another field
/// has too stays there.
///
/// # Errors
/// When the form cannot be read.
pub(crate) fn detach(
    session: &Session,
    stored: &mut Stored,
    field: &str,
    goes: impl Fn(&Attachment) -> bool,
) -> Result<(), Failure> {
    let (_, pack) = super::pack_of(&session.world(), stored)?;
    let places = stored.places(&pack);
    let marks: Vec<String> = stored
        .attachments
        .iter()
        .filter(|file| goes(file))
        .map(Attachment::mark)
        .collect();
    let mut elsewhere = Vec::new();
    for place in places.iter().filter(|place| takes(place)) {
        let Some(text) = stored.texts.get_mut(&place.path) else {
            continue;
        };
        let own = |entry: &&str| marks.iter().any(|mark| mark == entry);
        if field.is_empty() || field == place.path {
            let left: Vec<&str> = entries(text).filter(|entry| !own(entry)).collect();
            *text = left.join("\n");
        } else {
            elsewhere.extend(entries(text).filter(own).map(str::to_owned));
        }
    }
    stored
        .attachments
        .retain(|file| !goes(file) || elsewhere.contains(&file.mark()));
    Ok(())
}
