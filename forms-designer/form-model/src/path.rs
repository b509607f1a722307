//! Where an answer stands: `trip.days[0].place`, list positions counted from 0.

use feel::{Context, Value};

/// The path of a name under another path.
pub(crate) fn join(before: &str, name: &str) -> String {
    match (before, name) {
        ("", name) => name.to_owned(),
        (before, "") => before.to_owned(),
        (before, name) => format!("{before}.{name}"),
    }
}

/// The path of a list's item.
pub(crate) fn item(list: &str, place: usize) -> String {
    format!("{list}[{place}]")
}

/// What stands under a dotted path.
pub(crate) fn at<'v>(entries: &'v Context, path: &str) -> Option<&'v Value> {
    match path.split_once('.') {
        None => entries.get(path),
        Some((first, rest)) => entries.get(first)?.get(rest),
    }
}

/// Puts a value under a dotted path, or takes away what stands there, and the contexts that become
/// empty by that.
pub(crate) fn put(entries: &mut Context, path: &str, value: Option<Value>) {
    match (path.split_once('.'), value) {
        (None, Some(value)) => {
            entries.insert(path.to_owned(), value);
        }
        (None, None) => {
            entries.remove(path);
        }
        (Some((first, rest)), Some(value)) => {
            let inner = entries.entry(first.to_owned()).or_insert(Value::Null);
            if !matches!(inner, Value::Context(_)) {
                *inner = Value::Context(Context::new());
            }
            if let Value::Context(inner) = inner {
                put(inner, rest, Some(value));
            }
        }
        (Some((first, rest)), None) => {
            if let Some(Value::Context(inner)) = entries.get_mut(first) {
                put(inner, rest, None);
                if inner.is_empty() {
                    entries.remove(first);
                }
            }
        }
    }
}
