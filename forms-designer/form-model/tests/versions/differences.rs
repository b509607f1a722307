use form_model::{Form, difference};
use serde_json::{Value as Json, json};

use crate::{field, form};

fn told(old: &Form, new: &Form) -> String {
    let lines = difference(old, new).into_iter().map(|one| {
        let value =
            |json: Option<form_model::Json>| json.map_or("-".to_owned(), |json| json.compact());
        let mut line = format!("{} {} {}", one.became.name(), one.pointer, one.about);
        if !one.property.is_empty() {
            let (before, after) = (value(one.before), value(one.after));
            line.push_str(&format!(" {}: {before} → {after}", one.property));
        }
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn check(old: Json, new: Json, expected: &[&str]) {
    assert_eq!(told(&form(old), &form(new)), expected.join("\n"));
}

fn with(mut field: Json, name: &str, value: Json) -> Json {
    field[name] = value;
    field
}

#[test]
fn what_came_went_and_changed() {
    let (a, b, c) = (field("1", "a"), field("2", "b"), field("3", "c"));
    check(json!([a, b]), json!([a, b]), &[]);
    check(json!([a]), json!([b, a]), &["added /components/0 B"]);
    check(json!([a, b]), json!([b]), &["removed /components/0 A"]);
    let asked = with(
        a.clone(),
        "validate",
        json!({"required": true, "maxLength": 9}),
    );
    let less = with(a.clone(), "validate", json!({"required": true}));
    check(
        json!([a, b]),
        json!([asked, b]),
        &[
            "changed /components/0 A validate/required: - → true",
            "changed /components/0 A validate/maxLength: - → 9",
        ],
    );
    check(
        json!([asked]),
        json!([less]),
        &["changed /components/0 A validate/maxLength: 9 → -"],
    );
    let renamed = with(a.clone(), "key", json!("z"));
    check(
        json!([a]),
        json!([renamed]),
        &["changed /components/0 A key: \"a\" → \"z\""],
    );
    let options = |label: &str| json!([{"label": label, "value": "1"}]);
    let (one, two) = (
        with(c.clone(), "values", options("甲")),
        with(c, "values", options("<b>")),
    );
    check(
        json!([one]),
        json!([two]),
        &[
            "changed /components/0 C values: [{\"label\":\"甲\",\"value\":\"1\"}] → [{\"label\":\"<b>\",\"value\":\"1\"}]",
        ],
    );
}

#[test]
fn what_moved() {
    let (a, b, c, d) = (
        field("1", "a"),
        field("2", "b"),
        field("3", "c"),
        field("4", "d"),
    );
    check(
        json!([a, b, c, d]),
        json!([d, a, b, c]),
        &["moved /components/0 D"],
    );
    let group = |held: Json| json!({"type": "group", "id": "g", "label": "G", "components": held});
    check(
        json!([a, group(json!([b]))]),
        json!([group(json!([b, a]))]),
        &["moved /components/0/components/1 A"],
    );
    let row =
        |field: &Json, row: &str| with(field.clone(), "layout", json!({"row": row, "columns": 8}));
    // The name of a row means nothing; whom one stands beside does.
    check(
        json!([row(&a, "x"), row(&b, "x")]),
        json!([row(&a, "y"), row(&b, "y")]),
        &[],
    );
    check(
        json!([row(&a, "x"), row(&b, "x")]),
        json!([row(&a, "x"), row(&b, "y")]),
        &["moved /components/0 A", "moved /components/1 B"],
    );
}

#[test]
fn without_ids_keys_say_what_is_what() {
    let bare = |key: &str| json!({"type": "number", "key": key});
    check(
        json!([bare("a"), bare("b")]),
        json!([bare("b"), bare("c")]),
        &["added /components/1 c", "removed /components/0 a"],
    );
    let text = json!({"type": "text", "text": "注意"});
    check(
        json!([text, text]),
        json!([text]),
        &["removed /components/1 注意"],
    );
}

#[test]
fn the_form_itself() {
    let of = |version: u8| {
        let text =
            json!({"type": "default", "id": "f", "schemaVersion": version, "components": []});
        Form::read(text.to_string().as_bytes()).unwrap()
    };
    assert_eq!(told(&of(1), &of(2)), "changed   schemaVersion: 1 → 2");
}
