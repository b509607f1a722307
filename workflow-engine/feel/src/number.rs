//! Exact decimal numbers of 34 digits.

mod wide;

use crate::Problem;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Significant digits of a number (DMN 1.5 §10.3.2.3.1: IEEE 754-2008 Decimal128).
pub const DIGITS: u32 = 34;
/// Largest exponent of ten that a number's last digit may have.
pub const MAX_EXPONENT: i32 = 6111;
/// Smallest exponent of ten that a number's last digit may have.
pub const MIN_EXPONENT: i32 = -6176;
/// The first whole number that has more digits than are kept.
const LIMIT: i128 = 10i128.pow(DIGITS);
/// Longest decimal text that is written without an exponent, in digits.
const MAX_PLAIN: usize = 76;
/// Longest decimal text that is read.
const MAX_TEXT: usize = 80;

const POWERS: [i128; 39] = {
    let mut powers = [1i128; 39];
    let mut at = 1;
    while at < 39 {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// An exact decimal number of up to 34 significant digits, rounded half to even beyond.
///
/// It is kept in one form: whole numbers of up to 34 digits without an exponent, others without
/// trailing zeros. Equal numbers are equal parts.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Number {
    coefficient: i128,
    exponent: i32,
}

/// How a number is brought to fewer digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, a half to the even digit.
    HalfEven,
    /// To the nearest, a half away from zero.
    HalfUp,
    /// To the nearest, a half to zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// To zero.
    Down,
    /// To the lower number.
    Floor,
    /// To the higher number.
    Ceiling,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self {
        coefficient: 0,
        exponent: 0,
    };
    /// One.
    pub const ONE: Self = Self {
        coefficient: 1,
        exponent: 0,
    };

    /// `coefficient × 10^exponent`; `None` when it is too large, zero when it is too small.
    #[must_use]
    pub fn new(coefficient: i128, exponent: i32) -> Option<Self> {
        if coefficient.unsigned_abs() >= LIMIT.unsigned_abs() {
            return wide::rounded(coefficient.into(), exponent);
        }
        Self::settled(coefficient, exponent)
    }

    /// The one form of a number whose coefficient has at most 34 digits.
    fn settled(mut coefficient: i128, mut exponent: i32) -> Option<Self> {
        if coefficient == 0 {
            return Some(Self::ZERO);
        }
        while exponent < 0 && coefficient % 10 == 0 {
            coefficient /= 10;
            exponent += 1;
        }
        if exponent > 0 {
            let scaled = power(exponent).and_then(|factor| coefficient.checked_mul(factor));
            match scaled.filter(|scaled| scaled.unsigned_abs() < LIMIT.unsigned_abs()) {
                Some(whole) => (coefficient, exponent) = (whole, 0),
                None => {
                    while coefficient % 10 == 0 {
                        coefficient /= 10;
                        exponent += 1;
                    }
                }
            }
        }
        let room = i32::try_from(digits(coefficient)).unwrap_or(0);
        if exponent + room - 34 > MAX_EXPONENT {
            return None;
        }
        if exponent < MIN_EXPONENT {
            return Some(Self::ZERO);
        }
        Some(Self {
            coefficient,
            exponent,
        })
    }

    /// The digits as a whole number.
    #[must_use]
    pub fn coefficient(self) -> i128 {
        self.coefficient
    }

    /// The power of ten by which the digits count.
    #[must_use]
    pub fn exponent(self) -> i32 {
        self.exponent
    }

    /// How many digits stand after the point.
    #[must_use]
    pub fn decimals(self) -> u32 {
        u32::try_from(-self.exponent).unwrap_or(0)
    }

    /// Whether there is no fraction.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.exponent >= 0
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.coefficient < 0
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    /// The whole number, or `None` when there is a fraction or it does not fit.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        self.to_i128().and_then(|whole| i64::try_from(whole).ok())
    }

    /// The whole number, or `None` when there is a fraction or it does not fit.
    #[must_use]
    pub fn to_i128(self) -> Option<i128> {
        match self.exponent {
            0 => Some(self.coefficient),
            1.. => power(self.exponent).and_then(|factor| self.coefficient.checked_mul(factor)),
            _ => None,
        }
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self {
            coefficient: self.coefficient.abs(),
            ..self
        }
    }

    /// The sum, or `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.exponent == other.exponent {
            return Self::new(self.coefficient + other.coefficient, self.exponent);
        }
        let (high, low) = if self.exponent > other.exponent {
            (self, other)
        } else {
            (other, self)
        };
        let scaled = power(high.exponent - low.exponent)
            .and_then(|factor| high.coefficient.checked_mul(factor))
            .and_then(|scaled| scaled.checked_add(low.coefficient));
        match scaled {
            Some(sum) => Self::new(sum, low.exponent),
            None => wide::sum(high, low),
        }
    }

    /// The difference, or `None` when it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    /// The product, or `None` when it does not fit.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let exponent = self.exponent + other.exponent;
        match self.coefficient.checked_mul(other.coefficient) {
            Some(product) => Self::new(product, exponent),
            None => wide::product(self, other),
        }
    }

    /// The quotient, or `None` for a division by zero or when it does not fit.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if self.coefficient % other.coefficient == 0 {
            let quotient = self.coefficient / other.coefficient;
            return Self::new(quotient, self.exponent - other.exponent);
        }
        wide::quotient(self, other)
    }

    /// The remainder that has the sign of the divisor (DMN 1.5 table 75, `modulo`), or `None` for
    /// a division by zero.
    #[must_use]
    pub fn checked_modulo(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if self.exponent == 0 && other.exponent == 0 {
            let rest = self.coefficient.rem_euclid(other.coefficient.abs());
            let moved = rest != 0 && other.is_negative();
            return Self::new(rest + if moved { other.coefficient } else { 0 }, 0);
        }
        wide::modulo(self, other)
    }

    /// Itself to this power, or `None` when there is none or it does not fit.
    #[must_use]
    pub fn checked_pow(self, exponent: Self) -> Option<Self> {
        wide::power_of(self, exponent)
    }

    /// The square root, or `None` below zero.
    #[must_use]
    pub fn sqrt(self) -> Option<Self> {
        wide::square_root(self)
    }

    /// *e* to this power, or `None` when it does not fit.
    #[must_use]
    pub fn exp(self) -> Option<Self> {
        wide::exponential(self)
    }

    /// The natural logarithm, or `None` at and below zero.
    #[must_use]
    pub fn ln(self) -> Option<Self> {
        wide::logarithm(self)
    }

    /// Rounded to so many digits after the point; `None` when that is out of range.
    #[must_use]
    pub fn rounded(self, scale: i64, rounding: Rounding) -> Option<Self> {
        let least = -i64::from(MAX_EXPONENT);
        let most = -i64::from(MIN_EXPONENT);
        if !(least..=most).contains(&scale) {
            return None;
        }
        let target = i32::try_from(-scale).ok()?;
        if self.exponent >= target {
            return Some(self);
        }
        let drop = target - self.exponent;
        let Some(unit) = power(drop) else {
            let tiny = match rounding {
                Rounding::Up => self.coefficient.signum(),
                Rounding::Ceiling => i128::from(self.coefficient > 0),
                Rounding::Floor => -i128::from(self.coefficient < 0),
                _ => 0,
            };
            return Self::new(tiny, target);
        };
        let (kept, rest) = (self.coefficient / unit, self.coefficient % unit);
        Self::new(kept + rounding.step(kept, rest, unit), target)
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn floor(self) -> Self {
        self.rounded(0, Rounding::Floor).unwrap_or(self)
    }
}

impl Rounding {
    /// What is added to the kept digits: -1, 0 or 1.
    fn step(self, kept: i128, rest: i128, unit: i128) -> i128 {
        if rest == 0 {
            return 0;
        }
        let away = rest.signum();
        let half = (rest.unsigned_abs()).cmp(&(unit.unsigned_abs() - rest.unsigned_abs()));
        let goes = match (self, half) {
            (Self::Up, _)
            | (Self::HalfEven | Self::HalfUp | Self::HalfDown, Ordering::Greater)
            | (Self::HalfUp, Ordering::Equal) => true,
            (Self::HalfEven, Ordering::Equal) => kept % 2 != 0,
            (Self::Floor, _) => away < 0,
            (Self::Ceiling, _) => away > 0,
            (Self::Down | Self::HalfEven | Self::HalfUp | Self::HalfDown, _) => false,
        };
        if goes { away } else { 0 }
    }
}

/// Ten to this power, where it fits.
fn power(exponent: i32) -> Option<i128> {
    usize::try_from(exponent)
        .ok()
        .and_then(|at| POWERS.get(at))
        .copied()
}

/// How many digits a coefficient has; none for zero.
fn digits(coefficient: i128) -> usize {
    let size = coefficient.unsigned_abs();
    POWERS.partition_point(|power| power.unsigned_abs() <= size)
}

impl std::ops::Neg for Number {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            coefficient: -self.coefficient,
            ..self
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.exponent == other.exponent {
            return self.coefficient.cmp(&other.coefficient);
        }
        let signs = self.coefficient.signum().cmp(&other.coefficient.signum());
        if signs != Ordering::Equal {
            return signs;
        }
        let place =
            |n: &Self| i64::try_from(digits(n.coefficient)).unwrap_or(0) + i64::from(n.exponent);
        let sizes = match place(self).cmp(&place(other)) {
            Ordering::Equal => {
                let least = self.exponent.min(other.exponent);
                let at = |n: &Self| {
                    let factor = power(n.exponent - least).unwrap_or(1);
                    n.coefficient
                        .unsigned_abs()
                        .saturating_mul(factor.unsigned_abs())
                };
                at(self).cmp(&at(other))
            }
            different => different,
        };
        if self.is_negative() {
            sizes.reverse()
        } else {
            sizes
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self {
            coefficient: value.into(),
            exponent: 0,
        }
    }
}

impl TryFrom<i128> for Number {
    type Error = Problem;

    fn try_from(value: i128) -> Result<Self, Problem> {
        Self::new(value, 0).ok_or(Problem::NumberText {
            text: value.to_string(),
        })
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
        read(text).ok_or_else(bad)
    }
}

/// Reads decimal text with an optional exponent (DMN 1.5 grammar rules 36 and 37, and exponents).
#[must_use]
pub fn read(text: &str) -> Option<Number> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let some = !whole.is_empty() || !fraction.is_empty();
    if !some || !all_digits(whole) || !all_digits(fraction) || exponent.unsigned_abs() > 100_000 {
        return None;
    }
    let joined = format!("{whole}{fraction}");
    let scale = i32::try_from(fraction.len()).ok()?;
    match joined.parse::<i128>() {
        Ok(coefficient) => Number::new(sign * coefficient, exponent - scale),
        Err(_) => wide::read(sign < 0, &joined, exponent - scale),
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.coefficient.unsigned_abs().to_string();
        let sign = if self.is_negative() { "-" } else { "" };
        let scale = usize::try_from(-self.exponent).unwrap_or(0);
        let zeros = usize::try_from(self.exponent).unwrap_or(0);
        if scale.max(digits.len() + zeros) > MAX_PLAIN {
            return write!(f, "{sign}{digits}E{:+}", self.exponent);
        }
        if scale == 0 {
            return write!(f, "{sign}{digits}{}", "0".repeat(zeros));
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
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
mod tests;
