//! Values of the language, all of them (DMN 1.5 §10.3.2).

use super::builtins::Builtin;
use super::expr::{Expr, Param};
use super::time::{Date, DateTime, DayTime, Time};
use super::types::Type;
use crate::Number;
use std::fmt;
use std::sync::Arc;

/// A value. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub enum Val {
    /// No value.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A decimal number.
    Number(Number),
    /// Text.
    Text(Arc<str>),
    /// A calendar day.
    Date(Date),
    /// A time of day, perhaps of a zone.
    Time(Time),
    /// A day and a time of it, perhaps of a zone.
    DateTime(DateTime),
    /// A days-and-time duration.
    DayTime(DayTime),
    /// A years-and-months duration in months.
    Months(i64),
    /// A list.
    List(Arc<[Val]>),
    /// Named values in their order.
    Context(Arc<Entries>),
    /// All values between two ends.
    Range(Arc<Range>),
    /// A function.
    Function(Arc<Function>),
}

/// Named values in their order; a name stands once.
#[derive(Clone, Debug, Default)]
pub struct Entries(Vec<(Arc<str>, Val)>);

impl Entries {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Val> {
        self.0
            .iter()
            .find(|(key, _)| &**key == name)
            .map(|(_, value)| value)
    }

    /// Puts a value under a name, in the place of the one that was there.
    pub fn put(&mut self, name: Arc<str>, value: Val) {
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// Names and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Val)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Arc<str>, Val)> for Entries {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Val)>>(entries: I) -> Self {
        let mut all = Self::new();
        for (name, value) in entries {
            all.put(name, value);
        }
        all
    }
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// There is none on this side.
    Open,
    /// The end belongs to the range.
    Included(Val),
    /// The end does not belong to it.
    Excluded(Val),
    /// It is the only value of the range, as in `(=10)`.
    Only(Val),
}

impl End {
    /// The value at the end, null where there is none.
    #[must_use]
    pub fn value(&self) -> Val {
        match self {
            Self::Open => Val::Null,
            Self::Included(value) | Self::Excluded(value) | Self::Only(value) => value.clone(),
        }
    }

    /// Whether the end belongs to the range.
    #[must_use]
    pub fn is_included(&self) -> bool {
        matches!(self, Self::Included(_) | Self::Only(_))
    }
}

/// All values between two ends (DMN 1.5 §10.3.2.7).
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The lower end.
    pub start: End,
    /// The upper end.
    pub end: End,
}

/// A function.
pub enum Function {
    /// One of the language's own (DMN 1.5 §10.3.4).
    Builtin(Builtin),
    /// One that an expression defines, with the values that it saw there.
    Defined {
        /// Its parameters.
        params: Arc<[Param]>,
        /// What it computes.
        body: Arc<Expr>,
        /// The values that were bound at its definition.
        seen: Arc<[Val]>,
        /// The inputs there.
        inputs: Arc<[Val]>,
        /// The place of its own name, when it has one.
        itself: Option<u32>,
        /// The type of its result, when one is declared.
        result: Option<Type>,
    },
    /// One of the host: a knowledge model or a decision service.
    Host(Arc<dyn Callable>),
}

/// A function that the host gives.
pub trait Callable: Send + Sync {
    /// Its parameters.
    fn params(&self) -> &[Param];

    /// The type of its result.
    fn result(&self) -> &Type;

    /// Calls it with as many values as it has parameters, each of its type or null.
    fn call(&self, machine: &mut super::eval::Machine<'_>, arguments: Vec<Val>) -> Val;
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin(builtin) => write!(f, "{}", builtin.name()),
            Self::Defined { params, .. } => write!(f, "function({})", params.len()),
            Self::Host(host) => write!(f, "host({})", host.params().len()),
        }
    }
}

/// The same value: the same kind with the same parts. Functions are the same only as one object.
/// Unlike the language's `=`, it is never null.
impl PartialEq for Val {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Time(a), Self::Time(b)) => a == b,
            (Self::DateTime(a), Self::DateTime(b)) => a == b,
            (Self::DayTime(a), Self::DayTime(b)) => a == b,
            (Self::Months(a), Self::Months(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Context(a), Self::Context(b)) => {
                a.len() == b.len() && a.iter().all(|(name, value)| b.get(name) == Some(value))
            }
            (Self::Range(a), Self::Range(b)) => a == b,
            (Self::Function(a), Self::Function(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Val {
    /// Text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A list.
    pub fn list(items: Vec<Val>) -> Self {
        Self::List(items.into())
    }

    /// Named values.
    #[must_use]
    pub fn context(entries: Entries) -> Self {
        Self::Context(Arc::new(entries))
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// What the value is called in a message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Date(_) => "date",
            Self::Time(_) => "time",
            Self::DateTime(_) => "date and time",
            Self::DayTime(_) => "days and time duration",
            Self::Months(_) => "years and months duration",
            Self::List(_) => "list",
            Self::Context(_) => "context",
            Self::Range(_) => "range",
            Self::Function(_) => "function",
        }
    }
}

impl From<bool> for Val {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Number> for Val {
    fn from(value: Number) -> Self {
        Self::Number(value)
    }
}

impl From<i64> for Val {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<Option<Val>> for Val {
    fn from(value: Option<Val>) -> Self {
        value.unwrap_or_default()
    }
}
