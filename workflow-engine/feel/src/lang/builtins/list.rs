//! Lists (DMN 1.5 table 73).

use super::{Row, all_of, items_of, whole_of};
use crate::Number;
use crate::lang::eval::{Machine, equal, order};
use crate::lang::val::{Function, Val};
use std::cmp::Ordering;
use std::sync::Arc;

pub(super) const ROWS: &[Row] = &[
    Row::new("list contains", &[&["list", "element"]], 2, contains),
    Row::new(
        "list replace",
        &[
            &["list", "position", "newItem"],
            &["list", "match", "newItem"],
        ],
        3,
        replace,
    ),
    Row::new("count", &[&["list"]], 1, count),
    Row::many("min", &[&["list"]], |m, a| extreme(m, a, Ordering::Less)),
    Row::many("max", &[&["list"]], |m, a| extreme(m, a, Ordering::Greater)),
    Row::many("sum", &[&["list"]], sum),
    Row::many("mean", &[&["list"]], mean),
    Row::many("all", &[&["list"]], |_, a| junction(a, false)),
    Row::many("any", &[&["list"]], |_, a| junction(a, true)),
    Row::new(
        "sublist",
        &[&["list", "start position", "length"]],
        2,
        sublist,
    ),
    Row::many("append", &[&["list", "item"]], append),
    Row::many("concatenate", &[&["list"]], concatenate),
    Row::new(
        "insert before",
        &[&["list", "position", "newItem"]],
        3,
        insert,
    ),
    Row::new("remove", &[&["list", "position"]], 2, remove),
    Row::new("reverse", &[&["list"]], 1, reverse),
    Row::new("index of", &[&["list", "match"]], 2, index_of),
    Row::many("union", &[&["list"]], union),
    Row::new("distinct values", &[&["list"]], 1, distinct_values),
    Row::new("flatten", &[&["list"]], 1, flatten),
    Row::many("product", &[&["list"]], product),
    Row::many("median", &[&["list"]], median),
    Row::many("stddev", &[&["list"]], stddev),
    Row::many("mode", &[&["list"]], mode),
    Row::new("sort", &[&["list", "precedes"]], 1, sort),
];

/// Equal, or both null.
fn same(a: &Val, b: &Val) -> bool {
    equal(a, b) == Some(true)
}

fn contains(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = items_of(arguments.first())?;
    let wanted = arguments.get(1)?;
    machine.takes(items.len());
    Some(Val::Bool(items.iter().any(|item| same(item, wanted))))
}

fn replace(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let mut items = items_of(arguments.first())?.to_vec();
    let new = arguments.get(2)?;
    machine.takes(items.len());
    if let Val::Function(test) = arguments.get(1)? {
        for item in &mut items {
            match machine.apply(test, vec![item.clone(), new.clone()]) {
                Val::Bool(true) => *item = new.clone(),
                Val::Bool(false) => {}
                _ => return None,
            }
        }
        return Some(Val::list(items));
    }
    let at = place(whole_of(arguments.get(1))?, items.len())?;
    *items.get_mut(at)? = new.clone();
    Some(Val::list(items))
}

/// A position from 1, or from -1 at the end, as a place from 0.
fn place(position: i64, length: usize) -> Option<usize> {
    let at = match position {
        1.. => usize::try_from(position - 1).ok()?,
        0 => return None,
        _ => length.checked_sub(usize::try_from(position.unsigned_abs()).ok()?)?,
    };
    (at < length).then_some(at)
}

fn count(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = items_of(arguments.first())?;
    i64::try_from(items.len()).ok().map(Val::from)
}

fn extreme(machine: &mut Machine<'_>, arguments: &[Val], wanted: Ordering) -> Option<Val> {
    let items = all_of(arguments)?;
    machine.takes(items.len());
    let Some((first, rest)) = items.split_first() else {
        return Some(Val::Null);
    };
    order(first, first)?;
    let mut best = first;
    for item in rest {
        if order(item, best)? == wanted {
            best = item;
        }
    }
    Some(best.clone())
}

fn numbers(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Vec<Number>> {
    let items = all_of(arguments)?;
    machine.takes(items.len());
    let number = |item: &Val| match item {
        Val::Number(number) => Some(*number),
        _ => None,
    };
    items.iter().map(number).collect()
}

fn total(numbers: &[Number]) -> Option<Number> {
    numbers
        .iter()
        .try_fold(Number::ZERO, |sum, n| sum.checked_add(*n))
}

fn sum(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let numbers = numbers(machine, arguments)?;
    if numbers.is_empty() {
        return Some(Val::Null);
    }
    total(&numbers).map(Val::Number)
}

fn size(numbers: &[Number]) -> Option<Number> {
    i64::try_from(numbers.len()).ok().map(Number::from)
}

fn average(numbers: &[Number]) -> Option<Number> {
    total(numbers)?.checked_div(size(numbers)?)
}

fn mean(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let numbers = numbers(machine, arguments)?;
    if numbers.is_empty() {
        return Some(Val::Null);
    }
    average(&numbers).map(Val::Number)
}

fn product(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let numbers = numbers(machine, arguments)?;
    if numbers.is_empty() {
        return Some(Val::Null);
    }
    numbers
        .iter()
        .try_fold(Number::ONE, |product, n| product.checked_mul(*n))
        .map(Val::Number)
}

fn median(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let mut numbers = numbers(machine, arguments)?;
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    let Some(upper) = numbers.get(middle).copied() else {
        return Some(Val::Null);
    };
    if numbers.len() % 2 == 1 {
        return Some(Val::Number(upper));
    }
    let lower = numbers.get(middle - 1).copied()?;
    lower
        .checked_add(upper)?
        .checked_div(Number::from(2))
        .map(Val::Number)
}

/// The standard deviation of a sample.
fn stddev(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let numbers = numbers(machine, arguments)?;
    if numbers.len() < 2 {
        return None;
    }
    let mean = average(&numbers)?;
    let squares = numbers.iter().map(|n| {
        let distance = n.checked_sub(mean)?;
        distance.checked_mul(distance)
    });
    let squares: Option<Vec<Number>> = squares.collect();
    let variance = total(&squares?)?.checked_div(size(&numbers)?.checked_sub(Number::ONE)?)?;
    variance.sqrt().map(Val::Number)
}

fn mode(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let mut numbers = numbers(machine, arguments)?;
    numbers.sort_unstable();
    let mut runs: Vec<(Number, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((last, times)) if *last == number => *times += 1,
            _ => runs.push((number, 1)),
        }
    }
    let most = runs.iter().map(|(_, times)| *times).max().unwrap_or(0);
    let frequent = runs.into_iter().filter(|(_, times)| *times == most);
    Some(Val::list(
        frequent.map(|(number, _)| Val::Number(number)).collect(),
    ))
}

/// Whether all are true (`or` false) or any is (`or` true).
fn junction(arguments: &[Val], or: bool) -> Option<Val> {
    let items = all_of(arguments)?;
    if items
        .iter()
        .any(|item| matches!(item, Val::Bool(b) if *b == or))
    {
        return Some(Val::Bool(or));
    }
    let all_known = items.iter().all(|item| matches!(item, Val::Bool(_)));
    all_known.then_some(Val::Bool(!or))
}

fn sublist(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = items_of(arguments.first())?;
    let from = place(whole_of(arguments.get(1))?, items.len())?;
    let rest = items.get(from..)?;
    let part = match arguments.get(2) {
        None | Some(Val::Null) => rest,
        length => {
            let length = usize::try_from(whole_of(length)?)
                .ok()
                .filter(|length| *length > 0)?;
            rest.get(..length)?
        }
    };
    Some(Val::list(part.to_vec()))
}

fn append(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (first, rest) = arguments.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let mut items = items_of(Some(first))?.to_vec();
    machine.takes(items.len());
    items.extend(rest.iter().cloned());
    Some(Val::list(items))
}

fn concatenate(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let mut items = Vec::new();
    for argument in arguments {
        let part = items_of(Some(argument))?;
        if !machine.takes(part.len()) {
            return None;
        }
        items.extend(part.iter().cloned());
    }
    Some(Val::list(items))
}

fn insert(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let mut items = items_of(arguments.first())?.to_vec();
    let position = whole_of(arguments.get(1))?;
    machine.takes(items.len());
    let at = match usize::try_from(position - 1) {
        Ok(at) if position > 0 && at == items.len() => at,
        _ => place(position, items.len())?,
    };
    items.insert(at, arguments.get(2)?.clone());
    Some(Val::list(items))
}

fn remove(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let mut items = items_of(arguments.first())?.to_vec();
    machine.takes(items.len());
    let at = place(whole_of(arguments.get(1))?, items.len())?;
    items.remove(at);
    Some(Val::list(items))
}

fn reverse(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = items_of(arguments.first())?;
    machine.takes(items.len());
    Some(Val::list(items.iter().rev().cloned().collect()))
}

fn index_of(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = items_of(arguments.first())?;
    let wanted = arguments.get(1)?;
    machine.takes(items.len());
    let found = items
        .iter()
        .enumerate()
        .filter(|(_, item)| same(item, wanted));
    let places = found.map(|(at, _)| Val::from(i64::try_from(at + 1).unwrap_or(i64::MAX)));
    Some(Val::list(places.collect()))
}

/// Each value once, in the order of its first place.
fn distinct(machine: &mut Machine<'_>, items: impl Iterator<Item = Val>) -> Option<Val> {
    let mut kept: Vec<Val> = Vec::new();
    for item in items {
        if !machine.takes(kept.len() + 1) {
            return None;
        }
        if !kept.iter().any(|known| same(known, &item)) {
            kept.push(item);
        }
    }
    Some(Val::list(kept))
}

fn union(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let parts: Option<Vec<Arc<[Val]>>> =
        arguments.iter().map(|part| items_of(Some(part))).collect();
    let items: Vec<Val> = parts?
        .iter()
        .flat_map(|part| part.iter().cloned())
        .collect();
    distinct(machine, items.into_iter())
}

fn distinct_values(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = items_of(arguments.first())?;
    distinct(machine, items.iter().cloned())
}

fn flatten(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = items_of(arguments.first())?;
    let mut flat = Vec::new();
    let mut open = vec![(items, 0)];
    while let Some((items, at)) = open.last_mut() {
        let Some(item) = items.get(*at).cloned() else {
            open.pop();
            continue;
        };
        *at += 1;
        if !machine.takes(1) {
            return None;
        }
        match item {
            Val::List(inner) => open.push((inner, 0)),
            item => flat.push(item),
        }
    }
    Some(Val::list(flat))
}

fn sort(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = items_of(arguments.first())?.to_vec();
    match arguments.get(1) {
        Some(Val::Function(precedes)) => merge_sort(machine, items, precedes).map(Val::list),
        None | Some(Val::Null) => {
            let mut items = items;
            let first = items.first().cloned();
            let comparable = |item: &Val| {
                first
                    .as_ref()
                    .and_then(|first| order(first, item))
                    .is_some()
            };
            if !items.iter().all(comparable) {
                return None;
            }
            machine.takes(items.len());
            items.sort_by(|a, b| order(a, b).unwrap_or(Ordering::Equal));
            Some(Val::list(items))
        }
        Some(_) => None,
    }
}

/// Sorts by a function that may say anything, in a bounded number of calls.
fn merge_sort(
    machine: &mut Machine<'_>,
    items: Vec<Val>,
    precedes: &Arc<Function>,
) -> Option<Vec<Val>> {
    if items.len() < 2 {
        return Some(items);
    }
    let mut left = items;
    let right = left.split_off(left.len() / 2);
    let left = merge_sort(machine, left, precedes)?;
    let right = merge_sort(machine, right, precedes)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let first = match machine.apply(precedes, vec![b.clone(), a.clone()]) {
            Val::Bool(true) => right.next(),
            Val::Bool(false) => left.next(),
            _ => return None,
        };
        merged.extend(first);
    }
    merged.extend(left);
    merged.extend(right);
    Some(merged)
}
