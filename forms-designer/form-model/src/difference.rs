//! What is different between two versions of a form, for people: components by what they are, not
//! by where they stand in the file.
//!
//! Components are the same that have the same id, else the same key and type where they have none.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::Form;
use crate::json::Json;

/// What became of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// It came in.
    Added,
    /// It went out.
    Removed,
    /// It stands elsewhere: in another group, in another order, or beside others.
    Moved,
    /// A property is another one.
    Changed,
}

impl Became {
    /// Stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Changed => "changed",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What became of it.
    pub became: Became,
    /// Where the component stands in the new form (RFC 6901), of what went out in the old one;
    /// empty for the form itself.
    pub pointer: String,
    /// Its label, else its key, else its type; of what went out, as it was.
    pub about: String,
    /// Of [`Became::Changed`] the property, such as `validate/required`; else empty.
    pub property: String,
    /// The value before; none where there was none.
    pub before: Option<Json>,
    /// The value now; none where there is none.
    pub after: Option<Json>,
}

/// Every difference between two versions of a form, in the order of the new one, what went out
/// last. Which row a component stands in has a name that means nothing, so only whom it stands
/// beside counts.
#[must_use]
pub fn difference(old: &Form, new: &Form) -> Vec<Difference> {
    let (before, after) = (Outline::of(old.json()), Outline::of(new.json()));
    let mut found = Vec::new();
    properties(("", ""), old.json(), new.json(), &mut found);
    let moved = moved(&before, &after);
    for part in &after.parts {
        let Some(known) = before.get(&part.name) else {
            found.push(told(Became::Added, part));
            continue;
        };
        if moved.contains(&part.name) {
            found.push(told(Became::Moved, part));
        }
        properties(
            (&part.pointer, &part.about),
            known.json,
            part.json,
            &mut found,
        );
    }
    let gone = before
        .parts
        .iter()
        .filter(|part| after.get(&part.name).is_none());
    found.extend(gone.map(|part| told(Became::Removed, part)));
    found
}

fn told(became: Became, part: &Part<'_>) -> Difference {
    Difference {
        became,
        pointer: part.pointer.clone(),
        about: part.about.clone(),
        property: String::new(),
        before: None,
        after: None,
    }
}

/// A component of a version.
struct Part<'j> {
    json: &'j Json,
    pointer: String,
    about: String,
    /// By what it is known in both versions.
    name: String,
    /// The name of what it stands in; empty for the form.
    around: String,
    /// The names of what stands in its row.
    beside: BTreeSet<String>,
}

struct Outline<'j> {
    parts: Vec<Part<'j>>,
    places: BTreeMap<String, usize>,
}

impl<'j> Outline<'j> {
    fn of(form: &'j Json) -> Self {
        let mut outline = Self {
            parts: Vec::new(),
            places: BTreeMap::new(),
        };
        outline.level(form, "", "");
        outline
    }

    fn get(&self, name: &str) -> Option<&Part<'j>> {
        self.places.get(name).and_then(|at| self.parts.get(*at))
    }

    fn level(&mut self, holder: &'j Json, pointer: &str, around: &str) {
        let components = holder.get("components").and_then(Json::as_list);
        let components = components.unwrap_or_default();
        let mut own = Vec::new();
        for (at, json) in components.iter().enumerate() {
            let name = self.free(name(json, around));
            self.places.insert(name.clone(), self.parts.len());
            own.push(self.parts.len());
            self.parts.push(Part {
                json,
                pointer: format!("{pointer}/components/{at}"),
                about: about(json),
                name: name.clone(),
                around: around.to_owned(),
                beside: BTreeSet::new(),
            });
            self.level(json, &format!("{pointer}/components/{at}"), &name);
        }
        self.rows(&own);
    }

    /// Says of each of these who stands in its row.
    fn rows(&mut self, own: &[usize]) {
        let mut rows: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for part in own.iter().filter_map(|at| self.parts.get(*at)) {
            let row = row(part.json);
            if !row.is_empty() {
                rows.entry(row).or_default().insert(part.name.clone());
            }
        }
        for at in own {
            if let Some(part) = self.parts.get_mut(*at) {
                part.beside = rows.get(row(part.json)).cloned().unwrap_or_default();
                part.beside.remove(&part.name);
            }
        }
    }

    /// A name that no other component has, by its number where several would have it.
    fn free(&self, name: String) -> String {
        let mut number = 1_usize;
        let mut tried = name.clone();
        while self.places.contains_key(&tried) {
            number += 1;
            tried = format!("{name} {number}");
        }
        tried
    }
}

fn text<'j>(json: &'j Json, name: &str) -> &'j str {
    json.get(name).and_then(Json::as_text).unwrap_or_default()
}

fn row(json: &Json) -> &str {
    json.get("layout").map_or("", |layout| text(layout, "row"))
}

fn name(json: &Json, around: &str) -> String {
    match text(json, "id") {
        "" => {
            let key = [text(json, "key"), text(json, "path")].concat();
            format!("{around}/{} {key}", text(json, "type"))
        }
        id => format!("#{id}"),
    }
}

fn about(json: &Json) -> String {
    let names = [
        "label",
        "dateLabel",
        "timeLabel",
        "text",
        "key",
        "path",
        "type",
    ];
    let mut names = names.iter().map(|name| text(json, name));
    names
        .find(|name| !name.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// The names of components that stand elsewhere. Of those that only changed their order as few as
/// possible moved.
fn moved(before: &Outline<'_>, after: &Outline<'_>) -> BTreeSet<String> {
    let mut moved = BTreeSet::new();
    let mut orders: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for part in &after.parts {
        let Some(known) = before.get(&part.name) else {
            continue;
        };
        let stay = |names: &BTreeSet<String>| -> BTreeSet<String> {
            let both = |name: &&String| before.get(name).is_some() && after.get(name).is_some();
            names.iter().filter(both).cloned().collect()
        };
        if known.around != part.around || stay(&known.beside) != stay(&part.beside) {
            moved.insert(part.name.clone());
        } else if let Some(place) = before.places.get(&part.name) {
            let order = orders.entry(&part.around).or_default();
            order.push((*place, &part.name));
        }
    }
    for order in orders.values() {
        let places: Vec<usize> = order.iter().map(|(place, _)| *place).collect();
        let stays = longest_rise(&places);
        let others = order
            .iter()
            .enumerate()
            .filter(|(at, _)| !stays.contains(at));
        moved.extend(others.map(|(_, (_, name))| (*name).to_owned()));
    }
    moved
}

/// The places of the longest part of a list that only rises.
fn longest_rise(list: &[usize]) -> BTreeSet<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let length = ends.partition_point(|end| list[*end] < *value);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let last = ends.last().copied();
    std::iter::successors(last, |at| before.get(*at).copied().flatten()).collect()
}

/// Properties that are told otherwise.
const ASIDE: [&str; 2] = ["components", "layout/row"];

fn properties(
    (pointer, about): (&str, &str),
    before: &Json,
    after: &Json,
    found: &mut Vec<Difference>,
) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    leaves(before, "", &mut old);
    leaves(after, "", &mut new);
    let told = |property: &str, before: Option<&Json>, after: Option<&Json>| Difference {
        became: Became::Changed,
        pointer: pointer.to_owned(),
        about: about.to_owned(),
        property: property.to_owned(),
        before: before.cloned(),
        after: after.cloned(),
    };
    let get = |all: &[(String, &'_ Json)], name: &str| -> Option<Json> {
        let found = all.iter().rfind(|(known, _)| known == name);
        found.map(|(_, json)| (*json).clone())
    };
    for (name, json) in &new {
        let known = get(&old, name);
        if known.as_ref() != Some(*json) {
            found.push(told(name, known.as_ref(), Some(json)));
        }
    }
    for (name, json) in &old {
        if get(&new, name).is_none() {
            found.push(told(name, Some(json), None));
        }
    }
}

/// The values of a component by their properties; what is inside of it is not among them.
fn leaves<'j>(json: &'j Json, before: &str, found: &mut Vec<(String, &'j Json)>) {
    for (name, value) in json.as_object().unwrap_or_default() {
        let name = match before {
            "" => name.clone(),
            before => format!("{before}/{name}"),
        };
        if ASIDE.contains(&name.as_str()) {
            continue;
        }
        match value {
            Json::Object(entries) if !entries.is_empty() => leaves(value, &name, found),
            _ => found.push((name, value)),
        }
    }
}
