//! Filters, iterations and quantifiers (DMN 1.5 §10.3.2.5, grammar rules 46–48, 52).

use super::{Machine, order};
use crate::Number;
use crate::lang::expr::{Domain, Expr, Span};
use crate::lang::time::Date;
use crate::lang::val::{End, Range, Val};
use std::cmp::Ordering;
use std::sync::Arc;

/// What a variable goes through, without making a list of it.
enum Walk {
    Items(Arc<[Val]>),
    Numbers(i64, i64),
    Days(i64, i64),
}

impl Walk {
    fn len(&self) -> u64 {
        match self {
            Self::Items(items) => items.len() as u64,
            Self::Numbers(from, to) | Self::Days(from, to) => from.abs_diff(*to).saturating_add(1),
        }
    }

    fn get(&self, at: u64) -> Val {
        let along = |from: i64, to: i64| {
            let step = i64::try_from(at).unwrap_or(i64::MAX);
            if from <= to {
                from.saturating_add(step)
            } else {
                from.saturating_sub(step)
            }
        };
        match self {
            Self::Items(items) => usize::try_from(at)
                .ok()
                .and_then(|at| items.get(at))
                .cloned()
                .unwrap_or_default(),
            Self::Numbers(from, to) => Val::from(along(*from, *to)),
            Self::Days(from, to) => Date::from_number(along(*from, *to)).map(Val::Date).into(),
        }
    }
}

fn ends(from: &Val, to: &Val) -> Option<Walk> {
    match (from, to) {
        (Val::Number(from), Val::Number(to)) => Some(Walk::Numbers(from.to_i64()?, to.to_i64()?)),
        (Val::Date(from), Val::Date(to)) => Some(Walk::Days(from.number(), to.number())),
        _ => None,
    }
}

/// The whole numbers or days of a range in their order; it goes upwards.
fn of_range(range: &Range) -> Option<Walk> {
    let (low, high) = (range.start.value(), range.end.value());
    let is_open = matches!(range.start, End::Open) || matches!(range.end, End::Open);
    if is_open {
        return None;
    }
    let down = order(&low, &high)? == Ordering::Greater;
    let inward = if down { -1 } else { 1 };
    let moved = |from: i64, to: i64| {
        let from = if range.start.is_included() {
            from
        } else {
            from + inward
        };
        let to = if range.end.is_included() {
            to
        } else {
            to - inward
        };
        let empty = if down { from < to } else { from > to };
        (!empty).then_some((from, to))
    };
    match ends(&low, &high)? {
        Walk::Numbers(from, to) => Some(
            moved(from, to)
                .map_or_else(|| Walk::Items(Arc::from([])), |(a, b)| Walk::Numbers(a, b)),
        ),
        Walk::Days(from, to) => Some(
            moved(from, to).map_or_else(|| Walk::Items(Arc::from([])), |(a, b)| Walk::Days(a, b)),
        ),
        items @ Walk::Items(_) => Some(items),
    }
}

impl Machine<'_> {
    pub(super) fn filter(&mut self, span: Span, list: &Expr, at: u32, condition: &Expr) -> Val {
        let items: Arc<[Val]> = match self.eval(list) {
            Val::List(items) => items,
            Val::Null => return Val::Null,
            value => Arc::from([value]),
        };
        let place = at as usize;
        let mut kept = Vec::new();
        for (number, item) in items.iter().enumerate() {
            let passed = self.with_local(place, item.clone(), condition);
            match passed {
                Val::Number(index) if number == 0 => return self.item_at(span, &items, index),
                Val::Bool(true) => kept.push(item.clone()),
                Val::Bool(false) | Val::Null => {}
                other => return self.null_at(span, "feel-filter", &[("of_type", other.kind())]),
            }
            if self.is_stopped() {
                return Val::Null;
            }
        }
        if items.is_empty()
            && let Val::Number(_) = self.with_local(place, Val::Null, condition)
        {
            return Val::Null;
        }
        Val::list(kept)
    }

    fn with_local(&mut self, place: usize, value: Val, expr: &Expr) -> Val {
        self.locals.truncate(place);
        self.locals.push(value);
        let result = self.eval(expr);
        self.locals.truncate(place);
        result
    }

    fn item_at(&mut self, span: Span, items: &[Val], index: Number) -> Val {
        let found = index.to_i64().and_then(|index| {
            let from_end = items
                .len()
                .checked_sub(usize::try_from(index.unsigned_abs()).ok()?);
            match index {
                1.. => items.get(usize::try_from(index - 1).ok()?),
                0 => None,
                _ => items.get(from_end?),
            }
        });
        match found {
            Some(item) => item.clone(),
            None => self.null_at(span, "feel-index", &[("index", &index.to_string())]),
        }
    }

    fn walk(&mut self, span: Span, domain: &Domain) -> Option<Walk> {
        let walk = match domain {
            Domain::FromTo(from, to) => {
                let (from, to) = (self.eval(from), self.eval(to));
                ends(&from, &to)
            }
            Domain::List(list) => match self.eval(list) {
                Val::List(items) => Some(Walk::Items(items)),
                Val::Range(range) => of_range(&range),
                Val::Null => None,
                value => Some(Walk::Items(Arc::from([value]))),
            },
        };
        if walk.is_none() {
            self.null_at(span, "feel-domain", &[]);
        }
        walk
    }

    /// Calls `round` with the variables bound, for each of their combinations, until it says no.
    fn rounds(
        &mut self,
        span: Span,
        at: usize,
        domains: &[Domain],
        round: &mut dyn FnMut(&mut Self) -> bool,
    ) -> Option<bool> {
        let Some((first, rest)) = domains.split_first() else {
            return Some(round(self));
        };
        let walk = self.walk(span, first)?;
        let mut number = 0;
        while number < walk.len() {
            if !self.takes(1) {
                return None;
            }
            self.locals.truncate(at);
            self.locals.push(walk.get(number));
            if !self.rounds(span, at + 1, rest, round)? {
                return Some(false);
            }
            number += 1;
        }
        Some(true)
    }

    pub(super) fn iteration(
        &mut self,
        span: Span,
        at: u32,
        domains: &[Domain],
        partial: bool,
        body: &Expr,
    ) -> Val {
        let (at, last) = (at as usize, at as usize + domains.len());
        let mut results: Vec<Val> = Vec::new();
        let done = self.rounds(span, at, domains, &mut |machine| {
            machine.locals.truncate(last);
            let so_far = if partial && machine.takes(results.len()) {
                Val::list(results.clone())
            } else {
                Val::Null
            };
            machine.locals.push(so_far);
            results.push(machine.eval(body));
            !machine.is_stopped()
        });
        self.locals.truncate(at);
        match done {
            Some(true) => Val::list(results),
            _ => Val::Null,
        }
    }

    pub(super) fn quantified(
        &mut self,
        span: Span,
        every: bool,
        at: u32,
        domains: &[Domain],
        satisfies: &Expr,
    ) -> Val {
        let (at, last) = (at as usize, at as usize + domains.len());
        let mut unsure = false;
        let done = self.rounds(span, at, domains, &mut |machine| {
            machine.locals.truncate(last);
            match machine.eval(satisfies) {
                Val::Bool(passed) => passed == every,
                _ => {
                    unsure = true;
                    true
                }
            }
        });
        self.locals.truncate(at);
        match done {
            None => Val::Null,
            Some(false) => Val::Bool(!every),
            Some(true) if unsure => Val::Null,
            Some(true) => Val::Bool(every),
        }
    }
}
