//! What is selected: components by their places, the one that keys act on last.

use std::collections::BTreeMap;

use form_model::Form;

/// What is selected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    pointers: Vec<String>,
    /// Where a range begins.
    anchor: Option<String>,
}

impl Selection {
    /// The one that keys act on.
    #[must_use]
    pub fn main(&self) -> Option<&str> {
        self.pointers.last().map(String::as_str)
    }

    /// All of them, in the order of selecting.
    #[must_use]
    pub fn all(&self) -> &[String] {
        &self.pointers
    }

    /// Whether a component is selected.
    #[must_use]
    pub fn has(&self, pointer: &str) -> bool {
        self.pointers.iter().any(|own| own == pointer)
    }

    /// Only this one; empty is none.
    pub fn only(&mut self, pointer: &str) {
        self.pointers.clear();
        if pointer.is_empty() {
            self.anchor = None;
        } else {
            self.pointers.push(pointer.to_owned());
            self.anchor = Some(pointer.to_owned());
        }
    }

    /// These, the last one as the main one.
    pub fn these(&mut self, pointers: Vec<String>) {
        self.anchor = pointers.last().cloned();
        self.pointers = pointers;
    }

    /// One more, or one less.
    pub fn toggle(&mut self, pointer: &str) {
        if self.has(pointer) {
            self.pointers.retain(|own| own != pointer);
        } else {
            self.pointers.push(pointer.to_owned());
            self.anchor = Some(pointer.to_owned());
        }
    }

    /// All from where the range begins to this one, in an order.
    pub fn up_to(&mut self, pointer: &str, order: &[String]) {
        let place = |wanted: &str| order.iter().position(|own| own == wanted);
        let from = self.anchor.as_deref().and_then(place);
        let (Some(from), Some(to)) = (from, place(pointer)) else {
            self.only(pointer);
            return;
        };
        let range = from.min(to)..=from.max(to);
        let mut pointers: Vec<String> = order.get(range).unwrap_or_default().to_vec();
        if to < from {
            pointers.reverse();
        }
        self.pointers = pointers;
    }

    /// Those that no other selected one holds, in document order.
    #[must_use]
    pub fn topmost(&self, form: &Form) -> Vec<String> {
        let all = form
            .all()
            .into_iter()
            .map(|component| component.pointer.clone());
        let selected = all.filter(|pointer| self.has(pointer));
        let inside = |pointer: &str| {
            let holds = |other: &String| pointer.starts_with(&format!("{other}/"));
            self.pointers.iter().any(holds)
        };
        selected.filter(|pointer| !inside(pointer)).collect()
    }

    /// Follows what is selected from one form to another by ids; what has none stays at its place
    /// when there is still something.
    pub fn follow(&mut self, before: &Form, after: &Form) {
        let old: BTreeMap<&str, Option<&str>> = before
            .all()
            .into_iter()
            .map(|c| (c.pointer.as_str(), c.id.as_deref()))
            .collect();
        let all = after.all();
        let by_id: BTreeMap<&str, &str> = all
            .iter()
            .filter_map(|c| Some((c.id.as_deref()?, c.pointer.as_str())))
            .collect();
        let moved = |pointer: &String| match old.get(pointer.as_str()) {
            Some(Some(id)) => by_id.get(id).map(|new| (*new).to_owned()),
            _ => all
                .iter()
                .any(|c| c.pointer == *pointer)
                .then(|| pointer.clone()),
        };
        self.pointers = self.pointers.iter().filter_map(moved).collect();
        self.anchor = self.anchor.as_ref().and_then(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(ids: &str) -> Form {
        let fields: Vec<String> = ids
            .chars()
            .map(|id| format!(r#"{{"type":"textfield","id":"{id}","key":"{id}"}}"#))
            .collect();
        let text = format!(r#"{{"components":[{}]}}"#, fields.join(","));
        Form::read(text.as_bytes()).expect("a form")
    }

    #[test]
    fn what_is_selected_is_followed() {
        let check = |before: &str, after: &str, expected: &[&str]| {
            let mut selection = Selection::default();
            selection.these(vec!["/components/0".into(), "/components/1".into()]);
            selection.follow(&form(before), &form(after));
            assert_eq!(selection.all(), expected, "{before} {after}");
        };
        check("abc", "abc", &["/components/0", "/components/1"]);
        check("abc", "cba", &["/components/2", "/components/1"]);
        check("abc", "bc", &["/components/0"]);
        check("abc", "", &[]);
    }

    #[test]
    fn ranges_and_single_ones() {
        let order: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).into();
        let mut selection = Selection::default();
        selection.only("b");
        selection.up_to("d", &order);
        assert_eq!(selection.all(), ["b", "c", "d"]);
        selection.up_to("a", &order);
        assert_eq!(selection.all(), ["b", "a"]);
        selection.toggle("b");
        assert_eq!(selection.all(), ["a"]);
        selection.toggle("c");
        assert_eq!((selection.main(), selection.has("a")), (Some("c"), true));
    }
}
