//! An expression read as comparisons.

use feel::lang::Val;
use feel::lang::expr::{Arithmetic, Comparison, Expr, Kind};

use super::{Clause, Clauses, MAX_CLAUSES, Value, Way};
use crate::expression::days_of;

/// The comparisons of an expression (without the sign in front), none of an empty one; nothing where
/// it says something else.
#[must_use]
pub fn read(text: &str) -> Option<Clauses> {
    if text.trim().is_empty() {
        return Some(Clauses::default());
    }
    let program = feel::compile(text, &feel::names_in(text)).ok()?;
    let expr = program.compiled().expr();
    let any = matches!(expr.kind, Kind::Or(..));
    let mut all = Vec::new();
    parts(expr, any, text, &mut all)?;
    (all.len() <= MAX_CLAUSES).then_some(Clauses { any, all })
}

fn parts(expr: &Expr, any: bool, text: &str, into: &mut Vec<Clause>) -> Option<()> {
    match (&expr.kind, any) {
        (Kind::And(a, b), false) | (Kind::Or(a, b), true) => {
            parts(a, any, text, into)?;
            parts(b, any, text, into)
        }
        _ => {
            into.push(clause(expr, text)?);
            Some(())
        }
    }
}

fn clause(expr: &Expr, text: &str) -> Option<Clause> {
    let (path, way, value) = match &expr.kind {
        Kind::Comparison(sign, field, value) => {
            let (way, value) = compared(*sign, value, text)?;
            (path(field).or_else(|| days(field))?, way, value)
        }
        Kind::Call(function, arguments) => match (name(function)?, arguments.as_slice()) {
            ("not", [field]) => (path(field)?, Way::Unticked, Value::None),
            ("list contains", [field, value]) => match value_of(value, text)? {
                value @ Value::Text(_) => (path(field)?, Way::Holds, value),
                _ => return None,
            },
            _ => return None,
        },
        _ => (path(expr)?, Way::Ticked, Value::None),
    };
    Some(Clause { path, way, value })
}

fn compared(sign: Comparison, value: &Expr, text: &str) -> Option<(Way, Value)> {
    let bare = match (sign, &value.kind) {
        (Comparison::Equal, Kind::Literal(Val::Null)) => Some(Way::Empty),
        (Comparison::Unequal, Kind::Literal(Val::Null)) => Some(Way::Filled),
        (Comparison::Equal, Kind::Literal(Val::Bool(true))) => Some(Way::Ticked),
        (Comparison::Unequal, Kind::Literal(Val::Bool(true)))
        | (Comparison::Equal, Kind::Literal(Val::Bool(false))) => Some(Way::Unticked),
        _ => None,
    };
    if let Some(way) = bare {
        return Some((way, Value::None));
    }
    let way = match sign {
        Comparison::Equal => Way::Same,
        Comparison::Unequal => Way::Other,
        Comparison::Less => Way::Less,
        Comparison::AtMost => Way::AtMost,
        Comparison::Greater => Way::More,
        Comparison::AtLeast => Way::AtLeast,
    };
    Some((way, value_of(value, text)?))
}

fn value_of(expr: &Expr, text: &str) -> Option<Value> {
    let span = || {
        let (start, end) = (expr.span.start as usize, expr.span.end as usize);
        text.get(start..end).map(|text| text.trim().to_owned())
    };
    match &expr.kind {
        Kind::Literal(Val::Text(text)) => Some(Value::Text(text.to_string())),
        Kind::Literal(Val::Number(_)) => span().map(Value::Number),
        Kind::Negation(inner) if matches!(inner.kind, Kind::Literal(Val::Number(_))) => {
            span().map(Value::Number)
        }
        Kind::Call(function, arguments) => match (name(function)?, arguments.as_slice()) {
            ("date", [day]) => match &day.kind {
                Kind::Literal(Val::Text(day)) => Some(Value::Day(day.to_string())),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        Kind::Name(name, _) => Some(name),
        _ => None,
    }
}

/// How many days a span of time touches, as [`days_of`] writes it.
fn days(expr: &Expr) -> Option<String> {
    let Kind::Arithmetic(Arithmetic::Add, counted, one) = &expr.kind else {
        return None;
    };
    let Kind::Path(between, part) = &counted.kind else {
        return None;
    };
    let Kind::Arithmetic(Arithmetic::Subtract, to, from) = &between.kind else {
        return None;
    };
    let end = |expr: &Expr, name: &str| match &expr.kind {
        Kind::Call(function, arguments) => match (self::name(function)?, arguments.as_slice()) {
            ("date", [moment]) => Some(path(moment)?.strip_suffix(name)?.to_owned()),
            _ => None,
        },
        _ => None,
    };
    let (to, from) = (end(to, ".to")?, end(from, ".from")?);
    let is_one = matches!(&one.kind, Kind::Literal(Val::Number(one)) if *one == 1.into());
    (is_one && &**part == "days" && to == from).then(|| days_of(&to))
}

fn path(expr: &Expr) -> Option<String> {
    match &expr.kind {
        Kind::Name(name, _) => Some(name.to_string()),
        Kind::Path(inner, name) => Some(format!("{}.{name}", path(inner)?)),
        _ => None,
    }
}
