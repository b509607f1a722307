//! What a form has that form-js has not.

use feel::{Context, Value};
use form_model::schema::{self, Dialect};
use form_model::{Answers, Form, Session, answers_from_json, answers_to_json, check_at};
use serde_json::{Value as Json, json};

use crate::{context, field, form, found};

#[test]
fn the_schema_that_is_published_is_the_one_that_is_held_to() {
    let published = include_str!("../../../../docs/formats/antou-form.schema.json");
    assert_eq!(published, schema::published());
}

#[test]
fn own_objects_are_held_to_their_schema() {
    let check = |more: Json, expected: &str| {
        let mut document = json!({"type": "default", "components": []});
        let more = more.as_object().unwrap().clone();
        document.as_object_mut().unwrap().extend(more);
        let told = |dialect| {
            let found = schema::check(document.to_string().as_bytes(), dialect).unwrap();
            let told: Vec<String> = found
                .iter()
                .map(|finding| format!("{} {}", finding.code, finding.path))
                .collect();
            told.join("; ")
        };
        assert_eq!(told(Dialect::Antou), expected, "{document}");
        assert_eq!(
            told(Dialect::FormJs),
            "",
            "form-js lets pass what it does not know"
        );
    };
    let with = |own: Json| json!({"components": [{"type": "textfield", "key": "x", "antou": own}]});
    check(with(json!({"on": "=a", "help": "說明", "ours": 1})), "");
    check(with(json!(3)), "schema-type /components/0/antou");
    check(
        with(json!({"on": "a"})),
        "schema-spelling /components/0/antou/on",
    );
    check(
        with(json!({"help": 3})),
        "schema-type /components/0/antou/help",
    );
    check(
        with(json!({"stations": {"apply": "write", "*": "reads"}})),
        "schema-choice /components/0/antou/stations/*",
    );
    check(
        with(json!({"rules": [{"fails": "=a > 1", "message": "x"}, {"fails": true}]})),
        "schema-type /components/0/antou/rules/1/fails",
    );
    let own = |own: Json| json!({"antou": own});
    check(
        own(json!({"tables": {"t": [{"value": "a", "label": "甲", "from": "2026-01-01"}]}})),
        "",
    );
    check(
        own(json!({"tables": {"t": [{"value": "a", "from": "115/1/1"}]}})),
        "schema-spelling /antou/tables/t/0/from",
    );
    check(
        own(json!({"sections": {"s": {"components": [{"type": "textfield"}]}}})),
        "schema-missing /antou/sections/s/components/0",
    );
}

#[test]
fn answers_of_own_kinds() {
    let check = |kind: &str, more: Json, value: Json, expected: &str| {
        let form = field(kind, more);
        assert_eq!(found(form, json!({"x": value})), expected, "{kind}");
    };
    let none = || json!({});
    check("antou-person", none(), json!("p-1"), "");
    check(
        "antou-person",
        none(),
        json!(3),
        "answer-kind at `x` expected=text",
    );
    check(
        "antou-unit",
        none(),
        json!("一".repeat(65)),
        "answer-too-long at `x` length=65 limit=64",
    );
    check(
        "antou-post",
        none(),
        json!("a\u{7}"),
        "answer-character at `x`",
    );
    check("antou-room", none(), json!("301"), "");
    check(
        "antou-room",
        none(),
        json!("909"),
        "answer-option at `x` value=909",
    );
    check("antou-stock-item", none(), json!("pen"), "");
    check("antou-date", none(), json!("2026-12-03"), "");
    check(
        "antou-date",
        none(),
        json!("115/12/3"),
        "answer-kind at `x` expected=date",
    );
    check("antou-money", none(), json!(1200), "");
    check(
        "antou-money",
        none(),
        json!(12.5),
        "answer-decimals at `x` digits=0",
    );
    check("antou-money", json!({"decimalDigits": 1}), json!(12.5), "");
    check(
        "antou-money",
        none(),
        json!(-1),
        "answer-too-small at `x` limit=0",
    );
    check(
        "antou-money",
        json!({"validate": {"min": -5}}),
        json!(-1),
        "",
    );
    check("antou-signature", none(), json!(true), "");
    check(
        "antou-signature",
        json!({"validate": {"required": true}}),
        json!(false),
        "answer-required at `x`",
    );
    check("antou-opinion", none(), json!("同意\n如擬"), "");
    for (number, good) in [
        ("府人考字第1150001234號", true),
        ("院授人培字第11500012341號", true),
        ("府人考字第1150001234-1號", true),
        ("府人考第1150001234號", false),
        ("府人考字第115號", false),
        ("字第1150001234號", false),
        ("府人考字第１１５０００１２３４號", false),
    ] {
        let expected = if good {
            ""
        } else {
            "answer-document-number at `x`"
        };
        check("antou-document-number", none(), json!(number), expected);
    }
}

#[test]
fn codes_are_in_force_on_a_day() {
    let form = |on: &str| {
        let document = json!({
            "type": "default",
            "antou": {"tables": {"reasons": [
                {"value": "a", "label": "甲", "until": "2026-11-30"},
                {"value": "b", "label": "乙", "from": "2026-12-01"},
                {"value": "c", "label": "丙"}
            ]}},
            "components": [
                {"type": "datetime", "key": "day"},
                {"type": "antou-code", "key": "x", "antou": {"table": "reasons", "on": on}}
            ]
        });
        Form::read(document.to_string().as_bytes()).unwrap()
    };
    let check = |on: &str, day: Json, expected: &str| {
        let form = form(on);
        let answers = answers_from_json(&form, json!({"day": day}).to_string().as_bytes());
        let session = Session::open(&form, answers.unwrap(), context()).unwrap();
        let mut told = String::new();
        session.each(&mut |seen| {
            if let Some(options) = &seen.asked.options {
                told = options.iter().map(|choice| choice.label.as_str()).collect();
            }
        });
        assert_eq!(told, expected, "{on} {day}");
    };
    check("=null", Json::Null, "甲丙");
    check("=day", json!("2026-11-30"), "甲丙");
    check("=day", json!("2026-12-01"), "乙丙");
    let form = Form::read(
        br#"{"components": [{"type": "antou-code", "key": "x", "antou": {"table": "none"}}]}"#,
    );
    let problems = form.unwrap().problems();
    assert_eq!(problems[0].code, "form-table-unknown");
}

#[test]
fn sections_are_used_again() {
    let document = |name: &str| {
        json!({
            "type": "default",
            "antou": {"sections": {
                "people": {"components": [
                    {"type": "textfield", "key": "name", "validate": {"required": true}},
                    {"type": "group", "path": "at", "antou": {"section": "place"}}
                ]},
                "place": {"components": [{"type": "textfield", "key": "city"}]},
                "endless": {"components": [{"type": "group", "antou": {"section": "endless"}}]}
            }},
            "components": [
                {"type": "group", "path": "one", "antou": {"section": name}},
                {"type": "group", "path": "two", "antou": {"section": name}}
            ]
        })
    };
    let form = Form::read(document("people").to_string().as_bytes()).unwrap();
    let fields: Vec<(&str, &str)> = (form.fields().iter())
        .map(|field| (field.path.as_str(), field.pointer.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("one.name", "/antou/sections/people/components/0"),
            ("one.at.city", "/antou/sections/place/components/0"),
            ("two.name", "/antou/sections/people/components/0"),
            ("two.at.city", "/antou/sections/place/components/0"),
        ]
    );
    let refused = |name: &str| match Form::read(document(name).to_string().as_bytes()) {
        Ok(form) => form.problems().iter().map(|problem| problem.code).collect(),
        Err(problem) => vec![problem.code],
    };
    assert_eq!(refused("people"), Vec::<&str>::new());
    assert_eq!(
        refused("none"),
        ["form-section-unknown", "form-section-unknown"]
    );
    assert_eq!(refused("endless"), ["form-too-deep"]);
}

#[test]
fn words_hold_values() {
    let check = |label: &str, expected: &str| {
        let form = form(json!([
            {"type": "number", "key": "n"},
            {"type": "dynamiclist", "path": "l", "components": [{"type": "textfield", "key": "x"}]},
            {"type": "textfield", "key": "t", "label": label}
        ]));
        let answers = br#"{"n": 2, "l": [{"x": "p"}, {"x": "q"}], "t": "{{n}}"}"#;
        let answers = answers_from_json(&form, answers).unwrap();
        let session = Session::open(&form, answers, context()).unwrap();
        let mut told = label.to_owned();
        session.each(&mut |seen| {
            if let Some(words) = seen.asked.words.get("label") {
                told.clone_from(words);
            }
        });
        assert_eq!(told, expected, "{label}");
    };
    check("姓名", "姓名");
    check("共 {{count(l)}} 人、{{n + 1}} 天", "共 2 人、3 天");
    check("=\"第\" + string(n) + \"次\"", "第2次");
    check("{{t}}", "{{n}}");
    check("{{unknown}}|{{n > }}", "|");
    check("{{#if n > 1}}多{{/if}}{{#if n > 9}}很多{{/if}}", "多");
    check("{{#loop l}}{{x}}、{{/loop}}", "p、q、");
    check("{{#loop l}}{{this.x}}{{parent.n}}{{/loop}}", "p2q2");
    check("{{#if n}}沒有結尾", "沒有結尾");
    check("{{ 沒有結尾", "{{ 沒有結尾");
}

#[test]
fn rules_of_its_own() {
    let form = || {
        json!([
            {"type": "datetime", "key": "from"},
            {"type": "datetime", "key": "to", "antou": {"rules": [
                {"fails": "=to < from", "message": "迄日早於起日 {{from}}"},
                {"fails": "=to = from", "message": "只有一天"}
            ]}}
        ])
    };
    let check = |answers: Json, expected: &str| assert_eq!(found(form(), answers), expected);
    check(json!({"from": "2026-12-03"}), "");
    check(json!({"from": "2026-12-03", "to": "2026-12-04"}), "");
    check(
        json!({"from": "2026-12-03", "to": "2026-12-01"}),
        "answer-rule at `to` message=迄日早於起日 2026-12-03",
    );
    check(
        json!({"from": "2026-12-03", "to": "2026-12-03"}),
        "answer-rule at `to` message=只有一天",
    );
}

fn at_stations() -> Form {
    form(json!([
        {"type": "textfield", "key": "what", "validate": {"required": true}, "antou": {"stations": {"*": "read", "apply": "write"}}},
        {"type": "group", "path": "check", "antou": {"stations": {"apply": "hidden", "store": "write"}}, "components": [
            {"type": "number", "key": "given", "antou": {"stations": {"store": "require"}}},
            {"type": "textfield", "key": "note"},
            {"type": "expression", "key": "twice", "expression": "=check.given * 2"}
        ]}
    ]))
}

#[test]
fn what_a_station_sees_and_asks() {
    let check = |station: Option<&str>, expected: &str| {
        let form = at_stations();
        let session = Session::open_at(&form, Answers::new(), context(), station).unwrap();
        let mut told = Vec::new();
        session.each(&mut |seen| {
            if seen.component.is_field() {
                let required = if seen.asked.required { "!" } else { "" };
                told.push(format!("{} {:?}{required}", seen.path, seen.asked.access));
            }
        });
        assert_eq!(told.join(", "), expected, "{station:?}");
    };
    check(
        None,
        "what Write!, check.given Write, check.note Write, check.twice Write",
    );
    check(
        Some("apply"),
        "what Write!, check.given Hidden, check.note Hidden, check.twice Hidden",
    );
    check(
        Some("store"),
        "what Read, check.given Require!, check.note Write, check.twice Write",
    );
    let mut session = Session::open_at(&at_stations(), Answers::new(), context(), Some("store"));
    let session = session.as_mut().unwrap();
    let refused = session.change("what", "x".into()).unwrap_err();
    assert_eq!(refused.to_string(), "answer-not-asked at `what`");
    session.change("check.given", Value::from(3i64)).unwrap();
    assert_eq!(
        answers_to_json(session.answers()),
        r#"{"check":{"given":3,"twice":6}}"#
    );
}

#[test]
fn a_station_changes_only_what_it_is_asked() {
    let check = |before: Json, after: Json, expected: &str| {
        let form = at_stations();
        let read = |json: &Json| answers_from_json(&form, json.to_string().as_bytes()).unwrap();
        let problems = check_at(&form, &read(&before), &read(&after), &context(), "store");
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told.join("; "), expected, "{after}");
    };
    let before = || json!({"what": "紙"});
    check(before(), json!({"what": "紙", "check": {"given": 3}}), "");
    check(
        before(),
        json!({"what": "紙"}),
        "answer-required at `check.given`",
    );
    check(
        before(),
        json!({"what": "筆", "check": {"given": 3}}),
        "answer-not-asked at `what`",
    );
    check(
        before(),
        json!({"check": {"given": 3}}),
        "answer-not-asked at `what`",
    );
    check(
        before(),
        json!({"what": "紙", "check": {"given": 3, "twice": 7}}),
        "answer-computed at `check.twice`",
    );
}

#[test]
fn a_draft_begins_with_what_is_known() {
    let form = form(json!([
        {"type": "textfield", "key": "phone", "antou": {"prefill": "=me.phone"}},
        {"type": "textfield", "key": "call", "antou": {"prefill": "=\"請撥 \" + phone"}},
        {"type": "textfield", "key": "place", "antou": {"prefill": "=last.place"}, "defaultValue": "本府"}
    ]));
    let me = Context::from([("phone".to_owned(), "1234".into())]);
    let context = Context::from([("me".to_owned(), Value::Context(me))]);
    let mut session = Session::open(&form, form.start(), context).unwrap();
    session.prefill().unwrap();
    assert_eq!(
        answers_to_json(session.answers()),
        r#"{"call":"請撥 1234","phone":"1234","place":"本府"}"#
    );
}
