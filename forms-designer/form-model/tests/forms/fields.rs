//! One field: a table for each feature.

use serde_json::{Value as Json, json};

use crate::{field, found};

/// Checks one field `x` of a kind, with these further properties.
fn one(kind: &str, more: Json, answer: Json, expected: &str) {
    let form = field(kind, more.clone());
    assert_eq!(
        found(form, json!({ "x": answer })),
        expected,
        "{kind} {more} {answer}"
    );
}

fn none() -> Json {
    json!({})
}

fn validate(rules: Json) -> Json {
    json!({ "validate": rules })
}

#[test]
fn texts() {
    one("textfield", none(), json!("事由"), "");
    one(
        "textfield",
        none(),
        json!(5),
        "answer-kind at `x` expected=text",
    );
    one(
        "textfield",
        validate(json!({"required": true})),
        json!(""),
        "answer-required at `x`",
    );
    one(
        "textfield",
        validate(json!({"required": true})),
        Json::Null,
        "answer-required at `x`",
    );
    one(
        "textfield",
        validate(json!({"minLength": 3})),
        json!("兩字"),
        "answer-too-short at `x` length=2 limit=3",
    );
    one(
        "textarea",
        validate(json!({"maxLength": 3})),
        json!("一二三"),
        "",
    );
    one(
        "textarea",
        validate(json!({"maxLength": 3})),
        json!("一二三四"),
        "answer-too-long at `x` length=4 limit=3",
    );
    one(
        "textfield",
        validate(json!({"maxLength": 3, "minLength": 3})),
        json!(" 一二𠮷 "),
        "",
    );
    one("textarea", none(), json!("a\nb"), "");
    one(
        "textarea",
        none(),
        json!("a\u{0}b"),
        "answer-character at `x`",
    );
    one(
        "textfield",
        validate(json!({"pattern": "^C-[0-9]+$"})),
        json!("C-12"),
        "",
    );
    one(
        "textfield",
        validate(json!({"pattern": "^C-[0-9]+$"})),
        json!("12"),
        "answer-pattern at `x` pattern=^C-[0-9]+$",
    );
    one(
        "textfield",
        validate(json!({"pattern": "(?=a)a"})),
        json!("a"),
        "form-pattern at `x` pattern=(?=a)a",
    );
    one(
        "textfield",
        validate(json!({"validationType": "email"})),
        json!("a@b.tw"),
        "",
    );
    one(
        "textfield",
        validate(json!({"validationType": "email"})),
        json!("a@b"),
        "",
    );
    one(
        "textfield",
        validate(json!({"validationType": "email"})),
        json!("a@-b.tw"),
        "answer-email at `x`",
    );
    one(
        "textfield",
        validate(json!({"validationType": "email"})),
        json!("王@b.tw"),
        "answer-email at `x`",
    );
    one(
        "textfield",
        validate(json!({"validationType": "phone"})),
        json!("(02)1234-5678#123"),
        "",
    );
    one(
        "textfield",
        validate(json!({"validationType": "phone"})),
        json!("一二三"),
        "answer-phone at `x`",
    );
    one(
        "textfield",
        validate(json!({"pattern": "[0-9]+"})),
        json!("第12號"),
        "",
    );
    one(
        "textfield",
        none(),
        json!("字".repeat(20_001)),
        "answer-too-long at `x` length=20001 limit=20000",
    );
    one(
        "textfield",
        validate(json!({"maxLength": "=count(rooms)"})),
        json!("一二三"),
        "answer-too-long at `x` length=3 limit=2",
    );
    one(
        "textfield",
        validate(json!({"required": "=count(rooms) = 2"})),
        json!(""),
        "answer-required at `x`",
    );
}

#[test]
fn numbers() {
    one("number", none(), json!(1.5), "");
    one("number", none(), json!("1.5"), "");
    one(
        "number",
        none(),
        json!("1.5x"),
        "answer-kind at `x` expected=number",
    );
    one(
        "number",
        none(),
        json!(true),
        "answer-kind at `x` expected=number",
    );
    one(
        "number",
        validate(json!({"min": 0, "max": 10})),
        json!(-1),
        "answer-too-small at `x` limit=0",
    );
    one(
        "number",
        validate(json!({"min": 0, "max": 10})),
        json!(11),
        "answer-too-large at `x` limit=10",
    );
    one(
        "number",
        validate(json!({"max": "=count(rooms)"})),
        json!(3),
        "answer-too-large at `x` limit=2",
    );
    one(
        "number",
        validate(json!({"max": "=)"})),
        json!(3),
        "form-expression at `x` problem=feel-syntax property=validate.max",
    );
    one(
        "number",
        json!({"decimalDigits": 1}),
        json!(1.25),
        "answer-decimals at `x` digits=1",
    );
    one("number", json!({"increment": "0.5"}), json!(1.5), "");
    one(
        "number",
        json!({"increment": 0.5}),
        json!(1.2),
        "answer-step at `x` step=0.5",
    );
    one("number", none(), json!("0.1234567890123456789"), "");
    one(
        "number",
        validate(json!({"max": 1})),
        json!("1.0000000000000000001"),
        "answer-too-large at `x` limit=1",
    );
}

#[test]
fn times() {
    one("datetime", none(), json!("2026-12-03"), "");
    one(
        "datetime",
        none(),
        json!("12/3"),
        "answer-kind at `x` expected=date",
    );
    one("datetime", json!({"subtype": "time"}), json!("13:30"), "");
    one(
        "datetime",
        json!({"subtype": "datetime"}),
        json!("2026-12-03T13:30"),
        "",
    );
    one(
        "datetime",
        json!({"disallowPassedDates": true}),
        json!("2026-11-24"),
        "",
    );
    one(
        "datetime",
        json!({"disallowPassedDates": true}),
        json!("2026-11-23"),
        "answer-past at `x` today=2026-11-24",
    );
    one(
        "datetime",
        none(),
        json!("2026-02-30"),
        "answer-kind at `x` expected=date",
    );
    one(
        "datetime",
        none(),
        json!("2026-12-03T13:30"),
        "answer-kind at `x` expected=date",
    );
    one(
        "datetime",
        json!({"subtype": "time"}),
        json!("13:30+08:00"),
        "answer-kind at `x` expected=time",
    );
    one(
        "datetime",
        json!({"subtype": "datetime"}),
        json!("2026-12-03T13:30+00:00"),
        "answer-kind at `x` expected=dateTime",
    );
    one(
        "datetime",
        json!({"subtype": "datetime"}),
        json!("2026-12-03T13:30Z"),
        "answer-kind at `x` expected=dateTime",
    );
    one(
        "datetime",
        json!({"subtype": "datetime"}),
        json!("2026-12-03"),
        "answer-kind at `x` expected=dateTime",
    );
}

#[test]
fn choices() {
    one("checkbox", none(), json!(false), "");
    one(
        "checkbox",
        validate(json!({"required": true})),
        json!(false),
        "answer-required at `x`",
    );
    one(
        "checkbox",
        none(),
        json!("yes"),
        "answer-kind at `x` expected=bool",
    );
    let values = || json!({"values": [{"value": "a", "label": "甲"}, {"value": "b"}]});
    one("select", values(), json!("a"), "");
    one(
        "radio",
        values(),
        json!("c"),
        "answer-option at `x` value=c",
    );
    one(
        "radio",
        values(),
        json!(["a"]),
        "answer-kind at `x` expected=text",
    );
    one("checklist", values(), json!(["a", "b"]), "");
    one(
        "taglist",
        values(),
        json!(["a", "a"]),
        "answer-option-twice at `x` value=a",
    );
    one(
        "taglist",
        values(),
        json!(["a", 1]),
        "answer-kind at `x` expected=list",
    );
    one("select", json!({"valuesKey": "rooms"}), json!("302"), "");
    one(
        "select",
        json!({"valuesKey": "nothing"}),
        json!("302"),
        "answer-option at `x` value=302",
    );
    one(
        "select",
        json!({"valuesExpression": "=for r in rooms return {value: string(r)}"}),
        json!("301"),
        "",
    );
    one(
        "select",
        json!({"valuesKey": "deep.rooms"}),
        json!("303"),
        "",
    );
    one(
        "select",
        json!({"valuesExpression": "=for r in"}),
        json!("1"),
        "form-expression at `x` problem=feel-syntax property=valuesExpression",
    );
}

#[test]
fn the_others() {
    one("filepicker", none(), json!(["診斷證明.pdf"]), "");
    one("expression", json!({"expression": "=1 + 1"}), json!(2), "");
    one(
        "expression",
        json!({"expression": "=1 + 1"}),
        json!(3),
        "answer-computed at `x`",
    );
    one(
        "textfield",
        json!({"disabled": true, "defaultValue": "固定"}),
        json!("固定"),
        "",
    );
    one(
        "textfield",
        json!({"disabled": true}),
        json!("改"),
        "answer-disabled at `x`",
    );
    one("button", none(), json!("x"), "answer-unknown at `x`");
    one("range", none(), json!(1), "answer-unknown at `x`");
}

#[test]
fn own_types() {
    let span = |from: &str, to: &str| json!({"from": from, "to": to});
    for (kind, more) in [
        ("antou-when", none()),
        ("textfield", json!({"properties": {"antou": "when"}})),
    ] {
        one(
            kind,
            more.clone(),
            span("2026-12-03T13:30", "2026-12-03T17:30"),
            "",
        );
        one(
            kind,
            more.clone(),
            json!("明天"),
            "answer-kind at `x` expected=when",
        );
        one(
            kind,
            more.clone(),
            json!({"from": "2026-12-03T13:30"}),
            "answer-kind at `x` expected=when",
        );
        one(
            kind,
            more.clone(),
            span("2026-12-03T13:30", "2026-12-03T17:30+08:00"),
            "answer-kind at `x` expected=when",
        );
        let same = "answer-when at `x` from=2026-12-03T13:30:00 to=2026-12-03T13:30:00";
        one(
            kind,
            more,
            span("2026-12-03T13:30", "2026-12-03T13:30"),
            same,
        );
    }
    one(
        "antou-when",
        validate(json!({"required": true})),
        none(),
        "answer-required at `x`",
    );
    let kinds = json!({"values": [{"value": "annual", "label": "休假"}, {"value": "sick", "label": "病假"}]});
    let mut spelled = kinds.clone();
    spelled["properties"] = json!({"antou": "leave-kind"});
    for (kind, more) in [("antou-leave-kind", kinds), ("textfield", spelled)] {
        one(kind, more.clone(), json!("sick"), "");
        one(
            kind,
            more.clone(),
            json!("other"),
            "answer-option at `x` value=other",
        );
        one(kind, more, json!(1), "answer-kind at `x` expected=text");
    }
    one("antou-deputy", none(), json!("p0012"), "");
    one(
        "antou-deputy",
        none(),
        json!(["p0012"]),
        "answer-kind at `x` expected=text",
    );
    one(
        "antou-deputy",
        validate(json!({"required": true})),
        json!(""),
        "answer-required at `x`",
    );
}
