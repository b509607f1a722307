//! A form while it is being filled in.

mod check;
mod fields;

use std::collections::BTreeMap;

use feel::{Context, Value};
use form_model::{Component, Kind, Part, Problem, Subtype};
use jiff::civil::DateTime;
use office::ids::{CaseId, PackId, StationId};
use office::leave::when;
use office::operation::{Answers, Attachment};
use office::pack::PackRef;
use office::world::Reading;
use office::{Pack, World, civil};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::Failure;
use crate::session::Session;
use crate::texts::Texts;
use crate::views::Sentence;
use crate::world::Staged;

pub(crate) use check::{content, view};

/// Longest text that is kept of one field, in characters.
pub(crate) const MAX_FIELD: usize = 20_000;

/// A draft as the vault keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub service: PackId,
    /// The case that it corrects.
    pub correcting: Option<Correcting>,
    /// What was typed or chosen, by field.
    pub texts: BTreeMap<String, String>,
    /// What a time in plain words meant on the day it was typed: `明天` must not
    /// move while the draft lies.
    pub spans: BTreeMap<String, (DateTime, DateTime)>,
    pub attachments: Vec<Attachment>,
    /// When it was last changed, ms.
    pub saved: i64,
}

/// The case that a draft corrects, and the station that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Correcting {
    pub case: CaseId,
    pub station: StationId,
}

impl Stored {
    /// What the list of drafts calls it: the words that were typed.
    pub(crate) fn title(&self) -> String {
        let text = |field: &str| {
            self.texts
                .get(field)
                .map(String::as_str)
                .unwrap_or_default()
        };
        [text("when"), text("reason")]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A draft as it is understood now.
pub(crate) struct Understood {
    pub pack: Arc<Pack>,
    pub pack_ref: PackRef,
    pub answers: Answers,
    pub problems: Vec<(String, Sentence)>,
    pub context: Context,
    pub texts: Arc<Texts>,
    pub language: String,
}

/// The version of the service that a draft is for.
pub(crate) fn pack_of(
    world: &Staged<'_>,
    stored: &Stored,
) -> Result<(PackRef, Arc<Pack>), Failure> {
    let missing = || Failure::new("service-unknown").with("service", &stored.service);
    let pack_ref = match &stored.correcting {
        Some(at) => world
            .case(&at.case)?
            .flatten()
            .map(|case| case.pack.clone()),
        None => world
            .packs()?
            .and_then(|packs| packs.current.get(&stored.service).cloned()),
    };
    let pack_ref = pack_ref.ok_or_else(missing)?;
    let pack = world
        .pack(&pack_ref)?
        .ok_or_else(|| Failure::new("pack-missing").with("version", pack_ref.version))?;
    Ok((pack_ref, pack))
}

/// Reads what was typed into answers, and finds what cannot stay.
pub(crate) fn understand(
    session: &Session,
    world: &Staged<'_>,
    stored: &Stored,
) -> Result<Understood, Failure> {
    let (pack_ref, pack) = pack_of(world, stored)?;
    let texts = session.known.texts(&pack_ref)?;
    let language = session.settings()?.language;
    let mut answers = Answers::new();
    let mut problems = Vec::new();
    for field in pack.form.fields() {
        let text = stored
            .texts
            .get(&field.path)
            .map(String::as_str)
            .unwrap_or_default();
        match answer(world, stored, field, text)? {
            Ok(Value::Null) => {}
            Ok(value) => put(&mut answers, &field.path, value),
            Err(problem) => problems.push((field.path.clone(), problem)),
        }
    }
    let context = Context::new();
    let answers = form_model::without_hidden(&pack.form, &answers, &context);
    let unread: Vec<String> = problems.iter().map(|(field, _)| field.clone()).collect();
    let found = form_model::check(&pack.form, &answers, &context);
    problems.extend(
        found
            .into_iter()
            .filter(|problem| !unread.contains(&problem.path))
            .map(sentence),
    );
    Ok(Understood {
        pack,
        pack_ref,
        answers,
        problems,
        context,
        texts,
        language,
    })
}

fn sentence(problem: Problem) -> (String, Sentence) {
    let facts = problem
        .facts
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    (
        problem.path,
        Sentence {
            code: problem.code.to_owned(),
            facts,
        },
    )
}

fn put(answers: &mut Answers, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            answers.insert(path.to_owned(), value);
        }
        Some((first, rest)) => {
            let inside = answers
                .entry(first.to_owned())
                .or_insert_with(|| Value::Context(Context::new()));
            if let Value::Context(entries) = inside {
                put(entries, rest, value);
            }
        }
    }
}

/// The answer that a text means.
fn answer(
    world: &Staged<'_>,
    stored: &Stored,
    field: &Component,
    text: &str,
) -> Result<Result<Value, Sentence>, Failure> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(Ok(Value::Null));
    }
    if field.part == Some(Part::When) {
        return Ok(match stored.spans.get(&field.path) {
            Some((from, to)) => Ok(span_value(*from, *to)),
            None => match read_when(world, trimmed)? {
                Ok((from, to)) => Ok(span_value(from, to)),
                Err(unread) => Err(unread),
            },
        });
    }
    let wrong = |expected: &str| {
        Err(Sentence {
            code: "answer-kind".to_owned(),
            facts: [("expected".to_owned(), expected.to_owned())].into(),
        })
    };
    Ok(match &field.kind {
        Kind::Number => trimmed
            .parse()
            .map(Value::Number)
            .or_else(|_| wrong("number")),
        Kind::Checkbox => Ok(Value::Bool(trimmed == "true")),
        Kind::Datetime(Subtype::Date) => {
            trimmed.parse().map(Value::Date).or_else(|_| wrong("date"))
        }
        Kind::Datetime(Subtype::Time) => {
            trimmed.parse().map(Value::Time).or_else(|_| wrong("time"))
        }
        Kind::Datetime(Subtype::DateTime) => trimmed
            .parse()
            .map(Value::DateTime)
            .or_else(|_| wrong("dateTime")),
        Kind::Checklist | Kind::Taglist => {
            Ok(Value::List(trimmed.split('\n').map(Value::text).collect()))
        }
        Kind::Filepicker => Ok(Value::Null),
        _ => Ok(Value::text(trimmed)),
    })
}

fn span_value(from: DateTime, to: DateTime) -> Value {
    Value::Context(Context::from([
        ("from".to_owned(), Value::DateTime(from)),
        ("to".to_owned(), Value::DateTime(to)),
    ]))
}

/// A time in plain words, from now on.
pub(crate) fn read_when(
    world: &Staged<'_>,
    text: &str,
) -> Result<Result<(DateTime, DateTime), Sentence>, Failure> {
    let org = world.org()?.unwrap_or_default();
    let calendar = world.calendar()?.unwrap_or_default();
    let Some(band) = &org.band else {
        return Err(Failure::new("band-missing"));
    };
    Ok(when::read(text, civil::wall(world.now), &calendar, band)
        .map(|span| (span.from, span.to))
        .map_err(|unread| Sentence {
            code: unread.code.to_owned(),
            facts: unread.facts,
        }))
}

/// Takes a change of one field in.
pub(crate) fn set(
    session: &Session,
    stored: &mut Stored,
    field: &str,
    value: String,
) -> Result<(), Failure> {
    let world = session.world();
    let (_, pack) = pack_of(&world, stored)?;
    let fields = pack.form.fields();
    let known = fields.iter().find(|one| one.path == field);
    let component = known.ok_or_else(|| Failure::new("field-unknown").with("field", field))?;
    if value.chars().count() > MAX_FIELD {
        return Err(Failure::new("answer-too-long")
            .with("field", field)
            .with("max", MAX_FIELD));
    }
    stored.spans.remove(field);
    if component.part == Some(Part::When)
        && let Ok(span) = read_when(&world, value.trim())?
    {
        stored.spans.insert(field.to_owned(), span);
    }
    stored.texts.insert(field.to_owned(), value);
    stored.saved = session.now();
    Ok(())
}

/// The texts of answers that were given before, for a correction.
pub(crate) fn texts_of(pack: &Pack, answers: &Answers, stored: &mut Stored) {
    for field in pack.form.fields() {
        let Some(value) = crate::answers::at(answers, &field.path) else {
            continue;
        };
        let moment = |end: &str| value.get(end).and_then(Value::as_date_time);
        let text = match (&field.part, moment("from"), moment("to")) {
            (Some(Part::When), Some(from), Some(to)) => {
                stored.spans.insert(field.path.clone(), (from, to));
                span_text(from, to)
            }
            _ => match value {
                Value::List(items) => items
                    .iter()
                    .map(crate::answers::text)
                    .collect::<Vec<_>>()
                    .join("\n"),
                value => crate::answers::text(value),
            },
        };
        stored.texts.insert(field.path.clone(), text);
    }
}

/// A time as it would be typed.
fn span_text(from: DateTime, to: DateTime) -> String {
    let (start, end) = (from.strftime("%H:%M"), to.strftime("%H:%M"));
    let day = |moment: DateTime| format!("{}/{}/{}", moment.year(), moment.month(), moment.day());
    if from.date() == to.date() {
        format!("{} {start}-{end}", day(from))
    } else {
        format!("{} {start} - {} {end}", day(from), day(to))
    }
}
