//! Arithmetic that needs more digits than fit, rounded to the digits that are kept.

use super::{DIGITS, MAX_EXPONENT, MIN_EXPONENT, Number, digits};
use dashu_base::{Abs, BitTest, Sign, SquareRoot};
use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, Repr};
use dashu_int::{IBig, UBig};

/// Digits with which exponentials and logarithms are computed before they are rounded.
const WORKING: usize = 50;
/// Beyond this distance of two exponents the lower number cannot change a digit.
const FAR: i32 = 80;

fn ten(exponent: u32) -> UBig {
    UBig::from(10u8).pow(exponent as usize)
}

/// How many digits a size has; none for zero.
fn length(size: &UBig) -> u32 {
    if size.is_zero() {
        return 0;
    }
    u32::try_from(size.ilog(&UBig::from(10u8)) + 1).unwrap_or(u32::MAX)
}

/// `coefficient × 10^exponent`, rounded half to even to the digits that are kept.
pub(super) fn rounded(coefficient: IBig, exponent: i32) -> Option<Number> {
    sticky(coefficient, exponent, false)
}

/// The same of a number that is a little further from zero than its coefficient says.
fn sticky(coefficient: IBig, exponent: i32, more: bool) -> Option<Number> {
    let (sign, size) = coefficient.into_parts();
    let excess = length(&size).saturating_sub(DIGITS);
    let (kept, exponent) = if excess == 0 {
        (size, exponent)
    } else {
        let unit = ten(excess);
        let (quotient, rest) = (&size / &unit, &size % &unit);
        let twice = rest * 2u8;
        let is_odd = quotient.bit(0);
        let up = twice > unit || (twice == unit && (more || is_odd));
        (
            quotient + u8::from(up),
            exponent.checked_add(i32::try_from(excess).ok()?)?,
        )
    };
    let mut whole = i128::try_from(kept).ok()?;
    let mut exponent = exponent;
    // Below the smallest exponent digits are lost one by one.
    while exponent < MIN_EXPONENT && whole != 0 {
        whole /= 10;
        exponent += 1;
    }
    if exponent > MAX_EXPONENT + 34 {
        return None;
    }
    Number::settled(
        if sign == Sign::Negative {
            -whole
        } else {
            whole
        },
        exponent,
    )
}

/// Reads digits that do not fit.
pub(super) fn read(negative: bool, text: &str, exponent: i32) -> Option<Number> {
    let size: UBig = text.parse().ok()?;
    let coefficient = IBig::from(size);
    rounded(if negative { -coefficient } else { coefficient }, exponent)
}

pub(super) fn sum(high: Number, low: Number) -> Option<Number> {
    let distance = high.exponent - low.exponent;
    if high.is_zero() {
        return Some(low);
    }
    if distance > FAR {
        return Some(high);
    }
    let scaled = IBig::from(high.coefficient) * IBig::from(ten(distance.unsigned_abs()));
    rounded(scaled + IBig::from(low.coefficient), low.exponent)
}

pub(super) fn product(a: Number, b: Number) -> Option<Number> {
    rounded(
        IBig::from(a.coefficient) * IBig::from(b.coefficient),
        a.exponent + b.exponent,
    )
}

pub(super) fn quotient(a: Number, b: Number) -> Option<Number> {
    let wanted = DIGITS as usize + 1 + digits(b.coefficient);
    let scale = u32::try_from(wanted.saturating_sub(digits(a.coefficient))).ok()?;
    let scaled = IBig::from(a.coefficient) * IBig::from(ten(scale));
    let divisor = IBig::from(b.coefficient);
    let (quotient, rest) = (&scaled / &divisor, &scaled % &divisor);
    let exponent = a.exponent - b.exponent - i32::try_from(scale).ok()?;
    sticky(quotient, exponent, !rest.is_zero())
}

pub(super) fn modulo(a: Number, b: Number) -> Option<Number> {
    let least = a.exponent.min(b.exponent);
    let (up_a, up_b) = (a.exponent - least, b.exponent - least);
    if up_a > 2 * FAR || up_b > 2 * FAR {
        let whole = a.checked_div(b)?.floor();
        return a.checked_sub(b.checked_mul(whole)?);
    }
    let at = |n: Number, up: i32| IBig::from(n.coefficient) * IBig::from(ten(up.unsigned_abs()));
    let (x, y) = (at(a, up_a), at(b, up_b));
    let rest = &x % &y;
    let moved = !rest.is_zero() && (rest.sign() != y.sign());
    rounded(if moved { rest + y } else { rest }, least)
}

pub(super) fn square_root(n: Number) -> Option<Number> {
    if n.is_negative() {
        return None;
    }
    if n.is_zero() {
        return Some(Number::ZERO);
    }
    let mut scale =
        2 * i32::try_from(DIGITS + 1).ok()? - i32::try_from(digits(n.coefficient)).ok()?;
    if (n.exponent - scale) % 2 != 0 {
        scale += 1;
    }
    let scaled = UBig::try_from(n.coefficient).ok()? * ten(scale.unsigned_abs());
    let root = scaled.sqrt();
    let more = &root * &root != scaled;
    sticky(root.into(), (n.exponent - scale) / 2, more)
}

type Big = FBig<HalfEven, 10>;

fn enter(n: Number) -> Big {
    let repr = Repr::<10>::new(IBig::from(n.coefficient), n.exponent as isize);
    Big::from_repr(repr, Context::new(WORKING))
}

fn leave(big: &Big) -> Option<Number> {
    let repr = big.repr();
    if repr.is_infinite() {
        return None;
    }
    rounded(
        repr.significand().clone(),
        i32::try_from(repr.exponent()).ok()?,
    )
}

/// About how many digits stand before the point of e to this power.
fn magnitude(n: Number) -> i64 {
    i64::try_from(digits(n.coefficient)).unwrap_or(i64::MAX) + i64::from(n.exponent)
}

pub(super) fn exponential(n: Number) -> Option<Number> {
    if n.is_zero() {
        return Some(Number::ONE);
    }
    if magnitude(n) > 5 {
        return if n.is_negative() {
            Some(Number::ZERO)
        } else {
            None
        };
    }
    leave(&enter(n).exp())
}

pub(super) fn logarithm(n: Number) -> Option<Number> {
    if n.is_negative() || n.is_zero() {
        return None;
    }
    leave(&enter(n).ln())
}

pub(super) fn power_of(base: Number, exponent: Number) -> Option<Number> {
    if exponent.is_zero() {
        return Some(Number::ONE);
    }
    if base.is_zero() {
        return (!exponent.is_negative()).then_some(Number::ZERO);
    }
    match exponent.to_i64() {
        Some(whole) => whole_power(base, whole),
        None if base.is_negative() => None,
        None => {
            let product = enter(base).ln() * enter(exponent);
            let size = leave(&product)?;
            if magnitude(size) > 5 {
                return if size.is_negative() {
                    Some(Number::ZERO)
                } else {
                    None
                };
            }
            leave(&product.exp())
        }
    }
}

fn whole_power(base: Number, exponent: i64) -> Option<Number> {
    if base.abs() == Number::ONE {
        let odd = exponent % 2 != 0;
        return Some(if odd { base } else { Number::ONE });
    }
    // A number other than one grows or shrinks out of range before this.
    let steps = exponent.unsigned_abs();
    if steps > 1_000_000_000 {
        let grows = (base.abs() > Number::ONE) == (exponent > 0);
        return if grows { None } else { Some(Number::ZERO) };
    }
    let powered = exact(base, steps);
    let result = match powered {
        Some(exact) => exact,
        None => {
            let big = enter(base);
            let product = big.clone().abs().ln() * IBig::from(steps);
            let grows = product > Big::from(20_000);
            let shrinks = product < Big::from(-20_000);
            if grows || shrinks {
                let up = grows == (exponent > 0);
                return if up { None } else { Some(Number::ZERO) };
            }
            let value = big.powi(IBig::from(exponent));
            return leave(&value);
        }
    };
    if exponent < 0 {
        Number::ONE.checked_div(result)
    } else {
        Some(result)
    }
}

/// The power by multiplication, as long as no digit is lost.
fn exact(base: Number, steps: u64) -> Option<Number> {
    let mut result = 1i128;
    if steps > 256 {
        return None;
    }
    for _ in 0..steps {
        result = result.checked_mul(base.coefficient)?;
    }
    if digits(result) > DIGITS as usize {
        return None;
    }
    let exponent = base.exponent.checked_mul(i32::try_from(steps).ok()?)?;
    Number::settled(result, exponent)
}
