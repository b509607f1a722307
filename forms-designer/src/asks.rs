//! Scenarios of decisions as a table: with which answers the route is asked, and which stations it
//! says.

use std::collections::BTreeMap;

use feel::{Context, Number, Value};
use pack_author::scenarios::{Decided, decided};

use crate::clauses;
use crate::expression::{Of, Reach};
use crate::findings;
use crate::sheet::Sheet;
use crate::texts::Say;
use crate::ui;

/// The lines of a scenario of decisions; none of another one.
#[must_use]
pub fn lines(sheet: &Sheet, path: &str, reach: &Reach, say: &Say) -> Vec<ui::Ask> {
    let answers = decided(sheet.files(), path);
    let line = |answer: &Decided| ui::Ask {
        line: i32::try_from(answer.line).unwrap_or(0),
        given: given(&answer.with, reach, say).into(),
        said: stations(&answer.actual, sheet, say).into(),
        expected: stations(&answer.expected, sheet, say).into(),
        green: answer.is_met(),
    };
    answers.iter().map(line).collect()
}

/// What one is asked for to ask once more: the names that the questions so far have, else those that
/// the conditions of the route read.
#[must_use]
pub fn names(sheet: &Sheet, path: &str, reach: &Reach) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for answer in decided(sheet.files(), path) {
        names.extend(answer.with.into_keys());
    }
    if names.is_empty()
        && let Ok(linear) = sheet.service().route()
    {
        for station in linear.stations() {
            names.extend(feel::names_in(&station.when));
        }
        names.retain(|name| reach.fields().iter().any(|own| own.path == *name));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// What was written as values; none where one of them is not what its field takes.
#[must_use]
pub fn values(
    written: &BTreeMap<String, String>,
    names: &[String],
    reach: &Reach,
) -> Option<Context> {
    let mut values = Context::new();
    for name in names {
        let text = written.get(name).map_or("", |text| text.trim());
        values.insert(name.clone(), value(text, reach.of(name))?);
    }
    Some(values)
}

fn value(text: &str, of: &Of) -> Option<Value> {
    if text.is_empty() {
        return Some(Value::Null);
    }
    let number = || {
        clauses::number(text)?
            .parse::<Number>()
            .ok()
            .map(Value::Number)
    };
    match of {
        Of::Number | Of::Days => number(),
        Of::Date => Some(Value::Date(clauses::day(text)?.parse().ok()?)),
        Of::Yes => Some(Value::Bool(matches!(
            text.to_lowercase().as_str(),
            "是" | "有" | "yes" | "true" | "1"
        ))),
        Of::Choice(options) | Of::Several(options) => {
            let named = |(value, label): &&(String, String)| label == text || value == text;
            let found = options.iter().find(named)?;
            let found = Value::text(found.0.clone());
            Some(match of {
                Of::Several(_) => Value::List(vec![found]),
                _ => found,
            })
        }
        Of::Text => Some(Value::text(text)),
        Of::Other | Of::Picked => number().or_else(|| Some(Value::text(text))),
    }
}

fn given(with: &Context, reach: &Reach, say: &Say) -> String {
    let pairs: Vec<String> = with
        .iter()
        .map(|(name, value)| {
            let value = match (reach.of(name), value) {
                (Of::Choice(options), Value::Text(own)) => {
                    let found = options.iter().find(|(value, _)| value == own);
                    found
                        .map_or(own.as_str(), |(_, label)| label.as_str())
                        .to_owned()
                }
                (_, Value::Null) => say.say("ask-empty"),
                (_, Value::Bool(yes)) => say.say(if *yes { "ask-yes" } else { "ask-no" }),
                (_, value) => plain(value),
            };
            format!("{} {value}", reach.label(name, say))
        })
        .collect();
    pairs.join(between(say))
}

/// The stations of an answer in their order; anything else as it is.
fn stations(answer: &Value, sheet: &Sheet, say: &Say) -> String {
    let name = |item: &Value| match item.get("name") {
        Some(Value::Text(key)) => Some(findings::station(key, sheet, say)),
        _ => None,
    };
    let Value::List(items) = answer else {
        return plain(answer);
    };
    if items.is_empty() {
        return say.say("expect-nothing");
    }
    let names: Option<Vec<String>> = items.iter().map(name).collect();
    names.map_or_else(|| plain(answer), |names| names.join(" → "))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        value => pack_author::scenarios::feel_text(value),
    }
}

fn between(say: &Say) -> &'static str {
    match say.language() {
        crate::arguments::Language::Chinese => "、",
        crate::arguments::Language::English => ", ",
    }
}

#[cfg(test)]
mod tests {
    use pack_author::template::Template;

    use super::*;
    use crate::arguments::Language;

    const PATH: &str = "scenarios/b01-route.toml";

    #[test]
    fn a_route_is_asked_in_words() {
        let sheet = Sheet::of_files(Template::Levels.files().expect("files")).expect("a service");
        let linear = sheet.service().route().expect("a route");
        let names = pack_author::route::readable(sheet.files(), &linear);
        let reach = Reach::of_station(sheet.form(), names);
        let say = Say::new(Language::Chinese);
        let lines = lines(&sheet, PATH, &reach, &say);
        let told: Vec<(&str, &str, bool)> = lines
            .iter()
            .map(|line| (line.given.as_str(), line.said.as_str(), line.green))
            .collect();
        assert_eq!(
            told,
            [
                ("日數 3", "代理人同意 → 直屬主管 → 人事登記", true),
                (
                    "日數 3.5",
                    "代理人同意 → 直屬主管 → 上一級主管 → 人事登記",
                    true
                ),
                (
                    "日數 10",
                    "代理人同意 → 直屬主管 → 上一級主管 → 人事登記",
                    true
                ),
                (
                    "日數 10.5",
                    "代理人同意 → 直屬主管 → 上一級主管 → 首長 → 人事登記",
                    true
                ),
            ]
        );
        assert_eq!(super::names(&sheet, PATH, &reach), ["days"]);
        assert_eq!(
            super::names(&sheet, "scenarios/none.toml", &reach),
            ["days"]
        );
    }

    #[test]
    fn what_is_written_becomes_a_value() {
        let options = vec![("sick".to_owned(), "病假".to_owned())];
        let check = |text: &str, of: Of, expected: Option<Value>| {
            assert_eq!(value(text, &of), expected, "{text} {of:?}");
        };
        check("", Of::Number, Some(Value::Null));
        check(
            "1,000",
            Of::Number,
            Some(Value::Number("1000".parse().expect("a number"))),
        );
        check("many", Of::Number, None);
        check(
            "病假",
            Of::Choice(options.clone()),
            Some(Value::text("sick")),
        );
        check("事假", Of::Choice(options), None);
        check("是", Of::Yes, Some(Value::Bool(true)));
        check(
            "115/12/3",
            Of::Date,
            Some(Value::Date("2026-12-03".parse().expect("a day"))),
        );
        check("abc", Of::Other, Some(Value::text("abc")));
    }
}
