//! Any two versions: a draft goes over and back, and what is told is true.

use form_model::edit::{Command, Document, Landing};
use form_model::{Answers, Draft, Form, difference, mapping};
use proptest::prelude::*;
use serde_json::json;

use crate::drafts::answers;
use crate::{field, form};

fn start() -> Form {
    form(json!([
        field("1", "a"),
        {"type": "number", "id": "2", "key": "b"},
        {"type": "group", "id": "3", "path": "g", "components": [field("4", "a"), field("5", "c.d")]},
        {"type": "dynamiclist", "id": "6", "path": "l", "components": [
            field("7", "a"),
            {"type": "dynamiclist", "id": "8", "path": "m", "components": [field("9", "x"), field("10", "y")]},
        ]},
    ]))
}

fn changed(steps: &[(u8, usize, usize)]) -> Form {
    let mut document = Document::new(start());
    let words = ["a", "b", "c", "g", "l", "x", "z", "g.a", "l.a", "c.d"];
    for (what, at, to) in steps {
        let all = document.form().all();
        let pointers: Vec<String> = all.iter().map(|one| one.pointer.clone()).collect();
        let Some(pointer) = pointers.get(at % pointers.len().max(1)) else {
            break;
        };
        let pointer = pointer.clone();
        let parent = pointers
            .get(to % (pointers.len() + 1))
            .cloned()
            .unwrap_or_default();
        let command = match what {
            0 | 1 => Command::Rename {
                at: pointer,
                key: words[to % words.len()].to_owned(),
            },
            2 => Command::Remove(pointer),
            3 => Command::Move {
                at: pointer,
                to: Landing::Row { parent, at: *to },
            },
            4 => Command::Duplicate(pointer),
            _ => Command::Set {
                at: pointer,
                property: "type".to_owned(),
                value: Some(form_model::Json::Text("number".to_owned())),
            },
        };
        // Some of these are refused, which is as good as another.
        let _ = document.apply(&command);
    }
    document.form().clone()
}

fn any_answers() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|flag| json!(flag)),
        "[a-c]{0,2}".prop_map(|text| json!(text)),
        (0..9_u8).prop_map(|number| json!(number)),
    ];
    let value = leaf.prop_recursive(4, 24, 4, |inner| {
        let names = prop::sample::select(vec!["a", "b", "c", "d", "g", "l", "m", "x", "y"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|items| json!(items)),
            prop::collection::btree_map(names, inner, 1..4).prop_map(|entries| json!(entries)),
        ]
    });
    let names = prop::sample::select(vec!["a", "b", "c", "g", "l", "z"]);
    prop::collection::btree_map(names, value, 0..5).prop_map(|entries| json!(entries))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn going_back_gives_the_first_answers(
        old in prop::collection::vec((0..6_u8, 0..16_usize, 0..16_usize), 0..8),
        new in prop::collection::vec((0..6_u8, 0..16_usize, 0..16_usize), 0..8),
        given in any_answers(),
    ) {
        let mapping = mapping(&changed(&old), &changed(&new));
        let draft = Draft { answers: answers(&given), aside: Answers::new() };
        let forth = mapping.forth(&draft);
        prop_assert_eq!(mapping.back(&forth), draft.clone());
        prop_assert_eq!(mapping.forth(&mapping.back(&forth)), forth);
    }

    #[test]
    fn a_form_has_no_difference_to_itself(
        old in prop::collection::vec((0..6_u8, 0..16_usize, 0..16_usize), 0..8),
        new in prop::collection::vec((0..6_u8, 0..16_usize, 0..16_usize), 0..8),
    ) {
        let (old, new) = (changed(&old), changed(&new));
        prop_assert_eq!(difference(&old, &old), vec![]);
        prop_assert!(mapping(&old, &old).is_plain());
        // Where nothing is told, only the names of rows and the order of properties differ.
        if difference(&old, &new).is_empty() {
            prop_assert_eq!(old.all().len(), new.all().len());
            prop_assert!(mapping(&old, &new).is_plain());
        }
    }
}
