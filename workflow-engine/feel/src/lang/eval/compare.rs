//! Equality and order (DMN 1.5 tables 42 and 43).

use super::Machine;
use crate::lang::expr::{Comparison, Span};
use crate::lang::time::{DateTime, Time, Zone};
use crate::lang::val::{End, Range, Val};
use std::cmp::Ordering;

/// Whether two values are equal; `None` where the language has no answer.
pub(crate) fn equal(a: &Val, b: &Val) -> Option<bool> {
    Some(match (a, b) {
        (Val::Null, Val::Null) => true,
        (Val::Null, _) | (_, Val::Null) => false,
        (Val::Number(a), Val::Number(b)) => a == b,
        (Val::Text(a), Val::Text(b)) => a == b,
        (Val::Bool(a), Val::Bool(b)) => a == b,
        (Val::Date(a), Val::Date(b)) => a == b,
        (Val::Time(a), Val::Time(b)) => a.is_same_second(b)?,
        (Val::DateTime(a), Val::DateTime(b)) => a.is_same_second(b)?,
        (Val::Date(a), Val::DateTime(b)) | (Val::DateTime(b), Val::Date(a)) => {
            let midnight = DateTime::new(*a, Time::midnight(b.time.zone().clone()));
            midnight.compare(b)? == Ordering::Equal
        }
        (Val::DayTime(a), Val::DayTime(b)) => a == b,
        (Val::Months(a), Val::Months(b)) => a == b,
        (Val::List(a), Val::List(b)) => return all_equal(a, b),
        (Val::Context(a), Val::Context(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            for (name, value) in a.iter() {
                match b.get(name) {
                    Some(other) if equal(value, other)? => {}
                    _ => return Some(false),
                }
            }
            true
        }
        (Val::Range(a), Val::Range(b)) => {
            ends_equal(&a.start, &b.start)? && ends_equal(&a.end, &b.end)?
        }
        (Val::Function(a), Val::Function(b)) => std::sync::Arc::ptr_eq(a, b),
        _ => return None,
    })
}

fn all_equal(a: &[Val], b: &[Val]) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !equal(a, b)? {
            return Some(false);
        }
    }
    Some(true)
}

fn ends_equal(a: &End, b: &End) -> Option<bool> {
    match (a, b) {
        (End::Open, End::Open) => Some(true),
        (End::Included(a), End::Included(b))
        | (End::Excluded(a), End::Excluded(b))
        | (End::Only(a), End::Only(b)) => equal(a, b),
        _ => Some(false),
    }
}

/// The order of two values; `None` where they have none.
pub(crate) fn order(a: &Val, b: &Val) -> Option<Ordering> {
    match (a, b) {
        (Val::Number(a), Val::Number(b)) => Some(a.cmp(b)),
        (Val::Text(a), Val::Text(b)) => Some(a.cmp(b)),
        (Val::Date(a), Val::Date(b)) => Some(a.cmp(b)),
        (Val::Time(a), Val::Time(b)) => a.compare(b),
        (Val::DateTime(a), Val::DateTime(b)) => a.compare(b),
        (Val::Date(a), Val::DateTime(b)) => at_midnight(*a, b).compare(b),
        (Val::DateTime(a), Val::Date(b)) => a.compare(&at_midnight(*b, a)),
        (Val::DayTime(a), Val::DayTime(b)) => Some(a.cmp(b)),
        (Val::Months(a), Val::Months(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// A day counts as its midnight at Greenwich, and where the other moment has no zone, without one.
fn at_midnight(date: crate::lang::time::Date, beside: &DateTime) -> DateTime {
    let zone = match beside.time.zone() {
        Zone::Local => Zone::Local,
        _ => Zone::Offset(0),
    };
    DateTime::new(date, Time::midnight(zone))
}

/// Whether a value lies in a range; `None` where it cannot be compared.
pub(crate) fn contains(range: &Range, value: &Val) -> Option<bool> {
    let above = match &range.start {
        End::Open => true,
        End::Included(low) | End::Only(low) => order(value, low)? != Ordering::Less,
        End::Excluded(low) => order(value, low)? == Ordering::Greater,
    };
    let below = match &range.end {
        End::Open => true,
        End::Included(high) | End::Only(high) => order(value, high)? != Ordering::Greater,
        End::Excluded(high) => order(value, high)? == Ordering::Less,
    };
    Some(above && below)
}

impl Machine<'_> {
    pub(super) fn comparison(&mut self, span: Span, operator: Comparison, a: &Val, b: &Val) -> Val {
        let answer = match operator {
            Comparison::Equal => equal(a, b),
            Comparison::Unequal => equal(a, b).map(|same| !same),
            Comparison::Less => order(a, b).map(|o| o == Ordering::Less),
            Comparison::AtMost => order(a, b).map(|o| o != Ordering::Greater),
            Comparison::Greater => order(a, b).map(|o| o == Ordering::Greater),
            Comparison::AtLeast => order(a, b).map(|o| o != Ordering::Less),
        };
        match answer {
            Some(answer) => Val::Bool(answer),
            None => self.incomparable(span, a, b),
        }
    }

    pub(super) fn between(&mut self, span: Span, value: &Val, low: &Val, high: &Val) -> Val {
        let range = Range {
            start: End::Included(low.clone()),
            end: End::Included(high.clone()),
        };
        match contains(&range, value) {
            Some(answer) => Val::Bool(answer),
            None => self.incomparable(span, value, low),
        }
    }

    fn incomparable(&mut self, span: Span, a: &Val, b: &Val) -> Val {
        self.null_at(
            span,
            "feel-operands",
            &[("left_type", a.kind()), ("right_type", b.kind())],
        )
    }
}
