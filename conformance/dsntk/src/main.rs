//! What dsntk answers: a line of JSON with variables and an expression in, a line with its value
//! out. Texts are read by dsntk's own parser, so that every value in it is its own.
//!
//! In: `{"names": [["x", "1 + 1"]], "text": "x * 2"}`. Out: `{"value": ["number", "4"]}`,
//! `{"unread": "why"}` when the text is not read, or `{"panics": "where"}`.
#![forbid(unsafe_code)]

use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};
use serde_json::{Value as Json, json};

fn main() -> io::Result<()> {
    // A panic is an answer; where it was would only stand between the lines.
    std::panic::set_hook(Box::new(|_| {}));
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let ask: Json = serde_json::from_str(&line?)?;
        let answer = catch_unwind(AssertUnwindSafe(|| answer(&ask)));
        let answer = answer.unwrap_or_else(|_| json!({"panics": true}));
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(ask: &Json) -> Json {
    let mut variables = FeelContext::default();
    for pair in ask["names"].as_array().into_iter().flatten() {
        let (name, text) = (word(&pair[0]), word(&pair[1]));
        match value(&FeelScope::default(), text) {
            Ok(value) => variables.set_entry(&Name::from(name), value),
            Err(why) => return json!({"unread": why, "name": name}),
        }
    }
    match value(&FeelScope::from(variables), word(&ask["text"])) {
        Ok(value) => json!({"value": told(&value)}),
        Err(why) => json!({"unread": why}),
    }
}

fn word(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}

fn value(scope: &FeelScope, text: &str) -> Result<Value, String> {
    let tree = dsntk_feel_parser::parse_expression(scope, text, false);
    let tree = tree.map_err(|error| error.to_string())?;
    Ok(dsntk_feel_evaluator::evaluate(scope, &tree))
}

/// A value as its kind and what it holds.
fn told(value: &Value) -> Json {
    match value {
        Value::Null(_) => json!(["null"]),
        Value::Boolean(b) => json!(["boolean", b]),
        Value::Number(n) => json!(["number", n.to_string()]),
        Value::String(text) => json!(["string", text]),
        Value::Date(date) => json!(["date", date.to_string()]),
        Value::Time(time) => json!(["time", time.to_string()]),
        Value::DateTime(moment) => json!(["date and time", moment.to_string()]),
        Value::DaysAndTimeDuration(length) => {
            json!(["days and time duration", length.as_nanos().to_string()])
        }
        Value::YearsAndMonthsDuration(length) => {
            json!(["years and months duration", length.as_months().to_string()])
        }
        Value::List(items) | Value::ExpressionList(items) => {
            json!(["list", items.iter().map(told).collect::<Vec<_>>()])
        }
        Value::Context(entries) => {
            let entries = entries.iter();
            let told: serde_json::Map<String, Json> = entries
                .map(|(name, value)| (name.to_string(), told(value)))
                .collect();
            json!(["context", told])
        }
        Value::Range(from, starts, to, ends) => {
            let ends = [starts.closed(), ends.closed()];
            json!(["range", told(from), told(to), ends])
        }
        Value::FunctionDefinition(..) | Value::BuiltInFunction(_) => json!(["function"]),
        Value::Transparent(inner) => told(inner),
        other => json!(["other", other.to_string()]),
    }
}
