//! Where the answers of a form stand: every field at every place, the rows of
//! its lists among them.

use feel::{Context, Value};
use form_model::{Component, Kind};
use office::operation::Answers;

/// Most fields of one form with all the rows of its lists.
const MAX_PLACES: usize = 5_000;
/// Most rows of one list that a person fills in.
pub(crate) const MAX_ROWS: usize = 100;

/// A field at one place.
pub(crate) struct Place<'a> {
    pub field: &'a Component,
    /// The full path of its answer: `trip.days[0].place`.
    pub path: String,
    /// The lists around it: their paths, and the row from 0.
    pub within: Vec<(&'a Component, usize)>,
}

/// The path of a name under another path.
pub(crate) fn join(before: &str, name: &str) -> String {
    if before.is_empty() {
        name.to_owned()
    } else {
        format!("{before}.{name}")
    }
}

/// The path of a list's row.
pub(crate) fn row(list: &str, at: usize) -> String {
    format!("{list}[{at}]")
}

/// Every field at every place, in the order of the form. `rows` says how many
/// rows the list under a path has.
pub(crate) fn places<'a>(
    components: &'a [Component],
    rows: &dyn Fn(&str) -> usize,
) -> Vec<Place<'a>> {
    let mut found = Vec::new();
    level(components, "", &[], rows, &mut found);
    found
}

fn level<'a>(
    components: &'a [Component],
    before: &str,
    within: &[(&'a Component, usize)],
    rows: &dyn Fn(&str) -> usize,
    found: &mut Vec<Place<'a>>,
) {
    for component in components {
        let path = join(before, &component.path);
        match component.kind {
            Kind::Group => level(&component.children, before, within, rows, found),
            Kind::DynamicList => {
                for at in 0..rows(&path).min(MAX_ROWS) {
                    let within = [within, &[(component, at)]].concat();
                    level(&component.children, &row(&path, at), &within, rows, found);
                }
            }
            _ if component.is_field() && found.len() < MAX_PLACES => found.push(Place {
                field: component,
                path,
                within: within.to_vec(),
            }),
            _ => {}
        }
    }
}

/// Every list at every place: the component and its full path.
pub(crate) fn lists<'a>(
    components: &'a [Component],
    rows: &dyn Fn(&str) -> usize,
) -> Vec<(&'a Component, String)> {
    let mut found = Vec::new();
    lists_of(components, "", rows, &mut found);
    found
}

fn lists_of<'a>(
    components: &'a [Component],
    before: &str,
    rows: &dyn Fn(&str) -> usize,
    found: &mut Vec<(&'a Component, String)>,
) {
    for component in components {
        match component.kind {
            Kind::Group => lists_of(&component.children, before, rows, found),
            Kind::DynamicList => {
                let path = join(before, &component.path);
                let count = rows(&path).min(MAX_ROWS);
                found.push((component, path.clone()));
                for at in 0..count {
                    lists_of(&component.children, &row(&path, at), rows, found);
                }
            }
            _ => {}
        }
    }
}

/// The steps of a path: names, and rows of lists.
enum Step<'a> {
    Name(&'a str),
    Row(usize),
}

fn steps(path: &str) -> Vec<Step<'_>> {
    path.split('.')
        .flat_map(|part| {
            let (name, rows) = part.split_once('[').unwrap_or((part, ""));
            let rows = rows
                .split(['[', ']'])
                .filter_map(|row| row.parse().ok())
                .map(Step::Row);
            std::iter::once(Step::Name(name)).chain(rows)
        })
        .collect()
}

/// What stands under a path; none where nothing does.
pub(crate) fn at<'a>(answers: &'a Answers, path: &str) -> Option<&'a Value> {
    let mut steps = steps(path).into_iter();
    let Some(Step::Name(first)) = steps.next() else {
        return None;
    };
    let mut value = answers.get(first)?;
    for step in steps {
        value = match (step, value) {
            (Step::Name(name), value) => value.get(name)?,
            (Step::Row(at), Value::List(items)) => items.get(at)?,
            (Step::Row(_), _) => return None,
        };
    }
    Some(value)
}

/// Puts a value under a path; what is not there yet is made.
pub(crate) fn put(answers: &mut Answers, path: &str, value: Value) {
    let mut steps = steps(path).into_iter().peekable();
    let Some(Step::Name(first)) = steps.next() else {
        return;
    };
    let mut place = answers.entry(first.to_owned()).or_insert(Value::Null);
    for step in steps {
        place = match step {
            Step::Name(name) => {
                if place.as_context().is_none() {
                    *place = Value::Context(Context::new());
                }
                let Value::Context(entries) = place else {
                    return;
                };
                entries.entry(name.to_owned()).or_insert(Value::Null)
            }
            Step::Row(at) => {
                if !matches!(place, Value::List(_)) {
                    *place = Value::List(Vec::new());
                }
                let Value::List(items) = place else { return };
                while items.len() <= at && at < MAX_ROWS {
                    items.push(Value::Context(Context::new()));
                }
                let Some(item) = items.get_mut(at) else {
                    return;
                };
                item
            }
        };
    }
    *place = value;
}

/// The row of a list in which a path stands, and what follows it:
/// of `days[2].place` in `days` that is 2 and `.place`.
pub(crate) fn in_row<'p>(path: &'p str, list: &str) -> Option<(usize, &'p str)> {
    let (at, rest) = path
        .strip_prefix(list)?
        .strip_prefix('[')?
        .split_once(']')?;
    Some((at.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_put_is_found() {
        let mut answers = Answers::new();
        let check = |answers: &mut Answers, path: &str| {
            put(answers, path, Value::text(path));
            assert_eq!(at(answers, path), Some(&Value::text(path)));
        };
        for path in [
            "a",
            "b.c",
            "b.d",
            "l[0].x",
            "l[2].x",
            "l[2].m[1].y",
            "b.l[0].z",
        ] {
            check(&mut answers, path);
        }
        assert_eq!(at(&answers, "l[1].x"), None);
        assert_eq!(at(&answers, "l[7].x"), None);
        assert_eq!(at(&answers, "a[0]"), None);
        let Some(Value::List(items)) = at(&answers, "l") else {
            panic!("no list")
        };
        assert_eq!(items.len(), 3);
        put(&mut answers, "l[4000].x", Value::Null);
        let Some(Value::List(items)) = at(&answers, "l") else {
            panic!("no list")
        };
        assert!(items.len() <= MAX_ROWS);
    }

    #[test]
    fn rows_are_read_off_a_path() {
        let check = |path: &str, list: &str, expected: Option<(usize, &str)>| {
            assert_eq!(in_row(path, list), expected, "{path} in {list}");
        };
        check("days[2].place", "days", Some((2, ".place")));
        check("days[2].stops[1].km", "days[2].stops", Some((1, ".km")));
        check("days[2]", "days", Some((2, "")));
        check("daysoff[2].x", "days", None);
        check("days", "days", None);
        check("days[x].y", "days", None);
    }
}
