//! Our side: a session, and what is looked at of it.

use std::collections::{BTreeMap, BTreeSet};

use feel::{Context, Value};
use form_model::{Form, Kind, Session, Subtype};
use serde_json::{Value as Json, json};

use super::drawing::{Chance, Drawn};

/// Steps of a sequence.
const STEPS: usize = 8;

/// What is compared after a step.
#[derive(Debug, Default)]
pub struct State {
    /// The fields that are shown.
    pub shown: BTreeSet<String>,
    /// The fields whose answers are wrong.
    pub errors: BTreeSet<String>,
    /// The answers that count, by path; what is empty is none.
    pub data: BTreeMap<String, String>,
}

/// A sequence that was played.
pub struct Played {
    /// As the other side takes them.
    pub steps: Vec<Json>,
    /// After opening and after each step.
    pub states: Vec<State>,
}

impl State {
    /// What the other side says.
    pub fn of_theirs(said: &Json) -> Self {
        let texts = said["shown"].as_array().into_iter().flatten();
        let wrong = said["errors"].as_object().into_iter().flatten();
        let wrong = wrong.filter(|(_, told)| told.as_array().is_some_and(|told| !told.is_empty()));
        let mut state = Self {
            shown: texts
                .filter_map(|text| text.as_str().map(str::to_owned))
                .collect(),
            errors: wrong.map(|(path, _)| path.clone()).collect(),
            data: BTreeMap::new(),
        };
        flat(&said["data"], "", &mut state.data);
        state
    }

    fn of_ours(session: &Session) -> Self {
        let mut state = Self::default();
        session.each(&mut |seen| {
            if seen.component.is_field() && seen.asked.shown {
                state.shown.insert(seen.path.clone());
                if !seen.asked.problems.is_empty() {
                    state.errors.insert(seen.path.clone());
                }
            }
        });
        let text = form_model::answers_to_json(session.answers());
        let data: Json = serde_json::from_str(&text).unwrap_or_default();
        flat(&data, "", &mut state.data);
        state
    }
}

/// Leaves of JSON by path; null, `""`, false and what is empty is none, and 1.0 is 1.
fn flat(json: &Json, path: &str, into: &mut BTreeMap<String, String>) {
    match json {
        Json::Null | Json::Bool(false) => {}
        Json::String(text) if text.is_empty() => {}
        Json::Object(entries) => {
            for (name, value) in entries {
                let inner = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                flat(value, &inner, into);
            }
        }
        Json::Array(items) if items.iter().any(|item| item.is_object() || item.is_null()) => {
            for (at, item) in items.iter().enumerate() {
                flat(item, &format!("{path}[{at}]"), into);
            }
        }
        Json::Array(items) if items.is_empty() => {}
        Json::Number(number) => {
            let text = number.to_string();
            let plain = text.strip_suffix(".0").unwrap_or(&text);
            into.insert(path.to_owned(), plain.to_owned());
        }
        other => {
            into.insert(path.to_owned(), other.to_string());
        }
    }
}

/// Plays a sequence of steps that a person could do, by chance.
pub fn play(drawn: &Drawn, number: u64) -> Played {
    let text = drawn.form.to_string();
    let mut played = Played {
        steps: Vec::new(),
        states: Vec::new(),
    };
    let Ok(form) = Form::read(text.as_bytes()) else {
        return played;
    };
    let Ok(mut session) = Session::open(&form, form.start(), Context::new()) else {
        return played;
    };
    let mut chance = Chance::new(number ^ 0x5eed);
    played.states.push(State::of_ours(&session));
    for _ in 0..STEPS {
        if let Some(step) = step(&mut session, &mut chance) {
            played.steps.push(step);
            played.states.push(State::of_ours(&session));
        }
    }
    played
}

fn step(session: &mut Session, chance: &mut Chance) -> Option<Json> {
    let mut fields = Vec::new();
    let mut lists = Vec::new();
    session.each(&mut |seen| {
        if !seen.asked.shown {
            return;
        }
        let rows = seen.value.as_list().map_or(0, <[Value]>::len);
        match seen.component.kind {
            Kind::DynamicList => lists.push((seen.path.clone(), rows)),
            Kind::Expression => {}
            _ if seen.component.is_field() && !seen.asked.readonly && !seen.asked.disabled => {
                let options = seen.asked.options.clone().unwrap_or_default();
                let values: Vec<String> = options.into_iter().map(|one| one.value).collect();
                fields.push((seen.path.clone(), seen.component.kind.clone(), values));
            }
            _ => {}
        }
    });
    if !lists.is_empty() && chance.one_in(4) {
        let (list, rows) = chance.pick(&lists)?.clone();
        if rows > 0 && chance.one_in(2) {
            let at = chance.below(rows);
            session.remove_row(&list, at).ok()?;
            return Some(json!({ "remove": list, "at": at }));
        }
        if rows < 4 {
            session.add_row(&list).ok()?;
            return Some(json!({ "add": list }));
        }
        return None;
    }
    let (path, kind, options) = chance.pick(&fields)?.clone();
    let (json, value) = answer(&kind, &options, chance)?;
    session.change(&path, value).ok()?;
    Some(json!({ "path": path, "value": json }))
}

/// An answer that a person could give, as the other side and as we take it.
fn answer(kind: &Kind, options: &[String], chance: &mut Chance) -> Option<(Json, Value)> {
    let text = |text: &str| (json!(text), Value::text(text));
    Some(match kind {
        Kind::Textfield | Kind::Textarea => {
            let texts = [
                "",
                "x",
                "q",
                "xyz",
                "a b",
                " q ",
                "甲乙",
                "abcdef",
                "a@b.tw",
                "+886212345678",
            ];
            text(chance.pick(&texts)?)
        }
        Kind::Number => match chance.below(8) {
            0 => (Json::Null, Value::Null),
            1 => (json!(1.5), Value::Number("1.5".parse().ok()?)),
            n => {
                let number = i64::try_from(n).ok()? - 3;
                (json!(number), Value::from(number))
            }
        },
        Kind::Checkbox => {
            let yes = chance.one_in(2);
            (json!(yes), Value::Bool(yes))
        }
        Kind::Select | Kind::Radio => {
            let value = chance.pick(options)?;
            text(value)
        }
        Kind::Checklist | Kind::Taglist => {
            let chosen: Vec<&String> = options.iter().filter(|_| chance.one_in(2)).collect();
            let values = chosen.iter().map(|one| Value::text(one.as_str())).collect();
            (json!(chosen), Value::List(values))
        }
        Kind::Datetime(Subtype::Date) => {
            let day = chance.pick(&["2026-01-05", "2026-12-31", "2027-02-28"])?;
            (json!(day), Value::Date(day.parse().ok()?))
        }
        _ => return None,
    })
}
