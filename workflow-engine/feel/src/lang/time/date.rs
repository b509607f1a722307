//! A calendar day.

use super::digits;
use std::fmt;

/// The largest year, counted from zero either way (as `date` accepts them).
const MAX_YEAR: i64 = 999_999_999;

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// A day; `None` when there is no such day.
    #[must_use]
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(-MAX_YEAR..=MAX_YEAR).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        let (year, month) = (i32::try_from(year).ok()?, u8::try_from(month).ok()?);
        let day = u8::try_from(day).ok()?;
        ((1..=days_in(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i64 {
        self.year.into()
    }

    /// The month from 1.
    #[must_use]
    pub fn month(self) -> i64 {
        self.month.into()
    }

    /// The day of the month from 1.
    #[must_use]
    pub fn day(self) -> i64 {
        self.day.into()
    }

    /// Days since 1 January 1970.
    #[must_use]
    pub fn number(self) -> i64 {
        // Days of a calendar that begins in March, so that the leap day is the last of a year.
        let year = self.year() - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (self.month() + 9) % 12;
        let of_year = (153 * month + 2) / 5 + self.day() - 1;
        let day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        era * 146_097 + day - 719_468
    }

    /// The day with this number of days since 1 January 1970.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        let number = number.checked_add(719_468)?;
        let (era, day) = (number.div_euclid(146_097), number.rem_euclid(146_097));
        let of_era = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self::new(of_era + era * 400 + i64::from(month <= 2), month, day)
    }

    /// So many months later; at the end of a month its last day.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let all = (self.year() * 12 + self.month() - 1).checked_add(months)?;
        let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
        let first = Self::new(year, month, 1)?;
        let last = days_in(first.year, first.month);
        Self::new(year, month, self.day().min(last.into()))
    }

    /// The day of the week from Monday, 1.
    #[must_use]
    pub fn weekday(self) -> i64 {
        (self.number() + 3).rem_euclid(7) + 1
    }

    /// The day of the year from 1.
    #[must_use]
    pub fn day_of_year(self) -> Option<i64> {
        Some(self.number() - Self::new(self.year(), 1, 1)?.number() + 1)
    }

    /// The week of the year (ISO 8601).
    #[must_use]
    pub fn week_of_year(self) -> Option<i64> {
        let thursday = Self::from_number(self.number() + 4 - self.weekday())?;
        Some((thursday.day_of_year()? - 1) / 7 + 1)
    }

    /// Whole months from the other day to this one, as a calendar counts them.
    #[must_use]
    pub fn months_since(self, other: Self) -> i64 {
        let months = |d: Self| d.year() * 12 + d.month();
        let between = months(self) - months(other);
        let short = match between.signum() {
            1 => i64::from(self.day < other.day),
            -1 => -i64::from(self.day > other.day),
            _ => 0,
        };
        between - short
    }

    /// Reads `YYYY-MM-DD`; a year of more than four digits has no leading zero (XML Schema).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match Self::split(text)? {
            (date, "") => Some(date),
            _ => None,
        }
    }

    /// Splits a day off the beginning of a text.
    pub(super) fn split(text: &str) -> Option<(Self, &str)> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(4..=9).contains(&count) || (count > 4 && rest.starts_with('0')) {
            return None;
        }
        let (year, rest) = digits(rest, count, count)?;
        let (month, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
        let (day, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
        Self::new(sign * i64::from(year), month.into(), day.into()).map(|date| (date, rest))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{:04}-{:02}-{:02}",
            self.year.unsigned_abs(),
            self.month,
            self.day
        )
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self {
            year: date.year().into(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }
    }
}

impl TryFrom<Date> for jiff::civil::Date {
    type Error = jiff::Error;

    fn try_from(date: Date) -> Result<Self, jiff::Error> {
        let year = i16::try_from(date.year).unwrap_or(i16::MAX);
        Self::new(year, date.month.cast_signed(), date.day.cast_signed())
    }
}
