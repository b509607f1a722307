//! Exact decimal numbers.

use crate::Problem;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Longest decimal text that is read: sign, 29 digits, point.
const MAX_TEXT: usize = 31;

/// An exact decimal number of up to 28 significant digits, kept without trailing zeros.
///
/// FEEL computes with 34 digits (DMN 1.5 §10.3.2.3.1); a result is rounded half to even to 28
/// when it crosses this face, and is a null with a reason when it is larger than that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Decimal);

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One.
    pub const ONE: Self = Self(Decimal::ONE);

    /// The whole number, or `None` when there is a fraction or it does not fit.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        if self.0.is_integer() {
            i64::try_from(self.0).ok()
        } else {
            None
        }
    }

    /// The decimal itself, for sums that need more than the four operations.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// The sum, or `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self::from)
    }

    /// The difference, or `None` when it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self::from)
    }

    /// The product, or `None` when it does not fit.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).map(Self::from)
    }

    /// The quotient rounded to 28 digits, or `None` for a division by zero or when it does not
    /// fit.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).map(Self::from)
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self(value.normalize())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Decimal::from(value).normalize())
    }
}

impl FromStr for Number {
    type Err = Problem;

    /// Reads plain decimal text such as `-12.50`; no exponent, no grouping.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let bad = || Problem::NumberText {
            text: text.chars().take(MAX_TEXT).collect(),
        };
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
        if text.len() > MAX_TEXT || !text.chars().all(plain) {
            return Err(bad());
        }
        Decimal::from_str_exact(text)
            .map(Self::from)
            .map_err(|_| bad())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn text_is_canonical() {
        fn check(input: &str, expected: Option<&str>) {
            let got = input.parse::<Number>().ok().map(|n| n.to_string());
            assert_eq!(got.as_deref(), expected, "{input}");
        }
        check("1.500", Some("1.5"));
        check("-0", Some("0"));
        check("-0.0", Some("0"));
        check("100", Some("100"));
        check("0.1", Some("0.1"));
        check(
            "7922816251426433759354395033.5",
            Some("7922816251426433759354395033.5"),
        );
        check("1e5", None);
        check("1_000", None);
        check("", None);
        check(".", None);
        check("１", None);
        check("99999999999999999999999999999999", None);
    }

    #[test]
    fn arithmetic_is_exact_or_nothing() {
        let n = |t: &str| t.parse::<Number>().unwrap();
        assert_eq!(n("0.1").checked_add(n("0.2")), Some(n("0.3")));
        assert_eq!(n("1").checked_div(n("0")), None);
        let largest = Number::from(Decimal::MAX);
        assert_eq!(largest.checked_mul(n("2")), None);
        assert_eq!(n("480").to_i64(), Some(480));
        assert_eq!(n("480.5").to_i64(), None);
        assert_eq!(largest.to_i64(), None);
    }
}
