//! Civil dates and times of the office as they travel: `2026-12-03` and
//! `2026-12-03T13:30:00`, by the clock on the wall in Taipei (+08:00 all year;
//! no summer time since 1979). Instants travel as milliseconds since 1970 UTC.

use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, civil};

/// The clock on the wall is this far ahead of UTC.
pub const TAIPEI: SignedDuration = SignedDuration::from_hours(8);

const EPOCH: DateTime = civil::datetime(1970, 1, 1, 0, 0, 0, 0);

/// The clock on the wall at an instant (ms since 1970 UTC); the first or last
/// representable time for an instant outside of the calendar.
#[must_use]
pub fn wall(at: i64) -> DateTime {
    EPOCH
        .saturating_add(SignedDuration::from_millis(at))
        .saturating_add(TAIPEI)
}

/// The instant (ms since 1970 UTC) at which the clock on the wall shows this.
#[must_use]
pub fn instant(wall: DateTime) -> i64 {
    let ms = (EPOCH.duration_until(wall) - TAIPEI).as_millis();
    i64::try_from(ms).unwrap_or(if ms < 0 { i64::MIN } else { i64::MAX })
}

/// Minutes from one time to another, cut off to whole minutes.
#[must_use]
pub fn minutes(from: DateTime, to: DateTime) -> i64 {
    from.duration_until(to).as_mins()
}

/// The year of the Republic: 2026 is 115.
#[must_use]
pub fn roc_year(date: Date) -> i16 {
    date.year() - 1911
}

/// A date far enough ahead to mean "no end".
pub const NO_END: Date = date(9999, 12, 31);

macro_rules! travel_as_text {
    ($module:ident, $type:ty, $what:literal) => {
        #[doc = concat!("How ", $what, " is written in CBOR: as ISO 8601 text.")]
        pub mod $module {
            use minicbor::{Decoder, Encoder};

            /// Writes it.
            ///
            /// # Errors
            /// What the writer says.
            pub fn encode<C, W: minicbor::encode::Write>(
                value: &$type,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str(&value.to_string())?.ok()
            }

            /// Reads it.
            ///
            /// # Errors
            /// When the text is no such value.
            pub fn decode<C>(
                d: &mut Decoder<'_>,
                _: &mut C,
            ) -> Result<$type, minicbor::decode::Error> {
                d.str()?
                    .parse()
                    .map_err(|_| minicbor::decode::Error::message(concat!("not ", $what)))
            }
        }
    };
}

travel_as_text!(day, jiff::civil::Date, "a civil date");
travel_as_text!(moment, jiff::civil::DateTime, "a civil date with time");

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn wall_and_instant_agree() {
        let check = |at: i64, expected: &str| {
            assert_eq!(wall(at).to_string(), expected);
            assert_eq!(instant(wall(at)), at);
        };
        check(0, "1970-01-01T08:00:00");
        check(1_795_536_000_000, "2026-11-25T00:00:00");
        check(-1, "1970-01-01T07:59:59.999");
    }
}
