//! From when to when, and what of it is working time.

use jiff::civil::{Date, DateTime, Time};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::band::{Band, Hours};
use super::{DAY, HOUR, rounding};
use crate::Refusal;
use crate::calendar::Calendar;

/// The longest span, in calendar days.
pub const MAX_SPAN_DAYS: i64 = 366;

/// From a moment to a later one, by the clock on the wall in Taipei; the end is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Span {
    /// Start.
    #[cbor(n(1), with = "crate::civil::moment")]
    pub from: DateTime,
    /// End.
    #[cbor(n(2), with = "crate::civil::moment")]
    pub to: DateTime,
}

/// What a span covers of one working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Slice {
    /// The day.
    #[cbor(n(1), with = "crate::civil::day")]
    pub date: Date,
    /// Start, on the wall.
    #[cbor(n(2), with = "super::band::clock")]
    pub from: Time,
    /// End, on the wall.
    #[cbor(n(3), with = "super::band::clock")]
    pub to: Time,
    /// Leave that it takes, in minutes: whole hours, at most a day.
    #[n(4)]
    pub minutes: i64,
}

impl Slice {
    /// Whether the slice shares a moment with another.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.date == other.date && self.from < other.to && other.from < self.to
    }
}

impl Span {
    /// Calendar days that it touches.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.from.date().duration_until(self.to.date()).as_hours() / 24 + 1
    }
}

/// The working time inside of a span, a slice for each working day: days off
/// and lunch are left out, each day is filled up to whole hours and is at most
/// a day (請假規則 art 3, 10, 15: leave counts working days, the unit is the hour).
///
/// # Errors
/// `leave-span-empty`, `leave-span-too-long` (days, limit), `calendar-year-unknown`
/// (year) where the official table is not there yet, `leave-no-working-time`.
pub fn slices(span: &Span, calendar: &Calendar, band: &Band) -> Result<Vec<Slice>, Refusal> {
    if span.from >= span.to {
        return Err(Refusal::new("leave-span-empty"));
    }
    if span.days() > MAX_SPAN_DAYS {
        return Err(Refusal::new("leave-span-too-long")
            .with("days", span.days())
            .with("limit", MAX_SPAN_DAYS));
    }
    let (first, last) = (span.from.date(), span.to.date());
    if let Some(year) = (first.year()..=last.year()).find(|year| !calendar.is_known(*year)) {
        return Err(Refusal::new("calendar-year-unknown").with("year", year));
    }
    let slices: Vec<Slice> = calendar
        .working_days(first, last)
        .filter_map(|date| slice(span, date, band))
        .collect();
    if slices.is_empty() {
        Err(Refusal::new("leave-no-working-time"))
    } else {
        Ok(slices)
    }
}

fn slice(span: &Span, date: Date, band: &Band) -> Option<Slice> {
    let day = band.full_day;
    let from = span.from.max(date.to_datetime(day.from)).time();
    let to = span.to.min(date.to_datetime(day.to)).time();
    let outside = span.from >= date.to_datetime(day.to) || span.to <= date.to_datetime(day.from);
    if outside {
        return None;
    }
    let worked = band.minutes(Hours { from, to });
    let minutes = rounding::up_to(worked, HOUR).min(DAY);
    (minutes > 0).then_some(Slice {
        date,
        from,
        to,
        minutes,
    })
}

/// Minutes of leave in all slices.
#[must_use]
pub fn minutes(slices: &[Slice]) -> i64 {
    slices
        .iter()
        .fold(0, |sum, slice| sum.saturating_add(slice.minutes))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::calendar;

    fn calendar() -> Calendar {
        let mut calendar = Calendar::default();
        for file in [
            include_str!("../../data/calendar-2025.toml"),
            include_str!("../../data/calendar-2026.toml"),
        ] {
            calendar.apply(&calendar::read(file).unwrap());
        }
        calendar
    }

    fn sliced(from: &str, to: &str) -> Result<Vec<Slice>, Refusal> {
        let band = Band::read(include_str!("../../data/bands.toml"))
            .unwrap()
            .remove("flexible-0800")
            .unwrap();
        slices(
            &Span {
                from: from.parse().unwrap(),
                to: to.parse().unwrap(),
            },
            &calendar(),
            &band,
        )
    }

    #[test]
    fn working_time_of_spans() {
        let check = |from: &str, to: &str, expected: &[i64]| {
            let minutes: Vec<i64> = sliced(from, to)
                .unwrap()
                .iter()
                .map(|s| s.minutes)
                .collect();
            assert_eq!(minutes, expected, "{from} {to}");
        };
        check("2026-12-03T08:30", "2026-12-03T17:30", &[480]);
        check("2026-12-03T13:30", "2026-12-03T17:30", &[240]);
        check("2026-12-03T13:30", "2026-12-04T12:30", &[240, 240]);
        check("2026-12-03T12:00", "2026-12-03T14:00", &[60]);
        check("2026-12-03T13:30", "2026-12-03T15:15", &[120]);
        check("2026-12-03T00:00", "2026-12-04T00:00", &[480]);
        check("2026-12-04T08:30", "2026-12-07T17:30", &[480, 480]);
        check("2026-12-24T08:30", "2026-12-28T12:30", &[480, 240]);
        check("2025-02-07T13:30", "2025-02-10T12:30", &[240, 480, 240]);
        check("2025-12-24T08:30", "2026-01-02T17:30", &[480; 6]);
        check("2026-12-03T08:00", "2026-12-03T09:00", &[60]);
    }

    #[test]
    fn spans_that_are_none() {
        let check =
            |from: &str, to: &str, code: &str| assert_eq!(sliced(from, to).unwrap_err().code, code);
        check("2026-12-03T09:00", "2026-12-03T09:00", "leave-span-empty");
        check("2026-12-03T09:00", "2026-12-02T09:00", "leave-span-empty");
        check(
            "2025-01-01T09:00",
            "2026-02-02T09:00",
            "leave-span-too-long",
        );
        check(
            "2026-12-24T08:30",
            "2027-01-04T17:30",
            "calendar-year-unknown",
        );
        check(
            "2026-12-25T08:30",
            "2026-12-27T17:30",
            "leave-no-working-time",
        );
        check(
            "2026-12-03T12:30",
            "2026-12-03T13:30",
            "leave-no-working-time",
        );
        check(
            "2026-12-03T17:30",
            "2026-12-03T23:30",
            "leave-no-working-time",
        );
    }
}
