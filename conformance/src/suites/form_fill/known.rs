//! Differences that are meant, each with why.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::drawing::Drawn;
use super::ours::State;
use super::{Difference, In};

/// The names of the differences, and why they are meant.
pub const KNOWN: &[(&str, &str)] = &[
    (
        HIDDEN,
        "form-js lets others read a hidden field's first value (data, default or empty value), in two \
         passes without an end that is sought; here a hidden field has no answer for anybody, so that \
         what is printed and signed never rests on what nobody saw (docs/formats/form.md)",
    ),
    (
        PHONE,
        "form-js takes only numbers with a country's code; a civil servant writes (02)2345-6789#12",
    ),
    (
        RANGE,
        "the FEEL of form-js says that null is not in a range, and reads `a in r or b` as `a in (r or \
         b)`; here it is null, and `in` binds closer than `or` (DMN 1.5 §10.3.2, its \
         grammar)",
    ),
];

const RANGE: &str = "`in` of a range";
const HIDDEN: &str = "reads a hidden field";
const PHONE: &str = "phone numbers of the country";

/// The known difference that this one is.
pub fn explain(
    drawn: &Drawn,
    difference: &Difference,
    ours: &State,
    theirs: &State,
) -> Option<&'static str> {
    let place = without_rows(&difference.path);
    if rests_on_hidden(drawn, &difference.path, ours, theirs) {
        return Some(HIDDEN);
    }
    if asks_for_range(drawn, &place) {
        return Some(RANGE);
    }
    let phone = drawn.form.to_string().contains("\"phone\"");
    (difference.what == In::Errors && phone && is_phone(drawn, &place)).then_some(PHONE)
}

fn is_phone(drawn: &Drawn, place: &str) -> bool {
    fn find(json: &Json, key: &str) -> bool {
        let own = json["key"] == key && json["validate"]["validationType"] == "phone";
        let inside = json["components"].as_array().into_iter().flatten();
        own || inside.into_iter().any(|one| find(one, key))
    }
    let key = place.rsplit('.').next().unwrap_or(place);
    find(&drawn.form, key)
}

/// Whether a condition of a place, of what is around it, or of what it reads asks for a range.
fn asks_for_range(drawn: &Drawn, place: &str) -> bool {
    let mut open = vec![place.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        let words: Vec<&str> = next.split('.').collect();
        if ranged(&drawn.form, &words) {
            return true;
        }
        for read in drawn.reads.get(&next).into_iter().flatten() {
            if seen.insert(read.clone()) {
                open.push(read.clone());
            }
        }
    }
    false
}

/// Whether a component on the way to a place has a condition with a range.
fn ranged(json: &Json, words: &[&str]) -> bool {
    let inside = json["components"].as_array().into_iter().flatten();
    inside.into_iter().any(|one| {
        let named = |name: &str| words.first().is_some_and(|word| one[name] == *word);
        let hide = one["conditional"]["hide"].as_str().unwrap_or_default();
        let rest = match (named("key"), named("path"), one["path"].is_null()) {
            (true, ..) if words.len() == 1 => return hide.contains(" in ["),
            (_, true, _) => words.get(1..).unwrap_or_default(),
            (false, false, true) if one["components"].is_array() => words,
            _ => return false,
        };
        let leads = leads_to(one, rest);
        leads && (hide.contains(" in [") || ranged(one, rest))
    })
}

fn leads_to(json: &Json, words: &[&str]) -> bool {
    let inside = json["components"].as_array().into_iter().flatten();
    words.is_empty()
        || inside.into_iter().any(|one| {
            let named = |name: &str| words.first().is_some_and(|word| one[name] == *word);
            match (named("key"), named("path"), one["path"].is_null()) {
                (true, ..) => words.len() == 1,
                (_, true, _) => leads_to(one, words.get(1..).unwrap_or_default()),
                (_, _, true) if one["components"].is_array() => leads_to(one, words),
                _ => false,
            }
        })
}

/// Whether what is computed at a place rests on a field that one side hides.
fn rests_on_hidden(drawn: &Drawn, path: &str, ours: &State, theirs: &State) -> bool {
    let shown = |state: &State, place: &str| {
        let same_row = in_row(path, place);
        let prefix = format!("{place}[");
        let here = |path: &String| without_rows(path) == place || path.starts_with(&prefix);
        match same_row.contains('[') {
            true => state.shown.contains(&same_row),
            false => state.shown.iter().any(here),
        }
    };
    let mut open = vec![without_rows(path)];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        let Some(reads) = drawn.reads.get(&next) else {
            continue;
        };
        for read in reads {
            let is_list = drawn
                .kinds
                .get(read)
                .is_some_and(|kind| kind == "dynamiclist");
            let hidden = [ours, theirs].iter().any(|state| !shown(state, read));
            if hidden && !is_list || is_list && list_hidden(drawn, read, ours, theirs) {
                return true;
            }
            if seen.insert(read.clone()) {
                open.push(read.clone());
            }
        }
    }
    false
}

/// Whether a list is hidden, or has rows in which everything is: form-js then counts others.
fn list_hidden(drawn: &Drawn, list: &str, ours: &State, theirs: &State) -> bool {
    let inside = format!("{list}.");
    let has_conditions = drawn.reads.get(list).is_some_and(|reads| !reads.is_empty());
    let conditional = drawn
        .reads
        .iter()
        .any(|(place, reads)| place.starts_with(&inside) && !reads.is_empty());
    let rows = |state: &State| {
        state
            .shown
            .iter()
            .any(|path| path.starts_with(&format!("{list}[")))
    };
    has_conditions || conditional && !(rows(ours) && rows(theirs))
}

/// The path of a field in the same rows as another path, as far as they lie in the same lists.
fn in_row(path: &str, place: &str) -> String {
    let mut words: Vec<&str> = place.split('.').collect();
    let own = path.split('.').zip(place.split('.'));
    for (at, (word, _)) in own
        .take_while(|(word, name)| without_rows(word) == *name)
        .enumerate()
    {
        if let Some(place) = words.get_mut(at) {
            *place = word;
        }
    }
    words.join(".")
}

/// A path without the rows of lists.
fn without_rows(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
