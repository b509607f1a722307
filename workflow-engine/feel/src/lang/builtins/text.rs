//! Texts (DMN 1.5 table 72).

use super::{Row, pattern, text_of};
use crate::lang::eval::Machine;
use crate::lang::val::Val;

pub(super) const ROWS: &[Row] = &[
    Row::new(
        "substring",
        &[&["string", "start position", "length"]],
        2,
        substring,
    ),
    Row::new("string length", &[&["string"]], 1, length),
    Row::new("upper case", &[&["string"]], 1, upper),
    Row::new("lower case", &[&["string"]], 1, lower),
    Row::new("substring before", &[&["string", "match"]], 2, before),
    Row::new("substring after", &[&["string", "match"]], 2, after),
    Row::new(
        "replace",
        &[&["input", "pattern", "replacement", "flags"]],
        3,
        pattern::replace,
    ),
    Row::new("contains", &[&["string", "match"]], 2, contains),
    Row::new("starts with", &[&["string", "match"]], 2, starts),
    Row::new("ends with", &[&["string", "match"]], 2, ends),
    Row::new(
        "matches",
        &[&["input", "pattern", "flags"]],
        2,
        pattern::matches,
    ),
    Row::new("split", &[&["string", "delimiter"]], 2, pattern::split),
    Row::new("string join", &[&["list", "delimiter"]], 1, join),
];

fn two(arguments: &[Val]) -> Option<(&str, &str)> {
    Some((text_of(arguments.first())?, text_of(arguments.get(1))?))
}

fn made(machine: &mut Machine<'_>, text: &str) -> Option<Val> {
    machine.writes(text.len()).then(|| Val::text(text))
}

fn substring(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let text = text_of(arguments.first())?;
    let start = super::number_of(arguments.get(1))?
        .rounded(0, crate::number::Rounding::Down)?
        .to_i64()?;
    if !machine.takes(text.len() / 16) {
        return None;
    }
    let all = i64::try_from(text.chars().count()).ok()?;
    let from = match start {
        1.. => start - 1,
        0 => return None,
        _ => all + start,
    };
    if from < 0 || from > all {
        return None;
    }
    let count = match arguments.get(2) {
        None | Some(Val::Null) => all - from,
        length => {
            let number = super::number_of(length)?.rounded(0, crate::number::Rounding::Down)?;
            let length = number.to_i64()?;
            if length < 1 {
                return None;
            }
            length
        }
    };
    let part: String = text
        .chars()
        .skip(usize::try_from(from).ok()?)
        .take(usize::try_from(count).ok()?)
        .collect();
    made(machine, &part)
}

fn length(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let text = text_of(arguments.first())?;
    machine.takes(text.len() / 16);
    i64::try_from(text.chars().count()).ok().map(Val::from)
}

fn upper(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    made(machine, &text_of(arguments.first())?.to_uppercase())
}

fn lower(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    made(machine, &text_of(arguments.first())?.to_lowercase())
}

fn before(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (text, wanted) = two(arguments)?;
    let part = text.find(wanted).and_then(|at| text.get(..at));
    made(machine, part.unwrap_or_default())
}

fn after(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (text, wanted) = two(arguments)?;
    let part = text
        .find(wanted)
        .and_then(|at| text.get(at + wanted.len()..));
    made(machine, part.unwrap_or_default())
}

fn contains(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    two(arguments).map(|(text, wanted)| Val::Bool(text.contains(wanted)))
}

fn starts(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    two(arguments).map(|(text, wanted)| Val::Bool(text.starts_with(wanted)))
}

fn ends(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    two(arguments).map(|(text, wanted)| Val::Bool(text.ends_with(wanted)))
}

fn join(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = super::items_of(arguments.first())?;
    let optional = |at: usize| match arguments.get(at) {
        None | Some(Val::Null) => Some(""),
        value => text_of(value),
    };
    let delimiter = optional(1)?;
    let mut parts = Vec::new();
    for item in items.iter() {
        match item {
            Val::Null => {}
            Val::Text(text) => parts.push(&**text),
            _ => return None,
        }
    }
    let size: usize = parts.iter().map(|part| part.len() + delimiter.len()).sum();
    if !machine.writes(size) {
        return None;
    }
    Some(Val::text(parts.join(delimiter)))
}
