//! What must hold for any document.

use proptest::prelude::*;

use crate::Form;
use crate::schema::Dialect;
use crate::schema::table::{COMPONENT, KINDS};

/// Documents made of the words that forms are made of.
fn any_document() -> impl Strategy<Value = serde_json::Value> {
    let words: Vec<&str> = KINDS
        .iter()
        .copied()
        .chain(["default", "a", "", "=a", "a b"])
        .collect();
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        (-2i64..30).prop_map(serde_json::Value::from),
        prop::sample::select(words.clone()).prop_map(serde_json::Value::from),
    ];
    let names: Vec<&str> = COMPONENT.iter().map(|property| property.name).collect();
    let value = leaf.prop_recursive(3, 24, 4, move |inner| {
        let entry = (prop::sample::select(names.clone()), inner.clone());
        let kind = prop::sample::select(words.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..3).prop_map(serde_json::Value::from),
            (kind, prop::collection::vec(entry, 0..4)).prop_map(|(kind, entries)| {
                let entries = entries.into_iter().map(|(name, v)| (name.to_owned(), v));
                let kind = ("type".to_owned(), serde_json::Value::from(kind));
                serde_json::Value::Object(std::iter::once(kind).chain(entries).collect())
            }),
        ]
    });
    prop::collection::vec(value, 0..3)
        .prop_map(|components| serde_json::json!({"type": "default", "components": components}))
}

proptest! {
    #[test]
    fn a_form_without_a_fault_is_read(document in any_document()) {
        let text = document.to_string();
        let found = crate::schema::check(text.as_bytes(), Dialect::FormJs).unwrap();
        if found.is_empty() {
            prop_assert!(Form::read(text.as_bytes()).is_ok(), "{}", text);
        }
        for finding in &found {
            prop_assert!(!finding.said.is_empty() && !finding.sentence().is_empty());
        }
    }
}
