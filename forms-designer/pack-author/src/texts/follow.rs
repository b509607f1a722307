//! Texts go along with the fields of the form that they name.

use std::collections::BTreeMap;

use form_model::{Component, Form, Kind};

use super::{Command, Language, Texts, apply, plain};
use crate::{Files, Problem};

/// A field as its texts know it.
#[derive(PartialEq, Eq)]
struct Named {
    /// `field-PATH`.
    key: String,
    label: String,
    description: String,
}

/// Changes the texts as the form was changed: the texts of a field that has another key follow, a
/// text that said what the label said says what it says now, and a field that is new gets its text
/// in the official language.
///
/// A pack without texts gets none. A path that no key of Fluent can hold is passed over.
pub(crate) fn follow(files: &mut Files, before: &Form, after: &Form) -> Result<(), Problem> {
    if !Language::ALL
        .iter()
        .any(|language| files.contains_key(language.file()))
    {
        return Ok(());
    }
    let (old, new) = (named(before), named(after));
    for (id, field) in &new {
        match old.get(id) {
            None => comes(files, field)?,
            Some(known) => goes_along(files, known, field)?,
        }
    }
    Ok(())
}

fn comes(files: &mut Files, field: &Named) -> Result<(), Problem> {
    let texts = Texts::read(files)?;
    let hint = format!("{}.hint", field.key);
    for (key, text) in [(&field.key, &field.label), (&hint, &field.description)] {
        if !text.is_empty() && texts.get(key, Language::Chinese).is_none() && is_key(key) {
            say(files, key, text)?;
        }
    }
    Ok(())
}

fn goes_along(files: &mut Files, old: &Named, new: &Named) -> Result<(), Problem> {
    if old == new {
        return Ok(());
    }
    if old.key != new.key && is_key(&old.key) && is_key(&new.key) {
        let texts = Texts::read(files)?;
        let has = |key: &str| texts.lines().iter().any(|line| line.key == key);
        let under = format!("{}.", old.key);
        let known = has(&old.key)
            || texts
                .lines()
                .iter()
                .any(|line| line.key.starts_with(&under));
        if known && !has(&new.key) {
            let (key, to) = (old.key.clone(), new.key.clone());
            apply(files, &Command::Rename { key, to })?;
        }
    }
    let texts = Texts::read(files)?;
    let hint = format!("{}.hint", new.key);
    let pairs = [
        (&new.key, &old.label, &new.label),
        (&hint, &old.description, &new.description),
    ];
    for (key, before, now) in pairs {
        let said = texts.get(key, Language::Chinese);
        if before != now && !now.is_empty() && said == Some(&plain(before)) {
            say(files, key, now)?;
        }
    }
    Ok(())
}

fn say(files: &mut Files, key: &str, text: &str) -> Result<(), Problem> {
    let command = Command::Set {
        key: key.to_owned(),
        language: Language::Chinese,
        text: plain(text),
    };
    apply(files, &command)
}

fn is_key(key: &str) -> bool {
    key.split('.').all(super::pattern::is_name) && key.matches('.').count() <= 1
}

/// The fields, groups and lists of a form by their ids.
fn named(form: &Form) -> BTreeMap<String, Named> {
    let mut found = BTreeMap::new();
    walk(form.components(), "", &mut found);
    found
}

fn walk(components: &[Component], list: &str, found: &mut BTreeMap<String, Named>) {
    for component in components {
        let path = match (list, component.path.as_str()) {
            ("", path) | (path, "") => path.to_owned(),
            (list, path) => format!("{list}.{path}"),
        };
        let named = component.is_field() || component.kind == Kind::DynamicList;
        if let (true, Some(id)) = (named, &component.id) {
            let new = Named {
                key: format!("field-{path}"),
                label: component.label.clone(),
                description: component.description.clone(),
            };
            found.insert(id.clone(), new);
        }
        let inner = match component.kind {
            Kind::DynamicList => path.as_str(),
            _ => list,
        };
        walk(&component.children, inner, found);
    }
}
