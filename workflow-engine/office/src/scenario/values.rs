//! Values of a scenario: written as TOML has them, or as FEEL after an equals sign.

use std::collections::BTreeSet;

use feel::{Context, Number, Value};
use toml::de::DeValue;

use super::MAX_VALUE_DEPTH;
use super::problem::Problem;
use super::source::{Entry, Table};
use crate::Refusal;

/// A value that is given, or a FEEL expression over the variables that there are then.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// The value.
    Value(Value),
    /// The expression.
    Feel(String),
}

/// Named values in the order in which they were written.
pub type Givens = Vec<(String, Given)>;

impl Given {
    /// The value where these variables are.
    ///
    /// # Errors
    /// `play-feel` with `text` and `reason`.
    pub fn value(&self, variables: &Context) -> Result<Value, Refusal> {
        let text = match self {
            Self::Value(value) => return Ok(value.clone()),
            Self::Feel(text) => text,
        };
        let refused = |reason: String| {
            Refusal::new("play-feel")
                .with("text", text)
                .with("reason", reason)
        };
        let names: BTreeSet<String> = variables.keys().cloned().collect();
        let program = feel::compile(text, &names).map_err(|e| refused(e.to_string()))?;
        let outcome = program.eval(variables);
        match (outcome.value, outcome.reason) {
            (Value::Null, Some(reason)) if text.trim() != "null" => Err(refused(reason)),
            (value, _) => Ok(value),
        }
    }
}

/// The values of all names; later ones see earlier ones.
///
/// # Errors
/// As [`Given::value`].
pub fn values(given: &Givens, variables: &Context) -> Result<Context, Refusal> {
    let mut seen = variables.clone();
    let mut found = Context::new();
    for (name, given) in given {
        let value = given.value(&seen)?;
        seen.insert(name.clone(), value.clone());
        found.insert(name.clone(), value);
    }
    Ok(found)
}

/// The names and values of a table.
pub(super) fn read(table: &Table<'_>) -> Result<Givens, Problem> {
    let read = |entry: Entry<'_>| Ok((entry.key.to_owned(), given(&entry)?));
    table.entries().map(read).collect()
}

pub(super) fn given(entry: &Entry<'_>) -> Result<Given, Problem> {
    match entry.value {
        DeValue::String(text) if text.starts_with('=') => {
            Ok(Given::Feel(text.trim_start_matches('=').trim().to_owned()))
        }
        _ => plain(entry, 0).map(Given::Value),
    }
}

fn plain(entry: &Entry<'_>, depth: usize) -> Result<Value, Problem> {
    if depth > MAX_VALUE_DEPTH {
        let problem = entry.source.problem("scenario-too-deep", entry.at);
        return Err(problem.with("limit", MAX_VALUE_DEPTH));
    }
    let number = |text: &str| {
        let number = text
            .replace('_', "")
            .trim_start_matches('+')
            .parse::<Number>();
        number.map_err(|_| entry.wrong("a decimal number"))
    };
    Ok(match entry.value {
        DeValue::String(text) => Value::text(text.to_string()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Integer(integer) if integer.radix() == 10 => {
            Value::Number(number(integer.as_str())?)
        }
        DeValue::Integer(_) => return Err(entry.wrong("a decimal number")),
        DeValue::Float(float) => Value::Number(number(float.as_str())?),
        DeValue::Datetime(moment) => {
            let expected = "a date, a time or both, without a zone";
            let wrong = |_| entry.wrong(expected);
            let text = moment.to_string();
            match (moment.date, moment.time, moment.offset) {
                (Some(_), Some(_), None) => Value::DateTime(text.parse().map_err(wrong)?),
                (Some(_), None, None) => Value::Date(text.parse().map_err(wrong)?),
                (None, Some(_), None) => Value::Time(text.parse().map_err(wrong)?),
                _ => return Err(entry.wrong(expected)),
            }
        }
        DeValue::Array(_) => {
            let items = entry.list()?;
            let items = items.iter().map(|item| plain(item, depth + 1));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        DeValue::Table(_) => {
            let entries = entry.table()?.entries();
            let entries = entries.map(|e| Ok((e.key.to_owned(), plain(&e, depth + 1)?)));
            Value::Context(entries.collect::<Result<_, Problem>>()?)
        }
    })
}

/// A value as FEEL writes it.
#[must_use]
pub fn feel_text(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => quoted(text),
        Value::Date(date) => format!("date(\"{date}\")"),
        Value::Time(time) => format!("time(\"{time}\")"),
        Value::DateTime(moment) => format!("date and time(\"{moment}\")"),
        Value::Days(seconds) => {
            let sign = if *seconds < 0 { "-" } else { "" };
            format!("duration(\"{sign}PT{}S\")", seconds.unsigned_abs())
        }
        Value::Months(months) => {
            let sign = if *months < 0 { "-" } else { "" };
            format!("duration(\"{sign}P{}M\")", months.unsigned_abs())
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(feel_text).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Context(entries) => {
            let entry = |(name, value): (&String, &Value)| {
                let name = match simple(name) {
                    true => name.clone(),
                    false => quoted(name),
                };
                format!("{name}: {}", feel_text(value))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A value as a scenario writes it.
#[must_use]
pub fn toml_text(value: &Value) -> String {
    match value {
        Value::List(items) if items.iter().all(has_toml) => {
            let items: Vec<String> = items.iter().map(toml_text).collect();
            match items.iter().map(String::len).sum::<usize>() {
                short if short < 80 => format!("[{}]", items.join(", ")),
                _ => format!("[\n  {},\n]", items.join(",\n  ")),
            }
        }
        Value::Context(entries) if entries.values().all(has_toml) => {
            let entry = |(name, value): (&String, &Value)| {
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                let name = match !name.is_empty() && name.chars().all(plain) {
                    true => name.clone(),
                    false => quoted(name),
                };
                format!("{name} = {}", toml_text(value))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Bool(_) | Value::Number(_) => feel_text(value),
        Value::Text(text) if !text.starts_with('=') => quoted(text),
        Value::Date(date) => date.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        Value::Time(time) => time.to_string(),
        other => quoted(&format!("= {}", feel_text(other))),
    }
}

/// Whether TOML has a value of its own for it, at any depth.
fn has_toml(value: &Value) -> bool {
    match value {
        Value::Null | Value::Days(_) | Value::Months(_) => false,
        Value::Text(text) => !text.starts_with('='),
        Value::Bool(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::DateTime(_) => true,
        Value::List(items) => items.iter().all(has_toml),
        Value::Context(entries) => entries.values().all(has_toml),
    }
}

fn simple(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|c| c.is_alphanumeric() || c == '_')
}

/// Text in quotes, as FEEL and TOML both read it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let number = u32::from(c);
                out.push_str(&format!("\\u{number:04X}"));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
