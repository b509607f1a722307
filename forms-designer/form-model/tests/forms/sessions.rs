//! Filling in: what a change changes, and that it comes to the same as opening anew.

use std::fmt::Write;

use feel::Value;
use form_model::{Changes, Form, Session, answers_from_json, answers_to_json};
use serde_json::{Value as Json, json};

use crate::{context, form};

fn open(components: Json, answers: Json) -> Session {
    let form = form(components);
    let answers = answers_from_json(&form, answers.to_string().as_bytes()).unwrap();
    Session::open(&form, answers, context()).unwrap()
}

/// What became different, one line a component.
fn told(changes: &Changes) -> String {
    let mut text = String::new();
    for change in &changes.0 {
        let state = match &change.asked {
            None => "gone".to_owned(),
            Some(asked) => {
                let marks = [
                    (asked.shown, "shown"),
                    (asked.required, "required"),
                    (asked.disabled, "disabled"),
                    (asked.readonly, "readonly"),
                ];
                let marks: Vec<&str> = marks.iter().filter(|m| m.0).map(|m| m.1).collect();
                let problems = asked.problems.iter().map(|problem| problem.code);
                let all: Vec<&str> = marks.into_iter().chain(problems).collect();
                if all.is_empty() {
                    "hidden".to_owned()
                } else {
                    all.join(" ")
                }
            }
        };
        let value = form_model::Json::from_value(&change.value).compact();
        writeln!(text, "{}: {value} {state}", change.path).unwrap();
    }
    text
}

#[test]
fn a_change_tells_what_became_different() {
    let mut session = open(
        json!([
            {"type": "select", "key": "kind", "values": [{"label": "病假", "value": "sick"}, {"label": "事假", "value": "own"}]},
            {"type": "number", "key": "days", "validate": {"max": "=if kind = \"sick\" then 28 else 7"}},
            {"type": "filepicker", "key": "proof", "conditional": {"hide": "=kind != \"sick\" or days < 2"}, "validate": {"required": true}},
            {"type": "expression", "key": "pay", "expression": "=days * 1000", "computeOn": "change"},
            {"type": "textfield", "key": "other"}
        ]),
        json!({}),
    );
    let mut check = |path: &str, value: Value, expected: &str| {
        let changes = session.change(path, value).unwrap();
        assert_eq!(told(&changes).trim(), expected.trim(), "{path}");
    };
    check("other", "x".into(), "other: \"x\" shown");
    check("days", Value::from(3i64), "days: 3 shown\npay: 3000 shown");
    check(
        "kind",
        "sick".into(),
        "kind: \"sick\" shown\nproof: null shown required answer-required",
    );
    check(
        "days",
        Value::from(30i64),
        "days: 30 shown answer-too-large\npay: 30000 shown",
    );
    check(
        "kind",
        "own".into(),
        "kind: \"own\" shown\ndays: 30 shown answer-too-large\nproof: null hidden",
    );
    check("kind", "own".into(), "");
}

#[test]
fn rows() {
    let mut session = open(
        json!([
            {"type": "dynamiclist", "path": "items", "components": [
                {"type": "number", "key": "count", "defaultValue": 1},
                {"type": "number", "key": "price"},
                {"type": "expression", "key": "sum", "expression": "=this.count * this.price"},
                {"type": "textfield", "key": "why", "conditional": {"hide": "=this.sum < 100"}, "validate": {"required": true}}
            ]},
            {"type": "expression", "key": "total", "expression": "=sum(items.sum)"},
            {"type": "expression", "key": "lines", "expression": "=count(items)"}
        ]),
        json!({"items": [{"count": 2, "price": 30}]}),
    );
    assert_eq!(
        answers_to_json(session.answers()),
        r#"{"items":[{"count":2,"price":30,"sum":60}],"lines":1,"total":60}"#
    );
    let told = |changes: Result<Changes, form_model::Problem>| match changes {
        Ok(changes) => told(&changes),
        Err(problem) => problem.to_string(),
    };
    let mut all = String::new();
    let mut say = |what: &str, text: String| write!(all, "{what}\n{text}\n").unwrap();
    say("a row is added", told(session.add_row("items")));
    say(
        "it costs 100",
        told(session.change("items[1].price", Value::from(100i64))),
    );
    say(
        "the first is put last",
        told(session.move_row("items", 0, 1)),
    );
    say(
        "the first is taken out",
        told(session.remove_row("items", 0)),
    );
    say("there is no third", told(session.remove_row("items", 2)));
    say(
        "nor a place in it",
        told(session.change("items[2].price", Value::Null)),
    );
    say(
        "nobody enters what is computed",
        told(session.change("items[0].sum", Value::from(1i64))),
    );
    say(
        "the last is taken out",
        told(session.remove_row("items", 0)),
    );
    say("answers", answers_to_json(session.answers()));
    insta::assert_snapshot!(all);
}

#[test]
fn what_was_entered_comes_back() {
    let components = json!([
        {"type": "checkbox", "key": "abroad"},
        {"type": "group", "path": "trip", "conditional": {"hide": "=not(abroad)"}, "components": [
            {"type": "textfield", "key": "country"},
            {"type": "textfield", "key": "visa", "conditional": {"hide": "=trip.country = \"日本\""}},
            {"type": "dynamiclist", "path": "days", "components": [{"type": "textfield", "key": "place"}]}
        ]}
    ]);
    let entered = json!({"abroad": true, "trip": {"country": "美國", "visa": "B1", "days": [{"place": "紐約"}]}});
    let mut session = open(components, entered.clone());
    let before = answers_to_json(session.answers());
    session.change("abroad", false.into()).unwrap();
    assert_eq!(answers_to_json(session.answers()), r#"{"abroad":false}"#);
    assert_eq!(
        session.hidden().into_iter().collect::<Vec<_>>(),
        ["trip.country", "trip.days", "trip.visa"]
    );
    session.change("trip.country", "日本".into()).unwrap();
    session.change("trip.country", "美國".into()).unwrap();
    session.change("abroad", true.into()).unwrap();
    assert_eq!(answers_to_json(session.answers()), before);
}

#[test]
fn circles_are_named() {
    fn check(components: Json, expected: &str) {
        let form = form(components);
        let problems = form.problems();
        let told = problems
            .iter()
            .filter(|problem| problem.code == "form-circle")
            .map(|problem| problem.facts["circle"].clone());
        assert_eq!(told.collect::<Vec<_>>().join("; "), expected);
        let answers = form.start();
        let session = Session::open(&form, answers, context()).unwrap();
        let stopped = session.problems().iter().any(|p| p.code == "form-circle");
        assert_eq!(stopped, !expected.is_empty());
    }
    let hidden = |key: &str, by: &str| json!({"type": "textfield", "key": key, "label": format!("欄{key}"), "conditional": {"hide": by}});
    check(
        json!([hidden("a", "=b = \"x\""), hidden("b", "=1 = 2")]),
        "",
    );
    check(
        json!([
            hidden("a", "=b = \"x\""),
            hidden("b", "=c = \"\""),
            hidden("c", "=a = \"x\"")
        ]),
        "欄a → 欄b → 欄c → 欄a",
    );
    check(json!([hidden("a", "=a = \"x\"")]), "欄a → 欄a");
    check(
        json!([
            {"type": "expression", "key": "x", "expression": "=y + 1"},
            {"type": "expression", "key": "y", "expression": "=x + 1"}
        ]),
        "x → y → x",
    );
    // A limit computes nothing that others read, and a row reads its own row or how many there are.
    check(
        json!([
            {"type": "number", "key": "a", "validate": {"max": "=a + b"}},
            {"type": "number", "key": "b", "validate": {"min": "=a"}},
            {"type": "dynamiclist", "path": "rows", "components": [
                hidden("c", "=this.d = \"\" or count(rows) > 1"), {"type": "textfield", "key": "d"},
                {"type": "expression", "key": "s", "expression": "=sum(rows.n)"}, {"type": "number", "key": "n"}
            ]}
        ]),
        "",
    );
    check(
        json!([{"type": "dynamiclist", "path": "rows", "components": [
            hidden("c", "=some row in rows satisfies row.d = \"x\""), {"type": "textfield", "key": "d"}
        ]}]),
        "欄c → 欄c",
    );
}

#[test]
fn what_takes_too_long_is_cut_off_and_lets_nothing_pass() {
    let endless = "=count(for a in 1..1000, b in 1..1000, c in 1..1000 return a) > 0";
    let check = |property: Json, expected: &str| {
        let mut field = json!({"type": "textfield", "key": "x"});
        let more = property.as_object().unwrap().clone();
        field.as_object_mut().unwrap().extend(more);
        let session = open(
            json!([field, {"type": "number", "key": "n"}]),
            json!({"x": "a", "n": 1}),
        );
        let told: Vec<String> = session.problems().iter().map(ToString::to_string).collect();
        assert_eq!(told.join("; "), expected);
    };
    let of =
        |property: &str| format!("form-expression at `x` problem=feel-steps property={property}");
    check(
        json!({"conditional": {"hide": endless}}),
        &of("conditional.hide"),
    );
    check(json!({"disabled": endless}), &of("disabled"));
    check(
        json!({"validate": {"required": endless}}),
        &of("validate.required"),
    );
    check(json!({"validate": {"maxLength": endless}}), &of("validate"));
    check(
        json!({"type": "expression", "expression": endless}),
        &(of("expression")),
    );
}

/// Forms for the random sequences, each with answers to put at random places.
pub(crate) fn forms() -> Vec<Form> {
    let of = |components: Json| form(components);
    vec![
        of(json!([
            {"type": "checkbox", "key": "a"},
            {"type": "number", "key": "b", "conditional": {"hide": "=a"}},
            {"type": "textfield", "key": "c", "conditional": {"hide": "=b > 3"}, "validate": {"required": "=a", "maxLength": "=b"}},
            {"type": "group", "path": "g", "conditional": {"hide": "=c = \"x\""}, "components": [
                {"type": "number", "key": "d", "validate": {"max": "=b"}},
                {"type": "expression", "key": "e", "expression": "=g.d + b"}
            ]},
            {"type": "textarea", "key": "g.f", "conditional": {"hide": "=g.e > 4"}},
            {"type": "select", "key": "h", "valuesExpression": "=if a then [\"x\"] else [\"y\", g.f]"}
        ])),
        of(json!([
            {"type": "number", "key": "b"},
            {"type": "dynamiclist", "path": "l", "conditional": {"hide": "=b > 5"}, "components": [
                {"type": "number", "key": "d", "defaultValue": 1},
                {"type": "textfield", "key": "c", "conditional": {"hide": "=this.d > parent.b"}},
                {"type": "expression", "key": "e", "expression": "=i * d"},
                {"type": "dynamiclist", "path": "m", "conditional": {"hide": "=d = 2"}, "components": [
                    {"type": "checkbox", "key": "a", "conditional": {"hide": "=parent.c = \"x\""}},
                    {"type": "number", "key": "n", "conditional": {"hide": "=this.a"}, "validate": {"max": "=b + d"}}
                ]}
            ]},
            {"type": "expression", "key": "s", "expression": "=sum(l.e) + count(l.m)"},
            {"type": "group", "components": [
                {"type": "textfield", "key": "t", "conditional": {"hide": "=s > 3"}, "validate": {"minLength": "=s"}}
            ]}
        ])),
        // The same place is asked for twice, and two conditions read each other.
        of(json!([
            {"type": "checkbox", "key": "a"},
            {"type": "textfield", "key": "c", "conditional": {"hide": "=a"}, "validate": {"maxLength": 1}},
            {"type": "textarea", "key": "c", "conditional": {"hide": "=not(a)"}},
            {"type": "number", "key": "b", "conditional": {"hide": "=d > 1"}},
            {"type": "number", "key": "d", "conditional": {"hide": "=b > 1"}},
            {"type": "textfield", "key": "t", "conditional": {"hide": "=c = \"x\" or d = 1"}}
        ])),
    ]
}
