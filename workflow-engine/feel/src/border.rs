//! The border between the office's values and the language's.
//!
//! The office keeps civil days and times of Asia/Taipei; the language also has zones, years of nine
//! digits, ranges and functions. What has no place in the office becomes null with a reason.

use crate::lang::Val;
use crate::lang::time::{Date, DateTime, DayTime, SECOND, Time};
use crate::lang::val::Entries;
use crate::{Context, Value};
use jiff::civil;

/// Offset of Asia/Taipei, in seconds.
const TAIPEI: i32 = 8 * 3600;

/// The language's value of the office's.
pub(crate) fn enter(value: &Value) -> Val {
    match value {
        Value::Null => Val::Null,
        Value::Bool(b) => Val::Bool(*b),
        Value::Number(n) => Val::Number(*n),
        Value::Text(t) => Val::text(t.as_str()),
        Value::Date(d) => Val::Date((*d).into()),
        Value::Time(t) => Val::Time((*t).into()),
        Value::DateTime(d) => Val::DateTime(DateTime::new(d.date().into(), d.time().into())),
        Value::Days(s) => Val::DayTime(DayTime(i128::from(*s) * SECOND)),
        Value::Months(m) => Val::Months(*m),
        Value::List(items) => Val::list(items.iter().map(enter).collect()),
        Value::Context(entries) => Val::context(enter_all(entries)),
    }
}

/// The language's entries of the office's.
pub(crate) fn enter_all(entries: &Context) -> Entries {
    let entered = entries
        .iter()
        .map(|(name, value)| (name.as_str().into(), enter(value)));
    entered.collect()
}

/// The office's value of the language's; what has no place in it is null, and the reason is noted.
pub(crate) fn leave(value: &Val, reason: &mut Option<String>) -> Value {
    let mut without = |kind: &str| {
        let why = || format!("a {kind} is no value that can be kept");
        reason.get_or_insert_with(why);
        Value::Null
    };
    match value {
        Val::Null => Value::Null,
        Val::Bool(b) => Value::Bool(*b),
        Val::Number(n) if n.to_string().contains('E') => without("number of this size"),
        Val::Number(n) => Value::Number(*n),
        Val::Text(t) => Value::Text(t.to_string()),
        Val::Date(d) => leave_date(*d).map_or_else(|| without("date of this year"), Value::Date),
        Val::Time(t) => Value::Time(leave_time(t)),
        Val::DateTime(d) => {
            leave_moment(d).map_or_else(|| without("date of this year"), Value::DateTime)
        }
        Val::DayTime(d) => i64::try_from(d.0.div_euclid(SECOND))
            .map_or_else(|_| without("duration of this length"), Value::Days),
        Val::Months(m) => Value::Months(*m),
        Val::List(items) => Value::List(items.iter().map(|item| leave(item, reason)).collect()),
        Val::Context(entries) => {
            let left = entries
                .iter()
                .map(|(name, value)| (name.to_string(), leave(value, reason)));
            Value::Context(left.collect())
        }
        Val::Range(_) | Val::Function(_) => without(value.kind()),
    }
}

fn leave_date(date: Date) -> Option<civil::Date> {
    civil::Date::try_from(date).ok()
}

fn leave_time(time: &Time) -> civil::Time {
    let civil = civil::Time::from(time);
    match time.offset() {
        None => civil,
        Some(offset) => {
            let east = i64::from(TAIPEI) - i64::from(offset);
            civil.wrapping_add(jiff::SignedDuration::from_secs(east))
        }
    }
}

fn leave_moment(moment: &DateTime) -> Option<civil::DateTime> {
    let civil = moment.civil_at(TAIPEI)?;
    Some(leave_date(civil.date)?.to_datetime(civil::Time::from(&civil.time)))
}
