//! What is made of a form: each sample as a reviewer reads it.

use archive::form::{Blank, answered, blank};
use archive::print::Filled;
use serde_json::{Value as Json, json};

use crate::notation::notation;
use crate::samples;
use crate::told::{Told, form, session};

#[test]
fn sheets_of_answered_forms() {
    for sample in samples::all() {
        insta::assert_snapshot!(sample.name, notation(&sample.answered()));
    }
}

#[test]
fn sheets_to_fill_in_by_hand() {
    for sample in samples::all().into_iter().take(4) {
        let name = format!("blank-{}", sample.name);
        insta::assert_snapshot!(name, notation(&sample.blank(3)));
    }
}

/// The boxes of the body of a form of these components, a line for each row.
fn rows(components: Json, answers: Json) -> String {
    let session = session(&form(&components), &answers);
    let printed = answered(&session, &Told::chinese(""), Filled::default()).unwrap();
    let text = notation(&printed);
    let body = text.split("body\n").nth(1).unwrap_or_default();
    let body = body.split("footer").next().unwrap();
    let lines = body
        .lines()
        .map(|line| line.trim_start_matches([' ', '+']).trim());
    let lines: Vec<&str> = lines.filter(|line| *line != "grid").collect();
    lines.join("\n")
}

fn check(components: Json, answers: Json, expected: &str) {
    assert_eq!(rows(components.clone(), answers), expected, "{components}");
}

fn field(kind: &str, label: &str, columns: Json) -> Json {
    json!({"type": kind, "key": "x", "label": label, "layout": {"row": "r", "columns": columns}})
}

#[test]
fn one_field() {
    let one = |kind: &str, more: Json| {
        let mut field = field(kind, "甲", Json::Null);
        field
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!([field])
    };
    let values =
        json!({"values": [{"value": "a", "label": "甲一"}, {"value": "b", "label": "甲二"}]});
    check(
        one("textfield", json!({})),
        json!({}),
        "10.5 [甲]25 \"\"151",
    );
    check(
        one("textfield", json!({})),
        json!({"x": "{x}"}),
        "10.5 [甲]25 \"{x}\"151",
    );
    check(
        one("textarea", json!({})),
        json!({"x": "一"}),
        "22.0 [甲]25 \"一\"151",
    );
    check(
        one("radio", values.clone()),
        json!({"x": "b"}),
        "10.5 [甲]25 (□甲一 ■甲二)151",
    );
    check(
        one("radio", values.clone()),
        json!({}),
        "10.5 [甲]25 (□甲一 □甲二)151",
    );
    check(
        one("checklist", values.clone()),
        json!({"x": ["a", "b"]}),
        "10.5 [甲]25 (■甲一 ■甲二)151",
    );
    // Who is picked is named, and the others are not listed.
    let part = |name: &str| json!({"values": values["values"], "properties": {"antou": name}});
    check(
        one("select", part("deputy")),
        json!({"x": "b"}),
        "10.5 [甲]25 \"甲二\"151",
    );
    check(
        one("textfield", part("leave-kind")),
        json!({"x": "b"}),
        "10.5 [甲]25 (□甲一 ■甲二)151",
    );
    // An answer that is no option is printed, not lost.
    check(
        one("radio", values.clone()),
        json!({"x": "c"}),
        "10.5 [甲]25 \"c\"151",
    );
    check(
        one("checklist", values.clone()),
        json!({"x": ["c"]}),
        "10.5 [甲]25 \"c\"151",
    );
    check(
        one("radio", json!({})),
        json!({"x": "c"}),
        "10.5 [甲]25 \"c\"151",
    );
    check(
        one("checkbox", json!({})),
        json!({"x": true}),
        "10.5 [甲]25 (■是 □否)151",
    );
    check(
        one("checkbox", json!({})),
        json!({"x": false}),
        "10.5 [甲]25 (□是 ■否)151",
    );
    check(
        one("checkbox", json!({})),
        json!({}),
        "10.5 [甲]25 (□是 □否)151",
    );
    check(
        one("checkbox", json!({"label": "一二三四五六七八九"})),
        json!({"x": true}),
        "10.5 (■一二三四五六七八九)176",
    );
    check(
        one("textfield", json!({"conditional": {"hide": "=true"}})),
        json!({}),
        "",
    );
    check(
        one("textfield", json!({"properties": {"antou": "barcode"}})),
        json!({"x": "A1"}),
        "25.0 [甲]25 <A1>151",
    );
    check(
        one("antou-barcode", json!({"antou": {"value": "{B}"}})),
        json!({}),
        "25.0 [甲]25 <{B}>151",
    );
    check(one("button", json!({})), json!({}), "");
    check(one("surely-unknown", json!({})), json!({}), "");
}

#[test]
fn rows_and_columns() {
    let two = |first: Json, second: Json| {
        let mut second = field("textfield", "乙", second);
        second["key"] = json!("y");
        json!([field("textfield", "甲", first), second])
    };
    let none = json!({});
    check(
        two(json!(8), json!(8)),
        none.clone(),
        "10.5 [甲]25 \"\"63 [乙]25 \"\"63",
    );
    check(
        two(json!(5), json!(11)),
        none.clone(),
        "10.5 [甲]25 \"\"30 [乙]25 \"\"96",
    );
    // What is left over belongs to the last.
    check(
        two(json!(8), json!(6)),
        none.clone(),
        "10.5 [甲]25 \"\"63 [乙]25 \"\"63",
    );
    // Too narrow for a label beside it.
    check(
        two(json!(2), json!(14)),
        none.clone(),
        "8.0 [甲]22 [乙]154\n10.5 \"\"22 \"\"154",
    );
    // Too many columns for one row.
    check(
        two(json!(12), json!(12)),
        none,
        "10.5 [甲]25 \"\"151\n10.5 [乙]25 \"\"151",
    );
}

#[test]
fn what_a_caller_says_is_checked() {
    let code = |page: &str| {
        let mut told = Told::chinese("表");
        told.words.page = page.to_owned();
        let session = session(&form(&json!([])), &json!({}));
        answered(&session, &told, Filled::default()).map_or_else(|problem| problem.code(), |_| "ok")
    };
    assert_eq!(code("{page}"), "ok");
    assert_eq!(code("{page"), "print-sheet-wrong");
}

#[test]
fn empty_rows_have_an_end() {
    let mut list = json!([{"type": "textfield", "key": "x"}]);
    for _ in 0..12 {
        list = json!([{"type": "dynamiclist", "path": "l", "components": list}]);
    }
    let session = session(&form(&list), &json!({}));
    let blanks = |rows: usize| {
        let blanks = Blank {
            rows,
            ..Blank::default()
        };
        let printed = blank(&session, &Told::chinese("表"), Filled::default(), &blanks);
        printed.map_or_else(|problem| problem.code(), |_| "ok")
    };
    assert_eq!(blanks(1), "ok");
    assert_eq!(blanks(50), "print-too-many-pages");
}
