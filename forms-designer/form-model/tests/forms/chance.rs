//! What must hold for any form and any answers.

use feel::{Context, Value};
use form_model::{
    Answers, Form, answers_from_json, answers_to_json, check, visible, without_hidden,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::{context, form};

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(|n| json!(n)),
        "[a-d.=]{0,6}".prop_map(Json::String),
        Just(json!("2026-12-03")),
    ];
    let keys = prop::sample::select(vec![
        "type",
        "key",
        "path",
        "components",
        "validate",
        "values",
        "a",
        "b",
        "c",
        "i",
    ]);
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            prop::collection::vec((keys.clone(), inner), 0..5).prop_map(|entries| Json::Object(
                entries
                    .into_iter()
                    .map(|(k, v)| (k.to_owned(), v))
                    .collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn any_document_is_read_or_refused(components in any_json(), answers in any_json()) {
        let text = json!({ "components": components }).to_string();
        if let Ok(form) = Form::read(text.as_bytes()) {
            prop_assert_eq!(form.write(), text.as_bytes());
            let _ = (form.problems(), form_model::rows(form.components()));
            if let Ok(answers) = answers_from_json(&form, answers.to_string().as_bytes()) {
                let _ = check(&form, &answers, &context());
                let kept = without_hidden(&form, &answers, &context());
                let left = check(&form, &kept, &context());
                prop_assert!(left.iter().all(|p| p.code != "answer-hidden" || p.path.ends_with(']')), "{:?}", left);
                let _ = visible(&form, &kept, &context());
            }
        }
    }

    #[test]
    fn answers_travel_unchanged(answers in any_json()) {
        let form = form(json!([
            {"type": "textfield", "key": "a"}, {"type": "number", "key": "b"}, {"type": "datetime", "key": "c"},
            {"type": "dynamiclist", "path": "i", "components": [{"type": "number", "key": "a"}]}
        ]));
        if let Ok(read) = answers_from_json(&form, answers.to_string().as_bytes()) {
            prop_assert_eq!(answers_from_json(&form, answers_to_json(&read).as_bytes()).unwrap(), read);
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        ".{0,4}".prop_map(Value::Text),
        Just(Value::Date("2026-12-03".parse().unwrap())),
        Just(Value::DateTime("2026-12-03T08:30".parse().unwrap())),
        any::<i64>().prop_map(Value::Days),
    ];
    let names = prop::sample::select(vec!["a", "b", "c", "from", "to", "days"]);
    leaf.prop_recursive(3, 24, 4, move |inner| {
        let entries =
            prop::collection::btree_map(names.clone().prop_map(str::to_owned), inner.clone(), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::List),
            entries.prop_map(Value::Context),
        ]
    })
}

proptest! {
    #[test]
    fn a_check_never_panics(value in any_value(), other in any_value(), context in any_value()) {
        let form = form(json!([
            {"type": "antou-when", "key": "a", "conditional": {"hide": "=b"}},
            {"type": "number", "key": "b", "validate": {"min": "=c", "max": "=count(days)"}},
            {"type": "checklist", "key": "c.a", "valuesExpression": "=days"},
            {"type": "expression", "key": "c.b", "expression": "=a + b"},
            {"type": "dynamiclist", "path": "days", "components": [
                {"type": "textarea", "key": "a", "validate": {"maxLength": "=i", "minLength": "=parent.b"}},
                {"type": "group", "path": "b", "conditional": {"hide": "=this.a"}, "components": [
                    {"type": "datetime", "key": "c", "disallowPassedDates": true}
                ]}
            ]}
        ]));
        let answers = Answers::from([
            ("a".to_owned(), value.clone()),
            ("b".to_owned(), other.clone()),
            ("c".to_owned(), value.clone()),
            ("days".to_owned(), Value::List(vec![value, other])),
        ]);
        let context = Context::from([("today".to_owned(), context)]);
        let _ = check(&form, &answers, &context);
        let _ = visible(&form, &without_hidden(&form, &answers, &context), &context);
        let _ = answers_to_json(&answers);
    }
}

/// One thing that a person does, by numbers.
type Step = (u8, u8, u8, u8);

/// Does a step at one of the places that there are; what cannot be done changes nothing.
fn act(session: &mut form_model::Session, (what, place, row, value): Step) {
    let mut fields = Vec::new();
    let mut lists = Vec::new();
    session.each(&mut |seen| match seen.component.kind {
        form_model::Kind::DynamicList => lists.push(seen.path.clone()),
        _ if seen.component.is_field() => fields.push(seen.path.clone()),
        _ => {}
    });
    let one = |from: &[String]| from.get(usize::from(place) % from.len().max(1)).cloned();
    let row = usize::from(row % 3);
    match (what % 8, one(&fields), one(&lists)) {
        (0, _, Some(list)) => drop(session.add_row(&list)),
        (1, _, Some(list)) => drop(session.remove_row(&list, row)),
        (2, _, Some(list)) => drop(session.move_row(&list, row, usize::from(value % 3))),
        (_, Some(field), _) => {
            let values = [
                Value::Null,
                Value::Bool(true),
                Value::Bool(false),
                "x".into(),
                "yy".into(),
                Value::from(i64::from(value % 7)),
            ];
            drop(session.change(&field, values[usize::from(value) % values.len()].clone()));
        }
        _ => {}
    }
}

/// All that a person sees of a form, and what counts.
fn seen(session: &form_model::Session) -> String {
    let mut text = answers_to_json(session.answers());
    session.each(&mut |seen| {
        text += &format!("\n{} {:?} {:?}", seen.path, seen.asked, seen.value);
    });
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn changes_come_to_the_same_as_opening_anew(
        which in 0..3usize,
        steps in prop::collection::vec(any::<Step>(), 1..20),
    ) {
        let form = crate::sessions::forms().swap_remove(which);
        let mut session = form_model::Session::open(&form, form.start(), context()).unwrap();
        for step in steps {
            act(&mut session, step);
            let anew = form_model::Session::open(&form, session.entered().clone(), context()).unwrap();
            prop_assert_eq!(seen(&session), seen(&anew));
            let kept = session.answers().clone();
            let again = form_model::Session::open(&form, kept.clone(), context()).unwrap();
            prop_assert_eq!(again.answers(), &kept, "what counts counts again");
            prop_assert!(again.hidden().is_empty());
        }
    }
}
