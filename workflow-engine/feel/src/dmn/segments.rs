//! What the tests of one column can tell apart: an axis cut into segments on which every test says
//! the same.

use crate::lang::eval::{Limits, Machine, contains, equal, order};
use crate::lang::expr::{Expr, Kind, Test};
use crate::lang::types::Type;
use crate::lang::val::{End, Range, Val};
use crate::lang::write::written;
use std::cmp::Ordering;

/// Some segments of an axis, one bit each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Segments(Vec<u64>);

impl Segments {
    pub fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    pub fn all(count: usize) -> Self {
        let mut all = Self::none(count);
        (0..count).for_each(|at| all.add(at));
        all
    }

    pub fn add(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub fn has(&self, at: usize) -> bool {
        self.0
            .get(at / 64)
            .is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    pub fn both(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    pub fn is_none(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Whether all of the other are among these.
    pub fn hold(&self, other: &Self) -> bool {
        self.both(other) == *other
    }

    pub fn first(&self) -> Option<usize> {
        (0..self.0.len() * 64).find(|at| self.has(*at))
    }
}

/// The axis of a column.
#[derive(Clone, Debug)]
pub(super) enum Axis {
    /// True and false.
    Bools,
    /// Ordered values: before, at and between these points, in their order.
    Points(Vec<Val>),
    /// These texts, and any other.
    Texts(Vec<Val>),
}

/// A constant of a test; `None` when it depends on anything.
fn constant(expr: &Expr) -> Option<Val> {
    let mut depends = false;
    expr.walk(&mut |part| depends |= matches!(part.kind, Kind::Broken(_)) || is_variable(part));
    if depends {
        return None;
    }
    let mut machine = Machine::new(
        &[],
        Limits {
            steps: 10_000,
            ..Limits::default()
        },
    );
    let value = machine.eval(expr);
    (!value.is_null()).then_some(value)
}

fn is_variable(part: &Expr) -> bool {
    use crate::lang::expr::Ref;
    match &part.kind {
        Kind::Name(_, Ref::Builtin(builtin)) => matches!(builtin.name(), "now" | "today"),
        Kind::Name(..) => true,
        _ => false,
    }
}

/// The constants of tests; `None` when one of them is none.
pub(super) struct Known {
    /// Each with whether it must be different.
    pub values: Vec<(Val, bool)>,
    pub negated: bool,
    /// There are no tests: everything passes.
    pub any: bool,
}

pub(super) fn known(tests: &Expr) -> Option<Known> {
    let Kind::Tests { tests, negated, .. } = &tests.kind else {
        return None;
    };
    let mut values = Vec::new();
    for test in tests {
        let (expr, differs) = match test {
            Test::Value(expr) => (expr, false),
            Test::Not(expr) => (expr, true),
        };
        match constant(expr)? {
            Val::List(items) => values.extend(items.iter().map(|item| (item.clone(), differs))),
            value => values.push((value, differs)),
        }
    }
    Some(Known {
        values,
        negated: *negated,
        any: tests.is_empty(),
    })
}

impl Axis {
    /// The axis on which all these constants lie; `None` when they are of several kinds.
    pub fn of(constants: &[&Known], of: &Type) -> Option<Self> {
        let mut points: Vec<Val> = Vec::new();
        for (value, _) in constants.iter().flat_map(|known| &known.values) {
            match value {
                Val::Range(range) => {
                    points.extend(
                        [range.start.value(), range.end.value()]
                            .into_iter()
                            .filter(|v| !v.is_null()),
                    );
                }
                value => points.push(value.clone()),
            }
        }
        if points.iter().all(|point| matches!(point, Val::Bool(_))) {
            let is_bool = !points.is_empty() || matches!(of, Type::Bool);
            return is_bool
                .then_some(Self::Bools)
                .or(Some(Self::Points(Vec::new())));
        }
        let is_text = |point: &Val| matches!(point, Val::Text(_));
        if points.iter().all(is_text) {
            let ranged = constants
                .iter()
                .flat_map(|k| &k.values)
                .any(|(v, _)| matches!(v, Val::Range(_)));
            points.sort_by(|a, b| order(a, b).unwrap_or(Ordering::Equal));
            points.dedup();
            return Some(if ranged {
                Self::Points(points)
            } else {
                Self::Texts(points)
            });
        }
        let first = points.first()?.clone();
        if points.iter().any(|point| order(&first, point).is_none()) {
            return None;
        }
        points.sort_by(|a, b| order(a, b).unwrap_or(Ordering::Equal));
        points.dedup_by(|a, b| equal(a, b) == Some(true));
        Some(Self::Points(points))
    }

    pub fn len(&self) -> usize {
        match self {
            Self::Bools => 2,
            Self::Points(points) => points.len() * 2 + 1,
            Self::Texts(texts) => texts.len() + 1,
        }
    }

    /// The segments on which the tests are passed.
    pub fn passing(&self, known: &Known) -> Segments {
        if known.any {
            return Segments::all(self.len());
        }
        let mut passing = Segments::none(self.len());
        for at in 0..self.len() {
            let passed = known
                .values
                .iter()
                .any(|(value, differs)| self.lies(at, value) != *differs);
            if passed != known.negated {
                passing.add(at);
            }
        }
        passing
    }

    /// Whether a segment lies in a value or a range.
    fn lies(&self, at: usize, value: &Val) -> bool {
        match self {
            Self::Bools => matches!(value, Val::Bool(b) if usize::from(*b) == at),
            Self::Texts(texts) => texts
                .get(at)
                .is_some_and(|text| equal(text, value) == Some(true)),
            Self::Points(points) if at % 2 == 1 => {
                points.get(at / 2).is_some_and(|point| match value {
                    Val::Range(range) => contains(range, point) == Some(true),
                    value => equal(point, value) == Some(true),
                })
            }
            Self::Points(points) => match value {
                Val::Range(range) => between(points, at / 2, range),
                _ => false,
            },
        }
    }

    /// Whether neighbouring segments can be said as one.
    pub fn is_ordered(&self) -> bool {
        matches!(self, Self::Points(_))
    }

    /// Segments from one to another as a clerk would say them: `< 3`, `3`, `(3..5]`, a text.
    pub fn said(&self, first: usize, last: usize) -> String {
        match self {
            Self::Bools => (first == 1).to_string(),
            Self::Texts(texts) => match texts.get(first) {
                Some(value) => text(value),
                None if texts.is_empty() => "-".to_owned(),
                None => format!(
                    "not({})",
                    texts.iter().map(text).collect::<Vec<_>>().join(", ")
                ),
            },
            Self::Points(points) if first == last && first % 2 == 1 => {
                points.get(first / 2).map(text).unwrap_or_default()
            }
            Self::Points(points) => {
                let low = if first % 2 == 1 {
                    Some(first / 2)
                } else {
                    (first / 2).checked_sub(1)
                };
                let low = low.and_then(|at| points.get(at)).map(text);
                let high = points.get(last / 2).map(text);
                let (from, to) = (first % 2 == 1, last % 2 == 1);
                match (low, high) {
                    (None, None) => "-".to_owned(),
                    (None, Some(high)) => format!("{} {high}", if to { "<=" } else { "<" }),
                    (Some(low), None) => format!("{} {low}", if from { ">=" } else { ">" }),
                    (Some(low), Some(high)) => {
                        let (open, close) =
                            (if from { '[' } else { '(' }, if to { ']' } else { ')' });
                        format!("{open}{low}..{high}{close}")
                    }
                }
            }
        }
    }
}

fn text(value: &Val) -> String {
    let mut machine = Machine::new(&[], Limits::default());
    written(value, true, &mut machine).unwrap_or_default()
}

/// Whether the open space before a point (and after the one before it) lies in a range.
fn between(points: &[Val], at: usize, range: &Range) -> bool {
    let before = at.checked_sub(1).and_then(|at| points.get(at));
    let after = points.get(at);
    let from = |end: &End| match (end, before) {
        (End::Open, _) => true,
        (_, None) => false,
        (end, Some(before)) => matches!(
            order(&end.value(), before),
            Some(Ordering::Less | Ordering::Equal)
        ),
    };
    let to = |end: &End| match (end, after) {
        (End::Open, _) => true,
        (_, None) => false,
        (end, Some(after)) => matches!(
            order(&end.value(), after),
            Some(Ordering::Greater | Ordering::Equal)
        ),
    };
    from(&range.start) && to(&range.end)
}
