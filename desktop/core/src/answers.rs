//! Answers of a form as a person reads them.

use std::collections::BTreeMap;

use feel::Value;
use form_model::{Component, Kind, Part};
use office::case::Case;
use office::ids::{PersonId, PostId, UnitId};
use office::operation::{Answers, Attachment};
use office::org::Org;
use office::{Pack, World};

use crate::Failure;
use crate::draft::places::{Place, join, places};
use crate::session::Session;
use crate::views::{AnswerLine, Shown};
use crate::world::Staged;

pub(crate) use crate::draft::places::at;

/// What was filled in, in the order of the form.
pub(crate) fn lines(
    session: &Session,
    world: &Staged<'_>,
    case: &Case,
) -> Result<Vec<AnswerLine>, Failure> {
    let minutes = case.leave.as_ref().map(office::case::Leave::minutes);
    lines_of(session, world, case, &case.answers, minutes)
}

/// The same of answers that a case had once, with the minutes that its leave takes.
pub(crate) fn lines_of(
    session: &Session,
    world: &Staged<'_>,
    case: &Case,
    answers: &Answers,
    minutes: Option<i64>,
) -> Result<Vec<AnswerLine>, Failure> {
    let Some(pack) = world.pack(&case.pack)? else {
        return Ok(Vec::new());
    };
    let (org, texts) = (session.org()?, session.known.texts(&case.pack)?);
    let language = session.settings()?.language;
    let label = |path: &str, component: &Component| {
        texts
            .get(&language, &text_key(path))
            .unwrap_or(&component.label)
            .to_owned()
    };
    let tells = tells_of_files(&pack);
    let line = |place: &Place<'_>| {
        let value = at(answers, &place.path)?;
        let is_files = place.field.kind == Kind::Filepicker;
        if is_files && !tells {
            return None;
        }
        let mut words = Vec::new();
        let mut list = String::new();
        for (around, row) in &place.within {
            list = join(&list, &around.path);
            words.push(format!("{} {}", label(&list, around), row + 1));
        }
        words.push(label(&place.path, place.field));
        Some(AnswerLine {
            key: place.path.clone(),
            label: words.join(" · "),
            value: match is_files {
                true => plain(file_names(value, &case.attachments)),
                false => shown(&org, place.field, value, minutes),
            },
        })
    };
    Ok(given(&pack, answers).iter().filter_map(line).collect())
}

/// Whether the answers say which files belong where: the list of files alone says it all where the
/// form asks for files once.
fn tells_of_files(pack: &Pack) -> bool {
    let fields = pack.form.fields();
    let pickers = fields.iter().filter(|field| field.kind == Kind::Filepicker);
    pickers.count() > 1
}

fn plain(text: String) -> Shown {
    Shown {
        kind: "text".to_owned(),
        text,
        facts: BTreeMap::new(),
    }
}

/// The names of the files that an answer names; a file that is gone keeps its mark.
pub(crate) fn file_names(value: &Value, files: &[Attachment]) -> String {
    let items = value.as_list().unwrap_or_default();
    let names = items.iter().map(|item| {
        let mark = text(item);
        let file = files.iter().find(|file| file.mark() == mark);
        file.map_or(mark, |file| file.name.clone())
    });
    names.collect::<Vec<_>>().join("、")
}

/// Under which key the texts of a pack name the field of a path: rows of lists
/// share their words.
pub(crate) fn text_key(path: &str) -> String {
    let names: Vec<&str> = path
        .split('.')
        .map(|part| part.split_once('[').map_or(part, |(name, _)| name))
        .collect();
    format!("field-{}", names.join("."))
}

/// Every field with the rows that answers have.
fn given<'a>(pack: &'a Pack, answers: &Answers) -> Vec<Place<'a>> {
    let rows = |list: &str| {
        at(answers, list)
            .and_then(Value::as_list)
            .map_or(0, <[Value]>::len)
    };
    places(pack.form.components(), &rows)
}

/// A value with the kind that decides how it is written.
pub(crate) fn shown(org: &Org, field: &Component, value: &Value, minutes: Option<i64>) -> Shown {
    let none = BTreeMap::new;
    let plain = |kind: &str, text: String| Shown {
        kind: kind.to_owned(),
        text,
        facts: none(),
    };
    match (&field.part, value) {
        (Some(Part::When), value) => Shown {
            kind: "when".to_owned(),
            text: String::new(),
            facts: span_facts(value, minutes),
        },
        (Some(Part::LeaveKind), value) => plain("leave-kind", text(value)),
        (Some(Part::Unit), value) => {
            let id = text(value);
            let unit = UnitId::new(id.clone()).ok();
            let unit = unit.and_then(|unit| org.units.get(&unit));
            plain("text", unit.map_or(id, |unit| unit.name.clone()))
        }
        (Some(Part::Post), value) => {
            let id = text(value);
            let post = PostId::new(id.clone()).ok();
            let post = post.and_then(|post| org.posts.get(&post));
            let unit = post.and_then(|post| org.units.get(&post.unit));
            let unit = unit.map_or("", |unit| unit.name.as_str());
            plain(
                "text",
                post.map_or(id, |post| format!("{unit}{}", post.title)),
            )
        }
        (Some(Part::Money), Value::Number(_)) => money_or_amount(field, text(value)),
        (Some(Part::Deputy | Part::Person), value) => {
            let id = text(value);
            let person = PersonId::new(id.clone())
                .ok()
                .and_then(|id| org.people.get(&id));
            let name = person.map_or_else(|| id.clone(), |person| person.name.clone());
            Shown {
                kind: "person".to_owned(),
                text: name,
                facts: BTreeMap::from([("person".to_owned(), id)]),
            }
        }
        (_, Value::Number(_)) if field.kind == Kind::Number => amount(field, text(value)),
        (_, Value::Bool(value)) => plain("checkbox", value.to_string()),
        (_, Value::Date(date)) => plain("date", date.to_string()),
        (_, Value::Time(time)) => plain("text", time.strftime("%H:%M").to_string()),
        (_, Value::DateTime(moment)) => Shown {
            kind: "moment".to_owned(),
            text: moment.date().to_string(),
            facts: BTreeMap::from([("time".to_owned(), moment.strftime("%H:%M").to_string())]),
        },
        (_, Value::List(items)) => {
            let words = items.iter().map(text);
            let words = words.map(|one| label_of(field, &one).unwrap_or(one));
            plain("text", words.collect::<Vec<_>>().join("、"))
        }
        (_, value) => plain(
            "text",
            label_of(field, &text(value)).unwrap_or_else(|| text(value)),
        ),
    }
}

/// A number with its unit; of money that says nothing else New Taiwan dollars.
fn money_or_amount(field: &Component, number: String) -> Shown {
    let mut shown = amount(field, number);
    if field.part == Some(Part::Money) && shown.facts.is_empty() {
        shown.facts.insert("prefix".to_owned(), "NT$".to_owned());
    }
    shown
}

/// A number with what stands before and after it.
fn amount(field: &Component, number: String) -> Shown {
    let around = ["prefix", "suffix"].into_iter().zip(&field.adorners);
    let facts = around
        .filter(|(_, words)| !words.is_empty())
        .map(|(name, words)| (name.to_owned(), words.clone()));
    Shown {
        kind: "number".to_owned(),
        text: number,
        facts: facts.collect(),
    }
}

/// What tells a case apart in a list: its first short answer in words.
pub(crate) fn subject(pack: &Pack, answers: &Answers) -> Option<String> {
    let is_short = |field: &Component| {
        let plain = field.kind == Kind::Textfield && field.part.is_none();
        plain || field.part == Some(Part::Subject)
    };
    let fields = given(pack, answers);
    let mut texts = fields
        .iter()
        .filter(|place| place.within.is_empty() && is_short(place.field))
        .filter_map(|place| at(answers, &place.path)?.as_text());
    let found = texts.find(|text| !text.is_empty());
    found.map(str::to_owned)
}

/// What a case is about in figures: its first number that has a unit.
pub(crate) fn figure(pack: &Pack, answers: &Answers) -> Option<Shown> {
    let has_unit = |field: &Component| {
        let around = field.adorners.iter().any(|words| !words.is_empty());
        field.part == Some(Part::Money) || field.kind == Kind::Number && around
    };
    let fields = given(pack, answers);
    let mut found = fields
        .iter()
        .filter(|place| place.within.is_empty() && has_unit(place.field))
        .filter_map(|place| {
            let value = at(answers, &place.path)?;
            let known = matches!(value, Value::Number(_));
            known.then(|| money_or_amount(place.field, text(value)))
        });
    found.next()
}

/// What an option is called.
pub(crate) fn label_of(field: &Component, value: &str) -> Option<String> {
    field.options.label(value).map(str::to_owned)
}

/// From, to and length of a time as facts.
pub(crate) fn span_facts(value: &Value, minutes: Option<i64>) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    for end in ["from", "to"] {
        if let Some(moment) = value.get(end).and_then(Value::as_date_time) {
            facts.insert(end.to_owned(), moment.date().to_string());
            facts.insert(format!("{end}_date"), moment.date().to_string());
            facts.insert(format!("{end}_time"), moment.strftime("%H:%M").to_string());
        }
    }
    if let Some(minutes) = minutes {
        facts.insert("minutes".to_owned(), minutes.to_string());
    }
    facts
}

/// A value as text, for search and for plain fields.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        Value::Days(seconds) => seconds.to_string(),
        Value::Months(months) => months.to_string(),
        Value::List(items) => items.iter().map(text).collect::<Vec<_>>().join("、"),
        Value::Context(entries) => entries.values().map(text).collect::<Vec<_>>().join(" "),
    }
}

/// The field of a form with a meaning to this office.
pub(crate) fn field_of<'a>(pack: &'a Pack, part: &Part) -> Option<&'a Component> {
    pack.form
        .fields()
        .into_iter()
        .find(|field| field.part.as_ref() == Some(part))
}

/// All that was written in words: plain text answers, for search.
pub(crate) fn words(pack: &Pack, answers: &Answers) -> Vec<String> {
    let written = |field: &Component| {
        field.part.is_none() && matches!(field.kind, Kind::Textfield | Kind::Textarea)
    };
    let places = given(pack, answers);
    let found = places
        .iter()
        .filter(|place| written(place.field))
        .filter_map(|place| at(answers, &place.path));
    found.map(text).filter(|text| !text.is_empty()).collect()
}
