//! How far this computer's clock is from the agency's, from hello round trips
//! (the estimate of RFC 5905 §8, best of the last few).

use std::collections::VecDeque;

/// Beyond this a person is told that the clock is wrong, ms.
pub const SKEW_MAX_MS: i64 = 5 * 60 * 1000;
/// An operation that says it was signed later than this from now is refused, ms.
/// Nobody works ahead of time; what is over a day is no time zone.
pub const AHEAD_MAX_MS: i64 = 24 * 60 * 60 * 1000;
/// An operation that says it was signed longer ago than this is refused, ms: half
/// a year, twice as long as a device's certificate holds.
pub const BEHIND_MAX_MS: i64 = 183 * 24 * 60 * 60 * 1000;
/// Round trips that are remembered.
pub const SAMPLES_MAX: usize = 8;

/// `server = ours + offset`, true to within `error`, ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// What to add to our clock, ms.
    pub offset_ms: i64,
    /// Half the round trip, ms.
    pub error_ms: i64,
}

/// The last round trips.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    samples: VecDeque<Estimate>,
}

impl Clock {
    /// One round trip: our clock when the question left, the server's in the
    /// answer, our clock when the answer came (ms since 1970 UTC). A trip whose
    /// own end lies before its beginning (the clock was set meanwhile) is
    /// dropped with all before it.
    pub fn observe(&mut self, sent_ms: i64, server_ms: i64, received_ms: i64) {
        let trip = received_ms.saturating_sub(sent_ms);
        if trip < 0 {
            self.samples.clear();
            return;
        }
        if self.samples.len() == SAMPLES_MAX {
            self.samples.pop_front();
        }
        let error_ms = trip / 2 + trip % 2;
        let middle = sent_ms.saturating_add(trip / 2);
        let offset_ms = server_ms.saturating_sub(middle);
        self.samples.push_back(Estimate {
            offset_ms,
            error_ms,
        });
    }

    /// The estimate of the quickest trip that the newest does not contradict;
    /// `None` before the first.
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate> {
        let newest = self.samples.back()?;
        let agrees = |one: &&Estimate| {
            one.offset_ms
                .saturating_sub(newest.offset_ms)
                .saturating_abs()
                <= one.error_ms.saturating_add(newest.error_ms)
        };
        // When the clock was set between two trips, the older ones disagree.
        self.samples
            .iter()
            .rev()
            .filter(agrees)
            .min_by_key(|one| one.error_ms)
            .copied()
    }

    /// `ours` as the server's clock would show it; unchanged before the first trip.
    #[must_use]
    pub fn server_time(&self, ours_ms: i64) -> i64 {
        self.estimate()
            .map_or(ours_ms, |best| ours_ms.saturating_add(best.offset_ms))
    }
}

/// Whether a clock this far off is wrong: more than [`SKEW_MAX_MS`].
#[must_use]
pub fn skewed(offset_ms: i64) -> bool {
    offset_ms.saturating_abs() > SKEW_MAX_MS
}

/// Whether what was signed `at` cannot be taken `now`: the signer's clock is so
/// far off that nothing can be said of the certificate at that time.
#[must_use]
pub fn far_off(at_ms: i64, now_ms: i64) -> bool {
    let ahead = at_ms.saturating_sub(now_ms);
    !(-BEHIND_MAX_MS..=AHEAD_MAX_MS).contains(&ahead)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn check(trips: &[(i64, i64, i64)], expected: Option<(i64, i64)>) {
        let mut clock = Clock::default();
        for (sent, server, received) in trips {
            clock.observe(*sent, *server, *received);
        }
        let found = clock.estimate().map(|one| (one.offset_ms, one.error_ms));
        assert_eq!(found, expected, "{trips:?}");
    }

    #[test]
    fn estimates() {
        check(&[], None);
        check(&[(1000, 1050, 1100)], Some((0, 50)));
        check(&[(1000, 5050, 1100)], Some((4000, 50)));
        check(&[(1000, 5050, 1101)], Some((4000, 51)));
        // the quicker trip wins, whichever comes last
        check(&[(0, 105, 10), (1000, 1300, 1400)], Some((100, 5)));
        check(&[(0, 300, 400), (1000, 1105, 1010)], Some((100, 5)));
        // the clock was set in between: the old trips no longer count
        check(
            &[(0, 105, 10), (1_000_000, 1_300, 1_000_400)],
            Some((-998_900, 200)),
        );
        check(&[(0, 105, 10), (1000, 1105, 500)], None);
        check(
            &[(i64::MIN, i64::MAX, i64::MAX)],
            Some((i64::MAX, i64::MAX / 2 + 1)),
        );
    }

    #[test]
    fn a_year_off_is_not_taken() {
        let year = 365 * 24 * 60 * 60 * 1000;
        for (at, expected) in [
            (0, false),
            (AHEAD_MAX_MS, false),
            (AHEAD_MAX_MS + 1, true),
            (-BEHIND_MAX_MS, false),
            (-BEHIND_MAX_MS - 1, true),
            (year, true),
            (-year, true),
            (i64::MAX, true),
            (i64::MIN, true),
        ] {
            assert_eq!(far_off(at, 0), expected, "{at}");
        }
        assert!(far_off(i64::MIN, i64::MAX) && far_off(i64::MAX, i64::MIN));
    }

    #[test]
    fn five_minutes_are_the_border() {
        assert!(!skewed(SKEW_MAX_MS) && !skewed(-SKEW_MAX_MS));
        assert!(skewed(SKEW_MAX_MS + 1) && skewed(-SKEW_MAX_MS - 1));
        assert!(skewed(i64::MIN));
        assert_eq!(Clock::default().server_time(7), 7);
    }
}
