//! The border to the evaluator: its values in and out.

use crate::{Context, Number, Value};
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelNumber, Name};
use dsntk_feel_temporal::{
    FeelDate, FeelDateTime, FeelDaysAndTimeDuration, FeelTime, FeelYearsAndMonthsDuration,
};
use jiff::{SignedDuration, civil};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Offset of Asia/Taipei, in seconds.
const TAIPEI: i32 = 8 * 3600;

/// The longest duration that the evaluator can hold: it counts nanoseconds in 64 bits.
const MAX_SECONDS: u64 = 9_223_372_036;

/// The evaluator's own value of ours.
pub fn enter(value: &Value) -> Feel {
    match value {
        Value::Null => Feel::Null(None),
        Value::Bool(b) => Feel::Boolean(*b),
        Value::Number(n) => {
            FeelNumber::from_str(&n.to_string()).map_or(Feel::Null(None), Feel::Number)
        }
        Value::Text(t) => Feel::String(t.clone()),
        Value::Date(d) => enter_date(*d).map_or(Feel::Null(None), Feel::Date),
        Value::Time(t) => enter_time(*t).map_or(Feel::Null(None), Feel::Time),
        Value::DateTime(d) => enter_date(d.date())
            .zip(enter_time(d.time()))
            .map_or(Feel::Null(None), |(d, t)| {
                Feel::DateTime(FeelDateTime::new(d, t))
            }),
        Value::Days(s) if s.unsigned_abs() > MAX_SECONDS => Feel::Null(None),
        Value::Days(s) => Feel::DaysAndTimeDuration(FeelDaysAndTimeDuration::from_s(*s)),
        Value::Months(m) => Feel::YearsAndMonthsDuration(FeelYearsAndMonthsDuration::from_m(*m)),
        Value::List(items) => Feel::List(items.iter().map(enter).collect()),
        Value::Context(entries) => Feel::Context(enter_context(entries.iter())),
    }
}

/// The evaluator's own context of ours.
pub fn enter_context<'a>(entries: impl Iterator<Item = (&'a String, &'a Value)>) -> FeelContext {
    let mut context = FeelContext::default();
    for (name, value) in entries {
        context.set_entry(&Name::from(name), enter(value));
    }
    context
}

fn enter_date(date: civil::Date) -> Option<FeelDate> {
    FeelDate::new(
        i32::from(date.year()),
        u32::try_from(date.month()).ok()?,
        u32::try_from(date.day()).ok()?,
    )
}

fn enter_time(time: civil::Time) -> Option<FeelTime> {
    FeelTime::local_opt(
        u8::try_from(time.hour()).ok()?,
        u8::try_from(time.minute()).ok()?,
        u8::try_from(time.second()).ok()?,
        u64::try_from(time.subsec_nanosecond()).ok()?,
    )
}

/// Our value of the evaluator's, with the reason when it is a null or has no place here.
pub fn leave(value: Feel) -> (Value, Option<String>) {
    let mut reason = None;
    let value = leave_value(value, &mut reason);
    (value, reason)
}

fn leave_value(value: Feel, reason: &mut Option<String>) -> Value {
    match value {
        Feel::Null(why) => {
            note(reason, why);
            Value::Null
        }
        Feel::Boolean(b) => Value::Bool(b),
        Feel::Number(n) => leave_number(&n.to_string(), reason),
        Feel::String(t) => Value::Text(t),
        Feel::Date(d) => or_null(leave_date(&d).map(Value::Date), "date out of range", reason),
        Feel::Time(t) => or_null(leave_time(&t).map(Value::Time), "time out of range", reason),
        Feel::DateTime(d) => or_null(
            leave_date_time(&d).map(Value::DateTime),
            "date and time out of range",
            reason,
        ),
        Feel::DaysAndTimeDuration(d) => or_null(
            i64::try_from(d.as_seconds()).ok().map(Value::Days),
            "duration out of range",
            reason,
        ),
        Feel::YearsAndMonthsDuration(d) => Value::Months(d.as_months()),
        Feel::List(items) | Feel::ExpressionList(items) => Value::List(
            items
                .into_iter()
                .map(|item| leave_value(item, reason))
                .collect(),
        ),
        Feel::Context(entries) => Value::Context(
            entries
                .iter()
                .map(|(name, value)| (name.to_string(), leave_value(value.clone(), reason)))
                .collect::<Context>(),
        ),
        Feel::Transparent(inner) => leave_value(*inner, reason),
        other => or_null(
            None,
            &format!("a {} is no value that can be kept", other.type_of()),
            reason,
        ),
    }
}

fn note(reason: &mut Option<String>, why: Option<String>) {
    if reason.is_none() {
        *reason = why;
    }
}

fn or_null(value: Option<Value>, why: &str, reason: &mut Option<String>) -> Value {
    value.unwrap_or_else(|| {
        note(reason, Some(why.to_owned()));
        Value::Null
    })
}

fn leave_number(text: &str, reason: &mut Option<String>) -> Value {
    let number = Decimal::from_str(text).ok().map(Number::from);
    or_null(number.map(Value::Number), "number out of range", reason)
}

fn leave_date(date: &FeelDate) -> Option<civil::Date> {
    civil::Date::new(
        i16::try_from(date.year()).ok()?,
        i8::try_from(date.month()).ok()?,
        i8::try_from(date.day()).ok()?,
    )
    .ok()
}

fn clock(time: &FeelTime) -> Option<civil::Time> {
    civil::Time::new(
        i8::try_from(time.hour()).ok()?,
        i8::try_from(time.minute()).ok()?,
        i8::try_from(time.second()).ok()?,
        i32::try_from(time.nanos()).ok()?,
    )
    .ok()
}

fn leave_time(time: &FeelTime) -> Option<civil::Time> {
    let civil = clock(time)?;
    match time.feel_time_offset() {
        None => Some(civil),
        Some(offset) => Some(civil.wrapping_add(SignedDuration::from_secs(i64::from(
            TAIPEI.checked_sub(offset)?,
        )))),
    }
}

fn leave_date_time(value: &FeelDateTime) -> Option<civil::DateTime> {
    let civil = leave_date(&value.date())?.to_datetime(clock(&value.time())?);
    match value.feel_time_offset() {
        None => Some(civil),
        Some(offset) => civil
            .checked_add(SignedDuration::from_secs(i64::from(
                TAIPEI.checked_sub(offset)?,
            )))
            .ok(),
    }
}
