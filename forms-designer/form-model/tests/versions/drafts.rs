use form_model::{Answers, Draft, Json as Raw, Mapping, mapping};
use serde_json::{Value as Json, json};

use crate::{field, form};

pub(crate) fn answers(json: &Json) -> Answers {
    let read = Raw::read(json.to_string().as_bytes()).unwrap();
    read.to_value().as_context().cloned().unwrap()
}

fn written(answers: &Answers) -> String {
    form_model::answers_to_json(answers)
}

fn told(mapping: &Mapping) -> String {
    let renamed = mapping
        .renamed
        .iter()
        .map(|(from, to)| format!("{from} → {to}"));
    let lost = mapping
        .lost
        .iter()
        .map(|lost| format!("{} lost: {:?}", lost.path, lost.why));
    let new = mapping.new.iter().map(|path| format!("{path} new"));
    renamed
        .chain(lost)
        .chain(new)
        .collect::<Vec<_>>()
        .join(", ")
}

/// What a mapping says, and what becomes of answers; going back gives them again.
fn check(old: Json, new: Json, first: Json, expected: &str, then: Json) {
    let mapping = mapping(&form(old), &form(new));
    assert_eq!(told(&mapping), expected);
    let draft = Draft {
        answers: answers(&first),
        aside: Answers::new(),
    };
    let forth = mapping.forth(&draft);
    assert_eq!(
        written(&forth.answers),
        written(&answers(&then)),
        "{expected}"
    );
    assert_eq!(mapping.back(&forth), draft, "{expected}");
}

#[test]
fn what_goes_over() {
    let (a, b) = (field("1", "a"), field("2", "b"));
    let all = json!({"a": "x", "b": "y"});
    check(json!([a, b]), json!([b, a]), all.clone(), "", all.clone());
    check(
        json!([a, b]),
        json!([field("1", "c"), b]),
        all.clone(),
        "a → c",
        json!({"b": "y", "c": "x"}),
    );
    check(
        json!([a, b]),
        json!([b]),
        all.clone(),
        "a lost: Gone",
        json!({"b": "y"}),
    );
    check(
        json!([a]),
        json!([a, b]),
        json!({"a": "x"}),
        "b new",
        json!({"a": "x"}),
    );
    let number = json!({"type": "number", "id": "1", "key": "a"});
    check(
        json!([a, b]),
        json!([number, b]),
        all.clone(),
        "a lost: Kind, a new",
        json!({"b": "y"}),
    );
    let area = json!({"type": "textarea", "id": "9", "key": "a"});
    check(
        json!([a, b]),
        json!([area, b]),
        all.clone(),
        "",
        all.clone(),
    );
    // Two that change places.
    check(
        json!([a, b]),
        json!([field("1", "b"), field("2", "a")]),
        all,
        "a → b, b → a",
        json!({"a": "y", "b": "x"}),
    );
}

#[test]
fn paths_and_groups() {
    let group = |path: &str, held: Json| json!({"type": "group", "id": "g", "path": path, "components": held});
    let a = field("1", "a");
    check(
        json!([group("g", json!([a]))]),
        json!([group("h.i", json!([a]))]),
        json!({"g": {"a": "x", "other": 1}}),
        "g.a → h.i.a",
        json!({"h": {"i": {"a": "x"}}}),
    );
}

#[test]
fn lists_go_over_item_by_item() {
    let list = |path: &str, held: Json| json!({"type": "dynamiclist", "id": "l", "path": path, "components": held});
    let (a, b) = (field("1", "a"), field("2", "b"));
    let rows = json!({"l": [{"a": "1", "b": "2"}, {}, {"b": "3"}]});
    check(
        json!([list("l", json!([a, b]))]),
        json!([list("m", json!([field("1", "c")]))]),
        rows.clone(),
        "l → m, l[].a → m[].c, l[].b lost: Gone",
        json!({"m": [{"c": "1"}, {}, {}]}),
    );
    check(
        json!([list("l", json!([a]))]),
        json!([a]),
        json!({"l": [{"a": "1"}]}),
        "l lost: Gone, l[].a lost: Gone, a new",
        json!({}),
    );
    check(
        json!([list("l", json!([a])), b]),
        json!([list("l", json!([a, b]))]),
        json!({"l": [{"a": "1"}], "b": "2"}),
        "b lost: List, l[].b new",
        json!({"l": [{"a": "1"}]}),
    );
    // What is no list of rows stays what it is.
    check(
        json!([list("l", json!([a]))]),
        json!([list("m", json!([a]))]),
        json!({"l": [1, 2]}),
        "l → m, l[].a → m[].a",
        json!({}),
    );
}

#[test]
fn what_was_filled_in_meanwhile_is_kept_too() {
    let (a, b, c) = (field("1", "a"), field("2", "b"), field("3", "c"));
    let mapping = mapping(&form(json!([a, b])), &form(json!([a, c])));
    let first = Draft {
        answers: answers(&json!({"a": "1", "b": "2"})),
        aside: Answers::new(),
    };
    let mut forth = mapping.forth(&first);
    forth.answers = answers(&json!({"a": "changed", "c": "3"}));
    let back = mapping.back(&forth);
    assert_eq!(written(&back.answers), r#"{"a":"changed","b":"2"}"#);
    assert_eq!(mapping.forth(&back), forth);
}
