//! Values as text (DMN 1.5 §10.3.4.1, `string`).

use super::eval::Machine;
use super::time::write_months;
use super::val::{End, Range, Val};

/// Deepest nesting that is written.
const MAX_DEPTH: usize = 100;

/// A value as text; texts inside of others stand in quotes. `None` when it is too large.
pub(crate) fn written(value: &Val, inside: bool, machine: &mut Machine<'_>) -> Option<String> {
    let mut text = String::new();
    write(value, inside, MAX_DEPTH, &mut text, machine)?;
    machine.writes(text.len()).then_some(text)
}

fn write(
    value: &Val,
    inside: bool,
    depth: usize,
    text: &mut String,
    machine: &mut Machine<'_>,
) -> Option<()> {
    if !machine.takes(1) || depth == 0 {
        return None;
    }
    match value {
        Val::Null => text.push_str("null"),
        Val::Bool(b) => text.push_str(if *b { "true" } else { "false" }),
        Val::Number(n) => text.push_str(&n.to_string()),
        Val::Text(t) if inside => quote(t, text),
        Val::Text(t) => text.push_str(t),
        Val::Date(d) => text.push_str(&d.to_string()),
        Val::Time(t) => text.push_str(&t.to_string()),
        Val::DateTime(d) => text.push_str(&d.to_string()),
        Val::DayTime(d) => text.push_str(&d.to_string()),
        Val::Months(m) => text.push_str(&write_months(*m)),
        Val::List(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                write(item, true, depth - 1, text, machine)?;
            }
            text.push(']');
        }
        Val::Context(entries) => {
            text.push('{');
            for (at, (name, value)) in entries.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                key(name, text);
                text.push_str(": ");
                write(value, true, depth - 1, text, machine)?;
            }
            text.push('}');
        }
        Val::Range(range) => return write_range(range, depth, text, machine),
        Val::Function(function) => text.push_str(&format!("{function:?}")),
    }
    Some(())
}

fn write_range(
    range: &Range,
    depth: usize,
    text: &mut String,
    machine: &mut Machine<'_>,
) -> Option<()> {
    let is_half = |end: &End| matches!(end, End::Open);
    match (&range.start, &range.end) {
        (End::Open, End::Included(_) | End::Only(_)) => text.push_str("<="),
        (End::Open, _) => text.push('<'),
        (End::Included(_) | End::Only(_), End::Open) => text.push_str(">="),
        (_, End::Open) => text.push('>'),
        (End::Included(_) | End::Only(_), _) => text.push('['),
        (End::Excluded(_), _) => text.push('('),
    }
    if is_half(&range.start) {
        text.push(' ');
        return write(&range.end.value(), true, depth - 1, text, machine);
    }
    if is_half(&range.end) {
        text.push(' ');
        return write(&range.start.value(), true, depth - 1, text, machine);
    }
    write(&range.start.value(), true, depth - 1, text, machine)?;
    text.push_str("..");
    write(&range.end.value(), true, depth - 1, text, machine)?;
    text.push(if range.end.is_included() { ']' } else { ')' });
    Some(())
}

fn quote(inside: &str, text: &mut String) {
    text.push('"');
    for c in inside.chars() {
        if matches!(c, '"' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
}

/// The name of an entry, in quotes where it could not be read without them.
fn key(name: &str, text: &mut String) {
    let plain = name.chars().next().is_some_and(super::names::is_start)
        && name.chars().all(|c| super::names::is_part(c) || c == ' ');
    if plain {
        text.push_str(name);
    } else {
        quote(name, text);
    }
}
