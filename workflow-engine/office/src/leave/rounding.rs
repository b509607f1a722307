//! Arithmetic of the leave rules; the numbers themselves come from the pack.

use super::DAY;

/// The smallest multiple of `unit` that is not below `minutes`. Leave is asked
/// for in whole hours (請假規則 art 3, 10): what is left of an hour counts as one.
#[must_use]
pub fn up_to(minutes: i64, unit: i64) -> i64 {
    if unit <= 0 {
        return minutes;
    }
    let over = minutes.rem_euclid(unit);
    if over == 0 {
        minutes
    } else {
        minutes.saturating_add(unit - over)
    }
}

/// Minutes for `months` of a year of `days` days, rounded to half days: no
/// fraction stays, up to a half is a half, more is a whole day (請假規則 art 3-2).
#[must_use]
pub fn pro_rata(days: i64, months: i64) -> i64 {
    up_to_part(days.saturating_mul(months).saturating_mul(DAY), 12, DAY / 2)
}

/// `amount / parts` rounded up to a multiple of `unit`, without losing the
/// fraction of the division on the way.
fn up_to_part(amount: i64, parts: i64, unit: i64) -> i64 {
    up_to(amount, parts.saturating_mul(unit)) / parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_days_by_months() {
        let halves: Vec<i64> = (1..=12).map(|n| pro_rata(7, n) / (DAY / 2)).collect();
        assert_eq!(halves, [2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14]);
    }

    #[test]
    fn hours_are_filled_up() {
        let check = |minutes, expected| assert_eq!(up_to(minutes, 60), expected);
        check(0, 0);
        check(1, 60);
        check(60, 60);
        check(61, 120);
        check(480, 480);
        assert_eq!(up_to(5, 0), 5);
        assert_eq!(up_to(i64::MAX, 60), i64::MAX);
    }
}
