//! Values of both in one shape, `[kind, what it holds]`, and whether they are the same.

use feel::lang::expr::{Kind, Ref};
use feel::lang::val::{End, Val};
use feel::lang::{Compiled, Limits, Vocabulary};
use feel::number;
use serde_json::{Map, Value as Json, json};

/// The codes of nulls that come of a limit.
const LIMITS: &[&str] = &["feel-calls", "feel-size", "feel-steps"];

/// What this crate says.
#[derive(Clone, Debug, PartialEq)]
pub enum Own {
    /// The value.
    Value(Json),
    /// The text is not read.
    Unread(String),
    /// It reads a name that nobody gives.
    Unknown,
    /// A limit of this crate was met.
    Limit,
}

/// The value of an expression over variables, each with the text of its value.
pub fn value(names: &[(String, String)], text: &str) -> Own {
    let inputs: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
    let vocabulary = Vocabulary {
        inputs,
        ..Vocabulary::default()
    };
    let compiled = match Compiled::expression(text, &vocabulary) {
        Ok(compiled) => compiled,
        Err(problem) => return Own::Unread(problem.to_string()),
    };
    let mut unknown = false;
    compiled.expr().walk(&mut |part| {
        unknown |= matches!(part.kind, Kind::Name(_, Ref::Unknown));
    });
    if unknown {
        return Own::Unknown;
    }
    let given: Vec<Val> = compiled
        .reads()
        .iter()
        .map(|read| {
            let text = names.iter().find(|(name, _)| **name == **read);
            text.map_or(Val::Null, |(_, text)| plain(text))
        })
        .collect();
    let (value, reasons, _) = compiled.eval(&given, Limits::default(), None);
    match reasons.iter().any(|reason| LIMITS.contains(&reason.code)) {
        true => Own::Limit,
        false => Own::Value(told(&value)),
    }
}

fn plain(text: &str) -> Val {
    let compiled = Compiled::expression(text, &Vocabulary::default());
    compiled.map_or(Val::Null, |compiled| {
        compiled.eval(&[], Limits::default(), None).0
    })
}

fn told(value: &Val) -> Json {
    let kind = value.kind();
    match value {
        Val::Null => json!([kind]),
        Val::Bool(b) => json!([kind, b]),
        Val::Number(n) => json!([kind, n.to_string()]),
        Val::Text(text) => json!([kind, &**text]),
        Val::Date(date) => json!([kind, date.to_string()]),
        Val::Time(time) => json!([kind, time.to_string()]),
        Val::DateTime(moment) => json!([kind, moment.to_string()]),
        Val::DayTime(length) => json!([kind, length.0.to_string()]),
        Val::Months(months) => json!([kind, months.to_string()]),
        Val::List(items) => json!([kind, items.iter().map(told).collect::<Vec<_>>()]),
        Val::Context(entries) => {
            let entries = entries.iter();
            let told: Map<String, Json> = entries
                .map(|(name, value)| (name.to_string(), told(value)))
                .collect();
            json!([kind, told])
        }
        Val::Range(range) => {
            let ends = [&range.start, &range.end];
            let [from, to] = ends.map(|end| told(&end.value()));
            json!([kind, from, to, ends.map(End::is_included)])
        }
        Val::Function(_) => json!([kind]),
    }
}

/// Whether two values are the same: numbers by value, contexts in any order.
pub fn is_same(ours: &Json, theirs: &Json) -> bool {
    let (Some(a), Some(b)) = (ours.as_array(), theirs.as_array()) else {
        return ours == theirs;
    };
    if a.first() != b.first() {
        return false;
    }
    match (a.first().and_then(Json::as_str), a.get(1), b.get(1)) {
        (Some("number"), Some(a), Some(b)) => is_same_number(a, b),
        (Some("list"), Some(Json::Array(a)), Some(Json::Array(b))) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Some("context"), Some(Json::Object(a)), Some(Json::Object(b))) => {
            let same = |(name, value): (&String, &Json)| {
                b.get(name).is_some_and(|other| is_same(value, other))
            };
            a.len() == b.len() && a.iter().all(same)
        }
        (Some("range"), ..) => {
            let ends = a.iter().zip(b).skip(1).take(2);
            a.get(3) == b.get(3) && ends.into_iter().all(|(a, b)| is_same(a, b))
        }
        _ => a == b,
    }
}

fn is_same_number(a: &Json, b: &Json) -> bool {
    let read = |json: &Json| json.as_str().and_then(number::read);
    match (read(a), read(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}
