//! When a timer is due: ISO 8601 dates, durations and cycles, in the civil time of Asia/Taipei
//! (+08:00, no daylight saving). Working time is another rule and not known here.

use crate::bpmn::model::TimerForm;
use feel::{Program, Value};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};

/// Longest timer text that is read.
pub const MAX_TEXT: usize = 64;
/// Most repetitions that a cycle may ask for.
pub const MAX_REPEATS: u32 = 1_000;
/// Asia/Taipei.
const TAIPEI: Offset = Offset::constant(8);

/// A timer as it stands in the plan.
#[derive(Clone, Debug, PartialEq)]
pub enum TimerRule {
    /// Written out in the file.
    Written(Timer),
    /// Computed when it is armed: an expression that gives a date, a date-time, a duration or
    /// text of the form.
    Computed {
        /// How a text is read.
        form: TimerForm,
        /// The expression.
        program: Program,
    },
}

/// A timer whose text is known to be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timer {
    /// Due at this moment, in ms since 1970 UTC.
    At(i64),
    /// Due this long after it is armed, and again as often as said.
    After {
        /// The duration as text.
        duration: String,
        /// How often it is due again after the first time; `None` for a timer that is no cycle.
        again: Option<u32>,
    },
}

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

fn cycle(text: &str) -> Result<Timer, String> {
    let bad = || format!("`{text}` is not a cycle such as R3/P1D");
    let (count, duration) = text
        .strip_prefix('R')
        .and_then(|rest| rest.split_once('/'))
        .ok_or_else(bad)?;
    span(duration)?;
    let times = if count.is_empty() {
        MAX_REPEATS
    } else {
        count.parse().map_err(|_| bad())?
    };
    if times == 0 || times > MAX_REPEATS {
        return Err(format!("a cycle repeats 1 to {MAX_REPEATS} times"));
    }
    Ok(Timer::After {
        duration: duration.to_owned(),
        again: Some(times - 1),
    })
}

fn span(text: &str) -> Result<Span, String> {
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

/// The ms since 1970 UTC of a civil time in Asia/Taipei.
#[must_use]
pub fn to_ms(civil: DateTime) -> Option<i64> {
    TAIPEI
        .to_timestamp(civil)
        .ok()
        .map(Timestamp::as_millisecond)
}

/// The civil time in Asia/Taipei of ms since 1970 UTC.
#[must_use]
pub fn to_civil(ms: i64) -> Option<DateTime> {
    Timestamp::from_millisecond(ms)
        .ok()
        .map(|moment| TAIPEI.to_datetime(moment))
}

/// When a timer is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// In ms since 1970 UTC.
    pub at: i64,
    /// For a cycle: how often it is due again, and how long after each time.
    pub again: Option<(u32, String)>,
}

/// When a timer that is armed at `now` (ms since 1970 UTC) is due.
///
/// # Errors
/// A sentence about why it cannot be computed.
pub fn due(timer: &Timer, now: i64) -> Result<Due, String> {
    match timer {
        Timer::At(at) => Ok(Due {
            at: *at,
            again: None,
        }),
        Timer::After { duration, again } => {
            let length = span(duration)?;
            let at = to_civil(now)
                .and_then(|from| from.checked_add(length).ok())
                .and_then(to_ms)
                .ok_or("the timer is due beyond the calendar")?;
            if again.is_some() && at <= now {
                return Err("a cycle must have a length".to_owned());
            }
            Ok(Due {
                at,
                again: again.map(|times| (times, duration.clone())),
            })
        }
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ms(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn due_times() {
        fn check(form: TimerForm, text: &str, now: &str, expected: Option<(&str, Option<u32>)>) {
            let got = parse(form, text).and_then(|timer| due(&timer, ms(now)));
            let got = got
                .ok()
                .map(|due| (due.at, due.again.map(|(times, _)| times)));
            let expected = expected.map(|(at, again)| (ms(at), again));
            assert_eq!(got, expected, "{text}");
        }
        use TimerForm::{Cycle, Date, Duration};
        let now = "2026-01-31T09:00:00+08:00";
        check(
            Duration,
            "PT30M",
            now,
            Some(("2026-01-31T09:30:00+08:00", None)),
        );
        check(
            Duration,
            "P1M",
            now,
            Some(("2026-02-28T09:00:00+08:00", None)),
        );
        check(
            Duration,
            "P3DT4H",
            now,
            Some(("2026-02-03T13:00:00+08:00", None)),
        );
        check(
            Date,
            "2026-03-02",
            now,
            Some(("2026-03-02T00:00:00+08:00", None)),
        );
        check(
            Date,
            "2026-03-02T08:00:00",
            now,
            Some(("2026-03-02T08:00:00+08:00", None)),
        );
        check(
            Date,
            "2026-03-02T00:00:00Z",
            now,
            Some(("2026-03-02T08:00:00+08:00", None)),
        );
        check(
            Cycle,
            "R3/PT1H",
            now,
            Some(("2026-01-31T10:00:00+08:00", Some(2))),
        );
        check(
            Cycle,
            "R/P1D",
            now,
            Some(("2026-02-01T09:00:00+08:00", Some(MAX_REPEATS - 1))),
        );
        check(Cycle, "R0/P1D", now, None);
        check(Cycle, "R3/PT0S", now, None);
        check(Cycle, "P1D", now, None);
        check(Duration, "-P1D", now, None);
        check(Duration, "3 days", now, None);
        check(Duration, "P", now, None);
        check(Duration, "P99999999Y", now, None);
        check(Date, "2026-02-30", now, None);
        check(Date, "明天", now, None);
        check(Duration, "", now, None);
    }

    #[test]
    fn from_values() {
        fn check(value: Value, expected: Option<Timer>) {
            assert_eq!(
                from_value(TimerForm::Duration, &value).ok(),
                expected,
                "{value:?}"
            );
        }
        let after = |d: &str| {
            Some(Timer::After {
                duration: d.to_owned(),
                again: None,
            })
        };
        check(Value::Days(5400), after("PT5400S"));
        check(Value::Days(-1), None);
        check(Value::Months(2), after("P2M"));
        check(Value::from("P2D"), after("P2D"));
        check(
            Value::Date(jiff::civil::date(2026, 3, 2)),
            Some(Timer::At(ms("2026-03-02T00:00:00+08:00"))),
        );
        check(Value::Null, None);
        check(Value::Bool(true), None);
    }
}
