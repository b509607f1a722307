//! Working time of an agency. 辦公時間

use std::collections::BTreeMap;

use jiff::civil::Time;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{DAY, HOUR};
use crate::Refusal;

/// Largest file of bands, in bytes.
pub const MAX_FILE: usize = 16 * 1024;
/// Most swipes that a band may ask for in a day.
pub const MAX_SWIPES: usize = 8;

/// From a time to a later time of the same day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(from = "(Time, Time)", into = "(Time, Time)")]
pub struct Hours {
    /// Start.
    #[cbor(n(0), with = "clock")]
    pub from: Time,
    /// End.
    #[cbor(n(1), with = "clock")]
    pub to: Time,
}

impl From<(Time, Time)> for Hours {
    fn from((from, to): (Time, Time)) -> Self {
        Self { from, to }
    }
}

impl From<Hours> for (Time, Time) {
    fn from(hours: Hours) -> Self {
        (hours.from, hours.to)
    }
}

impl Hours {
    /// Minutes that these hours share with others.
    #[must_use]
    pub fn shared(self, other: Self) -> i64 {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        from.duration_until(to).as_mins().max(0)
    }
}

/// How a time of day is written in CBOR: as ISO 8601 text.
pub(super) mod clock {
    use jiff::civil::Time;
    use minicbor::{Decoder, Encoder};

    pub(crate) fn encode<C, W: minicbor::encode::Write>(
        time: &Time,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&time.to_string())?.ok()
    }

    pub(crate) fn decode<C>(
        d: &mut Decoder<'_>,
        _: &mut C,
    ) -> Result<Time, minicbor::decode::Error> {
        d.str()?
            .parse()
            .map_err(|_| minicbor::decode::Error::message("not a time of day"))
    }
}

/// Working time: when people come and go, lunch, and what a day of leave covers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Earliest and latest arrival; the same when it is fixed. 上班
    #[n(1)]
    pub arrive: Hours,
    /// Earliest and latest departure. 下班
    #[n(2)]
    pub depart: Hours,
    /// Lunch, which is not counted. 午休
    #[n(3)]
    pub lunch: Hours,
    /// What a whole day of leave covers. 整日假
    #[n(4)]
    pub full_day: Hours,
    /// An arrival after this counts from the end of lunch.
    #[cbor(n(5), with = "clock")]
    pub late_from: Time,
    /// When a person must swipe, where more than in and out is asked for.
    #[n(6)]
    pub swipes: Vec<Hours>,
}

impl Band {
    /// Reads a file of named bands.
    ///
    /// # Errors
    /// `band-too-long` (limit), `band-unreadable` (reason), and what [`Band::check`] refuses.
    pub fn read(toml: &str) -> Result<BTreeMap<String, Self>, Refusal> {
        if toml.len() > MAX_FILE {
            return Err(Refusal::new("band-too-long").with("limit", MAX_FILE));
        }
        let bands: BTreeMap<String, Self> = toml::from_str(toml)
            .map_err(|e| Refusal::new("band-unreadable").with("reason", e.message()))?;
        bands.values().try_for_each(Self::check)?;
        Ok(bands)
    }

    /// Whether the times fit together: lunch inside the day, a whole day of 8 hours.
    ///
    /// # Errors
    /// `band-times` (minutes: those of a whole day).
    pub fn check(&self) -> Result<(), Refusal> {
        let forward = |h: &Hours| h.from <= h.to;
        let (lunch, day) = (self.lunch, self.full_day);
        let minutes = self.morning().shared(day) + self.afternoon().shared(day);
        let fits = [&self.arrive, &self.depart]
            .into_iter()
            .chain(&self.swipes)
            .all(forward)
            && day.from < lunch.from
            && lunch.from <= lunch.to
            && lunch.to < day.to
            && self.arrive.to < self.depart.from
            && self.swipes.len() <= MAX_SWIPES
            && minutes == DAY;
        if fits {
            Ok(())
        } else {
            Err(Refusal::new("band-times").with("day_minutes", minutes))
        }
    }

    /// What a morning of leave covers. 上午假
    #[must_use]
    pub fn morning(&self) -> Hours {
        Hours {
            from: self.full_day.from,
            to: self.lunch.from,
        }
    }

    /// What an afternoon of leave covers. 下午假
    #[must_use]
    pub fn afternoon(&self) -> Hours {
        Hours {
            from: self.lunch.to,
            to: self.full_day.to,
        }
    }

    /// Working minutes between two times of one day, lunch left out; not rounded.
    #[must_use]
    pub fn minutes(&self, hours: Hours) -> i64 {
        self.morning().shared(hours) + self.afternoon().shared(hours)
    }

    /// Minutes of leave that an arrival without leave asks for, in whole hours
    /// from the start of the full day; none for an arrival inside the band.
    /// 未到勤補請之時數
    #[must_use]
    pub fn late_minutes(&self, arrival: Time) -> i64 {
        if arrival <= self.arrive.to {
            return 0;
        }
        let counted = if arrival > self.late_from {
            arrival.max(self.lunch.to)
        } else {
            arrival
        };
        let missed = Hours {
            from: self.full_day.from,
            to: counted,
        };
        super::rounding::up_to(self.minutes(missed), HOUR)
    }

    /// Minutes that a departure is too early after a morning of leave: there is
    /// no flexible leaving then, the day ends when a whole day does.
    #[must_use]
    pub fn short_after_morning_leave(&self, departure: Time) -> i64 {
        departure.duration_until(self.full_day.to).as_mins().max(0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::time;

    fn band(name: &str) -> Band {
        Band::read(include_str!("../../data/bands.toml"))
            .unwrap()
            .remove(name)
            .unwrap()
    }

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn halves_of_the_three_real_bands() {
        let check = |name: &str, halves: (i64, i64), morning_end: Time| {
            let band = band(name);
            let minutes = |h| band.minutes(h);
            assert_eq!(
                (minutes(band.morning()), minutes(band.afternoon())),
                halves,
                "{name}"
            );
            assert_eq!(band.morning().to, morning_end);
            assert_eq!(
                band.minutes(Hours {
                    from: Time::MIN,
                    to: Time::MAX
                }),
                DAY
            );
        };
        check("flexible-0800", (240, 240), time(12, 30, 0, 0));
        check("flexible-0730", (240, 240), time(12, 30, 0, 0));
        check("fixed-0800", (240, 240), time(12, 0, 0, 0));
    }

    #[test]
    fn late_arrivals_in_whole_hours() {
        let check = |name: &str, arrival: &str, minutes: i64| {
            assert_eq!(
                band(name).late_minutes(at(arrival)),
                minutes,
                "{name} {arrival}"
            );
        };
        check("flexible-0800", "08:59", 0);
        check("flexible-0800", "09:00", 0);
        check("flexible-0800", "09:30", 60);
        check("flexible-0800", "09:31", 120);
        check("flexible-0800", "10:05", 120);
        check("flexible-0800", "10:30", 120);
        check("flexible-0800", "12:45", 240);
        check("flexible-0800", "14:00", 300);
        check("flexible-0730", "12:10", 240);
        check("fixed-0800", "08:01", 60);
    }

    #[test]
    fn no_flexible_leaving_after_a_morning_of_leave() {
        let check = |departure: &str, short: i64| {
            assert_eq!(
                band("flexible-0800").short_after_morning_leave(at(departure)),
                short,
                "{departure}"
            );
        };
        check("17:20", 10);
        check("17:30", 0);
        check("18:00", 0);
    }

    #[test]
    fn a_band_that_does_not_fit_is_refused() {
        let whole = include_str!("../../data/bands.toml");
        let check = |from: &str, to: &str, code: &str| {
            assert_eq!(
                Band::read(&whole.replace(from, to)).unwrap_err().code,
                code,
                "{to}"
            );
        };
        check(
            "full_day = [\"08:30\", \"17:30\"]",
            "full_day = [\"08:30\", \"16:30\"]",
            "band-times",
        );
        check("\"12:30\", \"13:30\"", "\"13:30\", \"12:30\"", "band-times");
        check("swipes = []", "swipes = 3", "band-unreadable");
        assert_eq!(
            Band::read(&"#".repeat(MAX_FILE + 1)).unwrap_err().code,
            "band-too-long"
        );
    }

    #[test]
    fn a_band_survives_its_bytes() {
        let band = band("fixed-0800");
        let bytes = minicbor::to_vec(&band).unwrap();
        assert_eq!(minicbor::decode::<Band>(&bytes).unwrap(), band);
    }
}
