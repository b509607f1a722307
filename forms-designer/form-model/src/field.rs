//! Whether one answer is what its field asks for.

use std::collections::BTreeSet;

use feel::{Number, Value};

use crate::answers::{expected, is_empty};
use crate::component::{Component, Kind, Part, Rules, Subtype};
use crate::problem::Problem;
use crate::scope::{Scope, TODAY};
use crate::session::{Asked, MAX_ITEMS};
use crate::setting::Setting;

/// Longest text of one answer, in characters, whatever the form allows.
pub const MAX_TEXT: usize = 20_000;
/// Longest id of a person, unit, post, room or thing, in characters.
const MAX_ID: usize = 64;
/// Longest start of an answer that is repeated in a problem, in characters.
const MAX_SHOWN: usize = 40;

fn problem(code: &'static str) -> Problem {
    Problem::new("", code)
}

pub(crate) fn of_kind(expected: &'static str) -> Problem {
    problem("answer-kind").with("expected", expected)
}

/// What is wrong with the answer to a shown field; the path is left open.
pub(crate) fn check(
    field: &Component,
    value: &Value,
    asked: &Asked,
    scope: &Scope<'_>,
) -> Result<(), Problem> {
    let required = asked.required;
    if is_empty(value) {
        return if required {
            Err(problem("answer-required"))
        } else {
            Ok(())
        };
    }
    if asked.disabled && *value != field.default {
        return Err(problem("answer-disabled"));
    }
    match (&field.part, &field.kind) {
        (Some(Part::When), _) => when(value),
        (Some(Part::LeaveKind), _) | (_, Kind::Radio | Kind::Select) => one_of(asked, value),
        (Some(part), _) if part.is_picked() => picked(asked, value),
        (Some(Part::DocumentNumber), _) => {
            text(&field.rules, value, scope)?;
            let text = value.as_text().unwrap_or_default();
            let found = is_document_number(text).then_some(());
            found.ok_or_else(|| problem("answer-document-number"))
        }
        (Some(Part::Money), _) => money(&field.rules, value, scope),
        (_, Kind::Textfield | Kind::Textarea) => text(&field.rules, value, scope),
        (_, Kind::Number) => number(&field.rules, value, scope),
        (_, Kind::Datetime(subtype)) => time(*subtype, &field.rules, value, scope),
        (_, Kind::Checkbox) => match value {
            Value::Bool(false) if required => Err(problem("answer-required")),
            Value::Bool(_) => Ok(()),
            _ => Err(of_kind("bool")),
        },
        (_, Kind::Checklist | Kind::Taglist) => some_of(asked, value),
        (_, Kind::Filepicker) => texts(value).map(|_| ()),
        (_, Kind::Expression | Kind::Group | Kind::DynamicList) => Ok(()),
        (_, Kind::Shown(_) | Kind::Unknown(_)) => Ok(()),
    }
}

fn when(value: &Value) -> Result<(), Problem> {
    let moment = |name: &str| value.get(name).and_then(Value::as_date_time);
    let exact = value.as_context().is_some_and(|entries| entries.len() == 2);
    match (moment("from"), moment("to")) {
        (Some(from), Some(to)) if exact && from < to => Ok(()),
        (Some(from), Some(to)) if exact => {
            Err(problem("answer-when").with("from", from).with("to", to))
        }
        _ => Err(of_kind("when")),
    }
}

fn limit(setting: &Setting, scope: &Scope<'_>) -> Option<Number> {
    setting.within(scope).as_number()
}

fn text(rules: &Rules, value: &Value, scope: &Scope<'_>) -> Result<(), Problem> {
    let text = value.as_text().ok_or_else(|| of_kind("text"))?;
    // As form-js counts, without white space around, but a rare character is one.
    let length = text.trim().chars().count();
    let wrong = |code, limit: &dyn std::fmt::Display| {
        Err(problem(code).with("limit", limit).with("length", length))
    };
    if length > MAX_TEXT {
        return wrong("answer-too-long", &MAX_TEXT);
    }
    let count = i64::try_from(length).map_or(Number::ZERO, Number::from);
    if let Some(max) = limit(&rules.max_length, scope).filter(|max| count > *max) {
        return wrong("answer-too-long", &max);
    }
    if let Some(min) = limit(&rules.min_length, scope).filter(|min| count < *min) {
        return wrong("answer-too-short", &min);
    }
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(control) {
        return Err(problem("answer-character"));
    }
    if let Some(pattern) = &rules.pattern {
        let regex = pattern.regex.as_ref();
        if !regex.is_some_and(|regex| regex.is_match(text)) {
            return Err(problem("answer-pattern").with("pattern", &pattern.text));
        }
    }
    match rules.validation_type.as_deref() {
        Some("email") if !is_email(text) => Err(problem("answer-email")),
        Some("phone") if !is_phone(text) => Err(problem("answer-phone")),
        _ => Ok(()),
    }
}

/// A valid e-mail address of HTML (whatwg.org, 4.10.5.1.5).
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let named = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let label = |label: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let edges = label.starts_with('-') || label.ends_with('-');
        (1..=63).contains(&label.len()) && label.chars().all(plain) && !edges
    };
    !name.is_empty() && name.chars().all(named) && domain.split('.').all(label)
}

/// Seven to fifteen digits with the signs that people write between them, and an extension:
/// `(02)1234-5678#123`. E.164 allows fifteen.
fn is_phone(text: &str) -> bool {
    let main = text.split('#').next().unwrap_or_default();
    let digits = main.chars().filter(char::is_ascii_digit).count();
    let signs = text
        .chars()
        .all(|c| c.is_ascii_digit() || " +-()#".contains(c));
    signs && (7..=15).contains(&digits) && !main.chars().skip(1).any(|c| c == '+')
}

/// Something that the office knows: an id, and where the caller says what there is, one of those.
fn picked(asked: &Asked, value: &Value) -> Result<(), Problem> {
    let id = value.as_text().ok_or_else(|| of_kind("text"))?;
    let length = id.chars().count();
    if length > MAX_ID {
        let problem = problem("answer-too-long").with("limit", MAX_ID);
        return Err(problem.with("length", length));
    }
    if id.chars().any(char::is_control) {
        return Err(problem("answer-character"));
    }
    match asked.options {
        Some(_) => one_of(asked, value),
        None => Ok(()),
    }
}

/// 發文字號: the word of the office, 第, the number (the year of the Republic in three digits, the
/// serial, and perhaps a branch), 號 (文書處理手冊 附錄; `府人考字第1150001234號`).
fn is_document_number(text: &str) -> bool {
    let text = text.trim().strip_suffix('號');
    let Some((word, number)) = text.and_then(|text| text.split_once("字第")) else {
        return false;
    };
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let (main, branch) = number.split_once('-').unwrap_or((number, "0"));
    let written = word.chars().all(char::is_alphanumeric) && !word.is_empty();
    written && (4..=13).contains(&main.len()) && digits(main) && digits(branch)
}

/// New Taiwan dollars: whole and not negative where the form says nothing else.
fn money(rules: &Rules, value: &Value, scope: &Scope<'_>) -> Result<(), Problem> {
    let amount = value.as_number().ok_or_else(|| of_kind("number"))?;
    if !rules.min.is_set() && amount.is_negative() {
        return Err(problem("answer-too-small").with("limit", 0));
    }
    if rules.decimal_digits.is_none() && amount.decimals() > 0 {
        return Err(problem("answer-decimals").with("digits", 0));
    }
    number(rules, value, scope)
}

fn number(rules: &Rules, value: &Value, scope: &Scope<'_>) -> Result<(), Problem> {
    let number = value.as_number().ok_or_else(|| of_kind("number"))?;
    if let Some(min) = limit(&rules.min, scope).filter(|min| number < *min) {
        return Err(problem("answer-too-small").with("limit", min));
    }
    if let Some(max) = limit(&rules.max, scope).filter(|max| number > *max) {
        return Err(problem("answer-too-large").with("limit", max));
    }
    let digits = number.decimals();
    if let Some(most) = rules.decimal_digits.filter(|most| digits > *most) {
        return Err(problem("answer-decimals").with("digits", most));
    }
    if let Some(step) = rules.increment.filter(|step| *step > Number::ZERO) {
        let over = number.checked_modulo(step);
        if over.is_none_or(|over| !over.is_zero()) {
            return Err(problem("answer-step").with("step", step));
        }
    }
    Ok(())
}

fn time(subtype: Subtype, rules: &Rules, value: &Value, scope: &Scope<'_>) -> Result<(), Problem> {
    let day = match (subtype, value) {
        (Subtype::Time, Value::Time(_)) => return Ok(()),
        (Subtype::Date, Value::Date(day)) => *day,
        (Subtype::DateTime, Value::DateTime(moment)) => moment.date(),
        _ => return Err(of_kind(expected(subtype))),
    };
    if !rules.no_past {
        return Ok(());
    }
    match scope.get(TODAY).and_then(|today| today.as_date()) {
        Some(today) if day >= today => Ok(()),
        today => {
            let today = today.map(|day| day.to_string()).unwrap_or_default();
            Err(problem("answer-past").with("today", today))
        }
    }
}

fn texts(value: &Value) -> Result<Vec<&str>, Problem> {
    let items = value.as_list().ok_or_else(|| of_kind("list"))?;
    if items.len() > MAX_ITEMS {
        return Err(problem("answer-too-many").with("limit", MAX_ITEMS));
    }
    let text = |item: &'_ Value| item.as_text().is_some();
    if !items.iter().all(text) {
        return Err(of_kind("list"));
    }
    Ok(items.iter().filter_map(Value::as_text).collect())
}

fn options(asked: &Asked) -> BTreeSet<&str> {
    let choices = asked.options.iter().flatten();
    choices.map(|choice| choice.value.as_str()).collect()
}

fn shown(value: &str) -> String {
    value.chars().take(MAX_SHOWN).collect()
}

fn one_of(asked: &Asked, value: &Value) -> Result<(), Problem> {
    let value = value.as_text().ok_or_else(|| of_kind("text"))?;
    if options(asked).contains(value) {
        return Ok(());
    }
    Err(problem("answer-option").with("value", shown(value)))
}

fn some_of(asked: &Asked, value: &Value) -> Result<(), Problem> {
    let options = options(asked);
    let mut seen = BTreeSet::new();
    for value in texts(value)? {
        if !options.contains(value) {
            return Err(problem("answer-option").with("value", shown(value)));
        }
        if !seen.insert(value) {
            return Err(problem("answer-option-twice").with("value", shown(value)));
        }
    }
    Ok(())
}
