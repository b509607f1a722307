//! When a timer is due: ISO 8601 dates, durations and cycles in the civil time of Asia/Taipei
//! (+08:00, no daylight saving), and lengths in the agency's working time.

mod read;
#[cfg(test)]
mod tests;
mod working;

pub(crate) use read::repeats;
pub use read::{MAX_REPEATS, MAX_TEXT, from_value, parse};
pub use working::{MAX_WORKING, Weekdays, WorkSpan, WorkingTime, after_days, after_minutes};

use crate::bpmn::model::{TimerForm, WorkingUnit};
use feel::{Program, Value};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

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
    /// Working time, computed when it is armed: an expression that gives a number.
    ComputedWorking {
        /// What the number counts.
        unit: WorkingUnit,
        /// The expression.
        program: Program,
        /// How often it is due again.
        again: Option<u32>,
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
    /// Due at a moment and then again, each time this long after the last.
    From {
        /// The first time, in ms since 1970 UTC.
        first: i64,
        /// The duration as text.
        duration: String,
        /// How often it is due again.
        again: u32,
    },
    /// Due after this much working time, and again as often as said.
    Working {
        /// How much.
        length: Working,
        /// How often it is due again; `None` for a timer that is no cycle.
        again: Option<u32>,
    },
}

/// A length in working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Working {
    /// So many working days: due at the same time of the last of them; the day on which it is
    /// armed does not count (行政程序法 §48 II).
    #[n(0)]
    Days(#[n(0)] u32),
    /// So many minutes in which the agency works.
    #[n(1)]
    Minutes(#[n(0)] u32),
}

impl Working {
    /// Reads a number of days or hours; hours may be broken, to whole minutes.
    ///
    /// # Errors
    /// A sentence about what is wrong with the number.
    pub fn of(unit: WorkingUnit, number: &Value) -> Result<Self, String> {
        let bad = || "working time is a positive number of days or hours".to_owned();
        let number = match number {
            Value::Text(text) => text.trim().parse::<feel::Number>().map_err(|_| bad())?,
            other => other.as_number().ok_or_else(bad)?,
        };
        let (number, make): (_, fn(u32) -> Self) = match unit {
            WorkingUnit::Days => (Some(number), Self::Days),
            WorkingUnit::Hours => (number.checked_mul(60.into()), Self::Minutes),
        };
        let whole = number.and_then(feel::Number::to_i64).ok_or_else(bad)?;
        match u32::try_from(whole) {
            Ok(whole) if whole <= MAX_WORKING => Ok(make(whole)),
            _ => Err(bad()),
        }
    }

    /// When it is over if it begins at `from` (ms since 1970 UTC).
    #[must_use]
    pub fn after(self, from: i64, calendar: &dyn WorkingTime) -> Option<i64> {
        match self {
            Self::Days(days) => after_days(calendar, from, days),
            Self::Minutes(minutes) => after_minutes(calendar, from, minutes),
        }
    }
}

/// When a timer is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// In ms since 1970 UTC.
    pub at: i64,
    /// For a cycle: how often it is due again, and how long after each time.
    pub again: Option<(u32, String)>,
    /// For working time: its length, and how often it is due again.
    pub working: Option<(Working, Option<u32>)>,
}

impl Due {
    fn once(at: i64) -> Self {
        Self {
            at,
            again: None,
            working: None,
        }
    }
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

/// When a timer that is armed at `now` (ms since 1970 UTC) is due; working time is that of
/// [`Weekdays`].
///
/// # Errors
/// As [`due_in`].
pub fn due(timer: &Timer, now: i64) -> Result<Due, String> {
    due_in(timer, now, &Weekdays)
}

/// When a timer that is armed at `now` (ms since 1970 UTC) is due in this working time.
///
/// # Errors
/// A sentence about why it cannot be computed.
pub fn due_in(timer: &Timer, now: i64, calendar: &dyn WorkingTime) -> Result<Due, String> {
    match timer {
        Timer::At(at) => Ok(Due::once(*at)),
        Timer::After { duration, again } => {
            let at = plus(now, read::span(duration)?)?;
            if again.is_some() && at <= now {
                return Err("a cycle must have a length".to_owned());
            }
            Ok(Due {
                again: again.map(|times| (times, duration.clone())),
                ..Due::once(at)
            })
        }
        Timer::From {
            first,
            duration,
            again,
        } => due_from(*first, duration, *again, now),
        Timer::Working { length, again } => {
            let at = length.after(now, calendar);
            Ok(Due {
                working: Some((*length, *again)),
                ..Due::once(at.ok_or("no working time is near enough")?)
            })
        }
    }
}

/// The times that are past when it is armed are passed over, but the last.
fn due_from(first: i64, duration: &str, again: u32, now: i64) -> Result<Due, String> {
    let length = read::span(duration)?;
    let (mut at, mut left) = (first, again);
    while at < now && left > 0 {
        let next = plus(at, length)?;
        if next <= at {
            return Err("a cycle must have a length".to_owned());
        }
        at = next;
        left -= 1;
    }
    Ok(Due {
        again: Some((left, duration.to_owned())),
        ..Due::once(at)
    })
}

fn plus(from: i64, length: Span) -> Result<i64, String> {
    to_civil(from)
        .and_then(|from| from.checked_add(length).ok())
        .and_then(to_ms)
        .ok_or_else(|| "the timer is due beyond the calendar".to_owned())
}
