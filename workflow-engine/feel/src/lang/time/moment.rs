//! Times of day, and moments.

use super::{DAY, Date, DayTime, SECOND, Zone, digits};
use std::cmp::Ordering;
use std::fmt;

/// A time of day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// Nanoseconds since midnight.
    nanos: i64,
    zone: Zone,
}

/// A day and a time of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// The time of it.
    pub time: Time,
}

impl Time {
    /// A time; `None` when there is no such time. Seconds are given in nanoseconds.
    #[must_use]
    pub fn new(hour: i64, minute: i64, nanos: i128, zone: Zone) -> Option<Self> {
        let fits = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60 * SECOND).contains(&nanos);
        let nanos = i64::try_from(nanos).ok()?;
        fits.then(|| Self {
            nanos: (hour * 60 + minute) * 60 * 1_000_000_000 + nanos,
            zone,
        })
    }

    /// So many nanoseconds after midnight.
    fn at(nanos: i128, zone: Zone) -> Self {
        Self {
            nanos: i64::try_from(nanos.rem_euclid(DAY)).unwrap_or(0),
            zone,
        }
    }

    /// Midnight.
    #[must_use]
    pub fn midnight(zone: Zone) -> Self {
        Self { nanos: 0, zone }
    }

    /// The hour.
    #[must_use]
    pub fn hour(&self) -> i64 {
        self.nanos / 3_600_000_000_000
    }

    /// The minute.
    #[must_use]
    pub fn minute(&self) -> i64 {
        self.nanos / 60_000_000_000 % 60
    }

    /// The second.
    #[must_use]
    pub fn second(&self) -> i64 {
        self.nanos / 1_000_000_000 % 60
    }

    /// The part of a second, in nanoseconds.
    #[must_use]
    pub fn fraction(&self) -> i64 {
        self.nanos % 1_000_000_000
    }

    /// Nanoseconds since midnight.
    #[must_use]
    pub fn nanos(&self) -> i64 {
        self.nanos
    }

    /// Where it holds.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Seconds east of Greenwich. A zone by name is asked at the beginning of 1970 in winter.
    #[must_use]
    pub fn offset(&self) -> Option<i32> {
        self.zone.seconds_at(i128::from(self.nanos) / SECOND)
    }

    /// Nanoseconds since midnight at Greenwich; those of a time without a zone are its own.
    fn instant(&self) -> i128 {
        i128::from(self.nanos) - i128::from(self.offset().unwrap_or(0)) * SECOND
    }

    /// The order of two times; none when only one has a zone.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        let comparable = (self.zone == Zone::Local) == (other.zone == Zone::Local);
        comparable.then(|| self.instant().cmp(&other.instant()))
    }

    /// Whether two times are equal, which looks at whole seconds; none when only one has a zone.
    #[must_use]
    pub fn is_same_second(&self, other: &Self) -> Option<bool> {
        let comparable = (self.zone == Zone::Local) == (other.zone == Zone::Local);
        let second = |time: &Self| time.instant().div_euclid(SECOND);
        comparable.then(|| second(self) == second(other))
    }

    /// From the other time to this; none when only one has a zone.
    #[must_use]
    pub fn since(&self, other: &Self) -> Option<DayTime> {
        let comparable = (self.zone == Zone::Local) == (other.zone == Zone::Local);
        comparable.then(|| DayTime(self.instant() - other.instant()))
    }

    /// So much later, past midnight from the beginning.
    #[must_use]
    pub fn plus(&self, duration: DayTime) -> Self {
        Self::at(i128::from(self.nanos) + duration.0 % DAY, self.zone.clone())
    }

    /// Reads `hh:mm:ss`, a fraction, and where it holds. `24:00:00` is midnight (XML Schema 1.1
    /// part 2, §3.3.8).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if let Some(zone) = end_of_day(text) {
            return Some(Self::midnight(zone));
        }
        let (hour, rest) = digits(text, 2, 2)?;
        let (minute, rest) = digits(rest.strip_prefix(':')?, 2, 2)?;
        let (second, rest) = digits(rest.strip_prefix(':')?, 2, 2)?;
        let (fraction, rest) = match rest.strip_prefix('.') {
            Some(rest) => {
                let count = rest.bytes().take_while(u8::is_ascii_digit).count();
                let (written, rest) = rest.split_at(count);
                let nine: String = written.chars().chain("000000000".chars()).take(9).collect();
                (count > 0).then_some(())?;
                (nine.parse::<i128>().ok()?, rest)
            }
            None => (0, rest),
        };
        let zone = Zone::read(rest)?;
        Self::new(
            hour.into(),
            minute.into(),
            i128::from(second) * SECOND + fraction,
            zone,
        )
    }
}

impl DateTime {
    /// A moment.
    #[must_use]
    pub fn new(date: Date, time: Time) -> Self {
        Self { date, time }
    }

    /// Nanoseconds since 1970 by its own clock.
    fn civil(&self) -> i128 {
        i128::from(self.date.number()) * DAY + i128::from(self.time.nanos)
    }

    /// Seconds east of Greenwich.
    #[must_use]
    pub fn offset(&self) -> Option<i32> {
        self.time.zone.seconds_at(self.civil().div_euclid(SECOND))
    }

    /// Nanoseconds since 1970 at Greenwich; those of a moment without a zone are its own.
    #[must_use]
    pub fn instant(&self) -> i128 {
        self.civil() - i128::from(self.offset().unwrap_or(0)) * SECOND
    }

    /// The order of two moments; none when only one has a zone.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        let comparable = (self.time.zone == Zone::Local) == (other.time.zone == Zone::Local);
        comparable.then(|| self.instant().cmp(&other.instant()))
    }

    /// Whether two moments are equal, which looks at whole seconds; none when only one has a zone.
    #[must_use]
    pub fn is_same_second(&self, other: &Self) -> Option<bool> {
        let comparable = (self.time.zone == Zone::Local) == (other.time.zone == Zone::Local);
        let second = |moment: &Self| moment.instant().div_euclid(SECOND);
        comparable.then(|| second(self) == second(other))
    }

    /// From the other moment to this; none when only one has a zone.
    #[must_use]
    pub fn since(&self, other: &Self) -> Option<DayTime> {
        let comparable = (self.time.zone == Zone::Local) == (other.time.zone == Zone::Local);
        comparable.then(|| DayTime(self.instant() - other.instant()))
    }

    /// So much later.
    #[must_use]
    pub fn plus(&self, duration: DayTime) -> Option<Self> {
        let civil = self.civil().checked_add(duration.0)?;
        let date = Date::from_number(i64::try_from(civil.div_euclid(DAY)).ok()?)?;
        Some(Self::new(date, Time::at(civil, self.time.zone.clone())))
    }

    /// So many months later.
    #[must_use]
    pub fn plus_months(&self, months: i64) -> Option<Self> {
        let date = self.date.plus_months(months)?;
        Some(Self::new(date, self.time.clone()))
    }

    /// The same moment as the clocks of `seconds` east of Greenwich show it, without a zone.
    #[must_use]
    pub fn civil_at(&self, seconds: i32) -> Option<Self> {
        let civil = match self.offset() {
            Some(_) => self.instant() + i128::from(seconds) * SECOND,
            None => self.civil(),
        };
        let date = Date::from_number(i64::try_from(civil.div_euclid(DAY)).ok()?)?;
        Some(Self::new(date, Time::at(civil, Zone::Local)))
    }

    /// Reads a day, `T` and a time; or a day alone, which is its midnight.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (date, rest) = Date::split(text)?;
        if rest.is_empty() {
            return Some(Self::new(date, Time::midnight(Zone::Local)));
        }
        let rest = rest.strip_prefix('T')?;
        if let Some(zone) = end_of_day(rest) {
            let next = Date::from_number(date.number() + 1)?;
            return Some(Self::new(next, Time::midnight(zone)));
        }
        Time::read(rest).map(|time| Self::new(date, time))
    }
}

/// Where `24:00:00` holds, when that is the time; its fraction may be noughts.
fn end_of_day(text: &str) -> Option<Zone> {
    let rest = text.strip_prefix("24:00:00")?;
    let noughts = rest.strip_prefix(".0");
    Zone::read(noughts.map_or(rest, |more| more.trim_start_matches('0')))
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}:{:02}",
            self.hour(),
            self.minute(),
            self.second()
        )?;
        if self.fraction() != 0 {
            let digits = format!("{:09}", self.fraction());
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        write!(f, "{}", self.zone)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl From<jiff::civil::Time> for Time {
    fn from(time: jiff::civil::Time) -> Self {
        let seconds = (i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60
            + i64::from(time.second());
        Self {
            nanos: seconds * 1_000_000_000 + i64::from(time.subsec_nanosecond()),
            zone: Zone::Local,
        }
    }
}

impl From<&Time> for jiff::civil::Time {
    fn from(time: &Time) -> Self {
        let part = |n: i64| i8::try_from(n).unwrap_or(0);
        let fraction = i32::try_from(time.fraction()).unwrap_or(0);
        jiff::civil::time(
            part(time.hour()),
            part(time.minute()),
            part(time.second()),
            fraction,
        )
    }
}
