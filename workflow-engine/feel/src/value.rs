//! Values.

use crate::Number;
use jiff::civil;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Named values, by name.
pub type Context = BTreeMap<String, Value>;

/// A FEEL value (DMN 1.5 §10.3.2.3).
///
/// As JSON (serde) a value is one key that names the kind, so that no kind is lost:
/// `"null"`, `{"bool":true}`, `{"number":"1.5"}`, `{"text":"事假"}`, `{"date":"2026-03-02"}`,
/// `{"time":"08:30:00"}`, `{"dateTime":"2026-03-02T08:30:00"}`, `{"days":5400}`, `{"months":18}`,
/// `{"list":[…]}`, `{"context":{…}}`. As CBOR see [`cbor`](crate::cbor): an array of kind and
/// payload.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// An exact decimal number.
    Number(Number),
    /// Text.
    Text(String),
    /// A calendar day.
    Date(civil::Date),
    /// A time of day.
    Time(civil::Time),
    /// A day and time in Asia/Taipei.
    DateTime(civil::DateTime),
    /// A days-and-time duration in seconds.
    Days(i64),
    /// A years-and-months duration in months.
    Months(i64),
    /// A list.
    List(Vec<Value>),
    /// Named values.
    Context(Context),
}

impl Value {
    /// Text from anything that is a string.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The kind's name as it stands in JSON.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Date(_) => "date",
            Self::Time(_) => "time",
            Self::DateTime(_) => "dateTime",
            Self::Days(_) => "days",
            Self::Months(_) => "months",
            Self::List(_) => "list",
            Self::Context(_) => "context",
        }
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the value is exactly true; a null condition is not true (DMN 1.5 §10.3.2.7).
    #[must_use]
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// The truth value.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The number.
    #[must_use]
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// The number when it is whole and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::to_i64)
    }

    /// The text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(t) => Some(t),
            _ => None,
        }
    }

    /// The calendar day; of a date-time its day.
    #[must_use]
    pub fn as_date(&self) -> Option<civil::Date> {
        match self {
            Self::Date(d) => Some(*d),
            Self::DateTime(d) => Some(d.date()),
            _ => None,
        }
    }

    /// The time of day; of a date-time its time.
    #[must_use]
    pub fn as_time(&self) -> Option<civil::Time> {
        match self {
            Self::Time(t) => Some(*t),
            Self::DateTime(d) => Some(d.time()),
            _ => None,
        }
    }

    /// The date-time; a date has none.
    #[must_use]
    pub fn as_date_time(&self) -> Option<civil::DateTime> {
        match self {
            Self::DateTime(d) => Some(*d),
            _ => None,
        }
    }

    /// The list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(l) => Some(l),
            _ => None,
        }
    }

    /// The named values.
    #[must_use]
    pub fn as_context(&self) -> Option<&Context> {
        match self {
            Self::Context(c) => Some(c),
            _ => None,
        }
    }

    /// The value at a dotted path through contexts (`申請.天數`) and list positions from 0
    /// (`附件.0.名稱`); `None` when a step is missing. The empty path is the value itself.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Value> {
        if path.is_empty() {
            return Some(self);
        }
        path.split('.').try_fold(self, |value, step| match value {
            Self::Context(c) => c.get(step),
            Self::List(l) => step.parse::<usize>().ok().and_then(|i| l.get(i)),
            _ => None,
        })
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<Number> for Value {
    fn from(value: Number) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<civil::Date> for Value {
    fn from(value: civil::Date) -> Self {
        Self::Date(value)
    }
}

impl From<civil::Time> for Value {
    fn from(value: civil::Time) -> Self {
        Self::Time(value)
    }
}

impl From<civil::DateTime> for Value {
    fn from(value: civil::DateTime) -> Self {
        Self::DateTime(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(value: Vec<Value>) -> Self {
        Self::List(value)
    }
}

impl From<Context> for Value {
    fn from(value: Context) -> Self {
        Self::Context(value)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sample() -> Value {
        Value::Context(BTreeMap::from([
            (
                "申請".into(),
                Value::Context(BTreeMap::from([(
                    "天數".into(),
                    Value::from("1.5".parse::<Number>().unwrap()),
                )])),
            ),
            (
                "附件".into(),
                Value::List(vec![
                    Value::from("證明.pdf"),
                    Value::Null,
                    Value::Bool(true),
                ]),
            ),
            ("起日".into(), Value::Date(civil::date(2026, 3, 2))),
            ("時刻".into(), Value::Time(civil::time(8, 30, 0, 0))),
            (
                "起".into(),
                Value::DateTime(civil::datetime(2026, 3, 2, 8, 30, 0, 0)),
            ),
            ("長".into(), Value::Days(5400)),
            ("年資".into(), Value::Months(18)),
        ]))
    }

    #[test]
    fn paths() {
        fn check(path: &str, expected: Option<Value>) {
            assert_eq!(sample().get(path).cloned(), expected, "{path}");
        }
        check("申請.天數", Some(Value::Number("1.5".parse().unwrap())));
        check("附件.0", Some(Value::from("證明.pdf")));
        check("附件.9", None);
        check("附件.x", None);
        check("申請.天數.更深", None);
        check("", Some(sample()));
    }

    #[test]
    fn json_keeps_every_kind() {
        let json = serde_json::to_string(&sample()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), sample());
        assert!(json.contains(r#""長":{"days":5400}"#), "{json}");
        assert!(
            json.contains(r#""起":{"dateTime":"2026-03-02T08:30:00"}"#),
            "{json}"
        );
        assert_eq!(serde_json::to_string(&Value::Null).unwrap(), "\"null\"");
    }
}
