//! The official calendar: the state of the stream `calendar`. Days off are a
//! table that the government publishes for each year; they are imported, never
//! computed. 政府行政機關辦公日曆表

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::Refusal;

/// Largest calendar file, in bytes.
pub const MAX_FILE: usize = 64 * 1024;
/// Most named days of one year.
pub const MAX_DAYS: usize = 400;
/// Longest name of a day, in characters.
pub const MAX_DAY_NAME: usize = 40;
/// How far ahead a working day is looked for.
const MAX_SEARCH_DAYS: i32 = 366;

/// A day with the name under which it is off or worked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct NamedDay {
    /// The day.
    #[cbor(n(1), with = "crate::civil::day")]
    pub date: Date,
    /// Its name, such as 國慶日.
    #[n(2)]
    pub name: String,
}

/// The official table of one year.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Year {
    /// The year, such as 2026.
    #[n(1)]
    pub year: i16,
    /// Days off besides Saturdays and Sundays, and the names of holidays that
    /// fall on those. 放假日
    #[n(2)]
    pub off: Vec<NamedDay>,
    /// Saturdays and Sundays that are worked. 補行上班日
    #[n(3)]
    pub work: Vec<NamedDay>,
    /// The paper that published it.
    #[n(4)]
    pub source: String,
}

/// What became true of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum CalendarEvent {
    /// The table of a year is published; replaces an earlier one of that year.
    #[n(1)]
    YearPublished(#[n(0)] Year),
}

/// The days of one year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Days {
    off: BTreeMap<Date, String>,
    work: BTreeMap<Date, String>,
    source: String,
}

/// The state of the stream `calendar`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Calendar {
    years: BTreeMap<i16, Days>,
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn days_from(date: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date), |day| day.tomorrow().ok())
}

impl Calendar {
    /// Makes an event true.
    pub fn apply(&mut self, event: &CalendarEvent) {
        let map = |days: &[NamedDay]| days.iter().map(|d| (d.date, d.name.clone())).collect();
        let CalendarEvent::YearPublished(year) = event;
        let days = Days {
            off: map(&year.off),
            work: map(&year.work),
            source: year.source.clone(),
        };
        self.years.insert(year.year, days);
    }

    /// Whether the event can become true.
    ///
    /// # Errors
    /// `calendar-day` (date) when a day is not of its year, is named twice, has
    /// no fitting name, or a worked day is no weekend; `calendar-too-long`.
    pub fn allows(&self, event: &CalendarEvent) -> Result<(), Refusal> {
        let CalendarEvent::YearPublished(year) = event;
        year.check()
    }

    /// Whether the official table of the year is here. Without it a day is
    /// taken to be worked from Monday to Friday, and nothing may be decided on it.
    #[must_use]
    pub fn is_known(&self, year: i16) -> bool {
        self.years.contains_key(&year)
    }

    /// Whether the agency works on the day.
    #[must_use]
    pub fn is_working(&self, date: Date) -> bool {
        match self.years.get(&date.year()) {
            Some(days) if days.work.contains_key(&date) => true,
            Some(days) if days.off.contains_key(&date) => false,
            _ => !is_weekend(date),
        }
    }

    /// The working days from one day to another, both included.
    pub fn working_days(&self, from: Date, to: Date) -> impl Iterator<Item = Date> {
        days_from(from)
            .take_while(move |day| *day <= to)
            .filter(|day| self.is_working(*day))
    }

    /// The first working day after the day; none within a year of it.
    #[must_use]
    pub fn next_working(&self, date: Date) -> Option<Date> {
        let end = date.saturating_add(MAX_SEARCH_DAYS.days());
        self.working_days(date.tomorrow().ok()?, end).next()
    }

    /// The name under which the day is off, when it has one: a plain weekend has none.
    #[must_use]
    pub fn off_name(&self, date: Date) -> Option<&str> {
        self.years
            .get(&date.year())?
            .off
            .get(&date)
            .map(String::as_str)
    }

    /// The name under which a weekend day is worked.
    #[must_use]
    pub fn work_name(&self, date: Date) -> Option<&str> {
        self.years
            .get(&date.year())?
            .work
            .get(&date)
            .map(String::as_str)
    }

    /// The paper that published the year.
    #[must_use]
    pub fn source(&self, year: i16) -> Option<&str> {
        self.years.get(&year).map(|days| days.source.as_str())
    }
}

/// Reads a calendar file into the event that publishes it.
///
/// # Errors
/// As [`Year::read`].
pub fn read(toml: &str) -> Result<CalendarEvent, Refusal> {
    Year::read(toml).map(CalendarEvent::YearPublished)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    year: i16,
    source: String,
    #[serde(default)]
    off: BTreeMap<String, String>,
    #[serde(default)]
    work: BTreeMap<String, String>,
}

impl Year {
    /// Reads a calendar file: `year`, `source`, and the tables `[off]` and
    /// `[work]` of days and names.
    ///
    /// # Errors
    /// `calendar-too-long` (limit) beyond [`MAX_FILE`], `calendar-unreadable`
    /// (reason), `calendar-day` (day).
    pub fn read(toml: &str) -> Result<Self, Refusal> {
        if toml.len() > MAX_FILE {
            return Err(Refusal::new("calendar-too-long").with("limit", MAX_FILE));
        }
        let file: YearFile = toml::from_str(toml)
            .map_err(|e| Refusal::new("calendar-unreadable").with("reason", e.message()))?;
        let days = |table: BTreeMap<String, String>| {
            let day = |(day, name): (String, String)| match day.parse() {
                Ok(date) => Ok(NamedDay { date, name }),
                Err(_) => Err(Refusal::new("calendar-day").with("day", day)),
            };
            table.into_iter().map(day).collect::<Result<Vec<_>, _>>()
        };
        let year = Self {
            year: file.year,
            off: days(file.off)?,
            work: days(file.work)?,
            source: file.source,
        };
        year.check().map(|()| year)
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.off.len() + self.work.len() > MAX_DAYS {
            return Err(Refusal::new("calendar-too-long").with("limit", MAX_DAYS));
        }
        let mut seen = BTreeMap::new();
        for (day, worked) in self
            .off
            .iter()
            .map(|d| (d, false))
            .chain(self.work.iter().map(|d| (d, true)))
        {
            let named = (1..=MAX_DAY_NAME).contains(&day.name.chars().count());
            let fits = day.date.year() == self.year && named && (!worked || is_weekend(day.date));
            if !fits || seen.insert(day.date, ()).is_some() {
                return Err(Refusal::new("calendar-day").with("day", day.date));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    fn official() -> Calendar {
        let mut calendar = Calendar::default();
        for file in [
            include_str!("../data/calendar-2025.toml"),
            include_str!("../data/calendar-2026.toml"),
        ] {
            let event = read(file).unwrap();
            calendar.allows(&event).unwrap();
            calendar.apply(&event);
        }
        calendar
    }

    #[test]
    fn the_official_totals_are_met() {
        let check = |year: i16, off: usize, work: usize| {
            let worked = official()
                .working_days(date(year, 1, 1), date(year, 12, 31))
                .count();
            assert_eq!((365 - worked, worked), (off, work), "{year}");
        };
        check(2026, 120, 245);
        check(2025, 118, 247);
    }

    #[test]
    fn single_days() {
        let calendar = official();
        let check = |day: Date, working: bool, off_name: Option<&str>| {
            assert_eq!(
                (calendar.is_working(day), calendar.off_name(day)),
                (working, off_name),
                "{day}"
            );
        };
        check(date(2026, 2, 16), false, Some("農曆除夕"));
        check(date(2026, 2, 20), false, Some("小年夜補假"));
        check(date(2026, 2, 28), false, Some("和平紀念日"));
        check(date(2026, 12, 25), false, Some("行憲紀念日"));
        check(date(2026, 12, 3), true, None);
        check(date(2026, 12, 5), false, None);
        check(date(2025, 2, 8), true, None);
        check(date(2025, 9, 29), false, Some("教師節補假"));
        check(date(2027, 1, 1), true, None);
        assert!(calendar.is_known(2026) && !calendar.is_known(2027));
        assert_eq!(calendar.work_name(date(2025, 2, 8)), Some("小年夜補行上班"));
        assert_eq!(
            calendar.next_working(date(2026, 2, 13)),
            Some(date(2026, 2, 23))
        );
        assert_eq!(calendar.next_working(Date::MAX), None);
    }

    #[test]
    fn a_file_that_is_no_calendar_is_refused() {
        let check =
            |file: &str, code: &str| assert_eq!(Year::read(file).unwrap_err().code, code, "{file}");
        check("year = 2026", "calendar-unreadable");
        check(
            "year = 2026\nsource = \"x\"\n[off]\n\"2025-01-01\" = \"元旦\"",
            "calendar-day",
        );
        check(
            "year = 2026\nsource = \"x\"\n[off]\n\"2026-02-30\" = \"無\"",
            "calendar-day",
        );
        check(
            "year = 2026\nsource = \"x\"\n[off]\n\"2026-01-01\" = \"\"",
            "calendar-day",
        );
        check(
            "year = 2026\nsource = \"x\"\n[work]\n\"2026-01-02\" = \"平日\"",
            "calendar-day",
        );
        check(
            "year = 2026\nsource = \"x\"\nfree = true",
            "calendar-unreadable",
        );
        check(&"#".repeat(MAX_FILE + 1), "calendar-too-long");
    }

    #[test]
    fn events_survive_their_bytes() {
        let event = read(include_str!("../data/calendar-2026.toml")).unwrap();
        let bytes = minicbor::to_vec(&event).unwrap();
        assert_eq!(minicbor::decode::<CalendarEvent>(&bytes).unwrap(), event);
    }
}
