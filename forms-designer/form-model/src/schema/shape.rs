//! What a value may be.

use std::cmp::Ordering;

use feel::Number;

use super::table::Property;
use crate::json::{self, Json};

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Flag,
    Number,
    Whole,
    Nothing,
    List,
    Object,
}

impl Type {
    /// Whether a value is of the type; a number is whole by its value: `2.0` is.
    pub fn fits(self, json: &Json) -> bool {
        match self {
            Self::Text => matches!(json, Json::Text(_)),
            Self::Flag => matches!(json, Json::Bool(_)),
            Self::Number => matches!(json, Json::Number(_)),
            Self::Whole => matches!(json, Json::Number(digits) if is_whole(digits)),
            Self::Nothing => matches!(json, Json::Null),
            Self::List => matches!(json, Json::List(_)),
            Self::Object => matches!(json, Json::Object(_)),
        }
    }

    /// With its article, for a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Flag => "true or false",
            Self::Number => "a number",
            Self::Whole => "a whole number",
            Self::Nothing => "null",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }

    /// Its word in a schema.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Flag => "boolean",
            Self::Number => "number",
            Self::Whole => "integer",
            Self::Nothing => "null",
            Self::List => "array",
            Self::Object => "object",
        }
    }

    /// The type of a value.
    pub fn of(json: &Json) -> Self {
        match json {
            Json::Null => Self::Nothing,
            Json::Bool(_) => Self::Flag,
            Json::Number(_) => Self::Number,
            Json::Text(_) => Self::Text,
            Json::List(_) => Self::List,
            Json::Object(_) => Self::Object,
        }
    }
}

/// The names of types, for a sentence.
pub(super) fn names(types: &[Type]) -> String {
    let names: Vec<&str> = types.iter().map(|kind| kind.name()).collect();
    names.join(" or ")
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Words of ASCII letters, digits and `_`, with single points between them.
    Path,
    /// That, or nothing.
    PathOrNothing,
    /// Anything without a space.
    Unspaced,
    /// An expression, as form-js marks it.
    Expression,
    /// An expression where nothing else may stand.
    Computed,
    /// A day, as 2026-12-03.
    Day,
}

impl Spelling {
    pub fn fits(self, text: &str) -> bool {
        let word = |word: &str| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
            !word.is_empty() && word.bytes().all(plain)
        };
        match self {
            Self::Path => text.split('.').all(word),
            Self::PathOrNothing => text.is_empty() || text.split('.').all(word),
            Self::Unspaced => !text.chars().any(is_space),
            Self::Expression | Self::Computed => text.starts_with('='),
            Self::Day => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        }
    }

    /// For a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "letters, digits and `_`, with single points between words",
            Self::PathOrNothing => {
                "letters, digits and `_`, with single points between words, or nothing"
            }
            Self::Unspaced => "it without a space",
            Self::Expression => "true, false or an expression that begins with `=`",
            Self::Computed => "an expression that begins with `=`",
            Self::Day => "a day such as 2026-12-03",
        }
    }

    /// As a pattern of a schema.
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Path => r"^\w+(\.\w+)*$",
            Self::PathOrNothing => r"^(\w+(\.\w+)*)?$",
            Self::Unspaced => r"^\S*$",
            Self::Expression | Self::Computed => "^=",
            Self::Day => r"^\d{4}-\d{2}-\d{2}$",
        }
    }
}

/// White space of ECMAScript's `\s`, which knows the byte order mark and not NEXT LINE.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}')
}

/// What a value may be; each rule stands for itself, as in JSON Schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// The types of which it may be; any when there are none.
    pub types: &'static [Type],
    /// The texts that it may be; any when there are none.
    pub choices: &'static [&'static str],
    /// How it is written, where it is a text.
    pub spelling: Option<Spelling>,
    /// The least and the greatest, where it is a number.
    pub bounds: Option<(i64, i64)>,
    /// What stands under its names, where it is an object.
    pub entries: &'static [Property],
    /// What stands under any name, where it is an object.
    pub each: Option<&'static Shape>,
    /// What its items are, where it is a list.
    pub items: Items,
}

/// What the items of a list are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Items {
    Any,
    Components,
    Each(&'static Shape),
}

impl Shape {
    /// Any value of these types.
    pub const fn of(types: &'static [Type]) -> Self {
        Self {
            types,
            choices: &[],
            spelling: None,
            bounds: None,
            entries: &[],
            each: None,
            items: Items::Any,
        }
    }

    pub const fn choice(self, choices: &'static [&'static str]) -> Self {
        Self { choices, ..self }
    }

    pub const fn spelled(self, spelling: Spelling) -> Self {
        let spelling = Some(spelling);
        Self { spelling, ..self }
    }

    pub const fn between(self, least: i64, greatest: i64) -> Self {
        let bounds = Some((least, greatest));
        Self { bounds, ..self }
    }

    pub const fn with(self, entries: &'static [Property]) -> Self {
        Self { entries, ..self }
    }

    pub const fn of_each(self, each: &'static Shape) -> Self {
        let each = Some(each);
        Self { each, ..self }
    }

    pub const fn list(self, items: Items) -> Self {
        Self { items, ..self }
    }
}

/// Whether digits as they are written stand for a whole number, however large.
pub(super) fn is_whole(digits: &str) -> bool {
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let joined = format!("{whole}{fraction}");
    let kept = joined.trim_end_matches('0').trim_start_matches(['-', '0']);
    if kept.is_empty() {
        return true;
    }
    let zeros = joined.len() - joined.trim_end_matches('0').len();
    let needed = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let spare = i64::try_from(zeros).unwrap_or(i64::MAX);
    match exponent.parse::<i64>() {
        Ok(exponent) => exponent.saturating_add(spare) >= needed,
        Err(_) => !exponent.starts_with('-'),
    }
}

/// Digits as they are written beside a number.
pub(super) fn beside(digits: &str, limit: i64) -> Ordering {
    let limit = Number::from(limit);
    if let Some(number) = json::number(digits) {
        return number.cmp(&limit);
    }
    // More digits or a longer exponent than fit: next to nothing, or beyond every limit.
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, ""));
    let whole = mantissa.split('.').next().unwrap_or_default();
    let is_zero = !mantissa.contains(|c: char| ('1'..='9').contains(&c));
    if is_zero || exponent.starts_with('-') {
        return Number::from(0).cmp(&limit);
    }
    match json::number(whole) {
        Some(number) if exponent.is_empty() => number.cmp(&limit),
        _ if digits.starts_with('-') => Ordering::Less,
        _ => Ordering::Greater,
    }
}
