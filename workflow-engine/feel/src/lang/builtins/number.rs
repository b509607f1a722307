//! Numbers (DMN 1.5 table 74).

use super::{Row, number_of, whole_of};
use crate::Number;
use crate::lang::eval::Machine;
use crate::lang::time::DayTime;
use crate::lang::val::Val;
use crate::number::Rounding;

pub(super) const ROWS: &[Row] = &[
    Row::new("decimal", &[&["n", "scale"]], 2, |_, a| {
        rounded(a, Rounding::HalfEven)
    }),
    Row::new("floor", &[&["n", "scale"]], 1, |_, a| {
        rounded(a, Rounding::Floor)
    }),
    Row::new("ceiling", &[&["n", "scale"]], 1, |_, a| {
        rounded(a, Rounding::Ceiling)
    }),
    Row::new("round up", &[&["n", "scale"]], 2, |_, a| {
        rounded(a, Rounding::Up)
    }),
    Row::new("round down", &[&["n", "scale"]], 2, |_, a| {
        rounded(a, Rounding::Down)
    }),
    Row::new("round half up", &[&["n", "scale"]], 2, |_, a| {
        rounded(a, Rounding::HalfUp)
    }),
    Row::new("round half down", &[&["n", "scale"]], 2, |_, a| {
        rounded(a, Rounding::HalfDown)
    }),
    Row::new("abs", &[&["n"]], 1, abs),
    Row::new("modulo", &[&["dividend", "divisor"]], 2, modulo),
    Row::new("sqrt", &[&["number"]], 1, |_, a| one(a, Number::sqrt)),
    Row::new("log", &[&["number"]], 1, |_, a| one(a, Number::ln)),
    Row::new("exp", &[&["number"]], 1, |_, a| one(a, Number::exp)),
    Row::new("odd", &[&["number"]], 1, |_, a| {
        even(a).map(|even| Val::Bool(!even))
    }),
    Row::new("even", &[&["number"]], 1, |_, a| even(a).map(Val::Bool)),
];

fn rounded(arguments: &[Val], rounding: Rounding) -> Option<Val> {
    let number = number_of(arguments.first())?;
    let scale = match arguments.get(1) {
        None => 0,
        Some(_) => {
            let scale = number_of(arguments.get(1))?;
            scale.rounded(0, Rounding::Down)?.to_i64()?
        }
    };
    number.rounded(scale, rounding).map(Val::Number)
}

fn abs(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    match arguments.first()? {
        Val::Number(n) => Some(Val::Number(n.abs())),
        Val::DayTime(d) => Some(Val::DayTime(DayTime(d.0.abs()))),
        Val::Months(m) => Some(Val::Months(m.abs())),
        _ => None,
    }
}

fn modulo(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (a, b) = (number_of(arguments.first())?, number_of(arguments.get(1))?);
    a.checked_modulo(b).map(Val::Number)
}

fn one(arguments: &[Val], of: fn(Number) -> Option<Number>) -> Option<Val> {
    of(number_of(arguments.first())?).map(Val::Number)
}

fn even(arguments: &[Val]) -> Option<bool> {
    let number = number_of(arguments.first())?;
    if !number.is_whole() {
        return None;
    }
    match whole_of(Some(&Val::Number(number))) {
        Some(whole) => Some(whole % 2 == 0),
        None => number.checked_modulo(Number::from(2)).map(Number::is_zero),
    }
}
