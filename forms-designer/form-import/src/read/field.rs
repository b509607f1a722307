//! A question with everything that the designer's draft needs to know of it.

use super::ask::{Answer, Ask, Edge};
use super::choice::{Choice, Choices, excludes};
use super::label::Label;
use super::moment::Moment;
use super::words::{Guess, guess, leave};
use crate::problem::Place;

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Line,
    Email,
    Phone,
    Lines,
    /// A number and its unit, which may be empty.
    Number(String),
    Date,
    Time,
    DateTime,
    When,
    Deputy,
    File,
    Tick,
    Radio(Vec<Choice>),
    Checklist(Vec<Choice>),
    Select(Vec<String>),
    /// Kinds of leave by code and name.
    Leave(Vec<(&'static str, String)>),
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub label: Label,
    pub kind: Kind,
    /// The code of the note that says that the kind was guessed.
    pub guessed: Option<&'static str>,
    /// A total that was left out beside it.
    pub total: Option<String>,
    pub edge: Option<Edge>,
    pub place: Option<Place>,
}

/// How much room an answer has on paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Room {
    /// Whether several lines fit.
    pub is_tall: bool,
    /// Whether it takes half of the table's width or more.
    pub is_wide: bool,
}

/// Words before a blank that do not say what it asks.
const FILLERS: &[&str] = &[
    "共",
    "計",
    "共計",
    "約",
    "新臺幣",
    "新台幣",
    "NT$",
    "第",
    "民國",
];

const KIND: Option<&str> = Some("import-kind-guessed");
const CHOICE: Option<&str> = Some("import-choice-guessed");

impl Field {
    /// The question that stands in a part of the paper with a label of its own.
    pub fn of(ask: Ask, outer: &Label, room: Room, place: Option<Place>) -> Self {
        let mut own = Label::of(&ask.label);
        if FILLERS.contains(&own.text.as_str()) && !outer.text.is_empty() {
            own.text.clear();
        }
        let mut label = own.within(outer);
        label.text = unnumbered(&label.text).to_owned();
        if label.hint.is_empty() {
            label.hint = bare_hint(&ask.hint);
        }
        let (kind, guessed) = match ask.answer {
            Answer::Line => by_label(&label, room),
            Answer::Lines => (Kind::Lines, None),
            Answer::Number(unit) => (Kind::Number(unit), None),
            Answer::Moment(Moment::Date) => (Kind::Date, None),
            Answer::Moment(Moment::Time) => (Kind::Time, None),
            Answer::Moment(Moment::DateTime) => (Kind::DateTime, None),
            Answer::When => (Kind::When, None),
            Answer::Total(text) => {
                if label.text.is_empty() {
                    label.text = "合計".to_owned();
                }
                total(&text)
            }
            Answer::Choices(choices) => of_choices(choices, &mut label),
            Answer::Listed(items) => of_list(items),
        };
        Self {
            label,
            kind,
            guessed,
            total: ask.total,
            edge: ask.edge,
            place,
        }
    }
}

/// A label without the number before it: 三、證明文件.
fn unnumbered(label: &str) -> &str {
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = label.trim_start_matches(counts);
    match rest.strip_prefix(['、', '.', '．']) {
        Some(bare) if rest.len() < label.len() && !bare.is_empty() => bare.trim_start(),
        _ => label,
    }
}

fn bare_hint(hint: &str) -> String {
    hint.trim_matches(['(', ')', '（', '）']).to_owned()
}

fn by_label(label: &Label, room: Room) -> (Kind, Option<&'static str>) {
    match guess(&label.text) {
        Some(Guess::Number) => (Kind::Number(String::new()), KIND),
        Some(Guess::Date) => (Kind::Date, KIND),
        Some(Guess::When) => (Kind::When, KIND),
        Some(Guess::Phone) => (Kind::Phone, KIND),
        Some(Guess::Email) => (Kind::Email, KIND),
        Some(Guess::File) => (Kind::File, KIND),
        Some(Guess::Deputy) => (Kind::Deputy, KIND),
        Some(Guess::Lines) if room.is_tall || room.is_wide => (Kind::Lines, None),
        _ if room.is_tall => (Kind::Lines, None),
        _ => (Kind::Line, None),
    }
}

/// One unit is a number; several are not.
fn total(text: &str) -> (Kind, Option<&'static str>) {
    let unit: String = text
        .chars()
        .filter(|c| "日天夜小時分".contains(*c))
        .collect();
    match unit.as_str() {
        "日" | "天" | "夜" | "小時" | "時" | "分" => (Kind::Number(unit), None),
        _ => (Kind::Line, None),
    }
}

/// A single box is a yes or no of its own words.
fn of_choices(choices: Choices, label: &mut Label) -> (Kind, Option<&'static str>) {
    if let [only] = choices.items.as_slice() {
        let outer = std::mem::replace(&mut label.text, only.text.clone());
        if label.hint.is_empty() && outer != only.text {
            label.hint = outer;
        }
        return (Kind::Tick, None);
    }
    let names = choices.items.iter().map(|item| item.text.as_str());
    if let Some(kinds) = leaves(names) {
        return (Kind::Leave(kinds), CHOICE);
    }
    let words = format!("{}{}", label.text, label.hint);
    match excludes(&words, &choices) {
        Some(true) if choices.is_radio => (Kind::Radio(choices.items), None),
        Some(true) => (Kind::Radio(choices.items), CHOICE),
        _ => (Kind::Checklist(choices.items), CHOICE),
    }
}

fn of_list(items: Vec<String>) -> (Kind, Option<&'static str>) {
    let mut kept: Vec<String> = Vec::new();
    for item in items {
        if !item.trim().is_empty() && !kept.contains(&item) {
            kept.push(item);
        }
    }
    if let Some(kinds) = leaves(kept.iter().map(String::as_str)) {
        return (Kind::Leave(kinds), CHOICE);
    }
    match kept.is_empty() {
        true => (Kind::Line, None),
        false => (Kind::Select(kept), None),
    }
}

/// Kinds of leave by code, where every name is one and no code stands twice.
fn leaves<'n>(names: impl Iterator<Item = &'n str>) -> Option<Vec<(&'static str, String)>> {
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for name in names {
        let code = leave(name)?;
        if found.iter().any(|(known, _)| *known == code) {
            return None;
        }
        found.push((code, name.to_owned()));
    }
    (found.len() > 1).then_some(found)
}
