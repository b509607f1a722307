//! Timers from text and from values.

use super::{Timer, to_ms};
use crate::bpmn::model::TimerForm;
use feel::Value;
use jiff::civil::DateTime;
use jiff::{Span, Timestamp};

/// Longest timer text that is read.
pub const MAX_TEXT: usize = 96;
/// Most repetitions that a cycle may ask for.
pub const MAX_REPEATS: u32 = 1_000;

/// Reads a timer's text.
///
/// # Errors
/// A sentence about what is wrong with it.
pub fn parse(form: TimerForm, text: &str) -> Result<Timer, String> {
    let text = text.trim();
    if text.len() > MAX_TEXT {
        return Err(format!("the timer's text is longer than {MAX_TEXT} bytes"));
    }
    match form {
        TimerForm::Date => moment(text).map(Timer::At),
        TimerForm::Duration => span(text).map(|_| Timer::After {
            duration: text.to_owned(),
            again: None,
        }),
        TimerForm::Cycle => cycle(text),
    }
}

/// How often a cycle is due again after the first time.
pub(crate) fn repeats(text: &str) -> Result<(u32, &str), String> {
    let bad = || format!("`{text}` is not a cycle such as R3/P1D");
    let (count, rest) = text
        .strip_prefix('R')
        .and_then(|rest| rest.split_once('/'))
        .ok_or_else(bad)?;
    let times = if count.is_empty() {
        MAX_REPEATS
    } else {
        count.parse().map_err(|_| bad())?
    };
    if times == 0 || times > MAX_REPEATS {
        return Err(format!("a cycle repeats 1 to {MAX_REPEATS} times"));
    }
    Ok((times - 1, rest))
}

/// A repeating interval (ISO 8601-1 §5.6): its length, its start and length, its length and end,
/// or its start and end.
fn cycle(text: &str) -> Result<Timer, String> {
    let (again, rest) = repeats(text)?;
    let Some((one, two)) = rest.split_once('/') else {
        span(rest)?;
        return Ok(Timer::After {
            duration: rest.to_owned(),
            again: Some(again),
        });
    };
    let (first, duration) = match (one.starts_with('P'), two.starts_with('P')) {
        (false, true) => {
            span(two)?;
            (moment(one)?, two.to_owned())
        }
        (true, false) => (backwards(moment(two)?, one, again)?, one.to_owned()),
        (false, false) => {
            let (from, to) = (moment(one)?, moment(two)?);
            let seconds = (to - from) / 1_000;
            (from, format!("PT{}S", seconds.max(0)))
        }
        (true, true) => return Err(format!("`{text}` has two lengths")),
    };
    Ok(Timer::From {
        first,
        duration,
        again,
    })
}

/// The first of the moments of which the last is `end`.
fn backwards(end: i64, duration: &str, again: u32) -> Result<i64, String> {
    let length = span(duration)?;
    let mut at = super::to_civil(end);
    for _ in 0..again {
        at = at.and_then(|at| at.checked_sub(length).ok());
    }
    at.and_then(to_ms)
        .ok_or_else(|| "the cycle begins before the calendar".to_owned())
}

pub(super) fn span(text: &str) -> Result<Span, String> {
    let bad = || format!("`{text}` is not an ISO 8601 duration such as P3D or PT4H");
    if !text.starts_with('P') {
        return Err(bad());
    }
    let span: Span = text.parse().map_err(|_| bad())?;
    if span.is_negative() {
        Err(bad())
    } else {
        Ok(span)
    }
}

/// A date, a date-time in Asia/Taipei, or a date-time with its offset.
fn moment(text: &str) -> Result<i64, String> {
    let with_offset = text.parse::<Timestamp>().ok();
    let civil = || {
        let civil: Option<DateTime> = text.parse().ok();
        civil.and_then(to_ms)
    };
    with_offset
        .map(Timestamp::as_millisecond)
        .or_else(civil)
        .ok_or_else(|| format!("`{text}` is not an ISO 8601 date or date-time"))
}

/// Makes a timer of the value of an expression.
///
/// # Errors
/// A sentence about what is wrong with the value.
pub fn from_value(form: TimerForm, value: &Value) -> Result<Timer, String> {
    let after = |duration: String| {
        span(&duration).map(|_| Timer::After {
            duration,
            again: None,
        })
    };
    let beyond = || "the timer's date is beyond the calendar".to_owned();
    match value {
        Value::Date(d) => to_ms(d.to_datetime(jiff::civil::Time::midnight()))
            .map(Timer::At)
            .ok_or_else(beyond),
        Value::DateTime(d) => to_ms(*d).map(Timer::At).ok_or_else(beyond),
        Value::Days(seconds) => after(format!("PT{seconds}S")),
        Value::Months(months) => after(format!("P{months}M")),
        Value::Text(text) => parse(form, text),
        other => Err(format!("a {} is no time", other.kind())),
    }
}
