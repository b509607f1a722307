//! Answers of a form as a person reads them.

use std::collections::BTreeMap;

use feel::{Context, Value};
use form_model::{Component, Kind, Part};
use office::case::Case;
use office::ids::PersonId;
use office::operation::Answers;
use office::org::Org;
use office::{Pack, World};

use crate::Failure;
use crate::session::Session;
use crate::views::{AnswerLine, Shown};
use crate::world::Staged;

/// What was filled in, in the order of the form.
pub(crate) fn lines(
    session: &Session,
    world: &Staged<'_>,
    case: &Case,
) -> Result<Vec<AnswerLine>, Failure> {
    let Some(pack) = world.pack(&case.pack)? else {
        return Ok(Vec::new());
    };
    let (org, texts) = (session.org()?, session.known.texts(&case.pack)?);
    let language = session.settings()?.language;
    let minutes = case.leave.as_ref().map(office::case::Leave::minutes);
    let line = |field: &&Component| {
        let value = at(&case.answers, &field.path)?;
        Some(AnswerLine {
            key: field.path.clone(),
            label: texts
                .get(&language, &format!("field-{}", field.path))
                .unwrap_or(&field.label)
                .to_owned(),
            value: shown(&org, field, value, minutes),
        })
    };
    Ok(pack.form.fields().iter().filter_map(line).collect())
}

/// The answer under a dotted path.
pub(crate) fn at<'a>(answers: &'a Answers, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        None => answers.get(path),
        Some((first, rest)) => answers.get(first)?.get(rest),
    }
}

fn shown(org: &Org, field: &Component, value: &Value, minutes: Option<i64>) -> Shown {
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
        (Some(Part::Deputy), value) => {
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
        (_, Value::Bool(value)) => plain("checkbox", value.to_string()),
        (_, Value::Date(date)) => plain("date", date.to_string()),
        (_, value) => plain(
            "text",
            label_of(field, &text(value)).unwrap_or_else(|| text(value)),
        ),
    }
}

/// What an option is called.
pub(crate) fn label_of(field: &Component, value: &str) -> Option<String> {
    let choices = field.options.choices(&Context::new())?;
    choices
        .into_iter()
        .find(|choice| choice.value == value)
        .map(|choice| choice.label)
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
    let written = |field: &&Component| {
        field.part.is_none() && matches!(field.kind, Kind::Textfield | Kind::Textarea)
    };
    let fields = pack.form.fields();
    let found = fields
        .iter()
        .filter(|field| written(field))
        .filter_map(|field| at(answers, &field.path));
    found.map(text).filter(|text| !text.is_empty()).collect()
}
