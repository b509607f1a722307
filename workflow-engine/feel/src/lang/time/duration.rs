//! Durations.

use super::{DAY, SECOND};
use std::fmt;

/// Most years that a duration may have, to keep sums in range.
const MAX_MONTHS: i64 = 12 * 2_000_000_000;

/// A days-and-time duration in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayTime(pub i128);

/// One number of a duration with its fraction in nanoseconds of the unit, and its letter.
fn part(text: &str) -> Option<(i128, i128, char, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 || count > 18 {
        return None;
    }
    let (whole, rest) = text.split_at(count);
    let whole = whole.parse().ok()?;
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => {
            let count = rest.bytes().take_while(u8::is_ascii_digit).count();
            if count == 0 {
                return None;
            }
            let (digits, rest) = rest.split_at(count);
            let nine: String = digits.chars().chain("000000000".chars()).take(9).collect();
            (nine.parse().ok()?, rest)
        }
        None => (0, rest),
    };
    let letter = rest.chars().next()?;
    Some((whole, fraction, letter, rest.get(letter.len_utf8()..)?))
}

fn split_sign(text: &str) -> Option<(i128, &str)> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    rest.strip_prefix('P').map(|rest| (sign, rest))
}

impl DayTime {
    /// Reads `PnDTnHnMn.nS`, with or without a sign.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (sign, mut rest) = split_sign(text)?;
        let mut nanos: i128 = 0;
        let mut last = 0;
        let mut in_time = false;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('T') {
                if in_time || after.is_empty() {
                    return None;
                }
                (in_time, rest) = (true, after);
                continue;
            }
            let (whole, fraction, letter, after) = part(rest)?;
            let (place, unit) = match (letter, in_time) {
                ('D', false) => (1, DAY),
                ('H', true) => (2, 3_600 * SECOND),
                ('M', true) => (3, 60 * SECOND),
                ('S', true) => (4, SECOND),
                _ => return None,
            };
            if place <= last || (fraction != 0 && letter != 'S') {
                return None;
            }
            last = place;
            nanos = nanos.checked_add(whole.checked_mul(unit)?.checked_add(fraction)?)?;
            rest = after;
        }
        (last > 0).then_some(Self(sign * nanos))
    }

    /// Whole days, without its sign.
    #[must_use]
    pub fn days(self) -> i128 {
        self.0 / DAY
    }

    /// Whole seconds; `None` when there is a fraction or they do not fit.
    #[must_use]
    pub fn whole_seconds(self) -> Option<i64> {
        (self.0 % SECOND == 0).then(|| i64::try_from(self.0 / SECOND).ok())?
    }
}

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return write!(f, "PT0S");
        }
        let size = self.0.unsigned_abs();
        let second = SECOND.unsigned_abs();
        let (days, rest) = (size / DAY.unsigned_abs(), size % DAY.unsigned_abs());
        write!(f, "{}P", if self.0 < 0 { "-" } else { "" })?;
        if days > 0 {
            write!(f, "{days}D")?;
        }
        if rest == 0 {
            return Ok(());
        }
        write!(f, "T")?;
        let (hours, minutes) = (rest / (3_600 * second), rest / (60 * second) % 60);
        let (seconds, fraction) = (rest / second % 60, rest % second);
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        if fraction > 0 {
            let digits = format!("{fraction:09}");
            write!(f, "{seconds}.{}S", digits.trim_end_matches('0'))?;
        } else if seconds > 0 {
            write!(f, "{seconds}S")?;
        }
        Ok(())
    }
}

/// Reads `PnYnM`, with or without a sign, in months.
#[must_use]
pub fn read_months(text: &str) -> Option<i64> {
    let (sign, mut rest) = split_sign(text)?;
    let mut months: i64 = 0;
    let mut last = 0;
    while !rest.is_empty() {
        let (whole, fraction, letter, after) = part(rest)?;
        let (place, unit) = match letter {
            'Y' => (1, 12),
            'M' => (2, 1),
            _ => return None,
        };
        if place <= last || fraction != 0 {
            return None;
        }
        last = place;
        months = months.checked_add(i64::try_from(whole).ok()?.checked_mul(unit)?)?;
        rest = after;
    }
    let fits = last > 0 && months <= MAX_MONTHS;
    fits.then(|| months * i64::try_from(sign).unwrap_or(1))
}

/// Writes months as `PnYnM`.
#[must_use]
pub fn write_months(months: i64) -> String {
    let size = months.unsigned_abs();
    let sign = if months < 0 { "-" } else { "" };
    match (size / 12, size % 12) {
        (0, months) => format!("{sign}P{months}M"),
        (years, 0) => format!("{sign}P{years}Y"),
        (years, months) => format!("{sign}P{years}Y{months}M"),
    }
}
