//! How ranges and points lie to each other (DMN 1.5 table 78), and ranges from text (table 70).

use super::{Row, text_of};
use crate::lang::eval::{Machine, equal, order};
use crate::lang::expr::{Expr, Kind, Ref};
use crate::lang::parser::{self, Vocabulary};
use crate::lang::val::{End, Range, Val};
use std::cmp::Ordering::{self, Equal, Greater, Less};

pub(super) const ROWS: &[Row] = &[
    Row::new("range", &[&["from"]], 1, from_text),
    Row::new("before", FORMS, 2, |_, a| of(a, before)),
    Row::new("after", FORMS, 2, |_, a| of(a, |a, b| before(b, a))),
    Row::new("meets", RANGES, 2, |_, a| of_ranges(a, meets)),
    Row::new("met by", RANGES, 2, |_, a| of_ranges(a, |a, b| meets(b, a))),
    Row::new("overlaps", RANGES, 2, |_, a| of_ranges(a, overlaps)),
    Row::new("overlaps before", RANGES, 2, |_, a| {
        of_ranges(a, overlaps_before)
    }),
    Row::new("overlaps after", RANGES, 2, |_, a| {
        of_ranges(a, |a, b| overlaps_before(b, a))
    }),
    Row::new(
        "finishes",
        &[&["point", "range"], &["range1", "range2"]],
        2,
        |_, a| of(a, finishes),
    ),
    Row::new(
        "finished by",
        &[&["range", "point"], &["range1", "range2"]],
        2,
        |_, a| of(a, |a, b| finishes(b, a)),
    ),
    Row::new(
        "includes",
        &[&["range", "point"], &["range1", "range2"]],
        2,
        |_, a| of(a, includes),
    ),
    Row::new(
        "during",
        &[&["point", "range"], &["range1", "range2"]],
        2,
        |_, a| of(a, |a, b| includes(b, a)),
    ),
    Row::new(
        "starts",
        &[&["point", "range"], &["range1", "range2"]],
        2,
        |_, a| of(a, starts),
    ),
    Row::new(
        "started by",
        &[&["range", "point"], &["range1", "range2"]],
        2,
        |_, a| of(a, |a, b| starts(b, a)),
    ),
    Row::new(
        "coincides",
        &[&["point1", "point2"], &["range1", "range2"]],
        2,
        |_, a| of(a, coincides),
    ),
];

const FORMS: &[&[&str]] = &[
    &["point1", "point2"],
    &["point", "range"],
    &["range", "point"],
    &["range1", "range2"],
];
const RANGES: &[&[&str]] = &[&["range1", "range2"]];

/// A range, or a point of its own.
enum Side {
    Point(Val),
    Range(Range),
}

fn side(value: &Val) -> Option<Side> {
    match value {
        Val::Null => None,
        Val::Range(range) => Some(Side::Range((**range).clone())),
        point => {
            order(point, point)?;
            Some(Side::Point(point.clone()))
        }
    }
}

fn of(arguments: &[Val], relation: fn(&Side, &Side) -> Option<bool>) -> Option<Val> {
    let (a, b) = (side(arguments.first()?)?, side(arguments.get(1)?)?);
    relation(&a, &b).map(Val::Bool)
}

fn of_ranges(arguments: &[Val], relation: fn(&Range, &Range) -> Option<bool>) -> Option<Val> {
    match (arguments.first()?, arguments.get(1)?) {
        (Val::Range(a), Val::Range(b)) => relation(a, b).map(Val::Bool),
        _ => None,
    }
}

fn closed(end: &End) -> Option<(&Val, bool)> {
    match end {
        End::Open => None,
        End::Included(value) | End::Only(value) => Some((value, true)),
        End::Excluded(value) => Some((value, false)),
    }
}

/// The order of two upper or two lower ends; an end that does not belong to its range lies
/// `inward` of one that does.
fn ends(a: &End, b: &End, open: Ordering, inward: Ordering) -> Option<Ordering> {
    match (closed(a), closed(b)) {
        (None, None) => Some(Equal),
        (None, Some(_)) => Some(open),
        (Some(_), None) => Some(open.reverse()),
        (Some((x, x_in)), Some((y, y_in))) => Some(order(x, y)?.then(match (x_in, y_in) {
            (false, true) => inward,
            (true, false) => inward.reverse(),
            _ => Equal,
        })),
    }
}

fn lower(a: &End, b: &End) -> Option<Ordering> {
    ends(a, b, Less, Greater)
}

fn upper(a: &End, b: &End) -> Option<Ordering> {
    ends(a, b, Greater, Less)
}

/// Whether everything up to this upper end lies before everything from that lower end.
fn apart(end: &End, start: &End) -> Option<bool> {
    match (closed(end), closed(start)) {
        (Some((x, x_in)), Some((y, y_in))) => Some(match order(x, y)? {
            Less => true,
            Equal => !(x_in && y_in),
            Greater => false,
        }),
        _ => Some(false),
    }
}

fn before(a: &Side, b: &Side) -> Option<bool> {
    match (a, b) {
        (Side::Point(a), Side::Point(b)) => order(a, b).map(|o| o == Less),
        (Side::Point(a), Side::Range(b)) => apart(&End::Included(a.clone()), &b.start),
        (Side::Range(a), Side::Point(b)) => apart(&a.end, &End::Included(b.clone())),
        (Side::Range(a), Side::Range(b)) => apart(&a.end, &b.start),
    }
}

fn meets(a: &Range, b: &Range) -> Option<bool> {
    match (closed(&a.end), closed(&b.start)) {
        (Some((x, true)), Some((y, true))) => order(x, y).map(|o| o == Equal),
        (Some((x, _)), Some((y, _))) => order(x, y).map(|_| false),
        _ => Some(false),
    }
}

fn overlaps(a: &Range, b: &Range) -> Option<bool> {
    Some(!apart(&a.end, &b.start)? && !apart(&b.end, &a.start)?)
}

fn overlaps_before(a: &Range, b: &Range) -> Option<bool> {
    let begins = lower(&a.start, &b.start)? == Less;
    let ends = upper(&a.end, &b.end)? != Greater;
    Some(begins && ends && overlaps(a, b)?)
}

fn at_end(point: &Val, end: &End) -> Option<bool> {
    match closed(end) {
        Some((value, included)) => Some(order(point, value)? == Equal && included),
        None => Some(false),
    }
}

fn finishes(a: &Side, b: &Side) -> Option<bool> {
    match (a, b) {
        (Side::Point(point), Side::Range(range)) => at_end(point, &range.end),
        (Side::Range(a), Side::Range(b)) => {
            Some(upper(&a.end, &b.end)? == Equal && lower(&a.start, &b.start)? != Less)
        }
        _ => None,
    }
}

fn starts(a: &Side, b: &Side) -> Option<bool> {
    match (a, b) {
        (Side::Point(point), Side::Range(range)) => at_end(point, &range.start),
        (Side::Range(a), Side::Range(b)) => {
            Some(lower(&a.start, &b.start)? == Equal && upper(&a.end, &b.end)? != Greater)
        }
        _ => None,
    }
}

fn includes(a: &Side, b: &Side) -> Option<bool> {
    match (a, b) {
        (Side::Range(range), Side::Point(point)) => crate::lang::eval::contains(range, point),
        (Side::Range(a), Side::Range(b)) => {
            Some(lower(&a.start, &b.start)? != Greater && upper(&a.end, &b.end)? != Less)
        }
        _ => None,
    }
}

fn coincides(a: &Side, b: &Side) -> Option<bool> {
    match (a, b) {
        (Side::Point(a), Side::Point(b)) => equal(a, b),
        (Side::Range(a), Side::Range(b)) => {
            Some(lower(&a.start, &b.start)? == Equal && upper(&a.end, &b.end)? == Equal)
        }
        _ => None,
    }
}

/// A range whose ends are literals.
fn from_text(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let text = text_of(arguments.first())?;
    machine.takes(text.len());
    let parsed = parser::expression(text.trim(), &Vocabulary::default()).ok()?;
    let Kind::Range { start, end } = &parsed.expr.kind else {
        return None;
    };
    let known = [start, end]
        .into_iter()
        .flatten()
        .all(|(end, _)| is_known(end));
    let both = text.contains("..");
    // An end that is left out does not belong to the range.
    let opened = text.trim_start().starts_with('[') && start.is_none()
        || text.trim_end().ends_with(']') && end.is_none();
    if !known || !both || opened {
        return None;
    }
    let value = machine.within(&[], &parsed.expr);
    matches!(value, Val::Range(_)).then_some(value)
}

/// A literal, or a function that makes a day, a time or a duration from a literal text.
fn is_known(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Literal(value) => !value.is_null(),
        Kind::Negation(of) => is_known(of),
        Kind::Call(function, arguments) => {
            let Kind::Name(_, Ref::Builtin(builtin)) = &function.kind else {
                return false;
            };
            let temporal = matches!(
                builtin.name(),
                "date" | "date and time" | "time" | "duration"
            );
            temporal && arguments.iter().all(|a| matches!(a.kind, Kind::Literal(_)))
        }
        _ => false,
    }
}
