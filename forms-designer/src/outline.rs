//! The form as a tree.

use std::collections::BTreeMap;

use form_model::{Component, Form};

use crate::drawing::{Look, kind_name};
use crate::palette;
use crate::problems::called;
use crate::selection::Selection;
use crate::texts::Say;
use crate::ui;

/// The branches of a form, in document order.
#[must_use]
pub fn branches(
    form: &Form,
    selection: &Selection,
    weights: &BTreeMap<String, i32>,
    say: &Say,
) -> Vec<ui::Branch> {
    let mut found = Vec::new();
    walk(form.components(), 0, &mut |component, depth| {
        let kind = kind_name(component);
        let pointer = component.pointer.as_str();
        found.push(ui::Branch {
            id: pointer.into(),
            depth,
            label: called(component, say).into(),
            kind_name: palette::name(kind, say).into(),
            key: component.path.as_str().into(),
            mark: palette::mark(kind).into(),
            weight: weights.get(pointer).copied().unwrap_or(0),
            selected: selection.has(pointer),
            main: selection.main() == Some(pointer),
            holds: Look::of(component).holds(),
        });
    });
    found
}

fn walk(components: &[Component], depth: i32, visit: &mut dyn FnMut(&Component, i32)) {
    for component in components {
        visit(component, depth);
        walk(&component.children, depth + 1, visit);
    }
}
