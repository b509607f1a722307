//! Where answers stand: conditions, groups, lists, and answers as JSON.

use std::collections::BTreeSet;

use feel::{Context, Value};
use form_model::{
    Answers, MAX_ANSWERS, TODAY, answers_from_json, answers_to_json, check, visible, without_hidden,
};
use serde_json::{Value as Json, json};

use crate::{context, form, found};

#[test]
fn conditions() {
    let two = || {
        json!([
            {"type": "checkbox", "key": "a"},
            {"type": "checkbox", "key": "b", "conditional": {"hide": "=a"}},
            {"type": "textfield", "key": "c", "conditional": {"hide": "=if b = true then false else true"}, "validate": {"required": true}},
            {"type": "text", "text": "x", "conditional": {"hide": true}}
        ])
    };
    let check = |answers: Json, expected: &str| {
        assert_eq!(found(two(), answers.clone()), expected, "{answers}")
    };
    check(json!({}), "");
    check(json!({"a": true}), "");
    check(json!({"b": true}), "answer-required at `c`");
    check(json!({"b": true, "c": "x"}), "");
    check(json!({"a": true, "b": true}), "answer-hidden at `b`");
    let form = form(two());
    let answers = answers_from_json(&form, br#"{"a": true, "b": true, "c": "x"}"#).unwrap();
    assert_eq!(
        answers_to_json(&without_hidden(&form, &answers, &context())),
        r#"{"a":true}"#
    );
    let broken = json!([{"type": "textfield", "key": "c", "conditional": {"hide": "=1 +"}}]);
    assert_eq!(
        found(broken, json!({})),
        "form-expression at `c` problem=feel-syntax property=conditional.hide"
    );
    let shared = json!([
        {"type": "textfield", "key": "c", "conditional": {"hide": "=a"}},
        {"type": "textarea", "key": "c", "conditional": {"hide": "=if a then false else true"}},
        {"type": "checkbox", "key": "a"}
    ]);
    assert_eq!(found(shared, json!({"a": true, "c": "長文"})), "");
}

#[test]
fn containers() {
    let trip = || {
        json!([
            {"type": "group", "label": "申請人", "components": [{"type": "textfield", "key": "name"}]},
            {"type": "group", "path": "office.room", "components": [{"type": "number", "key": "no"}]},
            {"type": "textfield", "key": "office.city"},
            {"type": "dynamiclist", "path": "days", "components": [
                {"type": "datetime", "key": "on", "validate": {"required": true}},
                {"type": "number", "key": "km", "validate": {"max": "=i * 100"}},
                {"type": "dynamiclist", "path": "meals", "components": [{"type": "checkbox", "key": "own"}]}
            ]}
        ])
    };
    let check = |answers: Json, expected: &str| {
        assert_eq!(found(trip(), answers.clone()), expected, "{answers}")
    };
    let day = |km: i64| json!({"on": "2026-12-03", "km": km});
    check(
        json!({"name": "丙", "office": {"room": {"no": 3}, "city": "臺北"}}),
        "",
    );
    check(
        json!({"office": {"floor": 3}}),
        "answer-unknown at `office.floor`",
    );
    check(
        json!({"office": "臺北"}),
        "answer-kind at `office` expected=context",
    );
    check(json!({"days": [day(100), day(200)]}), "");
    check(
        json!({"days": [day(100), day(201)]}),
        "answer-too-large at `days[1].km` limit=200",
    );
    check(
        json!({"days": [{"km": 1}]}),
        "answer-required at `days[0].on`",
    );
    check(
        json!({"days": [{"on": "2026-12-03", "meals": [{"own": true}, {"own": 1}]}]}),
        "answer-kind at `days[0].meals[1].own` expected=bool",
    );
    check(
        json!({"days": [{"on": "2026-12-03", "x": 1}]}),
        "answer-unknown at `days[0].x`",
    );
    check(
        json!({"days": {"on": "2026-12-03"}}),
        "answer-kind at `days` expected=list",
    );
    check(
        json!({"days": [3]}),
        "answer-kind at `days[0]` expected=context",
    );
    check(json!([]), "answers-shape at ``");
}

#[test]
fn answers_of_another_kind_are_refused_without_json() {
    let form = form(
        json!([{"type": "dynamiclist", "path": "days", "components": [{"type": "number", "key": "km"}]}]),
    );
    let problems = |value: Value| {
        let answers = Answers::from([("days".to_owned(), value)]);
        check(&form, &answers, &Context::new())
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(
        problems(Value::Bool(true)),
        "answer-kind at `days` expected=list"
    );
    assert_eq!(
        problems(Value::List(vec![Value::Null])),
        "answer-kind at `days[0]` expected=context"
    );
    assert_eq!(
        problems(Value::List(vec![Value::Context(Context::new()); 1_001])),
        "answer-too-many at `days` limit=1000"
    );
}

#[test]
fn lists_read_what_stands_around_them() {
    let form = || {
        json!([
            {"type": "number", "key": "most"},
            {"type": "dynamiclist", "path": "days", "components": [
                {"type": "number", "key": "km", "validate": {"max": "=parent.most"}},
                {"type": "checkbox", "key": "abroad"},
                {"type": "textfield", "key": "country", "conditional": {"hide": "=if this.abroad = true then false else true"},
                 "validate": {"required": true}}
            ]}
        ])
    };
    let check = |answers: Json, expected: &str| {
        assert_eq!(found(form(), answers.clone()), expected, "{answers}")
    };
    check(
        json!({"most": 5, "days": [{"km": 5}, {"km": 6}]}),
        "answer-too-large at `days[1].km` limit=5",
    );
    check(
        json!({"days": [{"abroad": true, "country": "日本"}, {"abroad": true}]}),
        "answer-required at `days[1].country`",
    );
    check(
        json!({"days": [{"country": "日本"}]}),
        "answer-hidden at `days[0].country`",
    );
    let form = crate::form(form());
    let answers = br#"{"days": [{"country": "x", "km": 1}, {"abroad": true, "country": "y"}]}"#;
    let kept = without_hidden(
        &form,
        &answers_from_json(&form, answers).unwrap(),
        &context(),
    );
    assert_eq!(
        answers_to_json(&kept),
        r#"{"days":[{"km":1},{"abroad":true,"country":"y"}]}"#
    );
}

#[test]
fn what_is_visible() {
    let form = form(json!([
        {"type": "checkbox", "key": "a"},
        {"type": "text", "text": "# 說明", "conditional": {"hide": "=a"}},
        {"type": "group", "path": "g", "conditional": {"hide": "=if a then false else true"}, "components": [
            {"type": "textfield", "key": "x"}, {"type": "separator"}
        ]},
        {"type": "dynamiclist", "path": "days", "components": [
            {"type": "textfield", "key": "place", "conditional": {"hide": "=i = 2"}}, {"type": "separator"}
        ]}
    ]));
    let check = |answers: &[u8], expected: &[&str]| {
        let answers = answers_from_json(&form, answers).unwrap();
        let expected: BTreeSet<String> = expected.iter().map(|path| (*path).to_owned()).collect();
        assert_eq!(
            visible(&form, &answers, &context()),
            expected,
            "{answers:?}"
        );
    };
    check(b"{}", &["a", "/components/1", "days"]);
    check(
        br#"{"a": true}"#,
        &[
            "a",
            "/components/2",
            "g.x",
            "/components/2/components/1",
            "days",
        ],
    );
    check(
        br#"{"days": [{"place": "x"}, {"place": "y"}]}"#,
        &[
            "a",
            "/components/1",
            "days",
            "days[0].place",
            "days[0]/components/3/components/1",
            "days[1]/components/3/components/1",
        ],
    );
}

#[test]
fn a_form_has_a_limit_of_places() {
    let fields: Vec<Json> = (0..100)
        .map(|n| json!({"type": "number", "key": format!("n{n}")}))
        .collect();
    let form = form(json!([{"type": "dynamiclist", "path": "days", "components": fields}]));
    let days = |count| {
        let day = Value::Context(Context::from([("n0".to_owned(), Value::from(1i64))]));
        Answers::from([("days".to_owned(), Value::List(vec![day; count]))])
    };
    assert_eq!(check(&form, &days(400), &Context::new()), []);
    let problems = check(&form, &days(600), &Context::new());
    assert_eq!(
        problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["answer-too-many at `` limit=50000"]
    );
}

#[test]
fn answers_as_json() {
    let form = form(json!([
        {"type": "number", "key": "n"}, {"type": "textfield", "key": "t"}, {"type": "antou-when", "key": "w"},
        {"type": "group", "path": "g", "components": [{"type": "datetime", "key": "d"}]}
    ]));
    let check = |text: &str, expected: &str| {
        let got = match answers_from_json(&form, text.as_bytes()) {
            Ok(answers) => answers_to_json(&answers),
            Err(problems) => problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        };
        assert_eq!(got, expected, "{text}");
    };
    check(
        r#"{"n": 12345678901234567.123456789}"#,
        r#"{"n":12345678901234567.123456789}"#,
    );
    check(r#"{"n": "1.50", "t": ""}"#, r#"{"n":1.5}"#);
    check(r#"{"n": 1e2}"#, r#"{"n":100}"#);
    check(r#"{"n": 1e99}"#, "answer-kind at `n` expected=number");
    check(
        r#"{"g": {"d": "2026-12-03"}, "t": null}"#,
        r#"{"g":{"d":"2026-12-03"}}"#,
    );
    check(
        r#"{"w": {"from": "2026-12-03T08:30", "to": "2026-12-03T12:30"}}"#,
        r#"{"w":{"from":"2026-12-03T08:30:00","to":"2026-12-03T12:30:00"}}"#,
    );
    check(
        r#"{"x": 1, "g": [], "n": "一"}"#,
        "answer-unknown at `x`; answer-kind at `g` expected=context; answer-kind at `n` expected=number",
    );
    check("[]", "answers-shape at ``");
    check(
        "{\n\"n\": }",
        "answers-unreadable at `` column=6 line=2 reason=not a value",
    );
    check(
        &" ".repeat(MAX_ANSWERS + 1),
        "answers-too-large at `` limit=1048576",
    );
}

#[test]
fn the_day_comes_from_the_caller() {
    let check = |hide: &str, day: Option<&str>, shown: bool| {
        let form = form(json!([
            {"type": "textfield", "key": "x", "conditional": {"hide": hide}},
            {"type": "dynamiclist", "path": "days", "components": [
                {"type": "textfield", "key": "y", "conditional": {"hide": hide}}]}
        ]));
        assert_eq!(form.problems(), [], "{hide}");
        let answers = json!({"days": [{}]}).to_string();
        let answers = answers_from_json(&form, answers.as_bytes()).unwrap();
        let day = day.map(|day| Value::Date(day.parse().unwrap()));
        let around: Context = day.map(|day| (TODAY.to_owned(), day)).into_iter().collect();
        let visible = visible(&form, &answers, &around);
        for path in ["x", "days[0].y"] {
            assert_eq!(visible.contains(path), shown, "{hide} {path}");
        }
    };
    let new_year = "=today >= date(\"2027-01-01\")";
    check(new_year, Some("2026-12-31"), true);
    check(new_year, Some("2027-01-01"), false);
    // Nobody says what day it is: an unknown condition hides, as in form-js.
    check(new_year, None, false);
    // It is a date and no function of a clock.
    let clock = crate::field("textfield", json!({"conditional": {"hide": "=today()"}}));
    assert_eq!(
        found(clock, json!({})),
        "form-expression at `x` problem=feel-clock property=conditional.hide"
    );
}
