//! JSON (RFC 8259) that loses nothing: numbers stay the digits that were written, and names
//! keep their order.

mod place;
mod read;

use std::fmt::Write;

use feel::Value;

pub use self::place::{Place, places};
pub(crate) use self::read::number;
use crate::problem::Problem;

/// Deepest nesting of lists and objects.
pub const MAX_NESTING: usize = 128;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written, such as `1.50`.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Names and values, in the order in which they are written. Where a name stands twice, the
    /// last counts, as in ECMAScript; only [`Json::read_loosely`] lets it.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a document in UTF-8, with or without a byte order mark.
    ///
    /// # Errors
    /// `json-unreadable` (reason, line, column; both from 1, the column in characters): it is
    /// not JSON, a name stands twice in an object, or it nests deeper than [`MAX_NESTING`].
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        read::document(bytes, read::Twice::Refused)
    }

    /// As [`Json::read`], but a name may stand twice in an object, as for form-js.
    ///
    /// # Errors
    /// As [`Json::read`].
    pub fn read_loosely(bytes: &[u8]) -> Result<Self, Problem> {
        read::document(bytes, read::Twice::Kept)
    }

    /// The value under a name; of what is no object there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let entries = self.as_object()?;
        let last = entries.iter().rfind(|(n, _)| n == name);
        last.map(|(_, value)| value)
    }

    /// The value under a name, to change it; it is added at the end when it is not there. What
    /// is no object becomes one.
    pub fn entry(&mut self, name: &str) -> &mut Self {
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(entries) = self else {
            return self;
        };
        let place = entries
            .iter()
            .rposition(|(n, _)| n == name)
            .unwrap_or(entries.len());
        if place == entries.len() {
            entries.push((name.to_owned(), Self::Null));
        }
        &mut entries[place].1
    }

    /// Takes a name out of an object.
    pub fn remove(&mut self, name: &str) -> Option<Self> {
        let Self::Object(entries) = self else {
            return None;
        };
        let mut taken = None;
        while let Some(place) = entries.iter().rposition(|(n, _)| n == name) {
            let (_, value) = entries.remove(place);
            taken.get_or_insert(value);
        }
        taken
    }

    /// The value at a pointer (RFC 6901), to change it.
    pub fn at_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        let mut steps = pointer.split('/');
        if !steps.next()?.is_empty() {
            return None;
        }
        steps.try_fold(self, |json, step| match json {
            Self::List(items) => items.get_mut(step.parse::<usize>().ok()?),
            Self::Object(entries) => {
                let name = step.replace("~1", "/").replace("~0", "~");
                let entry = entries.iter_mut().rfind(|(n, _)| *n == name);
                entry.map(|(_, value)| value)
            }
            _ => None,
        })
    }

    /// The text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The names and values.
    #[must_use]
    pub fn as_object(&self) -> Option<&[(String, Self)]> {
        match self {
            Self::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// A whole number from 0.
    pub(crate) fn as_count(&self) -> Option<u32> {
        match self {
            Self::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    /// Whether it is read back as it is when it is written: its numbers are digits, and it is not
    /// nested too deep.
    pub(crate) fn is_readable(&self) -> bool {
        fn within(json: &Json, depth: usize) -> bool {
            depth <= MAX_NESTING
                && match json {
                    Json::Number(digits) => read::is_number(digits),
                    Json::List(items) => items.iter().all(|item| within(item, depth + 1)),
                    Json::Object(entries) => {
                        entries.iter().all(|(_, value)| within(value, depth + 1))
                    }
                    Json::Null | Json::Bool(_) | Json::Text(_) => true,
                }
        }
        within(self, 0)
    }

    /// As FEEL sees it; a number with more digits than fit is null.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(digits) => number(digits).map_or(Value::Null, Value::Number),
            Self::Text(text) => Value::text(text.as_str()),
            Self::List(items) => Value::List(items.iter().map(Self::to_value).collect()),
            Self::Object(entries) => {
                let pair = |(name, value): &(String, Self)| (name.clone(), value.to_value());
                Value::Context(entries.iter().map(pair).collect())
            }
        }
    }

    /// A value as JSON: dates, times and durations as text (ISO 8601).
    #[must_use]
    pub fn from_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Date(date) => Self::Text(date.to_string()),
            Value::Time(time) => Self::Text(time.to_string()),
            Value::DateTime(moment) => Self::Text(moment.to_string()),
            Value::Days(seconds) => Self::Text(format!("PT{seconds}S")),
            Value::Months(months) => Self::Text(format!("P{months}M")),
            Value::List(items) => Self::List(items.iter().map(Self::from_value).collect()),
            Value::Context(entries) => {
                let pair =
                    |(name, value): (&String, &Value)| (name.clone(), Self::from_value(value));
                Self::Object(entries.iter().map(pair).collect())
            }
        }
    }

    /// As text, two spaces a level, as form-js writes its forms.
    #[must_use]
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    /// As text without a space.
    #[must_use]
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    fn write(&self, out: &mut String, level: Option<usize>) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => quote(text, out),
            Self::List(items) => write_all(out, level, ['[', ']'], items, |item, out, level| {
                item.write(out, level);
            }),
            Self::Object(entries) => {
                let colon = if level.is_some() { ": " } else { ":" };
                write_all(
                    out,
                    level,
                    ['{', '}'],
                    entries,
                    |(name, value), out, level| {
                        quote(name, out);
                        out.push_str(colon);
                        value.write(out, level);
                    },
                );
            }
        }
    }
}

fn write_all<T>(
    out: &mut String,
    level: Option<usize>,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&T, &mut String, Option<usize>),
) {
    out.push(open);
    let inner = level.map(|level| level + 1);
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        new_line(out, inner);
        write(item, out, inner);
    }
    if !items.is_empty() {
        new_line(out, level);
    }
    out.push(close);
}

fn new_line(out: &mut String, level: Option<usize>) {
    if let Some(level) = level {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests;
