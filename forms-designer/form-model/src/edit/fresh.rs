//! Names that nobody has yet: ids, keys and rows.

use std::collections::BTreeSet;

use crate::json::Json;

use super::place::{self, Way, at_mut, text};
use super::rename;
use super::widths::{row_id, set_row};

/// A name of this beginning that is not taken; it is taken from now on.
fn free(taken: &mut BTreeSet<String>, beginning: &str) -> String {
    let mut number = 1_usize;
    let mut name = format!("{beginning}_{number}");
    while taken.contains(&name) {
        number += 1;
        name = format!("{beginning}_{number}");
    }
    taken.insert(name.clone());
    name
}

/// The ids of a form.
pub(super) fn ids(json: &Json) -> BTreeSet<String> {
    let all = place::all(json);
    let ids = all.iter().map(|(_, component)| text(component, "id"));
    ids.filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// The keys and paths of a form, and the words before their first points.
fn keys(json: &Json) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (_, component) in place::all(json) {
        for key in ["key", "path"].map(|name| text(component, name)) {
            let first = key.split('.').next().unwrap_or_default();
            keys.extend([key, first].map(str::to_owned));
        }
    }
    keys.remove("");
    keys
}

/// A row that nobody stands in yet, nor any of what is coming.
pub(super) fn row(json: &Json, coming: &[Json]) -> String {
    let mut taken = rows(json);
    taken.extend(coming.iter().map(|component| row_id(component).to_owned()));
    free(&mut taken, "Row")
}

fn rows(json: &Json) -> BTreeSet<String> {
    let all = place::all(json);
    all.iter()
        .map(|(_, component)| row_id(component).to_owned())
        .collect()
}

/// Which property a component's key stands in; none where it has no answer.
pub(super) fn key_name(component: &Json) -> Option<&'static str> {
    match text(component, "type") {
        "group" | "dynamiclist" => Some("path"),
        "text" | "html" | "image" | "table" | "separator" | "spacer" | "button" | "iframe"
        | "documentPreview" => None,
        _ => Some("key"),
    }
}

/// Gives components that come into a form ids, keys and rows that it has not, and each field a key.
/// What they say of each other is changed with their keys.
pub(super) fn own(into: &Json, components: &[Json]) -> Vec<Json> {
    let list = Json::List(components.to_vec());
    let mut coming = Json::Object(vec![("components".to_owned(), list)]);
    let mut taken = (ids(into), keys(into), rows(into));
    let mut renamed_rows: Vec<(Way, String, String)> = Vec::new();
    let ways: Vec<Way> = place::all(&coming)
        .into_iter()
        .map(|(way, _)| way)
        .collect();
    for way in ways {
        let around = &way[..way.len().saturating_sub(1)];
        let known = place::at(&coming, around).is_some_and(|holder| apart(&coming, around, holder));
        let Some(component) = at_mut(&mut coming, &way) else {
            continue;
        };
        own_id(component, &mut taken.0);
        own_row(component, around, &mut taken.2, &mut renamed_rows);
        let wanted = own_key(component, known, &mut taken.1);
        if let Some(key) = wanted {
            rename::rename(&mut coming, &way, &key);
        }
    }
    match coming.remove("components") {
        Some(Json::List(components)) => components,
        _ => Vec::new(),
    }
}

/// Whether what stands here has a path of its own before its keys, so that none can clash.
fn apart(json: &Json, way: &[usize], holder: &Json) -> bool {
    let own = !way.is_empty() && !text(holder, "path").is_empty();
    own || way.split_last().is_some_and(|(_, around)| {
        place::at(json, around).is_some_and(|holder| apart(json, around, holder))
    })
}

fn own_id(component: &mut Json, taken: &mut BTreeSet<String>) {
    let id = text(component, "id");
    if id.is_empty() || taken.contains(id) {
        *component.entry("id") = Json::Text(free(taken, "Field"));
    } else {
        taken.insert(id.to_owned());
    }
}

/// Those who stood side by side still do.
fn own_row(
    component: &mut Json,
    around: &[usize],
    taken: &mut BTreeSet<String>,
    renamed: &mut Vec<(Way, String, String)>,
) {
    let row = row_id(component).to_owned();
    if row.is_empty() {
        return;
    }
    let known = renamed
        .iter()
        .find(|(way, old, _)| way == around && *old == row);
    let new = match known {
        Some((_, _, new)) => new.clone(),
        None => {
            let new = if taken.contains(&row) {
                free(taken, "Row")
            } else {
                row.clone()
            };
            taken.insert(new.clone());
            renamed.push((around.to_vec(), row, new.clone()));
            new
        }
    };
    set_row(component, &new);
}

/// The key that a component must have instead of its own; none where its own is good.
fn own_key(component: &Json, apart: bool, taken: &mut BTreeSet<String>) -> Option<String> {
    let name = key_name(component)?;
    let key = text(component, name);
    let kind = text(component, "type");
    if key.is_empty() {
        let needs = kind != "group";
        return needs.then(|| free(taken, &kind.replace('-', "_")));
    }
    if apart {
        return None;
    }
    let first = key.split('.').next().unwrap_or_default();
    if !taken.contains(key) && !taken.contains(first) {
        taken.insert(key.to_owned());
        return None;
    }
    let beginning = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = beginning.len() < key.len() && beginning.ends_with('_');
    let beginning = if numbered {
        beginning.trim_end_matches('_')
    } else {
        key
    };
    Some(free(taken, &beginning.replace('.', "_")))
}
