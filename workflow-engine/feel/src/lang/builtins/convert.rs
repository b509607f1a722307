//! Conversion and `not` (DMN 1.5 tables 70 and 71).

use super::{Row, text_of};
use crate::lang::eval::Machine;
use crate::lang::val::Val;
use crate::lang::write;
use crate::number;

pub(super) const ROWS: &[Row] = &[
    Row::new(
        "number",
        &[&["from", "grouping separator", "decimal separator"]],
        1,
        number_from,
    ),
    Row::new("string", &[&["from"]], 1, string),
    Row::new("not", &[&["negand"]], 1, not),
    Row::new("is", &[&["value1", "value2"]], 0, is),
];

fn number_from(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let text = text_of(arguments.first())?;
    let separator = |at: usize, allowed: &[&str]| match arguments.get(at) {
        None | Some(Val::Null) => Some(None),
        Some(Val::Text(text)) if allowed.contains(&&**text) => Some(Some(text.to_string())),
        Some(_) => None,
    };
    let grouping = separator(1, &[" ", ",", "."])?;
    let decimal = separator(2, &[".", ","])?;
    if grouping.is_some() && grouping == decimal {
        return None;
    }
    let mut plain = match &grouping {
        Some(grouping) => text.replace(grouping.as_str(), ""),
        None => text.to_owned(),
    };
    if let Some(decimal) = decimal.filter(|decimal| decimal == ",") {
        if plain.contains('.') {
            return None;
        }
        plain = plain.replace(decimal.as_str(), ".");
    }
    let unsigned = plain.strip_prefix('+').unwrap_or(&plain);
    number::read(unsigned).map(Val::Number)
}

fn string(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    match arguments.first()? {
        Val::Null => Some(Val::Null),
        Val::Text(text) => Some(Val::Text(text.clone())),
        value => {
            let text = write::written(value, false, machine)?;
            Some(Val::text(text))
        }
    }
}

fn not(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    match arguments.first()? {
        Val::Bool(value) => Some(Val::Bool(!value)),
        _ => None,
    }
}

fn is(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    match arguments {
        [a, b] => Some(Val::Bool(a == b)),
        [a] => Some(Val::Bool(a.is_null())),
        _ => None,
    }
}
