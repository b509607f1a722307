//! Reading, laying out and changing forms.

use std::fmt::Write;

use form_model::schema::{self, Dialect};
use form_model::{Form, Json as Document, MAX_COMPONENTS, MAX_DEPTH, MAX_FORM, rows};
use serde_json::{Value as Json, json};

use crate::form;

#[test]
fn documents_that_are_no_form() {
    let check = |text: &str, expected: &str| {
        let problem = Form::read(text.as_bytes()).unwrap_err();
        assert_eq!(
            format!("{} {}", problem.code(), problem.path),
            expected,
            "{text}"
        );
    };
    check("", "form-unreadable ");
    check("[]", "form-shape ");
    check("{}", "form-shape /components");
    check(r#"{"components": [3]}"#, "form-shape /components/0");
    check(
        r#"{"components": [{"key": "a"}]}"#,
        "form-shape /components/0/type",
    );
    check(
        r#"{"components": [{"type": "textfield", "key": 3}]}"#,
        "form-shape /components/0/key",
    );
    check(&" ".repeat(MAX_FORM + 1), "form-too-large ");
    check(&"[".repeat(5_000), "form-unreadable ");
    let many = vec![json!({"type": "separator"}); MAX_COMPONENTS + 1];
    check(
        &json!({ "components": many }).to_string(),
        &format!("form-too-many /components/{MAX_COMPONENTS}"),
    );
    let mut deep = json!({"type": "group", "components": []});
    for _ in 0..MAX_DEPTH {
        deep = json!({"type": "group", "components": [deep]});
    }
    let code = Form::read(json!({"components": [deep]}).to_string().as_bytes())
        .unwrap_err()
        .code();
    assert_eq!(code, "form-too-deep");
}

#[test]
fn where_json_is_wrong() {
    let problem = Form::read("{\"components\": [\n  {\"label\": \"案由\" \"type\": 1}".as_bytes())
        .unwrap_err();
    let expected = "form-unreadable at `` column=18 line=2 reason=`,` or `}` is missing";
    assert_eq!(problem.to_string(), expected);
}

#[test]
fn doubtful_forms_are_told() {
    let check = |component: Json, expected: &str| {
        let form = form(json!([component]));
        let told: Vec<String> = form.problems().iter().map(ToString::to_string).collect();
        assert_eq!(told.join("; "), expected, "{component}");
    };
    check(
        json!({"type": "range", "key": "x", "id": "f1"}),
        "form-kind-unknown at `/components/0` id=f1 kind=range",
    );
    check(
        json!({"type": "textfield", "key": "a b"}),
        "form-key at `/components/0` key=a b",
    );
    check(
        json!({"type": "textfield", "key": "事由"}),
        "form-key at `/components/0` key=事由",
    );
    check(
        json!({"type": "textfield"}),
        "form-key at `/components/0` key=",
    );
    check(
        json!({"type": "dynamiclist", "components": []}),
        "form-key at `/components/0` key=",
    );
    check(json!({"type": "group"}), "");
    check(json!({"type": "button", "key": "ok"}), "");
    check(
        json!({"type": "select", "key": "s"}),
        "form-options at `/components/0`",
    );
    check(
        json!({"type": "antou-leave-kind", "key": "s"}),
        "form-options at `/components/0`",
    );
    check(
        json!({"type": "radio", "key": "s", "values": [{"value": "a"}, {"value": "a"}]}),
        "form-option-twice at `/components/0` value=a",
    );
    check(
        json!({"type": "number", "key": "n", "layout": {"columns": 17}}),
        "form-columns at `/components/0` columns=17",
    );
    check(
        json!({"type": "number", "key": "n", "layout": {"columns": null}}),
        "",
    );
    check(
        json!({"type": "textfield", "key": "p", "validate": {"pattern": "("}}),
        "form-pattern at `/components/0` pattern=(",
    );
    check(
        json!({"type": "textfield", "key": "p", "properties": {"antou": "seal"}}),
        "form-part-unknown at `/components/0` part=seal",
    );
    let clock = json!({"type": "number", "key": "n", "id": "f2", "validate": {"min": "=now()"}});
    check(
        clock,
        "form-expression at `/components/0` id=f2 problem=feel-clock property=validate.min \
         reason=`now` reads the clock; give the time as a variable",
    );
}

#[test]
fn paths_that_are_taken() {
    let check = |components: Json, expected: &str| {
        let told: Vec<String> = form(components.clone())
            .problems()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told.join("; "), expected, "{components}");
    };
    let text = |key: &str| json!({"type": "textfield", "key": key});
    check(
        json!([text("a"), text("a.b")]),
        "form-path-taken at `/components/1` key=a.b",
    );
    check(
        json!([text("a.b"), text("a")]),
        "form-path-taken at `/components/1` key=a",
    );
    check(json!([text("a.b"), text("a.c"), text("a.b")]), "");
    check(
        json!([{"type": "group", "path": "g", "components": [text("x")]}, text("g")]),
        "form-path-taken at `/components/1` key=g",
    );
    check(
        json!([{"type": "dynamiclist", "path": "d", "components": [text("d"), text("d.x")]}]),
        "form-path-taken at `/components/0/components/1` key=d.x",
    );
}

#[test]
fn a_rich_form() {
    let form = Form::read(include_bytes!("rich.json")).unwrap();
    let mut listing = String::new();
    for component in form.all() {
        let c = component;
        let columns = c
            .columns
            .map_or("-".to_owned(), |columns| columns.to_string());
        let row = c.row.as_deref().unwrap_or("-");
        let mark = if c.is_field() { "*" } else { " " };
        writeln!(
            listing,
            "{mark} {:<36} {:<14} {:?} {:?} row {row} columns {columns} {}",
            c.pointer, c.path, c.kind, c.part, c.label
        )
        .unwrap();
        for (name, setting) in [
            ("hide", &c.hide),
            ("disabled", &c.disabled),
            ("readonly", &c.readonly),
            ("required", &c.rules.required),
            ("min", &c.rules.min),
            ("max", &c.rules.max),
            ("maxLength", &c.rules.max_length),
            ("expression", &c.expression),
        ] {
            if setting.is_set() {
                writeln!(listing, "    {name}: {setting:?}").unwrap();
            }
        }
        for (name, value) in &c.properties {
            writeln!(listing, "    property {name}: {value:?}").unwrap();
        }
        for choice in c.options.fixed().unwrap_or_default() {
            writeln!(listing, "    option {} {}", choice.value, choice.label).unwrap();
        }
    }
    for problem in form.problems() {
        writeln!(listing, "{problem}").unwrap();
    }
    insta::assert_snapshot!(listing);
}

#[test]
fn rows_of_sixteen_columns() {
    let form = form(json!([
        {"type": "textfield", "key": "a", "layout": {"row": "r1", "columns": 10}},
        {"type": "textfield", "key": "b", "layout": {"row": "r2"}},
        {"type": "textfield", "key": "c", "layout": {"row": "r1"}},
        {"type": "textfield", "key": "d", "layout": {"row": "r2"}},
        {"type": "textfield", "key": "e"},
        {"type": "textfield", "key": "f", "layout": {"row": "r2", "columns": 4}}
    ]));
    let text: Vec<String> = rows(form.components())
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|c| format!("{}{}", c.component.path, c.columns))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(text, ["a10 c6", "b6 d6 f4", "e16"]);
}

#[test]
fn a_change_keeps_what_it_does_not_touch() {
    let text = r#"{ "zebra": 1.50, "components": [ {"type":"textfield","key":"a","x-own":[1,null]} ], "type": "default" }"#;
    let form = Form::read(text.as_bytes()).unwrap();
    assert_eq!(form.write(), text.as_bytes());
    assert_eq!(form.edit(|_| {}).unwrap().write(), text.as_bytes());
    let changed = form
        .edit(|json| {
            *json.at_mut("/components/0").unwrap().entry("label") = Document::Text("新".into())
        })
        .unwrap();
    insta::assert_snapshot!(String::from_utf8_lossy(changed.write()), @r#"
    {
      "zebra": 1.50,
      "components": [
        {
          "type": "textfield",
          "key": "a",
          "x-own": [
            1,
            null
          ],
          "label": "新"
        }
      ],
      "type": "default"
    }
    "#);
}

#[test]
fn our_forms_beside_the_schema() {
    let check = |bytes: &[u8], expected: &[&str]| {
        let found = schema::check(bytes, Dialect::Antou).unwrap();
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(told, expected);
    };
    let leave = include_bytes!("../../../../workflow-engine/packs/leave/form.json");
    check(leave, &[]);
    check(
        include_bytes!("rich.json"),
        &[
            "schema-kind at `/components/15/type`: `seal` is no type of a component: choose one \
             that form-js has",
            "schema-not-allowed at `/components/15/key`: take `key` out: a component of no known \
             type has no such property",
            "schema-not-allowed at `/components/15/label`: take `label` out: a component of no \
             known type has no such property",
        ],
    );
}
