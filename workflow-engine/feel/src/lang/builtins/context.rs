//! Contexts (DMN 1.5 tables 77 and 82).

use super::{Row, text_of};
use crate::lang::eval::Machine;
use crate::lang::val::{Entries, Val};
use std::sync::Arc;

pub(super) const ROWS: &[Row] = &[
    Row::new("get value", &[&["m", "key"]], 2, get_value),
    Row::new("get entries", &[&["m"]], 1, get_entries),
    Row::new("context", &[&["entries"]], 1, context),
    Row::new(
        "context put",
        &[&["context", "key", "value"], &["context", "keys", "value"]],
        3,
        put,
    ),
    Row::new("context merge", &[&["contexts"]], 1, merge),
];

fn get_value(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (Val::Context(entries), key) = (arguments.first()?, text_of(arguments.get(1))?) else {
        return None;
    };
    entries.get(key).cloned()
}

fn get_entries(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let Val::Context(entries) = arguments.first()? else {
        return None;
    };
    machine.takes(entries.len() * 3);
    let pair = |(name, value): (&Arc<str>, &Val)| {
        let both = [
            ("key".into(), Val::Text(name.clone())),
            ("value".into(), value.clone()),
        ];
        Val::context(both.into_iter().collect())
    };
    Some(Val::list(entries.iter().map(pair).collect()))
}

fn context(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = super::items_of(arguments.first())?;
    let mut made = Entries::new();
    for item in items.iter() {
        let Val::Context(pair) = item else {
            return None;
        };
        let key = text_of(pair.get("key"))?;
        let value = pair.get("value")?.clone();
        if made.get(key).is_some() || !machine.takes(made.len() / 8 + 1) {
            return None;
        }
        made.put(key.into(), value);
    }
    Some(Val::context(made))
}

fn put(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let Val::Context(entries) = arguments.first()? else {
        return None;
    };
    let value = arguments.get(2)?;
    match arguments.get(1)? {
        Val::Text(key) => Some(put_one(machine, entries, key, value.clone())),
        Val::List(keys) => put_deep(machine, entries, keys, value),
        _ => None,
    }
}

fn put_one(machine: &mut Machine<'_>, entries: &Entries, key: &Arc<str>, value: Val) -> Val {
    machine.takes(entries.len());
    let mut made = entries.clone();
    made.put(key.clone(), value);
    Val::context(made)
}

fn put_deep(
    machine: &mut Machine<'_>,
    entries: &Entries,
    keys: &[Val],
    value: &Val,
) -> Option<Val> {
    if keys.len() > super::super::parser::MAX_NESTING {
        return None;
    }
    let (Val::Text(key), rest) = keys.split_first()? else {
        return None;
    };
    if rest.is_empty() {
        return Some(put_one(machine, entries, key, value.clone()));
    }
    let inner = match entries.get(key) {
        Some(Val::Context(inner)) => put_deep(machine, inner, rest, value)?,
        None => put_deep(machine, &Entries::new(), rest, value)?,
        Some(_) => return None,
    };
    Some(put_one(machine, entries, key, inner))
}

fn merge(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let items = super::items_of(arguments.first())?;
    let mut made = Entries::new();
    for item in items.iter() {
        let Val::Context(entries) = item else {
            return None;
        };
        for (name, value) in entries.iter() {
            if !machine.takes(made.len() / 8 + 1) {
                return None;
            }
            made.put(name.clone(), value.clone());
        }
    }
    Some(Val::context(made))
}
