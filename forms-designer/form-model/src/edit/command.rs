//! What can be done to a form.

use crate::form::Form;
use crate::json::Json;
use crate::problem::Problem;

use super::place::{self, Way, after_putting, after_taking, missing, pointer_of, text, way_of};
use super::{Did, fresh, rename, widths};

/// Which side of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before it.
    Left,
    /// After it.
    Right,
}

/// Where a component comes to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Landing {
    /// In a row of its own, before what stands at this place of the form, a group or a list.
    Row {
        /// JSON pointer of what holds it; empty for the form itself.
        parent: String,
        /// Its place, from 0; what lies beyond the end is the end.
        at: usize,
    },
    /// In the row of another component, at its side.
    Beside {
        /// JSON pointer of the other.
        of: String,
        /// Which side.
        side: Side,
    },
}

/// Something to do to a form. Pointers are JSON pointers of components (RFC 6901).
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Puts a new component in. It gets an id, a key and a row that nobody has.
    Add {
        /// As [`blank`](super::blank) makes it.
        component: Json,
        /// Where.
        to: Landing,
    },
    /// Takes a component out, with what it holds.
    Remove(String),
    /// Puts a component elsewhere, with what it holds.
    Move {
        /// Which.
        at: String,
        /// Where to.
        to: Landing,
    },
    /// Puts a copy below a component, with ids and keys of its own.
    Duplicate(String),
    /// Gives a property another value, or takes it away.
    Set {
        /// Of which component; empty for the form itself.
        at: String,
        /// Names from the component on, such as `validate/required`; objects on the way are made.
        property: String,
        /// The value; none takes the property away, and an object that it leaves empty.
        value: Option<Json>,
    },
    /// Gives a component so many of 16 columns; without a number it shares what the others of its
    /// row leave. The others give way.
    Columns {
        /// Which.
        at: String,
        /// How many.
        columns: Option<u8>,
    },
    /// Puts a component out of its row, into one of its own below.
    Split(String),
    /// Gives a field another key (a group or list another path), and changes the expressions of
    /// the whole form that read it.
    Rename {
        /// Which.
        at: String,
        /// Words of letters, digits and `_` with points between; empty only of a group.
        key: String,
    },
    /// Puts components of another form in, each row below the other, with ids, keys and rows that
    /// this form has not.
    Paste {
        /// As they stand in the other form.
        components: Vec<Json>,
        /// Where the first one comes.
        to: Landing,
    },
}

impl Command {
    /// Does it and says where what it was done to stands now.
    pub(super) fn carry_out(&self, json: &mut Json) -> Result<String, Problem> {
        match self {
            Self::Add { component, to } => {
                let own = fresh::own(json, std::slice::from_ref(component));
                put(json, own, to)
            }
            Self::Paste { components, to } => put(json, fresh::own(json, components), to),
            Self::Remove(at) => take(json, at).map(|_| at.clone()),
            Self::Move { at, to } => shift(json, at, to),
            Self::Duplicate(at) => {
                let way = found(json, at)?;
                let copy = place::at(json, &way).cloned().ok_or_else(|| missing(at))?;
                let own = fresh::own(json, &[copy]);
                put(json, own, &below(json, &way))
            }
            Self::Set {
                at,
                property,
                value,
            } => set(json, at, property, value.as_ref()).map(|()| at.clone()),
            Self::Columns { at, columns } => {
                let (items, place) = siblings(json, at)?;
                widths::resize(items, place, *columns);
                Ok(at.clone())
            }
            Self::Split(at) => {
                let way = found(json, at)?;
                shift(json, at, &below(json, &way))
            }
            Self::Rename { at, key } => renamed(json, at, key).map(|()| at.clone()),
        }
    }

    /// What a step with it is called: what it does, to what, and which property.
    #[must_use]
    pub fn told(&self, form: &Form) -> (Did, String, String) {
        let of = |at: &str| {
            let component = way_of(at).and_then(|way| place::at(form.json(), &way).map(name_of));
            component.unwrap_or_default()
        };
        let first = |components: &[Json]| components.first().map(name_of).unwrap_or_default();
        let (did, about) = match self {
            Self::Add { component, .. } => (Did::Added, name_of(component)),
            Self::Remove(at) => (Did::Removed, of(at)),
            Self::Move { at, .. } | Self::Split(at) => (Did::Moved, of(at)),
            Self::Duplicate(at) => (Did::Duplicated, of(at)),
            Self::Set { at, property, .. } => return (Did::Set, of(at), property.clone()),
            Self::Columns { at, .. } => (Did::Resized, of(at)),
            Self::Rename { at, .. } => (Did::Renamed, of(at)),
            Self::Paste { components, .. } => (Did::Pasted, first(components)),
        };
        (did, about, String::new())
    }
}

/// The label of a component, else its key, else its type.
fn name_of(component: &Json) -> String {
    let names = [
        "label",
        "dateLabel",
        "timeLabel",
        "text",
        "key",
        "path",
        "type",
    ];
    let mut names = names.iter().map(|name| text(component, name));
    names
        .find(|name| !name.is_empty())
        .unwrap_or_default()
        .to_owned()
}

fn found(json: &Json, pointer: &str) -> Result<Way, Problem> {
    let way = way_of(pointer).filter(|way| !way.is_empty());
    let way = way.filter(|way| place::at(json, way).is_some());
    way.ok_or_else(|| missing(pointer))
}

/// What a component stands among, and its place there.
fn siblings<'j>(json: &'j mut Json, pointer: &str) -> Result<(&'j mut Vec<Json>, usize), Problem> {
    let way = found(json, pointer)?;
    let split = way.split_last();
    let split = split.and_then(|(at, around)| Some((held(json, around)?, *at)));
    split.ok_or_else(|| missing(pointer))
}

/// What holds a component that is there; a container of any type.
fn held<'j>(json: &'j mut Json, way: &[usize]) -> Option<&'j mut Vec<Json>> {
    match place::at_mut(json, way)?.at_mut("/components")? {
        Json::List(items) => Some(items),
        _ => None,
    }
}

fn take(json: &mut Json, pointer: &str) -> Result<Json, Problem> {
    let (items, at) = siblings(json, pointer)?;
    Ok(items.remove(at))
}

/// A row of its own below that of a component.
fn below(json: &Json, way: &[usize]) -> Landing {
    let Some((at, around)) = way.split_last() else {
        return Landing::Row {
            parent: String::new(),
            at: usize::MAX,
        };
    };
    let items = place::at(json, around).and_then(|holder| holder.get("components")?.as_list());
    let row = items
        .map(|items| widths::row_of(items, *at))
        .unwrap_or_default();
    Landing::Row {
        parent: pointer_of(around),
        at: row.last().map_or(usize::MAX, |last| last + 1),
    }
}

/// Puts components in, the first one where it is said and the others after it.
fn put(json: &mut Json, components: Vec<Json>, to: &Landing) -> Result<String, Problem> {
    let mut components = components.into_iter();
    let first = components.next();
    let first = first.ok_or_else(|| Problem::new("", "edit-nothing"))?;
    // Those who came side by side stay so, where they do not join another row.
    let kept = match to {
        Landing::Row { .. } => Some(widths::row_id(&first).to_owned()),
        Landing::Beside { .. } => None,
    };
    let rest: Vec<Json> = components.collect();
    let way = put_one(json, first, to, (kept, &rest))?;
    let mut last = way.clone();
    for component in rest {
        if let Some(at) = last.last_mut() {
            *at += 1;
        }
        let around = &last[..last.len() - 1];
        let items = place::held(json, around).ok_or_else(|| missing(&pointer_of(around)))?;
        let at = last.last().map_or(items.len(), |at| (*at).min(items.len()));
        items.insert(at, component);
    }
    Ok(pointer_of(&way))
}

/// Puts one component in; `kept` is the row that it brings along, `rest` what comes after it, whose
/// rows are no longer free.
fn put_one(
    json: &mut Json,
    mut component: Json,
    to: &Landing,
    (kept, rest): (Option<String>, &[Json]),
) -> Result<Way, Problem> {
    match to {
        Landing::Row { parent, at } => {
            let around = way_of(parent).ok_or_else(|| missing(parent))?;
            let row = kept.filter(|row| !row.is_empty());
            let row = row.unwrap_or_else(|| fresh::row(json, rest));
            widths::set_row(&mut component, &row);
            let items = place::held(json, &around).ok_or_else(|| missing(parent))?;
            let at = (*at).min(items.len());
            items.insert(at, component);
            Ok([around, vec![at]].concat())
        }
        Landing::Beside { of, side } => {
            let way = found(json, of)?;
            let row = fresh::row(json, rest);
            let (items, other) = siblings(json, of)?;
            if widths::row_id(&items[other]).is_empty() {
                widths::set_row(&mut items[other], &row);
            }
            let row = widths::row_id(&items[other]).to_owned();
            widths::set_row(&mut component, &row);
            let at = other + usize::from(*side == Side::Right);
            items.insert(at, component);
            widths::make_room(items, at)?;
            Ok([&way[..way.len() - 1], &[at]].concat())
        }
    }
}

/// Puts a component elsewhere: in at the new place first, then out at the old one, so that the
/// places that are given count as they are seen.
fn shift(json: &mut Json, pointer: &str, to: &Landing) -> Result<String, Problem> {
    let old = found(json, pointer)?;
    let target = match to {
        Landing::Row { parent, .. } => parent,
        Landing::Beside { of, .. } => of,
    };
    let target = way_of(target).ok_or_else(|| missing(target))?;
    if target.starts_with(&old) {
        return Err(Problem::new(pointer, "edit-into-itself"));
    }
    let mut component = place::at(json, &old)
        .cloned()
        .ok_or_else(|| missing(pointer))?;
    let alone = {
        let (items, at) = siblings(json, pointer)?;
        widths::row_of(items, at).len() == 1
    };
    let joins = matches!(to, Landing::Beside { .. });
    if joins || !alone {
        // A width that was meant for the row that it leaves.
        widths::set_columns(&mut component, None);
    }
    // The one that leaves must not count in the row that it may come back to.
    let (items, at) = siblings(json, pointer)?;
    if let Some(layout) = items[at].at_mut("/layout") {
        layout.remove("row");
    }
    let new = put_one(json, component, to, (None, &[]))?;
    let old = after_putting(&old, &new);
    take(json, &pointer_of(&old))?;
    Ok(pointer_of(&after_taking(&new, &old)))
}

fn set(json: &mut Json, at: &str, property: &str, value: Option<&Json>) -> Result<(), Problem> {
    let way = if at.is_empty() {
        Way::new()
    } else {
        found(json, at)?
    };
    let taken = match (property, value) {
        ("id", Some(Json::Text(id))) => fresh::ids(json).contains(id),
        _ => false,
    };
    let component = place::at_mut(json, &way).ok_or_else(|| missing(at))?;
    if taken && component.get("id") != value {
        let id = value.and_then(Json::as_text).unwrap_or_default();
        return Err(Problem::new(at, "edit-id-taken").with("id", id));
    }
    match value {
        Some(value) => {
            let mut place = component;
            for name in property.split('/') {
                place = place.entry(name);
            }
            *place = value.clone();
        }
        None => drop_property(component, property),
    }
    Ok(())
}

fn drop_property(json: &mut Json, property: &str) {
    let Some((first, rest)) = property.split_once('/') else {
        json.remove(property);
        return;
    };
    if json.get(first).is_none() {
        return;
    }
    let inside = json.entry(first);
    let had = inside
        .as_object()
        .is_some_and(|entries| !entries.is_empty());
    drop_property(inside, rest);
    if had && inside.as_object().is_some_and(<[_]>::is_empty) {
        json.remove(first);
    }
}

/// What these names mean in an expression stands before a field of that name.
const OF_EXPRESSIONS: [&str; 4] = ["i", "this", "parent", crate::TODAY];

fn renamed(json: &mut Json, at: &str, key: &str) -> Result<(), Problem> {
    let way = found(json, at)?;
    let component = place::at(json, &way).ok_or_else(|| missing(at))?;
    let name = fresh::key_name(component);
    let name = name.ok_or_else(|| Problem::new(at, "edit-key").with("key", key))?;
    let group = text(component, "type") == "group";
    let word = |word: &str| {
        let begins = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        begins && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if !(key.split('.').all(word) || group && key.is_empty()) {
        return Err(Problem::new(at, "edit-key").with("key", key));
    }
    if text(component, name) == key {
        return Ok(());
    }
    let first = key.split('.').next().unwrap_or_default();
    if OF_EXPRESSIONS.contains(&first) || !key.is_empty() && is_taken(json, &way, key) {
        return Err(Problem::new(at, "edit-key-taken").with("key", key));
    }
    rename::rename(json, &way, key);
    Ok(())
}

/// Whether another component at the same place of the answers has this key.
fn is_taken(json: &Json, way: &[usize], key: &str) -> bool {
    let mut tried = Json::clone(json);
    rename::rename(&mut tried, way, key);
    let Ok(form) = Form::read(tried.compact().as_bytes()) else {
        return false;
    };
    let pointer = pointer_of(way);
    let all = form.all();
    let lists = |pointer: &str| -> Vec<String> {
        let around = all.iter().filter(|other| {
            other.kind == crate::Kind::DynamicList
                && pointer.starts_with(&format!("{}/", other.pointer))
        });
        around.map(|list| list.pointer.clone()).collect()
    };
    let Some(own) = all.iter().find(|component| component.pointer == pointer) else {
        return false;
    };
    let groups = crate::Kind::Group;
    all.iter().any(|other| {
        other.pointer != own.pointer
            && other.path == own.path
            && !other.path.is_empty()
            && !(own.kind == groups && other.kind == groups)
            && (other.kind != groups || !own.pointer.starts_with(&format!("{}/", other.pointer)))
            && !(own.kind == groups && other.pointer.starts_with(&format!("{}/", own.pointer)))
            && lists(&other.pointer) == lists(&own.pointer)
    })
}
