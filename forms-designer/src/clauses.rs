//! A condition that is chosen rather than written: a field, how it is compared, and with what.
//!
//! What stands in the file is FEEL and nothing else. An expression that says no more than some
//! comparisons, all joined by `and` or all by `or`, is read as [`Clauses`] and written back as
//! FEEL; any other stays in its box as it is written.

mod read;
mod rows;
mod words;

pub use read::read;
pub use rows::rows;
pub use words::spoken;

use std::fmt::Write as _;

use crate::expression::{Known, Of, Reach};

/// Most comparisons that are shown as boxes.
pub const MAX_CLAUSES: usize = 12;

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// `=`
    Same,
    /// `!=`
    Other,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `!= null`: it is filled in.
    Filled,
    /// `= null`: it is not filled in.
    Empty,
    /// `= true`: it is ticked.
    Ticked,
    /// `!= true`: it is not ticked.
    Unticked,
    /// `list contains(field, value)`
    Holds,
}

impl Way {
    /// The part of a key of texts that names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Other => "other",
            Self::More => "more",
            Self::AtLeast => "at-least",
            Self::Less => "less",
            Self::AtMost => "at-most",
            Self::Filled => "filled",
            Self::Empty => "empty",
            Self::Ticked => "ticked",
            Self::Unticked => "unticked",
            Self::Holds => "holds",
        }
    }

    /// Whether it compares with a value.
    #[must_use]
    pub fn asks(self) -> bool {
        !matches!(
            self,
            Self::Filled | Self::Empty | Self::Ticked | Self::Unticked
        )
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Same => "=",
            Self::Other => "!=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Filled | Self::Empty | Self::Ticked | Self::Unticked | Self::Holds => "",
        }
    }

    /// Those of what is not known here: of numbers the first eight, of what is always there six.
    const EVERY: &'static [Self] = &[
        Self::AtLeast,
        Self::More,
        Self::AtMost,
        Self::Less,
        Self::Same,
        Self::Other,
        Self::Filled,
        Self::Empty,
        Self::Ticked,
        Self::Unticked,
    ];

    /// The ways in which a field of a kind is compared, the usual one first.
    #[must_use]
    pub fn of(of: &Of) -> &'static [Self] {
        match of {
            Of::Number => Self::EVERY.split_at(8).0,
            Of::Days => Self::EVERY.split_at(6).0,
            Of::Date => &[
                Self::AtLeast,
                Self::AtMost,
                Self::Same,
                Self::Filled,
                Self::Empty,
            ],
            Of::Choice(_) | Of::Text => &[Self::Same, Self::Other, Self::Filled, Self::Empty],
            Of::Several(_) => &[Self::Holds],
            Of::Yes => &[Self::Ticked, Self::Unticked],
            Of::Picked => &[Self::Filled, Self::Empty],
            Of::Other => Self::EVERY,
        }
    }
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    None,
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A day, as ISO 8601 writes it.
    Day(String),
}

impl Value {
    /// As a person reads it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::None => "",
            Self::Number(text) | Self::Text(text) | Self::Day(text) => text,
        }
    }
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The path of the field.
    pub path: String,
    /// How it is compared.
    pub way: Way,
    /// With what.
    pub value: Value,
}

impl Clause {
    /// The usual comparison of a field.
    #[must_use]
    pub fn of(field: &Known) -> Self {
        let way = Way::of(&field.of).first().copied().unwrap_or(Way::Filled);
        let way = match field.of {
            Of::Text | Of::Date => Way::Filled,
            _ => way,
        };
        Self {
            path: field.path.clone(),
            way,
            value: usual(&field.of, way),
        }
    }

    /// As FEEL.
    #[must_use]
    pub fn write(&self) -> String {
        let Self { path, way, value } = self;
        let value = match value {
            Value::None => String::new(),
            Value::Number(digits) => digits.clone(),
            Value::Text(text) => quoted(text),
            Value::Day(day) => format!("date({})", quoted(day)),
        };
        match way {
            Way::Filled => format!("{path} != null"),
            Way::Empty => format!("{path} = null"),
            Way::Ticked => format!("{path} = true"),
            Way::Unticked => format!("{path} != true"),
            Way::Holds => format!("list contains({path}, {value})"),
            way => format!("{path} {} {value}", way.sign()),
        }
    }
}

/// A value that a comparison may begin with.
fn usual(of: &Of, way: Way) -> Value {
    match of {
        _ if !way.asks() => Value::None,
        Of::Choice(options) | Of::Several(options) => {
            let first = options.first().map(|(value, _)| value.clone());
            Value::Text(first.unwrap_or_default())
        }
        Of::Text => Value::Text(String::new()),
        Of::Date => Value::Day("2026-01-01".to_owned()),
        Of::Number | Of::Days | Of::Other | Of::Yes | Of::Picked => Value::Number("1".to_owned()),
    }
}

/// A text as FEEL writes it (DMN 1.5, grammar rule 33).
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                // A String takes every write.
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Comparisons that hold together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clauses {
    /// One is enough; else all must hold.
    pub any: bool,
    /// The comparisons.
    pub all: Vec<Clause>,
}

impl Clauses {
    /// As FEEL.
    #[must_use]
    pub fn write(&self) -> String {
        let joint = if self.any { " or " } else { " and " };
        let all: Vec<String> = self.all.iter().map(Clause::write).collect();
        all.join(joint)
    }
}

/// What a person does with a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<'a> {
    /// One more comes at the end.
    Add,
    /// One goes.
    Remove(usize),
    /// Another field of those that can be read.
    Field(usize, usize),
    /// Another of the ways of the field.
    Way(usize, usize),
    /// Another of the options of the field.
    Option(usize, usize),
    /// A value is written.
    Write(usize, &'a str),
    /// All must hold, or one is enough.
    Any(bool),
}

/// The expression after a change; none where it cannot be made, such as a number without digits.
#[must_use]
pub fn changed(text: &str, reach: &Reach, change: &Change<'_>) -> Option<String> {
    let mut clauses = read(text)?;
    match *change {
        Change::Add if clauses.all.len() < MAX_CLAUSES => {
            let free = |own: &&Known| clauses.all.iter().all(|clause| clause.path != own.path);
            let fields = reach.fields();
            let of = |kind: fn(&Of) -> bool| fields.iter().find(|own| kind(&own.of) && free(own));
            // What can be counted is asked about most.
            let field = of(|of| *of == Of::Number).or_else(|| of(|of| *of == Of::Days));
            let field = field.or_else(|| of(|of| *of != Of::Other));
            let field = field.or_else(|| fields.iter().find(free));
            let field = field.or(fields.first())?;
            clauses.all.push(Clause::of(field));
        }
        Change::Add => return None,
        Change::Remove(at) if at < clauses.all.len() => {
            clauses.all.remove(at);
        }
        Change::Remove(_) => return None,
        Change::Field(at, field) => {
            *clauses.all.get_mut(at)? = Clause::of(reach.fields().get(field)?);
        }
        Change::Way(at, way) => {
            let clause = clauses.all.get_mut(at)?;
            let of = reach.of(&clause.path);
            clause.way = *Way::of(of).get(way)?;
            if !clause.way.asks() {
                clause.value = Value::None;
            } else if clause.value == Value::None {
                clause.value = usual(of, clause.way);
            }
        }
        Change::Option(at, option) => {
            let clause = clauses.all.get_mut(at)?;
            let (Of::Choice(options) | Of::Several(options)) = reach.of(&clause.path) else {
                return None;
            };
            clause.value = Value::Text(options.get(option)?.0.clone());
        }
        Change::Write(at, text) => {
            let clause = clauses.all.get_mut(at)?;
            clause.value = written(text, reach.of(&clause.path))?;
        }
        Change::Any(any) => clauses.any = any,
    }
    Some(clauses.write())
}

/// A value as somebody writes it.
fn written(text: &str, of: &Of) -> Option<Value> {
    let trimmed = text.trim();
    match of {
        Of::Number | Of::Days => number(trimmed).map(Value::Number),
        Of::Date => day(trimmed).map(Value::Day),
        Of::Other => Some(match number(trimmed) {
            Some(digits) => Value::Number(digits),
            None => Value::Text(text.to_owned()),
        }),
        Of::Text | Of::Choice(_) | Of::Several(_) | Of::Yes | Of::Picked => {
            Some(Value::Text(text.to_owned()))
        }
    }
}

/// Digits with at most one point, and a sign; with commas between thousands as people write them.
pub(crate) fn number(text: &str) -> Option<String> {
    let text = text.replace([',', '，'], "");
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (all(whole) && all(rest)).then_some(text)
}

/// A day in years of the Republic or of the common era, with `/`, `-` or `.` between.
pub(crate) fn day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let year: i16 = year.parse().ok()?;
    let year = if year < 1000 { year + 1911 } else { year };
    let date = jiff::civil::Date::new(year, month.parse().ok()?, day.parse().ok()?);
    date.ok().map(|date| date.to_string())
}

#[cfg(test)]
mod tests;
