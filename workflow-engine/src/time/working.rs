//! Working time: the days and hours in which the agency works, as its calendar says.

use super::{to_civil, to_ms};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// Longest working time, in days or in minutes.
pub const MAX_WORKING: u32 = 100_000;
/// How many days in a row may have no working time before a search is given up.
const MAX_REST: u32 = 400;

/// Some time of a day in which the agency works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkSpan {
    /// Its beginning.
    pub from: Time,
    /// Its end, which is later.
    pub to: Time,
}

/// When the agency works. A make-up day has spans though it is a Saturday, a typhoon day has none
/// or fewer.
pub trait WorkingTime {
    /// The spans of the day, earliest first, none on a day off.
    fn spans(&self, day: Date) -> Vec<WorkSpan>;
}

/// Monday to Friday, 08:30 to 12:30 and 13:30 to 17:30: what is taken where no calendar is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weekdays;

impl WorkingTime for Weekdays {
    fn spans(&self, day: Date) -> Vec<WorkSpan> {
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return Vec::new();
        }
        let span = |from: i8, to: i8| WorkSpan {
            from: Time::constant(from, 30, 0, 0),
            to: Time::constant(to, 30, 0, 0),
        };
        vec![span(8, 12), span(13, 17)]
    }
}

/// The days from `day` on which the agency works.
fn working_days(
    calendar: &dyn WorkingTime,
    day: Date,
) -> impl Iterator<Item = (Date, Vec<WorkSpan>)> {
    let mut rest = 0;
    let days = std::iter::successors(Some(day), |day| day.tomorrow().ok());
    days.map(|day| (day, calendar.spans(day)))
        .take_while(move |(_, spans)| {
            rest = if spans.is_empty() { rest + 1 } else { 0 };
            rest <= MAX_REST
        })
        .filter(|(_, spans)| !spans.is_empty())
}

/// So many working days after `from`, in ms since 1970 UTC: at the same time of day, but within
/// the hours of that day. What begins on a day off begins at the opening of the next working day.
#[must_use]
pub fn after_days(calendar: &dyn WorkingTime, from: i64, days: u32) -> Option<i64> {
    let start = to_civil(from)?;
    let mut found = working_days(calendar, start.date());
    let (first, spans) = found.next()?;
    let time = if first == start.date() {
        start.time()
    } else {
        spans.first()?.from
    };
    let (day, spans) = match days {
        0 => (first, spans),
        n => found.nth(usize::try_from(n - 1).ok()?)?,
    };
    let (open, close) = (spans.first()?.from, spans.last()?.to);
    to_ms(day.to_datetime(time.clamp(open, close.max(open))))
}

/// So many working minutes after `from`, in ms since 1970 UTC.
#[must_use]
pub fn after_minutes(calendar: &dyn WorkingTime, from: i64, minutes: u32) -> Option<i64> {
    let start = to_civil(from)?;
    let mut left = i64::from(minutes) * 60_000;
    for (day, spans) in working_days(calendar, start.date()) {
        for span in spans {
            let begin = day.to_datetime(span.from).max(start);
            let end = day.to_datetime(span.to);
            let length = ms_between(begin, end);
            if length < 0 {
                continue;
            }
            if left <= length {
                return begin.checked_add(left.milliseconds()).ok().and_then(to_ms);
            }
            left -= length;
        }
    }
    None
}

fn ms_between(from: DateTime, to: DateTime) -> i64 {
    match (to_ms(from), to_ms(to)) {
        (Some(from), Some(to)) => to - from,
        _ => -1,
    }
}
