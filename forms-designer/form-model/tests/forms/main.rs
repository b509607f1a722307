//! Reading, laying out, changing and checking forms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chance;
mod documents;
mod fields;
mod own;
mod places;
mod samples;
mod sessions;

use feel::{Context, Value};
use form_model::{Form, answers_from_json, check};
use serde_json::{Value as Json, json};

pub(crate) fn form(components: Json) -> Form {
    Form::read(
        json!({"type": "default", "components": components})
            .to_string()
            .as_bytes(),
    )
    .unwrap()
}

pub(crate) fn context() -> Context {
    Context::from([
        (
            "today".to_owned(),
            Value::Date("2026-11-24".parse().unwrap()),
        ),
        (
            "rooms".to_owned(),
            Value::List(vec!["301".into(), Value::from(302)]),
        ),
        (
            "deep".to_owned(),
            Value::Context(Context::from([(
                "rooms".to_owned(),
                Value::List(vec!["303".into()]),
            )])),
        ),
    ])
}

/// What is wrong with answers that came as JSON.
pub(crate) fn found(components: Json, answers: Json) -> String {
    let form = form(components);
    let problems = match answers_from_json(&form, answers.to_string().as_bytes()) {
        Ok(answers) => check(&form, &answers, &context()),
        Err(problems) => problems,
    };
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}

pub(crate) fn field(kind: &str, more: Json) -> Json {
    let mut field = json!({"type": kind, "key": "x"});
    field
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!([field])
}
