//! What was filled in, and how it travels between a screen and this crate.

use std::collections::BTreeMap;

use feel::{Context, Number, Value};

use crate::component::{Component, Kind, Part, Subtype};
use crate::form::Form;
use crate::json::Json;
use crate::path::{self, join};
use crate::plan::{Names, Place};
use crate::problem::Problem;

/// Largest answers as JSON, in bytes.
pub const MAX_ANSWERS: usize = 1024 * 1024;

/// Answers by the first word of a field's path; a dotted path leads into contexts.
pub type Answers = BTreeMap<String, Value>;

/// Answers from a JSON object in UTF-8, each as its field says: dates, times and numbers may be
/// text there. Empty text, null and empty lists are no answer.
///
/// # Errors
/// `answers-too-large` (limit); `answers-unreadable` (reason, line, column); `answers-shape` when
/// it is no object; `answer-unknown` for a name that the form does not have, `answer-kind`
/// (expected) for a value of another kind.
pub fn answers_from_json(form: &Form, json: &[u8]) -> Result<Answers, Vec<Problem>> {
    if json.len() > MAX_ANSWERS {
        let problem = Problem::new("", "answers-too-large").with("limit", MAX_ANSWERS);
        return Err(vec![problem]);
    }
    let json = Json::read(json).map_err(|problem| vec![problem.coded("answers-unreadable")])?;
    let Some(entries) = json.as_object() else {
        return Err(vec![Problem::new("", "answers-shape")]);
    };
    let mut reading = Reading {
        form,
        problems: Vec::new(),
    };
    let answers = reading.level(&form.plan().names, entries, "");
    if reading.problems.is_empty() {
        Ok(answers)
    } else {
        Err(reading.problems)
    }
}

/// Answers as a JSON object that [`answers_from_json`] reads back; numbers keep every digit.
#[must_use]
pub fn answers_to_json(answers: &Answers) -> String {
    Json::from_value(&Value::Context(answers.clone())).compact()
}

struct Reading<'f> {
    form: &'f Form,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn level(&mut self, names: &Names, entries: &[(String, Json)], before: &str) -> Answers {
        let mut answers = Answers::new();
        for (name, json) in entries {
            let value = self.value(names.0.get(name), json, &join(before, name));
            if !is_empty(&value) {
                answers.insert(name.clone(), value);
            }
        }
        answers
    }

    fn value(&mut self, place: Option<&Place>, json: &Json, path: &str) -> Value {
        match (place, json) {
            (None, _) => self.wrong(Problem::new(path, "answer-unknown")),
            (Some(_), Json::Null) => Value::Null,
            (Some(Place::Field(slot)), json) => {
                match self.form.asking(*slot).map(|field| read_field(field, json)) {
                    Some(Ok(value)) => value,
                    Some(Err(expected)) => self.wrong(of_kind(path, expected)),
                    None => Value::Null,
                }
            }
            (Some(Place::Inside(inside)), Json::Object(entries)) => {
                Value::Context(self.level(inside, entries, path))
            }
            (Some(Place::Inside(_)), _) => self.wrong(of_kind(path, "context")),
            (Some(Place::List(_, names)), Json::List(items)) => {
                let items = items.iter().enumerate();
                let read = |(place, json): (usize, &Json)| {
                    let path = path::item(path, place);
                    match json {
                        Json::Object(entries) => Value::Context(self.level(names, entries, &path)),
                        _ => self.wrong(of_kind(&path, "context")),
                    }
                };
                Value::List(items.map(read).collect())
            }
            (Some(Place::List(..)), _) => self.wrong(of_kind(path, "list")),
        }
    }

    fn wrong(&mut self, problem: Problem) -> Value {
        self.problems.push(problem);
        Value::Null
    }
}

fn of_kind(path: &str, expected: &str) -> Problem {
    Problem::new(path, "answer-kind").with("expected", expected)
}

/// Whether a value is the same as no answer.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Context(entries) => entries.is_empty(),
        _ => false,
    }
}

fn read_field(field: &Component, json: &Json) -> Result<Value, &'static str> {
    let value = json.to_value();
    if is_empty(&value) {
        // A number with more digits than fit is null by now.
        let number = matches!(json, Json::Number(_));
        return if number {
            Err("number")
        } else {
            Ok(Value::Null)
        };
    }
    if field.part == Some(Part::When) {
        return read_when(&value).ok_or("when");
    }
    match (&field.kind, value) {
        (Kind::Number, Value::Text(text)) => text
            .trim()
            .parse::<Number>()
            .map(Value::Number)
            .map_err(|_| "number"),
        (Kind::Datetime(subtype), value) => read_time(*subtype, &value),
        (_, value) => Ok(value),
    }
}

fn read_when(value: &Value) -> Option<Value> {
    let entries = value.as_context()?;
    let moment = |name: &str| read_time(Subtype::DateTime, entries.get(name)?).ok();
    if entries.len() != 2 {
        return None;
    }
    Some(Value::Context(Context::from([
        ("from".to_owned(), moment("from")?),
        ("to".to_owned(), moment("to")?),
    ])))
}

/// Civil dates and times (ISO 8601); with a zone or an offset they are of another kind, since
/// reading them would move the time.
fn read_time(subtype: Subtype, value: &Value) -> Result<Value, &'static str> {
    let text = value.as_text().unwrap_or_default();
    let (date, time) = text.split_once('T').unwrap_or(match subtype {
        Subtype::Time => ("", text),
        Subtype::Date | Subtype::DateTime => (text, ""),
    });
    let civil = time
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let read = match (subtype, date, time) {
        _ if !civil => None,
        (Subtype::Date, _, "") => text.parse().ok().map(Value::Date),
        (Subtype::Time, "", _) => text.parse().ok().map(Value::Time),
        (Subtype::DateTime, _, time) if !time.is_empty() => text.parse().ok().map(Value::DateTime),
        _ => None,
    };
    read.ok_or(expected(subtype))
}

/// How a kind of time is called in the facts of a problem.
pub(crate) fn expected(subtype: Subtype) -> &'static str {
    match subtype {
        Subtype::Date => "date",
        Subtype::Time => "time",
        Subtype::DateTime => "dateTime",
    }
}
