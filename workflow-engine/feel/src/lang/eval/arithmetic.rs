//! Arithmetic (DMN 1.5 tables 45–49).

use super::Machine;
use crate::Number;
use crate::lang::expr::{Arithmetic, Span};
use crate::lang::time::{DateTime, DayTime, Time, Zone};
use crate::lang::val::Val;

impl Machine<'_> {
    pub(super) fn negated(&mut self, span: Span, value: Val) -> Val {
        match value {
            Val::Number(n) => Val::Number(-n),
            Val::DayTime(d) => Val::DayTime(DayTime(-d.0)),
            Val::Months(m) => Val::Months(-m),
            other => self.null_at(span, "feel-operand", &[("of_type", other.kind())]),
        }
    }

    pub(super) fn arithmetic(&mut self, span: Span, operator: Arithmetic, a: Val, b: Val) -> Val {
        let done = match operator {
            Arithmetic::Add => self.sum(&a, &b),
            Arithmetic::Subtract => difference(&a, &b),
            Arithmetic::Multiply => product(&a, &b),
            Arithmetic::Divide => quotient(&a, &b),
            Arithmetic::Power => match (&a, &b) {
                (Val::Number(a), Val::Number(b)) => a.checked_pow(*b).map(Val::Number),
                _ => None,
            },
        };
        if let Some(value) = done {
            return value;
        }
        let zero = matches!(&b, Val::Number(n) if n.is_zero());
        let code = match (&a, &b) {
            (Val::Number(_), Val::Number(_)) if operator == Arithmetic::Divide && zero => {
                "feel-division-by-zero"
            }
            (Val::Number(_), Val::Number(_)) => "feel-number-range",
            _ => "feel-operands",
        };
        self.null_at(
            span,
            code,
            &[("left_type", a.kind()), ("right_type", b.kind())],
        )
    }

    fn sum(&mut self, a: &Val, b: &Val) -> Option<Val> {
        match (a, b) {
            (Val::Text(a), Val::Text(b)) => {
                if !self.writes(a.len() + b.len()) {
                    return Some(Val::Null);
                }
                Some(Val::text(format!("{a}{b}")))
            }
            (Val::Number(a), Val::Number(b)) => a.checked_add(*b).map(Val::Number),
            (Val::DayTime(a), Val::DayTime(b)) => {
                Some(Val::DayTime(DayTime(a.0.checked_add(b.0)?)))
            }
            (Val::Months(a), Val::Months(b)) => Some(Val::Months(a.checked_add(*b)?)),
            (moment, Val::DayTime(d)) | (Val::DayTime(d), moment) => later(moment, *d),
            (moment, Val::Months(m)) | (Val::Months(m), moment) => months_later(moment, *m),
            _ => None,
        }
    }
}

fn later(moment: &Val, duration: DayTime) -> Option<Val> {
    match moment {
        Val::DateTime(moment) => moment.plus(duration).map(Val::DateTime),
        Val::Time(time) => Some(Val::Time(time.plus(duration))),
        Val::Date(date) => {
            let midnight = DateTime::new(*date, Time::midnight(Zone::Local));
            midnight.plus(duration).map(|moment| Val::Date(moment.date))
        }
        _ => None,
    }
}

fn months_later(moment: &Val, months: i64) -> Option<Val> {
    match moment {
        Val::DateTime(moment) => moment.plus_months(months).map(Val::DateTime),
        Val::Date(date) => date.plus_months(months).map(Val::Date),
        _ => None,
    }
}

fn difference(a: &Val, b: &Val) -> Option<Val> {
    let midnight =
        |date: crate::lang::time::Date| DateTime::new(date, Time::midnight(Zone::Offset(0)));
    match (a, b) {
        (Val::Number(a), Val::Number(b)) => a.checked_sub(*b).map(Val::Number),
        (Val::DayTime(a), Val::DayTime(b)) => Some(Val::DayTime(DayTime(a.0.checked_sub(b.0)?))),
        (Val::Months(a), Val::Months(b)) => Some(Val::Months(a.checked_sub(*b)?)),
        (moment, Val::DayTime(d)) => later(moment, DayTime(-d.0)),
        (moment, Val::Months(m)) => months_later(moment, m.checked_neg()?),
        (Val::Time(a), Val::Time(b)) => a.since(b).map(Val::DayTime),
        (Val::DateTime(a), Val::DateTime(b)) => a.since(b).map(Val::DayTime),
        (Val::Date(a), Val::Date(b)) => midnight(*a).since(&midnight(*b)).map(Val::DayTime),
        (Val::Date(a), Val::DateTime(b)) => midnight(*a).since(b).map(Val::DayTime),
        (Val::DateTime(a), Val::Date(b)) => a.since(&midnight(*b)).map(Val::DayTime),
        _ => None,
    }
}

/// Nanoseconds times or by a number, to the whole nanosecond below.
fn scaled(duration: DayTime, by: Number, divide: bool) -> Option<DayTime> {
    let nanos = Number::try_from(duration.0).ok()?;
    let result = if divide {
        nanos.checked_div(by)?
    } else {
        nanos.checked_mul(by)?
    };
    let whole = result.rounded(0, crate::number::Rounding::Down)?;
    whole.to_i128().map(DayTime)
}

fn months_scaled(months: i64, by: Number, divide: bool) -> Option<Val> {
    let months = Number::from(months);
    let result = if divide {
        months.checked_div(by)?
    } else {
        months.checked_mul(by)?
    };
    let whole = result.rounded(0, crate::number::Rounding::Down)?;
    whole.to_i64().map(Val::Months)
}

fn product(a: &Val, b: &Val) -> Option<Val> {
    match (a, b) {
        (Val::Number(a), Val::Number(b)) => a.checked_mul(*b).map(Val::Number),
        (Val::DayTime(d), Val::Number(n)) | (Val::Number(n), Val::DayTime(d)) => {
            scaled(*d, *n, false).map(Val::DayTime)
        }
        (Val::Months(m), Val::Number(n)) | (Val::Number(n), Val::Months(m)) => {
            months_scaled(*m, *n, false)
        }
        _ => None,
    }
}

fn quotient(a: &Val, b: &Val) -> Option<Val> {
    match (a, b) {
        (Val::Number(a), Val::Number(b)) => a.checked_div(*b).map(Val::Number),
        (Val::DayTime(d), Val::Number(n)) => scaled(*d, *n, true).map(Val::DayTime),
        (Val::Months(m), Val::Number(n)) => months_scaled(*m, *n, true),
        (Val::DayTime(a), Val::DayTime(b)) => {
            let (a, b) = (Number::try_from(a.0).ok()?, Number::try_from(b.0).ok()?);
            a.checked_div(b).map(Val::Number)
        }
        (Val::Months(a), Val::Months(b)) => Number::from(*a)
            .checked_div(Number::from(*b))
            .map(Val::Number),
        _ => None,
    }
}
