//! What is known of types: which values can be of both, and what is made of them. A type here also
//! lets null pass; [`Type::Any`] says that nothing is known, [`Type::Null`] that there is no value.

use crate::lang::expr::Arithmetic;
use crate::lang::types::Type;
use crate::lang::val::{End, Val};
use std::sync::Arc;

/// How many parts of types are compared; what is beyond counts as unknown. Types that a model
/// defines can share parts, and be far larger than their text.
const PARTS: u32 = 4_096;

/// The type behind names.
pub(super) fn plain(of: &Type) -> &Type {
    let mut of = of;
    while let Type::Named(named) = of {
        of = &named.base;
    }
    of
}

/// Whether nothing, or only that there is no value, is known.
pub(super) fn is_open(of: &Type) -> bool {
    matches!(plain(of), Type::Any | Type::Null)
}

/// Whether a value of the one can be of the kind of the other.
pub(super) fn alike(a: &Type, b: &Type) -> bool {
    let (a, b) = (plain(a), plain(b));
    is_open(a) || is_open(b) || std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// What the type is called in a message.
pub(crate) fn name(of: &Type) -> &'static str {
    match plain(of) {
        Type::Any | Type::Named(_) => "Any",
        Type::Null => "null",
        Type::Number => "number",
        Type::Text => "string",
        Type::Bool => "boolean",
        Type::Date => "date",
        Type::Time => "time",
        Type::DateTime => "date and time",
        Type::DayTime => "days and time duration",
        Type::Months => "years and months duration",
        Type::List(_) => "list",
        Type::Context(_) => "context",
        Type::Function(..) => "function",
        Type::Range(_) => "range",
    }
}

pub(super) fn list(of: Type) -> Type {
    Type::List(Arc::new(of))
}

/// The items of a list; a value that is none counts as a list of it alone.
pub(super) fn item(of: &Type) -> Type {
    match plain(of) {
        Type::List(item) => (**item).clone(),
        other => other.clone(),
    }
}

/// A context of which no entry is known.
pub(super) fn context() -> Type {
    Type::Context(Arc::from([]))
}

/// The type of a value as it is written.
pub(super) fn of_value(value: &Val) -> Type {
    match value {
        Val::Null => Type::Null,
        Val::Bool(_) => Type::Bool,
        Val::Number(_) => Type::Number,
        Val::Text(_) => Type::Text,
        Val::Date(_) => Type::Date,
        Val::Time(_) => Type::Time,
        Val::DateTime(_) => Type::DateTime,
        Val::DayTime(_) => Type::DayTime,
        Val::Months(_) => Type::Months,
        Val::List(_) => list(Type::Any),
        Val::Context(_) => context(),
        Val::Range(range) => {
            let end = |end: &End| of_value(&end.value());
            Type::Range(Arc::new(joined(&end(&range.start), &end(&range.end))))
        }
        Val::Function(_) => function(),
    }
}

/// A function of which nothing is known.
pub(super) fn function() -> Type {
    Type::Function(Arc::from([]), Arc::new(Type::Any))
}

/// The type of what is of the one or of the other.
pub(crate) fn joined(a: &Type, b: &Type) -> Type {
    join(a, b, &mut PARTS.clone())
}

/// Takes one of the parts that are left; false when there are none.
fn takes(left: &mut u32) -> bool {
    *left = left.saturating_sub(1);
    *left > 0
}

fn join(a: &Type, b: &Type, left: &mut u32) -> Type {
    if !takes(left) {
        return Type::Any;
    }
    match (a, b) {
        (Type::Null, other) | (other, Type::Null) => other.clone(),
        (Type::Named(x), Type::Named(y)) if Arc::ptr_eq(x, y) => a.clone(),
        (Type::Named(_), _) | (_, Type::Named(_)) => join(plain(a), plain(b), left),
        (Type::List(x), Type::List(y)) => Type::List(both(x, y, left)),
        (Type::Range(x), Type::Range(y)) => Type::Range(both(x, y, left)),
        (Type::Context(x), Type::Context(y)) if Arc::ptr_eq(x, y) => a.clone(),
        (Type::Context(x), Type::Context(y)) => join_entries(x, y, left),
        (Type::Function(..), Type::Function(..)) => function(),
        (a, b) if std::mem::discriminant(a) == std::mem::discriminant(b) => a.clone(),
        _ => Type::Any,
    }
}

fn both(a: &Arc<Type>, b: &Arc<Type>, left: &mut u32) -> Arc<Type> {
    if Arc::ptr_eq(a, b) {
        return Arc::clone(a);
    }
    Arc::new(join(a, b, left))
}

/// Contexts with the same entries; of others nothing is known but that they are contexts.
fn join_entries(a: &[(Arc<str>, Type)], b: &[(Arc<str>, Type)], left: &mut u32) -> Type {
    let mut made = Vec::with_capacity(a.len());
    for (name, of) in a {
        match b.iter().find(|(known, _)| known == name) {
            Some((_, other)) if a.len() == b.len() && *left > 0 => {
                made.push((Arc::clone(name), join(of, other, left)));
            }
            _ => return context(),
        }
    }
    Type::Context(made.into())
}

/// Whether some value of the one type is, as it is or coerced (DMN 1.5 §10.3.2.9.4), of the other.
/// Only what is certain counts against it.
pub(crate) fn fits(of: &Type, wanted: &Type) -> bool {
    fits_within(of, wanted, &mut PARTS.clone())
}

fn fits_within(of: &Type, wanted: &Type, left: &mut u32) -> bool {
    let (of, wanted) = (plain(of), plain(wanted));
    if !takes(left) || is_open(of) || is_open(wanted) {
        return true;
    }
    match (of, wanted) {
        (Type::List(a), Type::List(b)) | (Type::Range(a), Type::Range(b)) => {
            Arc::ptr_eq(a, b) || fits_within(a, b, left)
        }
        (Type::List(item), other) => fits_within(item, other, left),
        (other, Type::List(item)) => fits_within(other, item, left),
        (Type::Date, Type::DateTime) => true,
        (Type::Context(a), Type::Context(b)) => {
            let mut fits = |(name, of): &(Arc<str>, Type)| {
                let wanted = b.iter().find(|(known, _)| known == name);
                *left == 0 || wanted.is_none_or(|(_, wanted)| fits_within(of, wanted, left))
            };
            Arc::ptr_eq(a, b) || a.iter().all(&mut fits)
        }
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// Whether both are the same type, as far as it is compared.
pub(crate) fn same(a: &Type, b: &Type) -> bool {
    same_within(a, b, &mut PARTS.clone())
}

fn same_within(a: &Type, b: &Type, left: &mut u32) -> bool {
    if !takes(left) {
        return true;
    }
    match (a, b) {
        (Type::Named(x), Type::Named(y)) => Arc::ptr_eq(x, y) || x.name == y.name,
        (Type::List(x), Type::List(y)) | (Type::Range(x), Type::Range(y)) => {
            Arc::ptr_eq(x, y) || same_within(x, y, left)
        }
        (Type::Context(x), Type::Context(y)) => {
            let mut pairs = x.iter().zip(y.iter());
            let same = Arc::ptr_eq(x, y) || x.len() == y.len();
            same && (Arc::ptr_eq(x, y)
                || pairs.all(|(x, y)| x.0 == y.0 && same_within(&x.1, &y.1, left)))
        }
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

fn is_day(of: &Type) -> bool {
    matches!(of, Type::Date | Type::DateTime)
}

/// Whether two values can be equal or not, rather than not comparable (DMN 1.5 table 42).
pub(super) fn can_be_equal(a: &Type, b: &Type) -> bool {
    alike(a, b) || is_day(plain(a)) && is_day(plain(b))
}

/// Whether two values can have an order (DMN 1.5 table 43).
pub(super) fn can_be_ordered(a: &Type, b: &Type) -> bool {
    let ordered = |of: &Type| {
        matches!(
            plain(of),
            Type::Any
                | Type::Null
                | Type::Number
                | Type::Text
                | Type::Date
                | Type::Time
                | Type::DateTime
                | Type::DayTime
                | Type::Months
        )
    };
    ordered(a) && ordered(b) && can_be_equal(a, b)
}

/// Types with which one can reckon.
const RECKONED: [Type; 7] = [
    Type::Number,
    Type::Text,
    Type::Date,
    Type::Time,
    Type::DateTime,
    Type::DayTime,
    Type::Months,
];

/// The type of `a operator b`; none when it never has a value (DMN 1.5 tables 45–49).
pub(super) fn arithmetic(operator: Arithmetic, a: &Type, b: &Type) -> Option<Type> {
    let (a, b) = (plain(a), plain(b));
    let choices = |of: &Type| -> Vec<Type> {
        if is_open(of) {
            RECKONED.to_vec()
        } else {
            vec![of.clone()]
        }
    };
    let (left, right) = (choices(a), choices(b));
    let mut results = left
        .iter()
        .flat_map(|a| right.iter().filter_map(|b| computed(operator, a, b)));
    let first = results.next()?;
    let same = |of: Type| std::mem::discriminant(&of) == std::mem::discriminant(&first);
    Some(if results.all(same) { first } else { Type::Any })
}

fn computed(operator: Arithmetic, a: &Type, b: &Type) -> Option<Type> {
    use Type::{Date, DateTime, DayTime, Months, Number, Text, Time};
    Some(match (operator, a, b) {
        (_, Number, Number) => Number,
        (Arithmetic::Power, ..) => return None,
        (Arithmetic::Add, Text, Text) => Text,
        (Arithmetic::Add, DayTime, moment @ (Date | Time | DateTime))
        | (Arithmetic::Add, Months, moment @ (Date | DateTime))
        | (Arithmetic::Add | Arithmetic::Subtract, moment @ (Date | Time | DateTime), DayTime)
        | (Arithmetic::Add | Arithmetic::Subtract, moment @ (Date | DateTime), Months) => {
            moment.clone()
        }
        (Arithmetic::Add | Arithmetic::Subtract, DayTime, DayTime) => DayTime,
        (Arithmetic::Add | Arithmetic::Subtract, Months, Months) => Months,
        (Arithmetic::Subtract, Time, Time)
        | (Arithmetic::Subtract, Date | DateTime, Date | DateTime) => DayTime,
        (Arithmetic::Multiply | Arithmetic::Divide, duration @ (DayTime | Months), Number)
        | (Arithmetic::Multiply, Number, duration @ (DayTime | Months)) => duration.clone(),
        (Arithmetic::Divide, DayTime, DayTime) | (Arithmetic::Divide, Months, Months) => Number,
        _ => return None,
    })
}

/// What stands behind a point.
pub(super) enum Entry {
    Of(Type),
    Unknown,
    /// There is none of this name; these there are.
    None(Vec<String>),
}

/// The type of the entry of this name (DMN 1.5 tables 53–56, 65).
pub(super) fn entry(of: &Type, name: &str) -> Entry {
    const DAY: &[&str] = &["year", "month", "day", "weekday"];
    const TIME: &[&str] = &["hour", "minute", "second"];
    let numbers = |known: &[&str]| known.contains(&name).then_some(Type::Number);
    let zone = || match name {
        "time offset" => Some(Type::DayTime),
        "timezone" => Some(Type::Text),
        _ => None,
    };
    let (found, known): (Option<Type>, Vec<&[&str]>) = match plain(of) {
        Type::Any | Type::Null | Type::Named(_) => return Entry::Unknown,
        Type::Context(entries) if entries.is_empty() => return Entry::Unknown,
        Type::Context(entries) => {
            let found = entries.iter().find(|(known, _)| **known == *name);
            let names = || entries.iter().map(|(name, _)| name.to_string()).collect();
            return found.map_or_else(|| Entry::None(names()), |(_, of)| Entry::Of(of.clone()));
        }
        Type::List(item) => {
            return match entry(item, name) {
                Entry::Of(of) => Entry::Of(list(of)),
                other => other,
            };
        }
        Type::Date => (numbers(DAY), vec![DAY]),
        Type::Time => (numbers(TIME).or_else(zone), vec![TIME]),
        Type::DateTime => (
            numbers(DAY).or_else(|| numbers(TIME)).or_else(zone),
            vec![DAY, TIME],
        ),
        Type::DayTime => {
            const PARTS: &[&str] = &["days", "hours", "minutes", "seconds"];
            (numbers(PARTS), vec![PARTS])
        }
        Type::Months => {
            const PARTS: &[&str] = &["years", "months"];
            (numbers(PARTS), vec![PARTS])
        }
        Type::Range(end) => {
            let found = match name {
                "start" | "end" => Some((**end).clone()),
                "start included" | "end included" => Some(Type::Bool),
                _ => None,
            };
            (found, vec![&["start", "end"]])
        }
        Type::Number | Type::Text | Type::Bool | Type::Function(..) => (None, Vec::new()),
    };
    let names = || known.concat().iter().map(ToString::to_string).collect();
    found.map_or_else(|| Entry::None(names()), Entry::Of)
}
