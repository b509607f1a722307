//! Each command by what the form looks like afterwards.

use form_model::Json as FormJson;
use form_model::edit::{Command, KINDS, Landing, Side, Towards, towards};
use serde_json::{Value as Json, json};

use crate::{after, blank, document, drawn, field, row};

fn three() -> Json {
    json!([field("a"), field("b"), field("c")])
}

fn beside(of: &str, side: Side) -> Landing {
    let of = of.to_owned();
    Landing::Beside { of, side }
}

fn shift(at: &str, to: Landing) -> Command {
    let at = at.to_owned();
    Command::Move { at, to }
}

fn columns(at: &str, columns: Option<u8>) -> Command {
    let at = at.to_owned();
    Command::Columns { at, columns }
}

fn check(components: Json, commands: &[Command], expected: &str) {
    assert_eq!(after(components, commands), expected, "{commands:?}");
}

#[test]
fn every_kind_can_be_added_and_is_well_made() {
    for kind in KINDS {
        let mut document = document(json!([field("a")]));
        let component = blank(kind);
        let to = row("", 0);
        let at = document.apply(&Command::Add { component, to }).unwrap();
        assert_eq!(at, "/components/0", "{kind}");
        let own = form_model::schema::Dialect::Antou;
        let findings = form_model::schema::check(document.write(), own).unwrap();
        assert!(findings.is_empty(), "{kind}: {findings:?}");
        let codes: Vec<&str> = document
            .form()
            .problems()
            .iter()
            .map(|p| p.code())
            .collect();
        let open: &[&str] = match *kind {
            "expression" | "total" => &["form-expression"],
            "code" => &["form-table-unknown", "form-options"],
            _ => &[],
        };
        assert_eq!(codes, open, "{kind}");
    }
    assert_eq!(form_model::edit::blank("iframe", "", ""), None);
}

#[test]
fn a_new_component_gets_names_that_nobody_has() {
    let mut document =
        document(json!([{"type": "textfield", "id": "Field_1", "key": "textfield_1"}]));
    for (to, id, key) in [
        (row("", 9), "Field_2", "textfield_2"),
        (
            beside("/components/1", Side::Left),
            "Field_3",
            "textfield_3",
        ),
    ] {
        let component = blank("textfield");
        let at = document.apply(&Command::Add { component, to }).unwrap();
        let json = document.form().json();
        let place: usize = at.rsplit('/').next().unwrap().parse().unwrap();
        let added = &json.get("components").unwrap().as_list().unwrap()[place];
        assert_eq!(added.get("id").unwrap().as_text(), Some(id));
        assert_eq!(added.get("key").unwrap().as_text(), Some(key));
    }
    assert_eq!(
        drawn(&document),
        "textfield_1 / textfield_3:8 textfield_2:8"
    );
}

#[test]
fn components_go_where_they_are_put() {
    let group = json!([field("a"), {"type": "group", "label": "g", "components": [field("b")]}]);
    check(three(), &[shift("/components/2", row("", 0))], "c / a / b");
    check(three(), &[shift("/components/0", row("", 3))], "b / c / a");
    check(three(), &[shift("/components/1", row("", 1))], "a / b / c");
    check(
        three(),
        &[shift("/components/2", beside("/components/0", Side::Left))],
        "c:8 a:8 / b",
    );
    check(
        three(),
        &[shift("/components/0", beside("/components/2", Side::Right))],
        "b / c:8 a:8",
    );
    check(
        group.clone(),
        &[shift("/components/0", row("/components/1", 0))],
        "g[a / b]",
    );
    check(
        group.clone(),
        &[shift("/components/1/components/0", row("", 0))],
        "b / a / g",
    );
    check(
        group.clone(),
        &[shift("/components/1", row("/components/1", 0))],
        "edit-into-itself at `/components/1`",
    );
    check(
        group,
        &[shift("/components/1", row("/components/0", 0))],
        "edit-place at `/components/0`",
    );
    for away in [
        "/components/9",
        "/components/x",
        "components/0",
        "/fields/0",
        "",
    ] {
        check(
            three(),
            &[shift(away, row("", 0))],
            &format!("edit-place at `{away}`"),
        );
        check(
            three(),
            &[Command::Remove(away.into())],
            &format!("edit-place at `{away}`"),
        );
    }
    check(three(), &[Command::Remove("/components/1".into())], "a / c");
    check(
        three(),
        &[Command::Duplicate("/components/0".into())],
        "a / a_1 / b / c",
    );
}

#[test]
fn rows_are_joined_split_and_shared() {
    let join = |at: &str, of: &str| shift(at, beside(of, Side::Right));
    let joined = join("/components/1", "/components/0");
    check(three(), std::slice::from_ref(&joined), "a:8 b:8 / c");
    check(
        three(),
        &[joined.clone(), join("/components/2", "/components/1")],
        "a:5 b:5 c:5",
    );
    check(
        three(),
        &[joined.clone(), columns("/components/0", Some(6))],
        "a:6 b:10 / c",
    );
    check(
        three(),
        &[
            joined.clone(),
            columns("/components/0", Some(6)),
            columns("/components/1", Some(12)),
        ],
        "a:4 b:12 / c",
    );
    check(
        three(),
        &[joined.clone(), columns("/components/0", Some(16))],
        "a:14 b:2 / c",
    );
    check(
        three(),
        &[joined.clone(), columns("/components/0", Some(0))],
        "a:2 b:14 / c",
    );
    check(
        three(),
        &[
            columns("/components/0", Some(8)),
            columns("/components/0", None),
        ],
        "a / b / c",
    );
    check(
        three(),
        &[columns("/components/0", Some(4)), joined.clone()],
        "a:4 b:12 / c",
    );
    check(
        three(),
        &[joined.clone(), Command::Split("/components/0".into())],
        "b:16 / a / c".replace(":16", "").as_str(),
    );
    let wide: Vec<Json> = (0..9).map(|n| field(&format!("f{n}"))).collect();
    let all: Vec<Command> = (1..9)
        .map(|n| join(&format!("/components/{n}"), "/components/0"))
        .collect();
    check(json!(wide), &all, "edit-row-full at `` limit=8");
    check(
        json!(wide),
        &all[..7],
        "f0:2 f7:2 f6:2 f5:2 f4:2 f3:2 f2:2 f1:2 / f8",
    );
}

#[test]
fn a_full_row_is_shared_evenly() {
    let set = |at: &str, n: u8| columns(at, Some(n));
    let join = |at: &str, of: &str| shift(at, beside(of, Side::Right));
    check(
        three(),
        &[
            join("/components/1", "/components/0"),
            set("/components/0", 8),
            set("/components/1", 8),
            join("/components/2", "/components/1"),
        ],
        "a:6 b:5 c:5",
    );
}

#[test]
fn properties_are_set_and_taken_away() {
    let set = |property: &str, value: Option<FormJson>| Command::Set {
        at: "/components/0".into(),
        property: property.into(),
        value,
    };
    let check = |commands: &[Command], expected: Json| {
        let mut document =
            document(json!([{"type": "number", "key": "n", "x-unknown": [1.50, {"a": {}}]}]));
        for command in commands {
            document.apply(command).unwrap();
        }
        let now: Json = serde_json::from_slice(document.write()).unwrap();
        assert_eq!(now["components"][0], expected, "{commands:?}");
    };
    let yes = || Some(FormJson::Bool(true));
    let unknown = json!([1.50, {"a": {}}]);
    check(
        &[set("validate/required", yes())],
        json!({"type": "number", "key": "n", "x-unknown": unknown, "validate": {"required": true}}),
    );
    check(
        &[
            set("validate/required", yes()),
            set("validate/required", None),
        ],
        json!({"type": "number", "key": "n", "x-unknown": unknown}),
    );
    check(
        &[set("validate/min", None)],
        json!({"type": "number", "key": "n", "x-unknown": unknown}),
    );
    check(
        &[set("label", Some(FormJson::Text("量".into())))],
        json!({"type": "number", "key": "n", "x-unknown": unknown, "label": "量"}),
    );
}

#[test]
fn a_form_that_could_not_be_read_is_refused() {
    let set = |at: &str, property: &str, value: FormJson| Command::Set {
        at: at.into(),
        property: property.into(),
        value: Some(value),
    };
    let one = || json!([field("a"), field("b")]);
    check(
        one(),
        &[set("/components/0", "type", FormJson::Null)],
        "form-shape at `/components/0/type` expected=text",
    );
    check(
        one(),
        &[set("", "components", FormJson::Bool(true))],
        "form-shape at `/components` expected=a list",
    );
    check(
        one(),
        &[set("/components/0", "id", FormJson::Text("id-b".into()))],
        "edit-id-taken at `/components/0` id=id-b",
    );
    check(
        one(),
        &[set("/components/0", "id", FormJson::Text("id-a".into()))],
        "a / b",
    );
    check(
        one(),
        &[Command::Paste {
            components: vec![],
            to: row("", 0),
        }],
        "edit-nothing at ``",
    );
    let big = FormJson::Text("字".repeat(form_model::MAX_FORM / 3));
    check(
        one(),
        &[set("/components/0", "label", big)],
        "form-too-large at `` limit=262144",
    );
}

#[test]
fn what_is_pasted_gets_names_of_its_own() {
    let from = document(json!([
        {"type": "checkbox", "id": "id-a", "key": "a", "layout": {"row": "r"}},
        {"type": "number", "key": "b", "layout": {"row": "r"}, "conditional": {"hide": "=a = false"}},
        {"type": "dynamiclist", "path": "days", "components": [{"type": "number", "key": "a", "readonly": "=this.a > 1"}]},
    ]));
    let components = from
        .form()
        .json()
        .get("components")
        .unwrap()
        .as_list()
        .unwrap()
        .to_vec();
    let mut into =
        document(json!([field("a"), {"type": "number", "key": "days", "layout": {"row": "r"}}]));
    into.apply(&Command::Paste {
        components,
        to: row("", 1),
    })
    .unwrap();
    assert_eq!(drawn(&into), "a / a_1:8 b:8 / days_1[a] / days");
    let text = String::from_utf8(into.write().to_vec()).unwrap();
    assert!(
        text.contains("=a_1 = false") && text.contains("=this.a > 1"),
        "{text}"
    );
    assert!(
        into.form().problems().is_empty(),
        "{:?}",
        into.form().problems()
    );
}

#[test]
fn a_step_of_the_keyboard_goes_to_the_next_place() {
    let components = || {
        json!([
            {"type": "textfield", "key": "a", "layout": {"row": "r"}},
            {"type": "textfield", "key": "b", "layout": {"row": "r"}},
            field("c"),
            {"type": "group", "label": "g", "components": [field("d")]},
            field("e"),
        ])
    };
    let check = |key: usize, to: Towards, expected: &str| {
        let pointer = match key {
            5 => "/components/3/components/0".to_owned(),
            at => format!("/components/{at}"),
        };
        let mut document = document(components());
        let drawn = match towards(document.form(), &pointer, to) {
            None => "nowhere".to_owned(),
            Some(to) => {
                document.apply(&Command::Move { at: pointer, to }).unwrap();
                drawn(&document)
            }
        };
        assert_eq!(drawn, expected, "{key} {to:?}");
    };
    check(0, Towards::Up, "a / b / c / g[d] / e");
    check(1, Towards::Up, "b / a / c / g[d] / e");
    check(0, Towards::Down, "b / a / c / g[d] / e");
    check(0, Towards::Right, "b:8 a:8 / c / g[d] / e");
    check(1, Towards::Left, "b:8 a:8 / c / g[d] / e");
    check(0, Towards::Left, "nowhere");
    check(2, Towards::Up, "c / a:8 b:8 / g[d] / e");
    check(2, Towards::Down, "a:8 b:8 / g[d] / c / e");
    check(2, Towards::Left, "a:5 b:5 c:5 / g[d] / e");
    check(2, Towards::Right, "a:8 b:8 / c:8 g:8[d] / e");
    check(2, Towards::In, "nowhere");
    check(4, Towards::In, "a:8 b:8 / c / g[d / e]");
    check(4, Towards::Down, "nowhere");
    check(4, Towards::Out, "nowhere");
    check(5, Towards::Out, "a:8 b:8 / c / g / d / e");
    check(5, Towards::Up, "nowhere");
}
